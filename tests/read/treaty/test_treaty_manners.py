"""Manners of real treaties, each in a sentence of our own: what is said and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from comity.law.errors import DataError
from comity.read.treaty import read_treaty

from .articles import days, read, second

SAID: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "en",
        "Kenyan nationals with diplomatic passports are free to travel to Norway without the "
        "necessity of obtaining a visa, irrespective of the duration of their stay.",
        "length_of_stay",
        {"limits": [{"none": True, "holder": "KEN"}]},
    ),
    (
        "en",
        "For periods exceeding ninety days the persons concerned shall before their departure "
        "obtain the permission that is needed.",
        "extension",
        {"visa_before_entry": True},
    ),
    (
        "en",
        "Except as stated here this Agreement shall not affect the laws in force that govern the "
        "entry and residence of foreigners.",
        "host_law",
        {},
    ),
    (
        "en",
        "Entry may be refused to persons held to be a danger to law and order.",
        "refusal",
        {"actions": ["refuse"], "grounds": ["public_order"]},
    ),
    (
        "en",
        "Either Party may restrict the entry or suspend the stay of a persona non grata.",
        "refusal",
        {"actions": ["refuse", "terminate"], "grounds": ["persona_non_grata"]},
    ),
    (
        "en",
        "This Agreement shall enter into force on the last day of the second month following the "
        "last notification.",
        "entry_into_force",
        {"type": "last_of_month", "last_of_month": 2, "event": "notification"},
    ),
    (
        "en",
        "The Parties shall exchange specimens of their passports within forty days from the entry "
        "into force and shall announce new passports at least twenty days before their use.",
        "specimens",
        {"offset": days(40), "direction": "after", "event": "entry_into_force"},
    ),
    (
        "en",
        "This Agreement is concluded for a period of two years and shall be deemed to be extended "
        "for an unlimited period, unless it is denounced thirty days before its expiry.",
        "duration",
        {
            "type": "fixed",
            "years": 2,
            "renewal": "tacit",
            "renewal_period": "indefinite",
            "notice": days(30),
        },
    ),
    (
        "en",
        "This Agreement shall come into force upon signature and shall remain in force for a "
        "period of four years and may be renewed for similar periods.",
        "duration",
        {"type": "fixed", "years": 4, "renewal_period": "equal"},
    ),
    (
        "en",
        "Such holders may perform official and tourist activities or transit to a third country.",
        "purposes",
        {"only": ["official_visit", "tourism", "transit"]},
    ),
    (
        "en",
        "Staff of a mission may enter without a visa for sixty days, during which they shall "
        "obtain the documentation of the receiving state.",
        "accredited_staff",
        {"effect": "exempt_then_extended", "n": 60, "unit": "day"},
    ),
    (
        "en",
        "This Agreement does not affect the duty of nationals to abide by the laws of the host.",
        "host_law",
        {},
    ),
    (
        "en",
        "Nationals who hold a diplomatic passport or a laissez-passer are exempt from visas.",
        "documents",
        {
            "documents": {
                "NOR": ["diplomatic", "laissez_passer"],
                "KEN": ["diplomatic", "laissez_passer"],
            }
        },
    ),
    (
        "fr",
        "La suspension prend fin dès réception ; l'application du présent Accord peut être "
        "suspendue moyennant notification préalable de 36 heures.",
        "suspension",
        {"lifting": True, "direction": "before", "notice": days(36, "hour")},
    ),
    (
        "fr",
        "Le présent Accord entrera en vigueur le lendemain de la date de la réponse.",
        "entry_into_force",
        {"type": "reply_note", "n": 1, "unit": "day"},
    ),
    (
        "fr",
        "Le présent Accord entrera définitivement en vigueur douze jours après la date à laquelle "
        "l'autre Gouvernement aura fait connaître son approbation.",
        "entry_into_force",
        {"type": "last_notification", "anchor": "date", "n": 12, "unit": "day"},
    ),
    (
        "fr",
        "Les lois et règlements sur l'entrée et le séjour des étrangers restent applicables.",
        "host_law",
        {},
    ),
    (
        "fr",
        "Chaque Partie s'engage à admettre à tout moment et sans formalités ceux qui portent un "
        "passeport qu'elle a délivré.",
        "readmission",
        {},
    ),
    (
        "fr",
        "En cas de dénonciation, les titulaires peuvent continuer de séjourner sans visa.",
        "persons_inside",
        {"on": ["termination"]},
    ),
    (
        "fr",
        "Les ressortissants du Kenya détenteurs d'un passeport de service, en mission officielle "
        "ou pour des raisons personnelles, ont accès sans visa aux collectivités d'outre-mer.",
        "documents",
        {"documents": {"KEN": ["service"]}},
    ),
    (
        "es",
        "El presente Acuerdo entrará en vigor el último día del mes siguiente al de la última "
        "comunicación.",
        "entry_into_force",
        {"type": "last_of_month", "last_of_month": 1, "event": "notification"},
    ),
    (
        "es",
        "El Acuerdo podrá denunciarse y dejará de surtir efecto el último día del tercer mes.",
        "termination",
        {"n": 3, "unit": "month", "anchor": "month_end"},
    ),
    (
        "es",
        "El presente Acuerdo, que entra en vigor el día de su firma, tendrá una vigencia de cuatro "
        "años, prorrogables tácitamente por períodos iguales.",
        "entry_into_force",
        {"type": "signature", "n": 0, "unit": "day"},
    ),
    (
        "es",
        "La supresión del visado no exime de las obligaciones que imponen las leyes en cuanto a la "
        "permanencia y al ejercicio de una actividad lucrativa.",
        "host_law",
        {},
    ),
    (
        "es",
        "El Acuerdo podrá suspenderse con un aviso previo de dos meses.",
        "suspension",
        {"direction": "before", "notice": days(2, "month")},
    ),
    (
        "es",
        "Los nacionales de Kenia, titulares de pasaporte diplomático, podrán permanecer por un "
        "período de cuarenta días, prorrogable por otros veinte días, sin necesidad de visado.",
        "extension",
        {"max": days(20), "holder": "KEN"},
    ),
    (
        "es",
        "El pasaporte exento de visado será el pasaporte diplomático.",
        "documents",
        {"documents": {"NOR": ["diplomatic"], "KEN": ["diplomatic"]}},
    ),
    (
        "ru",
        "Граждане, чьи проездные документы были утрачены, уведомляют компетентные органы.",
        "lost_passport",
        {"tell_host": True},
    ),
    (
        "ru",
        "Граждане Кении, имеющие дипломатические паспорта, могут находиться без виз не более "
        "40 дней в календарном году.",
        "stay_window",
        {"windows": [{"value": 1, "unit": "year", "anchor": "calendar_year", "holder": "KEN"}]},
    ),
    (
        "ru",
        "Сторона вправе отказать во въезде или прервать пребывание на своей территории.",
        "refusal",
        {"actions": ["refuse", "terminate"]},
    ),
    (
        "ru",
        "Соглашение вступает в силу через двадцать дней с даты последнего уведомления и будет "
        "оставаться в силе до истечения четырех месяцев с даты, когда Сторона уведомит о желании "
        "прекратить его действие.",
        "termination",
        {"n": 4, "unit": "month", "anchor": "date"},
    ),
    (
        "pt",
        "Os nacionais do Quénia titulares de passaporte diplomático podem permanecer sem visto por "
        "60 dias por semestre a contar da primeira entrada.",
        "stay_window",
        {"windows": [{"value": 6, "unit": "month", "anchor": "first_entry", "holder": "KEN"}]},
    ),
    (
        "pt",
        "Os titulares de passaporte especial norueguês válido estão isentos de visto no Quénia.",
        "documents",
        {"documents": {"NOR": ["special"]}},
    ),
]


@pytest.mark.parametrize(("lang", "article", "kind", "parameters"), SAID)
def test_what_an_article_says(lang: str, article: str, kind: str, parameters: Any) -> None:
    assert second(read(lang, article)).get(kind) == parameters


NOT_SAID: list[tuple[str, str, str]] = [
    ("en", "Children are unmarried persons, not gainfully employed, of the household.", "purposes"),
    ("en", "The officials shall comply with the accreditation rules of the host.", "host_law"),
    ("en", "The Parties inform each other of changes in their laws on entry.", "host_law"),
    (
        "en",
        "Holders of diplomatic passports may stay for a period not exceeding forty days without a "
        "need to obtain a visa.",
        "extension",
    ),
    (
        "en",
        "This Agreement is concluded for one year and shall be extended indefinitely unless it is "
        "denounced.",
        "extension",
    ),
    ("en", "This Agreement shall remain in force for a period of two years.", "length_of_stay"),
    ("en", "Visas are issued under the respective laws of the Parties.", "host_law"),
    ("fr", "Les visas sont délivrés selon leurs lois respectives.", "host_law"),
    ("fr", "Le séjour de trente jours prend effet au passage de la frontière.", "entry_into_force"),
    (
        "fr",
        "Le présent Accord remplace l'accord du 3 mai 1961 sur les passeports.",
        "new_passports",
    ),
    (
        "fr",
        "Le présent Accord entrera en vigueur le 3 mai 1961 et restera valable deux ans.",
        "earlier_acts",
    ),
    (
        "es",
        "Los pasaportes expedidos por Kenia permiten permanecer hasta por noventa días sin visa.",
        "passport_validity",
    ),
    (
        "es",
        "Deberán solicitar un visado para estancias superiores a treinta días.",
        "length_of_stay",
    ),
    ("ru", "Граждане, указанные в паспортах, сопровождаются супругами.", "passport_validity"),
    ("ru", "Владельцы действительных паспортов могут находиться три месяца.", "passport_validity"),
]


@pytest.mark.parametrize(("lang", "article", "kind"), NOT_SAID)
def test_what_an_article_does_not_say(lang: str, article: str, kind: str) -> None:
    assert kind not in second(read(lang, article))


def test_an_excerpt_that_begins_in_the_middle_keeps_its_numbers() -> None:
    reading = read_treaty(
        "Article 6\nThe Parties may suspend this Agreement in whole or in part for reasons of"
        " public health.\n\nArticle 7\nThis Agreement may be amended by mutual consent of the"
        " Parties by an exchange of notes.\n",
        lang="en",
    )
    assert [(c.article, c.kind) for c in reading.clauses if c.kind != "form"] == [
        ("6", "suspension"),
        ("7", "amendment"),
    ]


def test_all_states_of_a_list_are_parties() -> None:
    reading = read_treaty(
        "Les Gouvernements de la République d'Angola, de la République du Cap-Vert, du Royaume de"
        " Belgique et de la République portugaise, ci-après les Parties, sont convenus :\n\n"
        "Article 1\nLes ressortissants des Parties titulaires d'un passeport diplomatique en cours"
        " de validité sont dispensés de visa pour un séjour de trente jours.\n\n"
        "Article 2\nLe présent accord entre en vigueur à la date du dépôt du troisième"
        " instrument.\n",
        lang="fr",
    )
    assert reading.parties == ("AGO", "CPV", "BEL", "PRT")
    (force,) = [c for c in reading.clauses if c.kind == "entry_into_force"]
    assert force.parameters == {"type": "deposits", "deposits": 3}


def test_a_treaty_whose_language_cannot_be_told_says_so() -> None:
    with pytest.raises(DataError, match="language of the treaty cannot be told"):
        read_treaty("123")
