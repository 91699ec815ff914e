"""Reading one snapshot: three different encodings across the years."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from msgspec import Struct

from comity.law.errors import DataError

MAX_BYTES = 20_000_000
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})")
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_DAYS = re.compile(r"[1-9]\d{0,2}", re.ASCII)


class SnapshotError(DataError):
    """A file that is not a snapshot of the data set in its tidy form."""


class Snapshot(Struct, frozen=True):
    """One dated file: (passport, destination) -> meaning, in the words of encodings.tsv.

    Numbers stay numbers: so many days without a visa.
    """

    date: date
    cells: Mapping[tuple[str, str], str]


@cache
def _encodings() -> tuple[tuple[str, str, str, str], ...]:
    text = files("comity.records.passport_index").joinpath("data", "encodings.tsv").read_text()
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((row[0], row[1], row[2], row[3]) for row in rows[1:])


def date_of(name: str) -> date:
    """The date in a snapshot's file name."""
    match = _DATE.search(name)
    if match is None:
        raise SnapshotError(
            "the file's name bears no date",
            where=name,
            expected="a name such as 2024-01-05.csv",
            mend="rename it after the day the snapshot was taken",
        )
    return date.fromisoformat(match.group(1))


def read_snapshot(raw: bytes, name: str) -> Snapshot:
    """The cells of a snapshot; SnapshotError names file, line and what was expected."""
    if len(raw) > MAX_BYTES:
        raise SnapshotError(
            f"the file has {len(raw):,} bytes", where=name, expected=f"at most {MAX_BYTES:,}"
        )
    taken = date_of(name)
    meanings = {
        value: meaning
        for since, before, value, meaning in _encodings()
        if since <= taken.isoformat() and (not before or taken.isoformat() < before)
    }
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        if header[:2] != ["Passport", "Destination"] or len(header) != 3:
            raise SnapshotError(
                "the header is not that of the data set's tidy form",
                where=f"{name}:1",
                expected="Passport,Destination,Requirement",
                mend="use the file passport-index-tidy-iso3.csv of that day",
            )
        cells = {}
        for row in reader:
            pair = _pair(row, name, reader.line_num)
            cells[pair] = _meaning(row[2], meanings, name, reader.line_num)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SnapshotError(
            f"the file cannot be read: {error}", where=name, expected="CSV in UTF-8"
        ) from None
    return Snapshot(taken, cells)


def _pair(row: list[str], name: str, line: int) -> tuple[str, str]:
    if len(row) != 3 or not _CODE.fullmatch(row[0]) or not _CODE.fullmatch(row[1]):
        raise SnapshotError(
            "the line is no cell of the table",
            where=f"{name}:{line}",
            expected="two three-letter codes and a requirement",
        )
    return row[0], row[1]


def _meaning(value: str, meanings: dict[str, str], name: str, line: int) -> str:
    found = meanings.get(value) or meanings.get(value.lower())
    if found is not None:
        return found
    if _DAYS.fullmatch(value) and "0" not in meanings:
        return value
    raise SnapshotError(
        f"'{value[:30]}' is no requirement that the data set knew on that day",
        where=f"{name}:{line}",
        expected="days, or one of " + ", ".join(sorted(meanings)),
        mend="check the date in the file's name",
    )
