"""Statements: one envelope, eight kinds of bodies (statement.md, sections 1, 2 and 4 to 7)."""

import re
from dataclasses import dataclass, field

import cbor
from cbor import Malformed, array, entries, octets, uint
from shape import tagged

EPOCH, DECLARATION, OPENING, RECEIPT, KEY, REVOCATION, ACT, AGREED = range(1, 9)
PUBLIC, PARTIES = 0, 1
U16, U32, TIME = (1 << 16) - 1, (1 << 32) - 1, (1 << 63) - 1
MAX_STATEMENT = 65_535
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


# The envelope


@dataclass(frozen=True)
class Signature:
    algorithm: int
    key_id: bytes
    data: bytes


@dataclass(frozen=True)
class Envelope:
    """One leaf of a record. `body` is read where the statement is for the public."""

    treaty: bytes
    author: str
    kind: int
    epoch: int | None
    dated: int
    readers: int | tuple[str]
    body_hash: bytes
    proofs_hash: bytes | None
    papers: tuple[bytes, bytes, bytes | None] | None
    signatures: list[Signature]
    message: bytes
    body: object = field(default=None)
    proofs: "Proofs | None" = None

    @staticmethod
    def parse(data: bytes) -> "Envelope":
        if len(data) > MAX_STATEMENT:
            raise Malformed("longer than a statement")
        fields = array(cbor.decode(data), 13)
        version, treaty, author_, kind, epoch, dated, readers, body_hash, proofs_hash, *papers, signatures = fields
        if uint(version, 1) != 1 or uint(kind, 8) < 1:
            raise Malformed("an unknown version or kind")
        envelope = Envelope(
            octets(treaty, 32), author(author_), kind, _epoch(kind, epoch), uint(dated, TIME), _readers(kind, readers),
            octets(body_hash, 32), _proofs_hash(kind, proofs_hash), _papers(kind, readers, papers), _signatures(signatures),
            b"\x17standstill/v1/statement" + cbor.encode(fields[:9]),
        )  # fmt: skip
        return envelope.opened(envelope.papers) if envelope.papers else envelope

    def opened(self, papers: tuple[bytes, bytes, bytes | None]) -> "Envelope":
        """The statement with its papers, which must be those of its head."""
        salt, body, proofs = papers
        if tagged("body", salt, body) != self.body_hash:
            raise Malformed("the body is not that of the head")
        if proofs is not None and tagged("proofs", proofs) != self.proofs_hash:
            raise Malformed("the proofs are not those of the head")
        read = BODIES[self.kind](cbor.decode(body))
        if self.epoch is not None and read.epoch != self.epoch:
            raise Malformed("the body is about another epoch than the head")
        fields = {**self.__dict__, "papers": papers, "body": read}
        return Envelope(**{**fields, "proofs": Proofs.parse(proofs) if proofs is not None else None})


def _epoch(kind: int, value: object) -> int | None:
    if kind in (RECEIPT, KEY, REVOCATION):
        if value is not None:
            raise Malformed("an epoch, where the kind has none")
        return None
    return uint(value, U32)


def _readers(kind: int, value: object) -> int | tuple[str]:
    if type(value) is int:
        if uint(value, 1) and kind >= RECEIPT:
            raise Malformed("for the parties, where the kind is public")
        return value
    two = array(value, 2)
    if two[0] != 2 or kind >= RECEIPT:
        raise Malformed("unknown readers, or an addressee where the kind is public")
    return (author(two[1]),)


def _proofs_hash(kind: int, value: object) -> bytes | None:
    if kind == EPOCH:
        return octets(value, 32)
    if value is not None:
        raise Malformed("a hash of proofs, where the kind has none")
    return None


def _papers(kind: int, readers: object, papers: list) -> tuple[bytes, bytes, bytes | None] | None:
    if readers != PUBLIC or type(readers) is not int:
        if papers != [None, None, None]:
            raise Malformed("papers inline, where the readers are not the public")
        return None
    return octets(papers[0], 32), octets(papers[1]), octets(papers[2]) if kind == EPOCH else _absent(papers[2])


def _absent(value: object) -> None:
    if value is not None:
        raise Malformed("proofs, where the kind has none")


def _signatures(value: object) -> list[Signature]:
    result = []
    for entry in entries(value, 4, least=1):
        algorithm, key_id, data = array(entry, 3)
        result.append(Signature(uint(algorithm, 255), octets(key_id, 32), octets(data, most=8192, least=1)))
    order = [(s.algorithm, s.key_id) for s in result]
    if order != sorted(set(order)):
        raise Malformed("signatures not ascending, or a key twice")
    return result


# The bodies


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
