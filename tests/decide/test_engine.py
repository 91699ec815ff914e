"""From judged grants to one decision: what is relied on, what closes a case, what is open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.decide.ask import ON, ask, codes, one, passport, reasons
from tests.dossier.small import SOURCES, TOGO_KAZAKHSTAN, grant, listing, records, source, togo

from comity.decide.decision import Outcome

KNOWN = date(2026, 6, 1)


# -- what is relied on: rule 6 -------------------------------------------------------------


def test_the_most_favourable_grant_is_relied_on_and_all_are_shown() -> None:
    decision = ask(one(grant("TGO", "KAZ", stay="30/visit"), grant("TGO", "KAZ", stay="90/visit")))
    assert decision.allowance.days == 90
    assert [item.instrument for item in decision.basis] == ["act-2", "act-1"]


def test_a_grant_without_conditions_comes_before_a_longer_one_with_some() -> None:
    register = one(
        grant("TGO", "KAZ", stay="90/visit", terms="official_travel_only"),
        grant("TGO", "KAZ", stay="30/visit"),
    )
    decision = ask(register)
    assert (decision.outcome, decision.allowance.days) == (Outcome.EXEMPT, 30)
    assert [(item.reason, item.detail) for item in decision.considered] == [
        ("less_favourable", "official_travel_only")
    ]


def test_unlimited_is_longer_than_any_number_and_silence_shorter() -> None:
    register = one(
        grant("TGO", "KAZ"), grant("TGO", "KAZ", stay="unlimited"), grant("TGO", "KAZ", stay="90")
    )
    assert [item.instrument for item in ask(register).basis] == ["act-2", "act-3", "act-1"]


def test_conditions_come_by_what_settles_most_and_doubts_last() -> None:
    terms = "direct_entry_only;age_min=18;passport_valid_months=6;official_travel_only"
    decision = ask(one(grant("TGO", "KAZ", terms=terms, in_force="2025")))
    assert codes(decision.conditions) == [
        "official_travel_only",
        "passport_valid_months",
        "age_min",
        "direct_entry_only",
        "date_straddles",
    ]


def test_other_classes_are_named_once_for_an_act_of_which_nothing_else_is_said() -> None:
    register = one(grant("TGO", "KAZ", "diplomatic+service"), grant("TGO", "KAZ", "service"))
    assert reasons(ask(register)) == ["class_not_covered"]
    decision = ask(register, "ordinary")
    assert [(item.instrument, item.detail) for item in decision.considered] == [
        ("act-1", "diplomatic+service"),
        ("act-2", "service"),
    ]


def test_one_reason_of_one_act_is_given_once() -> None:
    row = [("pact", grant("TGO", "KAZ", "service+official", status="signed"))]
    register = records([source("list", "ministry_list", "2020-01-01")], [listing("list", row)])
    assert reasons(ask(register, "service")) == ["signed_not_in_force"]


# -- several passports ---------------------------------------------------------------------


def test_the_best_passport_is_answered_for_and_the_others_in_short() -> None:
    register = one(
        grant("TGO", "KAZ", "diplomatic", stay="30/visit"),
        grant("FRA", "KAZ", "ordinary", stay="90/visit"),
    )
    held = (passport(), passport("FRA", "ordinary"), passport("BEN", "ordinary"))
    decision = ask(register, passports=held)
    assert decision.passport == {"issuer": "FRA", "passport_class": "ordinary"}
    assert decision.alternatives == (
        {"issuer": "TGO", "passport_class": "diplomatic", "outcome": "exempt"},
        {"issuer": "BEN", "passport_class": "ordinary", "outcome": "unknown"},
    )


def test_a_stated_length_is_better_than_a_silence() -> None:
    register = one(grant("TGO", "KAZ"), grant("FRA", "KAZ", "ordinary", stay="30/visit"))
    decision = ask(register, passports=(passport(), passport("FRA", "ordinary")))
    assert decision.passport["issuer"] == "FRA"


# -- absence: rule 3 -----------------------------------------------------------------------

LIST = source("list", "ministry_list", "2020-01-01")
BEFORE, AFTER = source("before", "news", "2019-01-01"), source("after", "news", "2021-01-01")


def _covered(*others: Any, **more: Any) -> Any:
    listed = listing("list", [("act", grant("BEN", "KAZ"))], covers="KAZ", **more)
    return records([LIST, BEFORE, AFTER], [listed, *others])


def test_absent_from_a_complete_list_is_visa_required() -> None:
    decision = ask(_covered())
    assert decision.outcome is Outcome.VISA_REQUIRED
    assert decision.formality == "visa"
    assert decision.considered[0].instrument == "list:list"
    assert decision.knowledge.oldest_source == "2020-01-01"


@pytest.mark.parametrize(
    ("what", "more", "asked"),
    [
        ("the list claims no completeness", {"complete": "partial"}, {}),
        ("the list is the issuer's", {"side": "issuer"}, {}),
        ("the list speaks of other classes", {"classes": "ordinary"}, {}),
        ("the list is of a later day", {}, {"on": "2019-12-31"}),
        ("nobody needs a visa at home", {}, {"issuer": "KAZ"}),
    ],
)
def test_otherwise_absence_proves_nothing(
    what: str, more: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert ask(_covered(**more), **asked).outcome is Outcome.UNKNOWN, what


def test_a_list_that_speaks_of_official_passports_speaks_of_service_ones() -> None:
    assert ask(_covered(classes="official"), "service").outcome is Outcome.VISA_REQUIRED


@pytest.mark.parametrize(
    ("what", "source_id", "row", "outcome"),
    [
        ("signed before the list", "before", {"status": "signed", "signed": "2018-01-01"},
         Outcome.VISA_REQUIRED),
        ("signed since the list", "after", {"status": "signed", "signed": "2020-12-01"},
         Outcome.UNKNOWN),
        ("status stated by nobody", "before", {"status": None}, Outcome.UNKNOWN),
        ("status stated by nobody since", "after", {"status": None}, Outcome.UNKNOWN),
        ("perhaps a visa on arrival", "before", {"terms": "called_visa_on_arrival"},
         Outcome.UNKNOWN),
        ("the wrong purpose", "before", {"terms": "tourism_only"}, Outcome.VISA_REQUIRED),
    ],
)  # fmt: skip
def test_a_grant_in_doubt_leaves_the_case_open(
    what: str, source_id: str, row: dict[str, Any], outcome: Outcome
) -> None:
    register = _covered(listing(source_id, [("pact", grant("TGO", "KAZ", "diplomatic", **row))]))
    assert ask(register, purpose="official").outcome is outcome, what


def test_a_signature_known_later_does_not_reopen_the_lists_own_day() -> None:
    row = grant("TGO", "KAZ", status="signed", signed="2019-06-01")
    register = _covered(listing("after", [("pact", row)]))
    assert ask(register, on="2020-01-01").outcome is Outcome.VISA_REQUIRED
    assert ask(register, on="2020-01-02").outcome is Outcome.UNKNOWN


# -- what is missing -----------------------------------------------------------------------


def test_at_home_there_is_no_exemption_to_ask_for() -> None:
    decision = ask(togo(), issuer="TGO", to="TGO")
    assert codes(decision.missing) == ["own_nationals"]


def test_a_case_nobody_speaks_of_asks_for_a_complete_list() -> None:
    decision = ask(togo(), to="MNG")
    assert (decision.outcome, codes(decision.missing)) == (Outcome.UNKNOWN, ["no_complete_list"])
    assert decision.knowledge.newest_source is None


def test_before_the_first_complete_list_one_of_that_day_is_asked_for() -> None:
    assert "no_list_for_that_day" in codes(ask(_covered(), on="2001-01-01").missing)


def test_the_case_the_project_was_born_from() -> None:
    """Signed on 24 September 2025, on the margins of the UN General Assembly; not in force."""
    before, signed = ask(togo(), on="2025-09-23"), ask(togo(), on=ON)
    assert (before.outcome, reasons(before)) == (Outcome.UNKNOWN, ["not_yet_signed"])
    assert (signed.outcome, reasons(signed)) == (Outcome.UNKNOWN, ["signed_not_in_force"])
    assert [(note.code, note.value) for note in signed.missing] == [
        ("waits_for_notification", "KAZ"),
        ("waits_for_notification", "TGO"),
        ("no_complete_list", "KAZ"),
    ]
    assert reasons(ask(togo(), "ordinary")) == ["class_not_covered"]
    assert ask(togo(), known_on="2025-09-24").considered == ()


def test_without_a_record_it_waits_for_entry_into_force() -> None:
    decision = ask(one(grant("TGO", "KAZ", status="signed")))
    assert codes(decision.missing) == ["waits_for_entry_into_force", "no_complete_list"]


def test_each_side_has_its_own_classes() -> None:
    """China's public affairs passports are covered one way; Togo issues none."""
    assert ask(togo(), "public_affairs", issuer="CHN", to="TGO").outcome is Outcome.EXEMPT
    assert ask(togo(), "public_affairs", to="CHN").outcome is Outcome.UNKNOWN


# -- the next change -----------------------------------------------------------------------


def test_the_day_of_force_is_the_next_change() -> None:
    register = one(grant("TGO", "KAZ", in_force="2026-01-01"))
    change = ask(register).next_change
    assert change is not None
    assert (change.date, change.outcome) == (date(2026, 1, 1), Outcome.EXEMPT)
    assert ask(register, on="2026-01-01").next_change is None


def test_the_planned_stay_moves_with_the_day() -> None:
    register = one(grant("TGO", "KAZ", stay="30/visit", in_force="2026-01-01"))
    change = ask(register, until=date(2025, 10, 10)).next_change
    assert change is not None
    assert change.outcome is Outcome.EXEMPT


def test_a_change_of_another_class_is_none() -> None:
    register = one(grant("TGO", "KAZ", "ordinary", in_force="2026-01-01"))
    assert ask(register).next_change is None


def test_a_change_that_alters_nothing_is_passed_over() -> None:
    register = one(
        grant("TGO", "KAZ", stay="30/visit"),
        grant("TGO", "KAZ", stay="30/visit", in_force="2026-01-01"),
        grant("TGO", "KAZ", stay="90/visit", in_force="2027-01-01"),
    )
    change = ask(register).next_change
    assert change is not None
    assert change.date == date(2027, 1, 1)


# -- what it knows -------------------------------------------------------------------------


def test_knowledge_is_as_of_the_newest_reading_or_the_day_asked() -> None:
    register = one(grant("TGO", "KAZ"))
    assert ask(register).knowledge.as_of == "2026-01-15"
    assert ask(register, known_on="2024-05-01").knowledge.as_of == "2024-05-01"


def test_a_basis_names_article_source_and_dissent() -> None:
    text = source("text", "treaty_text", "2015-01-01", url="https://treaties.example/1")
    news = source("news", "news", "2016-01-01")
    rows = [
        ("text", grant("TGO", "KAZ", stay="30/visit", article="2", in_force="2015-05-07")),
        ("news", grant("TGO", "KAZ", stay="90/visit", in_force="2016-05-07")),
    ]
    register = records([text, news], [listing(name, [("pact", row)]) for name, row in rows])
    basis = ask(register).basis[0]
    assert (basis.article, basis.in_force, basis.state) == ("2", "2015-05-07", "in_force")
    assert [item.id for item in basis.sources] == ["text", "news"]
    assert basis.sources[0].url == "https://treaties.example/1"
    assert {(item.field, item.value, item.chosen) for item in basis.dissent} == {
        ("in_force", "2016-05-07", "2015-05-07"),
        ("stay", "90/visit", "30/visit"),
    }


def test_the_record_alone_answers_like_the_register() -> None:
    register = records(SOURCES, instruments=[TOGO_KAZAKHSTAN])
    assert ask(register).outcome is Outcome.UNKNOWN


def test_two_clauses_for_another_class_name_it_once() -> None:
    rows = [
        ("pact", grant("TGO", "KAZ", "service", terms="tourism_only")),
        ("pact", grant("TGO", "KAZ", "service", terms="business_only")),
    ]
    register = records([source("list", "ministry_list", "2020-01-01")], [listing("list", rows)])
    (item,) = ask(register).considered
    assert (item.reason, item.detail) == ("class_not_covered", "service")
