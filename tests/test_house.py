"""The house's own rules: what no file may name, how long a file may be, what a start may load."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MADE = {"build", "dist", "htmlcov", "__pycache__"}
SOURCE = {".py", ".sh", ".js", ".css", ".html"}
LONGEST = 500

# Written in pieces so that this file does not match itself.
FORBIDDEN = [
    r"(?<![\w.%:/-])/(?:work|root)/" + r"\w",
    r"(?<![\w.%:/-])/(?:tmp|home)/" + r"[a-z]",
    r"(?<![\w.%:/-])/(?:Users)/" + r"\w",
    "py" + r"pi[.]org",
    "python" + "hosted",
    "registry[.]npm" + "js",
    "deb[.]" + "debian",
]
FORBIDDEN_NAME = re.compile("|".join(FORBIDDEN))

# A person who asks one question waits for none of these.
HEAVY = {
    "airportsdata", "asyncio", "babel", "clingo", "concurrent.futures", "http.client", "icalendar",
    "jsonschema", "lxml", "multiprocessing", "numpy", "openpyxl", "polars", "pyarrow", "pycountry",
    "pypdf", "sqlite3", "ssl", "unittest", "urllib.request", "yaml",
}  # fmt: skip


def files_of_the_house() -> Iterator[Path]:
    """Every file of the repository, without what tools and builds leave behind."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [
            name
            for name in inner
            if name not in MADE
            and not name.endswith(".egg-info")
            and (not name.startswith(".") or name == ".ci")
        ]
        yield from (
            Path(folder, name)
            for name in names
            if not name.startswith(".coverage") and name != ".git"  # a second working tree's
        )


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_no_file_names_a_machine_or_a_registry_host() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in files_of_the_house()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if (match := FORBIDDEN_NAME.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("cd /" + "work/main", True),
        ('open("/' + 'tmp/x")', True),
        ("https://" + "py" + "pi.org/simple", True),
        ("https://www.example.gov/home/visas", False),
        ("work/life, root/branch", False),
    ],
)
def test_the_pattern_finds_paths_and_leaves_addresses(line: str, named: bool) -> None:
    assert bool(FORBIDDEN_NAME.search(line)) is named


def test_no_source_file_is_too_long_to_read_in_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files_of_the_house()
        if path.suffix in SOURCE
        and not {"data", "corpus"} & set(path.relative_to(ROOT).parts)
        and (lines := text_of(path).count("\n")) > LONGEST
    }
    assert long == {}


def test_the_command_line_starts_without_heavy_packages() -> None:
    program = "import sys, comity.cli; print(*sys.modules, sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert HEAVY & set(run.stdout.split()) == set()
