"""Whatever a file holds, it is answered or refused with an error of ours."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.journeys.small import OUT, TODAY, view
from tests.journeys.test_passports import td3

from comity.journeys.page import trip_page
from comity.journeys.rows import COLUMNS
from comity.journeys.tell import as_dict, tell_errors, tell_trip
from comity.journeys.trip import plan_trip
from comity.law.errors import ComityError
from comity.say import Sayer

PIECES = st.sampled_from(
    [
        "TGO:diplomatic", "CHE:diplomatic 2026-10-05", "FRA:ordinary", ";", ":", ">", "(airside)",
        " on ", "2026-10-03", "..", "9999-12-31", "0001-01-01", "|".join(td3("PO")), td3()[0], "<",
        "KAZ:2026-04-10/2026-07-05", "accredited:KAZ", "official", "Togo", "state:TUR", "=", "\x00",
        "é", "yes", "1e999", "-1", "London", "\u202e", "<b>",
    ]
)  # fmt: skip
CELLS = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=20)
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS) | st.text(max_size=8), CELLS), max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3),
    max_leaves=8,
)

anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def answer(path: Path) -> None:
    """Plan it and tell it in every form."""
    with contextlib.suppress(ComityError):
        trip = plan_trip(path, view(), TODAY, legs=OUT)
        for lang in ("en", "fr"):
            say = Sayer(lang)
            trip_page(trip, say)
            list(tell_trip(trip, say))
            list(tell_errors(trip, say))
            json.dumps(as_dict(trip, say))


@anything
@given(ROWS)
def test_any_cells(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    answer(path)


@anything
@given(VALUES)
def test_any_json(tmp_path: Path, value: Any) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps([{"id": "A", "passports": "CHE:diplomatic", "legs": value}, value]))
    answer(path)


@anything
@given(st.binary(max_size=200) | CELLS.map(str.encode), st.sampled_from(["csv", "json", "xlsx"]))
def test_any_bytes(tmp_path: Path, raw: bytes, kind: str) -> None:
    path = tmp_path / f"d.{kind}"
    path.write_bytes(raw)
    answer(path)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["id", "passports"])
    book.active.append(["A", "CHE:diplomatic"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@anything
@given(st.data())
def test_any_workbook(tmp_path: Path, workbook: bytes, data: st.DataObject) -> None:
    """A part of a real workbook changed, and the archive itself damaged."""
    source = zipfile.ZipFile(io.BytesIO(workbook))
    names = source.namelist()
    victim = data.draw(st.sampled_from(names))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in names:
            content = source.read(name)
            if name == victim:
                at = data.draw(st.integers(0, len(content)))
                content = content[:at] + data.draw(st.binary(max_size=8)) + content[at + 3 :]
            target.writestr(name, content)
    raw = bytearray(made.getvalue())
    if data.draw(st.booleans()):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "d.xlsx"
    path.write_bytes(bytes(raw))
    answer(path)
