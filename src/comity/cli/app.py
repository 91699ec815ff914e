"""The program: its commands by name, each loaded only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from comity.law.errors import ComityError

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check", "May this passport enter that state on that day without a visa?"),
    "stay": ("stay", "How many days are used, how many are left, when to come back."),
    "trip": ("trip", "A delegation: who needs what, by when, on what authority."),
    "partners": ("partners", "Who is exempt, since when, how long, on what authority."),
    "dossier": ("dossier", "Everything two states have done with one another, in time."),
    "show": ("show", "One instrument: its acts, grants, clauses and sources."),
    "states": ("states", "The states and issuers, their codes and names."),
    "completion": ("completion", "Print the completion script for a shell."),
    "explain": ("explain", "The reasoning as a tree; what would make an instrument apply."),
    "when": ("when", "From when until when the answer is what."),
    "mrz": ("mrz", "What the machine-readable lines of a passport say."),
    "deadlines": ("deadlines", "What is due, when, and from whom; also as a calendar."),
    "audit": ("audit", "Where sources disagree, and where knowledge ends."),
    "diff": ("diff", "Which decisions a change to the register changes."),
    "snapshot": ("snapshot", "Every decision of the register as tables to review."),
    "verify": ("verify", "Every decision twice: by the engine and by a second programme."),
    "export": ("export", "The register as open data: CSV, Parquet, JSON-LD."),
    "import": ("importing", "Fact tables into records, data sets into layers."),
    "build": ("build", "Compile the register's records to one file."),
    "read": ("read", "An announcement or a treaty into a record with its evidence."),
    "draft": ("draft", "Documents into draft records for the register."),
    "review": ("review", "Walk through drafts: accept, correct, merge, reject."),
    "watch": ("watch", "Feeds and folders, read for what concerns the register."),
    "evaluate": ("evaluate", "How well the reader reads a corpus with gold records."),
    "validate": ("validate", "Check the register's records, every defect at once."),
}
"""Command -> module under `comity.cli` and its line in the list of commands."""


class _Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if name.count(" ") == 0]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"comity.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; one whose reader has seen enough ends quietly."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return status

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            message = f"{error.message} Did you mean '{near[0]}'?"
            raise click.UsageError(message, ctx) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Shell completion: comity completion --help.  Documentation: docs/ and README.md.",
)
@click.version_option(None, "--version", package_name="comity", message="comity %(version)s")
def program() -> None:
    """Reciprocal visa-exemption regimes, answered with the law in hand.

    \b
    comity check --passport TGO:diplomatic --to KAZ --on 2025-10-05
    comity partners Togo
    comity dossier Togo Kazakhstan
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program; errors of this project become a message and an exit status."""
    try:
        status = program.main(
            args=None if argv is None else list(argv),
            prog_name="comity",
            standalone_mode=False,
            color=False if os.environ.get("NO_COLOR") else None,
        )
        sys.exit(status if isinstance(status, int) else 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ComityError as error:
        _show(error)
        sys.exit(error.exit_code)


def _show(error: ComityError) -> None:
    place = f"{error.where}: " if error.where else ""
    click.echo(click.style("Error: ", fg="red", bold=True) + place + error.message, err=True)
    rows: list[tuple[str, Any]] = [("expected", error.expected), ("to mend it", error.mend)]
    for label, text in rows:
        if text:
            click.echo(_wrapped(f"{label}: {text}"), err=True)


def _wrapped(text: str) -> str:
    """Under an error: two columns in, four from the second line on, 80 wide."""
    import textwrap

    return textwrap.fill(
        text,
        80,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
