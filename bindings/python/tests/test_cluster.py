"""A Dask cluster computes what one thread does: to the last bit, on any number of workers, and when one of them is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster
from standstill import Options, compare, sweep

ASKED: Options = {"replicates": 300, "side": "RU", "evasions": ["hidden-store", "shell-game"], "chunk": 50}
REGIMES = ("illustrative-portals", "offer-2020-10-us")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as started:
        yield started


@pytest.fixture(scope="module")
def client(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster) as connected:
        yield connected


def test_workers_compute_what_one_thread_does_however_many_they_are(cluster: LocalCluster, client: Client) -> None:
    alone = compare(*REGIMES, **ASKED | {"threads": 1})
    for workers in (1, 2, 4):
        cluster.scale(workers)
        client.wait_for_workers(workers)
        together = compare(*REGIMES, **ASKED | {"client": client})
        assert together.document == alone.document, workers
        for one, other in zip(together.regimes, alone.regimes, strict=True):
            assert (one.side("RU").of("shell-game").found_on == other.side("RU").of("shell-game").found_on).all()


def test_a_worker_that_is_killed_loses_nothing(cluster: LocalCluster, client: Client) -> None:
    over = {"store-spotted": [0.1, 0.2, 0.4]}
    alone = sweep(*REGIMES, over=over, **ASKED)
    killed: list[int] = []

    def kill() -> None:
        # once one has done something, and holds what others need
        while not (busy := [address for address, held in client.has_what().items() if held]):
            time.sleep(0.01)
        victims = [nanny.process.pid for nanny in cluster.workers.values() if nanny.worker_address == busy[0]]
        os.kill(victims[0], signal.SIGKILL)
        killed.extend(victims)

    killer = threading.Thread(target=kill)
    killer.start()
    together = sweep(*REGIMES, over=over, **ASKED | {"client": client})
    killer.join()
    assert len(killed) == 1, "one was killed in the middle"
    assert [one.document for one in together.comparisons] == [one.document for one in alone.comparisons]
