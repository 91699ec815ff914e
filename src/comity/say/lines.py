"""Parts that several pages share: grants in words, sources, dissent, waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comity.decide.decision import Note
from comity.law.passports import PassportClass
from comity.law.stay import Limit
from comity.register.strands import Dissent, SourceRef
from comity.say.decision import Line, source_text
from comity.say.reasons import say_missing, say_term
from comity.say.sayer import Sayer


def heading(text: str) -> Line:
    """The heading of a section, with a free line before it."""
    return Line(0, "", text, "head")


def classes_text(classes: Sequence[PassportClass], say: Sayer) -> str:
    """Passport classes, or that no source names one."""
    if not classes:
        return say.text("grant.no_class")
    return ", ".join(say.passport_class(item.value) for item in classes)


def grant_text(classes: Sequence[PassportClass], limits: Sequence[Limit], say: Sayer) -> str:
    """What is given: the classes, and how long each may stay."""
    stay = say.rule(tuple(limits)) if limits else say.text("label.stay_unstated")
    return f"{classes_text(classes, say)}; {stay}"


def terms_text(terms: Iterable[str], say: Sayer) -> str:
    """The terms of a grant in words."""
    return "; ".join(say_term(term, say) for term in terms)


def waits_text(waits: Iterable[str], say: Sayer) -> str:
    """What entry into force still waits for."""
    notes = (what.partition(":") for what in waits)
    said = [say_missing(Note(f"waits_for_{head}", value), say) for head, _, value in notes]
    return say.text("grant.waits_for", what="; ".join(said))


def source_lines(sources: Sequence[SourceRef], say: Sayer, most: int = 3) -> Iterator[Line]:
    """The sources of what stands above, the best first."""
    for source in sources[:most]:
        yield Line(2, "", source_text(source, say), "dim")
    if len(sources) > most:
        yield Line(2, "", say.text("label.more", n=len(sources) - most), "dim")


def dissent_lines(
    items: Iterable[Dissent], sources: Iterable[SourceRef], say: Sayer
) -> Iterator[Line]:
    """What some sources say otherwise, by the publisher's name."""
    names = {source.id: source.publisher for source in sources}
    for item in items:
        key = f"field.{item.field}"
        field = say.text(key) if say.has(key) else say_term(item.field, say)
        value = say.date(item.value) if item.value else "-"
        publisher = names.get(item.source, item.source)
        yield Line(
            2, "", say.text("label.dissent", field=field, value=value, source=publisher), "open"
        )


def knowledge_line(as_of: str, say: Sayer) -> Line:
    """How far the register's knowledge reaches."""
    return Line(1, say.text("label.knowledge"), say.text("label.as_of", date=say.date(as_of)))
