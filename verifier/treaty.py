"""What of an instrument decides how a record is judged (instrument.md), and the shape of an epoch (statement.md, section 8)."""

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from log import Key, Refused
from proof import padded, range_length
from shape import INTERIOR, ROAD, SITE, Bound, Cell, Shape

ROLES = ("log", "cosignature", "statement", "offline")
LOG, COSIGNATURE, STATEMENT, OFFLINE = range(4)
LADDER = [
    ["statement"], ["totals"], ["commitments"], ["openings", "sampled-inspections", "tags", "absence-visits"],
    ["portal-missile-plants", "portal-warhead-plants", "dismantlement-portal"], ["challenge"],
]  # fmt: skip
SHOWN_HERE = {"statement", "totals", "commitments"}
ALWAYS_ASKED = ("commitments", "portal-warhead-plants", "challenge")
FLOW_KINDS = {"births": "births", "deaths": "deaths", "losses": "loss", "arrivals": "arrivals", "returns": "returns", "conversions": "conversion"}


@dataclass(frozen=True)
class Listing:
    """A key as the instrument lists it."""

    holder: str
    role: int
    key: Key
    from_: date | None
    until: date | None


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


@dataclass(frozen=True)
class OpeningClause:
    """Sums that are opened: one for each class, each window."""

    of: str
    classes: list[int]
    every: int
    due: int
    public: bool

    def window(self, last: int) -> int:
        """The first epoch of the window that ends with `last`."""
        return last - self.every + 1


class Treaty:
    """An instrument with its record."""

    def __init__(self, data: bytes) -> None:
        try:
            self.doc: dict[str, Any] = tomllib.loads(data.decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Refused(f"treaty.toml: {error}") from None
        if "record" not in self.doc or "base" in self.doc.get("instrument", {}):
            raise Refused("treaty.toml: this verifier reads instruments with a [record] that stand on no other")
        self.hash = sha256(data).digest()
        self.parties = [party["id"] for party in self._list("party")]
        self.witnesses = [witness["id"] for witness in self._list("witness")]
        self.political = self.doc["instrument"]["form"] in ("joint-political-statement", "reciprocal-declarations")
        self.keys = [self._listing(entry) for entry in self._list("key")]
        self._acts = {act["id"]: act for act in self._list("act")}
        self._read_record(self.doc["record"])
        self._read_classes()

    # Reading

    def _list(self, name: str) -> list[dict[str, Any]]:
        return self.doc.get(name, [])

    def _listing(self, entry: dict[str, Any]) -> Listing:
        key = Key.parse(entry["key"])
        role = ROLES.index(entry["role"])
        if key.algorithm != (4 if role == COSIGNATURE else 1):
            raise Refused(f"treaty.toml: the {entry['role']} key of {entry['holder']} has the algorithm of another role")
        return Listing(entry["holder"], role, key, entry.get("from"), entry.get("until"))

    def _read_record(self, record: dict[str, Any]) -> None:
        self.period = _one_unit(record["period"])
        self.baseline = self.moment(record["baseline"])
        self.baseline_due, self.due, self.grace, self.receipt_due = (
            _one_unit(record[name])[1] for name in ("baseline-due", "due", "grace", "receipt-due")
        )
        unit, amount = _one_unit(record["tolerance"])
        self.tolerance = amount * {"minutes": 60, "hours": 3600}[unit]
        self.quorum = number(record["quorum"])
        self.exponents = tuple(number(record[name]).bit_length() - 1 for name in ("site-capacity", "road-capacity"))
        self.ends = self.moment(record["ends"]) if "ends" in record else None

    def _read_classes(self) -> None:
        self.classes = [entry["id"] for entry in self._list("class") if entry["sort"] == "warhead"]
        self.conversions: list[tuple[int, int]] = []
        for entry in self._list("conversion"):
            if entry["from-class"] in self.classes and entry["to-class"] in self.classes:
                pair = self.classes.index(entry["from-class"]), self.classes.index(entry["to-class"])
                self.conversions += [pair, pair[::-1]] if entry.get("both-ways") else [pair]
        self.facilities = {entry["id"]: entry for entry in self._list("facility")}
        self.openings = [self._opening(entry) for entry in self._list("opening")]

    def _opening(self, entry: dict[str, Any]) -> OpeningClause:
        classes = [self.classes.index(c) for c in entry["classes"]] if "classes" in entry else self._classes_with(entry["of"])
        return OpeningClause(entry["of"], classes, _one_unit(entry["every"])[1], _one_unit(entry["due"])[1], entry["readers"] == "public")

    def _classes_with(self, of: str) -> list[int]:
        """The classes that can have such items at all."""
        every = range(len(self.classes))
        if of == "losses":
            return list(every)
        if of == "conversions":
            return [c for c in every if any(a == c for a, _ in self.conversions)]
        plants = [f for f in self.facilities.values() if f["sort"] == "warhead-plant"]
        return [c for c in every if any(self.classes[c] in f["holds"] for f in plants)]

    # Days

    def moment(self, value: Any) -> date | None:
        """A date, or a time counted from an act; none where the act is not done."""
        if isinstance(value, date):
            return value
        act = self._acts.get(value["after"])
        if act is None or act.get("proposed"):
            return None
        unit, amount = _one_unit({k: v for k, v in value.items() if k not in ("after", "source", "mark")})
        return later(act["date"], unit, amount)

    def day(self, epoch: int) -> date:
        """The day at whose end an epoch ends."""
        return later(self.baseline, self.period[0], self.period[1] * epoch)

    def due_day(self, epoch: int) -> date:
        return self.day(epoch) + timedelta(days=self.due if epoch else self.baseline_due)

    def last_day(self) -> date:
        """The last day on which an epoch may end."""
        return self.ends if self.ends else self.end() - timedelta(days=1)

    def end(self) -> date:
        """The first day on which the instrument no longer holds."""
        term = self.doc.get("term", {})
        ends = [date(9999, 12, 31)]
        if term and (start := self.moment({"days": 0, "after": term["after"]})):
            unit, amount = _one_unit({k: v for k, v in term.items() if k in ("years", "months")})
            ends = [later(start, unit, amount)]
        for act in self._acts.values():
            if not act.get("proposed") and act["kind"] == "extension":
                ends = [max(ends[0], act["until"])]
        for act in self._acts.values():
            if not act.get("proposed") and act["kind"] == "expiry":
                ends.append(act["date"])
            if not act.get("proposed") and act["kind"] == "withdrawal":
                ends.append(later(act["date"], "months", number(self.doc["withdrawal"]["months"])))
        return min(ends)

    # Measures

    def measures(self) -> list[str]:
        """The measures that the instrument names, in whatever status."""
        named = [measure["id"] for measure in self._list("measure")]
        if preset := self.doc.get("verification", {}).get("preset"):
            named += [measure for rung in LADDER[: int(preset[1:]) + 1] for measure in rung]
        return named

    @property
    def commits(self) -> bool:
        """Whether epochs are committed ledgers and not clear numbers."""
        return "commitments" in self.measures()

    def unverified(self, has_ledgers: bool) -> list[str]:
        """The measures of which the records show nothing: those that are named, and those without which nobody can know."""
        named = self.measures()
        shown = SHOWN_HERE if has_ledgers else SHOWN_HERE - {"commitments"}
        return [m for m in dict.fromkeys([*named, *ALWAYS_ASKED]) if m not in shown or m not in named]

    # The shape

    def grounds(self, party: str) -> Grounds:
        """A party's sites as the instrument lists them."""
        own = [entry for entry in self._list("site") if entry["party"] == party]
        sites = tuple(Site(i, entry["id"], entry["facility"]) for i, entry in enumerate(own))
        return Grounds(sites, ((0, *self.exponents),))

    def shape(self, grounds: Grounds, epoch: int) -> Shape:
        """The shape of an epoch of the party on these grounds."""
        _, site_exponent, road_exponent = [c for c in grounds.capacities if c[0] <= epoch][-1]
        standing = [site for site in grounds.sites if site.stands(epoch)]
        cells = [cell for site in standing for cell in self._cells(site, False)]
        cells += [cell for site in standing for cell in self._cells(site, True)]
        bounds = tuple(self._bounds(self.day(epoch)))
        return Shape(len(self.classes), site_exponent, road_exponent, tuple(cells), tuple(self.conversions), bounds)

    def is_plant(self, facility: str) -> bool:
        return self.facilities[facility]["sort"] == "warhead-plant"

    def _cells(self, site: Site, road: bool) -> list[Cell]:
        kind = ROAD if road else INTERIOR if self.is_plant(site.facility) else SITE
        holds = self.facilities[site.facility]["holds"]
        return [Cell(kind, site.number, i) for i, c in enumerate(self.classes) if c in holds]

    def _bounds(self, day: date) -> list[Bound]:
        bounds = [bound for freeze in self._list("freeze") for bound in self._freeze_bounds(freeze, day)]
        for limit in self._list("limit"):
            weights = self._limit_weights(limit, day)
            if weights and _agreed(limit) and self._holds(limit, day):
                bounds.append(Bound(number(limit["value"]), False, weights, f"limit {limit['id']}"))
        transit = self.doc.get("transit")
        if transit and _agreed(transit) and self._holds(transit, day):
            bounds.append(Bound(number(transit["items-max"]), True, (1,) * len(self.classes), "transit"))
        return bounds

    def _freeze_bounds(self, freeze: dict[str, Any], day: date) -> list[Bound]:
        ends = self.moment(freeze["ends"]) if "ends" in freeze else None
        baseline = self.moment(freeze["baseline"]) if "baseline" in freeze else None
        if not _agreed(freeze) or not baseline or not self._holds(freeze, day) or (ends and day >= ends):
            return []
        groups = [group for group in freeze.get("groups", []) if set(group["classes"]) <= set(self.classes)]
        return [Bound(None, False, tuple(int(c in g["classes"]) for c in self.classes), f"freeze {freeze['id']} {g['id']}") for g in groups]

    def _limit_weights(self, limit: dict[str, Any], day: date) -> tuple[int, ...]:
        """What each class counts on the day; nothing where anything but warheads counts."""
        binds = self.moment(limit["binds"]) if "binds" in limit else None
        counts = {entry["class"]: number(entry["each"]) for entry in limit["counts"] if "from" not in entry or self._reached(entry["from"], day)}
        if not binds or day < binds or not counts or not set(counts) <= set(self.classes):
            return ()
        return tuple(counts.get(c, 0) for c in self.classes)

    def _reached(self, value: Any, day: date) -> bool:
        moment = self.moment(value)
        return moment is not None and day >= moment

    def _holds(self, clause: dict[str, Any], day: date) -> bool:
        """Whether the day is within the clause's own `from` and `until`."""
        return ("from" not in clause or self._reached(clause["from"], day)) and not ("until" in clause and self._reached(clause["until"], day))


def fits(shape: Shape) -> bool:
    """Whether statements of this shape are never too long (statement.md, section 8)."""
    cells, flows, bounds = len(shape.cells), len(shape.flows), len(shape.bounds)
    rest = 32 * (cells + flows + len(shape.places)) + 3 * bounds + 73 * shape.lines + 256
    return 0 < cells <= 1024 and flows + bounds <= 1024 and rest + range_length(padded(cells)) + range_length(padded(flows + bounds)) <= 57_343


def number(value: Any) -> int:
    """A measured number, plain or with its own source."""
    return value["value"] if isinstance(value, dict) else value


def later(day: date, unit: str, amount: int) -> date:
    """A day so many days, months or years later; of a shorter month its last day."""
    if unit == "days":
        return day + timedelta(days=amount)
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _one_unit(value: dict[str, Any]) -> tuple[str, int]:
    """A quantity of time."""
    (unit,) = [key for key in value if key not in ("source", "mark")]
    return unit, value[unit]


def _agreed(clause: dict[str, Any]) -> bool:
    return clause.get("status", "agreed") == "agreed"
