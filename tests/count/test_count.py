"""Conventions, areas, grants, warnings, errors and the drawing."""

from __future__ import annotations

from datetime import date

import pytest

from comity.count import (
    Caution,
    Convention,
    Stay,
    StaysError,
    count_stay,
    draw_window,
    parse_stays,
)
from comity.count.days import Days
from comity.law.dates import Interval
from comity.law.stay import StayRule


def test_the_last_day_before_a_gap() -> None:
    days = Days([(10, 12), (15, 16)])
    assert days.last_before_gap(9, 0) == 12
    assert days.last_before_gap(9, 2) == 16
    assert days.last_before_gap(9, 5) == 19


def rule(text: str) -> StayRule:
    return StayRule.parse(text)


@pytest.mark.parametrize(
    ("convention", "used"),
    [
        (Convention(), 10),
        (Convention(entry_day_counts=False), 9),
        (Convention(exit_day_counts=False), 9),
        (Convention(entry_day_counts=False, exit_day_counts=False), 8),
    ],
)
def test_the_convention_says_whether_the_ends_count(convention: Convention, used: int) -> None:
    stays = parse_stays("2026-01-01/2026-01-10")
    count = count_stay(rule("90/180"), stays, date(2026, 2, 1), convention=convention)
    assert count.days_used == used


@pytest.mark.parametrize(("first_day", "latest"), [(1, date(2026, 2, 8)), (0, date(2026, 2, 9))])
def test_thirty_days_from_entry_with_the_entry_as_day_one_or_nought(
    first_day: int, latest: date
) -> None:
    convention = Convention(first_day=first_day)  # type: ignore[arg-type]
    count = count_stay(rule("30/visit"), (), date(2026, 1, 10), convention=convention)
    assert count.latest_exit == latest


def test_membership_is_asked_for_each_day_of_stay() -> None:
    """Croatia joined on 1 January 2023: its days before do not count, whatever the question."""
    area = {"HRV": (Interval(date(2023, 1, 1), None),), "ITA": (Interval(None, None),)}
    stays = parse_stays("HRV:2022-12-20/2023-01-10 ITA:2023-01-11/2023-01-20 BGR:2023-02-01")
    count = count_stay(rule("90/180"), stays, date(2023, 3, 1), area=area)
    assert count.days_used == 20
    per_visit = count_stay(rule("20/visit"), stays, date(2023, 1, 20), area=area)
    assert (per_visit.days_used, per_visit.overstay_days) == (20, 0)


def test_only_days_under_the_grant_are_counted() -> None:
    grant = Interval(date(2026, 1, 10), date(2026, 3, 1))
    stays = parse_stays("2026-01-01/2026-01-20 2026-02-20/2026-03-10")
    count = count_stay(rule("90/180"), stays, date(2026, 2, 1), grant=grant)
    assert count.days_used == 11
    assert set(count.warnings) == {Caution.BEFORE_GRANT, Caution.AFTER_GRANT}
    outside = count_stay(rule("90/180"), stays, date(2026, 4, 1), grant=grant)
    assert (outside.days_ahead, outside.latest_exit) == (0, None)
    free = count_stay(rule("90/180"), (), date(2026, 2, 1), grant=grant)
    assert free.latest_exit == date(2026, 2, 28)
    assert free.earliest_entry_for(28) == date(2026, 2, 1)
    assert free.earliest_entry_for(29) is None


def test_days_under_a_residence_permit_do_not_count() -> None:
    """Regulation (EU) 2016/399, Article 6(2)."""
    permit = (Interval(date(2025, 1, 1), date(2025, 7, 1)),)
    stays = parse_stays("2025-01-01/2025-07-10")
    count = count_stay(rule("90/180"), stays, date(2025, 7, 10), excluded=permit)
    assert (count.days_used, count.overstay_days) == (10, 0)
    assert count.latest_exit == date(2025, 9, 28)


def test_several_passports_are_one_person() -> None:
    first = Stay(date(2026, 1, 1), date(2026, 1, 10), passport="A")
    second = Stay(date(2026, 1, 5), date(2026, 1, 15), passport="B")
    assert count_stay(rule("90/180"), (second, first), date(2026, 2, 1)).days_used == 15


def test_one_who_simply_stays_has_no_new_block() -> None:
    """Case C-241/05: a new period begins with a new entry."""
    stays = parse_stays("2026-01-01/2026-01-01 2026-06-20/")
    count = count_stay(rule("90/180@first-entry"), stays, date(2026, 7, 5))
    assert count.days_ahead == 0
    assert count.latest_exit == date(2026, 6, 29)
    assert Caution.BLOCK_OVER in count.warnings


def test_an_unstated_window_warns_only_where_the_reading_matters() -> None:
    """Clauses that do not say how the 180 days run are counted as rolling."""
    stays = parse_stays("2026-04-01/2026-04-30 2026-07-01/2026-08-29")
    differs = count_stay(rule("90/180@?"), stays, date(2026, 9, 28))
    assert (differs.days_ahead, differs.warnings) == (30, (Caution.WINDOW_UNSTATED,))
    same = count_stay(rule("90/180@?"), (), date(2026, 9, 28))
    assert (same.days_ahead, same.warnings) == (90, ())
    year = count_stay(rule("90/year"), stays, date(2027, 2, 1))
    assert Caution.WINDOW_UNSTATED in year.warnings
    assert count_stay(rule("90/?"), (), date(2026, 9, 28)).warnings == (Caution.PERIOD_UNSTATED,)
    twice = count_stay(rule("90/half-year@first-entry"), (), date(2026, 9, 28))
    assert twice.warnings == (Caution.TWO_ANCHORS,)


def test_an_overstay_that_hangs_on_the_number_of_the_entry_day_says_so() -> None:
    stays = parse_stays("2026-01-10/2026-02-09")
    count = count_stay(rule("30/visit"), stays, date(2026, 2, 9))
    assert (count.overstay_days, count.warnings) == (1, (Caution.FIRST_DAY_DECIDES,))
    zero = Convention(first_day=0)
    count = count_stay(rule("30/visit"), stays, date(2026, 2, 9), convention=zero)
    assert (count.overstay_days, count.warnings) == (0, ())


def test_the_fourth_entry_of_three_is_unlawful() -> None:
    stays = parse_stays("2026-01-01 2026-02-01 2026-03-01 2026-04-01/2026-04-03")
    count = count_stay(rule("3e/year"), stays, date(2026, 4, 3))
    assert (count.overstay_days, count.days_ahead) == (3, 0)
    assert count.earliest_entry_for(1) == date(2027, 2, 1)


@pytest.mark.parametrize("text", ["mission", "unlimited", "180/180", "3e/visit"])
def test_nothing_limits(text: str) -> None:
    count = count_stay(rule(text), (), date(2026, 1, 1))
    assert (count.days_ahead, count.latest_exit) == (None, None)


def test_json_has_the_fixed_fields() -> None:
    count = count_stay(
        rule("90/180"), parse_stays("2025-01-01/2025-02-10,2025-03-01/2025-03-20"), date(2025, 6, 1)
    )
    found = count.as_dict([1, 90])
    assert list(found)[:5] == [
        "days_used",
        "days_left",
        "latest_exit",
        "overstay_days",
        "earliest_entry_for",
    ]
    assert found["earliest_entry_for"] == {"1": "2025-06-01", "90": "2025-06-19"}
    assert set(count.as_dict()["earliest_entry_for"]) == {"1", "30", "90"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-01-01/2024-01-01", "lies before the entry"),
        ("2025-13-01", "'2025-13-01' is no day"),
        ("X9:2025-01-01", "'X9' is no code of a state"),
        ("1700-01-01/1700-02-01", "outside the years"),
        ("2025-01-01/3500-01-01", "outside the years"),
    ],
)
def test_a_bad_stay_is_named(text: str, message: str) -> None:
    with pytest.raises(StaysError, match=message) as caught:
        parse_stays("2024-01-01 " + text)
    assert caught.value.where == "stay 2"


def test_bad_questions_are_refused() -> None:
    with pytest.raises(StaysError, match="more than"):
        parse_stays("2025-01-01 " * 20_001)
    with pytest.raises(StaysError, match="more than"):
        count_stay(rule("90/180"), [Stay(date(2025, 1, 1))] * 20_001, date(2025, 1, 1))
    with pytest.raises(StaysError, match="outside"):
        count_stay(rule("90/180"), (), date(1500, 1, 1))
    with pytest.raises(StaysError, match="before the entry"):
        count_stay(rule("90/180"), [Stay(date(2025, 1, 2), date(2025, 1, 1))], date(2025, 1, 1))
    with pytest.raises(StaysError, match="cannot be planned"):
        count_stay(rule("90/180"), (), date(2025, 1, 1)).earliest_entry_for(0)


@pytest.mark.parametrize(
    ("text", "stays", "on"),
    [
        ("90/180", "2025-01-01/2025-02-10 2025-03-01/2025-03-20", date(2025, 6, 1)),
        ("90/180", "2014-02-21/2014-04-20 2014-05-01/2014-06-09", date(2014, 6, 9)),
        ("30/visit", "2025-01-01/", date(2025, 1, 10)),
        ("unlimited", "2025-01-01/ 2026-01-01/2027-01-01", date(2025, 1, 10)),
        ("5/visit", "", date(2025, 1, 10)),
    ],
)
def test_the_drawing_keeps_to_its_width(text: str, stays: str, on: date) -> None:
    count = count_stay(rule(text), parse_stays(stays), on)
    lines = draw_window(count).splitlines()
    assert len(lines) == 3
    assert all(len(line) <= 80 for line in lines)
    assert "^" in lines[1]


def test_the_drawing_shows_the_gravest_day() -> None:
    count = count_stay(rule("4/7"), parse_stays("2025-01-01/2025-01-05"), date(2025, 1, 5))
    assert draw_window(count).splitlines()[:2] == ["..####!.", "[    ]^"]
