"""Clarifications: put together from the steps in all records, and what comes of them (assessment.md, section 9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from body import TURN
from finding import Finding
from inspection import Gathering, Inspection, Taken
from receipt import day_by
from treaty import Treaty
from turn import AGREEMENT, ANSWER, DISAGREEMENT, ENDS, OFFER, WORDS, may_follow


class Talk(Inspection):
    """The steps from a raising to the last that was taken."""

    @property
    def sides(self) -> tuple[str, str]:
        return self.request.by, self.request.step.to

    @property
    def turns(self) -> list[tuple[int, int]]:
        """The steps with the sides that took them."""
        return [(taken.step.n, self.sides.index(taken.by)) for taken in self.steps]

    @property
    def end(self) -> Taken | None:
        """The step with which it ended."""
        return next((taken for taken in self.steps if taken.step.n in ENDS), None)


class Talks(Gathering):
    """All clarifications, in the order of their raisings, and what is found of steps that belong to none."""

    KIND, MADE = TURN, Talk

    def _may_begin(self, taken: Taken) -> bool:
        to, parties = taken.step.to, self.treaty.parties
        has_clause = self.treaty.clarification is not None and taken.step.clause in self.treaty.clauses()
        return taken.by in parties and to in parties and to != taken.by and has_clause

    def _is_overtaken(self, taken: Taken, several: list[Taken]) -> bool:
        return False

    def _is_lawful(self, talk: Talk, taken: Taken) -> bool:
        if taken.step.chain != talk.request.hash or taken.by not in talk.sides:
            return False
        return (taken.step.n, talk.sides.index(taken.by)) in may_follow(talk.turns)


@dataclass
class Judged:
    """The clarifications of all parties, judged as of a day. `whole` are the authors whose records are held whole."""

    treaty: Treaty
    talks: list[Talk]
    whole: set[str]
    as_of: date

    def findings(self) -> Iterator[Finding]:
        for talk in self.talks:
            yield from self._dates(talk)
            yield from self._late(talk)
            yield from self._missing(talk)
            yield from self._end(talk)

    def bears_on(self, inspection: Inspection) -> str | None:
        """`agreed` or `unresolved`, by the clarifications between both sides about one of its steps."""
        hashes = {taken.hash for taken in inspection.steps}
        sides = {inspection.inspector, inspection.host}
        own = [talk for talk in self.talks if talk.request.step.about in hashes and set(talk.sides) == sides]
        if any(talk.end and talk.end.step.n == AGREEMENT for talk in own):
            return "agreed"
        unresolved = any(talk.end and talk.end.step.n == DISAGREEMENT or self._has_lapsed(talk) for talk in own)
        return "unresolved" if unresolved else None

    def _due(self, talk: Talk, word: str) -> int | None:
        span, after = self.treaty.clarification.get(word, (0, ""))
        begun = next((taken for taken in reversed(talk.steps) if WORDS[taken.step.n] == after), None)
        return begun.dated + span if begun else None

    def _dates(self, talk: Talk) -> Iterator[Finding]:
        for before, taken in zip(talk.steps, talk.steps[1:]):
            if taken.dated < before.dated - self.treaty.tolerance:
                yield Finding("step-back-dated", "question", taken.by)

    def _late(self, talk: Talk) -> Iterator[Finding]:
        clocked = [(talk.find(n), WORDS[n]) for n in (ANSWER, OFFER, AGREEMENT)] + [(talk.end, "conclusion")]
        for taken, word in clocked:
            due = self._due(talk, word)
            if taken and due is not None and taken.dated > due + self.treaty.tolerance:
                yield Finding("step-late", "late", taken.by)

    def _missing(self, talk: Talk) -> Iterator[Finding]:
        for n, side in may_follow(talk.turns)[:1]:
            due = self._due(talk, WORDS[n])
            if due is not None and self.as_of > day_by(due) and set(talk.sides) <= self.whole:
                is_over = self.as_of > day_by(due) + timedelta(days=self.treaty.grace)
                broken = "departure" if self.treaty.political else "inconsistent"
                yield Finding("step-missing", broken if is_over else "late", talk.sides[side])

    def _end(self, talk: Talk) -> Iterator[Finding]:
        if talk.end and talk.end.step.n == DISAGREEMENT:
            yield Finding("disagreement-recorded", "discrepancy")
        elif not talk.end and self._has_lapsed(talk):
            yield Finding("clarification-lapsed", "discrepancy")
        elif not talk.end:
            yield Finding("clarification-open", "question")

    def _has_lapsed(self, talk: Talk) -> bool:
        due = self._due(talk, "conclusion")
        return talk.end is None and due is not None and self.as_of > day_by(due) and set(talk.sides) <= self.whole
