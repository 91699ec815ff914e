"""From a reading to what a question on a journey needs."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from comity.mrz.digits import Check
from comity.mrz.errors import MrzError
from comity.mrz.reading import Reading


class PassportCandidate(Struct, frozen=True, kw_only=True):
    """One passport that the document can be.

    Attributes:
        issuer, nationality: codes; the nationality is None where the zone leaves it out.
        passport_class: a class, or a word that no act of the register speaks of (see
            `comity.mrz.Candidate`): then only the printed title of the document can help.
        emergency: whether it is an emergency passport, which many acts do not cover.
        expires: the last day of its validity that is sure, or None.
    """

    issuer: str
    nationality: str | None
    passport_class: str
    emergency: bool
    expires: date | None


def to_passports(reading: Reading) -> tuple[PassportCandidate, ...]:
    """The passports that a reading leaves possible, the surest first.

    Raises:
        MrzError: a check digit is wrong, the issuer or nationality is none, the document is a
            specimen, or it is a visa.
    """
    for check in reading.checks:
        if not check.ok:
            raise MrzError(
                f"the check digit of the field '{check.field}' is wrong",
                where=f"line {check.line}, position {check.position}",
                expected=_expected(check),
                mend="look at the document again, and write the lines as they stand there",
            )
    _usable(reading)
    return tuple(
        PassportCandidate(
            issuer=reading.issuer,
            nationality=reading.nationality if reading.nationality_shown else None,
            passport_class=item.document_class,
            emergency=item.flag == "emergency",
            expires=None if reading.expires is None else reading.expires.earliest,
        )
        for item in reading.candidates
    )


_REFUSED = {
    "issuer_missing": "no issuer is named",
    "unknown_issuer": "no issuer has the code {}",
    "no_issuer": "{} issues no travel documents",
    "unknown_nationality": "no nationality has the code {}",
    "specimen": "{} is the issuer of specimens",
}
"""Warnings with which a document says nothing on anyone's journey."""


def _usable(reading: Reading) -> None:
    for warning in reading.warnings:
        if warning.code in _REFUSED:
            nationality = warning.code == "unknown_nationality"
            raise MrzError(
                _REFUSED[warning.code].format(warning.value),
                where="the nationality" if nationality else "line 1, position 3",
                expected="a code of ISO 3166-1 or of ICAO Doc 9303 part 3, section 5",
                mend="look at the document again",
            )
    if reading.document_code.startswith("V"):
        raise MrzError(
            "this is a visa, and no travel document",
            where="line 1, position 1",
            mend="read the lines of the passport",
        )


def _expected(check: Check) -> str:
    """The likely misreadings in words, without more of the line than the characters at fault."""
    shown = [
        f"{item.likely} for {item.read} at line {item.line}, position {item.position}"
        for item in check.misreads[:3]
    ]
    return "perhaps " + ", or ".join(shown) if shown else "a digit that agrees with its field"
