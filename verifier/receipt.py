"""Receipts, and what they show: when a statement was provided, which heads of a record others saw (statement.md, section 7)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone

from body import RECEIPT
from finding import Finding
from log import Checkpoint, Refused, cosigned_at, signature_line
from record import KeyLife, Keyring, Leaf, Record
from treaty import COSIGNATURE, LOG, Treaty


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, timezone.utc).date()


def day_by(seconds: int) -> date:
    """The day by whose end something had happened: midnight belongs to the day that it ends."""
    return day_of(max(seconds - 1, 0))


@dataclass(frozen=True)
class Receipt:
    """That `keeper` had seen a checkpoint of the record `of`, and when."""

    keeper: str
    leaf: int
    of: str
    checkpoint: Checkpoint
    keys: tuple[int, ...]  # the log keys that signed the checkpoint, by their place in the ring
    time: int


@dataclass(frozen=True)
class Sighting:
    """A head of a record that somebody saw: `by` a receipt's keeper, or a view's name."""

    by: str
    of: str
    checkpoint: Checkpoint
    trusted: bool  # whether a key in force signed it


class Receipts:
    """All receipts that count."""

    def __init__(self, records: dict[str, Record], ring: Keyring, treaty: Treaty) -> None:
        self._records, self._ring, self._treaty = records, ring, treaty
        self.findings: list[Finding] = []
        self.all: list[Receipt] = []
        self._told: set[bytes] = set()
        for record in records.values():
            self._read(record)
        self._given: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
        for receipt in self.all:
            self._given[receipt.keeper, receipt.of].append(receipt)

    def _read(self, record: Record) -> None:
        last_time, last_size = 0, defaultdict(int)
        for leaf in record.sound():
            if leaf.envelope.kind != RECEIPT:
                continue
            try:
                receipt = self._receipt(record, leaf)
            except (Refused, UnicodeDecodeError):
                self.findings.append(Finding("receipt-invalid", "contradiction", record.author))
                continue
            if receipt is None:
                continue
            if receipt.time < last_time or receipt.checkpoint.size < last_size[receipt.of]:
                self.findings.append(Finding("receipt-went-back", "contradiction", record.author))
                continue
            last_time, last_size[receipt.of] = receipt.time, receipt.checkpoint.size
            self.all.append(receipt)

    def _receipt(self, record: Record, leaf: Leaf) -> Receipt | None:
        """The receipt; nothing where its cosignature key was revoked, which is told once of a key."""
        body = leaf.envelope.body
        if body.author == record.author or body.author not in self._ring.by_author:
            raise Refused("receipt: of the keeper's own record, or of nobody's")
        checkpoint = Checkpoint.parse(body.checkpoint)
        places = tuple(self._ring.by_author[body.author].index(life) for life in head_keys(self._ring, body.author, checkpoint))
        line = body.cosignature.decode()
        if not line.endswith("\n"):
            raise Refused("receipt: no line")
        parts = signature_line(line[:-1])
        life = next((k for k in self._ring.of(record.author, COSIGNATURE) if (k.key.name, k.key.id) == parts[:2]), None)
        if life is None:
            raise Refused("receipt: cosigned with no key of its keeper")
        time = cosigned_at(checkpoint, parts, life.key)
        if life.id in self._told:
            return None
        if not life.signs_leaf(leaf.index, leaf.envelope.dated):
            if life.ends is not None and life.ends <= leaf.index:
                self._told.add(life.id)
            raise Refused("receipt: cosigned with a key that is not in force")
        return Receipt(record.author, leaf.index, body.author, checkpoint, places, time)

    def is_forked(self, of: str, checkpoint: Checkpoint) -> bool:
        """Whether the record that is held does not lead to this head."""
        record = self._records.get(of)
        return record is not None and checkpoint.size <= record.size and record.files.tree.root(checkpoint.size) != checkpoint.root

    # When

    def received(self, of: str, index: int, keeper: str) -> int | None:
        """When somebody first acknowledged a statement."""
        return next((r.time for r in self._given[keeper, of] if r.checkpoint.size > index), None)

    def provided(self, of: str, index: int, unseen: dict[str, int] | None = None) -> int | None:
        """When the last of its recipients had acknowledged a statement, or enough witnesses had, whichever was first; with `unseen`, if those who
        have not received it, as far as the receipts show, had done so at these times."""
        times, unseen = [], unseen or {}
        received = lambda keeper: t if (t := self.received(of, index, keeper)) is not None else unseen.get(keeper)
        recipients = [received(party) for party in self._treaty.parties if party != of]
        if recipients and None not in recipients:
            times.append(max(t for t in recipients if t is not None))
        seen = [received(witness) for witness in self._treaty.witnesses if witness != of]
        witnesses = sorted(t for t in seen if t is not None)
        if len(witnesses) >= self._treaty.quorum:
            times.append(witnesses[self._treaty.quorum - 1])
        return min(times, default=None)

    def by_witnesses(self, of: str, index: int) -> int | None:
        """When enough witnesses had acknowledged a statement."""
        seen = [self.received(of, index, witness) for witness in self._treaty.witnesses if witness != of]
        times = sorted(t for t in seen if t is not None)
        return times[self._treaty.quorum - 1] if len(times) >= self._treaty.quorum else None

    def last(self, keeper: str) -> int:
        """The time of the last receipt of a keeper; 0 where there is none."""
        return max((r.time for r in self.all if r.keeper == keeper), default=0)

    def last_day(self) -> date:
        """The last day of which two keepers' receipts speak; of one keeper's, or of the statements' dates, where there is no more."""
        latest: dict[str, int] = {}
        for receipt in self.all:
            latest[receipt.keeper] = max(receipt.time, latest.get(receipt.keeper, 0))
        times = sorted(latest.values(), reverse=True)[:2]
        dates = [leaf.envelope.dated for record in self._records.values() for leaf in record.sound()]
        return day_of(times[-1] if times else max(dates, default=0))


def head_keys(ring: Keyring, author: str, checkpoint: Checkpoint) -> list[KeyLife]:
    """The log keys of the author that signed a head: of those that were listed, or brought below it."""
    lives = [life for life in ring.of(author, LOG) if life.begins <= checkpoint.size]
    signed = checkpoint.signers([life.key for life in lives])
    return [life for life in lives if life.key in signed]


# What others saw


def sightings(receipts: Receipts, views: dict[str, Checkpoint], ring: Keyring) -> list[Sighting]:
    """All heads that others saw. A view of nobody's record is refused."""
    result = []
    for receipt in receipts.all:
        lives = [ring.by_author[receipt.of][place] for place in receipt.keys]
        result.append(Sighting(receipt.keeper, receipt.of, receipt.checkpoint, _in_force(lives, receipt.checkpoint)))
    for name, checkpoint in views.items():
        owner = next((a for a in ring.by_author if any(life.key.name == checkpoint.origin for life in ring.of(a, LOG))), None)
        if owner is None:
            raise Refused(f"views/{name}: of a record that the instrument does not know")
        lives = head_keys(ring, owner, checkpoint)
        result.append(Sighting(name, owner, checkpoint, _in_force(lives, checkpoint)))
    return result


def _in_force(lives: Iterable[KeyLife], checkpoint: Checkpoint) -> bool:
    return any(life.signs_head(checkpoint.size) for life in lives)


def compare_heads(seen: list[Sighting], records: dict[str, Record], is_forked: Callable[[str, Checkpoint], bool]) -> list[Finding]:
    """Each head that somebody saw against the record that is held; those beyond it against each other."""
    findings: list[Finding] = []
    told: set[tuple[str, str, str]] = set()
    beyond: dict[tuple[str, int], dict[bytes, bool]] = defaultdict(dict)
    for sighting in seen:
        of, size, held = sighting.of, sighting.checkpoint.size, records.get(sighting.of)
        if held is None or size > held.size:
            roots = beyond[of, size]
            roots[sighting.checkpoint.root] = roots.get(sighting.checkpoint.root, False) or sighting.trusted
        if held is None:
            continue
        if is_forked(of, sighting.checkpoint):
            code, severity = "equivocation", "contradiction" if sighting.trusted else "question"
        elif size > held.size:
            code, severity = "copy-is-old", "question"
        else:
            continue
        if (code, sighting.by, of) not in told:
            told.add((code, sighting.by, of))
            findings.append(Finding(code, severity, of))
    for (of, _), roots in beyond.items():
        if len(roots) > 1:
            findings.append(Finding("equivocation", "contradiction" if sum(roots.values()) > 1 else "question", of))
    return findings
