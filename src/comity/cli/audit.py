"""comity audit: where sources disagree and where knowledge ends."""

from __future__ import annotations

import csv
import io
from datetime import date

import click

from comity.cli.options import DAY, common, known_on, open_register, print_json, sayer


@click.command(
    name="audit",
    epilog="""\b
Examples:
  comity audit
  comity audit --kind contradiction --state KAZ
  comity audit --format csv > findings.csv
""",
)
@click.option("--on", type=DAY, metavar="DATE", help="The day looked at; today if not given.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="Only findings of this kind; repeat it for several.",
)
@click.option("--state", "named", metavar="STATE", help="Only findings that touch this state.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "md"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option(
    "--most",
    type=int,
    default=10,
    show_default=True,
    help="Findings of each kind shown as text; 0 for all.",
)
@known_on
@common
def command(
    on: date | None,
    kinds: tuple[str, ...],
    named: str | None,
    form: str,
    most: int,
    known_on: date | None,
    as_json: bool,
    lang: str,
    register_path: str | None,
) -> None:
    """Report contradictions, one-sided knowledge, gaps, stale and pending grants.

    Findings are facts about the sources, not defects of the records: those are found by
    comity validate. Each finding names the records it comes from.
    """
    from msgspec.structs import replace

    from comity.cli.options import state, today
    from comity.register.audit import Kind, audit

    known = {kind.value for kind in Kind}
    for kind in kinds:
        if kind not in known:
            raise click.BadParameter(
                f"'{kind}' is none of {', '.join(sorted(known))}", param_hint="--kind"
            )
    code = state(named) if named else None
    view = open_register(register_path).view(known_on)
    found = audit(view, on or today())
    kept = tuple(
        item
        for item in found.findings
        if (not kinds or item.kind.value in kinds)
        and (code is None or code in (item.issuer, item.destination))
    )
    found = replace(found, findings=kept)
    if as_json:
        print_json(found)
    elif form == "csv":
        click.echo(_csv(kept), nl=False)
    else:
        from comity.say.audit import summary

        for line in summary(found, sayer(lang, view), markdown=form == "md", most=most):
            click.echo(line)


def _csv(findings: tuple[object, ...]) -> str:
    from comity.register.audit import Finding

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(Finding.__struct_fields__)
    for item in findings:
        assert isinstance(item, Finding)
        writer.writerow(
            [
                item.kind.value,
                item.issuer,
                item.destination,
                item.passport_class,
                item.instrument,
                item.code,
                item.detail,
                item.days or "",
                " ".join(item.records),
            ]
        )
    return buffer.getvalue()
