"""The published schemas and tables: drawn from the types, right about good and bad records."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from scripts.make_schema import GUIDE, ROOT, written
from tests.records.cases import BAD, GOOD, lay_out

from comity import Passport, Register, check
from comity.law.errors import ComityError
from comity.law.stay import StayRule
from comity.law.terms import KINDS, make_term
from comity.records.decode import decode
from comity.records.read import FOLDERS
from comity.records.schema import FILES, STAY_PATTERN, schemas
from comity.records.validate import validate
from comity.records.yaml import YamlError, parse

REGISTER = ROOT / "register"
FORM = ("bad_value", "missing_field", "no_value", "unknown_field")
BEYOND = {"bad_value.date"}
"""Defects of form that no pattern can know: whether a month has a 31st."""


@cache
def validator(name: str) -> Draft202012Validator:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def breaches(path: Path, folder: Path) -> list[str]:
    where = path.relative_to(folder).as_posix()
    data = parse(path.read_bytes(), where).data
    kind = FILES[where.partition("/")[0]]
    return [f"{where}: {error.message}" for error in validator(kind).iter_errors(data)]


@pytest.mark.parametrize("path", written(), ids=lambda path: path.name)
def test_what_make_schema_writes_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == written()[path], "run make schema"


def test_the_good_register_meets_the_schemas() -> None:
    files = sorted(GOOD.rglob("*.yaml"))
    assert {path.relative_to(GOOD).parts[0] for path in files} == set(FILES)
    assert [line for path in files for line in breaches(path, GOOD)] == []


def test_the_register_meets_the_schemas() -> None:
    """Every tenth file of the folders with many."""
    for folder in FILES:
        files = sorted((REGISTER / folder).rglob("*.yaml"))
        step = 10 if len(files) > 200 else 1
        assert [line for path in files[::step] for line in breaches(path, REGISTER)] == []


@pytest.mark.parametrize(
    "path",
    [p for p in BAD if p.stem.partition(".")[0] in FORM and p.stem not in BEYOND],
    ids=lambda path: path.stem,
)
def test_the_schemas_see_what_is_wrong_in_one_field(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "register"
    messages = lay_out(path.read_text(), folder)
    broken = {message.partition(":")[0] for message in messages}
    for name in broken:
        if name.endswith(".yaml"):
            assert breaches(folder / name, folder)


@given(st.from_regex(re.compile(STAY_PATTERN, re.ASCII), fullmatch=True))
def test_the_pattern_of_stays_is_hardly_wider_than_the_grammar(text: str) -> None:
    """What the pattern lets through and the parser does not is only ever a bad number."""
    try:
        StayRule.parse(text)
    except ComityError:
        numbers = [int(item) for item in re.findall(r"\d+", text)]
        assert 0 in numbers or max(numbers, default=0) > 1000 or text.count("&") >= 8


@given(st.text("0123456789me/&@?-visthalfyerncdop ", max_size=24))
def test_the_pattern_of_stays_takes_all_that_the_grammar_takes(text: str) -> None:
    try:
        StayRule.parse(text)
    except ComityError:
        return
    assert re.fullmatch(STAY_PATTERN, text, re.ASCII)


@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 999) | st.just(True) | st.text("abcABC0123456789:+|/-", max_size=8),
)
def test_the_schema_of_a_term_agrees_with_the_vocabulary(name: str, value: Any) -> None:
    schema = schemas_of_terms()[name]
    try:
        make_term(name, value)
        good = True
    except ComityError:
        good = False
    if good and value != "":
        assert Draft202012Validator(schema).is_valid(value)
    if not good and isinstance(value, str):
        assert not Draft202012Validator(schema).is_valid(value)


@cache
def schemas_of_terms() -> dict[str, Any]:
    terms: dict[str, Any] = schemas()["instrument"]["$defs"]["Grant"]["properties"]["terms"]
    properties: dict[str, Any] = terms["properties"]
    return properties


def test_the_examples_of_the_guide_are_records() -> None:
    """They are the good register's files, word for word; every kind of record has one."""
    blocks = re.findall(
        r"`register/(\S+)`\n\n```(?:yaml|csv)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL
    )
    assert {name.partition("/")[0] for name, _ in blocks} == set(FOLDERS)
    for name, text in blocks:
        assert text == (GOOD / name).read_text("utf-8")
        if name.endswith(".yaml"):
            value, defects = decode(parse(text.encode(), name), FOLDERS[name.partition("/")[0]])
            assert value is not None
            assert defects == []


def test_every_stay_that_the_guide_shows_is_one() -> None:
    section = GUIDE.read_text("utf-8").partition("## Stay rules")[2].partition("## Terms")[0]
    shown = re.findall(r"`([^`@]\S*?)`", section)
    stays = [item for item in shown if item not in ("&", "m")]
    assert len(stays) >= 15
    for stay in stays:
        assert StayRule.parse(stay).limits


def test_the_limits_that_the_guide_names_are_those_that_hold() -> None:
    with pytest.raises(YamlError):
        parse(b"x: 1\n" + b"#" * 2_000_000, "x.yaml")
    assert "at most 24 levels, 2 MB and 60,000 values" in GUIDE.read_text("utf-8")


def test_the_five_minutes_of_the_guide(tmp_path: Path) -> None:
    """One source and one instrument, as the guide tells, are a register that answers."""
    for name in ("sources/fedlex.yaml", "instruments/CHE/CHE-ZAF-2010.yaml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes((GOOD / name).read_bytes())
    assert validate(tmp_path) == []
    register = Register(tmp_path)

    def outcome(day: date) -> str:
        holder = Passport("CHE", "diplomatic")
        return check(
            passport=holder, to="ZAF", on=day, days=30, purpose="official", register=register
        ).outcome.value

    assert "comity check --passport CHE:diplomatic --to ZAF --on 2010-09-01" in GUIDE.read_text()
    assert outcome(date(2010, 9, 1)) == "exempt"
    assert outcome(date(2010, 8, 31)) == "unknown"
