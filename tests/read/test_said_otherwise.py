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
