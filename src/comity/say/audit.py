"""An audit told to a person: totals first, then the findings of each kind."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator

from comity.law.errors import ComityError
from comity.law.stay import StayRule
from comity.register.audit import Audit, Finding, Kind
from comity.say.reasons import say_term
from comity.say.sayer import Sayer

_WIDTH = 80
_NUMBER = 8
_TWO_VALUES = re.compile(r"(?P<one>.*) <> (?P<other>.*?)(?: \((?P<source>[^()]*)\)| by its rule)?")


def summary(audit: Audit, say: Sayer, *, markdown: bool, most: int) -> Iterator[str]:
    """The page: a table of totals, and up to `most` findings of each kind (0 for all)."""
    yield from _totals(audit, say, markdown)
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for item in audit.findings:
        by_kind[item.kind].append(item)
    for kind, items in ((kind, by_kind[kind]) for kind in Kind if kind in by_kind):
        title = f"{say.text(f'audit.{kind.value}')} ({say.number(len(items))})"
        yield ""
        yield from ((f"## {title}", "") if markdown else (title,))
        shown = items if most == 0 else items[:most]
        for item in shown:
            yield from _lines(finding_text(item, say), say, markdown)
        if len(items) > len(shown):
            more = say.text("label.more", n=say.number(len(items) - len(shown)))
            yield from _lines(more, say, markdown)


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
        label, shown = say.text(f"audit.{name}"), say.number(number)
        yield f"| {label} | {shown} |" if markdown else f"  {label:<42} {shown:>{_NUMBER}}"


def _lines(text: str, say: Sayer, markdown: bool) -> list[str]:
    text = say.typeset(text)
    if markdown:
        return [f"- {text}"]
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def finding_text(item: Finding, say: Sayer) -> str:
    """One finding in a sentence: whom it is about, the instrument, what was found."""
    ways = [
        say.text("partners.any_issuer") if code == "*" else say.state(code)
        for code in (item.issuer, item.destination)
    ]
    who = " → ".join(ways)
    if item.passport_class:
        who += f", {say.passport_class(item.passport_class)}"
    instruments = ", ".join(item.instrument.split("+"))
    return say.labelled(f"{who} [{instruments}]", _what(item, say))


def _what(item: Finding, say: Sayer) -> str:
    if item.kind is Kind.CONTRADICTION:
        return _contradiction(item, say)
    key = f"audit.said.{item.code}"
    values = _values(item, say)
    if say.has(key):
        return say.text(key, **values)
    named = (f"{kind}.{item.code}" for kind in ("life", "status", "state"))
    said = next((say.text(key) for key in named if say.has(key)), item.code)
    return f"{said} ({item.detail})" if item.detail else said


def _values(item: Finding, say: Sayer) -> dict[str, str]:
    found = _TWO_VALUES.fullmatch(item.detail)
    one, other = (found["one"], found["other"]) if found else ("", "")
    return {
        "one": _value(one, say),
        "other": _value(other, say),
        "detail": ", ".join(say_term(part, say) for part in item.detail.split("+")),
        "source": (found["source"] if found else "") or item.detail,
        "stay": _value(item.detail, say),
        "date": say.date(item.detail),
        "days": say.amount(item.days, "day"),
    }


def _contradiction(item: Finding, say: Sayer) -> str:
    found = _TWO_VALUES.fullmatch(item.detail)
    if found is None:
        ended = item.detail.rpartition(", ")[2]
        return say.text("audit.said.listed_after_its_end", date=say.date(ended))
    key = f"field.{item.code}"
    return say.text(
        "audit.said.differs",
        field=say.text(key) if say.has(key) else say_term(item.code, say),
        one=_value(found["one"], say),
        other=_value(found["other"], say),
        source=found["source"] or "",
    )


def _value(text: str, say: Sayer) -> str:
    """A stay in words, a date, or a value as it stands; silence and presence are named."""
    if text in ("silent", "present"):
        return say.text(f"audit.said.{text}")
    try:
        return say.rule(StayRule.parse(text))
    except ComityError:
        return say.date(text)
