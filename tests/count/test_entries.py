"""What an entry is: a crossing of the border, and nothing else (caps such as three entries)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.count.campaign import differences
from tests.count.compare import compare
from tests.count.oracle import Ask

from comity.count import Convention, StayCount, count_stay, parse_stays
from comity.count.limits import shortest
from comity.law.dates import Interval, add_months
from comity.law.stay import StayRule

PERMIT = (Interval(date(2025, 2, 22), date(2025, 3, 22)),)
FIRST_FREE_DAY = date(2025, 3, 22)


def asked(rule: str, stays: str, on: date, **given: object) -> Ask:
    return Ask(StayRule.parse(rule), parse_stays(stays), on, **given)  # type: ignore[arg-type]


def answered(question: Ask) -> StayCount:
    return count_stay(
        question.rule,
        question.stays,
        question.on,
        convention=question.convention,
        excluded=question.excluded,
        grant=question.grant,
    )


@pytest.mark.parametrize(
    ("stays", "on", "entries"),
    [
        # Entered under the permit: the change to visa-free on 22 March is no entry.
        ("2025-02-24/2025-04-05", date(2025, 4, 5), 0),
        # Entered before it: one entry, however the stay changes afterwards.
        ("2025-02-20/2025-04-05", date(2025, 4, 5), 1),
        # Left and came back on the first day after it: a crossing.
        ("2025-02-24/2025-03-22 2025-03-22/2025-04-05", date(2025, 4, 5), 1),
        ("2025-02-24/2025-03-22 2025-03-22", date(2025, 4, 5), 1),
        # A record of that day within a longer one (another passport): one presence, no crossing.
        ("2025-02-24/2025-04-05 2025-03-22", date(2025, 4, 5), 0),
        ("2025-02-24/2025-04-05 2025-03-22", FIRST_FREE_DAY, 0),
        ("2025-02-24/2025-04-05 2025-03-10/2025-03-22", date(2025, 4, 5), 0),
        # And one that ends with the last day before the permit.
        ("2025-02-20/2025-02-28 2025-02-21", date(2025, 4, 5), 1),
    ],
)
@pytest.mark.parametrize("convention", [Convention(), Convention(entry_day_counts=False)])
def test_a_change_from_under_a_permit_is_no_entry(
    stays: str, on: date, entries: int, convention: Convention
) -> None:
    question = asked("1e/calendar-year", stays, on, excluded=PERMIT, convention=convention)
    count = answered(question)
    assert (count.limits[0].used, count.overstay_days) == (entries, 0)
    compare(question, (1, 5))


def test_a_stay_on_through_a_permit_does_not_use_up_the_last_entry() -> None:
    """A stay planned on the first day after it would, once, have cost the stay its last day."""
    stays = "2025-02-03/2025-02-04 2025-02-12/2025-02-14 2025-03-22"
    convention = Convention(entry_day_counts=False)
    question = asked("4e/?", stays, date(2025, 2, 21), excluded=PERMIT, convention=convention)
    assert answered(question).days_ahead is None  # a third entry, which nothing ends
    assert not differences(question)
    three = asked("3e/?", stays, date(2025, 2, 21), excluded=PERMIT)
    assert answered(three).days_ahead == 0  # to leave at all makes the planned one a fourth
    assert not differences(three)


def test_a_stay_that_began_before_the_grant_is_no_entry_under_it() -> None:
    grant = Interval(date(2025, 3, 1), None)
    stays = "2025-02-20/2025-03-10 2025-04-01/2025-04-03"
    count = answered(asked("1e/calendar-year", stays, date(2025, 4, 3), grant=grant))
    assert (count.limits[0].used, count.overstay_days) == (1, 0)


def test_entry_one_too_many_is_unlawful_but_not_the_visa_free_days_after_a_permit() -> None:
    stays = "2025-02-01/2025-02-02 2025-02-20/2025-03-25"
    question = asked("1e/calendar-year", stays, date(2025, 3, 25), excluded=PERMIT)
    unlawful = ((date(2025, 2, 20), date(2025, 2, 21)),)
    assert answered(question).overstays == unlawful
    compare(question)


def test_a_record_within_one_that_goes_on_is_no_entry() -> None:
    on = date(2026, 1, 10)
    question = asked("2e/calendar-year", "2026-01-01/2026-02-01 2026-01-10", on)
    assert answered(question).limits[0].used == 1
    compare(question, (1,))
    again = asked("2e/calendar-year", "2026-01-01/2026-01-10 2026-01-10/2026-02-01", on)
    assert answered(again).limits[0].used == 2
    compare(again, (1,))


@pytest.mark.parametrize("months", range(1, 12))
def test_the_fewest_days_of_so_many_months(months: int) -> None:
    starts = [date(2021, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]
    assert shortest(months) == min((add_months(day, months) - day).days for day in starts)
    assert shortest(months + 24) <= min((add_months(day, months + 24) - day).days for day in starts)
