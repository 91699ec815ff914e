"""Days past either end of the calendar, and days told as precisely as they were given."""

from __future__ import annotations

from datetime import date

from comity.law.dates import add_days, add_months, span_text


def test_past_its_ends_the_calendar_stands_still() -> None:
    assert add_months(date(9999, 12, 1), 3) == date.max
    assert add_months(date(1, 1, 15), -1) == date.min
    assert add_days(date(9999, 12, 30), 30) == date.max
    assert add_days(date(2026, 2, 27), 2) == date(2026, 3, 1)


def test_a_span_of_days_is_told_as_precisely_as_it_was() -> None:
    def told(first: date, last: date) -> str:
        return span_text(first.toordinal(), last.toordinal())

    assert told(date(2018, 1, 1), date(2018, 12, 31)) == "2018"
    assert told(date(2020, 2, 1), date(2020, 2, 29)) == "2020-02"
    assert told(date(2020, 2, 1), date(2020, 2, 28)) == "2020-02-28"
    assert told(date(2020, 2, 1), date(2020, 3, 31)) == "2020-03-31"
    assert told(date(2020, 2, 3), date(2021, 2, 3)) == "2021-02-03"
    assert told(date(2020, 2, 3), date(2020, 2, 3)) == "2020-02-03"
