"""What to do by when: each outcome, condition and obligation has its work, its day, its office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.journeys.small import OUT, answered
from tests.journeys.test_answers import TO_KAZ, stays
from tests.journeys.test_passports import td3

from comity.decide.question import Role
from comity.journeys.actions import Action, LeadTimes, Office, actions_of, merged
from comity.journeys.model import Capacity

LEAD = LeadTimes()
ON = date(2026, 10, 3)


def work(passports: str, legs: str = TO_KAZ, **more: object) -> dict[str, Action]:
    found = answered(passports, legs, **more)
    return {action.what: action for action in actions_of(found, len(found.legs) - 1, LEAD)}


@pytest.mark.parametrize(
    ("passport", "what", "before", "office", "of"),
    [
        ("TGO:diplomatic", "confirm", 30, Office.MISSION, "KAZ"),
        ("IND:ordinary", "e_visa", 30, Office.ONLINE, "KAZ"),
        ("BRA:diplomatic", "refused", 30, Office.MISSION, "KAZ"),
        ("FRA:ordinary", "condition", 7, Office.TRAVELLER, "KAZ"),
        ("FRA:ordinary 2026-12-01", "renew", 45, Office.PASSPORTS, "FRA"),
        ("CHE:diplomatic 2026-10-05", "renew", 45, Office.PASSPORTS, "CHE"),
    ],
)
def test_an_outcome_has_its_work(
    passport: str, what: str, before: int, office: Office, of: str
) -> None:
    action = work(passport)[what]
    assert (ON - action.by, action.office, action.of) == (timedelta(before), office, of)


@pytest.mark.parametrize(
    ("passport", "names"),
    [
        ("CHE:diplomatic", set()),
        ("CHE:diplomatic 2026-10-07", set()),  # its last day is the last day of the stay
        ("FRA:ordinary 2027-04-03", set()),
        ("JPN:official", {"condition"}),
    ],
)
def test_nothing_more_is_asked_than_the_law_leaves_open(passport: str, names: set[str]) -> None:
    assert set(work(passport)) == names


def test_a_passport_is_renewed_only_where_nothing_else_helps() -> None:
    assert set(work("ITA:ordinary 2026-12-01")) == set()  # the second exemption asks no validity
    airside = answered("FRA:ordinary 2026-12-01", OUT)  # and planes are changed without entry
    assert [action.what for action in actions_of(airside, 0, LEAD)] == ["airside"]
    landside = work("FRA:ordinary 2026-12-01", "Togo>state:TUR(landside) on 2026-10-03")
    assert {"renew", "visa"} <= set(landside)


def test_a_visa_on_an_official_passport_is_backed_by_a_note_verbale() -> None:
    legs = "Togo>state:TUR on 2026-10-03"
    official = work("TGO:service", legs)
    assert set(official) == {"visa", "note_verbale"}
    assert (official["note_verbale"].office, official["note_verbale"].of) == (
        Office.MINISTRY, "TGO",
    )  # fmt: skip
    assert set(work("TGO:ordinary", legs)) == {"visa"}


def test_a_visa_on_arrival_is_obtained_on_arrival() -> None:
    action = work("VNM:ordinary", "Togo>state:TUR on 2026-10-03")["visa_on_arrival"]
    assert (action.by, action.office) == (ON, Office.BORDER)


def test_obligations_have_their_own_days() -> None:
    legs = "Togo>Kazakhstan on 2026-10-03..2026-10-20"
    found = [
        action
        for action in actions_of(answered("FRA:diplomatic", legs), 0, LEAD)
        if action.what == "duty" and action.note is not None
    ]
    by = {action.note.code: (action.by, action.office, action.of) for action in found}  # type: ignore[union-attr]
    assert by == {
        "registration_after_days": (ON + timedelta(10), Office.HOST, "KAZ"),
        "announce_high_officials": (ON - timedelta(21), Office.MINISTRY, "FRA"),
    }
    short = actions_of(answered("FRA:diplomatic", TO_KAZ), 0, LEAD)
    assert [action.note.code for action in short if action.note] == ["announce_high_officials"]


def test_accredited_staff_have_their_formalities_after_arrival() -> None:
    action = work("DEU:service", capacity=Capacity(Role.ACCREDITED))["duty"]
    assert action.note is not None
    assert action.note.code == "accreditation_within_days"
    assert (action.by, action.office) == (ON + timedelta(30), Office.HOST)


def test_a_registration_is_asked_of_the_mission_and_a_purpose_is_looked_at() -> None:
    found = actions_of(answered("JPN:official", TO_KAZ), 0, LEAD)
    by = {action.note.code: (action.by, action.office) for action in found if action.note}
    assert by == {
        "passport_registration": (ON - timedelta(21), Office.MISSION),
        "official_travel_only": (ON - timedelta(7), Office.TRAVELLER),
    }


def test_a_class_that_stays_open_is_to_be_read_on_the_passport() -> None:
    found = work("|".join(td3("P<")))
    assert set(found) == {"read_class", "confirm"}
    assert (found["read_class"].office, found["read_class"].of) == (Office.TRAVELLER, "TGO")


def test_airside_is_asked_of_the_airline() -> None:
    found = answered("TGO:diplomatic", OUT)
    (action,) = actions_of(found, 0, LEAD)
    assert (action.what, action.office) == ("airside", Office.CARRIER)
    assert actions_of(answered("CHE:diplomatic", OUT), 0, LEAD) == ()


def test_days_used_up_are_told() -> None:
    most = stays(("KAZ", "2026-04-10", "2026-07-05"))
    assert work("CHE:diplomatic", stays=most)["shorten"].day == date(2026, 10, 5)
    every = stays(("KAZ", "2026-06-01", "2026-09-15"))
    assert "days_used_up" in work("CHE:diplomatic", stays=every)


def test_another_passport_is_said() -> None:
    legs = "Togo>Kazakhstan on 2026-10-03..2026-10-05; Kazakhstan>France on 2026-10-05..2026-10-07"
    action = work("CHE:diplomatic;BRA:diplomatic", legs)["use_passport"]
    assert (action.passport, action.of) == (1, "BRA")


def test_lead_times_are_the_askers() -> None:
    found = actions_of(answered("TGO:diplomatic", TO_KAZ), 0, LeadTimes(visa=90))
    assert found[0].by == ON - timedelta(90)


def test_what_two_legs_ask_alike_is_done_once_by_the_earlier_day() -> None:
    legs = "Togo>Kazakhstan on 2026-10-03..2026-10-05; Kazakhstan>state:TUR on 2026-10-05; "
    legs += "state:TUR>Kazakhstan on 2026-10-20"
    found = answered("TGO:diplomatic 2026-09-01", legs)
    do = merged([actions_of(found, index, LEAD) for index in range(3)])
    days = {action.by for each in do for action in each if action.what == "confirm"}
    assert days == {ON - timedelta(30)}
    assert {action.by for each in do for action in each if action.what == "renew"} == {
        ON - timedelta(45)
    }
    assert [len(each) for each in do] == [2, 3, 2]
