"""Days past either end of the calendar."""

from __future__ import annotations

from datetime import date

from comity.law.dates import add_days, add_months


def test_past_its_ends_the_calendar_stands_still() -> None:
    assert add_months(date(9999, 12, 1), 3) == date.max
    assert add_months(date(1, 1, 15), -1) == date.min
    assert add_days(date(9999, 12, 30), 30) == date.max
    assert add_days(date(2026, 2, 27), 2) == date(2026, 3, 1)
