"""comity stay: how many days are used, how many are left, and when one may come back."""

from __future__ import annotations

from datetime import date, timedelta

import click

from comity.cli.options import DAY, print_json, print_lines, spoken, styled, today, usage
from comity.law.dates import Interval


@click.command(
    name="stay",
    epilog="""\b
Examples:
  comity stay --rule 90/180 --stays 2025-01-01/2025-02-10 --on 2025-06-01
  comity stay --rule "30/visit&90/180" --stays stays.csv --entry-for 30
  comity stay --rule 90/6m@first-entry --stays 2026-07-01/

Stays are written ENTRY/EXIT, or ENTRY/ for one that goes on. A file is a table with
the columns entry and exit, a JSON list of objects with these, or one stay a line.
""",
)
@click.option(
    "--rule",
    required=True,
    metavar="RULE",
    help="How long one may stay: 30, 90/180, 90/180@first-entry, 90/half-year, 3m/visit ...",
)
@click.option(
    "--stays",
    default="",
    metavar="FILE|RANGES",
    help="Past and planned stays, on whatever passports; - reads standard input.",
)
@click.option("--on", type=DAY, metavar="DATE", help="The day asked about; today if not given.")
@click.option(
    "--entry-for",
    "lengths",
    multiple=True,
    type=click.IntRange(1, 3660),
    metavar="N",
    help="The earliest entry for a stay of N days; repeat it for several.",
)
@click.option("--grant-from", type=DAY, metavar="DATE", help="First day the rule applies.")
@click.option("--grant-until", type=DAY, metavar="DATE", help="Last day the rule applies.")
@spoken
def command(
    rule: str,
    stays: str,
    on: date | None,
    lengths: tuple[int, ...],
    grant_from: date | None,
    grant_until: date | None,
    lang: str,
    as_json: bool,
) -> int:
    """How long may one still stay, after these stays, under this rule?

    Days of entry and exit both count. What is left is found by walking forward from the
    day asked about: days that fall out of the window meanwhile are free again.
    """
    from comity.cli.stayfile import stays_from
    from comity.count import count_stay
    from comity.law.stay import StayRule

    count = count_stay(
        StayRule.parse(rule.strip()),
        stays_from(stays),
        on or today(),
        grant=_grant(grant_from, grant_until),
    )
    if as_json:
        print_json(count.as_dict(lengths or None))
        return 0
    from comity.count import draw_window
    from comity.say import Sayer
    from comity.say.stay import tell_stay

    print_lines(tell_stay(count, Sayer(lang), lengths=lengths), lang)
    click.echo()
    for line in draw_window(count).splitlines():
        click.echo(styled(line, "dim"))
    return 0


def _grant(since: date | None, last: date | None) -> Interval | None:
    """The days on which the rule applies, half-open; None where neither side is given."""
    if since is None and last is None:
        return None
    if since is not None and last is not None and last < since:
        raise usage(
            f"the grant ends, on {last}, before it begins",
            where="--grant-until",
            expected=f"a day from {since} on",
        )
    return Interval(since, None if last is None else last + timedelta(days=1))
