"""A draft on the terminal: its records, the words behind them, what the register knows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click
from msgspec import UNSET

from comity.cli.readshow import WIDTH, clean
from comity.law.errors import ComityError

if TYPE_CHECKING:
    from comity.law.acts import Act
    from comity.law.instruments import Grant
    from comity.read.draft import Draft
    from comity.read.review import Link, Listed

_MOST_WORDS = 3


def show_draft(draft: Draft, links: list[Link], lists: list[Listed], count: str) -> None:
    """Everything a person needs to settle it."""
    click.echo()
    click.echo(click.style(f"{draft.name}  ({count})", bold=True))
    source = draft.source
    day = "undated" if source.date is UNSET else source.date.text
    _line(f"{source.publisher} ({source.kind.value.replace('_', ' ')}, {day})", dim=True)
    if source.url is not UNSET:
        click.echo(f"  {clean(source.url)}")
    for instrument in draft.instruments:
        sure = draft.confidence.get(instrument.id)
        told = f"  confidence {sure:.2f}" if sure is not None else ""
        click.echo(click.style(f"{instrument.id}", bold=True) + click.style(told, dim=True))
        _line(instrument.title.get("en", ""))
        for index, act in enumerate(instrument.acts):
            _act(draft, f"{instrument.id}.acts[{index}]", f"acts[{index}]", act)
        for index, grant in enumerate(instrument.grants):
            _grant(draft, f"{instrument.id}.grants[{index}]", f"grants[{index}]", grant)
    for record in draft.relations:
        name = "-".join(record.states)
        click.echo(click.style(f"relations {name}", bold=True))
        for index, act in enumerate(record.acts):
            _act(draft, f"{name}.acts[{index}]", f"acts[{index}]", act)
    for question in draft.open:
        _line(f"? {question}", colour="yellow")
    for said in draft.left_out:
        _line(f"- left out: {said}", dim=True)
    for link in links:
        _line(f"= {link.told}", colour="red" if link.contradicts and link.score >= 0.5 else "cyan")
    for item in lists:
        _line(f"= {item.told}", colour="cyan")


def show_refusal(error: ComityError) -> None:
    """Why a change was refused; nothing was written."""
    click.echo(click.style(f"Refused, nothing was written: {clean(error.message)}", fg="red"))
    rows = (("where", error.where), ("expected", error.expected), ("to mend it", error.mend))
    for label, text in rows:
        if text:
            _line(f"  {label}: {text}")


def _act(draft: Draft, path: str, field: str, act: Act) -> None:
    date = "undated" if act.date is UNSET else act.date.text
    parts = [act.kind.value.replace("_", " "), date]
    for value in (act.by, act.place, act.occasion, act.subject):
        if value is not UNSET:
            parts.append(value)
    parts.extend(person.name for person in act.persons)
    parts.extend(act.sectors)
    _line(f"{field}  {', '.join(parts)}")
    _words(draft, path)


def _grant(draft: Draft, path: str, field: str, grant: Grant) -> None:
    parts = [f"{grant.issuer} to {grant.destination}"]
    parts.append("classes not told" if grant.classes is UNSET else ", ".join(grant.classes))
    if grant.stay is not UNSET:
        parts.append("no limit" if grant.stay is None else str(grant.stay))
    parts.extend(str(term) for term in grant.terms)
    _line(f"{field}  {'; '.join(parts)}")
    _words(draft, path)


def _words(draft: Draft, path: str) -> None:
    """The words of the document behind a record's fields."""
    for name, spans in draft.evidence.items():
        if not name.startswith(f"{path}."):
            continue
        field = name.removeprefix(f"{path}.")
        words = " ... ".join(" ".join(span.text.split()) for span in spans[:_MOST_WORDS])
        _line(f"    {field}: «{words}»", dim=True)


def _line(text: str, *, colour: str | None = None, dim: bool = False) -> None:
    text = clean(text)
    lead = "  " + " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(
        text.strip(),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        click.echo(click.style(line, fg=colour, dim=dim))
