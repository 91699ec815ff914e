"""How many days are used and left, the latest exit, the earliest return, the overstay.

The walk forward is the definition: days that fall out of a window while one stays give new
ones, so what is left is never merely what is allowed less what is used (clauses.md 5.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from comity.count.days import Span
from comity.count.limits import AnchoredMeter, Frame, Reading
from comity.count.stays import DEFAULT, Area, Convention, Stay, StayQuestion, StaysError
from comity.count.walk import HORIZON, Case
from comity.law.dates import Interval
from comity.law.stay import Limit, StayRule, longest_single_stay


class Caution(StrEnum):
    """What the reader of a count must be told."""

    WINDOW_UNSTATED = "window_unstated"
    """The text does not say how the window runs; counted as rolling, and another reading
    gives another answer."""
    PERIOD_UNSTATED = "period_unstated"
    """The text does not say per what; counted per visit (entries: over all stays given)."""
    TWO_ANCHORS = "two_anchors"
    """The text anchors one window twice; both readings are held to."""
    BLOCK_OVER = "block_over"
    """The window from first entry is over and only a new entry would start another."""
    BEFORE_GRANT = "before_grant"
    """A stay began before the grant; only its days under the grant are counted."""
    AFTER_GRANT = "after_grant"
    """A stay ends after the grant; its days after the end are not judged here."""
    FIRST_DAY_DECIDES = "first_day_decides"
    """There is an overstay only if the day of entry is day 1; nobody defined that."""


class LimitCount(Struct, frozen=True):
    """One limit on the day asked about.

    Attributes:
        limit: the limit.
        window_start: the first day of its window, None where none runs.
        used: days (or entries) used in it.
        allowed: days (or entries) it allows; months are turned into days by the calendar.
    """

    limit: Limit
    window_start: date | None
    used: int
    allowed: int


class StayCount(Struct, frozen=True, kw_only=True):
    """The answer for one person, one rule and one day.

    Attributes:
        question: what was asked.
        days_used: days used on that day, in the window of the limit that binds first.
        days_ahead: further days of stay from that day (it included, if the person is not
            there yet), found by walking forward; None where nothing limits them.
        days_left: what that limit allows less what is used, whatever falls out later.
        latest_exit: the last lawful day of exit; None where there is none, or no limit
            (then `days_ahead` is None too).
        overstay_days: unlawful days of presence up to and including that day.
        window_start: the first day of the window, None where none runs.
        overstays: those days as (first, last).
        planned_overstays: unlawful days of stays planned after that day.
        limits: each limit by itself.
        warnings: what the reader must be told.
    """

    question: StayQuestion
    days_used: int
    days_ahead: int | None
    days_left: int | None
    latest_exit: date | None
    overstay_days: int
    window_start: date | None
    overstays: tuple[tuple[date, date], ...] = ()
    planned_overstays: tuple[tuple[date, date], ...] = ()
    limits: tuple[LimitCount, ...] = ()
    warnings: tuple[Caution, ...] = ()

    def earliest_entry_for(self, days: int) -> date | None:
        """The first day, from the day asked about, to enter on and stay `days` days lawfully.

        Stays already recorded or planned are kept: the new one overlaps none and makes none
        unlawful. None where no day within the memory of the rule and ten years will do.

        Raises:
            StaysError: if `days` is below 1 or above ten years of days.
        """
        if not 1 <= days <= HORIZON:
            raise StaysError(f"a stay of {days} days cannot be planned", expected=f"1 to {HORIZON}")
        found = Case(self.question).earliest(days)
        return None if found is None else date.fromordinal(found)

    def as_dict(self, lengths: Iterable[int] | None = None) -> dict[str, Any]:
        """The answer as JSON values.

        Args:
            lengths: the lengths of stay to give the earliest entry for; by default one day,
                thirty days and the longest single stay, as far as the rule allows them.
        """
        if lengths is None:
            longest = longest_single_stay(self.question.rule, self.question.on) or 30
            lengths = sorted({1, min(30, longest), min(longest, HORIZON)})
        return {
            "days_used": self.days_used,
            "days_left": self.days_left,
            "latest_exit": _iso(self.latest_exit),
            "overstay_days": self.overstay_days,
            "earliest_entry_for": {str(n): _iso(self.earliest_entry_for(n)) for n in lengths},
            "days_ahead": self.days_ahead,
            "window_start": _iso(self.window_start),
            "overstays": [[_iso(first), _iso(last)] for first, last in self.overstays],
            "planned_overstays": [
                [_iso(first), _iso(last)] for first, last in self.planned_overstays
            ],
            "limits": [
                {
                    "limit": str(each.limit),
                    "window_start": _iso(each.window_start),
                    "used": each.used,
                    "allowed": each.allowed,
                }
                for each in self.limits
            ],
            "warnings": [warning.value for warning in self.warnings],
        }


def count_stay(
    rule: StayRule,
    stays: Iterable[Stay],
    on: date,
    *,
    convention: Convention = DEFAULT,
    area: Area | None = None,
    grant: Interval | None = None,
    excluded: Sequence[Interval] = (),
    place: str = "",
) -> StayCount:
    """Count one person's stays under one rule, on one day.

    >>> from comity.count import parse_stays
    >>> stays = parse_stays("2014-02-21/2014-04-20,2014-05-01/2014-06-09")
    >>> count_stay(StayRule.parse("90/180"), stays, date(2014, 6, 9)).overstay_days
    9

    Args:
        rule: the limits that hold together.
        stays: past and planned stays on whatever passports, in any order; overlapping ones
            are one presence. A stay without an exit goes on.
        on: the day asked about. One who is there on that day is asked how much longer; one
            who is not, how long from an entry on that day.
        convention: how entry and exit days count.
        area: when the days of each place count, where several are counted together.
        grant: when the grant is in force, half-open; days outside are not counted under it.
        excluded: days that do not count, such as those under a residence permit, half-open.
        place: where the stay from `on` would be, if the person is not there yet.

    Raises:
        StaysError: for stays out of order, outside the calendar that is counted, or too many.
    """
    question = StayQuestion(
        rule=rule,
        stays=tuple(stays),
        on=on,
        convention=convention,
        area=area,
        grant=grant,
        excluded=tuple(excluded),
        place=place,
    )
    case = Case(question)
    answer = _answer(case)
    warnings = [*_warnings_of_rule(rule), *_warnings_of_case(case)]
    if _another_reading_differs(case, answer):
        warnings.append(Caution.WINDOW_UNSTATED)
    if _first_day_decides(case, answer):
        warnings.append(Caution.FIRST_DAY_DECIDES)
    return replace(answer, warnings=tuple(warnings)) if warnings else answer


def _answer(case: Case) -> StayCount:
    """The answer under one reading, without warnings."""
    walk, frames = case.walk(), case.frames
    overstays, planned = case.overstays(), case.planned_overstays()
    binding = frames[walk.binding] if frames else Frame(None, 0, 0)
    return StayCount(
        question=case.question,
        days_used=binding.used,
        days_ahead=walk.left,
        days_left=max(0, binding.allowed - binding.used) if frames else None,
        latest_exit=_day(walk.reach),
        overstay_days=_total(overstays),
        window_start=_day(binding.start),
        overstays=_dates(overstays),
        planned_overstays=_dates(planned),
        limits=tuple(
            LimitCount(meter.limit, _day(frame.start), frame.used, frame.allowed)
            for meter, frame in zip(case.meters, frames, strict=True)
        ),
    )


def _warnings_of_case(case: Case) -> Iterable[Caution]:
    for meter in case.meters:
        if isinstance(meter, AnchoredMeter) and meter.outstayed(case.now, case.on):
            yield Caution.BLOCK_OVER
            break
    if case.ground.grant is not None:
        since, until = case.ground.grant
        if any(entry < since <= out for entry, out, _ in case.stays):
            yield Caution.BEFORE_GRANT
        if any(entry <= until < out for entry, out, _ in case.stays):
            yield Caution.AFTER_GRANT


def _warnings_of_rule(rule: StayRule) -> Iterable[Caution]:
    if any(limit.per == "unstated" and limit.window is None for limit in rule.limits):
        yield Caution.PERIOD_UNSTATED
    if any(limit.anchor is not None for limit in rule.limits):
        yield Caution.TWO_ANCHORS


def _another_reading_differs(case: Case, answer: StayCount) -> bool:
    """Whether a window whose course is unstated gives another answer if it runs otherwise."""
    readings: set[Reading] = set()
    for limit in case.question.rule.limits:
        if limit.per == "unstated" and limit.window is not None:
            readings.add("anchored")
            if limit.window_unit == "year":
                readings.add("calendar")
    return any(
        _essence(case.read_as(reading))
        != (answer.days_ahead, answer.latest_exit, answer.overstay_days)
        for reading in readings
    )


_ON_THE_CALENDAR = ("rolling", "half_year", "calendar_year", "mission", "unlimited")
"""Limits that do not run from an entry, so that its number as a day changes nothing."""


def _first_day_decides(case: Case, answer: StayCount) -> bool:
    """Whether an overstay would vanish, or shrink, if the day of entry were day 0.

    The shorter reading is for advice, the longer for alleging an overstay (clauses.md 5.4).
    """
    question = case.question
    if not answer.overstay_days or question.convention.first_day == 0:
        return False
    if all(limit.per in _ON_THE_CALENDAR and not limit.anchor for limit in question.rule.limits):
        return False
    return _total(case.read_as(first_day=0).overstays()) < answer.overstay_days


def _essence(case: Case) -> tuple[object, ...]:
    """Days ahead, latest exit and days of overstay."""
    walk = case.walk()
    return walk.left, _day(walk.reach), _total(case.overstays())


def _total(spans: Iterable[Span]) -> int:
    return sum(last - first + 1 for first, last in spans)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _dates(spans: Iterable[Span]) -> tuple[tuple[date, date], ...]:
    return tuple((date.fromordinal(first), date.fromordinal(last)) for first, last in spans)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
