"""Who is exempt, from both sides, by the engine's own rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier.small import grant, listing, records, source, togo

from comity.decide.decision import Outcome
from comity.decide.engine import decide
from comity.decide.question import Passport, Question
from comity.dossier.partners import Partners, Standing, Tie, partners
from comity.law.passports import PassportClass
from comity.law.sources import Perspective
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View

ON = date(2025, 10, 5)


def ask(
    register: Records | None = None,
    state: str = "TGO",
    on: date = ON,
    known_on: str = "",
    **more: Any,
) -> Partners:
    known = date.fromisoformat(known_on) if known_on else None
    return partners(state, on, View(RecordStore(register or togo()), known), **more)  # fmt: skip


def of(found: Partners, partner: str) -> list[Tie]:
    return [tie for tie in found.ties if tie.partner == partner]


def names(ties: Iterable[Tie], *standings: Standing) -> set[str]:
    return {tie.partner for tie in ties if tie.standing in standings}


def one(*grants: Any, groups: Any = ()) -> Records:
    rows = [(f"act-{n}", item) for n, item in enumerate(grants)]
    return records(
        [source("list", "ministry_list", "2020-01-01")], [listing("list", rows)], groups=groups
    )


def test_a_signature_is_no_exemption() -> None:
    ties = of(ask(), "KAZ")
    assert {tie.standing for tie in ties} == {Standing.PENDING}
    assert {tie.since for tie in ties} == {"2025-09-24"}
    assert of(ask(on=date(2025, 9, 23)), "KAZ") == []


def test_each_side_has_its_own_classes() -> None:
    into, out_of = of(ask(), "CHN")
    assert into.side is Perspective.DESTINATION
    assert [item.value for item in into.classes] == ["diplomatic", "service", "public_affairs"]
    assert [item.value for item in out_of.classes] == ["diplomatic", "service"]
    assert (into.since, into.stay) == ("2015-05-07", "30/visit")


def test_members_of_a_group_are_partners_while_they_are_members() -> None:
    assert of(ask(), "NER") == []
    niger = of(ask(on=date(2025, 1, 28)), "NER")
    assert {(tie.through, tie.members, tie.since) for tie in niger} == {
        ("ECOWAS", ("NER", "TGO"), "1980")
    }


def test_a_draft_makes_no_partner() -> None:
    assert of(ask(), "BLR") == []


def test_a_date_that_straddles_is_conditional() -> None:
    gabon = of(ask(on=date(2018, 6, 1)), "GAB")
    assert {(tie.standing, tie.conditions[0].code) for tie in gabon} == {
        (Standing.CONDITIONAL, "date_straddles")
    }


@pytest.mark.parametrize(
    ("what", "row", "standing"),
    [
        ("a silence on classes", {"classes": None}, Standing.CONDITIONAL),
        ("a condition", {"terms": "official_travel_only"}, Standing.CONDITIONAL),
        ("for the posted alone", {"terms": "accredited=only"}, Standing.CONDITIONAL),
        ("suspended", {"status": "suspended"}, Standing.SUSPENDED),
        ("in force", {}, Standing.EXEMPT),
        ("signed", {"status": "signed"}, Standing.PENDING),
    ],
)
def test_how_a_grant_stands(what: str, row: dict[str, Any], standing: Standing) -> None:
    ties = ask(one(grant("FRA", "TGO", **row))).ties
    assert [tie.standing for tie in ties] == [standing], what


@pytest.mark.parametrize(
    "row",
    [
        {"status": "terminated"},
        {"status": None},
        {"terms": "gratis_visa"},
        {"terms": "accredited=only", "in_force": "2030-01-01", "status": None},
    ],
)
def test_what_is_no_exemption_is_left_out(row: dict[str, Any]) -> None:
    assert ask(one(grant("FRA", "TGO", **row))).ties == ()


def test_any_issuer_is_a_partner_of_the_destination_only() -> None:
    register = one(grant("*", "SYC", "any"))
    assert [tie.partner for tie in ask(register, "SYC").ties] == ["*"]
    assert [(tie.partner, tie.side) for tie in ask(register).ties] == [("SYC", Perspective.ISSUER)]
    excluding = one(grant("*", "SYC", "any", excluding=("TGO",)))
    assert ask(excluding).ties == ()


def test_sides_and_classes_can_be_chosen() -> None:
    found = ask(sides=(Perspective.ISSUER,), passport_class=PassportClass.ORDINARY)
    assert {tie.side for tie in found.ties} == {Perspective.ISSUER}
    assert {tie.partner for tie in found.ties} == {"MAR", "CAF"}


def test_a_partner_counts_once_with_its_best_standing() -> None:
    counts = ask().counts["issuer"]
    found = [tie for tie in ask().ties if tie.side is Perspective.ISSUER]
    assert counts["exempt"] == len(names(found, Standing.EXEMPT)) == 6
    assert counts["pending"] == len(names(found, Standing.PENDING) - names(found, Standing.EXEMPT))


def test_what_was_not_known_then_is_left_out() -> None:
    assert of(ask(known_on="2025-09-24"), "KAZ") == []
    assert {tie.partner for tie in ask(known_on="2018-08-01").ties} == {"CAF", "GHA", "CPV"}


@given(st.dates(date(1975, 1, 1), date(2027, 1, 1)), st.sampled_from(list(PassportClass)[:7]))
def test_partners_are_those_the_engine_lets_in(on: date, name: PassportClass) -> None:
    """A tie that names the class is exempt or conditional only where the engine says so."""
    view = View(RecordStore(togo()))
    exempt = {
        tie.partner
        for tie in partners("TGO", on, view, sides=(Perspective.ISSUER,)).ties
        if tie.standing is Standing.EXEMPT and name in tie.classes
    }
    for partner in exempt:
        asked = Question(passports=(Passport("TGO", name),), to=partner, on=on)
        assert decide(asked, view).outcome is Outcome.EXEMPT


# -- growth --------------------------------------------------------------------------------


def test_the_list_grows_by_year_and_shrinks() -> None:
    found = ask(over_time=True, sides=(Perspective.ISSUER,)).growth
    assert found is not None
    moves = {
        year.year: (year.opened, year.closed)
        for year in found.years
        if year.opened or year.closed
    }  # fmt: skip
    assert moves == {
        1980: (("CPV", "GHA", "NER"), ()),
        2015: (("CHN",), ()),
        2018: (("GAB",), ()),
        2022: (("MAR",), ()),
        2025: ((), ("NER",)),
    }
    assert [year.year for year in found.years] == list(range(1980, 2026))
    assert found.years[-1].partners == 5
    assert found.undated == ("BRA",)


def test_a_year_alone_is_marked() -> None:
    found = ask(over_time=True).growth
    assert found is not None
    years = {year.year: year.some_day for year in found.years if year.some_day}
    assert years == {1980: ("CPV", "GHA", "NER"), 2018: ("GAB",)}


def test_a_state_without_partners_has_no_years() -> None:
    found = ask(state="MNG", over_time=True).growth
    assert found is not None
    assert (found.years, found.undated) == ((), ())
