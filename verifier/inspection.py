"""Inspections, put together from the steps in all records (inspection.md, section 2; assessment.md, section 7)."""

from collections import defaultdict
from dataclasses import dataclass, field

from body import STEP
from draw import OBJECTS, THE_SITE, commitment
from finding import Finding
from record import Leaf, Record
from step import ANSWER, BY_HOST, CONCLUSION, CONFIRMATION, DESIGNATION, DRAW, INQUIRY, LIST, NONCE, REFUSAL, REQUEST, SAMPLE, Step, may_follow
from treaty import Treaty


@dataclass(frozen=True)
class Taken:
    """A step, in the record of the party that took it."""

    by: str
    leaf: Leaf
    hash: bytes

    @property
    def step(self) -> Step:
        return self.leaf.envelope.body

    @property
    def dated(self) -> int:
        return self.leaf.envelope.dated

    def __getitem__(self, name: str):
        return self.step[name]


@dataclass
class Inspection:
    """The steps from a request to the last that was taken, and those that stand beside one of them."""

    steps: list[Taken]
    beside: list[Taken] = field(default_factory=list)

    @property
    def request(self) -> Taken:
        return self.steps[0]

    @property
    def last(self) -> Taken:
        return self.steps[-1]

    @property
    def ended(self) -> Taken:
        """The last step before the inquiries."""
        return next(t for t in reversed(self.steps) if t.step.n not in (INQUIRY, ANSWER, CONCLUSION))

    @property
    def inquiries(self) -> list[tuple[Taken, Taken | None, Taken | None]]:
        """Each inquiry with its last answer, and the conclusion of that."""
        result: list[tuple[Taken, Taken | None, Taken | None]] = []
        for taken in self.steps:
            if taken.step.n == INQUIRY:
                result.append((taken, None, None))
            elif taken.step.n == ANSWER:
                result[-1] = (result[-1][0], taken, None)
            elif taken.step.n == CONCLUSION:
                result[-1] = (*result[-1][:2], taken)
        return result

    @property
    def inspector(self) -> str:
        return self.request.by

    @property
    def host(self) -> str:
        return self.request["host"]

    @property
    def is_refused(self) -> bool:
        return self.last.step.n == REFUSAL

    def find(self, n: int) -> Taken | None:
        """The last step of a number."""
        return next((taken for taken in reversed(self.steps) if taken.step.n == n), None)

    def before(self, taken: Taken) -> "Inspection":
        return Inspection(self.steps[: self.steps.index(taken)])


@dataclass
class Gathering:
    """All chains of a kind, in the order of their first steps, and what is found of steps that belong to none. Those of inspections."""

    KIND, MADE = STEP, Inspection

    treaty: Treaty
    records: dict[str, Record]
    old: set[str]
    chains: list[Inspection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._behind: dict[bytes, list[Taken]] = defaultdict(list)
        requests, every = [], self._all_steps()
        self._known = {taken.hash for taken in every}
        for taken in every:
            if taken.step.n == REQUEST:
                requests.append(taken)
            else:
                self._behind[taken.step.previous].append(taken)
        for request in requests:
            self._begin(request)
        self._orphans()

    def _all_steps(self) -> list[Taken]:
        order = [a for a in self.treaty.parties + self.treaty.witnesses if a in self.records]
        return [
            Taken(author, leaf, self.records[author].files.tree.levels[0][leaf.index])
            for author in order
            for leaf in self.records[author].sound()
            if leaf.envelope.kind == self.KIND
        ]

    def _say(self, code: str, severity: str, about: str) -> None:
        self.findings.append(Finding(code, severity, about))

    def _begin(self, request: Taken) -> None:
        if not self._may_begin(request):
            return self._say("out-of-place", "contradiction", request.by)
        inspection = self.MADE([request])
        self.chains.append(inspection)
        while taken := self._next(inspection):
            inspection.steps.append(taken)

    def _may_begin(self, request: Taken) -> bool:
        parties, host = self.treaty.parties, request["host"]
        return request.by in parties and host in parties and host != request.by

    def _is_overtaken(self, t: Taken, several: list[Taken]) -> bool:
        """No date decides about a choice: what the host had done below the head that the designation covers comes before it."""
        least = min((t["size"] for t in several if t.step.n == DESIGNATION), default=None)
        first = min((t.leaf.index for t in several if t.step.n in BY_HOST), default=None)
        if t.step.n == DESIGNATION:
            return first is not None and first < t["size"]
        return t.step.n in BY_HOST and least is not None and least <= t.leaf.index

    def _next(self, inspection: Inspection) -> Taken | None:
        """The step that comes after the last one; none where it is no lawful one."""
        all_ = self._behind.get(inspection.last.hash, [])
        several = sorted(all_, key=lambda t: (self._is_overtaken(t, all_), not self._is_answered(t, 3), t.dated, t.by, t.leaf.index))
        if not several:
            return None
        taken, *beside = several
        inspection.beside += beside
        for other in beside:
            self._say(*(("step-twice", "contradiction") if other.by == taken.by else ("out-of-place", "question")), other.by)
        if not self._is_lawful(inspection, taken):
            return self._say("out-of-place", "contradiction", taken.by)
        return taken

    def _is_answered(self, taken: Taken, between: int) -> bool:
        """Whether the other side took a step after it, its author having taken at most so many in between."""
        behind = self._behind.get(taken.hash, [])
        return any(t.by != taken.by or between > 0 and self._is_answered(t, between - 1) for t in behind)

    def _is_lawful(self, inspection: Inspection, taken: Taken) -> bool:
        step, request = taken.step, inspection.request
        by = inspection.host if step.n in BY_HOST else inspection.inspector
        may_come = step.n in may_follow(request.step, inspection.last.step)
        return may_come and taken.by == by and step.inspection == request.hash and self._has_fields(inspection, step)

    def _has_fields(self, inspection: Inspection, step: Step) -> bool:
        """Whether a step has the fields that it must have here, and its nonce opens what was committed to."""
        request = inspection.request
        if step.n == DESIGNATION:
            is_drawn, is_sampled = inspection.find(NONCE) is not None, request["form"] == SAMPLE
            has = (step["nonce"] is not None, step["commitment"] is not None) == (is_drawn, is_sampled)
            return has and (not is_drawn or self._opens(inspection, THE_SITE, step["nonce"], request["commitment"]))
        if step.n == CONFIRMATION:
            is_sampled = request["form"] == SAMPLE
            return step["paper"] == inspection.find(LIST)["paper"] and (step["nonce"] is not None) == is_sampled
        if step.n == DRAW:
            return self._opens(inspection, OBJECTS, step["nonce"], inspection.find(DESIGNATION)["commitment"])
        return True

    def _opens(self, inspection: Inspection, lot: int, nonce: bytes, committed: bytes) -> bool:
        return commitment(self.treaty.hash, lot, nonce, inspection.inspector, inspection.host) == committed

    def _orphans(self) -> None:
        """Steps behind what is no step of any record, where everything is held."""
        if self.old or any(party not in self.records for party in self.treaty.parties):
            return
        for previous, several in self._behind.items():
            if previous not in self._known:
                for taken in several:
                    self._say("out-of-place", "contradiction", taken.by)
