"""An assessment as data: dataclasses of what ``standstill audit --json`` prints, with arrays where there are series."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ._array import Json, fixed


@dataclass(frozen=True)
class Text:
    """Words in both languages of the instruments."""

    en: str
    ru: str


@dataclass(frozen=True)
class Input:
    """A table that was read."""

    file: str
    hash: str
    """SHA-256 of its bytes, in hexadecimal."""
    rows: int


@dataclass(frozen=True)
class Obligation:
    """What an article asks of a party, and how it stands."""

    id: str
    kind: str
    article: str
    party: str
    outcome: str
    """``consistent`` as far as verified, ``open`` or ``inconsistent``."""
    covers: tuple[date, date] | None
    """The first and the last day that the inputs cover; none where the party's record is not among them."""
    name: Text | None


@dataclass(frozen=True)
class Reading:
    """How a party reads what a finding is about."""

    party: str
    count: int | None
    text: Text


@dataclass(frozen=True, eq=False)
class Visits:
    """The visits of one kind to the sites of one party, each of a treaty year to another site by lot, and how likely they meet what is hidden."""

    party: str
    inspection: str
    sites: int
    """Sites to which a visit may go."""
    visits: int
    """Visits in a treaty year."""
    treaty_years: int | None
    """Treaty years that the freeze touches; none where its days are not known."""
    at: NDArray[np.int64]
    """At how many sites something is hidden: one number for each probability beside it."""
    year: NDArray[np.float64]
    """The probability that one of those is visited in a treaty year."""
    freeze: NDArray[np.float64]
    """The same in the whole freeze; NaN where its years are not known."""
    year_exact: tuple[Fraction, ...]
    """``year`` exactly."""


@dataclass(frozen=True)
class Chance:
    """With what probability something hidden would be met under the instrument's own measures."""

    kind: str
    """``nothing``: no measure looks at the world; ``not-stated``: some do, and the instrument has no numbers for it; ``visits``: those of its visits."""
    visits: tuple[Visits, ...]

    @property
    def probability(self) -> float | None:
        """0 where nothing looks at the world; otherwise none: see ``visits``."""
        return 0.0 if self.kind == "nothing" else None


@dataclass(frozen=True)
class Finding:
    """One finding: software compares statements with rules and evidence; governments judge."""

    code: str
    """A word for programs."""
    severity: str
    """``contradiction``, ``inconsistent``, ``departure``, ``late``, ``discrepancy``, ``question`` or ``blind``."""
    party: str | None
    article: str | None
    date: date | None
    epoch: int | None
    """The first epoch of which it speaks."""
    statements: tuple[Mapping[str, Json], ...]
    """The rows (``file``, ``line``) and statements (``record``, ``index``) that show it."""
    args: Mapping[str, Json]
    """Its numbers and names."""
    readings: tuple[Reading, ...]
    text: Text
    """It in words."""
    again: str | None
    """The command that checks it again."""

    @property
    def chance(self) -> Chance | None:
        """Of what the inputs cannot show: with what probability it would have been found; none where the finding has no such number."""
        told = self.args.get("chance")
        return None if told is None else Chance(told["kind"], tuple(_visits(one) for one in told.get("visits", ())))


@dataclass(frozen=True, eq=False)
class Total:
    """The numbers of one party under one limit, day by day: arrays of one length."""

    party: str
    limit: str
    days: NDArray[np.datetime64]
    """The days of exchange."""
    value: NDArray[np.float64]
    """The number of items; NaN where it was not provided."""
    most: NDArray[np.int64]
    """The limit, in items."""
    verdict: tuple[str, ...]
    """How the two stand on each day."""
    status: tuple[str, ...]
    """How sure each number is."""


@dataclass(frozen=True)
class Coverage:
    """How much of a record somebody else has seen."""

    by: str
    size: int
    """Statements."""
    time: str
    """When, in RFC 3339, UTC."""
    receipts: int


@dataclass(frozen=True, eq=False)
class Months:
    """How a party's record went, month by month: arrays of one length, in epochs and receipts."""

    first: NDArray[np.datetime64]
    """The first day of each month."""
    due: NDArray[np.int64]
    stated: NDArray[np.int64]
    proved: NDArray[np.int64]
    in_time: NDArray[np.int64]
    receipts: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Record:
    """A record that was read."""

    author: str
    party: str | None
    """Whose; none of a witness."""
    size: int
    """Statements."""
    root: str
    """The root of its log, in base64."""
    covered_by: tuple[Coverage, ...]
    months: Months


@dataclass(frozen=True)
class Opened:
    """A sum that was opened to everybody."""

    party: str
    opening: str
    epochs: tuple[int, int]
    """The first and the last."""
    day: date
    of_class: str
    sum: int
    """Items."""


@dataclass(frozen=True)
class Site:
    """What everybody knows of a site."""

    party: str
    site: str
    facility: str
    closed: bool
    knowledge: str
    opened: tuple[date, ...]
    inspected: tuple[date, ...]
    disputed: tuple[date, ...]


@dataclass(frozen=True, eq=False)
class Assessment:
    """What statements, records and declarations add up to under an instrument."""

    outcome: str
    """``consistent`` as far as verified, ``open`` or ``inconsistent``."""
    treaty: str
    """SHA-256 of the instrument's bytes, in hexadecimal."""
    instrument: str
    title: Text
    form: str
    as_of: date
    inputs: tuple[Input, ...]
    obligations: tuple[Obligation, ...]
    findings: tuple[Finding, ...]
    totals: tuple[Total, ...]
    """Of each party and limit."""
    records: tuple[Record, ...]
    opened: tuple[Opened, ...]
    sites: tuple[Site, ...]
    reader: str | None
    again: str
    """The command that comes to the same assessment."""
    document: Mapping[str, Json]
    """All of it as the command prints it, inspections, clarifications and seals too: docs/spec/assessment.md has the keys."""

    @property
    def blind(self) -> tuple[Finding, ...]:
        """What these inputs cannot show; :attr:`Finding.chance` says with what probability it would have been found."""
        return tuple(finding for finding in self.findings if finding.severity == "blind")


def _visits(told: dict[str, Json]) -> Visits:
    hidden = told["hidden"]
    freeze = [float("nan") if one["freeze"] is None else float(Fraction(one["freeze"]["exact"])) for one in hidden]
    exact = tuple(Fraction(one["year"]["exact"]) for one in hidden)
    return Visits(
        **{name: told[name] for name in ("party", "inspection", "sites", "visits", "treaty_years")},
        at=fixed(np.array([one["at"] for one in hidden], dtype=np.int64)),
        year=fixed(np.array([float(one) for one in exact], dtype=np.float64)),
        freeze=fixed(np.array(freeze, dtype=np.float64)),
        year_exact=exact,
    )
