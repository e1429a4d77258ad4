"""The bodies of statements (statement.md, sections 4 to 7); those of the steps of inspections and clarifications are in step.py and turn.py, those of gates in gate.py."""

import re
from dataclasses import dataclass

import cbor
from cbor import Malformed, array, entries, octets, uint

EPOCH, DECLARATION, OPENING, RECEIPT, KEY, REVOCATION, ACT, AGREED, STEP, TURN, CROSSING, VERDICT, SEAL = range(1, 14)
U16, U32, TIME = (1 << 16) - 1, (1 << 32) - 1, (1 << 63) - 1
MAX_CELLS, MAX_LINES = 1024, 1040


def author(value: object) -> str:
    """A party's code, or the id of a witness."""
    if type(value) is not str or not (is_party(value) or is_id(value)):
        raise Malformed("not the name of a party or a witness")
    return value


def party(value: object) -> str:
    if type(value) is not str or not is_party(value):
        raise Malformed("not the code of a party")
    return value


def identifier(value: object) -> str:
    if type(value) is not str or not is_id(value):
        raise Malformed("not an id")
    return value


def is_party(text: str) -> bool:
    return re.fullmatch("[A-Z0-9]{2,8}", text) is not None


def is_id(text: str) -> bool:
    return re.fullmatch("[a-z][a-z0-9-]{0,63}", text) is not None


# One class a kind


@dataclass(frozen=True)
class Epoch:
    epoch: int
    previous: bytes
    baseline: bytes
    salt: bytes
    shape: bytes
    cells: list[bytes]
    flows: list[bytes]
    roots: list[bytes]
    excess: list[int]
    corrections: list[tuple[int, int]]

    @staticmethod
    def parse(value: object) -> "Epoch":
        epoch, previous, baseline, salt, shape, cells, flows, roots, excess, corrections = array(value, 10)
        first = uint(epoch, U32) == 0
        result = Epoch(
            epoch, octets(previous, 32), octets(baseline, 32), octets(salt, 32), octets(shape, 32),
            _chunks(cells), _chunks(flows), _chunks(roots),
            [uint(number, U16) for number in entries(excess, MAX_CELLS)],
            [_pair(pair) for pair in entries(corrections, MAX_LINES)],
        )  # fmt: skip
        if ((result.previous == bytes(32)) != first) or ((result.baseline == bytes(32)) != first):
            raise Malformed("zero hashes stand in epoch 0, and in no other")
        if first and (result.flows or result.excess or result.corrections):
            raise Malformed("flows, excess or corrections in epoch 0")
        return result


def _chunks(value: object) -> list[bytes]:
    data = octets(value, most=32 * MAX_CELLS)
    if len(data) % 32:
        raise Malformed("not a row of 32 bytes each")
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def _pair(value: object) -> tuple[int, int]:
    up, down = array(value, 2)
    return uint(up, U16), uint(down, U16)


@dataclass(frozen=True)
class Proofs:
    cells: bytes
    derived: bytes
    balances: list[bytes]

    @staticmethod
    def parse(data: bytes) -> "Proofs":
        cells, derived, balances = array(cbor.decode(data), 3)
        return Proofs(octets(cells), octets(derived), [octets(b, 64) for b in entries(balances, MAX_LINES)])


@dataclass(frozen=True)
class Declaration:
    epoch: int
    counts: list[int]

    @staticmethod
    def parse(value: object) -> "Declaration":
        epoch, counts = array(value, 2)
        return Declaration(uint(epoch, U32), [uint(count, U32) for count in entries(counts, 256, least=1)])


@dataclass(frozen=True)
class Opening:
    opening: int
    first: int
    epoch: int
    sums: list[tuple[int, bytes]]

    @staticmethod
    def parse(value: object) -> "Opening":
        opening, first, last, sums = array(value, 4)
        pairs = [array(pair, 2) for pair in entries(sums, 1024, least=1)]
        read = [(uint(number, (1 << 64) - 1), octets(blinding, 32)) for number, blinding in pairs]
        return Opening(uint(opening, U16), uint(first, U32), uint(last, U32), read)


@dataclass(frozen=True)
class Receipt:
    author: str
    checkpoint: bytes
    cosignature: bytes

    @staticmethod
    def parse(value: object) -> "Receipt":
        name, checkpoint, cosignature = array(value, 3)
        return Receipt(author(name), octets(checkpoint, most=16_384), octets(cosignature, most=512))


@dataclass(frozen=True)
class KeyStatement:
    role: int
    algorithm: int
    public: bytes
    from_: int

    @staticmethod
    def parse(value: object) -> "KeyStatement":
        role, algorithm, public, from_ = array(value, 4)
        length = 32 if algorithm == 1 else None
        return KeyStatement(uint(role, 3), uint(algorithm, 255), octets(public, length, most=4096, least=1), uint(from_, TIME))


@dataclass(frozen=True)
class Revocation:
    author: str
    key_id: bytes
    size: int
    root: bytes

    @staticmethod
    def parse(value: object) -> "Revocation":
        name, key_id, size, root = array(value, 4)
        return Revocation(author(name), octets(key_id, 32), uint(size, 1 << 62), octets(root, 32))


@dataclass(frozen=True)
class Act:
    """A change of sites or capacities, from `epoch` on."""

    epoch: int
    change: list

    @staticmethod
    def parse(value: object) -> "Act":
        epoch, change = array(value, 2)
        uint(epoch, U32)
        fields = entries(change, 4, least=2)
        sort = uint(fields[0], 3)
        if sort == 1:
            _, site, facility, alias = array(fields, 4)
            return Act(epoch, [1, uint(site, U16), identifier(facility), identifier(alias)])
        if sort == 2:
            return Act(epoch, [2, uint(array(fields, 2)[1], U16)])
        _, site, road = array(fields, 3)
        if sort != 3:
            raise Malformed("an unknown change")
        return Act(epoch, [3, uint(site, 12), uint(road, 12)])


@dataclass(frozen=True)
class Agreed:
    """Corrections of `party` that `with_party` accepts: line, up and down."""

    party: str
    with_party: str
    epoch: int
    lines: list[tuple[int, int, int]]

    @staticmethod
    def parse(value: object) -> "Agreed":
        one, other, epoch, lines = array(value, 4)
        read = [array(line, 3) for line in entries(lines, MAX_LINES, least=1)]
        numbers = [(uint(line, U16), uint(up, U16), uint(down, U16)) for line, up, down in read]
        if party(one) == party(other) or [n[0] for n in numbers] != sorted({n[0] for n in numbers}):
            raise Malformed("one party twice, or lines that do not ascend")
        return Agreed(one, other, uint(epoch, U32), numbers)


BODIES = {
    EPOCH: Epoch.parse, DECLARATION: Declaration.parse, OPENING: Opening.parse, RECEIPT: Receipt.parse,
    KEY: KeyStatement.parse, REVOCATION: Revocation.parse, ACT: Act.parse, AGREED: Agreed.parse,
}  # fmt: skip
