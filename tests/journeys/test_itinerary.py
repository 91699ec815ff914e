"""Itineraries: the grammar, the order of days, and what each leg lasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.decide.question import Purpose
from comity.journeys.errors import TripError
from comity.journeys.itinerary import MOST_LEGS, RawLeg, legs_of, parse_legs, raw_leg
from comity.journeys.model import Transit

A, B, C = date(2026, 10, 3), date(2026, 10, 7), date(2026, 10, 9)


def test_a_way_with_a_stop_and_a_return() -> None:
    legs = parse_legs("Togo>Turkey>Kazakhstan on 2026-10-03; Kazakhstan > Togo on 2026-10-07")
    assert [(leg.origin.state, leg.to.state) for leg in legs] == [
        ("TGO", "TUR"), ("TUR", "KAZ"), ("KAZ", "TGO"),
    ]  # fmt: skip
    assert [leg.transit for leg in legs] == [Transit.AIRSIDE, None, None]
    assert [leg.assumed for leg in legs] == [True, False, False]
    assert [leg.until for leg in legs] == [A, B, None]


@pytest.mark.parametrize(
    ("text", "transit", "purpose"),
    [
        ("Togo>Turkey(airside)>Peru on 2026-10-03", Transit.AIRSIDE, None),
        ("Togo→Turkey (landside)→Peru on 2026-10-03", Transit.LANDSIDE, Purpose.TRANSIT),
        ("Togo>Turkey(LANDSIDE) le 2026-10-03 pour business", Transit.LANDSIDE, Purpose.BUSINESS),
    ],
)
def test_a_place_says_how_it_is_passed(
    text: str, transit: Transit, purpose: Purpose | None
) -> None:
    leg = parse_legs(text)[0]
    assert (leg.transit, leg.purpose, leg.assumed) == (transit, purpose, False)


def test_the_stay_and_its_purpose_belong_to_the_last_place() -> None:
    legs = parse_legs("Togo>Turkey>Peru on 2026-10-03..2026-10-09 for official")
    assert [leg.purpose for leg in legs] == [None, Purpose.OFFICIAL]
    assert [leg.until for leg in legs] == [A, C]


def test_a_stay_lasts_over_ways_inside_the_state() -> None:
    legs = parse_legs(
        "Togo>Kazakhstan on 2026-10-03; Kazakhstan>city:Almaty on 2026-10-05; "
        "Kazakhstan>Turkey on 2026-10-07"
    )
    assert [leg.until for leg in legs] == [B, B, None]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no leg"),
        ("Togo to Kazakhstan", "no part of an itinerary"),
        ("Togo on 2026-10-03", "one place only"),
        ("Togo>Peru on 2026-13-03", "no day of arrival"),
        ("Togo>Peru on 20261003", "no day of arrival"),
        ("Togo>Peru on 0001-01-03", "no day of arrival"),
        ("Togo>Peru on 2026-10-03..9999-12-31", "no day of departure"),
        ("Togo>Peru on 2026-10-07..2026-10-03", "before it begins"),
        ("Togo>Peru on 2026-10-07..soon", "no day of departure"),
        ("Togo>Peru on 2026-10-07; Peru>Togo on 2026-10-03", "leg 2: it arrives on"),
        ("Togo>Peru on 2026-10-03..2026-10-09; Peru>Togo on 2026-10-07", "legs in the order"),
        ("Togo>Togo on 2026-10-03", "starts and ends"),
        ("Togo>Atlantis on 2026-10-03", "leg 1: no state, city or airport"),
        ("Togo>London on 2026-10-03", "in 3 states"),
        ("Togo>Peru on 2026-10-03 for fun", "no purpose"),
        ("x" * 5000, "too long"),
    ],
)
def test_what_cannot_be_followed_is_said(text: str, part: str) -> None:
    with pytest.raises(TripError) as caught:
        parse_legs(text)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    "row", [{"from": "Togo", "to": "Peru", "when": "x"}, {"from": "Togo", "to": 3}]
)
def test_a_leg_of_json_has_known_keys_and_text(row: dict[str, object]) -> None:
    with pytest.raises(TripError, match="leg"):
        raw_leg(row)


def test_a_way_to_pass_is_one_of_a_list() -> None:
    with pytest.raises(TripError, match="no way to pass"):
        legs_of([RawLeg(origin="Togo", to="Peru", on="2026-10-03", transit="maybe")])
    stop = legs_of([RawLeg(origin="Togo", to="Peru", on="2026-10-03", transit="stopover")])
    assert stop[0].transit is Transit.LANDSIDE


def test_a_journey_has_a_longest() -> None:
    with pytest.raises(TripError, match="too long"):
        legs_of([RawLeg(origin="Togo", to="Peru", on="2026-10-03")] * (MOST_LEGS + 1))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.data())
def test_legs_in_order_are_read_and_others_refused(gaps: list[int], data: st.DataObject) -> None:
    days = [date(2026, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    if data.draw(st.booleans()):
        data.draw(st.randoms()).shuffle(days)
    states = ("Togo", "Peru", "Kazakhstan", "Turkey")
    text = "; ".join(
        f"{states[n % 4]}>{states[(n + 1) % 4]} on {day}" for n, day in enumerate(days)
    )
    if days == sorted(days):
        legs = parse_legs(text)
        assert [leg.on for leg in legs] == days
        assert all(leg.until is None or leg.until >= leg.on for leg in legs)
    else:
        with pytest.raises(TripError):
            parse_legs(text)
