"""Where a name stands in a text: by capitals and particles, or by what bounds it."""

from __future__ import annotations

import re

from comity.read.named.states import CAPITAL, NAME, States
from comity.read.words.analysis import Analysis

_PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den bin ben ibn al el as ar abu ould "
    "mint y e ag oglu kyzy uulu uld san dei bint abd "
    "d dos los las ter ten zu af bte o ас аз ад ат ар ан ибн эд эс "
    "әл ұлы қызы ульд бин ибн аль эль аш ан оглы кызы уулу де ди да ван фон бен вельд".split()
)
_LINKS = frozenset("بن ابن بنت آل ال عبد ولد ابو".split())
"""Arabic words that a name does not end with."""
MAX_NAME = 7
_EASTERN_NAME = {
    "ja": re.compile(
        r"(?:\A|[^\u3400-\u9fff])([\u3400-\u9fff]{3,5}|[\u30a1-\u30fc]{2,}(?:[・･][\u30a1-\u30fc]+)*)\Z"
    ),
    "ko": re.compile(r"(?:\A|[^\uac00-\ud7a3])([\uac00-\ud7a3]{3})\Z"),
}
"""Names that end where an office begins: of kanji or of kana; of three syllables."""
_HAN_NAME = re.compile(
    r"[\u3400-\u9fff]{1,6}(?:[·•・][\u3400-\u9fff]{1,8}){1,3}|[\u3400-\u9fff]{2,7}"
)
_BLOCKING = (
    "title",
    "month",
    "weekday",
    "agreement",
    "act",
    "occasion",
    "subject",
    "topic",
    "passport",
    "class",
    "classword",
    "notname",
    "said",
    "unit",
    "city",
    "org",
)


class Names:
    """Finds the name that begins at a word."""

    def __init__(self, analysis: Analysis, states: States) -> None:
        self.analysis = analysis
        self.states = states
        self.blocked = self._blocked_words()
        self._foreign = frozenset(analysis.lexicon.options.get("translit", ""))

    def _blocked_words(self) -> set[int]:
        blocked: set[int] = set()
        for tag in _BLOCKING:
            for hit in self.analysis.by_tag.get(tag, ()):
                if hit.value == "king" and self.analysis.ending_at("title", hit.first):
                    continue  # a given name
                blocked.update(range(hit.first, hit.stop))
        for mention in self.states.mentions:
            blocked.update(range(mention.first, mention.stop))
        return blocked

    def is_word(self, word: int) -> bool:
        if word in self.blocked and not self._short_inside(word):
            return False
        start = self.analysis.tokens.starts[word]
        return self.analysis.text[start].isupper()

    def _short_inside(self, word: int) -> bool:
        """A short word with a capital inside a sentence may be a name: `Lê`, `El`."""
        return (
            self.analysis.at("notname", word) is not None
            and len(self.analysis.tokens.norms[word]) <= 2
            and self.analysis.between(word) == " "
            and self.analysis.sentence_of(word).first != word
        )

    def at(self, word: int, limit: int) -> tuple[int, int] | None:
        """A name that begins at a word: capitals with particles, or what a script allows."""
        language = self.analysis.language
        honor = None
        while word < limit and (hit := self.analysis.at("honor", word)) is not None:
            honor, word = hit, hit.stop
        if word >= limit:
            return None
        if language == "zh":
            return self._han_name(word, limit)
        if language in ("ja", "ko"):
            return None  # the name stands before the office
        if not self.analysis.lexicon.cased:
            return self._uncased_name(word, limit)
        tokens = self.analysis.tokens
        if not self.is_word(word) and not (honor is not None and self._like_a_state(word, limit)):
            return None
        stop = word
        while stop < limit and stop - word < MAX_NAME:
            if stop > word and (tokens.gaps[stop] and not self._initial_gap(stop)):
                break
            if self.is_word(stop):
                stop += 1
                continue
            if stop > word and self._state_inside(stop, limit):
                stop += 2
                continue
            if (stop > word or honor is not None) and self._like_a_state(stop, limit):
                stop += 1
                continue
            joined = stop > word and self.analysis.between(stop) in ("-", "'", "’")
            ahead = stop
            while ahead < limit and ahead - stop < 3 and tokens.norms[ahead] in _PARTICLES:
                ahead += 1
            if joined or (ahead > stop and ahead < limit and self.is_word(ahead)):
                stop = max(ahead, stop + 1)
                continue
            break
        if stop - word < 2 and not (stop > word and honor is not None):
            return None
        return word, stop

    def _state_inside(self, word: int, limit: int) -> bool:
        """In Vietnamese a syllable of a name may be a state's: `Trần Đức Hòa`."""
        if self.analysis.language != "vi" or word + 1 >= limit:
            return False
        mention = next((m for m in self.states.mentions if m.first == word), None)
        if mention is None or mention.stop != word + 1:
            return False
        if not self.analysis.text[self.analysis.tokens.starts[word + 1]].isupper():
            return False
        if self.analysis.between(word) != " " or self.analysis.between(word + 1) != " ":
            return False
        mention.third = True
        return True

    def _like_a_state(self, word: int, limit: int) -> bool:
        """`Adérito Monteiro Lima`, `Mr Jordan Amoako`: a name that is also that of a place.

        Only where names are written with capitals and verbs do not follow at once, and where the
        text does not speak of that place otherwise, unless more of the name follows.
        """
        if self.analysis.lexicon.options.get("capitals") != "yes":
            return False
        if not self.analysis.text[self.analysis.tokens.starts[word]].isupper():
            return False
        goes_on = word + 1 < limit and not self.analysis.tokens.gaps[word + 1]
        goes_on = goes_on and self.is_word(word + 1)
        mention = next((m for m in self.states.mentions if m.first == word), None)
        if mention is None:
            city = self.analysis.at("city", word)
            return city is not None and city.stop == word + 1 and goes_on
        if mention.stop != word + 1 or mention.kind not in (NAME, CAPITAL):
            return False
        others = sum(m.code == mention.code for m in self.states.mentions)
        if not goes_on and others > 1:
            return False
        mention.third = True
        return True

    def _initial_gap(self, word: int) -> bool:
        between = self.analysis.between(word)
        before = self.analysis.tokens.norms[word - 1]
        return between.strip() == "." and (len(before) == 1 or before == "st")

    def _han_name(self, word: int, limit: int) -> tuple[int, int] | None:
        stop = word
        blocked = self.blocked
        stops = self.analysis
        while stop < limit and stop - word < 16:
            if stop in blocked or (stop > word and self.analysis.tokens.gaps[stop]):
                break
            if any(
                stops.at(tag, stop)
                for tag in (
                    "and",
                    "in",
                    "of",
                    "said",
                    "act",
                    "namestop",
                    "reldate",
                    "visa",
                    "both",
                    "deny",
                    "propose",
                    "plan",
                    "neg",
                )
            ):
                break
            stop += 1
        if stop <= word:
            return None
        match = _HAN_NAME.match(self.analysis.words(word, stop))
        if match is None:
            return None
        dotted = any(dot in match.group() for dot in "·•・")
        length = sum(1 for c in match.group() if c not in "·•・")
        if not dotted and stop - word > 3:
            if self.analysis.at("surname", word) is not None:
                length = 3
            elif not set(match.group()) <= self._foreign:
                return None
        if length < 2:
            return None
        return word, word + length

    def before_office(self, word: int, floor: int) -> tuple[int, int] | None:
        """`岸田文雄外務大臣`, `윤병세 외교부 장관`: the name that ends where an office begins."""
        tokens, text = self.analysis.tokens, self.analysis.text
        first = word
        while first > floor and word - first < 24 and first - 1 not in self.blocked:
            if first < word and tokens.gaps[first]:
                break
            first -= 1
        if first >= word or (tokens.gaps[word] if word < len(tokens) else 0):
            return None
        start, end = tokens.starts[first], tokens.ends[word - 1]
        match = _EASTERN_NAME[self.analysis.language].search(text[start:end])
        if match is None:
            return None
        begin = first
        while tokens.starts[begin] < start + match.start(1):
            begin += 1
        if self.analysis.language == "ko" and self.analysis.at("surname", begin) is None:
            return None
        return begin, word

    def _uncased_name(self, word: int, limit: int) -> tuple[int, int] | None:
        tokens = self.analysis.tokens
        stop = word
        while stop < limit and stop - word < (7 if tokens.norms[stop - 1] in _LINKS else 4):
            if stop in self.blocked or (stop > word and tokens.gaps[stop]):
                break
            if any(
                self.analysis.at(tag, stop)
                for tag in (
                    "in",
                    "of",
                    "namestop",
                    "reldate",
                    "both",
                    "said",
                    "visa",
                    "counterpart",
                )
            ):
                break
            if tokens.norms[stop].isdigit():
                break
            stop += 1
        return (word, stop) if stop - word >= 2 else None
