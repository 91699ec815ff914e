"""Write a story out: acts with their values, each with the characters that support it."""

from __future__ import annotations

from comity.read.events.merge import Merged
from comity.read.model import STAGE_OF, Act, Derivation, LegalStage, Part, Person, Precision, Span
from comity.read.named.mentions import Named
from comity.read.record.confidence import BAR, confidence
from comity.read.record.parts import leading, parts_of
from comity.read.record.terms import CLASS_ORDER, Terms, gather_terms, sectors
from comity.read.story.acts import Story


def write_acts(story: Story) -> tuple[Act, ...]:
    """The acts of a story, news before background, those below the bar left out."""
    terms = gather_terms(story)
    parts = parts_of(story)
    first = leading(story)
    found_sectors = sectors(story)
    acts: list[Act] = []
    for index, act in enumerate(story.acts):
        carries = index == (first or 0)
        written = _act(
            story,
            act,
            terms.get(index),
            parts.get(index, []),
            found_sectors if carries else [],
        )
        if written.confidence >= BAR:
            acts.append(written)
    return tuple(sorted(acts, key=lambda a: a.background))


def _act(
    story: Story,
    act: Merged,
    terms: Terms | None,
    persons: list[tuple[Named, Part]],
    found_sectors: list[tuple[str, int, int]],
) -> Act:
    evidence: dict[str, list[Span]] = {}
    spans = _Spans(story, evidence)
    for event in act.events[:4]:
        spans.add("kind", event.trigger.first, event.trigger.stop)
        for first, stop in event.states_spans[:4]:
            spans.add("states", first, stop)
        if event.agreement is not None and event.agreement.subject == act.subject:
            spans.add("subject", event.agreement.first, event.agreement.stop)
    if act.states and "states" not in evidence:
        for code in act.states:
            mention = next((m for m in story.states.mentions if m.code == code), None)
            if mention is not None:
                spans.add("states", mention.first, mention.stop, "inferred")
    classes = _classes(terms, spans)
    stay = None
    if terms is not None and terms.stay is not None:
        stay = terms.stay.stay
        spans.add("stay", terms.stay.first, terms.stay.stop)
    if act.date is not None and act.date_how is not None:
        value = act.date_how
        spans.add("date", value.first, value.stop, "resolved" if value.relative else "stated")
    place = next((e.place for e in act.events if e.place is not None), None)
    if place is not None:
        spans.add("place", place.first, place.stop)
    occasion = next((e.occasion for e in act.events if e.occasion is not None), None)
    if occasion is not None:
        spans.add("occasion", occasion.first, occasion.stop)
    for person, _ in persons:
        spans.add("persons", person.first, person.stop)
    for _, first, stop in found_sectors:
        spans.add("sectors", first, stop)
    return Act(
        kind=act.kind,  # type: ignore[arg-type]
        states=act.states,
        subject=act.subject,
        passport_classes=classes,
        legal_stage=_stage(act, story),
        date=act.date,
        date_precision=_precision(act.date),
        mode=act.mode,
        place=place.name if place is not None else None,
        occasion=occasion.name if occasion is not None else None,
        stay=stay,
        persons=tuple(
            Person(name=p.name, state=p.state, role=p.role, part=part) for p, part in persons
        ),
        sectors=tuple(sorted({s for s, _, _ in found_sectors})),
        background=act.background,
        confidence=confidence(act, classes=len(classes), persons=len(persons)),
        evidence={field: tuple(values) for field, values in evidence.items()},
    )


class _Spans:
    def __init__(self, story: Story, evidence: dict[str, list[Span]]) -> None:
        self._story = story
        self._evidence = evidence

    def add(self, field: str, first: int, stop: int, how: Derivation = "stated") -> None:
        start, end = self._story.analysis.tokens.span(first, stop)
        span = Span(start, end, self._story.analysis.text[start:end], how)
        held = self._evidence.setdefault(field, [])
        if span not in held:
            held.append(span)


def _classes(terms: Terms | None, spans: _Spans) -> tuple[str, ...]:
    if terms is None:
        return ()
    names: list[str] = []
    for name, first, stop in terms.classes:
        if name not in names:
            names.append(name)
            spans.add("passport_classes", first, stop)
    return tuple(
        sorted(names, key=lambda n: CLASS_ORDER.index(n) if n in CLASS_ORDER else len(CLASS_ORDER))
    )


def _stage(act: Merged, story: Story) -> LegalStage | None:
    if act.mode != "done":
        return None
    if act.kind == "negotiation":
        agreed = any(e.tense in ("agreed", "part") for e in act.events)
        return "negotiated" if agreed else None
    if act.kind == "unilateral_exemption":
        if act.date and story.published and act.date > story.published.isoformat():
            return "approved"
        if any(e.tense == "future" for e in act.events):
            return "approved"
        return "in_force"
    return STAGE_OF.get(act.kind)


_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def _precision(iso: str | None) -> Precision:
    if iso is None:
        return "none"
    if iso.startswith("--"):
        return "day" if len(iso) == 7 else "month"
    return _PRECISION[len(iso)]
