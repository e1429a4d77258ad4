"""What of an instrument decides how a record is judged (instrument.md)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import tomllib

from log import Key, Refused

ROLES = ("log", "cosignature", "statement", "offline")
LOG, COSIGNATURE, STATEMENT, OFFLINE = range(4)
LADDER = [
    ["statement"], ["totals"], ["commitments"], ["openings", "sampled-inspections", "tags", "absence-visits"],
    ["portal-missile-plants", "portal-warhead-plants", "dismantlement-portal"], ["challenge"],
]  # fmt: skip
SHOWN_HERE = {"statement", "totals", "commitments"}
ALWAYS_ASKED = ("commitments", "portal-warhead-plants", "challenge")
FORMS = ["", "count", "sample", "full", "absence"]
ONCE = ("term", "extension", "withdrawal", "record", "transit", "clarification", "seals")
SEVERAL = (
    "limit", "class", "type", "conversion", "dispute", "freeze", "opening", "basing", "facility", "clock", "inspection", "restriction", "portal", "measure",
    "reader", "parameter",
)  # fmt: skip
SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}
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


@dataclass(frozen=True)
class InspectionClause:
    """A kind of inspection. A clock is a span in seconds and the word of the step from which it runs."""

    id: str
    at: list[str]
    forms: list[int]
    is_drawn: bool
    quota: int
    same_site_max: float
    at_once_max: float
    year_from: date | None
    hours: dict[str, tuple[int, str]]
    inquiries_max: int | None = None

    def year(self, day: date) -> int:
        """The treaty year of a day, by its number."""
        if self.year_from is None:
            return 0
        years = day.year - self.year_from.year
        return years if later(self.year_from, "years", years) <= day else years - 1


@dataclass(frozen=True)
class PortalClause:
    """An agreed portal. Its clocks are spans in seconds."""

    at: list[str]
    other_exits_max: int
    openings_max: int
    declaration: int
    verdict: int


@dataclass(frozen=True)
class SealsClause:
    """The agreed custody seals. Their clocks are spans in seconds."""

    on: list[str]
    at: list[str]
    notice: int
    emergency: int
    reseal: int


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
        self.parties = [party["id"] for party in self.tables("party")]
        self.witnesses = [witness["id"] for witness in self.tables("witness")]
        self.political = self.doc["instrument"]["form"] in ("joint-political-statement", "reciprocal-declarations")
        self.keys = [self._listing(entry) for entry in self.tables("key")]
        self._acts = {act["id"]: act for act in self.tables("act")}
        self._read_record(self.doc["record"])
        self._read_classes()

    # Reading

    def tables(self, name: str) -> list[dict[str, Any]]:
        """The tables of a name, in the order of the file."""
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
        self.tolerance = amount * SECONDS[unit]
        self.quorum = number(record["quorum"])
        self.exponents = tuple(number(record[name]).bit_length() - 1 for name in ("site-capacity", "road-capacity"))
        self.ends = self.moment(record["ends"]) if "ends" in record else None

    def _read_classes(self) -> None:
        self.classes = [entry["id"] for entry in self.tables("class") if entry["sort"] == "warhead"]
        self.conversions: list[tuple[int, int]] = []
        for entry in self.tables("conversion"):
            if entry["from-class"] in self.classes and entry["to-class"] in self.classes:
                pair = self.classes.index(entry["from-class"]), self.classes.index(entry["to-class"])
                self.conversions += [pair, pair[::-1]] if entry.get("both-ways") else [pair]
        self.facilities = {entry["id"]: entry for entry in self.tables("facility")}
        self.openings = [self._opening(entry) for entry in self.tables("opening")]
        self.inspections = [self._inspection(entry) for entry in self.tables("inspection")]
        self.portals = [_portal(entry) for entry in self.tables("portal") if entry.get("status", "agreed") == "agreed"]
        seals = self.doc.get("seals", {"status": "none"})
        self.seals = _seals(seals) if seals.get("status", "agreed") == "agreed" else None
        clarification = self.doc.get("clarification", {"status": "silent"})
        self.clarification = _clocks(clarification) if clarification.get("status", "agreed") == "agreed" else None

    def _opening(self, entry: dict[str, Any]) -> OpeningClause:
        classes = [self.classes.index(c) for c in entry["classes"]] if "classes" in entry else self._classes_with(entry["of"])
        return OpeningClause(entry["of"], classes, _one_unit(entry["every"])[1], _one_unit(entry["due"])[1], entry["readers"] == "public")

    def _inspection(self, entry: dict[str, Any]) -> InspectionClause:
        most = lambda name: number(entry[name]) if name in entry else float("inf")
        forms = [FORMS.index(form) for form in entry.get("forms", [])]
        year_from = self.moment({"days": 0, "after": entry["year-from"]})
        return InspectionClause(
            entry["id"], entry["at"], forms, entry.get("choice") == "drawn", number(entry["quota"]), most("same-site-max"), most("at-once-max"),
            year_from, _clocks(entry), number(entry["inquiries-max"]) if "inquiries-max" in entry else None,
        )  # fmt: skip

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
        """The day at whose end an epoch ends; the last of all where no calendar reaches so far."""
        try:
            return later(self.baseline, self.period[0], self.period[1] * epoch)
        except (OverflowError, ValueError):
            return date.max

    def due_day(self, epoch: int) -> date:
        return self.day(epoch) + timedelta(days=self.due if epoch else self.baseline_due)

    def closing(self, counted: int) -> int | None:
        """The first epoch that ends after a second; none where the record ends before."""
        epoch = 0
        while midnight_after(self.day(epoch)) <= counted:
            epoch += 1
        return epoch if self.day(epoch) <= self.last_day() else None

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

    # Clauses

    def clauses(self) -> set[str]:
        """The names of all clauses; one that stands once is called as its table."""
        once = {name for name in ONCE if name in self.doc}
        return once | {entry["id"] for name in SEVERAL for entry in self.tables(name)} | set(self.measures())

    # Measures

    def measures(self) -> list[str]:
        """The measures that the instrument names, in whatever status."""
        return [measure for measure, _ in self._measures()]

    def _measures(self) -> list[tuple[str, str]]:
        """The measures with their status."""
        named = [(measure["id"], measure.get("status", "agreed")) for measure in self.tables("measure")]
        rungs = self.doc.get("verification", {})
        if preset := rungs.get("preset"):
            # a measure that has a clause of its own stands as that clause says
            own, status = {measure for measure, _ in named}, rungs.get("status", "agreed")
            named += [(measure, status) for rung in LADDER[: int(preset[1:]) + 1] for measure in rung if measure not in own]
        return named

    @property
    def commits(self) -> bool:
        """Whether epochs are committed ledgers and not clear numbers."""
        return ("commitments", "agreed") in self._measures()

    def unverified(self, has_ledgers: bool, looked_by: set[str]) -> list[str]:
        """The measures of which the records show nothing: those that are named, and those without which nobody can know."""
        named = self.measures()
        shown = (SHOWN_HERE if has_ledgers else SHOWN_HERE - {"commitments"}) | looked_by
        return [m for m in dict.fromkeys([*named, *ALWAYS_ASKED]) if m not in shown or m not in named]

    # Clauses

    def holds(self, clause: dict[str, Any], day: date) -> bool:
        """Whether a clause is agreed, and the day within its own `from` and `until`."""
        begun = "from" not in clause or self.is_reached(clause["from"], day)
        return clause.get("status", "agreed") == "agreed" and begun and not ("until" in clause and self.is_reached(clause["until"], day))

    def is_reached(self, value: Any, day: date) -> bool:
        """Whether the day is not before a moment."""
        moment = self.moment(value)
        return moment is not None and day >= moment

    def portal(self, facility: str) -> PortalClause | None:
        """The agreed portal at a kind of facility."""
        return next((portal for portal in self.portals if facility in portal.at), None)

    def sums_of(self, of: str) -> list[int]:
        """The classes that can have such items at all."""
        return self._classes_with(of)

    def is_plant(self, facility: str) -> bool:
        return self.facilities[facility]["sort"] == "warhead-plant"


def number(value: Any) -> int:
    """A measured number, plain or with its own source."""
    return value["value"] if isinstance(value, dict) else value


def midnight_after(day: date) -> int:
    """The second at which a day is over."""
    return ((day - date(1970, 1, 1)).days + 1) * 86_400


def later(day: date, unit: str, amount: int) -> date:
    """A day so many days, months or years later; of a shorter month its last day."""
    if unit == "days":
        return day + timedelta(days=amount)
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _portal(entry: dict[str, Any]) -> PortalClause:
    most = number(entry["openings-max"]) if "openings-max" in entry else 0
    return PortalClause(entry["at"], number(entry["other-exits-max"]), most, _seconds(entry["declaration"]), _seconds(entry["verdict"]))
def _clocks(entry: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """The hours of steps: how long each may take, and from which step on."""
    return {clock["id"]: (_seconds(clock), clock["after"]) for clock in entry.get("hours", [])}


def _seals(entry: dict[str, Any]) -> SealsClause:
    return SealsClause(entry["on"], entry["at"], *(_seconds(entry[clock]) for clock in ("notice", "emergency", "reseal")))


def _seconds(clock: dict[str, Any]) -> int:
    """A span in minutes, hours or days."""
    ((unit, amount),) = [(unit, clock[unit]) for unit in SECONDS if unit in clock]
    return number(amount) * SECONDS[unit]


def _one_unit(value: dict[str, Any]) -> tuple[str, int]:
    """A quantity of time."""
    (unit,) = [key for key in value if key not in ("source", "mark")]
    return unit, value[unit]
