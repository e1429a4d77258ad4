"""Forged folders: this verifier finds what must be found, and the audit finds the same."""

from pathlib import Path

import pytest
from forge import Forge
from forgeries import FORGERIES, Forgery

from assessment import assess
from compare import differences
from finding import Finding
from folder import read_folder
from log import Refused

BLIND = [Finding("unverified", "blind", measure=measure) for measure in ("challenge", "portal-warhead-plants")]


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forged_folder_is_found_out_by_both(forgery: Forgery, small: Path, command: str, tmp_path: Path):
    forge = Forge(small, seed=1)
    forgery.do(forge)
    folder = forge.write(tmp_path / "run")
    assert assess(read_folder(folder)).findings == sorted([*forgery.findings, *BLIND], key=Finding.order)
    assert differences(command, folder) == []


@pytest.mark.parametrize(
    "path", ["treaty.toml", "HAL/checkpoint", "HAL/tile/0/000.p/12", "HAL/tile/entries/000.p/12", "views/HAL-by-OND-2"]
)
def test_a_folder_in_which_one_bit_fell_over_is_refused(path: str, small: Path, command: str, tmp_path: Path):
    folder = Forge(small, seed=1).write(tmp_path / "run")
    data = bytearray((folder / path).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / path).write_bytes(data)
    with pytest.raises(Refused):
        assess(read_folder(folder))
    assert differences(command, folder) == []
