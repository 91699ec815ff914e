"""The engine and the answer-set programme asked the same questions."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import UNSET, Struct

from comity.decide.decision import Decision, Outcome
from comity.decide.engine import answer
from comity.decide.question import Passport, Question, Role
from comity.law.lifecycle import BEGINNING
from comity.law.passports import PassportClass
from comity.register.statements import Key
from comity.register.view import ANY_ISSUER, View
from comity.verify.facts import Emitter
from comity.verify.solve import Programme

USUAL = (
    PassportClass.DIPLOMATIC,
    PassportClass.SERVICE,
    PassportClass.OFFICIAL,
    PassportClass.SPECIAL,
    PassportClass.ORDINARY,
)
"""The classes asked for every pair; classes that grants into a state name are asked there too."""

_KEYS_AT_ONCE = 150

Case = tuple[str, str, str, int]
"""Issuer, class, role and day (an ordinal)."""


class Difference(Struct, frozen=True):
    """One question on which the two disagree."""

    issuer: str
    to: str
    passport_class: str
    role: str
    on: str
    field: str
    engine: str
    programme: str


class Comparison(Struct, frozen=True):
    """What was compared, how long it took, and every difference.

    Attributes:
        outcomes: decisions by their outcome.
        seconds_engine, seconds_programme: time spent in each.
    """

    decisions: int
    destinations: int
    days: tuple[str, ...]
    outcomes: dict[str, int]
    seconds_engine: float
    seconds_programme: float
    differences: tuple[Difference, ...]


def states_of(view: View) -> list[str]:
    """Every issuer and destination that a key of the register or a group names."""
    groups = view.store.groups()
    codes = {code for key in view.store.all_keys() for code in key}
    codes.update(member.state for group in groups.values() for member in group.members)
    return sorted(codes - set(groups) - {ANY_ISSUER})


def draw_days(view: View, count: int, seed: int) -> list[int]:
    """Days to ask about: half of them beside days on which something known changes."""
    chance = random.Random(seed)
    turns = sorted(_turns(view))
    low, high = date(1960, 1, 1).toordinal(), date(2030, 12, 31).toordinal()
    days = {date(2025, 10, 5).toordinal()}
    near = False
    while len(days) < count:
        near = bool(turns) and not near
        day = chance.choice(turns) + chance.choice((-1, 0)) if near else chance.randint(low, high)
        if low <= day <= high:
            days.add(day)
    return sorted(days)


def _turns(view: View) -> set[int]:
    """Days on which a grant, a membership or a list begins or ends."""
    turns = {span.start for strand in view.all_strands() for span in strand.spans}
    for group in view.store.groups().values():
        for member in group.members:
            for when in (member.since, member.until):
                if when is not UNSET:
                    turns.update((when.first, when.last))
    for state in view.store.covered_states():
        for _, source in view.coverage(state):
            turns.update(source.speaks_from)
    return turns - {BEGINNING}


def compare(
    view: View,
    days: Sequence[int],
    *,
    issuers: Sequence[str] | None = None,
    destinations: Sequence[str] | None = None,
    classes: Sequence[PassportClass] | None = None,
    programme: Programme | None = None,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Comparison:
    """Ask both every question: issuer, destination, class, role and day.

    Args:
        classes: the classes asked; the usual ones and those named by grants if not given.
        progress: told after each destination how many of how many are done.
    """
    states = states_of(view)
    run = _Run(view, tuple(days), tuple(issuers or states), programme or Programme(), classes)
    targets = list(destinations or states)
    for done, to in enumerate(targets, start=1):
        run.compare(to)
        progress(done, len(targets))
    return Comparison(
        decisions=run.decisions,
        destinations=len(targets),
        days=tuple(date.fromordinal(day).isoformat() for day in days),
        outcomes=dict(sorted(run.outcomes.items())),
        seconds_engine=round(run.seconds_engine, 1),
        seconds_programme=round(run.seconds_programme, 1),
        differences=tuple(run.differences),
    )


class _Run:
    """One comparison under way."""

    def __init__(
        self,
        view: View,
        days: tuple[int, ...],
        issuers: tuple[str, ...],
        programme: Programme,
        classes: Sequence[PassportClass] | None,
    ) -> None:
        self.view, self.days, self.issuers = view, days, issuers
        self.programme, self.classes = programme, classes
        self.facts = Emitter(view)
        self.decisions = 0
        self.outcomes: dict[str, int] = defaultdict(int)
        self.seconds_engine = self.seconds_programme = 0.0
        self.differences: list[Difference] = []
        self._lines: dict[int, list[str]] = defaultdict(list)
        self._living: set[Key] = set()
        self._ground: dict[str, list[str]] | None = None

    def compare(self, to: str) -> None:
        asked = self._asked(to)
        started = time.perf_counter()
        said = _Answers(self.programme.solve("decide", self._facts(to, asked)))
        middle = time.perf_counter()
        self.seconds_programme += middle - started
        for issuer in self.issuers:
            for passport_class in asked:
                passport = Passport(issuer, passport_class)
                for role in Role:
                    self._ask(passport, to, role, said)
        self.seconds_engine += time.perf_counter() - middle

    def _ask(self, passport: Passport, to: str, role: Role, said: _Answers) -> None:
        for day in self.days:
            question = Question(passports=(passport,), to=to, on=date.fromordinal(day), role=role)
            decision = answer(question, passport, self.view, ahead=False)
            self.decisions += 1
            self.outcomes[decision.outcome.value] += 1
            case = passport.issuer, passport.passport_class.value, role.value, day
            for field, engine, other in said.against(case, decision):
                self.differences.append(
                    Difference(
                        passport.issuer,
                        to,
                        passport.passport_class.value,
                        role.value,
                        date.fromordinal(day).isoformat(),
                        field,
                        engine,
                        other,
                    )
                )

    def _asked(self, to: str) -> list[PassportClass]:
        if self.classes is not None:
            return list(self.classes)
        named = {
            strand.passport_class
            for key in self.facts.keys_into(to)
            for _, strand in self.facts.on(key)
            if strand.passport_class and strand.passport_class is not PassportClass.ANY
        }
        return [item for item in PassportClass if item in named or item in USUAL]

    def _facts(self, to: str, asked: Sequence[PassportClass]) -> list[str]:
        keys = self.facts.keys_into(to)
        self._live(keys)
        derived = self._derived()
        roles = [role.value for role in Role]
        facts = list(self.facts.destination(to, self.issuers, asked, roles, self.days))
        for passport_class in asked:
            facts.extend(derived[passport_class.value])
        for code in sorted({to, *(code for key in keys for code in key)}):
            facts.extend(derived[code])
        for key in keys:
            for number, _ in self.facts.on(key):
                facts.extend(self._lines[number])
        return facts

    def _derived(self) -> dict[str, list[str]]:
        """What the part ``ground`` derives: matches by class, memberships by group and member."""
        if self._ground is None:
            self._ground = defaultdict(list)
            facts = self.facts.ground(self.issuers, PassportClass, self.days)
            for symbol in self.programme.solve("ground", facts):
                if symbol.name == "match":
                    self._ground[symbol.arguments[1].name].append(f"{symbol}.")
                else:
                    for place in (0, 1):
                        self._ground[symbol.arguments[place].string].append(f"{symbol}.")
        return self._ground

    def _live(self, keys: Iterable[Key]) -> None:
        """Derive the lives of the strands on these keys, where that is not done yet."""
        left = [key for key in keys if key not in self._living]
        self._living.update(left)
        for first in range(0, len(left), _KEYS_AT_ONCE):
            facts = self.facts.life(left[first : first + _KEYS_AT_ONCE])
            for symbol in self.programme.solve("life", facts):
                self._lines[symbol.arguments[0].number].append(f"{symbol}.")


class _Answers:
    """What the programme says of one destination."""

    def __init__(self, symbols: Iterable[Any]) -> None:
        self._outcome: dict[Case, str] = {}
        self._more: dict[tuple[str, Case], set[str]] = defaultdict(set)
        for symbol in symbols:
            found = symbol.arguments
            issuer, passport_class = found[0].string, found[1].name
            if symbol.name == "limits":
                case = issuer, passport_class, Role.VISITOR.value, found[2].number
                self._more["limits", case].add(_limits(found[3]))
                continue
            case = issuer, passport_class, found[2].name, found[3].number
            if symbol.name == "formality":
                self._more["formality", case].add(found[4].name)
            else:
                have = self._outcome.get(case)
                self._outcome[case] = found[4].name if have is None else f"{have}+{found[4].name}"

    def against(self, case: Case, decision: Decision) -> Iterator[tuple[str, str, str]]:
        """Each field in which a decision differs: its name, the engine's word, the other's."""
        outcome = self._outcome.get(case, Outcome.UNKNOWN.value)
        if outcome != decision.outcome:
            yield "outcome", decision.outcome.value, outcome
            return
        formality = decision.formality.value if decision.formality else ""
        said = self._more.get(("formality", case), _NOTHING)
        if formality not in said:
            yield "formality", formality, "|".join(sorted(said))
        if case[2] != Role.VISITOR.value:
            return
        limits = "&".join(map(str, decision.allowance.limits))
        said = self._more.get(("limits", case), _NOTHING)
        if limits not in said:
            yield "limits", limits, "|".join(sorted(said))


_NOTHING = frozenset({""})


def _limits(symbol: Any) -> str:
    """The limits as text; the constant ``none`` where the grant names none."""
    return str(symbol.string) if str(symbol).startswith('"') else ""
