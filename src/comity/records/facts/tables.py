"""The fact tables as typed rows: one CSV, one kind of fact, told apart by its header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import UNSET, Struct, UnsetType

from comity.law.dates import PartialDate
from comity.law.errors import ComityError, DataError
from comity.law.passports import PassportClass

MAX_BYTES = 4_000_000
MAX_ROWS = 20_000


class Form(StrEnum):
    """What a table holds."""

    GRANTS = "grants"
    COVERAGE = "coverage"
    MEMBERS = "members"
    GROUP_RULES = "group_rules"
    UNIVERSAL = "universal"
    ACTS = "acts"


_HEADERS: tuple[tuple[Form, tuple[str, ...]], ...] = (
    (Form.GRANTS, ("destination", "issuer", "documents", "limits", "kind", "remarks")),
    (Form.COVERAGE, ("perspective", "state", "documents", "complete", "rows_read")),
    (Form.MEMBERS, ("group", "state", "from", "to", "role")),
    (Form.GROUP_RULES, ("group", "beneficiaries", "documents", "limits", "excluded")),
    (Form.UNIVERSAL, ("destination", "issuers", "except", "documents", "limits")),
    (Form.ACTS, ("date", "kind", "states", "persons", "subject", "sectors")),
)
"""Columns that make a table one of a form; every form has the columns of a source besides."""


class Fact(Struct, frozen=True):
    """One row of a table.

    Attributes:
        file: name of the table.
        line: its line there, the header being line 1.
        cells: what stands in it, by column; the cells of unnamed columns are joined to
            `remarks`, so that nothing is lost.
    """

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.file}:{self.line}"

    def date(self, column: str) -> PartialDate | UnsetType:
        """A date as precise as it stands; silent where the cell is empty."""
        text = self[column]
        if not text:
            return UNSET
        try:
            return PartialDate.parse(text)
        except ComityError as error:
            raise self.defect(error.message, error.expected) from None

    def classes(self) -> tuple[PassportClass, ...] | UnsetType:
        """The passport classes of `documents`; silent where none is named."""
        text = self["documents"]
        if not text:
            return UNSET
        try:
            return tuple(PassportClass(part) for part in text.split("+"))
        except ValueError as error:
            raise self.defect(str(error), "classes of the vocabulary") from None

    def codes(self, column: str) -> tuple[str, ...]:
        """Codes joined by ``+``."""
        text = self[column]
        return tuple(text.split("+")) if text else ()

    def defect(self, message: str, expected: str) -> DataError:
        """An error that names this row."""
        return DataError(
            message, where=self.place, expected=expected, mend="correct the row and import again"
        )


def read_tables(folder: Path) -> dict[str, tuple[Form, list[Fact]]]:
    """Every table of a folder by name, in the order of the names; DataError for a bad one."""
    if not folder.is_dir():
        raise DataError(
            "there are no fact tables here",
            where=str(folder),
            expected="a folder of CSV tables",
            mend="check the path",
        )
    tables = {path.name: _read(path) for path in sorted(folder.glob("*.csv"))}
    if not tables:
        raise DataError(
            "the folder holds no table",
            where=str(folder),
            expected="files that end in .csv",
            mend="check the path",
        )
    return tables


def _read(path: Path) -> tuple[Form, list[Fact]]:
    if path.stat().st_size > MAX_BYTES:
        raise DataError(
            "the table is too large",
            where=path.name,
            expected=f"at most {MAX_BYTES:,} bytes",
            mend="split it",
        )
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            form = _form(header, path.name)
            return form, list(_facts(reader, header, path.name))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"the table cannot be read: {error}",
            where=path.name,
            expected="CSV in UTF-8, quoted as in RFC 4180",
            mend="correct the file",
        ) from None


def _form(header: list[str], name: str) -> Form:
    for form, columns in _HEADERS:
        if set(columns) <= set(header):
            return form
    raise DataError(
        "the header is that of no fact table",
        where=f"{name}:1",
        expected="the columns that the tables' README names",
        mend="correct the first line",
    )


def _facts(reader: Iterator[list[str]], header: list[str], name: str) -> Iterator[Fact]:
    for number, cells in enumerate(reader, 2):
        if number > MAX_ROWS:
            raise DataError(
                "the table has too many rows",
                where=name,
                expected=f"at most {MAX_ROWS:,}",
                mend="split it",
            )
        if not cells:
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        rest = [cell.strip() for cell in cells[len(header) :] if cell.strip()]
        if rest:
            row["remarks"] = ";".join(filter(None, [row.get("remarks", ""), *rest]))
        yield Fact(name, number, row)
