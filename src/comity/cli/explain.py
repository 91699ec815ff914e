"""comity explain: the reasoning behind a decision, and what would change it."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.options import common, open_register, print_json, sayer
from comity.cli.questions import asked, question


@click.command(
    name="explain",
    epilog="""\b
Examples:
  comity explain --passport TGO:diplomatic --to KAZ --on 2025-10-05
  comity explain --why-not --passport CHE:ordinary --to China --days 60
""",
)
@asked
@click.option(
    "--why-not",
    "negative",
    is_flag=True,
    help="For each instrument set aside, the smallest change that would make it apply.",
)
@common
def command(
    negative: bool, as_json: bool, lang: str, register_path: str | None, **options: Any
) -> None:
    """Show the reasoning as a tree: every instrument, every rule, every source."""
    from comity.decide.explain import explain
    from comity.decide.whynot import why_not
    from comity.say.explain import tell_reasoning, tell_why_not

    asked_question = question(options)
    view = open_register(register_path).view(options["known_on"])
    say = sayer(lang, view)
    held = asked_question.passports
    if negative:
        refused = [why_not(asked_question, passport, view) for passport in held]
        if as_json:
            print_json([item for items in refused for item in items])
            return
        pages = [tell_why_not(items, say) for items in refused]
    else:
        reasoned = [explain(asked_question, passport, view) for passport in held]
        if as_json:
            print_json(reasoned)
            return
        pages = [tell_reasoning(item, say) for item in reasoned]
    click.echo("\n\n".join("\n".join(page) for page in pages))
