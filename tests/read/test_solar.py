"""Dates of the Solar Hijri calendar, against days whose Gregorian date is published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.read.days.solar import gregorian, is_leap


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1368, 3, 14), date(1989, 6, 4)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 7, 1), date(2025, 9, 23)),
    ],
)
def test_days_known_in_both_calendars(solar: tuple[int, int, int], day: date) -> None:
    assert gregorian(*solar) == day


def test_days_follow_one_another() -> None:
    expected = gregorian(1390, 1, 1)
    assert expected is not None
    for year in range(1390, 1412):
        for month in range(1, 13):
            for day in range(1, 32):
                found = gregorian(year, month, day)
                if found is not None:
                    assert found == expected
                    expected += timedelta(days=1)
        assert expected == gregorian(year + 1, 1, 1)


def test_there_is_no_thirtieth_of_esfand_in_a_common_year() -> None:
    assert not is_leap(1402)
    assert gregorian(1402, 12, 30) is None
    assert gregorian(1402, 13, 1) is None
