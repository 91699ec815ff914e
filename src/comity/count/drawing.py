"""The window of a limit drawn as text, one letter for some days, at most 80 columns wide."""

from __future__ import annotations

from datetime import date

from comity.count.counting import StayCount
from comity.count.days import Days, Span

WIDTH = 80
AHEAD = 90
"""Days drawn after the day asked about where nothing ends the stay sooner."""
_USED, _OVER, _PLANNED, _FREE, _NONE = "#", "!", "+", "-", "."


def draw_window(count: StayCount, *, width: int = WIDTH) -> str:
    """Draw the window and the days ahead.

    ``#`` is a day of presence, ``!`` an unlawful one, ``+`` a planned one, ``-`` a day on which
    the person may be there, ``.`` any other. Where a letter stands for several days it shows
    the gravest of them. Below, ``[`` is the first day of the window, ``^`` the day asked about
    and ``]`` the latest lawful exit, with their dates.

    Args:
        count: the answer to draw.
        width: the most columns, 40 at least.
    """
    on = count.question.on.toordinal()
    first = min(count.window_start.toordinal() if count.window_start else on - AHEAD, on)
    leaving = count.latest_exit.toordinal() if count.latest_exit else None
    last = max(on + AHEAD if leaving is None and count.days_ahead is None else leaving or on, on)
    last = max(last, *(span[1] for span in _planned(count, on)), on + 1)
    last = min(last, on + 4 * AHEAD)
    days = last - first + 1
    each = -(-days // max(40, width))
    bar = _bar(count, first, last, each, leaving)
    marks = {(on - first) // each: "^"}
    if count.window_start is not None:
        marks.setdefault(0, "[")
    if leaving is not None and first <= leaving <= last:
        marks.setdefault((leaving - first) // each, "]")
    foot = "".join(marks.get(at, " ") for at in range(len(bar))).rstrip()
    return "\n".join([bar, foot, _legend(count, each)])


def _bar(count: StayCount, first: int, last: int, each: int, leaving: int | None) -> str:
    on = count.question.on.toordinal()
    spans = [
        (stay.entry.toordinal(), _exit(stay.exit, stay.entry, on)) for stay in count.question.stays
    ]
    layers = [
        (_OVER, Days(_ordinals(count.overstays) + _ordinals(count.planned_overstays))),
        (_USED, Days((a, min(b, on)) for a, b in spans)),
        (_PLANNED, Days((max(a, on + 1), b) for a, b in spans)),
        (
            _FREE,
            Days([(on, last if leaving is None else leaving)] if count.days_ahead != 0 else []),
        ),
    ]
    return "".join(
        next(
            (letter for letter, days in layers if days.count(start, min(start + each - 1, last))),
            _NONE,
        )
        for start in range(first, last + 1, each)
    )


def _legend(count: StayCount, each: int) -> str:
    parts = [f"^ {count.question.on}"]
    if count.window_start is not None:
        parts.insert(0, f"[ {count.window_start}")
    if count.latest_exit is not None:
        parts.append(f"] {count.latest_exit}")
    if each > 1:
        parts.append(f"1:{each}")
    return "  ".join(parts)


def _planned(count: StayCount, on: int) -> list[Span]:
    return [
        (stay.entry.toordinal(), stay.exit.toordinal())
        for stay in count.question.stays
        if stay.exit is not None and stay.exit.toordinal() > on
    ]


def _exit(leaving: date | None, entry: date, on: int) -> int:
    return max(entry.toordinal(), on) if leaving is None else leaving.toordinal()


def _ordinals(spans: tuple[tuple[date, date], ...]) -> list[Span]:
    return [(first.toordinal(), last.toordinal()) for first, last in spans]
