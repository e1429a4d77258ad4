"""Merlin v1.0 over STROBE-128: the transcript from which a proof's challenges come (merlin.cool)."""

RATE = 166
ROTATIONS = [0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14]
# Where each lane goes, its column, and by how much it is rotated; and the lanes beside each that are mixed into it.
LANES = [(i // 5 + 5 * ((2 * (i % 5) + 3 * (i // 5)) % 5), i % 5, r) for i, r in enumerate(ROTATIONS)]
BESIDE = [(i, i // 5 * 5 + (i + 1) % 5, i // 5 * 5 + (i + 2) % 5) for i in range(25)]
FROM_OUTSIDE, APPLICATION, CIPHER, META = 1, 2, 4, 16  # STROBE's flags I, A, C, M
FULL = (1 << 64) - 1


def _round_constants() -> list[int]:
    constants, lfsr = [], 1
    for _ in range(24):
        word = 0
        for j in range(7):
            if lfsr & 1:
                word |= 1 << ((1 << j) - 1)
            lfsr = (lfsr << 1) ^ (0x171 if lfsr & 0x80 else 0)
        constants.append(word)
    return constants


ROUND_CONSTANTS = _round_constants()


def keccak(state: bytearray) -> None:
    """Keccak-f[1600] in place."""
    a = [int.from_bytes(state[i : i + 8], "little") for i in range(0, 200, 8)]
    for constant in ROUND_CONSTANTS:
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        d = [c[x - 1] ^ ((c[(x + 1) % 5] << 1 | c[(x + 1) % 5] >> 63) & FULL) for x in range(5)]
        b = [0] * 25
        for lane, (to, x, r) in zip(a, LANES):
            lane ^= d[x]
            b[to] = (lane << r | lane >> (64 - r)) & FULL
        a = [b[i] ^ (~b[j] & b[k]) for i, j, k in BESIDE]
        a[0] ^= constant
    state[:] = b"".join(lane.to_bytes(8, "little") for lane in a)


class Transcript:
    """Everything that was said so far, and the challenges that follow from it."""

    def __init__(self, label: bytes) -> None:
        self._state = bytearray(200)
        self._state[0:18] = bytes([1, RATE + 2, 1, 0, 1, 96]) + b"STROBEv1.0.2"
        keccak(self._state)
        self._at = self._begin = 0
        self._operate(META | APPLICATION, b"Merlin v1.0")
        self.append(b"dom-sep", label)

    def append(self, label: bytes, message: bytes) -> None:
        self._operate(META | APPLICATION, label + len(message).to_bytes(4, "little"))
        self._operate(APPLICATION, message)

    def append_number(self, label: bytes, number: int) -> None:
        self.append(label, number.to_bytes(8, "little"))

    def challenge(self, label: bytes, length: int = 64) -> bytes:
        self._operate(META | APPLICATION, label + length.to_bytes(4, "little"))
        self._start(FROM_OUTSIDE | APPLICATION | CIPHER)
        out = bytearray()
        for _ in range(length):
            out.append(self._state[self._at])
            self._state[self._at] = 0
            self._step()
        return bytes(out)

    def _operate(self, flags: int, data: bytes) -> None:
        self._start(flags)
        self._absorb(data)

    def _start(self, flags: int) -> None:
        before, self._begin = self._begin, self._at + 1
        self._absorb(bytes([before, flags]))
        if flags & CIPHER and self._at:
            self._permute()

    def _absorb(self, data: bytes) -> None:
        for byte in data:
            self._state[self._at] ^= byte
            self._step()

    def _step(self) -> None:
        self._at += 1
        if self._at == RATE:
            self._permute()

    def _permute(self) -> None:
        self._state[self._at] ^= self._begin
        self._state[self._at + 1] ^= 0x04
        self._state[RATE + 1] ^= 0x80
        keccak(self._state)
        self._at = self._begin = 0
