"""What crosses a gate: the host's declaration, and the monitors' verdict (portal.md, sections 1 and 2)."""

from dataclasses import dataclass

from body import TIME, U16, U32, party
from cbor import Malformed, array, octets, uint

OUT, IN = 0, 1
AS_DECLARED, OTHERWISE, NOT_CLEAR = range(3)


@dataclass(frozen=True)
class Crossing:
    site: int
    number: int
    way: int
    exit: int
    epoch: int
    at: int
    items: int

    @staticmethod
    def parse(value: object) -> "Crossing":
        site, number, way, exit_, epoch, at, items = array(value, 7)
        if uint(number, U32) == 0:
            raise Malformed("a crossing of number 0")
        return Crossing(uint(site, U16), number, uint(way, 1), uint(exit_, 255), uint(epoch, U32), uint(at, TIME), uint(items, U16))

    @property
    def place(self) -> tuple[int, int, int, int]:
        return self.site, self.way, self.exit, self.epoch


@dataclass(frozen=True)
class Verdict:
    host: str
    site: int
    crossing: bytes | None
    way: int
    exit: int
    epoch: int
    at: int
    seen: int
    opened: int
    verdict: int
    file: bytes | None

    @staticmethod
    def parse(value: object) -> "Verdict":
        host, site, crossing, way, exit_, epoch, at, seen, opened, verdict, file = array(value, 11)
        maybe = lambda field: None if field is None else octets(field, 32)
        if uint(verdict, NOT_CLEAR) == AS_DECLARED and crossing is None:
            raise Malformed("nothing was declared that it could be as")
        return Verdict(
            party(host), uint(site, U16), maybe(crossing), uint(way, 1), uint(exit_, 255), uint(epoch, U32), uint(at, TIME),
            uint(seen, U16), uint(opened, U16), verdict, maybe(file),
        )  # fmt: skip

    @property
    def place(self) -> tuple[int, int, int, int]:
        return self.site, self.way, self.exit, self.epoch
