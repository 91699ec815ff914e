"""Stretches of time told to a person."""

from __future__ import annotations

from datetime import date

from comity.decide.decision import Outcome
from comity.decide.question import Passport, Question
from comity.decide.when import Stretch
from comity.law.passports import PassportClass
from comity.say import Sayer
from comity.say.when import tell_when

ASKED = Question(
    passports=(Passport("CHN", PassportClass.DIPLOMATIC),), to="KAZ", on=date(2026, 1, 1)
)


def stretch(since: str, until: str | None, *basis: str, reason: str = "") -> Stretch:
    return Stretch(
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        Outcome.EXEMPT if basis else Outcome.UNKNOWN,
        None,
        (),
        (),
        basis,
        (f"OTHER: {reason}: 2024-01-01",) if reason else (),
    )


def told(*stretches: Stretch) -> list[str]:
    return list(tell_when(stretches, ASKED, date(2026, 1, 1), Sayer("en")))[5:]


def test_what_rests_on_the_same_grants_is_told_once() -> None:
    first = stretch("2022-01-01", "2022-07-08", "CHN-KAZ-1994", reason="not_signed")
    second = stretch("2022-07-08", "2024-01-01", "CHN-KAZ-1994", reason="less_favourable")
    assert told(first, second) == ["1 January 2022 – 31 December 2023: no visa [CHN-KAZ-1994]"]
    other = stretch("2022-07-08", "2024-01-01", "CHN-KAZ-1992")
    assert len(told(first, other)) == 2


def test_what_stands_in_the_way_is_told_each_time() -> None:
    first = stretch("2022-01-01", "2022-07-08", reason="not_signed")
    second = stretch("2022-07-08", None, reason="suspended")
    assert told(first, second) == [
        "1 January 2022 – 7 July 2022: not known",
        "  OTHER: not signed",
        "8 July 2022 – …: not known",
        "  OTHER: suspended since 1 January 2024",
    ]


def test_the_mark_of_today_hides_no_year() -> None:
    lines = list(
        tell_when([stretch("2022-01-01", "2030-01-01")], ASKED, date(2026, 11, 25), Sayer("en"))
    )
    years = lines[2].replace("▲", " ").split()
    assert len(years) > 5
    assert all(year.isdigit() and len(year) == 4 for year in years)
    assert "▲" in lines[2]
