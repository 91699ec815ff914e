"""comity check: one question, one decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from comity.cli.options import DAY, common, known_on, open_register, print_json, print_lines, usage
from comity.decide.question import Facts, Passport, Purpose, Role

EXIT_CODES = {"exempt": 0, "conditional": 10, "visa_required": 20, "refused": 30, "unknown": 40}


@click.command(
    name="check",
    epilog="""\b
Examples:
  comity check --passport TGO:diplomatic --to KAZ --on 2025-10-05
  comity check --passport "Viet Nam:official" --to Chile --days 30 --purpose official
  comity check --passport CHE:service --passport FRA:ordinary --to China --lang fr
""",
)
@click.option(
    "--passport",
    "passports",
    multiple=True,
    required=True,
    metavar="ISSUER:CLASS",
    help="Issuer (code or name) and class; repeat it for a holder of several.",
)
@click.option("--to", required=True, metavar="STATE", help="The destination: code or name.")
@click.option("--on", type=DAY, metavar="DATE", help="Day of entry; today if not given.")
@click.option("--until", type=DAY, metavar="DATE", help="Last day of the planned stay.")
@click.option("--days", type=click.IntRange(1, 36500), metavar="N", help="Length of the stay.")
@click.option(
    "--purpose",
    type=click.Choice([item.value for item in Purpose]),
    help="What the holder goes to do.",
)
@click.option(
    "--role",
    type=click.Choice([item.value for item in Role]),
    default="visitor",
    show_default=True,
    help="In what capacity.",
)
@click.option("--nationality", metavar="STATE", help="Where it differs from the issuer.")
@click.option("--expires", type=DAY, metavar="DATE", help="Expiry of the passport.")
@click.option("--issued", type=DAY, metavar="DATE", help="Issue of the passport.")
@click.option("--born", type=DAY, metavar="DATE", help="Birth of the holder.")
@click.option("--biometric/--not-biometric", default=None, help="Whether it has a chip.")
@click.option(
    "--visa",
    "visas",
    multiple=True,
    metavar="STATE",
    help="A valid visa of a third state; repeat it for several.",
)
@click.option(
    "--permit",
    "permits",
    multiple=True,
    metavar="STATE",
    help="A residence permit of a third state; repeat it for several.",
)
@click.option(
    "--entry-point",
    type=click.Choice(["international_airport", "international", "other"]),
    help="Where the border is crossed.",
)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="Any other fact a condition asks for (docs/questions.md).",
)
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit 0 exempt, 10 conditional, 20 visa required, 30 refused, 40 unknown.",
)
@known_on
@common
def command(
    passports: tuple[str, ...],
    to: str,
    on: date | None,
    until: date | None,
    days: int | None,
    purpose: str | None,
    role: str,
    nationality: str | None,
    expires: date | None,
    issued: date | None,
    born: date | None,
    biometric: bool | None,
    visas: tuple[str, ...],
    permits: tuple[str, ...],
    entry_point: str | None,
    facts: tuple[str, ...],
    exit_code: bool,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> int:
    """May the holder of this passport enter that state on that day without a visa?

    Names as well as codes are taken for states, in any language. What is left open and the
    law asks for comes back as a condition.
    """
    from comity.api import check
    from comity.cli.options import state, today

    held = [
        _passport(
            text, nationality=nationality, expires=expires, issued=issued, biometric=biometric
        )
        for text in passports
    ]
    decision = check(
        passport=held,
        to=to,
        on=on or today(),
        until=until,
        days=days,
        purpose=purpose,
        role=role,
        known_on=known_on,
        facts=_facts(
            facts,
            born=born,
            visas=tuple(state(item) for item in visas) or None,
            permits=tuple(state(item) for item in permits) or None,
            entry_point=entry_point,
        ),
        register=open_register(register_path),
    )
    if as_json:
        print_json(decision)
    else:
        from comity.say import Sayer
        from comity.say.decision import tell

        print_lines(tell(decision, Sayer(lang)))
    return EXIT_CODES[decision.outcome.value] if exit_code else 0


def _passport(text: str, **more: Any) -> Passport:
    issuer, colon, name = text.rpartition(":")
    if not colon or not issuer:
        raise usage(
            f"'{text[:60]}' names no passport class",
            where="--passport",
            expected="ISSUER:CLASS, such as TGO:diplomatic",
            mend="the classes are listed by: comity states --classes",
        )
    return Passport(issuer.strip(), name.strip(), **more)  # type: ignore[arg-type]


def _facts(pairs: tuple[str, ...], **named: Any) -> Facts:
    """Facts from NAME=VALUE pairs and from options of their own."""
    import msgspec

    values: dict[str, Any] = {key: value for key, value in named.items() if value is not None}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in Facts.__struct_fields__:
            known = ", ".join(Facts.__struct_fields__)
            raise usage(f"'{pair[:60]}' is no fact", where="--fact", expected=f"one of {known}")
        values[name] = _fact(name, value)
    try:
        return msgspec.convert(values, Facts, strict=False)
    except msgspec.ValidationError as error:
        raise usage(str(error), where="--fact", expected="see docs/questions.md") from None


def _fact(name: str, value: str) -> Any:
    if name in ("residence", "visas", "permits"):
        return tuple(value.split("+"))
    return {"yes": True, "no": False}.get(value, value)
