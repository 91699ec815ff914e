"""comity draft: documents into draft records, each with its evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import DAY, print_json, today, usage
from comity.law.errors import EXIT_DATA, ComityError

if TYPE_CHECKING:
    from comity.read.draft import Draft
    from comity.records.defects import Defect

_KINDS = (
    "treaty_text",
    "gazette",
    "ministry_list",
    "embassy_list",
    "airline_rules",
    "news",
    "dataset",
    "wiki",
)


@click.command(
    name="draft",
    epilog="""\b
Examples:
  comity draft article.html --published 2025-09-26 --publisher "The Daily"
  comity draft --treaty agreement.pdf --url https://example.org/agreement
  comity review drafts

Exit status: 0, or 65 where a document could not be drafted.
""",
)
@click.argument("sources", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--published", type=DAY, metavar="DATE", help="The day it was published.")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=Path("drafts"),
    show_default=True, metavar="DIR", help="Where the drafts are written.",
)  # fmt: skip
@click.option("--treaty", is_flag=True, help="Read them as texts of agreements.")
@click.option("--lang", metavar="CODE", help="Their language, where it is known.")
@click.option("--publisher", default="", help="Who published them.")
@click.option(
    "--kind", type=click.Choice(_KINDS), metavar="KIND", help=f"Of the source: {', '.join(_KINDS)}."
)
@click.option("--url", default="", help="The address of a file that came from the web.")
@click.option("--read", "read_on", type=DAY, metavar="DATE", help="The day of reading.")
@click.option("--allow-private", is_flag=True, help="Let a URL lead into a private network.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def command(
    sources: tuple[str, ...],
    published: date | None,
    into: Path,
    treaty: bool,
    lang: str | None,
    publisher: str,
    kind: str | None,
    url: str,
    read_on: date | None,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Write draft records from announcements or treaty texts.

    Each document gives a folder under DIR that is a small register of its own: `comity
    validate` and `comity check --register` read it. The evidence stands beside the records.
    """
    if url and len(sources) > 1:
        raise usage(
            "one address for several documents", where="--url", mend="draft them one by one"
        )
    from comity.read.draft import write_draft

    told: list[dict[str, Any]] = []
    failed = 0
    for source in sources:
        try:
            draft = _drafted(
                source,
                private=allow_private,
                treaty=treaty,
                lang=lang,
                published=published,
                publisher=publisher,
                kind=kind,
                url=url,
                read=read_on or today(),
            )
        except ComityError as error:
            if len(sources) == 1:
                raise
            failed += 1
            click.echo(click.style(f"{source}: {error}", fg="red"), err=True)
            continue
        folder = None if draft.empty else write_draft(draft, into)
        entry = _entry(source, draft, folder)
        told.append(entry)
        if not as_json:
            _print(entry)
    if as_json:
        print_json({"drafts": told})
    return EXIT_DATA if failed else 0


def _drafted(
    name: str,
    *,
    private: bool,
    treaty: bool,
    lang: str | None,
    published: date | None,
    publisher: str,
    kind: str | None,
    url: str,
    read: date,
) -> Draft:
    from comity.cli.read import opened
    from comity.law.sources import SourceKind
    from comity.read import read_announcement
    from comity.read.documents.fetch import is_url
    from comity.read.draft import Origin, draft_announcement, draft_treaty

    document = opened(name, private)
    address = url or (name if is_url(name) else "")
    if treaty:
        from comity.read.treaty import read_treaty

        origin = Origin(
            where=name,
            publisher=publisher,
            kind=SourceKind(kind or "treaty_text"),
            url=address,
            published=published or _day(document.published),
            read=read,
        )
        return draft_treaty(read_treaty(document.text, lang=lang), origin, title_of=document.title)
    reading = read_announcement(document, published=published, lang=lang)
    origin = Origin(
        where=name,
        publisher=publisher,
        kind=SourceKind(kind or "news"),
        url=address,
        published=_day(reading.published),
        read=read,
    )
    return draft_announcement(reading, origin, title_of=document.title)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text[:10])


def _entry(source: str, draft: Draft, folder: Path | None) -> dict[str, Any]:
    defects: list[Defect] = []
    if folder is not None:
        from comity.records.validate import validate

        defects = [item for item in validate(folder) if not item.note]
    return {
        "document": source,
        "folder": None if folder is None else str(folder),
        "instruments": [item.id for item in draft.instruments],
        "relations": ["-".join(item.states) for item in draft.relations],
        "open": list(draft.open),
        "left_out": list(draft.left_out),
        "defects": defects,
    }


def _print(entry: dict[str, Any]) -> None:
    click.echo(click.style(entry["document"], bold=True))
    if entry["folder"] is None:
        click.echo("  nothing in it concerns the register")
    else:
        click.echo(f"  {entry['folder']}")
        for label, names in (("instrument", "instruments"), ("relations", "relations")):
            for name in entry[names]:
                click.echo(f"    {label} {name}")
    for question in entry["open"]:
        click.echo(click.style(f"    ? {question}", fg="yellow"))
    for item in entry["left_out"]:
        click.echo(click.style(f"    - {item}", dim=True))
    for defect in entry["defects"]:
        click.echo(click.style(f"    ! {defect}", fg="red"))
