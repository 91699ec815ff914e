"""Manners of real treaties, each in a sentence of our own: what is said and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from comity.law.instruments import Anchor
from comity.read.draft.treaty import force_rule
from comity.read.treaty import read_treaty
from comity.read.treaty.model import TreatyReading

HEADS = {
    "en": (
        "Agreement between the Government of Norway and the Government of Kenya on visas\n"
        "The Government of Norway and the Government of Kenya have agreed as follows:\n"
        "Article 1\nThe Parties cherish their friendship.\nArticle 2\n"
    ),
    "fr": (
        "Accord entre le Gouvernement de la Norvège et le Gouvernement du Kenya sur les visas\n"
        "Le Gouvernement de la Norvège et le Gouvernement du Kenya sont convenus de ce qui suit :\n"
        "Article 1\nLes Parties chérissent leur amitié.\nArticle 2\n"
    ),
    "es": (
        "Acuerdo entre el Gobierno de Noruega y el Gobierno de Kenia sobre visados\n"
        "El Gobierno de Noruega y el Gobierno de Kenia han convenido lo siguiente:\n"
        "Artículo 1\nLas Partes aprecian su amistad.\nArtículo 2\n"
    ),
    "ru": (
        "Соглашение между Правительством Норвегии и Правительством Кении о визах\n"
        "Правительство Норвегии и Правительство Кении,\n"
        "стремясь к дружбе,\nсогласились о нижеследующем:\n"
        "Статья 1\nСтороны дорожат дружбой.\nСтатья 2\n"
    ),
    "pt": (
        "Acordo entre o Governo da Noruega e o Governo do Quénia sobre vistos\n"
        "O Governo da Noruega e o Governo do Quénia acordam o seguinte:\n"
        "Artigo 1\nAs Partes prezam a sua amizade.\nArtigo 2\n"
    ),
}


def read(lang: str, article: str) -> TreatyReading:
    return read_treaty(HEADS[lang] + article, lang=lang)


def second(reading: TreatyReading) -> dict[str, dict[str, Any]]:
    return {c.kind: c.parameters for c in reading.clauses if c.article == "2"}


def days(value: int, unit: str = "day") -> dict[str, Any]:
    return {"value": value, "unit": unit}


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


@pytest.mark.parametrize(
    ("lang", "title", "signed", "place"),
    [
        ("fr", "ACCORD SUR LES VISAS, SIGNÉ À NAIROBI LE 3 MAI 2011\n", "2011-05-03", "Nairobi"),
        ("fr", "Accord sur les visas\nConclu le 3 mai 2011\n", "2011-05-03", None),
        ("es", "ACUERDO, HECHO EN NAIROBI EL 3 DE MAYO DE 2011.\n\n", "2011-05-03", "Nairobi"),
        ("ru", "Соглашение о визах\n(Найроби, 3 мая 2011 года)\n", "2011-05-03", "Найроби"),
    ],
)  # fmt: skip
def test_a_title_tells_when_and_where(
    lang: str, title: str, signed: str, place: str | None
) -> None:
    reading = read_treaty(title + HEADS[lang] + "1. 2. 3.", lang=lang)
    assert (reading.signed, reading.place) == (signed, place)


def test_another_agreements_signature_is_not_this_ones() -> None:
    opening = "acting under the Convention signed at Oslo on 3 May 1961 on frontiers,\n"
    reading = read_treaty(opening + HEADS["en"], lang="en")
    assert reading.signed is None


def test_a_spaced_title_names_the_form() -> None:
    reading = read_treaty("A G R E E M E N T\n" + HEADS["en"].split("\n", 1)[1], lang="en")
    assert {c.kind: c.parameters for c in reading.clauses}["form"] == {"form": "agreement"}


def test_states_of_a_group_are_one_side() -> None:
    text = (
        "Agreement between the Governments of the Benelux States and the Government of Kenya\n"
        "Article 1\nNationals of the Benelux States who hold valid diplomatic passports may enter "
        "Kenya without a visa for a period not exceeding forty days.\n"
        "Article 2\nNationals of Kenya who hold valid service passports may enter the Benelux "
        "States without a visa for a period not exceeding fifty days.\n"
    )
    reading = read_treaty(text, lang="en")
    assert sorted(reading.parties) == ["BEL", "KEN", "LUX", "NLD"]
    assert reading.passport_classes == {
        **dict.fromkeys(("BEL", "LUX", "NLD"), ("diplomatic",)),
        "KEN": ("service",),
    }
    limits = [x for c in reading.clauses for x in c.parameters.get("limits", ())]
    assert {(x["holder"], x["value"]) for x in limits} == {
        ("BEL", 40), ("LUX", 40), ("NLD", 40), ("KEN", 50),
    }  # fmt: skip


def test_one_sides_classes_are_not_widened_by_what_is_said_of_both() -> None:
    text = HEADS["en"] + (
        "1. Nationals of Norway who hold diplomatic passports are exempt from visas.\n"
        "2. Nationals of Kenya who hold service passports are exempt from visas.\n"
        "Article 3\nNationals of either Party who hold diplomatic or service passports are exempt "
        "from visas in transit.\n"
    )
    reading = read_treaty(text, lang="en")
    assert reading.passport_classes == {"NOR": ("diplomatic",), "KEN": ("service",)}


def test_classes_listed_by_side_under_one_heading() -> None:
    text = HEADS["en"] + (
        "This Agreement applies to the following types of passports:\n\n"
        "1. For Norway: diplomatic and service passports.\n\n"
        "2. For Kenya: diplomatic and special passports.\n"
    )
    reading = read_treaty(text, lang="en")
    assert reading.passport_classes == {
        "NOR": ("diplomatic", "service"),
        "KEN": ("diplomatic", "special"),
    }


def test_a_note_whose_paragraphs_are_its_lines() -> None:
    text = (
        "MADRID, 3 DE MAYO DE 1990.\n"
        "TENGO EL HONOR DE PROPONER A VUESTRA EXCELENCIA, EN NOMBRE DEL GOBIERNO DE NORUEGA, AL "
        "GOBIERNO DE KENIA LO SIGUIENTE:\n"
        "LOS NACIONALES NORUEGOS Y KENIANOS TITULARES DE PASAPORTES DIPLOMATICOS PODRAN "
        "PERMANECER SIN VISADO POR UN PERIODO DE DOS MESES.\n"
        "EL ACUERDO ENTRARA EN VIGOR AL DIA SIGUIENTE DE LA FIRMA.\n"
        "EL ACUERDO PODRA DENUNCIARSE CON PREAVISO DE DOS MESES.\n"
    )
    reading = read_treaty(text, lang="es")
    articles = {c.kind: c.article for c in reading.clauses}
    assert articles["length_of_stay"] != articles["entry_into_force"] != articles["termination"]
    assert (reading.signed, reading.place) == ("1990-05-03", "Madrid")
    limits = next(c for c in reading.clauses if c.kind == "length_of_stay").parameters["limits"]
    assert limits == [{"value": 2, "unit": "month", "per": "entry"}]


def test_a_word_that_begins_like_a_heading_is_none() -> None:
    reading = read("ru", "Стороны соблюдают законодательство.")
    assert reading.parties == ("NOR", "KEN")
    assert {c.kind: c.parameters for c in reading.clauses}["form"] == {"form": "agreement"}


def test_an_abbreviated_article_does_not_end_a_sentence() -> None:
    reading = read("fr", "La dénonciation ne touche pas ceux qui, selon l'art. 1, sont déjà entrés "
                         "sur le territoire.")  # fmt: skip
    assert set(second(reading)) == {"persons_inside"}


def test_an_adjective_in_small_letters_names_a_state() -> None:
    text = (
        "Accord entre le Conseil fédéral suisse et le Gouvernement du Kenya\n"
        "Article 1\nRien.\nArticle 2\nRien.\n"
    )
    assert read_treaty(text, lang="fr").parties == ("CHE", "KEN")


def test_a_fixed_day_of_entry_into_force_reaches_the_record() -> None:
    article = "This Agreement shall enter into force on 3 May 2011."
    values = second(read("en", article))["entry_into_force"]
    rule = force_rule(values)
    assert rule is not None
    assert (rule.anchor, str(rule.date)) == (Anchor.FIXED, "2011-05-03")


@pytest.mark.parametrize(
    ("lang", "article", "limits"),
    [
        (
            "en",
            "Norwegian nationals may stay for 90 days and Kenyan nationals may stay for 30 days.",
            {("NOR", 90, "entry"), ("KEN", 30, "entry")},
        ),
        (
            "fr",
            "Les ressortissants norvégiens peuvent séjourner pendant 90 jours et les "
            "ressortissants kényans peuvent séjourner pendant 30 jours.",
            {("NOR", 90, "entry"), ("KEN", 30, "entry")},
        ),
        (
            "en",
            "Nationals of Norway and nationals of Kenya may stay without visas for 30 days per "
            "visit, not exceeding 90 days in any 180-day period.",
            {(None, 30, "entry"), (None, 90, "window")},
        ),
    ],
)
def test_two_limits_of_one_sentence(
    lang: str, article: str, limits: set[tuple[str | None, int, str]]
) -> None:
    told = second(read(lang, article))["length_of_stay"]["limits"]
    assert {(x.get("holder"), x["value"], x["per"]) for x in told} == limits


def test_a_note_may_open_with_the_words_that_close_others() -> None:
    text = (
        "Oslo, 3 May 1990\n\nExcellency,\n\n"
        "I have the honour to propose that the Government of Norway and the Government of Kenya "
        "agree as follows:\n\n"
        "1. Holders of diplomatic passports may enter without a visa for a period not exceeding "
        "forty days at border crossing points.\n\n"
        "2. The period of stay may upon request of the competent Embassy be extended.\n\n"
        "3. The laws of the host shall be respected.\n"
    )
    reading = read_treaty(text, lang="en")
    kinds = {(c.article, c.kind) for c in reading.clauses}
    assert {("1", "documents"), ("1", "length_of_stay"), ("2", "extension")} <= kinds
    assert not [article for article, _ in kinds if article == "final"]


def test_not_being_required_to_obtain_a_visa_is_no_visa_before_entry() -> None:
    article = (
        "A citizen assigned to a mission shall not be required to obtain a visa, if the sending "
        "Party notifies the assignment thirty days prior to arrival."
    )
    staff = second(read("en", article))["accredited_staff"]
    assert staff == {"prior_notification": True, "notify": days(30)}
