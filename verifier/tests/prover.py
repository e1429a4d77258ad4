"""Proves what a forger states: range proofs and balances as the host makes them (proof.md, sections 4 and 5; ePrint 2020/735)."""

import secrets

from group import BASE, IDENTITY, MASK, ORDER, add, inverse, times, total, wide
from merlin import Transcript
from proof import BITS, _say_statement, generators, padded


def draw() -> int:
    return secrets.randbelow(ORDER)


def commit(count: int, blinding: int) -> bytes:
    return total(add({BASE: count % ORDER}, {MASK: blinding}))


def prove_balance(script: Transcript, d: bytes, x: int) -> bytes:
    """Knowledge of x with D = x·H, or what comes out where there is none."""
    k = draw()
    r = times(k, MASK)
    script.append(b"D", d)
    script.append(b"R", r)
    return r + ((k + wide(script.challenge(b"c")) * x) % ORDER).to_bytes(32, "little")


def prove_range(script: Transcript, commitments: list[bytes], counts: list[int], blindings: list[int]) -> bytes:
    """The aggregated range proof. Counts out of range give a proof that does not verify."""
    m = padded(len(commitments))
    pad = [0] * (m - len(counts))
    counts, blindings = counts + pad, blindings + pad
    _say_statement(script, commitments + [IDENTITY] * len(pad))
    n = BITS * m
    g = [p for j in range(m) for p in generators("G", j)]
    h = [p for j in range(m) for p in generators("H", j)]
    a = [count >> i & 1 for count in counts for i in range(BITS)]
    b = [bit - 1 for bit in a]
    alpha = draw()
    commitment = _sum([*zip(a, g), *zip(b, h), (alpha, MASK)])
    script.append(b"A", commitment)
    y, z = wide(script.challenge(b"y")), wide(script.challenge(b"z"))
    a = [bit - z for bit in a]
    b = [bit + pow(z, 2 * (i // BITS + 1), ORDER) * (1 << i % BITS) * pow(y, n - i, ORDER) + z for i, bit in enumerate(b)]
    alpha += sum(pow(z, 2 * (j + 1), ORDER) * gamma for j, gamma in enumerate(blindings)) * pow(y, n + 1, ORDER)
    return _prove_product(script, commitment, (g, h, a, b, alpha), y)


def _prove_product(script: Transcript, commitment: bytes, state: tuple, y: int) -> bytes:
    """The weighted inner product: halves until one of each is left."""
    g, h, a, b, alpha = state
    rounds = b""
    while len(a) > 1:
        k = len(a) // 2
        up, down, weights = pow(y, k, ORDER), inverse(pow(y, k, ORDER)), [pow(y, i + 1, ORDER) for i in range(len(a))]
        d_left, d_right = draw(), draw()
        c_left = sum(p * w * q for p, w, q in zip(a[:k], weights, b[k:]))
        c_right = sum(p * w * q for p, w, q in zip(a[k:], weights[k:], b[:k]))
        left = _sum([*zip([down * v for v in a[:k]], g[k:]), *zip(b[k:], h[:k]), (c_left, BASE), (d_left, MASK)])
        right = _sum([*zip([up * v for v in a[k:]], g[:k]), *zip(b[:k], h[k:]), (c_right, BASE), (d_right, MASK)])
        script.append(b"L", left)
        script.append(b"R", right)
        e = wide(script.challenge(b"e"))
        back = inverse(e)
        g = [_sum([(back, p), (e * down, q)]) for p, q in zip(g[:k], g[k:])]
        h = [_sum([(e, p), (back, q)]) for p, q in zip(h[:k], h[k:])]
        a = [(p * e + q * up * back) % ORDER for p, q in zip(a[:k], a[k:])]
        b = [(p * back + q * e) % ORDER for p, q in zip(b[:k], b[k:])]
        alpha += d_left * e * e + d_right * back * back
        rounds += left + right
    r, s, delta, eta = draw(), draw(), draw(), draw()
    a1 = _sum([(r, g[0]), (s, h[0]), (y * (r * b[0] + s * a[0]), BASE), (delta, MASK)])
    last = _sum([(r * y * s, BASE), (eta, MASK)])
    script.append(b"A1", a1)
    script.append(b"B", last)
    e = wide(script.challenge(b"e"))
    r1, s1, d1 = r + a[0] * e, s + b[0] * e, eta + delta * e + alpha * e * e
    words = [(number % ORDER).to_bytes(32, "little") for number in (d1, r1, s1)]
    return b"\1" + words[0] + commitment + a1 + last + words[1] + words[2] + rounds


def _sum(terms: list[tuple[int, bytes]]) -> bytes:
    result: dict[bytes, int] = {}
    for number, key in terms:
        add(result, {key: number})
    return total(result)
