"""Instruments: their names, parties, clauses, and doubles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec import UNSET

from comity.law.acts import ActKind
from comity.law.instruments import Anchor, ForceRule, Instrument, InstrumentKind
from comity.law.passports import PassportClass
from comity.records.checks.registry import Desk, Found, check

_ID = re.compile(r"[A-Z][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SUBJECT = re.compile(r"[a-z][a-z0-9_]*")


@check("bad_identifier")
def bad_identifier(desk: Desk) -> Iterator[Found]:
    """An identifier names its parties and is a file's name everywhere."""
    for name in desk.records.instruments:
        if not _ID.fullmatch(name):
            yield Found(
                f"instrument:{name}",
                ("id",),
                f"'{name[:60]}' is no identifier of an instrument",
                "codes of the parties and a year, such as KAZ-TGO-2025",
                "rename the record and its file",
            )


@check("no_title")
def no_title(desk: Desk) -> Iterator[Found]:
    """A title in English at least, so that every reader has one."""
    for name, instrument in desk.records.instruments.items():
        if not instrument.title.get("en"):
            yield Found(
                f"instrument:{name}",
                ("title",),
                "the instrument has no title in English",
                "en: a short neutral name, in your own words",
                "add it",
            )


@check("bad_language")
def bad_language(desk: Desk) -> Iterator[Found]:
    """Languages by their codes (BCP 47), and the prevailing one among them."""
    for name, instrument in desk.records.instruments.items():
        languages = [*instrument.languages, *instrument.title]
        wrong = [item for item in languages if not _LANGUAGE.fullmatch(item)]
        prevailing = instrument.prevailing
        if prevailing and instrument.languages and prevailing not in instrument.languages:
            wrong.append(prevailing)
        for item in wrong:
            yield Found(
                f"instrument:{name}",
                ("prevailing",) if item == prevailing else ("languages",),
                f"'{item[:40]}' is no language of the instrument",
                "codes such as en, fr, kk; the prevailing one among them",
                "correct the code",
            )


@check("bad_subject")
def bad_subject(desk: Desk) -> Iterator[Found]:
    """A subject is one word of small letters."""
    for name, instrument in desk.records.instruments.items():
        if not _SUBJECT.fullmatch(instrument.subject):
            yield Found(
                f"instrument:{name}",
                ("subject",),
                f"'{instrument.subject[:40]}' is no subject",
                "a word such as visa_exemption, extradition or double_taxation",
                "write it in small letters with _ for spaces",
            )


@check("party_count")
def party_count(desk: Desk) -> Iterator[Found]:
    """A bilateral instrument has two parties, a unilateral one has one."""
    wanted = {InstrumentKind.BILATERAL: 2, InstrumentKind.UNILATERAL: 1}
    for name, instrument in desk.records.instruments.items():
        number = wanted.get(instrument.kind)
        parties = instrument.parties
        if len(set(parties)) < len(parties) or number not in (None, len(parties)):
            yield Found(
                f"instrument:{name}",
                ("parties",),
                f"a {instrument.kind.value} instrument names {len(set(parties))} "
                f"{'party' if len(set(parties)) == 1 else 'parties'}",
                f"{number or 'different'} " + ("party" if number == 1 else "parties"),
                "correct the parties or the kind",
            )


@check("force_rule")
def force_rule(desk: Desk) -> Iterator[Found]:
    """The clause of entry into force says one thing (clause C26)."""
    for name, instrument in desk.records.instruments.items():
        rule = instrument.entry_into_force
        fault = _fault(rule) if rule else None
        if fault:
            yield Found(
                f"instrument:{name}", ("entry_into_force", fault[0]), *fault[1:], _SEE_FORMAT
            )


_SEE_FORMAT = "docs/format.md shows the forms of the clause"
_STARTS = (
    Anchor.SIGNATURE,
    Anchor.LAST_NOTIFICATION,
    Anchor.LAST_RECEIPT,
    Anchor.FIXED,
    Anchor.DEPOSIT,
)


def _fault(rule: ForceRule) -> tuple[str, str, str] | None:
    if rule.anchor not in _STARTS:
        expected = "one of " + ", ".join(_STARTS)
        return "anchor", f"nothing enters into force from its {rule.anchor.value}", expected
    if rule.anchor is Anchor.FIXED and rule.date is UNSET:
        return "anchor", "the anchor is fixed, but there is no date", "date: the fixed date"
    if rule.anchor is not Anchor.FIXED and rule.date is not UNSET:
        return "date", f"a date stands beside the anchor {rule.anchor.value}", "anchor: fixed"
    if rule.first_of_month is not UNSET and rule.n:
        return "first_of_month", "both n and first_of_month are given", "one of the two"
    if rule.n < 0 or (rule.first_of_month is not UNSET and rule.first_of_month < 0):
        return "n", "entry into force cannot come before its anchor", "0 or more"
    return None


@check("likely_duplicate")
def likely_duplicate(desk: Desk) -> Iterator[Found]:
    """Two files for one instrument: same parties, same signature, same classes."""
    seen: dict[tuple[object, ...], list[Instrument]] = defaultdict(list)
    for name, instrument in desk.records.instruments.items():
        for day in sorted(_signed(instrument)):
            key = (frozenset(instrument.parties), instrument.subject, day)
            for other in seen[key]:
                if other is not instrument and _share_classes(other, instrument):
                    yield Found(
                        f"instrument:{name}",
                        ("id",),
                        f"{other.id} has the same parties, the signature of {day} "
                        "and classes in common",
                        "one file for one instrument",
                        "join the two files",
                    )
            seen[key].append(instrument)


def _signed(instrument: Instrument) -> set[str]:
    """The exact days of signature; two acts of one year are not one act."""
    dates = [act.date for act in instrument.acts if act.kind is ActKind.SIGNATURE]
    dates += [grant.signed for grant in instrument.grants]
    return {day.text for day in dates if day is not UNSET and day.precision == "day"}


def _share_classes(first: Instrument, second: Instrument) -> bool:
    one, other = _classes(first), _classes(second)
    return not one or not other or bool(one & other)


def _classes(instrument: Instrument) -> set[PassportClass]:
    return {item for grant in instrument.grants for item in grant.classes or ()}


@check("force_without_source")
def force_without_source(desk: Desk) -> Iterator[Found]:
    """That something is or was in force is some source's word."""
    for name, instrument in desk.records.instruments.items():
        for index, seen in enumerate(instrument.seen):
            if not seen.sources:
                yield Found(
                    f"instrument:{name}",
                    ("seen", index, "sources"),
                    f"nobody is named who saw it {seen.status.value.replace('_', ' ')}",
                    "the identifier of at least one source",
                    "name the source, or take the word out",
                )
