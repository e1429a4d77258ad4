"""Ed25519, verified strictly (log.md, section 5)."""

from nacl import bindings
from nacl.exceptions import CryptoError

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def is_key(key: bytes) -> bool:
    """Whether this is the canonical encoding of a point of the curve that is not of small order."""
    number = int.from_bytes(key, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if len(key) != 32 or y >= P:
        return False
    top, below = (y * y - 1) % P, (D * y * y + 1) % P
    on_curve = pow(top * below, (P - 1) // 2, P) in (0, 1)
    return on_curve and not (top == 0 and sign) and not _is_small(y)


def _is_small(y: int) -> bool:
    """Whether the points with this y have an order that divides 8: their second double is of order 2 or the identity, so x·y = 0."""
    xx = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    if xx == 0 or y == 0:
        return True
    # doubled: y' = (x² + y²) / (2 + x² − y²) for a = −1; order 8 leads to order 4, where y' = 0
    return (xx + y * y) % P == 0


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's. libsodium refuses small orders and second encodings itself: the edge cases of C2SP CCTV show it."""
    if len(signature) != 64 or len(key) != 32:
        return False
    try:
        bindings.crypto_sign_open(signature + message, key)
    except (CryptoError, ValueError):
        return False
    return True
