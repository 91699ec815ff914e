"""Passports of a line: typed, or as lines of ICAO Doc 9303 made for these tests."""

from __future__ import annotations

from datetime import date

import pytest

from comity.journeys.passports import MOST_PASSPORTS, parse_passports
from comity.law.errors import ComityError
from comity.law.passports import PassportClass
from comity.mrz import check_digit

TODAY = date(2026, 8, 20)


def td3(
    code: str = "PD", issuer: str = "TGO", nationality: str = "TGO", expiry: str = "300501"
) -> tuple[str, str]:
    """Two lines of a passport with right check digits."""
    first = f"{code}{issuer}SPECIMEN<<DELEGATE".ljust(44, "<")
    number, birth, optional = "X12345678", "800101", "<" * 14
    parts = [number + check_digit(number), birth + check_digit(birth), expiry + check_digit(expiry)]
    tail = optional + check_digit(optional)
    second = f"{parts[0]}{nationality}{parts[1]}F{parts[2]}{tail}"
    return first, second + check_digit(parts[0] + parts[1] + parts[2] + tail)


def test_typed_passports_with_and_without_expiry() -> None:
    held = parse_passports(
        "TGO:diplomatic 2030-05-01; France:Ordinary ;UNO:un_laissez_passer", TODAY
    )
    assert [each.issuer for each in held] == ["TGO", "FRA", "UNO"]
    assert [each.named for each in held] == ["diplomatic", "ordinary", "un_laissez_passer"]
    assert [each.expires for each in held] == [date(2030, 5, 1), None, None]


@pytest.mark.parametrize("joint", ["\n", "|", " ", "", " | "])
def test_machine_readable_lines_however_they_are_joined(joint: str) -> None:
    (held,) = parse_passports(joint.join(td3()), TODAY)
    (passport,) = held.readings
    assert (passport.issuer, passport.passport_class) == ("TGO", PassportClass.DIPLOMATIC)
    assert (passport.nationality, held.expires) == ("TGO", date(2030, 5, 1))


def test_lines_that_leave_the_class_open_keep_all_readings() -> None:
    (held,) = parse_passports("\n".join(td3("PO")), TODAY)
    found = {item.passport_class for item in held.readings}
    assert {PassportClass.OFFICIAL, PassportClass.SERVICE} <= found


def test_the_printed_class_settles_what_the_lines_leave_open() -> None:
    (open_,) = parse_passports("\n".join(td3("P<")), TODAY)
    assert open_.readings == ()
    (held,) = parse_passports("\n".join(td3("P<")), TODAY, printed="service")
    assert [item.passport_class for item in held.readings] == [PassportClass.SERVICE]
    (same,) = parse_passports("\n".join(td3("PO")), TODAY, printed="official")
    assert [item.passport_class for item in same.readings] == [PassportClass.OFFICIAL]


def test_an_emergency_passport_is_of_no_class_that_acts_speak_of() -> None:
    (held,) = parse_passports("\n".join(td3("PE")), TODAY)
    assert held.readings == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no passport"),
        (";", "no passport"),
        ("TGO", "is no passport"),
        ("TGO:imperial", "passport class"),
        ("Atlantis:diplomatic", "Atlantis"),
        ("XXB:ordinary", "issues no passports"),
        ("TGO:diplomatic tomorrow", "no day of expiry"),
        (";".join(["TGO:service"] * (MOST_PASSPORTS + 1)), "too many"),
        ("P<TGO<<", "line"),
    ],
)
def test_what_is_no_passport_is_said(text: str, part: str) -> None:
    with pytest.raises(ComityError) as caught:
        parse_passports(text, TODAY)
    assert part in str(caught.value)


def test_a_wrong_check_digit_is_named_without_personal_data() -> None:
    first, second = td3()
    wrong = second[:9] + str((int(second[9]) + 1) % 10) + second[10:]
    with pytest.raises(ComityError) as caught:
        parse_passports(f"{first}\n{wrong}", TODAY)
    assert "check digit" in str(caught.value)
    assert "SPECIMEN" not in str(caught.value)
    assert "X12345678" not in str(caught.value)


def test_a_printed_class_that_contradicts_the_lines_is_refused() -> None:
    with pytest.raises(ComityError, match="not those"):
        parse_passports("\n".join(td3("PD")), TODAY, printed="ordinary")
