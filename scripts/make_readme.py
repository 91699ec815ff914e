"""Fill the parts of the README that the program itself says: its example and its totals."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from comity.api import Register
from comity.cli.app import program
from comity.register.audit import audit
from comity.say import Sayer

README = Path(__file__).resolve().parents[1] / "README.md"
_EXAMPLE = re.compile(r"<!-- example: comity (.*?) -->\n.*?<!-- /example -->", re.S)
_TOTALS = re.compile(r"<!-- totals -->\n.*?<!-- /totals -->", re.S)


def filled(text: str, on: date) -> str:
    """The README with what the program says today."""
    return _TOTALS.sub(lambda _: _totals(on), _EXAMPLE.sub(_example, text))


def _example(match: re.Match[str]) -> str:
    import shlex

    result = CliRunner().invoke(program, shlex.split(match.group(1)), catch_exceptions=False)
    said = f"$ comity {match.group(1)}\n{result.stdout.rstrip()}"
    return f"<!-- example: comity {match.group(1)} -->\n```\n{said}\n```\n<!-- /example -->"


def _totals(on: date) -> str:
    found = audit(Register().view(), on)
    say = Sayer("en")
    rows = "\n".join(f"| {say.text(f'audit.{k}')} | {v:,} |" for k, v in found.totals.items())
    day = say.date(found.on)
    return f"<!-- totals -->\n| on {day} | |\n| --- | ---: |\n{rows}\n<!-- /totals -->"


def main() -> None:
    """Write the README anew; the day of the totals is the register's own."""
    on = date.fromisoformat(Register().store.version)
    README.write_text(filled(README.read_text(), on))


if __name__ == "__main__":
    sys.exit(main())
