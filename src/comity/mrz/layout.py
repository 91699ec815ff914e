"""Where each field stands: ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas).

Lines and positions are counted from 1, as in Doc 9303.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from comity.mrz.errors import MrzError


class Format(StrEnum):
    """The size of a document, which settles its lines."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class Span(NamedTuple):
    """Positions `first` to `last` of a line, both counted in."""

    line: int
    first: int
    last: int

    def of(self, lines: tuple[str, ...]) -> str:
        """What stands there."""
        return lines[self.line - 1][self.first - 1 : self.last]


class Layout(NamedTuple):
    """The fields of a format.

    A check digit stands right after the number, the birth and the expiry. `optional` are the
    fields whose use the issuer is free in; `optional_check` and `composite_check` are the
    places of the digits over the optional data and over the spans of `composite`, None where
    the format has none. `first_letters` are those a document code can begin with.
    """

    first_letters: str
    name: Span
    number: Span
    nationality: Span
    birth: Span
    sex: Span
    expiry: Span
    optional: tuple[Span, ...]
    optional_check: Span | None = None
    composite_check: Span | None = None
    composite: tuple[Span, ...] = ()


CODE = Span(1, 1, 2)
ISSUER = Span(1, 3, 5)

_SECOND = (Span(2, 1, 9), Span(2, 11, 13), Span(2, 14, 19), Span(2, 21, 21), Span(2, 22, 27))
"""Number, nationality, birth, sex and expiry of every two-line format."""

LAYOUTS: dict[Format, Layout] = {
    Format.TD3: Layout(
        "P",
        Span(1, 6, 44),
        *_SECOND,
        optional=(Span(2, 29, 42),),
        optional_check=Span(2, 43, 43),
        composite_check=Span(2, 44, 44),
        composite=(Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, 43)),
    ),
    Format.TD2: Layout(
        "ACI",
        Span(1, 6, 36),
        *_SECOND,
        optional=(Span(2, 29, 35),),
        composite_check=Span(2, 36, 36),
        composite=(Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, 35)),
    ),
    Format.TD1: Layout(
        "ACI",
        Span(3, 1, 30),
        Span(1, 6, 14),
        Span(2, 16, 18),
        Span(2, 1, 6),
        Span(2, 8, 8),
        Span(2, 9, 14),
        optional=(Span(1, 16, 30), Span(2, 19, 29)),
        composite_check=Span(2, 30, 30),
        composite=(Span(1, 6, 30), Span(2, 1, 7), Span(2, 9, 15), Span(2, 19, 29)),
    ),
    Format.MRV_A: Layout("V", Span(1, 6, 44), *_SECOND, optional=(Span(2, 29, 44),)),
    Format.MRV_B: Layout("V", Span(1, 6, 36), *_SECOND, optional=(Span(2, 29, 36),)),
}

_SHAPES = {(3, 30): Format.TD1, (2, 36): Format.TD2, (2, 44): Format.TD3}
_VISAS = {Format.TD2: Format.MRV_B, Format.TD3: Format.MRV_A}
_SIZES = "3 lines of 30, 2 of 36 or 2 of 44 characters"


def format_of(lines: tuple[str, ...]) -> Format:
    """The format of some lines, by their number, their length and their first letter.

    Raises:
        MrzError: no format has these.
    """
    lengths = {len(line) for line in lines}
    found = _SHAPES.get((len(lines), lengths.pop())) if len(lengths) == 1 else None
    if found is None:
        shape = " and ".join(str(len(line)) for line in lines[:4]) or "no"
        raise MrzError(
            f"lines of {shape} characters, {len(lines)} in all, are no machine-readable zone",
            expected=_SIZES,
            mend="write every line whole, with < for each filler",
        )
    if lines[0][0] == "V":
        found = _VISAS.get(found, found)
    letters = LAYOUTS[found].first_letters
    # A card's code is A, C or I and anything but V; AV, CV and IV are kept free (parts 5, 6).
    if lines[0][0] not in letters or (letters == "ACI" and lines[0][1] == "V"):
        raise MrzError(
            f"a document of format {found.value} cannot have the code {lines[0][:2]}",
            where="line 1, position 1",
            expected=f"a code that begins with {' or '.join(letters)}",
            mend="look at the first two characters again",
        )
    return found
