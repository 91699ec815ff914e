"""The measure itself: what it counts, and that an error of one kind shows as just that."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.run import run

from comity.law.errors import DataError
from comity.read import read_announcement
from comity.read.evaluate import BINS, evaluate, load_cases

HERE = Path(__file__).parent
TEXTS = {
    "signed": (
        "Foreign Minister Amina Wekesa of Kenya and her Ghanaian counterpart, Kwesi Boateng, "
        "signed an agreement in Nairobi on 3 March 2024 on the waiver of visas for holders of "
        "diplomatic and service passports, for stays of up to 30 days per visit."
    ),
    "weather": "The river rose by two metres in the night, and the bridge was closed to all.",
}
Change = Callable[[dict[str, Any]], None]


def corpus(folder: Path, change: Change | None = None) -> Path:
    """A corpus whose gold is what is read, changed in one act."""
    for name, text in TEXTS.items():
        reading = msgspec.to_builtins(read_announcement(text, published="2024-03-05"))
        for act in reading["acts"]:
            del act["confidence"], act["evidence"]
        gold = {"language": reading["language"], "acts": reading["acts"]}
        if change is not None and gold["acts"]:
            change(gold["acts"][0])
        path = folder / "en" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        case = {"text": text, "published": "2024-03-05", "split": "dev", "gold": gold}
        path.write_text(json.dumps(case), encoding="utf-8")
    return folder


def test_what_is_all_right_is_told_so(tmp_path: Path) -> None:
    report = evaluate(load_cases(corpus(tmp_path)))
    assert (report.texts, report.whole, report.negatives, report.false) == (2, 2, 1, 0)
    assert report.acts.f1 == report.strict.f1 == 1.0
    assert report.acts.right == 1
    assert report.errors == []
    assert all(tally.f1 == 1.0 for tally in report.fields.values())
    assert report.stages == {"signed": {"signed": 1}}
    assert sum(item.acts for item in report.bins) == 1


def to(field: str, value: Any) -> Change:
    def change(act: dict[str, Any]) -> None:
        act[field] = value

    return change


@pytest.mark.parametrize(
    ("field", "value", "of_act"),
    [
        ("kind", "approval", True),
        ("states", ["GHA", "TZA"], True),
        ("subject", "trade", True),
        ("passport_classes", ["diplomatic"], True),
        ("mode", "planned", False),
        ("legal_stage", "approved", False),
        ("date", "2024-03", False),
        ("place", "Mombasa", False),
        ("occasion", "a summit", False),
        ("stay", {"days": 90, "rule": "per_visit"}, False),
        ("persons", [], False),
        ("sectors", ["trade"], False),
        ("background", True, False),
    ],
)
def test_one_wrong_field_shows_as_one(field: str, value: Any, of_act: bool, tmp_path: Path) -> None:
    report = evaluate(load_cases(corpus(tmp_path, to(field, value))))
    wrong = {name for name, tally in report.fields.items() if tally.f1 < 1.0}
    assert wrong == {field}
    assert (report.acts.f1 < 1.0) == of_act
    assert (report.strict.f1 < 1.0) == (of_act or field == "mode")
    assert report.whole == 1
    assert len(report.errors) == 1
    assert report.errors[0][0] == "en/signed"
    assert report.errors[0][1].startswith(field)


def test_a_missed_and_an_invented_act(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    signed = folder / "en" / "signed.json"
    case = json.loads(signed.read_text("utf-8"))
    missed = copy.deepcopy(case)
    extra = copy.deepcopy(case["gold"]["acts"][0])
    extra.update(kind="visit", states=["FRA", "JPN"], subject=None, passport_classes=[])
    missed["gold"]["acts"].append(extra)
    signed.write_text(json.dumps(missed), encoding="utf-8")
    report = evaluate(load_cases(folder))
    assert (report.acts.found, report.acts.expected, report.acts.right) == (1, 2, 1)
    assert report.errors == [("en/signed", "missed visit FRA+JPN - 2024-03-03")]
    case["gold"]["acts"] = []
    signed.write_text(json.dumps(case), encoding="utf-8")
    report = evaluate(load_cases(folder))
    assert (report.negatives, report.false) == (2, 1)
    assert report.acts.precision == 0.0
    assert report.errors[0][1].startswith("invented signature")
    held = [item for item in report.bins if item.acts]
    assert [(item.acts, item.right) for item in held] == [(1, 0)]
    assert report.calibration_error == pytest.approx(held[0].total)


def test_a_split_is_a_part(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    assert len(list(load_cases(folder, "dev"))) == 2
    assert list(load_cases(folder, "heldout")) == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"text": "x"}', '{"text": 1, "gold": {"acts": []}}',
     '{"text": "x", "gold": {"acts": [{}]}}', '{"text": "x", "gold": {"acts": 3}}'],
)  # fmt: skip
def test_what_is_no_case_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        list(load_cases(tmp_path))
    assert caught.value.where.endswith("x.json")


def test_no_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no corpus"):
        list(load_cases(tmp_path / "nowhere"))


def test_the_command_on_a_language_of_the_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "evaluate", "reader", str(HERE / "corpus" / "it"), "--json")
    report = json.loads(ran.out)
    assert ran.status == 0
    assert report["texts"] == len(list((HERE / "corpus" / "it").glob("*.json")))
    assert len(report["calibration"]) == BINS
    assert sum(item["acts"] for item in report["calibration"]) == report["acts"]["found"]
    assert sum(t["expected"] for t in report["kinds"].values()) == report["acts"]["expected"]
    told = run(capsys, "evaluate", "reader", str(HERE / "corpus" / "it"))
    assert "kind, states, subject, classes" in told.out
    assert "Legal stages" in told.out
    assert "in rows" in told.out


def test_the_command_on_treaties(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(HERE / "treaties" / "pt")
    ran = run(capsys, "evaluate", "treaties", folder, "--json")
    rows = json.loads(ran.out)
    assert {row["language"] for row in rows} == {"all", "pt"}
    assert all(0 <= row["kinds_f1"] <= 1 for row in rows)
    assert "kinds F1" in run(capsys, "evaluate", "treaties", folder).out
