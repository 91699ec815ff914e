"""Opening a register: a folder of records, a compiled bundle, or the one that is shipped.

In a checkout the records themselves are what one edits: where they are newer than the
bundle, the bundle is compiled anew in memory, so that an edit counts at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.law.errors import DataError

if TYPE_CHECKING:
    from comity.register.statements import Store


def open_store(path: Path) -> Store:
    """The register at `path`: a folder of records or a bundle file."""
    if path.is_dir():
        from comity.records.read import load_records
        from comity.register.store import RecordStore

        return RecordStore(load_records(path))
    if path.is_file():
        from comity.register.bundle import Bundle

        return Bundle.open(path)
    raise DataError(
        "there is no register",
        where=str(path),
        expected="a folder of records or a bundle made with comity build",
        mend="check the path",
    )
