"""Audits from Python: the command's own answer as data, and what cannot be used."""

import json
import pickle
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import numpy as np
import pytest
from conftest import ROOT, Command
from standstill import Refused, audit, treaties

AGGREGATES = ROOT / "data/new-start-aggregates.csv"


def test_an_assessment_is_what_the_command_prints(run: Path, command: Command) -> None:
    assert audit(run).document == json.loads(command("audit", run, "--json"))
    told = audit(AGGREGATES, treaty="new-start")
    assert told.document == json.loads(command("audit", "--treaty", "new-start", AGGREGATES, "--json"))


def test_the_number_of_threads_changes_nothing(run: Path) -> None:
    assert audit(run, threads=1).document == audit(run, threads=3).document


def test_declared_numbers_are_series_and_what_was_not_provided_is_no_number() -> None:
    told = audit(AGGREGATES, treaty="new-start")
    assert told.outcome == "open"
    (warheads,) = (total for total in told.totals if (total.party, total.limit) == ("RU", "deployed-warheads"))
    assert warheads.days[0] == np.datetime64("2011-02-05")
    assert warheads.value[0] == 1537
    assert np.isnan(warheads.value[warheads.days == np.datetime64("2023-03-01")]).all()
    assert set(warheads.most) == {1550}
    assert not warheads.value.flags.writeable
    late = [finding for finding in told.findings if finding.code == "not-provided" and finding.party == "RU"]
    assert late
    assert all(finding.severity == "discrepancy" and finding.date == date(2023, 3, 1) for finding in late)
    assert all({reading.party for reading in finding.readings} == {"US", "RU"} for finding in late)


def test_a_record_has_its_months_and_what_is_blind_has_its_probability(run: Path) -> None:
    told = audit(run)
    assert told.outcome == "consistent"
    months = told.records[0].months
    assert months.due.sum() > 0
    assert (months.proved == months.stated).all()
    chances = [finding.chance for finding in told.blind if finding.chance is not None]
    assert chances
    assert all(chance.kind != "nothing" or chance.probability == 0 for chance in chances)


def test_visits_have_their_exact_probabilities() -> None:
    told = audit(AGGREGATES, treaty="new-start", as_of=date(2026, 2, 5))
    assert told.as_of == date(2026, 2, 5)
    for visits in (visits for finding in told.blind if finding.chance for visits in finding.chance.visits):
        np.testing.assert_allclose(visits.year, [float(one) for one in visits.year_exact])


def test_one_reader_sees_what_was_sealed_for_it(run: Path) -> None:
    assert audit(run, reader="HAL").reader == "HAL"
    assert audit(run).reader is None


def test_what_cannot_be_used_is_refused_with_its_place(run: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('[instrument]\nid = "Not An Id"\n')
    with pytest.raises(Refused, match="bad.toml") as refused:
        audit(AGGREGATES, treaty=bad)
    diagnostics = refused.value.diagnostics
    assert any(one.line == 2 and one.help for one in diagnostics)
    again = pickle.loads(pickle.dumps(refused.value))
    assert (str(again), again.diagnostics) == (str(refused.value), diagnostics)


def test_calls_that_make_no_sense_are_refused(run: Path, tmp_path: Path) -> None:
    calls: dict[str, Callable[[], object]] = {
        "without an instrument": lambda: audit(AGGREGATES),
        "no such file": lambda: audit(AGGREGATES, treaty="no-such"),
        "No such file": lambda: audit(tmp_path / "no.csv", treaty="new-start"),
        "name a run folder": lambda: audit(tmp_path, treaty="new-start"),
        "one run folder at a time": lambda: audit([run, run]),
        "another instrument": lambda: audit(run, treaty="new-start"),
        "is no party": lambda: audit(run, reader="XYZ"),
        "lies in a run folder": lambda: audit(AGGREGATES, treaty="new-start", reader="RU"),
        "is no day": lambda: audit(AGGREGATES, treaty="new-start", as_of="yesterday"),
        "0 threads": lambda: audit(run, threads=0),
        "no declarations and no record": lambda: audit([], treaty="new-start"),
    }
    for why, call in calls.items():
        with pytest.raises(Refused, match=why):
            call()


def test_a_record_that_was_damaged_is_refused_or_found(run: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(run, damaged)
    (damaged / "HAL/checkpoint").write_bytes(b"garbage")
    with pytest.raises(Refused, match="checkpoint"):
        audit(damaged)


class Enough(Exception):
    """What a signal's handler raises, as that of Ctrl-C raises `KeyboardInterrupt`."""


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    def enough(_signal: int, _frame: FrameType | None) -> None:
        raise Enough

    before = signal.signal(signal.SIGALRM, enough)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_audit_that_is_interrupted_ends(run: Path) -> None:
    with interrupted_after(0.02), pytest.raises(Enough):
        audit(run, threads=1)
    assert audit(run).outcome == "consistent", "and the next one is whole"


def test_other_threads_go_on_while_an_audit_works(run: Path) -> None:
    beats, done = [0], threading.Event()

    def beat() -> None:
        while not done.is_set():
            beats[0] += 1
            time.sleep(0.001)

    beating = threading.Thread(target=beat)
    beating.start()
    before = beats[0]
    audit(run, threads=1)
    went_on = beats[0] - before
    done.set()
    beating.join()
    assert went_on > 10


def test_every_instrument_of_the_repository_ships() -> None:
    assert sorted(path.name for path in treaties().values()) == sorted(path.name for path in ROOT.glob("treaties/*.toml"))
