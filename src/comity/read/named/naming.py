"""Which states a text names, and by which of their names: homonyms, short forms, endings."""

from __future__ import annotations

import re
from collections import defaultdict

from comity.read.named.statename import (
    ADJECTIVE,
    CAPITAL,
    GOVERNMENT,
    LONG,
    NAME,
    Mention,
    doubtful,
    settled,
)
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import UNION

_AFTER_SINGLE = frozenset("方两双关")
"""What follows a one-character name of a state in Chinese: side, both, relations."""
_WORD_CHARACTER = re.compile(r"[\d\u3400-\u9fff\uac00-\ud7a3]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_SIDE = "方"
_NOT_SIDE = frozenset("面案式法向针便位")
_DIRECTIONS = frozenset("东西南北")
"""East, west, south and north: with `side` they name no state."""


class Naming:
    """Finds the mentions of states in one text."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    def found(self) -> list[Mention]:
        spans: dict[tuple[int, int], list[list[str]]] = defaultdict(list)
        for hit in self.analysis.by_tag.get("state", ()):
            spans[(hit.first, hit.stop)].append(hit.value.split("\t"))
        short = self._short_for(spans) if self.analysis.language == "zh" else {}
        reach = 0
        never = {
            word
            for hit in self.analysis.by_tag.get("notstate", ())
            for word in range(hit.first, hit.stop)
        }
        sure: set[str] = set()
        found: list[tuple[int, int, list[list[str]]]] = []
        for (first, stop), values in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
            if first < reach or first in never:
                continue
            values = self._as_adjective(values, first, stop) or [
                v for v in values if self._spelled(v, first, stop)
            ]
            if self.analysis.language == "ar":
                values = self._vowelled(values, first, stop)
            if not self.analysis.lexicon.spaced:
                if stop - first == 1:
                    values = self._single(short.get(first, values), first, spans)
                elif not self._begins(first, stop, found):
                    values = []
            if not values:
                continue
            reach = stop
            found.append((first, stop, values))
            if len({v[0] for v in values}) == 1 and not doubtful(values[0][2]):
                sure.add(values[0][0])
        mentions: list[Mention] = []
        for first, stop, values in found:
            value = settled(values, sure) or self._beside_name(values, mentions, first)
            value = value or self._by_neighbour(values, first, stop)
            if value is not None and value[1] == GOVERNMENT and mentions:
                before = mentions[-1]
                if before.stop == first and before.kind == ADJECTIVE:
                    continue  # "der österreichischen Bundesregierung"
            if value is not None and value[1] == CAPITAL and self._of_person(first, stop, spans):
                continue
            if value is not None:
                mentions.append(Mention(value[0], value[1], value[3], first, stop))
                mentions[-1].union = value[2] == UNION
        return mentions

    def _of_person(
        self, first: int, stop: int, spans: dict[tuple[int, int], list[list[str]]]
    ) -> bool:
        """`the minister, Riad Suleiman, ...`: a city that is the first name of somebody."""
        analysis = self.analysis
        if analysis.lexicon.options.get("capitals") != "yes" or first == 0:
            return False
        starts, gaps = analysis.tokens.starts, analysis.tokens.gaps
        if not gaps[first] and analysis.ending_at("title", first) is None:
            return False
        word = stop
        while word < len(starts) and not gaps[word]:
            written = analysis.text[starts[word]]
            state = any(at == word for at, _ in spans)
            if not written.isupper() or state or word - stop > 2:
                return False
            word += 1
        return word > stop and word < len(starts) and gaps[word] == 1

    def _short_for(
        self, spans: dict[tuple[int, int], list[list[str]]]
    ) -> dict[int, list[list[str]]]:
        """Words that shorten a name told in full to its first character: `土方`, `中土`.

        What is followed by `side` becomes a name of two characters in `spans`.
        """
        norms = self.analysis.tokens.norms
        named: dict[str, set[str]] = defaultdict(set)
        for (first, stop), values in spans.items():
            if stop - first > 1 and norms[stop - 1] != _SIDE:
                named[norms[first]].update(v[0] for v in values if v[1] in (NAME, LONG))
        short: dict[int, list[list[str]]] = {}
        for word, norm in enumerate(norms):
            if len(named.get(norm, ())) != 1:
                continue
            value = [[next(iter(named[norm])), NAME, "abbrev", norm]]
            short[word] = value
            after = norms[word + 1 : word + 3]
            if after[:1] == [_SIDE] and norm not in _DIRECTIONS and after[-1] not in _NOT_SIDE:
                spans[(word, word + 2)] = value
        return short

    def _by_neighbour(self, values: list[list[str]], first: int, stop: int) -> list[str] | None:
        """A city at the head of a report, before a dash (`Amman -`); `Armenian passports`."""
        analysis = self.analysis
        cities = [v for v in values if v[1] == CAPITAL]
        if cities and first == analysis.sentence_of(first).first:
            after = analysis.text[analysis.tokens.ends[stop - 1] :][:3].lstrip()
            return cities[0] if after[:1] in ("-", "–", "—", "(", "/") else None
        owners = [v for v in values if v[1] == ADJECTIVE]
        if len({v[0] for v in values}) != 1 or not owners:
            return None
        beside = any(analysis.ending_at(tag, first) for tag in ("passport", "title", "inst"))
        return owners[0] if beside else None

    def _beside_name(
        self, values: list[list[str]], mentions: list[Mention], first: int
    ) -> list[str] | None:
        """In a list of states the name of a state and not that of a city: `and Oman`."""
        if not mentions or mentions[-1].kind not in (NAME, LONG) or mentions[-1].stop != first:
            return None
        named = [v for v in values if v[1] == NAME and not doubtful(v[2])]
        return named[0] if len(named) == 1 else None

    def _single(
        self, values: list[list[str]], word: int, spans: dict[tuple[int, int], list[list[str]]]
    ) -> list[list[str]]:
        """One character stands for a state only beside another, or before a few words."""
        norms = self.analysis.tokens.norms
        after = norms[word + 1] if word + 1 < len(norms) else ""
        if self.analysis.language != "zh":
            return values if self._in_pair(word, spans) else []
        beside = any(
            (at, at + 1) in spans and not self.analysis.tokens.gaps[max(at, word)]
            for at in (word - 1, word + 1)
        )
        if after not in _AFTER_SINGLE and not beside:
            return []
        return [[v[0], v[1], f"{v[2]},common", v[3]] for v in values]

    def _in_pair(self, word: int, spans: dict[tuple[int, int], list[list[str]]]) -> bool:
        """`日中`, `한-이라크`: one character stands for a state beside the name of another."""
        starts = dict(sorted(spans))
        ends = {stop: first for first, stop in spans}
        gaps, text, tokens = self.analysis.tokens.gaps, self.analysis.text, self.analysis.tokens
        first = word
        if word in ends and not gaps[word] and " " not in self.analysis.between(word):
            first = ends[word]
        elif word + 1 not in starts or gaps[word + 1] or " " in self.analysis.between(word + 1):
            return False
        before = text[tokens.starts[first] - 1 : tokens.starts[first]]
        return not before or _WORD_CHARACTER.match(before) is None

    def _begins(self, first: int, stop: int, found: list[tuple[int, int, list[list[str]]]]) -> bool:
        """Whether a name begins a word: `수단` (Sudan) is a part of other words too."""
        if self.analysis.language == "ja" and stop - first <= 2:
            after = self.analysis.words(stop, stop + 1)
            if _KATAKANA.match(after) and not self.analysis.at("visa", stop):
                return False  # "チリソース"
        if self.analysis.language == "zh" or not first or self.analysis.between(first):
            return True
        if self.analysis.language == "ja":
            around = self.analysis.words(first - 1, first + 1) + self.analysis.words(first, stop)
            return len(_KATAKANA.findall(around)) < len(around)
        joined = bool(found) and found[-1][1] == first  # "한중"
        return joined or self.analysis.ending_at("glue", first) is not None  # "주한", "대"

    def _vowelled(self, values: list[list[str]], first: int, stop: int) -> list[list[str]]:
        """Where an Arabic name is written with a vowel mark, only the readings that bear it."""
        written = self.analysis.words(first, stop)
        marked = [v for v in values if not v[3].isalpha() and v[3] in written]
        return marked or values

    def _as_adjective(self, values: list[list[str]], first: int, stop: int) -> list[list[str]]:
        """`la embajadora suiza`: without its capital, a name beside an office is an adjective."""
        if any(v[1] != NAME for v in values) or stop - first > 1:
            return []
        lower = self.analysis.text[self.analysis.tokens.starts[first]].islower()
        beside = any(self.analysis.ending_at(tag, first) for tag in ("title", "inst"))
        if not lower or not beside or self.analysis.tokens.gaps[first]:
            return []
        return [[v[0], ADJECTIVE, *v[2:]] for v in values]

    def _spelled(self, value: list[str], first: int, stop: int) -> bool:
        """Whether the spelling (capitals) fits this reading of the words."""
        if not self.analysis.lexicon.cased:
            return True
        start = self.analysis.tokens.starts[first]
        text = self.analysis.text
        if value[1] == LONG:  # "the kingdom of Tonga"
            starts = self.analysis.tokens.starts[first:stop]
            if not any(text[at].isupper() for at in starts):
                return False
        elif value[1] in (NAME, CAPITAL, GOVERNMENT) and not text[start].isupper():
            return False
        if "abbrev" in value[2]:
            written = self.analysis.words(first, stop)
            return written.upper() == written
        return True
