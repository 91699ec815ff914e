from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.errors import DataError
from comity.law.terms import KINDS, Term, TermRole, make_term, parse_terms


@pytest.mark.parametrize(
    ("name", "value", "only", "text"),
    [
        ("not_study", True, "", "not_study"),
        ("passport_valid_months", 6, "", "passport_valid_months=6"),
        ("passport_valid_months", "6:exit", "", "passport_valid_months=6:exit"),
        ("purposes", ["official", "transit"], "", "purposes=official+transit"),
        ("accredited", "regularise:30", "", "accredited=regularise:30"),
        ("accredited", "exempt", "diplomatic", "accredited=exempt[diplomatic]"),
        ("biometric_only", "", "ordinary", "biometric_only[ordinary]"),
        ("any_of", "age_max:16|age_min:50", "", "any_of=age_max:16|age_min:50"),
        ("invitation", True, "", "invitation"),
    ],
)
def test_a_term_and_its_text(name: str, value: object, only: str, text: str) -> None:
    term = make_term(name, value, only)
    assert str(term) == text
    assert list(parse_terms(text)) == [term]


@pytest.mark.parametrize(
    ("name", "value", "only", "message", "expected"),
    [
        ("not_studi", True, "", "'not_studi' is not a term of the vocabulary", "not_study"),
        ("zzzzzzzzzz", True, "", "'zzzzzzzzzz' is not a term", "accredited"),
        ("not_study", "x", "", "the term not_study takes no value, but has 'x'", "not_study: true"),
        ("age_min", "old", "", "'old' is no value of the term age_min", r"\d{1,3}"),
        ("age_min", True, "", "'' is no value of the term age_min", r"\d{1,3}"),
        ("season", "04-01", "", "'04-01' is no value of the term season", r"\d\d-\d\d"),
        ("fee", True, "diplomat", "limited to 'diplomat', which is no passport class", "service"),
    ],
)
def test_what_is_no_term(name: str, value: object, only: str, message: str, expected: str) -> None:
    with pytest.raises(DataError) as raised:
        make_term(name, value, only)
    assert message in raised.value.message
    assert expected in raised.value.expected
    assert raised.value.mend


def test_a_cell_of_terms() -> None:
    cell = " not_study; accredited = exempt[diplomatic];;age_min=18 "
    assert list(parse_terms(cell)) == [
        Term("not_study"),
        Term("accredited", "exempt", "diplomatic"),
        Term("age_min", "18"),
    ]
    assert list(parse_terms("")) == []


def test_every_kind_has_a_role_a_meaning_and_a_pattern_that_compiles() -> None:
    for name, kind in KINDS.items():
        assert re.fullmatch(r"[a-z0-9_]+", name)
        assert kind.role in TermRole
        assert kind.meaning
        re.compile(kind.value)
    assert Term("fee").kind.role is TermRole.DUTY


@given(st.sampled_from(sorted(KINDS)).flatmap(
    lambda name: st.tuples(
        st.just(name), st.from_regex(re.compile(KINDS[name].value, re.ASCII), fullmatch=True)
    )
))  # fmt: skip
def test_every_value_of_the_vocabulary_is_read_back(pair: tuple[str, str]) -> None:
    term = make_term(*pair)
    assert list(parse_terms(str(term))) == [term]
