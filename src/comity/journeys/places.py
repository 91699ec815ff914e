"""From what a person writes to a place on a journey: a state, a city or an airport's code.

>>> find_place("Togo").state
'TGO'

A name that can mean places in two states is refused with the candidates, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from comity.journeys.airports import Airport, Airports, airports, cities_of_zones, folded
from comity.journeys.errors import TripError, shown
from comity.journeys.model import Place
from comity.law.errors import ComityError
from comity.names import find
from comity.names.errors import UnknownState

LONGEST = 80
_CODE = re.compile(r"[A-Z0-9]{3,4}", re.ASCII)
_IN_STATE = re.compile(r"(.+?)\s*(?:\(([^()]+)\)|,([^,()]+))")
_PREFIXES = ("airport", "state", "city")


class PlaceError(TripError):
    """A place that nobody knows, or that several states have."""


@lru_cache(maxsize=4096)
def find_place(text: str) -> Place:
    """The place that a name or code stands for.

    A code in capitals is read as an airport's (IATA, ICAO) and as a state's (ISO 3166-1); if
    these lie in two states, it is ambiguous. ``airport:``, ``city:`` or ``state:`` before it,
    or the state after a city (``London, GB`` or ``London (GB)``), settles what is meant.

    Raises:
        PlaceError: no such place, or several.
        TripError: the package with the airports is not installed.
    """
    written = " ".join(text.split())
    if not written or len(written) > LONGEST:
        raise PlaceError("no place is named", expected="a state, a city or an airport's code")
    kind, colon, rest = written.partition(":")
    if colon and kind.lower() in _PREFIXES:
        return _of_kind(kind.lower(), rest.strip(), written)
    state = _state(written)
    if state and not _CODE.fullmatch(written):
        return Place(written, state)
    found = _coded(written) if _CODE.fullmatch(written) else None
    if found is not None and state and found.state != state:
        raise _two_readings(written, found, state)
    if found is not None:
        other = airports().by_city.get(folded(written), ())
        if other and found.state not in {each.state for each in other}:
            raise _several(written, (*other, found))
        return _at(written, found)
    if state:
        return Place(written, state)
    return _city(written)


def _of_kind(kind: str, name: str, written: str) -> Place:
    if kind == "state":
        return Place(written, find(name).code)
    if kind == "city":
        return _city(name)
    found = airports().by_code.get(name.upper())
    if found is None:
        raise _unknown_code(name)
    return _at(written, found)


def _state(written: str) -> str:
    try:
        return find(written).code
    except UnknownState:
        return ""
    except ComityError:
        return ""  # a name of two states may still be a city of one


def _coded(written: str) -> Airport | None:
    """The airport with this code; without the table of airports, codes are states' only."""
    try:
        return airports().by_code.get(written)
    except TripError:
        if _state(written):
            return None
        raise


def _at(written: str, found: Airport) -> Place:
    return Place(written, found.state, found.iata or found.icao, found.city)


def _city(written: str) -> Place:
    name, wanted = written, ""
    match = _IN_STATE.fullmatch(written)
    if match is not None:
        wanted = _state((match[2] or match[3]).strip())
        name = match[1] if wanted else written
    table = airports()
    found = table.by_city.get(folded(name), ())
    if wanted:
        found = tuple(each for each in found if each.state == wanted)
    if len(found) == 1:
        return Place(written, found[0].state, "", name.strip())
    if found:
        raise _several(name, found)
    code = table.by_code.get(written.upper())
    if code is not None:
        return _at(written, code)
    if _CODE.fullmatch(written):
        raise _unknown_code(written)
    state = _translated(name, table)
    if state and (not wanted or state == wanted):
        return Place(written, state, "", name.strip())
    raise _unknown(written, table)


def _translated(name: str, table: Airports) -> str:
    """The state of a city under the name it has in French, where CLDR knows it; or ""."""
    zone = cities_of_zones("fr").get(folded(name), "")
    return table.by_zone.get(zone, "")


def _several(name: str, found: tuple[Airport, ...]) -> PlaceError:
    named = ", ".join(f"{name} ({each.state})" for each in found[:6])
    return PlaceError(
        f"'{shown(name)}' is a city in {len(found)} states",
        expected=f"one of {named}",
        mend="write the state after the city, or the airport's code",
    )


def _two_readings(written: str, found: Airport, state: str) -> PlaceError:
    return PlaceError(
        f"'{written}' is a state ({state}) and an airport in another ({found.city}, {found.state})",
        expected=f"state:{written} or airport:{written}",
        mend=f"write the name of the state, or the code {found.icao}",
    )


def _unknown_code(written: str) -> PlaceError:
    return PlaceError(
        f"no airport has the code '{shown(written)}'",
        expected="an IATA code of three letters or an ICAO code of four",
        mend="look the code up, or write the city or the state",
    )


def _unknown(written: str, table: Airports) -> PlaceError:
    from difflib import get_close_matches

    near = get_close_matches(folded(written), table.by_city, n=3, cutoff=0.75)
    named = ", ".join(
        f"{each.city} ({each.state})" for name in near for each in table.by_city[name][:1]
    )
    return PlaceError(
        f"no state, city or airport is called '{shown(written)}'",
        expected="a state, a city with an airport, or an airport's code",
        mend=f"did you mean {named}?" if named else "write the state, or the airport's code",
    )
