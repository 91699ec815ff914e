"""comity watch: feeds and folders read for what concerns the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import print_json, today
from comity.law.errors import EXIT_DATA

if TYPE_CHECKING:
    from comity.read.watch import Outcome

_COLOURS = {"kept": "green", "failed": "red", "later": "yellow"}


@click.command(
    name="watch",
    epilog="""\b
Examples:
  comity watch https://www.example.org/rss.xml --into drafts
  comity watch incoming feeds/ministry.xml
  comity review drafts

One call is one round; let a scheduler call it. Stopped anywhere, it goes on from there.
Exit status: 0, or 65 where a feed could not be read (what waits is tried again).
""",
)
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=Path("drafts"),
    show_default=True, metavar="DIR", help="Where drafts are written.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="What the watch remembers [default: DIR/.watch.sqlite].",
)  # fmt: skip
@click.option(
    "--interval", type=click.FloatRange(0, 10_080), default=15, show_default=True,
    metavar="MINUTES", help="Ask a feed no more often than this.",
)  # fmt: skip
@click.option(
    "--pause", type=click.FloatRange(0, 600), default=2, show_default=True, metavar="SECONDS",
    help="Between two requests to one host.",
)  # fmt: skip
@click.option(
    "--most", type=click.IntRange(1, 10_000), default=50, show_default=True, metavar="N",
    help="Articles to read in this round; the others wait.",
)  # fmt: skip
@click.option("--follow", is_flag=True, help="Fetch the articles of feeds that are files, too.")
@click.option("--allow-private", is_flag=True, help="Let addresses lead into a private network.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def command(
    feeds: tuple[str, ...],
    into: Path,
    state: Path | None,
    interval: float,
    pause: float,
    most: int,
    follow: bool,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Read what is new in feeds and folders, and draft what concerns the register.

    A FEED is the address of an RSS or Atom feed, a feed's file, or a folder of documents.
    """
    from comity.read.watch import Memory, Watch

    told: list[Outcome] = []
    with Memory(state or into / ".watch.sqlite") as memory:
        watch = Watch(
            into,
            memory,
            today=today(),
            interval=interval * 60,
            pause=pause,
            most=most,
            follow=follow,
            private=allow_private,
        )
        for outcome in watch.round(feeds):
            told.append(outcome)
            if not as_json and outcome.what != "read":
                _print(outcome)
        counts = memory.counts()
    if as_json:
        print_json({"outcomes": told, "items": counts})
    else:
        click.echo(", ".join(f"{number} {word}" for word, number in counts.items()) or "no items")
    broken = any(item.what == "failed" and item.name in feeds for item in told)
    return EXIT_DATA if broken else 0


def _print(outcome: Outcome) -> None:
    from comity.cli.readshow import clean

    word = click.style(outcome.what.ljust(7), fg=_COLOURS.get(outcome.what))
    click.echo(f"{word}{clean(outcome.name)}")
    for text in (outcome.said, outcome.folder):
        if text:
            click.echo(f"       {clean(text)}")
