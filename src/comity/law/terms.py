"""The terms on which a grant holds: conditions, duties, scopes and markers.

One table says for every term what it is and what values it takes; records, lists, the
engine and the sentences all go by it. A *condition* must be met by the traveller or the
journey, or the grant gives nothing; a *duty* does not decide on the visa; a *scope* says
whom, where or how far the exemption reaches; a *marker* says that the row is no exemption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from comity.law.errors import DataError
from comity.law.passports import PassportClass


class TermRole(StrEnum):
    """What a term does."""

    CONDITION = "condition"
    DUTY = "duty"
    SCOPE = "scope"
    MARKER = "marker"


class TermKind(NamedTuple):
    """One term of the vocabulary: its role, the form of its value, its clause kind."""

    role: TermRole
    value: str
    clause: str
    meaning: str


_C, _D, _S, _M = TermRole.CONDITION, TermRole.DUTY, TermRole.SCOPE, TermRole.MARKER
_CODES = r"[A-Z]{2,3}(\+[A-Z]{2,3})*"
_AREAS = r"\w+(\+\w+)*"
_DAYS_OR_MONTHS = r"\d{1,4}m?"

KINDS: Mapping[str, TermKind] = {
    # purposes (clause C04)
    "official_travel_only": TermKind(_C, "", "C04", "only journeys on official business"),
    "tourism_only": TermKind(_C, "", "C04", "only tourism"),
    "business_only": TermKind(_C, "", "C04", "only business travel"),
    "tourism_or_business_only": TermKind(_C, "", "C04", "only tourism or business"),
    "visit_only": TermKind(_C, "", "C04", "only a visit"),
    "transit_only": TermKind(_C, "", "C04", "only transit"),
    "purposes": TermKind(_C, _AREAS, "C04", "only the purposes named"),
    "any_purpose": TermKind(_S, "", "C04", "the purpose does not matter"),
    "event_delegates_only": TermKind(_C, "", "C04", "only delegates to one named event"),
    "with_minister_delegation": TermKind(_C, "", "C04", "only in a minister's delegation"),
    "group_only": TermKind(_C, r"(\d+-\d+)?", "C04", "only in an organised group"),
    "invitation": TermKind(_C, r"(official|legal_entity)?", "C04", "an invitation is needed"),
    "not_paid_activity": TermKind(_C, "", "C04", "not for gainful activity"),
    "not_study": TermKind(_C, "", "C04", "not for study"),
    "not_research": TermKind(_C, "", "C04", "not for research"),
    "not_business": TermKind(_C, "", "C04", "not for business"),
    "not_reporting": TermKind(_C, "", "C04", "not for work as a journalist"),
    "not_residence": TermKind(_C, "", "C04", "not for settling"),
    "not_official_travel": TermKind(_C, "", "C04", "not for official journeys"),
    "not_pilgrimage": TermKind(_C, "", "C04", "not for religious pilgrimage"),
    # the holder (C01, C10, C11)
    "holder_nationality": TermKind(_C, _CODES, "C01", "the holder has one of these nationalities"),
    "holder_need_not_be_national": TermKind(_S, "", "C01", "the nationality does not matter"),
    "not_stateless": TermKind(_C, "", "C01", "stateless residents are not covered"),
    "issuer_includes": TermKind(_S, _CODES, "C01", "passports of these states are covered too"),
    "issuer_excludes": TermKind(_S, _CODES, "C01", "passports of these states are outside"),
    "issuer_only": TermKind(_S, r"\w+", "C01", "only the members that the act binds"),
    "residents_of": TermKind(_C, _AREAS, "C01", "the holder lives in that area"),
    "residence_permit": TermKind(_C, "", "C12", "the holder has a permit of the destination"),
    "age_min": TermKind(_C, r"\d{1,3}", "C11", "at least this age, in years"),
    "age_max": TermKind(_C, r"\d{1,3}", "C11", "at most this age, in years"),
    "any_of": TermKind(_C, r"\w+:\w+(\|\w+:\w+)*", "C11", "one of the alternatives is enough"),
    "rank_min": TermKind(_C, r"\w+", "C13", "the holder has at least this rank"),
    "organisation_staff": TermKind(
        _C, r"(excluded|representatives_only|hq_agreement_only)", "C10", "staff of organisations"
    ),
    "family": TermKind(
        _S,
        r"(included|same_class|same_passport|of_accredited|any_passport|household)",
        "C11",
        "members of the family are covered too",
    ),
    "family_age_max": TermKind(_C, r"\d{1,2}", "C11", "children up to this age, in years"),
    # accredited staff (C09)
    "accredited": TermKind(
        _S,
        r"(exempt|excluded|visa_first|only|regularise:\d{1,3})",
        "C09",
        "what holds for staff posted to a mission or post",
    ),
    "accredited_notice": TermKind(
        _D, rf"({_DAYS_OR_MONTHS})?", "C09", "the posting is notified before arrival"
    ),
    "accredited_no_objection_days": TermKind(
        _C, r"\d{1,3}", "C09", "exempt if the host has not objected within N days"
    ),
    # the passport (C02, C03)
    "biometric_only": TermKind(_C, "", "C02", "only chip passports"),
    "cover": TermKind(_C, r"\w+", "C02", "only the document with this cover"),
    "passport_series": TermKind(_C, _AREAS, "C02", "only passports of these series"),
    "sar_passport_only": TermKind(_C, "", "C02", "only the special region's passport"),
    "passport_valid_months": TermKind(
        _C, r"\d{1,2}(:exit)?", "C03", "the passport is valid for N more months"
    ),
    "passport_valid_days": TermKind(
        _C, r"\d{1,4}(:exit)?", "C03", "the passport is valid for N more days"
    ),
    "passport_issued_within_years": TermKind(
        _C, r"\d{1,2}", "C03", "the passport was issued within N years"
    ),
    "passport_expired_max_years": TermKind(
        _S, r"\d{1,2}", "C03", "a passport expired up to N years ago is accepted"
    ),
    "passport_registration": TermKind(
        _C, r"(\d+y)?", "C02", "the passport is registered with the mission before travel"
    ),
    "passport_shows_identity_number": TermKind(
        _C, "", "C02", "the passport shows the holder's identity number"
    ),
    "national_passport_also_carried": TermKind(
        _C, "", "C02", "the holder also carries a national passport"
    ),
    "third_country_visa": TermKind(
        _C, rf"{_CODES}(:or_residence)?", "C02", "the holder has a visa of that state"
    ),
    # the journey (C14)
    "entry_points": TermKind(
        _C,
        r"(international|international_airports|designated|named:[\w+]+)",
        "C14",
        "entry only at such border points",
    ),
    "not_visited": TermKind(_C, _CODES, "C04", "the holder has not been to these states"),
    "accompanied_by": TermKind(_C, r"\w+(\+\w+)*", "C11", "one of these accompanies the holder"),
    "direct_entry_only": TermKind(_C, "", "C14", "only when entering directly"),
    "entries_max": TermKind(_C, r"(unlimited|\d+/(year|month))", "C05", "how often one may enter"),
    "season": TermKind(
        _C, r"\d\d-\d\d/\d\d-\d\d", "C06", "only in this part of each year, last day included"
    ),
    # territory and counting (C07, C34)
    "territory": TermKind(_S, _AREAS, "C34", "holds only in this territory"),
    "territory_includes": TermKind(_S, _AREAS, "C34", "holds in this territory too"),
    "territory_excludes": TermKind(_S, _AREAS, "C34", "does not hold in this territory"),
    "counts_schengen_days": TermKind(
        _S, r"(from_entry)?", "C07", "days in the rest of the area count towards the limit"
    ),
    "overrides_schengen_90_180": TermKind(
        _S, "", "C07", "applies beside the area's own limit of days"
    ),
    "extendable": TermKind(
        _S,
        rf"({_DAYS_OR_MONTHS}|same|same_once|on_request|justified|force_majeure|no)?",
        "C08",
        "the stay can be extended in the country",
    ),
    # duties (C08, C13, C15, C16)
    "longer_stay": TermKind(
        _D,
        r"(extension|residence_formalities|registration(:\d+)?|bilateral_acts)",
        "C08",
        "what a longer stay needs",
    ),
    "registration_after_days": TermKind(
        _D, r"\d{1,3}", "C16", "the holder registers when staying longer than N days"
    ),
    "announce_high_officials": TermKind(
        _D, r"\w+(\+\w+)*", "C13", "officials of this rank are announced before the visit"
    ),
    "fee": TermKind(_D, "", "C15", "a fee is due although no visa is needed"),
    # markers
    "visa_on_arrival": TermKind(_M, "", "", "no exemption: a visa is issued on arrival"),
    "gratis_visa": TermKind(_M, "", "C15", "no exemption: a visa is needed, free of charge"),
    "e_visa": TermKind(_M, "", "", "no exemption: an electronic visa is needed"),
    "travel_authorisation": TermKind(_M, "", "", "no exemption: an electronic authorisation"),
    "no_admission": TermKind(_M, "", "", "holders are not admitted"),
    "travel_ban": TermKind(_M, "", "", "holders are not admitted for a time"),
    "called_visa_on_arrival": TermKind(_M, "", "", "called a visa on arrival; open what it is"),
    "draft": TermKind(_M, "", "", "no exemption yet: a draft"),
}

_PATTERNS = {name: re.compile(kind.value, re.ASCII) for name, kind in KINDS.items() if kind.value}


class Term(Struct, frozen=True, order=True):
    """One term with its value, in the words of the vocabulary.

    `only` names the passport class it is limited to; "" where it holds for all of the grant.

    >>> str(Term("passport_valid_months", "6:exit"))
    'passport_valid_months=6:exit'
    """

    name: str
    value: str = ""
    only: str = ""

    @property
    def kind(self) -> TermKind:
        """What the vocabulary says of it."""
        return KINDS[self.name]

    def __str__(self) -> str:
        text = f"{self.name}={self.value}" if self.value else self.name
        return f"{text}[{self.only}]" if self.only else text


def make_term(name: str, value: object = "", only: str = "") -> Term:
    """A term checked against the vocabulary; DataError names what was expected.

    `value` may be a string, a whole number, true (for a term without a value) or a list
    (its members are joined by ``+``).
    """
    kind = KINDS.get(name)
    if kind is None:
        raise DataError(
            f"'{name[:40]}' is not a term of the vocabulary",
            expected="one of: " + ", ".join(_similar(name)),
            mend="docs/format.md lists the terms with their meaning",
        )
    text = _value_text(value)
    pattern = _PATTERNS.get(name)
    if pattern is None and text:
        raise DataError(
            f"the term {name} takes no value, but has '{text[:40]}'",
            expected=f"{name}: true",
            mend="remove the value",
        )
    if pattern is not None and not pattern.fullmatch(text):
        raise DataError(
            f"'{text[:40]}' is no value of the term {name}",
            expected=f"a value of the form {kind.value}",
            mend="docs/format.md lists the values of each term",
        )
    if only and only not in PassportClass.__members__.values():
        raise DataError(
            f"the term {name} is limited to '{only[:40]}', which is no passport class",
            expected="a class such as diplomatic or service",
            mend="docs/format.md lists the classes",
        )
    return Term(name, text, only)


def parse_terms(text: str) -> Iterator[Term]:
    """The terms of one cell of a list, in the vocabulary's grammar.

    >>> [str(term) for term in parse_terms("not_study;accredited=exempt[diplomatic]")]
    ['not_study', 'accredited=exempt[diplomatic]']
    """
    for part in text.split(";"):
        part = part.strip()
        if not part:
            continue
        only = ""
        if part.endswith("]"):
            part, _, only = part[:-1].rpartition("[")
        name, _, value = part.partition("=")
        yield make_term(name.strip(), value.strip(), only)


def _value_text(value: object) -> str:
    if value is True:
        return ""
    if isinstance(value, list | tuple):
        return "+".join(str(item) for item in value)
    return str(value)


def _similar(name: str) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, KINDS, n=3, cutoff=0.4) or sorted(KINDS)[:5]
