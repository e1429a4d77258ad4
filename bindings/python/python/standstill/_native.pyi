"""The extension: paths, numbers and words in, JSON documents out. Its functions raise ``standstill.Refused``."""

from collections.abc import Sequence
from pathlib import Path

__all__ = ["audit", "plan"]

def audit(
    paths: Sequence[Path],
    treaty: Path | None,
    as_of: str | None,
    threads: int | None,
    reader: str | None,
    keys: Path | None,
    shipped: Path,
) -> str: ...
def plan(
    population: int,
    defects: str,
    detect: str | None,
    sample: int | None,
    recognised: str,
    sites: tuple[int, int, int] | None,
    years: int,
) -> str: ...
