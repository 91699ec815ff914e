"""Acts: does their order in time make sense, and may the one who acted have acted?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from comity.law.acts import Act, ActKind, Scope
from comity.law.dates import PartialDate
from comity.law.instruments import Instrument
from comity.records.checks.registry import Desk, Found, check, surely_before
from comity.records.model import Relations

_OPENS = (ActKind.ENTRY_INTO_FORCE, ActKind.PROVISIONAL_APPLICATION)
_ONE_SIDED = (ActKind.NOTIFICATION, ActKind.DENUNCIATION, ActKind.RATIFICATION)
_AFTERLIFE = (
    ActKind.TERMINATION,
    ActKind.PUBLICATION,
    ActKind.REGISTRATION,
    ActKind.STATEMENT,
    ActKind.CORRECTION,
    ActKind.SUCCESSION,
    ActKind.VISIT,
)
"""Acts that can follow the end of an instrument."""

_CHECK_SOURCE = "check the dates against the source"


@check("before_relations")
def before_relations(desk: Desk) -> Iterator[Found]:
    """Two states sign nothing and post nobody before they have relations (VCDR 2)."""
    since = {
        states: min(dates, key=lambda day: day.first)
        for states, relations in desk.records.relations.items()
        if (dates := _established(relations))
    }
    for key, path, act in desk.acts():
        states = _pair(desk, key)
        begun = since.get(states, UNSET) if states else UNSET
        if act.kind in _NEEDS_RELATIONS and surely_before(act.date, begun):
            yield Found(
                key,
                (*path, "date"),
                f"the {_said(act)} of {act.date} is older than the two states' relations",
                f"a date from {begun} on, when relations were established",
                "correct the date, or the date of relations_established",
            )


def _established(relations: Relations) -> list[PartialDate]:
    acts = [act for act in relations.acts if act.kind is ActKind.RELATIONS_ESTABLISHED]
    return [act.date for act in acts if act.date is not UNSET]


_NEEDS_RELATIONS = (
    ActKind.SIGNATURE,
    ActKind.NOTIFICATION,
    ActKind.ACCREDITATION,
    ActKind.ENTRY_INTO_FORCE,
    ActKind.PROVISIONAL_APPLICATION,
    ActKind.DENUNCIATION,
    ActKind.SUSPENSION,
)


def _pair(desk: Desk, key: str) -> tuple[str, str] | None:
    """The two states whose record this is; none where a predecessor concluded it."""
    kind, _, name = key.partition(":")
    if kind == "pair":
        first, _, second = name.partition("-")
        return first, second
    instrument = desk.records.instruments[name]
    if instrument.concluded_by or len(instrument.parties) != 2:
        return None
    first, second = sorted(instrument.parties)
    return first, second


@check("force_before_signature")
def force_before_signature(desk: Desk) -> Iterator[Found]:
    """Nothing enters into force before it is signed (VCLT 24; lifecycle invariant 5)."""
    for name, instrument in desk.records.instruments.items():
        signed = [act for act in instrument.acts if act.kind is ActKind.SIGNATURE]
        for index, act in enumerate(instrument.acts):
            for signature in signed:
                if act.kind in _OPENS and surely_before(act.date, signature.date):
                    yield Found(
                        f"instrument:{name}",
                        ("acts", index, "date"),
                        f"the {_said(act)} of {act.date} is older than the signature",
                        f"a date from {signature.date} on",
                        _CHECK_SOURCE,
                    )


@check("after_termination")
def after_termination(desk: Desk) -> Iterator[Found]:
    """An ended instrument has no further life (VCLT 70)."""
    for name, instrument in desk.records.instruments.items():
        end = _end(instrument)
        for index, act in enumerate(instrument.acts):
            if act.kind not in _AFTERLIFE and surely_before(end, act.date):
                yield Found(
                    f"instrument:{name}",
                    ("acts", index, "date"),
                    f"the {_said(act)} of {act.date} comes after the termination",
                    f"a date until {end}, when the whole instrument ended",
                    _CHECK_SOURCE,
                )


def _end(instrument: Instrument) -> PartialDate | UnsetType:
    whole = [
        act.effect or act.date
        for act in instrument.acts
        if act.kind is ActKind.TERMINATION and act.scope == Scope()
    ]
    return whole[0] if len(whole) == 1 else UNSET


@check("effect_before_act")
def effect_before_act(desk: Desk) -> Iterator[Found]:
    """An act has effect from its own date or later."""
    for key, path, act in desk.acts():
        if act.kind is not ActKind.CORRECTION and surely_before(act.effect, act.date):
            yield Found(
                key,
                (*path, "effect"),
                f"the {_said(act)} of {act.date} has effect from {act.effect}",
                "effect from the date of the act on",
                _CHECK_SOURCE,
            )


@check("until_before_since")
def until_before_since(desk: Desk) -> Iterator[Found]:
    """A suspension, or another act for a time, ends after it began."""
    for key, path, act in desk.acts():
        since = act.effect or act.date
        if surely_before(act.until, since):
            yield Found(
                key,
                (*path, "until"),
                f"the {_said(act)} ends on {act.until}, before it begins on {since}",
                "an end after the beginning",
                _CHECK_SOURCE,
            )


@check("received_before_sent")
def received_before_sent(desk: Desk) -> Iterator[Found]:
    """A note is received after it is written (VCLT 78)."""
    for key, path, act in desk.acts():
        if surely_before(act.received, act.date):
            yield Found(
                key,
                (*path, "received"),
                f"the {_said(act)} of {act.date} was received on {act.received}, before that",
                "a day of receipt on or after its date",
                _CHECK_SOURCE,
            )


@check("act_by_stranger")
def act_by_stranger(desk: Desk) -> Iterator[Found]:
    """Only a party notifies, ratifies or denounces (VCLT 16, 67)."""
    for name, instrument in desk.records.instruments.items():
        parties = {*instrument.parties, *instrument.concluded_by}
        for index, act in enumerate(instrument.acts):
            if act.kind in _ONE_SIDED and act.by and act.by not in _with_members(desk, parties):
                yield Found(
                    f"instrument:{name}",
                    ("acts", index, "by"),
                    f"{act.by} is no party, but the {_said(act)} is said to be its own",
                    "one of " + ", ".join(sorted(parties)),
                    "correct 'by', or name the party under 'parties'",
                )


def _with_members(desk: Desk, parties: set[str]) -> set[str]:
    groups = [desk.records.groups[code] for code in parties if code in desk.records.groups]
    return parties | {member.state for group in groups for member in group.members}


@check("act_by_nobody")
def act_by_nobody(desk: Desk) -> Iterator[Found]:
    """A notification is one party's: whose?"""
    for name, instrument in desk.records.instruments.items():
        for index, act in enumerate(instrument.acts):
            if act.kind is ActKind.NOTIFICATION and not act.by:
                yield Found(
                    f"instrument:{name}",
                    ("acts", index),
                    "the notification does not say whose it is",
                    "by: the code of a party",
                    "add 'by', or tell it as a statement where the source does not say whose it is",
                )


@check("act_without_source")
def act_without_source(desk: Desk) -> Iterator[Found]:
    """Every act is somebody's statement."""
    for key, path, act in desk.acts():
        if not act.sources:
            yield Found(
                key,
                (*path, "sources"),
                f"the {_said(act)} has no source",
                "the identifier of at least one source",
                "name the source, or take the act out",
            )


@check("act_after_its_sources", note=True)
def act_after_its_sources(desk: Desk) -> Iterator[Found]:
    """What has happened is told afterwards; only force and end are announced ahead.

    A note, since a database of laws bears the date of the law and tells of later acts too.
    """
    for key, path, act in desk.acts():
        cited = [desk.records.sources[name] for name in act.sources if name in desk.records.sources]
        known = max((source.known_from for source in cited), default=0)
        if known and act.kind in _TOLD_AFTERWARDS and act.date and act.date.first > known:
            yield Found(
                key,
                (*path, "date"),
                f"the {_said(act)} of {act.date} is later than all the sources that tell of it",
                "a date until the newest of its sources",
                "correct the date of the act or of the source",
            )


_TOLD_AFTERWARDS = (
    ActKind.SIGNATURE,
    ActKind.NOTIFICATION,
    ActKind.RATIFICATION,
    ActKind.APPROVAL,
    ActKind.DENUNCIATION,
    ActKind.RELATIONS_ESTABLISHED,
)


@check("scope_contradicts")
def scope_contradicts(desk: Desk) -> Iterator[Found]:
    """An act touches some classes or all but some, not both."""
    for key, path, act in desk.acts():
        if act.scope.classes and act.scope.except_classes:
            yield Found(
                key,
                (*path, "scope"),
                f"the {_said(act)} names both classes and except_classes",
                "one of the two",
                "keep the one that the source states",
            )


@check("sectors_not_sorted")
def sectors_not_sorted(desk: Desk) -> Iterator[Found]:
    """Sectors stand in the order of the alphabet, each once, so that records compare."""
    for key, path, act in desk.acts():
        if list(act.sectors) != sorted(set(act.sectors)):
            yield Found(
                key,
                (*path, "sectors"),
                "the sectors are not in alphabetical order, each once",
                ", ".join(sorted(set(act.sectors))),
                "write them in that order",
            )


@check("outside_pair")
def outside_pair(desk: Desk) -> Iterator[Found]:
    """What stands in two states' file is theirs."""
    for (first, second), relations in desk.records.relations.items():
        for index, act in enumerate(relations.acts):
            strangers = {act.by or first, *act.states} - {first, second}
            if strangers and not {first, second} <= set(act.states):
                yield Found(
                    f"pair:{first}-{second}",
                    ("acts", index),
                    f"the {_said(act)} names {', '.join(sorted(strangers))}",
                    f"an act of {first} and {second}",
                    "move the act to the file of its own two states, or name both here",
                )


def _said(act: Act) -> str:
    return act.kind.value.replace("_", " ")
