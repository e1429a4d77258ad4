"""The verifier's own files, and an exercise that is played once for all forgeries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

COMMAND = os.environ.get("STANDSTILL") or shutil.which("standstill")


@pytest.fixture(scope="session")
def command() -> str:
    """The command that plays and audits."""
    if not COMMAND:
        pytest.skip("STANDSTILL names no command that plays an exercise")
    return COMMAND


@pytest.fixture(scope="session")
def small(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of the exercise `small`, played from seed 1."""
    folder = tmp_path_factory.mktemp("play") / "small"
    subprocess.run([command, "play", "small", "--seed", "1", "--out", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def visits(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of the exercise `visits`, in which nobody has been sent yet, played from seed 1."""
    folder = tmp_path_factory.mktemp("play") / "visits"
    subprocess.run([command, "play", "visits", "--seed", "1", "--out", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def inspected(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of the exercise `inspected`."""
    folder = tmp_path_factory.mktemp("play") / "inspected"
    subprocess.run([command, "play", "inspected", "--out", str(folder)], check=True, capture_output=True)
    return folder
