"""Arrays that nobody changes by mistake."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Json = Any
"""What `json` makes of a document."""

Numbers = TypeVar("Numbers", bound=np.generic)


def fixed(array: NDArray[Numbers]) -> NDArray[Numbers]:
    """The array, no more to be written to."""
    array.setflags(write=False)
    return array
