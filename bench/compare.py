"""Holds the simulation of `crates/regime` against the same model in SimPy: the same events, the same estimates within their intervals, and replicates a second.

`bench/run` calls it, and ends with another status than 0 where something does not agree or is slower than it has to be.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from model import BURDENS, Replicate
from world import YEAR, World

ROOT = Path(__file__).resolve().parent.parent
RATIO = 100  # times as many replicates a second as SimPy
SEED = 2027
ASKED = (1, 5, 10)  # after how many years it is asked what has been found
# Of 99.99 %, since some hundreds must hold at once; the seeds are fixed, so what agrees goes on to
Z = 3.89


@dataclass
class Came:
    """What replicates came to. Sums are pairs: of a number, and of its squares."""

    replicates: int
    shares: dict[str, int]
    sums: dict[str, tuple[float, float]]
    seconds: float
    processor_seconds: float


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--replicates", type=int, default=2_000, help="of SimPy in each case; of an honest side a tenth")
    asked.add_argument("--agree", action="store_true", help="ask only whether they agree, and not how fast they are")
    asked = asked.parse_args()
    if asked.replicates < 100:
        sys.exit("error: fewer than 100 replicates say nothing: write more")

    command = build()
    cases = json.loads(run(command, "cases"))
    failures = []
    print(f"{'':35}{'events of a replicate':>23}  {'found within 1, 5 and 10 years, %':>56}  " + ("" if asked.agree else f"{'replicates a second, and the ratio':>42}"))
    print(f"{'case':35}{'ours':>11}{'SimPy':>12}  {'ours':>20}  {'SimPy, 95 %':>34}  " + ("" if asked.agree else f"{'ours':>11}{'SimPy':>9}{'processor':>12}{'clock':>10}"))
    for case in cases:
        replicates = asked.replicates // 10 if case["evasion"] is None else asked.replicates
        theirs = simpy(case, replicates)
        ours = rust(command, case["name"], replicates * RATIO, threads=1)
        failures += [f"{case['name']}: {what}" for what in disagreements(ours, theirs)]
        processor, clock = (faster(ours, theirs, of) for of in ("processor_seconds", "seconds"))
        if not asked.agree and processor < RATIO:
            failures.append(f"{case['name']}: {processor:.0f} times as fast as SimPy, and not {RATIO}")
        print(row(case["name"], ours, theirs) + ("" if asked.agree else speeds(ours, theirs, processor, clock)), flush=True)
    if not asked.agree:
        threads(command, asked.replicates)
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    if not failures:
        print("all of them agree" if asked.agree else f"all of them agree, and each is at least {RATIO} times as fast")
    return 1 if failures else 0


def build() -> str:
    """Builds the Rust side, and says where it is."""
    cargo = ["cargo", "bench", "--quiet", "-p", "regime", "--bench", "years", "--no-run", "--message-format", "json"]
    built = subprocess.run(cargo, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    made = [json.loads(line) for line in built.splitlines()]
    return next(artifact["executable"] for artifact in made if artifact.get("target", {}).get("name") == "years" and artifact.get("executable"))


def run(command: str, *words: str) -> str:
    return subprocess.run([command, *words], check=True, stdout=subprocess.PIPE, text=True).stdout


# --- The two sides ------------------------------------------------------------------------------------------------------


def rust(command: str, case: str, replicates: int, threads: int) -> Came:
    """Its clock is around the replicates; its processor time is that of the whole process, the reading of files included."""
    before = children()
    came = json.loads(run(command, "run", case, str(replicates), str(threads)))
    processor = children() - before
    shares = {f"{of} within {years} years": number for of in ("found", "spotted") for years, number in zip(ASKED, came[of])}
    # of these two the squares are not added up: no team, or one, is taken to be refused in a replicate, and events spread as SimPy's do
    sums = came["burdens"] | {"events": (came["events"], 0), "refused": (came["refused"], came["refused"])}
    return Came(came["replicates"], shares, sums, came["seconds"], processor)


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def simpy(case: dict, replicates: int) -> Came:
    world, draws = World(case), random.Random()
    begun, processor = time.perf_counter(), time.process_time()
    lives = []
    for number in range(replicates):
        draws.seed(SEED << 32 | number)
        lives.append(Replicate(world, draws).run().came)
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor

    shares = {
        f"{of} within {years} years": sum(life[of] is not None and life[of] < years * YEAR for life in lives)
        for of in ("found", "spotted")
        for years in ASKED
    }
    of_each = {of: [life[of] for life in lives] for of in ("events", "refused", *BURDENS)}
    sums = {of: (sum(numbers), sum(number * number for number in numbers)) for of, numbers in of_each.items()}
    return Came(replicates, shares, sums, seconds, processor)


# --- What they say of each other ----------------------------------------------------------------------------------------


def disagreements(ours: Came, theirs: Came) -> Iterator[str]:
    for what, count in theirs.shares.items():
        (low, high), (least, most) = wilson(count, theirs.replicates, Z), wilson(ours.shares[what], ours.replicates, Z)
        if high < least or most < low:
            yield f"{what}: {ours.shares[what]} of {ours.replicates}, and SimPy has {count} of {theirs.replicates}"
    for what, sums in theirs.sums.items():
        means = [came.sums[what][0] / came.replicates for came in (ours, theirs)]
        spread = max(variance(*came.sums[what], came.replicates) for came in (ours, theirs))
        error = sqrt(spread * (1 / ours.replicates + 1 / theirs.replicates))
        if abs(means[0] - means[1]) > Z * error + 1e-9 * means[0]:
            yield f"{what}: {means[0]:.4f} a replicate, and SimPy has {means[1]:.4f}; the standard error is {error:.4f}"


def wilson(count: int, replicates: int, z: float) -> tuple[float, float]:
    share, square = count / replicates, z * z / replicates
    half = z * sqrt(share * (1 - share) / replicates + square / replicates / 4)
    return (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)


def variance(total: float, squares: float, replicates: int) -> float:
    return max(0.0, squares / replicates - (total / replicates) ** 2)


def faster(ours: Came, theirs: Came, of: str) -> float:
    return ours.replicates / getattr(ours, of) / (theirs.replicates / getattr(theirs, of))


# --- Words --------------------------------------------------------------------------------------------------------------


def row(name: str, ours: Came, theirs: Came) -> str:
    events = [came.sums["events"][0] / came.replicates for came in (ours, theirs)]
    found = [f"found within {years} years" for years in ASKED]
    shares = " ".join(f"{100 * ours.shares[what] / ours.replicates:6.2f}" for what in found)
    intervals = [wilson(theirs.shares[what], theirs.replicates, 1.96) for what in found]
    between = " ".join(f"{f'{100 * low:.1f}–{100 * high:.1f}':>11}" for low, high in intervals)
    return f"{name:35}{events[0]:11.2f}{events[1]:12.2f}  {shares:>20}  {between:>34}  "


def speeds(ours: Came, theirs: Came, processor: float, clock: float) -> str:
    """Replicates a second of processor time, since other work may run beside it."""
    each = [came.replicates / came.processor_seconds for came in (ours, theirs)]
    return f"{each[0]:11,.0f}{each[1]:9,.0f}{processor:12.0f}{clock:10.0f}"


def threads(command: str, replicates: int, case: str = "portals/honest", pairs: int = 5) -> None:
    """One thread and two in turns, so that what else the machine does falls on both."""
    replicates *= 25
    times = []
    for _ in range(pairs):
        one, two = (rust(command, case, replicates, number) for number in (1, 2))
        if (one.shares, one.sums) != (two.shares, two.sums):
            sys.exit("error: two threads come to something else than one")
        times.append((one.seconds / two.seconds, two.processor_seconds / one.processor_seconds))
    faster, dearer = (statistics.median(each) for each in zip(*times))
    print(f"\n{case} on two threads: {faster:.2f} times as fast as on one, for {dearer:.2f} times its processor time; the median of {pairs} pairs")
    print(f"{os.getloadavg()[0]:.1f} processes ran or waited for the {os.cpu_count()} processors in the last minute")


if __name__ == "__main__":
    sys.exit(main())
