"""comity evaluate: how well the reader reads a corpus with gold records."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import print_json

if TYPE_CHECKING:
    from comity.read.evaluate import Report
from comity.read.tally import Tally

_SPLITS = click.Choice(["dev", "heldout", "all"])
_WIDTH = 80


@click.group(
    name="evaluate",
    epilog="""\b
Examples:
  comity evaluate reader tests/read/corpus --split heldout
  comity evaluate treaties tests/read/treaties --no-errors
""",
)
def command() -> None:
    """Measure the reader on a corpus of texts with gold records."""


@command.command(
    name="reader",
    epilog="""\b
Examples:
  comity evaluate reader tests/read/corpus --split heldout
  comity evaluate reader tests/read/corpus --json | jq .fields
""",
)
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--split", type=_SPLITS, default="all", show_default=True, help="Which texts.")
@click.option("--errors/--no-errors", default=True, help="List the errors with their texts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def reader(corpus: Path, split: str, errors: bool, as_json: bool) -> None:
    """Announcements: per field, per language, per act, calibration, every error.

    An act is right if its kind, states, subject and passport classes all are.
    """
    from comity.read.evaluate import evaluate, load_cases

    report = evaluate(load_cases(corpus, split))
    if as_json:
        print_json(report.plain())
        return
    _show(report)
    if errors:
        _errors(report.errors)


@command.command(name="treaties")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--split", type=_SPLITS, default="all", show_default=True, help="Which texts.")
@click.option("--errors/--no-errors", default=True, help="List the errors with their texts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
def treaties(corpus: Path, split: str, errors: bool, as_json: bool) -> None:
    """Treaty texts: clause kinds by article, parameters, parties, classes, signature."""
    from comity.read.treaty.score import load_corpus, score

    cases = [case for case in load_corpus(corpus) if split in ("all", case["split"])]
    if not cases:
        from comity.cli.options import usage

        raise usage("there is no corpus here", where=str(corpus), mend="check the path")
    scores = {
        key: value
        for key, value in sorted(score(cases).items())
        if split == "all" or key[0] == split
    }
    if as_json:
        print_json(
            [
                {
                    "split": part,
                    "language": language,
                    "texts": own.texts,
                    **{name: round(rate, 4) for name, rate in own.rates().items()},
                    "errors": [{"text": name, "error": what} for name, what in own.errors],
                }
                for (part, language), own in scores.items()
            ]
        )
        return
    for (part, language), own in scores.items():
        rates = own.rates()
        click.echo(
            f"{part:8} {language:4} {own.texts:4} texts   kinds F1 {rates['kinds_f1']:.3f} "
            f"(P {rates['kinds_precision']:.3f}, R {rates['kinds_recall']:.3f})   "
            f"values {rates['parameters_exact']:.3f}"
        )
    if errors:
        _errors([e for key, own in scores.items() if key[1] == "all" for e in own.errors])


def _show(report: Report) -> None:
    plain = report.plain()
    click.echo(
        f"{report.texts} texts, {report.whole} read whole ({plain['whole_rate']:.1%}); "
        f"false acts on {report.false} of {report.negatives} texts without one."
    )
    _head("Acts")
    _row("kind, states, subject, classes", report.acts)
    _row("and mode", report.strict)
    _row("on visa exemption only", report.visa)
    _table("By language", report.languages)
    _table("By kind of act", report.kinds)
    _head("By field")
    for name, tally in report.fields.items():
        _row(name.replace("_", " "), tally)
    _stages(report)
    _head(f"Confidence and correctness (mean distance {report.calibration_error:.3f})")
    for item in plain["calibration"]:
        if item["acts"]:
            click.echo(
                f"  {item['from']:.1f}-{item['to']:.1f} {item['acts']:6} acts "
                f"{item['rate']:7.1%} right, {item['confidence']:.2f} on average"
            )


def _stages(report: Report) -> None:
    _head("Legal stages: gold in rows, read in columns")
    names = sorted({*report.stages, *(n for row in report.stages.values() for n in row)})
    click.echo("  " + " " * 12 + "".join(name[:9].rjust(10) for name in names))
    for gold in names:
        row: Any = report.stages.get(gold, {})
        cells = "".join((str(row.get(name, "")) or ".").rjust(10) for name in names)
        click.echo(f"  {gold:12}{cells}")


def _table(title: str, tallies: dict[str, Tally]) -> None:
    _head(title)
    for name, tally in sorted(tallies.items()):
        _row(name.replace("_", " "), tally)


def _head(text: str) -> None:
    click.echo()
    click.echo(click.style(text, bold=True))


def _row(name: str, tally: Tally) -> None:
    click.echo(
        f"  {name:31} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        f"  {tally.right:4} of {tally.expected}"
    )


def _errors(errors: list[tuple[str, str]]) -> None:
    _head(f"{len(errors)} errors")
    last = ""
    for name, what in errors:
        if name != last:
            click.echo(f"  {name}")
            last = name
        for line in textwrap.wrap(
            what, _WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
        ):
            click.echo(line)
