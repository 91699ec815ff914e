"""One page to hand over: everything in it, nothing fetched, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from comity.decide.decision import Decision
from comity.journeys.answers import LegAnswer, LegKind
from comity.journeys.model import Leg
from comity.journeys.tell import (
    days,
    mark,
    passport_text,
    place_text,
    remarks,
    short_text,
    tasks,
    totals_text,
)
from comity.journeys.trip import Planned, Trip
from comity.say import Sayer
from comity.say.decision import tell, who_text

MOST_COLUMNS = 5
"""More legs than fit side by side on A4 go into a further table."""
MOST_STARTS = 6
MOST_SET_ASIDE = 3
MOST_NAMED = 40


class _Grounds:
    """Numbers each decision once, in the order in which the page meets it."""

    def __init__(self) -> None:
        self.found: dict[tuple[object, ...], tuple[int, Decision]] = {}

    def number(self, decision: Decision) -> int:
        key = (
            *decision.passport.values(),
            decision.to,
            decision.on,
            decision.outcome,
            decision.allowance,
            decision.conditions,
            decision.assumptions,
            decision.considered,
        )
        return self.found.setdefault(key, (len(self.found) + 1, decision))[0]


def trip_page(trip: Trip, say: Sayer, *, title: str | None = None) -> str:
    """The page as HTML: at a glance, what to do, the grounds, what could not be answered."""
    grounds = _Grounds()
    heading = title or say.text("trip.title")
    parts = [
        *_header(trip, heading, say),
        *_glance(trip, grounds, say),
        *_actions(trip, say),
        *_errors(trip, say),
        *_reading(trip, say),
        *_grounds(grounds, say),
    ]
    style = files("comity.journeys").joinpath("data", "page.css").read_text("utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{say.lang}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="robots" content="noindex">',
            f"<title>{escape(heading)}</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            *parts,
            "</body>",
            "</html>",
            "",
        ]
    )


def _header(trip: Trip, heading: str, say: Sayer) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{escape(heading)}</h1>"
    made = say.text("trip.page.made", date=say.date(trip.today), as_of=say.date(trip.as_of))
    yield f'<p class="made">{_e(made, say)}</p>'
    yield "</header>"
    yield f'<p class="total">{_e(totals_text(trip, say), say)}</p>'


# -- at a glance ----------------------------------------------------------------------------


def _glance(trip: Trip, grounds: _Grounds, say: Sayer) -> Iterator[str]:
    yield _h2("trip.page.glance", say)
    journeys: dict[tuple[Leg, ...], list[Planned]] = {}
    for planned in trip.travellers:
        shape = tuple(_shape(item.leg) for item in planned.answered.legs)
        journeys.setdefault(shape, []).append(planned)
    for those in journeys.values():
        legs = [item.leg for item in those[0].answered.legs]
        yield _journey(legs, those, say)
        for first in range(0, len(legs), MOST_COLUMNS):
            numbers = range(first, min(first + MOST_COLUMNS, len(legs)))
            yield from _table(legs, those, numbers, grounds, say)


def _shape(leg: Leg) -> Leg:
    """The leg without what may differ between people in one table: the cells tell it."""
    from msgspec.structs import replace

    return replace(leg, origin=leg.to, purpose=None, assumed=False, transit=None)


def _journey(legs: Sequence[Leg], those: Sequence[Planned], say: Sayer) -> str:
    starts = dict.fromkeys(place_text(each.answered.legs[0].leg.origin, say) for each in those)
    shown = list(starts)[:MOST_STARTS] + (["…"] if len(starts) > MOST_STARTS else [])
    stops = [" / ".join(shown), *(place_text(leg.to, say) for leg in legs)]
    label = say.labelled(say.text("trip.page.journey"), " → ".join(stops))
    return f'<p class="journey">{_e(label, say)}</p>'


def _table(
    legs: Sequence[Leg],
    those: Sequence[Planned],
    numbers: range,
    grounds: _Grounds,
    say: Sayer,
) -> Iterator[str]:
    width = f'<col style="width:{64 / len(numbers):.1f}%">' * len(numbers)
    columns = f'<col style="width:10%"><col style="width:26%">{width}'
    yield f'<div class="wide"><table class="legs"><colgroup>{columns}</colgroup><thead><tr>'
    yield _th(say.text("trip.page.traveller"), say)
    yield _th(say.text("trip.page.passport"), say)
    for number in numbers:
        leg = legs[number]
        when = f'<span class="when">{_e(days(leg, say), say)}</span>'
        yield f'<th scope="col">{_e(place_text(leg.to, say), say)}{when}</th>'
    yield "</tr></thead><tbody>"
    for planned in those:
        yield from _line(planned, numbers, grounds, say)
    yield "</tbody></table></div>"


def _line(planned: Planned, numbers: range, grounds: _Grounds, say: Sayer) -> Iterator[str]:
    answered = planned.answered
    held = answered.traveller.held[answered.use]
    used = _e(passport_text(held, say), say)
    if held.expires is not None:
        until = say.text("trip.passport.expires", date=say.short_date(held.expires))
        used += f'<span class="until">{_e(until, say)}</span>'
    cells = [_cell(planned, answered.legs[number], grounds, say) for number in numbers]
    yield (
        f'<tr><td class="id">{escape(answered.traveller.id)}</td>'
        f"<td>{used}</td>{''.join(cells)}</tr>"
    )


def _cell(planned: Planned, item: LegAnswer, grounds: _Grounds, say: Sayer) -> str:
    decision = item.decision
    name = "none" if decision is None else decision.outcome.value
    ref = ""
    if decision is not None and (item.kind is not LegKind.AIRSIDE or decision.basis):
        number = grounds.number(decision)
        ref = f' <span class="ref"><a href="#g{number}">[{number}]</a></span>'
    more = list(remarks(item, say))
    if decision is not None and decision.allowance.limits and item.kind is LegKind.ENTRY:
        more.insert(0, _allowance(item, decision, say))
    if item.held != planned.answered.use:
        more.append(passport_text(planned.answered.traveller.held[item.held], say))
    lines = "".join(f'<span class="more">{_e(text, say)}</span>' for text in more)
    return (
        f'<td class="{name}"><div class="cell"><span class="mark">{mark(item)}</span>'
        f'<span class="answer">{_e(short_text(item, say), say)}</span>{ref}{lines}</div></td>'
    )


def _allowance(item: LegAnswer, decision: Decision, say: Sayer) -> str:
    """The limits, and the last day by them where no count of days says another."""
    text = say.rule(decision.allowance.limits)
    if decision.allowance.until is None or item.stay is not None:
        return text
    return f"{text}, {say.text('label.until', date=say.short_date(decision.allowance.until))}"


# -- what to do -----------------------------------------------------------------------------


def _actions(trip: Trip, say: Sayer) -> Iterator[str]:
    yield _h2("trip.page.actions", say)
    found = tasks(trip, say)
    if not found:
        key = "no_actions" if trip.travellers else "nobody"
        yield f"<p>{_e(say.text(f'trip.page.{key}'), say)}</p>"
        return
    yield "<table><thead><tr>"
    for key in ("by", "what", "with", "who"):
        yield _th(say.text(f"trip.page.{key}"), say)
    yield "</tr></thead><tbody>"
    for task in found:
        late = f'<br><span class="late">{_e(say.text("trip.late"), say)}</span>'
        yield (
            f'<tr><td class="by">{_e(say.short_date(task.by), say)}{late if task.late else ""}</td>'
            f"<td>{_e(task.what, say)}</td>"
            f'<td class="office">{_e(task.office, say)}</td>'
            f"<td>{escape(_named(task.who))}</td></tr>"
        )
    yield "</tbody></table>"


def _named(who: Sequence[str]) -> str:
    shown = ", ".join(who[:MOST_NAMED])
    return shown if len(who) <= MOST_NAMED else f"{shown}, … (+{len(who) - MOST_NAMED})"


# -- the rest -------------------------------------------------------------------------------


def _errors(trip: Trip, say: Sayer) -> Iterator[str]:
    if not trip.errors:
        return
    yield _h2("trip.page.errors", say)
    yield "<table><thead><tr>"
    for key in ("row", "field", "wrong", "mend"):
        yield _th(say.text(f"trip.page.{key}"), say)
    yield "</tr></thead><tbody>"
    for error in trip.errors:
        mend = "; ".join(filter(None, (error.expected, error.mend)))
        yield (
            f'<tr><td class="id">{error.row}</td><td>{escape(error.field)}</td>'
            f"<td>{escape(error.message)}</td><td>{escape(mend)}</td></tr>"
        )
    yield "</tbody></table>"


def _reading(trip: Trip, say: Sayer) -> Iterator[str]:
    yield _h2("trip.page.reading", say)
    yield '<div class="reading">'
    lead = trip.lead
    airside = any(
        item.kind is LegKind.AIRSIDE
        for planned in trip.travellers
        for item in planned.answered.legs
    )
    for key in ("marks", "numbers", *(("airside",) if airside else ()), "days"):
        text = say.text(
            f"trip.read.{key}",
            visa=lead.visa,
            note=lead.note,
            renewal=lead.renewal,
            check=lead.check,
        )
        yield f"<p>{_e(text, say)}</p>"
    yield "</div>"


def _grounds(grounds: _Grounds, say: Sayer) -> Iterator[str]:
    if not grounds.found:
        return
    yield f'<h2 class="apart">{_e(say.text("trip.page.grounds"), say)}</h2>'
    yield '<div class="grounds">'
    for number, decision in grounds.found.values():
        yield f'<section class="ground" id="g{number}">'
        yield f"<h3>[{number}] {_e(who_text(decision, say), say)}</h3>"
        yield from _told(decision, say)
        yield "</section>"
    yield "</div>"


def _told(decision: Decision, say: Sayer) -> Iterable[str]:
    """The decision in the words of the terminal; the passport and day stand in the heading."""
    for index, line in enumerate(tell(decision, say, most=MOST_SET_ASIDE)):
        if index == 0:
            yield f'<p class="head">{_e(line.text, say)}</p>'
        elif index > 1:
            names = " ".join(filter(None, ("in" if line.indent > 1 else "", line.tone)))
            label = ""
            if line.label:
                label = f'<span class="label">{_e(say.labelled(line.label, ""), say)}</span>'
            yield f'<p class="{names}">{label}{_e(line.text, say)}</p>'


def _h2(key: str, say: Sayer) -> str:
    return f"<h2>{_e(say.text(key), say)}</h2>"


def _th(text: str, say: Sayer) -> str:
    return f'<th scope="col">{_e(text, say)}</th>'


_DATE = re.compile(r"(\d{1,2}(?:er)?) (\w+\.?) (\d{4})")


def _e(text: str, say: Sayer) -> str:
    """Text escaped, its punctuation set, its dates on one line."""
    return escape(_DATE.sub("\\1\u00a0\\2\u00a0\\3", say.typeset(text)))
