"""What is wrong in a delegation: errors that stop it, and faults of single lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from comity.law.errors import ComityError, DataError

T = TypeVar("T")

SHOWN = 40
"""How much of a value a message repeats."""


class TripError(DataError):
    """A file, a place or an itinerary that cannot be read."""


class RowError(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fault of one line; the other lines are answered all the same.

    Attributes:
        row: the line as the file counts it: the header of a table is 1; in JSON, the number of
            the traveller from 1.
        field: the column or key.
        message: what is wrong.
        expected, mend: what would have been right, and what to do now.
    """

    row: int
    field: str
    message: str
    expected: str = ""
    mend: str = ""

    def __str__(self) -> str:
        parts = [f"row {self.row}, {self.field}: {self.message}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.mend:
            parts.append(self.mend)
        return "; ".join(parts)


class Faults:
    """Gathers every fault of a line, so that none hides another."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.found: list[RowError] = []

    def add(self, field: str, error: ComityError) -> None:
        """Keep one fault; an error that knows its own place says it in its message."""
        self.found.append(
            RowError(
                row=self.row,
                field=field,
                message=_placed(error),
                expected=error.expected,
                mend=error.mend,
            )
        )

    def attempt(self, field: str, make: Callable[[], T]) -> T | None:
        """What `make` gives, or None and a fault."""
        try:
            return make()
        except ComityError as error:
            self.add(field, error)
            return None


def _placed(error: ComityError) -> str:
    """The message, with a place within the field where it does not name it anyway."""
    told = not error.where or error.where in error.message
    return error.message if told else f"{error.where}: {error.message}"


def shown(text: str) -> str:
    """A value cut short for a message, on one line, without control characters."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: SHOWN + 1])
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + "…"
