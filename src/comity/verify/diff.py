"""What a change to the register changes: decisions, not lines.

Two registers are compared by the answers they give. Only directions whose statements,
coverage, groups, profiles, sources or instruments differ are asked again; for each, the whole
line of answers in time is compared, class by class. Equal changes of several classes, of both
directions, and of many states with one are told as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec
from msgspec import UNSET, Struct

from comity.decide.decision import Formality, Outcome
from comity.decide.question import Passport, Question
from comity.decide.turns import last_round
from comity.decide.when import Stretch, when
from comity.law.instruments import ForceRule, Instrument
from comity.law.passports import PassportClass
from comity.law.stay import Limit
from comity.register.statements import Key, Store
from comity.register.view import ANY_ISSUER, View
from comity.verify.compare import USUAL, states_of

BEGINNING = date(1900, 1, 1)
"""Answers are compared from this day on; no visa regime in a register is older."""


class Side(Struct, frozen=True):
    """An answer as one side of a change."""

    outcome: Outcome
    limits: tuple[Limit, ...]
    conditions: tuple[str, ...]
    formality: Formality | None = None


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
    """Directions with the same classes: both of a pair, or many into or from one state."""
    by_classes: dict[tuple[PassportClass, ...], set[Key]] = defaultdict(set)
    for key, listed in by_key.items():
        by_classes[tuple(listed)].add(key)
    for classes, keys in by_classes.items():
        pairs = {key for key in keys if key[::-1] in keys}
        for key in sorted(pairs):
            if key[0] < key[1]:
                yield classes, (key, key[::-1])
        left = keys - pairs
        for side in (1, 0):
            by_side: dict[str, list[Key]] = defaultdict(list)
            for key in sorted(left):
                by_side[key[side]].append(key)
            for same in by_side.values():
                if len(same) > 1:
                    yield classes, tuple(same)
                    left.difference_update(same)
        for key in sorted(left):
            yield classes, (key,)


def _touched(old: Store, new: Store) -> list[Key]:
    """Directions between states whose answers can differ."""
    states = _all_states(old, new)
    changed = _Changed(old, new)
    keys: set[Key] = set()
    for issuer, destination in changed.keys:
        issuers = _expand(issuer, states, old, new)
        destinations = _expand(destination, states, old, new)
        keys.update((i, d) for i in issuers for d in destinations if i != d)
    for code in changed.coverage:
        for state in _expand(code, states, old, new):
            keys.update((other, state) for other in states if other != state)
            keys.update((state, other) for other in states if other != state)
    for state in changed.profiles(states):
        keys.update((state, other) for other in states if other != state)
    return sorted(keys)


class _Changed:
    """What differs between two registers, and what hangs on it."""

    def __init__(self, old: Store, new: Store) -> None:
        self._stores = old, new
        self._sources = _differing(set(old.sources()) & set(new.sources()), old.source, new.source)
        was, is_ = old.groups(), new.groups()
        self._groups = _differing({*was, *is_}, was.get, is_.get)
        self._instruments = self._find_instruments()
        self.keys = {key for key in {*old.all_keys(), *new.all_keys()} if self._key(key)}
        covered = {*old.covered_states(), *new.covered_states()}
        self.coverage = {code for code in covered if self._coverage(code)}

    def profiles(self, states: Iterable[str]) -> set[str]:
        """Issuers of which other things are said than before."""
        old, new = self._stores
        return _differing(states, old.profile, new.profile)

    def _key(self, key: Key) -> bool:
        was, is_ = (
            [(s.source, s.instrument, s.kind, s.grant) for s in store.statements(key)]
            for store in self._stores
        )
        if was != is_ or set(key) & self._groups:
            return True
        return any(
            source in self._sources
            or instrument in self._instruments
            or (self._groups and any(term.name == "territory" for term in grant.terms))
            for source, instrument, _, grant in is_
        )

    def _coverage(self, code: str) -> bool:
        was, is_ = (list(store.coverage(code)) for store in self._stores)
        if was != is_ or code in self._groups:
            return True
        return any(
            claim.source in self._sources or (claim.territory and self._groups) for claim in is_
        )

    def _find_instruments(self) -> set[str]:
        """Instruments that differ, and those whose life hangs on one that does."""
        old, new = self._stores
        names = {*old.instruments(), *new.instruments()}
        records = [
            (name, record)
            for store in self._stores
            for name in store.instruments()
            for record in (store.instrument(name),)
            if record is not None
        ]
        changed = _differing(names, old.instrument, new.instrument)
        changed.update(name for name, record in records if self._sources & set(_cited(record)))
        while True:
            more = {item.instrument for name, record in records if name in changed
                    for item in record.supersedes}  # fmt: skip
            more |= {name for name, record in records if changed & set(_waits_for(record))}
            if more <= changed:
                return changed
            changed |= more


def _differing(
    names: Iterable[str], old: Callable[[str], object], new: Callable[[str], object]
) -> set[str]:
    return {name for name in names if old(name) != new(name)}


def _cited(record: Instrument) -> Iterator[str]:
    yield from record.sources
    for sources in (
        *(act.sources for act in record.acts),
        *(item.sources for item in record.seen),
        *(grant.sources for grant in record.grants),
    ):
        yield from sources


def _waits_for(record: Instrument) -> Iterator[str]:
    """The instruments on which this one's beginning or end hangs."""
    yield from (link.instrument for link in record.ends_with)
    rule = record.entry_into_force
    if isinstance(rule, ForceRule) and rule.requires is not UNSET:
        yield rule.requires


def _expand(code: str, states: Iterable[str], old: Store, new: Store) -> set[str]:
    """The states a code stands for: itself, a group's members ever, or everyone."""
    if code == ANY_ISSUER:
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
    return sorted({*states_of(View(old)), *states_of(View(new))})


def _classes(key: Key, before: View, after: View) -> list[PassportClass]:
    """The usual classes, and those that a strand names which can reach the direction."""
    issuer, destination = key
    named = {
        strand.passport_class
        for view in (before, after)
        for holder in (issuer, *view.belongs(issuer), ANY_ISSUER)
        for to in (destination, *view.belongs(destination))
        for strand in view.strands((holder, to))
    }
    named.update(USUAL)
    return [item for item in PassportClass if item in named and item is not PassportClass.ANY]


def _differences(
    key: Key, passport_class: PassportClass, before: View, after: View
) -> Iterator[tuple[date, date | None, Side, Side]]:
    """The stretches of time on which the two registers answer differently."""
    passport = Passport(key[0], passport_class)
    question = Question(passports=(passport,), to=key[1], on=BEGINNING)
    told = _told_until(key, before, after)
    was = when(question, before, BEGINNING, round_until=told)
    is_ = when(question, after, BEGINNING, round_until=told)
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


def _told_until(key: Key, before: View, after: View) -> date:
    """The day up to which both sides tell what comes round each year."""
    turns = (view.reach(*key).last for view in (before, after))
    return date.fromordinal(last_round(turns, BEGINNING.toordinal()))


def _side(stretches: tuple[Stretch, ...], day: date) -> Side:
    current = stretches[0]
    for stretch in stretches:
        if stretch.since <= day:
            current = stretch
    return Side(current.outcome, current.limits, current.conditions, current.formality)


def as_json(changes: tuple[Change, ...]) -> list[dict[str, object]]:
    """Changes as plain data."""
    built: list[dict[str, object]] = msgspec.to_builtins(changes)
    return built
