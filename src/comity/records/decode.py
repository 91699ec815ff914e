"""From plain data to records: every defect of a file found in one pass, each with its line.

The shape of a record is read from the law's own types. Two of them are written for people:
a stay rule is one string in its grammar, and terms are a mapping of name to value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from msgspec import inspect

from comity.law.dates import PartialDate
from comity.law.errors import ComityError
from comity.law.stay import StayRule
from comity.law.terms import Term, make_term
from comity.records.defects import MOST_DEFECTS, Defect, dotted
from comity.records.yaml import Document, Path

T = TypeVar("T")

_SCOPED = re.compile(r"(\w+)\[(\w*)\]")
_LISTED = "docs/format.md lists what the field may hold"
_QUOTED = "put the value in quotes"


class _Bad:
    """Stands for a value with a defect, so that the reading goes on."""


_BAD = _Bad()


class _TooMany(Exception):
    """The file has more defects than anyone reads."""


def decode(document: Document, kind: type[T]) -> tuple[T | None, list[Defect]]:
    """The record of a file, or None with the defects found in it (at most MOST_DEFECTS)."""
    reading = _Reading(document)
    try:
        shape: Any = kind
        value = reading.read(_shape(shape), document.data, ())
    except _TooMany:
        value = _BAD
    return (None, reading.defects) if reading.defects else (value, [])


@cache
def _shape(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


class _Reading:
    """One file being read; `defects` grows on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.defects: list[Defect] = []

    def read(self, shape: inspect.Type, value: Any, path: Path) -> Any:
        """The value in its type, or _BAD with a defect noted."""
        if isinstance(shape, inspect.UnionType):
            return self._union(shape, value, path)
        if value is None:
            return self._bad(
                path,
                "no_value",
                "the field has no value",
                _name(shape),
                "write one, or leave the field out where the source is silent",
            )
        return _READERS[type(shape)](self, shape, value, path)

    def _union(self, shape: inspect.UnionType, value: Any, path: Path) -> Any:
        choices = [item for item in shape.types if not isinstance(item, inspect.NoneType)]
        if value is None and len(choices) < len(shape.types):
            return None
        if len(choices) == 1:
            return self.read(choices[0], value, path)
        if type(value) in (str, int, bool):
            return value
        return self._wrong(path, value, "text, a whole number, true or false")

    def _struct(self, shape: inspect.StructType, value: Any, path: Path) -> Any:
        if shape.cls is StayRule:
            return self._stay(value, path)
        if not isinstance(value, dict):
            return self._wrong(path, value, "fields such as 'name: value', one to a line")
        known = {item.encode_name: item for item in shape.fields}
        values = {}
        for key, item in value.items():
            if key in known:
                values[key] = self.read(known[key].type, item, (*path, key))
            else:
                self._unknown(key, [*known], (*path, key))
        for name, item in known.items():
            if item.required and name not in value:
                self._bad(
                    (*path, name),
                    "missing_field",
                    f"the field '{name}' is missing",
                    f"{name}: {_name(item.type)}",
                    "add it",
                )
        if any(item is _BAD for item in values.values()) or len(values) < len(value):
            return _BAD
        missing = any(item.required and name not in values for name, item in known.items())
        return _BAD if missing else shape.cls(**values)

    def _unknown(self, key: str, known: list[str], path: Path) -> None:
        near = get_close_matches(key, known, n=1)
        self._bad(
            path,
            "unknown_field",
            f"there is no field '{key[:40]}' here",
            f"'{near[0]}'" if near else "one of " + ", ".join(known),
            "correct its name or remove it",
        )

    def _stay(self, value: Any, path: Path) -> Any:
        if type(value) not in (str, int):
            return self._wrong(path, value, "a stay rule such as 30/visit or 90/180")
        return self._made(lambda: StayRule.parse(str(value)), path)

    def _many(self, shape: inspect.VarTupleType, value: Any, path: Path) -> Any:
        item_shape = shape.item_type
        if isinstance(item_shape, inspect.StructType) and item_shape.cls is Term:
            return self._terms(value, path)
        if not isinstance(value, list):
            return self._wrong(path, value, "a list")
        items = tuple(
            self.read(item_shape, item, (*path, index)) for index, item in enumerate(value)
        )
        return _BAD if _BAD in items else items

    def _terms(self, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, value, "terms such as 'passport_valid_months: 6', one a line")
        found = []
        for key, term in value.items():
            scoped = _SCOPED.fullmatch(key)
            name, only = scoped.groups() if scoped else (key, "")
            found.append(self._term(name, only, term, (*path, key)))
        return _BAD if _BAD in found else tuple(found)

    def _term(self, name: str, only: str, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return self._wrong(path, value, "one value, or a list of values")
        if value is None or value is False:
            return self._bad(
                path,
                "no_value",
                f"the term {name[:40]} has no value",
                "true for a term without a value",
                "remove the term where it does not hold",
            )
        return self._made(lambda: make_term(name, value, only), path)

    def _pair(self, shape: inspect.TupleType, value: Any, path: Path) -> Any:
        wanted = len(shape.item_types)
        if not isinstance(value, list) or len(value) != wanted:
            return self._wrong(path, value, f"a list of {wanted}")
        items = tuple(
            self.read(kind, item, (*path, index))
            for index, (kind, item) in enumerate(zip(shape.item_types, value, strict=True))
        )
        return _BAD if _BAD in items else items

    def _dict(self, shape: inspect.DictType, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, value, "a mapping such as 'en: ...'")
        items = {
            key: self.read(shape.value_type, item, (*path, key)) for key, item in value.items()
        }
        return _BAD if _BAD in items.values() else items

    def _enum(self, shape: inspect.EnumType, value: Any, path: Path) -> Any:
        names = [item.value for item in shape.cls]
        if value in names:
            return shape.cls(value)
        near = get_close_matches(value, names, n=1) if isinstance(value, str) else []
        return self._bad(
            path,
            "bad_value",
            f"{_shown(value)} is not allowed here",
            f"'{near[0]}'" if near else "one of " + ", ".join(names),
            _LISTED,
        )

    def _str(self, shape: inspect.StrType, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            return value
        mend = _LISTED if isinstance(value, list | dict) else _QUOTED
        return self._wrong(path, value, "text", mend)

    def _int(self, shape: inspect.IntType, value: Any, path: Path) -> Any:
        return value if type(value) is int else self._wrong(path, value, "a whole number")

    def _bool(self, shape: inspect.BoolType, value: Any, path: Path) -> Any:
        return value if isinstance(value, bool) else self._wrong(path, value, "true or false")

    def _date(self, shape: inspect.CustomType, value: Any, path: Path) -> Any:
        if type(value) not in (str, int):
            return self._wrong(path, value, "a date such as 2018, 2018-06 or 2018-06-11")
        return self._made(lambda: PartialDate.parse(str(value)), path)

    def _made(self, make: Callable[[], Any], path: Path) -> Any:
        """What `make` makes; its own error becomes the defect of the field."""
        try:
            return make()
        except ComityError as error:
            return self._bad(path, "bad_value", error.message, error.expected, error.mend)

    def _wrong(self, path: Path, value: Any, expected: str, mend: str = _LISTED) -> Any:
        return self._bad(path, "bad_value", f"{_shown(value)} is not allowed here", expected, mend)

    def _bad(self, path: Path, code: str, message: str, expected: str, mend: str) -> Any:
        document = self.document
        self.defects.append(
            Defect(document.name, document.line(path), dotted(path), code, message, expected, mend)
        )
        if len(self.defects) >= MOST_DEFECTS:
            raise _TooMany
        return _BAD


_READERS: dict[type[inspect.Type], Callable[[_Reading, Any, Any, Path], Any]] = {
    inspect.StructType: _Reading._struct,
    inspect.VarTupleType: _Reading._many,
    inspect.TupleType: _Reading._pair,
    inspect.DictType: _Reading._dict,
    inspect.EnumType: _Reading._enum,
    inspect.StrType: _Reading._str,
    inspect.IntType: _Reading._int,
    inspect.BoolType: _Reading._bool,
    inspect.CustomType: _Reading._date,
}


def _shown(value: Any) -> str:
    """A value as a person wrote it, short."""
    if value is None:
        return "an empty field"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"'{str(value)[:40]}'"


def _name(shape: inspect.Type) -> str:
    """What a field holds, in a word."""
    if isinstance(shape, inspect.UnionType):
        return _name(shape.types[0])
    if isinstance(shape, inspect.StructType):
        return "a stay rule" if shape.cls is StayRule else "fields"
    return _WORDS[type(shape)]


_WORDS: dict[type[inspect.Type], str] = {
    inspect.VarTupleType: "a list",
    inspect.TupleType: "a list",
    inspect.DictType: "a mapping",
    inspect.EnumType: "a word of the list",
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.BoolType: "true or false",
    inspect.CustomType: "a date",
}
