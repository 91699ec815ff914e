"""Reading a register's folder: every file once, every defect named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from comity.law.errors import DataError
from comity.law.groups import Group
from comity.law.instruments import Instrument
from comity.law.passports import IssuerProfile
from comity.records.decode import decode
from comity.records.defects import Defect, RecordsError
from comity.records.model import Listing, Records, Relations, Row, SourceFile
from comity.records.tables import read_rows
from comity.records.yaml import Document, YamlError, parse

T = TypeVar("T")

FOLDERS: dict[str, Any] = {
    "sources": SourceFile,
    "instruments": Instrument,
    "lists": Listing,
    "relations": Relations,
    "groups": Group,
    "issuers": IssuerProfile,
}
MAX_FILES = 100_000


class Reading:
    """A folder in the course of being read.

    Attributes:
        records: what could be read.
        documents: the parsed file of each record, for messages with lines, by ``kind:id``.
        defects: what is wrong so far.
    """

    def __init__(self) -> None:
        self.records = Records(
            sources={}, instruments={}, listings={}, relations={}, groups={}, profiles={}
        )
        self.documents: dict[str, Document] = {}
        self.defects: list[Defect] = []

    def defect(
        self,
        document: Document | str,
        path: tuple[str | int, ...],
        code: str,
        message: str,
        expected: str = "",
        mend: str = "",
    ) -> None:
        """Note a defect at a field of a file."""
        name = document if isinstance(document, str) else document.name
        line = 0 if isinstance(document, str) else document.line(path)
        field = "".join(
            f"[{step}]" if isinstance(step, int) else (f".{step}" if index else step)
            for index, step in enumerate(path)
        )
        self.defects.append(Defect(name, line, field, code, message, expected, mend))


def load_records(folder: Path) -> Records:
    """The records of a folder; RecordsError names every defect of their form."""
    reading = read_folder(folder)
    if reading.defects:
        raise RecordsError(reading.defects)
    return reading.records


def read_folder(folder: Path) -> Reading:
    """Everything that can be read of a folder, with the defects found on the way."""
    if not folder.is_dir():
        raise DataError(
            "there is no register here",
            where=str(folder),
            expected="a folder with instruments, lists, sources ...",
            mend="check the path",
        )
    reading = Reading()
    for name, kind in FOLDERS.items():
        for path in _files(folder / name):
            _read_file(reading, folder, path, name, kind)
    return reading


def _files(folder: Path) -> Iterator[Path]:
    """The folder's YAML files in a fixed order; links out of it are not followed."""
    if not folder.is_dir():
        return
    files = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    if len(files) > MAX_FILES:
        raise DataError(
            f"the folder has {len(files):,} files",
            where=folder.name,
            expected=f"at most {MAX_FILES:,}",
            mend="check that this is a register",
        )
    yield from files


def _read_file(reading: Reading, folder: Path, path: Path, name: str, kind: type[T]) -> None:
    where = path.relative_to(folder).as_posix()
    try:
        document = parse(path.read_bytes(), where)
    except YamlError as error:
        line = int(error.where.rpartition(":")[2]) if error.where != where else 0
        reading.defects.append(
            Defect(where, line, "", "not_yaml", error.message, error.expected, error.mend)
        )
        return
    value, defects = decode(document, kind)
    reading.defects.extend(defects)
    if value is not None:
        _FILERS[name](reading, document, value, path)


def _once(reading: Reading, document: Document, kind: str, key: str) -> bool:
    """Whether this is the first record of that name; the second is a defect."""
    have = reading.documents.get(f"{kind}:{key}")
    if have is None:
        reading.documents[f"{kind}:{key}"] = document
        reading.records.places[f"{kind}:{key}"] = document.name
        return True
    reading.defect(
        document,
        (),
        "twice",
        f"the {kind} '{key}' stands in {have.name} as well",
        "one record of that name",
        "join the two files or rename one",
    )
    return False


def _named_after(reading: Reading, document: Document, path: Path, kind: str, name: str) -> None:
    if path.stem != name:
        reading.defect(
            document,
            ("id",) if kind != "pair" else ("states",),
            "misfiled",
            f"the {kind} '{name}' stands in a file of another name",
            f"the file {name}.yaml",
            "rename the file or correct the name",
        )


def _file_sources(reading: Reading, document: Document, value: SourceFile, path: Path) -> None:
    for index, source in enumerate(value.sources):
        if _once(reading, document, "source", source.id):
            reading.records.sources[source.id] = source
            reading.documents[f"source:{source.id}#{index}"] = document


def _file_instrument(reading: Reading, document: Document, value: Instrument, path: Path) -> None:
    if _once(reading, document, "instrument", value.id):
        _named_after(reading, document, path, "instrument", value.id)
        reading.records.instruments[value.id] = value


def _file_listing(reading: Reading, document: Document, value: Listing, path: Path) -> None:
    if not _once(reading, document, "list", value.id):
        return
    _named_after(reading, document, path, "list", value.id)
    table = path.with_suffix(".csv")
    name = document.name.removesuffix(".yaml") + ".csv"
    rows: list[Row] = []
    if table.is_file():
        rows, defects = read_rows(table.read_bytes(), name)
        reading.defects.extend(defects)
    elif value.assertions.rows_max > 0:
        reading.defect(
            document,
            ("assertions",),
            "no_table",
            "the list has no table",
            name,
            "add the table, or assert no rows",
        )
    reading.records.listings[value.id] = (value, tuple(rows))


def _file_relations(reading: Reading, document: Document, value: Relations, path: Path) -> None:
    first, second = sorted(value.states)
    if _once(reading, document, "pair", f"{first}-{second}"):
        _named_after(reading, document, path, "pair", f"{first}-{second}")
        reading.records.relations[first, second] = value


def _file_group(reading: Reading, document: Document, value: Group, path: Path) -> None:
    if _once(reading, document, "group", value.id):
        _named_after(reading, document, path, "group", value.id)
        reading.records.groups[value.id] = value


def _file_profile(reading: Reading, document: Document, value: IssuerProfile, path: Path) -> None:
    if _once(reading, document, "issuer", value.state):
        _named_after(reading, document, path, "issuer", value.state)
        reading.records.profiles[value.state] = value


_FILERS: dict[str, Any] = {
    "sources": _file_sources,
    "instruments": _file_instrument,
    "lists": _file_listing,
    "relations": _file_relations,
    "groups": _file_group,
    "issuers": _file_profile,
}
