"""Checking a register: its form, then what must hold across its records."""

from __future__ import annotations

from pathlib import Path

from comity.records.checks import run_checks
from comity.records.defects import Defect
from comity.records.read import read_folder


def validate(folder: Path) -> list[Defect]:
    """Every defect and every note, in the order of files and lines.

    A record whose form is broken is left out of the checks across records, and what cannot
    be judged without it is not judged.

    Raises:
        DataError: there is no register at `folder`.
    """
    reading = read_folder(folder)
    return sorted(reading.defects + run_checks(reading))
