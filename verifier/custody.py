"""Custody seals, put together from all records, and what comes of them (seal.md, section 2; assessment.md, section 10)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timezone

from body import SEAL
from chain import Chain
from finding import Finding
from inspection import Inspection
from record import Leaf, Record
from seal import APPLIED, BROKEN, FOUND, MAINTENANCE, REMOVED, THINGS, VERIFIED, Seal
from treaty import Treaty


@dataclass
class Sealed:
    """A seal that was put on, and what became of it."""

    leaf: Leaf
    looks: list[int] = field(default_factory=list)
    ended: Leaf | None = None
    broken: Leaf | None = None
    next: "Sealed | None" = None

    @property
    def seal(self) -> Seal:
        return self.leaf.envelope.body

    def gone(self) -> int | None:
        return min((leaf.envelope.body.at for leaf in (self.ended, self.broken) if leaf), default=None)

    def whole(self) -> int:
        """When its owner last had it whole."""
        removed = [self.ended.envelope.body.at] if self.ended and self.ended.envelope.body.act == REMOVED else []
        return max([self.seal.at, *self.looks, *removed])


@dataclass
class Custody:
    """The custody seals of all parties, judged as of a day. `whole` are the authors whose records are held whole."""

    treaty: Treaty
    records: dict[str, Record]
    chains: dict[str, Chain]
    inspections: list[Inspection]
    whole: set[str]
    as_of: date

    def findings(self) -> list[Finding]:
        self._found: list[Finding] = []
        self._seals: dict[tuple[str, str], Sealed] = {}
        leaves = [leaf for leaf in self._leaves() if self._fits(*leaf)]
        self._breaks = [leaf for _, leaf in leaves if leaf.envelope.body.act == BROKEN]
        for _, leaf in leaves:
            if leaf.envelope.body.act != BROKEN:
                self._take(leaf)
        for leaf in self._breaks:
            self._break(leaf)
        if self.treaty.seals:
            for sealed in self._seals.values():
                self._judge(sealed)
        return self._found

    def _say(self, code: str, severity: str, about: str) -> None:
        self._found.append(Finding(code, severity, about))

    def _leaves(self) -> Iterator[tuple[str, Leaf]]:
        for party in self.chains:
            yield from ((party, leaf) for leaf in self.records[party].sound() if leaf.envelope.kind == SEAL)

    def _both(self, seal: Seal) -> bool:
        return self.whole.issuperset((seal.owner, seal.host))

    # Put together

    def _fits(self, author: str, leaf: Leaf) -> bool:
        """Whether it is in its place; of what only a missing statement could show nothing is said."""
        seal = leaf.envelope.body
        is_early = seal.act != BROKEN and seal.at > leaf.envelope.dated + self.treaty.tolerance
        stranger = seal.owner not in self.treaty.parties or seal.host not in self.treaty.parties
        if not self.treaty.seals or author != seal.author or stranger or is_early:
            self._say("out-of-place", "contradiction", author)
            return False
        if seal.host in self.chains and self._facility(seal) is None:
            if seal.host in self.whole:
                self._say("out-of-place", "contradiction", author)
            return False
        sides = {seal.owner, seal.host}
        known = any(i.request.hash == seal.inspection and {i.inspector, i.host} == sides for i in self.inspections)
        if seal.inspection is not None and not known:
            if self._both(seal):
                self._say("out-of-place", "contradiction", author)
            return False
        return True

    def _facility(self, seal: Seal) -> str | None:
        sites = self.chains[seal.host].grounds.sites if seal.host in self.chains else ()
        return next((site.facility for site in sites if site.number == seal.site), None)

    def _take(self, leaf: Leaf) -> None:
        """What an owner says, in the order of its record."""
        seal = leaf.envelope.body
        known = self._seals.get((seal.owner, seal.number))
        if seal.act == APPLIED:
            if known:
                return self._say("seal-number-twice", "discrepancy", seal.owner)
            sealed = self._seals[seal.owner, seal.number] = Sealed(leaf)
            if seal.instead is not None:
                if before := self._replaced(seal):
                    before.next = sealed
                elif self._both(seal):
                    self._say("seal-not-in-place", "contradiction", seal.owner)
        elif not self._was_there(known, seal):
            self._not_held(seal)
        elif known.ended:
            self._say("seal-not-held", "contradiction", seal.owner)
        elif seal.act == VERIFIED:
            known.looks.append(seal.at)
        else:
            known.ended = leaf
        return None

    def _was_there(self, sealed: Sealed | None, seal: Seal) -> bool:
        return sealed is not None and sealed.seal.place == seal.place and seal.at + self.treaty.tolerance >= sealed.seal.at

    def _not_held(self, seal: Seal) -> None:
        if self._both(seal):
            self._say("seal-not-held", "contradiction", seal.author)

    def _replaced(self, seal: Seal) -> Sealed | None:
        """The seal in whose place this one is put, where it can be."""
        before = self._seals.get((seal.owner, seal.instead))
        if before is None or before.next or (before.seal.place, before.seal.on) != (seal.place, seal.on):
            return None
        broken = [b for b in (leaf.envelope.body for leaf in self._breaks) if (b.owner, b.number, b.place) == (seal.owner, seal.instead, seal.place)]
        ends = [b.at for b in broken if b.at + self.treaty.tolerance >= before.whole()] + ([before.ended.envelope.body.at] if before.ended else [])
        return before if any(end <= seal.at + self.treaty.tolerance for end in ends) else None

    def _break(self, leaf: Leaf) -> None:
        """What a host says."""
        seal = leaf.envelope.body
        sealed = self._seals.get((seal.owner, seal.number))
        if not self._was_there(sealed, seal):
            self._not_held(seal)
        elif not sealed.broken and sealed.whole() <= seal.at + self.treaty.tolerance:
            sealed.broken = leaf

    # Judged

    def _judge(self, sealed: Sealed) -> None:
        seal, clause = sealed.seal, self.treaty.seals
        facility = self._facility(seal)
        if THINGS[seal.on] not in clause.on or (facility is not None and facility not in clause.at):
            self._say("seal-not-allowed", "departure" if self.treaty.political else "inconsistent", seal.owner)
        if sealed.broken:
            self._noticed(sealed.broken)
        elif sealed.ended and sealed.ended.envelope.body.act == FOUND and seal.host in self.whole:
            if self.as_of > _day_of(sealed.ended.envelope.body.at + clause.emergency):
                self._say("seal-found-broken", "discrepancy", seal.host)
        gone = sealed.gone()
        if gone is None:
            return
        if sealed.next:
            if sealed.next.seal.at > gone + clause.reseal + self.treaty.tolerance:
                self._say("seal-resealed-late", "late", seal.owner)
        elif self._both(seal) and self.as_of > _day_of(gone + clause.reseal):
            self._say("seal-open", "discrepancy", seal.owner)

    def _noticed(self, leaf: Leaf) -> None:
        seal, clause = leaf.envelope.body, self.treaty.seals
        due = max(seal.at - clause.notice, 0) if seal.why == MAINTENANCE else seal.at + clause.emergency
        if leaf.envelope.dated > due + self.treaty.tolerance:
            self._say("seal-notice-late", "late", seal.host)


def _day_of(seconds: int) -> date:
    """The day in which a second lies."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).date()
    except (OverflowError, ValueError, OSError):
        return date.max
