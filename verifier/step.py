"""The steps of an inspection: their bodies, and which may come after which (inspection.md, sections 1 and 2)."""

from collections.abc import Callable
from dataclasses import dataclass

from body import TIME, U16, U32, party
from cbor import Malformed, Value, array, entries, octets, uint

REQUEST, NONCE, DESIGNATION, OPENING, ACCEPTANCE, ARRIVAL, LIST = range(1, 8)
CONFIRMATION, DRAW, SAMPLES, REPORT, SIGNATURE, REFUSAL, WITHDRAWAL = range(8, 15)
INQUIRY, ANSWER, CONCLUSION = range(15, 18)
WORDS = (
    "", "request", "nonce", "designation", "opening", "acceptance", "arrival", "list",
    "confirmation", "draw", "samples", "report", "signature", "refusal", "withdrawal",
    "inquiry", "answer", "conclusion",
)  # fmt: skip
BY_HOST = (NONCE, OPENING, CONFIRMATION, SAMPLES, SIGNATURE, REFUSAL, ANSWER)
COUNT, SAMPLE, FULL, ABSENCE = range(1, 5)
QUOTA, NO_RIGHT, FORCE_MAJEURE, OTHER = range(4)
A_DEPARTURE, A_STORY = 2, 3
EXPLAINED, NOT_EXPLAINED, NOT_RECEIVED = range(3)


def _uint(most: int, least: int = 0) -> Callable[[Value], int]:
    def read(value: Value) -> int:
        if uint(value, most) < least:
            raise Malformed(f"not an integer of at least {least}")
        return value

    return read


def _hash(value: Value) -> bytes:
    return octets(value, 32)


def _hash_or_none(value: Value) -> bytes | None:
    return None if value is None else octets(value, 32)


def _key(value: Value) -> bytes:
    return octets(value, most=2048)


def _restrictions(value: Value) -> list[int]:
    numbers = [uint(number, U16) for number in entries(value, 64)]
    if numbers != sorted(set(numbers)):
        raise Malformed("restrictions that do not ascend")
    return numbers


FIELDS: dict[int, dict[str, Callable[[Value], object]]] = {
    REQUEST: {"host": party, "kind": _uint(U16), "form": _uint(4, 1), "commitment": _hash_or_none, "key": _key},
    NONCE: {"nonce": _hash},
    DESIGNATION: {"site": _uint(U16), "nonce": _hash_or_none, "size": _uint(1 << 62), "root": _hash, "commitment": _hash_or_none},
    OPENING: {"epoch": _uint(U32), "sealed": _hash},
    ACCEPTANCE: {"verdict": _uint(2)},
    ARRIVAL: {"at": _uint(TIME)},
    LIST: {"paper": _hash},
    CONFIRMATION: {"paper": _hash, "nonce": _hash_or_none},
    DRAW: {"nonce": _hash},
    SAMPLES: {"sealed": _hash},
    REPORT: {"paper": _hash, "verdict": _uint(1), "restrictions": _restrictions},
    SIGNATURE: {"paper": _hash, "verdict": _uint(1)},
    REFUSAL: {"reason": _uint(3)},
    WITHDRAWAL: {},
    INQUIRY: {"subject": _uint(3, 1), "paper": _hash},
    ANSWER: {"sealed": _hash_or_none},
    CONCLUSION: {"verdict": _uint(2), "left": _uint(1)},
}


@dataclass(frozen=True)
class Step:
    """The body of a step. The request alone has no `inspection` and no `previous`."""

    n: int
    inspection: bytes | None
    previous: bytes | None
    fields: dict[str, object]

    @staticmethod
    def parse(value: Value) -> "Step":
        n = uint(entries(value, 9, least=1)[0], CONCLUSION)
        if n not in FIELDS:
            raise Malformed("an unknown step")
        chained = [] if n == REQUEST else [_hash, _hash]
        readers = [*chained, *FIELDS[n].values()]
        read = [reader(field) for reader, field in zip(readers, array(value, 1 + len(readers))[1:])]
        own = dict(zip(FIELDS[n], read[len(chained) :]))
        return Step(n, *(read[:2] if chained else (None, None)), own)

    def __getitem__(self, name: str):
        return self.fields[name]


# Their order

FOLLOWERS = {
    NONCE: (DESIGNATION, WITHDRAWAL),
    DESIGNATION: (OPENING, REFUSAL),
    OPENING: (ACCEPTANCE,),
    LIST: (CONFIRMATION, REFUSAL),
    DRAW: (SAMPLES, REFUSAL),
    SAMPLES: (REPORT, WITHDRAWAL),
    REPORT: (SIGNATURE,),
    SIGNATURE: (INQUIRY,),
    INQUIRY: (ANSWER,),
    REFUSAL: (),
    WITHDRAWAL: (),
}


def may_follow(request: Step, last: Step) -> tuple[int, ...]:
    """The steps that may come after the last one, in the order of the table."""
    if last.n == REQUEST:
        drawn = (NONCE, REFUSAL, DESIGNATION, WITHDRAWAL)
        return drawn if request["commitment"] else (DESIGNATION, REFUSAL, WITHDRAWAL)
    if last.n == ACCEPTANCE:
        return ((ARRIVAL, REFUSAL, WITHDRAWAL), (), (OPENING, REFUSAL))[last["verdict"]]
    if last.n == ARRIVAL:
        return (LIST if request["form"] in (SAMPLE, FULL) else REPORT), REFUSAL, WITHDRAWAL
    if last.n == ANSWER:
        return (CONCLUSION if last["sealed"] else INQUIRY,)
    if last.n == CONCLUSION:
        return (ANSWER if last["verdict"] == NOT_RECEIVED else INQUIRY,)
    if last.n == CONFIRMATION:
        return (DRAW if request["form"] == SAMPLE else REPORT), WITHDRAWAL
    return FOLLOWERS[last.n]
