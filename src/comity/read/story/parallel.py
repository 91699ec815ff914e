"""`With Angola and Gabon in 2019 and 2021`: as many days as partners, each with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from comity.read.events.event import INSTRUMENT_KINDS, Event, SentenceFacts

if TYPE_CHECKING:
    from comity.read.days.datevalue import DateValue
    from comity.read.story.acts import Story


def days_in_parallel(story: Story) -> None:
    """Deals the days of a row out among the acts one verb tells of as many partners."""
    for fact in story.facts:
        told: dict[int, list[Event]] = {}
        for event in fact.events:
            if event.kind in INSTRUMENT_KINDS and event.date is not None:
                told.setdefault(event.trigger.first, []).append(event)
        for events in told.values():
            partners = _partners(fact, events)
            row = _row(story, fact, events[0].date) if len(partners) > 1 else []
            if len(row) < 2 or len(row) != len(partners):
                continue
            for event in events:
                own = next(code for code in partners if code in event.states)
                event.date = row[partners.index(own)]


def _partners(fact: SentenceFacts, events: list[Event]) -> list[str]:
    """The states in which those acts differ, in the order the sentence names them."""
    pairs = {e.states for e in events if len(e.states) == 2}
    shared = set.intersection(*map(set, pairs)) if len(pairs) > 1 else set()
    if len(shared) != 1 or any(len(e.states) != 2 for e in events):
        return []
    named = dict.fromkeys(m.code for m in sorted(fact.states, key=lambda m: m.first))
    others = {code for pair in pairs for code in pair} - shared
    return [code for code in named if code in others] if others <= set(named) else []


def _row(story: Story, fact: SentenceFacts, one: DateValue | None) -> list[DateValue]:
    """The dates that stand side by side with one of them: `in 2019 and 2021`."""
    if one is None or one.heading:
        return []
    dates = [d for d in fact.dates if not d.dateline and not d.heading]
    row = [one]
    for value in dates:
        if value.first > row[-1].first and _joined(story, row[-1].stop, value.first):
            row.append(value)
    for value in reversed(dates):
        if value.first < row[0].first and _joined(story, value.stop, row[0].first):
            row.insert(0, value)
    return _years(story, fact, row)


def _years(story: Story, fact: SentenceFacts, row: list[DateValue]) -> list[DateValue]:
    """The row with the years that no word of their own announces: `in 2019 and 2021`."""
    norms = story.analysis.tokens.norms
    for word in range(row[-1].stop, min(row[-1].stop + 6, fact.sentence.stop)):
        norm = norms[word]
        year = len(norm) == 4 and norm.isdigit() and norm[:2] in ("19", "20")
        if year and row[-1].bare and _joined(story, row[-1].stop, word):
            row = [*row, msgspec.structs.replace(row[-1], iso=norm, first=word, stop=word + 1)]
    if row[0].bare:
        for word in range(row[0].first - 1, max(row[0].first - 6, fact.sentence.first), -1):
            norm = norms[word]
            year = len(norm) == 4 and norm.isdigit() and norm[:2] in ("19", "20")
            if year and _joined(story, word + 1, row[0].first):
                row = [msgspec.structs.replace(row[0], iso=norm, first=word, stop=word + 1), *row]
    return row


def _joined(story: Story, first: int, stop: int) -> bool:
    """Whether nothing but `and`, a comma or `in` stands between two dates."""
    analysis = story.analysis
    if not 0 <= stop - first <= 3 or (first == stop and not analysis.tokens.gaps[stop]):
        return False
    return all(
        any(
            (hit := analysis.ending_at(tag, word + 1)) is not None and hit.first >= first
            for tag in ("and", "in", "yearprep")
        )
        or analysis.at("yearword", word) is not None
        for word in range(first, stop)
    )


__all__ = ["days_in_parallel"]
