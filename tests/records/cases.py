"""Broken registers, each told as a change to the good one and the exact messages it gets.

A case is a text file: a sentence; then ``edit FILE``, ``new FILE`` or ``remove FILE`` with the
lines that go (``-``) and come (``+``), hunks separated by an empty line; then ``expect`` and the
messages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOOD = HERE / "good"
BAD = sorted((HERE / "bad").glob("*.txt"))


def lay_out(case: str, folder: Path) -> list[str]:
    """Write the case's register to `folder`; return the messages it must get."""
    shutil.copytree(GOOD, folder)
    story, _, expected = case.partition("\nexpect\n")
    blocks: list[tuple[str, list[str]]] = []
    for line in story.splitlines()[1:]:
        if line.split(" ", 1)[0] in ("edit", "new", "remove"):
            blocks.append((line, []))
        elif blocks:
            blocks[-1][1].append(line)
    for head, lines in blocks:
        word, _, name = head.partition(" ")
        _apply(word, folder / name, lines)
    return expected.splitlines()


def _apply(word: str, path: Path, lines: list[str]) -> None:
    if word == "remove":
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text() if word == "edit" else ""
    for old, new in _hunks(lines):
        if old:
            assert text.count(old) == 1, f"{path.name}: {old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        else:
            text += new
    path.write_text(text)


def _hunks(lines: list[str]) -> list[tuple[str, str]]:
    hunks = [("", "")]
    for line in lines:
        if not line:
            hunks.append(("", ""))
            continue
        old, new = hunks[-1]
        sign, content = line[0], line[1:] + "\n"
        assert sign in "-+", line
        hunks[-1] = (old + content, new) if sign == "-" else (old, new + content)
    return [hunk for hunk in hunks if hunk != ("", "")]
