"""The envelope of a statement (statement.md, sections 1 and 2)."""

from dataclasses import dataclass, field

import cbor
from body import BODIES, CROSSING, EPOCH, KEY, RECEIPT, REVOCATION, SEAL, STEP, TIME, TURN, U32, VERDICT, Proofs, author
from cbor import Malformed, array, entries, octets, uint
from gate import Crossing, Verdict
from seal import Seal
from shape import tagged
from step import Step
from turn import Turn

PUBLIC, PARTIES = 0, 1
MAX_STATEMENT = 65_535
PARSERS = {**BODIES, STEP: Step.parse, TURN: Turn.parse, CROSSING: Crossing.parse, VERDICT: Verdict.parse, SEAL: Seal.parse}


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
    proofs: Proofs | None = None

    @staticmethod
    def parse(data: bytes) -> "Envelope":
        if len(data) > MAX_STATEMENT:
            raise Malformed("longer than a statement")
        fields = array(cbor.decode(data), 13)
        version, treaty, author_, kind, epoch, dated, readers, body_hash, proofs_hash, *papers, signatures = fields
        if uint(version, 1) != 1 or uint(kind, SEAL) not in PARSERS:
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
        read = PARSERS[self.kind](cbor.decode(body))
        if self.epoch is not None and read.epoch != self.epoch:
            raise Malformed("the body is about another epoch than the head")
        fields = {**self.__dict__, "papers": papers, "body": read}
        return Envelope(**{**fields, "proofs": Proofs.parse(proofs) if proofs is not None else None})


def _epoch(kind: int, value: object) -> int | None:
    if kind in (RECEIPT, KEY, REVOCATION, STEP, TURN, SEAL):
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
