"""docs/clauses.md is true: every field, rule, sentence and test it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from comity.law.instruments import Grant, Instrument, Specimens, Supersedes, Suspension, Termination
from comity.law.terms import KINDS
from comity.say import LANGUAGES, Sayer

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| C\d\d ", line)
]
_FIELDS = {
    "grants": Grant,
    "specimens": Specimens,
    "supersedes": Supersedes,
    "suspension": Suspension,
    "termination": Termination,
}


def _named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_no_clause_kind_is_missing() -> None:
    assert [row[0] for row in ROWS] == [f"C{number:02}" for number in range(1, 37)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_is_true(row: list[str]) -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("law", "register", "decide", "dossier")
        for path in (ROOT / "src" / "comity" / room).glob("*.py")
    )
    fields, rules, sentences, tests = (_named(cell) for cell in row[2:6])
    assert fields
    assert sentences
    assert tests
    for name in fields:
        _exists(name)
    for name in rules:
        assert f"def {name.rpartition('.')[2]}(" in source, name
    for name in sentences:
        assert all(Sayer(lang).has(name) for lang in LANGUAGES), name
    here = (ROOT / "tests" / "cases" / "test_clauses.py").read_text(encoding="utf-8")
    for name in tests:
        assert f"def {name}(" in here, name


def _exists(name: str) -> None:
    head, dot, tail = name.partition(".")
    if head == "terms":
        assert tail in KINDS, name
    elif dot and head in _FIELDS:
        assert tail in _FIELDS[head].__struct_fields__, name
    else:
        assert head in KINDS or head in Instrument.__struct_fields__, name
