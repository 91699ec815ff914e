from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.dates import Interval, PartialDate, add_months
from comity.law.errors import DataError

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    length = draw(st.sampled_from([4, 7, 10]))
    return PartialDate.parse(day.isoformat()[:length])


def days_of(when: PartialDate) -> set[date]:
    """Every day it can mean, by its text alone."""
    year = int(when.text[:4])
    day, found = date(year, 1, 1), set()
    while day.year == year:
        if day.isoformat().startswith(when.text):
            found.add(day)
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("2018-06", date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2018-06-11", date(2018, 6, 11), date(2018, 6, 11), "day"),
    ],
)
def test_a_date_is_as_precise_as_its_source(
    text: str, first: date, last: date, precision: str
) -> None:
    when = PartialDate.parse(text)
    assert (when.earliest, when.latest, when.precision) == (first, last, precision)
    assert (when.first, when.last) == (first.toordinal(), last.toordinal())
    assert str(when) == text
    assert repr(when) == f"PartialDate({text})"


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018-13", "2018-02-30", "2018-6", "2018-06-1", "20180611", "0000", "2018-06-11T00",
     "२०१८", " 2018", "2018\n", "-2018"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(DataError) as raised:
        PartialDate.parse(text)
    assert raised.value.expected == "a date such as 2018, 2018-06 or 2018-06-11"


def test_a_date_does_not_change() -> None:
    when = PartialDate(2018, 6)
    with pytest.raises(AttributeError):
        when.text = "2019"
    assert when == PartialDate.parse("2018-06")
    assert when != "2018-06"
    assert len({when, PartialDate(2018, 6), PartialDate(2018)}) == 2
    assert PartialDate.of(date(2018, 6, 11)).text == "2018-06-11"


@given(partial_dates(), DAYS)
def test_comparison_is_honest(when: PartialDate, day: date) -> None:
    """It says yes or no only where every day it can mean says so."""
    after = {item > day for item in days_of(when)}
    before = {item < day for item in days_of(when)}
    assert when.is_after(day) is (after.pop() if len(after) == 1 else None)
    assert when.is_before(day) is (before.pop() if len(before) == 1 else None)


@given(partial_dates(), partial_dates())
def test_two_dates_could_be_one_day(first: PartialDate, second: PartialDate) -> None:
    assert first.could_equal(second) is bool(days_of(first) & days_of(second))


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        (date(2020, 1, 1), date(2020, 2, 1), date(2020, 1, 1), True),
        (date(2020, 1, 1), date(2020, 2, 1), date(2020, 2, 1), False),
        (date(2020, 1, 1), date(2020, 2, 1), date(2019, 12, 31), False),
        (None, date(2020, 2, 1), date(1900, 1, 1), True),
        (date(2020, 1, 1), None, date(2999, 1, 1), True),
        (None, None, date(2020, 1, 1), True),
        (date(2020, 1, 1), date(2020, 1, 1), date(2020, 1, 1), False),
    ],
)
def test_an_interval_is_half_open(
    since: date | None, until: date | None, day: date, held: bool
) -> None:
    assert Interval(since, until).holds(day) is held


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(1954, 6, 11), 1, date(1954, 7, 11)),  # D2', Switzerland and Turkey
        (date(2026, 8, 31), 3, date(2026, 11, 30)),  # D7, clamped
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
    ],
)
def test_a_month_later(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-600, 600))
def test_months_are_counted_one_by_one(day: date, months: int) -> None:
    """The oracle walks from first of month to first of month."""
    walked = day.replace(day=1)
    for _ in range(abs(months)):
        walked = (
            (walked + timedelta(days=31)) if months > 0 else (walked - timedelta(days=1))
        ).replace(day=1)
    last = (walked + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert add_months(day, months) == walked.replace(day=min(day.day, last.day))
