"""Sealed messages, as the holder of a request's secret key opens them (inspection.md, section 6): HPKE in base mode with X-Wing."""

import hmac
from hashlib import sha3_256, sha256, shake_256

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt as decrypt, crypto_scalarmult as x25519, crypto_scalarmult_base as x25519_base,
)  # fmt: skip
from nacl.exceptions import CryptoError

import mlkem

OPENING, SAMPLES, ANSWER = 1, 2, 3
SUITE = b"\1"
CIPHERTEXT, ENCAPSULATED, TAG = 1088, 1120, 16
LABEL = b"\\.//^\\"
HPKE = b"HPKE" + bytes.fromhex("647a00010003")


class Closed(Exception):
    """A message that this key does not open."""


class Secret:
    """The secret key of a request, and its public half."""

    def __init__(self, key: bytes) -> None:
        expanded = shake_256(key).digest(96)
        self._d, self._z, self._x = expanded[:32], expanded[32:64], expanded[64:]
        self._x_public = x25519_base(self._x)
        self.public = SUITE + mlkem.public_key(self._d) + self._x_public

    def open(self, what: int, inspection: bytes, message: bytes) -> bytes:
        """The plaintext of a message that was sealed to this key as this part of this inspection."""
        return self.unseal(b"standstill/v1/sealed" + inspection + bytes([what]), b"", message)

    def unseal(self, info: bytes, beside: bytes, message: bytes) -> bytes:
        if len(message) < ENCAPSULATED + TAG:
            raise Closed("too short")
        key, nonce = _schedule(self._decapsulate(message[:ENCAPSULATED]), info)
        try:
            return decrypt(message[ENCAPSULATED:], beside, nonce, key)
        except CryptoError:
            raise Closed("sealed to another key, as something else, or damaged") from None

    def _decapsulate(self, encapsulated: bytes) -> bytes:
        first, x = encapsulated[:CIPHERTEXT], encapsulated[CIPHERTEXT:]
        try:
            shared = x25519(self._x, x)
        except (CryptoError, RuntimeError):
            raise Closed("no point") from None
        return sha3_256(mlkem.decapsulate(self._d, self._z, first) + shared + x + self._x_public + LABEL).digest()


def _schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """The key and the nonce of the one message."""
    context = b"\0" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    secret = _extract(shared, b"secret", b"")
    return _expand(secret, b"key", context, 32), _expand(secret, b"base_nonce", context, 12)


def _extract(salt: bytes, label: bytes, data: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + HPKE + label + data, "sha256")


def _expand(key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + HPKE + label + info
    return hmac.digest(key, labeled + b"\1", "sha256")[:length]


def hash_of(message: bytes) -> bytes:
    """By which a step names a message."""
    return sha256(message).digest()
