"""One instrument shown whole: its acts, grants, clauses, statements and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from comity.dossier.dossier import in_time, instrument_words
from comity.dossier.events import Event, events_of
from comity.dossier.grants import ShownGrant, shown
from comity.law.dates import PartialDate
from comity.law.errors import UsageError
from comity.law.instruments import Instrument
from comity.law.passports import PassportClass
from comity.register.statements import Key, Statement
from comity.register.store import reaches
from comity.register.strands import SourceRef, Strand, cite
from comity.register.view import View, sources_of

_FINAL = ("entry_into_force", "duration", "termination", "suspension", "specimens")


class ShownClause(Struct, frozen=True):
    """A clause of the text: its kind, where it stands, and its parameters by name."""

    kind: str
    article: str | None
    parameters: dict[str, Any]


class Said(Struct, frozen=True, kw_only=True):
    """What one source says of one grant, as it stands in the register.

    Attributes:
        status: as of the source's date; None where it does not say.
        place: the file, and the line of a table, in which it stands.
    """

    issuer: str
    destination: str
    classes: tuple[PassportClass, ...] | None
    stay: str | None
    terms: tuple[str, ...]
    signed: str | None
    in_force: str | None
    ended: str | None
    status: str | None
    place: str
    note: str
    source: SourceRef


class ShownInstrument(Struct, frozen=True, kw_only=True):
    """One instrument.

    Attributes:
        recorded: whether it has a record of its own; otherwise only lists speak of it.
        title: by language.
        force: what the rule of entry into force still waits for, once for each party.
        acts: its life as the sources tell it.
        grants: what it gives, as it stands on the day.
        clauses: the clauses that decide no case by themselves.
        amends, replaces, replaced_by: other instruments.
        statements: everything the register was told of its grants.
    """

    instrument: str
    on: date
    as_of: str
    recorded: bool
    title: dict[str, str]
    subject: str
    kind: str
    form: str | None
    parties: tuple[str, ...]
    acts: tuple[Event, ...]
    grants: tuple[ShownGrant, ...]
    clauses: tuple[ShownClause, ...]
    amends: str | None
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    languages: tuple[str, ...]
    prevailing: str | None
    note: str
    statements: tuple[Said, ...]


class UnknownInstrument(UsageError):
    """No record and no list has the identifier."""


def show_instrument(name: str, on: date, view: View) -> ShownInstrument:
    """Everything the view knows of one instrument.

    Raises:
        UnknownInstrument: nothing known carries this identifier; names the nearest.
    """
    record = view.store.instrument(name)
    if record is not None and not _known(record, view):
        record = None
    strands = _strands(name, record, view)
    if record is None and not strands:
        raise _unknown(name, view)
    rows = list(dict.fromkeys(item for strand in strands for item in strand.evidence))
    acts = sorted(events_of(instrument_words(name, strands, view)), key=in_time)
    text = record
    return ShownInstrument(
        instrument=name,
        on=on,
        as_of=view.known_on.isoformat() if view.known_on else view.store.version,
        recorded=record is not None,
        title=record.title if record else {"en": strands[0].title},
        subject=record.subject if record else "visa_exemption",
        kind=(record.kind if record else strands[0].kind).value,
        form=_said(text.form) if text else None,
        parties=record.parties if record else tuple(_ends(strands)),
        acts=tuple(acts),
        grants=shown(strands, on, view),
        clauses=tuple(_clauses(record)) if record else (),
        amends=_said(record.amends) if record else None,
        replaces=tuple(item.instrument for item in record.supersedes) if record else (),
        replaced_by=tuple(
            later
            for later, how in view.store.superseding(name)
            if how.mode.value != "preserves" and view.force_of(later)
        ),
        languages=record.languages if record else (),
        prevailing=_said(record.prevailing) if record else None,
        note=record.note if record else "",
        statements=tuple(_said_of(row, view) for row in rows),
    )


def _known(record: Instrument, view: View) -> bool:
    """Whether any source of the record was known on the knowledge date."""
    return bool(view.known(sources_of(record)))


def _ends(strands: Iterable[Strand]) -> list[str]:
    return sorted({state for strand in strands for state in (strand.issuer, strand.destination)})


# -- finding its strands ------------------------------------------------------------------


def _strands(name: str, record: Instrument | None, view: View) -> list[Strand]:
    """Its strands; the identifier tells where to look, and only if it does not, all is read."""
    near = dict.fromkeys([*_keys_of(record), *_keys_in(name)])
    found = [strand for key in near for strand in view.strands(key) if strand.instrument == name]
    if found or record is not None:
        return found
    return [
        strand
        for key in view.store.all_keys()
        if any(row.instrument == name for row in view.store.statements(key))
        for strand in view.strands(key)
        if strand.instrument == name
    ]


def _keys_of(record: Instrument | None) -> Iterator[Key]:
    if record is None:
        return
    for grant in record.grants:
        yield from reaches(grant)
    if len(record.parties) <= 12:
        yield from permutations(record.parties, 2)


def _keys_in(name: str) -> Iterator[Key]:
    codes = [part for part in name.split("-") if 2 <= len(part) <= 9 and part.isupper()]
    yield from permutations(codes[:6], 2)


def _unknown(name: str, view: View) -> UnknownInstrument:
    from difflib import get_close_matches

    names = set(view.store.instruments())
    for key in view.store.all_keys():
        names.update(row.instrument for row in view.store.statements(key))
    near = _with_the_same_states(name, names) or get_close_matches(name, names, n=5, cutoff=0.5)
    return UnknownInstrument(
        f"there is no instrument '{name[:60]}'",
        where="INSTRUMENT",
        expected="an identifier of the register, such as those that comity partners shows",
        mend="did you mean " + ", ".join(near) + "?" if near else "see comity partners STATE",
    )


def _with_the_same_states(name: str, names: Iterable[str]) -> list[str]:
    asked = {part for part in name.upper().split("-") if len(part) == 3 and part.isalpha()}
    if len(asked) < 2:
        return []
    return sorted(item for item in names if asked <= set(item.split("-")))[:5]


# -- clauses and statements ---------------------------------------------------------------


def _clauses(record: Instrument) -> Iterator[ShownClause]:
    for kind in _FINAL:
        value = getattr(record, kind)
        if value is UNSET:
            continue
        parameters = {} if value is None else msgspec.to_builtins(value, enc_hook=_encode)
        article = parameters.pop("article", None)
        if value is None:
            parameters = {"none": True}
        yield ShownClause(kind, article, parameters)
    for clause in record.clauses:
        yield ShownClause(clause.kind, _said(clause.article), dict(clause.parameters))


def _encode(value: object) -> str:
    return str(value)


def _said_of(row: Statement, view: View) -> Said:
    grant = row.grant
    stay = grant.stay
    return Said(
        issuer=grant.issuer,
        destination=grant.destination,
        classes=None if grant.classes is UNSET else grant.classes,
        stay=None if stay is UNSET or stay is None else str(stay),
        terms=tuple(map(str, grant.terms)),
        signed=_when(grant.signed),
        in_force=_when(grant.in_force),
        ended=_when(grant.ended),
        status=None if grant.status is UNSET else grant.status.value,
        place=row.place,
        note=grant.note,
        source=cite(view.store.source(row.source)),
    )


def _said(value: str | UnsetType) -> str | None:
    return None if value is UNSET else value


def _when(value: PartialDate | UnsetType) -> str | None:
    return None if value is UNSET else value.text
