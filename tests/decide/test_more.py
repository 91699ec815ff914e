"""Explanations, smallest changes and stretches of time, by the engine's own rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decide.ask import ON, one, passport
from tests.dossier.small import SOURCES, TOGO_KAZAKHSTAN, day, grant, listing, records, source

from comity.decide.engine import decide
from comity.decide.explain import explain
from comity.decide.question import EntryPoint, Facts, Passport, Purpose, Question, Role
from comity.decide.when import when
from comity.decide.whynot import why_not
from comity.law.groups import Group, Membership
from comity.law.passports import PassportClass
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View


def question(held: Passport, on: date = ON, **more: Any) -> Question:
    return Question(passports=(held,), to="KAZ", on=on, **more)


def view(register: Records) -> View:
    return View(RecordStore(register))


# -- explain -------------------------------------------------------------------------------


def test_every_grant_is_followed_through_the_rules() -> None:
    register = one(
        grant("TGO", "KAZ", "ordinary"),
        grant("TGO", "KAZ", "diplomatic", terms="official_travel_only"),
        grant("TGO", "KAZ", "diplomatic", stay="30/visit", terms="fee"),
    )
    found = explain(question(passport()), passport(), view(register))
    assert [branch.verdict for branch in found.branches] == ["exempt", "conditional", "set_aside"]
    assert found.decision == decide(question(passport()), view(register))
    aside = found.branches[2].steps[-1]
    assert (aside.verdict, aside.reason, aside.detail) == (
        "set_aside", "class_not_covered", "ordinary"
    )  # fmt: skip
    steps = {step.rule: step for step in found.branches[1].steps}
    opened = [name for name, step in steps.items() if step.verdict == "open"]
    assert len(opened) == 1
    assert [note.code for note in steps[opened[0]].notes] == ["official_travel_only"]


def test_a_branch_names_its_state_and_since_when() -> None:
    register = one(grant("TGO", "KAZ", None, in_force="2015-05-07", status=None))
    (branch,) = explain(question(passport()), passport(), view(register)).branches
    assert (branch.state, branch.since, branch.passport_class) == ("in_force", "2015-05-07", "")
    early = question(passport(), date(2010, 1, 1))
    assert explain(early, passport(), view(register)).branches[0].since == ""


def test_at_home_there_is_nothing_to_follow() -> None:
    at_home = passport("KAZ")
    register = one(grant("*", "KAZ"))
    assert explain(question(at_home), at_home, view(register)).branches == ()


# -- why not -------------------------------------------------------------------------------

# what is asked besides, the grant, the smallest changes (field and value) that help
CHANGES: list[tuple[str, dict[str, Any], dict[str, Any], list[tuple[str, str]]]] = [
    ("another class", {}, {"classes": "ordinary"}, [("passport_class", "ordinary")]),
    ("a later day", {}, {"in_force": "2026-01-01"}, [("on", "2026-01-01")]),
    ("an earlier day", {}, {"in_force": "2010-01-01", "ended": "2018-01-01",
     "status": "terminated"}, [("on", "2017-12-31")]),
    ("another role", {"role": Role.ACCREDITED}, {}, [("role", "visitor")]),
    ("another purpose", {"purpose": Purpose.WORK}, {"terms": "official_travel_only"},
     [("purpose", "official")]),
    ("a shorter stay", {"until": date(2026, 3, 1)}, {"stay": "30/visit"}, [("until", "")]),
    ("a passport valid longer", {"expires": date(2025, 12, 1)},
     {"terms": "passport_valid_months=6"}, [("expires", "2035-10-05")]),
    ("a passport not expired", {"expires": date(2020, 1, 1)}, {}, [("expires", "2035-10-05")]),
    ("a newer passport", {"issued": date(2000, 1, 1)}, {"terms": "passport_issued_within_years=10"},
     [("issued", "2025-10-05")]),
    ("another nationality", {"nationality": "XXA"}, {}, [("nationality", "TGO")]),
    ("the nationality named", {"nationality": "BEN"}, {"terms": "holder_nationality=FRA"},
     [("nationality", "FRA")]),
    ("a chip", {"biometric": False}, {"terms": "biometric_only"}, [("biometric", "yes")]),
    ("another age", {"facts": Facts(born=date(2020, 1, 1))}, {"terms": "age_min=60"},
     [("born", "1955-10-05")]),
    ("another border point", {"facts": Facts(entry_point=EntryPoint.OTHER)},
     {"terms": "entry_points=international"}, [("entry_point", "international_airport")]),
    ("a visa", {"facts": Facts(visas=())}, {"terms": "third_country_visa=USA+CAN"},
     [("visas", "USA")]),
    ("a residence", {"facts": Facts(residence=("EU",))}, {"terms": "residents_of=GCC"},
     [("residence", "GCC")]),
    ("a group", {"facts": Facts(group_size=1)}, {"terms": "group_only"}, [("group_size", "2")]),
    ("a larger group", {"facts": Facts(group_size=2)}, {"terms": "group_only=5-20"},
     [("group_size", "5")]),
    ("fewer entries", {"facts": Facts(entries=4)}, {"terms": "entries_max=2/year"},
     [("entries", "0")]),
    ("the season", {}, {"terms": "season=04-01/09-30"}, [("on", "2026-04-01")]),
    ("the season, this year", {}, {"terms": "season=11-01/12-31"}, [("on", "2025-11-01")]),
    ("an invitation", {"facts": Facts(invitation="none")}, {"terms": "invitation"},
     [("invitation", "official")]),
    ("a delegate", {"facts": Facts(delegate=False)}, {"terms": "event_delegates_only"},
     [("delegate", "yes")]),
    ("an act alone: resumption", {}, {"status": "suspended"}, [("act", "resumption")]),
    ("an act alone: signature", {}, {"status": "negotiated"}, [("act", "signature")]),
    ("an act alone: a new one", {}, {"status": "terminated"}, [("act", "new_instrument")]),
    ("an act alone: force", {}, {"status": "signed"}, [("act", "entry_into_force")]),
    ("two together", {"purpose": Purpose.WORK}, {"classes": "service",
     "terms": "official_travel_only"}, [("passport_class", "service"), ("purpose", "official")]),
    ("none", {}, {"terms": "visa_on_arrival"}, []),
    ("any passport", {}, {"classes": "any", "terms": "sar_passport_only"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "asked", "row", "moves"), CHANGES)
def test_the_smallest_change(
    what: str, asked: dict[str, Any], row: dict[str, Any], moves: list[tuple[str, str]]
) -> None:
    own = {name: asked[name] for name in set(asked) & set(Passport.__struct_fields__)}
    rest = {name: asked[name] for name in set(asked) - set(own)}
    held = passport(**own)
    found = why_not(question(held, **rest), held, view(one(grant("TGO", "KAZ", **row))))
    said = [[(move.field, move.value) for move in item.moves] for item in found]
    assert said == ([moves] if moves or what == "none" else []), what


def test_what_a_signed_agreement_waits_for_is_an_act_of_each_party() -> None:
    register = records(SOURCES, instruments=[TOGO_KAZAKHSTAN])
    (first, *_) = why_not(question(passport()), passport(), view(register))
    assert [(move.field, move.value) for move in first.moves] == [
        ("act", "notification:KAZ"), ("act", "notification:TGO")
    ]  # fmt: skip


def test_one_act_and_reason_is_said_once_with_its_smallest_change() -> None:
    row = [("pact", grant("TGO", "KAZ", "service+ordinary"))]
    register = records([source("list", "ministry_list", "2020-01-01")], [listing("list", row)])
    assert len(why_not(question(passport()), passport(), view(register))) == 1


# -- when ----------------------------------------------------------------------------------


def test_the_answer_from_day_to_day() -> None:
    register = one(
        grant("TGO", "KAZ", in_force="2001-01-01", ended="2010-01-01", status="terminated")
    )
    found = when(question(passport()), view(register), date(2000, 1, 1))
    assert [(item.since.isoformat(), item.outcome.value) for item in found] == [
        ("2000-01-01", "unknown"), ("2001-01-01", "exempt"), ("2010-01-01", "unknown")
    ]  # fmt: skip
    assert [item.until for item in found] == [date(2001, 1, 1), date(2010, 1, 1), None]


def _area() -> Records:
    area = Group(
        id="AREA",
        name={"en": "Area"},
        members=(
            Membership(state="BEN", since=day("2001"), sources=("list",)),
            Membership(state="KAZ", since=day("2030-01-01"), sources=("list",)),
            Membership(state="KAZ", since=day("2005-01-01"), until=day("2008"), sources=("list",)),
        ),
    )
    rows = [("pact", grant("TGO", "AREA", in_force="2001-01-01"))]
    return records(
        [source("list", "ministry_list", "2010-01-01")],
        [listing("list", rows, covers="KAZ")],
        groups=[area],
    )


def test_memberships_and_lists_turn_the_answer_too() -> None:
    planned = question(passport(), until=date(2025, 10, 10))
    found = when(planned, view(_area()), date(2004, 1, 1), date(2012, 1, 1))
    assert [(item.since.isoformat(), item.outcome.value) for item in found] == [
        ("2004-01-01", "unknown"),
        ("2005-01-01", "conditional"),
        ("2008-01-01", "conditional"),
        ("2008-12-31", "unknown"),
        ("2010-01-01", "visa_required"),
    ]
    assert found[-1].until == date(2012, 1, 1)
    assert found[-1].answer != found[0].answer


@given(st.dates(date(2003, 1, 1), date(2011, 12, 31)))
def test_a_stretch_says_what_the_engine_says_on_each_of_its_days(on: date) -> None:
    stretches = when(question(passport()), view(_area()), date(2003, 1, 1))
    (holding,) = [
        item for item in stretches if item.since <= on and (item.until is None or on < item.until)
    ]
    assert decide(question(passport(), on), view(_area())).outcome is holding.outcome


def test_a_class_is_asked_for_as_itself() -> None:
    held = passport(name="service")
    found = when(question(held), view(one(grant("TGO", "KAZ", "service"))), date(2020, 1, 1))
    assert [item.basis for item in found] == [("act-1",)]
    assert held.passport_class is PassportClass.SERVICE


def test_a_turning_point_that_changes_nothing_makes_no_stretch() -> None:
    register = one(
        grant("TGO", "KAZ", in_force="2001-01-01"),
        grant("TGO", "KAZ", "ordinary", in_force="2005-01-01"),
    )
    assert len(when(question(passport()), view(register), date(2002, 1, 1))) == 1
