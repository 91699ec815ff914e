"""A reading on the terminal: the text in colours, the record below it."""

from __future__ import annotations

import textwrap
from typing import Any

import click
import msgspec

from comity.read.model import Act, Reading
from comity.read.page import FIELDS, Mark, segments
from comity.read.treaty.model import TreatyReading

WIDTH = 80
MOST_SHOWN = 6_000
"""Characters of the text that are shown; a longer text is cut where its last span ends."""

_COLOURS: dict[str, str] = {
    "kind": "bright_red",
    "states": "bright_blue",
    "subject": "green",
    "passport_classes": "magenta",
    "date": "yellow",
    "place": "cyan",
    "occasion": "cyan",
    "stay": "bright_magenta",
    "persons": "blue",
    "sectors": "bright_green",
}
_CYCLE = ("bright_red", "bright_blue", "green", "magenta", "yellow", "cyan", "bright_green")


def show(text: str, reading: Reading) -> None:
    """An announcement's reading."""
    marks = [
        Mark(span.start, span.end, field)
        for act in reading.acts
        for field, spans in act.evidence.items()
        for span in spans
    ]
    if marks:
        _text(text, marks, _COLOURS)
        click.echo()
    told = [f"language {reading.language or 'unknown'}"]
    if reading.published:
        told.append(f"published {reading.published}")
    click.echo(click.style("; ".join(told), dim=True))
    for warning in reading.warnings:
        for line in textwrap.wrap(f"! {warning}", WIDTH, subsequent_indent="  "):
            click.echo(click.style(line, fg="yellow"))
    if not reading.acts:
        click.echo("No act was found in this text.")
    for act in reading.acts:
        _act(act)


def show_treaty(text: str, reading: TreatyReading) -> None:
    """A treaty's reading."""
    kinds = dict.fromkeys(clause.kind for clause in reading.clauses)
    colours = {kind: _CYCLE[index % len(_CYCLE)] for index, kind in enumerate(kinds)}
    marks = [
        Mark(item.start, item.end, clause.kind)
        for clause in reading.clauses
        for item in clause.evidence
    ]
    _text(text, marks, colours)
    click.echo()
    _row("parties", ", ".join(reading.parties))
    for state, classes in reading.passport_classes.items():
        _row(f"of {state}", ", ".join(classes))
    _row("signed", ", ".join(part for part in (reading.signed, reading.place) if part))
    _row("languages", ", ".join(reading.languages))
    for clause in reading.clauses:
        values = _plain(clause.parameters)
        kind = clause.kind.replace("_", " ")
        click.echo(click.style(f"{clause.article}  {kind}", fg=colours[clause.kind], bold=True))
        if values:
            _wrapped(values, "    ")
    unread = ", ".join(item.article for item in reading.unread)
    if unread:
        click.echo(click.style(f"Not understood: {unread}", fg="yellow"))


def _text(text: str, marks: list[Mark], colours: dict[str, str]) -> None:
    """The text with its spans coloured, each line broken between words at the width."""
    last = max((mark.end for mark in marks), default=0)
    shown = text[: max(last, MOST_SHOWN)] if len(text) > MOST_SHOWN else text
    order = [*FIELDS, *colours]
    column = 0
    for start, end, field in segments(len(shown), marks, order):
        colour = colours.get(field)
        for piece in _pieces(clean(shown[start:end])):
            if piece == "\n":
                click.echo()
                column = 0
                continue
            if column + columns(piece) > WIDTH and column:
                click.echo()
                column = 0
                piece = piece.lstrip(" ")
            click.echo(click.style(piece, fg=colour, bold=True) if colour else piece, nl=False)
            column += columns(piece)
    if column:
        click.echo()
    if len(shown) < len(text):
        click.echo(click.style("[...]", dim=True))


def _pieces(text: str) -> list[str]:
    """Words with the space before them, single wide characters, and line ends."""
    parts: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            parts.append("\n")
        word = ""
        for char in line:
            wide = not char.isascii() and columns(char) == 2
            if word and (wide or (char == " " and word.strip())):
                parts.append(word)
                word = ""
            word += char
            if wide:
                parts.append(word)
                word = ""
        if word:
            parts.append(word)
    return parts


def columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode UAX 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def clean(text: str) -> str:
    """The text without control characters, which could command a terminal."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)


def _act(act: Act) -> None:
    news = "recalled" if act.background else "news"
    head = f"{act.kind.replace('_', ' ')}  {', '.join(act.states)}"
    click.echo()
    click.echo(
        click.style(head, bold=True)
        + click.style(f"  {news}, {act.mode}, confidence {act.confidence:.2f}", dim=True)
    )
    _row("subject", act.subject, "subject")
    _row("classes", ", ".join(act.passport_classes), "passport_classes")
    _row("legal stage", act.legal_stage)
    _row("date", act.date, "date")
    _row("place", act.place, "place")
    _row("occasion", act.occasion, "occasion")
    if act.stay is not None:
        stay: dict[str, Any] = msgspec.to_builtins(act.stay)
        _row("stay", ", ".join(f"{k} {v}" for k, v in stay.items() if v is not None), "stay")
    for person in act.persons:
        told = ", ".join(part for part in (person.name, person.role, person.state) if part)
        _row(person.part, told, "persons")
    _row("sectors", ", ".join(act.sectors), "sectors")


def _row(label: str, value: str | None, field: str = "") -> None:
    if not value:
        return
    lines = textwrap.wrap(clean(value), WIDTH - 18) or [""]
    for number, line in enumerate(lines):
        head = label.ljust(14) if not number else " " * 14
        click.echo(f"  {head}  " + click.style(line, fg=_COLOURS.get(field)))


def _wrapped(text: str, indent: str) -> None:
    for line in textwrap.wrap(clean(text), WIDTH, initial_indent=indent, subsequent_indent=indent):
        click.echo(line)


def _plain(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{name} {value if isinstance(value, str) else msgspec.json.encode(value).decode()}"
        for name, value in values.items()
    )
