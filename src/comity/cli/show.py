"""comity show: one instrument."""

from __future__ import annotations

from datetime import date

import click

from comity.cli.options import DAY, common, known_on, open_register, print_json, print_lines, sayer


@click.command(
    name="show",
    epilog="""\b
Examples:
  comity show KAZ-TGO-2025
  comity show KAZ-TGO-2025 --on 2025-10-05 --lang fr
""",
)
@click.argument("instrument")
@click.option("--on", type=DAY, metavar="DATE", help="How it stands on it; today if not given.")
@known_on
@common
def command(
    instrument: str,
    on: date | None,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """One instrument: acts, grants by direction and class, clauses, life, statements.

    INSTRUMENT is an identifier as the other commands show it in square brackets. One that
    has no record of its own, and that only lists speak of, is shown as far as they say.
    """
    from comity.cli.options import today
    from comity.dossier.instrument import show_instrument

    view = open_register(register_path).view(known_on)
    found = show_instrument(instrument.strip("[] "), on or today(), view)
    if as_json:
        print_json(found)
    else:
        from comity.say.instrument import tell_instrument

        print_lines(tell_instrument(found, sayer(lang, view)), lang)
