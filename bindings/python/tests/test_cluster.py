"""A Dask cluster computes what one thread does: to the last bit, on any number of workers, and when one of them is killed."""

import os
import signal
import threading
import time

import pytest
from distributed import Client, LocalCluster
from standstill import Options, compare, sweep

ASKED: Options = {"replicates": 600, "side": "RU", "evasions": ["hidden-store", "shell-game"], "chunk": 100}
REGIMES = ("illustrative-portals", "offer-2020-10-us")


def cluster(workers: int) -> LocalCluster:
    return LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_compute_what_one_thread_does(workers: int) -> None:
    alone = compare(*REGIMES, **ASKED | {"threads": 1})
    with cluster(workers) as many, Client(many) as client:
        together = compare(*REGIMES, **ASKED | {"client": client})
    assert together.document == alone.document
    for one, other in zip(together.regimes, alone.regimes, strict=True):
        assert (one.side("RU").of("shell-game").found_on == other.side("RU").of("shell-game").found_on).all()


def test_a_worker_that_is_killed_loses_nothing() -> None:
    over = {"store-spotted": [0.1, 0.2, 0.4]}
    alone = sweep(*REGIMES, over=over, **ASKED)
    with cluster(2) as many, Client(many) as client:
        killed: list[int] = []

        def kill() -> None:
            # once it has done something, and holds results
            while not any(client.has_what().values()):
                time.sleep(0.01)
            victim = many.workers[0].process.pid
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

        killer = threading.Thread(target=kill)
        killer.start()
        together = sweep(*REGIMES, over=over, **ASKED | {"client": client})
        killer.join()
    assert killed, "it was killed in the middle"
    assert [one.document for one in together.comparisons] == [one.document for one in alone.comparisons]
