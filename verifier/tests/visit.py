"""Makes the steps of an inspection, signed with the true keys of an exercise: honest where nothing else is asked for."""

from collections.abc import Callable
from hashlib import sha256

from forge import Forge, Leaf

import draw
import log
from body import STEP
from step import (
    ACCEPTANCE, ARRIVAL, BY_HOST, CONFIRMATION, DESIGNATION, DRAW, FIELDS, LIST, NONCE, OPENING, REFUSAL, REPORT, REQUEST, SAMPLE, SAMPLES, SIGNATURE,
)  # fmt: skip

HOUR = 3600
PAPER = {LIST: b"l" * 32, CONFIRMATION: b"l" * 32, REPORT: b"r" * 32, SIGNATURE: b"r" * 32}
# By step: hours after the request
HOURS = {NONCE: 6, DESIGNATION: 12, OPENING: 14, ACCEPTANCE: 15, ARRIVAL: 30, LIST: 32, CONFIRMATION: 33, DRAW: 34, SAMPLES: 35, REPORT: 40, SIGNATURE: 41}


class Visit:
    """An inspection of `host` by `inspector`, from a time on."""

    def __init__(self, forge: Forge, begins: int, inspector: str = "OND", host: str = "HAL", kind: int = 0, form: int = SAMPLE, epoch: int = 1) -> None:
        self.forge, self.begins, self.inspector, self.host, self.kind, self.form, self.epoch = forge, begins, inspector, host, kind, form, epoch
        self.steps: list[tuple[int, Leaf]] = []
        self.covers: Leaf | None = None
        self.is_drawn = kind == 0
        self.site: int | Callable[[Visit], int] = Visit.drawn_site

    def __getitem__(self, n: int) -> Leaf:
        return next(leaf for m, leaf in reversed(self.steps) if m == n)

    def has(self, n: int) -> bool:
        return any(m == n for m, _ in self.steps)

    # Steps

    def take(self, n: int, hours: float | None = None, by: str | None = None, behind: Leaf | None = None, **fields: object) -> Leaf:
        """Takes a step behind the last one; `fields` replace those of an honest step."""
        author = by or (self.host if n in BY_HOST else self.inspector)
        dated = self.begins + int(HOUR * (HOURS.get(n, 0) if hours is None else hours))
        previous = behind or (self.steps[-1][1] if self.steps else None)
        if n == DESIGNATION and self.covers is None:
            self.cover(dated - 600)
        leaf = Leaf(b"\0", dated=dated)
        leaf.make = lambda forge: forge.statement(author, STEP, None, dated, self._body(n, leaf, previous, fields))
        self._insert(author, leaf)
        if behind is None:
            self.steps.append((n, leaf))
        return leaf

    def go(self, *numbers: int, **how: object) -> "Visit":
        for n in numbers:
            self.take(n, **how)
        return self

    def whole(self) -> "Visit":
        """All steps of an honest inspection with a sample."""
        return self.go(REQUEST, NONCE, DESIGNATION, OPENING, ACCEPTANCE, ARRIVAL, LIST, CONFIRMATION, DRAW, SAMPLES, REPORT, SIGNATURE)

    def cover(self, dated: int) -> None:
        """The inspector acknowledges what the host's record holds by then."""
        self.covers = [leaf for leaf in self.forge.records[self.host] if leaf.dated <= dated][-1]
        self._insert(self.inspector, self.forge.receipt(self.inspector, self.host, self.covers, dated))

    def _insert(self, author: str, leaf: Leaf) -> None:
        leaves = self.forge.records[author]
        place = next((i for i, other in enumerate(leaves) if other.dated > leaf.dated), len(leaves))
        leaves.insert(place, leaf)

    # Bodies

    def _body(self, n: int, leaf: Leaf, previous: Leaf | None, fields: dict[str, object]) -> list:
        own = {**self._honest(n), **fields}
        values = [own[name] for name in FIELDS[n]]
        chained = [] if n == REQUEST else [own.get("inspection") or self.hash(self.steps[0][1]), own.get("previous") or self.hash(previous)]
        return [n, *chained, *values]

    def _honest(self, n: int) -> dict[str, object]:
        if n == REQUEST:
            return {"host": self.host, "kind": self.kind, "form": self.form, "commitment": self.committed(1) if self.is_drawn else None, "key": b"\1" * 1217}
        if n == DESIGNATION:
            size = self.forge.records[self.host].index(self.covers) + 1
            root = log.Tree(self.forge.entries(self.host, self.covers)).root(size)
            objects = self.committed(2) if self.form == SAMPLE else None
            site = self.site if isinstance(self.site, int) else self.site(self)
            return {"site": site, "nonce": nonce("site") if self.has(NONCE) else None, "size": size, "root": root, "commitment": objects}
        return {
            NONCE: {"nonce": nonce("host")}, OPENING: {"epoch": self.epoch, "sealed": b"s" * 32}, ACCEPTANCE: {"verdict": 0},
            ARRIVAL: {"at": self.begins + HOUR * HOURS[ARRIVAL]}, LIST: {"paper": PAPER[LIST]},
            CONFIRMATION: {"paper": PAPER[LIST], "nonce": nonce("objects") if self.form == SAMPLE else None}, DRAW: {"nonce": nonce("draw")},
            SAMPLES: {"sealed": b"s" * 32}, REPORT: {"paper": PAPER[REPORT], "verdict": 0, "restrictions": []},
            SIGNATURE: {"paper": PAPER[REPORT], "verdict": 0}, REFUSAL: {"reason": 3},
        }.get(n, {})  # fmt: skip

    def committed(self, lot: int) -> bytes:
        return draw.commitment(sha256(self.forge.treaty_bytes).digest(), lot, nonce("site" if lot == 1 else "draw"), self.inspector, self.host)

    def hash(self, leaf: Leaf) -> bytes:
        leaf.made = leaf.made or leaf.make(self.forge)
        return log.leaf_hash(leaf.made)

    def drawn_site(self, among: tuple[int, ...] = (0, 1, 2)) -> int:
        """The site that the lot falls on, of those that it may fall on."""
        seed = draw.seed(self.hash(self.steps[0][1]), 1, self.committed(1), nonce("host"), nonce("site"))
        return among[draw.below(draw.numbers(seed), len(among))] if self.has(NONCE) else among[0]


def nonce(whose: str) -> bytes:
    return sha256(whose.encode()).digest()
