"""Answers in time, drawn as a bar and told stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from comity.decide.decision import Outcome
from comity.decide.question import Question
from comity.decide.when import Stretch
from comity.say.sayer import Sayer

_WIDTH = 76
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
    who = say.text(
        "label.passport",
        state=say.state(passport.issuer),
        **{"class": say.passport_class(passport.passport_class.value)},
    )
    yield f"{who} → {say.state(question.to)}"
    yield from _bar(stretches, today)
    legend = "  ".join(
        f"{mark} {say.text(f'outcome.{outcome.value}').partition(':')[0].lower()}"
        for outcome, mark in _MARKS.items()
        if any(stretch.outcome is outcome for stretch in stretches)
    )
    yield legend
    yield ""
    for stretch in stretches:
        yield _line(stretch, say)


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
    free = 0
    for year in range(since.year, date.fromordinal(last).year + 1):
        column = int((date(year, 1, 1).toordinal() - since.toordinal()) * scale)
        if 0 <= column < _WIDTH and column >= free:
            line[column : column + 4] = str(year)
            free = column + 6
    place = int((today.toordinal() - since.toordinal()) * scale)
    if 0 <= place < _WIDTH:
        line[place] = "▲"
    return "".join(line).rstrip()


def _line(stretch: Stretch, say: Sayer) -> str:
    until = say.date(stretch.until - timedelta(days=1)) if stretch.until else "…"
    text = say.text(f"outcome.{stretch.outcome.value}").partition(":")[0]
    if stretch.limits:
        text += f", {say.rule(stretch.limits)}"
    by = f" [{', '.join(stretch.basis)}]" if stretch.basis else ""
    return say.labelled(f"{say.date(stretch.since)} – {until}", text + by)
