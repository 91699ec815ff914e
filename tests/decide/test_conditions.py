"""Every condition of the vocabulary, with the clause it stands for: met, not met, left open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from comity.decide.conditions import CHECKS, Case
from comity.decide.question import EntryPoint, Facts, Passport, Purpose, Question
from comity.law.passports import PassportClass
from comity.law.terms import KINDS, TermRole

ON = date(2025, 10, 5)
UNTIL = date(2025, 11, 3)
PASSPORT = {
    "nationality", "issued", "expires", "biometric", "cover", "series", "sar", "identity_number",
    "registered",
}  # fmt: skip

# clause, term, value, what is known, whether it is met
CASES: list[tuple[str, str, str, dict[str, Any], bool | None]] = [
    # C01: the holder
    ("C01", "holder_nationality", "TGO", {}, True),
    ("C01", "holder_nationality", "FRA+BEL", {}, False),
    ("C01", "holder_nationality", "FRA+BEL", {"nationality": "BEL"}, True),
    ("C01", "not_stateless", "", {}, None),
    ("C01", "not_stateless", "", {"nationality": "TGO"}, True),
    ("C01", "not_stateless", "", {"nationality": "XXA", "stateless": True}, False),
    ("C01", "not_stateless", "", {"stateless": False}, True),
    ("C01", "residents_of", "GCC", {}, None),
    ("C01", "residents_of", "GCC+EU", {"residence": ("EU",)}, True),
    ("C01", "residents_of", "GCC", {"residence": ("EU",)}, False),
    # C02: the passport
    ("C02", "biometric_only", "", {}, None),
    ("C02", "biometric_only", "", {"biometric": True}, True),
    ("C02", "biometric_only", "", {"biometric": False}, False),
    ("C02", "cover", "blue", {}, None),
    ("C02", "cover", "blue", {"cover": "blue"}, True),
    ("C02", "cover", "blue", {"cover": "red"}, False),
    ("C02", "passport_series", "D+DE", {}, None),
    ("C02", "passport_series", "D+DE", {"series": "DE"}, True),
    ("C02", "passport_series", "D+DE", {"series": "P"}, False),
    ("C04", "not_visited", "QQQ+QQR", {}, None),
    ("C04", "not_visited", "QQQ+QQR", {"visited": ("FRA",)}, True),
    ("C04", "not_visited", "QQQ+QQR", {"visited": ("FRA", "QQR")}, False),
    ("C11", "accompanied_by", "parent+spouse", {}, None),
    ("C11", "accompanied_by", "parent+spouse", {"accompanied_by": ("spouse",)}, True),
    ("C11", "accompanied_by", "parent+spouse", {"accompanied_by": ("none",)}, False),
    ("C02", "sar_passport_only", "", {"sar": True}, True),
    ("C02", "sar_passport_only", "", {"sar": False}, False),
    ("C02", "sar_passport_only", "", {}, None),
    ("C02", "passport_registration", "2y", {"registered": True}, True),
    ("C02", "passport_registration", "", {"registered": False}, False),
    ("C02", "passport_registration", "", {}, None),
    ("C02", "passport_shows_identity_number", "", {"identity_number": True}, True),
    ("C02", "passport_shows_identity_number", "", {"identity_number": False}, False),
    ("C02", "passport_shows_identity_number", "", {}, None),
    ("C02", "national_passport_also_carried", "", {"national_passport": True}, True),
    ("C02", "national_passport_also_carried", "", {"national_passport": False}, False),
    ("C02", "national_passport_also_carried", "", {}, None),
    ("C02", "third_country_visa", "USA+CAN", {}, None),
    ("C02", "third_country_visa", "USA+CAN", {"visas": ("CAN",)}, True),
    ("C02", "third_country_visa", "USA+CAN", {"visas": ("GBR",)}, False),
    ("C02", "third_country_visa", "USA+CAN", {"permits": ("USA",)}, None),
    ("C02", "third_country_visa", "USA:or_residence", {"permits": ("USA",)}, True),
    ("C02", "third_country_visa", "USA:or_residence", {"visas": ()}, None),
    ("C02", "third_country_visa", "USA:or_residence", {"visas": (), "permits": ("CAN",)}, False),
    # C03: validity; months by the calendar, the day itself suffices
    ("C03", "passport_valid_months", "6", {}, None),
    ("C03", "passport_valid_months", "6", {"expires": date(2026, 4, 5)}, True),
    ("C03", "passport_valid_months", "6", {"expires": date(2026, 4, 4)}, False),
    ("C03", "passport_valid_months", "6:exit", {"expires": date(2026, 5, 3), "until": UNTIL}, True),
    ("C03", "passport_valid_months", "6:exit", {"expires": date(2026, 5, 2), "until": UNTIL},
     False),
    ("C03", "passport_valid_months", "6:exit", {"expires": date(2026, 5, 3)}, None),
    ("C03", "passport_valid_days", "90", {"expires": date(2026, 1, 3)}, True),
    ("C03", "passport_valid_days", "90", {"expires": date(2026, 1, 2)}, False),
    ("C03", "passport_valid_days", "90", {}, None),
    ("C03", "passport_issued_within_years", "10", {}, None),
    ("C03", "passport_issued_within_years", "10", {"issued": date(2015, 10, 5)}, True),
    ("C03", "passport_issued_within_years", "10", {"issued": date(2015, 10, 4)}, False),
    # C04: the purpose and the company
    ("C04", "official_travel_only", "", {}, None),
    ("C04", "official_travel_only", "", {"purpose": Purpose.OFFICIAL}, True),
    ("C04", "official_travel_only", "", {"purpose": Purpose.TOURISM}, False),
    ("C04", "tourism_only", "", {"purpose": Purpose.TOURISM}, True),
    ("C04", "tourism_only", "", {"purpose": Purpose.BUSINESS}, False),
    ("C04", "tourism_only", "", {}, None),
    ("C04", "business_only", "", {"purpose": Purpose.BUSINESS}, True),
    ("C04", "business_only", "", {"purpose": Purpose.OFFICIAL}, False),
    ("C04", "business_only", "", {}, None),
    ("C04", "tourism_or_business_only", "", {"purpose": Purpose.BUSINESS}, True),
    ("C04", "tourism_or_business_only", "", {"purpose": Purpose.STUDY}, False),
    ("C04", "tourism_or_business_only", "", {}, None),
    ("C04", "visit_only", "", {"purpose": Purpose.FAMILY}, True),
    ("C04", "visit_only", "", {"purpose": Purpose.WORK}, False),
    ("C04", "visit_only", "", {}, None),
    ("C04", "transit_only", "", {"purpose": Purpose.TRANSIT}, True),
    ("C04", "transit_only", "", {"purpose": Purpose.TOURISM}, False),
    ("C04", "transit_only", "", {}, None),
    ("C04", "purposes", "tourism+medical", {}, None),
    ("C04", "purposes", "tourism+medical", {"purpose": Purpose.MEDICAL}, True),
    ("C04", "purposes", "tourism+medical", {"purpose": Purpose.STUDY}, False),
    ("C04", "purposes", "tourism+agreed", {"purpose": Purpose.STUDY}, None),
    ("C04", "purposes", "listed", {"purpose": Purpose.STUDY}, None),
    ("C04", "event_delegates_only", "", {"delegate": True}, True),
    ("C04", "event_delegates_only", "", {"delegate": False}, False),
    ("C04", "event_delegates_only", "", {}, None),
    ("C04", "with_minister_delegation", "", {"minister_delegation": True}, True),
    ("C04", "with_minister_delegation", "", {"minister_delegation": False}, False),
    ("C04", "with_minister_delegation", "", {}, None),
    ("C04", "group_only", "", {}, None),
    ("C04", "group_only", "", {"group_size": 2}, True),
    ("C04", "group_only", "", {"group_size": 1}, False),
    ("C04", "group_only", "5-50", {"group_size": 5}, True),
    ("C04", "group_only", "5-50", {"group_size": 51}, False),
    ("C04", "invitation", "", {}, None),
    ("C04", "invitation", "", {"invitation": "official"}, True),
    ("C04", "invitation", "", {"invitation": "none"}, False),
    ("C04", "invitation", "official", {"invitation": "legal_entity"}, False),
    ("C04", "invitation", "official", {"invitation": "official"}, True),
    *(
        ("C04", f"not_{name}", "", {"purpose": asked} if asked else {}, met)
        for name, excluded in (
            ("paid_activity", Purpose.WORK),
            ("study", Purpose.STUDY),
            ("research", Purpose.RESEARCH),
            ("business", Purpose.BUSINESS),
            ("reporting", Purpose.REPORTING),
            ("residence", Purpose.RESIDENCE),
            ("official_travel", Purpose.OFFICIAL),
            ("pilgrimage", Purpose.PILGRIMAGE),
        )
        for asked, met in ((excluded, False), (Purpose.TRANSIT, True), (None, None))
    ),
    # C05, C06: entries and seasons
    ("C05", "entries_max", "unlimited", {}, True),
    ("C05", "entries_max", "2/year", {}, None),
    ("C05", "entries_max", "2/year", {"entries": 1}, True),
    ("C05", "entries_max", "2/year", {"entries": 2}, False),
    ("C06", "season", "04-01/10-31", {}, True),
    ("C06", "season", "04-01/10-04", {}, False),
    ("C06", "season", "11-01/10-05", {}, True),
    ("C06", "season", "11-01/03-31", {}, False),
    ("C06", "season", "10-05/03-31", {}, True),
    # C09 to C13: the posted, the family, ranks
    ("C09", "accredited_no_objection_days", "30", {}, None),
    ("C09", "accredited_no_objection_days", "30", {"objection": False}, True),
    ("C09", "accredited_no_objection_days", "30", {"objection": True}, False),
    ("C10", "organisation_staff", "excluded", {}, None),
    ("C10", "organisation_staff", "excluded", {"organisation": "staff"}, False),
    ("C10", "organisation_staff", "excluded", {"organisation": "representative"}, True),
    ("C10", "organisation_staff", "representatives_only", {"organisation": "representative"},
     True),
    ("C10", "organisation_staff", "representatives_only", {"organisation": "none"}, False),
    ("C10", "organisation_staff", "hq_agreement_only", {"organisation": "none"}, True),
    ("C10", "organisation_staff", "hq_agreement_only", {"organisation": "staff"}, None),
    ("C11", "age_min", "18", {}, None),
    ("C11", "age_min", "18", {"born": date(2007, 10, 5)}, True),
    ("C11", "age_min", "18", {"born": date(2007, 10, 6)}, False),
    ("C11", "age_max", "17", {}, None),
    ("C11", "age_max", "17", {"born": date(2007, 10, 6)}, True),
    ("C11", "age_max", "17", {"born": date(2007, 10, 5)}, False),
    ("C11", "family_age_max", "21", {"born": date(2004, 1, 1)}, True),
    ("C11", "family_age_max", "21", {"born": date(2003, 1, 1)}, False),
    ("C11", "family_age_max", "21", {}, None),
    ("C11", "any_of", "age_min:35|sex:female", {}, None),
    ("C11", "any_of", "age_min:35|sex:female", {"sex": "female"}, True),
    ("C11", "any_of", "age_min:35|sex:female", {"sex": "male"}, None),
    ("C11", "any_of", "age_min:35|sex:female", {"sex": "male", "born": date(2000, 1, 1)}, False),
    ("C13", "rank_min", "minister", {}, None),
    ("C13", "rank_min", "minister", {"rank": "minister"}, True),
    ("C13", "rank_min", "minister", {"rank": "director"}, False),
    ("C12", "residence_permit", "", {}, None),
    ("C12", "residence_permit", "", {"permits": ("KAZ",)}, True),
    ("C12", "residence_permit", "", {"permits": ("FRA",)}, False),
    # C14: the border
    ("C14", "entry_points", "international", {}, None),
    ("C14", "entry_points", "international", {"entry_point": EntryPoint.OTHER}, False),
    ("C14", "entry_points", "international", {"entry_point": EntryPoint.INTERNATIONAL}, True),
    ("C14", "entry_points", "international_airports",
     {"entry_point": EntryPoint.INTERNATIONAL_AIRPORT}, True),
    ("C14", "entry_points", "international_airports", {"entry_point": EntryPoint.INTERNATIONAL},
     False),
    ("C14", "entry_points", "designated", {"entry_point": EntryPoint.INTERNATIONAL}, None),
    ("C14", "direct_entry_only", "", {"direct": True}, True),
    ("C14", "direct_entry_only", "", {"direct": False}, False),
    ("C14", "direct_entry_only", "", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "name", "value", "known", "met"), CASES)
def test_a_condition(
    clause: str, name: str, value: str, known: dict[str, Any], met: bool | None
) -> None:
    assert KINDS[name].clause == clause
    assert CHECKS[name].met(value, case(**known)) is met


def case(**known: Any) -> Case:
    """A Togolese diplomatic passport on 5 October 2025, with what is known besides."""
    passport = Passport(
        "TGO",
        PassportClass.DIPLOMATIC,
        **{name: known.pop(name) for name in PASSPORT & set(known)},
    )
    asked = {name: known.pop(name) for name in ("purpose", "until") if name in known}
    question = Question(passports=(passport,), to="KAZ", on=ON, facts=Facts(**known), **asked)
    return Case(question, passport)


def test_every_condition_of_the_vocabulary_has_its_test() -> None:
    conditions = {name for name, kind in KINDS.items() if kind.role is TermRole.CONDITION}
    assert set(CHECKS) == conditions
    assert {name for _, name, *_ in CASES} == conditions


def test_a_condition_asks_for_a_field_of_the_question() -> None:
    fields = {*Facts.__struct_fields__, *Passport.__struct_fields__, *Question.__struct_fields__}
    assert {check.asks for check in CHECKS.values()} <= fields
