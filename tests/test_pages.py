"""Pages that tell of the register tell of this register: the README and docs/data.md."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from comity.api import Passport, Register, check
from comity.decide.decision import Outcome
from comity.names import StateKind, all_states
from comity.records.validate import validate
from comity.register.open import ENVIRONMENT, LAYER_ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "docs" / "data.md"
MEND = "run `make readme`"


@pytest.fixture(autouse=True)
def shipped_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No other register and no layer of whoever runs the tests."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setenv(LAYER_ENVIRONMENT, str(tmp_path / "none"))
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))


def script(name: str) -> ModuleType:
    return sys.modules.get(name) or import_module(name)


def test_the_readme_shows_what_the_program_says() -> None:
    text = (ROOT / "README.md").read_text()
    on = date.fromisoformat(Register().store.version)
    assert script("make_readme").filled(text, on) == text, MEND


def test_the_data_page_counts_this_register() -> None:
    assert script("make_data_page").filled(DATA.read_text()) == DATA.read_text(), MEND


def test_every_state_has_one_region() -> None:
    lines = (ROOT / "scripts" / "regions.tsv").read_text().splitlines()
    codes = [code for line in lines if line[:1] != "#" for code in line.split("\t")[1].split()]
    assert len(codes) == len(set(codes))
    assert {item.code for item in all_states() if item.kind is StateKind.STATE} <= set(codes)


def worked(name: str) -> str:
    """A worked example of docs/data.md, as it is to be written into a file."""
    found = re.search(
        rf"<!-- worked: {name} -->\n( *)```yaml\n(.*?)\n *```", DATA.read_text(), re.S
    )
    assert found is not None
    return "".join(f"{line.removeprefix(found[1])}\n" for line in found[2].splitlines())


def test_the_worked_correction_does_what_it_says(tmp_path: Path) -> None:
    record = Path("instruments/KAZ/KAZ-TGO-2025.yaml")
    text = (ROOT / "register" / record).read_text()
    cited = set(re.findall(r"^ +- ([a-z][a-z0-9-]+)$", text, re.MULTILINE))
    for path in (ROOT / "register" / "sources").glob("*.yaml"):
        if cited & set(re.findall(r"^ *- id: (.*)$", path.read_text(), re.MULTILINE)):
            (tmp_path / "sources").mkdir(exist_ok=True)
            shutil.copy(path, tmp_path / "sources")
    (tmp_path / record).parent.mkdir(parents=True)
    passport = Passport("TGO", "diplomatic")  # type: ignore[arg-type]

    def answer() -> Outcome:
        assert [item for item in validate(tmp_path) if not item.note] == []
        register = Register(tmp_path)
        on = date(2026, 4, 1)
        return check(passport=passport, to="KAZ", on=on, register=register).outcome

    (tmp_path / record).write_text(text)
    assert answer() is Outcome.UNKNOWN
    kept = text.replace("# imported", "# kept by hand")
    (tmp_path / record).write_text(kept.replace("grants:\n", worked("act") + "grants:\n", 1))
    (tmp_path / "sources" / "gazette.yaml").write_text(worked("source"))
    assert answer() in (Outcome.EXEMPT, Outcome.CONDITIONAL)
