"""Changes of answers told to a person."""

from __future__ import annotations

from comity.decide.decision import Outcome
from comity.say.sayer import Sayer
from comity.verify.diff import Change, Side


def change_text(change: Change, say: Sayer) -> str:
    """One change in a sentence.

    "Togo-Kazakhstan, diplomatic and service, both ways: from unknown to exempt (90 days in any
    180 days) from 1 March 2026"
    """
    first = change.directions[0]
    if len(change.directions) == 2:
        who = f"{say.state(first[0])}–{say.state(first[1])}"
        ways = ", " + say.text("diff.both_ways")
    else:
        who, ways = f"{say.state(first[0])} → {say.state(first[1])}", ""
    classes = say.classes("+".join(item.value for item in change.classes))
    dates = say.text("diff.from", date=say.date(change.since))
    if change.until is not None:
        dates = say.text("diff.between", since=say.date(change.since), until=say.date(change.until))
    old, new = _side(change.old, say), _side(change.new, say)
    said = say.text("diff.change", old=old, new=new)
    return say.labelled(f"{who}, {classes}{ways}", f"{said} {dates}")


def _side(side: Side, say: Sayer) -> str:
    text = say.text(f"when.{side.outcome.value}")
    if side.outcome in (Outcome.EXEMPT, Outcome.CONDITIONAL) and side.limits:
        text += f" ({say.rule(side.limits)})"
    return text
