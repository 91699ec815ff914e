"""comity export: the register as open data."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from comity.cli.options import DAY, known_on, open_register, state, today


@click.command(
    name="export",
    epilog="""\b
Examples:
  comity export --format csv > register.csv
  comity export --states KAZ --on 2026-01-01 --in-force
  comity export --format parquet --to register.parquet
""",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "jsonld"]),
    default="csv",
    show_default=True,
    help="CSV, Parquet (extra: export) or JSON-LD.",
)
@click.option(
    "--states", "named", metavar="STATE", help="Only this state's grants, as it could publish them."
)
@click.option("--on", type=DAY, metavar="DATE", help="The day of the table; today if not given.")
@click.option("--in-force", is_flag=True, help="Only what is in force on that day.")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write; standard output if not given.",
)
@click.option(
    "--register",
    "register_path",
    metavar="PATH",
    help="Another register: a folder of records or a bundle.",
)
@known_on
def command(
    form: str,
    named: str | None,
    on: date | None,
    in_force: bool,
    target: Path | None,
    register_path: str | None,
    known_on: date | None,
) -> None:
    """Write the consolidated register with its sources and licence (docs/data.md).

    One row to a grant, a passport class and a direction, as it stands on the day.
    """
    import msgspec

    from comity.register.table import rows
    from comity.say.export import as_csv, as_jsonld, as_parquet

    day = on or today()
    view = open_register(register_path).view(known_on)
    table = [
        row
        for row in rows(view, day, state(named) if named else None)
        if not in_force or row.state in ("in_force", "provisional")
    ]
    if form == "csv":
        content = as_csv(table).encode()
    elif form == "parquet":
        content = as_parquet(table, day)
    else:
        content = msgspec.json.encode(as_jsonld(table, view, day))
    if target is None:
        sys.stdout.buffer.write(content)
    else:
        target.write_bytes(content)
        click.echo(f"{target.name}: {len(table):,} rows, {len(content):,} bytes", err=True)
