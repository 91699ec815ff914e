"""Acts told in ways that real announcements have: asked of several, spoken of, explained."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement


def told(text: str, published: str) -> set[tuple[str, str, str | None, str]]:
    reading = read_announcement(text, published=date.fromisoformat(published))
    return {(a.kind, "-".join(a.states), a.subject, a.mode) for a in reading.acts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Vanuatu seeks a reciprocal visa waiver from Norway and Iceland\n\n"
            "The foreign minister of Vanuatu calls on Norway and Iceland to consider a visa "
            "waiver for holders of Vanuatu passports.",
            {
                ("signature", "NOR-VUT", "visa_exemption", "proposed"),
                ("signature", "ISL-VUT", "visa_exemption", "proposed"),
            },
            id="one-asks-two",
        ),
        pytest.param(
            "Ghana and Fiji signed two bilateral agreements in Accra. The visa waiver lifts the "
            "visa for citizens of both. The Tourism MoU promotes joint campaigns.",
            {
                ("signature", "FJI-GHA", "visa_exemption", "done"),
                ("signature", "FJI-GHA", "tourism", "done"),
            },
            id="each-of-those-signed",
        ),
        pytest.param(
            "The governments of Peru and Oman signed a visa exemption agreement. At the signing "
            "of the agreements, which include a memorandum on cooperation in agriculture, both "
            "ministers were present.",
            {
                ("signature", "OMN-PER", "visa_exemption", "done"),
                ("signature", "OMN-PER", "agriculture", "done"),
            },
            id="among-those-spoken-of",
        ),
        pytest.param(
            "Clarification on the visa waiver agreement between Malta and Gabon\n\n"
            "The ministry wishes to clarify a story on the visa waiver agreement signed by Malta "
            "and Gabon on May 9, 2023. It covers holders of diplomatic passports only.",
            {
                ("statement", "GAB-MLT", "visa_exemption", "done"),
                ("signature", "GAB-MLT", "visa_exemption", "done"),
            },
            id="explained",
        ),
        pytest.param(
            "The Nepal government has inked an agreement with the government of Kenya whereby "
            "diplomatic passport holders will not be required to acquire visas.",
            {("signature", "KEN-NPL", "visa_exemption", "done")},
            id="not-required-to-acquire",
        ),
    ],
)
def test_acts(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert told(text, "2023-05-15") == expected


def test_a_state_told_behind_the_one_visited_is_no_party() -> None:
    found = told(
        "Rwanda and The Bahamas signed a visa waiver agreement. In July 2022, President Paul "
        "Kagame visited The Bahamas as it celebrated 49 years of independence from Spain.",
        "2023-05-15",
    )
    assert ("visit", "BHS-RWA", None, "done") in found


def test_an_exemption_told_in_two_halves_benefits_both() -> None:
    reading = read_announcement(
        "Barbados makes travel easier. It affects countries including Peru, Chile, Cuba and "
        "Ghana. Citizens of these countries will not need a visa when travelling to Barbados. "
        "The visa exemption has also been extended to other countries, the Gulf States of Oman, "
        "Qatar and Kuwait.",
        published=date(2023, 5, 15),
    )
    assert [(a.kind, a.mode, len(a.states)) for a in reading.acts] == [
        ("unilateral_exemption", "done", 8)
    ]


def test_a_pronoun_stands_for_the_state_that_exempts() -> None:
    found = told(
        "Mali and Oman signed a visa waiver agreement for diplomatic passports on 9 May 2023. "
        "This is the tenth such agreement of Oman. It unilaterally exempts visas for citizens of "
        "Peru, Chile, Cuba and Fiji.",
        "2023-05-15",
    )
    assert ("unilateral_exemption", "CHL-CUB-FJI-OMN-PER", "visa_exemption", "done") in found


def test_a_month_in_the_clause_of_a_signature_dates_it() -> None:
    reading = read_announcement(
        "Following the agreement on visa exemption signed by the foreign ministers of Fiji and "
        "Oman in the capital of the latter earlier this month, it will take effect on "
        "January 4, 2024.",
        published=date(2023, 12, 27),
    )
    assert {(a.kind, a.date) for a in reading.acts} == {
        ("signature", "2023-12"),
        ("entry_into_force", "2024-01-04"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Fiji and Oman have agreed to exempt holders of diplomatic and official passports of "
            "the two countries from procuring visas before travelling.",
            {("signature", "FJI-OMN", "visa_exemption", "done")},
            id="agreed-to-exempt",
        ),
        pytest.param(
            "The cabinet of Fiji endorsed a proposal for visa exemption of the diplomatic passport "
            "holders of Fiji and Oman. The proposal was approved on Monday.",
            {("approval", "FJI-OMN", "visa_exemption", "done")},
            id="proposal-approved",
        ),
        pytest.param(
            "Fiji and Oman signed a visa waiver agreement. Both sides agreed to swiftly conclude "
            "negotiations on the revised Bilateral Air Services Agreement and the MoU on cultural "
            "cooperation.",
            {
                ("signature", "FJI-OMN", "visa_exemption", "done"),
                ("negotiation", "FJI-OMN", "air_services", "planned"),
                ("negotiation", "FJI-OMN", "culture", "planned"),
            },
            id="long-name-of-a-matter",
        ),
        pytest.param(
            "Oman decided to temporarily suspend until further notice the agreement between the "
            "government of Fiji and the government of Oman on the mutual cancellation of visa "
            "requirements dated November 13, 2013.",
            {
                ("suspension", "FJI-OMN", "visa_exemption", "done"),
                ("signature", "FJI-OMN", "visa_exemption", "done"),
            },
            id="named-by-its-day",
        ),
    ],
)
def test_acts_in_newspapers(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert told(text, "2023-05-15") == expected


def test_what_a_decree_suspends_from_a_day_on_is_not_ended() -> None:
    found = told(
        "Oman annuls visa deal with Fiji\n\nMuscat has annulled an agreement with Fiji exempting "
        "diplomats from visas. Under a decree the agreement would be suspended with effect from "
        "June 1.",
        "2023-05-15",
    )
    assert found == {("suspension", "FJI-OMN", "visa_exemption", "planned")}


def test_an_exemption_with_immediate_effect_is_decided() -> None:
    found = told(
        "The government of Oman has announced its decision to grant visa-free entry to citizens "
        "of Fiji, effective immediately.",
        "2023-05-15",
    )
    assert found == {("unilateral_exemption", "FJI-OMN", "visa_exemption", "done")}
