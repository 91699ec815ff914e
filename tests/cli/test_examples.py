"""The examples in every command's help do what they show."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import click
import pytest
from tests.cli.run import run
from tests.mrz.zones import td3

from comity.cli.app import COMMANDS, program
from comity.register.open import ENVIRONMENT, LAYER_ENVIRONMENT

HANDS = {"build", "import", "diff", "verify", "read", "draft", "review", "watch", "evaluate",
         "trip", "snapshot"}  # fmt: skip
"""Commands whose examples name files, revisions or addresses, or write beside the program."""

GIVEN = {
    "stays.csv": "entry,exit\n2026-01-10,2026-01-20\n",
    "lines.txt": "\n".join(td3("PD", "TGO", expires="301231")) + "\n",
}
"""The files that the other examples read."""

_EXAMPLE = re.compile(r"^ *((?:eval )?.*\bcomity .*)$", re.MULTILINE)


def examples() -> list[str]:
    """The lines under "Examples:" of every command, without what they are piped into."""
    found = []
    context = click.Context(program)
    for name in COMMANDS:
        if name in HANDS:
            continue
        command = program.get_command(context, name)
        assert command is not None
        block = re.split(r"Examples?:\n", command.epilog or "")[1].split("\n\n")[0]
        found += [match.strip() for match in _EXAMPLE.findall(block)]
    return found


EXAMPLES = examples()


def test_every_command_has_examples() -> None:
    named = {re.sub(r"^.*?comity (\w+).*", r"\1", line) for line in EXAMPLES}
    assert named == set(COMMANDS) - HANDS


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_works(
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setenv(LAYER_ENVIRONMENT, str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    for name, text in GIVEN.items():
        Path(name).write_text(text)
    command, given = understood(line)
    if {"my-register"} & set(command):
        pytest.skip("it names a register of one's own")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    ran = run(capsys, *command)
    assert ran.status == 0, ran.err
    assert ran.out or list(tmp_path.glob("register.*"))


def understood(line: str) -> tuple[list[str], str]:
    """The words given to the program, and what stands on its standard input."""
    inner = re.search(r"\$\(comity (.*?)\)", line)
    words = shlex.split(inner[1] if inner else line.removeprefix("comity "))
    for sign in ("|", ">"):
        words = words[: words.index(sign)] if sign in words else words
    if "<" in words:
        at = words.index("<")
        return words[:at], GIVEN[words[at + 1]]
    return words, ""
