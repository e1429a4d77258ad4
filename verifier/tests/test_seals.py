"""Custody seals that are not as they should be: this verifier finds what must be found, and the audit finds the same."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from forge import Forge, Leaf
from forgeries import found, moment

from assessment import assess
from body import SEAL
from compare import differences
from finding import Finding
from folder import read_folder
from seal import APPLIED, BROKEN, EMERGENCY, FOUND, MAINTENANCE, REMOVED, VERIFIED

EXERCISE = Path(__file__).parents[2] / "exercises/portals-year.toml"
MINUTE, HOUR, DAY = 60, 3600, 86_400
BEGINS = moment("2027-11-10T00:00:00")  # an hour of epoch 2 of which nobody else speaks
LATER = date(2027, 12, 20)  # when all clocks of seals are over, and nothing else is due
STORE, BASE = 1, 0
OUT_OF_PLACE = found("contradiction", "out-of-place", "OND")
CASES: list[tuple[Callable[["Doors"], object], list[Finding]]] = []


def finds(*findings: Finding) -> Callable[[Callable[["Doors"], object]], Callable[["Doors"], object]]:
    def note(do: Callable[["Doors"], object]) -> Callable[["Doors"], object]:
        CASES.append((do, list(findings)))
        return do

    return note


class Doors:
    """OND's seals at HAL's store."""

    def __init__(self, forge: Forge) -> None:
        self.forge = forge

    def say(self, number: str, act: int, hours: float, author: str | None = None, dated: float | None = None, **fields: object) -> None:
        at = BEGINS + int(hours * HOUR)
        own = {
            "owner": "OND", "host": "HAL", "site": STORE, "number": number, "act": act, "at": at, "on": 0 if act == APPLIED else None,
            "instead": None, "why": MAINTENANCE if act == BROKEN else None, "inspection": None, **fields,
        }  # fmt: skip
        author = author or ("HAL" if act == BROKEN else "OND")
        time = at if dated is None else BEGINS + int(dated * HOUR)
        leaf = Leaf(b"\0", dated=time)
        leaf.make = lambda forge: forge.statement(author, SEAL, None, time, list(own.values()))
        leaves = self.forge.records[author]
        leaves.insert(next((i for i, other in enumerate(leaves) if other.dated > time), len(leaves)), leaf)


@finds()
def a_door_that_is_opened_with_notice_and_sealed_again(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", VERIFIED, 5)
    doors.say("A", BROKEN, 31, dated=6)
    doors.say("B", APPLIED, 33, instead="A")
    doors.say("B", REMOVED, 40)
    doors.say("C", APPLIED, 40, instead="B")


@finds(found("discrepancy", "seal-number-twice", "OND"))
def a_number_that_comes_twice(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", APPLIED, 2)


@finds(found("contradiction", "seal-not-held", "OND"))
def a_look_at_a_seal_that_was_never_on(doors: Doors) -> None:
    doors.say("A", VERIFIED, 1)


@finds(found("contradiction", "seal-not-held", "OND"))
def a_look_at_a_seal_elsewhere(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", VERIFIED, 2, site=2)


@finds(found("contradiction", "seal-not-held", "OND"))
def a_look_at_a_seal_that_is_gone(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", REMOVED, 2)
    doors.say("B", APPLIED, 3, instead="A")
    doors.say("A", VERIFIED, 4)


@finds(found("contradiction", "seal-not-held", "HAL"))
def a_host_that_breaks_a_seal_that_is_not_there(doors: Doors) -> None:
    doors.say("A", BROKEN, 2, why=EMERGENCY)


@finds(found("contradiction", "seal-not-in-place", "OND"))
def a_seal_in_the_place_of_one_that_holds(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("B", APPLIED, 2, instead="A")


@finds(found("contradiction", "seal-not-in-place", "OND"))
def two_seals_in_one_place(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", REMOVED, 2)
    doors.say("B", APPLIED, 3, instead="A")
    doors.say("C", APPLIED, 4, instead="A")


@finds(found("inconsistent", "seal-not-allowed", "OND"))
def a_seal_on_a_container(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, on=1)


@finds(found("inconsistent", "seal-not-allowed", "OND"))
def a_seal_at_a_base(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, site=BASE)


@finds(found("discrepancy", "seal-found-broken", "HAL"))
def a_seal_that_is_found_broken(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", FOUND, 30)
    doors.say("B", APPLIED, 30, instead="A")


@finds()
def a_seal_that_was_broken_in_an_emergency(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", BROKEN, 29, dated=34, why=EMERGENCY)
    doors.say("A", FOUND, 30)
    doors.say("B", APPLIED, 30, instead="A")


@finds(found("late", "seal-notice-late", "HAL"))
def notice_a_minute_beyond_what_clocks_excuse(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", BROKEN, 31, dated=7 + 11 / 60)
    doors.say("B", APPLIED, 33, instead="A")


@finds()
def notice_that_clocks_excuse(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", BROKEN, 31, dated=7 + 10 / 60)
    doors.say("B", APPLIED, 33, instead="A")


@finds(found("late", "seal-notice-late", "HAL"))
def an_emergency_that_is_told_too_late(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", BROKEN, 2, dated=8 + 11 / 60, why=EMERGENCY)
    doors.say("B", APPLIED, 9, instead="A")


@finds(found("discrepancy", "seal-open", "OND"))
def a_door_that_is_not_sealed_again(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", REMOVED, 2)


@finds(found("late", "seal-resealed-late", "OND"))
def a_door_that_is_sealed_again_too_late(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", REMOVED, 2)
    doors.say("B", APPLIED, 50 + 11 / 60, instead="A")


@finds()
def a_break_that_was_not_made(doors: Doors) -> None:
    doors.say("A", APPLIED, 1)
    doors.say("A", BROKEN, 31, dated=6)
    doors.say("A", VERIFIED, 35)


@finds(OUT_OF_PLACE)
def a_host_s_words_by_the_owner(doors: Doors) -> None:
    doors.say("A", BROKEN, 2, author="OND")


@finds(found("contradiction", "out-of-place", "HAL"))
def an_owner_s_words_by_the_host(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, author="HAL")


@finds(OUT_OF_PLACE)
def a_site_that_is_none(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, site=99)


@finds(OUT_OF_PLACE)
def a_party_that_is_none(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, host="XX")


@finds(OUT_OF_PLACE)
def an_inspection_that_is_none(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, inspection=b"x" * 32)


@finds(OUT_OF_PLACE)
def a_deed_that_is_still_to_come(doors: Doors) -> None:
    doors.say("A", APPLIED, 2, dated=1)


@finds(Finding("out-of-place", "contradiction", "veldenmark"))
def a_seal_of_a_witness(doors: Doors) -> None:
    doors.say("A", APPLIED, 1, author="veldenmark")


@pytest.fixture(scope="session")
def portals(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of two months of the exercise `portals-year`, whose instrument has custody seals."""
    folder = tmp_path_factory.mktemp("play")
    exercise = EXERCISE.read_text().replace("epochs = 12", "epochs = 2", 1)
    (folder / "portals.toml").write_text(exercise)
    subprocess.run([command, "play", str(folder / "portals.toml"), "--out", str(folder / "run")], check=True, capture_output=True)
    return folder / "run"


@pytest.mark.parametrize(("do", "findings"), CASES, ids=[do.__name__ for do, _ in CASES])
def test_what_comes_of_a_seal(do: Callable[[Doors], object], findings: list[Finding], portals: Path, command: str, tmp_path: Path):
    forge = Forge(portals, seed=1)
    do(Doors(forge))
    folder = forge.write(tmp_path / "run")
    shown = [f for f in assess(read_folder(folder), LATER).findings if f.severity != "blind"]
    assert shown == sorted(findings, key=Finding.order)
    assert differences(command, folder, LATER) == []
