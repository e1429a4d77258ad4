"""What ships with the package."""

from pathlib import Path

FOLDER = Path(__file__).parent / "treaties"
"""The instruments: New START, the offers of October 2020 and September 2025, and illustrative proposals."""


def treaties() -> dict[str, Path]:
    """The instruments that ship, by name: files to read, or to copy and change.

    Each file names the source of every clause. Wherever an instrument is asked for its name will do.
    """
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
