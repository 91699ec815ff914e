"""The options with which a question is asked, shared by check, explain and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from comity.cli.options import DAY, known_on, state, today, usage
from comity.decide.question import Facts, Passport, Purpose, Question, Role

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--passport",
        "passports",
        multiple=True,
        metavar="ISSUER:CLASS",
        help="Issuer (code or name) and class; repeat it for a holder of several.",
    ),
    click.option("--to", required=True, metavar="STATE", help="The destination: code or name."),
    click.option("--on", type=DAY, metavar="DATE", help="Day of entry; today if not given."),
    click.option("--until", type=DAY, metavar="DATE", help="Last day of the planned stay."),
    click.option("--days", type=click.IntRange(1, 36500), metavar="N", help="Length of the stay."),
    click.option(
        "--purpose",
        type=click.Choice([item.value for item in Purpose]),
        metavar="PURPOSE",
        help=f"What the holder goes to do: {', '.join(item.value for item in Purpose)}.",
    ),
    click.option(
        "--role",
        type=click.Choice([item.value for item in Role]),
        default="visitor",
        show_default=True,
        help="In what capacity.",
    ),
    click.option("--nationality", metavar="STATE", help="Where it differs from the issuer."),
    click.option("--expires", type=DAY, metavar="DATE", help="Expiry of the passport."),
    click.option("--issued", type=DAY, metavar="DATE", help="Issue of the passport."),
    click.option("--born", type=DAY, metavar="DATE", help="Birth of the holder."),
    click.option("--biometric/--not-biometric", default=None, help="Whether it has a chip."),
    click.option(
        "--visa",
        "visas",
        multiple=True,
        metavar="STATE",
        help="A valid visa of a third state; repeat it for several.",
    ),
    click.option(
        "--permit",
        "permits",
        multiple=True,
        metavar="STATE",
        help="A residence permit of a third state; repeat it for several.",
    ),
    click.option(
        "--entry-point",
        type=click.Choice(["international_airport", "international", "other"]),
        help="Where the border is crossed.",
    ),
    click.option(
        "--fact",
        "facts",
        multiple=True,
        metavar="NAME=VALUE",
        help="Any other fact a condition asks for (docs/questions.md).",
    ),
)


def asked(function: F) -> F:
    """The options of a question, and --known-on."""
    function = known_on(function)
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def question(options: dict[str, Any], held: tuple[Passport, ...] = ()) -> Question:
    """The question that the options ask; `held` are passports read from elsewhere.

    Raises:
        UsageError: something that cannot be understood.
    """
    from comity.api import ask

    same = {name: options[name] for name in ("nationality", "expires", "issued", "biometric")}
    of_passport = tuple(pair for pair in options["facts"] if _name(pair) in _QUALITIES)
    same.update({_name(pair): _fact(*_pair(pair)) for pair in of_passport})
    passports = (*held, *(_passport(text, **same) for text in options["passports"]))
    if not passports:
        raise usage(
            "no passport is given",
            where="--passport",
            expected="ISSUER:CLASS, such as TGO:diplomatic",
            mend="add --passport",
        )
    return ask(
        passport=passports,
        to=options["to"],
        on=options["on"] or today(),
        until=options["until"],
        days=options["days"],
        purpose=options["purpose"],
        role=options["role"],
        facts=_facts(
            tuple(pair for pair in options["facts"] if pair not in of_passport),
            born=options["born"],
            visas=tuple(state(item) for item in options["visas"]) or None,
            permits=tuple(state(item) for item in options["permits"]) or None,
            entry_point=options["entry_point"],
        ),
    )


_WORDS = ("cover", "series")
_QUALITIES = (*_WORDS, "sar", "identity_number", "registered")
"""What --fact can state of the passports: the first a colour, the others yes or no."""


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

    from comity.decide.question import EntryPoint

    values: dict[str, Any] = {key: value for key, value in named.items() if value is not None}
    for pair in pairs:
        name, value = _pair(pair)
        values[name] = _fact(name, value)
        try:
            msgspec.convert({name: values[name]}, Facts, strict=False)
        except msgspec.ValidationError:
            raise usage(
                f"'{value[:40]}' does not answer {name}",
                where="--fact",
                expected=_EXPECTED.get(name, "yes or no").format(
                    points=", ".join(item.value for item in EntryPoint)
                ),
                mend="docs/questions.md says what each fact means",
            ) from None
    return msgspec.convert(values, Facts, strict=False)


_EXPECTED = {
    "born": "a day such as 1980-05-31",
    "group_size": "a whole number",
    "entries": "a whole number",
    "entry_point": "one of {points}",
}
"""What answers a fact, where it is neither a text nor yes or no."""


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _pair(pair: str) -> tuple[str, str]:
    """A fact's name and value; UsageError for one that no question can state."""
    name, equals, value = pair.partition("=")
    if not equals or name not in (*Facts.__struct_fields__, *_QUALITIES):
        known = ", ".join([*Facts.__struct_fields__, *_QUALITIES])
        raise usage(f"'{pair[:60]}' is no fact", where="--fact", expected=f"one of {known}")
    return name, value


def _fact(name: str, value: str) -> Any:
    if name in _QUALITIES and name not in _WORDS and value not in ("yes", "no"):
        raise usage(f"'{value[:40]}' does not answer {name}", where="--fact", expected="yes or no")
    parts = tuple(filter(None, value.split("+"))) if name in _LISTS else (value,)
    known = _CLOSED.get(name)
    if known and not set(parts) <= set(known):
        raise usage(
            f"'{value[:40]}' does not answer {name}",
            where="--fact",
            expected=f"one of {', '.join(known)}",
        )
    if name in ("visas", "permits", "visited"):
        return tuple(map(state, parts))
    if name in _LISTS:
        return parts
    return {"yes": True, "no": False}.get(value, value)


_LISTS = ("residence", "visited", "accompanied_by", "visas", "permits")
_CLOSED = {
    "sex": ("female", "male", "other"),
    "invitation": ("official", "legal_entity", "none"),
    "organisation": ("none", "representative", "staff"),
    "accompanied_by": ("spouse", "parent", "minister", "none"),
}
"""What can answer a fact that has few answers."""
