"""The extension: files, numbers and words in, JSON documents and tallies out. Its functions raise ``standstill.Refused``."""

from collections.abc import Sequence
from pathlib import Path
from typing import final

__all__ = ["Question", "audit", "by_day", "merge", "plan", "read_assumptions", "read_instrument"]

_File = tuple[str, bytes]
_Case = tuple[int, int, str | None, str]

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
def read_instrument(path: Path, shipped: Path) -> tuple[_File, _File | None]: ...
def read_assumptions(path: Path, shipped: Path) -> _File: ...
def merge(tallies: Sequence[bytes], more: Sequence[bytes]) -> list[bytes]: ...
def by_day(bytes: bytes) -> tuple[list[int], list[int]]: ...

@final
class Question:
    def __new__(
        cls,
        instruments: Sequence[tuple[_File, _File | None]],
        rungs: Sequence[str],
        assumptions: _File,
        entered: Sequence[tuple[str | None, str, tuple[str, str, str]]],
        side: str | None,
        evasions: Sequence[str],
        years: int,
        before: Sequence[str],
        seed: int,
    ) -> Question: ...
    def first(self) -> list[_Case]: ...
    def second(self, cases: Sequence[_Case], tallies: Sequence[bytes]) -> list[_Case]: ...
    def run(self, cases: Sequence[_Case], start: int, stop: int) -> list[bytes]: ...
    def told(self, cases: Sequence[_Case], tallies: Sequence[bytes], replicates: int) -> str: ...
