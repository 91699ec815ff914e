"""comity import: other people's tables into records or layers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from comity.cli.options import DAY, is_terminal, print_json, today


@click.group(name="import")
def _group() -> None:
    """Read other tables: fact tables into records, data sets into layers."""


command: click.Group = _group


@command.command(
    name="facts",
    epilog="""\b
Example:
  comity import facts ../shared/facts --into register --read-on 2026-11-24
""",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder of records to write.",
)
@click.option(
    "--read-on",
    type=DAY,
    metavar="DATE",
    help="The day on which the sources were read; today if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def facts(folder: Path, target: Path, read_on: date | None, as_json: bool) -> None:
    """Turn tables of facts into the register's records.

    Every row becomes exactly one statement. Records kept by hand are left as they are.
    """
    from comity.records.facts import import_facts
    from comity.records.write import write_records

    records, report = import_facts(folder, read_on or today())
    write_records(records, target)
    if as_json:
        print_json(report)
        return
    click.echo(f"{report.rows:,} rows in, {report.statements:,} statements out")
    for item in report.files:
        if item.rows != item.statements:
            click.echo(f"  {item.file}: {item.rows} rows, {item.statements} statements")
    for warning in report.warnings:
        click.echo(f"  {warning}")


@command.command(
    name="passport-index",
    epilog="""\b
Examples:
  comity import passport-index 2019-11-23.csv 2025-01-12.csv
  comity when --passport AFG:ordinary --to ALB --since 2019-01-01
  comity import passport-index --remove
""",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The layer's file; your own data folder if not given.",
)
@click.option("--remove", is_flag=True, help="Remove the layer.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def passport_index(paths: Sequence[Path], target: Path | None, remove: bool, as_json: bool) -> None:
    """Read dated snapshots of the Passport Index data set (ordinary passports).

    The files' names bear their dates. They become a layer of statements of low confidence,
    with the data set's licence (MIT) and attribution, laid over the register from then on. The
    layer holds the snapshots given, and no others.
    """
    from comity.cli.options import usage
    from comity.register.open import layer_path

    goal = target or layer_path()
    if remove:
        goal.unlink(missing_ok=True)
        click.echo("The layer is removed.")
        return
    if not paths:
        raise usage(
            "no snapshot is given",
            where="PATH",
            expected="files such as 2024-01-05.csv",
            mend="name at least one",
        )
    from comity.records.passport_index import Snapshot, read_snapshot, write_layer

    snapshots: list[Snapshot] = []
    with click.progressbar(
        length=len(paths),
        label="Snapshots",
        file=sys.stderr,
        hidden=not is_terminal(),
    ) as bar:
        for path in paths:
            snapshots.append(read_snapshot(path.read_bytes(), path.name))
            bar.update(1)
    matrix = write_layer(goal, snapshots, today())
    counts = {item.date.isoformat(): len(item.cells) for item in snapshots}
    if as_json:
        print_json({"layer": str(goal), "states": len(matrix.states), "cells": counts})
        return
    for day, cells in sorted(counts.items()):
        click.echo(f"{day}: {cells:,} cells")
    click.echo(f"{sum(counts.values()):,} cells of {len(matrix.states)} states in {goal.name}")
