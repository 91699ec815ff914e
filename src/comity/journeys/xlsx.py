"""The first sheet of an Excel workbook, after a look at what it unpacks to."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from comity.journeys.errors import TripError
from comity.journeys.table import MOST_COLUMNS, MOST_ROWS, TableError

MOST_PARTS = 500
MOST_UNPACKED = 80_000_000
"""Bytes that the parts of a workbook may unpack to together, declared and in fact."""
_CHUNK = 1 << 16


def sheet_rows(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered lines of cells as text; days are ISO, formulas begin with ``=``.

    Raises:
        TableError: no workbook, one that unpacks to too much, or one with entities in its XML.
    """
    check_archive(raw, name)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise TripError(
            "Excel files need a package that is not installed",
            where=name,
            expected="the extra 'trip'",
            mend="pip install 'comity[trip]', or save the sheet as CSV UTF-8",
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a style that is not understood changes no cell
            yield from _rows(load_workbook(io.BytesIO(raw), read_only=True, keep_links=False))
    except TableError:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader raise
        raise _no_workbook(name) from error


def _rows(book: Any) -> Iterator[tuple[int, list[str]]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
    for number, cells in enumerate(rows, start=1):
        yield number, [_cell(value) for value in cells]
    book.close()


def check_archive(raw: bytes, name: str) -> None:
    """Refuse an archive that unpacks to too much, by what it declares and by what it does.

    Raises:
        TableError: see `sheet_rows`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _too_large(name)
            left = MOST_UNPACKED
            for part in parts:
                with archive.open(part) as stream:
                    left = _drain(stream, left, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _no_workbook(name) from error
    except Exception as error:
        if isinstance(error, TableError):
            raise
        raise _no_workbook(name) from error


def _drain(stream: Any, left: int, name: str) -> int:
    """Unpack a part piece by piece, keeping nothing."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise _too_large(name)
        seen = tail + chunk
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise TableError(
                "the workbook declares entities, which no spreadsheet program writes",
                where=name,
                mend="save it anew from a spreadsheet program",
            )
        tail = seen[-16:]
    return left


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _too_large(name: str) -> TableError:
    return TableError(
        "the workbook unpacks to too much",
        where=name,
        expected=f"at most {MOST_UNPACKED:,} bytes in {MOST_PARTS} parts",
        mend="save the sheet as CSV UTF-8",
    )


def _no_workbook(name: str) -> TableError:
    return TableError(
        "this is no Excel workbook that can be read",
        where=name,
        expected="an .xlsx file without a password",
        mend="save the sheet as CSV UTF-8",
    )
