"""Whether what one instrument says can hold together: its clauses, windows and rule of force.

These are findings on texts, or on how they were read: a source that says two things of one
clause, a limit that nobody can ever reach, a beginning that waits for what cannot come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from msgspec import UNSET, UnsetType

from comity.law.acts import ActKind
from comity.law.instruments import Anchor, ForceRule, Instrument, Mode
from comity.law.stay import Limit, StayRule
from comity.law.terms import Term
from comity.register.findings import Finding, Kind, of_strand
from comity.register.strands import Strand, completes, opposed
from comity.register.view import View

_LONGEST_MONTH = 31
_CALENDAR = {"half_year": 184, "calendar_year": 366}
_YEAR = 366

_LEAP_YEAR = 2024
"""A year that has every day there can be."""


# -- clauses that contradict one another -----------------------------------------------------


def clauses(strand: Strand) -> Iterator[Finding]:
    """One source that says two things of one clause, or one clause that excludes itself."""
    for one, other in combinations(strand.evidence, 2):
        if one.source != other.source:
            continue
        stays = one.grant.stay, other.grant.stay
        if not _fit(*stays):
            detail = f"{stays[0] or 'silent'} <> {stays[1] or 'silent'} ({one.source})"
            yield of_strand(Kind.CLAUSES, strand, "stay_twice", detail)
        yield from _terms_twice(strand, one.grant.terms, other.grant.terms)
    for statement in strand.evidence:
        grant = statement.grant
        names = sorted({term.name for term in grant.terms})
        for first, second in combinations(names, 2):
            if opposed(first, second):
                yield of_strand(Kind.CLAUSES, strand, "opposed_terms", f"{first}+{second}")
        if grant.ended is UNSET or grant.in_force is UNSET:
            continue
        if grant.ended.last < grant.in_force.first:
            detail = f"{grant.in_force.text} <> {grant.ended.text} ({statement.source})"
            yield of_strand(Kind.CLAUSES, strand, "ends_before_force", detail)


def _fit(one: StayRule | None | UnsetType, other: StayRule | None | UnsetType) -> bool:
    """The same, or one leaves unsaid what the other says of the window."""
    if one is UNSET or other is UNSET:
        return True
    return one == other or completes(one, other) or completes(other, one)


def _terms_twice(
    strand: Strand, one: tuple[Term, ...], other: tuple[Term, ...]
) -> Iterator[Finding]:
    have = {(term.name, term.only): term for term in one}
    for term in other:
        mine = have.get((term.name, term.only))
        if mine is not None and mine != term:
            yield of_strand(Kind.CLAUSES, strand, "term_twice", f"{mine} <> {term}")


def links(name: str, record: Instrument, view: View) -> Iterator[Finding]:
    """An instrument that ends what it keeps, or that ends what ends it."""
    modes: dict[str, set[Mode]] = {}
    for item in record.supersedes:
        if not item.classes and not item.articles:
            modes.setdefault(item.instrument, set()).add(item.mode)
    for other, said in modes.items():
        if len(said) > 1:
            yield _of_instrument(Kind.CLAUSES, name, record, "ends_and_keeps", other)
        back = view.store.instrument(other)
        mutual = back is not None and any(
            item.instrument == name and item.mode is Mode.ENDS for item in back.supersedes
        )
        if mutual and Mode.ENDS in said and name < other:
            yield _of_instrument(Kind.CLAUSES, name, record, "ends_each_other", other)


# -- windows that can never be used ----------------------------------------------------------


def windows(strand: Strand) -> Iterator[Finding]:
    """More days than their window has, a part of the year that no year has, ages that miss."""
    if isinstance(strand.stay, StayRule):
        for limit in strand.stay.limits:
            most = _window_days(limit)
            if most is not None and _least_days(limit) > most:
                yield of_strand(Kind.WINDOW_UNUSED, strand, "more_than_window", str(limit))
    season = strand.term("season")
    if season is not None and not all(map(_is_day, season.split("/"))):
        yield of_strand(Kind.WINDOW_UNUSED, strand, "no_such_season", season)
    youngest, oldest = strand.term("age_min"), strand.term("age_max")
    if youngest is not None and oldest is not None and int(youngest) > int(oldest):
        yield of_strand(
            Kind.WINDOW_UNUSED, strand, "no_such_age", f"age_min={youngest}+age_max={oldest}"
        )


def _window_days(limit: Limit) -> int | None:
    """The most days that the window of a limit can have; None where it has none."""
    if limit.per in _CALENDAR:
        return _CALENDAR[limit.per]
    if limit.window is None:
        return None
    unit = {"day": 1, "month": _LONGEST_MONTH, "year": _YEAR}[limit.window_unit or "day"]
    return limit.window * unit


def _least_days(limit: Limit) -> int:
    """The fewest days that the amount of a limit can mean; entries are no days."""
    if limit.amount is None or limit.unit == "entry":
        return 0
    return limit.amount if limit.unit == "day" else limit.amount * 28


def _is_day(text: str) -> bool:
    month, _, day = text.partition("-")
    try:
        date(_LEAP_YEAR, int(month), int(day))
    except ValueError:
        return False
    return True


# -- rules of entry into force that can never complete ---------------------------------------


def force(name: str, record: Instrument, view: View, on: date) -> Iterator[Finding]:
    """What its entry into force waits for, and cannot come."""
    rule = record.entry_into_force
    if not isinstance(rule, ForceRule) or view.force_of(name) is not None:
        return
    if rule.requires is not UNSET:
        yield from _required(name, record, rule.requires, view, on)
    if rule.anchor in (Anchor.LAST_NOTIFICATION, Anchor.LAST_RECEIPT):
        for party in record.parties:
            if not _notified(record, party) and not _can_notify(party, view):
                yield _of_instrument(Kind.FORCE_NEVER, name, record, "cannot_notify", party)
    groups = view.store.groups().keys() & set(record.parties)
    deposits = 0 if rule.deposits is UNSET or groups else rule.deposits
    if rule.anchor is Anchor.DEPOSIT and deposits > len(record.parties):
        detail = f"{deposits} <> {len(record.parties)}"
        yield _of_instrument(Kind.FORCE_NEVER, name, record, "too_few_parties", detail)
    over = _over(record, on)
    if over:
        yield _of_instrument(Kind.FORCE_NEVER, name, record, "ended_before_force", over)


def _over(record: Instrument, on: date) -> str:
    """The date of its termination, if that lies in the past; "" if it goes on."""
    for act in record.acts:
        if act.kind is not ActKind.TERMINATION or act.date is UNSET:
            continue
        if act.date.last <= on.toordinal():
            return act.date.text
    return ""


def _required(
    name: str, record: Instrument, wanted: str, view: View, on: date
) -> Iterator[Finding]:
    path = [name]
    while wanted not in path:
        path.append(wanted)
        other = view.store.instrument(wanted)
        if other is None:
            yield _of_instrument(Kind.FORCE_NEVER, name, record, "requires_unknown", wanted)
            return
        if _over(other, on) and view.force_of(wanted) is None:
            yield _of_instrument(Kind.FORCE_NEVER, name, record, "requires_ended", wanted)
            return
        rule = other.entry_into_force
        if not isinstance(rule, ForceRule) or rule.requires is UNSET:
            return
        wanted = rule.requires
    loop = " > ".join([*path[path.index(wanted) :], wanted])
    yield _of_instrument(Kind.FORCE_NEVER, name, record, "requires_cycle", loop)


def _notified(record: Instrument, party: str) -> bool:
    return any(act.kind is ActKind.NOTIFICATION and act.by == party for act in record.acts)


def _can_notify(party: str, view: View) -> bool:
    """Whether somebody is left who could send the note: no state that is gone, no mere group."""
    from comity.names import UnknownState, state

    try:
        return not state(party).is_historical
    except UnknownState:
        return party not in view.store.groups()


def _of_instrument(kind: Kind, name: str, record: Instrument, code: str, detail: str) -> Finding:
    return Finding(
        kind, record.parties[0], record.parties[-1], "", name, code, detail, 0,
        (f"instruments/{name}",),
    )  # fmt: skip
