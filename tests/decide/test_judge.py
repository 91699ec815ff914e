"""Every rule of the engine on one grant: what sets it aside, what it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec import UNSET
from tests.decide.ask import ON, ask, codes, one, reasons
from tests.dossier.small import act, day, grant, listing, records, source

from comity.decide.decision import Formality, Outcome
from comity.decide.judge import RULES
from comity.law.groups import Group, Membership
from comity.law.instruments import Instrument, InstrumentKind, Mode, Supersedes
from comity.law.passports import IssuedClass, IssuerProfile, PassportClass

# rule, terms of the grant, what is asked, outcome, the code that says why
TERMS: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("rule 1", "", {}, "exempt", ""),
    ("markers", "visa_on_arrival", {}, "visa_required", "no_exemption"),
    ("markers", "gratis_visa", {}, "visa_required", "no_exemption"),
    ("markers", "called_visa_on_arrival", {}, "unknown", "called_visa_on_arrival"),
    ("markers", "draft", {}, "unknown", "not_signed"),
    ("markers", "no_admission", {}, "refused", "no_admission"),
    ("markers", "travel_ban", {}, "refused", "no_admission"),
    ("rule 8, C09", "accredited=only", {}, "unknown", "accredited_only"),
    ("rule 8, C09", "accredited=only", {"role": "accredited"}, "exempt", ""),
    ("rule 8, C09", "accredited=exempt", {"role": "accredited"}, "exempt", ""),
    ("rule 8, C09", "", {"role": "accredited"}, "unknown", "silent_on_accredited"),
    ("rule 8, C09", "accredited=excluded", {"role": "accredited"}, "unknown",
     "accredited_excluded"),
    ("rule 8, C09", "accredited=visa_first", {"role": "accredited"}, "visa_required",
     "accredited_visa_first"),
    ("rule 8, C09", "accredited=visa_first", {}, "exempt", ""),
    ("rule 8, C09", "accredited=exempt;accredited_no_objection_days=30", {"role": "accredited"},
     "conditional", "accredited_no_objection_days"),
    ("rule 8, C09", "accredited_no_objection_days=30", {}, "exempt", ""),
    ("rule 8, C11", "accredited=exempt", {"role": "family"}, "unknown", "silent_on_family"),
    ("rule 8, C11", "accredited=exempt;family=same_class", {"role": "family"}, "exempt", ""),
    ("rule 8, C11", "accredited=exempt;family=included", {"role": "family"}, "exempt", ""),
    ("rule 8, C11", "accredited=exempt;family=household", {"role": "family"}, "conditional",
     "family"),
    ("rule 8, C11", "accredited=exempt;family=household", {"role": "family", "household": True},
     "exempt", ""),
    ("rule 8, C11", "accredited=exempt;family=household", {"role": "family", "household": False},
     "unknown", "condition_not_met"),
    ("rule 8, C11", "accredited=exempt;family=included;family_age_max=21",
     {"role": "family", "born": date(1990, 1, 1)}, "unknown", "condition_not_met"),
    ("C04", "official_travel_only", {"role": "accredited"}, "unknown", "silent_on_accredited"),
    ("C04", "official_travel_only;accredited=exempt", {"role": "accredited"}, "exempt", ""),
    ("C01", "", {"nationality": "FRA"}, "conditional", "nationality_not_settled"),
    ("C01", "", {"nationality": "TGO"}, "exempt", ""),
    ("C01", "", {"nationality": "XXA"}, "unknown", "not_a_national"),
    ("C01", "holder_need_not_be_national", {"nationality": "XXA"}, "exempt", ""),
    ("C01", "holder_nationality=FRA", {"nationality": "FRA"}, "exempt", ""),
    ("C03", "", {"expires": date(2025, 10, 5)}, "exempt", ""),
    ("C03", "", {"expires": date(2025, 10, 4)}, "unknown", "passport_expired"),
    ("C03", "passport_expired_max_years=5", {"expires": date(2020, 10, 5)}, "exempt", ""),
    ("C03", "passport_expired_max_years=5", {"expires": date(2020, 10, 4)}, "unknown",
     "passport_expired"),
    ("C01", "issuer_excludes=BEN+TGO", {}, "unknown", "issuer_excluded"),
    ("C01", "issuer_excludes=BEN", {}, "exempt", ""),
    ("C01", "issuer_only=parties", {}, "conditional", "issuer_only"),
    ("C34", "territory=KAZ", {}, "exempt", ""),
    ("C34", "territory=Almaty", {}, "conditional", "territory"),
    ("C34", "territory_excludes=KAZ", {}, "unknown", "outside_territory"),
    ("C34", "territory_excludes=UZB", {}, "exempt", ""),
    ("C04", "official_travel_only", {}, "conditional", "official_travel_only"),
    ("C04", "official_travel_only", {"purpose": "tourism"}, "unknown", "condition_not_met"),
    ("rule 10", "", {"purpose": "transit"}, "exempt", ""),
    ("rule 10", "", {"purpose": "work"}, "conditional", "purpose_not_addressed"),
    ("rule 10", "any_purpose", {"purpose": "work"}, "exempt", ""),
    ("C05", "", {"until": date(2025, 10, 20)}, "conditional", "stay_not_stated"),
]  # fmt: skip


@pytest.mark.parametrize(("cites", "terms", "asked", "outcome", "code"), TERMS)
def test_a_term(cites: str, terms: str, asked: dict[str, Any], outcome: str, code: str) -> None:
    decision = ask(one(grant("TGO", "KAZ", terms=terms, in_force="2015")), **asked)
    assert decision.outcome == outcome, cites
    said = [*codes(decision.conditions), *reasons(decision)]
    assert (code in said) if code else said == []


def test_the_rules_are_named_and_cited() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.cites for rule in RULES)


@pytest.mark.parametrize(
    ("term", "formality"),
    [
        ("visa_on_arrival", Formality.VISA_ON_ARRIVAL),
        ("gratis_visa", Formality.GRATIS_VISA),
        ("e_visa", Formality.E_VISA),
        ("travel_authorisation", Formality.TRAVEL_AUTHORISATION),
    ],
)
def test_a_marker_in_force_names_the_formality(term: str, formality: Formality) -> None:
    decision = ask(one(grant("TGO", "KAZ", terms=term, in_force="2015")))
    assert decision.formality is formality
    assert decision.basis[0].state == "in_force"


def test_a_marker_not_yet_in_force_decides_nothing() -> None:
    register = one(grant("TGO", "KAZ", terms="gratis_visa", in_force="2019-06-01"))
    assert ask(register, on="2019-05-31").outcome is Outcome.UNKNOWN


def test_a_visa_required_by_the_text_shows_the_state_of_that_day() -> None:
    register = one(
        grant("TGO", "KAZ", terms="gratis_visa", in_force="2015-01-01", ended="2019-01-01",
              status="terminated")
    )  # fmt: skip
    decision = ask(register, on="2018-12-31")
    assert decision.outcome is Outcome.VISA_REQUIRED
    assert decision.basis[0].state == "in_force"


# -- duties and remarks --------------------------------------------------------------------


def test_accredited_staff_regularise_after_entry() -> None:
    register = one(grant("TGO", "KAZ", terms="accredited=regularise:30;accredited_notice=15"))
    posted = ask(register, role="accredited")
    assert posted.outcome is Outcome.EXEMPT
    assert codes(posted.obligations) == ["accreditation_within_days", "accredited_notice"]
    assert posted.obligations[0].value == "30"
    visitor = ask(register)
    assert visitor.obligations == ()
    assert codes(visitor.remarks) == ["accredited"]


def test_a_duty_is_no_condition() -> None:
    decision = ask(one(grant("TGO", "KAZ", terms="fee;registration_after_days=5")))
    assert decision.outcome is Outcome.EXEMPT
    assert codes(decision.obligations) == ["fee", "registration_after_days"]


# -- classes: rules 6 and 7 ----------------------------------------------------------------


def test_service_and_official_are_taken_for_each_other_and_it_is_said() -> None:
    decision = ask(one(grant("TGO", "KAZ", "official")), "service")
    assert decision.outcome is Outcome.EXEMPT
    assert decision.assumptions[0].code == "class_equivalence"
    assert decision.assumptions[0].value == "service=official"


def _profile(*classes: IssuedClass) -> IssuerProfile:
    return IssuerProfile(state="TGO", classes=classes, sources=("list",))


def test_a_profile_settles_the_equivalence() -> None:
    also = IssuedClass(name=PassportClass.SERVICE, also=(PassportClass.OFFICIAL,))
    register = one(grant("TGO", "KAZ", "official"), profiles=[_profile(also)])
    decision = ask(register, "service")
    assert (decision.outcome, decision.assumptions) == (Outcome.EXEMPT, ())


def test_a_profile_tells_two_passports_apart() -> None:
    both = (IssuedClass(name=PassportClass.SERVICE), IssuedClass(name=PassportClass.OFFICIAL))
    register = one(grant("TGO", "KAZ", "official"), profiles=[_profile(*both)])
    decision = ask(register, "service")
    assert decision.outcome is Outcome.UNKNOWN
    assert reasons(decision) == ["class_not_covered"]


def test_an_exemption_of_ordinary_passports_is_none_of_diplomatic_ones() -> None:
    assert ask(one(grant("TGO", "KAZ", "ordinary"))).outcome is Outcome.UNKNOWN


def test_a_silence_on_classes_is_a_condition_and_a_gap() -> None:
    decision = ask(one(grant("TGO", "KAZ", None)))
    assert decision.outcome is Outcome.CONDITIONAL
    assert codes(decision.conditions) == ["class_not_stated"]
    assert "class_not_stated" in codes(decision.missing)


# -- force: rules 3, 4 and 6 ---------------------------------------------------------------

LIFE: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("the day before force", {"in_force": "2015-05-07"}, "2015-05-06", "unknown",
     "not_yet_in_force"),
    ("the day of force", {"in_force": "2015-05-07"}, "2015-05-07", "exempt", ""),
    ("a year that straddles", {"in_force": "2015"}, "2015-05-07", "conditional", "date_straddles"),
    ("a month that straddles", {"in_force": "2015-05"}, "2015-05-01", "conditional",
     "date_straddles"),
    ("the last day it can be", {"in_force": "2015-05"}, "2015-05-31", "exempt", ""),
    ("signed only", {"signed": "2018-05-02", "status": "signed"}, "2025-01-01", "unknown",
     "signed_not_in_force"),
    ("before signature", {"signed": "2018-05-02", "status": "signed"}, "2018-05-01", "unknown",
     "not_yet_signed"),
    ("listed, before the list", {}, "2019-12-31", "unknown", "not_known_on_that_day"),
    ("listed, on its day", {}, "2020-01-01", "exempt", ""),
    ("listed, long after", {}, "2030-01-01", "exempt", ""),
    ("no status at all", {"status": None}, "2025-01-01", "unknown", "status_not_stated"),
    ("suspended", {"in_force": "2010-01-01", "ended": "2018-01-01", "status": "suspended"},
     "2019-01-01", "unknown", "suspended"),
    ("ended", {"in_force": "2010-01-01", "ended": "2018-01-01", "status": "terminated"},
     "2018-01-01", "unknown", "ended"),
    ("the day before its end", {"in_force": "2010-01-01", "ended": "2018-01-01",
     "status": "terminated"}, "2017-12-31", "exempt", ""),
    ("negotiated", {"status": "negotiated"}, "2025-01-01", "unknown", "not_signed"),
    ("provisional", {"status": "provisional"}, "2025-01-01", "exempt", ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "said", "on", "outcome", "code"), LIFE)
def test_a_day_in_its_life(
    what: str, said: dict[str, Any], on: str, outcome: str, code: str
) -> None:
    decision = ask(one(grant("TGO", "KAZ", **said)), on=on)
    assert decision.outcome == outcome, what
    said_why = [*codes(decision.conditions), *reasons(decision)]
    assert (code in said_why) if code else said_why == []


def _agreement(name: str, force: str, **more: Any) -> Instrument:
    return Instrument(
        id=name,
        title={"en": name},
        kind=InstrumentKind.BILATERAL,
        parties=("KAZ", "TGO"),
        acts=(act("entry_into_force", force, "text"), *more.pop("acts", ())),
        grants=(grant("TGO", "KAZ", status=None, sources=("text",)),),
        **more,
    )


@pytest.mark.parametrize(
    ("mode", "reason"), [(Mode.ENDS, "replaced_by"), (Mode.SUSPENDS, "asleep_under")]
)
def test_a_later_act_ends_or_suspends_an_earlier_one(mode: Mode, reason: str) -> None:
    register = records(
        [source("text", "treaty_text", "2020-01-01")],
        instruments=[
            _agreement("old", "2001-01-01"),
            _agreement("new", "2010-01-01", supersedes=(Supersedes(instrument="old", mode=mode),)),
        ],
    )
    decision = ask(register)
    assert [item.instrument for item in decision.basis] == ["new"]
    assert [(item.instrument, item.reason, item.detail) for item in decision.considered] == [
        ("old", reason, "new")
    ]


def test_a_denunciation_ends_it_on_its_effect() -> None:
    denounced = act("denunciation", "2018-01-01", "text", effect="2018-04-01")
    register = records(
        [source("text", "treaty_text", "2020-01-01")],
        instruments=[_agreement("pact", "2001-01-01", acts=(denounced,))],
    )
    assert ask(register, on="2018-03-31").outcome is Outcome.EXEMPT
    after = ask(register, on="2018-04-01")
    assert (after.outcome, reasons(after)) == (Outcome.UNKNOWN, ["denounced"])


def test_dropped_from_a_newer_complete_list() -> None:
    old = source("old", "ministry_list", "2015-01-01")
    new = source("new", "ministry_list", "2020-01-01")
    lists = [
        listing("old", [("pact", grant("TGO", "KAZ"))], covers="KAZ"),
        listing("new", [("other", grant("BEN", "KAZ"))], covers="KAZ"),
    ]
    decision = ask(records([old, new], lists))
    assert decision.outcome is Outcome.VISA_REQUIRED
    assert reasons(decision) == ["not_on_complete_list", "absent_from_newer_list"]
    between = ask(records([old, new], lists), on="2018-01-01")
    assert codes(between.conditions) == ["ended_some_day_before"]
    lesser = source("new", "wiki", "2020-01-01")
    assert codes(ask(records([old, lesser], lists)).conditions) == ["absent_from_newer_list"]


# -- groups --------------------------------------------------------------------------------


def _group(since: str | None, until: str | None = None) -> Group:
    return Group(
        id="AREA",
        name={"en": "Area"},
        aliases=("Area",),
        members=(
            Membership(
                state="KAZ", since=day(since), until=day(until) if until else UNSET,
                sources=("list",),
            ),
        ),
    )  # fmt: skip


def test_a_membership_that_straddles_is_a_condition() -> None:
    register = one(grant("TGO", "AREA"), groups=[_group("2025")])
    assert codes(ask(register).conditions) == ["membership_on_that_day"]
    assert ask(register, on="2024-12-31").outcome is Outcome.UNKNOWN
    assert ask(register, on="2025-12-31").outcome is Outcome.EXEMPT


@pytest.mark.parametrize(
    ("since", "outcome", "code"),
    [
        ("2001-01-01", "exempt", ""),
        ("2025", "conditional", "membership_on_that_day"),
        ("2026-01-01", "unknown", "outside_territory"),
    ],
)
def test_an_area_is_its_groups_on_that_day(since: str, outcome: str, code: str) -> None:
    register = one(grant("TGO", "KAZ", terms="territory=Area"), groups=[_group(since)])
    decision = ask(register)
    assert decision.outcome == outcome
    said = [*codes(decision.conditions), *reasons(decision)]
    assert (code in said) if code else said == []


# -- the stay: C05, C06, C08 ---------------------------------------------------------------


def test_a_stay_within_the_limit_and_one_beyond_it() -> None:
    register = one(grant("TGO", "KAZ", stay="30/visit"))
    within = ask(register, until=date(2025, 11, 3))
    assert (within.outcome, within.allowance.days) == (Outcome.EXEMPT, 30)
    assert within.allowance.until == date(2025, 11, 3)
    beyond = ask(register, until=date(2025, 11, 4))
    assert (beyond.outcome, beyond.formality) == (Outcome.VISA_REQUIRED, Formality.VISA)
    assert reasons(beyond) == ["longer_than_allowed"]


def test_the_posted_have_no_limit_of_days() -> None:
    register = one(grant("TGO", "KAZ", stay="30/visit", terms="accredited=exempt"))
    decision = ask(register, role="accredited", until=date(2027, 1, 1))
    assert (decision.outcome, decision.allowance.days) == (Outcome.EXEMPT, None)


def test_an_express_lack_of_a_limit_is_no_gap() -> None:
    from msgspec.structs import replace

    register = one(replace(grant("TGO", "KAZ"), stay=None))
    assert ask(register, until=date(2026, 10, 5)).outcome is Outcome.EXEMPT


def test_a_window_is_answered_for_one_who_spent_no_day_of_it() -> None:
    decision = ask(one(grant("TGO", "KAZ", stay="90/180")))
    assert codes(decision.assumptions) == ["no_earlier_stays"]
    assert decision.allowance.until == date.fromordinal(ON.toordinal() + 89)


def test_a_refusal_prevails_over_an_exemption() -> None:
    register = one(grant("TGO", "KAZ"), grant("TGO", "KAZ", "any", terms="travel_ban"))
    decision = ask(register)
    assert decision.outcome is Outcome.REFUSED
    assert [(item.instrument, item.reason) for item in decision.considered] == [
        ("act-2", "no_admission"),
        ("act-1", "overridden"),
    ]
    assert ask(register, on="2019-12-31").outcome is Outcome.UNKNOWN


def test_an_end_during_the_stay_is_a_remark() -> None:
    register = one(
        grant("TGO", "KAZ", stay="90/visit", in_force="2010-01-01", ended="2025-10-20",
              status="terminated")
    )  # fmt: skip
    during = ask(register, until=date(2025, 10, 20))
    assert [(note.code, note.value) for note in during.remarks] == [
        ("ends_during_stay", "2025-10-20")
    ]
    assert ask(register, until=date(2025, 10, 19)).remarks == ()
    assert ask(register).remarks == ()
