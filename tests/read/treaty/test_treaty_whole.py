"""Manners of real treaties that show in a whole text: titles, sides, notes, limits by side."""

from __future__ import annotations

import pytest

from comity.law.instruments import Anchor
from comity.read.draft.treaty import force_rule
from comity.read.treaty import read_treaty

from .articles import HEADS, days, read, second


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
