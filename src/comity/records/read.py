"""Reading a register's folder: every file once, every defect named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from comity.law.errors import DataError
from comity.law.groups import Group
from comity.law.instruments import Instrument
from comity.law.passports import IssuerProfile
from comity.records import tables, yaml
from comity.records.decode import decode
from comity.records.defects import Defect, RecordsError, dotted
from comity.records.model import Listing, Records, Relations, Row, SourceFile
from comity.records.yaml import Document, YamlError

FOLDERS: dict[str, Any] = {
    "sources": SourceFile,
    "instruments": Instrument,
    "lists": Listing,
    "relations": Relations,
    "groups": Group,
    "issuers": IssuerProfile,
}
MAX_FILES = 100_000

_IDLE = frozenset({"LICENSE", "README.md"})
"""Files that may stand in a register and are no records."""


class Reading:
    """A folder in the course of being read.

    Attributes:
        records: what could be read.
        documents: the parsed file of each record and the record's place in it, for messages
            with lines, by ``kind:id``.
        defects: what is wrong so far.
    """

    def __init__(self) -> None:
        self.records = Records(
            sources={},
            instruments={},
            listings={},
            relations={},
            groups={},
            profiles={},
            places={},
        )
        self.documents: dict[str, tuple[Document, yaml.Path]] = {}
        self.defects: list[Defect] = []

    def defect(
        self,
        document: Document,
        path: yaml.Path,
        code: str,
        message: str,
        expected: str = "",
        mend: str = "",
    ) -> None:
        """Note a defect at a field of a file."""
        line = document.line(path)
        self.defects.append(
            Defect(document.name, line, dotted(path), code, message, expected, mend)
        )

    def first(self, document: Document, kind: str, key: str, path: yaml.Path = ()) -> bool:
        """Whether this is the first record of that name; the second is a defect."""
        have = self.documents.get(f"{kind}:{key}")
        if have is None:
            self.documents[f"{kind}:{key}"] = (document, path)
            self.records.places[f"{kind}:{key}"] = document.name
            return True
        self.defect(
            document,
            path,
            "twice",
            f"the {kind} '{key}' stands in {have[0].name}:{have[0].line(have[1])} as well",
            "one record of that name",
            "join the two or rename one",
        )
        return False


def load_records(folder: Path) -> Records:
    """The records of a folder; RecordsError names every defect of their form."""
    reading = read_folder(folder)
    if reading.defects:
        raise RecordsError(reading.defects)
    return reading.records


def read_folder(folder: Path) -> Reading:
    """Everything that can be read of a folder, with the defects found on the way.

    Raises:
        DataError: there is no folder, or it holds more files than a register has.
    """
    if not folder.is_dir():
        raise DataError(
            "there is no register here",
            where=str(folder),
            expected="a folder with instruments, lists, sources ...",
            mend="check the path",
        )
    reading = Reading()
    for path, where in _files(folder):
        _read_file(reading, path, where)
    return reading


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in a fixed order, with their path in the register; links are not followed."""
    count = 0
    for base, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            count += 1
            if count > MAX_FILES:
                raise DataError(
                    f"the folder holds more than {MAX_FILES:,} files",
                    where=str(folder),
                    expected="a register",
                    mend="check the path",
                )
            path = Path(base, name)
            if not name.startswith(".") and name not in _IDLE:
                yield path, path.relative_to(folder).as_posix()


def _read_file(reading: Reading, path: Path, where: str) -> None:
    top, slash, _ = where.partition("/")
    if path.is_symlink() or not path.is_file():
        reading.defects.append(
            Defect(
                where,
                0,
                "",
                "no_plain_file",
                "this is a link or a device",
                "a plain file",
                "put the file itself here",
            )
        )
    elif slash and top in FOLDERS and path.suffix == ".yaml":
        _read_record(reading, path, where, top)
    elif not (top == "lists" and path.suffix == ".csv" and path.with_suffix(".yaml").is_file()):
        reading.defects.append(
            Defect(
                where,
                0,
                "",
                "stray_file",
                "no record is read from this file",
                f"a .yaml file in {', '.join(FOLDERS)}, or the .csv beside a list's .yaml",
                "move, rename or remove it",
            )
        )


def _read_record(reading: Reading, path: Path, where: str, top: str) -> None:
    try:
        document = yaml.parse(_bytes(path, yaml.MAX_BYTES), where)
    except YamlError as error:
        line = error.where.removeprefix(where).removeprefix(":")
        reading.defects.append(
            Defect(
                where,
                int(line or 0),
                "",
                "not_yaml",
                error.message,
                error.expected,
                error.mend,
            )
        )
        return
    value, defects = decode(document, FOLDERS[top])
    reading.defects.extend(defects)
    if value is not None:
        _FILERS[top](reading, document, value, path)


def _bytes(path: Path, most: int) -> bytes:
    """The file's content, or one byte more than allowed of a larger one."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _named_after(
    reading: Reading, document: Document, path: Path, field: str, name: str, folder: str = ""
) -> None:
    """Whether the file's name (and folder, if one is given) are those of the record."""
    expected = f"{folder}/{name}.yaml" if folder else f"{name}.yaml"
    if path.stem != name or (folder and path.parent.name != folder):
        reading.defect(
            document,
            (field,),
            "misfiled",
            f"the record '{name}' stands in the wrong file",
            f"the file {expected}",
            "move the file or correct the name",
        )


def _file_sources(reading: Reading, document: Document, value: SourceFile, path: Path) -> None:
    for index, source in enumerate(value.sources):
        if reading.first(document, "source", source.id, ("sources", index)):
            reading.records.sources[source.id] = source


def _file_instrument(reading: Reading, document: Document, value: Instrument, path: Path) -> None:
    if reading.first(document, "instrument", value.id):
        _named_after(reading, document, path, "id", value.id, value.id.partition("-")[0])
        reading.records.instruments[value.id] = value


def _file_listing(reading: Reading, document: Document, value: Listing, path: Path) -> None:
    if not reading.first(document, "list", value.id):
        return
    _named_after(reading, document, path, "id", value.id)
    table = path.with_suffix(".csv")
    name = document.name.removesuffix(".yaml") + ".csv"
    rows: list[Row] = []
    if table.is_file() and not table.is_symlink():
        rows, defects = tables.read_rows(_bytes(table, tables.MAX_BYTES), name)
        reading.defects.extend(defects)
    elif value.assertions.rows_max > 0:
        reading.defect(
            document,
            ("assertions",),
            "no_table",
            "the list has no table",
            f"the file {name}",
            "add the table, or assert no rows",
        )
    reading.records.listings[value.id] = (value, tuple(rows))


def _file_relations(reading: Reading, document: Document, value: Relations, path: Path) -> None:
    first, second = sorted(value.states)
    if reading.first(document, "pair", f"{first}-{second}"):
        _named_after(reading, document, path, "states", f"{first}-{second}")
        reading.records.relations[first, second] = value


def _file_group(reading: Reading, document: Document, value: Group, path: Path) -> None:
    if reading.first(document, "group", value.id):
        _named_after(reading, document, path, "id", value.id)
        reading.records.groups[value.id] = value


def _file_profile(reading: Reading, document: Document, value: IssuerProfile, path: Path) -> None:
    if reading.first(document, "issuer", value.state):
        _named_after(reading, document, path, "state", value.state)
        reading.records.profiles[value.state] = value


_FILERS: dict[str, Callable[[Reading, Document, Any, Path], None]] = {
    "sources": _file_sources,
    "instruments": _file_instrument,
    "lists": _file_listing,
    "relations": _file_relations,
    "groups": _file_group,
    "issuers": _file_profile,
}
