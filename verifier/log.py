"""The tree of a record, and the notes that sign its heads (log.md)."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

import ed25519

LOG, COSIGNATURE = 1, 4
MAX_LEAVES = 1 << 62
MAX_NOTE = 1_048_576
MAX_TIME = (1 << 63) - 1


class Refused(Exception):
    """Bytes that are not what they should be: says in which format, and which rule is broken."""


# The tree


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def root(leaves: list[bytes]) -> bytes:
    """MTH over the hashes of leaves."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root(leaves[:k]), root(leaves[k:]))


class Tree:
    """The tree of a whole record: its full subtrees, and with them its root at every size."""

    def __init__(self, entries: list[bytes]) -> None:
        level = [leaf_hash(entry) for entry in entries]
        self.size = len(entries)
        self.levels = [level]
        while len(level) > 1:
            level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self.levels.append(level)

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves."""
        if size == 0:
            return sha256(b"").digest()
        result: bytes | None = None
        for level in range(size.bit_length()):
            if size >> level & 1:
                subtree = self.levels[level][(size >> level) - 1]
                result = subtree if result is None else node_hash(subtree, result)
        assert result is not None
        return result

    def tiles(self) -> dict[str, bytes]:
        """All tiles of hashes, by path."""
        result = {}
        for level in range(8):
            hashes = self.levels[8 * level] if 8 * level < len(self.levels) else []
            for n in range(0, len(hashes), 256):
                tile = hashes[n : n + 256]
                result[tile_path(str(level), n // 256, len(tile))] = b"".join(tile)
        return result


def tile_path(level: str, number: int, width: int) -> str:
    """`tile/<L>/<N>`, with the width of a partial one."""
    digits = str(number).zfill((len(str(number)) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < 256 else "")


def bundle(entries: list[bytes]) -> bytes:
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle of so many."""
    result, at = [], 0
    for _ in range(width):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if len(data) < at + 2 or len(entry) < length:
            raise Refused(f"bundle: ends inside an entry, at byte {len(data)}")
        result.append(entry)
        at += 2 + length
    if at != len(data):
        raise Refused(f"bundle: goes on after its {width} entries, at byte {at}")
    return result


# Keys and notes


def unbase64(text: str) -> bytes:
    """Base64 in its one spelling."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Refused("base64: not base64") from None
    if base64.b64encode(data).decode() != text:
        raise Refused("base64: a second spelling")
    return data


def decimal(text: str, most: int) -> int:
    """ASCII digits without leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text, re.ASCII) or int(text) > most:
        raise Refused(f"decimal: {text[:30]!r} is no number of at most {most}")
    return int(text)


def is_name(name: str) -> bool:
    return 0 < len(name.encode()) <= 255 and "+" not in name and not any(c.isspace() for c in name)


@dataclass(frozen=True)
class Key:
    """A public key as a verifier key lists it."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    @staticmethod
    def parse(text: str) -> "Key":
        parts = text.split("+", 2)
        if len(parts) != 3 or not is_name(parts[0]) or not re.fullmatch("[0-9a-f]{8}", parts[1]):
            raise Refused("key: not <name>+<id>+<base64>")
        data = unbase64(parts[2])
        if len(data) != 33 or data[0] not in (LOG, COSIGNATURE) or not ed25519.is_key(data[1:]):
            raise Refused("key: no algorithm that is known, or no key of it")
        key = Key(parts[0], data[0], data[1:])
        if key.id.hex() != parts[1]:
            raise Refused("key: its id does not follow from it")
        return key


@dataclass(frozen=True)
class Note:
    """A signed note: its text, and for each signature the name, the key's id and the bytes."""

    text: bytes
    signatures: list[tuple[str, bytes, bytes]]

    @staticmethod
    def parse(data: bytes) -> "Note":
        if len(data) > MAX_NOTE:
            raise Refused("note: too long")
        _check_text(data)
        split = data.rfind(b"\n\n")
        if split < 1:
            raise Refused("note: no empty line before the signatures, or no text")
        lines = data[split + 2 :].decode().split("\n")[:-1]
        if not 1 <= len(lines) <= 100:
            raise Refused("note: not 1 to 100 signatures")
        return Note(data[: split + 1], [signature_line(line) for line in lines])

    def verify(self, keys: list[Key]) -> list[Key]:
        """The keys that signed. Each line that names a key must hold that key's signature, and one line must."""
        signed = []
        for name, id_, signature in self.signatures:
            for key in keys:
                if (name, id_) == (key.name, key.id):
                    if not ed25519.verify(key.public, self.text, signature):
                        raise Refused(f"note: the signature of {name} does not verify")
                    signed.append(key)
        if not signed:
            raise Refused("note: signed by no key that is known")
        return signed


def _check_text(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Refused("note: not UTF-8") from None
    if not data.endswith(b"\n") or any(byte < 0x20 and byte != 0x0A for byte in data):
        raise Refused("note: control characters, or no newline at its end")


def signature_line(line: str) -> tuple[str, bytes, bytes]:
    """The name, the key's id and the signature of one line, without its newline."""
    match = re.fullmatch("— ([^ ]+) ([^ ]+)", line)
    if not match or not is_name(match[1]):
        raise Refused("note: not a line of a signature")
    data = unbase64(match[2])
    if not 5 <= len(data) <= 4 + 8192:
        raise Refused("note: a signature without bytes, or too long")
    return match[1], data[:4], data[4:]


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log, as a note says it."""

    origin: str
    size: int
    root: bytes
    note: Note

    @staticmethod
    def parse(data: bytes) -> "Checkpoint":
        note = Note.parse(data)
        lines = note.text.decode().split("\n")[:-1]
        if len(note.text) > 4096 or not 3 <= len(lines) <= 11 or not all(lines) or any(len(line.encode()) > 255 for line in lines):
            raise Refused("checkpoint: not three lines, and at most eight of extensions")
        origin, size, digest = lines[0], decimal(lines[1], MAX_LEAVES), unbase64(lines[2])
        if len(digest) != 32 or (size == 0 and digest != root([])):
            raise Refused("checkpoint: its root is no root of a tree of its size")
        return Checkpoint(origin, size, digest, note)

    def signers(self, keys: list[Key]) -> list[Key]:
        """The keys of the log that signed; the origin is their name."""
        signed = self.note.verify(keys)
        if any(key.name != self.origin for key in signed):
            raise Refused("checkpoint: its origin is not the name of the key")
        return signed


def cosigned_at(checkpoint: Checkpoint, line: tuple[str, bytes, bytes], key: Key) -> int:
    """The time at which the key's holder saw the checkpoint."""
    name, id_, data = line
    if (name, id_) != (key.name, key.id) or len(data) != 72:
        raise Refused("cosignature: not of this key")
    seconds = int.from_bytes(data[:8], "big")
    message = f"cosignature/v1\ntime {seconds}\n".encode() + checkpoint.note.text
    if seconds > MAX_TIME or not ed25519.verify(key.public, message, data[8:]):
        raise Refused("cosignature: does not verify")
    return seconds
