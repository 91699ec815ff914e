"""comity check --mrz: the passports of a question, read from machine-readable zones.

Where the lines leave the class of a passport open, the question is decided for each class, and
answered only if all answers are one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from typing import Any

import click
from msgspec import Struct

from comity.cli.options import print_json, print_lines, today
from comity.decide.decision import Decision, Outcome
from comity.decide.question import Passport
from comity.law.passports import PassportClass
from comity.mrz import (
    MrzError,
    PassportCandidate,
    Reading,
    by_document_code,
    documents,
    read,
    to_passports,
)
from comity.say import Sayer

MOST_WAYS = 64
"""The most combinations of classes that are decided for one holder."""

_CLASSES = frozenset(item.value for item in PassportClass)

Decide = Callable[[tuple[Passport, ...]], Decision | None]
"""The decision for some passports; None where there is none to ask with."""


class Way(Struct, frozen=True):
    """One way to read all passports of the holder, and the answer with them."""

    held: tuple[PassportCandidate, ...]
    decision: Decision | None

    @property
    def outcome(self) -> Outcome:
        """The answer, unknown where no passport is of a class that acts speak of."""
        return Outcome.UNKNOWN if self.decision is None else self.decision.outcome


class Answer(Struct, frozen=True):
    """The answer with the passports as they are read.

    Attributes:
        readings: the documents.
        ways: the ways to read them, the surest first.
    """

    readings: tuple[Reading, ...]
    ways: tuple[Way, ...]

    @property
    def decision(self) -> Decision | None:
        """The one decision all ways agree on, with the shortest stay; None where they do not."""
        made = [way.decision for way in self.ways if way.decision is not None]
        if len(made) < len(self.ways) or len({way.outcome for way in self.ways}) > 1:
            return None
        return min(made, key=lambda item: item.allowance.days or 10**9)

    @property
    def outcome(self) -> Outcome:
        """The outcome all ways agree on, else unknown."""
        decision = self.decision
        return Outcome.UNKNOWN if decision is None else decision.outcome


def answered(text: str, options: dict[str, Any], decide: Decide) -> Answer:
    """The answer for the holder of the documents in `text`.

    Raises:
        MrzError: lines that cannot be read or trusted, or too many ways to read them.
    """
    from comity.names import all_states

    day, states = today(), by_document_code(all_states())
    readings = tuple(read(lines, today=day, states=states) for lines in documents(text))
    ways = list(islice(product(*(to_passports(item) for item in readings)), MOST_WAYS + 1))
    if len(ways) > MOST_WAYS:
        raise MrzError(
            f"{len(readings)} documents can be read in more than {MOST_WAYS} ways",
            where="standard input",
            expected="the passports of one holder",
            mend="give the classes with --passport",
        )
    return Answer(
        readings,
        tuple(
            Way(held, decide(tuple(_passport(item, options) for item in held if _known(item))))
            for held in ways
        ),
    )


def _known(item: PassportCandidate) -> bool:
    """Whether acts speak of the class; none is taken to mean an emergency passport."""
    return item.passport_class in _CLASSES and not item.emergency


def _passport(item: PassportCandidate, options: dict[str, Any]) -> Passport:
    return Passport(
        item.issuer,
        PassportClass(item.passport_class),
        nationality=options["nationality"] or item.nationality,
        expires=options["expires"] or item.expires,
        issued=options["issued"],
        biometric=options["biometric"],
    )


def show(answer: Answer, say: Sayer, as_json: bool) -> None:
    """Print the answer, or the classes that it turns on."""
    if as_json:
        print_json(_plain(answer, say))
        return
    from comity.say.decision import Line, tell
    from comity.say.mrz import open_text, tell_mrz, warning_text

    if answer.decision is not None:
        print_lines(tell(answer.decision, say), say.lang)
        click.echo()
        if len(answer.ways) > 1:
            classes = "; ".join(_classes(way, say) for way in answer.ways)
            print_lines([Line(0, "", open_text("agree", say, classes=classes))], say.lang)
        for warning in (item for reading in answer.readings for item in reading.warnings):
            note = open_text("note", say, text=warning_text(warning, say))
            print_lines([Line(0, "", note)], say.lang)
        return
    print_lines([Line(0, "", open_text("answer", say), "open")], say.lang)
    for way in answer.ways:
        click.echo(f"  {_classes(way, say)}: {say.text(f'outcome.{way.outcome.value}')}")
    for reading in answer.readings:
        click.echo()
        print_lines(tell_mrz(reading, say), say.lang)
    click.echo()
    print_lines([Line(0, "", open_text("ask", say))], say.lang)
    for reading in answer.readings:
        click.echo(f"  --passport {reading.issuer}:CLASS")


def _classes(way: Way, say: Sayer) -> str:
    from comity.say.mrz import class_name

    return ", ".join(
        f"{say.state(item.issuer)}, {class_name(item.passport_class, item.emergency, say)}"
        for item in way.held
    )


def _plain(answer: Answer, say: Sayer) -> dict[str, Any]:
    """The decision with the documents it was read from, or the candidates it turns on."""
    from msgspec import to_builtins

    from comity.cli.mrz import plain

    shown: dict[str, Any]
    if answer.decision is not None:
        shown = to_builtins(answer.decision, enc_hook=str)
    else:
        shown = {
            "outcome": Outcome.UNKNOWN,
            "asks": "passport_class",
            "candidates": [
                {
                    "passports": [
                        {"issuer": item.issuer, "passport_class": item.passport_class}
                        for item in way.held
                    ],
                    "outcome": way.outcome,
                }
                for way in answer.ways
            ],
        }
    return {**shown, "documents": [plain(item, say) for item in answer.readings]}
