"""A dossier of two states told to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from comity.dossier.dossier import Dossier, Paper
from comity.dossier.events import LISTED, Event
from comity.dossier.grants import ShownGrant
from comity.law.acts import ActKind, Scope
from comity.law.lifecycle import State
from comity.register.strands import SourceRef
from comity.say.decision import Line
from comity.say.lines import (
    dissent_lines,
    grant_text,
    heading,
    knowledge_line,
    source_lines,
    terms_text,
    waits_text,
)
from comity.say.sayer import Sayer
from comity.say.titles import act_title

_STANDINGS = ("in_force", "pending", "past", "unsettled")
_MOST_SOURCES = 4


def tell_dossier(found: Dossier, say: Sayer) -> Iterator[Line]:
    """The lines of a dossier: how the instruments stand, then all that happened."""
    first, second = map(say.state, found.states)
    yield Line(0, "", say.text("dossier.title", first=first, second=second), "strong")
    yield Line(0, "", say.text("dossier.on", date=say.date(found.on)))
    for standing in _STANDINGS:
        papers: tuple[Paper, ...] = getattr(found, standing)
        if papers:
            yield heading(say.text(f"dossier.{standing}"))
            for paper in papers:
                yield from _paper(paper, say)
        elif standing == "in_force" and found.events:
            yield heading(say.text("dossier.in_force"))
            yield Line(0, "", say.text("dossier.none_in_force"))
    if found.events:
        yield heading(say.text("dossier.timeline"))
        for event in found.events:
            yield from event_lines(event, say)
    else:
        yield Line(0, "", say.text("dossier.nothing", first=first, second=second))
    if found.sectors:
        yield heading(say.text("dossier.sectors"))
        named = ", ".join(
            f"{sector.name} ({sector.events})" if sector.events > 1 else sector.name
            for sector in found.sectors
        )
        yield Line(0, "", named)
    yield Line(0, "", "")
    yield knowledge_line(found.as_of, say)


def _paper(paper: Paper, say: Sayer) -> Iterator[Line]:
    label = say.short_date(paper.since) if paper.since else say.text("partners.no_date")
    title = act_title(paper.title, paper.instrument, say)
    state = say.text(f"state.{paper.state.value}")
    if not paper.grants and paper.state is State.NOT_KNOWN:
        state = say.text("dossier.signed_only")
    text = f"{title} [{paper.instrument}]{say.text('colon')}{state}"
    yield Line(1, label, text, _tone(paper))
    yield from grant_lines(paper.grants, paper.state, say)
    if paper.waits_for:
        yield Line(2, "", waits_text(paper.waits_for, say), "open")
    yield from source_lines(paper.sources, say, _MOST_SOURCES)


def _tone(paper: Paper) -> str:
    return {"in_force": "good", "provisional": "good", "uncertain": "fair", "signed": "open"}.get(
        paper.state.value, ""
    )


def grant_lines(grants: Sequence[ShownGrant], state: State, say: Sayer) -> Iterator[Line]:
    """What is given in each direction; both directions in one line where they are alike.

    A grant that stands otherwise than the instrument as a whole says so.
    """
    colon = say.text("colon")
    by_text: dict[str, list[ShownGrant]] = {}
    for grant in grants:
        text = grant_text(grant.classes, grant.limits, say)
        if grant.terms:
            text += f"; {terms_text(grant.terms, say)}"
        if grant.state is not state:
            text += f" ({say.text(f'state.{grant.state.value}')})"
        by_text.setdefault(text, []).append(grant)
    for text, alike in by_text.items():
        ways = list(dict.fromkeys((grant.issuer, grant.destination) for grant in alike))
        mutual = len(ways) == 2 and ways[0] == ways[1][::-1]
        arrow = "⇄" if mutual else "→"
        for issuer, destination in ways[:1] if mutual else ways:
            yield Line(
                2, "", f"{_name(issuer, say)} {arrow} {_name(destination, say)}{colon}{text}"
            )


def _name(code: str, say: Sayer) -> str:
    return say.text("partners.any_issuer") if code == "*" else say.state(code)


def event_lines(event: Event, say: Sayer) -> Iterator[Line]:
    """One event: what happened, who, where, then each source and what it says otherwise."""
    label = say.short_date(event.date) if event.date else say.text("label.undated")
    yield Line(1, label, _what(event, say), "strong")
    details = [
        *([", ".join(event.persons)] if event.persons else []),
        *([event.place] if event.place else []),
        *([event.occasion] if event.occasion else []),
    ]
    if details:
        yield Line(2, "", "; ".join(details))
    for name in ("received", "effect", "until"):
        when: str | None = getattr(event, name)
        if when:
            yield Line(2, "", say.text(f"event.{name}", date=say.date(when)))
    if event.scope != Scope():
        yield Line(2, "", say.text("event.scope", what=scope_text(event.scope, say)))
    sources: list[SourceRef] = [told.source for told in event.told]
    yield from source_lines(sources, say, _MOST_SOURCES)
    yield from dissent_lines(event.dissent, sources, say)


def scope_text(scope: Scope, say: Sayer) -> str:
    """The part of an instrument that an act touches."""
    said = []
    if scope.issuer is not UNSET:
        said.append(say.text("scope.issuer", state=say.the_state(scope.issuer)))
    if scope.destination is not UNSET:
        said.append(say.text("scope.destination", state=say.the_state(scope.destination)))
    if scope.classes:
        said.append(say.classes("+".join(scope.classes)))
    if scope.except_classes:
        said.append(say.text("scope.except", classes=say.classes("+".join(scope.except_classes))))
    if scope.articles:
        said.append(say.text("scope.articles", articles=", ".join(scope.articles)))
    return "; ".join(said)


def _what(event: Event, say: Sayer) -> str:
    kind = say.text(f"act.{event.kind}")
    if event.kind == LISTED:
        state = say.text(f"state.{_STATE.get(event.status, event.status)}")
        return f"{kind}{say.text('colon')}{state} [{event.instrument}]"
    if event.by:
        kind += f" ({say.state(event.by)})"
    if event.subject and event.kind != ActKind.RELATIONS_ESTABLISHED:
        kind += f"{say.text('colon')}{event.subject}"
    return f"{kind} [{event.instrument}]" if event.instrument else kind


_STATE = {"": "not_stated", "terminated": "ended", "draft": "negotiated"}
"""A list's status, in the words for the state of a grant."""
