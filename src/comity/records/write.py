"""Writing a register's folder: the same records give the same bytes.

Block style, fields in the order of their types, only the fields that are set. A file whose
first line is ``# kept by hand`` belongs to a person and is never overwritten; a file whose
first line is ``# imported`` belongs to the import and goes when its record does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from comity.law.dates import PartialDate
from comity.law.stay import StayRule
from comity.law.terms import Term
from comity.records.model import Records, SourceFile
from comity.records.slugs import slug
from comity.records.tables import write_rows

KEPT = "# kept by hand"
IMPORTED = "# imported"
WIDTH = 100
FOLDERS = ("sources", "instruments", "lists", "relations", "groups", "issuers")

_ALWAYS = frozenset({"confidence"})


class Written(Struct, frozen=True, kw_only=True):
    """What a writing did.

    Attributes:
        written: files whose bytes are new or changed.
        same: files that were already so.
        removed: files of the import whose record is gone.
        kept: files kept by hand, not touched, for which there was a record.
        lacking: sources that a record cites and the file kept by hand does not, by file.
    """

    written: tuple[str, ...]
    same: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    lacking: dict[str, tuple[str, ...]]


def write_records(records: Records, folder: Path) -> Written:
    """Write all records under `folder`; see the module for what is left alone."""
    written, removed, kept = [], [], []
    lacking: dict[str, tuple[str, ...]] = {}
    same = 0
    files = dict(_files(records))
    for name, (text, sources) in files.items():
        path = folder / name
        have = path.read_bytes() if path.is_file() else None
        if have is not None and _is_kept(path, have):
            if path.suffix == ".yaml":
                kept.append(name)
                missing = tuple(source for source in sources if not _cites(have, source))
                if missing:
                    lacking[name] = missing
            continue
        content = text.encode("utf-8")
        if have == content:
            same += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(name)
    for name in _left_over(folder, files):
        (folder / name).unlink()
        removed.append(name)
    return Written(
        written=tuple(written),
        same=same,
        removed=tuple(removed),
        kept=tuple(kept),
        lacking=lacking,
    )


def _is_kept(path: Path, have: bytes) -> bool:
    """A table is kept by hand if the description beside it is."""
    if path.suffix == ".csv":
        beside = path.with_suffix(".yaml")
        have = beside.read_bytes() if beside.is_file() else b""
    return have.startswith(KEPT.encode())


def _cites(have: bytes, source: str) -> bool:
    """Whether the file names the source as a whole word of its own."""
    lines = have.decode("utf-8", "replace").split("\n")
    return any(source in line.replace("[", " ").replace(",", " ").split() for line in lines)


def _left_over(folder: Path, files: Mapping[str, Any]) -> Iterator[str]:
    """Files of an earlier import that this one does not make, with the tables beside them."""
    for sub in FOLDERS:
        for path in sorted((folder / sub).rglob("*.yaml")):
            name = path.relative_to(folder).as_posix()
            if name in files or not path.read_bytes().startswith(IMPORTED.encode()):
                continue
            yield name
            table = path.with_suffix(".csv")
            if table.is_file():
                yield table.relative_to(folder).as_posix()


def _files(records: Records) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """Name, text and cited sources of every file."""
    for publisher, own in _by_publisher(records).items():
        yield f"sources/{publisher}.yaml", (to_yaml(own), ())
    for name, record in sorted(records.instruments.items()):
        first = name.partition("-")[0]
        cited = [source for grant in record.grants for source in grant.sources]
        cited.extend(source for act in record.acts for source in act.sources)
        yield (
            f"instruments/{first}/{name}.yaml",
            (to_yaml(record), tuple(dict.fromkeys(cited))),
        )
    for name, (listing, rows) in sorted(records.listings.items()):
        yield f"lists/{name}.yaml", (to_yaml(listing), (listing.source,))
        if rows:
            yield f"lists/{name}.csv", (write_rows(list(rows)), ())
    for pair, dossier in sorted(records.relations.items()):
        cited = [source for act in dossier.acts for source in act.sources]
        yield f"relations/{'-'.join(pair)}.yaml", (to_yaml(dossier), tuple(dict.fromkeys(cited)))
    for code, group in sorted(records.groups.items()):
        cited = [source for member in group.members for source in member.sources]
        yield f"groups/{code}.yaml", (to_yaml(group), tuple(dict.fromkeys(cited)))
    for code, profile in sorted(records.profiles.items()):
        yield f"issuers/{code}.yaml", (to_yaml(profile), profile.sources)


def _by_publisher(records: Records) -> dict[str, SourceFile]:
    """The sources filed by publisher."""
    filed = defaultdict(list)
    for _, source in sorted(records.sources.items()):
        filed[slug(source.publisher)].append(source)
    return {name: SourceFile(sources=tuple(own)) for name, own in sorted(filed.items())}


def to_yaml(record: Struct) -> str:
    """The record as its file holds it, marked as imported."""
    import yaml

    body: str = yaml.dump(
        plain(record),
        Dumper=_dumper(),
        default_flow_style=False,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
    )
    return f"{IMPORTED}\n{body}"


def _dumper() -> Any:
    """A dumper that quotes only what the register's reader would not take for text."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    kinds = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
    resolvers = {
        first: [pair for pair in pairs if pair[0] in kinds]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    return type("RecordDumper", (base,), {"yaml_implicit_resolvers": resolvers})


def plain(value: Any) -> Any:
    """A record as mappings, lists and scalars: the form in which files hold it."""
    if isinstance(value, Struct) and not isinstance(value, StayRule):
        return _fields(value)
    if isinstance(value, PartialDate):
        return int(value.text) if len(value.text) == len("2018") else value.text
    if isinstance(value, StayRule):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        if value and all(isinstance(item, Term) for item in value):
            return _terms(value)
        return [plain(item) for item in value]
    return value


def _fields(record: Struct) -> dict[str, Any]:
    kept = {}
    for field in msgspec.structs.fields(type(record)):
        value = getattr(record, field.name)
        if value is UNSET:
            continue
        if field.required or value != _default(field) or field.name in _ALWAYS:
            kept[field.encode_name] = plain(value)
    return kept


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def _terms(terms: tuple[Term, ...] | list[Term]) -> dict[str, Any]:
    """Terms as a mapping: ``name: value``, ``name[class]: value``, true for no value."""
    return {
        (f"{term.name}[{term.only}]" if term.only else term.name): _term_value(term.value)
        for term in terms
    }


def _term_value(text: str) -> Any:
    if not text:
        return True
    return int(text) if text.isdecimal() and str(int(text)) == text else text
