"""Where a party's items may stand, what acts make of that, and the shape of an epoch that follows (statement.md, sections 6 and 8)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from body import Act
from proof import padded, range_length
from shape import INTERIOR, ROAD, SITE, Bound, Cell, Shape
from treaty import Treaty, number


@dataclass(frozen=True)
class Site:
    """A site of a party. `opened` is the epoch from which it exists, `closed` the first in which it no longer does."""

    number: int
    alias: str
    facility: str
    opened: int = 0
    closed: int | None = None

    def stands(self, epoch: int) -> bool:
        return self.opened <= epoch and (self.closed is None or epoch < self.closed)


@dataclass(frozen=True)
class Grounds:
    """What the acts of a party's record have made of its sites and capacities."""

    sites: tuple[Site, ...]
    capacities: tuple[tuple[int, int, int], ...]  # first epoch, exponent of a site, exponent of a road


def listed(treaty: Treaty, party: str) -> Grounds:
    """A party's sites as the instrument lists them."""
    own = [entry for entry in treaty.tables("site") if entry["party"] == party]
    sites = tuple(Site(i, entry["id"], entry["facility"]) for i, entry in enumerate(own))
    return Grounds(sites, ((0, *treaty.exponents),))


def changed(grounds: Grounds, act: Act, treaty: Treaty) -> Grounds | None:
    """What an act makes of the sites and capacities; nothing where it breaks a rule (statement.md, section 6)."""
    sort, *rest = act.change
    if sort == 1:
        number, facility, alias = rest
        is_next = number == max((site.number for site in grounds.sites), default=-1) + 1
        if not is_next or facility not in treaty.facilities or any(site.alias == alias for site in grounds.sites):
            return None
        return replace(grounds, sites=(*grounds.sites, Site(number, alias, facility, act.epoch)))
    if sort == 2:
        site = next((s for s in grounds.sites if s.number == rest[0]), None)
        if not site or site.closed is not None or site.opened >= act.epoch or treaty.is_plant(site.facility):
            return None
        return replace(grounds, sites=tuple(replace(s, closed=act.epoch) if s is site else s for s in grounds.sites))
    later = (act.epoch, *rest)
    earlier = [c for c in grounds.capacities if c[0] != act.epoch]
    return replace(grounds, capacities=tuple(sorted([*earlier, later])))


# The shape


def derive(treaty: Treaty, grounds: Grounds, epoch: int) -> Shape:
    """The shape of an epoch of the party on these grounds."""
    _, site_exponent, road_exponent = [c for c in grounds.capacities if c[0] <= epoch][-1]
    standing = [site for site in grounds.sites if site.stands(epoch)]
    cells = [cell for road in (False, True) for site in standing for cell in _cells(treaty, site, road)]
    bounds = tuple(_bounds(treaty, treaty.day(epoch)))
    return Shape(len(treaty.classes), site_exponent, road_exponent, tuple(cells), tuple(treaty.conversions), bounds)


def fits(shape: Shape) -> bool:
    """Whether statements of this shape are never too long (statement.md, section 8)."""
    cells, flows, bounds = len(shape.cells), len(shape.flows), len(shape.bounds)
    rest = 32 * (cells + flows + len(shape.places)) + 3 * bounds + 73 * shape.lines + 256
    return 0 < cells <= 1024 and flows + bounds <= 1024 and rest + range_length(padded(cells)) + range_length(padded(flows + bounds)) <= 57_343


def _cells(treaty: Treaty, site: Site, road: bool) -> list[Cell]:
    kind = ROAD if road else INTERIOR if treaty.is_plant(site.facility) else SITE
    holds = treaty.facilities[site.facility]["holds"]
    return [Cell(kind, site.number, i) for i, c in enumerate(treaty.classes) if c in holds]


def _bounds(treaty: Treaty, day: date) -> list[Bound]:
    bounds = [bound for freeze in treaty.tables("freeze") for bound in _freeze_bounds(treaty, freeze, day)]
    for limit in treaty.tables("limit"):
        weights = _limit_weights(treaty, limit, day)
        if weights and treaty.holds(limit, day):
            bounds.append(Bound(number(limit["value"]), False, weights, f"limit {limit['id']}"))
    transit = treaty.doc.get("transit")
    if transit and treaty.holds(transit, day):
        bounds.append(Bound(number(transit["items-max"]), True, (1,) * len(treaty.classes), "transit"))
    return bounds


def _freeze_bounds(treaty: Treaty, freeze: dict[str, Any], day: date) -> list[Bound]:
    has_ended = "ends" in freeze and treaty.is_reached(freeze["ends"], day)
    if "baseline" not in freeze or not treaty.moment(freeze["baseline"]) or has_ended or not treaty.holds(freeze, day):
        return []
    groups = [group for group in freeze.get("groups", []) if set(group["classes"]) <= set(treaty.classes)]
    return [Bound(None, False, tuple(int(c in g["classes"]) for c in treaty.classes), f"freeze {freeze['id']} {g['id']}") for g in groups]


def _limit_weights(treaty: Treaty, limit: dict[str, Any], day: date) -> tuple[int, ...]:
    """What each class counts on the day; nothing where the limit does not bind yet, or anything but warheads counts."""
    binds = "binds" in limit and treaty.is_reached(limit["binds"], day)
    counts = {entry["class"]: number(entry["each"]) for entry in limit["counts"] if "from" not in entry or treaty.is_reached(entry["from"], day)}
    if not binds or not counts or not set(counts) <= set(treaty.classes):
        return ()
    return tuple(counts.get(c, 0) for c in treaty.classes)
