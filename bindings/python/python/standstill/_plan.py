"""Planning a sample."""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import _native
from ._refused import count
from ._word import Probability, word


@dataclass(frozen=True)
class Sites:
    """Sites, of which some hide defects and some are visited in a year; lots decide which."""

    all: int
    """How many there are."""
    hiding: int
    """How many hide defects: each as many as the plan has."""
    visited: int
    """How many are visited in a year."""


@dataclass(frozen=True)
class Plan:
    """A sample, and what it finds.

    The model is that of attributes sampling with an acceptance number of zero: items are drawn by lot, none is put back, and one defect in the sample is enough
    (R. Avenhaus and M. J. Canty, *Compliance Quantified*, 1996, chapter 2).
    """

    population: int
    """Items; at each site that hides some, where sites are visited."""
    defects: int
    """Items among them that are missing, surplus, or of another class."""
    detect: float | None
    """The probability that was asked for, to ten decimal places; none where the sample was given."""
    recognised: float
    """The probability that a defect which is looked at is recognised as one, to ten decimal places."""
    sites: Sites | None
    """The sites among which lots are drawn first; none where all items are in one place."""
    years: int
    """Years, each with lots of its own, while what is hidden stays."""
    sample: int | None
    """Items that are drawn (at each visited site): the smallest number that reaches ``detect``, exactly; none where no sample reaches it."""
    iaea: int | None
    """The same by the IAEA's approximation ⌈N(1 − β^(1/r))⌉, for one look in one place; never smaller than ``sample``."""
    improved: int | None
    """The same by Jaech's improved approximation ⌈½(1 − β^(1/r))(2N − r + 1)⌉."""
    probability: float
    """That at least one defect is found, to ten decimal places; where no sample reaches the goal, with all items."""
    probability_exact: Fraction | None
    """The same exactly, where the fraction is short."""
    assumptions: tuple[str, ...]
    """What all of this assumes, in English."""
    assumptions_ru: tuple[str, ...]
    """The same in Russian."""

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Plan":
        """The plan of a document that ``standstill plan --json`` prints."""
        said, exact, sites = told["assumptions"], told["probability_exact"], told["sites"]
        numbers = {name: told[name] for name in ("population", "defects", "detect", "recognised", "years", "sample", "iaea", "improved")}
        return cls(
            **numbers,
            sites=None if sites is None else Sites(**sites),
            probability=told["probability"],
            probability_exact=None if exact is None else Fraction(exact),
            assumptions=tuple(said["en"]),
            assumptions_ru=tuple(said["ru"]),
        )


def plan(
    population: int,
    defects: int | str,
    *,
    detect: Probability | None = None,
    sample: int | None = None,
    recognised: Probability = 1,
    sites: Sites | None = None,
    years: int = 1,
) -> Plan:
    """The smallest sample that finds a defect with a probability, or the probability with which a sample finds one. All numbers are exact.

    :param population: how many items there are, 1 to 1,000,000: at each site that hides some, where sites are visited.
    :param defects: how many of them are defect: a number, or a share such as ``"1%"``, which is rounded up.
    :param detect: the probability that is asked for.
    :param sample: how many items are drawn (at each visited site); instead of ``detect``.
    :param recognised: the probability that a defect which is looked at is recognised as one.
    :param sites: sites among which lots are drawn first.
    :param years: in how many years, each with lots of its own, while what is hidden stays: 1 to 1,000.
    :raises Refused: where the numbers do not fit each other.

    >>> plan(10, 2, sample=1).probability_exact
    Fraction(1, 5)
    >>> found = plan(3750, 38, detect=0.9)
    >>> found.sample, found.improved, found.iaea
    (220, 220, 221)
    """
    told = _native.plan(
        count("population", population),
        str(defects),
        None if detect is None else word(detect),
        None if sample is None else count("sample", sample),
        word(recognised),
        None if sites is None else (count("sites", sites.all), count("hiding", sites.hiding), count("visited", sites.visited)),
        count("years", years),
    )
    return Plan.of(json.loads(told))
