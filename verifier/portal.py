"""What comes of portals: declarations, verdicts, and the sums that both are held against (portal.md, section 4; assessment.md, section 8)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from body import CROSSING, VERDICT
from chain import Chain
from finding import Finding
from gate import AS_DECLARED, IN, NOT_CLEAR, OUT, Crossing, Verdict
from ground import Site
from record import Leaf, Record, midnight
from treaty import PortalClause, Treaty

EQUATIONS = {OUT: ("births", "returns"), IN: ("arrivals",)}
MEASURES = {OUT: "portal-warhead-plants", IN: "dismantlement-portal"}


@dataclass
class Passage:
    """Something that crossed, or was to cross: declared, seen, or both."""

    host: str
    site: Site
    portal: PortalClause
    leaf: Leaf | None
    seen: dict[str, Leaf] = field(default_factory=dict)

    @property
    def declared(self) -> Crossing | None:
        return self.leaf.envelope.body if self.leaf else None

    @property
    def epoch(self) -> int:
        return self.declared.epoch if self.leaf else next(iter(self.seen.values())).envelope.body.epoch

    def by(self, monitors: str) -> Verdict | None:
        return self.seen[monitors].envelope.body if monitors in self.seen else None

    def at(self) -> int:
        """When it crossed: as the first monitors saw it, or else as it was declared."""
        return min((leaf.envelope.body.at for leaf in self.seen.values()), default=None) if self.seen else self.declared.at

    def crossed(self, monitors: str) -> tuple[int, int, int, int] | None:
        """Way, exit, epoch and items, as these monitors saw it, or else as it was declared."""
        if verdict := self.by(monitors):
            return verdict.way, verdict.exit, verdict.epoch, verdict.seen
        crossing = self.declared
        return (crossing.way, crossing.exit, crossing.epoch, crossing.items) if crossing else None


@dataclass
class Portals:
    """The gates of all parties, judged as of a day. `whole` are the authors whose records are held whole."""

    treaty: Treaty
    records: dict[str, Record]
    chains: dict[str, Chain]
    whole: set[str]
    as_of: date
    looked_by: set[str] = field(default_factory=set)

    def findings(self) -> list[Finding]:
        """All that is found; `looked_by` are the measures by which every party was looked at."""
        self._broken = "departure" if self.treaty.political else "inconsistent"
        self._found: list[Finding] = []
        self._passages: list[Passage] = []
        declared = self._declarations()
        self._verdicts(declared)
        for passage in self._passages:
            self._declared(passage)
            for monitors in self._others(passage.host):
                self._judged(passage, monitors)
        self._canisters()
        self._measure(self._equations())
        return self._found

    def _say(self, code: str, severity: str, about: str, first: int | None = None, last: int | None = None) -> None:
        self._found.append(Finding(code, severity, about, first, first if last is None else last))

    def _others(self, host: str) -> list[str]:
        return [party for party in self.treaty.parties if party != host]

    # Put together

    def _leaves(self, party: str, kind: int) -> list[Leaf]:
        return [leaf for leaf in self.records[party].sound() if leaf.envelope.kind == kind]

    def _declarations(self) -> dict[tuple[str, bytes], Passage | None]:
        """All declarations by host and hash; none where one is out of place."""
        result: dict[tuple[str, bytes], Passage | None] = {}
        for host in self.chains:
            following: dict[int, int] = defaultdict(lambda: 1)
            for leaf in self._leaves(host, CROSSING):
                crossing, key = leaf.envelope.body, (host, self.records[host].files.tree.levels[0][leaf.index])
                place = self._place(host, crossing)
                result[key] = Passage(host, *place, leaf) if place else None
                if place is None:
                    self._say("out-of-place", "contradiction", host)
                    continue
                self._passages.append(result[key])
                expected = following[crossing.site]
                if crossing.number < expected:
                    self._say("crossing-twice", "contradiction", host, crossing.epoch)
                elif crossing.number > expected:
                    self._say("crossing-missing", self._broken, host, crossing.epoch)
                following[crossing.site] = max(expected, crossing.number + 1)
        return result

    def _place(self, host: str, crossing: Crossing | Verdict) -> tuple[Site, PortalClause] | None:
        """The plant at which it crosses; none where it is no plant, or the time not one of the epoch."""
        site = next((s for s in self.chains[host].grounds.sites if s.number == crossing.site), None)
        portal = self.treaty.portal(site.facility) if site else None
        if portal is None or crossing.epoch == 0 or self.treaty.day(crossing.epoch) > self.treaty.last_day():
            return None
        begins, ends = (midnight(self.treaty.day(e) + timedelta(days=1)) for e in (crossing.epoch - 1, crossing.epoch))
        tolerance = self.treaty.tolerance
        return (site, portal) if begins - tolerance <= crossing.at <= ends + tolerance else None

    def _verdicts(self, declared: dict[tuple[str, bytes], Passage | None]) -> None:
        for monitors in self.chains:
            for leaf in self._leaves(monitors, VERDICT):
                self._verdict(monitors, leaf, declared)

    def _verdict(self, monitors: str, leaf: Leaf, declared: dict[tuple[str, bytes], Passage | None]) -> None:
        verdict = leaf.envelope.body
        host = verdict.host
        if host not in self._others(monitors):
            return self._say("out-of-place", "contradiction", monitors)
        if host not in self.chains:
            return None
        place = self._place(host, verdict)
        key = host, verdict.crossing
        if place is None or (verdict.crossing is not None and key not in declared):
            if host in self.whole:
                self._say("out-of-place", "contradiction", monitors)
            return None
        if verdict.crossing is None:
            self._passages.append(Passage(host, *place, None, {monitors: leaf}))
        elif passage := declared[key]:
            if monitors in passage.seen:
                self._say("verdict-twice", "contradiction", monitors, passage.epoch)
            passage.seen.setdefault(monitors, leaf)
        return None

    # Judged

    def _declared(self, passage: Passage) -> None:
        """Whether the host declared it, and in time."""
        if passage.leaf is None:
            return self._say("crossing-undeclared", self._broken, passage.host, passage.epoch)
        if passage.leaf.envelope.dated > max(passage.at() - passage.portal.declaration, 0) + self.treaty.tolerance:
            self._say("crossing-late", "late", passage.host, passage.epoch)
        return None

    def _judged(self, passage: Passage, monitors: str) -> None:
        if crossed := passage.crossed(monitors):
            _, exit_, _, items = crossed
            if exit_ > passage.portal.other_exits_max or (exit_ and items):
                self._say("exit-not-allowed", self._broken, passage.host, passage.epoch)
        verdict = passage.by(monitors)
        if verdict is None:
            return self._overdue(passage, monitors)
        if passage.seen[monitors].envelope.dated > verdict.at + passage.portal.verdict + self.treaty.tolerance:
            self._say("verdict-late", "late", monitors, passage.epoch)
        if (crossing := passage.declared) is None:
            return None
        if verdict.verdict == NOT_CLEAR:
            self._say("crossing-not-clear", "question", passage.host, passage.epoch)
        elif verdict.verdict != AS_DECLARED or (verdict.place, verdict.seen) != (crossing.place, crossing.items):
            self._say("crossing-differs", "discrepancy", passage.host, passage.epoch)
        return None

    def _overdue(self, passage: Passage, monitors: str) -> None:
        if passage.leaf is None or monitors not in self.whole:
            return
        due = _day_of(passage.declared.at + passage.portal.verdict)
        if self.as_of > due:
            is_over = self.as_of > due + timedelta(days=self.treaty.grace)
            self._say("verdict-missing", self._broken if is_over else "late", monitors, passage.epoch)

    def _canisters(self) -> None:
        opened: dict[tuple[str, str, int, int], list[tuple[Passage, int]]] = defaultdict(list)
        for passage in self._passages:
            for monitors, leaf in passage.seen.items():
                verdict = leaf.envelope.body
                if verdict.opened:
                    opened[passage.host, monitors, verdict.site, _day_of(verdict.at).year].append((passage, verdict.opened))
        for (_, monitors, _, _), several in opened.items():
            last = several[-1][0]
            if sum(number for _, number in several) > last.portal.openings_max:
                self._say("canisters-beyond-right", self._broken, monitors, last.epoch)

    # The equations

    def _equations(self) -> dict[int, set[str]]:
        """Asks each equation that can be asked; by way, of which hosts one was."""
        asked: dict[int, set[str]] = {OUT: set(), IN: set()}
        for host in self.chains:
            if self._are_watched(host, "warhead-plant") and host in self.whole:
                for way, of in EQUATIONS.items():
                    for (first, last), total in self._windows(host, of):
                        for monitors in self.whole.intersection(self._others(host)):
                            asked[way].add(host)
                            if self._seen(host, monitors, way, first, last) != total:
                                self._say("gate-sum-differs", self._broken, host, first, last)
        return asked

    def _windows(self, host: str, of: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], int]]:
        """The windows over which all of these are opened of every class that has them, with their sum."""
        sums = {(what, first, last, class_): value for what, first, last, class_, value, claim in self.chains[host].sums if claim.holds}
        for window in sorted({key[1:3] for key in sums}):
            opened = [sums.get((what, *window, class_)) for what in of for class_ in self.treaty.sums_of(what)]
            if opened and None not in opened:
                yield window, sum(opened)

    def _seen(self, host: str, monitors: str, way: int, first: int, last: int) -> int:
        mine = [p for p in self._passages if p.host == host and self.treaty.is_plant(p.site.facility)]
        crossed = [c for passage in mine if (c := passage.crossed(monitors))]
        return sum(items for w, _, epoch, items in crossed if w == way and first <= epoch <= last)

    def _facilities(self, party: str, sort: str) -> set[str]:
        facilities = {site.facility for site in self.chains[party].grounds.sites}
        return {facility for facility in facilities if self.treaty.facilities[facility]["sort"] == sort}

    def _are_watched(self, party: str, sort: str) -> bool:
        """Whether all such sites have a portal, and there is one."""
        facilities = self._facilities(party, sort)
        return bool(facilities) and all(self.treaty.portal(facility) for facility in facilities)

    def _measure(self, asked: dict[int, set[str]]) -> None:
        if not self.whole.issuperset(self.treaty.parties):
            return
        crossed = {p.host for p in self._passages if p.seen and self.treaty.facilities[p.site.facility]["sort"] == "missile-plant"}
        for sort, measure, shown in [
            ("missile-plant", "portal-missile-plants", crossed),
            *(("warhead-plant", MEASURES[way], hosts) for way, hosts in asked.items()),
        ]:
            hosts = [party for party in self.chains if self._facilities(party, sort)]
            if hosts and all(self._are_watched(host, sort) and host in shown for host in hosts):
                self.looked_by.add(measure)


def _day_of(seconds: int) -> date:
    """The day in which a second lies."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).date()
    except (OverflowError, ValueError, OSError):
        return date.max
