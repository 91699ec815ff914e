"""Errors, states, sources, groups and the scope of acts."""

from __future__ import annotations

from datetime import date

import pytest

from comity.law.acts import Scope
from comity.law.dates import PartialDate
from comity.law.errors import EXIT_DATA, EXIT_USAGE, ComityError, DataError, UsageError
from comity.law.groups import Group, Membership
from comity.law.passports import PassportClass
from comity.law.sources import RANK, Source, SourceKind
from comity.law.states import State, StateKind

DIP, SER = PassportClass.DIPLOMATIC, PassportClass.SERVICE


@pytest.mark.parametrize(
    ("error", "text", "code"),
    [
        (ComityError("it is wrong"), "it is wrong", EXIT_DATA),
        (UsageError("it is wrong", where="--on"), "--on: it is wrong", EXIT_USAGE),
        (
            DataError("it is wrong", where="a:1", expected="right", mend="mend it"),
            "a:1: it is wrong; expected right; mend it",
            EXIT_DATA,
        ),
    ],
)
def test_an_error_says_what_where_what_else_and_what_now(
    error: ComityError, text: str, code: int
) -> None:
    assert str(error) == text
    assert error.exit_code == code


def test_a_withdrawn_code_is_historical() -> None:
    assert State(code="YUG", kind=StateKind.HISTORICAL).is_historical
    assert not State(code="TGO", kind=StateKind.STATE).is_historical


def source(when: str | None, read: str = "2026-11-20") -> Source:
    dates = {} if when is None else {"date": PartialDate.parse(when)}
    return Source(
        id="s",
        publisher="p",
        kind=SourceKind.GAZETTE,
        read=PartialDate.parse(read),
        **dates,
    )


@pytest.mark.parametrize(
    ("when", "known", "speaks"),
    [
        ("2018-06-11", date(2018, 6, 11), (date(2018, 6, 11), date(2018, 6, 11))),
        ("2018", date(2018, 12, 31), (date(2018, 1, 1), date(2018, 12, 31))),
        # an undated source proves nothing before the day on which it was read
        (None, date(2026, 11, 20), (date.min, date(2026, 11, 20))),
    ],
)
def test_when_a_source_is_known_and_for_when_it_speaks(
    when: str | None, known: date, speaks: tuple[date, date]
) -> None:
    found = source(when)
    assert found.known_from == known.toordinal()
    assert found.speaks_from == (speaks[0].toordinal(), speaks[1].toordinal())


def test_the_text_of_a_treaty_ranks_before_all_and_a_wiki_last() -> None:
    """lifecycle.md section 4."""
    assert source("2018").rank == 1
    assert sorted(RANK, key=lambda kind: RANK[kind])[0] is SourceKind.TREATY_TEXT
    assert RANK[SourceKind.WIKI] == max(RANK.values())


def member(since: str = "", until: str = "", role: str = "member") -> Membership:
    dates = {
        name: PartialDate.parse(text) for name, text in (("since", since), ("until", until)) if text
    }
    return Membership(state="TGO", role=role, sources=(), **dates)


@pytest.mark.parametrize(
    ("membership", "day", "covered"),
    [
        (member(), date(2000, 1, 1), True),
        (member("1975-05-28"), date(1975, 5, 27), False),
        (member("1975-05-28"), date(1975, 5, 28), True),
        (member("1975"), date(1974, 12, 31), False),
        (member("1975"), date(1975, 5, 28), None),
        (member("1975"), date(1975, 12, 31), True),
        (member("1975", "2001"), date(2001, 3, 1), None),
        (member("1975", "2001"), date(2001, 12, 31), False),
        (member("1975", "2001-03-01"), date(2001, 3, 1), False),
        (member("1975", "2001-03-01"), date(2001, 2, 28), True),
        (member("1975", role="associate"), date(2000, 1, 1), True),
        (member("1975", role="partial:common passport"), date(2000, 1, 1), False),
    ],
)
def test_a_membership_on_a_day(membership: Membership, day: date, covered: bool | None) -> None:
    assert membership.covers(day.toordinal()) is covered
    group = Group(id="G", name={}, members=(membership,))
    assert group.has("TGO", day.toordinal()) is covered
    assert group.has("BEN", day.toordinal()) is False


def test_one_sure_membership_is_enough() -> None:
    group = Group(id="G", name={}, members=(member("1975", "2001"), member("2001")))
    assert group.has("TGO", date(2001, 6, 1).toordinal()) is None
    assert group.has("TGO", date(2002, 6, 1).toordinal()) is True
    sure = Group(id="G", name={}, members=(member("1975", "2001"), member("1990")))
    assert sure.has("TGO", date(2001, 6, 1).toordinal()) is True


@pytest.mark.parametrize(
    ("scope", "passport_class", "touched"),
    [
        (Scope(), DIP, True),
        (Scope(issuer="KAZ"), DIP, False),
        (Scope(issuer="TGO"), DIP, True),
        (Scope(destination="TGO"), DIP, False),
        (Scope(destination="KAZ"), None, True),
        (Scope(classes=(DIP,)), DIP, True),
        (Scope(classes=(DIP,)), SER, False),
        (Scope(classes=(DIP,)), None, True),
        (Scope(except_classes=(DIP,)), DIP, False),
        (Scope(except_classes=(DIP,)), SER, True),
    ],
)
def test_what_an_act_touches(
    scope: Scope, passport_class: PassportClass | None, touched: bool
) -> None:
    """Of the passports of Togo on entry into Kazakhstan; lifecycle.md T10."""
    assert scope.touches("TGO", "KAZ", passport_class) is touched
