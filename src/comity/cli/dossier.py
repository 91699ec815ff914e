"""comity dossier: everything two states have done with one another."""

from __future__ import annotations

from datetime import date

import click

from comity.cli.options import (
    DAY,
    common,
    known_on,
    open_register,
    print_json,
    print_lines,
    sayer,
    usage,
)


@click.command(
    name="dossier",
    epilog="""\b
Examples:
  comity dossier Togo Kazakhstan
  comity dossier TGO KAZ --known-on 2025-09-24
  comity dossier Chine Togo --lang fr --json
""",
)
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@click.option("--on", type=DAY, metavar="DATE", help="How things stand on it; today if not given.")
@known_on
@common
def command(
    first: str,
    second: str,
    on: date | None,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """What is in force between two states, what is pending and on what it waits, and when
    all of it happened.

    Under each line stand its sources: publisher, kind, date, address. Where sources tell one
    act differently, they are joined and each difference is shown.
    """
    from comity.cli.options import party, today
    from comity.dossier.dossier import dossier

    view = open_register(register_path).view(known_on)
    one, other = party(first, view), party(second, view)
    if one == other:
        raise usage(
            f"'{first[:40]}' and '{second[:40]}' are one state",
            where="STATE STATE",
            expected="two states",
            mend="for one state alone: comity partners",
        )
    found = dossier(one, other, on or today(), view)
    if as_json:
        print_json(found)
    else:
        from comity.say.dossier import tell_dossier

        print_lines(tell_dossier(found, sayer(lang, view)), lang)
