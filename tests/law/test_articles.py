"""Articles cited, and whether a clause lies within those an act names (clauses.md 6.8)."""

from __future__ import annotations

import pytest

from comity.law.acts import Scope
from comity.law.articles import pieces, within

CITED = [
    ("3", (("3",),)),
    ("3(1)(a)", (("3", "1", "a"),)),
    ("Article 3(1)", (("3", "1"),)),
    ("Articles 1, 2 and 4", (("1",), ("2",), ("4",))),
    ("art. 7-9, 14", (("7",), ("8",), ("9",), ("14",))),
    ("7–8", (("7",), ("8",))),
    ("3bis", (("3bis",),)),
    ("9-7", (("9",), ("7",))),
    ("Note of 3 May 2010, paragraph 2", (("note of 3 may 2010, paragraph 2",),)),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_citation_is_read_to_its_pieces(text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert pieces(text) == expected


WITHIN = [
    ("3", ["3"], True),
    ("3(1)", ["3"], True),
    ("3(1)", ["1", "3(1)"], True),
    ("1", ["3"], False),
    ("3(2)", ["3(1)"], False),
    ("3", ["3(1)"], None),
    ("1, 3", ["3"], None),
    ("1, 3", ["1-4"], True),
    ("13", ["1"], False),
    ("", ["3"], None),
    ("Preamble", ["preamble"], True),
    ("Preamble", ["3"], None),
    ("3", ["note of reply"], None),
    ("3", ["note of reply", "3"], True),
]


@pytest.mark.parametrize(("clause", "named", "expected"), WITHIN)
def test_a_clause_lies_within_an_act(clause: str, named: list[str], expected: bool | None) -> None:
    assert within(clause, named) is expected
    assert Scope(articles=tuple(named)).reaches(clause) is expected


def test_an_act_on_no_article_in_particular_reaches_all() -> None:
    assert Scope().reaches("3") is Scope().reaches("") is True
