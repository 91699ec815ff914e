"""A small register written as its files are, to put a question to."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.decide.decision import Decision
from comity.decide.engine import decide
from comity.decide.question import Facts, Passport, Purpose, Question, Role
from comity.law.groups import Group
from comity.law.instruments import Instrument
from comity.law.passports import IssuerProfile, PassportClass
from comity.records.decode import decode
from comity.records.model import Records, SourceFile
from comity.records.yaml import parse
from comity.register.store import RecordStore
from comity.register.view import View

SOURCES = """
sources:
- {id: text, publisher: Gazette, kind: treaty_text, date: 2010-01-05, read: 2026-01-01}
- {id: late, publisher: Ministry, kind: gazette, date: 2020-06-01, read: 2026-01-01}
"""

HEAD = """
id: {name}
title: {{en: Test agreement {name}}}
kind: bilateral
parties: [AAA, BBB]
acts:
- {{kind: signature, date: 2010-01-01, sources: [text]}}
{acts}
grants:
- issuer: AAA
  destination: BBB
  classes: [diplomatic, service]
  {grant}
  sources: [text]
{rest}
"""

IN_FORCE = "- {kind: entry_into_force, date: 2010-03-01, sources: [text]}"


def record(kind: type, text: str) -> Any:
    """A record from its YAML; the test fails with every defect named."""
    value, defects = decode(parse(text.encode(), "test.yaml"), kind)
    assert not defects, [str(item) for item in defects]
    return value


def instrument(
    grant: str = "", *, acts: str = IN_FORCE, rest: str = "", name: str = "AAA-BBB-2010"
) -> Instrument:
    """A bilateral instrument with one grant; each part is YAML."""
    made: Instrument = record(
        Instrument, HEAD.format(name=name, acts=acts, grant=grant or "article: '1'", rest=rest)
    )
    return made


def store(
    *instruments: Instrument,
    groups: tuple[Group, ...] = (),
    profiles: tuple[IssuerProfile, ...] = (),
) -> RecordStore:
    """A register of these records."""
    sources = record(SourceFile, SOURCES).sources
    return RecordStore(
        Records(
            sources={item.id: item for item in sources},
            instruments={item.id: item for item in instruments},
            listings={},
            relations={},
            groups={item.id: item for item in groups},
            profiles={item.state: item for item in profiles},
        )
    )


def ask(
    *instruments: Instrument,
    on: str = "2015-06-01",
    passport_class: str = "diplomatic",
    role: str = "visitor",
    purpose: str | None = None,
    until: str | None = None,
    known_on: str | None = None,
    passport: dict[str, Any] | None = None,
    groups: tuple[Group, ...] = (),
    **facts: Any,
) -> Decision:
    """The decision for a holder of AAA's passport who goes to BBB."""
    held = Passport("AAA", PassportClass(passport_class), **(passport or {}))
    question = Question(
        passports=(held,),
        to="BBB",
        on=date.fromisoformat(on),
        until=date.fromisoformat(until) if until else None,
        role=Role(role),
        purpose=Purpose(purpose) if purpose else None,
        facts=Facts(**facts),
    )
    view = View(
        store(*instruments, groups=groups), date.fromisoformat(known_on) if known_on else None
    )
    return decide(question, view)


def codes(notes: tuple[Any, ...]) -> list[str]:
    """The codes of some notes."""
    return [note.code for note in notes]
