"""Machine-readable zones made for the tests, with their check digits computed apart."""

from __future__ import annotations

from datetime import date

from comity.mrz import Reading, by_document_code, read
from comity.names import all_states

TODAY = date(2026, 11, 24)
STATES = by_document_code(all_states())


def digit(text: str) -> str:
    """Doc 9303 part 3, section 4.9, written the plain way: the oracle of these tests."""
    total = 0
    for index, char in enumerate(text):
        if char == "<":
            value = 0
        elif char.isdigit():
            value = ord(char) - ord("0")
        else:
            value = ord(char) - ord("A") + 10
        total += value * [7, 3, 1][index % 3]
    return str(total % 10)


def td3(
    code: str = "PD",
    issuer: str = "TGO",
    nationality: str | None = None,
    *,
    number: str = "X00000000",
    born: str = "800101",
    sex: str = "M",
    expires: str = "300101",
    optional: str = "",
    optional_digit: str | None = None,
    name: str = "SPECIMEN<<ONE",
) -> list[str]:
    """The two lines of a passport."""
    number = number.ljust(9, "<")
    optional = optional.ljust(14, "<")
    first = number + digit(number)
    birth = born + digit(born)
    rest = expires + digit(expires) + optional + (optional_digit or digit(optional))
    state = (issuer if nationality is None else nationality).ljust(3, "<")
    whole = digit(first + birth + rest)
    return [
        (code + issuer.ljust(3, "<") + name).ljust(44, "<"),
        first + state + birth + sex + rest + whole,
    ]


def td2(code: str = "I<", *, number: str = "X00000000", optional: str = "") -> list[str]:
    """The two lines of a card of the larger size; a long number fills `optional` itself."""
    number, own = (number, digit(number)) if len(number) == 9 else (number[:9], "<")
    first = number + own
    birth, rest = "800101" + digit("800101"), "300101" + digit("300101") + optional.ljust(7, "<")
    return [
        f"{code}TGOSPECIMEN<<ONE".ljust(36, "<"),
        first + "TGO" + birth + "F" + rest + digit(first + birth + rest),
    ]


def td1(
    code: str = "I<", *, number: str = "X00000000", own: str | None = None, optional: str = ""
) -> list[str]:
    """The three lines of a card."""
    upper = number + (own or digit(number)) + optional.ljust(15, "<")
    birth, expiry = "800101" + digit("800101"), "300101" + digit("300101")
    whole = digit(upper + birth + expiry + "<" * 11)
    return [
        f"{code}TGO{upper}",
        f"{birth}F{expiry}TGO{'<' * 11}{whole}",
        "SPECIMEN<<ONE".ljust(30, "<"),
    ]


def visa(width: int) -> list[str]:
    """The two lines of a visa, 44 or 36 wide."""
    number, birth, expiry = "V00000000", "800101", "270101"
    line = number + digit(number) + "TGO" + birth + digit(birth) + "F" + expiry + digit(expiry)
    return ["V<KAZSPECIMEN<<ONE".ljust(width, "<"), line.ljust(width, "<")]


def reading(lines: list[str], today: date = TODAY) -> Reading:
    return read(lines, today=today, states=STATES)


def classes(lines: list[str], today: date = TODAY) -> set[str]:
    return {item.document_class for item in reading(lines, today).candidates}


def warned(lines: list[str], today: date = TODAY) -> set[str]:
    return {item.code for item in reading(lines, today).warnings}
