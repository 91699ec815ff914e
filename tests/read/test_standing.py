"""Exemptions by one state, exemptions that have stood for years, and what refers back to them."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement


def told(text: str, published: str) -> set[tuple[str, str, str, str | None]]:
    found = read_announcement(text, published=date.fromisoformat(published)).acts
    return {(a.kind, "-".join(a.states), a.mode, a.date) for a in found}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # "since" with an exemption, and no verb of force
            "Fiji and Peru are to sign an agreement on trade. Diplomats of Fiji and Peru have been "
            "exempt from visas since 2013.",
            "2024-03-04",
            ("entry_into_force", "FJI-PER", "done", "2013"),
        ),
        (
            "Le Pérou et Fidji ont signé hier un accord de pêche. Les titulaires de passeports "
            "diplomatiques du Pérou et de Fidji sont dispensés de visa depuis 2013.",
            "2024-03-04",
            ("entry_into_force", "FJI-PER", "done", "2013"),
        ),
        (  # "that regime": the two states named just before
            "Fiji and Malta signed a visa waiver agreement on 4 March. Peruvians and Maltese never "
            "needed visas of one another. That regime has applied since 2011.",
            "2024-03-05",
            ("entry_into_force", "MLT-PER", "done", "2011"),
        ),
        (  # everybody gains: the exemption has one party
            "Fiji has abolished visa requirements for all African nationals, the minister said.",
            "2024-03-05",
            ("unilateral_exemption", "FJI", "done", None),
        ),
        (  # the day of effect beside that of the decision
            "The cabinet of Fiji decided to waive visas for citizens of Peru and Malta. The decree "
            "was adopted on 2 May 2024 and will apply from 1 July 2024.",
            "2024-05-03",
            ("entry_into_force", "FJI-MLT-PER", "planned", "2024-07-01"),
        ),
        (
            "On 2 May Fiji introduced a 30-day visa-free regime for citizens of Peru and Malta.",
            "2024-05-03",
            ("unilateral_exemption", "FJI-MLT-PER", "done", "2024-05-02"),
        ),
        (  # a regime that holds is the news where nothing else is
            "Reports that Fiji has ended its visa exemption agreement with Peru are false. The "
            "agreement remains in force, the foreign ministry of Fiji said on Monday.",
            "2024-05-07",
            ("statement", "FJI-PER", "done", "2024-05-06"),
        ),
        (  # the stop of a tour is the partner of what was done there
            "The foreign minister of Fiji paid a visit to Cuba, Barbados and Jamaica. In Havana he "
            "signed a visa waiver agreement on 3 May 2024. In Kingston a visa waiver agreement "
            "was initialled.",
            "2024-05-10",
            ("negotiation", "FJI-JAM", "done", None),
        ),
        (  # partners told in the next sentence
            "Fiji's parliament ratified visa waiver agreements with four countries on 3 May. The "
            "countries are Peru, Malta, Oman and Cuba.",
            "2024-05-04",
            ("ratification", "FJI-OMN", "done", "2024-05-03"),
        ),
        (  # a span of days, of which only the second has its year
            "Fiji will admit citizens of Peru and Malta without a visa from 1 January to 31 March "
            "2025.",
            "2024-05-04",
            ("unilateral_exemption", "FJI-MLT-PER", "planned", "2025-01-01"),
        ),
        (  # two agreements by their order, the second without its verb
            "Fiji's cabinet approved two visa waiver agreements, with Peru and Malta, on 3 May. "
            "The former is to be signed in Lima on 12 June, the latter in Valletta on 20 June.",
            "2024-05-04",
            ("signature", "FJI-MLT", "planned", "2024-06-20"),
        ),
        (  # each partner with its day
            "Fiji and Peru signed a visa waiver agreement on 3 May. Fiji had signed such "
            "agreements with Oman in 2018 and Malta in 2020.",
            "2024-05-04",
            ("signature", "FJI-MLT", "done", "2020"),
        ),
        (  # the entry of a chronology
            "Fiji and Peru: a chronology\n1990 - Fiji and Peru establish relations\n"
            "2011 - Visa waiver agreement signed\n2013 - Visa waiver agreement enters into force\n",
            "2024-05-04",
            ("entry_into_force", "FJI-PER", "done", "2013"),
        ),
        (  # who exempts is told by what may be entered
            "The minister announced the waiver of visas for citizens of Fiji and Malta. They no "
            "longer need a visa to enter Peru, an officer said.",
            "2024-05-04",
            ("unilateral_exemption", "FJI-MLT-PER", "done", None),
        ),
        (  # a weekday that contradicts its day
            "Fiji and Peru signed a visa waiver agreement on Wednesday, 14 May.",
            "2024-05-20",
            ("signature", "FJI-PER", "done", "2024-05"),
        ),
    ],
)
def test_told(text: str, published: str, expected: tuple[str, str, str, str | None]) -> None:
    assert expected in told(text, published)


@pytest.mark.parametrize(
    "text",
    [
        "Fiji expanded its visa-free transit to citizens of Peru and Malta.",
        "The agreement on trade between Fiji and Peru remains in force, the ministry said.",
        "Citizens of Fiji have not been exempt from visas of Peru since 2013.",
    ],
)
def test_no_exemption(text: str) -> None:
    assert told(text, "2024-05-04") == set()


def test_a_long_name_may_begin_small() -> None:
    text = "Fiji signed a visa waiver agreement with the kingdom of Tonga on 3 May 2016."
    assert told(text, "2016-05-04") == {("signature", "FJI-TON", "done", "2016-05-03")}
