"""The frozen vectors that the specification names, against this verifier."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import cbor
import ed25519
import log
from answer import Answer, Asked, flaws, parse_answer, parse_inquiry, proved
from body import SEAL
from group import failing
from proof import Commitments, balance_equation, imbalances, opening_equation, range_equation, slacks, transcript
from shape import Bound, Cell, Shape, tagged
from statement import PARSERS, Envelope
from treaty import Treaty
from turn import WORDS, Turn

VECTORS = Path(__file__).parents[2] / "crates"
EPOCHS = json.loads((VECTORS / "proof/vectors/epochs.json").read_text())
PARTS = json.loads((VECTORS / "record/vectors/own/parts.json").read_text())
GATES = json.loads((VECTORS / "record/vectors/portal/bodies.json").read_text())
SEALS = json.loads((VECTORS / "record/vectors/seal/bodies.json").read_text())
BAD_STATEMENTS = json.loads((VECTORS / "record/vectors/own/bad.json").read_text())
TURNS = json.loads((VECTORS / "record/vectors/clarification/steps.json").read_text())
LOG = VECTORS / "log/vectors"
unhex = bytes.fromhex


# proof.md


def read_shape(data: bytes) -> Shape:
    """Reads the bytes of a shape, of which a verifier needs only the writing."""
    classes, at = data[0], 3

    def numbers(width: int) -> list[bytes]:
        nonlocal at
        count = int.from_bytes(data[at : at + 2], "big")
        rows = [data[i : i + width] for i in range(at + 2, at + 2 + width * count, width)]
        at += 2 + width * count
        return rows

    cells = tuple(Cell(row[0], int.from_bytes(row[1:3], "big"), row[3]) for row in numbers(4))
    conversions = tuple((row[0], row[1]) for row in numbers(2))
    bounds = tuple(Bound(int.from_bytes(row[1:5], "big") if row[0] else None, bool(row[5]), tuple(row[6:])) for row in numbers(6 + classes))
    return Shape(classes, data[1], data[2], cells, conversions, bounds)


SHAPE = read_shape(unhex(EPOCHS["shape"]["bytes"]))
CONTEXT = tagged("context", unhex(EPOCHS["context"]["instrument"]), EPOCHS["context"]["party"].encode())


def committed(epoch: dict) -> Commitments:
    corrections = [tuple(pair) for pair in epoch["corrections"]]
    return Commitments(SHAPE, [unhex(v) for v in epoch["cells"]], [unhex(v) for v in epoch["flows"]], epoch["excess"], corrections)


def equations(place: int) -> list:
    """All proofs of an epoch of the vector."""
    epoch, stated = EPOCHS["epochs"][place], [committed(e) for e in EPOCHS["epochs"]]
    script = lambda name: transcript(CONTEXT, unhex(epoch["body"]), name)
    proofs, now = epoch["proofs"], stated[place]
    result = [range_equation(script("cells"), now.cells, unhex(proofs["cells"]))]
    if place:
        result.append(range_equation(script("derived"), now.flows + slacks(now, stated[0]), unhex(proofs["derived"])))
        sums = zip(imbalances(now, stated[place - 1]), proofs["balances"])
        result += [balance_equation(script(f"balance/{i}"), d, unhex(proof)) for i, (d, proof) in enumerate(sums)]
    return result


def test_shape_and_context_have_the_bytes_and_hashes_of_the_vector():
    assert SHAPE.encode().hex() == EPOCHS["shape"]["bytes"]
    assert SHAPE.hash().hex() == EPOCHS["shape"]["hash"]
    assert CONTEXT.hex() == EPOCHS["context"]["hash"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_proof_of_the_vector_holds(place: int):
    assert failing(equations(place)) == set()


def test_a_proof_of_another_epoch_or_of_swapped_commitments_does_not_hold():
    one, two = EPOCHS["epochs"][1], EPOCHS["epochs"][2]
    cells = [unhex(v) for v in one["cells"]]
    script = lambda epoch: transcript(CONTEXT, unhex(epoch["body"]), "cells")
    proof = unhex(one["proofs"]["cells"])
    swapped = [cells[1], cells[0], *cells[2:]]
    found = [range_equation(script(one), cells, proof), range_equation(script(two), cells, proof), range_equation(script(one), swapped, proof)]
    assert failing(found) == {1, 2}


def test_a_changed_balance_is_named_among_those_that_hold():
    found = equations(1)
    found[4] = {key: number + 1 for key, number in found[4].items()}
    assert failing(found) == {4}


@pytest.mark.parametrize("change", [lambda p: p[:-1], lambda p: b"\2" + p[1:], lambda p: p[:1] + b"\xff" * 32 + p[33:]])
def test_a_range_proof_of_another_length_byte_or_scalar_is_malformed(change):
    epoch = EPOCHS["epochs"][1]
    proof = change(unhex(epoch["proofs"]["cells"]))
    assert range_equation(transcript(CONTEXT, unhex(epoch["body"]), "cells"), [unhex(v) for v in epoch["cells"]], proof) is None


def test_the_sum_of_the_vector_opens_and_no_other_does():
    opened, cells = EPOCHS["sum_of_all_cells_of_epoch_2"], committed(EPOCHS["epochs"][2]).sum(lambda _: 1)
    blinding = int.from_bytes(unhex(opened["blinding"]), "little")
    assert failing([opening_equation(cells, opened["sum"] + off, blinding) for off in (0, 1)]) == {1}


# statement.md


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part["name"])
def test_statements_of_each_kind_have_the_parts_of_the_vector(part: dict):
    envelope = Envelope.parse((VECTORS / "record/vectors/own" / part["name"]).read_bytes())
    assert envelope.kind == part["kind"]
    assert envelope.message.hex() == part["message"]
    assert envelope.body_hash.hex() == part["body_hash"]
    assert envelope.papers is None or envelope.papers[1].hex() == part["body"]


@pytest.mark.parametrize("bad", BAD_STATEMENTS, ids=lambda bad: bad["why"])
def test_bad_statements_are_refused(bad: dict):
    with pytest.raises(cbor.Malformed):
        Envelope.parse(unhex(bad["hex"]))


@pytest.mark.parametrize("body", GATES["good"], ids=lambda body: body["name"])
def test_what_crosses_a_gate_is_read(body: dict):
    envelope = Envelope.parse((VECTORS / "record/vectors/portal" / body["name"]).read_bytes())
    assert (envelope.kind, envelope.papers[1].hex()) == (body["kind"], body["body"])
    assert envelope.body == PARSERS[body["kind"]](cbor.decode(unhex(body["body"])))


@pytest.mark.parametrize("body", GATES["bad"], ids=lambda body: body["why"])
def test_what_breaks_a_rule_of_a_crossing_is_refused(body: dict):
    with pytest.raises(cbor.Malformed):
        PARSERS[body["kind"]](cbor.decode(unhex(body["body"])))


@pytest.mark.parametrize("body", SEALS["good"], ids=lambda body: body["name"])
def test_what_is_said_of_a_seal_is_read(body: dict):
    envelope = Envelope.parse((VECTORS / "record/vectors/seal" / body["name"]).read_bytes())
    assert (envelope.kind, envelope.papers[1].hex()) == (SEAL, body["body"])
    assert envelope.body == PARSERS[SEAL](cbor.decode(unhex(body["body"])))


@pytest.mark.parametrize("body", SEALS["bad"], ids=lambda body: body["why"])
def test_what_breaks_a_rule_of_a_seal_is_refused(body: dict):
    with pytest.raises(cbor.Malformed):
        PARSERS[SEAL](cbor.decode(unhex(body["body"])))


@pytest.mark.parametrize("data", ["a0", "f5", "20", "f90000", "c24101", "c249010000000000000000", "81" * 8 + "00", "5f4100ff", "1800"])
def test_values_that_no_statement_holds_and_second_spellings_are_refused(data: str):
    with pytest.raises(cbor.Malformed):
        cbor.decode(unhex(data))


# log.md


def test_ed25519_is_strict_on_the_edge_cases_of_cctv():
    cases = json.loads((LOG / "cctv-ed25519/ed25519vectors.json").read_text())
    passing = [c for c in cases if ed25519.verify(unhex(c["key"]), c["msg"].encode(), unhex(c["sig"]))]
    lenient = {"low_order_component_A", "low_order_component_R"}
    assert passing == [c for c in cases if set(c["flags"] or []) <= lenient]
    assert len(passing) == 43


def test_keys_of_small_order_and_second_encodings_are_no_keys():
    flags: dict[str, set[str]] = {}
    for case in json.loads((LOG / "cctv-ed25519/ed25519vectors.json").read_text()):
        flags.setdefault(case["key"], set()).update({"low_order_A", "non_canonical_A"} & set(case["flags"] or []))
    assert {key for key in flags if ed25519.is_key(unhex(key))} == {key for key, bad in flags.items() if not bad}


def keys() -> tuple[log.Key, list[log.Key]]:
    listed = json.loads((LOG / "own/keys.json").read_text())
    return log.Key.parse(listed["log"]["vkey"]), [log.Key.parse(witness["vkey"]) for witness in listed["witnesses"]]


@pytest.mark.parametrize("size", ["0", "7", "7.extended", "300.cosigned"])
def test_checkpoints_verify_and_lead_to_the_roots_of_their_entries(size: str):
    checkpoint = log.Checkpoint.parse((LOG / "own" / f"checkpoint.{size}").read_bytes())
    tree = log.Tree([f"entry {i}".encode() for i in range(300)])
    assert checkpoint.signers([keys()[0]]) and checkpoint.root == tree.root(checkpoint.size)


def test_cosignatures_carry_their_times():
    checkpoint = log.Checkpoint.parse((LOG / "own/checkpoint.300.cosigned").read_bytes())
    lines = {line[1]: line for line in checkpoint.note.signatures}
    assert [log.cosigned_at(checkpoint, lines[key.id], key) for key in keys()[1]] == [1798761600, 1798761660]


def test_tiles_and_bundles_have_the_bytes_of_the_vectors():
    entries = [f"entry {i}".encode() for i in range(300)]
    tiles = log.Tree(entries).tiles()
    assert tiles["tile/0/001.p/44"] == (LOG / "own/tile.0-001.p-44").read_bytes()
    assert tiles["tile/1/000.p/1"] == (LOG / "own/tile.1-000.p-1").read_bytes()
    assert log.unbundle((LOG / "own/entries.001.p-44").read_bytes(), 44) == entries[256:]
    assert log.tile_path("entries", 1234067, 256) == "tile/entries/x001/x234/067"


NOTES = [bad for bad in json.loads((LOG / "own/bad.json").read_text()) if bad["format"] in ("note", "checkpoint", "cosigned")]


@pytest.mark.parametrize("bad", NOTES, ids=lambda bad: bad["why"])
def test_bad_notes_and_checkpoints_are_refused(bad: dict):
    with pytest.raises(log.Refused):
        if bad["format"] == "note":
            log.Note.parse(bad["text"].encode()).verify([keys()[0]])
        checkpoint = log.Checkpoint.parse(bad["text"].encode())
        checkpoint.signers([keys()[0]])
        for key in keys()[1]:
            log.cosigned_at(checkpoint, next(line for line in checkpoint.note.signatures if line[1] == key.id), key)


# clarification.md


@pytest.mark.parametrize("good", TURNS["good"], ids=lambda good: good["step"])
def test_a_step_of_a_clarification_is_read(good):
    assert WORDS[Turn.parse(cbor.decode(unhex(good["body"]))).n] == good["step"]


@pytest.mark.parametrize("bad", TURNS["bad"], ids=lambda bad: bad["why"])
def test_a_bad_step_of_a_clarification_is_refused(bad):
    with pytest.raises(cbor.Malformed):
        Turn.parse(cbor.decode(unhex(bad["body"])))


# inspection.md, section 7

SITE_VECTORS = VECTORS / "record/vectors/site"
ASKED = json.loads((SITE_VECTORS / "answer.json").read_text())


def asked_for_a_story() -> Asked:
    inquiry = parse_inquiry((SITE_VECTORS / "inquiry").read_bytes())
    shape = read_shape(unhex(ASKED["shape"]))
    stated = {int(epoch): (shape, [unhex(root) for root in several]) for epoch, several in ASKED["roots"].items()}
    return Asked(unhex(ASKED["step"]), inquiry, ASKED["site"], ASKED["opened"], None, ASKED["links_max"], stated)


def read_answer() -> Answer:
    data = (SITE_VECTORS / "answer").read_bytes()
    assert len(data) == ASKED["length"]
    return parse_answer(data, ASKED["links_max"], ASKED["classes"])


def test_an_inquiry_is_named_by_its_hash():
    assert tagged("paper", (SITE_VECTORS / "inquiry").read_bytes()).hex() == ASKED["inquiry"]["hash"]


def test_an_answer_tells_a_story_that_holds():
    answer = read_answer()
    assert flaws(answer, asked_for_a_story()) == []
    assert [[link.event, link.epoch, shown] for link, shown in zip(answer.links, proved(answer))] == ASKED["links"]


def test_a_link_without_its_manifest_is_the_hosts_word():
    answer = read_answer()
    assert proved(replace(answer, leaves=answer.leaves[:1])) == [True, True, False]


def test_a_story_that_is_cut_has_a_gap_and_one_that_is_turned_round_contradicts():
    answer, asked = read_answer(), asked_for_a_story()
    cut = replace(answer, links=answer.links[:1], hashes=answer.hashes[:1], before=answer.hashes[1], leaves=answer.leaves[:1])
    assert flaws(cut, asked) == ["discrepancy"]
    links = [answer.links[1], answer.links[0], answer.links[2]]
    turned = replace(answer, links=links, hashes=[b"x" * 32, b"y" * 32, answer.hashes[2]])
    assert flaws(turned, asked).count("contradiction") >= 2


def test_a_leaf_that_was_never_committed_to_is_refused():
    answer, asked = read_answer(), asked_for_a_story()
    for change in ({"node": b"x" * 32}, {"epoch": 5}, {"class_": 1}, {"index": 9}):
        with pytest.raises(cbor.Malformed):
            flaws(replace(answer, leaves=[replace(answer.leaves[0], **change)]), asked)


# instrument.md


@pytest.mark.parametrize(
    ("more", "commits"),
    [
        ('[verification]\npreset = "L3"', True),
        ('[verification]\npreset = "L1"', False),
        ('[verification]\npreset = "L3"\nstatus = "silent"', False),
        ('[[measure]]\nid = "commitments"', True),
        # a measure that has a clause of its own stands as that clause says
        ('[[measure]]\nid = "commitments"\nstatus = "silent"\n[verification]\npreset = "L3"', False),
    ],
)
def test_ledgers_are_committed_to_where_commitments_are_agreed(more: str, commits: bool) -> None:
    text = (VECTORS.parent / "treaties/illustrative-portals.toml").read_text().replace('[verification]\npreset = "L4"', more)
    assert more in text
    assert Treaty(text.encode()).commits is commits
