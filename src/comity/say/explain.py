"""Reasoning told as a tree of lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from comity.decide.decision import Considered, Note
from comity.decide.explain import Branch, Reasoning, Step
from comity.decide.whynot import Move, WhyNot
from comity.say.decision import headline, source_text, who_text
from comity.say.reasons import (
    say_assumption,
    say_condition,
    say_missing,
    say_obligation,
    say_reason,
    say_remark,
)
from comity.say.sayer import Sayer
from comity.say.titles import act_title

_WIDTH = 80


def tell_reasoning(reasoning: Reasoning, say: Sayer) -> Iterator[str]:
    """The answer, then a branch for each instrument, with every rule applied to it."""
    yield headline(reasoning.decision, say)
    yield from _wrap(who_text(reasoning.decision, say), say)
    if not reasoning.branches:
        yield "└─ " + say.text("explain.no_instrument")
    for index, branch in enumerate(reasoning.branches):
        last = index == len(reasoning.branches) - 1
        yield from _branch(branch, last, say)
    for note in reasoning.decision.missing:
        yield from _wrap(
            say.labelled(say.text("label.missing"), say_missing(note, say)), say, "   "
        )


def _branch(branch: Branch, last: bool, say: Sayer) -> Iterator[str]:
    stem, rail = ("└─ ", "   ") if last else ("├─ ", "│  ")
    mark = {"exempt": "✓", "conditional": "?", "set_aside": "✗"}[branch.verdict]
    classes = f", {say.passport_class(branch.passport_class)}" if branch.passport_class else ""
    named = act_title(branch.title, branch.instrument, say)
    title = f"{mark} {named}{classes} [{branch.instrument}]"
    yield from _wrap(title, say, stem, rail)
    state = say.text(f"state.{branch.state}")
    if branch.since:
        state += f" ({say.text('explain.since', date=say.date(branch.since))})"
    yield from _wrap(state, say, f"{rail}├─ ", f"{rail}│  ")
    for step in branch.steps:
        yield from _wrap(_step(step, branch, say), say, f"{rail}├─ ", f"{rail}│  ")
        for note in step.notes:
            yield from _wrap(_note(note, say), say, f"{rail}│  · ", f"{rail}│    ")
    for index, source in enumerate(branch.sources[:2]):
        end = index == min(len(branch.sources), 2) - 1
        head, under = ("└─ ", "   ") if end else ("├─ ", "│  ")
        yield from _wrap(source_text(source, say), say, rail + head, rail + under)


def _step(step: Step, branch: Branch, say: Sayer) -> str:
    name = say.text(f"rule.{step.rule}")
    if step.verdict == "set_aside":
        item = Considered(branch.instrument, step.reason, step.detail, branch.title)
        return f"✗ {say.labelled(name, say_reason(item, say))} ({_cites(step, say)})"
    mark = "?" if step.verdict == "open" else "✓"
    return f"{mark} {name} ({_cites(step, say)})"


def _cites(step: Step, say: Sayer) -> str:
    """What a rule rests on: numbers stay, words are said."""
    rest = step.cites.lstrip(ascii_lowercase)
    word = step.cites.removesuffix(rest)
    return say.text(f"explain.cites.{word}") + rest if word else step.cites


def _note(note: Note, say: Sayer) -> str:
    for kind, speak in (
        ("condition", say_condition),
        ("obligation", say_obligation),
        ("assumption", say_assumption),
        ("remark", say_remark),
    ):
        if say.has(f"{kind}.{note.code}"):
            return speak(note, say)
    return note.code


def tell_why_not(items: Sequence[WhyNot], say: Sayer) -> Iterator[str]:
    """Each instrument set aside, why, and what would make it apply."""
    if not items:
        yield say.text("whynot.none")
    for item in items:
        reason = say_reason(Considered(item.instrument, item.reason, item.detail, item.title), say)
        named = act_title(item.title, item.instrument, say)
        yield from _wrap(say.labelled(f"{named} [{item.instrument}]", reason), say)
        moves = (" " + say.text("whynot.and") + " ").join(_move(move, say) for move in item.moves)
        yield from _wrap(
            say.text("whynot.would_apply", moves=moves) if moves else say.text("whynot.nothing"),
            say,
            "  → ",
            "    ",
        )


def _move(move: Move, say: Sayer) -> str:
    if move.field == "act":
        name, _, party = move.value.partition(":")
        return say.text(f"whynot.act.{name}", state=say.state(party) if party else "")
    if move.field == "until":
        return say.text("whynot.until")
    value = say.date(move.value)
    for kind in ("class", "role", "purpose"):
        if kind in move.field and say.has(f"{kind}.{move.value}"):
            value = say.text(f"{kind}.{move.value}")
    return say.text("whynot.field", field=say.text(f"field.{move.field}"), value=value)


def _wrap(text: str, say: Sayer, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        say.typeset(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
