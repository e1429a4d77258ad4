"""What the holder of keys finds: sealed messages are opened as others seal them, and this verifier finds with them what the audit finds."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from test_vectors import read_shape

from assessment import assess
from cbor import Malformed
from compare import differences
from dossier import Dossier, read_dossier
from folder import read_folder
from opened import NotShown, Subject, frame, open_samples, open_site, read_list, read_report
from sealed import OPENING, SAMPLES, Closed, Secret, hash_of
from shape import tagged

HPKE = json.loads((Path(__file__).parents[2] / "crates/record/vectors/hpke/x-wing.json").read_text())
SEALED, ADDED = bytes.fromhex(HPKE["enc"]) + bytes.fromhex(HPKE["encryptions"][0]["ct"]), bytes.fromhex(HPKE["encryptions"][0]["aad"])
# each with what is found with the keys of OND and not without them
ATTEMPTS = {
    "opening-of-other-numbers": ["opening-false"],
    "opening-of-other-numbers-count": ["opening-false"],
    "opening-of-other-numbers-full": ["opening-false"],
    "absence-of-other-numbers": ["opening-false"],
    "sealed-to-another": ["opening-false"],
    "another-entry-opened": ["opening-false"],
    "opening-rejected": ["acceptance-false"],
    "difference-concealed": ["report-false", "report-false"],
    "difference-invented": ["report-false"],
    "one-item-at-two-sites": ["tag-twice"],
    "class-changed-between": ["not-converted"],
    "opened-in-silence": [],
    "tag-of-another": [],
    "false-report": [],
    "fewer-on-site": [],
    "inspected": [],
    "arrival-before-departure": ["answer-false", "story-on-word"],
    "seen-after-its-end": ["answer-incomplete", "story-on-word"],
    "life-with-a-hole": ["answer-incomplete"],
    "arrived-this-morning": [],
    "more-arrivals-than-allowed": [],
    "inquired": [],
}


def test_what_others_have_sealed_opens() -> None:
    secret = Secret(bytes.fromhex(HPKE["skRm"]))
    assert secret.public[1:] == bytes.fromhex(HPKE["pkRm"])
    assert secret.unseal(bytes.fromhex(HPKE["info"]), ADDED, SEALED) == bytes.fromhex(HPKE["encryptions"][0]["pt"])


@pytest.mark.parametrize("at", [0, 1000, 1100, 1119, 1120, len(SEALED) - 1])
def test_a_damaged_message_does_not_open(at: int) -> None:
    damaged = SEALED[:at] + bytes([SEALED[at] ^ 1]) + SEALED[at + 1 :]
    with pytest.raises(Closed):
        Secret(bytes.fromhex(HPKE["skRm"])).unseal(bytes.fromhex(HPKE["info"]), ADDED, damaged)


@pytest.mark.parametrize("message", [b"", bytes(1135), SEALED[:-1]])
def test_a_message_that_is_cut_off_does_not_open(message: bytes) -> None:
    with pytest.raises(Closed):
        Secret(bytes(32)).unseal(b"", b"", message)


@pytest.fixture(scope="module")
def plays(command: str, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("plays")

    def play(name: str) -> Path:
        if not (folder / name).exists():
            subprocess.run([command, "play", name, "--out", str(folder / name)], check=False, capture_output=True)
        return folder / name

    return play


def codes(folder: Path, dossier: Dossier | None = None) -> list[str]:
    return [finding.code for finding in assess(read_folder(folder), None, dossier).findings]


@pytest.mark.parametrize("name", ATTEMPTS)
def test_both_find_the_same_with_the_keys_and_without(name: str, plays, command: str) -> None:
    folder = plays(name)
    assert differences(command, folder) == []
    for reader in ("OND", "HAL"):
        assert differences(command, folder, reader=reader) == []
    without, found = codes(folder), codes(folder, read_dossier(folder, "OND", None))
    more = list(found)
    for code in without:
        if code in more:
            more.remove(code)
    assert more == ATTEMPTS[name]


def test_without_the_one_key_or_the_one_message_nothing_more_is_found(plays) -> None:
    folder = plays("opening-of-other-numbers")
    whole = read_dossier(folder, "OND", None)
    for dossier in (Dossier({}, whole.papers), Dossier(whole.keys, {}), Dossier({b"another": next(iter(whole.keys.values()))}, whole.papers)):
        assert codes(folder, dossier) == codes(folder)
    assert codes(folder, whole) != codes(folder)


# The frozen vectors of what is opened

SITE = Path(__file__).parents[2] / "crates/record/vectors/site"
PARTS = json.loads((SITE / "parts.json").read_text())


def subject(form: int, site: int) -> Subject:
    shape = read_shape(bytes.fromhex(PARTS["shape"]))
    cells, roots = ([bytes.fromhex(value) for value in PARTS[name]] for name in ("cells", "roots"))
    return Subject(bytes.fromhex(PARTS["inspection"]), form, PARTS["epoch"], site, frame(shape, cells, roots, site), PARTS["samples"]["most"])


@pytest.mark.parametrize("vector", PARTS["openings"], ids=lambda vector: vector["name"])
def test_each_opening_of_the_vectors_opens_and_no_other_form_of_it(vector: dict) -> None:
    data, site = (SITE / vector["name"]).read_bytes(), vector["site"]
    assert len(data) == vector["length"] == subject(vector["form"], site).length
    open_site(data, subject(vector["form"], site))
    for form in {1, 2, 3, 4} - {vector["form"]}:
        with pytest.raises((Malformed, NotShown)):
            open_site(data, subject(form, site))
    for change in ({"epoch": 1}, {"inspection": bytes(32)}):
        with pytest.raises(NotShown):
            open_site(data, replace(subject(vector["form"], site), **change))


@pytest.mark.parametrize("vector", PARTS["openings"], ids=lambda vector: vector["name"])
def test_no_opening_opens_with_a_byte_changed(vector: dict) -> None:
    data = (SITE / vector["name"]).read_bytes()
    end = len(data.rstrip(b"\0"))
    salt = range(2 + 1 + 2 + 32, 2 + 1 + 2 + 32 + 34)  # which shows nothing, and is bound by the seal
    for at in range(0, end + 1):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        if at not in salt:
            with pytest.raises((Malformed, NotShown)):
                open_site(changed, subject(vector["form"], vector["site"]))


def test_the_drawn_leaves_the_list_and_the_report_of_the_vectors_are_read() -> None:
    sample = next(vector for vector in PARTS["openings"] if vector["name"] == "opening.sample")
    of = subject(2, sample["site"])
    site = open_site((SITE / "opening.sample").read_bytes(), of)
    asked = [(leaf["road"], leaf["class"], leaf["leaf"]) for leaf in PARTS["samples"]["drawn"]]
    data = (SITE / "samples").read_bytes()
    assert len(data) == PARTS["samples"]["length"] == of.samples_length
    open_samples(data, of, site, asked)
    with pytest.raises(NotShown):
        open_samples(data, of, site, asked[::-1])
    for name, read in (("list", read_list), ("report", read_report)):
        paper = (SITE / name).read_bytes()
        assert tagged("paper", paper).hex() == PARTS[name]["hash"]
        read(paper, of.inspection)
        with pytest.raises(NotShown):
            read(paper, bytes(32))


def test_the_sealed_message_of_the_vectors_opens() -> None:
    secret, message = Secret(bytes.fromhex(PARTS["reader"]["secret"])), (SITE / "sealed").read_bytes()
    assert (secret.public.hex(), hash_of(message).hex()) == (PARTS["reader"]["public"], PARTS["sealed"]["hash"])
    plain = secret.open(OPENING, bytes.fromhex(PARTS["inspection"]), message)
    assert plain == (SITE / PARTS["sealed"]["of"]).read_bytes()
    with pytest.raises(Closed):
        secret.open(SAMPLES, bytes.fromhex(PARTS["inspection"]), message)
