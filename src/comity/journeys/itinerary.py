"""Itineraries: from ``Lome>IST>NQZ on 2026-10-03..2026-10-07`` to legs.

Parts are separated by ``;``. In a part, places are joined by ``>``; all but the last are passed
on the way. A place may say how: ``IST(airside)`` or ``IST(landside)``. After ``on`` stand the day
of arrival and, after ``..``, the last day there; after ``for``, the purpose there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from comity.decide.question import Purpose
from comity.journeys.errors import TripError, shown
from comity.journeys.model import Leg, Place, Transit
from comity.journeys.places import find_place
from comity.law.errors import ComityError

MOST_LEGS = 40
"""More legs than a journey has: a longer one is refused."""
LONGEST = 4000
FIRST_YEAR, LAST_YEAR = 1900, 2199
EXAMPLE = "Lome>IST(airside)>NQZ on 2026-10-03..2026-10-07 for official"

_PART = re.compile(
    r"(?P<places>.+?)\s+(?:on|le)\s+(?P<on>[^\s.]+)(?:\s*\.\.\s*(?P<until>\S+))?"
    r"(?:\s+(?:for|pour)\s+(?P<purpose>\S+))?",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?P<place>.+?)\s*\((?P<mark>airside|landside)\)", re.IGNORECASE)
_FIELDS = ("from", "to", "on", "until", "transit", "purpose")


class RawLeg(Struct, frozen=True, kw_only=True):
    """A leg as it is written, its parts not yet understood."""

    origin: str
    to: str
    on: str
    until: str = ""
    transit: str = ""
    purpose: str = ""


class ItineraryError(TripError):
    """An itinerary that cannot be followed."""


def parse_legs(text: str) -> tuple[Leg, ...]:
    """The legs of an itinerary written as text.

    >>> [leg.to.state for leg in parse_legs("Togo > Kazakhstan on 2026-10-03..2026-10-07")]
    ['KAZ']

    Raises:
        TripError: with the number of the leg: a place, day or purpose that cannot be understood,
            or days out of order.
    """
    if len(text) > LONGEST:
        raise ItineraryError("the itinerary is too long", expected=f"at most {LONGEST} characters")
    return legs_of(
        [leg for part in re.split(r"[;\n]", text) if part.strip() for leg in _part(part)]
    )


def _part(text: str) -> Iterable[RawLeg]:
    match = _PART.fullmatch(" ".join(text.split()))
    if match is None:
        raise ItineraryError(
            f"'{shown(text.strip())}' is no part of an itinerary",
            expected=f"PLACE>PLACE on DATE, such as {EXAMPLE}",
            mend="write the day as on 2026-10-03",
        )
    places = [place.strip() for place in re.split(r">|→", match["places"])]
    if len(places) < 2:
        raise ItineraryError(
            f"'{shown(text.strip())}' names one place only",
            expected="where the leg starts and where it ends",
            mend=f"write it as {EXAMPLE}",
        )
    marks = [_marked(place) for place in places]
    for index in range(1, len(places)):
        last = index == len(places) - 1
        name, mark = marks[index]
        yield RawLeg(
            origin=marks[index - 1][0],
            to=name,
            on=match["on"],
            until=(match["until"] or "") if last else "",
            transit=mark or ("" if last else "?"),
            purpose=(match["purpose"] or "") if last else "",
        )


def _marked(text: str) -> tuple[str, str]:
    match = _MARK.fullmatch(text)
    return (text, "") if match is None else (match["place"], match["mark"].lower())


def raw_leg(row: Mapping[str, object]) -> RawLeg:
    """A leg from a row of a table or an object of JSON.

    Raises:
        ItineraryError: a key that no leg has, or a value that is no text.
    """
    unknown = [key for key in row if key not in _FIELDS]
    if unknown or not all(isinstance(value, str) for value in row.values()):
        raise ItineraryError(
            f"a leg has no '{shown(str(unknown[0]))}'" if unknown else "a part of a leg is no text",
            expected="the text of " + ", ".join(_FIELDS),
        )
    values = {key: str(value).strip() for key, value in row.items()}
    return RawLeg(
        origin=values.get("from", ""),
        to=values.get("to", ""),
        on=values.get("on", ""),
        until=values.get("until", ""),
        transit=values.get("transit", ""),
        purpose=values.get("purpose", ""),
    )


def legs_of(rows: Sequence[RawLeg]) -> tuple[Leg, ...]:
    """Legs understood, in order, each lasting until the next one leaves.

    Raises:
        TripError: see `parse_legs`.
    """
    if not rows:
        raise ItineraryError("the itinerary has no leg", expected=EXAMPLE)
    if len(rows) > MOST_LEGS:
        raise ItineraryError(
            f"a journey of {len(rows)} legs is too long", expected=f"at most {MOST_LEGS} legs"
        )
    legs: list[Leg] = []
    for number, row in enumerate(rows, start=1):
        try:
            leg = _leg(row)
            _follows(leg, legs)
        except ComityError as error:
            raise ItineraryError(
                error.message, where=f"leg {number}", expected=error.expected, mend=error.mend
            ) from None
        legs.append(leg)
    return tuple(_lasting(leg, legs[index + 1 :]) for index, leg in enumerate(legs))


def _leg(row: RawLeg) -> Leg:
    origin, to = find_place(row.origin), find_place(row.to)
    if _same(origin, to):
        raise ItineraryError(
            f"it starts and ends at '{shown(row.to)}'", mend="leave it out, or write both ends"
        )
    on = day(row.on, "arrival")
    until = day(row.until, "departure") if row.until else None
    if until is not None and until < on:
        raise ItineraryError(
            f"the stay ends on {until}, before it begins on {on}",
            expected="a last day not before the day of arrival",
            mend="swap the dates",
        )
    transit, assumed = _transit(row.transit)
    purpose = Purpose.TRANSIT if transit is Transit.LANDSIDE and not row.purpose else None
    if row.purpose:
        from comity.api import one_of

        purpose = one_of(Purpose, row.purpose.lower(), "purpose")
    return Leg(
        origin=origin,
        to=to,
        on=on,
        until=until,
        transit=transit,
        assumed=assumed,
        purpose=purpose,
    )


def _same(origin: Place, to: Place) -> bool:
    return (origin.state, origin.airport, origin.name) == (to.state, to.airport, to.name)


def _transit(text: str) -> tuple[Transit | None, bool]:
    """How a place is passed; airside is assumed for one on the way of which nothing is said."""
    if text == "?":
        return Transit.AIRSIDE, True
    written = text.lower()
    if written in ("", "no"):
        return None, False
    if written == "stopover":
        return Transit.LANDSIDE, False
    try:
        return Transit(written), False
    except ValueError:
        raise ItineraryError(
            f"'{shown(text)}' is no way to pass a place",
            expected="airside, landside, or nothing for a destination",
        ) from None


def day(text: str, what: str) -> date:
    """A day written YYYY-MM-DD, of this age: windows and lead times never leave the calendar."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ItineraryError(
            f"'{shown(text)}' is no day of {what}",
            expected=f"a day such as 2026-10-03, from {FIRST_YEAR} to {LAST_YEAR}",
            mend="write year, month and day",
        )
    return found


def _follows(leg: Leg, earlier: Sequence[Leg]) -> None:
    if not earlier:
        return
    last = earlier[-1]
    left = last.until or last.on
    if leg.on < left:
        raise ItineraryError(
            f"it arrives on {leg.on}, before the leg ahead of it ends on {left}",
            expected="legs in the order of their days",
            mend="put the legs in order, or mend the day",
        )


def _lasting(leg: Leg, later: Sequence[Leg]) -> Leg:
    """The leg with the day on which the state is left, where the journey tells it."""
    from msgspec.structs import replace

    if leg.until is not None:
        return leg
    for other in later:
        if other.to.state != leg.to.state:
            return replace(leg, until=other.on)
    return replace(leg, until=leg.on) if leg.transit is not None else leg
