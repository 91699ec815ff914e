"""Digests: one page with several reports of one paragraph each, about different states.

Each is read as a text of its own; the others are blanked, character for character, so that all
evidence stands where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.read.named.headings import headings
from comity.read.named.states import States
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import Lexicon

REPORTS = 3
"""How many paragraphs with a mark of their own make a digest."""
MOST = 40

_MARK = re.compile(r"^[ \t]*(?:[•●▪◦■*►–—-]|\d{1,2}[.)])[ \t]+(?=\S)", re.MULTILINE)
_OPENING = 8
"""Words at the beginning of a report within which its states are named."""


def reports(text: str, lexicon: Lexicon) -> list[str]:
    """The text once for each report with all others blanked, or an empty list: no digest."""
    marks = [m.start() for m in _MARK.finditer(text)]
    if not REPORTS <= len(marks) <= MOST:
        return []
    spans = [
        (start, _paragraph_end(text, start, stop))
        for start, stop in zip(marks, [*marks[1:], len(text)], strict=True)
    ]
    pairs = [frozenset(_states(text[start:stop], lexicon)) for start, stop in spans]
    whole = Analysis(text, lexicon)
    if len(headings(whole, States(whole))) >= REPORTS:
        return []  # its headings name the parties, and the rest of the page what it is about
    own = [pair for pair in pairs if len(pair) >= 2]
    common = frozenset.intersection(*own) if own else frozenset()
    if len(own) < REPORTS or common or len(set(own)) < REPORTS:
        return []  # of one state's week, its name stands once and for all
    return list(_alone(text, spans))


def _paragraph_end(text: str, start: int, stop: int) -> int:
    """Where the report ends: at an empty line before the next mark, if there is one."""
    gap = re.compile(r"\n[ \t]*\n").search(text, start, stop)
    return gap.start() if gap else stop


def _states(report: str, lexicon: Lexicon) -> set[str]:
    """The states that a report names, if it names one at its beginning."""
    analysis = Analysis(report, lexicon)
    states = States(analysis)
    early = any(m.first <= _OPENING * analysis.scale for m in states.mentions)
    return {m.code for m in states.mentions} if early else set()


def _alone(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    for start, stop in spans:
        yield _blank(text[:start]) + text[start:stop] + _blank(text[stop:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
