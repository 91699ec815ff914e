"""Changes of answers told to a person."""

from __future__ import annotations

from comity.decide.decision import Formality, Outcome
from comity.say.sayer import Sayer
from comity.verify.diff import Change, Side

_NAMED = 6
"""How many states are named before the rest are counted."""


def change_text(change: Change, say: Sayer) -> str:
    """One change in a sentence.

    "Togo-Kazakhstan, diplomatic and service, both ways: from unknown to exempt (90 days in any
    180 days) from 1 March 2026"
    """
    classes = say.classes("+".join(item.value for item in change.classes))
    dates = say.text("diff.from", date=say.date(change.since))
    if change.until is not None:
        dates = say.text("diff.between", since=say.date(change.since), until=say.date(change.until))
    terms = (change.old.outcome, change.old.limits) == (change.new.outcome, change.new.limits)
    old, new = _side(change.old, say, terms), _side(change.new, say, terms)
    said = say.text("diff.change", old=old, new=new)
    return say.labelled(f"{_who(change, say)}, {classes}{_ways(change, say)}", f"{said} {dates}")


def _who(change: Change, say: Sayer) -> str:
    """The pair, or the many and the one."""
    first = change.directions[0]
    if _both_ways(change):
        return f"{say.state(first[0])}–{say.state(first[1])}"
    ends = []
    for side in (0, 1):
        codes = list(dict.fromkeys(direction[side] for direction in change.directions))
        names = ", ".join(say.state(code) for code in codes[:_NAMED])
        if len(codes) > _NAMED:
            names += f" {say.text('label.more', n=say.number(len(codes) - _NAMED))}"
        ends.append(names)
    return " → ".join(ends)


def _ways(change: Change, say: Sayer) -> str:
    return ", " + say.text("diff.both_ways") if _both_ways(change) else ""


def _both_ways(change: Change) -> bool:
    return len(change.directions) == 2 and change.directions[0] == change.directions[1][::-1]


def _side(side: Side, say: Sayer, terms: bool) -> str:
    """One answer; its conditions too, where nothing else tells the two answers apart."""
    if side.outcome is Outcome.CONDITIONAL:
        text = say.text("diff.conditional")
    else:
        text = say.text(f"outcome.{side.outcome.value}").partition(":")[0].strip().lower()
    parts = []
    if side.outcome in (Outcome.EXEMPT, Outcome.CONDITIONAL) and side.limits:
        parts.append(say.rule(side.limits))
    if side.formality not in (None, Formality.VISA):
        parts.append(say.text(f"formality.{side.formality}"))
    if terms and side.conditions:
        parts.append(", ".join(code.replace("_", " ") for code in side.conditions))
    return f"{text} ({'; '.join(parts)})" if parts else text
