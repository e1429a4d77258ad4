"""What one reader holds beside the records, and what it finds with that (assessment.md, section 11)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import answer
import opened
from answer import CONTRADICTION, Asked, NotStated
from body import is_party
from cbor import Malformed
from chain import Chain
from draw import OBJECTS, objects, seed
from finding import Finding
from folder import read_bytes
from inspection import Inspection, Taken
from log import Refused
from opened import NotShown, Papers, Place, Site, Subject
from sealed import ANSWER as SEALED_ANSWER
from sealed import OPENING as SEALED_OPENING
from sealed import SAMPLES as SEALED_SAMPLES
from sealed import Closed, Secret, hash_of
from shape import ROAD, tagged
from step import CONFIRMATION, DESIGNATION, DRAW, LIST, OPENING, REPORT, SAMPLES, SIGNATURE
from treaty import Treaty, number

MAX_PAPER = (1 << 24) + (1 << 12)
MAX_FILES, MAX_PAPERS = 1 << 16, 1 << 30
WRONG = (Closed, Malformed, NotShown)


@dataclass
class Dossier:
    """Keys by their public half, and messages and papers by each hash under which a step may name them."""

    keys: dict[bytes, Secret] = field(default_factory=dict)
    papers: dict[bytes, bytes] = field(default_factory=dict)

    def take(self, paper: bytes) -> None:
        self.papers |= {hash_of(paper): paper, tagged("paper", paper): paper}


def read_dossier(folder: Path, reader: str, keys: Path | None) -> Dossier:
    """What a reader holds in a run folder or a home (folder.md)."""
    result = Dossier()
    own = folder / f"{reader}.secret/inspections"
    for within in _names(keys if keys or not own.is_dir() else own) if keys or own.is_dir() else []:
        if (within / "key").exists():
            secret = Secret(_secret(within / "key"))
            result.keys[secret.public] = secret
    room = MAX_PAPERS
    for sealed in _names(folder):
        of = sealed.name.removesuffix(".sealed")
        if not sealed.name.endswith(".sealed") or not is_party(of):
            continue
        for file in _names(sealed):
            if of == reader or file.name.rpartition("-")[0] == reader:
                paper = read_bytes(file, MAX_PAPER)
                room -= len(paper)
                if room < 0:
                    raise Refused(f"{file}: more papers than are read")
                result.take(paper)
    return result


def _names(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        raise Refused(f"{folder}: no folder")
    found = sorted(folder.iterdir())
    if len(found) > MAX_FILES:
        raise Refused(f"{folder}: more files than are looked at")
    return found


def _secret(file: Path) -> bytes:
    text = read_bytes(file, 65)
    if len(text) != 65 or text[-1:] != b"\n" or not set(text[:-1]) <= set(b"0123456789abcdef"):
        raise Refused(f"{file}: no key")
    return bytes.fromhex(text[:-1].decode())


@dataclass
class Answered:
    """An answer as the holder of the key sees it: how heavy each thing is that does not hold, and each link's proof."""

    flaws: list[str]
    proved: list[bool]
    is_whole: bool  # whether all is held that it is to be held to
    is_early: bool  # whether every leaf is of an epoch that was closed when the site was opened

    @property
    def is_false(self) -> bool:
        return CONTRADICTION in self.flaws

    @property
    def has_gap(self) -> bool:
        return self.is_whole and not self.is_false and bool(self.flaws)

    @property
    def explains(self) -> bool:
        return self.is_whole and not self.flaws

    @property
    def is_proved(self) -> bool:
        return self.explains and all(self.proved) and self.is_early


@dataclass
class Shown:
    """One inspection as the holder of its key and papers sees it; each is nothing where it is not held."""

    site: Site | None = None
    is_false: bool = False  # whether the opening is none
    objects: list[tuple[str, int, int | None]] | None = None
    tags: dict[tuple[int, int], bytes] | None = None
    has_no_answer: bool = False
    answers: list[Answered | None] = field(default_factory=list)
    comes_to: int | None = None
    differences: list[int] = field(default_factory=list)  # the codes in the report's paper

    @property
    def is_opened(self) -> bool:
        return self.site is not None or self.is_false


@dataclass
class Reading:
    """A dossier beside the inspections that it speaks of."""

    treaty: Treaty
    chains: dict[str, Chain]
    dossier: Dossier

    def shown(self, inspection: Inspection) -> Shown:
        result = Shown(answers=[self._answer(inspection, *inquired[:2]) for inquired in inspection.inquiries])
        listed = self._paper(inspection, LIST)
        if listed is not None:
            result.objects = _read(lambda: opened.read_list(listed, inspection.request.hash))
        secret, subject = self.dossier.keys.get(inspection.request["key"]), self._subject(inspection)
        message = self._paper(inspection, OPENING, "sealed")
        if secret and subject and message is not None:
            try:
                result.site = opened.open_site(secret.open(SEALED_OPENING, subject.inspection, message), subject)
            except WRONG:
                result.is_false = True
        if result.site and secret and subject:
            self._leaves(inspection, secret, subject, result)
        report = self._paper(inspection, REPORT)
        report = report and _read(lambda: opened.read_report(report, inspection.request.hash))
        if report:
            papers = Papers(inspection.request["form"], result.site, result.objects, result.tags, result.has_no_answer)
            result.comes_to = opened.comes_to(report, papers)
            result.differences = [code for code, *_ in report.differences]
        return result

    def _leaves(self, inspection: Inspection, secret: Secret, subject: Subject, shown: Shown) -> None:
        """The tags of all leaves, or of those that were drawn."""
        if shown.site.tags is not None:
            shown.tags = {(class_, leaf): tag for (kind, class_, leaf), tag in shown.site.tags.items() if kind != ROAD}
            return
        message = self._paper(inspection, SAMPLES, "sealed")
        if message is None or shown.objects is None:
            return
        nonces = [inspection.find(n)["nonce"] for n in (CONFIRMATION, DRAW)]
        drawn = seed(inspection.request.hash, OBJECTS, inspection.find(DESIGNATION)["commitment"], *nonces)
        try:
            places = objects(drawn, len(shown.objects), subject.most)
            asked = _asked(subject, [shown.objects[i] for i in places])
            tags = opened.open_samples(secret.open(SEALED_SAMPLES, subject.inspection, message), subject, shown.site, asked)
            shown.tags = {(class_, leaf): tag for (_, class_, leaf), tag in tags.items()}
        except WRONG:
            shown.has_no_answer = True

    def _answer(self, inspection: Inspection, inquiry: Taken, answered: Taken | None) -> Answered | None:
        secret, chain = self.dossier.keys.get(inspection.request["key"]), self.chains.get(inspection.host)
        message, paper = self.dossier.papers.get(answered and answered["sealed"]), self.dossier.papers.get(inquiry["paper"])
        meant = paper and _read(lambda: answer.parse_inquiry(paper))
        links_max = self._links_max(inspection)
        if not (secret and chain and message is not None and meant and links_max):
            return None
        if (meant.inspection, meant.subject) != (inspection.request.hash, inquiry["subject"]):
            return None
        stated = {n: (s.shape, s.leaf.envelope.body.roots) for n, s in chain.epochs.items() if s.fits and len(s.leaf.envelope.body.roots) == len(s.shape.places)}
        closing = self.treaty.closing(inspection.find(REPORT).dated)
        closing = closing if closing in stated else None
        opened_ = inspection.find(OPENING)["epoch"]
        asked = Asked(inquiry.hash, meant, inspection.find(DESIGNATION)["site"], opened_, closing, links_max, stated)
        is_whole = meant.subject != answer.DEPARTURE or closing is not None
        try:
            data = secret.open(SEALED_ANSWER, inspection.request.hash, message)
            told = answer.parse_answer(data, links_max, len(self.treaty.classes))
            flaws = answer.flaws(told, asked)
        except NotStated:
            return None
        except WRONG:
            return Answered([CONTRADICTION], [], is_whole, False)
        return Answered(flaws, answer.proved(told), is_whole, all(leaf.epoch <= opened_ for leaf in told.leaves))

    def _links_max(self, inspection: Inspection) -> int | None:
        kinds, kind = self.treaty.tables("inspection"), inspection.request["kind"]
        most = kinds[kind].get("links-max") if kind < len(kinds) and "inquiries-max" in kinds[kind] else None
        return None if most is None else number(most)

    def _subject(self, inspection: Inspection) -> Subject | None:
        opening, designation, chain = inspection.find(OPENING), inspection.find(DESIGNATION), self.chains.get(inspection.host)
        stated = chain.epochs.get(opening["epoch"]) if opening and chain else None
        if stated is None or not stated.fits:
            return None
        body = stated.leaf.envelope.body
        places = opened.frame(stated.shape, body.cells, body.roots, designation["site"])
        kinds, kind = self.treaty.tables("inspection"), inspection.request["kind"]
        most = kinds[kind].get("items-max") if kind < len(kinds) else None
        most = 4096 if most is None else min(number(most), 4096)
        return Subject(inspection.request.hash, inspection.request["form"], opening["epoch"], designation["site"], places, most) if places else None

    def _paper(self, inspection: Inspection, n: int, name: str = "paper") -> bytes | None:
        step = inspection.find(n)
        return self.dossier.papers.get(step[name]) if step else None

    # What follows

    def findings(self, inspections: list[tuple[Inspection, Shown]]) -> list[Finding]:
        alone = [finding for inspection, shown in inspections for finding in _alone(inspection, shown)]
        return alone + list(self._tags(inspections)) + list(_seals(inspections))

    def _tags(self, inspections: list[tuple[Inspection, Shown]]) -> Iterator[Finding]:
        """One item at two places of one epoch, or in a class to which it cannot have come: one finding for each two openings."""
        seen: dict[tuple[str, bytes], list[tuple]] = {}
        for place, (inspection, shown) in enumerate(inspections):
            for at, tag in _items(inspection, shown):
                seen.setdefault((inspection.host, tag), []).append((at, place))
        told = set()
        for (host, _), several in seen.items():
            several.sort()
            for (earlier, first), (later, second) in zip(several, several[1:]):
                if earlier == later or earlier[0] != later[0] and self._becomes(earlier[3], later[3]):
                    continue
                told.add((second, first, host, "tag-twice" if earlier[0] == later[0] else "not-converted"))
        for _, _, host, code in sorted(told):
            yield Finding(code, "contradiction", host)

    def _becomes(self, one: int, other: int) -> bool:
        reached = {one}
        while more := {b for a, b in self.treaty.conversions if a in reached} - reached:
            reached |= more
        return other in reached


def _alone(inspection: Inspection, shown: Shown) -> Iterator[Finding]:
    for _ in range(shown.is_false + shown.has_no_answer):
        yield Finding("opening-false", "contradiction", inspection.host)
    for answered in shown.answers:
        if answered and answered.is_false:
            yield Finding("answer-false", "contradiction", inspection.host)
    report, signature = inspection.find(REPORT), inspection.find(SIGNATURE)
    if report and shown.comes_to is not None and shown.comes_to != report["verdict"]:
        yield Finding("report-false", "contradiction", inspection.inspector)
        if signature and (signature["paper"], signature["verdict"]) == (report["paper"], 0):
            yield Finding("report-false", "contradiction", inspection.host)


def _seals(inspections: list[tuple[Inspection, Shown]]) -> Iterator[Finding]:
    """A seal on two objects in the lists of one inspector, unless they are shown to be one."""
    seen: dict[tuple[str, str], tuple] = {}
    told = set()
    for place, (inspection, shown) in enumerate(inspections):
        for seal, class_, leaf in shown.objects or []:
            tag, opening = (shown.tags or {}).get((class_, leaf)), inspection.find(OPENING)
            site = (inspection.host, opening["epoch"], inspection.find(DESIGNATION)["site"], class_, leaf) if opening and leaf is not None else None
            key = inspection.inspector, seal
            other, its_site, its_tag = seen.get(key, (place, None, None))
            seen[key] = place, site, tag
            if other != place and not (site and site == its_site or tag and tag == its_tag):
                told.add((place, other, inspection.inspector))
    for _, _, inspector in sorted(told):
        yield Finding("seal-reused", "discrepancy", inspector)


def _items(inspection: Inspection, shown: Shown) -> Iterator[tuple[tuple, bytes]]:
    """Every item that an inspection shows, and where: epoch, site, whether on the road, class, leaf."""
    if shown.site is None:
        return
    epoch, site = inspection.find(OPENING)["epoch"], inspection.find(DESIGNATION)["site"]
    if shown.site.tags is not None:
        for (kind, class_, leaf), tag in shown.site.tags.items():
            yield (epoch, site, kind == ROAD, class_, leaf), tag
    else:
        for (class_, leaf), tag in (shown.tags or {}).items():
            yield (epoch, site, False, class_, leaf), tag


def _asked(subject: Subject, drawn: list[tuple[str, int, int | None]]) -> list[tuple[int, int, int]]:
    """The leaves of drawn objects, each once, as far as the site has them."""
    place: Place | None = next((p for p in subject.places if p.place[0] != ROAD), None)
    leaves = [(0, c, leaf) for _, c, leaf in drawn if leaf is not None and place and leaf < place.capacity and c in place.classes]
    return list(dict.fromkeys(leaves))


def _read(read):
    try:
        return read()
    except (Malformed, NotShown):
        return None
