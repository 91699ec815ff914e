"""How a list of partners grew, year by year, with no date guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from comity.dossier.reach import Reach, begun_between, holds
from comity.law.dates import PartialDate
from comity.law.lifecycle import GIVES_A_RIGHT, state_at
from comity.law.terms import TermRole
from comity.register.view import View


class Year(Struct, frozen=True):
    """One year of the list.

    Attributes:
        partners: how many were exempt on its last day (on the day asked, in that day's year).
        opened: who joined in it.
        some_day: those of `opened` of whom only the year is known.
        closed: who left in it.
    """

    year: int
    partners: int
    opened: tuple[str, ...]
    some_day: tuple[str, ...]
    closed: tuple[str, ...]


class Growth(Struct, frozen=True):
    """The list year by year, from its first dated partner to the day asked.

    Attributes:
        years: every year, also those in which nothing changed.
        undated: partners exempt on the day of whom no source says since when; they are in
            none of the years.
    """

    years: tuple[Year, ...]
    undated: tuple[str, ...]


def growth_of(reaches: Iterable[Reach], on: date, view: View) -> Growth:
    """How the partners reached came to be so, up to the day `on`."""
    day = on.toordinal()
    dated: dict[str, list[tuple[PartialDate, Reach]]] = {}
    undated: set[str] = set()
    for reach in reaches:
        if any(term.kind.role is TermRole.MARKER for term in reach.strand.terms):
            continue
        start = begun_between(reach, view, day)
        if start is not None and start.first <= day:
            dated.setdefault(reach.partner, []).append((start, reach))
        elif start is None and _right(reach, view, day):
            undated.add(reach.partner)
    return Growth(_years(dated, on, view), tuple(sorted(undated - set(dated))))


def _right(reach: Reach, view: View, day: int) -> bool:
    live = state_at(reach.strand.spans, day).state in GIVES_A_RIGHT
    return live and holds(reach, view, day) is True


def _years(
    dated: dict[str, list[tuple[PartialDate, Reach]]], on: date, view: View
) -> tuple[Year, ...]:
    starts = [start.earliest.year for entries in dated.values() for start, _ in entries]
    years = []
    before: set[str] = set()
    for year in range(min(starts, default=on.year + 1), on.year + 1):
        last = min(date(year, 12, 31), on).toordinal()
        now = {
            partner
            for partner, entries in dated.items()
            if any(start.last <= last and _right(reach, view, last) for start, reach in entries)
        }
        opened = sorted(now - before)
        some_day = [name for name in opened if _only_the_year(dated[name], year)]
        years.append(
            Year(year, len(now), tuple(opened), tuple(some_day), tuple(sorted(before - now)))
        )
        before = now
    return tuple(years)


def _only_the_year(entries: list[tuple[PartialDate, Reach]], year: int) -> bool:
    here = [start for start, _ in entries if start.latest.year == year]
    return bool(here) and all(start.precision == "year" for start in here)
