"""The text as ground for claims: where a quotation stands, and what the reader finds there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from comity.read.events.event import Event, SentenceFacts
from comity.read.model import Act
from comity.read.plugin.claims import LONGEST_QUOTE
from comity.read.record.write import write_acts
from comity.read.story.acts import Story
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import lexicon

MOST_PLACES = 20
"""Occurrences of one quotation that are looked at."""

_ORDERS = re.compile(
    r"(?:ignor\w*|disregard\w*|forget|oubli\w+|olvid\w+|vergiss|игнорир\w+|забуд\w+|تجاهل)"
    r".{0,40}(?:instruction\w*|instruccion\w*|instruç\w+|prompt|consigne\w*|anweisung\w*|"
    r"инструкц\w+|указани\w+|تعليمات)"
    r"|忽略.{0,20}(?:指令|指示|提示)|(?:system|developer)\s+(?:prompt|message|override)"
    r"|\b(?:language model|as an ai|ai assistant|chatbot|llm)\b|\bjson\b"
    r"|<\|?/?(?:system|im_start|im_end|assistant|user)\b|\[/?(?:inst|system)\]"
    r"|^\s*(?:system|assistant|developer)\s*:",
    re.I | re.M,
)


class Place:
    """Words `first` up to `stop` of the text, characters `start` to `end`."""

    __slots__ = ("end", "first", "start", "stop")

    def __init__(self, start: int, end: int, first: int, stop: int) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.stop = stop

    def holds(self, first: int, stop: int) -> bool:
        """Whether other words lie inside these."""
        return self.first <= first and stop <= self.stop


class Ground:
    """One text with everything the reader finds in it, to hold claims against."""

    def __init__(self, text: str, language: str, published: date | None) -> None:
        self.text = text
        self.published = published
        self.analysis = Analysis(text, lexicon(language))
        self.story = Story(self.analysis, published)
        self.acts: tuple[Act, ...] = write_acts(self.story)
        self._orders = [
            (text.rfind("\n", 0, m.start()) + 1, _line_end(text, m.end()))
            for m in _ORDERS.finditer(text)
        ]

    def places(self, quote: str) -> list[Place]:
        """Where a quotation really stands, outside lines that speak to a machine."""
        wanted = quote.strip()
        if not wanted or len(wanted) > LONGEST_QUOTE:
            return []
        parts = [re.escape(part) for part in wanted.split()]
        found: list[Place] = []
        for match in re.finditer(r"\s+".join(parts), self.text):
            place = self._place(*match.span())
            if place is not None:
                found.append(place)
            if len(found) >= MOST_PLACES:
                break
        return found

    def facts(self, place: Place) -> Iterator[SentenceFacts]:
        """The sentences that a quotation touches."""
        for fact in self.story.facts:
            if fact.sentence.first < place.stop and place.first < fact.sentence.stop:
                yield fact

    def events(self, kind: str, place: Place) -> list[Event]:
        """The reader's own tellings of such an act whose words the quotation touches."""
        return [
            event
            for fact in self.facts(place)
            for event in fact.events
            if event.kind == kind
            and event.trigger.first < place.stop
            and place.first < event.trigger.stop
        ]

    def own(self, kind: str, states: tuple[str, ...]) -> list[Act]:
        """The acts of the reader's own reading of that kind and those states."""
        return [a for a in self.acts if a.kind == kind and a.states == states]

    def _place(self, start: int, end: int) -> Place | None:
        tokens = self.analysis.tokens
        inside_word = (
            self.analysis.lexicon.spaced
            and start > 0
            and self.text[start - 1].isalnum()
            and self.text[start].isalnum()
        )
        if inside_word or any(low <= start < high for low, high in self._orders):
            return None
        first = bisect_right(tokens.ends, start)
        stop = bisect_left(tokens.starts, end)
        if first >= stop or self.analysis.sentence_of(first).skip:
            return None
        return Place(start, end, first, stop)


def speaks_to_machines(text: str) -> bool:
    """Whether some line of a text speaks to a machine rather than to a reader."""
    return _ORDERS.search(text) is not None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
