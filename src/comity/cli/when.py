"""comity when: the days on which the answer is what."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from comity.cli.options import DAY, common, open_register, print_json, sayer
from comity.cli.questions import asked, question


@click.command(
    name="when",
    epilog="""\b
Examples:
  comity when --passport TGO:diplomatic --to KAZ --since 2014-01-01
  comity when --passport CHE:diplomatic --to ZAF --since 2005-01-01
""",
)
@asked
@click.option(
    "--since", type=DAY, metavar="DATE", help="First day looked at; thirty years ago if not given."
)
@click.option(
    "--before",
    type=DAY,
    metavar="DATE",
    help="Day before which to look; ten years ahead if not given.",
)
@common
def command(
    since: date | None,
    before: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
    **options: Any,
) -> None:
    """Show from when until when the answer is what, drawn as a bar of time.

    The planned stay, purpose and facts are those of the question; only the day moves.
    """
    from comity.cli.options import today, usage
    from comity.decide.when import when
    from comity.law.dates import add_months
    from comity.say.when import tell_when

    asked_question = question(options)
    first = since or add_months(today(), -12 * 30)
    last = before or add_months(today(), 12 * 10)
    if last <= first:
        raise usage(
            "the last day lies before the first",
            where="--before",
            expected="a day after --since",
            mend="swap the dates",
        )
    view = open_register(register_path).view(options["known_on"])
    stretches = when(asked_question, view, first, last)
    if as_json:
        print_json(stretches)
    else:
        click.echo("\n".join(tell_when(stretches, asked_question, today(), sayer(lang, view))))
