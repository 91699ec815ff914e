from __future__ import annotations

import pytest

from comity.law.passports import (
    Evidence,
    IssuedClass,
    IssuerProfile,
    PassportClass,
    match_class,
)

DIP, SER, OFF = PassportClass.DIPLOMATIC, PassportClass.SERVICE, PassportClass.OFFICIAL
SPE, ORD, ANY = PassportClass.SPECIAL, PassportClass.ORDINARY, PassportClass.ANY


def profile(*classes: IssuedClass, complete: bool = False) -> IssuerProfile:
    return IssuerProfile(state="CHE", classes=classes, complete=complete)


ONE_NAME = profile(IssuedClass(name=SER, also=(OFF, SPE)))
TWO_PASSPORTS = profile(IssuedClass(name=SER), IssuedClass(name=OFF))


@pytest.mark.parametrize(
    ("asked", "named", "issuer", "evidence"),
    [
        (DIP, DIP, None, Evidence.SAME),
        (DIP, SER, None, Evidence.NONE),
        # product rule 7: without a profile, service and official are taken for each other
        (SER, OFF, None, Evidence.ASSUMED),
        (OFF, SER, None, Evidence.ASSUMED),
        (SER, OFF, ONE_NAME, Evidence.PROFILE),
        (SER, SPE, ONE_NAME, Evidence.PROFILE),
        (OFF, SER, ONE_NAME, Evidence.ASSUMED),
        (DIP, SPE, ONE_NAME, Evidence.NONE),
        (SER, OFF, TWO_PASSPORTS, Evidence.NONE),
        (SER, OFF, profile(IssuedClass(name=SER)), Evidence.ASSUMED),
        # "any valid passport" reaches passports only
        (ORD, ANY, None, Evidence.ANY),
        (DIP, ANY, TWO_PASSPORTS, Evidence.ANY),
        (PassportClass.SEAMAN, ANY, None, Evidence.NONE),
        (PassportClass.IDENTITY_CARD, ANY, None, Evidence.NONE),
    ],
)
def test_how_a_passport_meets_a_named_class(
    asked: PassportClass, named: PassportClass, issuer: IssuerProfile | None, evidence: Evidence
) -> None:
    assert match_class(asked, named, issuer) is evidence


def test_a_profile_denies_only_what_it_claims_to_know() -> None:
    assert profile(IssuedClass(name=DIP)).issues(DIP) is True
    assert profile(IssuedClass(name=DIP)).issues(SER) is None
    assert profile(IssuedClass(name=DIP), complete=True).issues(SER) is False
