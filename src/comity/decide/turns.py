"""The days on which an answer can change, whatever makes it change.

Between two neighbouring days of these the answer is the same: a grant begins, sleeps or ends;
a state joins or leaves a group; a list that closes a case speaks; a passport expires or has too
few months left; a birthday passes; a season begins or ends; a limit in calendar months becomes
shorter than the stay that is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, date
from functools import lru_cache
from itertools import pairwise

from comity.decide.conditions import Case
from comity.decide.question import Role
from comity.law.dates import add_days, add_months
from comity.law.lifecycle import BEGINNING
from comity.law.passports import Evidence
from comity.law.stay import StayRule, longest_single_stay
from comity.register.reach import Reach
from comity.register.strands import Strand
from comity.register.view import View

YEARS_ROUND = 9
"""What comes round is looked for so many years past all else: there is a leap day in nine."""

_LAST = date.max.toordinal()


def turning_days(
    case: Case,
    view: View,
    after: int,
    before: int = _LAST + 1,
    *,
    lists: bool = True,
    round_until: int | None = None,
) -> list[int]:
    """The days (ordinals) between `after` and `before` on which the answer can change, in order.

    The planned stay is taken to move along with the day of entry.

    Args:
        lists: whether complete lists matter; they do not where some grant carries the case.
        round_until: the day up to which what comes round each year is told; nine years past all
            else if not given.
    """
    passport = case.passport
    reach = view.reach(passport.issuer, case.question.to)
    undated = passport.expires is passport.issued is case.question.facts.born is None
    comes_round = reach.seasonal or (reach.monthly and case.question.until is not None)
    if undated and not comes_round and reach.last <= after:
        return []
    strands = _strands(reach, case, view)
    days = set(_fixed(case, reach, strands, lists))
    if comes_round:
        if round_until is None:
            round_until = last_round(days, after)
        days.update(_round(case, strands, after, min(before, round_until)))
    return sorted(day for day in days if after < day < before)


def last_round(days: Iterable[int], after: int) -> int:
    """The day up to which it is worth looking for what comes round each year."""
    last = date.fromordinal(max((after, *(day for day in days if day <= _LAST))))
    return date(min(last.year + YEARS_ROUND, MAXYEAR), 12, 31).toordinal()


def _strands(reach: Reach, case: Case, view: View) -> list[Strand]:
    """Those for the passport's class that leave out neither end."""
    issuer, to = case.passport.issuer, case.question.to
    return [
        strand
        for strand in reach.strands
        if _could_cover(strand, case, view)
        and issuer not in strand.excluding
        and to not in strand.excluding_destinations
    ]


def _could_cover(strand: Strand, case: Case, view: View) -> bool:
    named, passport = strand.passport_class, case.passport
    if named is None or named is passport.passport_class:
        return True
    return view.evidence(passport.issuer, passport.passport_class, named) is not Evidence.NONE


def _fixed(case: Case, reach: Reach, strands: Sequence[Strand], lists: bool) -> Iterator[int]:
    """What comes once."""
    for strand in strands:
        for span in strand.spans:
            yield span.start
        for term in strand.terms:
            if term.name in _TURNS:
                yield from _TURNS[term.name](term.value, case)
    if case.passport.expires is not None:
        yield case.passport.expires.toordinal() + 1
    yield from reach.memberships
    if lists:
        yield from reach.lists


# -- the holder and the passport -----------------------------------------------------------


def _stay_after(case: Case) -> int:
    """How many days after entry the planned stay ends."""
    until = case.question.until
    return 0 if until is None else (until - case.question.on).days


def _enough_left(value: str, case: Case, latest: Callable[[date, int], int]) -> Iterator[int]:
    """C03: the first day of entry on which the passport has too little time left."""
    expires = case.passport.expires
    amount, _, anchor = value.partition(":")
    if expires is None or (anchor == "exit" and case.question.until is None):
        return
    shift = _stay_after(case) if anchor == "exit" else 0
    yield latest(expires, int(amount)) + 1 - shift


def _months_left(value: str, case: Case) -> Iterator[int]:
    yield from _enough_left(value, case, _latest_start)


def _latest_start(end: date, months: int) -> int:
    """The last day from which so many calendar months do not go past `end`."""
    start = add_months(end, -months)
    while start < date.max and add_months(add_days(start, 1), months) <= end:
        start = add_days(start, 1)  # months that end early take in the last days of longer ones
    return start.toordinal()


def _days_left(value: str, case: Case) -> Iterator[int]:
    yield from _enough_left(value, case, lambda end, days: end.toordinal() - days)


def _years_since(start: date | None, years: int) -> Iterator[int]:
    """The day after so many years have passed."""
    if start is not None:
        yield add_months(start, 12 * years).toordinal() + 1


def _issued(value: str, case: Case) -> Iterator[int]:
    yield from _years_since(case.passport.issued, int(value))


def _grace(value: str, case: Case) -> Iterator[int]:
    yield from _years_since(case.passport.expires, int(value))


def _birthdays(value: str, case: Case) -> Iterator[int]:
    """C11: the birthdays on which an age is reached, and passed."""
    born = case.question.facts.born
    if born is None:
        return
    for years in (int(value), int(value) + 1):
        yield _on(min(born.year + years, MAXYEAR), born.month, born.day).toordinal()


def _on(year: int, month: int, day: int) -> date:
    """That day of that year; 1 March for 29 February of a year that has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1)


def _alternatives(value: str, case: Case) -> Iterator[int]:
    for part in value.split("|"):
        name, _, wanted = part.partition(":")
        turn = _TURNS.get(name)
        if turn is not None:
            yield from turn(wanted, case)


_TURNS: Mapping[str, Callable[[str, Case], Iterator[int]]] = {
    "passport_valid_months": _months_left,
    "passport_valid_days": _days_left,
    "passport_issued_within_years": _issued,
    "passport_expired_max_years": _grace,
    "age_min": _birthdays,
    "age_max": _birthdays,
    "family_age_max": _birthdays,
    "any_of": _alternatives,
}
"""Terms whose answer turns on a day, given what the question says."""


# -- what comes round ----------------------------------------------------------------------


def _round(case: Case, strands: Sequence[Strand], after: int, until: int) -> Iterator[int]:
    years = range(date.fromordinal(after).year, date.fromordinal(min(until, _LAST)).year + 1)
    for season in {strand.term("season") for strand in strands} - {None}:
        for year in years:
            yield from _season(season or "", year)
    if case.question.role is Role.VISITOR:
        yield from _lengths(case, strands, years, until)


def _season(value: str, year: int) -> Iterator[int]:
    """The day on which a season begins in a year, and the day after one ends (C06)."""
    first, last = (tuple(map(int, part.split("-"))) for part in value.split("/"))
    yield _on(year, *first).toordinal()
    end = _on(year, *last)
    yield end.toordinal() + (end.day == last[1])


def _lengths(case: Case, strands: Sequence[Strand], years: range, until: int) -> Iterator[int]:
    """C05: the days from which the planned stay is longer than a limit in calendar months, or no
    longer is. That another grant is a day longer on some days of the year, is no other answer.
    """
    planned = case.question.days
    if planned is None:
        return
    for stay in {strand.stay for strand in strands}:
        if isinstance(stay, StayRule) and stay.in_months:
            for year in years:
                for day, was, now in _changes(stay, year):
                    if day <= until and (was < planned) != (now < planned):
                        yield day


@lru_cache(maxsize=8192)
def _changes(stay: StayRule, year: int) -> tuple[tuple[int, int, int], ...]:
    """The days of a year on which a rule comes to other days than on the day before: the day,
    how many it was, how many it is."""
    first = max(date(year, 1, 1).toordinal(), BEGINNING + 1)
    last = date(year, 12, 31).toordinal()
    lengths = [
        longest_single_stay(stay, date.fromordinal(day)) or 0 for day in range(first - 1, last + 1)
    ]
    return tuple(
        (first + place, was, now)
        for place, (was, now) in enumerate(pairwise(lengths))
        if was != now
    )
