"""Words of a text with their offsets, folded to the spelling the lexicons use.

Folding makes equal what writers mix: case, accents in European languages, alef and hamza
spellings in Arabic, traditional and simplified Chinese in the words of this field.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff]"
    r"|\d+"
    r"|(?:(?![\u3400-\u4dbf\u4e00-\u9fff])[^\W\d_][\u0300-\u036f\u064b-\u0654\u0670\u0640\u055b\u055c\u055e]*)+"
)
UNSPACED = frozenset(("zh", "ja", "ko"))
"""Languages whose every character is a word, for want of spaces or because particles adhere."""
_CHARACTER = re.compile(
    r"[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
    r"|\d+"
    r"|[^\W\d_\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
)
_APOSTROPHES = "'’ʼ‘`´"
_JOINING_GAP = re.compile(r"[\s\-\u2010-\u2015\u200b-\u200f\u00ad_/·・ㆍ'’ʼ‘`´°\u2019\u2013]*\Z")
_BROKEN = re.compile(r"[-\u00ad\u2010][ \t]*\n[ \t]*")
_STRONG = re.compile(r"[.;!?:…。；！？：؛؟։|\u2022]|\n")

_ARABIC_MARKS = re.compile(r"[\u064b-\u0654\u0670\u0640]")
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ک": "ك",
        "ی": "ي",
        "ۀ": "ه",
    }
)
_CYRILLIC = str.maketrans({"ё": "е", "ѐ": "е", "ґ": "г"})
_LATIN = str.maketrans(
    {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ə": "a"}
)


@lru_cache(maxsize=1)
def _han() -> dict[int, str]:
    """Traditional characters by their simplified ones, from `data/han.tsv`."""
    rows = (Path(__file__).parents[1] / "data" / "han.tsv").read_text("utf-8").splitlines()
    return str.maketrans(dict(row.split("\t") for row in rows if not row.startswith("#")))


_UZBEK = str.maketrans(
    dict(
        zip("абвгджзийклмнопрстуфхъыьэўқғҳ", "abvgdjziyklmnoprstufx\0i\0eoqgh", strict=True),
        ё="yo",
        ч="ch",
        ш="sh",
        щ="sh",
        ю="yu",
        я="ya",
        е="e",
        ц="s",
    )
)
_UZBEK_YE = re.compile("(?:^|(?<=[аеёиоуэюяўъь]))е")
_UZBEK_TS = re.compile("(?<=[аеёиоуэюяў])ц")
_UZBEK_MARKS = re.compile("[\u02bb\u02bc\u0000]")
_ARMENIAN_MARKS = re.compile("[\u055b\u055c\u055e]")


def latin_uzbek(word: str) -> str:
    """A lower-case Uzbek word in the Latin script, as the orthography of 1995 writes it.

    >>> latin_uzbek("франция")
    'fransiya'
    """
    if word.isascii():
        return word
    return _UZBEK_TS.sub("ts", _UZBEK_YE.sub("ye", word)).translate(_UZBEK)


@lru_cache(maxsize=20_000)
def fold(word: str, language: str) -> str:
    """The spelling under which a word is looked up in the lexicon of a language."""
    word = unicodedata.normalize("NFKC", word)
    if language in ("ar", "fa"):
        return _ARABIC_MARKS.sub("", word).translate(_ARABIC)
    if language == "zh":
        return word.translate(_han()).lower()
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    word = word.lower()
    if language in ("ja", "ko"):
        return word
    if language in ("ru", "uk", "kk", "ky", "mn"):
        return word.translate(_CYRILLIC)
    if language == "uz":
        word = _UZBEK_MARKS.sub("", latin_uzbek(word))
    elif language == "hy":
        word = _ARMENIAN_MARKS.sub("", word)
    if language == "vi":
        return unicodedata.normalize("NFC", word)
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFD", word.translate(_LATIN))
    return "".join(c for c in bare if not unicodedata.combining(c))


def is_small(character: str) -> bool:
    """Whether a letter is a small one of a script that has capitals (Georgian has none in use)."""
    return character.islower() and not "\u10d0" <= character <= "\u10ff"


class Tokens:
    """The words of one text.

    Attributes:
        text: the text; starts, ends: offsets of each word in it.
        norms: the folded words.
        gaps: what stands before each word: 0 nothing that separates, 1 a comma, bracket or
            quotation mark, 2 the end of a sentence, clause or line.
    """

    __slots__ = ("ends", "gaps", "language", "norms", "starts", "text")

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.norms: list[str] = []
        self.gaps: list[int] = []
        self._split()

    def __len__(self) -> int:
        return len(self.norms)

    def _split(self) -> None:
        text, language = self.text, self.language
        starts, ends, norms, gaps = self.starts, self.ends, self.norms, self.gaps
        swallow_suffix = language in ("tr", "en")
        join_apostrophe = language in ("uk", "kk", "ru", "uz")
        last = 0
        pattern = _CHARACTER if language in ("ja", "ko") else _WORD
        for found in pattern.finditer(text):
            start, end = found.span()
            word = found.group()
            if start - last == 1 and norms and text[last] in _APOSTROPHES:
                before = ends[-1]
                if before == last and swallow_suffix and (language == "tr" or word in ("s", "S")):
                    ends[-1] = last = end
                    continue
                if before == last and join_apostrophe:
                    norms[-1] += fold(word, language)
                    ends[-1] = last = end
                    continue
            between = text[last:start]
            if _BROKEN.fullmatch(between) and word[0].islower() and language != "en" and norms:
                norms[-1] = fold(text[starts[-1] : last] + word, language)
                ends[-1] = last = end
                continue  # "паспор-" at the end of a line, "тов" at the head of the next
            joined = _JOINING_GAP.match(between) is not None and "\n" not in between
            if not between or between == " " or joined:
                gap = 0
            elif between == "." and language not in UNSPACED:
                gap = 0  # an abbreviation: U.S., т.е.
            elif between == ". " and norms[-1] == "st" and text[start].isupper():
                gap = 0  # St. Lucia
            elif between == "\n" and is_small(text[start]):
                gap = 0  # a line broken inside a sentence
            elif _STRONG.search(between):
                gap = 2
            else:
                gap = 1
            starts.append(start)
            ends.append(end)
            norms.append(fold(word, language))
            gaps.append(gap)
            last = end

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Offsets of the words `first` up to, not including, `stop`."""
        return self.starts[first], self.ends[stop - 1]
