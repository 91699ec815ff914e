from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mrz.zones import TODAY, reading, td3, warned

from comity.law.dates import PartialDate
from comity.mrz.dates import birth_date, expiry_date


# Part 3, section 4.8: unknown parts are fillers. The latest century not after today.
@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("740812", "1974-08-12"),
        ("261124", "2026-11-24"),
        ("261125", "1926-11-25"),
        ("2612<<", "1926-12"),
        ("2611<<", "2026-11"),
        ("26<<<<", "2026"),
        ("27<<<<", "1927"),
        ("000229", "2000-02-29"),
        ("<<<<<<", None),
        ("<<0812", None),
        ("74<<12", None),
        ("7<0812", None),
        ("741301", None),
        ("740001", None),
        ("010229", None),
        ("740230", None),
        ("740200", None),
    ],
)
def test_birth(written: str, born: str | None) -> None:
    found = birth_date(written, TODAY)
    assert (found.text if found else None) == born


# Comity's own rule: within 20 years before and 50 years after today.
@pytest.mark.parametrize(
    ("written", "expires"),
    [
        ("060101", "2006-01-01"),
        ("761231", "2076-12-31"),
        ("770101", None),
        ("051231", None),
        ("300131", "2030-01-31"),
        ("3001<<", "2030-01"),
        ("<<<<<<", None),
        ("301301", None),
    ],
)
def test_expiry(written: str, expires: str | None) -> None:
    found = expiry_date(written, TODAY)
    assert (found.text if found else None) == expires


def test_expiry_across_a_century() -> None:
    assert str(expiry_date("050101", date(2090, 6, 1))) == "2105-01-01"
    assert str(expiry_date("950101", date(2105, 6, 1))) == "2095-01-01"
    assert str(expiry_date("951231", date(1999, 6, 1))) == "1995-12-31"


def test_the_year_nought_is_no_year() -> None:
    for written in ("00<<<<", "0001<<", "000101"):
        assert birth_date(written, date(50, 1, 1)) is None


def test_the_ends_of_the_calendar() -> None:
    assert birth_date("990101", date.max) == PartialDate(9999, 1, 1)
    assert expiry_date("000101", date.max) is None
    assert reading(td3(expires="050101"), date(3, 1, 1)).expires == PartialDate(5, 1, 1)


@given(st.dates(date(1926, 11, 25), TODAY))
def test_every_birth_of_a_century_is_read_back(day: date) -> None:
    found = birth_date(day.strftime("%y%m%d"), TODAY)
    assert found is not None
    assert found.earliest == found.latest == day


@given(st.dates(date(2006, 1, 1), date(2076, 12, 31)))
def test_every_expiry_is_read_back(day: date) -> None:
    found = expiry_date(day.strftime("%y%m%d"), TODAY)
    assert found is not None
    assert found.earliest == found.latest == day


def test_what_is_no_date_is_warned_of() -> None:
    assert "birth_unreadable" in warned(td3(born="740230"))
    assert "birth_unreadable" not in warned(td3(born="<<<<<<"))
    assert "expiry_unreadable" in warned(td3(expires="301301"))
    assert "expiry_missing" in warned(td3(expires="<<<<<<"))
    assert "expired" in warned(td3(expires="261123"))
    assert "expired" not in warned(td3(expires="261124"))
    found = reading(td3(born="7408<<"))
    assert found.personal.born is not None
    assert found.personal.born.text == "1974-08"
