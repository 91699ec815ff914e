"""The page in a real browser and on paper. Needs chromium and poppler; in CI they must be there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.journeys.small import planned

from comity.journeys.page import trip_page
from comity.say import Sayer

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
TOOLS = {"chromium": BROWSER, "pdftotext": shutil.which("pdftotext"),
         "pdfinfo": shutil.which("pdfinfo")}  # fmt: skip
LACKING = [name for name, path in TOOLS.items() if path is None]

pytestmark = pytest.mark.skipif(
    bool(LACKING) and not os.environ.get("CI"),
    reason=f"not installed: {', '.join(LACKING)} (the page is not looked at in a browser)",
)

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
)

DELEGATES = [f"D{number:02},TGO:diplomatic 2029-06-30" for number in range(1, 30)] + [
    "D30,CHE:diplomatic;TGO:service",
    "D31,FRA:ordinary",
    "D32,TGO:imperial",
]


def run(*command: str) -> str:
    quiet = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env=quiet
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def browse(page: Path, *options: str) -> str:
    assert not LACKING, f"CI needs {LACKING}"
    own = page.with_name("profile")
    return run(str(BROWSER), *QUIET, f"--user-data-dir={own}", *options, f"file://{page}")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    trip = planned(folder, ["id,passports", *DELEGATES])
    path = folder / "plan.html"
    path.write_text(trip_page(trip, Sayer(), title="A delegation"), encoding="utf-8")
    return path


def test_the_page_prints_on_a4_with_its_heads_repeated(page: Path) -> None:
    paper = page.with_suffix(".pdf")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    about = run("pdfinfo", str(paper))
    assert "A4" in about
    assert "JavaScript:      no" in about
    sheets = run("pdftotext", "-layout", str(paper), "-").split("\f")[:-1]
    assert 3 <= len(sheets) <= 6
    for number, sheet in enumerate(sheets, start=1):
        assert re.search(rf"\b{number} ?/ ?{len(sheets)}\s*$", sheet)
    first, second = sheets[:2]
    assert "A delegation" in first
    assert "D01" in first
    assert "Passport to use" in first
    assert "Passport to use" in second  # the head of the table stands on each sheet
    everything = "\n".join(sheets)
    for part in ("What to do, by when", "Grounds", "Faults in the file", "D31"):
        assert part in everything
    grounds = next(sheet for sheet in sheets if "Grounds" in sheet.splitlines()[0])
    assert "[1]" in grounds  # they begin a sheet of their own


def test_the_page_is_drawn_and_asks_for_nothing_outside(page: Path) -> None:
    picture = page.with_suffix(".png")
    browse(page, "--window-size=1100,1400", f"--screenshot={picture}")
    raw = picture.read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert int.from_bytes(raw[16:20], "big") == 1100
    assert len(raw) > 20_000  # an empty sheet is much smaller
    dom = browse(page, "--dump-dom")
    assert "<script" not in dom
    assert dom.count("<h2") == 5
