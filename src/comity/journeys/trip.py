"""From a file to a plan: the one function that the command and the page call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from comity.journeys.actions import Action, LeadTimes, actions_of, merged
from comity.journeys.answers import Answered, Answerer
from comity.journeys.errors import RowError
from comity.journeys.itinerary import parse_legs
from comity.journeys.model import Leg
from comity.journeys.rows import RowReader, read_itinerary
from comity.journeys.table import read_table
from comity.register.view import View

Progress = Callable[[int, int], None]
"""Told how many travellers are answered, and how many there are."""


class Planned(Struct, frozen=True):
    """One traveller: the answers, and what to do for each leg."""

    answered: Answered
    do: tuple[tuple[Action, ...], ...]


class Trip(Struct, frozen=True, kw_only=True):
    """A delegation answered.

    Attributes:
        travellers: those whose lines could be read, in the order of the file.
        errors: what is wrong with the others, in the order of the file.
        today: the day on which the plan is made.
        lead: the lead times it is made with.
        as_of: the day up to which the register's knowledge reaches.
    """

    travellers: tuple[Planned, ...]
    errors: tuple[RowError, ...]
    today: date
    lead: LeadTimes
    as_of: str


def plan_trip(
    delegation: Path,
    view: View,
    today: date,
    *,
    legs: str = "",
    itinerary: Path | None = None,
    lead: LeadTimes | None = None,
    progress: Progress | None = None,
) -> Trip:
    """Answer a delegation: who needs what, by when, from whom.

    Args:
        delegation: a CSV, Excel or JSON file, one line a person (docs/trips.md).
        view: the register to answer from.
        today: the day on which the plan is made.
        legs: the journey of all who have no own one, as `parse_legs` reads it.
        itinerary: the same as a file.
        lead: lead times; the usual ones if not given.
        progress: called now and then.

    Raises:
        TripError: the file or the shared journey cannot be read. What is wrong in a single line
            is in `Trip.errors` instead.
    """
    shared: tuple[Leg, ...] = parse_legs(legs) if legs else ()
    if itinerary is not None:
        shared = read_itinerary(read_table(itinerary))
    rows = read_table(delegation)
    header = None if delegation.suffix.lower() == ".json" else 1
    reader = RowReader(today, shared, header)
    travellers = reader.read(rows)
    lead = lead or LeadTimes()
    answerer = Answerer(view)
    planned = []
    for number, traveller in enumerate(travellers, start=1):
        planned.append(_plan(answerer.answer(traveller), lead))
        if progress is not None:
            progress(number, len(travellers))
    return Trip(
        travellers=tuple(planned),
        errors=_in_order(reader.errors),
        today=today,
        lead=lead,
        as_of=view.known_on.isoformat() if view.known_on else view.store.version,
    )


def _plan(answered: Answered, lead: LeadTimes) -> Planned:
    do = [actions_of(answered, index, lead) for index in range(len(answered.legs))]
    return Planned(answered, merged(do))


def _in_order(errors: Sequence[RowError]) -> tuple[RowError, ...]:
    return tuple(sorted(errors, key=lambda error: error.row))
