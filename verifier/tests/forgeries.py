"""Run folders that a party forged with its true keys: for each, what is done to the exercise `small`, and what must be found of it."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from book import Book
from forge import COSIGNATURE, LOG, OFFLINE, STATEMENT, Forge, Leaf, Signer

import cbor
import log
from body import ACT, AGREED, EPOCH, KEY, OPENING, RECEIPT, REVOCATION
from finding import Finding
from statement import Envelope

WITNESSES = ("lake-institute", "veldenmark", "harbour-academy")
STRANGER = Signer("stranger.example/log", log.LOG, b"7" * 32)
GARBAGE = bytes([255]) * 32


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text + "+00:00").timestamp())


EVENING = moment("2027-05-07T02:00:00")  # after all that the exercise holds


def found(severity: str, code: str, about: str = "HAL", first: int | None = None, last: int | None = None) -> Finding:
    return Finding(code, severity, about, first, first if last is None else last)


@dataclass(frozen=True)
class Forgery:
    """What is done, and the whole list of what is found beside the blind measures."""

    do: Callable[[Forge], None]
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.do.__name__


FORGERIES: list[Forgery] = []


def finds(*findings: Finding) -> Callable[[Callable[[Forge], None]], Callable[[Forge], None]]:
    def note(do: Callable[[Forge], None]) -> Callable[[Forge], None]:
        FORGERIES.append(Forgery(do, list(findings)))
        return do

    return note


def add(forge: Forge, author: str, raw: bytes) -> None:
    forge.records[author].append(Leaf(raw))


def book(forge: Forge) -> Book:
    return Book(forge, "HAL", forge.folder)


def fork(forge: Forge, size: int, of: str = "HAL") -> bytes:
    root = base64.b64encode(b"r" * 32).decode()
    return forge.signer(of, LOG).note(f"{forge.names[of, LOG]}\n{size}\n{root}\n".encode())


def receipts(forge: Forge, keeper: str) -> list[Leaf]:
    return [leaf for leaf in forge.records[keeper] if leaf.of == "HAL"]


# Nothing


@finds()
def signed_anew_with_other_proofs(forge: Forge) -> None:
    book(forge).restate(0)


# Statements and signatures


@finds(found("contradiction", "not-a-statement"))
def bytes_that_are_no_statement(forge: Forge) -> None:
    add(forge, "HAL", b"\x81" * 60_000)


@finds(found("contradiction", "not-signed"))
def signed_with_an_unknown_key(forge: Forge) -> None:
    add(forge, "HAL", forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]], signers=[STRANGER]))


@finds(found("contradiction", "not-signed"))
def signed_with_the_offline_key(forge: Forge) -> None:
    add(forge, "HAL", forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]], signers=[forge.signer("HAL", OFFLINE)]))


@finds(found("contradiction", "foreign"))
def under_another_instrument(forge: Forge) -> None:
    add(forge, "HAL", forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]], treaty=b"q" * 32))


@finds(found("contradiction", "out-of-place"), found("contradiction", "opening-not-due", first=1, last=5))
def an_act_on_a_stated_epoch_and_an_opening_of_no_window(forge: Forge) -> None:
    add(forge, "HAL", forge.statement("HAL", ACT, 3, EVENING, [3, [3, 7, 5]]))
    add(forge, "HAL", forge.statement("HAL", OPENING, 5, EVENING, [0, 1, 5, [[1, bytes(32)]]]))


@finds(found("question", "dated-ahead"))
def dated_after_others_held_it(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[5].dated += 7200
    the_book.restate(5)


# Keys


def new_key(forge: Forge, dated: int) -> tuple[Signer, bytes]:
    key = Signer(forge.names["HAL", STATEMENT], log.LOG, b"9" * 32)
    return key, forge.statement("HAL", KEY, None, dated, [STATEMENT, 1, key.public, 0], signers=[forge.signer("HAL", OFFLINE)])


@finds()
def a_new_key_signs_behind_its_key_statement(forge: Forge) -> None:
    key, raw = new_key(forge, EVENING)
    add(forge, "HAL", raw)
    add(forge, "HAL", forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]], signers=[key]))


@finds(found("contradiction", "not-signed"))
def a_new_key_signs_above_its_key_statement(forge: Forge) -> None:
    key, raw = new_key(forge, EVENING)
    add(forge, "HAL", forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]], signers=[key]))
    add(forge, "HAL", raw)


def revoke(
    forge: Forge, size: int, of: str = "HAL", by: str = "OND", role: int = STATEMENT, dated: int = EVENING, key: Signer | None = None
) -> bytes:
    root = log.Tree(forge.entries(of, forge.records[of][size - 1])).root(size)
    signers = [forge.signer(of, OFFLINE), forge.signer(by, STATEMENT)]
    key = key or forge.signer(of, role)
    return forge.statement(by, REVOCATION, None, dated, [of, key.id, size, root], signers=signers)


def revoke_early(forge: Forge, size: int, **how: object) -> None:
    """A party logs, before it acknowledges epoch 1, that a key of the other ended at a size."""
    dated = moment("2027-04-09T00:50:00")
    forge.records[how.get("by", "OND")].insert(3, Leaf(b"\0", make=lambda forge: revoke(forge, size, dated=dated, **how)))


@finds(found("contradiction", "not-signed"))
def a_revocation_takes_nothing_back_that_was_covered(forge: Forge) -> None:
    forge.records["OND"].append(Leaf(b"\0", make=lambda forge: revoke(forge, 5)))  # the last leaf alone was not covered


@finds(
    found("contradiction", "not-signed"), found("inconsistent", "epoch-missing", first=2, last=3), found("late", "epoch-missing", first=4),
    found("late", "receipt-overdue"),
)  # fmt: skip
def a_party_that_goes_on_with_a_revoked_key(forge: Forge) -> None:
    revoke_early(forge, 3)


@finds(
    found("contradiction", "not-signed", "OND"), found("inconsistent", "epoch-missing", "OND", 1, 3),
    found("late", "epoch-missing", "OND", 4), found("late", "receipt-overdue", "OND"),
)  # fmt: skip
def another_party_that_goes_on_with_a_revoked_key(forge: Forge) -> None:
    revoke_early(forge, 2, of="OND", by="HAL")


@finds(
    found("contradiction", "not-signed", "lake-institute"), found("contradiction", "not-signed", "veldenmark"), found("late", "epoch-late", first=3)
)  # fmt: skip
def witnesses_whose_revoked_keys_acknowledge(forge: Forge) -> None:
    """Ondaria acknowledges epoch 3 late, and of the witnesses one alone does in time."""
    forge.records["OND"].remove(receipts(forge, "OND")[3])
    for witness in ("lake-institute", "veldenmark"):
        revoke_early(forge, 2, of=witness)


@finds(found("contradiction", "not-signed"), found("contradiction", "not-signed"), found("contradiction", "epoch-out-of-order", first=5), found("late", "epoch-missing", first=4))
def a_key_that_a_revoked_offline_key_brought(forge: Forge) -> None:
    revoke_early(forge, 3, role=OFFLINE)
    key, raw = new_key(forge, moment("2027-04-29T23:00:00"))
    epoch = forge.find("HAL", EPOCH, 4)
    leaves = forge.records["HAL"]
    leaves.insert(leaves.index(epoch), Leaf(raw))
    envelope = Envelope.parse(epoch.raw)
    message = [[1, key.id, key.sign(envelope.message)]]
    epoch.raw = cbor.encode([*cbor.decode(epoch.raw)[:12], message])


def sign_too(raw: bytes, signature: cbor.Value) -> bytes:
    """The statement with one more entry among its signatures."""
    parts = cbor.decode(raw)
    return cbor.encode([*parts[:12], sorted([*parts[12], signature])])


@finds(found("contradiction", "not-signed"))
def two_keys_that_both_end_stay_bound_to_what_was_covered(forge: Forge) -> None:
    key, raw = new_key(forge, moment("2027-04-29T23:00:00"))
    epoch, leaves = forge.find("HAL", EPOCH, 4), forge.records["HAL"]
    leaves.insert(leaves.index(epoch), Leaf(raw))
    epoch.raw = sign_too(epoch.raw, [1, key.id, key.sign(Envelope.parse(epoch.raw).message)])
    size = leaves.index(epoch)
    for ended in (forge.signer("HAL", STATEMENT), key):
        # the last leaf alone was not covered
        forge.records["OND"].append(Leaf(b"\0", make=lambda forge, ended=ended: revoke(forge, size, key=ended)))


@finds(found("contradiction", "not-signed"))
def a_name_beside_a_key_that_ended_signs_nothing(forge: Forge) -> None:
    key, raw = new_key(forge, EVENING)
    add(forge, "HAL", raw)
    size = len(forge.records["HAL"])
    forge.records["OND"].append(Leaf(b"\0", make=lambda forge: revoke(forge, size)))
    act = forge.statement("HAL", ACT, 7, EVENING, [7, [3, 7, 5]])
    add(forge, "HAL", sign_too(act, [2, key.id, GARBAGE * 2]))


# Epochs


@finds(found("contradiction", "epoch-out-of-order", first=4), found("inconsistent", "epoch-missing", first=3))
def an_epoch_left_out(forge: Forge) -> None:
    forge.remove("HAL", forge.find("HAL", EPOCH, 3))


@finds(found("question", "epoch-early", first=3, last=4))
def epochs_that_are_stated_before_they_are_over(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[3].dated, the_book.pages[4].dated = moment("2027-04-22T23:49:59"), moment("2027-04-29T12:00:00")
    the_book.pages[5].dated = moment("2027-05-06T23:50:00")
    the_book.restate(3)


@finds(found("contradiction", "epoch-twice", first=3))
def an_epoch_stated_twice(forge: Forge) -> None:
    add(forge, "HAL", forge.find("HAL", EPOCH, 3).raw)


@finds(found("contradiction", "previous-differs", first=3), found("contradiction", "previous-differs", first=3))
def an_epoch_that_builds_on_another_record(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[3].body = {1: b"x" * 32, 2: b"x" * 32}
    the_book.restate(3)


@finds(found("contradiction", "shape-differs", first=3))
def an_epoch_of_another_shape(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[3].body = {4: b"x" * 32}
    the_book.restate(3)


@finds(found("contradiction", "wrong-length", first=3), found("contradiction", "not-a-commitment", first=3), found("contradiction", "chain-broken", first=4))
def lists_that_cannot_be_used(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[3].body = {5: GARBAGE * 16, 6: bytes(32)}
    the_book.restate(3)


@finds(*[found("contradiction", "proof-malformed", first=3)] * 3)
def proofs_that_are_none(forge: Forge) -> None:
    the_book = book(forge)
    the_book.pages[3].proofs = lambda proofs: [proofs[0][:-32], b"", [GARBAGE * 2, *proofs[2][1:]]]
    the_book.restate(3)


@finds(*[found("contradiction", "flows-or-bounds-unproved", first=e) for e in (3, 4, 5)], found("contradiction", "balance-open", first=3))
def items_that_appear(forge: Forge) -> None:
    the_book = book(forge)
    the_book.appear(3, 0, 30)
    the_book.restate(3)


@finds(*[found("contradiction", "counts-unproved", first=e) for e in (3, 4, 5)], found("contradiction", "balance-open", first=3))
def a_negative_count(forge: Forge) -> None:
    the_book = book(forge)
    the_book.appear(3, 0, -100)
    the_book.restate(3)


# Corrections and excess


def corrected(forge: Forge, excess: int) -> None:
    the_book = book(forge)
    the_book.appear(3, 0, 30)
    the_book.pages[3].corrections[0][0] = 30
    for page in the_book.pages[3:]:
        page.excess[0] = excess
    the_book.restate(3)


def agree(forge: Forge, up: int) -> None:
    signers = [forge.signer("HAL", STATEMENT), forge.signer("OND", STATEMENT)]
    add(forge, "OND", forge.statement("OND", AGREED, 3, EVENING, ["HAL", "OND", 3, [[0, up, 0]]], signers=signers))


@finds(found("inconsistent", "excess", first=3, last=5), found("question", "correction", first=3))
def a_breach_that_is_stated(forge: Forge) -> None:
    corrected(forge, 30)


@finds(found("question", "excess", first=3, last=5), found("question", "correction", first=3))
def a_mistake_that_both_sides_accept(forge: Forge) -> None:
    corrected(forge, 30)
    agree(forge, 30)


def agree_first(forge: Forge, own: int, other: int, own_first: bool) -> None:
    """Both accept a mistake in the record of either: one statement others acknowledge, and the other not any more."""
    corrected(forge, 30)
    signers = [forge.signer("HAL", STATEMENT), forge.signer("OND", STATEMENT)]
    for host, up, is_first in (("HAL", own, own_first), ("OND", other, not own_first)):
        raw = forge.statement(host, AGREED, 3, moment("2027-05-07T00:30:00"), ["HAL", "OND", 3, [[0, up, 0]]], signers=signers)
        forge.records[host].insert(10 if is_first else 11, Leaf(raw))


@finds(found("question", "excess", first=3, last=5), found("question", "correction", first=3))
def a_mistake_that_is_accepted_and_then_in_part(forge: Forge) -> None:
    agree_first(forge, 29, 30, own_first=False)


@finds(found("inconsistent", "excess", first=3, last=5), found("question", "correction", first=3))
def a_mistake_that_is_accepted_in_part_and_then(forge: Forge) -> None:
    agree_first(forge, 29, 30, own_first=True)


@finds(found("inconsistent", "excess", first=3, last=5), found("question", "correction", first=3))
def a_mistake_that_is_accepted_in_part(forge: Forge) -> None:
    corrected(forge, 30)
    agree(forge, 29)


# Receipts and heads


@finds(found("late", "epoch-late", first=3))
def an_epoch_that_nobody_acknowledged_in_time(forge: Forge) -> None:
    for keeper in ("OND", *WITNESSES):
        forge.records[keeper].remove(receipts(forge, keeper)[3])


def old_copy_of_a_witness(forge: Forge, kept: list[int]) -> None:
    """Epoch 3 is acknowledged late by all but one witness, and of another an old copy is held that does not say so."""
    for keeper in ("OND", "harbour-academy"):
        forge.records[keeper].remove(receipts(forge, keeper)[3])
    forge.records["veldenmark"] = [forge.records["veldenmark"][place] for place in kept]
    forge.views["seen"] = fork(forge, 12, "veldenmark")


@finds(found("question", "copy-is-old", "veldenmark"))
def an_epoch_that_an_old_copy_may_show_in_time(forge: Forge) -> None:
    old_copy_of_a_witness(forge, [0, 1, 2, 3, 4, 5])


@finds(found("question", "copy-is-old", "veldenmark"), found("late", "epoch-late", first=3))
def an_epoch_that_an_old_copy_cannot_show_in_time(forge: Forge) -> None:
    old_copy_of_a_witness(forge, [0, 1, 2, 3, 4, 5, 7, 9])


@finds(found("late", "receipt-overdue", "OND"))
def a_rival_that_keeps_silent(forge: Forge) -> None:
    forge.records["OND"] = [leaf for leaf in forge.records["OND"] if leaf.of != "HAL"]


@finds(found("inconsistent", "epoch-missing", first=0))
def one_friendly_witness_is_not_enough(forge: Forge) -> None:
    for keeper in ("OND", *WITNESSES[1:]):
        forge.records[keeper] = [leaf for leaf in forge.records[keeper] if leaf.of != "HAL"]


@finds(found("contradiction", "receipt-went-back", "lake-institute"))
def a_receipt_that_is_dated_back(forge: Forge) -> None:
    receipts(forge, "lake-institute")[3].time -= 30 * 86_400


@finds(found("contradiction", "receipt-invalid", "OND"))
def a_receipt_of_what_the_other_never_signed(forge: Forge) -> None:
    note = STRANGER.note(fork(forge, 12).split(b"\n\n")[0] + b"\n")
    cosignature = forge.signer("OND", COSIGNATURE).cosign(note.split(b"\n\n")[0] + b"\n", EVENING)
    add(forge, "OND", forge.statement("OND", RECEIPT, None, EVENING, ["HAL", note, cosignature]))


@finds(found("contradiction", "equivocation"), found("contradiction", "equivocation"))
def another_record_shown_to_a_witness_and_an_inspector(forge: Forge) -> None:
    note = fork(forge, 12)
    cosignature = forge.signer("veldenmark", COSIGNATURE).cosign(note.split(b"\n\n")[0] + b"\n", EVENING)
    add(forge, "veldenmark", forge.statement("veldenmark", RECEIPT, None, EVENING, ["HAL", note, cosignature]))
    forge.views["seen"] = fork(forge, 5)


@finds(found("question", "copy-is-old"))
def a_greater_head_than_the_copy(forge: Forge) -> None:
    forge.views["seen"] = fork(forge, 50)


@finds(found("question", "record-not-held", "OND"))
def a_record_that_is_not_there(forge: Forge) -> None:
    forge.views = {name: (of, last) for name, (of, last) in forge.views.items() if of != "OND"}
    del forge.records["OND"]
