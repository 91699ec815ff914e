"""Which passports and which stay each act of a text has, where they differ."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement

Told = dict[tuple[str, str], tuple[set[str], int | None]]


def terms(text: str, published: str = "2024-05-30") -> Told:
    found = read_announcement(text, published=date.fromisoformat(published)).acts
    return {
        (a.kind, "-".join(a.states)): (
            set(a.passport_classes),
            None if a.stay is None else a.stay.days or a.stay.months,
        )
        for a in found
    }


def test_a_measure_on_some_passports_is_not_on_the_others() -> None:
    found = terms(
        "Fiji suspended on Monday the visa exemption agreement with Peru for holders of service "
        "passports, the ministry said. Diplomatic passports are not affected and may still stay "
        "for 60 days. The agreement was signed in Lima in May 2015."
    )
    assert found[("suspension", "FJI-PER")] == ({"service"}, None)
    assert found[("signature", "FJI-PER")] == ({"service", "diplomatic"}, 60)


def test_a_class_is_said_once_and_meant_twice() -> None:
    found = terms(
        "La Asamblea Nacional aprobó este martes los convenios de supresión de visados suscritos "
        "por Perú con la República de Fiyi (pasaportes diplomáticos, oficiales y de servicio; 30 "
        "días) y con la República de Malta (diplomáticos y de servicio; tres meses)."
    )
    assert found[("approval", "FJI-PER")] == ({"diplomatic", "official", "service"}, 30)
    assert found[("approval", "MLT-PER")] == ({"diplomatic", "service"}, 3)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("para todos os passaportes", {"any"}),
        ("em todos os passaportes — diplomáticos e ordinários —", {"diplomatic", "ordinary"}),
    ],
)
def test_every_passport_unless_a_list_says_which(text: str, classes: set[str]) -> None:
    found = terms(f"O Peru e as Fiji assinaram hoje em Lima um acordo de isenção de vistos {text}.")
    assert found[("signature", "FJI-PER")][0] == classes


def test_a_list_of_partners_has_the_passports_told_behind_it() -> None:
    found = terms(
        "Peru signed agreements on visa exemption with Fiji and Malta for holders of diplomatic "
        "and service passports, and with Belize for holders of diplomatic passports."
    )
    assert found[("signature", "FJI-PER")][0] == {"diplomatic", "service"}
    assert found[("signature", "MLT-PER")][0] == {"diplomatic", "service"}
    assert found[("signature", "BLZ-PER")][0] == {"diplomatic"}


def test_a_national_passport_is_an_ordinary_one_unless_told() -> None:
    text = "Fiyi y Perú firmaron ayer un acuerdo de exención de visas para titulares de {}."
    plain = terms(text.format("pasaportes nacionales"))
    told = terms(text.format("pasaportes nacionales diplomáticos"))
    assert plain[("signature", "FJI-PER")][0] == {"ordinary"}
    assert told[("signature", "FJI-PER")][0] == {"diplomatic"}


def test_the_body_overrules_the_stay_of_the_headline() -> None:
    found = terms(
        "Visa-free stays of 90 days between Fiji and Peru\n\nFiji and Peru signed an agreement on "
        "visa exemption on Monday. Citizens may stay for 30 days per visit."
    )
    assert found[("signature", "FJI-PER")][1] == 30


def test_passports_excepted_are_not_covered() -> None:
    found = terms(
        "Entra hoy en vigor el acuerdo entre Fiyi y Perú sobre viajes sin visa, firmado en mayo. "
        "Los titulares de pasaportes válidos, con excepción de los pasaportes diplomáticos y de "
        "servicio, podrán permanecer hasta 30 días."
    )
    assert found[("entry_into_force", "FJI-PER")] == (set(), 30)
