"""comity verify: the decision rules against their second implementation."""

from __future__ import annotations

import sys
from datetime import date

import click

from comity.cli.options import DAY, open_register, print_json, state

_SHOWN = 40


@click.command(
    name="verify",
    epilog="""\b
Examples:
  comity verify --states TGO,KAZ,FRA     every pair of these three
  comity verify --into KAZ --dates 24
  comity verify                          every pair of states; takes long
""",
)
@click.option(
    "--states",
    "named",
    metavar="STATE,...",
    help="Only pairs among these states; all of the register if not given.",
)
@click.option("--into", "into", metavar="STATE,...", help="Only these destinations, from anywhere.")
@click.option(
    "--dates",
    "count",
    type=click.IntRange(1, 1000),
    default=24,
    show_default=True,
    help="How many days each question is asked for.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Draws the days; same seed, same days."
)
@click.option("--on", type=DAY, metavar="DATE", help="This day only.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
@click.option(
    "--register",
    "register_path",
    metavar="PATH",
    help="Verify another register: a folder of records or a bundle.",
)
def command(
    named: str | None,
    into: str | None,
    count: int,
    seed: int,
    on: date | None,
    as_json: bool,
    register_path: str | None,
) -> int:
    """Answer every question twice: by the engine and by an answer-set programme.

    Each issuer, destination, class and role is asked for each day; outcome, formality and the
    limits on the stay must be the same. Ends with status 1 where they differ. Needs clingo:
    pip install 'comity[verify]'.
    """
    from comity.verify.compare import compare, draw_days

    view = open_register(register_path).view()
    days = [on.toordinal()] if on else draw_days(view, count, seed)
    among = _codes(named)
    with click.progressbar(
        length=1,
        label="Destinations",
        file=sys.stderr,
        show_pos=True,
        hidden=as_json or not sys.stderr.isatty(),
    ) as bar:

        def told(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        found = compare(
            view, days, issuers=among, destinations=_codes(into) or among, progress=told
        )
    if as_json:
        print_json(found)
        return 1 if found.differences else 0
    click.echo(
        f"{found.decisions:,} decisions compared: {found.destinations} destinations,"
        f" {len(found.days)} days."
    )
    for outcome, number in found.outcomes.items():
        click.echo(f"  {outcome:<14} {number:>12,}")
    click.echo(
        f"  the engine took {found.seconds_engine:,} s,"
        f" the answer-set programme {found.seconds_programme:,} s"
    )
    click.echo(f"{len(found.differences):,} differences.")
    for item in found.differences[:_SHOWN]:
        click.echo(
            f"  {item.issuer}:{item.passport_class} to {item.to}, {item.role}, on {item.on}:"
            f" {item.field} {item.engine or 'none'}, by the programme {item.programme or 'none'}"
        )
    return 1 if found.differences else 0


def _codes(text: str | None) -> list[str] | None:
    return [state(part) for part in text.split(",")] if text else None
