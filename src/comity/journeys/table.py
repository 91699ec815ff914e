"""Delegations and itineraries as files: CSV, Excel or JSON, within limits."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from comity.journeys.errors import RowError, TripError, shown

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 4000
_FORMULA = ("=", "+", "-", "@")


class Row(Struct, frozen=True):
    """One line: its number, its cells by column, and what is wrong with it as such."""

    number: int
    cells: Mapping[str, Any]
    faults: tuple[RowError, ...] = ()


class TableError(TripError):
    """A file that is no table, or is too large to be one."""


def read_table(path: Path) -> list[Row]:
    """The lines of a file, by the kind its name ends with (``.csv``, ``.xlsx``, ``.json``).

    Cells are text without blanks at the ends; empty ones are left out. Column names are in
    small letters. The lines of a table count its header as 1.

    Raises:
        TableError: no such file, no table, too many bytes or lines.
    """
    raw = _bytes(path)
    kind = path.suffix.lower()
    if kind == ".json":
        return _json(raw, path.name)
    if kind in (".xlsx", ".xlsm"):
        from comity.journeys.xlsx import sheet_rows

        return table_rows(sheet_rows(raw, path.name), path.name)
    return table_rows(_csv(raw, path.name), path.name)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise TableError(
            f"the file cannot be read: {error.strerror or 'it is no file'}",
            where=path.name,
            expected="a CSV, Excel (.xlsx) or JSON file",
        ) from None
    if len(raw) > MOST_BYTES:
        raise TableError(
            "the file is too large",
            where=path.name,
            expected=f"at most {MOST_BYTES:,} bytes",
            mend="split it",
        )
    return raw


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"line {line} is not in UTF-8",
            where=name,
            expected="text in UTF-8",
            mend="save it as CSV UTF-8",
        ) from None


# -- tables -------------------------------------------------------------------------------


def _csv(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    text = _text(raw, name)
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=comma, strict=False)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            f"line {reader.line_num} cannot be read: {error}",
            where=name,
            mend="look at the quotation marks",
        ) from None


def table_rows(lines: Iterable[tuple[int, list[str]]], name: str) -> list[Row]:
    """Rows by column from numbered lines of cells, the first of which names the columns."""
    found: list[Row] = []
    columns: list[str] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = _columns(cells, name)
            continue
        if len(found) == MOST_ROWS:
            raise _too_many(name)
        found.append(_row(number, columns, cells))
    if not columns:
        raise TableError("the file is empty", where=name, expected="a header and lines")
    return found


def _columns(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    doubled = sorted({column for column in columns if column and columns.count(column) > 1})
    if doubled or len(columns) > MOST_COLUMNS:
        raise TableError(
            f"the column '{shown(doubled[0])}' stands twice" if doubled else "too many columns",
            where=name,
            expected=f"at most {MOST_COLUMNS} columns, each once",
        )
    return columns


def _row(number: int, columns: list[str], cells: list[str]) -> Row:
    values: dict[str, Any] = {}
    faults: list[RowError] = []
    for index, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        column = (
            columns[index] if index < len(columns) and columns[index] else f"column {index + 1}"
        )
        fault = _fault(number, column, text)
        if index >= len(columns) or not columns[index]:
            fault = fault or RowError(
                row=number,
                field=column,
                message="a cell stands under no column",
                mend="quote cells that hold the separator, or name the column",
            )
        if fault is not None:
            faults.append(fault)
        else:
            values[column] = text
    return Row(number, values, tuple(faults))


def _fault(number: int, column: str, text: str) -> RowError | None:
    if text.startswith(_FORMULA):
        return RowError(
            row=number,
            field=column,
            message=f"'{shown(text)}' is a formula",
            expected="a value",
            mend="paste the value in place of the formula",
        )
    if len(text) > LONGEST_CELL:
        return RowError(
            row=number,
            field=column,
            message=f"a cell of {len(text):,} characters is too long",
            expected=f"at most {LONGEST_CELL:,}",
        )
    return None


def _too_many(name: str) -> TableError:
    return TableError(
        "the file has too many lines",
        where=name,
        expected=f"at most {MOST_ROWS:,}",
        mend="split it",
    )


# -- JSON ---------------------------------------------------------------------------------


def _json(raw: bytes, name: str) -> list[Row]:
    try:
        value = json.loads(_text(raw, name))
    except (ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise TableError(f"{line}this is no JSON: {detail}", where=name) from None
    if isinstance(value, dict):
        value = value.get("travellers", value.get("legs"))
    if not isinstance(value, list):
        raise TableError(
            "the file holds no list", where=name, expected='[...] or {"travellers": [...]}'
        )
    if len(value) > MOST_ROWS:
        raise _too_many(name)
    return [_json_row(number, item) for number, item in enumerate(value, start=1)]


def _json_row(number: int, item: Any) -> Row:
    if not isinstance(item, dict):
        fault = RowError(row=number, field="", message="it is no object", expected="{...}")
        return Row(number, {}, (fault,))
    cells: dict[str, Any] = {}
    faults: list[RowError] = []
    for key, value in item.items():
        column = str(key).strip().lower().replace(" ", "_")
        plain = _plain(value)
        text = plain if isinstance(plain, str) else ""
        if plain is None or len(text) > LONGEST_CELL or len(cells) == MOST_COLUMNS:
            fault = RowError(
                row=number,
                field=shown(column),
                message="the value cannot be read",
                expected="text, a number, true or false, or a list of these",
            )
            faults.append(fault)
        elif plain != "":
            cells[column] = plain
    return Row(number, cells, tuple(faults))


def _plain(value: Any) -> str | list[Any] | None:
    """A JSON value as a cell: text; lists of text joined by ``;``; lists of objects as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, list):
        if value and all(isinstance(each, dict) for each in value):
            return value
        if all(isinstance(each, str) for each in value):
            return ";".join(value)
    return None
