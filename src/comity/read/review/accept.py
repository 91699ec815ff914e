"""Accepting, merging and rejecting: the register is changed only if `validate` agrees.

Every change is tried on a copy of the register first; what brings a new defect is refused and
nothing is written. An accepted draft's folder moves to `.accepted`, a rejected one's to
`.rejected`, beside the drafts, so that nothing is lost and nothing comes up twice.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct

from comity.law.acts import Act, Person
from comity.law.errors import DataError
from comity.law.instruments import Grant, Instrument
from comity.law.sources import Source
from comity.read.draft.folder import files_of, record_text
from comity.read.draft.model import Draft
from comity.read.review.links import likeness
from comity.records.defects import Defect
from comity.records.model import Records, Relations, SourceFile
from comity.records.slugs import slug
from comity.records.validate import validate

_Item = TypeVar("_Item", Act, Grant)

DONE = ".accepted"
REFUSED = ".rejected"


class Refused(DataError):
    """A change that `validate` refuses; `defects` names why."""

    def __init__(self, defects: list[Defect], name: str) -> None:
        self.defects = tuple(defects)
        first = defects[0]
        super().__init__(
            f"{first.message}" + (f" (and {len(defects) - 1} more)" if len(defects) > 1 else ""),
            where=f"{name}: {first.file}" + (f", {first.field}" if first.field else ""),
            expected=first.expected,
            mend=first.mend or "correct the draft",
        )


class Accepted(Struct, frozen=True, kw_only=True):
    """What a change wrote, relative to the register."""

    written: tuple[str, ...]


def accept(draft: Draft, register: Path, records: Records) -> Accepted:
    """Take a draft into the register as new records.

    Relations and sources join the files that the register has.

    Raises:
        Refused: `validate` refuses the outcome.
        DataError: the register has an instrument of that name: merge it, or rename the draft.
    """
    draft = _free_source(draft, records)
    _all_new(draft, draft.instruments, records)
    return _change(draft, register, records, draft.instruments)


def _all_new(draft: Draft, instruments: tuple[Instrument, ...], records: Records) -> None:
    for instrument in instruments:
        if instrument.id in records.instruments:
            raise DataError(
                f"the register has an instrument {instrument.id}",
                where=draft.name,
                expected="a name that nobody uses",
                mend=f"merge the draft into it, or correct the id to {instrument.id}-2",
            )


def merge(draft: Draft, target: str, register: Path, records: Records) -> Accepted:
    """Take a draft into an instrument that the register has, as one more source of it.

    An act or a grant that says the same gets the source; one that says more or otherwise
    stands beside what is there, as the statement of its source.

    Raises:
        Refused: `validate` refuses the outcome.
        DataError: there is no such instrument, or it binds other states.
    """
    draft = _free_source(draft, records)
    own = records.instruments.get(target)
    if own is None:
        raise DataError(
            f"the register has no instrument {target[:60]!r}",
            where=draft.name,
            expected="the identifier of an instrument",
            mend="`comity dossier` lists what two states have",
        )
    same = [item for item in draft.instruments if set(item.parties) == set(own.parties)]
    if not same:
        raise DataError(
            f"{target} binds {', '.join(own.parties)}, and the draft other states",
            where=draft.name,
            expected="an instrument of the same states",
            mend="choose another, or accept the draft as a new one",
        )
    # a draft may hold several agreements of the two: the likeliest is meant, the others are new
    best = max(same, key=lambda item: likeness(item, own))
    rest = tuple(item for item in draft.instruments if item is not best)
    _all_new(draft, rest, records)
    return _change(draft, register, records, (merged_into(own, best), *rest))


def merged_into(own: Instrument, new: Instrument) -> Instrument:
    """An instrument with what another record of it says added."""
    values: dict[str, Any] = {
        "acts": _joined(own.acts, new.acts, _says_same),
        "grants": _joined(own.grants, new.grants, _grants_same),
    }
    for field in ("entry_into_force", "duration", "termination", "suspension", "specimens"):
        if getattr(own, field) is UNSET:
            values[field] = getattr(new, field)
    for field in ("clauses", "languages"):
        if not getattr(own, field):
            values[field] = getattr(new, field)
    return msgspec.structs.replace(own, **values)


def _joined(
    own: tuple[_Item, ...], new: tuple[_Item, ...], same: Callable[[_Item, _Item], bool]
) -> tuple[_Item, ...]:
    """What is on file and what is new; where both are one, the sources of both."""
    held = list(own)
    for item in new:
        at = next((i for i, known in enumerate(held) if same(known, item)), None)
        if at is None:
            held.append(item)
        else:
            sources = _both(held[at].sources, item.sources)
            held[at] = msgspec.structs.replace(held[at], sources=sources)
    return tuple(held)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _says_same(own: Act, new: Act) -> bool:
    """Whether an act on file says all that the new one says, and nothing against it."""
    if (own.kind, own.by) != (new.kind, new.by):
        return False
    for field in ("date", "received", "effect", "until", "place", "occasion", "subject"):
        value = getattr(new, field)
        if value is not UNSET and value != getattr(own, field):
            return False
    if not all(any(_same_person(p, q) for q in own.persons) for p in new.persons):
        return False
    return new.scope == own.scope and set(new.sectors) <= set(own.sectors)


def _same_person(new: Person, own: Person) -> bool:
    """Whether all that is said of a person is on file."""
    fields = ("state", "role", "part")
    return new.name == own.name and all(getattr(new, f) in (UNSET, getattr(own, f)) for f in fields)


def _grants_same(own: Grant, new: Grant) -> bool:
    """Whether a grant on file is the same clause in the same words."""
    if (own.issuer, own.destination) != (new.issuer, new.destination):
        return False
    fields = ("classes", "stay", "terms", "article", "signed", "in_force", "ended", "status")
    return all(getattr(own, f) == getattr(new, f) for f in fields)


def reject(folder: Path) -> Path:
    """Put a draft aside; where it now stands."""
    return put_aside(folder, REFUSED)


def put_aside(folder: Path, where: str) -> Path:
    """Move a draft's folder beside the others, under a name that is free."""
    shelf = folder.parent / where
    shelf.mkdir(exist_ok=True)
    target = shelf / folder.name
    number = 2
    while target.exists():
        target = shelf / f"{folder.name}-{number}"
        number += 1
    return Path(shutil.move(str(folder), str(target)))


def _change(
    draft: Draft, register: Path, records: Records, instruments: tuple[Instrument, ...]
) -> Accepted:
    files = files_of(msgspec.structs.replace(draft, instruments=instruments))
    sources = _joined_sources(draft.source, records)
    files[f"sources/{slug(draft.source.publisher)}.yaml"] = record_text(sources)
    for record in draft.relations:
        name = f"relations/{'-'.join(record.states)}.yaml"
        files[name] = record_text(_joined_relations(record, records))
    before = {_key(item): item for item in validate(register)}
    with tempfile.TemporaryDirectory(prefix="comity-review-") as space:
        trial = Path(space) / "register"
        _copy(register, trial)
        _write(trial, files, register)
        fresh = [item for item in validate(trial) if not item.note and _key(item) not in before]
    if fresh:
        raise Refused(fresh, draft.name)
    _write(register, files, register)
    return Accepted(written=tuple(sorted(files)))


def _key(item: Defect) -> tuple[str, str, str, str]:
    return item.file, item.field, item.code, item.message


def _free_source(draft: Draft, records: Records) -> Draft:
    """The draft with its source under a name that no other publication has."""
    source = draft.source
    have = records.sources.get(source.id)
    if have is None or _is_same_source(have, source):
        return draft
    name, letter = f"{source.id}-b", ord("b")
    while name in records.sources and letter < ord("z"):
        letter += 1
        name = f"{source.id}-{chr(letter)}"
    names = {source.id: name}
    return msgspec.structs.replace(
        draft,
        source=msgspec.structs.replace(source, id=name),
        relations=tuple(
            msgspec.structs.replace(r, acts=_cited(r.acts, names)) for r in draft.relations
        ),
        instruments=tuple(
            msgspec.structs.replace(
                item,
                acts=_cited(item.acts, names),
                grants=tuple(
                    msgspec.structs.replace(g, sources=_renamed(g.sources, names))
                    for g in item.grants
                ),
                sources=_renamed(item.sources, names),
            )
            for item in draft.instruments
        ),
    )


def _cited(acts: tuple[Act, ...], mapping: dict[str, str]) -> tuple[Act, ...]:
    return tuple(
        msgspec.structs.replace(act, sources=_renamed(act.sources, mapping)) for act in acts
    )


def _renamed(names: tuple[str, ...], mapping: dict[str, str]) -> tuple[str, ...]:
    return tuple(mapping.get(name, name) for name in names)


def _is_same_source(one: Source, other: Source) -> bool:
    return (one.publisher, one.url, one.date) == (other.publisher, other.url, other.date)


def _joined_sources(source: Source, records: Records) -> SourceFile:
    publisher = slug(source.publisher)
    own = [s for s in records.sources.values() if slug(s.publisher) == publisher]
    held = {s.id: s for s in own}
    held.setdefault(source.id, source)
    return SourceFile(sources=tuple(held[name] for name in sorted(held)))


def _joined_relations(record: Relations, records: Records) -> Relations:
    own = records.relations.get(record.states)
    if own is None:
        return record
    acts = list(own.acts)
    for act in record.acts:
        at = next((i for i, a in enumerate(acts) if _says_same(a, act)), None)
        if at is None:
            acts.append(act)
        else:
            acts[at] = msgspec.structs.replace(
                acts[at], sources=_both(acts[at].sources, act.sources)
            )
    return msgspec.structs.replace(own, acts=tuple(acts))


def _copy(register: Path, trial: Path) -> None:
    """A copy that shares the files it does not change, where the disk can."""

    def share(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    shutil.copytree(register, trial, copy_function=share, symlinks=True)


def _write(folder: Path, files: dict[str, str], original: Path) -> None:
    """Each file whole or not at all; the comment at the head of a kept file stays."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(_with_head(original / name, text), encoding="utf-8")
        part.replace(path)


def _with_head(path: Path, text: str) -> str:
    """The new text under the comment lines that a person wrote at the head of the old."""
    if not path.is_file():
        return text
    lines = path.read_text("utf-8").splitlines()
    head = []
    for line in lines[1:]:
        if not line.startswith("#"):
            break
        head.append(line)
    if not head or not lines[0].startswith("# kept by hand"):
        return text
    first, _, rest = text.partition("\n")
    return "\n".join([first, *head, rest])
