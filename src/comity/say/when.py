"""Answers in time, drawn as a bar and told stretch by stretch."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from comity.decide.decision import Considered, Outcome
from comity.decide.question import Question
from comity.decide.when import Stretch
from comity.say.reasons import say_reason
from comity.say.sayer import Sayer

_WIDTH = 76
_MOST = 3
_BESIDE = ("class_not_covered", "less_favourable")
"""Reasons that say of an instrument only that it is not for this passport, or not needed."""

_MARKS = {
    Outcome.EXEMPT: "█",
    Outcome.CONDITIONAL: "▒",
    Outcome.VISA_REQUIRED: "─",
    Outcome.REFUSED: "╳",
    Outcome.UNKNOWN: "·",
}


def tell_when(
    stretches: Sequence[Stretch], question: Question, today: date, say: Sayer
) -> Iterator[str]:
    """A bar of time with its years, and one line for each stretch."""
    passport = question.passports[0]
    who = say.passport(passport.issuer, passport.passport_class.value)
    yield f"{who} → {say.state(question.to)}"
    yield from _bar(stretches, today)
    legend = "  ".join(
        f"{mark} {say.text(f'when.{outcome.value}')}"
        for outcome, mark in _MARKS.items()
        if any(stretch.outcome is outcome for stretch in stretches)
    )
    yield legend
    yield ""
    for stretch in _joined(stretches):
        yield from _lines(stretch, say)


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours that rest on the same grants told as one: what else was set aside is not told."""
    told: list[Stretch] = []
    for stretch in stretches:
        before = told[-1] if told and stretch.basis else None
        if before and (before.answer, before.basis) == (stretch.answer, stretch.basis):
            told[-1] = replace(before, until=stretch.until)
        else:
            told.append(stretch)
    return told


def _bar(stretches: Sequence[Stretch], today: date) -> Iterator[str]:
    first = stretches[0].since.toordinal()
    end = stretches[-1].until
    last = end.toordinal() if end else first + 1
    scale = _WIDTH / max(1, last - first)
    cells = []
    for column in range(_WIDTH):
        day = date.fromordinal(first + int((column + 0.5) / scale))
        cells.append(_MARKS[_at(stretches, day).outcome])
    yield "".join(cells)
    yield _years(stretches[0].since, last, scale, today)


def _at(stretches: Sequence[Stretch], day: date) -> Stretch:
    current = stretches[0]
    for stretch in stretches:
        if stretch.since <= day:
            current = stretch
    return current


def _years(since: date, last: int, scale: float, today: date) -> str:
    """Years below the bar, and a mark for today."""
    line = [" "] * (_WIDTH + 4)
    place = int((today.toordinal() - since.toordinal()) * scale)
    marked = range(place - 4, place + 2) if 0 <= place < _WIDTH else range(0)
    free = 0
    for year in range(since.year, date.fromordinal(last).year + 1):
        column = int((date(year, 1, 1).toordinal() - since.toordinal()) * scale)
        if 0 <= column < _WIDTH and column >= free and column not in marked:
            line[column : column + 4] = str(year)
            free = column + 6
    if marked:
        line[place] = "▲"
    return "".join(line).rstrip()


def _lines(stretch: Stretch, say: Sayer) -> Iterator[str]:
    """The days, the answer and what it rests on; or else what stands in the way."""
    days = say.date(stretch.since)
    if stretch.until is None:
        days += " – …"
    elif (last := stretch.until - timedelta(days=1)) > stretch.since:
        days += f" – {say.date(last)}"
    text = say.text(f"when.{stretch.outcome.value}")
    if stretch.limits:
        text += f", {say.rule(stretch.limits)}"
    if stretch.basis:
        text += f" [{', '.join(stretch.basis)}]"
    yield from _wrap(say.labelled(days, text), "", say)
    if not stretch.basis:
        for said in _hindrances(stretch, say)[:_MOST]:
            yield from _wrap(said, "  ", say)


def _hindrances(stretch: Stretch, say: Sayer) -> list[str]:
    """Why the instruments that are for this passport do not help, each once."""
    said = []
    for text in stretch.reasons:
        instrument, reason, detail = text.split(": ", 2)
        if reason not in _BESIDE:
            item = Considered(instrument, reason, detail, "")
            said.append(say.labelled(instrument, say_reason(item, say)))
    return list(dict.fromkeys(said))


def _wrap(text: str, indent: str, say: Sayer) -> list[str]:
    return textwrap.wrap(
        say.typeset(text),
        _WIDTH + 4,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
