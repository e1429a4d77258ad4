"""What is said of a custody seal (seal.md, section 1)."""

import re
from dataclasses import dataclass

from body import TIME, U16, party
from cbor import Malformed, array, octets, uint

APPLIED, VERIFIED, REMOVED, FOUND, BROKEN = range(5)
MAINTENANCE, EMERGENCY = range(2)
THINGS = ["door", "container", "canister"]
NUMBER = re.compile(r"[A-Z0-9-]{1,32}\Z", re.ASCII)


@dataclass(frozen=True)
class Seal:
    owner: str
    host: str
    site: int
    number: str
    act: int
    at: int
    on: int | None
    instead: str | None
    why: int | None
    inspection: bytes | None

    @staticmethod
    def parse(value: object) -> "Seal":
        owner, host, site, seal, act, at, on, instead, why, inspection = array(value, 10)
        maybe = lambda field, read: None if field is None else read(field)
        result = Seal(
            party(owner), party(host), uint(site, U16), number(seal), uint(act, BROKEN), uint(at, TIME), maybe(on, lambda v: uint(v, len(THINGS) - 1)),
            maybe(instead, number), maybe(why, lambda v: uint(v, EMERGENCY)), maybe(inspection, lambda v: octets(v, 32)),
        )  # fmt: skip
        if result.owner == result.host or result.instead == result.number:
            raise Malformed("a seal on what is its owner's own, or in its own place")
        if (result.on is not None) != (act == APPLIED) or (result.why is not None) != (act == BROKEN) or (instead is not None and act != APPLIED):
            raise Malformed("a field that belongs to another act")
        return result

    @property
    def author(self) -> str:
        return self.host if self.act == BROKEN else self.owner

    @property
    def place(self) -> tuple[str, int]:
        return self.host, self.site


def number(value: object) -> str:
    if not isinstance(value, str) or not NUMBER.match(value):
        raise Malformed("no number of a seal")
    return value
