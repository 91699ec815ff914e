"""An audit told to a person: totals first, then the findings of each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comity.register.audit import Audit, Finding, Kind
from comity.say.sayer import Sayer


def summary(audit: Audit, say: Sayer, *, markdown: bool, most: int) -> Iterator[str]:
    """The page: a table of totals, and up to `most` findings of each kind (0 for all)."""
    yield from _totals(audit, say, markdown)
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for item in audit.findings:
        by_kind[item.kind].append(item)
    for kind, items in by_kind.items():
        title = f"{say.text(f'audit.{kind.value}')} ({len(items)})"
        yield ""
        yield f"## {title}" if markdown else title
        shown = items if most == 0 else items[:most]
        for item in shown:
            yield ("- " if markdown else "  ") + finding_text(item, say)
        if len(items) > len(shown):
            more = say.text("label.more", n=len(items) - len(shown))
            yield ("- " if markdown else "  ") + more


def _totals(audit: Audit, say: Sayer, markdown: bool) -> Iterator[str]:
    head = say.text("audit.totals", date=say.date(audit.on))
    if markdown:
        yield f"# {head}"
        yield ""
        yield "| | |"
        yield "| --- | ---: |"
    else:
        yield head
    for name, number in audit.totals.items():
        label = say.text(f"audit.{name}")
        yield f"| {label} | {number:,} |" if markdown else f"  {label:<42} {number:>8,}"


def finding_text(item: Finding, say: Sayer) -> str:
    """One finding in a line."""
    who = f"{item.issuer}→{item.destination}"
    what = f" {say.passport_class(item.passport_class)}" if item.passport_class else ""
    days = f", {say.amount(item.days, 'day')}" if item.days else ""
    detail = f": {item.detail}" if item.detail else ""
    return f"{who}{what} [{item.instrument}] {item.code}{detail}{days}"
