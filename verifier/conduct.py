"""What comes of inspections: rights, lots, clocks, and what both sides say of them (assessment.md, section 7)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chain import Chain
from dossier import Answered, Shown
from draw import THE_SITE, below, numbers, seed
from finding import Finding
from ground import listed
from inspection import Inspection, Taken
from opened import BUDDY_TAG_MOVED, BUDDY_TAGS_FEW
from receipt import Receipts, day_by, day_of
from step import (
    A_DEPARTURE, A_STORY, ABSENCE, ACCEPTANCE, ANSWER, ARRIVAL, BY_HOST, CONCLUSION, COUNT, DESIGNATION, EXPLAINED, FORCE_MAJEURE, INQUIRY, LIST, NONCE,
    NO_RIGHT, NOT_EXPLAINED, NOT_RECEIVED, OPENING, OTHER, QUOTA, REFUSAL, REPORT, SIGNATURE, WITHDRAWAL, WORDS, may_follow,
)  # fmt: skip
from treaty import InspectionClause, Treaty, midnight_after


FORBIDDEN = {BUDDY_TAG_MOVED: "move-buddy-tag", BUDDY_TAGS_FEW: "lack-buddy-tag"}


@dataclass
class Conduct:
    """The inspections of all parties, judged as of a day. `whole` are the authors whose records are held whole."""

    treaty: Treaty
    inspections: list[Inspection]
    chains: dict[str, Chain]
    receipts: Receipts
    whole: set[str]
    as_of: date
    bears_on: Callable[[Inspection], str | None]
    shown: Callable[[Inspection], Shown]

    def findings(self) -> list[Finding]:
        self._broken = "departure" if self.treaty.political else "inconsistent"
        result, refused = [], []
        for i, inspection in enumerate(self.inspections):
            earlier = self.inspections[:i]
            is_beyond = self._is_beyond(inspection, [e for e in earlier if not e.is_refused])
            if is_beyond:
                result.append(Finding("beyond-rights", self._broken, inspection.inspector))
            if inspection.is_refused and not (is_beyond and inspection.last["reason"] in (QUOTA, NO_RIGHT)):
                found = self._refused(inspection, refused)
                if not (found.severity == "discrepancy" and self.bears_on(inspection) == "agreed"):
                    result.append(found)
                refused.append(inspection)
            result += self._steps(inspection) + self._missing(inspection)
            result += self._lot(inspection, [e for e in earlier if e.find(DESIGNATION)]) + self._report(inspection)
        return result

    def sites_visited(self) -> list[Finding]:
        """For each kind of inspection and host of which a report was made: what stands elsewhere is not seen."""
        counted = [i for i in self.inspections if i.find(REPORT) and self._clause(i) and i.host in self.chains]
        return [Finding("sites-visited", "blind", host) for host, _ in sorted({(i.host, i.request["kind"]) for i in counted})]

    def looked_by(self) -> set[str]:
        """The measures by which every party was looked at."""
        seen = [{m for i in self.inspections if i.host == party for m in _measures(i)} for party in self.treaty.parties]
        return set.intersection(*seen)

    def _clause(self, inspection: Inspection) -> InspectionClause | None:
        kind = inspection.request["kind"]
        return self.treaty.inspections[kind] if kind < len(self.treaty.inspections) else None

    # Rights

    def _is_beyond(self, inspection: Inspection, earlier: list[Inspection]) -> bool:
        """Whether the inspector asked for more than it may: by the request itself, or else by what it had before."""
        clause, request = self._clause(inspection), inspection.request
        if clause is None or request["form"] not in clause.forms or clause.is_drawn != (request["commitment"] is not None):
            return True
        designation = inspection.find(DESIGNATION)
        if designation and not self._is_of(inspection, clause.at):
            return True
        return inspection.host in self.whole and self._exceeds(clause, inspection, earlier)

    def _exceeds(self, clause: InspectionClause, inspection: Inspection, earlier: list[Inspection]) -> bool:
        """Whether it is one too many: in the year, at the site, or at once."""
        this_year = self._this_year(clause, inspection, earlier)
        designation = inspection.find(DESIGNATION)
        at_host = [e for e in this_year if e.host == inspection.host]
        here = [e for e in at_host if designation and (d := e.find(DESIGNATION)) and d["site"] == designation["site"]]
        at_once = [e for e in earlier if e.host == inspection.host and _day(e) <= day_of(inspection.ended.dated) and _day(inspection) <= day_of(e.ended.dated)]
        return len(this_year) >= clause.quota or len(here) >= clause.same_site_max or len(at_once) >= clause.at_once_max

    def _this_year(self, clause: InspectionClause, inspection: Inspection, earlier: list[Inspection]) -> list[Inspection]:
        """The earlier ones of the same kind and inspector in the same treaty year."""
        what = lambda i: (i.inspector, i.request["kind"], clause.year(_day(i)))
        return [e for e in earlier if what(e) == what(inspection)]

    def _is_of(self, inspection: Inspection, facilities: list[str]) -> bool:
        """Whether the site may be of one of these kinds. Of one that is not known nobody can say, where the record of the host is not held whole."""
        host, chain = inspection.host, self.chains.get(inspection.host)
        grounds = chain.grounds if chain else listed(self.treaty, host)
        site = next((s for s in grounds.sites if s.number == inspection.find(DESIGNATION)["site"]), None)
        return site.facility in facilities if site else host not in self.whole

    def _refused(self, inspection: Inspection, earlier: list[Inspection]) -> Finding:
        """A refusal without a right to it; the earlier ones of the year tell whether it is asked about."""
        clause = self._clause(inspection)
        year = lambda i: clause.year(day_of(i.request.dated)) if clause else 0
        is_first = not any(e.host == inspection.host and year(e) == year(inspection) for e in earlier)
        if inspection.last["reason"] == FORCE_MAJEURE and is_first:
            return Finding("inspection-refused", "question", inspection.host)
        # that the list was handed over is the inspector's word
        is_word = inspection.last["reason"] == OTHER and inspection.steps[-2].step.n == LIST
        return Finding("inspection-refused", "discrepancy" if is_word else self._broken, inspection.host)

    # The lot

    def _lot(self, inspection: Inspection, earlier: list[Inspection]) -> list[Finding]:
        """Whether the site is the one that was drawn, what is acknowledged, and which epoch is opened."""
        result, designation = [], inspection.find(DESIGNATION)
        if designation is None:
            return result
        if inspection.find(NONCE) and self._drawn(inspection, designation, earlier) != designation["site"]:
            result.append(Finding("not-drawn", self._broken, inspection.inspector))
        if not self._is_covered(inspection, designation):
            result.append(Finding("not-covered", "contradiction", inspection.inspector))
        opening = inspection.find(OPENING)
        if opening and not self._is_due(inspection, opening):
            result.append(Finding("other-epoch", self._broken, inspection.host))
        return result

    def _is_due(self, inspection: Inspection, opening: Taken) -> bool:
        """Whether the epoch is the last below the head that the designation names, or one that the host may open because the inspector was silent."""
        due = self._last_epoch(inspection.host, inspection.find(DESIGNATION)["size"])
        return opening["epoch"] in (due, self._in_silence(inspection))

    def _in_silence(self, inspection: Inspection) -> int | None:
        """The last epoch that enough witnesses had before the designation, where a receipt of the inspector was overdue then."""
        at, host, chain = inspection.find(DESIGNATION).dated, inspection.host, self.chains.get(inspection.host)
        last, is_silent = None, False
        for epoch, stated in sorted(chain.epochs.items()) if chain else []:
            known = self.receipts.by_witnesses(host, stated.leaf.index)
            if known is None or known >= at:
                continue
            received = self.receipts.received(host, stated.leaf.index, inspection.inspector)
            is_overdue = day_of(at) > day_by(known) + timedelta(days=self.treaty.receipt_due)
            is_silent |= (received is None or received > at) and is_overdue
            last = epoch
        return last if is_silent else None

    def _drawn(self, inspection: Inspection, designation: Taken, earlier: list[Inspection]) -> int | None:
        """The site that the lot fell on; none where there is none that it could fall on."""
        clause, nonce, host = self._clause(inspection), inspection.find(NONCE), inspection.host
        epoch = self._last_epoch(host, designation["size"])
        if clause is None or epoch is None:
            return None
        visited = [d["site"] for e in self._this_year(clause, inspection, earlier) if e.host == host and (d := e.find(DESIGNATION))]
        open_ = [s.number for s in self.chains[host].grounds.sites if s.stands(epoch) and s.facility in clause.at]
        sites = [number for number in open_ if visited.count(number) < clause.same_site_max]
        drawn = numbers(seed(inspection.request.hash, THE_SITE, inspection.request["commitment"], nonce["nonce"], designation["nonce"]))
        return sites[below(drawn, len(sites))] if sites else None

    def _last_epoch(self, host: str, size: int) -> int | None:
        """The last epoch that a party stated below a size of its record."""
        chain = self.chains.get(host)
        return max((e for e, stated in chain.epochs.items() if stated.leaf.index < size), default=None) if chain else None

    def _is_covered(self, inspection: Inspection, designation: Taken) -> bool:
        head = designation["size"], designation["root"]
        return any(
            (r.keeper, r.of) == (inspection.inspector, inspection.host)
            and r.leaf < designation.leaf.index and (r.checkpoint.size, r.checkpoint.root) == head
            for r in self.receipts.all
        )  # fmt: skip

    # Clocks

    def _steps(self, inspection: Inspection) -> list[Finding]:
        """Steps that are dated before the one that they follow, that came late, or sooner than they may."""
        result, tolerance = [], self.treaty.tolerance
        for before, taken in zip(inspection.steps, inspection.steps[1:]):
            n, earlier = taken.step.n, inspection.before(taken)
            if ARRIVAL not in (n, before.step.n) and taken.dated < before.dated - tolerance:
                result.append(Finding("step-back-dated", "question", taken.by))
            due = self._due(earlier, n)
            if due is not None and _time(taken) > due + tolerance:
                result.append(Finding("step-late", "late", _answers(inspection, n)))
            if _chooses(inspection, taken) and self._is_early(inspection, taken):
                result.append(Finding("chose-early", self._broken, inspection.inspector))
        return result

    def _is_early(self, inspection: Inspection, designation: Taken) -> bool:
        """Whether a site is chosen while the host still has time for its nonce."""
        due = self._due(inspection.before(designation), NONCE)
        return due is not None and designation.dated < due

    def _due(self, inspection: Inspection, n: int) -> int | None:
        """When a next step is due after these; none where no clock runs."""
        clause = self._clause(inspection)
        span, after = clause.hours.get(WORDS[n], (0, "")) if clause else (0, "")
        begun = next((taken for taken in reversed(inspection.steps) if WORDS[taken.step.n] == after), None)
        return self._runs_from(inspection, n, begun) + span if begun else None

    def _runs_from(self, inspection: Inspection, n: int, begun: Taken) -> int:
        """What a clock runs from: of an answer about a departure not before the closing epoch is due."""
        inquiry, report = inspection.find(INQUIRY), inspection.find(REPORT)
        if n != ANSWER or inquiry is None or inquiry["subject"] != A_DEPARTURE:
            return _time(begun)
        epoch = self.treaty.closing(report.dated)
        return _time(begun) if epoch is None else max(_time(begun), midnight_after(self.treaty.due_day(epoch)))

    def _missing(self, inspection: Inspection) -> list[Finding]:
        result = []
        designation = inspection.find(DESIGNATION)
        came = any(taken.step.n == NONCE for taken in inspection.beside)
        if designation and _chooses(inspection, designation) and not self._is_early(inspection, designation) and not came:
            result += self._overdue(inspection.before(designation), NONCE)
        expected = [n for n in may_follow(inspection.request.step, inspection.last.step) if n not in (REFUSAL, WITHDRAWAL, INQUIRY)]
        return result + [finding for n in expected[:1] for finding in self._overdue(inspection, n)]

    def _overdue(self, inspection: Inspection, n: int) -> list[Finding]:
        """What is found of a next step that was not taken."""
        due = self._due(inspection, n)
        if due is None or self.as_of <= day_by(due) or not {inspection.inspector, inspection.host} <= self.whole:
            return []
        is_over = self.as_of > day_by(due) + timedelta(days=self.treaty.grace)
        return [Finding("step-missing", self._broken if is_over else "late", _answers(inspection, n))]

    # What both sides say

    def _report(self, inspection: Inspection) -> list[Finding]:
        """What both sides do not say the same of, by now, and restrictions that both say were broken."""
        found = self._said(inspection) + list(self._inquiries(inspection))
        return [f for f in found if f.severity != "discrepancy"] if self.bears_on(inspection) == "agreed" else found

    def _said(self, inspection: Inspection) -> list[Finding]:
        """Openings and reports on which the sides do not agree, and restrictions that were broken."""
        host, result, shown = inspection.host, list(self._acceptance(inspection)), self.shown(inspection)
        report, signature = inspection.find(REPORT), inspection.find(SIGNATURE)
        if report is None:
            return result
        concurs = signature is not None and (signature["paper"], signature["verdict"]) == (report["paper"], 0)
        if self._is_explained(inspection) and report["verdict"] == 1 or shown.comes_to is not None and shown.comes_to != report["verdict"]:
            pass
        elif report["verdict"] == 1:
            is_unresolved = concurs and self.bears_on(inspection) == "unresolved"
            result.append(Finding("report-differs", self._broken if is_unresolved else "discrepancy", host))
        elif signature and not concurs:
            result.append(Finding("report-disputed", "discrepancy", host))
        return result + list(self._restrictions(inspection, report, concurs)) + list(self._unnamed(inspection, report, concurs))

    # Inquiries

    def _cap(self, inspection: Inspection) -> int | None:
        clause = self._clause(inspection)
        return clause.inquiries_max if clause else None

    def _answered(self, inspection: Inspection) -> int:
        """How many inquiries about differences were answered."""
        return sum(1 for inquiry, answer, _ in inspection.inquiries if inquiry["subject"] != A_STORY and answer and answer["sealed"])

    def _exceeds_cap(self, inspection: Inspection) -> bool:
        report, cap = inspection.find(REPORT), self._cap(inspection)
        return report is not None and report["verdict"] == 1 and cap is not None and self._answered(inspection) > cap

    def _is_explained(self, inspection: Inspection) -> bool:
        """Whether nothing of the report is left, as the inspector says of the last difference that it asked about."""
        asked = [conclusion for inquiry, _, conclusion in inspection.inquiries if inquiry["subject"] != A_STORY]
        last = asked[-1] if asked else None
        return last is not None and (last["verdict"], last["left"]) == (EXPLAINED, 0) and not self._exceeds_cap(inspection)

    def _inquiries(self, inspection: Inspection) -> Iterator[Finding]:
        """What was asked beyond rights, declined or disputed."""
        cap, report = self._cap(inspection), inspection.find(REPORT)
        for number, ((inquiry, answer, conclusion), shown) in enumerate(zip(inspection.inquiries, self.shown(inspection).answers)):
            is_story = inquiry["subject"] == A_STORY
            is_beyond = cap is None or (number >= cap if is_story else report["verdict"] == 0)
            if is_beyond:
                yield Finding("beyond-rights", self._broken, inspection.inspector)
            if answer and answer["sealed"] is None and not is_beyond:
                yield Finding("answer-declined", "discrepancy", inspection.host)
            verdict = conclusion["verdict"] if conclusion else None
            is_seen = shown is not None and (shown.is_false or shown.has_gap or shown.is_proved)
            if verdict == NOT_EXPLAINED and not is_seen or verdict == NOT_RECEIVED and conclusion is inspection.last:
                yield Finding("answer-disputed", "discrepancy", inspection.host)
            if shown:
                yield from _of_answer(inspection, shown, verdict)
        if self._exceeds_cap(inspection):
            yield Finding("inquiries-beyond-cap", self._broken, inspection.host)

    def _acceptance(self, inspection: Inspection) -> Iterator[Finding]:
        """What the inspector says of the opening; with the key it is seen who is right."""
        acceptance, shown = inspection.find(ACCEPTANCE), self.shown(inspection)
        if acceptance is None:
            return
        if acceptance["verdict"] == 0 and shown.is_false:
            yield Finding("acceptance-false", "question", inspection.inspector)
        elif acceptance["verdict"] == 1 and shown.site and self._is_due(inspection, inspection.find(OPENING)):
            yield Finding("acceptance-false", "contradiction", inspection.inspector)
        elif acceptance["verdict"] == 1 and not shown.is_false or acceptance["verdict"] == 2 and acceptance is inspection.last:
            yield Finding("opening-disputed", "discrepancy", inspection.host)

    def _restrictions(self, inspection: Inspection, report: Taken, concurs: bool) -> Iterator[Finding]:
        clause, restrictions = self._clause(inspection), self.treaty.tables("restriction")
        for number in report["restrictions"]:
            restriction = restrictions[number] if number < len(restrictions) else None
            if restriction and clause and restriction["inspection"] == clause.id and self._is_of(inspection, restriction["at"]):
                yield Finding("restriction-broken", self._broken if concurs else "discrepancy", inspection.host)
            else:
                yield Finding("beyond-rights", self._broken, inspection.inspector)

    def _unnamed(self, inspection: Inspection, report: Taken, concurs: bool) -> Iterator[Finding]:
        """Restrictions that forbid what the report's paper tells of, and that its step does not name."""
        clause, codes = self._clause(inspection), self.shown(inspection).differences
        told = {word for code, word in FORBIDDEN.items() if code in codes}
        for number, restriction in enumerate(self.treaty.tables("restriction")):
            holds = clause and restriction["inspection"] == clause.id and self._stands_at(inspection, restriction["at"])
            if holds and told & set(restriction["forbids"]) and number not in report["restrictions"]:
                for party in [inspection.inspector] + [inspection.host] * concurs:
                    yield Finding("restriction-unnamed", "contradiction", party)

    def _stands_at(self, inspection: Inspection, facilities: list[str]) -> bool:
        """Whether the site is known to be of one of these kinds."""
        chain = self.chains.get(inspection.host)
        grounds = chain.grounds if chain else listed(self.treaty, inspection.host)
        return any(s.facility in facilities for s in grounds.sites if s.number == inspection.find(DESIGNATION)["site"])


def _of_answer(inspection: Inspection, shown: Answered, verdict: int | None) -> Iterator[Finding]:
    """What the holder of the key sees of an answer, beside its contradictions."""
    if shown.has_gap:
        yield Finding("answer-incomplete", "discrepancy", inspection.host)
    if verdict == NOT_EXPLAINED and shown.explains:
        yield Finding("conclusion-false", "contradiction" if shown.is_proved else "question", inspection.inspector)
    if verdict == EXPLAINED and (shown.is_false or shown.has_gap):
        yield Finding("conclusion-false", "question", inspection.inspector)
    if not all(shown.proved):
        yield Finding("story-on-word", "blind", inspection.host)


def _measures(inspection: Inspection) -> Iterator[str]:
    """The measures of which an inspection that came so far is one."""
    acceptance, form = inspection.find(ACCEPTANCE), inspection.request["form"]
    if acceptance and acceptance["verdict"] == 0:
        yield "openings"
    if inspection.find(REPORT) and form != COUNT:
        yield "absence-visits" if form == ABSENCE else "sampled-inspections"


def _time(taken: Taken) -> int:
    """When a step was taken: an arrival when it says that it was."""
    return taken["at"] if taken.step.n == ARRIVAL else taken.dated


def _day(inspection: Inspection) -> date:
    """The first day of an inspection: that of its designation, or of its request where nothing is designated."""
    return day_of((inspection.find(DESIGNATION) or inspection.request).dated)


def _answers(inspection: Inspection, n: int) -> str:
    """Who answers for a step: of an arrival the host, who brings the team to the site."""
    return inspection.host if n in BY_HOST or n == ARRIVAL else inspection.inspector


def _chooses(inspection: Inspection, taken: Taken) -> bool:
    """Whether a designation is made without a lot where one was to fall."""
    return taken.step.n == DESIGNATION and inspection.request["commitment"] is not None and taken["nonce"] is None
