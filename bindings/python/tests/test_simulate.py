"""Simulations from Python: the command's own numbers, the same on any number of threads, and calls that make no sense."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import standstill
from conftest import ROOT, Command
from standstill import Interrupted, Options, Refused, _native, compare, simulate, sweep

OFFERS = ("offer-2020-10-us", "offer-2020-10-ru")


def test_a_comparison_is_what_the_command_prints(command: Command) -> None:
    told = command("regime", "compare", *OFFERS, "--replicates", "200", "--evasion", "hidden-store", "--side", "RU", "--json")
    assert compare(*OFFERS, replicates=200, evasions=["hidden-store"], side="RU").document == json.loads(told)


def test_what_is_entered_is_what_the_command_takes(command: Command) -> None:
    told = command(
        *("regime", "simulate", "illustrative-portals", "--replicates", "50", "--evasion", "hidden-store", "--json"),
        *("--set", "store-spotted=30%", "--set", "RU.stores=12:20:24", "--before", "2%", "--years", "3", "--seed", "9"),
    )
    asked: Options = {"set": {"store-spotted": 0.3, "RU.stores": (12, 20, 24)}, "before": [0.02], "years": 3, "seed": 9}
    found = simulate("illustrative-portals", **asked | {"replicates": 50, "evasions": ["hidden-store"]})
    assert found.document == json.loads(told)
    assert found.assumptions.sides["RU"]["stores"].central == 20
    assert found.assumptions.sides["US"]["store-spotted"].low == 0.3


def test_neither_threads_nor_pieces_change_a_number() -> None:
    found = [
        simulate("illustrative-portals", replicates=70, evasions=["hidden-store", "shell-game"], threads=threads, chunk=chunk).document
        for threads, chunk in ((1, 1_000), (2, 9), (3, 1))
    ]
    assert found[0] == found[1] == found[2]


def test_the_share_found_by_a_day_grows_to_what_is_told_of_the_years() -> None:
    found = simulate("illustrative-portals", replicates=500, side="US").regimes[0].side("US")
    for evaded in found.evasions:
        assert len(evaded.found_on) == 3_650
        assert (np.diff(evaded.found_by_day) >= 0).all()
        at_years = evaded.found_by_day[evaded.years * 365 - 1]
        np.testing.assert_array_equal(at_years, evaded.within.value)
        assert (evaded.within.low <= evaded.within.value).all()
        assert (evaded.within.value <= evaded.within.high).all()


def test_a_text_without_inspections_finds_no_hidden_store() -> None:
    found = simulate("offer-2020-10-ru", replicates=300, side="RU", evasions=["hidden-store"])
    assert found.regimes[0].side("RU").of("hidden-store").within.high[-1] < 0.02


def test_a_comparison_says_on_what_it_rests() -> None:
    found = compare("illustrative-portals", replicates=100, side="RU", evasions=["hidden-store"])
    regime = found.regime("illustrative-portals")
    assert {one.standing for one in regime.measures} <= {"agreed", "conditional", "bracketed", "silent"}
    side = regime.side("RU")
    assert {toggle.evasion for toggle in side.toggles} == {"hidden-store"}
    assert side.best_answer is not None
    assert side.best_answer.among == ("hidden-store",)
    uncertain = found.assumptions.sides["RU"]["store-spotted"]
    assert uncertain.low < uncertain.central < uncertain.high
    assert uncertain.source in found.assumptions.sources
    assert side.sensitivities[0].parameter in found.assumptions.sides["RU"]


def test_the_ladder_has_six_rungs() -> None:
    rungs = compare(ladder=True, replicates=20, side="US", evasions=["growth-entered"])
    assert [regime.name for regime in rungs.regimes] == ["L0", "L1", "L2", "L3", "L4", "L5"]
    two = compare(ladder=["L5", "L0"], replicates=20, side="US", evasions=["growth-entered"])
    assert [regime.name for regime in two.regimes] == ["L5", "L0"]


def test_a_sweep_is_a_simulation_for_each_combination() -> None:
    over: dict[str, list[int | str]] = {"store-spotted": [0, "50%"], "RU.stores": [12, 24, 40]}
    swept = sweep("illustrative-portals", over=over, evasions=["hidden-store"], side="RU", replicates=100)
    assert swept.comparisons.shape == (2, 3)
    alone = simulate("illustrative-portals", set={"store-spotted": 0.5, "RU.stores": 40}, evasions=["hidden-store"], side="RU", replicates=100)
    assert swept.comparisons[1, 2].document == alone.document
    found = swept.before("illustrative-portals", "RU", "hidden-store", size=2)
    assert (found[0] <= found[1]).all(), "what is spotted more often is found no less often"


def test_a_question_is_sent_as_its_bytes_and_is_the_same_elsewhere() -> None:
    shipped = standstill.treaties()["new-start"].parents[1]
    files = _native.read_instrument(standstill.treaties()["offer-2020-10-us"], shipped)
    assert files[1] is not None, "an offer stands on another instrument, and that is sent with it"
    assumed = _native.read_assumptions(standstill.assumptions()["october-2020"], shipped)
    question = _native.Question([files], [], assumed, [], "RU", ["hidden-store"], 2, ["1%"], 5)
    again = pickle.loads(pickle.dumps(question))
    cases = question.first()
    assert again.first() == cases
    tallies = question.run(cases, 0, 60)
    assert tallies == _native.merge(again.run(cases, 0, 25), again.run(cases, 25, 60)) == _native.merge(again.run(cases, 25, 60), again.run(cases, 0, 25))


def test_what_is_no_tally_is_refused() -> None:
    with pytest.raises(Refused, match="no tally"):
        _native.by_day(b"\1" * 80)
    with pytest.raises(Refused, match="more of the one"):
        _native.merge([b""], [])


misspelt: Any = {"replicate": 5}
two_bounds: Any = {"set": {"stores": (1, 2)}}


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: simulate("no-such"), "nothing of that name ships"),
        (lambda: simulate("new-start", assumptions="no-such"), "nothing of that name ships"),
        (lambda: simulate("new-start", assumptions=standstill.treaties()["new-start"]), "has errors"),
        (lambda: simulate("new-start", evasions=["hiden-store"]), "did you mean hidden-store"),
        (lambda: simulate("new-start", set={"store-spoted": 1}), "did you mean store-spotted"),
        (lambda: simulate("new-start", set={"store-spotted": 2}), "store-spotted"),
        (lambda: simulate("new-start", set={"store-spotted": (0.3, 0.2, 0.1)}), "the lowest first"),
        (lambda: simulate("new-start", set={"XX.stores": 2}), "no side XX"),
        (lambda: simulate("new-start", set={"stores": float("nan")}), "is no number"),
        (lambda: simulate("new-start", set={"stores": 5000}), "stores"),
        (lambda: simulate("new-start", side="XX"), "of the side XX, but of US and RU"),
        (lambda: simulate("new-start", years=0), "from 1 to 100 years"),
        (lambda: simulate("new-start", years=101), "from 1 to 100 years"),
        (lambda: simulate("new-start", before=[0]), "a share of all items above 0"),
        (lambda: simulate("new-start", before=[i / 100 for i in range(1, 10)]), "no more than 8"),
        (lambda: simulate("new-start", replicates=0), "replicates 0: write a number from 1"),
        (lambda: simulate("new-start", replicates=-1), "replicates -1"),
        (lambda: simulate("new-start", replicates=10**13), "from 1 to 1,000,000,000,000"),
        (lambda: simulate("new-start", seed=-1), "seed -1"),
        (lambda: simulate("new-start", **misspelt), "there is no replicate="),
        (lambda: simulate("new-start", threads=0), "threads 0"),
        (lambda: simulate("new-start", chunk=0), "chunk 0"),
        (lambda: simulate("new-start", **two_bounds), "a number, or three"),
        (lambda: compare(), "at least one instrument"),
        (lambda: compare(ladder=["L9"]), "no rung of the ladder is called `L9`"),
        (lambda: sweep("new-start", over={"stores": []}), "at least one number"),
    ],
)
def test_what_makes_no_sense_is_refused_and_said(call: Callable[[], object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        call()


def test_a_billion_replicates_are_begun_and_an_interruption_leaves_what_was_computed() -> None:
    interrupt = threading.Timer(3, lambda: os.kill(os.getpid(), signal.SIGINT))
    interrupt.start()
    begun = time.monotonic()
    try:
        with pytest.raises(Interrupted) as stopped:
            simulate("new-start", replicates=10**9, side="RU", evasions=["growth-on-carriers"], chunk=100)
    finally:
        interrupt.cancel()
    assert time.monotonic() - begun < 30
    found = stopped.value.result
    done = found.regimes[0].side("RU").of("growth-on-carriers").replicates
    assert 0 < done < 10**9
    assert found.replicates == 10**9, "what was asked for is told beside what was run"
    whole = simulate("new-start", replicates=done, side="RU", evasions=["growth-on-carriers"])
    assert whole.document["regimes"] == found.document["regimes"], "as if so many had been asked for"


def test_memory_does_not_grow_with_the_replicates() -> None:
    script = (
        "import resource, standstill\n"
        "standstill.simulate('new-start', replicates={}, side='US', evasions=['hidden-store'], years=1, threads=2, chunk=50)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = [int(subprocess.check_output([sys.executable, "-c", script.format(replicates)])) for replicates in (200, 20_000)]
    assert peaks[1] < 1.2 * peaks[0]


def test_the_assumptions_of_the_repository_ship() -> None:
    assert sorted(path.name for path in standstill.assumptions().values()) == sorted(path.name for path in ROOT.glob("assumptions/*.toml"))
