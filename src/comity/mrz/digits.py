"""Check digits: ICAO Doc 9303 part 3, section 4.9, and what was misread when one is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from comity.mrz.layout import LAYOUTS, Format, Layout, Span

_WEIGHTS = (7, 3, 1)
_VALUES = {
    "<": 0,
    **{char: int(char, 36) for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}
ALPHABET = frozenset(_VALUES)
"""The characters of a machine-readable zone."""

_LOOKALIKES = ("0ODQ", "1IL", "2Z", "3B8", "4A", "5S", "6G", "7TZ", "8BS", "UV", "VY", "MN", "KX")
"""Characters taken for one another, by eye or by machine, in the fount OCR-B."""

_CONFUSED: dict[str, str] = {
    char: "".join(
        sorted({other for group in _LOOKALIKES if char in group for other in group} - {char})
    )
    for char in sorted({char for group in _LOOKALIKES for char in group})
}

_OFTEN = frozenset("0O 0D 0Q 1I 2Z 5S 6G 8B".split())
"""The pairs met most often, told first."""


class Misread(Struct, frozen=True):
    """One character that, read as another, would make the check digits right.

    Attributes:
        line, position: where it stands, from 1.
        read: what stands there.
        likely: what it may be.
    """

    line: int
    position: int
    read: str
    likely: str


class Check(Struct, frozen=True):
    """One check digit.

    Attributes:
        field: ``number``, ``birth``, ``expiry``, ``optional`` or ``composite``.
        ok: whether it is right, and the field holds only what it can hold.
        position: where the digit stands in its line, from 1.
        line: its line, from 1.
        misreads: single misreadings that would account for it; empty where it is right.
    """

    field: str
    ok: bool
    position: int
    line: int
    misreads: tuple[Misread, ...] = ()


class Rule(Struct, frozen=True):
    """What one check digit is computed over.

    Attributes:
        digit: where it stands.
        spans: what it covers, in this order.
        numeric: whether a field of a date, digits and fillers only.
        lenient: whether a filler may stand for a check digit over nothing but fillers
            (part 4, section 4.2.2, position 43).
    """

    field: str
    digit: Span
    spans: tuple[Span, ...]
    numeric: bool = False
    lenient: bool = False


def check_digit(text: str) -> str:
    """The check digit over `text`: weights 7, 3, 1, letters from A = 10, filler 0, modulo 10.

    Characters whose values differ by ten (6 and G, 0 and A, 1 and L) have
    one digit, so that no reader can tell them apart by it.

    >>> check_digit("520727")
    '3'
    """
    return str(sum(_VALUES[char] * _WEIGHTS[at % 3] for at, char in enumerate(text)) % 10)


def rules(format: Format, lines: Sequence[str]) -> tuple[Rule, ...]:
    """The check digits of a document, in the order of its lines."""
    layout = LAYOUTS[format]
    made = [
        _number(format, layout, tuple(lines)),
        Rule("birth", _after(layout.birth), (layout.birth,), numeric=True),
        Rule("expiry", _after(layout.expiry), (layout.expiry,), numeric=True),
    ]
    if layout.optional_check is not None:
        made.append(Rule("optional", layout.optional_check, layout.optional, lenient=True))
    if layout.composite_check is not None:
        made.append(Rule("composite", layout.composite_check, layout.composite))
    return tuple(made)


def _after(span: Span) -> Span:
    return Span(span.line, span.last + 1, span.last + 1)


def _number(format: Format, layout: Layout, lines: tuple[str, ...]) -> Rule:
    """The digit over the number, which on a card may run over into the optional data.

    Then a filler stands for its digit, the rest of the number begins the optional data, and
    the digit is the last character before the next filler (parts 5 and 6, section 4.2.2).
    """
    digit = _after(layout.number)
    if layout.first_letters == "ACI" and digit.of(lines) == "<":
        optional = layout.optional[0]
        length = len(optional.of(lines).split("<", 1)[0])
        if length > 1:
            last = optional.first + length - 1
            rest = Span(optional.line, optional.first, last - 1)
            return Rule("number", Span(optional.line, last, last), (layout.number, rest))
    return Rule("number", digit, (layout.number,))


def number_of(format: Format, lines: tuple[str, ...]) -> str:
    """The document number without its fillers, whole where it runs over."""
    return "".join(span.of(lines) for span in rules(format, lines)[0].spans).rstrip("<")


def checks(format: Format, lines: tuple[str, ...]) -> tuple[Check, ...]:
    """Every check digit of a document, right or wrong."""
    every = rules(format, lines)
    right = [_holds(rule, lines) for rule in every]
    return tuple(
        Check(
            rule.field,
            ok,
            rule.digit.first,
            rule.digit.line,
            () if ok else _misreads(rule, format, lines),
        )
        for rule, ok in zip(every, right, strict=True)
    )


def _holds(rule: Rule, lines: tuple[str, ...]) -> bool:
    text = "".join(span.of(lines) for span in rule.spans)
    digit = rule.digit.of(lines)
    if rule.numeric and not set(text) <= set("0123456789<"):
        return False
    if rule.lenient and digit == "<":
        return not text.strip("<")
    return digit == check_digit(text)


def _misreads(rule: Rule, format: Format, lines: tuple[str, ...]) -> tuple[Misread, ...]:
    """Single changes that mend this digit.

    Those that mend every digit, if any do; else those that make no other wrong; else all, for
    with several faults another digit can be right by chance.
    """
    before = [_holds(other, lines) for other in rules(format, lines)]
    tiers: tuple[list[Misread], ...] = ([], [], [])
    for span in (*rule.spans, rule.digit):
        for position in range(span.first, span.last + 1):
            read = lines[span.line - 1][position - 1]
            for likely in _CONFUSED.get(read, ""):
                changed = _changed(lines, span.line, position, likely)
                made = {new.field: new for new in rules(format, changed)}
                if _holds(made[rule.field], changed):
                    after = [_holds(new, changed) for new in made.values()]
                    kept = all(now or not was for now, was in zip(after, before, strict=True))
                    tier = 0 if all(after) else 1 if kept else 2
                    tiers[tier].append(Misread(span.line, position, read, likely))
    return tuple(sorted(next((tier for tier in tiers if tier), ()), key=_is_seldom))


def _is_seldom(item: Misread) -> bool:
    return "".join(sorted(item.read + item.likely)) not in _OFTEN


def _changed(lines: tuple[str, ...], line: int, position: int, char: str) -> tuple[str, ...]:
    old = lines[line - 1]
    return (
        *lines[: line - 1],
        old[: position - 1] + char + old[position:],
        *lines[line:],
    )
