"""comity validate: what is wrong in a register's records, everything at once."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.law.errors import EXIT_DATA

if TYPE_CHECKING:
    from comity.records.defects import Defect

_INDENT = " " * 4


@click.command(
    name="validate",
    epilog="""\b
Examples:
  comity validate
  comity validate my-register
  comity validate --json | jq '.defects[] | select(.code == "unknown_source")'

Exit status: 0 no defects (notes do not count), 65 defects.
""",
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
@click.option("--notes/--no-notes", default=True, help="Show what is only worth a look.")
def command(path: Path | None, as_json: bool, notes: bool) -> int:
    """Check a register's records: form, and what must hold across them.

    Every defect is named at once, with file, line, field, what was expected and how to mend
    it. Without PATH the register of the checkout is checked.
    """
    from comity.records.validate import validate
    from comity.register.open import CHECKOUT

    found = [item for item in validate(path or CHECKOUT) if notes or not item.note]
    defects = sum(not item.note for item in found)
    if as_json:
        from comity.cli.options import print_json

        print_json(
            {"defects": found, "counts": {"defects": defects, "notes": len(found) - defects}}
        )
    else:
        _print(found, defects)
    return EXIT_DATA if defects else 0


def _print(found: list[Defect], defects: int) -> None:
    for file, items in groupby(found, key=lambda item: item.file):
        click.echo(click.style(file, bold=True))
        for item in items:
            _print_one(item)
        click.echo()
    files = len({item.file for item in found if not item.note})
    notes = len(found) - defects
    if not defects:
        said = click.style("The records hold together.", fg="green", bold=True)
    else:
        said = click.style(f"{_count(defects, 'defect')} in {_count(files, 'file')}.", fg="red")
    click.echo(said + (f" {_count(notes, 'note')}." if notes else ""))


def _print_one(item: Defect) -> None:
    place = f"line {item.line}" if item.line else "file"
    field = f" {item.field}:" if item.field else ""
    label = click.style("note ", fg="yellow") if item.note else ""
    code = click.style(f" [{item.code}]", dim=True)
    click.echo(f"  {place}:{field} {label}{item.message}{code}")
    for name, text in (("expected", item.expected), ("to mend it", item.mend)):
        if text:
            click.echo(f"{_INDENT}{name}: {text}")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
