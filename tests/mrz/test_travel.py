from __future__ import annotations

from datetime import date

import pytest
from tests.mrz.zones import reading, td1, td3, visa

from comity.mrz import MrzError, PassportCandidate, to_passports


def test_candidates_are_plain_facts() -> None:
    assert to_passports(reading(td3("PD", "TGO", "KAZ"))) == (
        PassportCandidate(
            issuer="TGO",
            nationality="KAZ",
            passport_class="diplomatic",
            emergency=False,
            expires=date(2030, 1, 1),
        ),
    )


def test_every_class_is_kept() -> None:
    found = to_passports(reading(td3("PO", "CHN")))
    assert {item.passport_class for item in found} == {"official", "service", "ordinary"}
    assert to_passports(reading(td3("PE", expires="360601")))[0].emergency
    assert to_passports(reading(td1("AC")))[0].passport_class == "crew_member_certificate"
    assert to_passports(reading(td3(expires="<<<<<<")))[0].expires is None


def test_an_organisation_gives_no_nationality() -> None:
    assert to_passports(reading(td3("PL", "UNO")))[0].nationality is None


def test_an_expiry_without_its_day_holds_for_the_first() -> None:
    assert to_passports(reading(td3(expires="3001<<")))[0].expires == date(2030, 1, 1)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (td3("PP", "UTO"), "specimens"),
        (td3("PP", "TGO", "UTO"), "specimens"),
        (td3("PP", ""), "no issuer is named"),
        (td3("PP", "XXA"), "issues no travel documents"),
        (td3("PP", "QQQ", "TGO"), "no issuer has the code QQQ"),
        (td3("PP", "TGO", "QQQ"), "no nationality has the code QQQ"),
        (visa(44), "visa"),
    ],
)
def test_what_is_no_passport(lines: list[str], message: str) -> None:
    with pytest.raises(MrzError, match=message):
        to_passports(reading(lines))
