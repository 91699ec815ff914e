"""States in a text: who is named, under what name, and which of them can be parties.

A name is a mention; whether the state is a party, a venue, the seat of an author or a third
country is decided from what stands around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from comity.read.named.statename import (
    ADJECTIVE,
    CAPITAL,
    DEMONYM,
    GOVERNMENT,
    LONG,
    NAME,
    Mention,
    doubtful,
    settled,
)
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.lexicon import UNION
from comity.read.words.tokens import fold

_MAX_LIST_GAP = 4
_AFTER_SINGLE = frozenset("方两双关")
"""What follows a one-character name of a state in Chinese: side, both, relations."""
_WORD_CHARACTER = re.compile(r"[\d\u3400-\u9fff\uac00-\ud7a3]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_SIDE = "方"
_NOT_SIDE = frozenset("面案式法向针便位")
_DIRECTIONS = frozenset("东西南北")
"""East, west, south and north: with `side` they name no state."""

_DATED = re.compile(r"[ ,،][^\n–—:;]{0,20}\d[^\n–—:;]{0,14} (?:[-–—]|--) ")
"""What follows a place at the head of a report: its date, and a dash."""


class States:
    """All mentions of states in one text."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._after = analysis.lexicon.options.get("adpositions") == "after"
        self._only_capitals = analysis.lexicon.options.get("locative_of") == "capitals"
        self.mentions = self._mentions()
        self._by_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._by_sentence[analysis.sentence_of(mention.first).index].append(mention)
        self._mark_places()

    def in_sentence(self, sentence: Sentence) -> list[Mention]:
        return self._by_sentence.get(sentence.index, [])

    def within(self, first: int, stop: int) -> list[Mention]:
        return [m for m in self.mentions if first <= m.first < stop]

    def _mentions(self) -> list[Mention]:
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

    def _mark_places(self) -> None:
        analysis = self.analysis
        for mention in self.mentions:
            sentence = analysis.sentence_of(mention.first)
            before = None if self._after else analysis.ending_at("in", mention.first)
            if mention.kind in (CAPITAL, NAME, LONG) and before is not None:
                mention.place = mention.kind == CAPITAL or before.value != "to"
            if self.locative(mention) or self._after_city(mention):
                mention.place = True
            if self._dateline(mention, sentence):
                mention.place = mention.dateline = True
            starts = (self._np_start(mention.first, sentence), mention.first)
            if any(analysis.ending_at("third", start, 8) is not None for start in starts):
                mention.third = True
            if mention.kind in (NAME, LONG) and self._after_city(mention):
                mention.place = True
            start = self._np_start(mention.first, sentence)
            mention.partner = not self._after and any(
                hit is not None and self._joins(hit.first, sentence)
                for word in range(start, mention.first + 1)
                for hit in (analysis.ending_at("with", word),)
            )
        for left, right in pairwise(self.mentions):
            bracketed = left.code == right.code and right.first == left.stop
            if bracketed and analysis.between(right.first).strip() == "(":
                right.place, right.third, right.partner = left.place, left.third, left.partner
        if analysis.lexicon.comitative:
            for group in self.groups(self.mentions):
                if self._comitative(group[-1], between=len(group) > 1):
                    for mention in group:
                        mention.partner = True  # "A, B ve C ile imzaladı"
        self._spread()

    def _joins(self, word: int, sentence: Sentence) -> bool:
        """Whether what stands before `with` is a state, where `with` follows its noun."""
        analysis = self.analysis
        options = analysis.lexicon.options
        if options.get("verbs") != "last" or options.get("head") != "final":
            return True
        near = analysis.tagged("state", max(sentence.first, word - 8), word)
        stop = max((h.stop for h in near), default=-1)
        while stop >= 0 and stop < word:
            glue = next(
                (h for t in ("realm", "inst", "det") if (h := analysis.at(t, stop)) is not None),
                None,
            )
            if glue is None:
                break
            stop = glue.stop
        return stop >= word

    def locative(self, mention: Mention) -> bool:
        """Whether a name bears the ending (in Arabic the prefix) of place."""
        if mention.kind == CAPITAL and self.analysis.language == "ar":
            return self.prefixed(mention.first, mention.label)
        if mention.kind not in (CAPITAL, NAME, LONG):
            return False
        if mention.kind != CAPITAL and self._only_capitals:
            return False
        if self._after:
            after = self.analysis.at("in", mention.stop)
            if after is not None and after.value != "to":
                return True
        return self._ends(mention, self.analysis.lexicon.locative)

    def _comitative(self, mention: Mention, *, between: bool) -> bool:
        """`Türkmenistan'la`, `Лаоспен`; `Ruanda ile hava ulaştırma`, with no state after it."""
        analysis = self.analysis
        if self._ends(mention, analysis.lexicon.comitative):
            return True
        stop = mention.stop
        while (glue := analysis.at("realm", stop) or analysis.at("inst", stop)) is not None:
            stop = glue.stop
        after = analysis.at("with", stop)
        if between and analysis.at("between", stop) is not None:
            return False  # "the agreement between A and B"
        return after is not None and not analysis.has("state", after.stop, after.stop + 3)

    def _ends(self, mention: Mention, endings: tuple[str, ...]) -> bool:
        written = self.analysis.words(mention.first, mention.stop)
        return written != mention.label and written.endswith(endings)

    def prefixed(self, word: int, label: str) -> bool:
        """Whether an Arabic name bears the prefix `in`: `بالرباط`, `وببيروت`."""
        written = self.analysis.tokens.norms[word].removeprefix("و")
        bare = fold(label.split()[0], "ar")
        return written == f"ب{bare}"

    def _np_start(self, word: int, sentence: Sentence) -> int:
        """Where the noun phrase of a name begins: `with the Government of the Republic of X`."""
        analysis = self.analysis
        for _ in range(5):
            if word <= sentence.first or analysis.tokens.gaps[word]:
                break
            hit = None
            for tag in ("det", "of", "inst", "realm", "title"):
                hit = analysis.ending_at(tag, word)
                if hit is not None and (tag != "title" or hit.value == "counterpart"):
                    break
                hit = None
            if hit is None:
                break
            word = hit.first
        return word

    def _spread(self) -> None:
        """A list shares the mark of its first member: `in Kenya, Uganda and Rwanda`."""
        previous: Mention | None = None
        for mention in self.mentions:
            if (
                previous is not None
                and previous.code == mention.code
                and self._alias(previous, mention)
            ):
                mention.third, mention.partner = previous.third, previous.partner
                mention.place = previous.place
            elif previous is not None and self.listed(previous, mention):
                if previous.third:
                    mention.third = True
                if previous.partner:
                    mention.partner = True
                dash = previous.dateline and self._dashed(previous, mention)
                if previous.place and previous.code == mention.code and not dash:
                    mention.place = True
                if previous.place and previous.kind == mention.kind and not mention.place:
                    mention.place = previous.kind != CAPITAL
            elif previous is not None and previous.partner and self._dated(previous, mention):
                mention.partner = True
            previous = mention

    def _dated(self, left: Mention, right: Mention) -> bool:
        """`with Oman in 2018 and Malta in 2020`: partners, each with its day."""
        analysis = self.analysis
        words = range(left.stop, right.first)
        if not 2 <= len(words) <= 8 or any(analysis.tokens.gaps[w] > 1 for w in words):
            return False
        if not any(analysis.tokens.norms[w].isdigit() for w in words):
            return False
        tags = ("and", "det", "in", "of", "month", "monthprep", "yearprep", "yearword", "dateglue")
        return all(
            analysis.tokens.norms[w].isdigit() or any(analysis.at(tag, w) for tag in tags)
            for w in words
        )

    def _dashed(self, left: Mention, right: Mention) -> bool:
        """`ANKARA – TBMM ...`: what follows the dash of a dateline is the report."""
        tokens = self.analysis.tokens
        between = self.analysis.text[tokens.ends[left.stop - 1] : tokens.starts[right.first]]
        return any(c in between for c in "–—") or " - " in between

    def _after_city(self, mention: Mention) -> bool:
        """`in New York, United States`: the state of the city named before it."""
        city = self.analysis.ending_at("city", mention.first)
        between = self.analysis.between(mention.first).strip()
        return city is not None and between == ","

    def _alias(self, name: Mention, short: Mention) -> bool:
        """`the Caribbean Community (CARICOM)`: the same party, named twice."""
        ends, starts = self.analysis.tokens.ends, self.analysis.tokens.starts
        between = self.analysis.text[ends[name.stop - 1] : starts[short.first]]
        return len(between) <= 3 and "(" in between

    def _dateline(self, mention: Mention, sentence: Sentence) -> bool:
        if mention.first != sentence.first or mention.kind not in (CAPITAL, NAME):
            return False
        after = self.analysis.text[self.analysis.tokens.ends[mention.stop - 1] :][:40]
        stripped = after.lstrip()
        if after[:1] in ("–", "—", "-") and self.analysis.at("state", mention.stop) is not None:
            return False  # "Türkiye–Samoa": a pair
        if mention.stop == sentence.stop and sentence.index <= 4 and mention.kind == CAPITAL:
            return True
        if stripped[:1] in ("–", "—", "(", "/", "："):
            return True
        if stripped[:1] == ":" and mention.kind == CAPITAL and sentence.index <= 4:
            return bool(sentence.index) or not self._headline(sentence)
        if mention.kind == CAPITAL and sentence.index <= 4 and _DATED.match(after):
            return True  # "Dakar, the 24th of April -"
        if stripped[:2] in ("- ", "--", ".-", ".–", ".—") or stripped[:3] in (". –", ". —", ". -"):
            return True
        if stripped[:1] in (",", "，", "،"):
            next_word = mention.stop
            if self._place_and_state(next_word):
                return True
            return self.analysis.has("month", next_word, next_word + 4) or (
                self.analysis.has("weekday", next_word, next_word + 1)
                or (
                    self.analysis.has("state", next_word, next_word + 1)
                    and self.analysis.has("month", next_word, next_word + 5)
                )
            )
        return False

    def _headline(self, sentence: Sentence) -> bool:
        """Whether the first sentence stands in a line of its own: `Minsk: an agreement at last`."""
        analysis = self.analysis
        end = analysis.tokens.ends[sentence.stop - 1]
        return analysis.text[end : end + 3].lstrip('.!?»”" ').startswith("\n")

    def _place_and_state(self, word: int) -> bool:
        """`ADDIS ABABA, Ethiopia—`: the state of the city, and then the dash."""
        hit = self.analysis.at("state", word)
        if hit is None:
            return False
        after = self.analysis.text[self.analysis.tokens.ends[hit.stop - 1] :][:4].lstrip()
        return after[:1] in ("–", "—", "(", "/") or after[:2] == "--"

    def listed(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions stand in one list: nothing but `and`, commas, articles between."""
        if not 0 <= right.first - left.stop <= _MAX_LIST_GAP:
            return False
        analysis = self.analysis
        joined = right.first == left.stop
        word = left.stop
        while word < right.first:
            conj = analysis.at("and", word)
            if conj is not None:
                joined = True
                word = conj.stop
                continue
            glue = analysis.at("det", word) or analysis.at("realm", word)
            if glue is None:
                return False
            word = glue.stop
        if right.first == left.stop or not joined:
            between = analysis.text[
                analysis.tokens.ends[left.stop - 1] : analysis.tokens.starts[right.first]
            ]
            return any(c in between for c in ",،、，-–—/・·ㆍ") or (
                right.first == left.stop and left.kind == right.kind == ADJECTIVE
            )
        return all(analysis.tokens.gaps[w] < 2 for w in range(left.stop, right.first + 1))

    def groups(self, mentions: list[Mention]) -> list[list[Mention]]:
        """Lists of mentions that stand together, in order."""
        groups: list[list[Mention]] = []
        for mention in mentions:
            if groups and self.listed(groups[-1][-1], mention):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return groups


__all__ = [
    "ADJECTIVE",
    "CAPITAL",
    "DEMONYM",
    "GOVERNMENT",
    "LONG",
    "NAME",
    "Mention",
    "States",
]
