"""From a document code to the classes it can stand for.

The second letter was free to each issuer until the harmonised table of ICAO Doc 9303 part 4,
section 4.4, and an old letter can look like a new one. What the letter meant turns on the day
of issue, which no machine-readable zone tells: it is bounded by the expiry and the longest
validity, and every reading that the bounds leave open is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from comity.law.dates import PartialDate, add_months

ANYONE = "*"
UNKNOWN = "unknown"
NO_LETTER = "<"

_ORDER = {"high": 0, "medium": 1, "low": 2}


class Letter(Struct, frozen=True, kw_only=True):
    """What a second letter stands for, by issuer and day of issue.

    Attributes:
        issuer: the issuer's code, or ``*`` for every issuer.
        letter: the second character of the document code.
        classes: the classes it can stand for.
        flag: ``emergency`` for an emergency passport, or "".
        valid_from, valid_to: the first and last days of issue, None where open or not known.
        kind: ``harmonised``; ``legacy``, an older use of the issuer's own; ``adopted``, where
            the issuer had no such letter before `valid_from`; ``customary``; or ``bare`` for
            no letter at all.
        confidence: ``high``, ``medium`` or ``low``; ``low`` settles nothing by itself.
        source: where it stands.
    """

    issuer: str
    letter: str
    classes: tuple[str, ...]
    flag: str
    valid_from: date | None
    valid_to: date | None
    kind: str
    confidence: str
    source: str


class NumberSign(Struct, frozen=True):
    """What the first letter of a document number hints at: a question, never a grant."""

    issuer: str
    prefix: str
    document_class: str


class Tables(Struct, frozen=True):
    """The facts that codes are read with (`comity.mrz.tables` loads them).

    Attributes:
        letters: second letters of passports.
        documents: classes by document code for other documents; ``V*`` is any visa.
        validity: longest validity in years by issuer and class, ``*`` for any.
        numbers: first letters of document numbers.
        roles: codes that are ``nationality_only``, ``specimen`` or ``signer_only``.
    """

    letters: tuple[Letter, ...]
    documents: dict[str, str]
    validity: dict[tuple[str, str], int]
    numbers: tuple[NumberSign, ...]
    roles: dict[str, str]


class Candidate(Struct, frozen=True, kw_only=True):
    """One class that the document can be of, and why.

    Attributes:
        document_class: a value of `comity.law.passports.PassportClass`, or one of
            ``alien_passport``, ``military``, ``emergency_sheet``, ``crew_member_certificate``,
            ``visa`` and ``unknown``, which no act of the register speaks of.
        kind: ``letter`` where the second letter says so; ``free`` where it was free to the
            issuer on a possible day of issue and the issuer's use is not known; ``document``
            for a document that is no passport.
        flag: ``emergency`` or "".
        reasons: the lines of the table that say so, the surest first.
    """

    document_class: str
    kind: str
    flag: str = ""
    reasons: tuple[Letter, ...] = ()


class Issue(Struct, frozen=True):
    """The days between which a document was issued; `since` None where nothing bounds it."""

    since: date | None
    until: date


def issue_bounds(expires: PartialDate | None, years: int, today: date) -> Issue:
    """Between which days a document was issued: its expiry less its validity, and today.

    A document that would have been issued after today is valid for longer than the table
    knows, and then nothing bounds its issue but today.
    """
    if expires is None:
        return Issue(None, today)
    until = min(today, expires.latest)
    if expires.earliest.year <= years:
        return Issue(None, until)
    since = add_months(expires.earliest, -12 * years)
    return Issue(None if since > until else since, until)


def validity(tables: Tables, issuer: str, document_class: str) -> int:
    """The longest validity of a document, in years, from the most exact line there is."""
    for key in ((issuer, document_class), (issuer, ANYONE), (ANYONE, document_class)):
        if key in tables.validity:
            return tables.validity[key]
    return tables.validity[ANYONE, ANYONE]


def candidates(
    code: str, issuer: str, expires: PartialDate | None, today: date, tables: Tables
) -> tuple[Candidate, ...]:
    """The classes a document with this code can be of, the best known first.

    Args:
        code: the document code, two characters.
        issuer: the code of the issuer.
        expires: its expiry, None where it is not known.
        today: the day on which it is read.
        tables: what letters mean.
    """
    if code[0] != "P":
        named = tables.documents.get(code) or tables.documents.get(code[0] + ANYONE, UNKNOWN)
        return (Candidate(document_class=named, kind="document"),)
    lines = _lines(code[1], issuer, tables)
    found: dict[tuple[str, str], list[Letter]] = {}
    for line in sorted(lines, key=lambda line: _ORDER[line.confidence]):
        for name in line.classes:
            issue = issue_bounds(expires, validity(tables, issuer, name), today)
            if _meets(line, issue):
                found.setdefault((name, line.flag), []).append(line)
    made = [
        Candidate(document_class=name, kind="letter", flag=flag, reasons=tuple(reasons))
        for (name, flag), reasons in found.items()
    ]
    if not _covered(lines, issue_bounds(expires, _longest(lines, issuer, tables), today)):
        made.append(Candidate(document_class=UNKNOWN, kind="free"))
    return tuple(made)


def _lines(letter: str, issuer: str, tables: Tables) -> tuple[Letter, ...]:
    """The lines on a letter; an issuer's own replace those for everyone of their kind."""
    lines = [line for line in tables.letters if line.letter == letter]
    own = tuple(line for line in lines if line.issuer == issuer)
    replaced = {line.kind for line in own}
    if "legacy" in replaced:
        replaced.add("customary")
    return own + tuple(
        line for line in lines if line.issuer == ANYONE and line.kind not in replaced
    )


def _longest(lines: Sequence[Letter], issuer: str, tables: Tables) -> int:
    names = {name for line in lines for name in line.classes} | {ANYONE}
    return max(validity(tables, issuer, name) for name in names)


def _meets(line: Letter, issue: Issue) -> bool:
    begins = line.valid_from is None or line.valid_from <= issue.until
    ends = line.valid_to is None or issue.since is None or line.valid_to >= issue.since
    return begins and ends


def _covered(lines: Sequence[Letter], issue: Issue) -> bool:
    """Whether lines that can be relied on tell the meaning on every possible day of issue."""
    reached = issue.since or date.min
    for line in sorted(lines, key=_opens):
        if line.confidence == "low" or _opens(line) > reached:
            continue
        if line.valid_to is None or line.valid_to >= issue.until:
            return True
        reached = max(reached, line.valid_to + timedelta(days=1))
    return False


def _opens(line: Letter) -> date:
    """The day from which a line tells all; no such letter was issued before an adoption."""
    return date.min if line.kind == "adopted" else line.valid_from or date.min


def number_sign(number: str, issuer: str, tables: Tables) -> str | None:
    """The class that a document number hints at, or None: weak, a reason to look closer."""
    for sign in tables.numbers:
        if sign.issuer == issuer and number.startswith(sign.prefix):
            return sign.document_class
    return None
