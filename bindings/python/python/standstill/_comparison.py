"""What regimes would have found, as data: dataclasses of what ``standstill regime compare --json`` prints, with arrays where there are series.

All probabilities are numbers from 0 to 1, all intervals those of 95 % over the replicates (of Wilson, 1927, for probabilities). What the assumptions leave open is told beside
them: ``least`` with each number that leans one way as bad as it may be for whoever looks, ``most`` with all as good.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ._array import Json, fixed
from ._assessment import Text

One = TypeVar("One")


@dataclass(frozen=True)
class Estimate:
    """An estimate, and between which bounds lies what it estimates, with 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Estimates:
    """Several of them: arrays of one length. NaN where there is none."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bands(Estimates):
    """The same with what the assumptions leave open."""

    least: NDArray[np.float64]
    most: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evaded:
    """What a regime finds of one evasion of one side."""

    evasion: str
    possible: bool
    """Whether the side has what the evasion needs."""
    replicates: int
    years: NDArray[np.int64]
    """After how many years ``within`` is told."""
    within: Bands
    """The probability that the excess is found within so many years."""
    sizes: NDArray[np.float64]
    """For which sizes of the excess ``before`` is told: shares of all items."""
    before: Bands
    """The probability that it is found before it has come to that size; NaN where it never does."""
    reached: NDArray[np.float64]
    """The day on which it comes to that size."""
    lead: Estimates
    """Where it is found before, the days that are then left, in the mean."""
    by: Mapping[str, Estimate]
    """The probability of being found by each channel, within all years."""
    spotted: Estimate
    """The probability of being spotted within all years, whether or not anybody has a right to follow that up."""
    found_on: NDArray[np.int64]
    """In how many replicates it was found on each day, with the most likely assumptions."""
    spotted_on: NDArray[np.int64]
    """In how many it was first spotted on each day."""

    @property
    def found_by_day(self) -> NDArray[np.float64]:
        """The probability of having been found by the end of each day, with the most likely assumptions."""
        share: NDArray[np.float64] = self.found_on.cumsum() / max(self.replicates, 1)
        return share


@dataclass(frozen=True)
class BestAnswer:
    """The evasion that is found the least often before its excess has come to a size: the best among those that were tried, and of no other."""

    evasion: str
    size: float
    """A share of all items."""
    among: tuple[str, ...]
    """Those that were tried."""
    found: Estimate


@dataclass(frozen=True)
class Toggle:
    """What one measure alone changes: the probability that an evasion is found before the middle size."""

    measure: str
    has: bool
    """Whether the regime has it, so that it was taken away; otherwise it was added."""
    evasion: str
    stands: Estimate
    toggled: Estimate


@dataclass(frozen=True)
class Sensitivity:
    """How much the best answer hangs on one number that is assumed: the probability at its lowest and at its highest."""

    parameter: str
    low: Estimate
    high: Estimate


@dataclass(frozen=True, eq=False)
class Side:
    """What a regime finds of one side, and what it costs it."""

    party: str
    evasions: tuple[Evaded, ...]
    burden_per_year: Mapping[str, Estimate]
    """What verification costs an honest side in a year, and what it shows: visits, hours, items shown, alarms and what clearing them takes."""
    best_answer: BestAnswer | None
    toggles: tuple[Toggle, ...]
    sensitivities: tuple[Sensitivity, ...]
    """The widest first."""

    def of(self, evasion: str) -> Evaded:
        """What it finds of an evasion. Raises `KeyError` for one that was not tried."""
        return _named(evasion, {one.evasion: one for one in self.evasions})


@dataclass(frozen=True)
class Standing:
    """A measure of a regime."""

    measure: str
    standing: str
    """How it stands between the parties: ``agreed``, ``conditional``, ``bracketed``, ``silent``, or ``supposed`` where no text has it."""
    mark: str
    """How sure its source is."""


@dataclass(frozen=True, eq=False)
class Regime:
    """One of the regimes that are compared."""

    name: str
    title: Text | None
    """None of a rung of the ladder."""
    nature: str | None
    """``concluded``, ``offer`` or ``illustrative``."""
    proposed_by: str | None
    hash: str | None
    """SHA-256 of its instrument, in hexadecimal."""
    measures: tuple[Standing, ...]
    sides: tuple[Side, ...]

    def side(self, party: str) -> Side:
        """What it finds of a side. Raises `KeyError` for one of which nothing is assumed."""
        return _named(party, {one.party: one for one in self.sides})


@dataclass(frozen=True)
class Assumed:
    """A number that is taken for granted, between bounds."""

    unit: str
    low: float
    central: float
    """The most likely one."""
    high: float
    source: str
    mark: str
    """How sure the source is."""
    text: Text | None
    """Why."""


@dataclass(frozen=True)
class Assumptions:
    """What is taken for granted, and by whom."""

    id: str
    title: Text
    text: Text
    sources: Mapping[str, Mapping[str, Json]]
    sides: Mapping[str, Mapping[str, Assumed]]
    """For each party each number, by the name of the parameter."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What each of several regimes would have found. They stand in the order in which they were named: nothing is ranked, and nobody is advised."""

    seed: int
    years: int
    replicates: int
    """That were asked for of each case; :attr:`Evaded.replicates` were run."""
    sizes: tuple[float, ...]
    assumptions: Assumptions
    regimes: tuple[Regime, ...]
    document: Mapping[str, Json]
    """All of it as the command prints it."""

    def regime(self, name: str) -> Regime:
        """One of them. Raises `KeyError` for a name that is none."""
        return _named(name, {one.name: one for one in self.regimes})

    @classmethod
    def of(cls, told: dict[str, Json], days: Mapping[tuple[int, int, str], tuple[list[int], list[int]]]) -> "Comparison":
        """The comparison of a document, with what was found and spotted on each day by the numbers of regime and side and by the evasion."""
        regimes = tuple(
            _regime(regime, [{evasion: days.get((at, side, evasion), ([], [])) for evasion in told["evasions"]} for side in range(len(regime["sides"]))])
            for at, regime in enumerate(told["regimes"])
        )
        return cls(
            seed=told["seed"],
            years=told["years"],
            replicates=told["replicates"],
            sizes=tuple(float(size) for size in told["sizes"]),
            assumptions=_assumptions(told["assumptions"]),
            regimes=regimes,
            document=told,
        )


def _named(name: str, known: Mapping[str, One]) -> One:
    if name not in known:
        raise KeyError(f"{name}: known are {', '.join(known)}")
    return known[name]


def _assumptions(told: dict[str, Json]) -> Assumptions:
    def assumed(one: dict[str, Json]) -> Assumed:
        numbers = {name: float(one[name]) for name in ("low", "central", "high")}
        return Assumed(**one | numbers | {"text": _text(one["text"])})

    sides = {side["party"]: {name: assumed(one) for name, one in side["parameters"].items()} for side in told["sides"]}
    return Assumptions(told["id"], Text(**told["title"]), Text(**told["text"]), told["sources"], sides)


def _regime(told: dict[str, Json], days: list[dict[str, tuple[list[int], list[int]]]]) -> Regime:
    named = {name: told[name] for name in ("name", "nature", "proposed_by", "hash")}
    measures = tuple(Standing(**one) for one in told["measures"])
    sides = tuple(_side(side, of) for side, of in zip(told["sides"], days, strict=True))
    return Regime(**named, title=_text(told["title"]), measures=measures, sides=sides)


def _side(told: dict[str, Json], days: dict[str, tuple[list[int], list[int]]]) -> Side:
    best = told["best_answer"]
    return Side(
        party=told["party"],
        evasions=tuple(_evaded(one, *days[one["evasion"]]) for one in told["evasions"]),
        burden_per_year={name: Estimate(**one) for name, one in told["burden_per_year"].items()},
        best_answer=None if best is None else BestAnswer(best["evasion"], float(best["size"]), tuple(best["among"]), Estimate(**best["found"])),
        toggles=tuple(Toggle(one["measure"], one["has"], one["evasion"], Estimate(**one["stands"]), Estimate(**one["toggled"])) for one in told["toggles"]),
        sensitivities=tuple(Sensitivity(one["parameter"], Estimate(**one["low"]), Estimate(**one["high"])) for one in told["sensitivities"]),
    )


def _evaded(told: dict[str, Json], found_on: list[int], spotted_on: list[int]) -> Evaded:
    within, before = told["within"], told["before"]
    return Evaded(
        evasion=told["evasion"],
        possible=told["possible"],
        replicates=told["replicates"],
        years=fixed(np.array([one["years"] for one in within], dtype=np.int64)),
        within=_bands([one["found"] for one in within]),
        sizes=_numbers([float(one["size"]) for one in before]),
        before=_bands([one["found"] for one in before]),
        reached=_numbers([one["reached_days"] for one in before]),
        lead=Estimates(**_ends([one["lead_days"] for one in before])),
        by={name: Estimate(**one) for name, one in told["by"].items()},
        spotted=Estimate(**told["spotted"]),
        found_on=fixed(np.array(found_on, dtype=np.int64)),
        spotted_on=fixed(np.array(spotted_on, dtype=np.int64)),
    )


def _bands(told: Sequence[Json]) -> Bands:
    def corner(name: str) -> NDArray[np.float64]:
        return _numbers([None if one is None or one[name] is None else one[name]["value"] for one in told])

    return Bands(**_ends(told), least=corner("least"), most=corner("most"))


def _ends(told: Sequence[Json]) -> dict[str, NDArray[np.float64]]:
    return {name: _numbers([None if one is None else one[name] for one in told]) for name in ("value", "low", "high")}


def _numbers(told: Sequence[float | None]) -> NDArray[np.float64]:
    return fixed(np.array([float("nan") if one is None else one for one in told], dtype=np.float64))


def _text(told: Json) -> Text | None:
    return None if told is None else Text(**told)
