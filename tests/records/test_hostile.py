"""Hostile files: each refused within a second and 200 MB, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from comity.records.tables import COLUMNS

SECOND = 1.0
MEGABYTES = 200

_PROGRAM = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from comity.records.validate import validate
started = time.process_time()
found = validate(Path(sys.argv[1]))
spent = time.process_time() - started
status = Path("/proc/self/status").read_text()  # since exec; rusage counts the parent too
peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(f"{spent:.3f} {peak} {len(found)}")
print("\\n".join(str(item) for item in found[:1]))
"""


def bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in pairwise("abcdefghi")]
    return "\n".join(lines)


def nested(*, depth: int) -> str:
    return "\n".join("  " * level + "a:" for level in range(depth))


def table(body: str) -> str:
    return ",".join(COLUMNS) + "\n" + body


LISTING = """\
id: x
title: x
source: x
assertions: {rows_min: 0, rows_max: 9}
"""
MB = 1_000_000
YAML: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "bomb of aliases": (bomb, "anchors and aliases are not used"),
    "merge key": (lambda: "a: &a {b: 1}\nc:\n  <<: *a\n", "anchors and aliases are not used"),
    "python tag": (lambda: "a: !!python/object/apply:os.system [ls]", "tag:yaml.org"),
    "own tag": (lambda: "%TAG ! tag:x,2000:\n---\na: !b c", "the tag tag:x,2000:b is not used"),
    "tag on a key": (lambda: "!!str a: b", "a key is not plain text"),
    "list as a key": (lambda: "[a, b]: c", "a key is not plain text"),
    "100 MB": (lambda: b"a: b # " + b"x" * 100 * MB, "more than 2,000,000 bytes"),
    "flow lists": (lambda: "a: " + "[" * MB, "nest"),
    "flow mappings": (lambda: "a: " + "{" * MB, "nest"),
    "flow keys": (lambda: "a: " + "[{" * (MB // 2), "nest"),
    "block lists": (lambda: "- " * MB, "nested too deeply"),
    "block mappings": (lambda: nested(depth=1000), "nested too deeply"),
    "question marks": (lambda: "? " * (MB // 2), "a key is not plain text"),
    "not UTF-8": (lambda: b"title: caf\xe9", "byte 10 is not UTF-8"),
    "UTF-16": (lambda: "id: x".encode("utf-16"), "byte 0 is not UTF-8"),
    "surrogate": (lambda: b"id: \xed\xa0\x80", "is not UTF-8"),
    "NUL byte": (lambda: b"id: a\x00b", "the character U+0000 is not used"),
    "NUL escape": (lambda: 'id: "a\\0b"', "hidden character"),
    "escape sequence": (lambda: 'id: "a\\e[2Jb"', "hidden character"),
    "same field twice": (lambda: "id: a\nid: b", "the field 'id' stands twice"),
    "same field 100,000 times": (lambda: "id: a\n" * 100_000, "the field 'id' stands twice"),
    "huge scalar": (lambda: "id: " + "x" * MB, "the text has 1,000,000 characters"),
    "huge block scalar": (lambda: "id: |\n" + "  x\n" * (MB // 4), "the text has 500,000 char"),
    "huge quoted scalar": (lambda: 'id: "' + "x " * (MB // 2) + '"', "the text has"),
    "huge key": (lambda: "? " + "x" * MB + "\n: 1", "a field's name has 1,000,000 characters"),
    "long line": (lambda: "a: [" + "b, " * 500_000 + "]", "more than 60,000 values"),
    "many keys": (lambda: "".join(f"k{n}: 1\n" for n in range(150_000)), "more than 60,000 values"),
    "many unknown keys": (
        lambda: "".join(f"k{n}: 1\n" for n in range(50_000)),
        "there is no field 'k0' here",
    ),
    "huge number": (lambda: "id: " + "9" * 10_000, "the field 'kind' is missing"),
    "open quote": (lambda: 'id: "' + "x\n" * 100_000, "not YAML"),
    "many documents": (lambda: "---\na: b\n" * 100_000, "second document"),
    "comments only": (lambda: "# x\n" * 400_000, "the file is empty"),
    "terms by the thousand": (
        lambda: "id: x\ngrants:\n- terms:\n" + "".join(f"    t{n}: 1\n" for n in range(20_000)),
        "is not a term of the vocabulary",
    ),
}
TABLES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "100 MB": (lambda: b"x" * 100 * MB, "more than 4,000,000 bytes"),
    "not UTF-8": (lambda: b"issuer\xff", "byte 6 is not UTF-8"),
    "NUL byte": (lambda: table("A\0B"), "the character U+0000 is not used"),
    "blank lines": (lambda: table("\n" * (3 * MB)), "the line has 0 cells"),
    "commas": (lambda: table("," * (3 * MB)), "cells"),
    "huge cell": (lambda: table('"' + "x" * (3 * MB) + '"'), "not CSV: field larger"),
    "open quote": (lambda: table('"' + "x\n" * 60_000), "not CSV"),
    "quote in a cell": (lambda: table('"a"b,c'), "not CSV"),
    "bad rows": (lambda: table(("A,B,red" + "," * 15 + "\n") * 100_000), "no passport class"),
    "long header": (lambda: "x," * (3 * MB // 2), "the header lacks issuer"),
    "empty": (lambda: b"", "the header lacks issuer"),
}


def refused(folder: Path) -> tuple[float, int, str]:
    """Seconds and megabytes that the check took in its own process, and the first defect."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder)], capture_output=True, text=True, check=True
    )
    figures, _, first = run.stdout.partition("\n")
    spent, peak, _ = figures.split()
    return float(spent), int(peak), first


def written(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("name", YAML)
def test_hostile_yaml_is_refused_at_once(name: str, tmp_path: Path) -> None:
    make, message = YAML[name]
    written(tmp_path / "instruments" / "AAA" / "x.yaml", make())
    spent, peak, first = refused(tmp_path)
    assert message in first
    assert spent < SECOND
    assert peak < MEGABYTES


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_is_refused_at_once(name: str, tmp_path: Path) -> None:
    make, message = TABLES[name]
    written(tmp_path / "lists" / "x.yaml", LISTING)
    written(tmp_path / "lists" / "x.csv", make())
    spent, peak, first = refused(tmp_path)
    assert message in first
    assert spent < SECOND
    assert peak < MEGABYTES


def test_links_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "register" / "groups"
    inside.mkdir(parents=True)
    (inside / "around").symlink_to(inside, target_is_directory=True)
    (inside / "out.yaml").symlink_to("/etc/hostname")
    (inside / "gone.yaml").symlink_to(tmp_path / "nowhere")
    spent, peak, first = refused(tmp_path / "register")
    assert "groups/gone.yaml: this is a link or a device" in first
    assert spent < SECOND
    assert peak < MEGABYTES
