"""Bulletins and lists of treaties: items that say partner, matter, act and day without a verb.

`B. ENTERED INTO FORCE / Viet Nam. Visa exemption. Signed at Valletta, 3 May 2023; in force
1 January 2024.` The state whose list it is stands in the heading or nowhere in the items.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from comity.read.days.datevalue import DateValue, iso_date, nearest_year
from comity.read.events.event import INSTRUMENT_KINDS, Event
from comity.read.named.agreements import Agreement, in_title
from comity.read.named.places import PlaceValue, capital_name
from comity.read.named.states import CAPITAL, Mention
from comity.read.words.analysis import Analysis, Sentence
from comity.read.words.matcher import Hit

if TYPE_CHECKING:
    from comity.read.story.acts import Story

ITEMS = 2
"""How many lines must be items to make a list."""
_LONGEST = 45
_HEADING = 9
"""Words of an item and of a heading, at most."""

_FIELD = re.compile(r"[.:;|\t–—]|\s-\s")
"""What parts the fields of an item."""
_DAY = re.compile(r"[\s•*\-–—]*(\d{1,2})[./](\d{1,2})(?![\d./])")
_SIGNED = frozenset(("entry_into_force", "approval", "ratification", "notification"))
"""Kinds beside which an earlier signature is named to say which text it is."""


class _Line:
    """The words of one line of the text."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.first = sentences[0].first
        self.stop = sentences[-1].stop
        self.sentences = sentences


class _Item:
    """What one item says."""

    def __init__(self, line: _Line, partner: Mention, heading: Hit | None) -> None:
        self.line = line
        self.partner = partner
        self.heading = heading


def listed_acts(story: Story) -> list[Event]:
    """The acts of a list of treaties; what its items seemed to tell by themselves is dropped."""
    items = _items(story)
    if len(items) < ITEMS:
        return []
    author = _author(story, items)
    if author is None:
        return []
    found: list[Event] = []
    known: dict[str, Agreement] = {}
    for item in items:
        if item.partner.code == author:
            continue
        for fact in story.facts:
            if item.line.first <= fact.sentence.first < item.line.stop:
                fact.events = []
        found.extend(_acts_of(story, item, author, known))
    return found


def _items(story: Story) -> list[_Item]:
    analysis = story.analysis
    heading: Hit | None = None
    items: list[_Item] = []
    for line in _lines(analysis):
        partner = _partner(story, line)
        if partner is None:
            if line.stop - line.first <= _HEADING * analysis.scale:
                heading = _heading_of(analysis, line)
            continue
        items.append(_Item(line, partner, heading))
    return items


def _lines(analysis: Analysis) -> list[_Line]:
    lines: list[list[Sentence]] = []
    for sentence in analysis.sentences:
        if sentence.skip:
            continue
        if lines and lines[-1][0].line == sentence.line:
            lines[-1].append(sentence)
        else:
            lines.append([sentence])
    return [_Line(sentences) for sentences in lines]


def _partner(story: Story, line: _Line) -> Mention | None:
    """The one state that heads an item as a field of its own."""
    analysis = story.analysis
    if line.stop - line.first > _LONGEST * analysis.scale:
        return None
    named = [
        m
        for m in story.states.within(line.first, line.stop)
        if m.kind != CAPITAL and m.first - line.first <= 6
    ]
    if not named or analysis.has("said", line.first, line.stop):
        return None
    first = named[0]
    ahead = analysis.text[analysis.tokens.starts[line.first] : analysis.tokens.starts[first.first]]
    if any(c.isalpha() for c in ahead) or not _FIELD.match(analysis.between(first.stop).strip()):
        return None
    others = {m.code for m in story.states.within(first.stop, line.stop) if m.kind != CAPITAL}
    if others - {first.code}:
        return None  # both parties are named: a report, not an item of somebody's list
    rest = analysis.text[analysis.tokens.ends[first.stop - 1] : _end(analysis, line)]
    return first if len(_FIELD.findall(rest)) >= 2 else None


def _end(analysis: Analysis, line: _Line) -> int:
    return analysis.tokens.ends[line.stop - 1]


def _heading_of(analysis: Analysis, line: _Line) -> Hit | None:
    """The act that a heading names; one that names several names none."""
    acts = [h for h in analysis.tagged("act", line.first, line.stop) if _kind(h) is not None]
    return acts[0] if len({_kind(h) for h in acts}) == 1 else None


def _kind(hit: Hit) -> str | None:
    kind = hit.value.partition(":")[0]
    return kind if kind in INSTRUMENT_KINDS else None


def _author(story: Story, items: list[_Item]) -> str | None:
    """Whose list it is: the state named most outside the items."""
    spans = [(i.line.first, i.line.stop) for i in items]
    outside = [
        m.code
        for m in story.states.mentions
        if not any(first <= m.first < stop for first, stop in spans)
    ]
    if outside:
        return Counter(outside).most_common(1)[0][0]
    return story.analysis.lexicon.options.get("home")


def _acts_of(story: Story, item: _Item, author: str, known: dict[str, Agreement]) -> list[Event]:
    analysis, line = story.analysis, item.line
    agreement = _matter(story, item, known)
    if agreement is None:
        return []
    known[item.partner.code] = agreement
    told: dict[str, Hit] = {}
    for hit in analysis.tagged("act", line.first, line.stop):
        kind = _kind(hit)
        if kind is not None and kind not in told and not hit.value.endswith((":inf", ":cond")):
            told[kind] = hit
    main = _kind(item.heading) if item.heading is not None else None
    if main is not None and item.heading is not None:
        told.setdefault(main, item.heading)
    events: list[Event] = []
    days = _days(story, line)
    for kind, hit in told.items():
        if hit is not item.heading and _undone(analysis, hit, line):
            continue
        event = Event(kind, "past", hit, _sentence_of(line, agreement))
        event.agreement, event.subject = agreement, agreement.subject
        event.states = tuple(sorted((author, item.partner.code)))
        event.states_spans = [(item.partner.first, item.partner.stop)]
        event.date = _day_of(days, hit if hit is not item.heading else None, told, line)
        event.background = kind == "signature" and bool(_SIGNED & told.keys())
        event.listed = not event.background
        if kind == "signature" and not event.background:
            event.place = _place(story, line)
        if kind != "entry_into_force" or event.date is not None:
            events.append(event)
    return events


def _matter(story: Story, item: _Item, known: dict[str, Agreement]) -> Agreement | None:
    """What an item is about; `same agreement` is the one last named with the partner."""
    analysis = story.analysis
    inside = [
        a
        for fact in story.facts
        if item.line.first <= fact.sentence.first < item.line.stop
        for a in fact.agreements
    ]
    named = [a for a in inside if a.subject is not None]
    if named:
        return named[0]
    topics = [
        t
        for t in analysis.tagged("topic", item.partner.stop, item.line.stop)
        if not in_title(analysis, t)
    ]
    if topics:
        return Agreement(topics[0].value, topics[0].first, topics[0].stop, noun=True)
    return known.get(item.partner.code) if inside else None


def _undone(analysis: Analysis, hit: Hit, line: _Line) -> bool:
    """`not in force`, `draft sent`: no act."""
    low = max(line.first, hit.first - 4)
    return any(analysis.has(tag, low, hit.stop + 2) for tag in ("neg", "propose", "plan"))


def _sentence_of(line: _Line, agreement: Agreement) -> Sentence:
    inside = [s for s in line.sentences if s.first <= agreement.first < s.stop]
    return inside[0] if inside else line.sentences[0]


def _days(story: Story, line: _Line) -> list[DateValue]:
    analysis = story.analysis
    found = [d for d in story.dates if line.first <= d.first < line.stop and not d.bare]
    start = analysis.tokens.starts[line.first]
    match = _DAY.match(analysis.text, _line_start(analysis, start))
    if match and story.published is not None and not any(d.first <= line.first + 1 for d in found):
        value = _numeric(int(match[1]), int(match[2]), story.published, line.first)
        found = [value, *found] if value is not None else found
    return found


def _line_start(analysis: Analysis, start: int) -> int:
    return analysis.text.rfind("\n", 0, start) + 1


def _numeric(day: int, month: int, published: date, word: int) -> DateValue | None:
    if not 1 <= month <= 12:
        return None
    iso = iso_date(nearest_year(month, day, published, -1), month, day)
    return DateValue(iso=iso, first=word, stop=word + 2) if iso is not None else None


def _day_of(
    days: list[DateValue], hit: Hit | None, told: dict[str, Hit], line: _Line
) -> DateValue | None:
    """The day of an act: the first after its word, and of the heading's the first left over."""
    inside = sorted(h.first for h in told.values() if line.first <= h.first < line.stop)
    if hit is not None and len(inside) > 1:
        following = [f for f in inside if f > hit.first]
        stop = following[0] if following else line.stop
        return next((d for d in days if hit.first <= d.first < stop), None)
    if hit is None and inside:
        taken = {id(_day_of(days, h, told, line)) for h in told.values() if h.first in inside}
        return next((d for d in days if id(d) not in taken), None)
    return days[0] if days else None


def _place(story: Story, line: _Line) -> PlaceValue | None:
    """A city that is a field of its own."""
    analysis = story.analysis
    for mention in story.states.within(line.first, line.stop):
        if mention.kind == CAPITAL:
            name = capital_name(analysis, mention)
            return PlaceValue(name, mention.first, mention.stop, mention.code)
    cities = analysis.tagged("city", line.first, line.stop)
    return PlaceValue(cities[0].value, cities[0].first, cities[0].stop) if cities else None
