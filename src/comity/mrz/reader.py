"""Lines to a reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from comity.law.dates import PartialDate
from comity.law.errors import ComityError
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
from comity.mrz.reading import Name, Personal, Reading, Warning
from comity.mrz.tables import shipped

LONGEST_TEXT = 1_000_000
"""The longest text that is taken, in characters."""

LONGEST_LINES = 8
"""The most lines one document is given in before it is refused unread."""

FindState = Callable[[str], State]
"""From a code to a state; raises a `ComityError` for one it does not know."""

_SEX = {"F": "female", "M": "male", "<": None}


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
    find: FindState,
    tables: Tables | None = None,
) -> Reading:
    """What one machine-readable zone says.

    Wrong check digits do not raise: they are in `checks` with the places that may be misread,
    and `Reading.ok` is false. `to_passports` takes no such reading.

    Args:
        text: the lines of one document; small letters are taken for capitals.
        today: the day that two-digit years and days of issue are read by.
        find: what knows states by code, such as `comity.names.find`.
        tables: what letters mean; the shipped tables if not given.

    Raises:
        MrzError: the lines are those of no format of ICAO Doc 9303.
    """
    lines = _lines(text)
    facts = shipped() if tables is None else tables
    format = format_of(lines)
    layout = LAYOUTS[format]
    code = CODE.of(lines)
    issuer, issuer_known = _state(ISSUER.of(lines), find)
    nationality, nationality_known = _state(layout.nationality.of(lines), find)
    expires = expiry_date(layout.expiry.of(lines), today)
    classes = candidates(code, issuer, expires, today, facts)
    personal = _personal(format, layout, lines, today)
    unknown = [
        Warning("unknown_issuer", issuer) if not issuer_known else None,
        Warning("unknown_nationality", nationality) if not nationality_known else None,
    ]
    return Reading(
        format=format,
        document_code=code,
        issuer=issuer,
        nationality=nationality or None,
        nationality_shown=_is_nationality(nationality, find),
        candidates=classes,
        expires=expires,
        checks=checks(format, lines),
        warnings=(
            *(item for item in unknown if item is not None),
            *_on_states(issuer, nationality, find, facts),
            *_on_class(code, issuer, classes, personal, facts),
            *_on_dates(layout, lines, personal, expires, today),
            *_on_validity(code, issuer, classes, expires, today, facts),
            *_on_holder(layout, lines, personal),
        ),
        specimen="specimen" in (facts.roles.get(issuer), facts.roles.get(nationality)),
        personal=personal,
    )


def _lines(text: str | Sequence[str]) -> tuple[str, ...]:
    if isinstance(text, str):
        found = documents(text)
        lines = found[0] if len(found) == 1 else tuple(line for one in found for line in one)
    else:
        lines = tuple(line.strip() for line in text)
    if len(lines) > LONGEST_LINES:
        raise MrzError(
            f"{len(lines)} lines are no document",
            expected="two lines, or three of a card",
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


def _state(written: str, find: FindState) -> tuple[str, bool]:
    """Comity's code for a code of the zone, and whether it is known."""
    bare = written.rstrip("<")
    if not bare:
        return "", True
    try:
        state = find(bare)
    except ComityError:
        return bare, False
    # A name or a two-letter code that happens to be known is no code of Doc 9303.
    known = bare == state.icao if state.icao else bare == state.code
    return (state.code, True) if known else (bare, False)


def _is_nationality(code: str, find: FindState) -> bool:
    """Whether persons can have this nationality; organisations have no nationals."""
    try:
        return bool(code) and find(code).kind is not StateKind.ORGANISATION
    except ComityError:
        return False


def _personal(format: Format, layout: Layout, lines: tuple[str, ...], today: date) -> Personal:
    field = layout.name.of(lines)
    return Personal(
        number=number_of(format, lines),
        name=Name(field.rstrip("<"), not field.endswith("<")),
        born=birth_date(layout.birth.of(lines), today),
        sex=_SEX.get(layout.sex.of(lines)),
        optional=tuple(span.of(lines).rstrip("<") for span in layout.optional),
    )


def _on_states(issuer: str, nationality: str, find: FindState, facts: Tables) -> Iterator[Warning]:
    if not issuer:
        yield Warning("issuer_missing")
    role = facts.roles.get(issuer)
    if role is not None:
        yield Warning("specimen" if role == "specimen" else "no_issuer", issuer)
    for code in sorted({issuer, nationality} - {""}):
        try:
            state = find(code)
        except ComityError:
            continue
        if state.code == code and state.is_historical:
            yield Warning("historical", code)


def _on_class(
    code: str, issuer: str, classes: Sequence[Candidate], personal: Personal, facts: Tables
) -> Iterator[Warning]:
    names = [item.document_class for item in classes]
    if len(classes) > 1 or UNKNOWN in names:
        yield Warning("class_open", code)
    for item in classes:
        if item.flag:
            yield Warning(item.flag, item.document_class)
        if any(line.kind == "customary" for line in item.reasons):
            yield Warning("customary_letter", code)
    hint = number_sign(personal.number, issuer, facts)
    if hint is not None and code[0] == "P" and names != [hint]:
        yield Warning("number_hints", hint)


def _on_dates(
    layout: Layout,
    lines: tuple[str, ...],
    personal: Personal,
    expires: PartialDate | None,
    today: date,
) -> Iterator[Warning]:
    if personal.born is None and not is_unknown(layout.birth.of(lines)):
        yield Warning("birth_unreadable")
    if expires is None:
        field = layout.expiry.of(lines)
        yield Warning("expiry_missing" if is_unknown(field) else "expiry_unreadable")
    elif expires.latest < today:
        yield Warning("expired", expires.text)


def _on_validity(
    code: str,
    issuer: str,
    classes: Sequence[Candidate],
    expires: PartialDate | None,
    today: date,
    facts: Tables,
) -> Iterator[Warning]:
    if expires is None or code[0] != "P":
        return
    years = max(validity(facts, issuer, item.document_class) for item in classes)
    issue = issue_bounds(expires, years, today)
    if issue.since is None:
        yield Warning("validity_long", expires.text)
    elif code[1] == NO_LETTER and all(item.kind == "free" for item in classes):
        yield Warning("letter_due", expires.text)


def _on_holder(layout: Layout, lines: tuple[str, ...], personal: Personal) -> Iterator[Warning]:
    if layout.sex.of(lines) not in _SEX:
        yield Warning("sex_unreadable")
    if personal.name.may_be_truncated:
        yield Warning("name_truncated")
