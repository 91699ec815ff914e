"""Which passport, which answer, which count of days: leg by leg."""

from __future__ import annotations

from datetime import date

import pytest
from tests.journeys.small import answered, last, traveller, view
from tests.journeys.test_passports import td3

from comity.count import Stay
from comity.decide.decision import Outcome
from comity.decide.engine import decide
from comity.decide.question import Question, Role
from comity.journeys.answers import AIRSIDE_GAP, CLASS_GAP, Answerer, LegKind
from comity.journeys.model import Capacity

TO_KAZ = "Togo>Kazakhstan on 2026-10-03..2026-10-07"


@pytest.mark.parametrize(
    ("passport", "outcome"),
    [
        ("TGO:diplomatic", Outcome.UNKNOWN),  # signed, not in force
        ("CHE:diplomatic", Outcome.EXEMPT),
        ("FRA:ordinary", Outcome.CONDITIONAL),  # the expiry is not told
        ("FRA:ordinary 2031-01-01", Outcome.EXEMPT),
        ("IND:ordinary", Outcome.VISA_REQUIRED),
        ("BRA:diplomatic", Outcome.REFUSED),
    ],
)
def test_a_leg_is_answered_as_the_engine_answers(passport: str, outcome: Outcome) -> None:
    item = last(passport, TO_KAZ)
    assert item.kind is LegKind.ENTRY
    assert item.decision is not None
    assert item.decision.outcome is outcome
    held = traveller(passport).held[0].readings
    question = Question(passports=held, to="KAZ", on=item.leg.on, until=item.leg.until)
    assert item.decision == decide(question, view())


# -- which passport -------------------------------------------------------------------------


def test_the_passport_that_serves_the_whole_journey_is_used() -> None:
    both = answered("TGO:diplomatic;CHE:diplomatic", TO_KAZ)
    assert both.use == 1
    assert both.legs[0].held == 1
    decision = both.legs[0].decision
    assert decision is not None
    assert decision.alternatives == (
        {"issuer": "TGO", "passport_class": "diplomatic", "outcome": "unknown"},
    )
    assert both.legs[0].other[0][0] == 0


def test_another_passport_is_shown_where_it_alone_helps() -> None:
    legs = "Togo>Kazakhstan on 2026-10-03..2026-10-05; Kazakhstan>France on 2026-10-05..2026-10-07"
    both = answered("CHE:diplomatic;BRA:diplomatic", legs)
    assert both.use == 0  # nobody is refused with it
    assert [item.held for item in both.legs] == [0, 1]


def test_equal_passports_are_not_changed_on_the_way() -> None:
    both = answered("TGO:diplomatic;TGO:service", TO_KAZ)
    assert (both.use, both.legs[0].held) == (0, 0)


def test_home_asks_no_question_and_shows_its_own_passport() -> None:
    both = answered("CHE:diplomatic;TGO:diplomatic", "Kazakhstan>Togo on 2026-10-07")
    assert both.legs[0].kind is LegKind.HOME
    assert both.legs[0].decision is None
    assert both.legs[0].held == 1
    alone = answered("CHE:diplomatic", "Togo>Kazakhstan on 2026-10-03; Kazakhstan>state:CHE on "
                     "2026-10-07")  # fmt: skip
    assert [item.kind for item in alone.legs] == [LegKind.ENTRY, LegKind.HOME]


def test_a_way_inside_a_state_crosses_no_border() -> None:
    item = last("TGO:diplomatic", "Kazakhstan>city:Almaty on 2026-10-05")
    assert (item.kind, item.decision) == (LegKind.INSIDE, None)


def test_a_national_of_the_destination_on_another_passport_is_at_home() -> None:
    item = last("UNO:un_laissez_passer", TO_KAZ)
    assert item.kind is LegKind.ENTRY
    home = traveller("UNO:un_laissez_passer", TO_KAZ)
    from msgspec.structs import replace

    held = replace(home.held[0], readings=(replace(home.held[0].readings[0], nationality="KAZ"),))
    assert Answerer(view()).answer(replace(home, held=(held,))).legs[0].kind is LegKind.HOME


# -- transit --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passport", "mark", "outcome", "landside"),
    [
        ("CHE:diplomatic", "airside", Outcome.EXEMPT, Outcome.EXEMPT),
        ("TGO:diplomatic", "airside", Outcome.UNKNOWN, Outcome.VISA_REQUIRED),
        ("TGO:diplomatic", "landside", Outcome.VISA_REQUIRED, None),
        ("CHE:diplomatic", "landside", Outcome.EXEMPT, None),
    ],
)
def test_a_transit_is_an_entry_landside_and_airside_open_unless_exempt(
    passport: str, mark: str, outcome: Outcome, landside: Outcome | None
) -> None:
    legs = f"Togo>state:TUR({mark})>Kazakhstan on 2026-10-03..2026-10-07"
    item = answered(passport, legs).legs[0]
    assert item.kind.value == mark
    assert item.decision is not None
    assert (item.decision.outcome, item.landside) == (outcome, landside)
    if outcome is Outcome.UNKNOWN:
        assert [note.code for note in item.decision.missing] == [AIRSIDE_GAP]
        assert item.decision.basis == ()


def test_nobody_is_accredited_where_he_changes_planes() -> None:
    capacity = Capacity(Role.ACCREDITED, "KAZ")
    legs = traveller("DEU:service", "Togo>state:TUR(landside)>Kazakhstan on 2026-10-03").legs
    assert [capacity.at(leg) for leg in legs] == [Role.VISITOR, Role.ACCREDITED]
    assert Capacity(Role.ACCREDITED, "PER").at(legs[1]) is Role.VISITOR
    assert Capacity(Role.FAMILY).at(legs[1]) is Role.FAMILY


# -- classes that stay open -----------------------------------------------------------------


def test_an_open_class_is_answered_only_where_all_readings_agree() -> None:
    both = last("|".join(td3("PO", "JPN", "JPN")), TO_KAZ)
    assert both.decision is not None
    assert both.decision.outcome is Outcome.CONDITIONAL  # official, or service taken for it
    turkey = last("|".join(td3("PO")), "Togo>state:TUR on 2026-10-03")
    assert turkey.decision is not None
    assert turkey.decision.outcome is Outcome.VISA_REQUIRED
    none = last("|".join(td3("P<")), TO_KAZ)
    assert none.decision is not None
    assert none.decision.outcome is Outcome.UNKNOWN
    assert none.decision.missing[0].code == CLASS_GAP


# -- days -----------------------------------------------------------------------------------


def stays(*spans: tuple[str, str, str]) -> tuple[Stay, ...]:
    return tuple(
        Stay(date.fromisoformat(first), date.fromisoformat(end), place)
        for place, first, end in spans
    )


def test_earlier_stays_shorten_the_next() -> None:
    # 87 of 90 days used: 3, 4 and 5 October are left; 10 April falls out too late.
    item = last("CHE:diplomatic", TO_KAZ, stays=stays(("KAZ", "2026-04-10", "2026-07-05")))
    assert item.stay is not None
    assert (item.stay.days_used, item.stay.days_left) == (87, 3)
    assert (item.stay.latest_exit, item.stay.enough) == (date(2026, 10, 5), False)
    assert item.decision is not None
    assert "no_earlier_stays" not in {note.code for note in item.decision.assumptions}


def test_stays_elsewhere_and_no_stays_count_nothing() -> None:
    assert last("CHE:diplomatic", TO_KAZ).stay is None
    elsewhere = stays(("FRA", "2026-04-10", "2026-07-05"))
    assert last("CHE:diplomatic", TO_KAZ, stays=elsewhere).stay is None
    assert (
        last("TGO:service", TO_KAZ, stays=stays(("KAZ", "2026-04-10", "2026-07-05"))).stay is None
    )


def test_days_in_an_area_are_counted_together_but_no_waiver_carries_over() -> None:
    legs = "Brazil>state:FRA on 2026-10-03; state:FRA>state:ITA on 2026-10-10..2026-10-20"
    legs += "; state:ITA>state:DEU on 2026-10-20"
    found = answered("BRA:diplomatic", legs, stays=stays(("DEU", "2026-07-01", "2026-09-15")))
    france, italy, germany = found.legs
    assert france.stay is not None
    assert italy.stay is not None
    # 77 days in Germany: 13 are left on 3 October, wherever in the area they are spent
    assert (france.stay.group, france.stay.days_used, france.stay.days_left) == ("AREA", 77, 13)
    assert (italy.stay.latest_exit, italy.stay.enough) == (date(2026, 10, 15), False)
    assert germany.decision is not None
    assert germany.decision.outcome is Outcome.VISA_REQUIRED  # exempt in the first state only


def test_members_of_an_area_are_not_capped_in_it() -> None:
    found = answered("DEU:service", "Togo>state:FRA on 2026-10-03..2026-10-09",
                     stays=stays(("ITA", "2026-05-01", "2026-08-15")))  # fmt: skip
    assert found.legs[0].stay is None


def test_days_of_the_journey_itself_count_on_later_legs() -> None:
    legs = "Togo>Kazakhstan on 2026-05-01..2026-07-25; Kazakhstan>Togo on 2026-07-25; "
    legs += "Togo>Kazakhstan on 2026-10-03..2026-10-30"
    item = last("CHE:diplomatic", legs)
    assert item.stay is not None
    assert item.stay.days_used == 86
    assert (item.stay.latest_exit, item.stay.enough) == (date(2026, 10, 6), False)
