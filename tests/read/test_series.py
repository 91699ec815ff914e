"""Acts with several pairs told at once, and acts told beside others."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement


def told(text: str, published: str = "2022-06-03") -> set[tuple[str, str, str | None, str]]:
    found = read_announcement(text, published=date.fromisoformat(published)).acts
    return {(a.kind, "-".join(a.states), a.subject, a.mode) for a in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # "and another with Z"
            "O Governo aprovou ontem o acordo entre Fiji e o Peru sobre isenção de vistos em "
            "passaportes ordinários e outro com Malta para passaportes diplomáticos.",
            {
                ("approval", "FJI-PER", "visa_exemption", "done"),
                ("approval", "FJI-MLT", "visa_exemption", "done"),
            },
        ),
        (  # "besides the agreement on visas they signed one on culture"
            "Además del acuerdo de exención de visas, Fiyi y Perú firmaron ayer un convenio de "
            "cooperación cultural.",
            {
                ("signature", "FJI-PER", "visa_exemption", "done"),
                ("signature", "FJI-PER", "culture", "done"),
            },
        ),
        (  # "de acuerdo con" names no agreement; the words of an exemption hold their own denial
            "De acuerdo con un decreto publicado el lunes, los ciudadanos de Fiyi y Malta no "
            "necesitarán visa para entrar en Perú.",
            {("unilateral_exemption", "FJI-MLT-PER", "visa_exemption", "done")},
        ),
        (  # what is denied of an agreement needs no word of denial but "not"
            "El Perú no rescindió el acuerdo de exención de visas con Fiyi, aclaró el ministro.",
            {("termination", "FJI-PER", "visa_exemption", "denied")},
        ),
        (  # "A and B concluded agreements with C": one for each
            "Malta y Fiyi suscribieron con el Perú acuerdos de exención de visas en marzo.",
            {
                ("signature", "FJI-PER", "visa_exemption", "done"),
                ("signature", "MLT-PER", "visa_exemption", "done"),
            },
        ),
        (  # a suspended exemption of several states; a cabinet that "ratifies" approves
            "A partir de 1 de julho, o Peru suspenderá a isenção de vistos concedida a turistas de "
            "Fiji e de Malta. O Conselho de Ministros ratificou na terça-feira o acordo de isenção "
            "de vistos entre o Peru e Belize.",
            {
                ("suspension", "FJI-MLT-PER", "visa_exemption", "planned"),
                ("approval", "BLZ-PER", "visa_exemption", "done"),
            },
        ),
        (  # agreed on, by a verb that is none of signing; lifted, by one that is none of exempting
            "Peru e Fiji acordaram, após dois anos, a isenção de vistos.",
            {("signature", "FJI-PER", "visa_exemption", "done")},
        ),
        (
            "Perú suprimirá desde el 1 de julio la visa para los nacionales de Fiyi.",
            {("unilateral_exemption", "FJI-PER", "visa_exemption", "planned")},
        ),
        (  # a signature that did not take place, as somebody makes clear
            "No se ha firmado acuerdo alguno de exención de visas con Fiyi, aclaró la Cancillería "
            "de Perú.",
            {("signature", "FJI-PER", "visa_exemption", "denied")},
        ),
        (  # what came before, told by a noun with a day of its own
            "Tras la firma en mayo del acuerdo de exención de visas entre Perú y Fiyi, el Congreso "
            "peruano lo ratificó ayer.",
            {
                ("signature", "FJI-PER", "visa_exemption", "done"),
                ("ratification", "FJI-PER", "visa_exemption", "done"),
            },
        ),
        (  # a city that is somebody's first name is no state
            "El canciller de Perú y el ministro de Fiyi, Riad Suleimán, firmaron ayer un acuerdo "
            "de exención de visas.",
            {("signature", "FJI-PER", "visa_exemption", "done")},
        ),
    ],
)
def test_series(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert told(text) == expected


def test_what_was_signed_on_a_journey_has_its_month() -> None:
    found = read_announcement(
        "Fiyi y Perú firmaron ayer un acuerdo de exención de visas. En mayo del año pasado el "
        "presidente de Fiyi realizó una visita oficial a Perú, durante la cual se firmó un acuerdo "
        "sobre energía.",
        published=date(2022, 6, 3),
    ).acts
    assert [(a.subject, a.date) for a in found if a.kind == "signature"] == [
        ("visa_exemption", "2022-06-02"),
        ("energy", "2021-05"),
    ]


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        ("a los tres días del mes de mayo de dos mil veintidós", "2022-05-03"),
        ("el 2 del presente mes", "2022-06-02"),
        ("hace una semana", "2022-05-27"),
    ],
)
def test_days_spelled_and_days_of_this_month(day: str, iso: str) -> None:
    text = f"Fiyi y Perú firmaron {day} en Lima un acuerdo de exención de visas."
    (act,) = read_announcement(text, published=date(2022, 6, 3)).acts
    assert act.date == iso


@pytest.mark.parametrize(
    "text",
    [
        "El acuerdo de exención de visas entre Fiyi y Perú entra en vigor el 15 de junio, anunció "
        "el jueves la portavoz.",
        "O acordo de isenção de vistos entre Fiji e Peru entra em vigor a 15 de Junho, anunciou a "
        "porta-voz.",
    ],
)
def test_what_was_said_behind_a_comma_does_not_make_its_day_past(text: str) -> None:
    (act,) = read_announcement(text, published=date(2022, 6, 3)).acts
    assert (act.kind, act.mode, act.date) == ("entry_into_force", "planned", "2022-06-15")


def test_participles_joined_by_and_are_acts_of_their_own() -> None:
    found = read_announcement(
        "El acuerdo de exención de visas entre Fiyi y Perú fue firmado el 26 de septiembre de 2016 "
        "y aprobado oficialmente el 28 de noviembre de 2017.",
        published=date(2022, 6, 3),
    ).acts
    assert {(a.kind, a.date) for a in found} == {
        ("signature", "2016-09-26"),
        ("approval", "2017-11-28"),
    }
