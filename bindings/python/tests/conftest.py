"""What the tests share: the command, and a year that it played."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

Command = Callable[..., str]
"""The answer of a call of the command."""


@pytest.fixture(scope="session")
def command() -> Command:
    """What the command prints on standard output, whatever its exit status."""

    def answer(*args: str | Path) -> str:
        return subprocess.run([os.environ["STANDSTILL"], *args], stdout=subprocess.PIPE, text=True).stdout

    return answer


@pytest.fixture(scope="session")
def run(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of a year, played once: two parties, and proofs for some seconds."""
    out = tmp_path_factory.mktemp("played") / "honest-year"
    command("play", "honest-year", "--out", out)
    return out
