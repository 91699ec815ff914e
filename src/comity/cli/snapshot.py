"""comity snapshot: every decision of the register as tables to review."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity.cli.options import open_register, print_json, state, usage

_SHOWN = 200


@click.command(
    name="snapshot",
    epilog="""\b
Examples:
  comity snapshot KAZ          the table of one destination
  comity snapshot --check      which answers differ from the approved tables
  comity snapshot --update     approve the answers as they are now
""",
)
@click.argument("states", nargs=-1, metavar="[STATE]...")
@click.option("--update", is_flag=True, help="Write the tables.")
@click.option("--check", is_flag=True, help="Compare with the tables; status 1 if any differs.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the tables stand; tests/snapshots/decisions of the checkout if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
@click.option(
    "--register",
    "register_path",
    metavar="PATH",
    help="Ask another register: a folder of records or a bundle.",
)
def command(
    states: tuple[str, ...],
    update: bool,
    check: bool,
    folder: Path | None,
    as_json: bool,
    register_path: str | None,
) -> int:
    """Answers in time, one table to a destination: issuer, classes, answers and their dates.

    The tables of the shipped register stand under version control. A change of a record shows
    in them as exactly the answers that it changes.
    """
    from comity.register.open import CHECKOUT
    from comity.verify.snapshot import changes, tables
    from comity.verify.snapshot import update as write

    if update and check:
        raise usage("--update and --check contradict one another", expected="one of the two")
    if not (update or check or states):
        raise usage(
            "no destination is given",
            where="STATE",
            expected="a state, --check or --update",
            mend="comity snapshot --help shows examples",
        )
    codes = [state(item) for item in states] or None
    place = folder or CHECKOUT.parent / "tests" / "snapshots" / "decisions"
    view = open_register(register_path).view()
    with click.progressbar(
        length=1, label="Destinations", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def told(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        found = tables(view, codes, told)
    if update:
        write(place, found, codes)
        size = sum(len(text.encode()) for text in found.values())
        click.echo(f"{len(found)} tables, {size / 1000:,.0f} kB.")
        return 0
    if not check:
        if as_json:
            print_json(found)
        else:
            click.echo("".join(found.values()), nl=False)
        return 0
    differing = changes(place, found, codes)
    if as_json:
        print_json([{"to": to, "line": line} for to, line in differing])
        return 1 if differing else 0
    for to, line in differing[:_SHOWN]:
        click.echo(f"{to} {line}")
    if len(differing) > _SHOWN:
        click.echo(f"... and {len(differing) - _SHOWN:,} lines more")
    if differing:
        click.echo("If the change is meant: comity snapshot --update")
    else:
        click.echo(f"{len(found)} tables, as approved.")
    return 1 if differing else 0
