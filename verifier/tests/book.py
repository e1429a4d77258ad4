"""A party's true ledger, known to who knows its seed, and statements of it that say something else (proof.md, section 9)."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from forge import Forge, Leaf
from prover import commit, draw, prove_balance, prove_range

import cbor
from body import EPOCH, OPENING
from ground import derive, listed
from group import MASK, ORDER, add, total, wide
from proof import Commitments, imbalances, slacks, transcript
from shape import Flow, Shape, tagged
from statement import Envelope
from treaty import FLOW_KINDS, Treaty


def prf(key: bytes, purpose: int, *parts: bytes) -> bytes:
    return hmac.digest(key, b"standstill/v1/prf" + bytes([purpose]) + b"".join(parts), "sha512")


@dataclass
class Page:
    """What one epoch holds, and what its statement shall say otherwise."""

    leaf: Leaf
    dated: int
    shape: Shape
    counts: list[int]
    flows: list[int]
    excess: list[int]
    corrections: list[list[int]]
    cell_blindings: list[int]
    flow_blindings: list[int]
    roots: bytes
    body: dict[int, cbor.Value] = field(default_factory=dict)  # fields of the body, by place
    proofs: Callable[[list], list] = lambda proofs: proofs
    head: dict[str, object] = field(default_factory=dict)
    bodies: bytes = b""  # the hash of the body, once it is made

    def committed(self) -> Commitments:
        cells = [commit(n, r) for n, r in zip(self.counts, self.cell_blindings)]
        flows = [commit(n, r) for n, r in zip(self.flows, self.flow_blindings)]
        return Commitments(self.shape, cells, flows, self.excess, [tuple(c) for c in self.corrections])

class Book:
    """The ledger of one party in an exercise's folder."""

    def __init__(self, forge: Forge, party: str, source: Path) -> None:
        self.forge, self.party = forge, party
        self.treaty = Treaty(forge.treaty_bytes)
        self.context = tagged("context", self.treaty.hash, party.encode())
        self._key = prf(bytes.fromhex((source / f"{party}.secret" / "seed").read_text().strip()), 1, self.context)
        self._table = {commit(n, 0): n for n in range(400)}
        self.pages: list[Page] = []
        for leaf in forge.records[party]:
            envelope = Envelope.parse(leaf.raw)
            if envelope.kind == EPOCH:
                self.pages.append(self._read(leaf, envelope))

    def _read(self, leaf: Leaf, envelope: Envelope) -> Page:
        body = envelope.body
        shape = derive(self.treaty, listed(self.treaty, self.party), body.epoch)
        key = prf(self._key, 3, body.epoch.to_bytes(4, "big"), body.previous, body.salt)
        cells = [wide(prf(key, 4, cell.encode())) for cell in shape.cells]
        flows = [wide(prf(key, 5, i.to_bytes(2, "big"))) for i in range(len(body.flows))]
        return Page(
            leaf, envelope.dated, shape, self._counts(body.cells, cells), self._counts(body.flows, flows), list(body.excess),
            [list(pair) for pair in body.corrections], cells, flows, b"".join(body.roots), bodies=envelope.body_hash,
        )  # fmt: skip

    def _counts(self, commitments: list[bytes], blindings: list[int]) -> list[int]:
        return [self._table[total(add({v: 1}, {MASK: r}, -1))] for v, r in zip(commitments, blindings)]

    # What is stated instead

    def cell(self, epoch: int, kind: int, number: int, class_: int) -> int:
        cells = self.pages[epoch].shape.cells
        return next(i for i, c in enumerate(cells) if (c.kind, c.number, c.class_) == (kind, number, class_))

    def appear(self, first: int, cell: int, items: int) -> None:
        """Items stand in a cell from an epoch on. (The order of cells does not change in an exercise.)"""
        for page in self.pages[first:]:
            page.counts[cell] += items

    def restate(self, first: int) -> None:
        """States all epochs from one on anew."""
        for epoch in range(first, len(self.pages)):
            page = self.pages[epoch]
            page.cell_blindings = [draw() for _ in page.counts]
            page.flow_blindings = [draw() for _ in page.flows]
            page.bodies = b""
            page.leaf.make = lambda forge, e=epoch: self._state(e)
        for leaf in self.forge.records[self.party]:
            envelope = Envelope.parse(leaf.raw) if leaf.raw and not leaf.covers and not leaf.make else None
            if envelope and envelope.kind == OPENING and envelope.body.epoch >= first:
                leaf.make = lambda forge, e=envelope: self.opening(e.body.opening, e.body.first, e.body.epoch, e.dated)

    def _state(self, epoch: int) -> bytes:
        page, before, baseline = self.pages[epoch], self.pages[max(epoch - 1, 0)], self.pages[0]
        now = page.committed()
        zero = bytes(32)
        body = [
            epoch, self._hash(epoch - 1) if epoch else zero, self._hash(0) if epoch else zero, tagged("salt", draw().to_bytes(32, "big")),
            page.shape.hash(), b"".join(now.cells), b"".join(now.flows), page.roots, page.excess, page.corrections,
        ]  # fmt: skip
        for place, value in page.body.items():
            body[place] = value
        salt = sha256(b"salt").digest()
        page.bodies = tagged("body", salt, cbor.encode(body))
        proofs = page.proofs([self._cells_proof(page), *(self._derived(page, before, baseline) if epoch else (b"", []))])
        return self.forge.statement(self.party, EPOCH, epoch, page.dated, body, proofs, **page.head)

    def _hash(self, epoch: int) -> bytes:
        page = self.pages[epoch]
        if not page.bodies:
            page.leaf.made = page.leaf.made or self._state(epoch)
        return page.bodies

    def _cells_proof(self, page: Page) -> bytes:
        script = transcript(self.context, page.bodies, "cells")
        return prove_range(script, page.committed().cells, page.counts, page.cell_blindings)

    def _derived(self, page: Page, before: Page, baseline: Page) -> tuple[bytes, list[bytes]]:
        now, then, base = page.committed(), before.committed(), baseline.committed()
        counts, blindings = list(page.flows), list(page.flow_blindings)
        for bound, excess in zip(page.shape.bounds, page.excess):
            weigh = lambda values, p: sum(bound.weight(c) * v for c, v in zip(p.shape.cells, values))
            top = weigh(baseline.counts, baseline) if bound.number is None else bound.number
            counts.append(top + excess - weigh(page.counts, page))
            blindings.append(((weigh(baseline.cell_blindings, baseline) if bound.number is None else 0) - weigh(page.cell_blindings, page)) % ORDER)
        derived = prove_range(transcript(self.context, page.bodies, "derived"), now.flows + slacks(now, base), counts, blindings)
        secret = imbalance_of(page, before, page.cell_blindings, before.cell_blindings, page.flow_blindings)
        proofs = [
            prove_balance(transcript(self.context, page.bodies, f"balance/{i}"), d, x) for i, (d, x) in enumerate(zip(imbalances(now, then), secret))
        ]  # fmt: skip
        return derived, proofs

    def opening(self, opening: int, first: int, last: int, dated: int, off: int = 0, **head: object) -> bytes:
        """Opens the sums of a window as they are, or `off` by some."""
        clause = self.treaty.openings[opening]
        sums = []
        for class_ in clause.classes:
            value = blinding = 0
            for page in self.pages[first : last + 1]:
                for n, r in self._items(page, clause.of, class_, page is self.pages[last]):
                    value, blinding = value + n, blinding + r
            sums.append([value + off, (blinding % ORDER).to_bytes(32, "little")])
        return self.forge.statement(self.party, OPENING, last, dated, [opening, first, last, sums], **head)

    def _items(self, page: Page, of: str, class_: int, is_last: bool) -> list[tuple[int, int]]:
        if of == "totals":
            return [(n, r) for c, n, r in zip(page.shape.cells, page.counts, page.cell_blindings) if is_last and c.class_ == class_]
        return [(n, r) for f, n, r in zip(page.shape.flows, page.flows, page.flow_blindings) if f.kind == FLOW_KINDS[of] and f.class_ == class_]


def imbalance_of(page: Page, before: Page, now: list[int], then: list[int], flows: list[int]) -> list[int]:
    """The blinding of each balance, computed as the sums of section 5 are."""
    shape, result = page.shape, []
    old = dict(zip(before.shape.cells, then))
    for c in range(shape.classes):
        x = sum(v for cell, v in zip(shape.cells, now) if cell.class_ == c) - sum(v for cell, v in old.items() if cell.class_ == c)
        result.append(x - sum(_class_sign(f, c) * v for f, v in zip(shape.flows, flows)))
    for cell in shape.interiors:
        x = now[shape.cells.index(cell)] - old.get(cell, 0)
        signs = {"arrivals": 1, "returns": -1, "deaths": -1}
        result.append(x - sum(signs.get(f.kind, 0) * v for f, v in zip(shape.flows, flows) if f.interior == cell))
    return [x % ORDER for x in result]


def _class_sign(flow: Flow, c: int) -> int:
    if flow.kind == "conversion":
        return (flow.to == c) - (flow.class_ == c)
    return {"births": 1, "loss": -1, "deaths": -1}.get(flow.kind, 0) if flow.class_ == c else 0
