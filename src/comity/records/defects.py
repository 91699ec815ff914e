"""Defects of records: what, where, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from comity.law.errors import DataError

MOST_DEFECTS = 100
"""Beyond so many defects a file is not what it says it is, and counting them helps nobody."""


class Defect(Struct, frozen=True, order=True):
    """One thing to mend in the register's files.

    Attributes:
        file: the file, relative to the register.
        line: the line in it; 0 where the whole file is meant.
        field: the field, such as ``grants[0].stay``, or "".
        code: a stable code of the kind of defect.
        message: what is wrong.
        expected: what would be right.
        mend: what to do.
        note: only worth a look; the register is right without it.
    """

    file: str
    line: int
    field: str
    code: str
    message: str
    expected: str = ""
    mend: str = ""
    note: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        what = f"{self.field}: {self.message}" if self.field else self.message
        parts = [f"{place}: {what}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.mend:
            parts.append(self.mend)
        return "; ".join(parts)


class RecordsError(DataError):
    """The register's files have defects; all that were found are named."""

    def __init__(self, defects: Sequence[Defect]) -> None:
        self.defects = tuple(sorted(defects))
        first = self.defects[0]
        more = f" (and {len(self.defects) - 1} more)" if len(self.defects) > 1 else ""
        super().__init__(
            f"{first.message}{more}",
            where=f"{first.file}:{first.line}" if first.line else first.file,
            expected=first.expected,
            mend="run comity validate for the whole list",
        )


def dotted(path: tuple[str | int, ...]) -> str:
    """A field's path as messages write it.

    >>> dotted(("grants", 0, "stay"))
    'grants[0].stay'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text
