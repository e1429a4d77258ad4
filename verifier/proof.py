"""The proofs of an epoch as equations between points (proof.md, sections 3 to 5 and 8): each holds where the sum is the identity."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import shake_256

from group import BASE, IDENTITY, MASK, ORDER, Equation, add, inverse, is_point, point, powers, scalar, total, wide
from merlin import Transcript
from shape import Flow, Shape

BITS = 16
FALSE: Equation = {BASE: 1}  # a sum that is not the identity


@dataclass(frozen=True)
class Commitments:
    """What an epoch states, next to its shape."""

    shape: Shape
    cells: list[bytes]
    flows: list[bytes]
    excess: list[int]
    corrections: list[tuple[int, int]]

    def sum(self, weigh: Callable[[object], int]) -> Equation:
        """The sum of the cells' commitments, each with the weight that `weigh` gives its cell."""
        result: Equation = {}
        for cell, commitment in zip(self.shape.cells, self.cells):
            if weight := weigh(cell):
                add(result, {commitment: weight})
        return result

    def flow_sum(self, weigh: Callable[[Flow], int]) -> Equation:
        """The same of the flows."""
        result: Equation = {}
        for flow, commitment in zip(self.shape.flows, self.flows):
            if weight := weigh(flow):
                add(result, {commitment: weight})
        return result


def transcript(context: bytes, body_hash: bytes, name: str) -> Transcript:
    """The transcript of one proof, bound to the party and the statement."""
    result = Transcript(b"standstill/v1")
    result.append(b"context", context)
    result.append(b"body", body_hash)
    result.append(b"proof", name.encode())
    return result


# The bounds and the balances


def slacks(now: Commitments, baseline: Commitments) -> list[bytes]:
    """What is left below each bound, committed to."""
    result = []
    for bound, excess in zip(now.shape.bounds, now.excess):
        slack: Equation = {BASE: excess} if bound.number is not None else add({BASE: excess}, baseline.sum(bound.weight))
        if bound.number is not None:
            add(slack, {BASE: bound.number})
        result.append(total(add(slack, now.sum(bound.weight), -1)))
    return result


def imbalances(now: Commitments, before: Commitments) -> list[bytes]:
    """D of each balance: by class, then by cell of a plant's interior. Where it closes, D is a multiple of the mask alone."""
    shape, result = now.shape, []
    net = [up - down for up, down in now.corrections]
    for c in range(shape.classes):
        d = add(now.sum(lambda cell: cell.class_ == c), before.sum(lambda cell: cell.class_ == c), -1)
        add(d, now.flow_sum(lambda flow: _into_class(flow, c)), -1)
        inside = sum(net[shape.classes + i] for i, cell in enumerate(shape.interiors) if cell.class_ == c)
        result.append(total(add(d, {BASE: 1}, -(net[c] + inside))))
    for i, interior in enumerate(shape.interiors):
        d = add(now.sum(lambda cell: cell == interior), before.sum(lambda cell: cell == interior), -1)
        add(d, now.flow_sum(lambda flow: _into_interior(flow, interior)), -1)
        result.append(total(add(d, {BASE: 1}, -net[shape.classes + i])))
    return result


def _into_class(flow: Flow, c: int) -> int:
    """1 for a flow into the class, -1 for one out of it."""
    if flow.kind == "conversion":
        return (flow.to == c) - (flow.class_ == c)
    return {"births": 1, "loss": -1, "deaths": -1}.get(flow.kind, 0) * (flow.class_ == c)


def _into_interior(flow: Flow, interior: object) -> int:
    return {"arrivals": 1, "returns": -1, "deaths": -1}.get(flow.kind, 0) * (flow.interior == interior)


def balance_equation(script: Transcript, d: bytes, proof: bytes) -> Equation | None:
    """s·H = R + c·D; nothing for a proof that is malformed."""
    r, s = proof[:32], scalar(proof[32:])
    if s is None or not is_point(r):
        return None
    script.append(b"D", d)
    script.append(b"R", r)
    return add(add({MASK: s}, {r: 1}, -1), {d: 1}, -wide(script.challenge(b"c")))


def opening_equation(commitments: Equation, value: int, blinding: int) -> Equation:
    """ΣV = v·G + r·H."""
    return add(add(dict(commitments), {BASE: value}, -1), {MASK: blinding}, -1)


# The aggregated range proof of ePrint 2020/735


def padded(count: int) -> int:
    """The next power of two."""
    return 1 << max(count - 1, 0).bit_length()


def range_length(count: int) -> int:
    """How many bytes the proof of so many commitments has."""
    return 1 + 32 * (6 + 2 * (BITS * padded(count)).bit_length() - 2)


@cache
def generators(letter: str, party: int) -> list[bytes]:
    """The generators of the bits of one commitment."""
    stream = shake_256(b"GeneratorsChain" + letter.encode() + party.to_bytes(4, "little")).digest(64 * BITS)
    return [point(stream[64 * i : 64 * i + 64]) for i in range(BITS)]


@dataclass(frozen=True)
class RangeProof:
    """The parts of a proof, in the words of the paper."""

    d1: int
    a: bytes
    a1: bytes
    b: bytes
    r1: int
    s1: int
    rounds: list[tuple[bytes, bytes]]

    @staticmethod
    def parse(data: bytes, count: int) -> "RangeProof | None":
        """Reads the proof of so many commitments; nothing for one that is malformed."""
        if len(data) != range_length(count) or data[0] != 1:
            return None
        part = [data[i : i + 32] for i in range(1, len(data), 32)]
        d1, r1, s1 = scalar(part[0]), scalar(part[4]), scalar(part[5])
        if None in (d1, r1, s1):
            return None
        return RangeProof(d1, *part[1:4], r1, s1, list(zip(part[6::2], part[7::2])))

    def has_points(self) -> bool:
        """Whether all that should be points other than the identity are."""
        points = [self.a, self.a1, self.b, *(p for pair in self.rounds for p in pair)]
        return all(is_point(p) and p != IDENTITY for p in points)


def range_equation(script: Transcript, commitments: list[bytes], data: bytes) -> Equation | None:
    """That each commitment holds a count below 2^16; nothing for a proof that is malformed."""
    proof = RangeProof.parse(data, len(commitments))
    if proof is None:
        return None
    if not proof.has_points():
        return FALSE
    m = padded(len(commitments))
    commitments = commitments + [IDENTITY] * (m - len(commitments))
    _say_statement(script, commitments)
    challenges = _challenges(script, proof)
    return FALSE if 0 in challenges else _range_equation(proof, commitments, challenges)


def _say_statement(script: Transcript, commitments: list[bytes]) -> None:
    script.append(b"dom-sep", b"Bulletproofs+ Range Proof")
    script.append(b"H", BASE)
    script.append(b"G", MASK)
    for label, number in ((b"N", BITS), (b"T", 1), (b"M", len(commitments))):
        script.append_number(label, number)
    for commitment in commitments:
        script.append(b"Ci", commitment)
    for _ in commitments:
        script.append_number(b"vi - minimum_value", 0)


def _challenges(script: Transcript, proof: RangeProof) -> list[int]:
    """y and z, one of each round, and the last."""
    script.append(b"A", proof.a)
    result = [wide(script.challenge(b"y")), wide(script.challenge(b"z"))]
    for left, right in proof.rounds:
        script.append(b"L", left)
        script.append(b"R", right)
        result.append(wide(script.challenge(b"e")))
    script.append(b"A1", proof.a1)
    script.append(b"B", proof.b)
    return result + [wide(script.challenge(b"e"))]


def _range_equation(proof: RangeProof, commitments: list[bytes], challenges: list[int]) -> Equation:
    """Â^{e²}·A1^e·B over the folded generators, everything on one side."""
    (y, z, *folds, e), m = challenges, len(commitments)
    n = BITS * m
    y_to, z_to = powers(y, n + 2), powers(z * z % ORDER, m + 1)
    d = [z_to[i // BITS + 1] << i % BITS for i in range(n)]
    sum_y = sum(y_to[1 : n + 1])
    constant = z * sum_y - z * y_to[n + 1] * sum(d) - z * z * sum_y
    square = e * e % ORDER

    result: Equation = {}
    add(result, {proof.a: 1}, square)
    add(result, {proof.a1: 1}, e)
    add(result, {proof.b: 1})
    add(result, {BASE: square * constant - proof.r1 * y * proof.s1, MASK: -proof.d1})
    for j, commitment in enumerate(commitments):
        add(result, {commitment: 1}, square * z_to[j + 1] * y_to[n + 1])
    for (left, right), fold in zip(proof.rounds, folds):
        add(result, {left: 1}, square * fold * fold)
        add(result, {right: 1}, square * inverse(fold * fold))
    bits = [(g, h) for j in range(m) for g, h in zip(generators("G", j), generators("H", j))]
    back, folded = powers(inverse(y), n), _folded(folds)
    for i, (g, h) in enumerate(bits):
        add(result, {g: -square * z - e * proof.r1 * folded[i] * back[i]})
        add(result, {h: square * (z + d[i] * y_to[n - i]) - e * proof.s1 * folded[n - 1 - i]})
    return result


def _folded(folds: list[int]) -> list[int]:
    """For each generator the product of the rounds' challenges, each inverse where the generator is in the first half."""
    result = [1]
    for fold in folds:
        result = [s * f % ORDER for s in result for f in (inverse(fold), fold)]
    return result
