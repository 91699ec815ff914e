"""Where the articles and paragraphs of a treaty begin and end.

A heading must stand at the start of a line and continue the count; "Article 5 of the
Convention" at the start of a wrapped line does neither. Notes without articles are divided by
their numbered paragraphs, and where these bear no number, by blank lines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from comity.read.treaty.language import Language
from comity.read.treaty.text import fold

PREAMBLE, FINAL = "preamble", "final"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ALIKE = str.maketrans({"х": "x", "і": "i", "ѵ": "v", "Х": "X", "І": "I", "V": "V"})
_SKIPPED = 3
"""How many headings may be lost to a bad scan before the count is doubted."""

_PARAGRAPH = re.compile(
    r"^[ \t\u00a0]*(?:(?P<n>\d{1,2})(?:[°º]?[.)](?!\d)|[ ]?[-–—](?=[ ]))|\((?P<p>\d{1,2})\)"
    r"|(?P<a>[a-zа-я]|[ivx]{1,4})\)|\((?P<b>[a-zа-я]|[ivx]{1,4})\)|(?P<d>[-–—•]))"
    r"[ \t\u00a0]*(?=\S|\n[ \t]*\w)",
    re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t\u00a0]*\n\s*")
_LINE_END = re.compile(r"(?<=[.:;>»”])[ \t\u00a0]*\n\s*")
_FEW = 4
"""Parts of a note; where blank lines make fewer, its paragraphs end with their lines."""


class Paragraph(NamedTuple):
    """A stretch of an article: label `2` or "", and offsets of its words."""

    label: str
    start: int
    end: int


class Segment(NamedTuple):
    """The preamble, an article, or the closing formula."""

    label: str
    start: int
    end: int
    paragraphs: tuple[Paragraph, ...]


@lru_cache(maxsize=16)
def _heading(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(names)
    return re.compile(
        rf"^[ \t\u00a0\"«*#]*(?P<w>{words})(?![^\W\d_])\.?[ \t\u00a0]*"
        r"(?:№|n[.º°o]*[ \t])?[ \t\u00a0]*"
        r"(?P<n>\d{1,3}|[^\W\d_]{1,14}(?:-[^\W\d_]{1,8})?)"
        r"(?P<s>\.?[ \t]?(?:er|ère|re|ro|º|ª|°|-?[яй])(?!\w))?(?P<bis>[ \t]bis\b)?"
        r"[ \t\u00a0.:)\-–—*»\"]*(?P<rest>[^\n]*)$",
        re.IGNORECASE | re.MULTILINE,
    )


@lru_cache(maxsize=16)
def _flat_heading(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(names)
    return re.compile(
        rf"(?:(?<=[.:;,)»”]\s)|(?<=[.:;)»”\[]))[ ]*(?P<w>{words})\.?[ ]+"
        r"(?P<n>\d{1,3}|[IVXL]{1,6}|[^\W\d_]{3,14})(?:er|º)?(?P<bis> bis\b)?"
        r"[ .:)\-–—]+(?=(?P<rest>[^\n]{0,40}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=16)
def _tail(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in phrases)
    return re.compile(rf"(?:^|(?<=\.)|(?<=\. ))[ \t\u00a0]*(?:{words})\b", re.I | re.MULTILINE)


def segments(text: str, lang: Language) -> list[Segment]:
    """The parts of a cleaned text, in order and without overlap."""
    heads = _headings(text, lang)
    if not heads:
        return _note(text, lang)
    before = list(_heading(lang.options["article"]).finditer(text, 0, heads[0][1]))
    opening = before[-1].start() if before else 0
    parts = [_segment(text, PREAMBLE, opening, heads[0][1])]
    tail = _tail_start(text, heads[-1][2], lang)
    for index, (label, _, body) in enumerate(heads):
        stop = heads[index + 1][1] if index + 1 < len(heads) else tail
        parts.append(_segment(text, label, body, stop))
    if tail < len(text):
        parts.append(_segment(text, FINAL, tail, len(text)))
    return parts


def _headings(text: str, lang: Language) -> list[tuple[str, int, int]]:
    """(label, where the heading begins, where the article's own words begin).

    A decree of publication has articles of its own before the treaty's; the longest count
    from one upwards is the treaty. Where a page was flattened into one line, headings are
    looked for after the end of a sentence.
    """
    best = max(_runs(text, lang, _heading(lang.options["article"])), key=len, default=[])
    if len(best) < 2:
        flat = max(_runs(text, lang, _flat_heading(lang.options["article"])), key=len, default=[])
        best = flat if len(flat) > max(len(best), 1) else best
    return best


def _runs(text: str, lang: Language, pattern: re.Pattern[str]) -> list[list[tuple[str, int, int]]]:
    whole = _counted(text, lang, pattern, from_start=True)
    if whole:
        return whole
    # An excerpt: it begins in the middle, and goes on counting.
    return [run for run in _counted(text, lang, pattern, from_start=False) if len(run) > 1]


def _counted(
    text: str, lang: Language, pattern: re.Pattern[str], *, from_start: bool
) -> list[list[tuple[str, int, int]]]:
    runs: list[list[tuple[str, int, int]]] = []
    last = 0
    for match in pattern.finditer(text):
        if not match["w"][0].isupper():
            continue
        number = _number(match["n"], lang)
        if match["n"] == "l" and not runs:
            number = 1  # a scan's `Article l`
        rest = match["rest"].lstrip()
        if number is None or (rest and rest[0].islower()):
            continue
        again = bool(match["bis"]) and number == last
        if number == 1 or (not runs and (number == 2 or not from_start)):
            runs.append([])
        elif not runs or not (last < number <= last + _SKIPPED or again):
            continue
        last = number
        label = f"{number} bis" if match["bis"] else str(number)
        body = match.start("rest") if rest else match.end()
        runs[-1].append((label, match.start("w"), body))
    return runs


def _number(written: str, lang: Language) -> int | None:
    if written.isdigit():
        return int(written)
    word = fold(written)
    if word in lang.numbers:
        return lang.numbers[word]
    roman = written.translate(_ALIKE).lower()
    if roman and all(c in _ROMAN for c in roman):
        return _roman(roman)
    parts = word.split("-")
    if len(parts) == 2 and all(p in lang.numbers for p in parts):
        return sum(lang.numbers[p] for p in parts)
    return None


def _roman(written: str) -> int:
    total = 0
    values = [_ROMAN[c] for c in written]
    for index, value in enumerate(values):
        total += -value if index + 1 < len(values) and value < values[index + 1] else value
    return total


def _tail_start(text: str, after: int, lang: Language) -> int:
    match = _tail(lang.options["tail"]).search(text, after)
    return match.start() if match else len(text)


def _segment(text: str, label: str, start: int, end: int) -> Segment:
    title_end = _title_end(text, start, end)
    bounds: list[tuple[str, int, int]] = []
    for match in _PARAGRAPH.finditer(text, start, end):
        if _wrapped(text, match):
            continue
        bounds.append((match["n"] or match["p"] or "", match.start(), match.end()))
    first = re.compile(r"\s*(?:(\d{1,2})[.)](?!\d)|\((\d{1,2})\))\s*").match(text, start, end)
    if first and label not in (PREAMBLE, FINAL) and (not bounds or bounds[0][1] > first.end()):
        bounds.insert(0, (first[1] or first[2], start, first.end()))
    paragraphs: list[Paragraph] = []
    current = ""
    begin = start
    if title_end > start and (not bounds or bounds[0][1] >= title_end):
        paragraphs.append(Paragraph("", start, title_end))
        begin = title_end
    for number, position, body in bounds:
        if text[begin:position].strip():
            paragraphs.append(Paragraph(current, begin, position))
        current = number or current
        begin = body
    paragraphs.append(Paragraph(current, begin, end))
    return Segment(label, start, end, tuple(paragraphs))


def _wrapped(text: str, match: re.Match[str]) -> bool:
    """A line that begins with a figure only because the line was full: `...\\n2) of Article`."""
    if match["d"]:
        return False
    before = text[max(0, match.start() - 80) : match.start()].rstrip(" \t\u00a0")
    blank = before.endswith("\n\n") or not before.strip()
    following = text[match.end() : match.end() + 1]
    numbered = bool(match["n"] or match["p"])
    return numbered and not blank and following.islower() and before.rstrip()[-1:].isalnum()


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title on the line of the heading, or right below it, ends."""
    match = re.compile(r"\s*([^\n]{3,75})(?:\n|$)").match(text, start, end)
    if match is None or match[1].rstrip()[-1:] in ".;,:" or re.match(r"\(?\d{1,2}[.)]", match[1]):
        return start
    rest = text[match.end() : end]
    following = rest.lstrip(" \t\u00a0")[:1]
    if following == "\n" or (following and (following.isupper() or following in "(1")):
        return match.end() if len(match[1].split()) <= 9 else start
    return start


def _note(text: str, lang: Language) -> list[Segment]:
    tail = _tail_start(text, 0, lang)
    # "I have the honour to propose that" opens a note as well as it closes one.
    marks = _marks(text, tail, lang) or _marks(text, len(text), lang)
    if not marks:
        return _bare(text, tail)
    parts = [_segment(text, PREAMBLE, 0, marks[0][1])]
    tail = _tail_start(text, marks[-1][2], lang)
    last_gap = _BLANK.search(text, marks[-1][2], tail)
    stop_last = last_gap.start() if last_gap else tail
    for index, (label, _, body) in enumerate(marks):
        stop = marks[index + 1][1] if index + 1 < len(marks) else stop_last
        parts.append(_segment(text, label, body, stop))
    if stop_last < len(text):
        parts.append(_segment(text, FINAL, stop_last, len(text)))
    return parts


def _marks(text: str, stop: int, lang: Language) -> list[tuple[str, int, int]]:
    """The marks of the paragraphs of a note, if it has two or more."""
    for found in (_numbered(text, stop), _lettered(text, stop), _ordinals(text, stop, lang)):
        if len(found) > 1:
            return found
    return []


def _numbered(text: str, stop: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for match in _PARAGRAPH.finditer(text, 0, stop):
        number = match["n"] or match["p"]
        if number and int(number) == len(found) + 1:
            found.append((number, match.start(), match.end()))
    return found


def _lettered(text: str, stop: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    alphabets = ("abcdefghijklmnop", "абвгдежзиклмнопр")
    for match in _PARAGRAPH.finditer(text, 0, stop):
        letter = match["a"] or match["b"]
        if letter and any(a[len(found) : len(found) + 1] == letter for a in alphabets):
            found.append((letter, match.start(), match.end()))
    return found


_ORDINAL = re.compile(r"^[ \t\u00a0]*(?P<w>[^\W\d_]{3,12})[ ]?[:.\-–—]+[ ]*(?=\S)", re.MULTILINE)


def _ordinals(text: str, stop: int, lang: Language) -> list[tuple[str, int, int]]:
    """Paragraphs that begin with `First:`, `PRIMERA.-`."""
    found: list[tuple[str, int, int]] = []
    for match in _ORDINAL.finditer(text, 0, stop):
        if lang.numbers.get(fold(match["w"])) == len(found) + 1:
            found.append((str(len(found) + 1), match.start(), match.end()))
    return found


def _pieces(text: str, tail: int, between: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in between.finditer(text, 0, tail)), tail]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _bare(text: str, tail: int) -> list[Segment]:
    """Paragraphs without numbers: `para 1`, `para 2`, after a preamble of one paragraph."""
    spans = _pieces(text, tail, _BLANK)
    if len(spans) < _FEW:
        spans = _pieces(text, tail, _LINE_END)
    if not spans:
        return [_segment(text, PREAMBLE, 0, len(text))]
    head = 0
    while head + 1 < len(spans) and len(text[spans[head][0] : spans[head][1]].split()) < 14:
        head += 1
    while head + 2 < len(spans) and len(text[spans[head + 1][0] : spans[head + 1][1]].split()) < 6:
        head += 1  # a date line, a form of address
    parts = [_segment(text, PREAMBLE, 0, spans[head][1])]
    parts.extend(
        _segment(text, f"para {number}", a, b) for number, (a, b) in enumerate(spans[head + 1 :], 1)
    )
    if tail < len(text):
        parts.append(_segment(text, FINAL, tail, len(text)))
    return parts
