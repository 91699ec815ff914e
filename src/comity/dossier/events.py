"""Acts told by several sources, joined; what each says otherwise is kept and shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import UNSET, Struct

from comity.law.acts import Act, ActKind, Scope
from comity.law.dates import PartialDate
from comity.law.sources import RANK, SourceKind
from comity.register.strands import Dissent, SourceRef, cite
from comity.register.view import View

LISTED = "listed"
"""The kind of an event that is no act: a list speaks of the instrument for a day."""

_ONCE = frozenset({ActKind.RELATIONS_ESTABLISHED, ActKind.SIGNATURE, ActKind.ENTRY_INTO_FORCE})
"""Acts that happen once to a pair of states or to an instrument."""

_WORDS = frozenset({ActKind.STATEMENT, ActKind.NEGOTIATION})
"""Acts of which there may be several on one day, told apart by their subject."""


class Told(Struct, frozen=True, kw_only=True):
    """One source's word on an act: only what it says itself."""

    date: str | None = None
    received: str | None = None
    effect: str | None = None
    until: str | None = None
    place: str | None = None
    occasion: str | None = None
    subject: str | None = None
    persons: tuple[str, ...] = ()
    source: SourceRef


class Event(Struct, frozen=True, kw_only=True):
    """One dated event between two states or in the life of an instrument.

    Attributes:
        kind: an act's kind, or ``listed``.
        date: as precise as known, on the word of the best source; None where nobody says.
        by: the party that acted; None for a joint act.
        instrument: the instrument it belongs to, or None.
        status: what a list says the instrument is; "" for acts.
        scope: the part of the instrument that the act touches; empty for the whole.
        told: the sources, each with its own words, the best first.
        dissent: what some of them say otherwise.
    """

    kind: str
    date: str | None
    by: str | None
    instrument: str | None
    status: str = ""
    subject: str | None = None
    place: str | None = None
    occasion: str | None = None
    persons: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    received: str | None = None
    effect: str | None = None
    until: str | None = None
    scope: Scope = Scope()
    told: tuple[Told, ...]
    dissent: tuple[Dissent, ...] = ()


class Word(Struct, frozen=True):
    """An act as one record tells it, with the known sources it names."""

    act: Act
    instrument: str | None
    sources: tuple[SourceRef, ...]


def words(acts: Iterable[Act], instrument: str | None, view: View) -> list[Word]:
    """The acts that a known source tells."""
    found = []
    for act in acts:
        sources = tuple(map(cite, view.known(act.sources)))
        if sources:
            named = act.instrument if act.instrument is not UNSET else instrument
            found.append(Word(act, named, sources))
    return found


def events_of(told: Iterable[Word]) -> list[Event]:
    """The words joined into events: those that can mean one act make one event."""
    groups: list[list[Word]] = []
    for word in sorted(told, key=_best_first):
        for group in groups:
            if all(_same(word, other) for other in group):
                group.append(word)
                break
        else:
            groups.append([word])
    return [_event(group) for group in groups]


def _best_first(word: Word) -> tuple[int, int, str]:
    """The better source first; of equal ones the more precise date, then the earlier."""
    when = _date(word.act.date)
    return min(_rank(item) for item in word.sources), -len(when or ""), when or "9999"


def _rank(source: SourceRef) -> int:
    return RANK[SourceKind(source.kind)]


def _same(one: Word, other: Word) -> bool:
    """Whether two words can mean one act: kind, party, instrument, and nothing apart."""
    a, b = one.act, other.act
    if a.kind is not b.kind or one.instrument != other.instrument:
        return False
    if a.by is not UNSET and b.by is not UNSET and a.by != b.by:
        return False
    if a.scope != b.scope:
        return False
    once = a.kind is ActKind.RELATIONS_ESTABLISHED or (a.kind in _ONCE and one.instrument)
    if once:
        return True
    if a.kind in _WORDS and a.subject != b.subject:
        return False
    return _dates_meet(a, b) and _places_meet(a, b) and _persons_meet(a, b)


def _dates_meet(a: Act, b: Act) -> bool:
    if isinstance(a.date, PartialDate) and isinstance(b.date, PartialDate):
        return a.date.could_equal(b.date)
    return a.date is b.date and a.subject == b.subject  # neither says when


def _places_meet(a: Act, b: Act) -> bool:
    return a.place is UNSET or b.place is UNSET or a.place == b.place


def _persons_meet(a: Act, b: Act) -> bool:
    first, second = {item.name for item in a.persons}, {item.name for item in b.persons}
    return not first or not second or bool(first & second)


def _event(group: Sequence[Word]) -> Event:
    said = _once_each(told for word in group for told in _told(word))
    act = group[0].act
    sectors = dict.fromkeys(item for word in group for item in word.act.sectors)
    persons = dict.fromkeys(name for told in said for name in told.persons)
    return Event(
        kind=act.kind.value,
        date=_chosen_date(said),
        by=_first(_text(word.act.by) for word in group),
        instrument=group[0].instrument,
        subject=_first(told.subject for told in said),
        place=_first(told.place for told in said),
        occasion=_first(told.occasion for told in said),
        persons=tuple(persons),
        sectors=tuple(sectors),
        received=_first(told.received for told in said),
        effect=_first(told.effect for told in said),
        until=_first(told.until for told in said),
        scope=act.scope,
        told=tuple(said),
        dissent=tuple(_dissent(said, act.kind)),
    )


def _once_each(said: Iterable[Told]) -> list[Told]:
    """Each source's word once: a row that repeats the date of its own act adds nothing."""
    found: dict[tuple[str, str | None], Told] = {}
    for told in said:
        found.setdefault((told.source.id, told.date), told)
    return list(found.values())


def _told(word: Word) -> list[Told]:
    act = word.act
    return [
        Told(
            date=_date(act.date),
            received=_date(act.received),
            effect=_date(act.effect),
            until=_date(act.until),
            place=_text(act.place),
            occasion=_text(act.occasion),
            subject=_text(act.subject),
            persons=tuple(item.name for item in act.persons),
            source=source,
        )
        for source in word.sources
    ]


def _chosen_date(said: Sequence[Told]) -> str | None:
    """The best source's date; of dates that can be one day, the most precise."""
    best = _first(told.date for told in said)
    if best is None:
        return None
    for told in said:
        if told.date and len(told.date) > len(best) and _could_equal(told.date, best):
            best = told.date
    return best


def _dissent(said: Sequence[Told], kind: ActKind) -> list[Dissent]:
    date = _chosen_date(said)
    found = [
        Dissent("date", told.date, date, told.source.id)
        for told in said
        if told.date and date and not _could_equal(told.date, date)
    ]
    fields = ["place", "effect", "received"]
    if kind is not ActKind.RELATIONS_ESTABLISHED:  # which has no subject but itself
        fields.append("subject")
    for field in fields:
        chosen = _first(getattr(told, field) for told in said)
        for told in said:
            value = getattr(told, field)
            if value and chosen and value != chosen:
                found.append(Dissent(field, value, chosen, told.source.id))
    return list(dict.fromkeys(found))


def _could_equal(one: str, other: str) -> bool:
    return PartialDate.parse(one).could_equal(PartialDate.parse(other))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _date(value: object) -> str | None:
    return value.text if isinstance(value, PartialDate) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
