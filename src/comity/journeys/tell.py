"""A trip told: the words that the terminal, the page and the JSON share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct, to_builtins

from comity.decide.decision import Note, Outcome
from comity.journeys.actions import Action, Office
from comity.journeys.answers import Answered, LegAnswer, LegKind
from comity.journeys.model import Held, Leg, Place
from comity.journeys.trip import Planned, Trip
from comity.law.dates import PartialDate
from comity.law.states import StateKind
from comity.names import state
from comity.names.errors import StateNameError
from comity.say import Sayer
from comity.say.decision import Line, headline
from comity.say.reasons import say_condition, say_obligation, say_reason
from comity.say.sayer import is_of_issuer, is_passport

MARKS = {
    Outcome.EXEMPT: "✓",
    Outcome.CONDITIONAL: "◐",
    Outcome.VISA_REQUIRED: "■",
    Outcome.UNKNOWN: "?",
    Outcome.REFUSED: "✕",
}
NO_QUESTION = "–"
TONES = {
    Outcome.EXEMPT: "good",
    Outcome.CONDITIONAL: "fair",
    Outcome.VISA_REQUIRED: "bad",
    Outcome.UNKNOWN: "open",
    Outcome.REFUSED: "bad",
}


class Task(Struct, frozen=True):
    """One thing to do, and everyone who has to do it."""

    by: date
    late: bool
    what: str
    office: str
    who: tuple[str, ...]


# -- words --------------------------------------------------------------------------------


def place_text(place: Place, say: Sayer) -> str:
    """A place as a reader knows it: the city or code, and the state."""
    name = say.state(place.state)
    if place.airport:
        city = place.name.rpartition(",")[2].strip()
        return f"{city} {place.airport}, {name}" if city else f"{place.airport}, {name}"
    return f"{place.name}, {name}" if place.name and place.name != name else name


def passport_text(held: Held, say: Sayer, *, expires: bool = False) -> str:
    """A passport in words."""
    kinds = [say.passport_class(name) for name in held.named.split(" / ")]
    issuer, kind = say.state(held.issuer), " / ".join(kinds)
    key = "trip.passport" if is_passport(held.named) else "trip.passport.document"
    if issuer in kind or is_of_issuer(held.named):
        text = kind[:1].upper() + kind[1:]
    else:
        text = say.text(key, state=issuer, **{"class": kind})
    if expires and held.expires is not None:
        text += f", {say.text('trip.passport.expires', date=say.short_date(held.expires))}"
    return text


def action_text(action: Action, answered: Answered, say: Sayer) -> str:
    """What to do, in a sentence."""
    held = answered.traveller.held[action.passport]
    return say.text(
        f"trip.do.{action.what}",
        to=say.state(action.to) if action.to else "",
        day=say.date(action.day) if action.day else "",
        text=_note_text(action.what, action.note, say) if action.note else "",
        passport=passport_text(held, say),
    )


def _note_text(what: str, note: Note, say: Sayer) -> str:
    return say_obligation(note, say) if what == "duty" else say_condition(note, say)


def office_text(action: Action, say: Sayer) -> str:
    """Whom to turn to."""
    name = action.office.value
    if action.office is Office.MINISTRY and _kind(action.of) is StateKind.ORGANISATION:
        name = "organisation"
    return say.text(f"trip.office.{name}", of=say.state(action.of))


def _kind(code: str) -> StateKind | None:
    try:
        return state(code).kind
    except StateNameError:
        return None


def short_text(item: LegAnswer, say: Sayer) -> str:
    """The answer for a leg in a few words."""
    if item.decision is None:
        return say.text(f"trip.short.{item.kind.value}")
    if asks_airside(item):
        return say.text("trip.short.airside")
    text = say.text(f"trip.short.{item.decision.outcome.value}")
    formality = item.decision.formality
    if formality is not None and formality.value != "visa":
        text += f" ({say.text(f'formality.{formality.value}')})"
    return text


_SAYS_LITTLE = frozenset({"class_not_covered", "less_favourable", "overridden"})


def why_text(item: LegAnswer, say: Sayer) -> str:
    """Why no exemption carries the leg, in a few words; "" where one does or nothing is known."""
    decision = item.decision
    if decision is None or asks_airside(item) or decision.outcome in _GRANTED:
        return ""
    for each in decision.considered:
        if each.reason not in _SAYS_LITTLE:
            return say_reason(each, say)
    return ""


_GRANTED = (Outcome.EXEMPT, Outcome.CONDITIONAL)


def asks_airside(item: LegAnswer) -> bool:
    """Whether only the airline can say if planes may be changed without a visa."""
    airside = item.kind is LegKind.AIRSIDE and item.decision is not None
    return airside and item.decision.outcome is not Outcome.EXEMPT  # type: ignore[union-attr]


def mark(item: LegAnswer) -> str:
    """The sign for an answer: it needs no colour."""
    return NO_QUESTION if item.decision is None else MARKS[item.decision.outcome]


def remarks(item: LegAnswer, say: Sayer) -> Iterator[str]:
    """What else the cell of a leg says."""
    why = why_text(item, say)
    if why:
        yield why
    if asks_airside(item) and item.landside is not None:
        outcome = say.text(f"trip.short.{item.landside.value}").lower()
        yield say.text("trip.airside.if_landside", outcome=outcome)
    elif item.kind is LegKind.AIRSIDE:
        yield say.text("trip.airside")
    if item.kind is LegKind.LANDSIDE:
        yield say.text("trip.landside")
    if item.stay is not None and (item.stay.days_used or item.stay.enough is False):
        yield days_text(item, say)


def days_text(item: LegAnswer, say: Sayer) -> str:
    """The count of days of a leg, short."""
    stay = item.stay
    if stay is None:
        return ""
    if stay.latest_exit is None:
        return say.text("trip.cell.none_left")
    last = say.short_date(stay.latest_exit)
    return say.text("trip.cell.days", n=stay.days_ahead, date=last)


def days(leg: Leg, say: Sayer) -> str:
    """The days of a leg, short."""
    if leg.until is None or leg.until == leg.on:
        return say.short_date(leg.on)
    return f"{say.short_date(leg.on)} – {say.short_date(leg.until)}"


# -- everyone together ----------------------------------------------------------------------


def tasks(trip: Trip, say: Sayer) -> tuple[Task, ...]:
    """All there is to do by the day it is due, each thing once with everyone it concerns."""
    found: dict[tuple[date, str, str], dict[str, None]] = {}
    for planned in trip.travellers:
        answered = planned.answered
        for action in (action for each in planned.do for action in each):
            key = (action.by, action_text(action, answered, say), office_text(action, say))
            found.setdefault(key, {})[answered.traveller.id] = None
    return tuple(
        Task(by, by < trip.today, what, office, tuple(who))
        for (by, what, office), who in sorted(found.items())
    )


def totals_text(trip: Trip, say: Sayer) -> str:
    """How many need what, by the worst leg of each."""
    counts = dict.fromkeys(Outcome, 0)
    for planned in trip.travellers:
        counts[worst(planned)] += 1
    parts = [
        say.text(f"trip.total.{outcome.value}", n=number)
        for outcome, number in counts.items()
        if number
    ]
    number = len(trip.travellers)
    who = say.text("trip.total.1" if number == 1 else "trip.total", n=number)
    return say.labelled(who, "; ".join(parts)) if parts else who


_WORST_FIRST = (Outcome.REFUSED, Outcome.VISA_REQUIRED, Outcome.UNKNOWN, Outcome.CONDITIONAL)


def worst(planned: Planned) -> Outcome:
    """The answer that gives most work on the whole journey."""
    legs = [item for item in planned.answered.legs if not asks_airside(item)]
    outcomes = {item.decision.outcome for item in legs if item.decision}
    return next((each for each in _WORST_FIRST if each in outcomes), Outcome.EXEMPT)


# -- the terminal ---------------------------------------------------------------------------


def tell_trip(trip: Trip, say: Sayer) -> Iterator[Line]:
    """The lines of a trip: everyone's legs, then what to do by when, then what is wrong."""
    yield Line(0, "", totals_text(trip, say))
    for planned in trip.travellers:
        yield from _tell_one(planned, say)
    yield Line(0, "", say.text("trip.page.actions"), "head")
    found = tasks(trip, say)
    if not found:
        key = "no_actions" if trip.travellers else "nobody"
        yield Line(0, "", say.text(f"trip.page.{key}"))
    for task in found:
        late = f" ({say.text('trip.late')})" if task.late else ""
        text = say.labelled(f"{task.what}{late} – {task.office}", _ids(task.who))
        yield Line(1, task.by.isoformat(), text, "bad" if task.late else "")


def tell_errors(trip: Trip, say: Sayer) -> Iterator[Line]:
    """The lines that could not be answered, each with what would mend it."""
    if not trip.errors:
        return
    number = len(trip.errors)
    yield Line(0, "", say.text("trip.wrong.1" if number == 1 else "trip.wrong", n=number), "bad")
    for error in trip.errors:
        yield Line(0, "", str(error))


def _tell_one(planned: Planned, say: Sayer) -> Iterator[Line]:
    answered = planned.answered
    held = answered.traveller.held[answered.use]
    yield Line(0, "", f"{answered.traveller.id}  {passport_text(held, say)}", "head")
    for item in answered.legs:
        said = [f"{mark(item)} {_answer_text(item, say)}", *remarks(item, say)]
        if item.held != answered.use:
            said.append(passport_text(answered.traveller.held[item.held], say))
        where = f"{item.leg.to.airport or item.leg.to.state} {item.leg.on}"
        tone = "" if item.decision is None else TONES[item.decision.outcome]
        yield Line(1, where, "; ".join(said), tone)


def _answer_text(item: LegAnswer, say: Sayer) -> str:
    if item.decision is None or asks_airside(item):
        return short_text(item, say)
    text = headline(item.decision, say)
    return f"{text} [{item.decision.basis[0].instrument}]" if item.decision.basis else text


def _ids(who: tuple[str, ...], most: int = 20) -> str:
    shown = ", ".join(who[:most])
    return shown if len(who) <= most else f"{shown}, … (+{len(who) - most})"


# -- JSON -----------------------------------------------------------------------------------


def as_dict(trip: Trip, say: Sayer) -> dict[str, Any]:
    """The trip as JSON values (docs/json.md)."""
    return {
        "travellers": [_traveller(planned, trip, say) for planned in trip.travellers],
        "errors": [to_builtins(error) for error in trip.errors],
        "today": trip.today.isoformat(),
        "lead_times": to_builtins(trip.lead),
        "as_of": trip.as_of,
    }


def _traveller(planned: Planned, trip: Trip, say: Sayer) -> dict[str, Any]:
    answered = planned.answered
    legs = zip(answered.legs, planned.do, strict=True)
    return {
        "id": answered.traveller.id,
        "row": answered.traveller.row,
        "passport_to_use": _passport(answered.traveller.held[answered.use]),
        "legs": [_leg(item, do, answered, trip, say) for item, do in legs],
    }


def _passport(held: Held) -> dict[str, Any]:
    found = {"issuer": held.issuer, "passport_class": held.named}
    return {**found, "expires": held.expires.isoformat()} if held.expires else found


def _leg(
    item: LegAnswer, do: tuple[Action, ...], answered: Answered, trip: Trip, say: Sayer
) -> dict[str, Any]:
    leg = item.leg
    shown: dict[str, Any] = {
        "from": leg.origin.state,
        "to": leg.to.state,
        "from_place": leg.origin.text,
        "to_place": leg.to.text,
        "on": leg.on.isoformat(),
        "until": leg.until.isoformat() if leg.until else None,
        "kind": item.kind.value,
        "purpose": leg.purpose.value if leg.purpose else None,
        "passport": _passport(answered.traveller.held[item.held]),
        "decision": None if item.decision is None else to_builtins(item.decision, enc_hook=_plain),
        "do": [_action(action, answered, trip, say) for action in do],
    }
    if item.kind is LegKind.AIRSIDE:
        shown["airside_assumed"] = leg.assumed
        shown["if_landside"] = item.landside.value if item.landside else None
    if item.stay is not None:
        shown["stay"] = to_builtins(item.stay)
    return shown


def _plain(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.text
    raise NotImplementedError(type(value))


def _action(action: Action, answered: Answered, trip: Trip, say: Sayer) -> dict[str, Any]:
    shown = {
        "what": action.what,
        "by": action.by.isoformat(),
        "late": action.by < trip.today,
        "authority": office_text(action, say),
        "office": action.office.value,
        "of": action.of,
        "text": action_text(action, answered, say),
    }
    if action.note is not None:
        shown["because"] = to_builtins(action.note)
    return shown
