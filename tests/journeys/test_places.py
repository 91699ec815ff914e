"""Names and codes of places: what is found, and what is refused with its candidates."""

from __future__ import annotations

import sys

import pytest

from comity.journeys.airports import airports
from comity.journeys.errors import TripError
from comity.journeys.places import PlaceError, find_place


@pytest.mark.parametrize(
    ("text", "state", "airport"),
    [
        ("Togo", "TGO", ""),
        ("Allemagne", "DEU", ""),
        ("IST", "TUR", "IST"),
        ("UACC", "KAZ", "NQZ"),  # an ICAO code
        ("ist", "TUR", "IST"),
        ("Lomé", "TGO", ""),
        ("Astana", "KAZ", ""),
        ("Istanbul", "TUR", ""),
        ("London, GB", "GBR", ""),
        ("Londres", "GBR", ""),  # CLDR's French name of the zone's city
        ("Le Caire", "EGY", ""),
        ("London (CAN)", "CAN", ""),
        ("state:PER", "PER", ""),
        ("airport:PER", "AUS", "PER"),
        ("city:Singapore", "SGP", ""),
    ],
)
def test_a_place_is_found(text: str, state: str, airport: str) -> None:
    place = find_place(text)
    assert (place.state, place.airport) == (state, airport)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("London", ("London (GBR)", "London (CAN)")),
        ("Paris", ("Paris (FRA)", "Paris (USA)")),
        ("PER", ("state:PER", "airport:PER")),
        ("FRA", ("state:FRA", "airport:FRA")),
        ("LIMA", ("LIMA (PER)", "LIMA (ITA)")),  # Lima, and the code of an airport at Turin
    ],
)
def test_a_name_of_two_places_is_refused_with_both(text: str, named: tuple[str, ...]) -> None:
    with pytest.raises(PlaceError) as caught:
        find_place(text)
    assert all(name in caught.value.expected for name in named)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Astanaa", "did you mean Astana (KAZ)"),
        ("ZZZ", "IATA"),
        ("airport:ZZZZ", "IATA"),
        ("", "a state"),
        ("x" * 81, "a state"),
        ("Qwertyuiopolis", "airport's code"),
        ("state:Nowhere", ""),
    ],
)
def test_an_unknown_place_says_how_to_mend_it(text: str, part: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - a place's or a name's own error
        find_place(text)
    assert part in str(caught.value)


def test_every_airport_lies_in_a_known_state() -> None:
    from comity.names import find

    states = {airport.state for airport in airports().by_code.values()}
    assert all(find(code).code == code for code in states)


def test_without_the_table_states_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "airportsdata", None)
    airports.cache_clear()
    find_place.cache_clear()
    try:
        assert find_place("KAZ").state == "KAZ"
        assert find_place("Togo").state == "TGO"
        with pytest.raises(TripError, match="not installed"):
            find_place("IST")
        with pytest.raises(TripError, match="not installed"):
            find_place("Astana")
    finally:
        airports.cache_clear()
        find_place.cache_clear()
