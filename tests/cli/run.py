"""Run the program as a person would, and compare what it prints with what was once approved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from comity.cli import main

SNAPSHOTS = Path(__file__).resolve().parents[1] / "snapshots"
WIDEST = 80


class Ran(NamedTuple):
    """What a run gave."""

    status: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *args: str) -> Ran:
    """One run of the program."""
    with pytest.raises(SystemExit) as stopped:
        main(args)
    out, err = capsys.readouterr()
    return Ran(int(stopped.value.code or 0), out, err)


def approved(name: str, text: str) -> None:
    """Compare with tests/snapshots/NAME.txt; COMITY_SNAPSHOTS=update writes it anew."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("COMITY_SNAPSHOTS") == "update":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def narrow(text: str) -> None:
    """Nothing is wider than 80 columns but an address, which must not be broken."""
    wide = [line for line in text.splitlines() if len(line) > WIDEST and "://" not in line]
    assert wide == []
