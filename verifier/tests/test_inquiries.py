"""Inquiries behind a signed report: this verifier finds what must be found, and the audit finds the same."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from forge import Forge
from forgeries import found, moment
from visit import Visit

from assessment import assess
from compare import differences
from finding import Finding
from folder import read_folder
from step import (
    ACCEPTANCE, ANSWER, ARRIVAL, CONCLUSION, CONFIRMATION, DESIGNATION, DRAW, INQUIRY, LIST, NONCE, OPENING, REPORT, REQUEST, SAMPLES, SIGNATURE,
)  # fmt: skip

EXERCISES = Path(__file__).parents[2] / "exercises"
MORNING = moment("2027-11-05T02:00:00")  # some days after the end of epoch 1
LATER = date(2027, 12, 20)
ARRIVED_AT, DEPARTED, STORY = 1, 2, 3
SIGNED = (REQUEST, NONCE, DESIGNATION, OPENING, ACCEPTANCE, ARRIVAL, LIST, CONFIRMATION, DRAW, SAMPLES)
CASES: list[tuple[Callable[[Visit], object], list[Finding]]] = []


def finds(*findings: Finding) -> Callable[[Callable[[Visit], object]], Callable[[Visit], object]]:
    def note(do: Callable[[Visit], object]) -> Callable[[Visit], object]:
        CASES.append((do, list(findings)))
        return do

    return note


def signed(visit: Visit, verdict: int) -> Visit:
    visit.go(*SIGNED)
    visit.take(REPORT, verdict=verdict)
    visit.take(SIGNATURE)
    return visit


def ask(visit: Visit, subject: int, answer: bytes | None, conclusion: int = 0, left: int = 0, hours: float = 42) -> None:
    visit.take(INQUIRY, hours=hours, subject=subject, paper=b"i" * 32)
    visit.take(ANSWER, hours=hours + 1, sealed=answer)
    if answer:
        visit.take(CONCLUSION, hours=hours + 2, verdict=conclusion, left=left)


SEALED = b"s" * 32
DIFFERS, DECLINED = found("discrepancy", "report-differs"), found("discrepancy", "answer-declined")
DISPUTED, BEYOND = found("discrepancy", "answer-disputed"), found("inconsistent", "beyond-rights", "OND")


@finds()
def a_difference_that_is_explained(visit: Visit) -> None:
    ask(signed(visit, 1), ARRIVED_AT, SEALED)


@finds(DIFFERS)
def a_difference_of_which_something_is_left(visit: Visit) -> None:
    ask(signed(visit, 1), ARRIVED_AT, SEALED, left=1)


@finds(DIFFERS, DECLINED)
def a_host_that_declines(visit: Visit) -> None:
    ask(signed(visit, 1), DEPARTED, None)


@finds(DIFFERS, DISPUTED)
def an_answer_that_explains_nothing(visit: Visit) -> None:
    ask(signed(visit, 1), DEPARTED, SEALED, conclusion=1, left=1)


@finds()
def an_answer_that_came_again(visit: Visit) -> None:
    ask(signed(visit, 1), ARRIVED_AT, SEALED, conclusion=2, left=1)
    visit.take(ANSWER, hours=45, sealed=SEALED)
    visit.take(CONCLUSION, hours=46, verdict=0, left=0)


@finds(DISPUTED, found("inconsistent", "step-missing"))
def an_answer_that_did_not_come(visit: Visit) -> None:
    ask(signed(visit, 0), STORY, SEALED, conclusion=2, left=0)


@finds(DIFFERS, found("inconsistent", "inquiries-beyond-cap"))
def more_differences_than_the_cap_explains(visit: Visit) -> None:
    signed(visit, 1)
    for number in range(3):
        ask(visit, ARRIVED_AT, SEALED, left=0 if number == 2 else 1, hours=42 + 3 * number)


@finds(DIFFERS, DECLINED)
def a_difference_beyond_the_cap_that_is_declined(visit: Visit) -> None:
    signed(visit, 1)
    for number in range(3):
        ask(visit, ARRIVED_AT, None if number == 2 else SEALED, left=1, hours=42 + 3 * number)


@finds(BEYOND)
def more_stories_than_may_be_asked_for(visit: Visit) -> None:
    signed(visit, 0)
    for number in range(3):
        ask(visit, STORY, None if number == 2 else SEALED, hours=42 + 3 * number)


@finds(BEYOND)
def a_difference_where_the_report_has_none(visit: Visit) -> None:
    ask(signed(visit, 0), ARRIVED_AT, None)


@finds(found("late", "step-late"))
def an_answer_after_its_time(visit: Visit) -> None:
    signed(visit, 0).take(INQUIRY, hours=42, subject=STORY, paper=b"i" * 32)
    visit.take(ANSWER, hours=42 + 6 * 24, sealed=SEALED)
    visit.take(CONCLUSION, hours=43 + 6 * 24, verdict=0, left=0)


@finds()
def an_answer_about_a_departure_has_the_time_of_its_epoch(visit: Visit) -> None:
    signed(visit, 1).take(INQUIRY, hours=42, subject=DEPARTED, paper=b"i" * 32)
    visit.take(ANSWER, hours=42 + 6 * 24, sealed=SEALED)
    visit.take(CONCLUSION, hours=43 + 6 * 24, verdict=0, left=0)


@finds(found("contradiction", "out-of-place"))
def an_answer_to_nothing(visit: Visit) -> None:
    signed(visit, 0).take(ANSWER, hours=42, sealed=SEALED)


@pytest.fixture(scope="session")
def portals(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of two months of the exercise `portals-year`, whose instrument gives two inquiries."""
    folder = tmp_path_factory.mktemp("play")
    (folder / "portals.toml").write_text((EXERCISES / "portals-year.toml").read_text().replace("epochs = 12", "epochs = 2", 1))
    subprocess.run([command, "play", str(folder / "portals.toml"), "--out", str(folder / "run")], check=True, capture_output=True)
    return folder / "run"


@pytest.mark.parametrize(("do", "findings"), CASES, ids=[do.__name__ for do, _ in CASES])
def test_what_comes_of_an_inquiry(do: Callable[[Visit], object], findings: list[Finding], portals: Path, command: str, tmp_path: Path):
    forge = Forge(portals, seed=1)
    do(Visit(forge, MORNING))
    folder = forge.write(tmp_path / "run")
    shown = [f for f in assess(read_folder(folder), LATER).findings if f.severity != "blind"]
    assert shown == sorted(findings, key=Finding.order)
    assert differences(command, folder, LATER) == []


PLAYED = ["inquired", "arrived-this-morning", "more-arrivals-than-allowed", "arrival-before-departure", "life-with-a-hole", "seen-after-its-end"]


@pytest.mark.parametrize("name", PLAYED)
def test_what_was_played_comes_out_the_same_here(name: str, command: str, tmp_path: Path):
    subprocess.run([command, "play", name, "--expect", "--out", str(tmp_path / "run")], check=True, capture_output=True)
    assert differences(command, tmp_path / "run") == []
