"""The register as a table and as open data: what goes out is what came in."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.dossier.small import togo

from comity.api import Register
from comity.law.errors import UsageError
from comity.law.lifecycle import state_at
from comity.law.stay import StayRule
from comity.law.terms import parse_terms
from comity.names import StateNameError, state
from comity.register.store import RecordStore
from comity.register.table import LICENCE, TableRow, rows
from comity.register.view import View
from comity.say.export import COLUMNS, EU_COUNTRY, as_csv, as_jsonld, as_parquet, eu_code

ON = date(2025, 10, 5)
FIELDS = TableRow.__struct_fields__


@pytest.fixture(scope="module")
def view() -> View:
    return View(RecordStore(togo()), None)


@pytest.fixture(scope="module")
def table(view: View) -> list[TableRow]:
    return list(rows(view, ON))


def test_one_row_to_a_grant_a_class_and_a_direction(view: View, table: list[TableRow]) -> None:
    strands = [strand for key in view.store.all_keys() for strand in view.strands(key)]
    assert len(table) == len(strands)
    for row, strand in zip(table, strands, strict=True):
        assert row.state == state_at(strand.spans, ON.toordinal()).state.value
        assert (row.issuer, row.destination) == (strand.issuer, strand.destination)
        assert row.licence == LICENCE


def test_the_case_the_project_was_born_from(table: list[TableRow]) -> None:
    mine = [row for row in table if row.instrument == "KAZ-TGO-2025"]
    assert len(mine) == 4
    assert {row.state for row in mine} == {"signed"}
    assert {row.in_force for row in mine} == {""}
    assert all("togofirst.com" in row.sources for row in mine)


def test_a_states_table_has_what_touches_it_and_its_groups(view: View) -> None:
    own = list(rows(view, ON, "GHA"))
    assert {(row.issuer, row.destination) for row in own} == {("ECOWAS", "ECOWAS")}
    assert list(rows(view, ON, "NER")) == []  # a member until 29 January 2025
    assert len(list(rows(view, date(2024, 1, 1), "NER"))) == 1
    assert list(rows(view, ON, "MNG")) == []


def test_what_was_not_known_is_not_in_the_table() -> None:
    early = View(RecordStore(togo()), date(2025, 9, 1))
    assert "KAZ-TGO-2025" not in {row.instrument for row in rows(early, ON)}


# -- out and in again ----------------------------------------------------------------------


def _back(cells: dict[str, str]) -> TableRow:
    return TableRow(**{name: cells[name] for name in FIELDS})


def test_csv_gives_the_table_back(table: list[TableRow]) -> None:
    text = as_csv(table)
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert text.count("\r\n") == len(table) + 1
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [_back(row) for row in read] == table
    assert {(row["issuer"], row["issuer_eu"]) for row in read} >= {("TGO", "TG"), ("ECOWAS", "")}


def test_parquet_gives_the_table_back(table: list[TableRow]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    read = parquet.read_table(io.BytesIO(as_parquet(table, ON)))
    assert tuple(read.column_names) == COLUMNS
    assert [_back(row) for row in read.to_pylist()] == table
    about = {key.decode(): value.decode() for key, value in read.schema.metadata.items()}
    assert (about["licence"], about["on"]) == (LICENCE, "2025-10-05")
    assert about["attribution"]


def test_parquet_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError) as raised:
        as_parquet([], ON)
    assert "comity[export]" in raised.value.mend


def test_jsonld_names_its_terms_and_sources(view: View, table: list[TableRow]) -> None:
    data = json.loads(msgspec.json.encode(as_jsonld(table, view, ON)))
    assert list(data) == [
        "@context", "@type", "name", "license", "creditText", "temporalCoverage", "version",
        "hasPart", "citation",
    ]  # fmt: skip
    assert data["@context"]["@vocab"] == "https://schema.org/"
    assert data["@context"]["prov"] == "http://www.w3.org/ns/prov#"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    for item, row in zip(data["hasPart"], table, strict=True):
        assert _of(item) == (
            row.instrument,
            row.issuer,
            row.destination,
            row.state,
            row.stay or None,
        )
        assert item["@type"] == "GovernmentPermit"
        assert item["prov:wasDerivedFrom"] == row.sources.split(" ")
    ids = [item["@id"] for item in data["citation"]]
    assert len(set(ids)) == len(ids) == len(list(view.store.sources()))
    assert all(item["publisher"] and item["prov:generatedAtTime"] for item in data["citation"])
    _terms_are_bound(data, set(data["@context"]) | {"comity"})


def _of(item: dict[str, Any]) -> tuple[object, ...]:
    return (
        item["comity:instrument"],
        item["comity:passportIssuer"]["identifier"],
        item["issuedBy"]["identifier"],
        item["comity:state"],
        item["comity:stay"],
    )


def _terms_are_bound(value: Any, prefixes: set[str]) -> None:
    """Every key with a colon has its prefix in the context."""
    if isinstance(value, list):
        for item in value:
            _terms_are_bound(item, prefixes)
    elif isinstance(value, dict):
        for key, item in value.items():
            head, colon, _ = key.partition(":")
            assert not colon or head in prefixes, key
            if key != "@context":
                _terms_are_bound(item, prefixes)


def test_countries_have_the_codes_of_the_publications_office(
    view: View, table: list[TableRow]
) -> None:
    countries = {
        item["issuedBy"]["identifier"]: item["issuedBy"]
        for item in as_jsonld(table, view, ON)["hasPart"]
    }
    assert countries["KAZ"]["sameAs"] == f"{EU_COUNTRY}KAZ"
    assert countries["KAZ"]["name"] == "Kazakhstan"
    assert countries["ECOWAS"]["@type"] == "Organization"
    assert "sameAs" not in countries["ECOWAS"]


@pytest.mark.parametrize(
    ("code", "eu"), [("GRC", "EL"), ("GBR", "UK"), ("TGO", "TG"), ("*", ""), ("ECOWAS", "")]
)
def test_the_unions_own_two_letters(code: str, eu: str) -> None:
    assert eu_code(code) == eu


# -- the shipped register ------------------------------------------------------------------


def test_every_value_of_the_shipped_table_reads_back() -> None:
    view = Register().view()
    table = list(rows(view, date(2026, 11, 24)))
    assert len({tuple(msgspec.structs.astuple(row)) for row in table}) > 10_000
    for row in table:
        assert not row.stay or str(StayRule.parse(row.stay)) == row.stay
        assert ";".join(map(str, parse_terms(row.terms))) == row.terms
        assert row.sources
        for code in (row.issuer, row.destination):
            assert code == "*" or code in view.store.groups() or _is_state(code), code


def _is_state(code: str) -> bool:
    try:
        return bool(state(code))
    except StateNameError:
        return code.startswith("org:")
