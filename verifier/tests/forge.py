"""Makes run folders in which things are not as they should be, signed with the true keys of an exercise (exercise.md, "How it is played")."""

import base64
import hmac
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import tomllib
from nacl import bindings

import cbor
import log
from body import RECEIPT
from shape import tagged
from statement import PUBLIC, Envelope

ROLES = ("log", "cosignature", "statement", "offline")
LOG, COSIGNATURE, STATEMENT, OFFLINE = range(4)


class Signer:
    """A secret key: of an exercise's holder and role, or of a seed of its own."""

    def __init__(self, name: str, algorithm: int, seed: bytes) -> None:
        self.public, self._secret = bindings.crypto_sign_seed_keypair(seed)
        self.key = log.Key(name, algorithm, self.public)
        self.id = tagged("key", b"\1", self.public)

    def sign(self, message: bytes) -> bytes:
        return bindings.crypto_sign(message, self._secret)[:64]

    def line(self, signature: bytes) -> bytes:
        return f"— {self.key.name} {base64.b64encode(self.key.id + signature).decode()}\n".encode()

    def note(self, text: bytes) -> bytes:
        return text + b"\n" + self.line(self.sign(text))

    def cosign(self, text: bytes, time: int) -> bytes:
        return self.line(time.to_bytes(8, "big") + self.sign(f"cosignature/v1\ntime {time}\n".encode() + text))


@dataclass(eq=False)
class Leaf:
    """One leaf to be: the bytes of a statement, or how to make them. A receipt names the last leaf that it covers."""

    raw: bytes = b""
    make: Callable[["Forge"], bytes] | None = None
    of: str = ""
    covers: "Leaf | None" = None
    time: int = 0
    dated: int = 0
    made: bytes = field(default=b"")


class Forge:
    """A run folder that can be changed and is signed anew: receipts and views follow what they are of."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self.treaty_bytes = (folder / "treaty.toml").read_bytes()
        self.treaty = tomllib.loads(self.treaty_bytes.decode())
        self.names = {(k["holder"], ROLES.index(k["role"])): k["key"].split("+")[0] for k in self.treaty["key"]}
        self.authors = list(dict.fromkeys(k["holder"] for k in self.treaty["key"]))
        self.records = {a: [Leaf(raw) for raw in _entries(folder / a)] for a in self.authors if (folder / a).is_dir()}
        for leaves in self.records.values():
            for leaf in leaves:
                self._link(leaf)
        self.views = self._read_views()

    def secret(self, purpose: str, whom: str) -> bytes:
        key = b"standstill/v1/exercise" + self.seed.to_bytes(8, "big")
        return hmac.digest(key, purpose.encode() + b"\0" + whom.encode(), "sha256")

    def signer(self, holder: str, role: int) -> Signer:
        algorithm = log.COSIGNATURE if role == COSIGNATURE else log.LOG
        return Signer(self.names[holder, role], algorithm, self.secret(f"key/{ROLES[role]}", holder))

    # What there is

    def _link(self, leaf: Leaf) -> None:
        envelope = Envelope.parse(leaf.raw)
        leaf.dated = envelope.dated
        if envelope.kind == RECEIPT:
            checkpoint = log.Checkpoint.parse(envelope.body.checkpoint)
            leaf.of = envelope.body.author
            leaf.covers = self.records[leaf.of][checkpoint.size - 1] if leaf.of in self.records else None
            data = log.signature_line(envelope.body.cosignature.decode()[:-1])[2]
            leaf.time = int.from_bytes(data[:8], "big")

    def _read_views(self) -> dict[str, tuple[str, Leaf]]:
        result = {}
        for path in sorted((self.folder / "views").glob("*")):
            checkpoint = log.Checkpoint.parse(path.read_bytes())
            of = next(a for a in self.authors if self.names[a, LOG] == checkpoint.origin)
            result[path.name] = of, self.records[of][checkpoint.size - 1]
        return result

    def remove(self, author: str, leaf: Leaf) -> None:
        """Takes out a leaf; what covered it covers the one before."""
        before = self.records[author][self.records[author].index(leaf) - 1]
        for other in (l for leaves in self.records.values() for l in leaves if l.covers is leaf):
            other.covers = before
        self.views = {name: (of, before if last is leaf else last) for name, (of, last) in self.views.items()}
        self.records[author].remove(leaf)

    def find(self, author: str, kind: int, epoch: int | None = None) -> Leaf:
        """The first statement of a kind about an epoch."""
        for leaf in self.records[author]:
            if leaf.raw:
                envelope = Envelope.parse(leaf.raw)
                if envelope.kind == kind and (epoch is None or envelope.epoch == epoch):
                    return leaf
        raise KeyError((author, kind, epoch))

    # What is made of it

    def statement(self, author: str, kind: int, epoch: int | None, dated: int, body: cbor.Value, proofs: cbor.Value = None,
                  signers: list[Signer] | None = None, **head: object) -> bytes:  # fmt: skip
        """A signed statement for the public; `head` overrides fields of it."""
        salt, inner = sha256(b"salt").digest(), cbor.encode(body)
        shown = cbor.encode(proofs) if proofs is not None else None
        values = {
            "version": 1, "treaty": sha256(self.treaty_bytes).digest(), "author": author, "kind": kind, "epoch": epoch, "dated": dated,
            "readers": PUBLIC, "body_hash": tagged("body", salt, inner), "proofs_hash": tagged("proofs", shown) if shown else None,
        }  # fmt: skip
        fields = list({**values, **head}.values())
        message = b"\x17standstill/v1/statement" + cbor.encode(fields)
        signatures = [[1, s.id, s.sign(message)] for s in signers or [self.signer(author, STATEMENT)]]
        papers = [salt, inner, shown] if fields[6] == PUBLIC else [None, None, None]
        return cbor.encode(fields + papers + [sorted(signatures)])

    def receipt(self, author: str, of: str, covers: Leaf, time: int) -> Leaf:
        """A receipt to be."""
        return Leaf(b"\0", of=of, covers=covers, time=time, dated=time)

    def checkpoint(self, author: str, last: Leaf | None) -> bytes:
        """The signed head of the record that ends with this leaf."""
        entries = self.entries(author, last)
        root = base64.b64encode(log.Tree(entries).root(len(entries))).decode()
        return self.signer(author, LOG).note(f"{self.names[author, LOG]}\n{len(entries)}\n{root}\n".encode())

    def entries(self, author: str, last: Leaf | None = None) -> list[bytes]:
        """The bytes of all leaves up to this one."""
        result = []
        for leaf in self.records[author]:
            result.append(self._bytes(author, leaf))
            if leaf is last:
                break
        return result

    def _bytes(self, author: str, leaf: Leaf) -> bytes:
        if not leaf.made:
            if leaf.make:
                leaf.made = leaf.make(self)
            elif leaf.covers in self.records.get(leaf.of, []):
                leaf.made = self._receipt(author, leaf)
            else:
                leaf.made = leaf.raw
        return leaf.made

    def _receipt(self, author: str, leaf: Leaf) -> bytes:
        note = self.checkpoint(leaf.of, leaf.covers)
        text = note[: note.rindex(b"\n\n") + 1]
        cosignature = self.signer(author, COSIGNATURE).cosign(text, leaf.time)
        return self.statement(author, RECEIPT, None, leaf.dated, [leaf.of, note, cosignature])

    # What is written

    def write(self, target: Path) -> Path:
        """The changed folder: every record with its head, every view."""
        shutil.rmtree(target, ignore_errors=True)
        (target / "views").mkdir(parents=True)
        (target / "treaty.toml").write_bytes(self.treaty_bytes)
        for author in self.records:
            write_record(target / author, self.entries(author), self.checkpoint(author, None))
        for name, view in self.views.items():
            (target / "views" / name).write_bytes(view if isinstance(view, bytes) else self.checkpoint(*view))
        return target


def write_record(folder: Path, entries: list[bytes], checkpoint: bytes) -> None:
    """All tiles of a record, and its head."""
    files = {"checkpoint": checkpoint, **log.Tree(entries).tiles()}
    for n in range(0, len(entries), 256):
        part = entries[n : n + 256]
        files[log.tile_path("entries", n // 256, len(part))] = log.bundle(part)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _entries(record: Path) -> list[bytes]:
    size = log.Checkpoint.parse((record / "checkpoint").read_bytes()).size
    result = []
    for n in range(0, size, 256):
        width = min(256, size - n)
        result += log.unbundle((record / log.tile_path("entries", n // 256, width)).read_bytes(), width)
    return result
