"""The grammar of stay rules: what is written, read back and refused."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.errors import DataError
from comity.law.stay import MOST_LIMITS, Limit, StayRule, StayRuleError, longest_single_stay

ROOT = Path(__file__).resolve().parents[2]
FACTS = Path(os.environ.get("COMITY_FACTS", ROOT.parent / "shared" / "facts"))

FORMS = [
    # (written, the limit it means): one form each of the grammar "Limits" of the fact tables
    ("30/visit", Limit(30, "day", "visit")),
    ("90/180", Limit(90, "day", "rolling", 180, "day")),
    ("90/180@first-entry", Limit(90, "day", "first_entry", 180, "day")),
    ("90/180@?", Limit(90, "day", "unstated", 180, "day")),
    ("90/half-year", Limit(90, "day", "half_year")),
    ("90/half-year@first-entry", Limit(90, "day", "half_year", anchor="first_entry")),
    ("90/calendar-year", Limit(90, "day", "calendar_year")),
    ("90/calendar-year@first-entry", Limit(90, "day", "calendar_year", anchor="first_entry")),
    ("90/year", Limit(90, "day", "unstated", 1, "year")),
    ("90/?", Limit(90, "day", "unstated")),
    ("30/?@first-entry", Limit(30, "day", "first_entry")),
    ("mission", Limit(per="mission")),
    ("unlimited", Limit(per="unlimited")),
    ("3m/visit", Limit(3, "month", "visit")),
    ("3m/6m", Limit(3, "month", "rolling", 6, "month")),
    ("3m/6m@first-entry", Limit(3, "month", "first_entry", 6, "month")),
    ("90/6m@?", Limit(90, "day", "unstated", 6, "month")),
    ("3e/year", Limit(3, "entry", "unstated", 1, "year")),
    ("2e/month", Limit(2, "entry", "unstated", 1, "month")),
    ("3e/6m@?", Limit(3, "entry", "unstated", 6, "month")),
    ("3e/180@?", Limit(3, "entry", "unstated", 180, "day")),
]


@pytest.mark.parametrize(("text", "limit"), FORMS)
def test_every_form_is_read_and_written_back(text: str, limit: Limit) -> None:
    rule = StayRule.parse(text)
    assert rule.limits == (limit,)
    assert str(rule) == text


def test_limits_that_hold_together_keep_their_order() -> None:
    rule = StayRule.parse("30/visit&90/180")
    assert [limit.per for limit in rule.limits] == ["visit", "rolling"]
    assert str(rule) == "30/visit&90/180"


def test_a_bare_number_is_short_for_days_at_each_visit() -> None:
    assert StayRule.parse("30") == StayRule.parse("30/visit")


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("", 1, "a number"),
        ("ninety", 1, "a number"),
        ("90/", 4, "visit"),
        ("90/180@entry", 8, "first-entry"),
        ("30/visit&90/18O", 13, "a number of days"),
        ("0/visit", 1, "above zero"),
        ("90/0", 4, "a number of days"),
        ("3e", 1, "a number"),
        ("٣٠/visit", 1, "a number"),
        ("90/year@first-entry", 4, "an anchor only"),
        ("90/visit@?", 4, "an anchor only"),
        ("1201m/visit", 1, "at most 1200 months"),
        ("90/1201m", 4, "at most 1200 months"),
        ("30&" * MOST_LIMITS + "30", 25, "at most 8 limits"),
    ],
)
def test_what_is_not_of_the_grammar_is_refused_with_its_place(
    text: str, place: int, expected: str
) -> None:
    with pytest.raises(StayRuleError) as caught:
        StayRule.parse(text)
    assert isinstance(caught.value, DataError)
    assert f"see character {place}" in caught.value.message
    assert expected in caught.value.expected
    assert caught.value.mend


@given(st.text(alphabet="0123456789/&@?mevisthalfyrcndg-r", max_size=24))
def test_any_text_is_a_rule_that_reads_back_or_the_documented_error(text: str) -> None:
    try:
        rule = StayRule.parse(text)
    except StayRuleError:
        return
    assert StayRule.parse(str(rule)) == rule


def test_every_limit_of_the_fact_tables_reads_back() -> None:
    if not FACTS.is_dir():
        pytest.skip("no fact tables here: set COMITY_FACTS to their folder")
    written = set()
    for path in sorted(FACTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            written |= {row["limits"] for row in csv.DictReader(file) if row.get("limits")}
    assert len(written) > 50
    assert {text: str(StayRule.parse(text)) for text in written} == {text: text for text in written}


@pytest.mark.parametrize(
    ("rule", "entry", "days"),
    [
        ("90/180", date(2026, 2, 1), 90),
        ("30/visit&90/180", date(2026, 2, 1), 30),
        ("3m/visit", date(2026, 2, 1), 89),  # clauses.md C05
        ("3m/visit", date(2026, 7, 1), 92),  # clauses.md C05
        ("1m/visit", date(2026, 1, 31), 28),  # clamped to 28 February
        ("3m/visit&90/visit", date(2026, 7, 1), 90),
        ("mission", date(2026, 2, 1), None),
        ("unlimited", date(2026, 2, 1), None),
        ("mission&90/?", date(2026, 2, 1), 90),
        ("3e/year", date(2026, 2, 1), None),
    ],
)
def test_the_longest_single_stay(rule: str, entry: date, days: int | None) -> None:
    assert longest_single_stay(StayRule.parse(rule), entry) == days
