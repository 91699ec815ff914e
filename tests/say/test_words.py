"""What a term, a passport or a scope is called in a sentence, in both languages."""

from __future__ import annotations

import pytest

from comity.decide.decision import Considered
from comity.law.acts import Scope
from comity.law.passports import PassportClass
from comity.say import Sayer
from comity.say.dossier import scope_text
from comity.say.reasons import say_reason, say_term

SAY = {"en": Sayer("en"), "fr": Sayer("fr")}

TERMS = [
    ("passport_valid_months=6", "en", "the passport is valid for at least 6 months after entry"),
    ("passport_valid_days=1", "fr", "le passeport est valable au moins 1 jour après l'entrée"),
    (
        "passport_valid_days=3:exit",
        "en",
        "the passport is valid for at least 3 days after departure",
    ),
    ("passport_valid_months=0:exit", "en", "the passport is valid until departure"),
    ("passport_valid_days=0", "en", "the passport is valid on the day of entry"),
    ("season=04-01/10-31", "en", "entry is between 1 April and 31 October of a year"),
    ("season=04-01/10-31", "fr", "l'entrée a lieu entre le 1er avril et le 31 octobre d'une année"),
    ("entries_max=1/month", "en", "at most 1 entry a month"),
    ("entries_max=3/year", "fr", "au plus 3 entrées par an"),
    ("entries_max=unlimited", "en", "entries are not limited in number"),
    ("cover=red", "fr", "le document a une couverture rouge"),
    ("cover=sky_blue", "en", "the document has a sky blue cover"),
    ("entry_points=international", "en", "entry is at an international border point"),
    ("entry_points=named:KAZ+Khorgos", "en", "entry is at Kazakhstan, Khorgos"),
    ("group_only=8-50", "fr", "le titulaire voyage en groupe organisé de 8 à 50 personnes"),
    ("group_only", "en", "the holder travels in an organised group"),
    ("invitation=official", "en", "the holder has an invitation from an authority"),
    ("invitation", "fr", "le titulaire a une invitation"),
    ("third_country_visa=USA", "en", "the holder has a valid visa of the United States"),
    ("rank_min=vice_minister", "fr", "le titulaire a le rang vice-ministre"),
    (
        "residents_of=listed_border_districts",
        "en",
        "the holder lives in the border districts listed",
    ),
    ("territory_excludes=FRA_overseas+IRL", "en", "does not hold in France (overseas), Ireland"),
    ("territory=Schengen", "fr", "le séjour a lieu à : l'espace Schengen"),
    ("extendable=30", "en", "the stay can be extended by 30 days"),
    ("extendable=3m", "fr", "le séjour peut être prolongé de 3 mois"),
    ("extendable=on_request", "fr", "le séjour peut être prolongé sur demande"),
    ("extendable", "en", "the stay can be extended"),
    ("extendable=no", "en", "the stay cannot be extended"),
    ("family=household", "en", "the family member lives in the same household"),
    ("family=of_accredited", "en", "the families of accredited staff are covered too"),
    ("issuer_includes=LIE", "en", "holds for passports of Liechtenstein too"),
    ("any_of=sex:female", "en", "the holder is a woman"),
    (
        "any_of=age_max:11|age_min:66",
        "fr",
        "l'un de ces cas est rempli : le titulaire a au plus 11 ans ; "
        "le titulaire a au moins 66 ans",
    ),
    (
        "accompanied_by=spouse+minister",
        "en",
        "one of these accompanies the holder: the spouse, a minister",
    ),
    (
        "organisation_staff=representatives_only",
        "en",
        "the holder is a representative to an international organisation, not its staff",
    ),
]


@pytest.mark.parametrize(("term", "lang", "expected"), TERMS)
def test_a_term_is_said_in_words(term: str, lang: str, expected: str) -> None:
    assert say_term(term, SAY[lang]) == expected


PASSPORTS = [
    ("TGO", "diplomatic", "en", "Togo, diplomatic passport"),
    ("UNO", "un_laissez_passer", "en", "United Nations laissez-passer"),
    ("UNO", "un_laissez_passer", "fr", "Laissez-passer des Nations Unies"),
    ("PHL", "seaman", "en", "Philippines, seafarer's document"),
    ("PHL", "seaman", "fr", "Philippines, document de marin"),
    ("AUT", "identity_card", "en", "Austria, identity card"),
]


@pytest.mark.parametrize(("issuer", "name", "lang", "expected"), PASSPORTS)
def test_a_document_is_called_what_it_is(issuer: str, name: str, lang: str, expected: str) -> None:
    assert SAY[lang].passport(issuer, name) == expected


def test_other_documents_are_no_passports() -> None:
    def said(detail: str) -> str:
        return say_reason(Considered("I", "class_not_covered", detail, ""), SAY["en"])

    assert said("diplomatic+service") == "covers diplomatic, service passports only"
    assert said("laissez_passer") == "covers only: laissez-passer"


ARTICLES = [
    ("USA", "the United States"),
    ("NLD", "the Netherlands"),
    ("MHL", "the Marshall Islands"),
    ("CAF", "the Central African Republic"),
    ("KAZ", "Kazakhstan"),
]


@pytest.mark.parametrize(("code", "expected"), ARTICLES)
def test_some_states_take_an_article_in_a_sentence(code: str, expected: str) -> None:
    assert SAY["en"].the_state(code) == expected
    assert SAY["fr"].the_state(code) == SAY["fr"].state(code)


def test_a_scope_is_told_by_its_parts() -> None:
    scope = Scope(
        issuer="HUN", destination="RUS", classes=(PassportClass.DIPLOMATIC,), articles=("3", "4")
    )
    assert scope_text(scope, SAY["en"]) == (
        "passports of Hungary; entry into Russia; diplomatic; articles 3, 4"
    )
    rest = Scope(except_classes=(PassportClass.DIPLOMATIC,))
    assert scope_text(rest, SAY["fr"]) == "tous les passeports sauf : diplomatique"


def test_a_month_or_a_year_is_not_told_as_a_day() -> None:
    def said(lang: str, reason: str, detail: str) -> str:
        return say_reason(Considered("I", reason, detail, ""), SAY[lang])

    assert said("en", "not_yet_signed", "2001") == "not yet signed: signed in 2001"
    assert said("en", "ended", "2001-05") == "ended in May 2001"
    assert said("en", "ended", "2001-05-04") == "ended on 4 May 2001"
    assert said("fr", "suspended", "2001-05") == "suspendu depuis mai 2001"
    assert said("fr", "ended", "2001") == "a pris fin en 2001"
    assert said("fr", "ended", "2001-05-04") == "a pris fin le 4 mai 2001"
