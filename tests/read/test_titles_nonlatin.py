"""The titles of office for the announcement reader, in non-Latin scripts.

Each line is ``role<TAB>form|form|...``; ``role:plural`` holds the forms that name several
holders.  A form that ends in ``*`` is a stem.  The longest match wins.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import comity

TITLES = Path(comity.__file__).parent / "read" / "data" / "titles"
LANGUAGES = ("ru", "uk", "kk", "ar", "zh")
STEM_TAIL = 6
ROLES = {
    "foreign_minister",
    "deputy_foreign_minister",
    "prime_minister",
    "deputy_prime_minister",
    "president",
    "vice_president",
    "ambassador",
    "minister",
    "state_secretary",
    "spokesperson",
    "speaker_of_parliament",
    "king",
    "emir",
    "sultan",
    "crown_prince",
    "secretary_general",
    "consul",
    "head_of_department",
    "interior_minister",
    "justice_minister",
}


@cache
def titles(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = (TITLES / f"{language}.tsv").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.splitlines()]
    assert all(len(row) == 2 for row in rows)
    return tuple((role, tuple(forms.split("|"))) for role, forms in rows)


@cache
def roles_by_form(language: str) -> dict[str, str]:
    return {form.lower(): role for role, forms in titles(language) for form in forms}


def role_at(language: str, written: str) -> str | None:
    known = roles_by_form(language)
    if written in known:
        return known[written]
    for tail in range(min(STEM_TAIL, len(written) - 1) + 1):
        cut = len(written) - tail
        if tail and not written[cut:].isalpha():
            return None
        if written[:cut] + "*" in known:
            return known[written[:cut] + "*"]
    return None


def roles(language: str, text: str) -> list[str]:
    """The offices met in a running text, by the longest match from left to right."""
    text = text.lower()
    found = []
    start = 0
    while start < len(text):
        if language == "zh" or not start or not text[start - 1].isalpha():
            for end in range(len(text), start, -1):
                if language != "zh" and end < len(text) and text[end].isalpha():
                    continue
                role = role_at(language, text[start:end])
                if role is not None:
                    found.append(role)
                    start = end
                    break
            else:
                start += 1
        else:
            start += 1
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_has_titles_and_no_other_role_does(language: str) -> None:
    named = [role for role, _ in titles(language)]
    assert len(named) == len(set(named))
    assert {role for role in named if ":" not in role} == ROLES
    assert {role.removesuffix(":plural") for role in named} == ROLES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_clean_and_means_one_office(language: str) -> None:
    seen: dict[str, str] = {}
    for role, forms in titles(language):
        for form in forms:
            assert form == " ".join(form.split()), form
            assert form, role
            assert not set(form) & set("()[]/\t"), form
            assert "*" not in form[:-1], form
            assert form.lower() not in seen, (form, role, seen.get(form.lower()))
            seen[form.lower()] = role


CASES = {
    "ru": {
        "с Министром иностранных дел": ["foreign_minister"],
        "первым заместителем Министра иностранных дел": ["deputy_foreign_minister"],
        "замминистра иностранных дел": ["deputy_foreign_minister"],
        "Премьер-министру и вице-премьеру": ["prime_minister", "deputy_prime_minister"],
        "встреча министров иностранных дел": ["foreign_minister:plural"],
        "Чрезвычайного и Полномочного Посла": ["ambassador"],
        "с госсекретарём и официальным представителем": ["state_secretary", "spokesperson"],
        "министра внутренних дел и министра юстиции": ["interior_minister", "justice_minister"],
        "председателем Сената Парламента": ["speaker_of_parliament"],
        "директору Департамента": ["head_of_department"],
        "наследным принцем и султаном Омана": ["crown_prince", "sultan"],
        "посольство и министерство": [],
    },
    "uk": {
        "Міністром закордонних справ": ["foreign_minister"],
        "заступниця Міністра закордонних справ": ["deputy_foreign_minister"],
        "Прем'єр-міністрові": ["prime_minister"],
        "речниця та посли": ["spokesperson", "ambassador:plural"],
        "Надзвичайним і Повноважним Послом": ["ambassador"],
        "Голова Верховної Ради": ["speaker_of_parliament"],
        "посольство та міністерство": [],
    },
    "kk": {
        "Сыртқы істер министрінің": ["foreign_minister"],
        "Сыртқы істер министрінің орынбасары": ["deputy_foreign_minister"],
        "Сыртқы істер министрлігі": [],
        "Премьер-Министрі мен Президентінің": ["prime_minister", "president"],
        "елшісімен, елшілігінде": ["ambassador"],
        "Ішкі істер министріне": ["interior_minister"],
        "сыртқы істер министрлерінің": ["foreign_minister:plural"],
    },
    "ar": {
        "وزير الخارجية": ["foreign_minister"],
        "لوزير الشؤون الخارجية": ["foreign_minister"],
        "نائب وزير الخارجية": ["deputy_foreign_minister"],
        "رئيس مجلس الوزراء ورئيس الجمهورية": ["prime_minister", "president"],
        "ولي العهد والأمين العام": ["crown_prince", "secretary_general"],
        "وزير الداخلية ووزير العدل": ["interior_minister", "justice_minister"],
        "رئيس مجلس النواب والسفير": ["speaker_of_parliament", "ambassador"],
        "وزارة الخارجية": [],
    },
    "zh": {
        "外交部长会见副总理": ["foreign_minister", "deputy_prime_minister"],
        "外交部副部长": ["deputy_foreign_minister"],
        "特命全权大使": ["ambassador"],
        "国家主席、国务院总理": ["president", "prime_minister"],
        "外交部发言人": ["spokesperson"],
        "内政部长与司法部长": ["interior_minister", "justice_minister"],
        "领事司司长": ["head_of_department"],
    },
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, want) for language, table in CASES.items() for text, want in table.items()],
)
def test_running_text(language: str, text: str, expected: list[str]) -> None:
    assert roles(language, text) == expected
