"""Ristretto255: points as their 32 bytes, scalars as integers, and equations between them (proof.md, sections 1 to 3)."""

import secrets
from collections.abc import Iterable
from hashlib import sha3_512

import rbcl

ORDER = 2**252 + 27742317777372353535851937790883648493

IDENTITY = bytes(32)
BASE = rbcl.crypto_scalarmult_ristretto255_base((1).to_bytes(32, "little"))
MASK = rbcl.crypto_core_ristretto255_from_hash(sha3_512(b"RISTRETTO_MASKING_BASEPOINT_1").digest())

# A sum of points with scalars, of which is claimed that it is the identity.
Equation = dict[bytes, int]


def is_point(data: bytes) -> bool:
    """Whether these are the canonical encoding of a point."""
    return len(data) == 32 and bool(rbcl.crypto_core_ristretto255_is_valid_point(data))


def scalar(data: bytes) -> int | None:
    """The scalar of a canonical encoding."""
    number = int.from_bytes(data, "little")
    return number if len(data) == 32 and number < ORDER else None


def wide(data: bytes) -> int:
    """64 bytes, reduced."""
    return int.from_bytes(data, "little") % ORDER


def inverse(number: int) -> int:
    return pow(number, -1, ORDER)


def powers(base: int, count: int) -> list[int]:
    """The powers of a scalar, from the 0th on."""
    result = [1]
    while len(result) < count:
        result.append(result[-1] * base % ORDER)
    return result


def point(seed: bytes) -> bytes:
    """The one-way map of 64 bytes."""
    return rbcl.crypto_core_ristretto255_from_hash(seed)


def add(equation: Equation, other: Equation, weight: int = 1) -> Equation:
    """Adds `weight` times the other sum to the first."""
    for key, number in other.items():
        equation[key] = (equation.get(key, 0) + weight * number) % ORDER
    return equation


def total(equation: Equation) -> bytes:
    """The point that a sum comes to."""
    result = IDENTITY
    for key, number in equation.items():
        result = rbcl.crypto_core_ristretto255_add(result, times(number, key))
    return result


def times(number: int, key: bytes) -> bytes:
    """A multiple of a point. (The library refuses where the result is the identity.)"""
    number %= ORDER
    if number == 0 or key == IDENTITY:
        return IDENTITY
    return key if number == 1 else rbcl.crypto_scalarmult_ristretto255(number.to_bytes(32, "little"), key)


def failing(equations: list[Equation]) -> set[int]:
    """The places of the equations that do not hold. Many are checked as one sum with random weights; one that fails is halved."""
    return set(_failing(equations, range(len(equations))))


def _failing(equations: list[Equation], places: range) -> Iterable[int]:
    if not places:
        return
    whole: Equation = {}
    for place in places:
        add(whole, equations[place], secrets.randbits(128) | 1)
    if total(whole) == IDENTITY:
        return
    if len(places) == 1:
        yield places[0]
        return
    half = len(places) // 2
    yield from _failing(equations, places[:half])
    yield from _failing(equations, places[half:])
