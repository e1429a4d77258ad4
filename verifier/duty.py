"""What was due, and whether it came: epochs, openings, acts, receipts; excess and corrections (assessment.md, sections 4 to 6)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from body import AGREED, RECEIPT
from chain import Chain
from finding import Finding
from ground import derive
from receipt import Receipts, day_of
from record import Record
from shape import Bound
from treaty import Treaty


class Duties:
    """The duties of all parties as of a day."""

    def __init__(
        self, treaty: Treaty, records: dict[str, Record], old: set[str], chains: dict[str, Chain], receipts: Receipts, as_of: date
    ) -> None:
        self._treaty, self._records, self._chains, self._receipts, self._as_of = treaty, records, chains, receipts, as_of
        self._whole = set(records) - old
        self._broken = "departure" if treaty.political else "inconsistent"
        self._baselines = self._baselines_day()

    def findings(self) -> list[Finding]:
        result: list[Finding] = []
        agreed = self._agreed()
        for party, chain in self._chains.items():
            result += self._epochs(chain) + self._openings(chain) + self._acts(chain)
            result += self._corrections(chain) + self._excess(chain, agreed.get(party, {}))
            result += self._overdue_receipts(party)
        return result + [finding for author in self._records for finding in self._dates(author)]

    def has_undated(self) -> bool:
        """Whether a statement of a party may have been provided, and the records that are held do not say when."""
        for party, chain in self._chains.items():
            leaves = [stated.leaf for stated in chain.epochs.values()] + [*chain.openings.values()] + [leaf for leaf, _ in chain.acts]
            for leaf in leaves:
                if self._receipts.provided(party, leaf.index) is None and not self._is_absent(party, leaf.index):
                    return True
        return False

    def _provided(self, party: str, index: int) -> date | None:
        """The day on which a statement was provided, with the clocks' tolerance in its favour."""
        provided = self._receipts.provided(party, index)
        return day_of(provided - self._treaty.tolerance) if provided is not None else None

    def _is_absent(self, party: str, index: int) -> bool:
        """Whether a statement that is not provided was not given: no copy that is missing or old could show otherwise."""
        unseen = [p for p in self._treaty.parties if p != party and self._receipts.received(party, index, p) is None]
        witnesses = sum(self._is_possible(party, index, witness) for witness in self._treaty.witnesses)
        return any(p in self._whole for p in unseen) and witnesses < self._treaty.quorum

    def _is_possible(self, party: str, index: int, keeper: str) -> bool:
        """Whether somebody acknowledged a statement, or may have."""
        return keeper not in self._whole or self._receipts.received(party, index, keeper) is not None

    def _judge(self, party: str, code: str, place: int | None, due: date) -> tuple[str, str] | None:
        """The code and severity of what was late, or is missing, at a place of the record; with no place it cannot be anywhere."""
        provided = self._provided(party, place) if place is not None else None
        if provided is not None:
            return (f"{code}-late", "late") if provided > due else None
        if self._as_of <= due or place is not None and not self._is_absent(party, place):
            return None
        is_over = self._as_of > due + timedelta(days=self._treaty.grace)
        return f"{code}-missing", self._broken if is_over else "late"

    # Epochs

    def _baselines_day(self) -> date | None:
        """The day on which the last of all baselines was provided."""
        days = []
        for party in self._treaty.parties:
            chain = self._chains.get(party)
            stated = chain.epochs.get(0) if chain else None
            provided = self._receipts.provided(party, stated.leaf.index) if stated else None
            if provided is None:
                return None
            days.append(day_of(provided))
        return max(days)

    def _due_day(self, epoch: int) -> date | None:
        """When an epoch is due: after the baseline not before all baselines are there."""
        if epoch == 0:
            return self._treaty.due_day(0)
        if self._baselines is None:
            return None
        return max(self._treaty.due_day(epoch), self._baselines + timedelta(days=self._treaty.due))

    def _epochs(self, chain: Chain) -> list[Finding]:
        told: list[tuple[int, str, str]] = []
        for epoch in count():
            due = self._due_day(epoch)
            if due is None or due >= self._as_of and epoch >= chain.expected or self._treaty.day(epoch) > self._treaty.last_day():
                break
            if judged := self._judge(chain.party, "epoch", self._place(chain, epoch), due):
                told.append((epoch, *judged))
        return [Finding(code, severity, chain.party, first, last) for first, last, code, severity in runs(told)]

    def _place(self, chain: Chain, epoch: int) -> int | None:
        """Where an epoch stands; what an old copy lacks behind its last epoch, where it stands at the earliest."""
        if stated := chain.epochs.get(epoch):
            return stated.leaf.index
        is_behind = chain.party not in self._whole and epoch >= chain.expected
        return self._records[chain.party].size + epoch - chain.expected if is_behind else None

    # Openings, acts

    def _openings(self, chain: Chain) -> list[Finding]:
        result = []
        behind = self._records[chain.party].size if chain.party not in self._whole else None
        for number, clause in enumerate(self._treaty.openings):
            for last in range(clause.every, chain.expected, clause.every):
                first = last if clause.of == "totals" else clause.window(last)
                leaf = chain.openings.get((number, last))
                due = self._treaty.day(last) + timedelta(days=clause.due)
                is_due = leaf or any(epoch in chain.epochs for epoch in range(first, last + 1))
                judged = self._judge(chain.party, "opening", leaf.index if leaf else behind, due)
                if is_due and judged:
                    result.append(Finding(*judged, chain.party, first, last))
        return result

    def _acts(self, chain: Chain) -> list[Finding]:
        """An act must be provided before the close of the epoch before the one that it names."""
        result = []
        for leaf, act in chain.acts:
            close, provided = self._treaty.day(act.epoch - 1), self._provided(chain.party, leaf.index)
            late = provided > close if provided is not None else self._as_of > close and self._is_absent(chain.party, leaf.index)
            if late:
                result.append(Finding("act-late", "late", chain.party, act.epoch, act.epoch))
        return result

    # Clocks and receipts

    def _dates(self, author: str) -> list[Finding]:
        """Statements that are dated after others already held them, each later than any that was asked about before."""
        result, latest = [], 0
        times = {r.leaf: r.time for r in self._receipts.all if r.keeper == author}
        for leaf in self._records[author].sound():
            provided = self._receipts.provided(author, leaf.index)
            dated = max(leaf.envelope.dated, times.get(leaf.index, 0))
            if provided is not None and dated > max(provided + self._treaty.tolerance, latest):
                result.append(Finding("dated-ahead", "question", author))
                latest = dated
        return result

    def _overdue_receipts(self, party: str) -> list[Finding]:
        """Another's statement, receipts apart, is acknowledged within some days of being provided."""
        result = []
        for other in self._treaty.parties:
            if other != party and other in self._records and party in self._whole and self._is_overdue(party, other):
                result.append(Finding("receipt-overdue", "late", party))
        return result

    def _is_overdue(self, party: str, other: str) -> bool:
        for leaf in self._records[other].sound():
            provided = self._receipts.provided(other, leaf.index)
            if leaf.envelope.kind != RECEIPT and provided is not None:
                due = day_of(provided) + timedelta(days=self._treaty.receipt_due)
                received = self._receipts.received(other, leaf.index, party)
                if (day_of(received) if received is not None else self._as_of) > due:
                    return True
        return False

    # Corrections and excess

    def _corrections(self, chain: Chain) -> list[Finding]:
        result = []
        for epoch, stated in chain.epochs.items():
            for line in stated.leaf.envelope.body.corrections[: stated.shape.lines]:
                if line != (0, 0):
                    result.append(Finding("correction", "question", chain.party, epoch, epoch))
        return result

    def _agreed(self) -> dict[str, dict[tuple[int, int], tuple[int, int]]]:
        """By party, the corrections by epoch and line that every other party accepted alike; of two with one party the later holds."""
        said: dict[str, dict[tuple[int, int], dict[str, tuple[int, int]]]] = {}
        for party in self._treaty.parties:
            for leaf in self._records[party].sound() if party in self._records else []:
                if leaf.envelope.kind == AGREED:
                    body = leaf.envelope.body
                    for line, up, down in body.lines:
                        said.setdefault(body.party, {}).setdefault((body.epoch, line), {})[body.with_party] = (up, down)
        others = len(self._treaty.parties) - 1
        return {
            party: {key: [*by.values()][0] for key, by in lines.items() if len(by) == others and len({*by.values()}) == 1}
            for party, lines in said.items()
        }

    def _excess(self, chain: Chain, agreed: dict[tuple[int, int], tuple[int, int]]) -> list[Finding]:
        """Excess that is stated: each bound's in runs of epochs in which it is the same, as grave as the gravest of them."""
        clauses: dict[str, list[tuple[int, str, int]]] = {}
        beyond: set[tuple[str, int]] = set()
        for epoch, stated in sorted(chain.epochs.items()):
            for bound, excess in zip(stated.shape.bounds, stated.leaf.envelope.body.excess):
                if excess:
                    clauses.setdefault(bound.clause, []).append((epoch, "excess", excess))
                    if excess > self._accepted(chain, bound, epoch, agreed):
                        beyond.add((bound.clause, epoch))
        result = []
        for clause, told in clauses.items():
            for first, last, code, _ in runs(told):
                is_beyond = any((clause, epoch) in beyond for epoch in range(first, last + 1))
                result.append(Finding(code, self._broken if is_beyond else "question", chain.party, first, last))
        return result

    def _accepted(self, chain: Chain, bound: Bound, epoch: int, agreed: dict[tuple[int, int], tuple[int, int]]) -> int:
        """What the corrections that were accepted up to an epoch add to what is bounded."""
        total = 0
        for (about, line), (up, down) in agreed.items():
            shape = chain.epochs[about].shape if about in chain.epochs else derive(self._treaty, chain.grounds, about)
            if about <= epoch and line < shape.lines:
                classes = [*range(shape.classes), *(cell.class_ for cell in shape.interiors)]
                total += bound.weights[classes[line]] * (up - down)
        return total


def runs(told: Iterable[tuple[int, str, object]]) -> list[tuple[int, int, str, object]]:
    """Epochs in a row of which the same is told, as one."""
    result: list[tuple[int, int, str, object]] = []
    for epoch, code, what in told:
        if result and result[-1][1] == epoch - 1 and result[-1][2:] == (code, what):
            result[-1] = (result[-1][0], epoch, code, what)
        else:
            result.append((epoch, epoch, code, what))
    return result
