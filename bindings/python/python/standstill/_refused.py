"""Why a call has no answer."""

import json
import operator
from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnostic:
    """One thing that is wrong with a file."""

    level: str
    """``error`` or ``warning``."""
    code: str
    """A word for programs."""
    message: str
    """What is wrong."""
    file: str
    """In which file."""
    line: int | None
    """On which line, from 1; none where it concerns the whole file, or a cell."""
    column: int | None
    """At which character of it, from 1."""
    cell: str | None
    """In which cell of a spreadsheet."""
    label: str
    """What stands there."""
    help: str
    """What to do."""


class Refused(ValueError):
    """Input that cannot be used: ``str()`` says what, where and what to do, as the command does; :attr:`diagnostics` has the same as data."""

    def __init__(self, why: str, diagnostics: str = "[]") -> None:
        # both stay in `args`, so that it can be sent from one process to another
        super().__init__(why, diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(Diagnostic(**one) for one in json.loads(diagnostics))
        """What is wrong with the file, in order; nothing where no file was wrong."""

    def __str__(self) -> str:
        return str(self.args[0])


def count(what: str, number: int, most: int = 2**32 - 1, *, least: int = 0) -> int:
    """A whole number that the extension can take, NumPy's too."""
    whole = operator.index(number)
    if not least <= whole <= most:
        raise Refused(f"{what} {whole}: write a number from {least} to {most:,}")
    return whole
