"""Inspections that go as they should not: this verifier finds what must be found, and the audit finds the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from forge import Forge
from forgeries import found, moment
from visit import HOUR, Visit

import draw
from assessment import assess
from compare import differences
from finding import Finding
from folder import read_folder
from inspection import Gathering
from record import read_records
from step import (
    ABSENCE, ACCEPTANCE, ARRIVAL, CONFIRMATION, COUNT, DESIGNATION, DRAW, FULL, LIST, NONCE, OPENING, REFUSAL, REPORT, REQUEST, SAMPLES,
    SIGNATURE, WITHDRAWAL,
)  # fmt: skip

MORNING, DAY = moment("2027-07-12T02:00:00"), 24 * HOUR
DESIGNATED = (REQUEST, NONCE, DESIGNATION)
ARRIVED = (*DESIGNATED, OPENING, ACCEPTANCE, ARRIVAL)
SAMPLED = (*ARRIVED, LIST, CONFIRMATION, DRAW, SAMPLES)
CHOSEN = (REQUEST, DESIGNATION, OPENING, ACCEPTANCE, ARRIVAL, REPORT, SIGNATURE)
NO_RIGHT, FORCE_MAJEURE, OTHER = 1, 2, 3
CASES: list[tuple[Callable[[Forge], object], list[Finding]]] = []


def finds(*findings: Finding) -> Callable[[Callable[[Forge], object]], Callable[[Forge], object]]:
    def note(do: Callable[[Forge], object]) -> Callable[[Forge], object]:
        CASES.append((do, list(findings)))
        return do

    return note


def visit(forge: Forge, days: float = 0, **how: object) -> Visit:
    return Visit(forge, MORNING + int(days * DAY), **how)


def chosen(forge: Forge, site: int, days: float = 0) -> Visit:
    result = visit(forge, days, kind=1, form=ABSENCE)
    result.site = site
    return result


def missing(whose: str) -> Finding:
    return found("inconsistent", "step-missing", whose)


BEYOND = found("inconsistent", "beyond-rights", "OND")
NOT_DRAWN = found("inconsistent", "not-drawn", "OND")
OUT_OF_PLACE = found("contradiction", "out-of-place", "OND")
REFUSED = found("inconsistent", "inspection-refused")


# As it should be


@finds()
def with_a_sample(forge: Forge) -> None:
    visit(forge).whole()


@finds()
def with_a_count(forge: Forge) -> None:
    visit(forge, form=COUNT).go(*ARRIVED, REPORT, SIGNATURE)


@finds()
def in_full(forge: Forge) -> None:
    visit(forge, form=FULL).go(*ARRIVED, LIST, CONFIRMATION, REPORT, SIGNATURE)


@finds()
def of_absence(forge: Forge) -> None:
    chosen(forge, 2).go(*CHOSEN)


@finds()
def an_opening_that_came_again(forge: Forge) -> None:
    one = visit(forge).go(*DESIGNATED, OPENING)
    one.take(ACCEPTANCE, verdict=2)
    one.take(OPENING, hours=16)
    one.take(ACCEPTANCE, hours=17)
    one.go(ARRIVAL, LIST, CONFIRMATION, DRAW, SAMPLES, REPORT, SIGNATURE)


# Steps


@finds(OUT_OF_PLACE)
def a_request_to_oneself(forge: Forge) -> None:
    visit(forge).take(REQUEST, host="OND")


@finds(OUT_OF_PLACE)
def a_request_to_nobody(forge: Forge) -> None:
    visit(forge).take(REQUEST, host="XYZ")


@finds(OUT_OF_PLACE, missing("OND"))
def a_nonce_that_opens_nothing(forge: Forge) -> None:
    visit(forge).go(REQUEST, NONCE).take(DESIGNATION, nonce=b"x" * 32)


@finds(OUT_OF_PLACE, missing("HAL"))
def a_nonce_before_that_of_the_host(forge: Forge) -> None:
    visit(forge).go(REQUEST).take(DESIGNATION, nonce=b"x" * 32)


@finds(OUT_OF_PLACE, missing("OND"))
def a_second_draw_in_a_count(forge: Forge) -> None:
    visit(forge, form=COUNT).go(REQUEST, NONCE).take(DESIGNATION, commitment=b"x" * 32)


@finds(found("contradiction", "out-of-place"), missing("HAL"))
def a_confirmation_of_another_list(forge: Forge) -> None:
    visit(forge).go(*ARRIVED, LIST).take(CONFIRMATION, paper=b"x" * 32)


@finds(OUT_OF_PLACE, missing("HAL"))
def a_step_of_the_wrong_side(forge: Forge) -> None:
    visit(forge).go(REQUEST).take(NONCE, by="OND")


@finds(found("contradiction", "out-of-place"), missing("HAL"))
def a_step_of_another_inspection(forge: Forge) -> None:
    visit(forge).go(REQUEST).take(NONCE, inspection=b"x" * 32)


@finds(found("contradiction", "out-of-place"), missing("HAL"))
def a_step_behind_none(forge: Forge) -> None:
    visit(forge).go(REQUEST).take(NONCE, previous=b"x" * 32)


@finds(OUT_OF_PLACE)
def a_step_behind_the_last(forge: Forge) -> None:
    visit(forge).whole().take(WITHDRAWAL, hours=42)


@finds(found("contradiction", "step-twice"))
def two_openings(forge: Forge) -> None:
    one = visit(forge).whole()
    one.take(OPENING, behind=one[DESIGNATION], hours=13)


@finds(found("question", "out-of-place", "OND"), REFUSED)
def a_withdrawal_beside_a_refusal(forge: Forge) -> None:
    one = visit(forge).go(REQUEST)
    one.take(REFUSAL, behind=one[REQUEST], hours=7)
    one.take(WITHDRAWAL, behind=one[REQUEST], hours=7)


# Rights


@finds(BEYOND)
def of_no_kind(forge: Forge) -> None:
    visit(forge).take(REQUEST, kind=9)


@finds(BEYOND, missing("HAL"))
def a_site_that_is_chosen_where_it_is_drawn(forge: Forge) -> None:
    one = visit(forge)
    one.is_drawn = False
    one.go(REQUEST, DESIGNATION)


@finds(BEYOND, missing("HAL"))
def a_site_that_the_host_never_had(forge: Forge) -> None:
    chosen(forge, 9).go(REQUEST, DESIGNATION)


@finds(BEYOND)
def a_third_inspection_of_a_site(forge: Forge) -> None:
    for i in range(3):
        chosen(forge, 1, 3 * i).go(*CHOSEN)


@finds(BEYOND)
def a_seventh_inspection(forge: Forge) -> None:
    for i in range(7):
        chosen(forge, i % 4, 3 * i).go(*CHOSEN)


@finds(BEYOND)
def two_at_once(forge: Forge) -> None:
    chosen(forge, 0).go(*CHOSEN)
    visit(forge, 0.1).whole()


@finds(BEYOND)
def beyond_its_rights_and_refused_for_it(forge: Forge) -> None:
    visit(forge, form=ABSENCE).go(REQUEST).take(REFUSAL, hours=6, reason=NO_RIGHT)


@finds(BEYOND, REFUSED)
def beyond_its_rights_and_refused_for_nothing(forge: Forge) -> None:
    visit(forge, form=ABSENCE).go(REQUEST).take(REFUSAL, hours=6, reason=OTHER)


@finds(found("question", "inspection-refused"), REFUSED)
def force_majeure_and_again(forge: Forge) -> None:
    for days in (0, 3):
        visit(forge, days).go(REQUEST).take(REFUSAL, hours=6, reason=FORCE_MAJEURE)


@finds(found("discrepancy", "inspection-refused"))
def a_list_that_the_host_says_it_was_not_handed(forge: Forge) -> None:
    visit(forge, form=FULL).go(*ARRIVED, LIST).take(REFUSAL, hours=33, reason=OTHER)


@finds(REFUSED)
def a_team_that_is_sent_away_before_its_list(forge: Forge) -> None:
    visit(forge, form=FULL).go(*ARRIVED).take(REFUSAL, hours=31, reason=OTHER)


@finds(found("question", "record-not-held"))
def a_refusal_in_a_record_that_is_not_there(forge: Forge) -> None:
    chosen(forge, 0).go(REQUEST).take(REFUSAL, hours=5, reason=FORCE_MAJEURE)
    for author in forge.records:
        forge.entries(author)
    forge.views = {name: view for name, view in forge.views.items() if view[0] != "HAL"}
    del forge.records["HAL"]


# The lot


@finds(NOT_DRAWN)
def a_site_that_was_not_drawn(forge: Forge) -> None:
    one = visit(forge)
    one.site = lambda v: (v.drawn_site() + 1) % 3
    one.whole()


@finds()
def a_site_that_was_drawn_among_those_not_yet_visited(forge: Forge) -> None:
    first, second = visit(forge).whole(), visit(forge, 5)
    second.site = lambda v: v.drawn_site(tuple(site for site in (0, 1, 2) if site != first.drawn_site()))
    second.whole()


@finds(found("inconsistent", "chose-early", "OND"), found("question", "inspection-refused"))
def a_choice_before_its_time(forge: Forge) -> None:
    one = visit(forge).go(REQUEST)
    one.take(DESIGNATION, hours=11.95)
    one.take(REFUSAL, hours=12, reason=FORCE_MAJEURE)


@finds(missing("HAL"), missing("OND"))
def a_choice_in_time_and_nothing_after_the_opening(forge: Forge) -> None:
    one = visit(forge).go(REQUEST)
    one.take(DESIGNATION, hours=12)
    one.go(OPENING)


@finds(found("question", "out-of-place", "HAL"))
def a_nonce_that_is_dated_back_behind_a_free_choice(forge: Forge) -> None:
    one = visit(forge).go(REQUEST)
    request = one[REQUEST]
    one.take(DESIGNATION, hours=12)
    one.take(NONCE, hours=6, behind=request)
    one.go(OPENING, ACCEPTANCE, ARRIVAL, LIST, CONFIRMATION, DRAW, SAMPLES, REPORT, SIGNATURE)


@finds(found("contradiction", "not-covered", "OND"), missing("HAL"))
def a_head_that_nobody_acknowledged(forge: Forge) -> None:
    visit(forge).go(REQUEST, NONCE).take(DESIGNATION, root=b"x" * 32)


@finds(found("inconsistent", "other-epoch"))
def an_opening_of_another_epoch(forge: Forge) -> None:
    visit(forge, epoch=0).whole()


# Clocks


@finds(found("late", "step-late", "OND"), missing("HAL"))
def a_designation_that_is_late_by_more_than_clocks_differ(forge: Forge) -> None:
    visit(forge).go(REQUEST, NONCE).take(DESIGNATION, hours=18.17)


@finds(missing("HAL"))
def a_designation_that_is_late_by_less(forge: Forge) -> None:
    visit(forge).go(REQUEST, NONCE).take(DESIGNATION, hours=18.16)


@finds(found("late", "step-late"), missing("OND"))
def a_team_that_came_late(forge: Forge) -> None:
    visit(forge).go(*DESIGNATED, OPENING, ACCEPTANCE).take(ARRIVAL, at=MORNING + 50 * HOUR)


@finds(missing("HAL"))
def a_team_that_was_not_brought(forge: Forge) -> None:
    visit(forge).go(*DESIGNATED, OPENING, ACCEPTANCE)


@finds(found("question", "step-back-dated", "OND"), missing("HAL"))
def an_acceptance_before_the_opening(forge: Forge) -> None:
    visit(forge).go(*DESIGNATED, OPENING).take(ACCEPTANCE, hours=13)


# What both sides say


@finds(found("discrepancy", "opening-disputed"))
def an_opening_of_something_else(forge: Forge) -> None:
    visit(forge).go(*DESIGNATED, OPENING).take(ACCEPTANCE, verdict=1)


@finds(found("discrepancy", "opening-disputed"), missing("HAL"))
def an_opening_that_never_came(forge: Forge) -> None:
    visit(forge).go(*DESIGNATED, OPENING).take(ACCEPTANCE, verdict=2)


@finds(found("discrepancy", "report-differs"))
def another_number_than_was_opened(forge: Forge) -> None:
    one = visit(forge).go(*SAMPLED)
    one.take(REPORT, verdict=1)
    one.take(SIGNATURE, verdict=1)


@finds(found("discrepancy", "report-disputed"))
def a_signature_of_another_report(forge: Forge) -> None:
    visit(forge).go(*SAMPLED, REPORT).take(SIGNATURE, paper=b"x" * 32)


@finds(found("inconsistent", "restriction-broken"), BEYOND, BEYOND, BEYOND)
def restrictions_of_this_site_and_of_others(forge: Forge) -> None:
    one = visit(forge).go(*SAMPLED)
    one.take(REPORT, restrictions=[0, 1, 2, 9])
    one.take(SIGNATURE)


@pytest.mark.parametrize(("do", "findings"), CASES, ids=[do.__name__ for do, _ in CASES])
def test_what_comes_of_an_inspection(do: Callable[[Forge], object], findings: list[Finding], visits: Path, command: str, tmp_path: Path):
    forge = Forge(visits, seed=1)
    do(forge)
    folder = forge.write(tmp_path / "run")
    assert [f for f in assess(read_folder(folder)).findings if f.severity != "blind"] == sorted(findings, key=Finding.order)
    assert differences(command, folder) == []


def test_the_lot_of_an_inspection_that_was_played_falls_again_on_its_site(inspected: Path):
    folder = read_folder(inspected)
    first = Gathering(folder.treaty, read_records(folder), set()).chains[-1]
    request, designation = first.request, first.find(DESIGNATION)
    seed = draw.seed(request.hash, draw.THE_SITE, request["commitment"], first.find(NONCE)["nonce"], designation["nonce"])
    assert (0, 1, 2)[draw.below(draw.numbers(seed), 3)] == designation["site"]


def test_objects_are_drawn_once_each_and_all_where_there_are_no_more():
    drawn = draw.objects(b"s" * 32, 20, 8)
    assert len(set(drawn)) == 8 and drawn == sorted(drawn) and max(drawn) < 20
    assert draw.objects(b"t" * 32, 20, 8) != drawn
    assert draw.objects(b"s" * 32, 5, 8) == [0, 1, 2, 3, 4]


def test_numbers_that_would_favour_some_are_passed_over():
    bound = 2**63 + 1
    assert draw.below(iter([2**64 - 1, bound, 5]), bound) == 5
