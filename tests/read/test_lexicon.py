"""The lexicons: their notation, their contents, and the matcher against a plain oracle."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.read.model import ActKind, Mode
from comity.read.words.lexicon import DATA, expand, languages, lexicon, words_of
from comity.read.words.matcher import Matcher, arabic_forms
from comity.read.words.tokens import Tokens, fold

FORMS = frozenset("past present part noun future inf cond agreed sure never effect dated".split())
KINDS = frozenset(ActKind.__args__)  # type: ignore[attr-defined]
CLASSES = frozenset(
    "diplomatic service official special consular public_affairs ordinary any".split()
)


def subjects() -> set[str]:
    lines = (DATA / "subjects.tsv").read_text("utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line and not line.startswith("#")}


def entries(language: str) -> list[tuple[str, str]]:
    lines = (DATA / "lexicon" / f"{language}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def test_the_languages_of_the_issue_can_be_read() -> None:
    assert set("fr en ru es pt ar zh de it tr uk kk vi".split()) <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_lexicon_says_only_what_the_rules_know(language: str) -> None:
    assert lexicon(language).language == language
    for tag, value in entries(language):
        if tag == "act":
            kind, _, form = value.partition(":")
            assert kind in KINDS or kind == "none"  # words that look like an act and are none
            assert form in FORMS
        elif tag in ("topic", "subject"):
            assert value in subjects()
        elif tag in ("class", "classword"):
            assert value in CLASSES or (tag, value) == ("class", "national")
        elif tag == "month":
            assert 1 <= int(value) <= 12
        elif tag == "weekday":
            assert 1 <= int(value) <= 7
        elif tag in ("num", "relyear", "ordday"):
            int(value)


@pytest.mark.parametrize("language", [x for x in languages() if x not in ("zh", "vi", "ja", "ko")])
def test_a_lexicon_has_every_month_and_day(language: str) -> None:
    found = {(tag, value) for tag, value in entries(language) if tag in ("month", "weekday")}
    assert {v for t, v in found if t == "month"} == {str(n) for n in range(1, 13)}
    assert {v for t, v in found if t == "weekday"} == {str(n) for n in range(1, 8)}


@pytest.mark.parametrize(
    ("form", "spelled"),
    [
        ("visa", ["visa"]),
        ("visa[s]", ["visa", "visas"]),
        ("(a/b) c", ["a c", "b c"]),
        ("[x/y] z", [" z", "x z", "y z"]),
    ],
)
def test_forms_are_spelled_out(form: str, spelled: list[str]) -> None:
    assert expand(form) == spelled


@pytest.mark.parametrize(
    ("language", "word", "folded"),
    [
        ("fr", "Éthiopie", "ethiopie"),
        ("de", "Straße", "strasse"),
        ("tr", "IĞDIR", "igdir"),
        ("ru", "Объединённых", "объединенных"),
        ("ar", "الجُمهوريّة", "الجمهوريه"),
        ("zh", "簽證協議", "签证协议"),
        ("vi", "Hiệp", "hiệp"),
        ("az", "IĞDIR", "igdir"),
        ("uz", "Ўзбекистон", "ozbekiston"),
        ("uz", "Oʻzbekiston", "ozbekiston"),
    ],
)
def test_folding(language: str, word: str, folded: str) -> None:
    assert fold(word, language) == folded


def test_arabic_words_lose_prefixes_and_article() -> None:
    assert "وزير" in arabic_forms("والوزير")
    assert "جوازات" in arabic_forms("للجوازات")
    assert "سوفا" not in arabic_forms("كوسوفا")


vocabulary = st.sampled_from("ab abc b ba c ca".split())
phrase = st.lists(st.tuples(vocabulary, st.sampled_from([0, 0, 2])), min_size=1, max_size=3)


def naive(phrases: list[list[tuple[str, int]]], words: list[str]) -> set[tuple[str, int, int]]:
    """The longest phrase of each value from each word, phrases inside longer ones left out."""
    best: dict[int, int] = {}
    for first in range(len(words)):
        for stop in range(first + 1, len(words) + 1):
            part = words[first:stop]
            for spec in phrases:
                if len(spec) == len(part) and all(
                    w == s if not tail else w.startswith(s) and len(w) - len(s) <= tail
                    for w, (s, tail) in zip(part, spec, strict=True)
                ):
                    best[first] = max(best.get(first, 0), stop)
    found, reach = set(), 0
    for first in sorted(best):
        if best[first] > reach:
            found.add(("t", first, best[first]))
            reach = best[first]
    return found


@given(st.lists(phrase, min_size=1, max_size=5), st.lists(vocabulary, max_size=10))
@settings(max_examples=300)
def test_the_matcher_finds_what_the_plain_search_finds(
    phrases: list[list[tuple[str, int]]], words: list[str]
) -> None:
    matcher = Matcher("en")
    for spec in phrases:
        matcher.add(spec, "t", "v")
    matcher.seal()
    hits = matcher.find(Tokens(" ".join(words), "en"))
    assert {(h.tag, h.first, h.stop) for h in hits} == naive(phrases, words)


def test_a_phrase_does_not_cross_a_comma() -> None:
    matcher = Matcher("en")
    matcher.add(words_of("visa waiver", "en"), "t", "v")
    matcher.seal()
    assert matcher.find(Tokens("visa waiver", "en"))
    assert not matcher.find(Tokens("visa, waiver", "en"))
    assert matcher.find(Tokens("visa\nwaiver", "en")), "a line broken inside a sentence"


def test_modes_are_the_published_ones() -> None:
    assert set(Mode.__args__) == {"done", "planned", "proposed", "denied", "alleged"}  # type: ignore[attr-defined]
