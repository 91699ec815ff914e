"""The rules by code, and what a rule is given and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from comity.law.acts import Act
from comity.law.dates import PartialDate
from comity.names import all_states
from comity.records.defects import Defect, dotted
from comity.records.read import Reading
from comity.records.yaml import Path

_MODULES = ("acts", "codes", "grants", "groups", "instruments", "links", "lists", "sources")


class Found(NamedTuple):
    """One breach of a rule.

    Attributes:
        key: the record, as ``kind:id``.
        path: the field in it; for a row of a list, only the column.
        row: the line of the list's table; 0 where the record itself is meant.
    """

    key: str
    path: Path
    message: str
    expected: str
    mend: str
    row: int = 0


class Desk:
    """The register laid out for the rules, with what several of them ask.

    Attributes:
        reading: the files as read; records with defects of form are not among them.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.records = reading.records

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of states and other issuers."""
        return frozenset(item.code for item in all_states())

    def whole(self, folder: str) -> bool:
        """Whether every file of a folder could be read: else absence proves nothing."""
        return not any(item.file.startswith(f"{folder}/") for item in self.reading.defects)

    def acts(self) -> Iterator[tuple[str, Path, Act]]:
        """Every act with the record and field it stands in."""
        for key, instrument in self.records.instruments.items():
            for index, act in enumerate(instrument.acts):
                yield f"instrument:{key}", ("acts", index), act
        for (first, second), relations in self.records.relations.items():
            for index, act in enumerate(relations.acts):
                yield f"pair:{first}-{second}", ("acts", index), act


Rule = Callable[[Desk], Iterator[Found]]


class Check(NamedTuple):
    """A rule with its code; `note` for one that only asks for a look."""

    code: str
    rule: Rule
    note: bool


CHECKS: dict[str, Check] = {}


def check(code: str, *, note: bool = False) -> Callable[[Rule], Rule]:
    """Enter a rule under its code."""

    def enter(rule: Rule) -> Rule:
        CHECKS[code] = Check(code, rule, note)
        return rule

    return enter


def load_checks() -> None:
    """Import the modules of rules, each of which enters its own."""
    for module in _MODULES:
        import_module(f"comity.records.checks.{module}")


def run_checks(reading: Reading) -> list[Defect]:
    """Every breach of every rule in what was read."""
    load_checks()
    desk = Desk(reading)
    return [_placed(desk, item, found) for item in CHECKS.values() for found in item.rule(desk)]


def _placed(desk: Desk, item: Check, found: Found) -> Defect:
    document, base = desk.reading.documents[found.key]
    name, path, line = document.name, base + found.path, found.row
    if found.row:
        name, path = name.removesuffix(".yaml") + ".csv", found.path
    else:
        line = document.line(path)
    return Defect(
        name, line, dotted(path), item.code, found.message, found.expected, found.mend, item.note
    )


def surely_before(first: PartialDate | UnsetType, second: PartialDate | UnsetType) -> bool:
    """Whether both are known and `first` lies before `second`, whatever days they can mean."""
    return first is not UNSET and second is not UNSET and first.last < second.first
