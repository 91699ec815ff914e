"""Which articles an act names, and whether a clause stands in them.

The unit of an act can be the article, and sometimes the paragraph (clauses.md 6.8). A clause
whose text is cited as ``3(1)`` lies within an act on article 3; one cited as 3 lies only in part
within an act on 3(1); of a clause whose article nobody names, nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_NUMBER = r"\d{1,3}[a-z]{0,4}"
_PIECE = rf"{_NUMBER}(?:\(\w{{1,4}}\)){{0,4}}"
_NUMBERED = re.compile(
    rf"(?:articles?|arts?\.?)?\s*({_PIECE}(?:\s*(?:,|;|&|\+|-|–|and|et)\s*{_PIECE})*)",
    re.ASCII | re.IGNORECASE,
)
_BETWEEN = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})(?![\w(])")
_ONE = re.compile(_PIECE, re.ASCII | re.IGNORECASE)
_LONGEST_RANGE = 100

Piece = tuple[str, ...]
"""Article, paragraph and so on downwards; one member without digits at its head where the text
is cited otherwise (a preamble, a note)."""


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The articles that a citation names; of one that is not by number, the whole.

    >>> pieces("2, 3(1)(a)")
    (('2',), ('3', '1', 'a'))
    >>> pieces("Note of reply")
    (('note of reply',),)
    """
    cited = " ".join(text.lower().split())
    numbered = _NUMBERED.fullmatch(cited)
    if numbered is None:
        return ((cited,),) if cited else ()
    listed = _BETWEEN.sub(_all_between, numbered.group(1))
    return tuple(tuple(re.findall(r"\w+", found)) for found in _ONE.findall(listed))


def _all_between(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    if not first <= last <= first + _LONGEST_RANGE:
        return match.group(0)
    return ",".join(map(str, range(first, last + 1)))


def is_numbered(piece: Piece) -> bool:
    """Whether a piece is cited by number, so that it can be told from others."""
    return piece[0][0].isdigit()


def within(clause: str, named: Iterable[str]) -> bool | None:
    """Whether a clause with this citation lies within the articles named.

    None where nobody can tell: it has no citation, or lies in them only in part.
    """
    act = [piece for text in named for piece in pieces(text)]
    found = {_lies(piece, act) for piece in pieces(clause)}
    return found.pop() if len(found) == 1 else None


def _lies(piece: Piece, act: Iterable[Piece]) -> bool | None:
    answer: bool | None = False
    for other in act:
        if piece[: len(other)] == other:
            return True
        open_ = other[: len(piece)] == piece or not (is_numbered(piece) and is_numbered(other))
        if open_:
            answer = None
    return answer
