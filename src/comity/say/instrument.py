"""One instrument told to a person: its acts, grants, clauses, statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comity.dossier.grants import LifeSpan, ShownGrant
from comity.dossier.instrument import Said, ShownClause, ShownInstrument
from comity.say.decision import Line, source_text
from comity.say.dossier import event_lines
from comity.say.lines import (
    classes_text,
    dissent_lines,
    grant_text,
    heading,
    knowledge_line,
    terms_text,
    waits_text,
)
from comity.say.sayer import Sayer
from comity.say.titles import act_title


def tell_instrument(found: ShownInstrument, say: Sayer) -> Iterator[Line]:
    """The lines of an instrument."""
    title = found.title.get(say.lang) or act_title(found.title.get("en", ""), found.instrument, say)
    yield Line(0, "", title, "strong")
    yield Line(0, "", _about(found, say))
    yield Line(1, say.text("show.parties"), ", ".join(map(say.state, found.parties)))
    for label, names in (
        ("amends", (found.amends,) if found.amends else ()),
        ("replaces", found.replaces),
        ("replaced_by", found.replaced_by),
    ):
        if names:
            yield Line(1, say.text(f"show.{label}"), ", ".join(names))
    if found.languages:
        said = ", ".join(found.languages)
        if found.prevailing:
            said += "; " + say.text("show.prevailing", language=found.prevailing)
        yield Line(1, say.text("show.languages"), said)
    if found.note:
        yield Line(1, say.text("show.note"), found.note)
    if not found.recorded:
        yield Line(0, "", say.text("show.only_listed"), "dim")
    if found.acts:
        yield heading(say.text("show.acts"))
        for event in found.acts:
            yield from event_lines(event, say)
    if found.grants:
        yield heading(say.text("show.grants", date=say.date(found.on)))
        for grant in found.grants:
            yield from _grant(grant, say)
    if found.clauses:
        yield heading(say.text("show.clauses"))
        for clause in found.clauses:
            yield Line(1, _article(clause.article, say), clause_text(clause, say))
    if found.statements:
        yield heading(say.text("show.statements"))
        yield from _statements(found.statements, say)
    yield Line(0, "", "")
    yield knowledge_line(found.as_of, say)


def _about(found: ShownInstrument, say: Sayer) -> str:
    parts = [found.instrument, say.text(f"kind.{found.kind}")]
    if found.form:
        key = f"form.{found.form}"
        parts.append(say.text(key) if say.has(key) else found.form.replace("_", " "))
    key = f"subject.{found.subject}"
    parts.append(say.text(key) if say.has(key) else found.subject.replace("_", " "))
    return ", ".join(parts)


def _grant(grant: ShownGrant, say: Sayer) -> Iterator[Line]:
    text = grant_text(grant.classes, grant.limits, say)
    article = f", {say.text('label.article', article=grant.article)}" if grant.article else ""
    yield Line(1, f"{grant.issuer} → {grant.destination}", text + article, "strong")
    if grant.terms:
        yield Line(2, "", terms_text(grant.terms, say))
    if grant.waits_for:
        yield Line(2, "", waits_text(grant.waits_for, say), "open")
    names = {source.id: source.publisher for source in grant.sources}
    for span in grant.life:
        yield Line(2, "", life_text(span, names, say), "" if span.since else "dim")
    yield from dissent_lines(grant.dissent, grant.sources, say)


def life_text(span: LifeSpan, names: Mapping[str, str], say: Sayer) -> str:
    """One span of a life: since when, in what state, why."""
    key = f"life.{span.reason}"
    state = say.text(f"state.{span.state.value}")
    why = (
        say.text(key, source=", ".join(names.get(item, item) for item in span.sources))
        if say.has(key)
        else ""
    )
    text = f"{state} ({why})" if why else state
    if span.since is None:
        return say.text("life.before", text=text)
    return say.text("life.from", date=say.date(span.since), text=text)


def _article(article: str | None, say: Sayer) -> str:
    return say.text("show.article", article=article) if article else ""


# -- clauses ------------------------------------------------------------------------------


def clause_text(clause: ShownClause, say: Sayer) -> str:
    """A clause in words; its kind with its parameters where no sentence is made for it."""
    special = {
        "entry_into_force": _force,
        "duration": _duration,
        "termination": _notice,
        "suspension": _notice,
    }.get(clause.kind)
    keys = (f"final.{clause.kind}", f"clause.{clause.kind}")
    named = [say.text(key) for key in keys if say.has(key)]
    name = named[0] if named else clause.kind.replace("_", " ")
    if clause.parameters.get("none"):
        return f"{name}{say.text('colon')}{say.text('clause.none')}"
    said = special(clause.parameters, say) if special else _plain(clause.parameters, say)
    return f"{name}{say.text('colon')}{said}" if said else name


def _force(rule: dict[str, Any], say: Sayer) -> str:
    anchor = say.text(f"anchor.{rule['anchor']}")
    if rule["anchor"] == "fixed":
        return say.date(str(rule.get("date", "")))
    if "first_of_month" in rule:
        text = say.text("clause.first_of_month", n=rule["first_of_month"], anchor=anchor)
    elif rule.get("n"):
        length = say.amount(rule["n"], str(rule.get("unit", "day")))
        text = say.text("clause.after", length=length, anchor=anchor)
    else:
        text = say.text("clause.on", anchor=anchor)
    if rule.get("provisional"):
        text += "; " + say.text("clause.provisional")
    if rule.get("requires"):
        text += "; " + say.text("clause.requires", instrument=rule["requires"])
    return text


def _duration(value: dict[str, Any], say: Sayer) -> str:
    years = value.get("years")
    text = say.amount(years, "year") if years else say.text("clause.no_limit")
    return text + ("; " + say.text("clause.renewed") if value.get("tacit_renewal") else "")


def _notice(value: dict[str, Any], say: Sayer) -> str:
    notice = value.get("notice")
    parts = []
    if notice and not notice["n"]:
        parts.append(say.text("clause.no_notice"))
    elif notice:
        length = say.amount(notice["n"], str(notice.get("unit", "day")))
        parts.append(say.text("clause.notice", length=length))
    if value.get("grounds"):
        parts.append(", ".join(item.replace("_", " ") for item in value["grounds"]))
    return "; ".join(parts)


def _plain(parameters: dict[str, Any], say: Sayer) -> str:
    said = []
    for name, value in parameters.items():
        words = name.replace("_", " ")
        if value is True:
            said.append(words)
        elif value is False:
            said.append(say.text("clause.without", what=words))
        elif isinstance(value, dict):
            said.append(f"{words} ({_plain(value, say)})")
        else:
            said.append(f"{words} {str(value).replace('_', ' ')}")
    return ", ".join(said)


def _statements(items: Sequence[Said], say: Sayer) -> Iterator[Line]:
    """What is said, and under it everyone who says just that."""
    by_text: dict[tuple[str, str], list[Said]] = {}
    for item in items:
        way = f"{item.issuer} → {item.destination}"
        by_text.setdefault((way, _statement(item, say)), []).append(item)
    for (way, text), alike in by_text.items():
        yield Line(1, way, text, "strong")
        for item in alike:
            yield Line(2, "", source_text(item.source, say), "dim")
            yield Line(2, "", item.place, "dim")


def _statement(item: Said, say: Sayer) -> str:
    parts = [classes_text(item.classes or (), say)]
    if item.stay:
        parts.append(item.stay)
    for name in ("signed", "in_force", "ended"):
        when: str | None = getattr(item, name)
        if when:
            parts.append(say.text(f"statement.{name}", date=say.date(when)))
    if item.status:
        parts.append(say.text("statement.status", status=say.text(f"status.{item.status}")))
    if item.terms:
        parts.append(terms_text(item.terms, say))
    return "; ".join(parts)
