"""Records: which leaves are statements of their author, and which keys signed them (statement.md, sections 2 and 3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timezone

import ed25519
from body import AGREED, KEY, REVOCATION
from cbor import Malformed
from finding import Finding
from folder import RecordFiles, RunFolder
from log import COSIGNATURE as COSIGNATURE_ALGORITHM
from log import LOG as LOG_ALGORITHM
from log import Key, Refused
from shape import tagged
from statement import Envelope
from treaty import COSIGNATURE, LOG, OFFLINE, STATEMENT, Treaty

MAX_KEYS = 256


def midnight(day: date) -> int:
    """The beginning of a day, UTC."""
    return int(datetime.combine(day, time(), timezone.utc).timestamp())


@dataclass
class KeyLife:
    """A key of an author, and between which leaves of its record it signs."""

    role: int
    key: Key
    begins: int = 0  # the first leaf that it signs
    ends: int | None = None  # the first leaf, and one less than the first size, that it no longer signs
    from_: int = 0
    until: int | None = None
    revoked_at: int | None = None  # when the first revocation of it was provided

    @property
    def id(self) -> bytes:
        return tagged("key", b"\1", self.key.public)

    def signs_leaf(self, index: int, dated: int) -> bool:
        return self.begins <= index and (self.ends is None or index < self.ends) and self._on(dated)

    def signs_abroad(self, provided: int) -> bool:
        """Whether it signs what stands in another's record and was provided then."""
        return self._on(provided) and (self.revoked_at is None or provided <= self.revoked_at)

    def signs_head(self, size: int) -> bool:
        return self.begins <= size and (self.ends is None or size <= self.ends)

    def _on(self, moment: int) -> bool:
        return self.from_ <= moment and (self.until is None or moment < self.until)


@dataclass
class Leaf:
    """One entry of a record. Where it is no statement of the author, `fault` says as which finding."""

    index: int
    envelope: Envelope | None
    fault: str | None = None
    revoked: bytes | None = None  # of what is not signed: the key that would have signed, were it not revoked


@dataclass
class Record:
    """One author's record, read."""

    author: str
    files: RecordFiles
    leaves: list[Leaf]
    keys: list[KeyLife] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.leaves)

    def sound(self) -> list[Leaf]:
        """The leaves that are statements of the author."""
        return [leaf for leaf in self.leaves if leaf.fault is None]


class Keyring:
    """The keys of everybody, as the instrument lists them and key statements bring them."""

    def __init__(self, treaty: Treaty) -> None:
        self.by_author: dict[str, list[KeyLife]] = {a: [] for a in treaty.parties + treaty.witnesses}
        for listing in treaty.keys:
            until = midnight(listing.until) if listing.until else None
            life = KeyLife(listing.role, listing.key, from_=midnight(listing.from_) if listing.from_ else 0, until=until)
            self.by_author[listing.holder].append(life)

    def of(self, author: str, role: int) -> list[KeyLife]:
        return [life for life in self.by_author.get(author, []) if life.role == role]

    def find(self, author: str, key_id: bytes) -> KeyLife | None:
        return next((life for life in self.by_author.get(author, []) if life.id == key_id), None)

    def bring(self, author: str, leaf: Leaf) -> bool:
        """Takes up the key of a key statement; false where it is no key, or not the first time that it comes."""
        body = leaf.envelope.body
        if body.algorithm != 1:
            return True
        names = self.of(author, body.role)
        algorithm = COSIGNATURE_ALGORITHM if body.role == COSIGNATURE else LOG_ALGORITHM
        life = KeyLife(body.role, Key(names[0].key.name, algorithm, body.public), leaf.index + 1, from_=body.from_)
        if not ed25519.is_key(body.public) or self.find(author, life.id) or len(self.by_author[author]) >= MAX_KEYS:
            return False
        self.by_author[author].append(life)
        return True

    def forget(self, record: "Record") -> bool:
        """Drops the keys that a leaf brought which is none of its author's; says whether there was one."""
        every = self.by_author[record.author]
        kept = [life for life in every if not (life.begins and record.leaves[life.begins - 1].fault)]
        self.by_author[record.author] = kept
        return kept != every


def read_records(folder: RunFolder) -> dict[str, Record]:
    """Parses every leaf. Nothing that was made under another instrument is judged."""
    records = {author: Record(author, files, [_leaf(i, e) for i, e in enumerate(files.entries)]) for author, files in folder.records.items()}
    envelopes = [leaf.envelope for record in records.values() for leaf in record.leaves if leaf.envelope]
    if envelopes and not any(envelope.treaty == folder.treaty.hash for envelope in envelopes):
        raise Refused("nothing in these records was made under this instrument")
    for author, record in records.items():
        for leaf in record.leaves:
            if leaf.envelope and (leaf.envelope.treaty, leaf.envelope.author) != (folder.treaty.hash, author):
                leaf.fault = "foreign"
    return records


def _leaf(index: int, entry: bytes) -> Leaf:
    try:
        return Leaf(index, Envelope.parse(entry))
    except Malformed:
        return Leaf(index, None, "not-a-statement")


# Signatures


def signers(record: Record, envelope: Envelope, treaty: Treaty) -> list[tuple[str, int]] | None:
    """Who must sign, in which role; nothing where such a statement has no place in the record."""
    author = record.author
    if envelope.kind == KEY:
        return [(author, OFFLINE)]
    if envelope.kind == REVOCATION:
        if author not in treaty.parties or envelope.body.author == author:
            return None
        return [(envelope.body.author, OFFLINE), (author, STATEMENT)]
    if envelope.kind == AGREED:
        sides = [envelope.body.party, envelope.body.with_party]
        return [(side, STATEMENT) for side in sides] if author in sides else None
    return [(author, STATEMENT)]


def is_signed(record: Record, leaf: Leaf, ring: Keyring, treaty: Treaty, provided: int | None) -> bool:
    """Whether each who must sign has, with a key in force; a false signature in the name of any of them spoils the whole."""
    envelope, required = leaf.envelope, signers(record, leaf.envelope, treaty)
    if required is None:
        return False
    signed: list[KeyLife] = []
    for signature in envelope.signatures:
        lives = [ring.find(who, signature.key_id) for who, _ in required]
        if signature.algorithm == 1 and any(lives):
            life = next(life for life in lives if life)
            if not ed25519.verify(life.key.public, envelope.message, signature.data):
                return False
            signed.append(life)
    own = [life for life in signed if life in ring.by_author[record.author]]
    leaf.revoked = next((life.id for life in own if life.ends is not None and life.ends <= leaf.index), None)
    moment = provided if provided is not None else envelope.dated
    return all(any(_in_force(life, who, role, record, leaf, ring, moment) for life in signed) for who, role in required)


def _in_force(life: KeyLife, who: str, role: int, record: Record, leaf: Leaf, ring: Keyring, moment: int) -> bool:
    if life.role != role or life not in ring.by_author.get(who, []):
        return False
    return life.signs_leaf(leaf.index, leaf.envelope.dated) if who == record.author else life.signs_abroad(moment)


def check_head(record: Record, ring: Keyring) -> list[Finding]:
    """The head must be signed by a log key of the record; that of a revoked one is asked about."""
    lives = [life for life in ring.of(record.author, LOG) if life.begins <= record.files.checkpoint.size]
    signed = record.files.checkpoint.signers([life.key for life in lives])
    if any(life.key in signed and life.signs_head(record.size) for life in lives):
        return []
    return [Finding("not-signed", "question", record.author)]
