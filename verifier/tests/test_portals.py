"""Crossings and verdicts that are not as they should be: this verifier finds what must be found, and the audit finds the same."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from forge import Forge, Leaf
from forgeries import found, moment

import log
from assessment import assess
from body import CROSSING, VERDICT
from compare import differences
from finding import Finding
from folder import read_folder
from statement import Envelope

EXERCISE = Path(__file__).parents[2] / "exercises/portals-year.toml"
MINUTE, HOUR = 60, 3600
ENDS = moment("2027-12-02T00:00:00")  # of epoch 2
LATER = date(2027, 12, 20)  # when the time of grace is over, and nothing else is due
PLANT = 3
CASES: list[tuple[Callable[["Gate"], object], list[Finding]]] = []


def finds(*findings: Finding) -> Callable[[Callable[["Gate"], object]], Callable[["Gate"], object]]:
    def note(do: Callable[["Gate"], object]) -> Callable[["Gate"], object]:
        CASES.append((do, list(findings)))
        return do

    return note


class Gate:
    """HAL's plant, and OND's monitors, in the last hours of epoch 2; honest where nothing else is asked for."""

    def __init__(self, forge: Forge) -> None:
        self.forge = forge
        played = [Envelope.parse(leaf.raw) for leaf in forge.records["HAL"]]
        self.number = 1 + max(e.body.number for e in played if e.kind == CROSSING and e.body.site == PLANT)

    def declare(self, dated: int = ENDS - 4 * HOUR, author: str = "HAL", **fields: object) -> Leaf:
        """HAL declares an empty vehicle."""
        own = {"site": PLANT, "number": self.number, "way": 0, "exit": 0, "epoch": 2, "at": ENDS - 3 * HOUR, "items": 0, **fields}
        return self._say(author, CROSSING, own["epoch"], dated, lambda: list(own.values()))

    def judge(self, of: Leaf | None, dated: int = ENDS - 2 * HOUR, **fields: object) -> Leaf:
        """OND's monitors give their verdict on it."""
        honest = {
            "host": "HAL", "site": PLANT, "crossing": None, "way": 0, "exit": 0, "epoch": 2, "at": ENDS - 3 * HOUR, "seen": 0, "opened": 0,
            "verdict": 0 if of else 1, "file": None,
        }  # fmt: skip
        own = {**honest, **fields}
        crossing = lambda: {"crossing": self._hash(of)} if of and own["crossing"] is None else {}
        return self._say("OND", VERDICT, own["epoch"], dated, lambda: list({**own, **crossing()}.values()))

    def _say(self, author: str, kind: int, epoch: int, dated: int, body: Callable[[], list]) -> Leaf:
        leaf = Leaf(b"\0", dated=dated)
        leaf.make = lambda forge: forge.statement(author, kind, epoch, dated, body())
        leaves = self.forge.records[author]
        leaves.insert(next((i for i, other in enumerate(leaves) if other.dated > dated), len(leaves)), leaf)
        return leaf

    def _hash(self, leaf: Leaf) -> bytes:
        leaf.made = leaf.made or leaf.make(self.forge)
        return log.leaf_hash(leaf.made)


def at_gate(severity: str, code: str, whose: str = "HAL") -> Finding:
    return Finding(code, severity, whose, 2, 2)


OUT_OF_PLACE = [found("contradiction", "out-of-place", whose) for whose in ("HAL", "OND")]
DIFFERS = at_gate("discrepancy", "crossing-differs")
EXIT = at_gate("inconsistent", "exit-not-allowed")


@finds()
def an_empty_vehicle(gate: Gate) -> None:
    gate.judge(gate.declare())


@finds(at_gate("inconsistent", "crossing-undeclared"))
def what_was_not_declared(gate: Gate) -> None:
    gate.judge(None, seen=1)


@finds(at_gate("late", "crossing-late"))
def a_declaration_a_minute_too_late(gate: Gate) -> None:
    gate.judge(gate.declare(dated=ENDS - 3 * HOUR - 19 * MINUTE))


@finds()
def a_declaration_that_clocks_excuse(gate: Gate) -> None:
    gate.judge(gate.declare(dated=ENDS - 3 * HOUR - 20 * MINUTE))


@finds(at_gate("late", "crossing-late"))
def a_crossing_before_its_time(gate: Gate) -> None:
    gate.judge(gate.declare(), at=ENDS - 4 * HOUR + 10 * MINUTE)


@finds(at_gate("late", "verdict-late", "OND"))
def a_verdict_after_its_time(gate: Gate) -> None:
    gate.judge(gate.declare(at=ENDS - 3 * HOUR), dated=ENDS + HOUR + 11 * MINUTE)


@finds(at_gate("inconsistent", "verdict-missing", "OND"))
def no_verdict(gate: Gate) -> None:
    gate.declare()


@finds(DIFFERS)
def another_way(gate: Gate) -> None:
    gate.judge(gate.declare(), way=1)


@finds(DIFFERS)
def otherwise(gate: Gate) -> None:
    gate.judge(gate.declare(), verdict=1)


@finds(DIFFERS, EXIT)
def an_item_by_another_exit(gate: Gate) -> None:
    gate.judge(gate.declare(exit=1), exit=1, seen=1)


@finds(EXIT)
def an_exit_too_many(gate: Gate) -> None:
    gate.judge(gate.declare(exit=2), exit=2)


@finds()
def an_empty_vehicle_by_another_exit(gate: Gate) -> None:
    gate.judge(gate.declare(exit=1), exit=1)


@finds(EXIT, at_gate("inconsistent", "crossing-undeclared"))
def an_undeclared_item_by_another_exit(gate: Gate) -> None:
    gate.judge(None, exit=1, seen=1)


@finds(at_gate("question", "crossing-not-clear"))
def what_is_not_clear(gate: Gate) -> None:
    gate.judge(gate.declare(), verdict=2, seen=1)


@finds(at_gate("contradiction", "verdict-twice", "OND"))
def two_verdicts(gate: Gate) -> None:
    crossing = gate.declare()
    gate.judge(crossing)
    gate.judge(crossing, dated=ENDS - HOUR, verdict=1)


@finds(at_gate("contradiction", "crossing-twice"))
def a_number_twice(gate: Gate) -> None:
    gate.judge(gate.declare(number=gate.number - 1))


@finds(at_gate("inconsistent", "crossing-missing"))
def a_number_left_out(gate: Gate) -> None:
    gate.judge(gate.declare(number=gate.number + 1))


@finds(at_gate("inconsistent", "canisters-beyond-right", "OND"))
def a_canister_without_a_right(gate: Gate) -> None:
    gate.judge(gate.declare(), opened=1)


@finds(OUT_OF_PLACE[0])
def a_place_that_is_no_plant(gate: Gate) -> None:
    gate.declare(site=0)


@finds(OUT_OF_PLACE[0])
def a_crossing_in_another_epoch(gate: Gate) -> None:
    gate.declare(epoch=1)


@finds()
def a_crossing_at_the_very_end_of_its_epoch(gate: Gate) -> None:
    gate.judge(gate.declare(at=ENDS + 10 * MINUTE), at=ENDS + 10 * MINUTE, dated=ENDS + 20 * MINUTE)


@finds(OUT_OF_PLACE[0])
def a_crossing_after_its_epoch(gate: Gate) -> None:
    gate.declare(at=ENDS + 10 * MINUTE + 1)


@finds(OUT_OF_PLACE[0])
def a_crossing_in_the_baseline(gate: Gate) -> None:
    gate.declare(epoch=0)


@finds(OUT_OF_PLACE[1])
def a_verdict_on_nothing(gate: Gate) -> None:
    gate.judge(None, crossing=b"x" * 32, verdict=0)


@finds(OUT_OF_PLACE[1])
def a_verdict_on_itself(gate: Gate) -> None:
    gate.judge(None, host="OND")


@finds(OUT_OF_PLACE[0])
def a_verdict_on_what_is_out_of_place(gate: Gate) -> None:
    gate.judge(gate.declare(site=0), verdict=1)


@finds(Finding("out-of-place", "contradiction", "veldenmark"))
def a_crossing_of_a_witness(gate: Gate) -> None:
    gate.declare(author="veldenmark", dated=ENDS + 3 * HOUR)


@pytest.fixture(scope="session")
def portals(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of two months of the exercise `portals-year`."""
    folder = tmp_path_factory.mktemp("play")
    exercise = EXERCISE.read_text().replace("epochs = 12", "epochs = 2", 1)
    (folder / "portals.toml").write_text(exercise)
    subprocess.run([command, "play", str(folder / "portals.toml"), "--out", str(folder / "run")], check=True, capture_output=True)
    return folder / "run"


@pytest.mark.parametrize(("do", "findings"), CASES, ids=[do.__name__ for do, _ in CASES])
def test_what_comes_of_a_crossing(do: Callable[[Gate], object], findings: list[Finding], portals: Path, command: str, tmp_path: Path):
    forge = Forge(portals, seed=1)
    do(Gate(forge))
    folder = forge.write(tmp_path / "run")
    shown = [f for f in assess(read_folder(folder), LATER).findings if f.severity != "blind"]
    assert shown == sorted(findings, key=Finding.order)
    assert differences(command, folder, LATER) == []
