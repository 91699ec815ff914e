"""Everything two states have done with one another, in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET, Struct

from comity.dossier.events import LISTED, Event, Told, Word, events_of, words
from comity.dossier.grants import ShownGrant, shown
from comity.law.acts import Act, ActKind, Scope
from comity.law.dates import PartialDate
from comity.law.instruments import Grant, Instrument, Status
from comity.law.lifecycle import State
from comity.law.sources import SourceKind
from comity.register.statements import Statement
from comity.register.strands import SourceRef, Strand, cite
from comity.register.view import View

_BEST_STATE = (
    State.IN_FORCE,
    State.PROVISIONAL,
    State.UNCERTAIN,
    State.SUSPENDED,
    State.SIGNED,
    State.NEGOTIATED,
    State.ENDED,
    State.NOT_KNOWN,
)

_LISTS = frozenset(
    {
        SourceKind.MINISTRY_LIST,
        SourceKind.EMBASSY_LIST,
        SourceKind.AIRLINE_RULES,
        SourceKind.DATASET,
        SourceKind.WIKI,
    }
)

_SAID = {Status.IN_FORCE, Status.SUSPENDED, Status.TERMINATED, Status.PROVISIONAL}


class Paper(Struct, frozen=True, kw_only=True):
    """One instrument between the two states, as it stands on the day.

    Attributes:
        state: the best state of any of its grants, or of its own acts where it makes none.
        since: the date of force, as precise as known; of signature for a pending one.
        waits_for: what entry into force still waits for.
        grants: what it gives between these two, in both directions.
    """

    instrument: str
    title: str
    subject: str
    kind: str
    state: State
    since: str | None
    waits_for: tuple[str, ...]
    grants: tuple[ShownGrant, ...]
    sources: tuple[SourceRef, ...]


class Sector(Struct, frozen=True):
    """A field of cooperation, and how many events name it."""

    name: str
    events: int


class Dossier(Struct, frozen=True, kw_only=True):
    """The dossier of two states.

    Attributes:
        as_of: the knowledge date asked for, or the day of the register's newest reading.
        in_force, pending, past, unsettled: the instruments by how they stand on the day;
            `past` holds the suspended as well as the ended, `unsettled` those of which no
            source says how they stand. One that had not begun by the day is in none.
        events: the timeline, the undated last.
        sectors: fields of cooperation, the most named first.
    """

    states: tuple[str, str]
    on: date
    as_of: str
    in_force: tuple[Paper, ...]
    pending: tuple[Paper, ...]
    past: tuple[Paper, ...]
    unsettled: tuple[Paper, ...]
    events: tuple[Event, ...]
    sectors: tuple[Sector, ...]


def dossier(first: str, second: str, on: date, view: View) -> Dossier:
    """Put together what the view knows of two states."""
    strands = _by_instrument(first, second, view)
    acts = list(view.store.relations(first, second))
    names = dict.fromkeys([*strands, *_named_after(first, second, view)])
    names.update(dict.fromkeys(act.instrument for act in acts if act.instrument is not UNSET))
    papers = [paper for name in names for paper in _paper(name, strands.get(name, ()), on, view)]
    told = words(acts, None, view)
    listed: list[Event] = []
    for name in names:
        own = instrument_words(name, strands.get(name, ()), view)
        told.extend(own)
        listed.extend(listings(name, strands.get(name, ()), own, view))
    events = sorted([*events_of(told), *listed], key=in_time)
    return Dossier(
        states=(first, second),
        on=on,
        as_of=view.known_on.isoformat() if view.known_on else view.store.version,
        in_force=_standing(papers, State.IN_FORCE, State.PROVISIONAL, State.UNCERTAIN),
        pending=_standing(papers, State.SIGNED, State.NEGOTIATED),
        past=_standing(papers, State.SUSPENDED, State.ENDED),
        unsettled=_standing(papers, State.NOT_KNOWN),
        events=tuple(events),
        sectors=tuple(_sectors(events)),
    )


def _by_instrument(first: str, second: str, view: View) -> dict[str, list[Strand]]:
    """The grants between the two, also through their groups; not those for any issuer."""
    found: dict[str, list[Strand]] = defaultdict(list)
    for holder, host in ((first, second), (second, first)):
        for issuer in (holder, *view.belongs(holder)):
            for to in (host, *view.belongs(host)):
                for strand in view.strands((issuer, to)):
                    if holder not in strand.excluding and host not in strand.excluding_destinations:
                        found[strand.instrument].append(strand)
    return {name: list(dict.fromkeys(strands)) for name, strands in found.items()}


def _named_after(first: str, second: str, view: View) -> Iterator[str]:
    """Instruments of any subject that carry both codes in their identifier."""
    for name in view.store.instruments():
        if {first, second} <= set(name.split("-")):
            yield name


def _paper(name: str, strands: Iterable[Strand], on: date, view: View) -> Iterator[Paper]:
    record = view.store.instrument(name)
    grants = shown(strands, on, view)
    if grants:
        best = min(grants, key=lambda grant: _BEST_STATE.index(grant.state))
        if best.state is State.NOT_KNOWN and best.reason == "before_first_word":
            return
        state, since, waits = best.state, best.since, best.waits_for
        if state in (State.SIGNED, State.NEGOTIATED):
            since = _signed(best)
        sources = best.sources
        title, kind = next(iter(strands)).title, next(iter(strands)).kind.value
    elif record is not None:
        known = _bare(record, on, view)
        if known is None:
            return
        state, since, waits, sources = known
        title, kind = record.title.get("en", ""), record.kind.value
    else:
        return
    yield Paper(
        instrument=name,
        title=title,
        subject=record.subject if record else "visa_exemption",
        kind=kind,
        state=state,
        since=since,
        waits_for=waits,
        grants=grants,
        sources=sources,
    )


def _signed(grant: ShownGrant) -> str | None:
    for span in grant.life:
        if span.state is State.SIGNED and span.since is not None:
            return span.since
    return None


def _bare(
    record: Instrument, on: date, view: View
) -> tuple[State, str | None, tuple[str, ...], tuple[SourceRef, ...]] | None:
    """How an instrument stands that grants nothing between the two: a memorandum, say."""
    done = [act for act in record.acts if view.known(act.sources) and _happened(act, on)]
    sources = tuple(
        {item.id: cite(item) for act in done for item in view.known(act.sources)}.values()
    )
    if not done:
        return None
    for act in reversed(done):
        if act.kind in (ActKind.TERMINATION, ActKind.SUSPENSION):
            ended = State.ENDED if act.kind is ActKind.TERMINATION else State.SUSPENDED
            return ended, _text(act.date), (), sources
    force = view.force_of(record.id)
    if force is not None and force[1] <= on.toordinal():
        stated = [act for act in done if act.kind is ActKind.ENTRY_INTO_FORCE]
        since = _text(stated[0].date) if stated else date.fromordinal(force[0]).isoformat()
        return State.IN_FORCE, since, (), sources
    signed = [act for act in done if act.kind is ActKind.SIGNATURE]
    if signed:  # and no source says whether that was enough
        return State.NOT_KNOWN, _text(signed[0].date), (), sources
    return State.NEGOTIATED, _text(done[0].date), ("signature",), sources


def _happened(act: Act, on: date) -> bool:
    return act.date is UNSET or act.date.first <= on.toordinal()


def _text(when: object) -> str | None:
    return when.text if isinstance(when, PartialDate) else None


def _standing(papers: Iterable[Paper], *states: State) -> tuple[Paper, ...]:
    chosen = [paper for paper in papers if paper.state in states]
    return tuple(sorted(chosen, key=lambda paper: (paper.since or "", paper.instrument)))[::-1]


# -- the timeline -------------------------------------------------------------------------


def instrument_words(name: str, strands: Iterable[Strand], view: View) -> list[Word]:
    """What is told of an instrument's life: by its record, and by dates in rows of lists."""
    record = view.store.instrument(name)
    told = words(record.acts if record else (), name, view)
    rows = {item: None for strand in strands for item in strand.evidence}
    told.extend(_dated_rows(name, list(rows), view))
    return told


_DATED = (
    (ActKind.SIGNATURE, "signed"),
    (ActKind.ENTRY_INTO_FORCE, "in_force"),
    (ActKind.TERMINATION, "ended"),
)


def _dated_rows(name: str, rows: list[Statement], view: View) -> Iterator[Word]:
    """Dates in rows; where one source dates classes apart, each date speaks of its classes."""
    seen = set()
    for kind, field in _DATED:
        dates: dict[str, set[PartialDate]] = defaultdict(set)
        for row in rows:
            if getattr(row.grant, field) is not UNSET:
                dates[row.source].add(getattr(row.grant, field))
        for row in rows:
            when = getattr(row.grant, field)
            if when is UNSET:
                continue
            scope = Scope()
            if len(dates[row.source]) > 1 and row.grant.classes is not UNSET:
                scope = Scope(classes=row.grant.classes)
            act = Act(
                kind=_end_kind(row.grant, kind), date=when, scope=scope, sources=(row.source,)
            )
            if act not in seen:
                seen.add(act)
                yield from words([act], name, view)


def _end_kind(grant: Grant, kind: ActKind) -> ActKind:
    suspended = kind is ActKind.TERMINATION and grant.status is Status.SUSPENDED
    return ActKind.SUSPENSION if suspended else kind


def listings(
    name: str, strands: Iterable[Strand], told: Iterable[Word], view: View
) -> Iterator[Event]:
    """What lists say of an instrument on the day they speak for, once for each list."""
    told = list(told)
    dated = {source.id for word in told for source in word.sources}
    same_day = {(source.id, _text(word.act.date)) for word in told for source in word.sources}
    rows = {item: None for strand in strands for item in strand.evidence}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        source = view.store.source(row.source)
        status = "" if row.grant.status is UNSET else row.grant.status.value
        speaks = row.grant.status is UNSET or row.grant.status in _SAID
        if not speaks or (source.kind not in _LISTS and source.id in dated):
            continue
        cited = cite(source)
        if (source.id, status) in seen or (source.id, cited.date) in same_day:
            continue
        seen.add((source.id, status))
        yield Event(
            kind=LISTED,
            date=cited.date,
            by=None,
            instrument=name,
            status=status,
            told=(Told(date=cited.date, source=cited),),
        )


def in_time(event: Event) -> tuple[int, int, str]:
    """The order of a timeline: by the first day it can have been, the undated last."""
    if event.date is None:
        return 10**7, 0, event.kind
    when = PartialDate.parse(event.date)
    return when.first, when.last, event.kind


def _sectors(events: Iterable[Event]) -> list[Sector]:
    counts: dict[str, int] = defaultdict(int)
    for event in events:
        for name in event.sectors:
            counts[name] += 1
    most_first = sorted(counts, key=lambda name: (-counts[name], name))
    return [Sector(name, counts[name]) for name in most_first]
