"""comity partners: who is exempt, from both sides."""

from __future__ import annotations

from datetime import date

import click

from comity.cli.options import DAY, common, known_on, open_register, print_json, print_lines, sayer


@click.command(
    name="partners",
    epilog="""\b
Examples:
  comity partners Togo
  comity partners KAZ --on 2020-01-01 --class service --as destination
  comity partners "Côte d'Ivoire" --over-time --lang fr
""",
)
@click.argument("state")
@click.option("--on", type=DAY, metavar="DATE", help="The day; today if not given.")
@click.option(
    "--class",
    "passport_class",
    metavar="CLASS",
    help="Only grants for this passport class, or for classes not stated.",
)
@click.option(
    "--as",
    "side",
    type=click.Choice(["destination", "issuer"]),
    help="Only whose holders may enter STATE (destination), or only where STATE's holders may go.",
)
@click.option("--over-time", is_flag=True, help="Draw how the list grew, year by year.")
@known_on
@common
def command(
    state: str,
    on: date | None,
    passport_class: str | None,
    side: str | None,
    over_time: bool,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """Who is exempt: which classes, since when, how long, on what authority.

    STATE is a code or a name, in any language, or a group of the register. Both sides are
    listed, the newest first, then what is signed but not in force. Grants that hold only on
    conditions say so.
    """
    from comity.api import one_of
    from comity.cli.options import party, today
    from comity.dossier.partners import partners
    from comity.law.passports import PassportClass
    from comity.law.sources import Perspective

    named = one_of(PassportClass, passport_class, "passport class") if passport_class else None
    view = open_register(register_path).view(known_on)
    found = partners(
        party(state, view),
        on or today(),
        view,
        sides=(Perspective(side),) if side else tuple(Perspective),
        passport_class=named,
        over_time=over_time,
    )
    if as_json:
        print_json(found)
    else:
        from comity.say.partners import tell_partners

        print_lines(tell_partners(found, sayer(lang, view)), lang)
