"""A party's epochs: their order, their shapes, and the proofs that chain them (proof.md; assessment.md, section 3)."""

from dataclasses import dataclass, field

from body import ACT, DECLARATION, EPOCH, OPENING, Act, Epoch, Opening
from finding import Finding
from ground import Grounds, changed, derive, fits, listed
from group import IDENTITY, MASK, Equation, failing, is_point, scalar
from proof import Commitments, balance_equation, imbalances, opening_equation, range_equation, slacks, transcript
from record import Leaf, Record
from shape import Shape, tagged
from treaty import FLOW_KINDS, Treaty

MAX_ACTS = 512


@dataclass
class Stated:
    """An epoch that stands in the chain."""

    leaf: Leaf
    shape: Shape
    body_hash: bytes
    all: Commitments
    has_cells: bool  # whether the cells are as many as they must be, and points
    has_flows: bool
    fits: bool  # whether it is over its shape, and every list of the body has the length that this gives it


@dataclass
class Claim:
    """An equation of a proof, and what is found where it does not hold."""

    equation: Equation
    finding: Finding
    holds: bool = True


@dataclass
class Chain:
    """What a party's record says of its ledger."""

    party: str
    grounds: Grounds
    epochs: dict[int, Stated] = field(default_factory=dict)
    openings: dict[tuple[int, int], Leaf] = field(default_factory=dict)  # by number and last epoch
    sums: list[tuple[str, int, int, int, int, "Claim"]] = field(default_factory=list)  # what is summed, window, class, sum, and whether it holds
    acts: list[tuple[Leaf, Act]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    unread: int = 0

    @property
    def expected(self) -> int:
        """The next epoch."""
        return max(self.epochs, default=-1) + 1


class ChainReader:
    """Reads the record of one party from its first leaf to its last."""

    def __init__(self, record: Record, treaty: Treaty) -> None:
        self._treaty = treaty
        self._context = tagged("context", treaty.hash, record.author.encode())
        self.chain = Chain(record.author, listed(treaty, record.author))
        kinds = {EPOCH: self._epoch, DECLARATION: self._declaration, OPENING: self._opening, ACT: self._act}
        for leaf in record.sound():
            if leaf.envelope.body is None:
                self._unreadable(leaf)
            elif leaf.envelope.kind in kinds:
                kinds[leaf.envelope.kind](leaf, leaf.envelope.body)
        if self.chain.unread:
            self.chain.findings.append(Finding("bodies-not-held", "blind", record.author))

    def _say(self, code: str, epoch: int | None = None, severity: str = "contradiction", first: int | None = None) -> None:
        self.chain.findings.append(Finding(code, severity, self.chain.party, epoch if first is None else first, epoch))

    def _unreadable(self, leaf: Leaf) -> None:
        self.chain.unread += 1
        if leaf.envelope.kind in (EPOCH, DECLARATION):
            self._say("out-of-place", severity="question")
        if leaf.envelope.kind == OPENING:
            self._unread_opening(leaf, leaf.envelope.epoch)

    def _unread_opening(self, leaf: Leaf, last: int) -> None:
        """Takes an opening whose papers are not held for the first that it can be."""
        for number, clause in enumerate(self._treaty.openings):
            is_made = (number, last) in self.chain.openings
            if not clause.public and not is_made and last and last % clause.every == 0:
                self.chain.openings[number, last] = leaf
                return

    def _declaration(self, leaf: Leaf, body: object) -> None:
        self._say("out-of-place")

    # Epochs

    def _epoch(self, leaf: Leaf, body: Epoch) -> None:
        chain, expected = self.chain, self.chain.expected
        if not self._treaty.commits or self._treaty.day(body.epoch) > self._treaty.last_day():
            return self._say("out-of-place")
        if body.epoch < expected:
            return self._say("epoch-twice", body.epoch)
        before, baseline = chain.epochs.get(body.epoch - 1), chain.epochs.get(0)
        shape = derive(self._treaty, chain.grounds, body.epoch)
        if not fits(shape):
            return self._say("out-of-place")
        stated = self._numbers(leaf, body, shape)
        chain.epochs[body.epoch] = stated
        if body.epoch > expected:
            self._say("epoch-out-of-order", body.epoch)
        differs = self._differs(body, shape, before, baseline)
        if differs or body.epoch > expected:
            return None
        if not self._has_lists(leaf, body, shape, stated):
            return None
        if body.epoch and not (before and before.has_cells and baseline and baseline.has_cells):
            if baseline:
                self._say("chain-broken", body.epoch)
            return None
        self._prove(leaf, body, stated, before, baseline)

    def _differs(self, body: Epoch, shape: Shape, before: Stated | None, baseline: Stated | None) -> bool:
        """Whether the statement builds on others than those of the record, or on another shape."""
        wrong = []
        if before and body.previous != before.body_hash:
            wrong.append("previous-differs")
        if body.epoch and baseline and body.baseline != baseline.body_hash:
            wrong.append("previous-differs")
        if body.shape != shape.hash():
            wrong.append("shape-differs")
        for code in wrong:
            self._say(code, body.epoch)
        return bool(wrong)

    def _numbers(self, leaf: Leaf, body: Epoch, shape: Shape) -> Stated:
        later = bool(body.epoch)
        lists = [body.cells, body.flows, body.roots, body.excess, body.corrections]
        due = [len(shape.cells), later * len(shape.flows), len(shape.places), later * len(shape.bounds), later * shape.lines]
        found = [len(entries) for entries in lists]
        usable = [found[i] == due[i] and all(map(is_point, lists[i])) for i in (0, 1)]
        committed = Commitments(shape, body.cells, body.flows, body.excess, body.corrections)
        return Stated(leaf, shape, leaf.envelope.body_hash, committed, *usable, body.shape == shape.hash() and found == due)

    def _has_lists(self, leaf: Leaf, body: Epoch, shape: Shape, stated: Stated) -> bool:
        """Whether every list has the length that the shape gives it, and holds commitments where it must."""
        if len(body.roots) != len(shape.places):
            self._say("wrong-length", body.epoch)
            return False
        later, proofs = bool(body.epoch), leaf.envelope.proofs
        lengths = [
            (body.cells, len(shape.cells)), (body.flows, later * len(shape.flows)), (body.excess, later * len(shape.bounds)),
            (body.corrections, later * shape.lines), (proofs.balances, later * shape.lines), (proofs.derived[:1] if not later else [], 0),
        ]  # fmt: skip
        wrong = [len(found) != expected for found, expected in lengths]
        for _ in filter(None, wrong):
            self._say("wrong-length", body.epoch)
        garbage = [(not wrong[0] and not stated.has_cells), (not wrong[1] and not stated.has_flows)]
        for _ in filter(None, garbage):
            self._say("not-a-commitment", body.epoch)
        return not any(wrong + garbage)

    def _prove(self, leaf: Leaf, body: Epoch, stated: Stated, before: Stated | None, baseline: Stated | None) -> None:
        proofs, now = leaf.envelope.proofs, stated.all
        script = lambda name: transcript(self._context, stated.body_hash, name)
        self._claim(range_equation(script("cells"), now.cells, proofs.cells), "counts-unproved", body.epoch)
        if not body.epoch:
            return
        derived = now.flows + slacks(now, baseline.all)
        self._claim(range_equation(script("derived"), derived, proofs.derived), "flows-or-bounds-unproved", body.epoch)
        sums = zip(imbalances(now, before.all), proofs.balances)
        equations = [balance_equation(script(f"balance/{i}"), d, proof) for i, (d, proof) in enumerate(sums)]
        if None in equations:
            self._say("proof-malformed", body.epoch)
        for equation in equations:
            if equation is not None:
                self._claim(equation, "balance-open", body.epoch)

    def _claim(self, equation: Equation | None, code: str, epoch: int) -> None:
        if equation is None:
            self._say("proof-malformed", epoch)
        else:
            self.chain.claims.append(Claim(equation, Finding(code, "contradiction", self.chain.party, epoch, epoch)))

    # Openings

    def _opening(self, leaf: Leaf, body: Opening) -> None:
        if not self._is_due(body):
            return self._say("opening-not-due", body.epoch, first=body.first)
        clause = self._treaty.openings[body.opening]
        self.chain.openings[body.opening, body.epoch] = leaf
        window = [self.chain.epochs.get(e) for e in range(body.first, body.epoch + 1)]
        if not all(stated and stated.fits for stated in window):
            return None
        if len(body.sums) != len(clause.classes):
            return self._say("wrong-length", body.epoch)
        for class_, (value, blinding) in zip(clause.classes, body.sums):
            commitments = _opened(window, clause.of, class_)
            if commitments is not None:
                r = scalar(blinding)
                equation = opening_equation(commitments, value, r) if r is not None else {MASK: 1}
                finding = Finding("sum-differs", "contradiction", self.chain.party, body.first, body.epoch)
                claim = Claim(equation, finding)
                self.chain.claims.append(claim)
                self.chain.sums.append((clause.of, body.first, body.epoch, class_, value, claim))

    def _is_due(self, body: Opening) -> bool:
        """Whether the schedule has this opening, its last epoch is stated, and it was not made already."""
        if body.opening >= len(self._treaty.openings) or (body.opening, body.epoch) in self.chain.openings:
            return False
        clause = self._treaty.openings[body.opening]
        first = body.epoch if clause.of == "totals" else clause.window(body.epoch)
        ends = body.epoch > 0 and body.epoch % clause.every == 0
        return ends and body.first == first and body.epoch < self.chain.expected and body.epoch in self.chain.epochs

    # Acts

    def _act(self, leaf: Leaf, act: Act) -> None:
        chain = self.chain
        grounds = changed(chain.grounds, act, self._treaty)
        if len(chain.acts) >= MAX_ACTS or act.epoch < max(chain.expected, 1) or grounds is None:
            return self._say("out-of-place")
        chain.grounds = grounds
        chain.acts.append((leaf, act))


def _opened(window: list[Stated], of: str, class_: int) -> Equation | None:
    """The sum of commitments that is opened; none where one of them is no point."""
    result: Equation = {}
    for stated in window:
        sums = (
            stated.all.sum(lambda cell: cell.class_ == class_)
            if of == "totals"
            else stated.all.flow_sum(lambda flow: flow.kind == FLOW_KINDS[of] and flow.class_ == class_)
        )
        for key, number in sums.items():
            result[key] = result.get(key, 0) + number
    return (result or {IDENTITY: 1}) if all(map(is_point, result)) else None


def prove(chains: list[Chain]) -> list[Finding]:
    """The findings of all proofs that do not hold."""
    claims = [claim for chain in chains for claim in chain.claims]
    failed = [claims[place] for place in sorted(failing([claim.equation for claim in claims]))]
    for claim in failed:
        claim.holds = False
    return [claim.finding for claim in failed]
