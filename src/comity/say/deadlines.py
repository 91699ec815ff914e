"""Deadlines told to a person, and as a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from comity.dossier.deadlines import Deadline
from comity.law.errors import UsageError
from comity.say.decision import Line
from comity.say.sayer import Sayer
from comity.say.titles import act_title


def tell_deadlines(items: Sequence[Deadline], say: Sayer) -> list[Line]:
    """One paragraph to a deadline: the day, what is due, from whom, by which clause."""
    lines = []
    for item in items:
        when = say.date(item.due) if item.due else say.text("deadline.open")
        if item.earliest:
            when = f"{say.date(item.earliest)} – {when}"
        tone = "" if item.firm else "open"
        lines.append(Line(0, "", say.labelled(when, what(item, say)), tone))
        lines.append(Line(1, "", _title(item, say)))
        lines.append(Line(1, "", _grounds(item, say), "dim"))
    if not items:
        lines.append(Line(0, "", say.text("deadline.none")))
    return lines


def what(item: Deadline, say: Sayer) -> str:
    """What is due, in a sentence."""
    key = f"deadline.{item.kind}"
    if item.kind == "notification" and item.detail == "rule_not_known":
        key = "deadline.rule_not_known"
    parties = ", ".join(say.state(code) for code in item.parties)
    years = int(item.detail) if item.kind == "age" else 0
    return say.text(
        key, parties=parties, date=say.date(item.detail), length=say.amount(years, "year")
    )


def _title(item: Deadline, say: Sayer) -> str:
    return f"{act_title(item.title, item.instrument, say)} [{item.instrument}]"


def _grounds(item: Deadline, say: Sayer) -> str:
    parts = [item.rule]
    if item.article:
        parts.append(say.text("label.article", article=item.article))
    for name, _, value in (text.partition("=") for text in item.inputs):
        first, dots, last = value.partition("..")
        when = f"{say.date(first)} – {say.date(last)}" if dots else say.date(first)
        parts.append(say.text(f"deadline.from.{name}", date=when))
    return ", ".join(parts)


def as_calendar(items: Sequence[Deadline], now: datetime, say: Sayer) -> bytes:
    """The deadlines that have a day, as an iCalendar file (RFC 5545; extra: trip)."""
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise UsageError(
            "a calendar file needs a package that is not installed",
            where="--ics",
            expected="the extra 'trip'",
            mend="pip install 'comity[trip]'",
        ) from None
    calendar = Calendar()
    calendar.add("prodid", "-//Comity//deadlines//EN")
    calendar.add("version", "2.0")
    for item in items:
        if not item.due:
            continue
        day = date.fromisoformat(item.due)
        event = Event()
        event.add("uid", f"{item.instrument}-{item.kind}-{item.due}@comity".lower())
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", what(item, say))
        event.add("description", f"{_title(item, say)}\n{_grounds(item, say)}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
