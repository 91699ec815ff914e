"""Grants: who gives what to whom, and can it be so?"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from comity.law.errors import ComityError
from comity.law.instruments import Grant, Instrument, InstrumentKind, Status
from comity.law.passports import PassportClass
from comity.law.stay import Limit
from comity.law.terms import make_term
from comity.records.checks.codes import ANY
from comity.records.checks.registry import Desk, Found, check, surely_before
from comity.records.yaml import Path

_CHECK_SOURCE = "check it against the source"
_OPPOSED = (
    ("any_purpose", "official_travel_only"),
    ("any_purpose", "tourism_only"),
    ("any_purpose", "business_only"),
    ("any_purpose", "visit_only"),
    ("any_purpose", "purposes"),
    ("official_travel_only", "tourism_only"),
    ("official_travel_only", "not_official_travel"),
    ("holder_nationality", "holder_need_not_be_national"),
)
_DAYS_IN = {"day": 1, "month": 31, "year": 366}


class _Place(NamedTuple):
    """A grant and where it stands."""

    key: str
    path: Path
    row: int
    grant: Grant

    def found(self, field: str, message: str, expected: str, mend: str) -> Found:
        """A breach at one of its fields."""
        return Found(self.key, (*self.path, field), message, expected, mend, self.row)


def _grants(desk: Desk) -> Iterator[_Place]:
    for name, instrument in desk.records.instruments.items():
        for index, grant in enumerate(instrument.grants):
            yield _Place(f"instrument:{name}", ("grants", index), 0, grant)
    for name, (_, rows) in desk.records.listings.items():
        for row in rows:
            yield _Place(f"list:{name}", (), row.line, row.grant)


@check("grant_to_itself")
def grant_to_itself(desk: Desk) -> Iterator[Found]:
    """No state exempts its own passports: their holders need no visa anyway."""
    for place in _grants(desk):
        if place.grant.issuer == place.grant.destination and not _is_group(desk, place):
            yield place.found(
                "destination",
                f"{place.grant.issuer} grants to itself",
                "two different states",
                "correct the issuer or the destination",
            )


def _is_group(desk: Desk, place: _Place) -> bool:
    """Members of one group can exempt one another."""
    return place.grant.issuer in desk.records.groups


@check("class_not_issued")
def class_not_issued(desk: Desk) -> Iterator[Found]:
    """A class that the issuer, as its complete profile says, does not issue (rule 7)."""
    for place in _grants(desk):
        profile = desk.records.profiles.get(place.grant.issuer)
        for named in place.grant.classes or ():
            if profile and named is not PassportClass.ANY and profile.issues(named) is False:
                also = {name for item in profile.classes for name in item.also}
                if named not in also:
                    yield place.found(
                        "classes",
                        f"{place.grant.issuer} issues no {named.value} passports",
                        "one of " + ", ".join(item.name.value for item in profile.classes),
                        f"correct the class, or issuers/{place.grant.issuer}.yaml",
                    )


@check("class_twice")
def class_twice(desk: Desk) -> Iterator[Found]:
    """Each class once."""
    for place in _grants(desk):
        classes = place.grant.classes or ()
        if len(set(classes)) < len(classes):
            yield place.found("classes", "a class stands twice", "each class once", "remove one")


@check("grant_to_stranger")
def grant_to_stranger(desk: Desk) -> Iterator[Found]:
    """A bilateral instrument grants between its own parties."""
    for name, instrument in desk.records.instruments.items():
        if instrument.kind is not InstrumentKind.BILATERAL:
            continue
        parties = _insiders(desk, instrument)
        for index, grant in enumerate(instrument.grants):
            for field in ("issuer", "destination"):
                code = getattr(grant, field)
                if code not in parties:
                    yield Found(
                        f"instrument:{name}",
                        ("grants", index, field),
                        f"{code} is no party of this bilateral instrument",
                        "one of " + ", ".join(instrument.parties),
                        "correct the code, the parties or the kind",
                    )


def _insiders(desk: Desk, instrument: Instrument) -> set[str]:
    """The parties; where one is a group, its members, and the areas they share."""
    inside = {*instrument.parties, *instrument.concluded_by}
    for party in inside & desk.records.groups.keys():
        inside |= {member.state for member in desk.records.groups[party].members}
        inside |= desk.records.groups.keys()
    return inside


@check("stay_beyond_window")
def stay_beyond_window(desk: Desk) -> Iterator[Found]:
    """Nobody stays more days in a window than the window has."""
    for place in _grants(desk):
        for limit in place.grant.stay.limits if place.grant.stay else ():
            if _beyond(limit):
                yield place.found(
                    "stay",
                    f"the stay {limit} is longer than its own window",
                    "at most the length of the window",
                    _CHECK_SOURCE,
                )


def _beyond(limit: Limit) -> bool:
    if limit.amount is None or limit.unit == "entry":
        return False
    named = {"half_year": 184, "calendar_year": 366}.get(limit.per)
    days = limit.amount * (1 if limit.unit == "day" else 28)
    window = named or (limit.window or 0) * _DAYS_IN[limit.window_unit or "day"]
    return bool(window) and days > window


@check("grant_dates")
def grant_dates(desk: Desk) -> Iterator[Found]:
    """Signed, then in force, then ended (lifecycle invariant 5)."""
    for place in _grants(desk):
        grant = place.grant
        for early, late in (("signed", "in_force"), ("in_force", "ended"), ("signed", "ended")):
            if surely_before(getattr(grant, late), getattr(grant, early)):
                yield place.found(
                    late,
                    f"{late} {getattr(grant, late)} is older than {early} {getattr(grant, early)}",
                    f"a date from {getattr(grant, early)} on",
                    _CHECK_SOURCE,
                )


@check("status_contradicts")
def status_contradicts(desk: Desk) -> Iterator[Found]:
    """What is still negotiated or a draft has no date of force."""
    for place in _grants(desk):
        grant = place.grant
        if grant.in_force and grant.status in (Status.NEGOTIATED, Status.DRAFT):
            yield place.found(
                "status",
                f"the status is {grant.status}, but in_force is {grant.in_force}",
                "a status of in_force, or no date of force",
                _CHECK_SOURCE,
            )


@check("grant_without_source")
def grant_without_source(desk: Desk) -> Iterator[Found]:
    """A grant of an instrument is some source's statement; above all that it is in force."""
    for name, instrument in desk.records.instruments.items():
        for index, grant in enumerate(instrument.grants):
            if not grant.sources and not instrument.sources:
                said = " in force" if grant.in_force or grant.status is Status.IN_FORCE else ""
                yield Found(
                    f"instrument:{name}",
                    ("grants", index, "sources"),
                    f"the grant{said} has no source",
                    "the identifier of at least one source",
                    "name the source of the grant or of the instrument",
                )


@check("season_not_days")
def season_not_days(desk: Desk) -> Iterator[Found]:
    """A season runs between two days of the calendar."""
    for place in _grants(desk):
        for term in place.grant.terms:
            days = re.findall(r"(\d\d)-(\d\d)", term.value) if term.name == "season" else []
            if any(not _is_day(int(month), int(day)) for month, day in days):
                yield place.found(
                    "terms",
                    f"the season {term.value} names a day that no calendar has",
                    "MM-DD/MM-DD, such as 04-01/10-31",
                    _CHECK_SOURCE,
                )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


@check("alternative_unknown")
def alternative_unknown(desk: Desk) -> Iterator[Found]:
    """Each alternative of any_of is a term with a value, or the holder's sex."""
    for place in _grants(desk):
        for term in place.grant.terms:
            parts = term.value.split("|") if term.name == "any_of" else []
            for part in parts:
                name, _, value = part.partition(":")
                if not _is_alternative(name, value):
                    yield place.found(
                        "terms",
                        f"any_of has the alternative '{part[:40]}'",
                        "a term of the vocabulary with its value, such as age_min:65",
                        "docs/format.md lists the terms",
                    )


def _is_alternative(name: str, value: str) -> bool:
    if name == "sex":
        return value in ("female", "male")
    try:
        make_term(name, value)
    except ComityError:
        return False
    return True


@check("term_twice")
def term_twice(desk: Desk) -> Iterator[Found]:
    """Each term once for each class it is limited to."""
    for place in _grants(desk):
        names = [(term.name, term.only) for term in place.grant.terms]
        for name, _only in sorted({item for item in names if names.count(item) > 1}):
            yield place.found(
                "terms", f"the term {name} stands twice", "each term once", "keep one, or join them"
            )


@check("terms_contradict")
def terms_contradict(desk: Desk) -> Iterator[Found]:
    """Two terms that cannot both hold."""
    for place in _grants(desk):
        names = {term.name for term in place.grant.terms if not term.only}
        for first, second in _OPPOSED:
            if first in names and second in names:
                yield place.found(
                    "terms",
                    f"{first} and {second} cannot both hold",
                    "one of the two",
                    _CHECK_SOURCE,
                )


@check("ages_contradict")
def ages_contradict(desk: Desk) -> Iterator[Found]:
    """The least age is not above the greatest."""
    for place in _grants(desk):
        ages = {term.name: term.value for term in place.grant.terms if not term.only}
        low, high = int(ages.get("age_min", 0)), int(ages.get("age_max", 999))
        if low > high:
            yield place.found(
                "terms",
                f"nobody is at least {low} and at most {high} years old",
                "age_min not above age_max",
                "write two grants, or any_of, where one of the two is enough",
            )


@check("excluding_outsider")
def excluding_outsider(desk: Desk) -> Iterator[Found]:
    """Only what a group or ``*`` covers can be taken out of it."""
    for place in _grants(desk):
        for field, side in (("excluding", "issuer"), ("excluding_destinations", "destination")):
            covered = getattr(place.grant, side)
            if getattr(place.grant, field) and covered != ANY:
                group = desk.records.groups.get(covered)
                members = {member.state for member in group.members} if group else set()
                outside = set(getattr(place.grant, field)) - members
                if outside:
                    yield place.found(
                        field,
                        f"{', '.join(sorted(outside))} is no part of the {side} {covered}",
                        f"members of a group that is the {side}",
                        "correct the codes or the group",
                    )
