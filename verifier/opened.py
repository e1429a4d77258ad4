"""What the holder of a key is shown of a site: openings, drawn leaves, lists and reports (inspection.md, sections 4 and 5; proof.md, sections 6 and 8)."""

from dataclasses import dataclass

import cbor2

from body import U16, U32
from cbor import Malformed, Value, array, decode, encode, entries, octets, uint
from group import IDENTITY, is_point, scalar, total
from proof import opening_equation
from shape import ROAD, Shape, tagged
from step import ABSENCE, COUNT, FULL, SAMPLE

VERSION, MAX_CLASS, MAX_LEAF, MAX_LEAVES, MAX_OBJECTS, MAX_SAMPLES = 1, 15, 4095, 4096, 1 << 16, 4096
SEAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
MISSING, WITHOUT_LEAF, OTHER_CLASS, OTHER_TAG, SEAL_BROKEN, SEAL_TWICE, NO_WARHEAD, OTHER_COUNT, BUDDY_TAG_MOVED, BUDDY_TAGS_FEW = range(1, 11)


class NotShown(Exception):
    """Something that is not what the host had committed to, or not of its form."""


@dataclass(frozen=True)
class Place:
    """A place of the frame, and what an epoch states of it."""

    place: tuple[int, int]
    classes: list[int]
    cells: list[bytes]
    root: bytes
    exponent: int

    @property
    def capacity(self) -> int:
        return 1 << self.exponent

    @property
    def encoded(self) -> bytes:
        return bytes([self.place[0]]) + self.place[1].to_bytes(2, "big")


@dataclass(frozen=True)
class Subject:
    """What an opening is held to."""

    inspection: bytes
    form: int
    epoch: int
    site: int
    places: list[Place]
    most: int

    @property
    def length(self) -> int:
        """How many bytes an opening of the site has."""
        per_leaf = {COUNT: 0, SAMPLE: 0, FULL: 120, ABSENCE: 32}[self.form]
        leaves = sum(len(p.classes) * p.capacity for p in self.places)
        return 192 + 48 * sum(len(p.classes) for p in self.places) + per_leaf * leaves

    @property
    def samples_length(self) -> int:
        return 128 + self.most * max(163 + 34 * (p.exponent + len(p.classes)) for p in self.places)


@dataclass
class Site:
    """A site that was opened: counts by place and class, and each item that was listed by place, class and leaf."""

    counts: dict[tuple[int, int], int]  # by the kind of the place, and class
    tags: dict[tuple[int, int, int], bytes] | None = None  # by the kind of the place, class and leaf

    def here(self) -> dict[int, int]:
        return {class_: n for (kind, class_), n in self.counts.items() if kind != ROAD}


def frame(shape: Shape, cells: list[bytes], roots: list[bytes], site: int) -> list[Place]:
    """The site, or plant, and the road to it."""
    result = []
    for number, place in enumerate(shape.places):
        if place[1] == site:
            own = [i for i, cell in enumerate(shape.cells) if cell.place == place]
            exponent = shape.road_exponent if place[0] == ROAD else shape.site_exponent
            result.append(Place(place, [shape.cells[i].class_ for i in own], [cells[i] for i in own], roots[number], exponent))
    return result


def padded(data: bytes, length: int) -> Value:
    """The value before the zeros."""
    if len(data) != length:
        raise Malformed(f"{len(data)} bytes instead of {length}")
    try:
        value = cbor2.loads(data)
    except Exception as error:
        raise Malformed(f"not CBOR: {error}") from None
    spelt = encode(value)
    if data != spelt + bytes(length - len(spelt)):
        raise Malformed("anything but zeros behind the array, or a second spelling")
    return decode(spelt)


# Openings


def open_site(data: bytes, subject: Subject) -> Site:
    """What an opening shows."""
    version, form, inspection, salt, epoch, site, counts, contents = array(padded(data, subject.length), 8)
    stated = uint(version, VERSION), uint(form, 4), octets(inspection, 32), uint(epoch, U32), uint(site, U16)
    octets(salt, 32)
    if stated != (VERSION, subject.form, subject.inspection, subject.epoch, subject.site):
        raise NotShown("of another inspection, form, site or epoch")
    result = Site(_counts(counts, subject.places))
    if subject.form in (COUNT, SAMPLE):
        if contents is not None:
            raise Malformed("contents that the form does not have")
        return result
    manifests = [array(manifest, 2) for manifest in entries(contents, 2, 1)]
    if len(manifests) != len(subject.places):
        raise NotShown("not a manifest for each place")
    result.tags = _whole(manifests, subject.places, result.counts) if subject.form == FULL else _absent(manifests, subject.places, result.counts)
    return result


def _counts(counts: Value, places: list[Place]) -> dict[tuple[int, int], int]:
    cells = [(p, class_, commitment) for p in places for class_, commitment in zip(p.classes, p.cells)]
    pairs = [array(pair, 2) for pair in entries(counts, 32, 1)]
    if len(pairs) != len(cells):
        raise NotShown("not a count for each cell")
    result = {}
    for (count, blinding), (place, class_, commitment) in zip(pairs, cells):
        n, r = uint(count, U16), scalar(octets(blinding, 32))
        if r is None or not is_point(commitment) or total(opening_equation({commitment: 1}, n, r)) != IDENTITY:
            raise NotShown("another count than was committed to")
        if n > place.capacity:
            raise NotShown("more items than leaves")
        result[place.place[0], class_] = n
    return result


def _whole(manifests: list[list], places: list[Place], counts: dict[tuple[int, int], int]) -> dict[tuple[int, int, int], bytes]:
    tags: dict[tuple[int, int, int], bytes] = {}
    for (salt, subtrees), place in zip(manifests, places):
        roots = []
        lists = entries(subtrees, 16, 1)
        if len(lists) != len(place.classes):
            raise NotShown("not a subtree for each class")
        for leaves, class_ in zip(lists, place.classes):
            read = [_leaf(leaf, class_) for leaf in entries(leaves, MAX_LEAVES, 1)]
            items = [tag for _, tag in read if tag is not None]
            if len(read) != place.capacity or any(tag is None for _, tag in read[: len(items)]):
                raise NotShown("another number of leaves, or an item behind a dummy")
            if len(items) != counts[place.place[0], class_]:
                raise NotShown("another number of items than was committed to")
            tags |= {(place.place[0], class_, i): tag for i, tag in enumerate(items)}
            roots.append(_root([node for node, _ in read]))
        _is_root(place, octets(salt, 32), roots)
    if len(set(tags.values())) != len(tags):
        raise NotShown("one tag at two leaves")
    return tags


def _absent(manifests: list[list], places: list[Place], counts: dict[tuple[int, int], int]) -> dict[tuple[int, int, int], bytes]:
    if any(counts.values()):
        raise NotShown("something stands there")
    for (salt, subtrees), place in zip(manifests, places):
        lists = [octets(salts, most=32 * MAX_LEAVES) for salts in entries(subtrees, 16, 1)]
        if any(len(salts) % 32 for salts in lists):
            raise Malformed("salts of another length")
        if len(lists) != len(place.classes) or any(len(salts) != 32 * place.capacity for salts in lists):
            raise NotShown("another number of leaves")
        nodes = [[tagged("dummy", salts[i : i + 32]) for i in range(0, len(salts), 32)] for salts in lists]
        _is_root(place, octets(salt, 32), [_root(row) for row in nodes])
    return {}


def _leaf(value: Value, class_: int) -> tuple[bytes, bytes | None]:
    """The hash of a leaf, and the tag of an item."""
    fields = entries(value, 4, 1)
    if len(fields) == 1:
        return tagged("dummy", octets(fields[0], 32)), None
    tag, tag_salt, class_salt, head = array(value, 4)
    parts = tagged("tag", octets(tag_salt, 32), octets(tag, 16)), tagged("class", octets(class_salt, 32), bytes([class_])), octets(head, 32)
    return tagged("item", *parts), tag


def _root(nodes: list[bytes]) -> bytes:
    while len(nodes) > 1:
        nodes = [tagged("node", nodes[i], nodes[i + 1]) for i in range(0, len(nodes), 2)]
    return nodes[0]


def _is_root(place: Place, salt: bytes, roots: list[bytes]) -> None:
    if tagged("manifest", salt, place.encoded, b"".join(roots)) != place.root:
        raise NotShown("a manifest that does not lead to its root")


# Drawn leaves


def open_samples(data: bytes, subject: Subject, site: Site, asked: list[tuple[int, int, int]]) -> dict[tuple[int, int, int], bytes]:
    """The tags of the leaves that were asked for: by whether they are of the road, class and leaf."""
    version, inspection, salt, leaves = array(padded(data, subject.samples_length), 4)
    uint(version, VERSION), octets(salt, 32)
    if version != VERSION or octets(inspection, 32) != subject.inspection:
        raise NotShown("of another inspection")
    read = [array(leaf, 7) for leaf in entries(leaves, MAX_SAMPLES)]
    for road, class_, index, _, path, roots, _ in read:
        uint(road, 1), uint(class_, MAX_CLASS), uint(index, MAX_LEAF), entries(path, 12), entries(roots, 16, 1)
    if [tuple(leaf[:3]) for leaf in read] != asked:
        raise NotShown("not one leaf for each that was asked for")
    result: dict[tuple[int, int, int], bytes] = {}
    for road, class_, index, leaf, path, roots, root_salt in read:
        place = next((p for p in subject.places if (p.place[0] == ROAD) == bool(road)), None)
        if place is None or class_ not in place.classes:
            raise NotShown("a leaf that the site does not have")
        node, tag = _leaf(leaf, class_)
        if len(path) != place.exponent or len(roots) != len(place.classes):
            raise NotShown("another way up")
        for level, beside in enumerate(octets(p, 32) for p in path):
            node = tagged("node", beside, node) if index >> level & 1 else tagged("node", node, beside)
        if node != octets(roots[place.classes.index(class_)], 32):
            raise NotShown("a leaf that does not lead to its subtree")
        _is_root(place, octets(root_salt, 32), [octets(r, 32) for r in roots])
        if (tag is not None) != (index < site.counts[place.place[0], class_]):
            raise NotShown("an item beyond the count, or a dummy below it")
        if tag is not None:
            if tag in result.values():
                raise NotShown("one tag at two leaves")
            result[road, class_, index] = tag
    return result


# Papers


@dataclass(frozen=True)
class Report:
    inspection: bytes
    counted: dict[int, int]
    examined: list[tuple[str, int, bytes | None, int | None]]  # seal, class, tag, verdict
    differences: list[list]
    buddy_tags: dict[int, int] | None = None


@dataclass
class Papers:
    """What the verdict of a report is held to, as far as it is there."""

    form: int
    site: Site | None = None
    objects: list[tuple[str, int, int | None]] | None = None  # seal, class, leaf
    tags: dict[tuple[int, int], bytes] | None = None
    has_no_answer: bool = False  # whether the drawn leaves that were opened are none


def read_list(data: bytes, inspection: bytes) -> list[tuple[str, int, int | None]]:
    version, of, salt, objects = array(decode(data), 4)
    octets(salt, 32)
    if uint(version, VERSION) != VERSION or octets(of, 32) != inspection:
        raise NotShown("the list of another inspection")
    read = [array(row, 3) for row in entries(objects, MAX_OBJECTS)]
    return [(_seal(seal), uint(class_, MAX_CLASS), None if leaf is None else uint(leaf, MAX_LEAF)) for seal, class_, leaf in read]


def read_report(data: bytes, inspection: bytes) -> Report:
    version, of, salt, counted, examined, differences, text, *tags = entries(decode(data), 8, 7)
    octets(salt, 32)
    if uint(version, VERSION) != VERSION or octets(of, 32) != inspection:
        raise NotShown("the report of another inspection")
    if type(text) is not str or len(text.encode()) > 4096:
        raise Malformed("no text")
    looked = [_examined(array(row, 4)) for row in entries(examined, MAX_SAMPLES)]
    told = [_difference(array(row, 4)) for row in entries(differences, MAX_OBJECTS)]
    return Report(of, _counted(counted), looked, told, _counted(tags[0]) if tags else None)


def _counted(value: Value) -> dict[int, int]:
    counts = [(uint(c, MAX_CLASS), uint(n, U16)) for c, n in (array(row, 2) for row in entries(value, 16))]
    if any(a[0] >= b[0] for a, b in zip(counts, counts[1:])):
        raise Malformed("classes that do not ascend")
    return dict(counts)


def _seal(value: Value) -> str:
    if type(value) is not str or not 1 <= len(value) <= 32 or not set(value) <= SEAL:
        raise Malformed("no number of a seal")
    return value


def _examined(row: list) -> tuple[str, int, bytes | None, int | None]:
    seal, class_, tag, measurement = row
    verdict = None
    if measurement is not None:
        verdict, file = array(measurement, 2)
        uint(verdict, 2), octets(file, 32)
    return _seal(seal), uint(class_, MAX_CLASS), None if tag is None else octets(tag, 16), verdict


def _difference(row: list) -> list:
    code, class_, leaf, seal = row
    if not MISSING <= uint(code, BUDDY_TAGS_FEW) or (seal is None) != (code in (MISSING, OTHER_COUNT, BUDDY_TAGS_FEW)):
        raise Malformed("a difference that names what it may not, or not what it must")
    if code in (MISSING, OTHER_CLASS, OTHER_TAG) and leaf is None or code in (WITHOUT_LEAF, OTHER_COUNT, BUDDY_TAG_MOVED, BUDDY_TAGS_FEW) and leaf is not None:
        raise Malformed("a difference that names what it may not, or not what it must")
    uint(class_, MAX_CLASS)
    if leaf is not None:
        uint(leaf, MAX_LEAF)
    if seal is not None:
        _seal(seal)
    return row


def comes_to(report: Report, papers: Papers) -> int | None:
    """0 where everything agrees, 1 where something differs, nothing where these papers do not say."""
    if report.differences or papers.has_no_answer or _stands_twice(papers.objects or []) or _differs(report, papers):
        return 1
    has_list = papers.form in (SAMPLE, FULL)
    is_whole = papers.site is not None and (not has_list or papers.objects is not None and papers.tags is not None)
    return 0 if is_whole else None


def _stands_twice(objects: list[tuple[str, int, int | None]]) -> bool:
    seals, leaves = [o[0] for o in objects], [o[1:] for o in objects if o[2] is not None]
    return len(set(seals)) != len(seals) or len(set(leaves)) != len(leaves)


def _differs(report: Report, papers: Papers) -> bool:
    """Whether what was counted, listed and examined is another than what was opened."""
    if papers.site is None:
        return False
    here = papers.site.here()
    if any(here.get(c, 0) != report.counted.get(c, 0) for c in {*here, *report.counted}):
        return True
    if report.buddy_tags is not None and any(report.buddy_tags.get(c, 0) < n for c, n in report.counted.items()):
        return True
    if papers.objects is None:
        return False
    due = {(c, leaf) for c, n in here.items() for leaf in range(n)}
    if len(papers.objects) != len(due) or {o[1:] for o in papers.objects} != due:
        return True
    listed = {seal: (class_, leaf) for seal, class_, leaf in papers.objects}
    for seal, class_, tag, verdict in report.examined:
        at = listed.get(seal)
        opened = (papers.tags or {}).get(at)
        if verdict == 1 or at and class_ != at[0] or tag and opened and tag != opened:
            return True
    return False
