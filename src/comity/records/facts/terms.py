"""The conditions of a row, in the vocabulary's terms, and its status."""

from __future__ import annotations

from comity.law.errors import ComityError
from comity.law.instruments import Status
from comity.law.stay import StayRule
from comity.law.terms import Term, make_term, parse_terms
from comity.records.facts.tables import Fact


def terms_of(fact: Fact) -> tuple[Term, ...]:
    """The terms of the column `conditions`, in the order of the vocabulary's table."""
    try:
        return tuple(sorted(parse_terms(fact["conditions"])))
    except ComityError as error:
        raise fact.defect(error.message, error.expected) from None


def stay_of(fact: Fact) -> StayRule | None:
    """The stay of the column `limits`; None where the row gives none."""
    try:
        return StayRule.parse(fact["limits"]) if fact["limits"] else None
    except ComityError as error:
        raise fact.defect(error.message, error.expected) from None


def status_of(fact: Fact) -> Status | None:
    """The status on the source's date; None where the row gives none."""
    text = fact["status"]
    if not text:
        return None
    try:
        return Status(text)
    except ValueError:
        raise fact.defect(f"'{text[:40]}' is no status", "a status of the README") from None


def noted(fact: Fact) -> tuple[list[Term], list[str]]:
    """What the looser notes of the group and universal tables say: terms, and the rest."""
    terms: list[Term] = []
    rest: list[str] = []
    for part in filter(None, (part.strip() for part in fact["conditions"].split(";"))):
        found = _NOTES.get(part) or _parsed(part)
        terms.extend(found)
        if not found:
            rest.append(part)
    return terms, rest


def _parsed(part: str) -> tuple[Term, ...]:
    try:
        return tuple(parse_terms(part))
    except ComityError:
        return ()


_NOTES = {
    "visa_on_arrival_not_an_exemption": (make_term("visa_on_arrival"),),
    "visa_free_or_visa_on_arrival": (make_term("called_visa_on_arrival"),),
    "red_cover_only": (make_term("cover", "red"),),
    "national_passport_also_required": (make_term("national_passport_also_carried"),),
    "accredited_included": (make_term("accredited", "exempt"),),
    "also_duration_of_accreditation": (make_term("accredited", "exempt"),),
    "also_duration_of_mission": (make_term("accredited", "exempt"),),
    "accredited_and_dependants": (
        make_term("accredited", "only"),
        make_term("family", "of_accredited"),
    ),
    "excludes_accredited": (make_term("accredited", "excluded"),),
    "extendable_once_by_90": (make_term("extendable", "90"),),
    "biometric_ordinary_passport": (make_term("biometric_only", "", "ordinary"),),
}
"""Notes that mean a term of the vocabulary, and the term."""
