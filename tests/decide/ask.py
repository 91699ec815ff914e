"""Ask a register of one grant, or of several, one question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.dossier.small import listing, records, source

from comity.decide.decision import Decision
from comity.decide.engine import decide
from comity.decide.question import Facts, Passport, Purpose, Question, Role
from comity.law.instruments import Grant
from comity.law.passports import PassportClass
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View

ON = date(2025, 10, 5)
_ASKED = ("until", "purpose", "role")
_PASSPORT = set(Passport.__struct_fields__)


def passport(issuer: str = "TGO", name: str = "diplomatic", **more: Any) -> Passport:
    """A passport; Togolese and diplomatic unless said otherwise."""
    return Passport(issuer, PassportClass(name), **more)


def ask(
    register: Records,
    name: str = "diplomatic",
    *,
    issuer: str = "TGO",
    to: str = "KAZ",
    on: date | str = ON,
    known_on: str | None = None,
    passports: tuple[Passport, ...] = (),
    **more: Any,
) -> Decision:
    """The decision; what is known besides goes to the passport, the question or its facts."""
    asked = {key: more.pop(key) for key in _ASKED if key in more}
    if isinstance(asked.get("purpose"), str):
        asked["purpose"] = Purpose(asked["purpose"])
    if isinstance(asked.get("role"), str):
        asked["role"] = Role(asked["role"])
    own = {key: more.pop(key) for key in set(more) & _PASSPORT}
    question = Question(
        passports=passports or (passport(issuer, name, **own),),
        to=to,
        on=date.fromisoformat(on) if isinstance(on, str) else on,
        facts=Facts(**more),
        **asked,
    )
    view = View(RecordStore(register), date.fromisoformat(known_on) if known_on else None)
    return decide(question, view)


def one(*grants: Grant, **more: Any) -> Records:
    """A register of one list that names these grants, each of its own act."""
    rows = [(f"act-{number}", item) for number, item in enumerate(grants, start=1)]
    return records([source("list", "ministry_list", "2020-01-01")], [listing("list", rows)], **more)


def codes(notes: Iterable[Any]) -> list[str]:
    """The codes of notes."""
    return [note.code for note in notes]


def reasons(decision: Decision) -> list[str]:
    """Why instruments were set aside."""
    return [item.reason for item in decision.considered]
