"""Answers to inquiries, unsealed: what one tells, held against the roots of their epochs (inspection.md, section 7; proof.md, sections 6 and 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

import cbor
from cbor import Malformed, Value, array, entries, octets, uint
from shape import ROAD, SITE, Shape, tagged

ARRIVAL, DEPARTURE, STORY = 1, 2, 3
DECLARED, SENT, ARRIVED, ON_CARRIER, OFF_CARRIER, INTO_PLANT, OUT_OF_PLANT, RETIRED, BACK, ON_BENCH, TAKEN_APART, LOST, CORRECTED = 1, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18
INTERIOR = 2
NONE = bytes(32)
U16, U32 = (1 << 16) - 1, (1 << 32) - 1
CONTRADICTION, DISCREPANCY = "contradiction", "discrepancy"


class NotStated(Malformed):
    """A leaf of an epoch that the host has not stated, as far as its record is held."""


@dataclass(frozen=True)
class Link:
    salt: bytes
    event: int
    epoch: int
    place: tuple[int, int]
    class_: int

    def after(self, previous: bytes) -> bytes:
        """The hash of this link over the one before."""
        kind, number = self.place
        place = bytes([kind]) + number.to_bytes(2, "big")
        return tagged("link", self.salt, previous, bytes([self.event]), self.epoch.to_bytes(4, "big"), place, bytes([self.class_]))

    @property
    def ends(self) -> bool:
        return self.event in (TAKEN_APART, LOST)


@dataclass(frozen=True)
class Leaf:
    epoch: int
    place: tuple[int, int]
    class_: int
    index: int
    tag: bytes
    head: bytes | None
    node: bytes
    path: list[bytes]
    roots: list[bytes]
    salt: bytes


@dataclass(frozen=True)
class Inquiry:
    inspection: bytes
    subject: int
    class_: int
    leaf: int | None
    seal: str | None
    tag: bytes | None


@dataclass(frozen=True)
class Answer:
    """An answer in clear. Links are newest first, and `hashes` those of the links; no story where there are none."""

    inspection: bytes
    inquiry: bytes
    links: list[Link]
    hashes: list[bytes]
    before: bytes
    leaves: list[Leaf]


@dataclass(frozen=True)
class Asked:
    """What an answer is held against; of each stated epoch its shape, and the roots in the order of the shape's places."""

    step: bytes
    inquiry: Inquiry
    site: int
    opened: int
    closing: int | None
    links_max: int
    stated: Mapping[int, tuple[Shape, list[bytes]]]


def length(links_max: int, classes: int) -> int:
    return 192 + 49 * links_max + (206 + 34 * (12 + classes)) * (links_max + 2)


def parse_inquiry(data: bytes) -> Inquiry:
    version, inspection, salt, subject, class_, leaf, seal, tag = array(cbor.decode(data), 8)
    if version != 1 or not 1 <= uint(subject, 3) or not (seal is None or isinstance(seal, str)):
        raise Malformed("no inquiry")
    octets(salt, 32)
    stands = leaf is not None, seal is not None, tag is not None
    must = {ARRIVAL: (False, True, True), DEPARTURE: (True, False, None), STORY: (True, True, None)}[subject]
    if any(m is not None and m != s for m, s in zip(must, stands)):
        raise Malformed("leaf, seal or tag otherwise than the subject needs")
    index = None if leaf is None else uint(leaf, 4095)
    return Inquiry(octets(inspection, 32), subject, uint(class_, 15), index, seal, None if tag is None else octets(tag, 16))


def parse_answer(data: bytes, links_max: int, classes: int) -> Answer:
    if len(data) != length(links_max, classes):
        raise Malformed("another length than the instrument gives it")
    version, inspection, salt, inquiry, story, leaves = array(cbor.decode(data[: _end(data)]), 6)
    if version != 1:
        raise Malformed("an unknown version")
    octets(salt, 32)
    before, links = (octets(story[0], 32), [_link(v) for v in entries(array(story, 2)[1], 256, least=1)]) if story is not None else (NONE, [])
    if len(links) > links_max or any(a.epoch < b.epoch for a, b in zip(links, links[1:])):
        raise Malformed("more links than may be told, or some that go back in time")
    hashes, previous = [], before
    for link in reversed(links):
        previous = link.after(previous)
        hashes.insert(0, previous)
    return Answer(octets(inspection, 32), octets(inquiry, 32), links, hashes, before, [_leaf(v) for v in entries(leaves, 258)])


def _end(data: bytes) -> int:
    """Where the array ends, behind which nothing but zeros stands. The last field of an answer is a list, so its last byte may be zero itself."""
    end = len(data.rstrip(b"\0"))
    for at in range(end, min(end + 64, len(data)) + 1):
        try:
            cbor.decode(data[:at])
            return at
        except Malformed:
            continue
    raise Malformed("no array before the zeros")


def _place(kind: Value, number: Value) -> tuple[int, int]:
    return uint(kind, 2), uint(number, U16)


def _link(value: Value) -> Link:
    salt, event, epoch, kind, number, class_ = array(value, 6)
    if not 1 <= uint(event, 18):
        raise Malformed("an unknown event")
    return Link(octets(salt, 32), event, uint(epoch, U32), _place(kind, number), uint(class_, 15))


def _leaf(value: Value) -> Leaf:
    epoch, kind, number, class_, index, leaf, path, roots, salt = array(value, 9)
    tag, tag_salt, class_salt, *rest = entries(leaf, 5, least=4)
    for part in (tag_salt, class_salt, *rest):
        octets(part, 32)
    head = rest[1] if len(rest) == 2 else None
    part = tagged("head", *rest) if head else rest[0]
    node = tagged("item", tagged("tag", tag_salt, octets(tag, 16)), tagged("class", class_salt, bytes([uint(class_, 15)])), part)
    nodes = [[octets(n, 32) for n in entries(some, most)] for some, most in ((path, 12), (roots, 16))]
    return Leaf(uint(epoch, U32), _place(kind, number), class_, uint(index, 4095), tag, head, node, *nodes, octets(salt, 32))


# What it shows


def flaws(answer: Answer, asked: Asked) -> list[str]:
    """How heavy each thing is that does not hold. An answer that shows what was never stated is malformed."""
    if (answer.inspection, answer.inquiry) != (asked.inquiry.inspection, asked.step):
        raise Malformed("an answer to something else")
    for leaf in answer.leaves:
        _is_of_root(leaf, asked)
    result = [CONTRADICTION] if any(leaf.tag != answer.leaves[0].tag for leaf in answer.leaves) else []
    result += [DISCREPANCY] if answer.leaves and asked.inquiry.tag not in (None, answer.leaves[0].tag) else []
    if answer.links:
        result += _heads(answer) + _life(answer) + _after_end(answer, asked)
    return result + ([] if _answers(answer, asked) else [DISCREPANCY])


def proved(answer: Answer) -> list[bool]:
    """Of each link, whether the manifest of its epoch shows the newest one of that epoch."""
    newest = {link.epoch: hash_ for link, hash_ in reversed(list(zip(answer.links, answer.hashes)))}
    return [any((leaf.epoch, leaf.head) == (link.epoch, newest[link.epoch]) for leaf in answer.leaves) for link in answer.links]


def _is_of_root(leaf: Leaf, asked: Asked) -> None:
    if leaf.epoch not in asked.stated:
        raise NotStated(f"a leaf of epoch {leaf.epoch}")
    shape, of_places = asked.stated[leaf.epoch]
    classes = [cell.class_ for cell in shape.cells if cell.place == leaf.place]
    exponent = shape.road_exponent if leaf.place[0] == ROAD else shape.site_exponent
    if leaf.class_ not in classes or (len(leaf.path), len(leaf.roots)) != (exponent, len(classes)) or leaf.index >> exponent:
        raise Malformed("a leaf of what was not stated")
    node, index = leaf.node, leaf.index
    for beside in leaf.path:
        node = tagged("node", beside, node) if index & 1 else tagged("node", node, beside)
        index >>= 1
    kind, number = leaf.place
    root = tagged("manifest", leaf.salt, bytes([kind]) + number.to_bytes(2, "big"), *leaf.roots)
    if node != leaf.roots[classes.index(leaf.class_)] or root != of_places[shape.places.index(leaf.place)]:
        raise Malformed("a leaf that does not lead to its root")


def _heads(answer: Answer) -> list[str]:
    result = []
    for leaf in answer.leaves:
        then = next((n for n, link in enumerate(answer.links) if link.epoch <= leaf.epoch), None)
        newest = answer.before if then is None else answer.hashes[then]
        if leaf.head != newest:
            reaches = leaf.head is not None and (then is not None or answer.before == NONE)
            result.append(CONTRADICTION if reaches else DISCREPANCY)
        elif then is not None and (answer.links[then].place, answer.links[then].class_) != (leaf.place, leaf.class_):
            result.append(CONTRADICTION)
    return result


def _life(answer: Answer) -> list[str]:
    links = answer.links[::-1]
    first = links[0]
    begins = first.event == CORRECTED or (first.event == DECLARED and first.epoch == 0) or (first.event == OUT_OF_PLANT and first.place[0] != INTERIOR)
    result = [CONTRADICTION] if answer.before == NONE and not begins else []
    return result + [CONTRADICTION for before, link in zip(links, links[1:]) if not _may_follow(before, link)]


def _may_follow(before: Link, link: Link) -> bool:
    (kind, number), (to, target), event = before.place, link.place, link.event
    if event == CORRECTED:
        return True
    if before.ends or event == DECLARED or (before.class_ != link.class_ and event not in (ON_CARRIER, OFF_CARRIER, RETIRED, BACK)):
        return False
    from_road = kind == ROAD and number == target
    match event:
        case 5:
            return kind != INTERIOR and to == ROAD and number != target
        case 6:
            return from_road and to == SITE
        case 7 | 8:
            return before.place == link.place and to == SITE
        case 11:
            return (from_road or kind == SITE) and to == INTERIOR
        case 12:
            return kind == INTERIOR and (to == SITE or (to == ROAD and number != target))
        case 15 | 16:
            return before.place == link.place and to == INTERIOR
    return before.place == link.place


def _after_end(answer: Answer, asked: Asked) -> list[str]:
    end = answer.links[0]
    was_met = asked.inquiry.subject != DEPARTURE and end.epoch <= asked.opened
    if not end.ends:
        return []
    if any(leaf.epoch >= end.epoch for leaf in answer.leaves):
        return [CONTRADICTION]
    return [DISCREPANCY] if was_met else []


def _answers(answer: Answer, asked: Asked) -> bool:
    """Whether what was asked is among what is shown."""
    inquiry = asked.inquiry
    is_here = lambda place: place[1] == asked.site and place[0] != ROAD
    at_leaf = any(is_here(l.place) and (l.epoch, l.class_, l.index) == (asked.opened, inquiry.class_, inquiry.leaf) for l in answer.leaves)
    if inquiry.subject == ARRIVAL:
        elsewhere = next((l for l in answer.leaves if l.epoch == asked.opened and not is_here(l.place)), None)
        return elsewhere is not None and (bool(answer.links) or elsewhere.class_ == inquiry.class_)
    if not at_leaf or not answer.links:
        return False
    if inquiry.subject == STORY:
        return answer.before == NONE or len(answer.links) >= asked.links_max
    closing = asked.closing if asked.closing is not None else -1
    later = [link for link in answer.links if link.epoch > asked.opened]
    has_left = any(link.epoch <= closing and (link.ends or not is_here(link.place)) for link in later)
    is_gone = bool(later) and later[0].ends and later[0].epoch <= closing
    return has_left and (is_gone or any(l.epoch == closing and not is_here(l.place) for l in answer.leaves))
