"""States in a text: who is named, under what name, and which of them can be parties.

A name is a mention; whether the state is a party, a venue, the seat of an author or a third
country is decided from what stands around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from comity.read.named.naming import Naming
from comity.read.named.statename import (
    ADJECTIVE,
    CAPITAL,
    DEMONYM,
    GOVERNMENT,
    LONG,
    NAME,
    Mention,
)
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.tokens import fold

_MAX_LIST_GAP = 4

_DATED = re.compile(r"[ ,،][^\n–—:;]{0,20}\d[^\n–—:;]{0,14} (?:[-–—]|--) ")
"""What follows a place at the head of a report: its date, and a dash."""


class States(Naming):
    """All mentions of states in one text."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self._after = analysis.lexicon.options.get("adpositions") == "after"
        self._only_capitals = analysis.lexicon.options.get("locative_of") == "capitals"
        self.mentions = self.found()
        self._by_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._by_sentence[analysis.sentence_of(mention.first).index].append(mention)
        self._mark_places()

    def in_sentence(self, sentence: Sentence) -> list[Mention]:
        return self._by_sentence.get(sentence.index, [])

    def within(self, first: int, stop: int) -> list[Mention]:
        return [m for m in self.mentions if first <= m.first < stop]

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
