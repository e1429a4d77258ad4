"""Standstill from Python: verifies a freeze of nuclear warheads.

The same code as behind the command ``standstill`` reads, judges and reckons; this package makes dataclasses and NumPy arrays of its answers.

>>> import standstill
>>> standstill.plan(3750, 38, detect=0.9).sample
220

- :func:`audit`: what a run folder, or tables of declarations, add up to under an instrument;
- :func:`plan`: how many items to draw by lot, and with what probability that finds what is hidden;
- :func:`treaties`: the instruments that ship, as files.

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
from ._plan import Plan, Sites, plan
from ._refused import Diagnostic, Refused
from ._shipped import treaties

__all__ = [
    "Assessment",
    "Chance",
    "Coverage",
    "Diagnostic",
    "Finding",
    "Input",
    "Months",
    "Obligation",
    "Opened",
    "Plan",
    "Reading",
    "Record",
    "Refused",
    "Site",
    "Sites",
    "Text",
    "Total",
    "Visits",
    "audit",
    "plan",
    "treaties",
]
