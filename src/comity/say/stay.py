"""A count of stays told to a person, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from comity.count import LimitCount, StayCount
from comity.say.decision import Line
from comity.say.sayer import Sayer

MOST_SPANS = 6


@cache
def _catalogue(lang: str) -> dict[str, str]:
    raw = files("comity.say").joinpath("data", "stay", f"{lang}.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, str])


def tell_stay(count: StayCount, say: Sayer, *, lengths: Sequence[int] = ()) -> Iterator[Line]:
    """The lines of a count: how long one may stay first, then what it rests on.

    Args:
        count: the answer.
        say: the reader's language.
        lengths: lengths of stay in days to give the earliest entry for.
    """
    texts = _catalogue(say.lang)
    yield Line(0, "", *_headline(count, say, texts))
    if count.days_ahead and any(stay.entry > count.question.on for stay in count.question.stays):
        yield Line(0, "", texts["allowed.planned"])
    yield Line(1, texts["rule"], say.rule(count.question.rule))
    for index, limit in enumerate(count.limits):
        yield Line(1, texts["limit"] if not index else "", _used(limit, say, texts))
    if count.overstay_days:
        days = say.amount(count.overstay_days, "day")
        text = texts["overstay.text"].format(days=days, spans=_spans(count.overstays, say, texts))
        yield Line(1, texts["overstay"], text, "bad")
    if count.planned_overstays:
        spans = _spans(count.planned_overstays, say, texts)
        yield Line(1, texts["overstay.planned"], spans, "bad")
    for length in lengths:
        label = texts["entry"].format(length=say.amount(length, "day"))
        yield Line(1, label, _entry(count, length, say, texts))
    yield from _grant(count, say, texts)
    for index, warning in enumerate(count.warnings):
        text = texts[f"warning.{warning.value}"]
        yield Line(1, texts["warning"] if not index else "", text, "open")


def _headline(count: StayCount, say: Sayer, texts: dict[str, str]) -> tuple[str, str]:
    on = say.date(count.question.on)
    if count.days_ahead is None:
        return texts["unlimited"].format(on=on), "good"
    leaving = say.date(count.latest_exit) if count.latest_exit else ""
    if count.days_ahead == 0 and (
        count.latest_exit is None or count.latest_exit < count.question.on
    ):
        return texts["none.exit" if leaving else "none"].format(on=on, exit=leaving), "bad"
    left = say.amount(count.days_ahead, "day")
    return texts["allowed"].format(left=left, on=on, exit=leaving), "good"


def _used(each: LimitCount, say: Sayer, texts: dict[str, str]) -> str:
    unit = "entry" if each.limit.unit == "entry" else "day"
    key = "used" if each.window_start else "used.no_window"
    start = say.date(each.window_start) if each.window_start else ""
    allowed = say.amount(each.allowed, unit)
    return texts[key].format(used=each.used, allowed=allowed, start=start)


def _spans(spans: Sequence[tuple[date, date]], say: Sayer, texts: dict[str, str]) -> str:
    shown = [
        texts["span" if first != last else "span.one"].format(
            first=say.date(first), last=say.date(last)
        )
        for first, last in spans[:MOST_SPANS]
    ]
    return ", ".join(shown) + (", …" if len(spans) > MOST_SPANS else "")


def _entry(count: StayCount, length: int, say: Sayer, texts: dict[str, str]) -> str:
    found = count.earliest_entry_for(length)
    if found is None:
        return texts["entry.never"]
    return texts["entry.from"].format(date=say.date(found))


def _grant(count: StayCount, say: Sayer, texts: dict[str, str]) -> Iterator[Line]:
    grant = count.question.grant
    if grant is None:
        return
    parts = []
    if grant.since is not None:
        parts.append(texts["grant.from"].format(since=say.date(grant.since)))
    if grant.until is not None:
        last = date.fromordinal(grant.until.toordinal() - 1)
        parts.append(texts["grant.until"].format(until=say.date(last)))
    yield Line(1, texts["grant"], " ".join(parts))
