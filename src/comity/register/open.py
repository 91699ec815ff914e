"""Opening a register: a folder of records, a compiled bundle, or the one that is shipped.

In a checkout the records are what one edits. The shipped bundle carries a stamp of the files
it was compiled from (their names, sizes and times); where the folder no longer matches, it is
compiled anew before the question is answered, so that an edit counts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from comity.law.errors import DataError

if TYPE_CHECKING:
    from comity.register.bundle import Bundle
    from comity.register.statements import Store

ENVIRONMENT = "COMITY_REGISTER"
"""The variable that names another register than the shipped one."""

LAYER_ENVIRONMENT = "COMITY_LAYER"
"""The variable that names another layer than the one in the user's data folder."""

_HERE = Path(__file__).resolve().parent
SHIPPED = _HERE / "data" / "register.bundle"
STAMP = SHIPPED.with_name(".stamp")
CHECKOUT = _HERE.parents[2] / "register"


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


def default_store(notice: Callable[[str], None] | None = None) -> Store:
    """The register named by the environment, or the shipped one, up to date with a checkout.

    A layer that the user imported is laid over it.
    """
    named = os.environ.get(ENVIRONMENT)
    if named:
        return layered(open_store(Path(named)))
    if (CHECKOUT / "sources").is_dir():
        _refresh(notice or _to_stderr)
    return layered(_bundle(SHIPPED))


def layer_path() -> Path:
    """Where a user's own layer stands."""
    named = os.environ.get(LAYER_ENVIRONMENT)
    if named:
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local/share")
    return Path(home) / "comity" / "passport-index.layer"


def layered(store: Store) -> Store:
    """The register with the user's layer over it, if there is one."""
    path = layer_path()
    if not path.is_file():
        return store
    from comity.records.passport_index.matrix import read_layer
    from comity.register.layer import LayeredStore

    return LayeredStore(store, read_layer(path))


def _bundle(path: Path) -> Bundle:
    from comity.register.bundle import Bundle

    return Bundle.open(path)


def _refresh(notice: Callable[[str], None]) -> None:
    stamp = stamp_of(CHECKOUT)
    if SHIPPED.is_file() and STAMP.is_file() and STAMP.read_text() == stamp:
        return
    notice("The register's records have changed: compiling them.")
    write_bundle(CHECKOUT, SHIPPED)
    STAMP.write_text(stamp)


def write_bundle(folder: Path, target: Path) -> int:
    """Compile a folder of records to a bundle file, whole or not at all; its size in bytes."""
    from comity.records.read import load_records
    from comity.register.bundle import compile_bundle

    content = compile_bundle(load_records(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)
    return len(content)


def stamp_of(folder: Path) -> str:
    """A stamp that changes with any edit of a folder's files, or of the code that reads them.

    It is the plain list of names, sizes and times: comparing it costs less than a digest.
    """
    places = [folder, *(_HERE.parent / room for room in ("law", "records", "register"))]
    files = [
        (f"{place.name}{name[len(str(place)) :]}", size, changed)
        for place in places
        for name, size, changed in _entries(str(place))
    ]
    return "".join(f"{name}\t{size}\t{changed}\n" for name, size, changed in sorted(files))


def _entries(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            elif entry.name.endswith((".yaml", ".csv", ".py")):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr)
