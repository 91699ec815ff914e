"""What a change to the register changes: decisions, not lines.

Two registers are compared by the answers they give. Only directions whose statements,
coverage, groups or instruments differ are asked again; for each, the whole line of answers in
time is compared, class by class. Equal changes of several classes, and of both directions,
are told as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from msgspec import Struct

from comity.decide.decision import Outcome
from comity.decide.question import Passport, Question
from comity.decide.when import Stretch, when
from comity.law.passports import PassportClass
from comity.law.stay import Limit
from comity.register.statements import Key, Store
from comity.register.view import View

BEGINNING = date(1900, 1, 1)
"""Answers are compared from this day on; no visa regime in a register is older."""

_USUAL = (
    PassportClass.DIPLOMATIC,
    PassportClass.SERVICE,
    PassportClass.OFFICIAL,
    PassportClass.ORDINARY,
)


class Side(Struct, frozen=True):
    """An answer as one side of a change."""

    outcome: Outcome
    limits: tuple[Limit, ...]
    conditions: tuple[str, ...]


class Change(Struct, frozen=True):
    """One change of answers.

    Attributes:
        directions: the directions it holds for.
        classes: the passport classes it holds for.
        since, until: the days on which the answers differ.
        old, new: the answers.
    """

    directions: tuple[Key, ...]
    classes: tuple[PassportClass, ...]
    since: date
    until: date | None
    old: Side
    new: Side


def diff(old: Store, new: Store) -> tuple[Change, ...]:
    """Every change of answers between two registers."""
    before, after = View(old), View(new)
    single: dict[tuple[date, date | None, Side, Side], dict[Key, list[PassportClass]]] = (
        defaultdict(lambda: defaultdict(list))
    )
    for key in _touched(old, new):
        for passport_class in _classes(key, before, after):
            for since, until, was, is_ in _differences(key, passport_class, before, after):
                single[since, until, was, is_][key].append(passport_class)
    changes = [
        Change(keys, classes, since, until, was, is_)
        for (since, until, was, is_), by_key in single.items()
        for classes, keys in _joined(by_key)
    ]
    return tuple(sorted(changes, key=lambda item: (item.directions, item.since, item.classes)))


def _joined(
    by_key: dict[Key, list[PassportClass]],
) -> Iterator[tuple[tuple[PassportClass, ...], tuple[Key, ...]]]:
    """Directions with the same classes, both directions of a pair together."""
    pairs: dict[tuple[tuple[str, ...], tuple[PassportClass, ...]], list[Key]] = defaultdict(list)
    for key, listed in by_key.items():
        pairs[tuple(sorted(key)), tuple(listed)].append(key)
    for (_, classes), keys in pairs.items():
        yield classes, tuple(sorted(keys))


def _touched(old: Store, new: Store) -> list[Key]:
    """Directions between states whose answers can differ."""
    states = _all_states(old, new)
    keys: set[Key] = set()
    for issuer, destination in _changed_keys(old, new):
        issuers = _expand(issuer, states, old, new)
        destinations = _expand(destination, states, old, new)
        keys.update((i, d) for i in issuers for d in destinations if i != d)
    for state in _changed_coverage(old, new):
        keys.update((other, state) for other in states if other != state)
        keys.update((state, other) for other in states if other != state)
    return sorted(keys)


def _changed_keys(old: Store, new: Store) -> set[Key]:
    changed: set[Key] = set()
    instruments = _changed_instruments(old, new)
    groups = _changed_groups(old, new)
    for key in {*old.all_keys(), *new.all_keys()}:
        was, is_ = old.statements(key), new.statements(key)
        same = [(s.source, s.instrument, s.grant) for s in was] == [
            (s.source, s.instrument, s.grant) for s in is_
        ]
        touches = any(s.instrument in instruments for s in (*was, *is_))
        if not same or touches or set(key) & groups or _sources_differ(old, new, key):
            changed.add(key)
    return changed


def _sources_differ(old: Store, new: Store, key: Key) -> bool:
    shared = {s.source for s in old.statements(key)} & {s.source for s in new.statements(key)}
    return any(old.source(name) != new.source(name) for name in shared)


def _changed_instruments(old: Store, new: Store) -> set[str]:
    names = {*old.instruments(), *new.instruments()}
    changed = {name for name in names if old.instrument(name) != new.instrument(name)}
    linked = {
        item.instrument
        for name in changed
        for store in (old, new)
        for record in (store.instrument(name),)
        if record is not None
        for item in record.supersedes
    }
    waiting = {
        name
        for name in names
        for record in (new.instrument(name),)
        if record is not None and any(link.instrument in changed for link in record.ends_with)
    }
    return changed | linked | waiting


def _changed_groups(old: Store, new: Store) -> set[str]:
    was, is_ = old.groups(), new.groups()
    return {name for name in {*was, *is_} if was.get(name) != is_.get(name)}


def _changed_coverage(old: Store, new: Store) -> set[str]:
    states = {*old.covered_states(), *new.covered_states()}
    return {state for state in states if list(old.coverage(state)) != list(new.coverage(state))}


def _expand(code: str, states: Iterable[str], old: Store, new: Store) -> set[str]:
    """The states a code stands for: itself, a group's members ever, or everyone."""
    if code == "*":
        return set(states)
    members = {
        member.state
        for store in (old, new)
        for group in (store.groups().get(code),)
        if group is not None
        for member in group.members
    }
    return members or {code}


def _all_states(old: Store, new: Store) -> list[str]:
    groups = {*old.groups(), *new.groups(), "*"}
    codes = {code for store in (old, new) for key in store.all_keys() for code in key}
    return sorted(codes - groups)


def _classes(key: Key, before: View, after: View) -> list[PassportClass]:
    named: set[PassportClass] = {
        strand.passport_class
        for view in (before, after)
        for strand in view.strands(key)
        if strand.passport_class and strand.passport_class is not PassportClass.ANY
    }
    named.update(_USUAL)
    order = list(PassportClass)
    return sorted(named, key=order.index)


def _differences(
    key: Key, passport_class: PassportClass, before: View, after: View
) -> Iterator[tuple[date, date | None, Side, Side]]:
    """The stretches of time on which the two registers answer differently."""
    passport = Passport(key[0], passport_class)
    question = Question(passports=(passport,), to=key[1], on=BEGINNING)
    was = when(question, before, BEGINNING)
    is_ = when(question, after, BEGINNING)
    if [s.answer for s in was] == [s.answer for s in is_] and [s.since for s in was] == [
        s.since for s in is_
    ]:
        return
    days = sorted({stretch.since for stretch in (*was, *is_)})
    pending: tuple[date, date | None, Side, Side] | None = None
    for index, day in enumerate(days):
        until = days[index + 1] if index + 1 < len(days) else None
        old, new = _side(was, day), _side(is_, day)
        if pending and pending[2:] == (old, new):
            pending = (pending[0], until, old, new)
            continue
        if pending and pending[2] != pending[3]:
            yield pending
        pending = (day, until, old, new)
    if pending and pending[2] != pending[3]:
        yield pending


def _side(stretches: tuple[Stretch, ...], day: date) -> Side:
    current = stretches[0]
    for stretch in stretches:
        if stretch.since <= day:
            current = stretch
    return Side(current.outcome, current.limits, current.conditions)


def as_json(changes: tuple[Change, ...]) -> list[dict[str, object]]:
    """Changes as plain data."""
    built: list[dict[str, object]] = msgspec.to_builtins(changes)
    return built
