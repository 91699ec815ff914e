"""comity check: one question, one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import common, open_register, print_json, print_lines, sayer
from comity.cli.questions import asked, question

if TYPE_CHECKING:
    from comity.decide.decision import Decision
    from comity.decide.question import Passport

EXIT_CODES = {"exempt": 0, "conditional": 10, "visa_required": 20, "refused": 30, "unknown": 40}


@click.command(
    name="check",
    epilog="""\b
Examples:
  comity check --passport TGO:diplomatic --to KAZ --on 2025-10-05
  comity check --passport "Viet Nam:official" --to Chile --days 30
  comity check --passport CHE:service --passport FRA:ordinary --to China
  comity check --mrz - --to KAZ < lines.txt
""",
)
@asked
@click.option(
    "--mrz",
    type=click.Choice(["-"]),
    help="Read passports from their machine-readable lines on standard input.",
)
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit 0 exempt, 10 conditional, 20 visa required, 30 refused, 40 unknown.",
)
@common
def command(
    mrz: str | None,
    exit_code: bool,
    as_json: bool,
    lang: str,
    register_path: str | None,
    **options: Any,
) -> int:
    """May the holder of this passport enter that state on that day without a visa?

    Names as well as codes are taken for states, in any language. What is left open and the
    law asks for comes back as a condition.
    """
    register, known_on = open_register(register_path), options["known_on"]
    if mrz is not None:
        from comity.cli.mrz import standard_input
        from comity.cli.mrzcheck import answered, show

        def decide(held: tuple[Passport, ...]) -> Decision | None:
            if not held and not options["passports"]:
                return None
            return register.check(question(options, held), known_on=known_on)

        answer = answered(standard_input(), options, decide)
        show(answer, sayer(lang, register), as_json)
        return EXIT_CODES[answer.outcome.value] if exit_code else 0
    decision = register.check(question(options), known_on=known_on)
    if as_json:
        print_json(decision)
    else:
        from comity.say.decision import tell

        print_lines(tell(decision, sayer(lang, register)), lang)
    return EXIT_CODES[decision.outcome.value] if exit_code else 0
