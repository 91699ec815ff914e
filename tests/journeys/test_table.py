"""Files: three kinds, their limits, and what is refused before it is unpacked."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from comity.journeys import table, xlsx
from comity.journeys.table import Row, TableError, read_table


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "d.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_table_counts_its_lines_as_people_do(tmp_path: Path, comma: str) -> None:
    lines = [["\ufeffId", "Passports"], ["A", '"x\ny"'], ["", ""], ["B", " z "]]
    path = write(tmp_path, "d.csv", "\r\n".join(comma.join(cells) for cells in lines))
    assert read_table(path) == [
        Row(2, {"id": "A", "passports": "x\ny"}),
        Row(5, {"id": "B", "passports": "z"}),
    ]


def test_a_workbook_reads_like_the_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["id", "passports", "expires", "group size", "biometric"],
            ["A", "TGO:service", datetime(2030, 5, 1), 12.0, True],
            [None] * 5,
            [7, "FRA:ordinary", date(2030, 5, 2), 1.5, False],
            ["C", "=1+1"],
        ],
    )
    rows = read_table(path)
    assert rows[0] == Row(2, {"id": "A", "passports": "TGO:service", "expires": "2030-05-01",
                              "group_size": "12", "biometric": "yes"})  # fmt: skip
    assert rows[1].number == 4
    assert rows[1].cells["id"] == "7"
    assert rows[1].cells["group_size"] == "1.5"
    assert "formula" in rows[2].faults[0].message


def test_json_may_be_a_list_or_hold_one(tmp_path: Path) -> None:
    item = {"id": 3, "passports": ["TGO:service", "FRA:ordinary"], "biometric": True, "x": None,
            "legs": [{"from": "Togo", "to": "Peru", "on": "2026-10-03"}]}  # fmt: skip
    cells = {"id": "3", "passports": "TGO:service;FRA:ordinary", "biometric": "yes",
             "legs": item["legs"]}  # fmt: skip
    for value in ([item], {"travellers": [item]}):
        assert read_table(write(tmp_path, "d.json", json.dumps(value))) == [Row(1, cells)]


def test_json_names_what_it_cannot_read(tmp_path: Path) -> None:
    rows = read_table(write(tmp_path, "d.json", '[3, {"id": {"a": 1}, "role": [1, 2]}]'))
    assert rows[0].faults[0].message == "it is no object"
    assert [fault.field for fault in rows[1].faults] == ["id", "role"]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("d.csv", b"\xff\xfe\x00", "line 1 is not in UTF-8"),
        ("d.csv", b"id\na\n\xe9\n", "line 3 is not in UTF-8"),
        ("d.csv", "", "empty"),
        ("d.csv", "\n\n", "empty"),
        ("d.csv", "id,id\n", "stands twice"),
        ("d.csv", ",".join(f"c{n}" for n in range(70)) + "\n", "too many columns"),
        ("d.csv", 'id\n"' + "x" * 200_000, "cannot be read"),
        ("d.json", "[", "line 1: this is no JSON"),
        ("d.json", "[" * 100_000, "this is no JSON"),
        ("d.json", "3", "no list"),
        ("d.xlsx", b"PK\x03\x04nonsense", "no Excel workbook"),
        ("d.xlsx", b"", "no Excel workbook"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, name: str, content: bytes | str, part: str
) -> None:
    with pytest.raises(TableError) as caught:
        read_table(write(tmp_path, name, content))
    assert part in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv: the file cannot be read"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path)


def test_bytes_and_lines_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "d.csv", "id\n" + "a\n" * 50)
    monkeypatch.setattr(table, "MOST_ROWS", 49)
    with pytest.raises(TableError, match="too many lines"):
        read_table(path)
    with pytest.raises(TableError, match="too many lines"):
        read_table(write(tmp_path, "d.json", json.dumps([{}] * 50)))
    monkeypatch.setattr(table, "MOST_BYTES", 100)
    with pytest.raises(TableError, match="too large"):
        read_table(path)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ('A,"=HYPERLINK(1)"', "formula"),
        ("A,@x", "formula"),
        ("A," + "x" * 5000, "too long"),
        ("A,b,c", "under no column"),
    ],
)
def test_a_bad_cell_is_the_fault_of_its_line_only(tmp_path: Path, line: str, part: str) -> None:
    rows = read_table(write(tmp_path, "d.csv", f"id,passports\n{line}\nB,x\n"))
    assert part in rows[0].faults[0].message
    assert rows[0].faults[0].row == 2
    assert rows[1] == Row(3, {"id": "B", "passports": "x"})


# -- archives that unpack to more than they should ------------------------------------------


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    bomb = archive({"xl/worksheets/sheet1.xml": b"0" * (xlsx.MOST_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(TableError, match="unpacks to too much"):
        read_table(write(tmp_path, "d.xlsx", bomb))


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    size = xlsx.MOST_UNPACKED + 1
    bomb = archive({"xl/worksheets/sheet1.xml": b"0" * size})
    small = bomb.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert small != bomb
    with pytest.raises(TableError):
        read_table(write(tmp_path, "d.xlsx", small))


def test_what_is_unpacked_is_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_UNPACKED", 1000)
    xlsx.check_archive(archive({"a": b"0" * 500, "b": b"0" * 500}), "d.xlsx")
    with pytest.raises(TableError, match="too much"):
        xlsx.check_archive(archive({"a": b"0" * 500, "b": b"0" * 501}), "d.xlsx")
    with pytest.raises(TableError, match="too much"):
        xlsx._drain(io.BytesIO(b"0" * 1001), 1000, "d.xlsx")  # a stream longer than declared


def test_many_parts_and_entities_are_refused(tmp_path: Path) -> None:
    many = archive({f"part{number}": b"" for number in range(xlsx.MOST_PARTS + 1)})
    with pytest.raises(TableError, match="too much"):
        read_table(write(tmp_path, "d.xlsx", many))
    entities = archive({"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'})
    with pytest.raises(TableError, match="entities"):
        read_table(write(tmp_path, "d.xlsx", entities))
    hidden = archive({"xl/workbook.xml": b" " * (xlsx._CHUNK - 4) + b"<!DOCTYPE x>"})
    with pytest.raises(TableError, match="entities"):
        read_table(write(tmp_path, "d.xlsx", hidden))
