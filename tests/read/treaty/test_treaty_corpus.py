"""The bars of the treaty reader on its own corpus, and what must hold of every reading."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from comity.read.treaty import read_treaty, to_clauses
from comity.read.treaty.language import kinds
from comity.read.treaty.score import Score, load_corpus, score

CORPUS = Path(__file__).parents[1] / "treaties"
CASES = list(load_corpus(CORPUS))
IDS = [case["id"] for case in CASES]


@lru_cache(maxsize=1)
def scores() -> dict[tuple[str, str], Score]:
    return score(CASES)


@pytest.mark.parametrize("split", ["dev", "heldout"])
def test_bars_hold_on_both_halves(split: str) -> None:
    rates = scores()[split, "all"].rates()
    assert rates["kinds_f1"] >= 0.95
    assert rates["parameters_exact"] >= 0.95
    assert min(rates[name] for name in ("parties", "classes", "signed", "place")) >= 0.95


def test_every_kind_of_the_taxonomy_is_in_the_corpus() -> None:
    seen = {clause["kind"] for case in CASES for clause in case["gold"]["clauses"]}
    assert seen == set(kinds())


def test_the_corpus_has_the_promised_size() -> None:
    heldout = [case for case in CASES if case["split"] == "heldout"]
    assert len(CASES) >= 40
    assert len(heldout) * 4 >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_evidence_is_in_the_text(case: dict[str, Any]) -> None:
    text = case["text"]
    reading = read_treaty(text)
    for clause in reading.clauses:
        assert clause.evidence
        for span in clause.evidence:
            assert text[span.start : span.end] == span.text != ""
    for unread in reading.unread:
        assert 0 <= unread.start < unread.end <= len(text)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_every_direction_has_a_grant(case: dict[str, Any]) -> None:
    fields = to_clauses(read_treaty(case["text"]))
    directions = {(grant["holder"], grant["territory"]) for grant in fields["grant"]}
    first, second = case["gold"]["parties"]
    assert directions == {(first, second), (second, first)}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_page_furniture_changes_nothing(case: dict[str, Any]) -> None:
    """A page number and a running header every ninth line are not read."""
    if case["id"] in ("en-10", "es-06", "en-06", "ru-06", "fr-08"):
        pytest.skip("has page furniture of its own")
    lines = case["text"].split("\n")
    paged: list[str] = []
    for number, line in enumerate(lines):
        paged.append(line)
        if number % 9 == 8 and not line.strip():
            paged.extend([f"          - {number} -", "TREATY COLLECTION  VOL. XII", ""])
    plain, furnished = read_treaty(case["text"]), read_treaty("\n".join(paged))
    assert plain.signed == furnished.signed
    values = [(c.article, c.kind, c.parameters) for c in plain.clauses]
    assert values == [(c.article, c.kind, c.parameters) for c in furnished.clauses]


def test_a_treaty_of_twenty_articles_is_read_in_well_under_fifty_milliseconds() -> None:
    text = json.loads((CORPUS / "en" / "en-02.json").read_text("utf-8"))["text"]
    read_treaty(text)
    best = min(_timed(text) for _ in range(5))
    assert best < 0.05


def _timed(text: str) -> float:
    start = time.process_time()
    read_treaty(text)
    return time.process_time() - start
