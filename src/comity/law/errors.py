"""The one family of errors Comity raises on purpose.

Every error says what was wrong, where, what was expected and how to mend it; the doors
(command line, service) turn it into a message and an exit code and nothing else.
"""

from __future__ import annotations

EXIT_USAGE = 2
"""Exit status for a question that cannot be understood (an option, a state, a date)."""

EXIT_DATA = 65
"""Exit status for bad data: a record, a list, a bundle or a document (sysexits' EX_DATAERR)."""


class ComityError(Exception):
    """Something a person can mend.

    Args:
        message: what is wrong, in one sentence, without a full stop at the end.
        where: the place (a file with line and field, an option, an argument), or "".
        expected: what would have been right, or "".
        mend: what to do now, or "".
    """

    exit_code: int = EXIT_DATA

    def __init__(
        self, message: str, *, where: str = "", expected: str = "", mend: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.expected = expected
        self.mend = mend

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.message}" if self.where else self.message]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.mend:
            parts.append(self.mend)
        return "; ".join(parts)


class UsageError(ComityError):
    """A question that cannot be understood: an unknown state, class, date, option."""

    exit_code = EXIT_USAGE


class DataError(ComityError):
    """Data that cannot be trusted: a record, a table, a bundle, a document."""

    exit_code = EXIT_DATA
