"""The steps of a clarification: their bodies, and which may come after which (clarification.md, sections 1 and 2)."""

import re
import unicodedata
from dataclasses import dataclass

from body import identifier, party
from cbor import Malformed, Value, array, entries, octets, uint

RAISING, ANSWER, OFFER, PROPOSAL, AGREEMENT, DISAGREEMENT, WITHDRAWAL = range(1, 8)
WORDS = ("", "raising", "answer", "offer", "proposal", "agreement", "disagreement", "withdrawal")
ENDS = (AGREEMENT, DISAGREEMENT, WITHDRAWAL)
RAISER, RESPONDENT = 0, 1
HIDDEN = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """The body of a step. The raising alone has no `chain` and no `previous`."""

    n: int
    chain: bytes | None
    previous: bytes | None
    to: str | None = None
    clause: str | None = None
    about: bytes | None = None

    @staticmethod
    def parse(value: Value) -> "Turn":
        n = uint(entries(value, 5, least=1)[0], WITHDRAWAL)
        if n == RAISING:
            _, to, clause, about, paper = array(value, 5)
            _paper(paper)
            return Turn(n, None, None, party(to), identifier(clause), None if about is None else octets(about, 32))
        if n == 0:
            raise Malformed("an unknown step")
        _, chain, previous, *own = array(value, 3 if n == AGREEMENT else 5 if n == OFFER else 4)
        if n == OFFER:
            uint(own[0], 1)
        if n != AGREEMENT:
            _paper(own[-1])
        return Turn(n, octets(chain, 32), octets(previous, 32))


def _paper(value: Value) -> None:
    texts, files = array(value, 2)
    languages = [_language(array(text, 2)) for text in entries(texts, 4, least=1)]
    if languages != sorted(set(languages)):
        raise Malformed("languages that do not ascend")
    for file in entries(files, 16):
        octets(file, 32)


def _language(text: list[Value]) -> str:
    language, words = text
    if type(language) is not str or not re.fullmatch("[a-z]{2,3}", language):
        raise Malformed("not a language")
    if type(words) is not str or not 1 <= len(words.encode()) <= 4096 or any(_is_hidden(c) for c in words):
        raise Malformed("not a text")
    return language


def _is_hidden(char: str) -> bool:
    """A control, bidirectional or invisible character."""
    return unicodedata.category(char) == "Cc" or any(first <= ord(char) <= last for first, last in HIDDEN)


def may_follow(turns: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The steps that may come after these, each with the side that may take it, the one that is waited for first."""
    n, by = turns[-1]
    other = 1 - by
    either = [(name, side) for name in (PROPOSAL, DISAGREEMENT) for side in (RAISER, RESPONDENT)]
    if n == RAISING:
        return [(ANSWER, RESPONDENT), (WITHDRAWAL, RAISER)]
    if n == ANSWER:
        return [(OFFER, RESPONDENT), *either, (WITHDRAWAL, RAISER)]
    if n == OFFER:
        return [*either, (WITHDRAWAL, RAISER)]
    if n == PROPOSAL:
        return [(AGREEMENT, other), (PROPOSAL, other), *either[2:], (WITHDRAWAL, RAISER)]
    if n == DISAGREEMENT and sum(name == DISAGREEMENT for name, _ in turns) == 1:
        return [(DISAGREEMENT, other)]
    return []
