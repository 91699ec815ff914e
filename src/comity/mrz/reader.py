"""Lines to a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from comity.law.dates import PartialDate
from comity.law.states import State, StateKind
from comity.mrz.dates import birth_date, expiry_date, is_unknown
from comity.mrz.digits import ALPHABET, checks, number_of
from comity.mrz.errors import MrzError
from comity.mrz.layout import CODE, ISSUER, LAYOUTS, Format, Layout, format_of
from comity.mrz.letters import (
    NO_LETTER,
    UNKNOWN,
    Candidate,
    Tables,
    candidates,
    issue_bounds,
    number_sign,
    validity,
)
from comity.mrz.reading import Name, Notice, Personal, Reading
from comity.mrz.tables import shipped

LONGEST_TEXT = 1_000_000
"""The longest text that is taken, in characters."""

MOST_LINES, LONGEST_LINE = 8, 100
"""What one document is given in at most before it is refused unread."""

States = Mapping[str, State]
"""States by the code that documents have for them (`by_document_code` makes it)."""

_SEX = {"F": "female", "M": "male", "<": None}


def by_document_code(states: Iterable[State]) -> dict[str, State]:
    """States by the code on their documents: ``D`` for Germany, ``RKS`` for Kosovo."""
    return {
        state.icao or state.code: state for state in states if state.kind is not StateKind.GROUP
    }


def documents(text: str) -> tuple[tuple[str, ...], ...]:
    """The lines of each document in a text; blank lines part the documents.

    Raises:
        MrzError: the text is too long or has no line.
    """
    if len(text) > LONGEST_TEXT:
        raise MrzError(
            f"a text of {len(text)} characters is too long",
            expected=f"at most {LONGEST_TEXT}",
            mend="give the documents in several parts",
        )
    found: list[tuple[str, ...]] = []
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            held.append(line.strip())
        elif held:
            found.append(tuple(held))
            held = []
    if not found:
        raise MrzError(
            "there is no line to read",
            expected="the lines at the foot of a passport's data page",
            mend="give the lines, each on a line of its own",
        )
    return tuple(found)


def read(
    text: str | Sequence[str],
    *,
    today: date,
    states: States,
    tables: Tables | None = None,
) -> Reading:
    """What one machine-readable zone says.

    Wrong check digits do not raise: they are in `checks` with the places that may be misread,
    and `Reading.ok` is false. `to_passports` takes no such reading.

    Args:
        text: the lines of one document; small letters are taken for capitals.
        today: the day that two-digit years and days of issue are read by.
        states: the known states, such as ``by_document_code(comity.names.all_states())``.
        tables: what letters mean; the shipped tables if not given.

    Raises:
        MrzError: the lines are those of no format of ICAO Doc 9303.
    """
    lines = _lines(text)
    facts = shipped() if tables is None else tables
    format = format_of(lines)
    layout = LAYOUTS[format]
    code = CODE.of(lines)
    issued_by, held_by = ISSUER.of(lines).rstrip("<"), layout.nationality.of(lines).rstrip("<")
    issuer, nationality = _code(issued_by, states), _code(held_by, states)
    expires = expiry_date(layout.expiry.of(lines), today)
    classes = candidates(code, issuer, expires, today, facts)
    personal = _personal(format, layout, lines, today)
    return Reading(
        format=format,
        document_code=code,
        issuer=issuer,
        nationality=nationality or None,
        nationality_shown=_is_nationality(states.get(held_by)),
        candidates=classes,
        expires=expires,
        checks=checks(format, lines),
        warnings=(
            *_on_states(issued_by, held_by, states, facts),
            *_on_class(code, issuer, classes, personal, facts),
            *_on_dates(layout, lines, personal, expires, today),
            *_on_validity(code, issuer, classes, expires, today, facts),
            *_on_holder(layout, lines, personal),
        ),
        personal=personal,
    )


def _lines(text: str | Sequence[str]) -> tuple[str, ...]:
    if isinstance(text, str):
        found = documents(text)
        lines = found[0] if len(found) == 1 else tuple(line for one in found for line in one)
    else:
        lines = tuple(line.strip() for line in text)
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise MrzError(
            "there is more than one document here, or none",
            expected="two lines of 36 or 44 characters, or three of 30",
            mend="part the documents by blank lines",
        )
    return tuple(_clean(line, number) for number, line in enumerate(lines, start=1))


def _clean(line: str, number: int) -> str:
    if line.isascii():
        line = line.upper()
    for position, char in enumerate(line, start=1):
        if char not in ALPHABET:
            raise MrzError(
                f"the character {char!r} stands in no machine-readable zone",
                where=f"line {number}, position {position}",
                expected="A to Z, 0 to 9 and <",
                mend="write < for each filler and for each space",
            )
    return line


def _code(written: str, states: States) -> str:
    """Comity's code for a code of the zone; the code itself where it is not known."""
    return states[written].code if written in states else written


def _is_nationality(state: State | None) -> bool:
    """Whether persons can have this nationality; organisations have no nationals."""
    return state is not None and state.kind is not StateKind.ORGANISATION


def _personal(format: Format, layout: Layout, lines: tuple[str, ...], today: date) -> Personal:
    field = layout.name.of(lines)
    return Personal(
        number=number_of(format, lines),
        name=Name(field.rstrip("<"), not field.endswith("<")),
        born=birth_date(layout.birth.of(lines), today),
        sex=_SEX.get(layout.sex.of(lines)),
        optional=tuple(span.of(lines).rstrip("<") for span in layout.optional),
    )


def _on_states(issuer: str, nationality: str, states: States, facts: Tables) -> Iterator[Notice]:
    """Warnings on the two codes as they are written."""
    if not issuer:
        yield Notice("issuer_missing")
    elif issuer not in states:
        yield Notice("unknown_issuer", issuer)
    elif facts.roles.get(issuer, "specimen") != "specimen":
        yield Notice("no_issuer", issuer)
    if nationality and nationality not in states:
        yield Notice("unknown_nationality", nationality)
    for code in sorted({issuer, nationality}):
        if facts.roles.get(code) == "specimen":
            yield Notice("specimen", code)
        if code in states and states[code].is_historical:
            yield Notice("historical", states[code].code)


def _on_class(
    code: str, issuer: str, classes: Sequence[Candidate], personal: Personal, facts: Tables
) -> Iterator[Notice]:
    names = [item.document_class for item in classes]
    if len(classes) > 1 or UNKNOWN in names:
        yield Notice("class_open", code)
    for item in classes:
        if item.flag:
            yield Notice(item.flag, item.document_class)
        if any(line.kind == "customary" for line in item.reasons):
            yield Notice("customary_letter", code)
    hint = number_sign(personal.number, issuer, facts)
    if hint is not None and code[0] == "P" and names != [hint]:
        yield Notice("number_hints", hint)


def _on_dates(
    layout: Layout,
    lines: tuple[str, ...],
    personal: Personal,
    expires: PartialDate | None,
    today: date,
) -> Iterator[Notice]:
    if personal.born is None and not is_unknown(layout.birth.of(lines)):
        yield Notice("birth_unreadable")
    if expires is None:
        field = layout.expiry.of(lines)
        yield Notice("expiry_missing" if is_unknown(field) else "expiry_unreadable")
    elif expires.latest < today:
        yield Notice("expired", expires.text)


def _on_validity(
    code: str,
    issuer: str,
    classes: Sequence[Candidate],
    expires: PartialDate | None,
    today: date,
    facts: Tables,
) -> Iterator[Notice]:
    if expires is None or code[0] != "P":
        return
    years = max(validity(facts, issuer, item.document_class) for item in classes)
    issue = issue_bounds(expires, years, today)
    if issue.since is None:
        yield Notice("validity_long", expires.text)
    elif code[1] == NO_LETTER and all(item.kind == "free" for item in classes):
        yield Notice("letter_due", expires.text)


def _on_holder(layout: Layout, lines: tuple[str, ...], personal: Personal) -> Iterator[Notice]:
    if layout.sex.of(lines) not in _SEX:
        yield Notice("sex_unreadable")
    if personal.name.may_be_truncated:
        yield Notice("name_truncated")
