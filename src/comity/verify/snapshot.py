"""The answers of a register as tables that a person can review line by line.

One table to a destination. A line is one issuer, the passport classes that get the same
answers, and those answers in time, for a visitor who says nothing more. The line of ``*`` is
what holders get of whom the register says nothing; other lines stand only where they differ
from it. A change of a record shows as exactly the lines whose answers it changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import ndiff
from pathlib import Path

from comity.decide.question import Passport, Question
from comity.decide.when import Stretch, when
from comity.law.passports import Evidence, PassportClass
from comity.register.view import ANY_ISSUER, View
from comity.verify.compare import USUAL, states_of

SINCE = date(1900, 1, 1)
"""Answers are told from this day on."""

_FORM = ".tsv"


def tables(
    view: View, states: Iterable[str] | None = None, told: Callable[[int, int], None] | None = None
) -> dict[str, str]:
    """The table of each destination; a destination that is open to nobody has none."""
    wanted = list(states or states_of(view))
    found = {}
    for done, to in enumerate(wanted, start=1):
        lines = list(_lines(view, to))
        if len(lines) > 1 or not lines[0].endswith("\tunknown"):
            found[to] = "".join(f"{line}\n" for line in lines)
        if told:
            told(done, len(wanted))
    return found


def _lines(view: View, to: str) -> Iterator[str]:
    others = {
        passport_class: _runs(view, ANY_ISSUER, to, passport_class) for passport_class in USUAL
    }
    yield from _joined(ANY_ISSUER, others)
    for issuer in states_of(view):
        named = _named(view, issuer, to) if issuer != to else []
        own = {}
        for passport_class in named:
            runs = _runs(view, issuer, to, passport_class)
            if runs != others.get(passport_class, "unknown"):
                own[passport_class] = runs
        yield from _joined(issuer, own)


def _joined(issuer: str, runs: dict[PassportClass, str]) -> Iterator[str]:
    """Classes with the same answers in one line."""
    by_runs: dict[str, list[str]] = defaultdict(list)
    for passport_class, text in runs.items():
        by_runs[text].append(passport_class.value)
    for text, classes in by_runs.items():
        yield f"{issuer}\t{'+'.join(classes)}\t{text}"


def _named(view: View, issuer: str, to: str) -> list[PassportClass]:
    """The classes for which some strand can reach this issuer's passports at some time."""
    asked: set[PassportClass] = set()
    for holder in (issuer, *view.belongs(issuer)):
        for destination in (to, *view.belongs(to)):
            for strand in view.strands((holder, destination)):
                name = strand.passport_class
                if name is None or name is PassportClass.ANY:
                    asked.update(USUAL)
                else:
                    asked.add(name)
    for passport_class in USUAL:
        if any(view.evidence(issuer, passport_class, name) is not Evidence.NONE for name in asked):
            asked.add(passport_class)
    return [item for item in PassportClass if item in asked]


def _runs(view: View, issuer: str, to: str, passport_class: PassportClass) -> str:
    passport = Passport(issuer, passport_class)
    question = Question(passports=(passport,), to=to, on=SINCE)
    told: list[str] = []
    last = ""
    for stretch in when(question, view, SINCE):
        text = _answer(stretch)
        if text != last:
            told.append(text if stretch.since == SINCE else f"{stretch.since} {text}")
            last = text
    return " | ".join(told)


def _answer(stretch: Stretch) -> str:
    parts = [stretch.outcome.value]
    if stretch.formality and stretch.formality.value != "visa":
        parts.append(f"({stretch.formality.value})")
    if stretch.limits:
        parts.append("&".join(map(str, stretch.limits)))
    if stretch.conditions:
        parts.append(f"if {'+'.join(stretch.conditions)}")
    return " ".join(parts)


def update(folder: Path, found: dict[str, str], states: Iterable[str] | None = None) -> None:
    """Write the tables; those of destinations that have none any more are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(f"*{_FORM}"):
        if path.stem not in found and (states is None or path.stem in set(states)):
            path.unlink()
    for to, text in found.items():
        (folder / f"{to}{_FORM}").write_text(text, encoding="utf-8")


def changes(
    folder: Path, found: dict[str, str], states: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """The lines that differ from the approved tables, with the destination; ``- `` is the old."""
    approved = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob(f"*{_FORM}")}
    if states is not None:
        approved = {to: text for to, text in approved.items() if to in set(states)}
    return [
        (to, line)
        for to in sorted({*approved, *found})
        if approved.get(to) != found.get(to)
        for line in ndiff(approved.get(to, "").splitlines(), found.get(to, "").splitlines())
        if line[0] in "+-"
    ]
