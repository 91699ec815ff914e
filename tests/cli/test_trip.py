"""comity trip: the table, the JSON, the page, the bar, and what is said of bad lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.run import approved, narrow, run
from tests.cli.test_json import promised
from tests.journeys import small

from comity.cli.trip import _progress
from comity.register.bundle import compile_bundle

DEMO = Path(__file__).resolve().parents[2] / "examples" / "delegation.csv"
LEGS = ("--legs", "Lome>IST>NQZ on 2026-10-03..2026-10-07", "--today", "2026-08-20")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small register of journeys as a bundle."""
    path: Path = tmp_path_factory.mktemp("register") / "journeys.bundle"
    path.write_bytes(compile_bundle(small.register()))
    return str(path)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_demonstration_in_full(
    lang: str, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "trip", str(DEMO), *LEGS, "--lang", lang, "--register", register)
    assert (ran.status, ran.err) == (0, "")
    narrow(ran.out)
    approved(f"trip-{lang}", ran.out)


def test_the_json_is_what_its_page_promises(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "trip", str(DEMO), *LEGS, "--json", "--register", register)
    found: dict[str, Any] = json.loads(ran.out)
    assert list(found) == promised("trip")
    traveller = found["travellers"][0]
    assert list(traveller) == promised("A traveller")
    legs = [leg for item in found["travellers"] for leg in item["legs"]]
    assert {name for leg in legs for name in leg} <= set(promised("A leg"))
    work = [action for leg in legs for action in leg["do"]]
    assert {name for action in work for name in action} == set(promised("A thing to do"))
    assert traveller["legs"][1]["decision"]["outcome"] == "unknown"


def test_bad_lines_are_named_on_standard_error_and_the_rest_answered(
    tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "d.csv"
    file.write_text("id,passports\nA,TGO:imperial\nB,TGO:service\nB,TGO:service\n")
    ran = run(capsys, "trip", str(file), *LEGS, "--register", register)
    assert ran.status == 65
    assert "row 2, passports: 'imperial' is no passport class" in ran.err
    assert "row 4, id: 'B' stands on row 3 too" in " ".join(ran.err.split())
    narrow(ran.err)
    assert "Togo, service passport" in ran.out
    asked = run(capsys, "trip", str(file), *LEGS, "--json", "--register", register)
    errors = json.loads(asked.out)["errors"]
    assert [(error["row"], error["field"]) for error in errors] == [(2, "passports"), (4, "id")]
    assert asked.status == 65


def test_the_page_is_written_where_asked_and_nothing_else(
    tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "plan.html"
    ran = run(capsys, "trip", str(DEMO), *LEGS, "--html", str(page), "--title", "To <Astana>",
              "--register", register)  # fmt: skip
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert "<h1>To &lt;Astana&gt;</h1>" in page.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [page]
    none = run(capsys, "trip", str(DEMO), *LEGS, "--html", str(tmp_path / "no" / "x.html"),
               "--register", register)  # fmt: skip
    assert none.status == 2
    assert "the page cannot be written" in none.err


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (("--legs", "Togo>Peru on 2026-10-03", "--itinerary", "x.csv"), "given twice"),
        (("--legs", "Togo>Peru"), "no part of an itinerary"),
        (("--itinerary", "missing.csv"), "cannot be read"),
    ],
)
def test_a_shared_journey_that_cannot_be_read_stops_all(
    options: tuple[str, ...], part: str, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "trip", str(DEMO), *options, "--register", register)
    assert ran.status in (2, 65)
    assert part in ran.err


def test_the_bar_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _progress() as silent:
        assert silent is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with _progress() as progress:
        assert progress is not None
        progress(1, 2)
        progress(2, 2)
    assert "100%" in capsys.readouterr().err
