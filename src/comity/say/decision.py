"""A decision told to a person, in 80 columns, as paragraphs of plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from comity.decide.decision import Basis, Considered, Decision, NextChange, Note, Outcome
from comity.register.strands import Dissent, SourceRef
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


class Line(NamedTuple):
    """One line: how far it is indented, its label, its text, and its tone for colour."""

    indent: int
    label: str
    text: str
    tone: str = ""


_TONES = {
    Outcome.EXEMPT: "good",
    Outcome.CONDITIONAL: "fair",
    Outcome.VISA_REQUIRED: "bad",
    Outcome.REFUSED: "bad",
    Outcome.UNKNOWN: "open",
}


def tell(decision: Decision, say: Sayer, *, most: int = 6) -> Iterator[Line]:
    """The lines of a decision: the answer first, then its reasons. `most` caps long lists."""
    yield Line(0, "", headline(decision, say), _TONES[decision.outcome])
    yield Line(0, "", who_text(decision, say))
    if decision.outcome in (Outcome.EXEMPT, Outcome.CONDITIONAL):
        yield Line(1, say.text("label.allowance"), allowance_text(decision, say))
    yield from _notes(decision.conditions, "conditions", say_condition, say)
    for index, basis in enumerate(decision.basis[:most]):
        yield Line(1, say.text("label.basis") if not index else "", _basis_text(basis, say))
        yield from _source_lines(basis.sources, say, 2)
        for item in basis.dissent[:2]:
            yield Line(2, "", _dissent_text(item, say), "open")
    yield from _notes(decision.obligations, "obligations", say_obligation, say)
    yield from _notes(decision.remarks, "remarks", say_remark, say)
    yield from _notes(decision.assumptions, "assumptions", say_assumption, say)
    yield from _considered(decision.considered, say, most)
    yield from _notes(decision.missing, "missing", say_missing, say)
    yield Line(1, say.text("label.knowledge"), knowledge_text(decision, say))
    if decision.next_change is not None:
        said = _change_text(decision.next_change, say)
        yield Line(1, say.text("label.next_change"), said)
    for other in decision.alternatives:
        name = say.passport(other["issuer"], other["passport_class"])
        outcome = say.text(f"when.{other['outcome']}")
        yield Line(1, say.text("label.other_passports"), say.labelled(name, outcome))


def _change_text(change: NextChange, say: Sayer) -> str:
    """The day, and what the answer is from then on."""
    text = say.text(f"when.{change.outcome.value}")
    if change.formality is not None and change.formality.value != "visa":
        text += f" ({say.text(f'formality.{change.formality.value}')})"
    if change.limits:
        text += f", {say.rule(change.limits)}"
    return say.labelled(say.date(change.date), text)


def headline(decision: Decision, say: Sayer) -> str:
    """The answer in a line."""
    text = say.text(f"outcome.{decision.outcome.value}").upper()
    if decision.formality is not None and decision.formality.value != "visa":
        return f"{text} ({say.text(f'formality.{decision.formality.value}')})"
    return text


def who_text(decision: Decision, say: Sayer) -> str:
    """Whose question it is: the passport, the destination, the day."""
    passport = say.passport(decision.passport["issuer"], decision.passport["passport_class"])
    return f"{passport} → {say.state(decision.to)}, {say.date(decision.on)}"


def allowance_text(decision: Decision, say: Sayer) -> str:
    """How long, in words."""
    allowance = decision.allowance
    if not allowance.limits:
        return say.text("label.stay_unstated")
    text = say.rule(allowance.limits)
    if allowance.until is not None:
        text += f" ({say.text('label.until', date=say.date(allowance.until))})"
    return text


def _basis_text(basis: Basis, say: Sayer) -> str:
    parts = [act_title(basis.title, basis.instrument, say)]
    if basis.article:
        parts.append(say.text("label.article", article=basis.article))
    if basis.state == "provisional":
        parts.append(say.text("label.provisional"))
    elif basis.in_force:
        parts.append(say.text("label.since", date=say.date(basis.in_force)))
    return ", ".join(parts) + f" [{basis.instrument}]"


def _dissent_text(item: Dissent, say: Sayer) -> str:
    value = say.date(item.value) or item.field
    return say.text("label.dissent", field=item.field, value=value, source=item.source)


def _source_lines(sources: Sequence[SourceRef], say: Sayer, indent: int) -> Iterator[Line]:
    for source in sources[:3]:
        yield Line(indent, "", source_text(source, say), "dim")
    if len(sources) > 3:
        yield Line(indent, "", say.text("label.more", n=len(sources) - 3), "dim")


def source_text(source: SourceRef, say: Sayer) -> str:
    """A source in a line: publisher, kind, date, address."""
    when = say.date(source.date) if source.date else say.text("label.undated")
    kind = say.text(f"source.{source.kind}")
    address = source.url or say.text("label.no_address")
    return f"{source.publisher} ({kind}, {when}) {address}"


def _considered(items: Sequence[Considered], say: Sayer, most: int) -> Iterator[Line]:
    for index, item in enumerate(items[:most]):
        label = say.text("label.considered") if not index else ""
        title = act_title(item.title, item.instrument, say)
        said = say.labelled(f"{title} [{item.instrument}]", say_reason(item, say))
        yield Line(1, label, said)
        yield from _source_lines(item.sources[:1], say, 2)
    if len(items) > most:
        yield Line(1, "", say.text("label.more", n=len(items) - most))


def _notes(
    notes: Sequence[Note], label: str, speak: Callable[[Note, Sayer], str], say: Sayer
) -> Iterator[Line]:
    said = dict.fromkeys(speak(note, say) for note in notes)
    for index, text in enumerate(said):
        yield Line(1, say.text(f"label.{label}") if not index else "", text)


def knowledge_text(decision: Decision, say: Sayer) -> str:
    """How old the knowledge is."""
    known = decision.knowledge
    text = say.text("label.as_of", date=say.date(known.as_of))
    if known.newest_source is None or known.oldest_source is None:
        return text
    newest, oldest = say.date(known.newest_source), say.date(known.oldest_source)
    if newest == oldest:
        return f"{text}; {say.text('label.source_of', newest=newest)}"
    return f"{text}; {say.text('label.sources_from', oldest=oldest, newest=newest)}"
