"""Deterministic CBOR, and of it only what a statement may hold (statement.md, section 1)."""

from typing import TypeAlias

import cbor2

Value: TypeAlias = int | bytes | str | list | None

MAX_DEPTH = 6


class Malformed(Exception):
    """Bytes that are no statement, or values that are not of the form that is asked for."""


def decode(data: bytes) -> Value:
    """The one value that `data` spells. A second spelling, or a byte behind the end, is refused."""
    try:
        value = cbor2.loads(data)
    except Exception as error:  # the reader has many ways to refuse hostile bytes; all mean the same here
        raise Malformed(f"not CBOR: {error}") from None
    _check(value, 0)
    if cbor2.dumps(value, canonical=True) != data:
        raise Malformed("not the one spelling of these values")
    return value


def encode(value: Value) -> bytes:
    """The one spelling of a value."""
    return cbor2.dumps(value, canonical=True)


def _check(value: Value, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Malformed("nested too deep")
    kind = type(value)
    if kind is list:
        for entry in value:
            _check(entry, depth + 1)
    elif kind is int:
        if not 0 <= value < 1 << 64:
            raise Malformed("an integer below 0 or of more than 64 bits")
    elif kind not in (bytes, str) and value is not None:
        raise Malformed(f"a {kind.__name__}, which no statement holds")


def array(value: Value, length: int) -> list:
    """An array of just so many fields."""
    if type(value) is not list or len(value) != length:
        raise Malformed(f"not an array of {length}")
    return value


def entries(value: Value, most: int, least: int = 0) -> list:
    """A list of `least` to `most` entries."""
    if type(value) is not list or not least <= len(value) <= most:
        raise Malformed(f"not a list of {least} to {most}")
    return value


def uint(value: Value, most: int) -> int:
    """An unsigned integer of at most `most`."""
    if type(value) is not int or value > most:
        raise Malformed(f"not an integer of at most {most}")
    return value


def octets(value: Value, length: int | None = None, most: int = 1 << 32, least: int = 0) -> bytes:
    """A byte string: of just `length` bytes, or of `least` to `most`."""
    if type(value) is not bytes or not least <= len(value) <= most or length not in (None, len(value)):
        raise Malformed(f"not a byte string of {length if length is not None else f'{least} to {most}'} bytes")
    return value
