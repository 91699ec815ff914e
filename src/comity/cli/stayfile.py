"""Stays from the command line: typed ranges, or a file of CSV, JSON or plain lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from comity.count import Stay, StaysError, parse_stays

MOST_BYTES = 2_000_000
"""More than any traveller's list of stays; a larger file is refused unread."""
MOST_SHOWN = 10
"""Faults shown at once; the rest are counted."""

_NAMES = {
    "entry": ("entry", "from", "since", "start", "arrival"),
    "exit": ("exit", "to", "until", "end", "departure"),
    "place": ("place", "state", "country"),
    "passport": ("passport", "document"),
}
_FORM = "dates of entry and exit such as 2025-01-01/2025-02-10"


def stays_from(argument: str) -> tuple[Stay, ...]:
    """The stays an argument names: a file, ``-`` for standard input, or the ranges themselves.

    Raises:
        StaysError: naming every line that cannot be read, with what was expected.
    """
    if argument == "-":
        return stays_of(sys.stdin.read(MOST_BYTES + 1), "standard input")
    path = Path(argument)
    if not _is_file(path):
        if path.suffix.lower() in (".csv", ".json", ".txt"):
            raise StaysError(f"there is no file '{argument[:200]}'", where="--stays")
        return parse_stays(argument)
    if path.stat().st_size > MOST_BYTES:
        raise StaysError(
            f"the file is larger than {MOST_BYTES:,} bytes", where=str(path), expected="fewer stays"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise StaysError(f"the file cannot be read: {reason}", where=str(path)) from None
    return stays_of(text, str(path))


def stays_of(text: str, where: str) -> tuple[Stay, ...]:
    """Read the text of a file; its first character tells its form."""
    if len(text) > MOST_BYTES:
        raise StaysError(
            f"there are more than {MOST_BYTES:,} characters", where=where, expected="fewer stays"
        )
    start = text.lstrip()[:1]
    if start and start in "[{":
        items: Iterable[tuple[str, Callable[[], Iterable[Stay]]]] = _json_items(text, where)
    elif _header(text.splitlines()[:1]):
        items = _csv_items(text)
    else:
        items = _plain_items(text)
    return _gather(items, where)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _gather(
    items: Iterable[tuple[str, Callable[[], Iterable[Stay]]]], where: str
) -> tuple[Stay, ...]:
    """Every stay, or one error that names every fault."""
    stays: list[Stay] = []
    faults: list[str] = []
    for place, read in items:
        try:
            stays += read()
        except StaysError as error:
            faults.append(f"{place}: {error.message}")
    if faults:
        shown = "; ".join(faults[:MOST_SHOWN])
        more = f"; and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
        raise StaysError(
            shown + more,
            where=where,
            expected=_FORM,
            mend="write a stay that goes on without its exit",
        )
    return tuple(stays)


def _plain_items(text: str) -> Iterator[tuple[str, Callable[[], Iterable[Stay]]]]:
    """One or more ranges on a line; what follows # is a remark."""
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.partition("#")[0].strip()
        if body:
            yield f"line {number}", lambda body=body: parse_stays(body)  # type: ignore[misc]


def _header(lines: list[str]) -> dict[str, int]:
    """Column numbers by field where the first line is the header of a table."""
    if not lines:
        return {}
    cells = [cell.strip().lower() for cell in next(csv.reader(lines, delimiter=_comma(lines[0])))]
    found = {
        field: index
        for field, names in _NAMES.items()
        for index, cell in enumerate(cells)
        if cell in names
    }
    return found if "entry" in found else {}


def _comma(line: str) -> str:
    return max(",;\t", key=line.count)


def _csv_items(text: str) -> Iterator[tuple[str, Callable[[], Iterable[Stay]]]]:
    lines = text.splitlines()
    columns = _header(lines[:1])
    rows = csv.reader(lines, delimiter=_comma(lines[0]))
    next(rows)
    for row in rows:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if any(cells.values()):
            yield f"line {rows.line_num}", lambda cells=cells: [_stay(cells)]  # type: ignore[misc]


def _json_items(text: str, where: str) -> Iterator[tuple[str, Callable[[], Iterable[Stay]]]]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise StaysError(
            "this is no JSON"
            + (f": {error.msg}" if isinstance(error, json.JSONDecodeError) else ""),
            where=f"{where}, {line}" if line else where,
            expected='a list such as [{"entry": "2025-01-01", "exit": "2025-02-10"}]',
        ) from None
    rows = value.get("stays") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise StaysError("the stays are not a list", where=where, expected='{"stays": [...]}')
    for number, row in enumerate(rows, start=1):
        yield f"stay {number}", lambda row=row: _json_stay(row)  # type: ignore[misc]


def _json_stay(row: Any) -> Iterable[Stay]:
    if isinstance(row, str):
        return parse_stays(row)
    if not isinstance(row, dict):
        raise StaysError("it is neither an object nor a range")
    cells = {}
    for field, names in _NAMES.items():
        value = next((row[name] for name in names if name in row), None)
        if value is not None and not isinstance(value, str):
            raise StaysError(f"'{field}' is not text")
        cells[field] = (value or "").strip()
    return [_stay(cells)]


def _stay(cells: dict[str, str]) -> Stay:
    entry = _day(cells.get("entry", ""), "entry")
    leaving = cells.get("exit", "")
    out = _day(leaving, "exit") if leaving else None
    if out is not None and out < entry:
        raise StaysError(f"the exit, {out}, lies before the entry, {entry}")
    return Stay(entry, out, cells.get("place", "").upper(), cells.get("passport", ""))


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StaysError(f"'{text[:40]}' is no day of {field}") from None
