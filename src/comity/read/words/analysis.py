"""A text made ready for the rules: words, hits by tag, sentences, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from comity.read.words.lexicon import Lexicon
from comity.read.words.matcher import Hit
from comity.read.words.tokens import Tokens, is_small

_TERMINAL = re.compile(r"[.!?…。！？؟۔։]")
_PARAGRAPH = re.compile(r"\n")
_QUOTES = re.compile(
    r"«([^«»]{3,2000})»|“([^“”]{3,2000})”|„([^“”„]{3,2000})[“”]|\"([^\"\n]{3,2000})\"|「([^「」]{3,1000})」"
)
_NEVER = frozenset(("agreement", "propose"))
"""Tags with phrases that only look like one: those with the value `none`."""
_VERBS = frozenset(("may", "propose", "plan", "cond"))
COMPOUND = "compound"
"""The value of an agreement whose word also tells its matter."""
MAX_SENTENCE = 150
"""Longest sentence, in words, that the rules treat as one; longer ones are cut at commas."""


class Sentence:
    """Words `first` up to `stop`; `line` is the number of its line (0 is the headline)."""

    __slots__ = ("first", "index", "line", "skip", "stop")

    def __init__(self, index: int, first: int, stop: int, line: int) -> None:
        self.index = index
        self.first = first
        self.stop = stop
        self.line = line
        self.skip = False


class Analysis:
    """One text with everything the lexicon found in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.language = lexicon.language
        self.scale = int(lexicon.options.get("scale", "1"))
        self.tokens = Tokens(text, lexicon.language)
        hits = self._without_months(lexicon.matcher.find(self.tokens))
        # "de acuerdo con" names no agreement
        self.hits = [h for h in hits if h.tag not in _NEVER or h.value != "none"]
        self.hits.extend(self._compounds())
        self.hits.sort(key=lambda h: h.first)
        self.by_tag: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            self.by_tag[hit.tag].append(hit)
        self._ends: dict[str, defaultdict[int, list[Hit]]] = {}
        self._firsts = {tag: [h.first for h in hits] for tag, hits in self.by_tag.items()}
        self.sentences = self._sentences()
        self._sentence_firsts = [s.first for s in self.sentences]
        self._mark_boilerplate()
        self.quotes = [m.span() for m in _QUOTES.finditer(text)]

    def _compounds(self) -> list[Hit]:
        """`Luftverkehrsabkommen`: agreements whose one word ends in that of an agreement."""
        heads = sorted(self.lexicon.options.get("compounds", "").split(), key=len, reverse=True)
        if not heads:
            return []
        known = {h.first for h in self.hits if h.tag == "agreement"}
        found: list[Hit] = []
        for word, norm in enumerate(self.tokens.norms):
            head = next((h for h in heads if norm.endswith(h) and norm != h), None)
            if head is None or word in known:
                continue
            found.append(Hit("agreement", COMPOUND, word, word + 1))
            matter = norm.removesuffix(head)
            told = self._matter(matter) or self._matter(matter.rstrip("sn"))
            if told is not None:
                found.append(Hit(*told, word, word + 1))
        return found

    def _matter(self, word: str) -> tuple[str, str] | None:
        """What the first part of a compound is about, as a tag and its value."""
        told = {tag: value for tag, value in self.lexicon.matcher.of_word(word) if value}
        for tag in ("subject", "topic", "novisa"):
            if tag in told:
                return ("topic" if tag == "novisa" else tag), told[tag]
        return None

    def _without_months(self, hits: list[Hit]) -> list[Hit]:
        """`30 May` is no `may`: a month in a date is no verb."""
        norms = self.tokens.norms
        months = {
            h.first
            for h in hits
            if h.tag == "month"
            and any(n.isdigit() for n in norms[max(0, h.first - 1) : h.stop + 1])
        }
        if not months:
            return hits
        return [h for h in hits if h.tag not in _VERBS or h.first not in months]

    def tagged(self, tag: str, first: int, stop: int) -> list[Hit]:
        """Hits of a tag that begin in the words `first` up to `stop`."""
        firsts = self._firsts.get(tag)
        if not firsts:
            return []
        low = bisect_left(firsts, first)
        if low == len(firsts) or firsts[low] >= stop:
            return []
        return self.by_tag[tag][low : bisect_left(firsts, stop, low)]

    def has(self, tag: str, first: int, stop: int, *values: str) -> bool:
        """Whether a hit of the tag (with one of the values) begins in that range."""
        return any(not values or hit.value in values for hit in self.tagged(tag, first, stop))

    def at(self, tag: str, word: int) -> Hit | None:
        """The hit of the tag that begins at that word."""
        found = self.tagged(tag, word, word + 1)
        return found[0] if found else None

    def ending_at(self, tag: str, stop: int, reach: int = 6) -> Hit | None:
        """The hit of the tag that ends just before the word `stop`."""
        ends = self._ends.get(tag)
        if ends is None:
            ends = self._ends[tag] = defaultdict(list)
            for hit in self.by_tag.get(tag, ()):
                ends[hit.stop].append(hit)
        if stop not in ends:
            return None
        return next((h for h in ends[stop] if stop - reach <= h.first < stop), None)

    def sentence_of(self, word: int) -> Sentence:
        """The sentence that holds a word."""
        return self.sentences[max(0, bisect_right(self._sentence_firsts, word) - 1)]

    def quoted(self, start: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(first <= start < stop for first, stop in self.quotes)

    def between(self, word: int) -> str:
        """The characters between a word and the one before it."""
        if word <= 0 or word >= len(self.tokens):
            return "\n"
        return self.text[self.tokens.ends[word - 1] : self.tokens.starts[word]]

    def words(self, first: int, stop: int) -> str:
        """The text of a range of words."""
        start, end = self.tokens.span(first, stop)
        return self.text[start:end]

    def _sentences(self) -> list[Sentence]:
        breaks = list(self._breaks())
        sentences: list[Sentence] = []
        for (first, line), (stop, _) in pairwise(breaks):
            if stop > first:
                sentences.append(Sentence(len(sentences), first, stop, line))
        return sentences or [Sentence(0, 0, 0, 0)]

    def _breaks(self) -> Iterator[tuple[int, int]]:
        tokens, text = self.tokens, self.text
        abbreviations = {h.stop for h in self.by_tag.get("abbr", ())}
        yield 0, 0
        line = 0
        last = 0
        for word in range(1, len(tokens)):
            gap = tokens.gaps[word]
            if gap == 0:
                continue
            between = text[tokens.ends[word - 1] : tokens.starts[word]]
            if gap == 1:
                if word - last > MAX_SENTENCE:
                    yield word, line
                    last = word
                continue
            if "\n" in between:
                line += 1
                yield word, line
                last = word
                continue
            ended = _TERMINAL.search(between) or (":" in between and self.language == "hy")
            if not ended:
                continue
            following = text[tokens.starts[word]]
            if between.strip() in (".", ".,"):
                before = tokens.norms[word - 1]
                if before.isdigit() and len(before) <= 2 and last == word - 1:
                    continue  # the number of an item, at the head of its line
                if is_small(following) or word in abbreviations:
                    continue
                if before.isdigit() and len(before) <= 2 and self.at("month", word) is not None:
                    continue
                if len(before) == 1 and before.isalpha() and self.lexicon.spaced:
                    continue
                if following.isdigit() and before.isdigit():
                    continue
            yield word, line
            last = word
        yield len(tokens), line

    def _mark_boilerplate(self) -> None:
        for hit in self.by_tag.get("boiler", ()):
            sentence = self.sentence_of(hit.first)
            if hit.first - sentence.first <= 4 or sentence.stop - sentence.first <= 25:
                sentence.skip = True
            if sentence.stop - sentence.first <= 4 * self.scale and sentence.index > 2:
                self._skip_list(sentence)

    def _skip_list(self, heading: Sentence) -> None:
        """Skip the links under `Related articles`, up to the next paragraph of some length."""
        following = self.sentences[heading.index + 1 :]
        words: dict[int, int] = {}
        for sentence in following:
            words[sentence.line] = words.get(sentence.line, 0) + sentence.stop - sentence.first
        for sentence in following:
            if words[sentence.line] > 25 * self.scale:
                return
            sentence.skip = True
