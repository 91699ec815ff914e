"""Published examples and the law's own figures, each with its citation."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.count import StayCount, count_stay, parse_stays
from comity.law.stay import StayRule

with (Path(__file__).parent / "examples.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def length(spans: tuple[tuple[date, date], ...]) -> int:
    return sum((last - first).days + 1 for first, last in spans)


def peak(row: dict[str, str]) -> int:
    """The most days used on any day up to the one asked about.

    A day of presence adds one and at most one falls out, so that the most are used at an exit.
    """
    rule, stays = StayRule.parse(row["rule"]), parse_stays(row["stays"])
    on = date.fromisoformat(row["on"])
    exits = {min(stay.exit or on, on) for stay in stays if stay.entry <= on}
    return max(count_stay(rule, stays, day).days_used for day in exits)


def value(name: str, count: StayCount, row: dict[str, str]) -> object:
    if name.startswith("entry"):
        return count.earliest_entry_for(int(name.removeprefix("entry")))
    if name == "peak":
        return peak(row)
    return {
        "used": count.days_used,
        "ahead": count.days_ahead,
        "days_left": count.days_left,
        "over": count.overstay_days,
        "latest": count.latest_exit,
        "window": count.window_start,
        "planned": length(count.planned_overstays),
        "first_over": count.overstays[0][0] if count.overstays else None,
        "first_planned": count.planned_overstays[0][0] if count.planned_overstays else None,
    }[name]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_example(row: dict[str, str]) -> None:
    count = count_stay(
        StayRule.parse(row["rule"]), parse_stays(row["stays"]), date.fromisoformat(row["on"])
    )
    for pair in row["expected"].split(";"):
        name, expected = pair.split("=")
        wanted = int(expected) if expected.isdigit() else date.fromisoformat(expected)
        assert value(name, count, row) == wanted, (name, row["citation"])


def test_the_third_official_example_contradicts_itself() -> None:
    """SEM example 3 prints an exit before its entry; with its years mended it still cannot be.

    The holder has 115 days in the window on the last day of the second stay, 25 too many, and
    may stay longer than the page says from the entry it plans.
    """
    rule = StayRule.parse("90/180")
    stays = parse_stays("2013-08-15/2013-11-04 2013-12-03/2014-01-04")
    assert count_stay(rule, stays, date(2014, 1, 4)).days_used == 115
    assert count_stay(rule, stays, date(2014, 1, 4)).overstay_days == 25
    latest = count_stay(rule, stays, date(2014, 3, 18)).latest_exit
    assert latest is not None
    assert latest > date(2014, 3, 27)


def test_a_past_overstay_leaves_the_forward_question_answerable() -> None:
    """The EU calculator refuses to plan ahead after an overstay; SEM example 5 says so."""
    stays = parse_stays("2024-01-01/2024-12-31")
    count = count_stay(StayRule.parse("90/180"), stays, date(2025, 7, 1))
    assert count.overstay_days == 366 - 90
    assert (count.days_ahead, count.latest_exit) == (90, date(2025, 9, 28))
