"""On a terminal, in a pipe, and in a pipe that closes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

QUESTION = ["check", "--passport", "TGO:diplomatic", "--to", "KAZ", "--on", "2025-10-05"]


def command(*args: str) -> list[str]:
    return [sys.executable, "-c", "from comity.cli import main; main()", *args]


def on_a_terminal(register: str, **more: str) -> str:
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, **more}
    subprocess.run(
        command(*QUESTION, "--register", register), stdout=theirs, env=environment, check=True
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # Linux: the other end is closed
        pass
    finally:
        os.close(ours)
    return said.decode().replace("\r\n", "\n")


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_colours_only_on_a_terminal_and_only_if_they_are_wanted(register: str) -> None:
    coloured = on_a_terminal(register)
    assert coloured.startswith("\x1b[33m\x1b[1mNOT KNOWN")
    without = on_a_terminal(register, NO_COLOR="1")
    assert "\x1b" not in without
    piped = subprocess.run(
        command(*QUESTION, "--register", register), capture_output=True, text=True, check=True
    )
    assert piped.stdout == without
    assert "[0m\n[0m" not in coloured


@pytest.mark.parametrize(
    "args", [["states"], ["partners", "Togo"], ["export"], ["audit", "--most", "0"]]
)
def test_a_reader_who_has_seen_enough(args: list[str], register: str) -> None:
    more = [] if args[0] == "states" else ["--register", register]
    with subprocess.Popen(
        command(*args, *more), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0
