"""What an import did, table by table."""

from __future__ import annotations

from msgspec import Struct


class FileCount(Struct, frozen=True, kw_only=True):
    """The rows of one table, and those whose statement stands in the records: all of them.

    Attributes:
        repeated: rows that say what another row says on the word of the same source; the two
            are one statement.
    """

    file: str
    rows: int
    statements: int
    repeated: int = 0


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did.

    Attributes:
        files: the counts of every table, in the order of their names.
        sources, instruments, lists, groups, pairs: how many records of each kind it made.
        warnings: what a person should look at, in whole sentences.
    """

    files: tuple[FileCount, ...]
    sources: int
    instruments: int
    lists: int
    groups: int
    pairs: int
    warnings: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """All rows read."""
        return sum(item.rows for item in self.files)

    @property
    def statements(self) -> int:
        """All rows whose statement stands in the records."""
        return sum(item.statements for item in self.files)
