"""The simulation of `crates/regime` in SimPy: one side lives for some years, the other looks as its instrument lets it, and the first evades or does not.

Everything that goes on is a process; what happens at a moment is a method. Time is in hours. Whatever the calendar of the other model holds is counted here as an
event when it happens; what SimPy schedules besides is not.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Generator
from itertools import count

import simpy
from simpy.core import StopSimulation

from world import YEAR, Kind, World

BURDENS = (
    "visits", "inspector-hours", "standstill-hours", "trips-delayed", "delay-hours", "items-shown", "sites-counted", "crossings", "statements", "false-alarms",
    "clearing-hours",
)
Process = Generator[simpy.Event, None, None]


class Replicate:
    """One life; `came` says what it came to."""

    def __init__(self, world: World, draws: random.Random) -> None:
        self.world, self.random = world, draws.random
        self.env = simpy.Environment()
        self.inspectors = simpy.Resource(self.env, world.at_once)
        self.stop = self.env.event()
        self.stop.callbacks.append(StopSimulation.callback)

        self.events = self.refused = 0
        self.found: int | None = None
        self.spotted: int | None = None
        self.burden = dict.fromkeys(BURDENS, 0)

        sites = len(world.items)
        self.phantoms = [0] * sites  # entries without an item
        self.extras = [0] * sites  # items without an entry
        self.still_until = [0] * sites
        self.teams: Counter[int] = Counter()  # at a site, or on their way to it
        self.fled = [0] * sites  # items that left a site before a team
        self.used = [0] * len(world.kinds)
        self.used_at: Counter[tuple[int, int]] = Counter()
        self.cue_waits = False
        self.on_paper = 0

    def run(self) -> "Replicate":
        world, env, assumed = self.world, self.env, self.world.assumed
        env.process(self.years())
        for kind in world.kinds:
            if kind.at and kind.quota:
                env.process(self.quota(kind))
        if world.honest:
            flows = (("shipments", self.trip), ("exits", self.exit), ("dismantled", self.dismantled))
            for of, happens in flows:
                if assumed[of]:
                    env.process(self.flow(assumed[of], happens))
        env.process(self.cues(world.false_cue, self.false_cue))
        if world.window:
            env.process(self.windows(world.window))
        if world.statements:
            self.burden["statements"] += world.hours // world.statements
        if world.excess:
            env.process(self.evade())
        env.run(until=world.hours)
        return self

    @property
    def came(self) -> dict[str, int | None]:
        """Everything that is counted, and the hours at which the excess was found and first spotted."""
        return self.burden | {"events": self.events if self.found is None else self.events_found, "refused": self.refused, "found": self.found, "spotted": self.spotted}

    def find(self) -> None:
        """Ends the life; what else SimPy has for the same hour counts no more."""
        if self.found is None:
            self.found = self.env.now
            self.events_found = self.events
            self.stop.succeed()

    # --- What an honest side does -----------------------------------------------------------------------------------

    def flow(self, rate: float, happens: Callable[[], None]) -> Process:
        """One event in each of the equal parts of a year, at an hour drawn within it."""
        env, timeout, draw = self.env, self.env.timeout, self.random
        begin = 0
        for number in count(1):
            end = int(number * YEAR / rate)
            yield timeout(begin + int(draw() * (end - begin)) - env.now)
            self.events += 1
            happens()
            begin = end

    def trip(self) -> None:
        """From one declared site to another; whichever stands still makes it wait."""
        draw, declared, still_until = self.random, self.world.declared, self.still_until
        wait = max(still_until[int(draw() * declared)], still_until[int(draw() * declared)]) - self.env.now
        if wait > 0:
            self.burden["trips-delayed"] += 1
            self.burden["delay-hours"] += wait

    def exit(self) -> None:
        if self.world.portal:
            self.crossing()

    def dismantled(self) -> None:
        if self.world.window:
            self.crossing()

    def crossing(self) -> None:
        self.burden["crossings"] += 1
        if self.random() < self.world.assumed["exit-mistaken"]:
            self.false_alarm()

    def false_alarm(self) -> None:
        self.burden["false-alarms"] += 1
        self.burden["clearing-hours"] += self.world.clearing_hours

    # --- What an evader does ----------------------------------------------------------------------------------------

    def evade(self) -> Process:
        """The excess comes item by item, in equal steps; sites take them in turn."""
        world, env, at = self.world, self.env, self.world.excess_at
        if world.books in ("padded", "dummies"):
            for number in range(world.excess):
                self.phantoms[at[number % len(at)]] += 1
        for number in range(world.excess):
            yield env.timeout((number + 1) * world.excess_hours // world.excess - env.now)
            self.events += 1
            self.leave_plant(first=number == 0)
            if world.hideout == "undeclared":
                self.hide(first=number == 0)
            elif world.hideout == "books":
                if world.books != "entered":
                    self.phantoms[at[number % len(at)]] -= 1
                elif number == 0 and world.stated:
                    env.process(self.statement(*world.stated))
            else:
                self.bring(at[number % len(at)])

    def leave_plant(self, first: bool) -> None:
        world = self.world
        if world.origin == "paper":
            self.on_paper += 1
        elif world.origin == "declared-plant" and world.portal and self.random() < world.exit_recognised:
            self.find()
        elif world.origin == "undeclared-plant" and first:
            # it is at work until the last item has left it
            self.env.process(self.cues(world.plant_spotted, self.spot, until=world.excess_hours))

    def hide(self, first: bool) -> None:
        if self.random() < self.world.trip_spotted:
            self.spot()
        if first:
            self.env.process(self.cues(self.world.store_spotted, self.spot))

    def bring(self, site: int) -> None:
        """Whoever flees before a visit brings nothing during one."""
        if self.world.flees and self.teams[site]:
            self.fled[site] += 1
        else:
            self.extras[site] += 1

    def statement(self, every: int, later: int) -> Process:
        """Growth that is entered stands in the next statement, and the statement comes some time after what it states."""
        yield self.env.timeout((self.env.now // every + 1) * every + later - self.env.now)
        self.events += 1
        self.find()

    def windows(self, every: int) -> Process:
        while True:
            yield self.env.timeout(every)
            self.events += 1
            missing, self.on_paper = self.on_paper, 0
            if missing and self.random() < self.world.assumed["entries-counted"]:
                self.find()

    # --- Cues -------------------------------------------------------------------------------------------------------

    def cues(self, chance: float, happens: Callable[[], None], until: float = math.inf) -> Process:
        """One after the other, each at noon, with the same chance on every day from tomorrow on, up to an hour."""
        env = self.env
        while chance > 0:
            days = int(math.log(1 - self.random()) / math.log1p(-chance)) if chance < 1 else 0
            hour = (env.now // 24 + 1 + days) * 24 + 12
            if hour > until:
                return
            yield env.timeout(hour - env.now)
            self.events += 1
            happens()

    def spot(self) -> None:
        if self.spotted is None:
            self.spotted = self.env.now
        self.follow()

    def follow(self) -> None:
        """A true cue is followed where there is a right to it: in this year, or else at once in the next."""
        if self.world.challenge and not self.challenge(truth=True):
            self.cue_waits = True

    def false_cue(self) -> None:
        if self.world.challenge:
            self.challenge(truth=False)

    def challenge(self, truth: bool) -> bool:
        kind = self.world.challenge
        if self.used[kind.number] >= kind.quota:
            return False
        self.used[kind.number] += 1
        self.env.process(self.challenge_visit(kind, truth))
        return True

    # --- Visits -----------------------------------------------------------------------------------------------------

    def years(self) -> Process:
        """Quotas begin anew."""
        while True:
            self.events += 1
            self.used = [0] * len(self.used)
            self.used_at.clear()
            if self.cue_waits:
                self.cue_waits = False
                self.follow()
            yield self.env.timeout(YEAR)

    def quota(self, kind: Kind) -> Process:
        """The visits of each year, in equal parts of it, at hours drawn within them."""
        env, part = self.env, YEAR // kind.quota
        for year in count():
            for number in range(kind.quota):
                yield env.timeout(year * YEAR + number * part + int(self.random() * part) - env.now)
                self.events += 1
                env.process(self.site_visit(kind))

    def site_visit(self, kind: Kind) -> Process:
        with self.inspectors.request() as turn:
            yield turn
            site = self.choose(kind)
            if site is None:
                return
            self.designate(kind, site)
            yield self.env.timeout(kind.hours_to_arrival + kind.hours_on_site)
            self.report(kind)
            if self.sees(kind, site):
                self.find()
            self.leave(site)

    def leave(self, site: int) -> None:
        """What fled comes back with the last team that leaves."""
        self.teams[site] -= 1
        if not self.teams[site]:
            self.extras[site] += self.fled[site]
            self.fled[site] = 0

    def challenge_visit(self, kind: Kind, truth: bool) -> Process:
        with self.inspectors.request() as turn:
            yield turn
            yield self.env.timeout(kind.hours_to_arrival + kind.hours_on_site)
            self.report(kind)
            if not truth:
                self.false_alarm()
            elif self.random() >= self.world.assumed["access-granted"]:
                self.refused += 1
            elif self.random() < self.world.assumed["spot-recognised"]:
                self.find()

    def report(self, kind: Kind) -> None:
        self.events += 1
        self.burden["visits"] += 1
        self.burden["inspector-hours"] += kind.inspector_hours

    def choose(self, kind: Kind) -> int | None:
        """By lot among the sites that may be visited again in this year."""
        among = kind.at
        if self.used[kind.number] >= kind.same_site_max:
            among = [site for site in among if self.used_at[kind.number, site] < kind.same_site_max]
            if not among:
                return None
        site = among[int(self.random() * len(among))]
        self.used[kind.number] += 1
        self.used_at[kind.number, site] += 1
        return site

    def designate(self, kind: Kind, site: int) -> None:
        """The host learns which site it is: what flees leaves, if it can, and all else stands still."""
        hours = kind.hours_to_arrival + kind.hours_on_site
        if kind.restricted:
            self.still_until[site] = max(self.still_until[site], self.env.now + hours)
            self.burden["standstill-hours"] += hours
        if self.world.flees and (not kind.restricted or self.random() < self.world.assumed["moved-in-time"]):
            self.fled[site] += self.extras[site]
            self.extras[site] = 0
        self.teams[site] += 1

    def sees(self, kind: Kind, site: int) -> bool:
        world, assumed, extras = self.world, self.world.assumed, self.extras[site]
        if kind.look == "absence":
            return extras > 0 and self.random() < assumed["absence-seen"]
        if kind.look == "carriers":
            carriers = world.carriers[site]
            return self.sample(carriers, min(extras, carriers), kind.sample, assumed["carrier-seen"])
        phantoms = self.phantoms[site]
        dummies = phantoms if world.books == "dummies" else 0
        entries = world.items[site] + phantoms
        self.burden["sites-counted"] += 1
        if self.random() >= (1 - assumed["item-mistaken"]) ** min(kind.sample, entries):
            self.false_alarm()
        counted = (extras > 0 or phantoms > dummies) and self.random() < assumed["count-seen"]
        return self.sample(entries, dummies, kind.sample, assumed["item-recognised"]) or counted

    def sample(self, items: int, wrong: int, size: int, recognised: float) -> bool:
        """Whether one of the wrong ones is drawn, without putting back, and recognised."""
        size = min(size, items)
        self.burden["items-shown"] += size
        for left in range(items, items - size, -1):
            if wrong == 0:
                break
            if self.random() * left < wrong:
                wrong -= 1
                if self.random() < recognised:
                    return True
        return False
