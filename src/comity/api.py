"""The front of the library: one function to ask, one class to hold a register.

from comity import check, Register, Passport

check(passport=Passport("TGO", "diplomatic"), to="KAZ", on=date(2025, 10, 5)).outcome
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from comity.decide.decision import Decision
from comity.decide.engine import decide
from comity.decide.question import NO_FACTS, Facts, Passport, Purpose, Question, Role
from comity.law.dates import add_days
from comity.law.errors import UsageError
from comity.law.passports import PassportClass
from comity.register.open import default_store, open_store
from comity.register.view import View

if TYPE_CHECKING:
    from comity.register.statements import Store

E = TypeVar("E", bound=StrEnum)


class Register:
    """A register to ask: the shipped one, a bundle, or a folder of records.

    Args:
        path: a folder of records or a bundle file; None for the register that is shipped (or
            the records of the checkout one works in).
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.store: Store = default_store() if path is None else open_store(Path(path))
        self._views: dict[date | None, View] = {}

    def view(self, known_on: date | None = None) -> View:
        """The register as known on a day; None for all it knows."""
        view = self._views.get(known_on)
        if view is None:
            view = self._views[known_on] = View(self.store, known_on)
        return view

    def check(self, question: Question, *, known_on: date | None = None) -> Decision:
        """The decision on a question already put together."""
        return decide(question, self.view(known_on))


_shipped: Register | None = None


def shipped() -> Register:
    """The register that is shipped with the program, opened once."""
    global _shipped
    if _shipped is None:
        _shipped = Register()
    return _shipped


def check(
    *,
    passport: Passport | Iterable[Passport],
    to: str,
    on: date,
    until: date | None = None,
    days: int | None = None,
    purpose: Purpose | str | None = None,
    role: Role | str = Role.VISITOR,
    known_on: date | None = None,
    facts: Facts = NO_FACTS,
    register: Register | None = None,
) -> Decision:
    """May the holder of this passport enter that state on that day without a visa?

    Args:
        known_on: answer with what the register knew on that day.
        register: the register to ask; the shipped one if not given.
        passport, to, on, until, days, purpose, role, facts: the question; see `ask`.

    Raises:
        UsageError: a state, class, purpose, role or stay that cannot be understood.
    """
    question = ask(
        passport=passport,
        to=to,
        on=on,
        until=until,
        days=days,
        purpose=purpose,
        role=role,
        facts=facts,
    )
    return (register or shipped()).check(question, known_on=known_on)


def ask(
    *,
    passport: Passport | Iterable[Passport],
    to: str,
    on: date,
    until: date | None = None,
    days: int | None = None,
    purpose: Purpose | str | None = None,
    role: Role | str = Role.VISITOR,
    facts: Facts = NO_FACTS,
) -> Question:
    """A question from what a person writes: names become codes, everything is checked.

    Args:
        passport: the passport, or several of one holder.
        to: the destination: a code, or a name in any language.
        on: the day of entry.
        until, days: the last day of the planned stay, or its length with both ends counted.
        purpose, role, facts: what else can decide; what is left open and the law asks for comes
            back as a condition.

    Raises:
        UsageError: a state, class, purpose, role or stay that cannot be understood.
    """
    held = (passport,) if isinstance(passport, Passport) else tuple(passport)
    if not held:
        raise UsageError("no passport is given", expected="at least one", mend="give one")
    return Question(
        passports=tuple(normal(item) for item in held),
        to=state_code(to),
        on=on,
        until=_last_day(on, until, days),
        purpose=None if purpose is None else one_of(Purpose, purpose, "purpose"),
        role=one_of(Role, role, "role"),
        facts=facts,
    )


def _last_day(on: date, until: date | None, days: int | None) -> date | None:
    if days is None:
        if until is not None and until < on:
            raise UsageError(
                f"the stay ends on {until}, before it begins on {on}",
                where="until",
                expected="a day not before the entry",
                mend="swap the dates",
            )
        return until
    if until is not None or days < 1:
        raise UsageError(
            "the length of the stay is given twice or is not positive",
            where="days",
            expected="either until or days, and at least one day",
            mend="leave one of them out",
        )
    return add_days(on, days - 1)


def normal(passport: Passport) -> Passport:
    """The passport with its issuer as a code and its class checked."""
    from msgspec.structs import replace

    return replace(
        passport,
        issuer=state_code(passport.issuer),
        passport_class=_held_class(passport.passport_class),
        nationality=None if passport.nationality is None else state_code(passport.nationality),
    )


def _held_class(value: PassportClass | str) -> PassportClass:
    """A class that a document can be of; `any` is a word of acts only."""
    found = one_of(PassportClass, value, "passport class")
    if found is PassportClass.ANY:
        raise UsageError(
            "'any' is no class that a passport has",
            where="passport class",
            expected="the class of the passport in hand, such as diplomatic or ordinary",
            mend="an act can cover passports of any class; ask for each class by itself",
        )
    return found


def state_code(text: str) -> str:
    """The code of a state given by code or by name in any language."""
    from comity.names import find

    return find(text).code


def one_of(kind: type[E], value: E | str, what: str) -> E:
    """A member of a closed list, or a UsageError that names the list."""
    try:
        return kind(value)
    except ValueError:
        from difflib import get_close_matches

        names = [item.value for item in kind]
        near = get_close_matches(str(value)[:40], names, n=1)
        raise UsageError(
            f"'{str(value)[:40]}' is no {what}",
            where=what,
            expected=f"one of {', '.join(names)}",
            mend=f"write {near[0]}, if that is meant" if near else "",
        ) from None
