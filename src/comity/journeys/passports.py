"""Passports as a line of a delegation gives them: typed, or as machine-readable lines."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from comity.decide.question import Passport
from comity.journeys.errors import TripError, shown
from comity.journeys.itinerary import day
from comity.journeys.model import Held
from comity.law.passports import PassportClass
from comity.law.states import StateKind
from comity.mrz import PassportCandidate, States, by_document_code, read, to_passports
from comity.names import all_states, find

MOST_PASSPORTS = 8
_TYPED = re.compile(r"(?P<issuer>[^:]+):\s*(?P<name>[^\s:]+)(?:\s+(?P<expires>.+))?")
_LINE_LENGTHS = {88: 44, 72: 36, 90: 30}
_CLASSES = frozenset(item.value for item in PassportClass)
_ISSUE_NONE = frozenset({StateKind.PERSON_STATUS, StateKind.GROUP})


class PassportError(TripError):
    """A passport that cannot be understood."""


def parse_passports(text: str, today: date, printed: str = "", **more: Any) -> tuple[Held, ...]:
    """The passports of a cell, separated by ``;``.

    Each is typed as ``ISSUER:CLASS`` with its expiry after a blank where it is known
    (``TGO:diplomatic 2030-05-01``), or is the machine-readable lines, parted by a line break, a
    blank or ``|``.

    Args:
        text: the cell.
        today: the day by which two-digit years in machine-readable lines are read.
        printed: the class printed on a passport whose lines leave it open, or "".
        more: fields of `Passport` that hold for all of them.

    Raises:
        PassportError: no passport, too many, or one that cannot be understood.
        MrzError: machine-readable lines that cannot be read or trusted.
        UsageError: no such issuer or class.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise PassportError(
            "no passport is given",
            expected="ISSUER:CLASS, such as TGO:diplomatic",
            mend="add the passport, several separated by ;",
        )
    if len(parts) > MOST_PASSPORTS:
        raise PassportError(
            f"{len(parts)} passports are too many", expected=f"at most {MOST_PASSPORTS}"
        )
    return tuple(
        _read(part, today, printed, more) if "<" in part else _typed(part, more) for part in parts
    )


def _typed(text: str, more: dict[str, Any]) -> Held:
    from comity.api import one_of

    match = _TYPED.fullmatch(" ".join(text.split()))
    if match is None:
        raise PassportError(
            f"'{shown(text)}' is no passport",
            expected="ISSUER:CLASS EXPIRY, such as TGO:diplomatic 2030-05-01",
            mend="the classes are listed by: comity states --classes",
        )
    issuer = find(match["issuer"].strip())
    if issuer.kind in _ISSUE_NONE:
        raise PassportError(
            f"{issuer.code} issues no passports", expected="a state or an organisation"
        )
    kind = one_of(PassportClass, match["name"].lower(), "passport class")
    made = Passport(issuer.code, kind, **more)
    if match["expires"]:
        made = replace(made, expires=day(match["expires"], "expiry"))
    return Held((made,), issuer.code, kind.value)


# -- machine-readable lines ---------------------------------------------------------------


def _read(text: str, today: date, printed: str, more: dict[str, Any]) -> Held:
    lines = [line for line in re.split(r"[\s|]+", text) if line]
    if len(lines) == 1 and len(lines[0]) in _LINE_LENGTHS:
        length = _LINE_LENGTHS[len(lines[0])]
        lines = [lines[0][at : at + length] for at in range(0, len(lines[0]), length)]
    found = to_passports(read(lines, today=today, states=_states()))
    named = _printed(found, printed) if printed else found
    return Held(
        tuple(_passport(item, more) for item in named if _known(item)),
        found[0].issuer,
        " / ".join(item.passport_class for item in named),
    )


@cache
def _states() -> States:
    return by_document_code(all_states())


def _known(item: PassportCandidate) -> bool:
    """Whether acts speak of the class; none is taken to mean an emergency passport."""
    return item.passport_class in _CLASSES and not item.emergency


def _printed(found: tuple[PassportCandidate, ...], printed: str) -> tuple[PassportCandidate, ...]:
    """The reading that agrees with the class printed on the passport."""
    from comity.api import one_of

    kind = one_of(PassportClass, printed.lower(), "passport class")
    same = tuple(item for item in found if item.passport_class == kind)
    if same:
        return same
    if all(_known(item) for item in found):
        raise PassportError(
            f"the lines are not those of a passport of the class {kind}",
            expected=" or ".join(item.passport_class for item in found),
            mend="look at the passport again",
        )
    return (_as(found[0], kind),)


def _as(item: PassportCandidate, kind: PassportClass) -> PassportCandidate:
    return replace(item, passport_class=kind.value, emergency=False)


def _passport(item: PassportCandidate, more: dict[str, Any]) -> Passport:
    own = {"nationality": item.nationality, "expires": item.expires}
    values = {**own, **{key: value for key, value in more.items() if value is not None}}
    return Passport(item.issuer, PassportClass(item.passport_class), **values)
