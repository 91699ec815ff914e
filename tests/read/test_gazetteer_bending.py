"""Gazetteers read through their lexicon: names with its endings (`name+`) or without any."""

from __future__ import annotations

import pytest

from comity.names import all_states
from comity.read.named.states import States
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import DATA, lexicon

LANGUAGES = ("az", "uz", "ky", "fa", "id", "mn", "ka", "hy")
KINDS = {"name", "long", "adjective", "demonym", "capital", "government"}
NOT_MEMBERS = {"COK", "NIU", "PSE", "TWN", "VAT", "XKX"}
MEMBERS = {each.code for each in all_states() if each.kind == "state"} - NOT_MEMBERS

Row = tuple[str, str, list[str], set[str]]


def rows(language: str) -> list[Row]:
    found: list[Row] = []
    for line in (DATA / "gazetteer" / f"{language}.tsv").read_text("utf-8").splitlines():
        code, kind, forms, flags = line.split("\t")
        found.append((code, kind, forms.split("|"), set(filter(None, flags.split(",")))))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_has_a_name_and_a_capital(language: str) -> None:
    held: dict[str, set[str]] = {}
    for code, kind, forms, _ in rows(language):
        assert kind in KINDS
        assert all(form == " ".join(form.split()) for form in forms)
        assert len(forms) == len(set(forms))
        held.setdefault(kind, set()).add(code)
    assert not MEMBERS - held["name"]
    assert not MEMBERS - held["capital"]


def test_malay_knows_the_names_of_indonesian_and_its_own() -> None:
    met = States(Analysis("Jepang, Jepun dan Maghribi", lexicon("ms"))).mentions
    assert [m.code for m in met] == ["JPN", "JPN", "MAR"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_alone_is_read_as_its_own_state(language: str) -> None:
    wrong = []
    book = lexicon(language)
    for code, _, forms, flags in rows(language):
        if flags:
            continue
        for form in forms:
            if form.endswith("~"):
                continue  # no word without its ending
            text = form.rstrip("*+")
            met = [m.code for m in States(Analysis(text, book)).mentions]
            if met != [code]:
                wrong.append((form, code, met))
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "written", "codes"),
    [
        ("az", "Qazaxıstanla, Keniyada və Çilidən", "KAZ KEN CHL"),
        ("az", "Nigerin Nigeriyaya, Maliyyə nazirliyi", "NER NGA"),
        ("uz", "Қозоғистонда, Qozog‘istonning ва Moliya vazirligi", "KAZ KAZ"),
        ("uz", "Nigerning Nigeriyaga, Хитойдаги", "NER NGA CHN"),
        ("ky", "Казакстандын, Кытайга, Малик Кубатов", "KAZ CHN"),
        ("fa", "کرهٔ جنوبی، ترکيه، امور مالی", "KOR TUR"),
        ("fa", "جمهوری اسلامی ایران و امارات متحدهٔ عربی", "IRN ARE"),
        ("id", "Guinea Ekuatorial, Papua Nugini dan Korsel", "GNQ PNG KOR"),
        ("mn", "Бүгд Найрамдах Солонгос Улсын, Хятадтай, Кубын", "KOR CHN CUB"),
        ("ka", "საქართველოსა და იტალიის, რომ ომანთან", "GEO ITA OMN"),
        ("ka", "ნიგერის, ნიგერიის, რომში", "NER NGA ITA"),
        ("hy", "ՀՀ-ի, Իտալիայի և Ամերիկայի Միացյալ Նահանգների", "ARM ITA USA"),
        ("az", "Koreya Xalq Demokratik Respublikası Qırğız Respublikasından", "PRK KGZ"),
    ],
)
def test_names_take_their_endings_and_no_others(language: str, written: str, codes: str) -> None:
    met = [m.code for m in States(Analysis(written, lexicon(language))).mentions]
    assert met == codes.split()
