"""Standstill from Python: verifies a freeze of nuclear warheads.

The same code as behind the command ``standstill`` reads, judges and reckons; this package makes dataclasses and NumPy arrays of its answers.

>>> import standstill
>>> standstill.plan(3750, 38, detect=0.9).sample
220

- :func:`audit`: what a run folder, or tables of declarations, add up to under an instrument;
- :func:`plan`: how many items to draw by lot, and with what probability that finds what is hidden;
- :func:`simulate`, :func:`compare`, :func:`sweep`: what instruments would have found, by simulation, on this machine or on a Dask cluster;
- :func:`treaties`, :func:`assumptions`: the instruments that ship, and what is assumed of the world, as files.

What cannot be used raises :class:`Refused`, which says what, where and what to do. Long work lets other threads go on, and ends when it is interrupted.
"""

from ._assessment import (
    Assessment,
    Chance,
    Coverage,
    Finding,
    Input,
    Months,
    Obligation,
    Opened,
    Reading,
    Record,
    Site,
    Text,
    Total,
    Visits,
)
from ._audit import audit
from ._comparison import (
    Assumed,
    Assumptions,
    Bands,
    BestAnswer,
    Comparison,
    Estimate,
    Estimates,
    Evaded,
    Regime,
    Sensitivity,
    Side,
    Standing,
    Toggle,
)
from ._plan import Plan, Sites, plan
from ._refused import Diagnostic, Refused
from ._shipped import assumptions, treaties
from ._simulate import Interrupted, Options, Sweep, compare, simulate, sweep

__all__ = [
    "Assessment",
    "Assumed",
    "Assumptions",
    "Bands",
    "BestAnswer",
    "Chance",
    "Comparison",
    "Coverage",
    "Diagnostic",
    "Estimate",
    "Estimates",
    "Evaded",
    "Finding",
    "Input",
    "Interrupted",
    "Months",
    "Obligation",
    "Opened",
    "Options",
    "Plan",
    "Reading",
    "Record",
    "Refused",
    "Regime",
    "Sensitivity",
    "Side",
    "Site",
    "Sites",
    "Standing",
    "Sweep",
    "Text",
    "Toggle",
    "Total",
    "Visits",
    "assumptions",
    "audit",
    "compare",
    "plan",
    "simulate",
    "sweep",
    "treaties",
]
