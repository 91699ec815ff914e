"""Correcting one field of a draft: `acts[0].date = 2025-09-24`, `grants[0].stay = 30/visit`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from comity.law.errors import UsageError
from comity.law.instruments import Instrument
from comity.read.draft.folder import load_draft
from comity.read.draft.model import Draft
from comity.read.review.accept import Refused
from comity.records import yaml
from comity.records.decode import decode
from comity.records.model import Relations, SourceFile
from comity.records.slugs import slug
from comity.records.write import KEPT, plain

MOST = 2_000
"""Longest correction, in characters."""

_STEP = re.compile(r"([a-z_]\w*|\w+\[\w+\])((?:\[\d{1,4}\])*)")


def correct(folder: Path, written: str, record: str | None = None) -> Draft:
    """Write one field of a draft's record; an empty value takes the field out.

    Args:
        folder: the draft's folder.
        written: `field = value`; the value as the register's files write it. `source.` before
            a field means the document's own description.
        record: the record meant, by identifier; needed where a draft has several.

    Raises:
        UsageError: no such field, or no such record.
        Refused: the value is none that the field may have; nothing is written.
    """
    name, equals, value = written.partition("=")
    if not equals or len(written) > MOST:
        raise UsageError(
            f"{written[:60]!r} is no correction",
            expected="field = value, such as acts[0].date = 2025-09-24",
            mend="an empty value takes the field out",
        )
    draft = load_draft(folder)
    steps = _steps(name.strip())
    kind: Any
    if steps[0] == "source" and len(steps) > 1:
        target: Any = SourceFile(sources=(draft.source,))
        kind, old = SourceFile, f"sources/{slug(draft.source.publisher)}.yaml"
        steps = ["sources", 0, *steps[1:]]
    else:
        target = _record(draft, record)
        kind, old = type(target), _place(target)
    data = plain(target)
    _set(data, steps, _value(value), name.strip())
    document = yaml.parse(_dump(data).encode("utf-8"), old)
    made, defects = decode(document, kind)
    if made is None:
        raise Refused(defects, draft.name)
    new = _place(made)
    (folder / old).unlink(missing_ok=True)
    path = folder / new
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{KEPT}\n{_dump(data)}", encoding="utf-8")
    return load_draft(folder)


def _record(draft: Draft, name: str | None) -> Instrument | Relations:
    known: dict[str, Instrument | Relations] = {item.id: item for item in draft.instruments}
    known.update({"-".join(item.states): item for item in draft.relations})
    if name is None and len(draft.instruments) == 1:
        return draft.instruments[0]
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    raise UsageError(
        "which record is meant?" if name is None else f"the draft has no record {name[:60]!r}",
        expected=f"one of {', '.join(known)}",
        mend="name it before the field: KAZ-TGO-2025: acts[0].date = 2025-09-24",
    )


def _place(record: Any) -> str:
    if isinstance(record, SourceFile):
        return f"sources/{slug(record.sources[0].publisher)}.yaml"
    if isinstance(record, Relations):
        return f"relations/{'-'.join(record.states)}.yaml"
    return f"instruments/{record.id.partition('-')[0]}/{record.id}.yaml"


def _steps(text: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in text.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise UsageError(
                f"{text[:60]!r} is no field",
                expected="such as acts[0].date, grants[1].classes, title.en, source.publisher",
                mend="docs/format.md lists the fields",
            )
        steps.append(match[1])
        steps.extend(int(number) for number in re.findall(r"\[(\d+)\]", match[2]))
    return steps


def _value(text: str) -> Any:
    """The value as a file writes it; None is "take it out", and `null` stays null."""
    raw = text.strip()
    if not raw:
        return _OUT
    return yaml.parse(f"value: {raw}\n".encode(), "the value").data["value"]


_OUT = object()


def _set(data: Any, steps: list[str | int], value: Any, name: str) -> None:
    at: Any = data
    for step in steps[:-1]:
        at = _inner(at, step, name)
    last = steps[-1]
    if isinstance(last, int):
        if not isinstance(at, list) or last > len(at):
            raise _no_field(name)
        if value is _OUT:
            del at[last : last + 1]
        elif last == len(at):
            at.append(value)
        else:
            at[last] = value
    elif not isinstance(at, dict):
        raise _no_field(name)
    elif value is _OUT:
        at.pop(last, None)
    else:
        at[last] = value


def _inner(at: Any, step: str | int, name: str) -> Any:
    if isinstance(step, int):
        if not isinstance(at, list) or step >= len(at):
            raise _no_field(name)
        return at[step]
    if not isinstance(at, dict):
        raise _no_field(name)
    return at.setdefault(step, {})


def _no_field(name: str) -> UsageError:
    return UsageError(
        f"the draft has no field {name[:60]!r}",
        expected="a field that it has, or one that it could have",
        mend="docs/format.md lists the fields; lists count from 0",
    )


def _dump(data: Any) -> str:
    import yaml as plain_yaml

    from comity.records.write import WIDTH, _dumper

    text: str = plain_yaml.dump(
        data,
        Dumper=_dumper(),
        default_flow_style=False,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
    )
    return text
