"""Who signed what, in steps that need each other: key statements, receipts, revocations, and once more all that these leave (statement.md, section 3)."""

from body import KEY, RECEIPT, REVOCATION
from finding import Finding
from receipt import Receipts
from record import KeyLife, Keyring, Leaf, Record, is_signed
from treaty import LOG, Treaty


def judge_signatures(records: dict[str, Record], ring: Keyring, treaty: Treaty) -> tuple[Receipts, list[Finding]]:
    """Marks every leaf that is not signed as it must be; returns the receipts that count, and the findings."""
    findings = [finding for record in records.values() for finding in _bring_keys(record, ring, treaty)]
    _sign(records, ring, treaty, None)
    early = Receipts(records, ring, treaty)
    _sign(records, ring, treaty, early)
    asked = _revoke(records, ring, early)
    _sign(records, ring, treaty, early)
    while any([ring.forget(record) for record in records.values()]):
        _sign(records, ring, treaty, early)
    findings += [finding for leaf, finding in asked if leaf.fault is None]
    return Receipts(records, ring, treaty), findings + _faults(records)


def _bring_keys(record: Record, ring: Keyring, treaty: Treaty) -> list[Finding]:
    findings = []
    for leaf in record.sound():
        if leaf.envelope.kind == KEY and is_signed(record, leaf, ring, treaty, None) and not ring.bring(record.author, leaf):
            leaf.fault = "out-of-place"
            findings.append(Finding("out-of-place", "contradiction", record.author))
    return findings


def _sign(records: dict[str, Record], ring: Keyring, treaty: Treaty, receipts: Receipts | None) -> None:
    """Says of each leaf anew whether it is signed."""
    for record in records.values():
        for leaf in record.leaves:
            if leaf.fault in (None, "not-signed"):
                if leaf.envelope.kind in (KEY, RECEIPT) or receipts is None:
                    provided = None
                else:
                    provided = receipts.provided(record.author, leaf.index)
                readable = leaf.envelope.body is not None or leaf.envelope.kind < RECEIPT
                leaf.fault = None if readable and is_signed(record, leaf, ring, treaty, provided) else "not-signed"


def _faults(records: dict[str, Record]) -> list[Finding]:
    """One finding a leaf; of a revoked key, one for all that it signed since."""
    findings = []
    for record in records.values():
        revoked: set[bytes] = set()
        for leaf in record.leaves:
            if leaf.fault == "not-signed" and leaf.revoked in revoked:
                continue
            if leaf.fault in ("not-a-statement", "foreign", "not-signed"):
                findings.append(Finding(leaf.fault, "contradiction", record.author))
            if leaf.fault == "not-signed" and leaf.revoked:
                revoked.add(leaf.revoked)
    return findings


# Revocations


def _revoke(records: dict[str, Record], ring: Keyring, receipts: Receipts) -> list[tuple[Leaf, Finding]]:
    """Ends the keys that are revoked; no end is ever below what was covered before. What is asked is asked of a revocation that is signed itself."""
    findings, ends = [], []
    for record in records.values():
        for leaf in record.sound():
            if leaf.envelope.kind == REVOCATION:
                body = leaf.envelope.body
                life, holder = ring.find(body.author, body.key_id), records.get(body.author)
                if life is None:
                    findings.append((leaf, Finding("out-of-place", "question", record.author)))
                elif holder and body.size <= holder.size and holder.files.tree.root(body.size) != body.root:
                    findings.append((leaf, Finding("out-of-place", "question", body.author)))
                else:
                    provided = receipts.provided(record.author, leaf.index)
                    end = max(body.size, _covered_before(life, holder, record, leaf, receipts, ring) if holder else 0)
                    ends.append((life, end, provided if provided is not None else leaf.envelope.dated))
    for life, end, moment in ends:
        life.ends = end if life.ends is None else min(life.ends, end)
        life.revoked_at = moment if life.revoked_at is None else min(life.revoked_at, moment)
    return findings


def _covered_before(life: KeyLife, holder: Record, record: Record, leaf: Leaf, receipts: Receipts, ring: Keyring) -> int:
    """How much was covered by receipts of a time no later than the last that stands before the revocation: for a log key, of what it signed."""
    before = [r.time for r in receipts.all if r.keeper == record.author and r.leaf < leaf.index]
    covering = [r for r in receipts.all if r.of == holder.author and before and r.time <= before[-1]]
    if life.role == LOG:
        place = ring.by_author[holder.author].index(life)
        return max((r.checkpoint.size for r in covering if place in r.keys), default=0)
    return max((r.checkpoint.size for r in covering if not receipts.is_forked(r.of, r.checkpoint)), default=0)
