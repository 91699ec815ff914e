"""Find every phrase of a lexicon in a text in one pass over its words.

The phrases of a language form one trie over folded words. What a word can stand for (itself,
the stems it begins with, in Arabic also itself without its prefixes) is worked out once per
word and remembered, so a word that no phrase knows costs one dictionary look-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from comity.read.words.tokens import Tokens

MEMORY = 60_000
"""How many distinct words are remembered before the memory is emptied."""

_PAYLOAD = ""
ANY = "_"
"""Stands for any one word inside a phrase."""


class Hit(msgspec.Struct, frozen=True):
    """A phrase of the lexicon found in the words `first` up to, not including, `stop`."""

    tag: str
    value: str
    first: int
    stop: int


class Matcher:
    """All phrases of one language, ready to be found."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._root: dict[str, Any] = {}
        self._words: set[str] = set()
        self._stems: dict[str, int] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        self._stem_lengths: list[int] = []
        self.whole: frozenset[str] = frozenset()
        """Words whose first letter is no prefix, though it looks like one (Arabic)."""

    def add(self, words: Iterable[tuple[str, int]], tag: str, value: str) -> None:
        """Add a phrase: its folded words, each with how many letters may follow it (0 = none)."""
        node = self._root
        for word, tail in words:
            if word == ANY:
                key = ANY
            elif tail:
                self._stems[word] = max(tail, self._stems.get(word, 0))
                key = f"{word}*{tail}"
            else:
                self._words.add(word)
                key = word
            node = node.setdefault(key, {})
        if node is self._root:
            return
        payload: list[tuple[str, str]] = node.setdefault(_PAYLOAD, [])
        if (tag, value) not in payload:
            payload.append((tag, value))

    def seal(self) -> None:
        """Prepare for matching; no phrase may be added afterwards."""
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._tails: dict[str, tuple[int, ...]] = {}
        tails: dict[str, set[int]] = {}
        stack = [self._root]
        while stack:
            node = stack.pop()
            for key, child in node.items():
                if key == _PAYLOAD:
                    continue
                stack.append(child)
                if "*" in key:
                    stem, tail = key.split("*")
                    tails.setdefault(stem, set()).add(int(tail))
        self._tails = {stem: tuple(sorted(lengths)) for stem, lengths in tails.items()}

    def _keys(self, word: str) -> tuple[str, ...]:
        keys = self._known.get(word)
        if keys is None:
            found: list[str] = []
            for form in (
                arabic_forms(word) if word not in self.whole and self.language == "ar" else (word,)
            ):
                if form in self._words:
                    found.append(form)
                for length in self._stem_lengths:
                    if length > len(form):
                        break
                    stem = form[:length]
                    for tail in self._tails.get(stem, ()):
                        if len(form) - length <= tail:
                            found.append(f"{stem}*{tail}")
            keys = tuple(found)
            if len(self._known) > MEMORY:
                self._known.clear()
            self._known[word] = keys
        return keys

    def of_word(self, word: str) -> list[tuple[str, str]]:
        """The tags and values of the phrases that are this one word."""
        nodes = [self._root[key] for key in self._keys(word) if key in self._root]
        return [told for node in nodes for told in node.get(_PAYLOAD, ())]

    def find(self, tokens: Tokens) -> list[Hit]:
        """Every phrase found, the longest per tag from each word on, in the order of the text.

        A phrase that lies inside a longer one of the same tag is left out.
        """
        norms, gaps = tokens.norms, tokens.gaps
        keys = [self._keys(word) for word in norms]
        hits: list[Hit] = []
        reach: dict[str, int] = {}
        root = self._root
        count = len(norms)
        for first in range(count):
            if not keys[first]:
                continue
            nodes = [root[key] for key in keys[first] if key in root]
            best: dict[str, tuple[int, list[str]]] = {}
            stop = first + 1
            while nodes:
                for node in nodes:
                    for tag, value in node.get(_PAYLOAD, ()):
                        held = best.get(tag)
                        if held is not None and held[0] == stop:
                            if value not in held[1]:
                                held[1].append(value)
                        else:
                            best[tag] = (stop, [value])
                if stop >= count or gaps[stop]:
                    break
                following = [node[key] for node in nodes for key in keys[stop] if key in node]
                following += [node[ANY] for node in nodes if ANY in node]
                nodes = following
                stop += 1
            for tag, (end, values) in best.items():
                if reach.get(tag, 0) >= end:
                    continue
                reach[tag] = end
                hits.extend(Hit(tag, value, first, end) for value in values)
        return hits


def arabic_forms(word: str) -> tuple[str, ...]:
    """A folded Arabic word and what remains of it without its prefixes and article."""
    forms = [word]
    rest = word
    for letters in ("وف", "بكل"):
        if len(rest) > 2 and rest[0] in letters:
            rest = rest[1:]
            forms.append(rest)
    for form in tuple(forms):
        if (len(form) > 4 and form.startswith("ال")) or (len(form) > 4 and form.startswith("لل")):
            forms.append(form[2:])
    return tuple(dict.fromkeys(forms))
