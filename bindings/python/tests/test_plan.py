"""Plans: the tables that others computed with exact arithmetic, and calls that make no sense."""

import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import standstill
from conftest import Command
from standstill import Refused, Sites, plan


def test_the_smallest_sample_is_exact_and_the_approximations_stand_beside_it() -> None:
    found = plan(3750, 38, detect=0.9)
    assert (found.sample, found.improved, found.iaea) == (220, 220, 221)
    assert plan(10, 2, detect="20%").sample == 1, "exactly one fifth, which a float would miss"
    assert plan(10, 2, sample=1).probability_exact == Fraction(1, 5)
    assert plan(3750, "1%", detect=Fraction(19, 20)).sample == 283


def test_sites_years_and_imperfect_eyes_are_reckoned_with() -> None:
    two_stages = plan(200, 10, sample=41, sites=Sites(all=12, hiding=1, visited=4))
    assert two_stages.probability == 0.3016803940
    assert plan(100, 10, sample=25, recognised=0.9).probability == 0.9307717437
    assert round(plan(400, 40, sample=10, years=5).probability, 6) == 0.995164


def test_a_plan_is_what_the_command_prints(command: Command) -> None:
    told = json.loads(command("plan", "--population", "3750", "--defects", "1%", "--detect", "0.9", "--json"))
    assert standstill.Plan.of(told) == plan(3750, "1%", detect=0.9)


def test_every_spelling_of_a_number_is_one_number() -> None:
    spelt = [plan(100, 5, detect=goal) for goal in (0.95, "0.95", "95%", "19/20", Decimal("0.95"), Fraction(19, 20))]
    assert all(one == spelt[0] for one in spelt)
    assert plan(int(np.int64(100)), 5, detect=np.float64(0.95)) == spelt[0]
    assert plan(1000, 1, detect=1e-05).detect == 0.00001, "a small float is no word with an exponent"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: plan(10, 11, sample=1), "at most as many defects as items"),
        (lambda: plan(10, 1, sample=11), "a sample has at most all items"),
        (lambda: plan(0, 0, sample=0), "a stratum has 1 to 1000000"),
        (lambda: plan(-1, 0, sample=0), "population -1"),
        (lambda: plan(10, "some", sample=1), "defects `some`"),
        (lambda: plan(10, 1), "one of the two"),
        (lambda: plan(10, 1, sample=1, detect=0.5), "one of the two"),
        (lambda: plan(10, 1, detect=1.5), "is no probability"),
        (lambda: plan(10, 1, detect=float("nan")), "is no probability"),
        (lambda: plan(10, 1, sample=1, years=1001), "at most 1000 years"),
        (lambda: plan(10, 1, sample=1, sites=Sites(all=3, hiding=1, visited=4)), "4 of 3 items cannot be drawn"),
    ],
)
def test_what_makes_no_sense_is_refused_and_said(call: object, why: str) -> None:
    assert callable(call)
    with pytest.raises(Refused, match=why):
        call()
