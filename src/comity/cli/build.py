"""comity build: compile a register's records to one file."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.options import print_json


@click.command(
    name="build",
    epilog="""\b
Examples:
  comity build
  comity build register --to /srv/register.bundle
""",
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the bundle goes; beside the program if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def command(folder: Path | None, target: Path | None, as_json: bool) -> None:
    """Compile records to one versioned, checksummed bundle (docs/bundle.md).

    The same records give the same bytes. The file is written whole or not at all.
    """
    from comity.register.open import CHECKOUT, SHIPPED, STAMP, stamp_of, write_bundle

    source = folder or CHECKOUT
    goal = target or SHIPPED
    size = write_bundle(source, goal)
    if goal == SHIPPED and source.resolve() == CHECKOUT:
        STAMP.write_text(stamp_of(CHECKOUT))
    if as_json:
        print_json({"bundle": str(goal), "bytes": size})
    else:
        click.echo(f"{goal.name}: {size:,} bytes")
