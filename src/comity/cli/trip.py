"""comity trip: a delegation in, who needs what by when, on what authority, out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import (
    DAY,
    common,
    known_on,
    open_register,
    print_json,
    print_lines,
    sayer,
    today,
    usage,
)
from comity.law.errors import EXIT_DATA

if TYPE_CHECKING:
    from comity.journeys.trip import Progress, Trip
    from comity.say import Sayer

_FILE = click.Path(path_type=Path)


def _lead(name: str, days: int, what: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    return click.option(
        f"--{name}-days",
        type=click.IntRange(0, 1000),
        default=days,
        show_default=True,
        metavar="N",
        help=f"Lead time in days before arrival: {what}.",
    )


@click.command(
    name="trip",
    epilog="""\b
Examples:
  comity trip delegation.csv --legs "Lome>IST>NQZ on 2026-10-03..2026-10-07"
  comity trip delegation.xlsx --itinerary legs.csv --html plan.html --lang fr
  comity trip delegation.json --json

A line is a person: id, passports (TGO:diplomatic 2029-06-30; several
separated by ;, or machine-readable lines), and, where they matter, role,
purpose, legs, stays ... (docs/trips.md).  Places are states, cities or
airport codes; IST(airside) or IST(landside) says how one is passed.
Exit status 65 says that some lines could not be answered.
""",
)
@click.argument("file", type=_FILE)
@click.option("--legs", default="", metavar="TEXT", help="The journey of all without their own.")
@click.option("--itinerary", type=_FILE, metavar="FILE", help="The same as a table or JSON.")
@click.option("--html", "page", type=_FILE, metavar="OUT", help="Write one page to print.")
@click.option("--title", metavar="TEXT", help="Title of the page.")
@click.option("--today", "day", type=DAY, metavar="DATE", help="The day of the plan.")
@_lead("visa", 30, "visa, or asking whether one is needed")
@_lead("note", 21, "note verbale")
@_lead("renewal", 45, "new passport")
@_lead("check", 7, "looking at conditions")
@known_on
@common
def command(
    file: Path,
    legs: str,
    itinerary: Path | None,
    page: Path | None,
    title: str | None,
    day: date | None,
    visa_days: int,
    note_days: int,
    renewal_days: int,
    check_days: int,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> int:
    """Who of a delegation needs what, by when, on what authority.

    Every traveller and every leg gets a decision of its own. What is wrong in one line never
    hides the others. Nothing is stored or logged; a page is written only where asked.
    """
    from comity.journeys.actions import LeadTimes
    from comity.journeys.trip import plan_trip

    if legs and itinerary is not None:
        raise usage(
            "the journey is given twice",
            where="--legs, --itinerary",
            expected="one of them",
            mend="leave one out",
        )
    register = open_register(register_path)
    with _progress() as progress:
        trip = plan_trip(
            file,
            register.view(known_on),
            day or today(),
            legs=legs,
            itinerary=itinerary,
            lead=LeadTimes(visa=visa_days, note=note_days, renewal=renewal_days, check=check_days),
            progress=progress,
        )
    say = sayer(lang, register)
    if page is not None:
        _write(page, trip, say, title)
    _show(trip, say, as_json=as_json, page=page)
    return EXIT_DATA if trip.errors else 0


def _show(trip: Trip, say: Sayer, *, as_json: bool, page: Path | None) -> None:
    from comity.journeys.tell import as_dict, tell_errors, tell_trip

    if as_json:
        print_json(as_dict(trip, say))
        return
    if page is None:
        print_lines(tell_trip(trip, say), say.lang)
    from textwrap import fill

    for index, line in enumerate(tell_errors(trip, say)):
        if index == 0 and page is None:
            click.echo(err=True)
        click.echo(fill(line.text, 80, subsequent_indent="  "), err=True)


def _write(path: Path, trip: Trip, say: Sayer, title: str | None) -> None:
    from comity.journeys.page import trip_page

    try:
        path.write_text(trip_page(trip, say, title=title), encoding="utf-8")
    except OSError as error:
        raise usage(
            f"the page cannot be written: {error.strerror}",
            where="--html",
            expected="a file in a folder that exists",
        ) from None


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error, where a person looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        bar: list[Any] = []

        def progress(done: int, of: int) -> None:
            if not bar:
                bar.append(stack.enter_context(click.progressbar(length=of, file=sys.stderr)))
            bar[0].update(1)

        yield progress
