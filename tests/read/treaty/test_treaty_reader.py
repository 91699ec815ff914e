"""Numbers, dates, headings, parties and hostile texts of the treaty reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.errors import DataError
from comity.read.treaty import read_treaty, to_clauses
from comity.read.treaty.articles import segments
from comity.read.treaty.language import language, languages
from comity.read.treaty.tag import tag, word_number
from comity.read.treaty.text import DATE, DURATION, clean, fold, tokens

UNITS = ("", *"one two three four five six seven eight nine ten eleven twelve".split())
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())


def spoken(number: int) -> str:
    """The oracle: how an Englishman says it."""
    if number >= 1000:
        rest = number % 1000
        return f"{spoken(number // 1000)} thousand" + (f" and {spoken(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{UNITS[number // 100]} hundred" + (f" and {spoken(rest)}" if rest else "")
    if number < 20:
        return (*UNITS, *TEENS)[number]
    return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")


@given(st.integers(1, 2099))
def test_english_number_words(number: int) -> None:
    assert word_number(spoken(number).replace("-", " ").split(), language("en")) == number


@pytest.mark.parametrize(
    ("lang", "words", "number"),
    [
        ("fr", "quatre vingt dix", 90),
        ("fr", "cent quatre vingts", 180),
        ("fr", "soixante et onze", 71),
        ("fr", "deux mille vingt cinq", 2025),
        ("es", "noventa", 90),
        ("es", "ciento ochenta", 180),
        ("es", "treinta y uno", 31),
        ("es", "dos mil veinticinco", 2025),
        ("ru", "девяноста", 90),
        ("pt", "cento e oitenta", 180),
        ("ru", "ста восьмидесяти", 180),
        ("ru", "две тысячи двадцать пятого", 2025),
    ],
)
def test_number_words(lang: str, words: str, number: int) -> None:
    assert word_number([fold(word) for word in words.split()], language(lang)) == number


@pytest.mark.parametrize(
    ("lang", "written", "iso"),
    [
        (
            "en",
            "this twenty-fourth day of September two thousand and twenty-five",
            "2025-09-24",
        ),
        ("en", "on 24 September 2025", "2025-09-24"),
        ("en", "on the 24th of September, 2025", "2025-09-24"),
        ("en", "September 24, 2025", "2025-09-24"),
        ("fr", "le vingt-quatre septembre deux mille vingt-cinq", "2025-09-24"),
        ("fr", "le 1er mars 2016", "2016-03-01"),
        ("ru", "24 сентября 2025 года", "2025-09-24"),
        ("ru", "10.12.2015", "2015-12-10"),
        (
            "es",
            "a los veinticuatro días del mes de septiembre de dos mil veinticinco",
            "2025-09-24",
        ),
        ("es", "el 24 de septiembre de 2025", "2025-09-24"),
        ("en", "in the spring of 2025", None),
        ("en", "on 31 February 2025", None),
    ],
)
def test_dates(lang: str, written: str, iso: str | None) -> None:
    found = [t.value for t in tag(tokens(written), language(lang)) if t.kind == DATE]
    assert found == ([iso] if iso else [])


@pytest.mark.parametrize(
    ("lang", "written", "value"),
    [
        ("en", "thirty (30) days", {"value": 30, "unit": "day"}),
        ("en", "30 (thirty) days", {"value": 30, "unit": "day"}),
        ("en", "five (5) working days", {"value": 5, "unit": "working_day"}),
        ("en", "three months", {"value": 3, "unit": "month"}),
        ("en", "thirty (60) days", {"value": None, "unit": "day"}),
        ("fr", "soixante-douze (72) heures", {"value": 72, "unit": "hour"}),
        ("ru", "90 (девяносто) дней", {"value": 90, "unit": "day"}),
        ("es", "diez días hábiles", {"value": 10, "unit": "working_day"}),
    ],
)
def test_durations_in_words_and_figures(lang: str, written: str, value: dict[str, object]) -> None:
    """Where words and figures differ there is no number: nothing is guessed."""
    assert [t.value for t in tag(tokens(written), language(lang)) if t.kind == DURATION] == [value]


@pytest.mark.parametrize(
    ("lang", "text", "labels"),
    [
        ("en", "Pre\nArticle 1\nA.\nArticle 2\nB.\n", ["1", "2"]),
        ("en", "Pre\nARTICLE ONE\nA.\nARTICLE TWO\nB.\n", ["1", "2"]),
        ("en", "Pre\nARTICLE I\nA.\nARTICLE II\nB.\nARTICLE III\nC.\n", ["1", "2", "3"]),
        ("en", "Pre\nArt. 1. A.\nArt. 2. B.\n", ["1", "2"]),
        ("en", "Pre\nArticle 1\nSee\nArticle 5 of the Treaty.\nArticle 2\nB.\n", ["1", "2"]),
        (
            "en",
            "Article 1\nPublish it.\nArticle 1\nA.\nArticle 2\nB.\nArticle 3\nC.",
            ["1", "2", "3"],
        ),
        ("en", "Have agreed: Article 1 Nationals may. Article 2 Each may.", ["1", "2"]),
        ("fr", "Pré\nArticle premier\nA.\nArticle 2\nB.\nArticle 2 bis\nC.\n", ["1", "2", "2 bis"]),
        ("fr", "Pré\nArticle 1er\nA.\nArticle 2\nB.\n", ["1", "2"]),
        ("pt", "Pré\nArtigo 1.º\nA.\nArtigo 2.º\nB.\n", ["1", "2"]),
        ("es", "Pre\nArtículo Primero\nA.\nArtículo Segundo\nB.\n", ["1", "2"]),
        ("es", "Nota\nPRIMERA: Uno.\nSEGUNDA: Dos.\n", ["1", "2"]),
        ("ru", "Вводная\nСтатья 1\nА.\nСтатья 2\nБ.\n", ["1", "2"]),
        ("ru", "Вводная\nСТАТЬЯ I\nА.\nСТАТЬЯ II\nБ.\n", ["1", "2"]),
        ("en", "Note\n1. One.\n2. Two.\n", ["1", "2"]),
    ],
)
def test_articles_are_found_and_numbered(lang: str, text: str, labels: list[str]) -> None:
    found = [s.label for s in segments(clean(text), language(lang))]
    assert [label for label in found if label not in ("preamble", "final")] == labels


TWO_SIDED = """AGREEMENT BETWEEN THE REPUBLIC OF PERU AND THE REPUBLIC OF GHANA

The Republic of Peru and the Republic of Ghana have agreed as follows:

Article 1
Peruvian nationals holding valid diplomatic or special passports may enter Ghana without a visa
and stay there for up to ninety days in any period of 180 days.
Ghanaian nationals holding valid diplomatic passports may enter Peru without a visa and stay
there for up to thirty days.

Article 2
The weather shall be discussed on festive occasions.
"""


def test_two_directions_are_kept_apart() -> None:
    reading = read_treaty(TWO_SIDED)
    assert reading.parties == ("PER", "GHA")
    assert reading.passport_classes == {"PER": ("diplomatic", "special"), "GHA": ("diplomatic",)}
    grants = {(g["holder"], g["territory"]): g for g in to_clauses(reading)["grant"]}
    assert grants["PER", "GHA"]["limit"] == {"value": 90, "unit": "day"}
    assert grants["PER", "GHA"]["window"] == {"value": 180, "unit": "day"}
    assert grants["GHA", "PER"]["limit"] == {"value": 30, "unit": "day"}
    assert grants["GHA", "PER"]["anchor"] == "per_entry"


def test_an_article_not_understood_is_listed_and_not_guessed() -> None:
    reading = read_treaty(TWO_SIDED)
    assert [u.article for u in reading.unread] == ["2"]
    assert not [c for c in reading.clauses if c.article == "2"]


def test_an_unknown_language_is_told_with_the_ones_that_are_known() -> None:
    with pytest.raises(DataError) as caught:
        read_treaty("1 artikla", lang="fi")
    assert "en" in caught.value.expected
    assert "fi" in caught.value.message


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(DataError):
        read_treaty("a" * 300_000, lang="en")


@pytest.mark.parametrize(
    "text",
    [
        "Article 1\n" + "nationals holding valid passports not exceeding ninety days within " * 300,
        "Article 1\n" + "one hundred and " * 1500,
        "Article 1\n" * 2500,
        "\n" * 20_000,
        "(1) " * 6000,
        "Done at " + "A " * 9000,
        "Article 1\n" + "a-\n" * 8000,
        "Article 1\nstay " + "30 days within " * 1500,
        "Article 1\n" + "The stay shall not exceed thirty days within ninety days. " * 3200,
        "".join(
            f"Article {i}\nNationals holding passports need no visa for {i} days.\n"
            for i in range(1, 2500)
        ),
    ],
    ids=[
        "rules",
        "numbers",
        "headings",
        "lines",
        "paragraphs",
        "place",
        "hyphens",
        "windows",
        "sentences",
        "articles",
    ],
)
def test_hostile_texts_end_soon(text: str) -> None:
    start = time.process_time()
    read_treaty(text, lang="en")
    assert time.process_time() - start < 3


@given(st.sampled_from(languages()), st.text(max_size=300))
def test_no_text_breaks_the_reader(lang: str, text: str) -> None:
    reading = read_treaty(text, lang=lang)
    for clause in reading.clauses:
        for span in clause.evidence:
            assert text[span.start : span.end] == span.text


PIECES = st.sampled_from(
    [
        "Article 1\n", "1. ", "nationals of ", "the Republic of Kenya ", "Mongolia ", "holding ",
        "valid diplomatic passports ", "may stay without a visa ", "up to thirty (30) days ",
        "in any 180 days", ". ", "\n\n", "-\n", "suspend ", "terminate ", "48 hours ", "before ",
        "Done at ", "Nairobi ", "on 5 May 2020 ", "in the English language", "; ", "twenty-\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_no_jumble_of_treaty_words_breaks_the_reader(pieces: list[str]) -> None:
    text = "".join(pieces)
    reading = read_treaty(text, lang="en")
    for clause in reading.clauses:
        for span in clause.evidence:
            assert text[span.start : span.end] == span.text
    to_clauses(reading)
