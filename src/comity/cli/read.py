"""comity read: what an announcement or a treaty says, each value with its words."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import DAY, print_json, usage

if TYPE_CHECKING:
    from comity.read.documents.document import Document
    from comity.read.model import Reading
    from comity.read.plugin import Ran


@click.command(
    name="read",
    epilog="""\b
Examples:
  comity read article.html --published 2025-09-26
  comity read https://www.example.org/news/1 --json
  comity read --treaty agreement.pdf --html agreement.html
  comity read article.txt --model http://localhost:8080/v1 --model-name local
""",
)
@click.argument("source", metavar="FILE|URL|-")
@click.option("--published", type=DAY, metavar="DATE", help="The day it was published.")
@click.option("--lang", metavar="CODE", help="Its language, where it is known: fr, ru ...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
@click.option("--treaty", is_flag=True, help="Read it as the text of an agreement.")
@click.option(
    "--html", "html_path", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT",
    help="Write a page that shows the text and the record side by side.",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Let a URL lead into a private network.")
@click.option("--model", "endpoint", metavar="URL", help="Ask a model at this endpoint as well.")
@click.option("--model-name", metavar="M", help="The model's name at the endpoint.")
@click.option("--api-key-env", metavar="VAR", help="The variable that holds the key.")
def command(
    source: str,
    published: date | None,
    lang: str | None,
    as_json: bool,
    treaty: bool,
    html_path: Path | None,
    allow_private: bool,
    endpoint: str | None,
    model_name: str | None,
    api_key_env: str | None,
) -> None:
    """Read an announcement, or the text of an agreement, into a record with its evidence.

    Works offline and without a model. A URL is fetched because you give one; nothing else is.
    With --model an endpoint is asked to fill the same record, and what the text does not bear
    out is dropped and reported.
    """
    document = opened(source, allow_private)
    if treaty:
        if endpoint:
            raise usage(
                "a model is asked about announcements only",
                where="--model",
                mend="leave out --treaty or --model",
            )
        _treaty(document, source, lang, as_json, html_path)
        return
    if endpoint:
        ran = _asked(document, published, lang, endpoint, model_name, api_key_env)
        reading = ran.reading
    else:
        from comity.read import read_announcement

        reading = read_announcement(document, published=published, lang=lang)
    if html_path is not None:
        from comity.read.page import page

        _written(html_path, page(document.text, reading, document.title or source))
    if as_json:
        print_json(reading)
    else:
        _shown(document, reading)


def opened(source: str, private: bool = False) -> Document:
    """The document a person names: a file, an address, or `-` for standard input."""
    from comity.read.documents.document import MAX_BYTES
    from comity.read.documents.fetch import fetch, is_url
    from comity.read.documents.intake import load

    if source == "-":
        raw: bytes = sys.stdin.buffer.read(MAX_BYTES + 1)
        return load(raw, where="standard input")
    if is_url(source):
        got = fetch(source, private=private)
        return load(got.body, where=got.url[:300])
    return load(Path(source), where=source)


def _asked(
    document: Document,
    published: date | None,
    lang: str | None,
    endpoint: str,
    name: str | None,
    key_env: str | None,
) -> Ran:
    """The model's answer, verified; endpoint, tokens and time are told."""
    from comity.read.plugin import Endpoint, read_with_model

    if not name:
        raise usage(
            "the model has no name", where="--model-name", expected="--model-name M", mend="add it"
        )
    ran = read_with_model(
        document, Endpoint.named(endpoint, name, key_env), published=published, lang=lang
    )
    click.echo(ran.told, err=True)
    return ran


def _treaty(
    document: Document, source: str, lang: str | None, as_json: bool, html_path: Path | None
) -> None:
    from comity.read.treaty import read_treaty

    reading = read_treaty(document.text, lang=lang)
    if html_path is not None:
        from comity.read.page import treaty_page

        _written(
            html_path, treaty_page(document.text, reading, document.title or source, lang or "")
        )
    if as_json:
        print_json(reading)
        return
    from comity.cli.readshow import show_treaty

    show_treaty(document.text, reading)


def _written(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise usage(
            f"the page cannot be written ({error.strerror})",
            where=str(path),
            mend="check the folder and its permissions",
        ) from error
    click.echo(f"Written to {path}.", err=True)


def _shown(document: Document, reading: Reading) -> None:
    from comity.cli.readshow import show

    show(document.text, reading)
