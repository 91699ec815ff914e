"""Who took part in which act, and how: signed it, looked on, travelled, or spoke of it."""

from __future__ import annotations

from comity.read.events.event import INSTRUMENT_KINDS, Event
from comity.read.events.merge import Merged
from comity.read.model import Part
from comity.read.named.mentions import Named
from comity.read.story.acts import Story

_PART_ORDER: tuple[Part, ...] = ("signatory", "host", "visitor", "witness", "speaker", "other")


def parts_of(story: Story) -> dict[int, list[tuple[Named, Part]]]:
    """Who did what in which act."""
    result: dict[int, list[tuple[Named, Part]]] = {}
    placed: set[str] = set()
    for index, act in enumerate(story.acts):
        people: dict[str, tuple[Named, Part]] = {}
        for event in act.events:
            present = _present(story, event)
            for person in (*present, *_both(story, event), *_by_office(story, event, present)):
                part = _part(story, event, person)
                if part is None:
                    continue
                held = people.get(person.name)
                if held is None or _PART_ORDER.index(part) < _PART_ORDER.index(held[1]):
                    people[person.name] = (person, part)
        if people:
            result[index] = list(people.values())
            placed.update(people)
    _shared_signers(story, result)
    _complete_states(story, result)
    _rest(story, result, placed)
    for counterparts in (False, True):  # theirs is the state that the person before does not serve
        for index, listed in result.items():
            for person, part in listed:
                if (person.other_of is not None) is not counterparts:
                    continue
                _opposite(person, story.acts[index].states)
                serves = part != "signatory" or story.author in story.acts[index].states
                if person.state is None and person.role is not None and serves and not counterparts:
                    person.state = story.author
    return result


def _shared_signers(story: Story, result: dict[int, list[tuple[Named, Part]]]) -> None:
    """`X signed for A, Y for B`, with no text named: they signed all that was signed."""
    for index, act in enumerate(story.acts):
        if act.kind != "signature" or act.mode != "done" or act.background:
            continue
        told = [
            e
            for e in act.events
            if e.agreement is None and e.tense == "past" and not _of_one_text(story, e)
        ]
        signers = [
            (p, part)
            for p, part in result.get(index, [])
            if part == "signatory" and any(p.sentence == e.sentence.index for e in told)
        ]
        for other, twin in enumerate(story.acts):
            same = twin.kind == "signature" and twin.mode == "done" and not twin.background
            if not signers or other == index or not same or twin.states != act.states:
                continue
            if not any(part == "signatory" for _, part in result.get(other, [])):
                result.setdefault(other, []).extend(signers)


def _of_one_text(story: Story, event: Event) -> bool:
    """`The latter was signed by ...`: of one of several texts, named by a pronoun."""
    first, stop = event.sentence.first, event.trigger.first
    return any(story.analysis.has(tag, first, stop) for tag in ("item", "referring", "ordref"))


def _present(story: Story, event: Event) -> list[Named]:
    """Who is named with an act; for `he visited`, who is named just before."""
    people = story.persons.within(event.sentence.first, event.sentence.stop)
    if people or event.tense != "past" or not event.sentence.index:
        return people
    if event.kind != "visit" and not (event.kind == "signature" and _by_pronoun(story, event)):
        return people
    before = story.analysis.sentences[event.sentence.index - 1]
    return story.persons.within(before.first, before.stop)[:1]


def _by_office(story: Story, event: Event, present: list[Named]) -> list[Named]:
    """`The minister signed`: who alone of those named before holds that office."""
    analysis, first = story.analysis, event.sentence.first
    if event.kind != "signature" or event.mode != "done" or event.tense in ("part", "noun"):
        return []
    found: list[Named] = []
    for title in analysis.tagged("title", first, event.trigger.first):
        beside = any(0 <= p.first - title.first <= 14 for p in present)
        beside = beside or event.trigger.first - title.stop > 8
        past = analysis.has("said", title.stop, event.trigger.first)
        if beside or past or ":" in title.value or analysis.has("witness", first, title.first):
            continue
        near = min(title.stop + 3, event.trigger.first)
        served = [m for m in story.states.within(title.first, near) if not m.partner]
        named = {
            p.name: p
            for p in story.persons.within(0, first)
            if (
                p.role == title.value
                or (title.value == "minister" and (p.role or "").endswith("minister"))
            )
            and (not served or p.state in (None, served[0].code))
        }
        if len(named) == 1:
            found.extend(named.values())
    return found


def _by_pronoun(story: Story, event: Event) -> bool:
    """`He signed`: whether a pronoun stands before the verb, and it is not passive."""
    low = max(event.sentence.first, event.trigger.first - 6)
    return story.analysis.has("heshe", low, event.trigger.first)


def _both(story: Story, event: Event) -> list[Named]:
    """`The two ministers signed`: those named before."""
    sentence = event.sentence
    if event.kind != "signature" or event.mode != "done":
        return []
    low, high = sentence.first, event.trigger.stop + 6
    plural = any(t.value.endswith(":plural") for t in story.analysis.tagged("title", low, high))
    if not plural and not story.analysis.has("bothpersons", low, high):
        return []
    if any(
        not story.analysis.has("witness", sentence.first, p.first) for p in _present(story, event)
    ):
        return []
    seen: dict[str, Named] = {}
    for person in story.persons.within(0, sentence.first):
        if person.role in ("foreign_minister", "deputy_foreign_minister", "minister", "ambassador"):
            seen.setdefault(person.name, person)
    ministers = [p for p in seen.values() if p.role != "ambassador"]
    chosen = ministers if len(ministers) >= 2 else list(seen.values())
    return chosen[:2] if len(chosen) >= 2 else []


def _part(story: Story, event: Event, person: Named) -> Part | None:
    """The part of a person named in the sentence of an event, or None where it has none."""
    analysis = story.analysis
    if person.sentence == event.sentence.index and _looks_on(story, person):
        return None
    if event.kind == "signature" and event.mode == "done":
        if person.role == "spokesperson":
            return None
        if person.sentence != event.sentence.index:
            return "signatory"
        low = max(event.sentence.first, person.first - 4)
        high = min(event.sentence.stop, person.stop + 4)
        if analysis.has("said", low, high) and not _signs(story, event, person):
            return None
        passive = analysis.has("passive", event.trigger.first - 2, event.trigger.stop)
        if (event.tense == "noun" or passive) and not _signs(story, event, person):
            return None
        beside = event.background or any(
            e.kind != "signature" and e.kind in INSTRUMENT_KINDS and e.tense != "part"
            for e in story.facts[event.sentence.index].events
        )
        if beside and event.tense == "part" and not _signs(story, event, person):
            return None
        return "signatory"
    if event.kind == "visit":
        return "host" if _hosts(story, event, person) else "visitor"
    if event.kind == "accreditation":
        return "other"
    return None


def _hosts(story: Story, event: Event, person: Named) -> bool:
    """Whether a person receives: before `received`, or after `at the invitation of`."""
    analysis, sentence = story.analysis, event.sentence
    if person.other_of is not None:
        return True  # whom the visitor met
    if any(
        0 <= person.title_first - h.stop <= 6
        for h in analysis.tagged("hostedby", sentence.first, person.first)
    ):
        return True
    return any(h.first >= person.stop for h in analysis.tagged("hosts", person.stop, sentence.stop))


def _signs(story: Story, event: Event, person: Named) -> bool:
    """Whether `signed by` or the verb stands with the person."""
    analysis = story.analysis
    return (
        analysis.has("by", event.trigger.stop - 1, person.first + 1)
        and person.first > event.trigger.first
    )


def _complete_states(story: Story, result: dict[int, list[tuple[Named, Part]]]) -> None:
    """A signatory whose state is not told serves the party that the other one does not."""
    for index, people in result.items():
        act = story.acts[index]
        if act.kind == "visit" and len(act.states) == 2:
            _travellers(story, act, people)
        signers = [p for p, part in people if part == "signatory"]
        if len(act.states) != 2 or len(signers) != 2:
            continue
        _at_home(story, act, *signers)
        for one, other in ((signers[0], signers[1]), (signers[1], signers[0])):
            if one.state is None and other.state in act.states:
                one.state = next(c for c in act.states if c != other.state)
            if (
                one.role is None
                and other.role is not None
                and "counterpart" in story.analysis.by_tag
            ):
                one.role = other.role


def _at_home(story: Story, act: Merged, first: Named, second: Named) -> None:
    """A minister and an envoy, no state told of either: the minister is the one at home."""
    if first.state is not None or second.state is not None or story.author not in act.states:
        return
    if second.role == "ambassador" and first.role not in ("ambassador", None):
        first.state = story.author


def _opposite(person: Named, states: tuple[str, ...]) -> None:
    """A counterpart serves the other party than the person named before."""
    first = person.other_of
    if person.state is not None or first is None or len(states) != 2:
        return
    if first.state in states:
        person.state = next(c for c in states if c != first.state)


def _travellers(story: Story, act: Merged, people: list[tuple[Named, Part]]) -> None:
    """Who is not said to serve a state serves the one visited, if host, else the other."""
    visited = next(
        (e.place.state for e in act.events if e.place is not None and e.place.state in act.states),
        None,
    )
    visited = visited or _goal(story, act) or _other_than_guest(act, people)
    if visited is None:
        return
    other = next(c for c in act.states if c != visited)
    for place, (person, part) in enumerate(people):
        if part not in ("host", "visitor"):
            continue
        if person.other_of is not None:
            if person.other_of.state == visited:
                people[place] = (person, "visitor")  # the counterpart of the host
        elif person.state is None:
            person.state = visited if part == "host" else other
        elif person.state in act.states:
            people[place] = (person, "host" if person.state == visited else "visitor")


def _other_than_guest(act: Merged, people: list[tuple[Named, Part]]) -> str | None:
    """The state visited, where one only is said to come and another to receive."""
    guests = {p.state for p, part in people if part == "visitor" and p.state in act.states}
    if len(guests) != 1 or all(part != "host" for _, part in people):
        return None
    return next(c for c in act.states if c not in guests)


def _goal(story: Story, act: Merged) -> str | None:
    """The state a journey goes to: `the visit of the president to X`."""
    for event in act.events:
        for mention in story.facts[event.sentence.index].states:
            toward = story.analysis.ending_at("in", mention.first) is not None
            if mention.code in act.states and mention.first >= event.trigger.first and toward:
                return mention.code
    return None


def _rest(story: Story, result: dict[int, list[tuple[Named, Part]]], placed: set[str]) -> None:
    """Witnesses and speakers stand on the first act of the news."""
    if leading(story) is None:
        return
    for person in story.persons.mentions:
        if person.name in placed:
            continue
        sentence = story.analysis.sentences[person.sentence]
        journey = _journey(story, result, person)
        if journey is not None:
            placed.add(person.name)
            result[journey].append((person, "host"))
            continue
        if person.role is None:
            continue  # a name without any office is too often none
        part: Part = "other"
        looked_on = any(
            h.value == "verb" for h in story.analysis.tagged("witness", person.stop, sentence.stop)
        )
        if looked_on or story.analysis.has("witness", sentence.first, person.first):
            part = "witness"
        elif _speaks(story, person):
            part = "speaker"
        placed.add(person.name)
        news = leading(story, person.state) or 0
        signed = next(
            (
                i
                for i, a in enumerate(story.acts)
                if part == "witness" and a.kind == "signature" and a.mode == "done"
            ),
            news,
        )
        result.setdefault(signed, []).append((person, part))


def leading(story: Story, state: str | None = None) -> int | None:
    """The first act of the news: what was done before what is only to come, notes last.

    With a state, the first act of it, where the news has one.
    """
    fresh = [i for i, a in enumerate(story.acts) if not a.background]
    fresh = [i for i in fresh if state in story.acts[i].states] or fresh
    notes = ("notification", "statement")
    main = [i for i in fresh if story.acts[i].kind not in notes] or fresh
    return next((i for i in main if story.acts[i].mode == "done"), main[0] if main else None)


def _journey(
    story: Story, result: dict[int, list[tuple[Named, Part]]], person: Named
) -> int | None:
    """The visit at which somebody met the visitor told before, or received who came."""
    received = person.role is not None and _receives(story, person)
    if person.other_of is None and not received:
        return None
    for index, listed in result.items():
        act = story.acts[index]
        if act.kind != "visit":
            continue
        visitors = [visitor for visitor, part in listed if part == "visitor"]
        if person.other_of is not None:
            if any(visitor.name == person.other_of.name for visitor in visitors):
                return index
            continue
        guests = {visitor.state for visitor in visitors} or {None}
        if act.background or len(act.states) != 2 or person.state in guests - {None}:
            continue
        if person.state is None and visitors[0:1] and visitors[0].state in act.states:
            person.state = next(c for c in act.states if c != visitors[0].state)
        if person.state in act.states:
            return index
    return None


def _receives(story: Story, person: Named) -> bool:
    """`X received him`, `he was received by X`."""
    sentence = story.analysis.sentences[person.sentence]
    return story.analysis.has("hosts", sentence.first, sentence.stop)


def _looks_on(story: Story, person: Named) -> bool:
    """`in the presence of X`, `X and Y witnessed the signing`."""
    sentence = story.analysis.sentences[person.sentence]
    return story.analysis.has("witness", sentence.first, person.first) or any(
        h.value == "verb" for h in story.analysis.tagged("witness", person.stop, sentence.stop)
    )


def _speaks(story: Story, person: Named) -> bool:
    sentence = story.analysis.sentences[person.sentence]
    return story.analysis.has("said", sentence.first, sentence.stop)


__all__ = ["leading", "parts_of"]
