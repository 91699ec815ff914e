from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.cases import BAD, GOOD, lay_out

from comity.records.checks import CHECKS
from comity.records.validate import validate


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_broken_record_gets_its_exact_message(path: Path, tmp_path: Path) -> None:
    expected = lay_out(path.read_text(), tmp_path / "register")
    found = validate(tmp_path / "register")
    assert [f"{'note ' if item.note else ''}{item}" for item in found] == expected


def test_the_good_register_has_no_defect() -> None:
    assert validate(GOOD) == []


def test_every_rule_has_a_case_of_its_own() -> None:
    validate(GOOD)  # enters the rules
    found = {path.stem.partition(".")[0] for path in BAD}
    assert len(BAD) >= 60
    assert CHECKS.keys() <= found
