"""The fact tables as rows to ask the register about."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from comity.decide.decision import Decision
from comity.decide.engine import answer
from comity.decide.question import Passport, Question, Role
from comity.law.dates import PartialDate
from comity.law.passports import PassportClass
from comity.register.view import View

FACTS = Path(os.environ.get("COMITY_FACTS", Path(__file__).parents[3] / "shared" / "facts"))

MARKERS = ("visa_on_arrival", "gratis_visa", "draft", "called_visa_on_arrival")
IMPORTED_ON = date(2026, 11, 24)
STAND_INS = {"EU": "DEU"}
"""A member state that answers for a union in the tables."""


def needs_facts() -> None:
    """Skip where the fact tables are not at hand; in CI that is a failure."""
    if not FACTS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the fact tables are not at {FACTS.name}")
        pytest.skip("the fact tables are not at hand (set COMITY_FACTS)")


class Case(NamedTuple):
    """One row for one passport class."""

    table: str
    line: int
    row: dict[str, str]
    passport: Passport
    to: str
    role: Role

    @property
    def spoken_for(self) -> date:
        """The last day that the date the source speaks for can be."""
        text = self.row["source_date"]
        return PartialDate.parse(text).latest if text else IMPORTED_ON

    def ask(self, view: View, on: date) -> Decision:
        question = Question(passports=(self.passport,), to=self.to, on=on, role=self.role)
        return answer(question, self.passport, view, ahead=False)


def cases(*names: str) -> Iterator[Case]:
    """Every row of grants, for every class it names; all tables if none is named."""
    for path in sorted(FACTS.glob("*.csv")):
        if names and path.stem not in names:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if "stay_rule" not in (reader.fieldnames or ()):
                continue
            for row in reader:
                for name in (row["documents"] or "diplomatic").split("+"):
                    shown = PassportClass.ORDINARY if name == "any" else PassportClass(name)
                    issuer = STAND_INS.get(row["issuer"], row["issuer"])
                    only = "accredited=only" in row["conditions"]
                    yield Case(
                        path.stem,
                        reader.line_num,
                        row,
                        Passport(issuer, shown),
                        STAND_INS.get(row["destination"], row["destination"]),
                        Role.ACCREDITED if only else Role.VISITOR,
                    )
