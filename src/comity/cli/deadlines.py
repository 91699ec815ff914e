"""comity deadlines: what is due, when, and from whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from comity.cli.options import (
    DAY,
    common,
    known_on,
    open_register,
    print_json,
    print_lines,
    sayer,
    state,
    today,
)


@click.command(
    name="deadlines",
    epilog="""\b
Examples:
  comity deadlines Switzerland
  comity deadlines KAZ --within 365 --ics kazakhstan.ics
""",
)
@click.argument("named", metavar="[STATE]", required=False)
@click.option("--on", type=DAY, metavar="DATE", help="The day asked from; today if not given.")
@click.option(
    "--within", type=click.IntRange(1), metavar="DAYS", help="Only what is due within so many days."
)
@click.option(
    "--ics",
    "calendar",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a calendar file as well (extra: trip).",
)
@known_on
@common
def command(
    named: str | None,
    on: date | None,
    within: int | None,
    calendar: Path | None,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """Notifications outstanding, specimens, expiries, renewals and ends under way.

    Computed from the clauses and acts of the instruments in the register; each is shown with its
    rule (docs/clauses.md) and the dates it was computed from.
    """
    from comity.dossier.deadlines import deadlines
    from comity.say.deadlines import as_calendar, tell_deadlines

    day = on or today()
    view = open_register(register_path).view(known_on)
    items = deadlines(view, day, state(named) if named else None)
    if within is not None:
        last = date.fromordinal(day.toordinal() + within).isoformat()
        items = tuple(item for item in items if item.due and item.due <= last)
    say = sayer(lang, view)
    if calendar is not None:
        calendar.write_bytes(as_calendar(items, datetime.now(UTC), say))
    if as_json:
        print_json(items)
    else:
        print_lines(tell_deadlines(items, say), lang)
