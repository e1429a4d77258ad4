"""Lots that neither side can steer (inspection.md, section 3)."""

from collections.abc import Iterator
from hashlib import sha256

from shape import tagged

THE_SITE, OBJECTS = 1, 2


def commitment(treaty: bytes, lot: int, nonce: bytes, inspector: str, host: str) -> bytes:
    """What an inspector commits to before it knows the host's nonce."""
    return tagged("draw/commitment", treaty, bytes([lot]), nonce, f"{inspector}\0{host}".encode())


def seed(inspection: bytes, lot: int, committed: bytes, hosts: bytes, inspectors: bytes) -> bytes:
    return tagged("draw/seed", inspection, bytes([lot]), committed, hosts, inspectors)


def numbers(seed: bytes) -> Iterator[int]:
    """The numbers of 64 bits that follow from a seed."""
    i = 0
    while True:
        yield int.from_bytes(sha256(seed + i.to_bytes(4, "big")).digest()[:8], "big")
        i += 1


def below(drawn: Iterator[int], bound: int) -> int:
    """A number below a bound, each as likely as the others."""
    usable = 2**64 - 2**64 % bound
    return next(number for number in drawn if number < usable) % bound


def objects(seed: bytes, listed: int, most: int) -> list[int]:
    """The places of the objects that are drawn from a list, ascending."""
    drawn, places = numbers(seed), list(range(listed))
    for i in range(min(listed, most)):
        j = i + below(drawn, listed - i)
        places[i], places[j] = places[j], places[i]
    return sorted(places[: min(listed, most)])
