"""comity mrz: what the lines at the foot of a passport say."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from comity.cli.options import DAY, print_json, print_lines, spoken, today
from comity.law.errors import EXIT_DATA
from comity.mrz import Check, MrzError, Reading, by_document_code, documents, read
from comity.mrz.reader import LONGEST_TEXT


@click.command(
    name="mrz",
    epilog="""\b
Examples:
  comity mrz - < lines.txt
  comity mrz - --json < lines.txt

Blank lines part several documents.
Exit status 65 says that a check digit is wrong or that lines are no machine-readable zone.
""",
)
@click.argument("lines", nargs=-1, required=True, metavar="-|LINE...")
@click.option("--on", type=DAY, metavar="DATE", help="The day of reading; today if not given.")
@click.option("--personal", is_flag=True, help="Show name, number, birth, sex, optional data.")
@spoken
def command(
    lines: tuple[str, ...], on: date | None, personal: bool, lang: str, as_json: bool
) -> int:
    """Read the machine-readable zone of passports, cards and visas (ICAO Doc 9303).

    What the lines leave open stays open: each class that the document can be of is told with
    its reason. What concerns the holder alone is not shown unless asked for.
    """
    from comity.names import all_states
    from comity.say import Sayer
    from comity.say.mrz import tell_mrz

    say, states = Sayer(lang), by_document_code(all_states())
    given = documents(standard_input() if lines == ("-",) else "\n".join(lines))
    results: list[Reading | MrzError] = []
    for document in given:
        try:
            results.append(read(document, today=on or today(), states=states))
        except MrzError as error:
            if len(given) == 1:
                raise
            results.append(error)
    if as_json:
        shown = [_plain(item, say, personal) for item in results]
        print_json(shown[0] if len(shown) == 1 else {"documents": shown})
    else:
        for number, item in enumerate(results, start=1):
            if number > 1:
                click.echo()
            if isinstance(item, MrzError):
                click.echo(f"{number}: {item}")
            else:
                print_lines(tell_mrz(item, say, personal=personal))
    right = all(isinstance(item, Reading) and item.ok for item in results)
    return 0 if right else EXIT_DATA


def standard_input() -> str:
    """The text on standard input, no more of it than the reader takes.

    Raises:
        MrzError: it is no text.
    """
    try:
        return sys.stdin.read(LONGEST_TEXT + 1)
    except UnicodeDecodeError:
        raise MrzError(
            "standard input is no text in UTF-8",
            where="standard input",
            expected="the lines at the foot of a passport's data page",
        ) from None


def _plain(item: Reading | MrzError, say: Any, personal: bool) -> dict[str, Any]:
    if isinstance(item, MrzError):
        return {
            "error": {
                "message": item.message,
                "where": item.where,
                "expected": item.expected,
                "mend": item.mend,
            }
        }
    return plain(item, say, personal=personal)


def plain(reading: Reading, say: Any, *, personal: bool = False) -> dict[str, Any]:
    """A reading as JSON shows it (docs/mrz.md): without personal data unless asked for."""
    from comity.say.mrz import because_text, warning_text

    shown: dict[str, Any] = {
        "format": reading.format.value,
        "document_code": reading.document_code,
        "issuer": reading.issuer,
        "nationality": reading.nationality,
        "class": {
            "candidates": [
                {
                    "class": item.document_class,
                    "because": because_text(item, reading.document_code, say),
                    "reasons": [
                        {"kind": line.kind, "confidence": line.confidence, "source": line.source}
                        for line in item.reasons
                    ],
                    **({"flag": item.flag} if item.flag else {}),
                }
                for item in reading.candidates
            ]
        },
        "expires": reading.expires.text if reading.expires else None,
        "checks": [_check(item) for item in reading.checks],
        "warnings": [
            {"code": item.code, "value": item.value, "text": warning_text(item, say)}
            for item in reading.warnings
        ],
    }
    if personal:
        own = reading.personal
        shown["personal"] = {
            "number": own.number,
            "name": {
                "primary": own.name.primary,
                "secondary": own.name.secondary,
                "may_be_truncated": own.name.may_be_truncated,
            },
            "born": own.born.text if own.born else None,
            "sex": own.sex,
            "optional": [text for text in own.optional if text],
        }
    return shown


def _check(item: Check) -> dict[str, Any]:
    return {
        "field": item.field,
        "ok": item.ok,
        "position": item.position,
        "line": item.line,
        **({"misreads": item.misreads} if item.misreads else {}),
    }
