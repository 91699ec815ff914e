"""From plain data to records: every defect of a file found at once, each with its line."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from comity.law.dates import PartialDate
from comity.law.errors import ComityError
from comity.law.stay import StayRule
from comity.law.terms import Term, make_term
from comity.records.defects import Defect
from comity.records.yaml import Document, Path

T = TypeVar("T")

_AT = re.compile(r" - at `(?:key in )?\$?(.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_MOST_DEFECTS = 50

_Scoped = re.compile(r"(\w+)\[(\w+)\]")


def decode(document: Document, kind: type[T]) -> tuple[T | None, list[Defect]]:
    """The record of a file, or None with every defect found in it.

    A defective field is taken out and the rest read again, so that one mistake does not
    hide the others.
    """
    data = document.data
    if not isinstance(data, dict):
        return None, [
            Defect(
                document.name,
                1,
                "",
                "not_a_mapping",
                "the file holds no mapping of fields",
                "fields such as 'id: ...', one to a line",
                "see docs/format.md",
            )
        ]
    defects: list[Defect] = []
    prepared = _prepare(data, (), document, defects)
    while len(defects) < _MOST_DEFECTS:
        try:
            value = msgspec.convert(prepared, kind, dec_hook=_hook, strict=True)
        except msgspec.ValidationError as error:
            path, defect = _explain(error, document)
            defects.append(defect)
            if not _take_out(prepared, path):
                break
        else:
            return (None if defects else value), defects
    return None, defects


def _hook(kind: type, value: Any) -> Any:
    if kind is PartialDate:
        if isinstance(value, int):
            value = str(value)
        if not isinstance(value, str):
            raise ValueError("expected a date such as 2018, 2018-06 or 2018-06-11")
        try:
            return PartialDate.parse(value)
        except ComityError as error:
            raise ValueError(f"{error.message}; expected {error.expected}") from None
    raise NotImplementedError(kind)


def _prepare(data: Any, path: Path, document: Document, defects: list[Defect]) -> Any:
    """A copy in which dates, stay rules and terms stand as the law's own values."""
    if isinstance(data, dict):
        copy = {}
        for key, value in data.items():
            here = (*path, key)
            if key == "stay" and isinstance(value, str | int):
                copy[key] = _guard(lambda v=value: StayRule.parse(str(v)), here, document, defects)
            elif key == "terms" and isinstance(value, dict):
                copy[key] = _terms(value, here, document, defects)
            else:
                copy[key] = _prepare(value, here, document, defects)
        return {key: value for key, value in copy.items() if value is not _BAD}
    if isinstance(data, list):
        return [
            _prepare(item, (*path, index), document, defects) for index, item in enumerate(data)
        ]
    return data


_BAD = object()


def _terms(
    value: dict[str, Any], path: Path, document: Document, defects: list[Defect]
) -> list[Any]:
    found = []
    for name, term in value.items():
        scoped = _Scoped.fullmatch(name)
        plain, only = scoped.groups() if scoped else (name, "")
        made = _guard(
            lambda plain=plain, term=term, only=only: make_term(plain, term, only),
            (*path, name),
            document,
            defects,
        )
        if made is not _BAD:
            found.append(made)
    return found


def _guard(make: Any, path: Path, document: Document, defects: list[Defect]) -> Any:
    try:
        return make()
    except ComityError as error:
        defects.append(
            Defect(
                document.name,
                document.line(path),
                _dotted(path),
                "bad_value",
                error.message,
                error.expected,
                error.mend,
            )
        )
        return _BAD


def _explain(error: msgspec.ValidationError, document: Document) -> tuple[Path, Defect]:
    text = str(error)
    match = _AT.search(text)
    path = _path(match.group(1)) if match else ()
    message = text[: match.start()] if match else text
    unknown = re.search(r"unknown field `(\w+)`", message)
    missing = re.search(r"missing required field `(\w+)`", message)
    if unknown:
        path = (*path, unknown.group(1))
        said = (
            "unknown_field",
            f"there is no field '{unknown.group(1)}' here",
            "",
            "remove it or correct its name; docs/format.md lists the fields",
        )
    elif missing:
        said = (
            "missing_field",
            f"the field '{missing.group(1)}' is missing",
            f"{missing.group(1)}: ...",
            "add it",
        )
    else:
        message, _, expected = message.partition("; expected ")
        said = (
            "bad_value",
            message[0].lower() + message[1:],
            expected,
            "docs/format.md lists what the field may hold",
        )
    return path, Defect(document.name, document.line(path), _dotted(path), *said)


def _path(text: str) -> Path:
    return tuple(
        name if name else (int(index) if index.isdigit() else 0)
        for name, index in _STEP.findall(text)
    )


def _dotted(path: Path) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else str(step))
    return text


def _take_out(data: Any, path: Path) -> bool:
    """Remove what stands at `path`; False where that is the whole file."""
    if not path:
        return False
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    last = path[-1]
    if isinstance(inner, dict):
        return inner.pop(last, None) is not None
    if isinstance(inner, list) and isinstance(last, int) and last < len(inner):
        del inner[last]
        return True
    return False


__all__ = ["Term", "decode"]
