"""Simulating years under an instrument, comparing several, and sweeping over what is assumed."""

import itertools
import json
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import numpy as np
from numpy.typing import NDArray

from . import _native
from ._comparison import Comparison
from ._pool import Client, on_cluster, on_threads
from ._refused import Refused, count
from ._shipped import FOLDER, File
from ._word import Number, word

Case = tuple[int, int, str | None, str]
"""A case of a question, as the extension names it."""

Answer = TypeVar("Answer")

Ladder = bool | Sequence[str]
"""Rungs of the ladder of measures: all, none, or those that are named."""

CASES = 8
"""The cases of one piece of work."""


class Options(TypedDict, total=False):
    """What is simulated, and by whom."""

    assumptions: File
    """What is assumed: a file, or the name of one that ships (``october-2020``)."""
    set: Mapping[str, Number | tuple[Number, Number, Number]]
    """Numbers that are assumed otherwise: ``{"store-spotted": 0.3, "RU.stores": (12, 40, 48)}``, of all sides or of one, each a number or lowest, most likely, highest."""
    side: str
    """The one side that is looked at; otherwise all."""
    evasions: Sequence[str]
    """Those that are tried; otherwise all that are listed."""
    years: int
    """How many years of 365 days are simulated, 1 to 100 (10)."""
    before: Sequence[Number]
    """Sizes of the excess before which it is to be found, as shares of all items (1 %, 5 %, 10 %)."""
    replicates: int
    """How many of each case, 1 to 10¹² (10,000)."""
    seed: int
    """From which everything follows (1). Replicate *i* depends on the seed and on *i* alone."""
    threads: int
    """How many threads of this process simulate; otherwise as many as there are cores. The numbers do not depend on it."""
    client: Client | None
    """A `distributed.Client` whose workers simulate instead. The numbers do not depend on how many they are, nor on whether some die."""
    chunk: int
    """The replicates of one piece of work (1,000; for a cluster 10,000)."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C: :attr:`result` has what was computed until then, the same as if so many replicates had been asked for."""

    def __init__(self, result: Any) -> None:
        super().__init__("interrupted; .result has what was computed until then")
        self.result = result


@dataclass(frozen=True, eq=False)
class Sweep:
    """A comparison for each combination of numbers that are assumed."""

    over: Mapping[str, tuple[Number, ...]]
    """The numbers of each parameter."""
    comparisons: NDArray[np.object_]
    """A :class:`Comparison` for each combination: an array with one axis for each parameter, in the order of ``over``."""

    def before(self, regime: str, party: str, evasion: str, size: int = 0) -> NDArray[np.float64]:
        """The probability that an evasion is found before its excess has come to the size of that number: an array of the shape of ``comparisons``."""

        all_of_them: list[Comparison] = self.comparisons.ravel().tolist()
        found = [one.regime(regime).side(party).of(evasion).before.value[size] for one in all_of_them]
        return np.array(found, dtype=np.float64).reshape(self.comparisons.shape)


def simulate(instrument: File, **options: Unpack[Options]) -> Comparison:
    """With what probability each evasion would be found under an instrument, how soon, and what that costs an honest side.

    :param instrument: a file, or the name of one that ships such as ``new-start``.
    :param options: :class:`Options`.
    :raises Refused: where an input cannot be used.
    :raises Interrupted: on Ctrl-C.

    >>> found = simulate("illustrative-portals", evasions=["hidden-store"], side="RU", replicates=100)
    >>> found.regimes[0].side("RU").of("hidden-store").replicates
    100
    """
    question = _question([instrument], (), options)
    return _run([question], options, False, _only)


def compare(*instruments: File, ladder: Ladder = False, **options: Unpack[Options]) -> Comparison:
    """What each of several instruments would have found, what each measure alone buys, and on which assumptions that hangs.

    :param instruments: files, or names of those that ship.
    :param ladder: adds rungs of the ladder of measures, whose numbers are all assumed: all from L0 to L5, or those that are named.
    :param options: :class:`Options`.
    :raises Refused: where an input cannot be used.
    :raises Interrupted: on Ctrl-C.
    """
    question = _question(instruments, ladder, options)
    return _run([question], options, True, _only)


def sweep(*instruments: File, over: Mapping[str, Sequence[Number]], ladder: Ladder = False, **options: Unpack[Options]) -> Sweep:
    """The same simulation for each combination of numbers that are assumed, on this machine or, with ``client=``, on a cluster.

    :param instruments: files, or names of those that ship.
    :param over: for each parameter the numbers that it is to have, such as ``{"store-spotted": [0.05, 0.1, 0.2], "RU.stores": [12, 40]}``.
    :param ladder: adds rungs of the ladder of measures, whose numbers are all assumed: all from L0 to L5, or those that are named.
    :param options: :class:`Options`.
    :raises Refused: where an input cannot be used.
    :raises Interrupted: on Ctrl-C.

    >>> found = sweep("illustrative-portals", over={"store-spotted": [0, 0.5]}, evasions=["hidden-store"], side="RU", replicates=100)
    >>> found.before("illustrative-portals", "RU", "hidden-store", size=1).shape
    (2,)
    """
    values = {name: tuple(numbers) for name, numbers in over.items()}
    if not all(values.values()):
        raise Refused("over: give each parameter at least one number")
    entered = dict(options.get("set", {}))
    points = [entered | dict(zip(values, point, strict=True)) for point in itertools.product(*values.values())]
    questions = [_question(instruments, ladder, options | {"set": point}) for point in points]

    def swept(found: Sequence[Comparison]) -> Sweep:
        comparisons = np.empty(len(found), dtype=np.object_)
        comparisons[:] = found
        return Sweep(values, comparisons.reshape([len(numbers) for numbers in values.values()]))

    return _run(questions, options, False, swept)


def _only(found: Sequence[Comparison]) -> Comparison:
    (one,) = found
    return one


def _question(instruments: Sequence[File], ladder: Ladder, options: Options) -> _native.Question:
    if unknown := sorted(options.keys() - Options.__optional_keys__):
        raise Refused(f"there is no {unknown[0]}=: known are {', '.join(sorted(Options.__optional_keys__))}")
    # files are read once, here: whoever runs a piece has the question's bytes, and no file of this machine
    entered = []
    for name, bounds in options.get("set", {}).items():
        party, dot, parameter = name.rpartition(".")
        three = [word(bound) for bound in (bounds if isinstance(bounds, (tuple, list)) else [bounds] * 3)]
        if len(three) != 3:
            raise Refused(f"set {name}: write a number, or three: the lowest, the most likely and the highest")
        entered.append((party if dot else None, parameter, (three[0], three[1], three[2])))
    rungs = [f"L{rung}" for rung in range(6)] if ladder is True else list(ladder or ())
    return _native.Question(
        [_native.read_instrument(Path(path), FOLDER) for path in instruments],
        rungs,
        _native.read_assumptions(Path(options.get("assumptions", "october-2020")), FOLDER),
        entered,
        options.get("side"),
        list(options.get("evasions", ())),
        count("years", options.get("years", 10)),
        [word(size) for size in options.get("before", ("1%", "5%", "10%"))],
        count("seed", options.get("seed", 1), 2**64 - 1),
    )


def _run(questions: list[_native.Question], options: Options, vary: bool, answer: Callable[[Sequence[Comparison]], Answer]) -> Answer:
    asked = count("replicates", options.get("replicates", 10_000), 10**12, least=1)
    cases = [question.first() for question in questions]
    first = _Round(questions, cases, asked, options)
    rounds = [first]
    try:
        first.run()
        if vary:
            more = [question.second(of, tallies) for question, of, tallies in zip(questions, cases, first.tallies, strict=True)]
            rounds.append(_Round(questions, more, asked, options))
            rounds[-1].run()
    except KeyboardInterrupt:
        if not first.done:
            raise
        raise Interrupted(answer(_told(questions, rounds, asked))) from None
    return answer(_told(questions, rounds, asked))


def _told(questions: list[_native.Question], rounds: "list[_Round]", asked: int) -> list[Comparison]:
    run = [of for of in rounds if of.done]
    told = []
    for at, question in enumerate(questions):
        cases = [case for of in run for case in of.cases[at]]
        tallies = [tally for of in run for tally in of.tallies[at]]
        days = {
            (regime, side, evasion): _native.by_day(tally)
            for (regime, side, evasion, varied), tally in zip(cases, tallies, strict=True)
            if evasion is not None and varied == "corner central"
        }
        told.append(Comparison.of(json.loads(question.told(cases, tallies, asked)), days))
    return told


class _Round:
    """Cases of some questions, and what their replicates came to so far: always the same replicates of all, from the first on."""

    def __init__(self, questions: list[_native.Question], cases: list[list[Case]], asked: int, options: Options) -> None:
        self.questions, self.cases, self.asked, self.options = questions, cases, asked, options
        cluster = options.get("client") is not None
        self.chunk = count("chunk", options.get("chunk", 10_000 if cluster else 1_000), least=1)
        self.threads = count("threads", options.get("threads", os.cpu_count() or 1), 1_000, least=1)
        self.tallies: list[list[bytes]] = [[] for _ in questions]
        self.done = 0

    def run(self) -> None:
        """Runs them. What an interruption leaves is whole up to `done`."""
        with closing(self._results()) as results:
            for start in range(0, self.asked, self.chunk):
                row: list[list[bytes]] = [[] for _ in self.questions]
                for at, _ in self._groups():
                    row[at] += next(results)
                together = [_native.merge(old, new) if self.done else new for old, new in zip(self.tallies, row, strict=True)]
                self.tallies, self.done = together, min(start + self.chunk, self.asked)

    def _groups(self) -> Iterator[tuple[int, list[Case]]]:
        for at, cases in enumerate(self.cases):
            for first in range(0, len(cases), CASES):
                yield at, cases[first : first + CASES]

    def _pieces(self) -> Iterator[tuple[int, list[Case], int, int]]:
        # replicate by replicate through all cases, so that whenever it is stopped all have the same
        for start in range(0, self.asked, self.chunk):
            for at, cases in self._groups():
                yield at, cases, start, min(start + self.chunk, self.asked)

    def _results(self) -> Generator[list[bytes], None, None]:
        client = self.options.get("client")
        if client is not None:
            return on_cluster(_piece, self.questions, self._pieces(), client)
        pieces = ((self.questions[at], *rest) for at, *rest in self._pieces())
        return on_threads(_piece, pieces, self.threads)


def _piece(question: _native.Question, cases: list[Case], start: int, stop: int) -> list[bytes]:
    return question.run(cases, start, stop)
