"""The JSON of the reader's commands is the one that docs/json.md promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.run import run
from tests.cli.test_json import promised
from tests.read.test_page import TEXT

from comity.read.watch.memory import FAILED, KEPT, READ, WAITING

HERE = Path(__file__).parent


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "in" / "article.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_read(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "read", article, "--json").out)
    assert list(found) == promised("read")


def test_read_treaty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = json.loads((HERE / "treaties" / "fr" / "fr-01.json").read_text("utf-8"))
    path = tmp_path / "treaty.txt"
    path.write_text(case["text"], encoding="utf-8")
    found = json.loads(run(capsys, "read", str(path), "--treaty", "--json").out)
    assert list(found) == promised("read --treaty")


def test_draft(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "draft", article, "--into", str(tmp_path / "out"), "--json")
    found = json.loads(ran.out)
    assert list(found) == promised("draft")
    assert list(found["drafts"][0]) == (
        "document folder instruments relations open left_out defects".split()
    )


def test_watch(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "watch", str(Path(article).parent), "--into", str(tmp_path / "out"), "--json")
    found = json.loads(ran.out)
    assert list(found) == promised("watch")
    assert list(found["outcomes"][0]) == "what name said folder".split()
    assert set(found["items"]) <= {WAITING, READ, KEPT, FAILED}


def test_evaluate(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "evaluate", "reader", str(HERE / "corpus" / "kk"), "--json")
    assert list(json.loads(ran.out)) == promised("evaluate reader")
