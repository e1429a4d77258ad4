"""Who runs pieces of work: threads of this process, or the workers of a Dask cluster. Results come in the order of the pieces, and few are out at a time."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

Piece = tuple[Any, ...]
"""The arguments of one piece of work."""


class Future(Protocol):
    """A result that is to come."""

    def result(self) -> Any: ...
    def cancel(self) -> Any: ...


class Client(Protocol):
    """What is asked of Dask's `distributed.Client`."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Any: ...
    def nthreads(self) -> Any: ...


def on_threads(work: Callable[..., Any], pieces: Iterable[Piece], threads: int) -> Generator[Any, None, None]:
    """By threads of this process: the extension works without the interpreter's lock."""
    pool = ThreadPoolExecutor(threads)
    try:
        yield from _in_order(lambda piece: pool.submit(work, *piece), pieces, 2 * threads)
    finally:
        # what is under way ends within a blink, since each piece is short
        pool.shutdown(cancel_futures=True)


def on_cluster(work: Callable[..., Any], shared: list[Any], pieces: Iterable[Piece], client: Client) -> Generator[Any, None, None]:
    """By the workers of a cluster: the first argument of each piece is the number of what is shared. A worker that dies loses nothing: its pieces are run again elsewhere,
    and come to the same.
    """
    # a task that returns it, and not data that is scattered: such data dies with the worker that holds it
    held = [client.submit(_itself, one, pure=False) for one in shared]
    ahead = max(8, 3 * sum(client.nthreads().values()))
    yield from _in_order(lambda piece: client.submit(work, held[piece[0]], *piece[1:], pure=False), pieces, ahead)


def _itself(one: Any) -> Any:
    return one


def _in_order(submit: Callable[[Piece], Future], pieces: Iterable[Piece], ahead: int) -> Generator[Any, None, None]:
    out: deque[Future] = deque()
    try:
        for piece in pieces:
            out.append(submit(piece))
            if len(out) >= ahead:
                yield out.popleft().result()
        while out:
            yield out.popleft().result()
    finally:
        for future in out:
            future.cancel()
