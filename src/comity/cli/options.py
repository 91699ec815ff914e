"""Options and outputs that commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from comity.law.errors import UsageError

if TYPE_CHECKING:
    from comity.api import Register
    from comity.register.view import View
    from comity.say import Sayer
    from comity.say.decision import Line

F = TypeVar("F", bound=Callable[..., Any])

_COLOURS = {"good": "green", "fair": "yellow", "bad": "red", "open": "yellow"}
_LABEL = 16
_WIDTH = 80


class DateType(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write it as 2025-10-05", param, ctx)


DAY = DateType()


def spoken(function: F) -> F:
    """--lang and --json: how the answer is told."""
    for option in (
        click.option(
            "--lang",
            type=click.Choice(["en", "fr"]),
            default="en",
            show_default=True,
            envvar="COMITY_LANG",
            help="Language of sentences, names and dates.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md)."),
    ):
        function = option(function)
    return function


def common(function: F) -> F:
    """--json, --lang and --register, which every command that asks a register has."""
    ask = click.option(
        "--register",
        "register_path",
        metavar="PATH",
        help="Ask another register: a folder of records or a bundle.",
    )
    return spoken(ask(function))


def known_on(function: F) -> F:
    """--known-on: the second clock."""
    return click.option(
        "--known-on",
        type=DAY,
        metavar="DATE",
        help="Answer with what the register knew on that day.",
    )(function)


def open_register(path: str | None) -> Register:
    """The register that a command asks."""
    from comity.api import Register, shipped

    return Register(path) if path else shipped()


def sayer(lang: str, asked: Register | View) -> Sayer:
    """Says things in one language, with the titles that the register has in it."""
    from comity.say import Sayer

    def titles(instrument: str) -> dict[str, str]:
        record = asked.store.instrument(instrument)
        return record.title if record else {}

    def groups(code: str) -> dict[str, str]:
        group = asked.store.groups().get(code)
        return group.name if group else {}

    return Sayer(lang, titles, groups)


def today() -> date:
    """The edge's clock: the day of a question that names none."""
    return date.today()


def state(text: str) -> str:
    """The code of a state given by code or name."""
    from comity.api import state_code

    return state_code(text)


def party(text: str, view: View) -> str:
    """The code of a state, or of a group of the register, given by code or name."""
    code = text.strip().upper()
    return code if code in view.store.groups() else state(text)


def print_json(value: Any) -> None:
    """Any of Comity's values as JSON, in the fixed order of its fields."""
    import msgspec

    from comity.law.dates import PartialDate

    def encode(item: Any) -> Any:
        if isinstance(item, PartialDate):
            return item.text
        raise NotImplementedError(type(item))

    raw = msgspec.json.encode(value, enc_hook=encode)
    click.echo(msgspec.json.format(raw, indent=2).decode())


def print_lines(lines: Iterable[Line], lang: str = "en") -> None:
    """Lines told to a person: wrapped at 80 columns, coloured on a terminal."""
    import textwrap

    from comity.say import Sayer

    say = Sayer(lang)
    colon = say.text("colon").rstrip()
    for line in (line._replace(text=say.typeset(line.text)) for line in lines):
        if line.tone == "head":
            click.echo()
        if line.indent == 0:
            for part in textwrap.wrap(line.text, _WIDTH) or [""]:
                click.echo(styled(part, line.tone, bold=bool(line.tone)))
            continue
        bare = not line.label or line.label[-1].isdigit() or line.tone == "strong"
        label = line.label if bare else say.typeset(f"{line.label}{colon}")
        head = "  " + (label.ljust(_LABEL) if line.indent == 1 else " " * (_LABEL + 2))
        if len(head) > _LABEL + 2 and line.indent == 1:
            click.echo(head.rstrip())
            head = " " * (_LABEL + 2)
        wrapped = textwrap.wrap(
            line.text, _WIDTH - len(head), break_long_words=False, break_on_hyphens=False
        ) or [""]
        click.echo(head + styled(wrapped[0], line.tone))
        for part in wrapped[1:]:
            click.echo(" " * len(head) + styled(part, line.tone))


def print_items(texts: Iterable[str], lang: str = "en") -> None:
    """Sentences one under another, wrapped at 80 columns so that each begins at the margin."""
    import textwrap

    from comity.say import Sayer

    say = Sayer(lang)
    for text in texts:
        click.echo(
            textwrap.fill(
                say.typeset(text),
                _WIDTH,
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def styled(text: str, tone: str, *, bold: bool = False) -> str:
    """Text in its tone; click drops the colour where the output is no terminal."""
    if tone == "dim":
        return click.style(text, dim=True)
    if tone in ("head", "strong"):
        return click.style(text, bold=True)
    colour = _COLOURS.get(tone)
    return click.style(text, fg=colour, bold=bold or None) if colour or bold else text


def is_terminal() -> bool:
    """Whether a person is looking at the output."""
    return sys.stdout.isatty()


def usage(message: str, **more: str) -> UsageError:
    """A question that cannot be understood."""
    return UsageError(message, **more)
