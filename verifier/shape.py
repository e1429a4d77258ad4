"""The shape of an epoch: what is proved of it follows from public numbers alone (proof.md, sections 1 and 2)."""

from dataclasses import dataclass, field
from hashlib import sha256

SITE, ROAD, INTERIOR = 0, 1, 2


def tagged(tag: str, *parts: bytes) -> bytes:
    """H(tag; x, y, …) of proof.md, section 1."""
    name = b"standstill/v1/" + tag.encode()
    return sha256(bytes([len(name)]) + name + b"".join(parts)).digest()


@dataclass(frozen=True)
class Cell:
    """A place and a class."""

    kind: int
    number: int
    class_: int

    def encode(self) -> bytes:
        return bytes([self.kind]) + self.number.to_bytes(2, "big") + bytes([self.class_])

    @property
    def place(self) -> tuple[int, int]:
        return self.kind, self.number


@dataclass(frozen=True)
class Bound:
    """What a weighted sum of counts may not exceed: a clear number, or the same sum of the baseline where there is none."""

    number: int | None
    roads_only: bool
    weights: tuple[int, ...]
    clause: str = field(default="", compare=False)  # which clause of the instrument it is

    def weight(self, cell: Cell) -> int:
        return 0 if self.roads_only and cell.kind != ROAD else self.weights[cell.class_]

    def encode(self) -> bytes:
        return b"".join([bytes([self.number is not None]), (self.number or 0).to_bytes(4, "big"), bytes([self.roads_only]), bytes(self.weights)])


@dataclass(frozen=True)
class Flow:
    """Items that enter or leave a class, or the interior of a plant, in an epoch. `to` is the class of a conversion."""

    kind: str  # conversion | loss | births | deaths | arrivals | returns
    class_: int
    to: int | None = None
    interior: Cell | None = None


@dataclass(frozen=True)
class Shape:
    """All that is public about what an epoch commits to, in its order."""

    classes: int
    site_exponent: int
    road_exponent: int
    cells: tuple[Cell, ...]
    conversions: tuple[tuple[int, int], ...]
    bounds: tuple[Bound, ...]

    def encode(self) -> bytes:
        return b"".join(
            [bytes([self.classes, self.site_exponent, self.road_exponent]), len(self.cells).to_bytes(2, "big")]
            + [cell.encode() for cell in self.cells]
            + [len(self.conversions).to_bytes(2, "big")]
            + [bytes(pair) for pair in self.conversions]
            + [len(self.bounds).to_bytes(2, "big")]
            + [bound.encode() for bound in self.bounds]
        )

    def hash(self) -> bytes:
        return tagged("shape", self.encode())

    @property
    def interiors(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == INTERIOR]

    @property
    def flows(self) -> list[Flow]:
        conversions = [Flow("conversion", a, to=b) for a, b in self.conversions]
        losses = [Flow("loss", c) for c in range(self.classes)]
        plants = [Flow(kind, cell.class_, interior=cell) for cell in self.interiors for kind in ("births", "deaths", "arrivals", "returns")]
        return conversions + losses + plants

    @property
    def places(self) -> list[tuple[int, int]]:
        return list(dict.fromkeys(cell.place for cell in self.cells))

    @property
    def lines(self) -> int:
        """How many lines of correction, and how many balances."""
        return self.classes + len(self.interiors)
