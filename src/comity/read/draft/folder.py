"""Drafts on the disk: each a small register of its own, so that `validate` and `check` read it.

drafts/kaz-togo-2025-.../
  sources/<publisher>.yaml
  instruments/AAA/AAA-BBB-2025.yaml
  relations/AAA-BBB.yaml
  .draft.json                evidence, questions, the whole reading
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from comity.law.dates import PartialDate
from comity.law.errors import DataError
from comity.law.sources import Source
from comity.read.draft.model import Draft
from comity.read.model import Span
from comity.records.model import SourceFile
from comity.records.read import load_records
from comity.records.slugs import slug
from comity.records.write import KEPT, to_yaml

SIDE = ".draft.json"
"""The file beside the records; its name begins with a dot, so that it is no record."""

MAX_SIDE = 8_000_000


class Side(Struct, frozen=True, kw_only=True):
    """What a draft holds beside its records."""

    where: str
    title: str = ""
    evidence: dict[str, tuple[Span, ...]] = {}
    confidence: dict[str, float] = {}
    open: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    reading: Any = None


def record_text(record: Struct) -> str:
    """The record's file, marked as a person's own."""
    return KEPT + "\n" + to_yaml(record).partition("\n")[2]


def files_of(draft: Draft) -> dict[str, str]:
    """The files of a draft's records, by their place in a register."""
    files = {
        f"sources/{slug(draft.source.publisher)}.yaml": record_text(
            SourceFile(sources=(draft.source,))
        )
    }
    for instrument in draft.instruments:
        first = instrument.id.partition("-")[0]
        files[f"instruments/{first}/{instrument.id}.yaml"] = record_text(instrument)
    for record in draft.relations:
        files[f"relations/{'-'.join(record.states)}.yaml"] = record_text(record)
    return files


def write_draft(draft: Draft, into: Path) -> Path:
    """Write a draft to a folder of its own under `into`; the folder.

    Drafting the same document again writes the same folder anew.
    """
    folder = into / draft.name
    for old in sorted(folder.rglob("*.yaml")):
        old.unlink()
    for name, text in files_of(draft).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    side = Side(
        where=draft.where,
        title=draft.title,
        evidence=draft.evidence,
        confidence=draft.confidence,
        open=draft.open,
        left_out=draft.left_out,
        reading=draft.reading,
    )
    raw = msgspec.json.format(msgspec.json.encode(side, enc_hook=_plain), indent=1)
    (folder / SIDE).write_bytes(raw + b"\n")
    return folder


def load_draft(folder: Path) -> Draft:
    """Read a draft back, with what a person changed in its files since.

    Raises:
        DataError: a record that cannot be read, no or several sources, a broken side file.
    """
    records = load_records(folder)
    source = _only(list(records.sources.values()), folder)
    side = _side(folder / SIDE)
    return Draft(
        name=folder.name,
        source=source,
        instruments=tuple(records.instruments.values()),
        relations=tuple(records.relations.values()),
        evidence=side.evidence,
        confidence=side.confidence,
        open=side.open,
        left_out=side.left_out,
        where=side.where,
        title=side.title,
        reading=side.reading,
    )


def is_draft(folder: Path) -> bool:
    """Whether a folder holds a draft."""
    return (folder / SIDE).is_file()


def _only(sources: list[Source], folder: Path) -> Source:
    if len(sources) != 1:
        raise DataError(
            f"the draft has {len(sources)} sources",
            where=str(folder),
            expected="the one document it was read from",
            mend="draft the document again",
        )
    return sources[0]


def _side(path: Path) -> Side:
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_SIDE:
            raise msgspec.ValidationError("too large")
        return msgspec.json.decode(raw, type=Side)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(
            "the file beside the draft cannot be read",
            where=str(path),
            expected="the evidence that `comity draft` wrote",
            mend="draft the document again",
        ) from error


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.text
    raise NotImplementedError(type(value))
