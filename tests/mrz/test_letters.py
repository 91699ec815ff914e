from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from tests.mrz.zones import TODAY, classes, reading, td1, td2, td3, visa, warned

from comity.law.dates import PartialDate
from comity.mrz import candidates, shipped
from comity.mrz.letters import Issue, issue_bounds, number_sign

NEW = {"expires": "360601"}  # ten years before: 1 June 2026, after the table binds
OLD = date(2025, 12, 1)  # read before the table binds, and before Korea changed


# ICAO Doc 9303 part 4, section 4.4: issued from 1 January 2026.
@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("PP", {"ordinary"}),
        ("PE", {"ordinary"}),
        ("PD", {"diplomatic"}),
        ("PO", {"official", "service"}),
        ("PR", {"convention_travel_document"}),
        ("PT", {"alien_passport"}),
        ("PS", {"convention_travel_document"}),
        ("PL", {"laissez_passer"}),
        ("PM", {"military"}),
        ("PU", {"emergency_sheet"}),
        ("PA", {"unknown"}),
        ("PN", {"unknown"}),
        ("P<", {"unknown"}),
    ],
)
def test_the_harmonised_table(code: str, named: set[str]) -> None:
    assert classes(td3(code, "TGO", **NEW)) == named


def test_an_emergency_passport_is_flagged() -> None:
    (item,) = reading(td3("PE", **NEW)).candidates
    assert (item.document_class, item.flag) == ("ordinary", "emergency")
    assert "emergency" in warned(td3("PE", **NEW))


@pytest.mark.parametrize(
    ("issuer", "named"),
    [
        ("UNO", "un_laissez_passer"),
        ("UNA", "un_laissez_passer"),
        ("EUE", "eu_laissez_passer"),
        ("XPO", "laissez_passer"),
    ],
)
def test_whose_laissez_passer(issuer: str, named: str) -> None:
    assert classes(td3("PL", issuer, **NEW)) == {named}


# Older letters that collide, by issuer: read while every possible issue is an old one.
@pytest.mark.parametrize(
    ("code", "issuer", "named"),
    [
        ("PM", "KOR", {"ordinary"}),
        ("PS", "KOR", {"ordinary"}),
        ("PR", "KOR", {"ordinary"}),
        ("PO", "KOR", {"official"}),
        ("PT", "KOR", {"travel_document"}),
        ("PD", "KOR", {"diplomatic"}),
        ("PO", "CHN", {"ordinary"}),
        ("PD", "CHN", {"diplomatic"}),
        ("PR", "MDV", {"ordinary", "unknown"}),
        ("PA", "SGP", {"ordinary", "unknown"}),
        ("PP", "SGP", {"ordinary", "unknown"}),
        ("PP", "CAN", {"ordinary", "unknown"}),
        ("PN", "TGO", {"ordinary", "unknown"}),
        ("PS", "TGO", {"service", "unknown"}),
        ("PO", "TGO", {"unknown"}),
        ("PP", "TGO", {"unknown"}),
        ("PD", "TGO", {"diplomatic"}),
        ("P<", "PHL", {"unknown"}),
        ("P<", "CAN", {"unknown"}),
    ],
)
def test_older_letters(code: str, issuer: str, named: set[str]) -> None:
    assert classes(td3(code, issuer), OLD) == named


# The issue is bounded by expiry less validity, and today; both readings where it straddles.
@pytest.mark.parametrize(
    ("code", "issuer", "expires", "named"),
    [
        ("PM", "KOR", "351215", {"ordinary", "military"}),  # on 15 December 2025 or later
        ("PM", "KOR", "351216", {"military"}),
        ("PM", "KOR", "261115", {"ordinary", "military"}),
        ("PM", "KOR", "251201", {"ordinary"}),  # it expired before the change
        ("PS", "KOR", "300101", {"ordinary", "convention_travel_document"}),
        ("PR", "KOR", "300101", {"ordinary", "convention_travel_document"}),
        ("PT", "KOR", "300101", {"travel_document", "alien_passport"}),
        ("PL", "KOR", "360601", {"travel_document", "laissez_passer"}),
        ("PP", "KOR", "300101", {"ordinary"}),  # first used on 16 December 2025
        ("PP", "PHL", "300101", {"ordinary"}),  # first used on 1 March 2026
        ("PO", "CHN", "300101", {"ordinary", "official", "service"}),
        ("PO", "TGO", "300101", {"official", "service", "unknown"}),
        ("PD", "TGO", "300101", {"diplomatic"}),
        ("PP", "TGO", "351231", {"ordinary", "unknown"}),
        ("PP", "TGO", "360101", {"ordinary"}),
        ("PD", "CHN", "300101", {"diplomatic"}),
        ("PR", "MDV", "300101", {"ordinary", "convention_travel_document", "unknown"}),
        ("PS", "TGO", "300101", {"service", "convention_travel_document", "unknown"}),
    ],
)
def test_both_readings_are_kept(code: str, issuer: str, expires: str, named: set[str]) -> None:
    assert classes(td3(code, issuer, expires=expires)) == named


def test_without_an_expiry_nothing_bounds_the_issue() -> None:
    assert classes(td3("PM", "KOR", expires="<<<<<<")) == {"ordinary", "military"}
    assert classes(td3("PP", "TGO", expires="<<<<<<")) == {"ordinary", "unknown"}


def test_a_customary_letter_says_so() -> None:
    assert "customary_letter" in warned(td3("PD", "TGO"))
    assert "customary_letter" not in warned(td3("PD", "CHN"))
    assert "customary_letter" not in warned(td3("PD", "TGO", **NEW))


def test_a_reason_is_the_line_of_the_table() -> None:
    first, second = reading(td3("PM", "KOR")).candidates
    assert [line.kind for line in first.reasons] == ["legacy"]
    assert first.reasons[0].valid_to == date(2025, 12, 15)
    assert second.reasons[0].source.startswith("https://")


# 1 January 2028: every passport issued carries a letter; without one it expires by 2038.
def test_no_letter_says_nothing_and_is_due_from_2028() -> None:
    later = date(2030, 1, 1)
    assert "letter_due" not in warned(td3("P<", expires="371231"), later)
    assert "letter_due" in warned(td3("P<", expires="380101"), later)
    assert classes(td3("P<", expires="380101"), later) == {"unknown"}
    assert "letter_due" not in warned(td3("PP", expires="380101"), later)


def test_a_validity_longer_than_known_bounds_nothing() -> None:
    lines = td3("PM", "KOR", expires="370101")
    assert classes(lines) == {"ordinary", "military"}
    assert "validity_long" in warned(lines)
    assert issue_bounds(PartialDate(2037, 1, 1), 10, TODAY) == Issue(None, TODAY)
    assert issue_bounds(PartialDate(2020, 2, 29), 10, TODAY).until == date(2020, 2, 29)


def test_an_issuer_of_its_own_validity() -> None:
    facts = shipped()
    expiry = PartialDate(2030, 6, 1)
    for key in (("KOR", "ordinary"), ("KOR", "*"), ("*", "ordinary")):
        five = replace(facts, validity={**facts.validity, key: 4})
        found = candidates("PM", "KOR", expiry, TODAY, five)
        assert "ordinary" not in {item.document_class for item in found}
    assert len(candidates("PM", "KOR", expiry, TODAY, facts)) == 2


def test_cards_and_visas() -> None:
    assert classes(td1("AC")) == {"crew_member_certificate"}
    assert classes(td1("I<")) == classes(td2("C<")) == {"unknown"}
    assert classes(visa(44)) == classes(visa(36)) == {"visa"}
    assert "validity_long" not in warned(td1("AC"))


# Letters of the number: a reason to look closer, never a grant.
@pytest.mark.parametrize(
    ("issuer", "number", "hint"),
    [
        ("KOR", "M12345678", "ordinary"),
        ("KOR", "S12345678", "ordinary"),
        ("KOR", "R12345678", "ordinary"),
        ("KOR", "G12345678", "official"),
        ("KOR", "D12345678", "diplomatic"),
        ("CHN", "DE0000000", "diplomatic"),
        ("CHN", "SE0000000", "service"),
        ("CHN", "PE0000000", "public_affairs"),
        ("CHN", "G00000000", "ordinary"),
        ("CHN", "EA0000000", "ordinary"),
        ("TGO", "D00000000", None),
        ("CHN", "X00000000", None),
    ],
)
def test_letters_of_the_number(issuer: str, number: str, hint: str | None) -> None:
    assert number_sign(number, issuer, shipped()) == hint


def test_a_number_that_disagrees_raises_a_question_and_grants_nothing() -> None:
    lines = td3("PO", "CHN", number="PE0000000")
    assert "number_hints" in warned(lines)
    assert "public_affairs" not in classes(lines)
    assert "number_hints" not in warned(td3("PD", "CHN", number="DE0000000"))


def test_every_line_of_the_table_is_sourced_and_dated_in_order() -> None:
    for line in shipped().letters:
        assert line.source
        assert line.confidence in ("high", "medium", "low")
        assert line.kind in ("harmonised", "legacy", "adopted", "customary", "bare")
        assert line.valid_from is None or line.valid_to is None or line.valid_from <= line.valid_to
