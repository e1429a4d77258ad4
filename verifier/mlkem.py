"""ML-KEM-768 (FIPS 203): what a decapsulation key opens, and its public half. Plain and slow, and not in constant time: it opens what is handed over."""

from hashlib import sha3_256, sha3_512, shake_128, shake_256

Q, N, K, ETA, DU, DV = 3329, 256, 3, 2, 10, 4
HALF = 3303  # the inverse of 128

Poly = list[int]


def _reversed(i: int) -> int:
    return int(f"{i:07b}"[::-1], 2)


ZETAS = [pow(17, _reversed(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * _reversed(i) + 1, Q) for i in range(128)]


def public_key(d: bytes) -> bytes:
    """The encapsulation key of a seed."""
    return _keys(d)[0]


def decapsulate(d: bytes, z: bytes, ciphertext: bytes) -> bytes:
    """The shared secret; of a ciphertext that is none, one that nobody else has."""
    public, s = _keys(d)
    u = [_decompress(_unpack(ciphertext[320 * i : 320 * (i + 1)], DU), DU) for i in range(K)]
    v = _decompress(_unpack(ciphertext[320 * K :], DV), DV)
    w = _sub(v, _inverse_ntt(_dot(s, [_ntt(p) for p in u])))
    message = _pack(_compress(w, 1), 1)
    both = sha3_512(message + sha3_256(public).digest()).digest()
    shared, coins = both[:32], both[32:]
    if _encrypt(public, message, coins) != ciphertext:
        return shake_256(z + ciphertext).digest(32)
    return shared


def _keys(d: bytes) -> tuple[bytes, list[Poly]]:
    seed = sha3_512(d + bytes([K])).digest()
    rho, sigma = seed[:32], seed[32:]
    s = [_ntt(_noise(sigma, i)) for i in range(K)]
    e = [_ntt(_noise(sigma, K + i)) for i in range(K)]
    a = _matrix(rho)
    t = [_add(_dot(a[i], s), e[i]) for i in range(K)]
    return b"".join(_pack(p, 12) for p in t) + rho, s


def _encrypt(public: bytes, message: bytes, coins: bytes) -> bytes:
    t, rho = [_unpack(public[384 * i : 384 * (i + 1)], 12) for i in range(K)], public[384 * K :]
    a, y = _matrix(rho), [_ntt(_noise(coins, i)) for i in range(K)]
    u = [_add(_inverse_ntt(_dot([a[j][i] for j in range(K)], y)), _noise(coins, K + i)) for i in range(K)]
    mu = _decompress(_unpack(message, 1), 1)
    v = _add(_add(_inverse_ntt(_dot(t, y)), _noise(coins, 2 * K)), mu)
    return b"".join(_pack(_compress(p, DU), DU) for p in u) + _pack(_compress(v, DV), DV)


def _matrix(rho: bytes) -> list[list[Poly]]:
    return [[_uniform(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def _uniform(seed: bytes) -> Poly:
    stream, result = shake_128(seed).digest(3 * 1024), []
    for i in range(0, len(stream), 3):
        a, b, c = stream[i : i + 3]
        result += [d for d in (a + 256 * (b % 16), b // 16 + 16 * c) if d < Q]
    return result[:N]


def _noise(seed: bytes, nonce: int) -> Poly:
    """A small polynomial, of the centered binomial distribution."""
    bits = int.from_bytes(shake_256(seed + bytes([nonce])).digest(64 * ETA), "little")
    pick = lambda i: (bits >> i & 1) + (bits >> i + 1 & 1)
    return [(pick(4 * i) - pick(4 * i + 2)) % Q for i in range(N)]


def _ntt(f: Poly) -> Poly:
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, N, 2 * length):
            zeta, i = ZETAS[i], i + 1
            for j in range(start, start + length):
                t = zeta * f[j + length] % Q
                f[j + length], f[j] = (f[j] - t) % Q, (f[j] + t) % Q
        length //= 2
    return f


def _inverse_ntt(f: Poly) -> Poly:
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, N, 2 * length):
            zeta, i = ZETAS[i], i - 1
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, zeta * (f[j + length] - t) % Q
        length *= 2
    return [x * HALF % Q for x in f]


def _dot(a: list[Poly], b: list[Poly]) -> Poly:
    result = [0] * N
    for f, g in zip(a, b):
        for i in range(128):
            (f0, f1), (g0, g1) = f[2 * i : 2 * i + 2], g[2 * i : 2 * i + 2]
            result[2 * i] += f0 * g0 + f1 * g1 * GAMMAS[i]
            result[2 * i + 1] += f0 * g1 + f1 * g0
    return [x % Q for x in result]


def _add(f: Poly, g: Poly) -> Poly:
    return [(a + b) % Q for a, b in zip(f, g)]


def _sub(f: Poly, g: Poly) -> Poly:
    return [(a - b) % Q for a, b in zip(f, g)]


def _compress(f: Poly, d: int) -> Poly:
    return [((x << d) + Q // 2) // Q % (1 << d) for x in f]


def _decompress(f: Poly, d: int) -> Poly:
    return [(Q * x + (1 << d - 1)) >> d for x in f]


def _pack(f: Poly, d: int) -> bytes:
    return sum(x << d * i for i, x in enumerate(f)).to_bytes(32 * d, "little")


def _unpack(data: bytes, d: int) -> Poly:
    bits, mask = int.from_bytes(data, "little"), (1 << d) - 1
    return [bits >> d * i & mask for i in range(N)]
