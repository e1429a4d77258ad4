"""What ships with the package."""

from os import PathLike
from pathlib import Path

File = str | PathLike[str]
"""A path; for an instrument and for assumptions, also the name of one that ships."""

FOLDER = Path(__file__).parent
"""Where it lies."""


def treaties() -> dict[str, Path]:
    """The instruments that ship, by name: files to read, or to copy and change.

    New START, the offers of October 2020 and September 2025, and illustrative proposals; each file names the source of every clause. Wherever an instrument is
    asked for its name will do.
    """
    return _named("treaties")


def assumptions() -> dict[str, Path]:
    """The files of assumptions that ship, by name: each number between bounds, with its reason and its source."""
    return _named("assumptions")


def _named(folder: str) -> dict[str, Path]:
    return {path.stem: path for path in sorted((FOLDER / folder).glob("*.toml"))}
