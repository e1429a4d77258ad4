"""Numbers as words: the extension takes them as they are written, so that none is rounded on the way."""

from decimal import Decimal
from fractions import Fraction

Number = float | int | str | Decimal
"""A number. A float counts as the shortest decimal that is written for it (0.9 is nine tenths); as words, ``0.9`` or ``90%``."""

Probability = Number | Fraction
"""A probability; as words, also ``9/10``."""


def word(number: Probability) -> str:
    """The number as it is written, without an exponent: what has one is no spelling of a probability."""
    if isinstance(number, float):
        # NumPy's floats are floats with a `repr` of their own
        number = Decimal(repr(float(number)))
    return format(number, "f") if isinstance(number, Decimal) else str(number)
