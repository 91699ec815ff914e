"""The table of a published list: one grant to a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import UNSET

from comity.law.dates import PartialDate
from comity.law.errors import ComityError, DataError
from comity.law.instruments import Grant, InstrumentKind, Status
from comity.law.passports import PassportClass
from comity.law.sources import Confidence
from comity.law.stay import StayRule
from comity.law.terms import parse_terms
from comity.records.defects import MOST_DEFECTS, Defect
from comity.records.model import Row
from comity.records.yaml import HIDDEN

COLUMNS = (
    "issuer",
    "destination",
    "classes",
    "stay",
    "kind",
    "instrument",
    "reciprocal",
    "signed",
    "in_force",
    "ended",
    "status",
    "terms",
    "excluding",
    "excluding_destinations",
    "article",
    "confidence",
    "title",
    "note",
)
MAX_BYTES = 4_000_000
MAX_ROWS = 50_000


def read_rows(raw: bytes, name: str) -> tuple[list[Row], list[Defect]]:
    """The rows of a table, and the defects found in it (at most MOST_DEFECTS)."""
    if len(raw) > MAX_BYTES:
        message = f"the table has more than {MAX_BYTES:,} bytes"
        return [], [
            Defect(name, 0, "", "too_large", message, f"at most {MAX_BYTES:,}", "split the list")
        ]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        mend = "save the file as UTF-8"
        return [], [Defect(name, line, "", "not_utf8", message, "text in UTF-8", mend)]
    hidden = HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        message = f"the character U+{ord(hidden.group()):04X} is not used in records"
        return [], [
            Defect(name, line, "", "hidden_character", message, "visible text", "remove it")
        ]
    return _read_text(text, name)


def _read_text(text: str, name: str) -> tuple[list[Row], list[Defect]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    defects: list[Defect] = []
    line = 1
    try:
        header = tuple(next(reader, ()))
        if header != COLUMNS:
            return [], [_header_defect(header, name)]
        line = reader.line_num + 1
        for cells in reader:
            row, found = _row(cells, line, name)
            defects.extend(found)
            if row is not None:
                rows.append(row)
            if len(rows) > MAX_ROWS:
                message, expected = "the table has too many rows", f"at most {MAX_ROWS:,}"
                defects.append(
                    Defect(name, line, "", "too_large", message, expected, "split the list")
                )
            if len(rows) > MAX_ROWS or len(defects) >= MOST_DEFECTS:
                break
            line = reader.line_num + 1
    except csv.Error as error:
        expected, mend = "cells as RFC 4180 quotes them", "check the quotes of that line"
        defects.append(Defect(name, line, "", "not_csv", f"not CSV: {error}", expected, mend))
    return rows, defects


def _header_defect(header: tuple[str, ...], name: str) -> Defect:
    missing = [column for column in COLUMNS if column not in header]
    extra = [column for column in header[:100] if column not in COLUMNS]
    said = []
    if missing:
        said.append("lacks " + ", ".join(missing))
    if extra:
        said.append("has the unknown " + ", ".join(item[:30] or "(empty)" for item in extra[:5]))
    message = "the header " + (" and ".join(said) or "is in another order")
    return Defect(name, 1, "", "bad_header", message, ",".join(COLUMNS), "correct the first line")


def _row(cells: list[str], line: int, name: str) -> tuple[Row | None, list[Defect]]:
    if len(cells) != len(COLUMNS):
        message, mend = f"the line has {len(cells)} cells", "check commas and quotes"
        return None, [Defect(name, line, "", "bad_row", message, f"{len(COLUMNS)}", mend)]
    cell = dict(zip(COLUMNS, cells, strict=True))
    reading = _Reading(cell, name, line)
    values: dict[str, Any] = {
        "issuer": cell["issuer"],
        "destination": cell["destination"],
        "classes": reading.take("classes", _classes),
        "stay": reading.take("stay", StayRule.parse),
        "reciprocal": reading.take("reciprocal", _yes_no),
        "signed": reading.take("signed", PartialDate.parse),
        "in_force": reading.take("in_force", PartialDate.parse),
        "ended": reading.take("ended", PartialDate.parse),
        "status": reading.take("status", Status),
        "article": reading.take("article", str),
        "confidence": reading.take("confidence", Confidence),
        "terms": reading.take("terms", lambda text: tuple(parse_terms(text))),
        "excluding": reading.take("excluding", _codes),
        "excluding_destinations": reading.take("excluding_destinations", _codes),
        "note": cell["note"],
    }
    kind = reading.take("kind", InstrumentKind)
    reading.needs("issuer", "destination", "kind", "instrument", "title")
    if reading.defects:
        return None, reading.defects
    grant = Grant(**{key: value for key, value in values.items() if value is not UNSET})
    return Row(
        line=line, instrument=cell["instrument"], kind=kind, title=cell["title"], grant=grant
    ), []


class _Reading:
    """One line being read: silence stays silence, and every bad cell is named."""

    def __init__(self, cell: dict[str, str], name: str, line: int) -> None:
        self.cell = cell
        self.name = name
        self.line = line
        self.defects: list[Defect] = []

    def take(self, column: str, make: Callable[[str], Any]) -> Any:
        text = self.cell[column]
        if not text:
            return UNSET
        try:
            return make(text)
        except ComityError as error:
            self._add(column, error.message, error.expected, error.mend)
        except ValueError:
            self._add(
                column,
                f"'{text[:40]}' is not allowed here",
                _allowed(make),
                "docs/format.md lists what the column may hold",
            )
        return UNSET

    def needs(self, *columns: str) -> None:
        for column in columns:
            if not self.cell[column]:
                self._add(column, "the cell is empty", "a value", "fill it in")

    def _add(self, column: str, message: str, expected: str, mend: str) -> None:
        self.defects.append(
            Defect(self.name, self.line, column, "bad_value", message, expected, mend)
        )


def _allowed(make: Callable[[str], Any]) -> str:
    members = getattr(make, "__members__", None)
    if not members:
        return "yes or no, or nothing where the source does not say"
    return "one of " + ", ".join(item.value for item in members.values())


def _classes(text: str) -> tuple[PassportClass, ...]:
    found = []
    for part in text.split("+"):
        if part not in PassportClass.__members__.values():
            raise DataError(
                f"'{part[:40]}' is no passport class",
                expected="classes such as diplomatic+service",
                mend="docs/format.md lists the classes",
            )
        found.append(PassportClass(part))
    return tuple(found)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split("+"))


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


def write_rows(rows: Iterator[Row] | list[Row]) -> str:
    """The table of these rows, as `read_rows` reads it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row, column) for column in COLUMNS])
    return buffer.getvalue()


def _cell(row: Row, column: str) -> str:
    if column in ("instrument", "title"):
        return str(getattr(row, column))
    if column == "kind":
        return row.kind.value
    value = getattr(row.grant, column)
    if value is UNSET:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return (";" if column == "terms" else "+").join(str(item) for item in value)
    return str(value)
