"""The days on which an answer turns, against the answer asked day by day."""

from __future__ import annotations

import os
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from tests.decide.ask import ask, one
from tests.dossier.small import day, grant, listing, records, source
from tests.verify.generator import CLASSES, STATES, register

from comity.decide.decision import Decision, NextChange, Outcome
from comity.decide.engine import answer
from comity.decide.question import Facts, Passport, Purpose, Question, Role, move
from comity.decide.when import when
from comity.law.groups import Group, Membership
from comity.law.passports import PassportClass
from comity.law.terms import parse_terms
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View
from comity.verify.compare import draw_days

SCALE = int(os.environ.get("COMITY_CAMPAIGN", "1"))
MORE_TERMS = (
    "passport_valid_months=3:exit passport_valid_months=6 passport_valid_days=90:exit "
    "passport_issued_within_years=10 passport_expired_max_years=1 age_min=60 age_max=18 "
    "any_of=age_max:20|sex:female season=02-29/06-30 season=12-15/02-29 season=07-01/07-31"
).split()
AHEAD = 400


def zone(since: str, until: str | None = None) -> Group:
    """A group of which Kazakhstan is a member from then on."""
    member = Membership(state="KAZ", since=day(since), until=day(until), sources=("list",))
    return Group(id="ZON", name={"en": "Zone"}, members=(member,))


def in_zone(member: Group, *, stay: str | None = None) -> Records:
    """A grant to Togolese in the zone."""
    rows = [("act", grant("TGO", "ZON", stay=stay))]
    return records(
        [source("list", "ministry_list", "2020-01-01")], [listing("list", rows)], groups=[member]
    )


def outcome(change: NextChange | None) -> tuple[str, str] | None:
    """A change in short."""
    return (change.date.isoformat(), change.outcome.value) if change else None


# -- by hand -------------------------------------------------------------------------------


def test_a_state_that_joins_a_group_changes_the_answer() -> None:
    """The area of a grant to a group grows on a day known in advance."""
    found = in_zone(zone("2027-03-01"), stay="90/180")
    assert outcome(ask(found).next_change) == ("2027-03-01", "exempt")
    assert ask(found, on="2027-03-01").next_change is None


def test_a_state_that_leaves_a_group_takes_its_grants_along() -> None:
    found = in_zone(zone("2001-01-01", "2027-03-01"))
    assert outcome(ask(found).next_change) == ("2027-03-01", "unknown")


def test_a_membership_known_to_the_year_opens_and_settles() -> None:
    found = in_zone(zone("2027"))
    assert outcome(ask(found).next_change) == ("2027-01-01", "conditional")
    assert outcome(ask(found, on="2027-01-01").next_change) == ("2027-12-31", "exempt")


def test_a_complete_list_closes_from_its_day() -> None:
    """Before the first list nobody can tell; from its day on absence means a visa."""
    table = listing("list", [("act", grant("BEN", "KAZ"))], covers="KAZ")
    found = records([source("list", "ministry_list", "2026-02-01")], [table])
    assert outcome(ask(found).next_change) == ("2026-02-01", "visa_required")


PASSPORTS: dict[str, tuple[str, dict[str, Any], tuple[str, str]]] = {
    "it expires": ("", {"expires": date(2027, 1, 31)}, ("2027-02-01", "unknown")),
    "six months from entry": (
        "passport_valid_months=6",
        {"expires": date(2027, 2, 28)},
        ("2026-09-01", "unknown"),
    ),
    "three months from exit": (
        "passport_valid_months=3:exit",
        {"expires": date(2027, 1, 31), "until": date(2025, 10, 14)},
        ("2026-10-23", "unknown"),
    ),
    "ninety days": (
        "passport_valid_days=90",
        {"expires": date(2027, 1, 31)},
        ("2026-11-03", "unknown"),
    ),
    "issued within ten years": (
        "passport_issued_within_years=10",
        {"issued": date(2016, 2, 29)},
        ("2026-03-01", "unknown"),
    ),
    "expired for a year": (
        "passport_expired_max_years=1",
        {"expires": date(2025, 1, 31)},
        ("2026-02-01", "unknown"),
    ),
    "a birthday": ("age_max=18", {"born": date(2008, 2, 29)}, ("2027-03-01", "unknown")),
    "old enough": ("age_min=60", {"born": date(1966, 5, 6)}, ("2026-05-06", "exempt")),
    "a season begins": ("season=06-01/09-30", {}, ("2026-06-01", "exempt")),
    "a season ends": ("season=10-01/02-15", {}, ("2026-02-16", "unknown")),
}


@pytest.mark.parametrize("name", PASSPORTS)
def test_the_holder_and_the_year_change_the_answer(name: str) -> None:
    term, known, expected = PASSPORTS[name]
    found = one(grant("TGO", "KAZ", stay="30/visit", terms=term))
    assert outcome(ask(found, **known).next_change) == expected


def test_three_months_come_to_fewer_days_than_planned() -> None:
    """91 days fit into three months from October, not from 30 November (to 28 February)."""
    found = one(grant("TGO", "KAZ", stay="3m/visit"))
    asked = ask(found, on="2025-10-05", until=date(2026, 1, 3))
    assert outcome(asked.next_change) == ("2025-11-30", "visa_required")


def test_a_day_more_or_less_of_another_grant_is_no_change() -> None:
    found = one(grant("TGO", "KAZ", stay="3m/visit"), grant("TGO", "KAZ", stay="90/visit"))
    assert [str(item) for item in ask(found, on="2026-02-01").allowance.limits] == ["90/visit"]
    assert [str(item) for item in ask(found, on="2026-07-01").allowance.limits] == ["3m/visit"]
    assert ask(found, on="2026-02-01").next_change is None


def test_months_after_a_departure_nobody_named_turn_on_no_day() -> None:
    found = one(grant("TGO", "KAZ", terms="passport_valid_months=3:exit"))
    asked = ask(found, expires=date(2027, 1, 31))
    assert asked.outcome is Outcome.CONDITIONAL
    assert outcome(asked.next_change) == ("2027-02-01", "unknown")


def test_the_end_of_the_calendar_is_no_error() -> None:
    late = one(grant("TGO", "KAZ", stay="3m/visit", in_force="9999-12-20"))
    assert ask(late, until=date(2025, 12, 31)).next_change is None
    terms = "passport_issued_within_years=10;any_of=age_min:60|sex:female;passport_valid_months=6"
    old = one(grant("TGO", "KAZ", terms=terms, in_force="9998-01-01"))
    asked = ask(old, expires=date.max, issued=date(9995, 1, 1), born=date(9950, 1, 1))
    assert outcome(asked.next_change) == ("9998-01-01", "conditional")
    view = View(RecordStore(late))
    question = Question(
        passports=(Passport("TGO", PassportClass.DIPLOMATIC),),
        to="KAZ",
        on=date(2025, 1, 1),
        until=date(2025, 3, 1),
    )
    assert len(when(question, view, date(9990, 1, 1))) == 1


def test_a_season_breaks_the_line_of_answers() -> None:
    view = View(RecordStore(one(grant("TGO", "KAZ", stay="30/visit", terms="season=06-01/09-30"))))
    question = Question(
        passports=(Passport("TGO", PassportClass.DIPLOMATIC),), to="KAZ", on=date(2025, 1, 1)
    )
    found = when(question, view, date(2025, 1, 1), date(2027, 1, 1))
    assert [(item.since.isoformat(), item.outcome.value) for item in found] == [
        ("2025-01-01", "unknown"),
        ("2025-06-01", "exempt"),
        ("2025-10-01", "unknown"),
        ("2026-06-01", "exempt"),
        ("2026-10-01", "unknown"),
    ]
    endless = when(question, view, date(2025, 1, 1), round_until=date(2025, 12, 31))
    assert [item.outcome.value for item in endless] == ["unknown", "exempt", "unknown"]


# -- by generated registers ----------------------------------------------------------------


def _widened(found: Records, chance: Random) -> Records:
    """The register, some grants of which have a further term that turns on a day."""
    for name, (table, rows) in list(found.listings.items()):
        changed = []
        for row in rows:
            terms = row.grant.terms
            extra = tuple(parse_terms(chance.choice(MORE_TERMS)))
            if chance.random() < 0.5 and extra[0].name not in {term.name for term in terms}:
                row = replace(row, grant=replace(row.grant, terms=(*terms, *extra)))
            changed.append(row)
        found.listings[name] = (table, tuple(changed))
    return found


def _question(chance: Random, on: date) -> Question:
    def near(years: int) -> date:
        return on + timedelta(days=chance.randint(-300, 600) - 365 * years)

    passport = Passport(
        chance.choice(STATES),
        chance.choice(CLASSES),
        issued=near(10) if chance.random() < 0.3 else None,
        expires=near(0) if chance.random() < 0.4 else None,
    )
    return Question(
        passports=(passport,),
        to=chance.choice([code for code in STATES if code != passport.issuer]),
        on=on,
        until=on + timedelta(days=chance.choice((5, 29, 88, 89, 90, 91)))
        if chance.random() < 0.4
        else None,
        purpose=chance.choice((None, Purpose.OFFICIAL, Purpose.TRANSIT)),
        role=chance.choice((Role.VISITOR, Role.VISITOR, Role.ACCREDITED, Role.FAMILY)),
        facts=Facts(born=near(chance.choice((18, 60))) if chance.random() < 0.4 else None),
    )


def _differs(one: Decision, other: Decision) -> bool:
    if (one.outcome, one.formality) != (other.outcome, other.formality):
        return True
    if one.allowance.limits == other.allowance.limits:
        return False
    both = {item.limits for item in one.basis} & {item.limits for item in other.basis}
    swapped = {one.allowance.limits, other.allowance.limits} <= both
    return not (swapped and len(one.conditions) == len(other.conditions))


def test_the_next_change_is_the_first_day_that_differs() -> None:
    kinds = set()
    for seed in range(100 * SCALE):
        chance = Random(seed)
        view = View(RecordStore(_widened(register(seed), chance)))
        for ordinal in draw_days(view, 5, seed):
            question = _question(chance, date.fromordinal(ordinal - chance.randint(0, 200)))
            passport = question.passports[0]
            now = answer(question, passport, view)
            expected = _day_by_day(question, now, view)
            change = now.next_change
            if change is None or change.date > question.on + timedelta(days=AHEAD):
                assert expected is None, (seed, question, expected)
            else:
                assert change == expected, (seed, question, expected)
                kinds.add((now.outcome, change.outcome))
    assert len(kinds) >= 8
    assert {"exempt", "conditional", "visa_required", "unknown"} <= {now for now, _ in kinds}


def _day_by_day(question: Question, now: Decision, view: View) -> NextChange | None:
    for step in range(1, AHEAD + 1):
        moved = move(question, question.on + timedelta(days=step))
        assert moved is not None
        later = answer(moved, question.passports[0], view, ahead=False)
        if _differs(now, later):
            return NextChange(moved.on, later.outcome, later.formality, later.allowance.limits)
    return None
