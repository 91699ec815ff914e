"""The two languages say the same things, with the same values put in."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Formatter

import pytest

from comity.law.acts import ActKind
from comity.law.instruments import Anchor, Status
from comity.law.lifecycle import State
from comity.law.passports import PassportClass
from comity.law.sources import SourceKind
from comity.law.states import StateKind
from comity.law.terms import KINDS, TermRole
from comity.say import LANGUAGES, Sayer

DATA = files("comity.say").joinpath("data")
TEXTS = {lang: json.loads(DATA.joinpath(f"{lang}.json").read_text()) for lang in LANGUAGES}


def values(text: str) -> set[str]:
    """The names of the values that a text takes."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(TEXTS["en"]) == set(TEXTS["fr"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_is_sorted_and_says_something(lang: str) -> None:
    raw = DATA.joinpath(f"{lang}.json").read_text()
    assert raw == json.dumps(TEXTS[lang], ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert all(text.strip() for text in TEXTS[lang].values())


@pytest.mark.parametrize("key", sorted(TEXTS["en"]))
def test_both_languages_take_the_same_values(key: str) -> None:
    assert values(TEXTS["en"][key]) == values(TEXTS["fr"][key])


NAMED = [
    *(f"act.{item.value}" for item in ActKind),
    *(f"anchor.{item.value}" for item in Anchor),
    *(f"class.{item.value}" for item in PassportClass),
    *(f"source.{item.value}" for item in SourceKind),
    *(f"state.{item.value}" for item in State),
    *(f"states.kind.{item.value}" for item in StateKind),
    *(f"status.{item.value}" for item in Status),
    *(f"condition.{name}" for name, kind in KINDS.items() if kind.role is TermRole.CONDITION),
    *(f"obligation.{name}" for name, kind in KINDS.items() if kind.role is TermRole.DUTY),
    *(f"marker.{name}" for name, kind in KINDS.items() if kind.role is TermRole.MARKER),
]


@pytest.mark.parametrize("key", NAMED)
def test_everything_with_a_name_is_named(key: str) -> None:
    assert Sayer("en").has(key)


@pytest.mark.parametrize(
    ("lang", "text", "said", "short"),
    [
        ("en", "2025-09-24", "24 September 2025", "24 Sept 2025"),
        ("fr", "2025-09-24", "24 septembre 2025", "24 sept. 2025"),
        ("fr", "2020-01-01", "1er janvier 2020", "1er janv. 2020"),
        ("en", "2018-06", "June 2018", "June 2018"),
        ("fr", "2018-02", "février 2018", "févr. 2018"),
        ("fr", "2018", "2018", "2018"),
        ("en", "soon", "soon", "soon"),
        ("xx", "2018-06-01", "1 June 2018", "1 June 2018"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(
    lang: str, text: str, said: str, short: str
) -> None:
    assert Sayer(lang).date(text) == said
    assert Sayer(lang).short_date(text) == short


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_date_fits_its_column(lang: str) -> None:
    say = Sayer(lang)
    assert max(len(say.short_date(f"2025-{month:02d}-{day}")) for month in range(1, 13)
               for day in ("01", "28")) <= 14  # fmt: skip
