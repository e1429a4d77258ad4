"""What was due, and whether it came: epochs, openings, acts, receipts; excess and corrections (assessment.md, sections 4 to 6)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from body import AGREED, RECEIPT
from chain import Chain
from finding import Finding
from ground import derive
from receipt import Receipts, day_by
from record import Leaf, Record, midnight
from shape import Bound
from treaty import Treaty


class Duties:
    """The duties of all parties as of a day."""

    def __init__(
        self, treaty: Treaty, records: dict[str, Record], old: set[str], chains: dict[str, Chain], receipts: Receipts, as_of: date
    ) -> None:
        self._treaty, self._records, self._chains, self._receipts, self._as_of = treaty, records, chains, receipts, as_of
        self._whole = set(records) - old
        keepers = [keeper for keeper in treaty.parties + treaty.witnesses if keeper not in self._whole]
        self._unseen = {keeper: receipts.last(keeper) for keeper in keepers}  # what is lacking of these is no earlier
        self._broken = "departure" if treaty.political else "inconsistent"
        self._baselines = self._baselines_day()
        self.is_undated = False

    def findings(self) -> list[Finding]:
        """All that was due and did not come in time; says in `is_undated` whether of something nobody can say when it came."""
        result: list[Finding] = []
        agreed = self._agreed()
        for party, chain in self._chains.items():
            result += self._epochs(chain) + self._openings(chain) + self._acts(chain) + self._early(chain)
            result += self._corrections(chain) + self._excess(chain, agreed.get(party, {}))
            result += self._overdue_receipts(party)
        return result + [finding for author in self._records for finding in self._dates(author)]

    def _by_now(self, time: int | None) -> int | None:
        """A time, if it is not after the day of the audit."""
        return time if time is not None and day_by(time) <= self._as_of else None

    def _provided(self, author: str, index: int) -> int | None:
        return self._by_now(self._receipts.provided(author, index))

    def _judge(self, party: str, place: int | None, due: date) -> tuple[str, str] | None:
        """What came of a statement at a place of the record, once it fell due: late or missing, and how grave; with no place it cannot be anywhere."""
        if self._as_of <= due:
            return None
        provided = earliest = None
        if place is not None:
            provided, earliest = self._provided(party, place), self._by_now(self._receipts.provided(party, place, self._unseen))
        if provided is not None and day_by(provided) <= due:
            return None
        if earliest is not None and day_by(earliest) <= due:
            self.is_undated = True
            return None
        if earliest is not None:
            return "late", "late"
        is_over = self._as_of > due + timedelta(days=self._treaty.grace)
        return "missing", self._broken if is_over else "late"

    # Epochs

    def _baselines_day(self) -> date | None:
        """The day on which the last of all baselines was provided."""
        days = []
        for party in self._treaty.parties:
            chain = self._chains.get(party)
            stated = chain.epochs.get(0) if chain else None
            provided = self._provided(party, stated.leaf.index) if stated else None
            if provided is None:
                return None
            days.append(day_by(provided))
        return max(days)

    def _due_day(self, epoch: int) -> date | None:
        """When an epoch is due: after the baseline not before all baselines are there."""
        if epoch == 0:
            return self._treaty.due_day(0)
        if self._baselines is None:
            return None
        return max(self._treaty.due_day(epoch), self._baselines + timedelta(days=self._treaty.due))

    def _epochs(self, chain: Chain) -> list[Finding]:
        told: list[tuple[int, str, tuple[str, bool]]] = []
        for epoch in count():
            due = self._due_day(epoch)
            if due is None or due >= self._as_of or self._treaty.day(epoch) > self._treaty.last_day():
                break
            place = self._place(chain, epoch)
            if judged := self._judge(chain.party, place, due):
                is_shown = place is not None and self._provided(chain.party, place) is not None
                told.append((epoch, f"epoch-{judged[0]}", (judged[1], is_shown)))
        return [Finding(code, severity, chain.party, first, last) for first, last, code, (severity, _) in runs(told)]

    def _place(self, chain: Chain, epoch: int) -> int | None:
        """Where an epoch stands; what an old copy lacks behind its last epoch, where it stands at the earliest."""
        if stated := chain.epochs.get(epoch):
            return stated.leaf.index
        is_behind = chain.party not in self._whole and epoch >= chain.expected
        return self._records[chain.party].size + epoch - chain.expected if is_behind else None

    def _early(self, chain: Chain) -> list[Finding]:
        """Epochs that were stated before they were over, and totals before the other baselines were there."""
        told = []
        for epoch, stated in sorted(chain.epochs.items()):
            times = [stated.leaf.envelope.dated, self._provided(chain.party, stated.leaf.index)]
            if min(t for t in times if t is not None) + self._treaty.tolerance < midnight(self._treaty.day(epoch) + timedelta(days=1)):
                told.append((epoch, "epoch-early", None))
        result = [Finding(code, "question", chain.party, first, last) for first, last, code, _ in runs(told)]
        for (number, _), leaf in chain.openings.items():
            is_totals = leaf.envelope.body is not None and self._treaty.openings[number].of == "totals"
            if is_totals and any(self._is_before(leaf, chain.party, other) for other in self._chains.values()):
                result.append(Finding("opened-early", self._broken, chain.party))
        return result

    def _is_before(self, leaf: Leaf, party: str, other: Chain) -> bool:
        """Whether a leaf stands above the party's receipt of another's baseline. Of a record that is not whole nobody can say."""
        if other.party == party or other.party not in self._whole:
            return False
        baseline = other.epochs.get(0)
        covers = (r.leaf for r in self._receipts.all if (r.keeper, r.of) == (party, other.party) and baseline and r.checkpoint.size > baseline.leaf.index)
        return next(covers, leaf.index + 1) > leaf.index

    # Openings, acts

    def _openings(self, chain: Chain) -> list[Finding]:
        result = []
        behind = self._records[chain.party].size if chain.party not in self._whole else None
        for number, clause in enumerate(self._treaty.openings):
            for last in range(clause.every, chain.expected, clause.every):
                first = last if clause.of == "totals" else clause.window(last)
                leaf = chain.openings.get((number, last))
                is_due = leaf or any(epoch in chain.epochs for epoch in range(first, last + 1))
                if is_due and self._baselines:
                    due = max(self._treaty.day(last), self._baselines) + timedelta(days=clause.due)
                    if judged := self._judge(chain.party, leaf.index if leaf else behind, due):
                        result.append(Finding(f"opening-{judged[0]}", judged[1], chain.party, first, last))
        return result

    def _acts(self, chain: Chain) -> list[Finding]:
        """An act must be provided before the close of the epoch before the one that it names."""
        closes = [(leaf, act.epoch, self._treaty.day(act.epoch - 1)) for leaf, act in chain.acts]
        held = [(leaf, epoch, close) for leaf, epoch, close in closes if close <= self._treaty.last_day()]
        named = [epoch for leaf, epoch, close in held if self._judge(chain.party, leaf.index, close)]
        return [Finding("act-late", "late", chain.party, epoch, epoch) for epoch in named]

    # Clocks and receipts

    def _dates(self, author: str) -> list[Finding]:
        """Statements that are dated after others already held them, each later than any that was asked about before."""
        result, latest = [], 0
        times = {r.leaf: r.time for r in self._receipts.all if r.keeper == author}
        for leaf in self._records[author].sound():
            provided = self._provided(author, leaf.index)
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
            provided = self._provided(other, leaf.index)
            if leaf.envelope.kind != RECEIPT and provided is not None:
                due = day_by(provided) + timedelta(days=self._treaty.receipt_due)
                received = self._by_now(self._receipts.received(other, leaf.index, party))
                if (day_by(received) if received is not None else self._as_of) > due:
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
        """By party, the corrections by epoch and line that every other party accepted alike; of two with one party that which was provided first holds."""
        said: dict[str, dict[tuple[int, int], dict[str, tuple[int, int]]]] = {}
        leaves = [(host, leaf) for host, record in self._records.items() for leaf in record.sound() if leaf.envelope.kind == AGREED]
        for _, leaf in sorted(leaves, key=lambda pair: self._turn(*pair)):
            body = leaf.envelope.body
            for line, up, down in body.lines:
                said.setdefault(body.party, {}).setdefault((body.epoch, line), {}).setdefault(body.with_party, (up, down))
        others = len(self._treaty.parties) - 1
        return {
            party: {key: [*by.values()][0] for key, by in lines.items() if len(by) == others and len({*by.values()}) == 1}
            for party, lines in said.items()
        }

    def _turn(self, host: str, leaf: Leaf) -> tuple[bool, int, bool, int]:
        """By when an agreed statement was provided, with what decides between two that were at once, or were not."""
        provided = self._provided(host, leaf.index)
        return provided is None, provided or 0, host != leaf.envelope.body.party, leaf.index

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
