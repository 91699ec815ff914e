"""Airports and cities, from the package `airportsdata` (extra `trip`), loaded when first needed."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from comity.journeys.errors import TripError
from comity.law.errors import ComityError
from comity.names import find
from comity.names.fold import words


class Airport(NamedTuple):
    """An airport: its codes, its city and its state."""

    iata: str
    icao: str
    city: str
    state: str


class Airports(NamedTuple):
    """What can be looked up.

    Attributes:
        by_code: IATA and ICAO codes in capitals.
        by_city: a folded city name to an airport of each state that has such a city.
        by_zone: time zones that lie in one state, to that state.
    """

    by_code: dict[str, Airport]
    by_city: dict[str, tuple[Airport, ...]]
    by_zone: dict[str, str]


def folded(text: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    return "".join(words(text))


@cache
def airports() -> Airports:
    """Every airport with a code, compactly: one small tuple each.

    Raises:
        TripError: the package is not installed.
    """
    try:
        import airportsdata
    except ImportError:
        raise TripError(
            "the table of airports and cities is not installed",
            expected="the extra 'trip'",
            mend="pip install 'comity[trip]', or write states",
        ) from None
    states: dict[str, str] = {}
    by_code: dict[str, Airport] = {}
    cities: dict[str, dict[str, Airport]] = {}
    zones: dict[str, set[str]] = {}
    for row in airportsdata.load().values():
        state = states.get(row["country"])
        if state is None:
            state = states[row["country"]] = _state(row["country"])
        airport = Airport(row["iata"], row["icao"], row["city"], state)
        by_code[airport.icao] = airport
        if not airport.iata:
            continue  # a strip without scheduled flights makes no city ambiguous
        by_code[airport.iata] = airport
        zones.setdefault(row["tz"], set()).add(state)
        for part in {row["city"], *row["city"].split(",")}:
            name = folded(part)
            if name:
                cities.setdefault(name, {}).setdefault(state, airport)
    return Airports(
        by_code,
        {name: tuple(each.values()) for name, each in cities.items()},
        {zone: next(iter(found)) for zone, found in zones.items() if len(found) == 1},
    )


@cache
def cities_of_zones(language: str) -> dict[str, str]:
    """Folded names of the cities that CLDR names time zones after, in a language, to their zone.

    The table of airports names cities in English only.
    """
    from babel import Locale

    zones = Locale(language).time_zones
    return {folded(item["city"]): zone for zone, item in zones.items() if "city" in item}


def _state(alpha2: str) -> str:
    try:
        return find(alpha2).code
    except ComityError:
        return alpha2
