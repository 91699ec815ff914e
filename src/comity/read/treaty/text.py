"""From the characters of a treaty to tokens that remember where they stand.

Page furniture is blanked (not removed, so that offsets hold), words broken at the end of a
line are joined, and accents and case are folded away.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

WORD, NUMBER, DURATION, DATE, STATE, BREAK = "w", "n", "d", "t", "s", "b"

_TOKEN = re.compile(
    r"(?P<date>(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d))"
    r"|(?P<num>[12]\.\d{3}(?!\.?\d)|\d{1,6}(?:[ºª°]|[a-zа-я]{1,3}\b)?)"
    r"|(?P<spaced>(?<!\w)(?:[^\W\d_] ){4,30}[^\W\d_](?!\w))"
    r"|(?P<word>[^\W\d_]+(?:(?<=[а-яіїєґА-ЯІЇЄҐ])['’ʼ](?=[а-яіїєґА-ЯІЇЄҐ])[^\W\d_]+)*"
    r"(?:(?:-|\u00ad|¬)[ \t]*\n[ \t]*[^\W\d_]+)?)"
    r"|(?P<para>\n[ \t]*\n)"
    r"|(?P<stop>[.;!?•])"
)
_FURNITURE = re.compile(
    r"^[ \t]*(?:[-–—][ \t]*\d{1,4}[ \t]*[-–—]|(?:page|p\.|pagina|стр\.?|página)[ \t]*\d{1,4}"
    r"(?:[ \t]*(?:of|sur|de|из|/)[ \t]*\d{1,4})?|\d{1,4}[ \t]*/[ \t]*\d{1,4}|\d{1,3})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_APOSTROPHE = re.compile(r"(?<=[а-яіїєґ])['’ʼ](?=[а-яіїєґ])")
"""Within a Ukrainian word; it is written in three ways, and read in none."""

_LINE = re.compile(r"^[^\n]*$", re.MULTILINE)
_ABBREVIATIONS = frozenset("art arts al par para paras no nos num ст п пп ч inc".split())
"""Words that a dot shortens before a figure."""

_REPEATED = 3
"""A short line that stands this often in the text is a running header."""


class Token:
    """One word, number, date, state or break.

    Attributes:
        kind: one of the constants above; norm: folded word, or a sign for the others.
        start, end: offsets in the text; value: what it stands for, if not a word.
    """

    __slots__ = ("end", "kind", "norm", "start", "value")

    def __init__(self, kind: str, norm: str, start: int, end: int, value: object = None) -> None:
        self.kind = kind
        self.norm = norm
        self.start = start
        self.end = end
        self.value = value


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if "а" <= char <= "я":
        return char
    base = unicodedata.normalize("NFD", char)[0]
    return base if base != "і" else "i"


def fold(word: str) -> str:
    """Lower case without accents; Cyrillic `й` stays a letter of its own.

    >>> fold("Première"), fold("Третий"), fold("ещё"), fold("п'ять")
    ('premiere', 'третий', 'еще', 'пять')
    """
    word = word.lower()
    if word.isascii():
        return word
    return "".join(map(_fold_char, without_apostrophe(word)))


def without_apostrophe(word: str) -> str:
    """A Cyrillic word, in small letters, without its apostrophe: `п'ять`, `пʼять`."""
    return _APOSTROPHE.sub("", word)


def clean(text: str) -> str:
    """The text with page numbers and running headers blanked, character for character."""
    text = text.replace("\r", "\n").replace("\f", "\n").replace("\u2028", "\n")
    text = _FURNITURE.sub(_blank, text)
    lines = Counter(line.strip() for line in text.split("\n") if 8 <= len(line.strip()) <= 90)
    headers = {line for line, count in lines.items() if count >= _REPEATED}
    if not headers:
        return text
    return _LINE.sub(lambda m: _blank(m) if m.group().strip() in headers else m.group(), text)


def _blank(match: re.Match[str]) -> str:
    return "\u00a0" * len(match.group())


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of cleaned text."""
    stop = len(text) if end is None else end
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, stop):
        kind = match.lastgroup
        begin, finish = match.span()
        if kind == "word":
            _word(found, match.group(), begin, finish)
        elif kind == "spaced":  # a title set in spaced letters
            norm = fold(match.group().replace(" ", ""))
            found.append(Token(WORD, norm, begin, finish))
        elif kind == "num":
            digits = re.match(r"[\d.]+", match.group())
            assert digits is not None
            value = int(digits.group().replace(".", ""))
            found.append(Token(NUMBER, "figures", begin, finish, value))
        elif kind == "date":
            found.append(Token(WORD, match.group(), begin, finish))
        elif kind == "para":
            if not _page_break(text, begin, finish):
                found.append(Token(BREAK, "|", begin, finish))
        elif match.group() == ".":
            if _ends_sentence(text, begin, found):
                found.append(Token(BREAK, ".", begin, finish))
        else:
            found.append(Token(BREAK, ";" if match.group() in ";•" else ".", begin, finish))
    return found


def _word(found: list[Token], raw: str, begin: int, finish: int) -> None:
    if "\n" not in raw:
        found.append(Token(WORD, fold(raw), begin, finish))
        return
    head = re.split(r"[-\u00ad¬]", raw, maxsplit=1)[0]
    tail = raw[raw.rindex("\n") + 1 :].lstrip()
    if tail[0].islower() or raw.isupper():
        found.append(Token(WORD, fold(head + tail), begin, finish, (fold(head), fold(tail))))
    else:
        found.append(Token(WORD, fold(head), begin, begin + len(head)))
        found.append(Token(WORD, fold(tail), finish - len(tail), finish))


def _page_break(text: str, begin: int, finish: int) -> bool:
    """Whether an empty line is only the foot of a page: the sentence goes on below it."""
    before = text[max(0, begin - 400) : begin]
    around = before.rstrip("\n ")
    if not around.endswith("\u00a0") and "\u00a0" not in text[finish : finish + 200].split("\n")[0]:
        return False
    last = around.rstrip("\u00a0\n ")[-1:]
    following = text[finish:].lstrip("\u00a0\n \t")[:1] if finish < len(text) else ""
    return last.isalnum() and following.islower()


def _ends_sentence(text: str, dot: int, found: list[Token]) -> bool:
    if not found or found[-1].end != dot:
        return bool(found)
    last = found[-1]
    rest = text[dot + 1 : dot + 40].lstrip(" \t\n\u00a0\"'»”)")
    if last.kind == NUMBER and last.end - last.start <= 2 and rest[:1].islower():
        return False
    if last.norm in _ABBREVIATIONS and rest[:1].isdigit():
        return False
    if last.kind == WORD and len(last.norm) <= 1 and "\n\n" not in text[dot + 1 : dot + 4]:
        return False
    return not rest or not rest[0].islower()
