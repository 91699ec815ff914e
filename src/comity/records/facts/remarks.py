"""Steps in an act's life that rows tell in their dates, places and remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import UNSET, UnsetType, structs

from comity.law.acts import Act, ActKind, Scope
from comity.law.dates import PartialDate
from comity.law.errors import ComityError
from comity.records.facts.clusters import Entry

_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_CONSENT = {"approved": ActKind.APPROVAL, "ratified": ActKind.RATIFICATION}
_FORMAL = re.compile(r"decree|decision|law|proclamation|resolution|cabinet|council|minister")

_ANNOUNCED = (ActKind.SUSPENSION, ActKind.PROVISIONAL_APPLICATION)
"""Steps that a source may announce before they take place."""

Rule = Callable[[re.Match[str], Entry], Act | None]


def acts_told(
    entries: Sequence[Entry], own: Sequence[Entry], *, signed: bool, in_force: bool
) -> tuple[Act, ...]:
    """The acts of an instrument, each with the sources that tell it, by date.

    Args:
        entries: all rows on the instrument.
        own: those of them that stand in its record, not in a list.
        signed: whether the date of signature can stand as an act of the whole.
        in_force: whether the date of entry into force can.
    """
    told: dict[Act, list[str]] = {}
    places = [entry for entry in entries if entry.fact["signed_place"]]
    for entry in [*own, *places] if signed else places:
        if entry.signed is not UNSET:
            place = entry.fact["signed_place"] or _place_of(places, entry.signed)
            _tell(told, _signature(entry.signed, place), entry)
    for entry in own if in_force else ():
        if entry.in_force is not UNSET:
            act = Act(kind=ActKind.ENTRY_INTO_FORCE, date=entry.in_force, sources=())
            _tell(told, act, entry)
    for entry in entries:
        for step in _steps(entry):
            _tell(told, step, entry)
    return tuple(
        structs.replace(act, sources=tuple(sources))
        for act, sources in sorted(told.items(), key=lambda item: _order(item[0]))
    )


def _tell(told: dict[Act, list[str]], act: Act, entry: Entry) -> None:
    sources = told.setdefault(act, [])
    if entry.source.id not in sources:
        sources.append(entry.source.id)


def _order(act: Act) -> tuple[str, int, str, str]:
    when = act.date.text if act.date is not UNSET else ""
    party = "" if act.by is UNSET else act.by
    scope = "" if act.scope.issuer is UNSET else act.scope.issuer
    return when, list(ActKind).index(act.kind), party + act.note, scope


def _signature(day: PartialDate, place: str) -> Act:
    return Act(kind=ActKind.SIGNATURE, date=day, place=place or UNSET, sources=())


def _place_of(places: Sequence[Entry], signed: PartialDate) -> str:
    """Where it was signed on that date, where all sources that tell it agree."""
    told = {entry.fact["signed_place"] for entry in places if entry.signed == signed}
    return told.pop() if len(told) == 1 else ""


def parts_of(entry: Entry) -> Iterator[str]:
    """The single remarks of a row."""
    yield from filter(None, (part.strip() for part in entry.fact["remarks"].split(";")))


def is_time_boxed(entry: Entry) -> bool:
    """Whether the row's suspension ends on a day it names, and so stands as an act."""
    return any(_PANDEMIC.fullmatch(part) for part in parts_of(entry))


def _steps(entry: Entry) -> Iterator[Act]:
    for part in parts_of(entry):
        for pattern, rule in _RULES:
            found = pattern.fullmatch(part)
            act = rule(found, entry) if found else None
            if act is not None:
                if not _ahead_of_source(act, entry):
                    yield act
                break


def _ahead_of_source(act: Act, entry: Entry) -> bool:
    """A past step cannot be later than the source that tells it: such a remark stays a note."""
    if act.kind in _ANNOUNCED or act.date is UNSET:
        return False
    return act.date.first > entry.source.speaks_from[1]


# -- one rule to each form of remark ------------------------------------------------------


def _consent(found: re.Match[str], entry: Entry) -> Act:
    """``approved=KGZ:2026-03-12``, ``ratified=OMN:decree_20/2016``, ``ratified=DZA``."""
    verb, party, what = found.groups()
    ended = re.search(rf"(?:^|_)({_DATE})$", what or "")
    day = _day(ended[1]) if ended else UNSET
    words = (what or "").replace("_", " ")
    return Act(
        kind=_CONSENT[verb],
        date=day,
        by=party or UNSET,
        sources=(),
        note=words if words and (day is UNSET or _FORMAL.search(words)) else "",
    )


def _consent_in_words(found: re.Match[str], entry: Entry) -> Act | None:
    """``ratified by Armenia 2019-05-21``, ``approved by decision 2008/1 of 2008-01-08``."""
    verb, by, when = found.groups()
    party = _state(by.split(" by ")[0].strip()) if by else ""
    day = _day(when) if when else UNSET
    if not party and day is UNSET:
        return None
    formal = bool(_FORMAL.search(found[0]))
    return Act(
        kind=_CONSENT[verb],
        date=day,
        by=party or UNSET,
        sources=(),
        note=found[0] if formal else "",
    )


def _amended(found: re.Match[str], entry: Entry) -> Act:
    words = (found[2] or "").replace("_", " ")
    return Act(kind=ActKind.AMENDMENT, date=_day(found[1]), sources=(), note=words)


def _suspended(found: re.Match[str], entry: Entry) -> Act:
    """``suspended=2020-03-28/2023-09-14:MMR``: from a day to the day of resumption."""
    return Act(
        kind=ActKind.SUSPENSION,
        date=_day(found[1]),
        until=_day(found[2]),
        by=found[3] or UNSET,
        scope=_scope(entry),
        sources=(),
    )


def _pandemic(found: re.Match[str], entry: Entry) -> Act:
    """``suspended_for_covid19_until=2020-12-31``: that day is the last one."""
    last = date.fromisoformat(found[1])
    return Act(
        kind=ActKind.SUSPENSION,
        date=entry.source.date,
        until=PartialDate.of(last + timedelta(days=1)),
        scope=_scope(entry),
        sources=(),
        note="in the pandemic",
    )


def _suspended_by(found: re.Match[str], entry: Entry) -> Act:
    return Act(
        kind=ActKind.SUSPENSION,
        date=entry.ended,
        by=found[1],
        scope=_scope(entry),
        sources=(),
        note=(found[2] or "").replace("_", " "),
    )


def _denounced(found: re.Match[str], entry: Entry) -> Act:
    day = _day(found[2]) if found[2] else UNSET
    return Act(kind=ActKind.DENUNCIATION, date=day, by=found[1], sources=())


def _agreed(found: re.Match[str], entry: Entry) -> Act:
    return Act(kind=ActKind.NEGOTIATION, date=_day(found[1]), sources=())


def _authorised(found: re.Match[str], entry: Entry) -> Act:
    words = (found[1] or "").replace("_", " ")
    dated = re.fullmatch(_DATE, words)
    return Act(
        kind=ActKind.AUTHORISATION,
        date=_day(words) if dated else UNSET,
        sources=(),
        note="" if dated else words,
    )


def _draft_decree(found: re.Match[str], entry: Entry) -> Act:
    return Act(kind=ActKind.AUTHORISATION, sources=(), note=f"decree {found[1]}")


def _provisional(found: re.Match[str], entry: Entry) -> Act | None:
    """Applied provisionally so many days after signature, or after the notes."""
    signed = entry.signed
    if signed is UNSET or signed.precision != "day":
        return None
    days = {"third day after": 3, "day after": 1}[found[1].replace("_", " ")]
    return Act(
        kind=ActKind.PROVISIONAL_APPLICATION,
        date=PartialDate.of(signed.earliest + timedelta(days=days)),
        sources=(),
        note=f"the {found[1].replace('_', ' ')} {found[2]}",
    )


_PANDEMIC = re.compile(r"suspended_for_covid19_until=(\d{4}-\d{2}-\d{2})")
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"(approved|ratified)=(?:([A-Z]{3})\b:?)?(.+)?"), _consent),
    (
        re.compile(
            r"(approved|ratified) (?:by (.*?)\s*)?(?:\b(?:on|in|of|published)\b.*?)?"
            rf"(?<![/\d])({_DATE})"
        ),
        _consent_in_words,
    ),
    (re.compile(r"(approved|ratified) by ([A-Z]\w+)(?: by .*)?()"), _consent_in_words),
    (re.compile(rf"amended=({_DATE})(?::(.+))?"), _amended),
    (re.compile(rf"suspended=({_DATE})/({_DATE})(?::([A-Z]{{3}}))?"), _suspended),
    (_PANDEMIC, _pandemic),
    (re.compile(r"suspended_by=([A-Z]{3})(?::(.+))?"), _suspended_by),
    (re.compile(rf"denounced=([A-Z]{{3}})(?::({_DATE}))?"), _denounced),
    (re.compile(rf"agreed_in_principle=({_DATE})"), _agreed),
    (re.compile(r"approved_for_signature(?:=(.+))?"), _authorised),
    (re.compile(r"draft_approved_by_decree=(.+)"), _draft_decree),
    (
        re.compile(r"provisional_application=from_((?:third_)?day_after)_(signature|exchange)"),
        _provisional,
    ),
)


def _scope(entry: Entry) -> Scope:
    """The part of the act that the row is about."""
    return Scope(
        issuer=entry.issuer,
        destination=entry.destination,
        classes=() if entry.classes is UNSET else entry.classes,
    )


def _day(text: str) -> PartialDate | UnsetType:
    try:
        return PartialDate.parse(text)
    except ComityError:
        return UNSET


def _state(name: str) -> str:
    """The code of a state; "" for a name that nobody knows (it still stands in the note)."""
    from comity.names import StateNameError, find

    try:
        return find(re.sub(r"^(?:former|FR) ", "", name)).code
    except StateNameError:
        return ""


def predecessors_told(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The codes of the predecessor states that concluded it, where the rows name known ones."""
    found: dict[str, None] = {}
    for entry in entries:
        for told in re.findall(r"concluded_by_predecessor=(\w+)", entry.fact["remarks"]):
            for name in told.split("_with_"):
                code = _state(name.replace("_", " "))
                if code:
                    found[code] = None
    return tuple(found)
