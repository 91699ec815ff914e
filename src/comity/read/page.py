"""A reading as one HTML page: the text with its spans highlighted, the record beside it.

The page asks for nothing from outside, runs no script, and everything in it that comes from
the document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import msgspec

from comity.read.model import Act, Reading
from comity.read.treaty.model import TreatyReading

FIELDS = (
    "date",
    "place",
    "occasion",
    "stay",
    "passport_classes",
    "states",
    "persons",
    "kind",
    "sectors",
    "subject",
)
"""Kinds of span in an announcement; where spans overlap the first is shown, so that what
stands inside a longer passage (a date inside the name of an agreement) is seen.
"""

_HUES = dict(zip(FIELDS, (40, 170, 190, 320, 275, 205, 225, 4, 95, 130), strict=True))
_RTL = frozenset({"ar", "fa", "he", "ur"})

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8882}
body{font:16px/1.6 system-ui,sans-serif;margin:0;padding:1.5rem;max-width:90rem}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem}
article{white-space:pre-wrap;overflow-wrap:anywhere}
aside section,.key{border:1px solid var(--line);border-radius:.5rem;padding:.8rem;margin:0 0 1rem}
h1{font-size:1.3rem}h2{font-size:1rem;margin:.1rem 0 .5rem}
dl{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.2rem .8rem;margin:0}
dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere}
mark{color:inherit;border-radius:.2rem;padding:0 .12em}
.key span{border-radius:.2rem;padding:.1rem .4rem;margin-right:.4rem}
.back{opacity:.8}.bar{display:inline-block;width:6rem;height:.5rem;background:var(--soft)}
.bar i{display:block;height:100%;background:currentColor}
@media(max-width:50rem){main{grid-template-columns:1fr}}
"""


class Mark(msgspec.Struct, frozen=True, order=True):
    """Characters of the text that support a field."""

    start: int
    end: int
    field: str


def page(text: str, reading: Reading, title: str = "") -> str:
    """The page of an announcement's reading.

    Args:
        text: the text that was read; the spans' offsets are offsets in it.
        title: what to call the document.
    """
    marks = [
        Mark(span.start, span.end, field)
        for act in reading.acts
        for field, spans in act.evidence.items()
        for span in spans
        if field in _HUES
    ]
    used = [field for field in FIELDS if any(mark.field == field for mark in marks)]
    cards = "".join(_act(act) for act in reading.acts) or "<p>No act was found in this text.</p>"
    head = _facts({"language": reading.language, "published": reading.published})
    return _whole(
        title or "Reading",
        reading.language,
        _STYLE + "".join(_rule(field, _HUES[field]) for field in FIELDS),
        _key(used),
        _marked(text, marks),
        head + "".join(_warning(w) for w in reading.warnings) + cards,
    )


def treaty_page(text: str, reading: TreatyReading, title: str = "", language: str = "") -> str:
    """The page of a treaty's reading: one colour to a kind of clause."""
    kinds = list(dict.fromkeys(clause.kind for clause in reading.clauses))
    hues = {kind: (index * 137) % 360 for index, kind in enumerate(kinds)}
    marks = [
        Mark(item.start, item.end, clause.kind)
        for clause in reading.clauses
        for item in clause.evidence
    ]
    style = _STYLE + "".join(_rule(kind, hue) for kind, hue in hues.items())
    head = _facts(
        {
            "parties": ", ".join(reading.parties),
            **{
                f"classes of {state}": ", ".join(classes)
                for state, classes in reading.passport_classes.items()
            },
            "signed": reading.signed,
            "place": reading.place,
            "languages": ", ".join(reading.languages),
            "not understood": ", ".join(item.article for item in reading.unread),
        }
    )
    cards = "".join(
        f'<section><h2><mark class="{_name(clause.kind)}">{_text(clause.kind)}</mark> '
        f"{_text(clause.article)}</h2>{_facts(clause.parameters)}</section>"
        for clause in reading.clauses
    )
    return _whole(
        title or "Treaty",
        language,
        style,
        _key(kinds),
        _marked(text, marks),
        f"<section>{head}</section>{cards}",
    )


def segments(
    length: int, marks: Iterable[Mark], order: Sequence[str]
) -> list[tuple[int, int, str]]:
    """A text of `length` characters cut where marks begin and end: (start, end, field or "").

    Where marks of several fields overlap, the field that comes first in `order` is shown.
    """
    rank = {field: place for place, field in enumerate(dict.fromkeys(order))}
    steps: dict[int, list[tuple[bool, str]]] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(length, mark.end)
        if start < end:
            steps.setdefault(start, []).append((True, mark.field))
            steps.setdefault(end, []).append((False, mark.field))
    held: dict[str, int] = {}
    found: list[tuple[int, int, str]] = []
    at = 0
    for cut in sorted({*steps, length}):
        if cut > at:
            best = min((f for f, count in held.items() if count), key=_ranked(rank), default="")
            if found and found[-1][2] == best:
                found[-1] = (found[-1][0], cut, best)
            else:
                found.append((at, cut, best))
            at = cut
        for opens, field in steps.get(cut, ()):
            held[field] = held.get(field, 0) + (1 if opens else -1)
    return found


def _ranked(rank: dict[str, int]) -> Any:
    return lambda field: rank.get(field, len(rank))


def _marked(text: str, marks: list[Mark]) -> str:
    order = [*FIELDS, *dict.fromkeys(mark.field for mark in marks)]
    parts = []
    for start, end, field in segments(len(text), marks, order):
        inner = _text(text[start:end])
        parts.append(
            f'<mark class="{_name(field)}" title="{_text(field)}">{inner}</mark>'
            if field
            else inner
        )
    return "".join(parts)


def _act(act: Act) -> str:
    states = ", ".join(act.states)
    facts: dict[str, Any] = {
        "subject": act.subject,
        "classes": ", ".join(act.passport_classes),
        "legal stage": act.legal_stage,
        "mode": act.mode,
        "date": act.date,
        "place": act.place,
        "occasion": act.occasion,
        "stay": None if act.stay is None else _stay(act),
        "sectors": ", ".join(act.sectors),
    }
    people = "".join(
        "<dt>"
        + _text(person.part)
        + "</dt><dd>"
        + _text(", ".join(x for x in (person.name, person.role, person.state) if x))
        + "</dd>"
        for person in act.persons
    )
    width = round(100 * min(1.0, max(0.0, act.confidence)))
    sure = (
        f'<dt>confidence</dt><dd>{act.confidence:.2f} <span class="bar">'
        f'<i style="width:{width}%"></i></span></dd>'
    )
    kind = "background" if act.background else "news"
    return (
        f'<section class="{"back" if act.background else "news"}"><h2>{_text(act.kind)} '
        f"{_text(states)} ({kind})</h2>{_facts(facts, people + sure)}</section>"
    )


def _stay(act: Act) -> str:
    values = msgspec.to_builtins(act.stay)
    return ", ".join(f"{name} {value}" for name, value in values.items() if value is not None)


def _facts(facts: dict[str, Any], more: str = "") -> str:
    rows = "".join(
        f"<dt>{_text(name.replace('_', ' '))}</dt><dd>{_text(_plain(value))}</dd>"
        for name, value in facts.items()
        if value not in (None, "", (), [])
    )
    return f"<dl>{rows}{more}</dl>" if rows or more else ""


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _key(fields: Sequence[str]) -> str:
    shown = "".join(
        f'<span class="{_name(field)}">{_text(field.replace("_", " "))}</span>' for field in fields
    )
    return f'<p class="key">{shown}</p>' if shown else ""


def _warning(text: str) -> str:
    return f"<p><strong>{_text(text)}</strong></p>"


def _rule(field: str, hue: int) -> str:
    return f".{_name(field)}{{background:hsl({hue} 80% 60% / .35)}}"


def _name(field: str) -> str:
    """A field as the name of a class: letters, figures and hyphens only."""
    return "f-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in field)


def _text(text: str) -> str:
    return escape(text, quote=True)


def _whole(
    title: str, language: str | None, style: str, key: str, article: str, record: str
) -> str:
    code = language if language and language.isascii() and language.isalpha() else "und"
    side = "rtl" if code in _RTL else "ltr"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_text(title)}</title><style>{style}</style></head><body>"
        f"<h1>{_text(title)}</h1>{key}<main>"
        f'<article lang="{code}" dir="{side}">{article}</article>'
        f"<aside>{record}</aside></main></body></html>\n"
    )
