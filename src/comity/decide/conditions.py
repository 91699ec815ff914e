"""Does the case meet the terms of a grant? One function to a term, each citing its clause.

Each answers True (met), False (not met) or None (the question leaves it open), and names the
field of the question that settles it. Clause numbers are those of clauses.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from comity.decide.question import EntryPoint, Passport, Purpose, Question
from comity.law.dates import add_days, add_months


class Case(NamedTuple):
    """One passport of one question: what a term is asked of."""

    question: Question
    passport: Passport


class Check(NamedTuple):
    """A test of a term, and the field of the question that settles it."""

    asks: str
    met: Callable[[str, Case], bool | None]


_OFFICIAL = frozenset({Purpose.OFFICIAL})
_TOURISM = frozenset({Purpose.TOURISM})
_BUSINESS = frozenset({Purpose.BUSINESS})
_TRANSIT = frozenset({Purpose.TRANSIT})
_VISIT = frozenset(
    {
        Purpose.OFFICIAL,
        Purpose.BUSINESS,
        Purpose.TOURISM,
        Purpose.PRIVATE,
        Purpose.FAMILY,
        Purpose.GUEST,
        Purpose.CULTURAL,
        Purpose.EVENTS,
        Purpose.MEDICAL,
        Purpose.TRANSIT,
        Purpose.PILGRIMAGE,
    }
)


def _only(purposes: frozenset[Purpose]) -> Check:
    """C04: the exemption holds for these purposes and no other."""

    def met(_: str, case: Case) -> bool | None:
        purpose = case.question.purpose
        return None if purpose is None else purpose in purposes

    return Check("purpose", met)


def _not(purpose: Purpose) -> Check:
    """C04: the exemption does not hold for this purpose."""

    def met(_: str, case: Case) -> bool | None:
        asked = case.question.purpose
        return None if asked is None else asked is not purpose

    return Check("purpose", met)


def _purposes(value: str, case: Case) -> bool | None:
    """C04: one of the purposes named; `agreed` and `listed` cannot be told from here."""
    purpose = case.question.purpose
    named = value.split("+")
    if purpose is None:
        return None
    if purpose.value in named:
        return True
    return None if {"agreed", "listed"} & set(named) else False


def _nationality(value: str, case: Case) -> bool | None:
    """C01: the holder's nationality, which is the issuer's unless the question says otherwise."""
    nationality = case.passport.nationality or case.passport.issuer
    return nationality in value.split("+")


def _residents(value: str, case: Case) -> bool | None:
    """C01: the holder lives in that area."""
    residence = case.question.facts.residence
    return None if residence is None else bool(set(value.split("+")) & set(residence))


def _age(case: Case) -> int | None:
    born = case.question.facts.born
    return None if born is None else _years(born, case.question.on)


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _age_min(value: str, case: Case) -> bool | None:
    """C11: at least that age on the day of entry."""
    age = _age(case)
    return None if age is None else age >= int(value)


def _age_max(value: str, case: Case) -> bool | None:
    """C11: at most that age on the day of entry."""
    age = _age(case)
    return None if age is None else age <= int(value)


def _any_of(value: str, case: Case) -> bool | None:
    """One of the alternatives is enough; open while one of them is open."""
    answers = []
    for part in value.split("|"):
        name, _, wanted = part.partition(":")
        if name == "sex":
            sex = case.question.facts.sex
            answers.append(None if sex is None else sex == wanted)
        else:
            answers.append(CHECKS[name].met(wanted, case))
    return True if True in answers else (None if None in answers else False)


def _fact(name: str) -> Check:
    """A fact that is plainly asked for: it must be true."""

    def met(_: str, case: Case) -> bool | None:
        answer: bool | None = getattr(case.question.facts, name)
        return answer

    return Check(name, met)


def _passport_fact(name: str, asks: str) -> Check:
    """A quality of the passport that must be true (C02)."""

    def met(_: str, case: Case) -> bool | None:
        answer: bool | None = getattr(case.passport, name)
        return answer

    return Check(asks, met)


def _not_stateless(_: str, case: Case) -> bool | None:
    """C01: stateless residents are not covered."""
    if case.passport.nationality == case.passport.issuer:
        return True
    stateless = case.question.facts.stateless
    return None if stateless is None else not stateless


def _group(value: str, case: Case) -> bool | None:
    """C04: an organised group, of a certain size where the text says so."""
    size = case.question.facts.group_size
    if size is None:
        return None
    if not value:
        return size > 1
    least, _, most = value.partition("-")
    return int(least) <= size <= int(most)


def _invitation(value: str, case: Case) -> bool | None:
    """C04: an invitation from the destination, of the kind named."""
    invitation = case.question.facts.invitation
    if invitation is None:
        return None
    return invitation == value if value else invitation != "none"


def _cover(value: str, case: Case) -> bool | None:
    """C02: the document with this cover."""
    cover = case.passport.cover
    return None if cover is None else cover == value


def _series(value: str, case: Case) -> bool | None:
    """C02: a passport of one of these series."""
    series = case.passport.series
    return None if series is None else series in value.split("+")


def _not_visited(value: str, case: Case) -> bool | None:
    """C04: the holder has been to none of these states."""
    visited = case.question.facts.visited
    return None if visited is None else not set(value.split("+")) & set(visited)


def _accompanied(value: str, case: Case) -> bool | None:
    """C11: one of these travels along."""
    along = case.question.facts.accompanied_by
    return None if along is None else bool(set(value.split("+")) & set(along))


def _valid_until(value: str, case: Case, shift: Callable[[date, int], date]) -> bool | None:
    """C03: valid for so long after entry, or after departure with `:exit`."""
    expires = case.passport.expires
    amount, _, anchor = value.partition(":")
    start = case.question.until if anchor == "exit" else case.question.on
    if expires is None or start is None:
        return None
    return expires >= shift(start, int(amount))


def _valid_months(value: str, case: Case) -> bool | None:
    """C03: months by the calendar, clamped to the month's end (D15)."""
    return _valid_until(value, case, add_months)


def _valid_days(value: str, case: Case) -> bool | None:
    """C03: days."""
    return _valid_until(value, case, add_days)


def _issued_within(value: str, case: Case) -> bool | None:
    """C03: issued within the last N years before entry."""
    issued = case.passport.issued
    if issued is None:
        return None
    return add_months(issued, 12 * int(value)) >= case.question.on


def _third_visa(value: str, case: Case) -> bool | None:
    """C02: a valid visa, or residence permit where the text takes it, of one of these states."""
    codes, _, also = value.partition(":")
    wanted = set(codes.split("+"))
    facts = case.question.facts
    if facts.visas is not None and wanted & set(facts.visas):
        return True
    if also and facts.permits is not None and wanted & set(facts.permits):
        return True
    settled = facts.visas is not None and (not also or facts.permits is not None)
    return False if settled else None


def _residence_permit(_: str, case: Case) -> bool | None:
    """C12: residents of the destination return on their permit."""
    permits = case.question.facts.permits
    return None if permits is None else case.question.to in permits


def _entry_points(value: str, case: Case) -> bool | None:
    """C14: at such border points; which ones are designated, the record does not say."""
    point = case.question.facts.entry_point
    if point is None:
        return None
    if value == "international":
        return point is not EntryPoint.OTHER
    if value == "international_airports":
        return point is EntryPoint.INTERNATIONAL_AIRPORT
    return None


def _entries(value: str, case: Case) -> bool | None:
    """C05: a cap on entries; an express "unlimited" is no cap."""
    if value == "unlimited":
        return True
    entries = case.question.facts.entries
    return None if entries is None else entries < int(value.partition("/")[0])


def _season(value: str, case: Case) -> bool | None:
    """C06: only in this part of each year, which may run over the new year."""
    first, _, last = value.partition("/")
    day = f"{case.question.on:%m-%d}"
    return first <= day <= last if first <= last else day >= first or day <= last


def _rank(value: str, case: Case) -> bool | None:
    """C13: of the rank named; the order of ranks is the sending state's affair."""
    rank = case.question.facts.rank
    return None if rank is None else rank == value


def _organisation(value: str, case: Case) -> bool | None:
    """C10: staff of an international organisation are not its members' representatives."""
    relation = case.question.facts.organisation
    if relation is None:
        return None
    if value == "representatives_only":
        return relation == "representative"
    if value == "excluded":
        return relation != "staff"
    return True if relation == "none" else None


def _objection(_: str, case: Case) -> bool | None:
    """C09, D13: the exemption ripens by the host's silence."""
    objection = case.question.facts.objection
    return None if objection is None else not objection


CHECKS: Mapping[str, Check] = {
    "official_travel_only": _only(_OFFICIAL),
    "tourism_only": _only(_TOURISM),
    "business_only": _only(_BUSINESS),
    "tourism_or_business_only": _only(_TOURISM | _BUSINESS),
    "visit_only": _only(_VISIT),
    "transit_only": _only(_TRANSIT),
    "purposes": Check("purpose", _purposes),
    "event_delegates_only": _fact("delegate"),
    "with_minister_delegation": _fact("minister_delegation"),
    "group_only": Check("group_size", _group),
    "invitation": Check("invitation", _invitation),
    "not_paid_activity": _not(Purpose.WORK),
    "not_study": _not(Purpose.STUDY),
    "not_research": _not(Purpose.RESEARCH),
    "not_business": _not(Purpose.BUSINESS),
    "not_reporting": _not(Purpose.REPORTING),
    "not_residence": _not(Purpose.RESIDENCE),
    "not_official_travel": _not(Purpose.OFFICIAL),
    "not_pilgrimage": _not(Purpose.PILGRIMAGE),
    "holder_nationality": Check("nationality", _nationality),
    "not_stateless": Check("stateless", _not_stateless),
    "residents_of": Check("residence", _residents),
    "residence_permit": Check("permits", _residence_permit),
    "age_min": Check("born", _age_min),
    "age_max": Check("born", _age_max),
    "family_age_max": Check("born", _age_max),
    "any_of": Check("born", _any_of),
    "rank_min": Check("rank", _rank),
    "organisation_staff": Check("organisation", _organisation),
    "accredited_no_objection_days": Check("objection", _objection),
    "biometric_only": _passport_fact("biometric", "biometric"),
    "cover": Check("cover", _cover),
    "passport_series": Check("series", _series),
    "not_visited": Check("visited", _not_visited),
    "accompanied_by": Check("accompanied_by", _accompanied),
    "sar_passport_only": _passport_fact("sar", "sar"),
    "passport_valid_months": Check("expires", _valid_months),
    "passport_valid_days": Check("expires", _valid_days),
    "passport_issued_within_years": Check("issued", _issued_within),
    "passport_registration": _passport_fact("registered", "registered"),
    "passport_shows_identity_number": _passport_fact("identity_number", "identity_number"),
    "national_passport_also_carried": _fact("national_passport"),
    "third_country_visa": Check("visas", _third_visa),
    "entry_points": Check("entry_point", _entry_points),
    "direct_entry_only": _fact("direct"),
    "entries_max": Check("entries", _entries),
    "season": Check("on", _season),
}
