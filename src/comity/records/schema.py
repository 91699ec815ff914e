"""The JSON Schema of each kind of file, drawn from the types that read it.

An editor that knows the schema completes field names and values and marks a slip while one
types. What needs more than one field or file to judge is left to `comity validate`.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any

import msgspec

from comity.law.dates import PartialDate
from comity.law.passports import PassportClass
from comity.law.terms import KINDS, TermKind
from comity.records.read import FOLDERS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES = {
    "sources": "sources",
    "instruments": "instrument",
    "lists": "listing",
    "relations": "relations",
    "groups": "group",
    "issuers": "issuer",
}
"""Folder of the register -> name of its schema, as in ``schema/instrument.schema.json``."""

_ANCHORED = r"(@first-entry)?"
_WINDOW = "|".join(
    [
        "visit",
        "year",
        "month",
        rf"half-year{_ANCHORED}",
        rf"calendar-year{_ANCHORED}",
        rf"\?{_ANCHORED}",
        r"\d{1,4}m?(@(first-entry|\?))?",
    ]
)
_LIMIT = rf"(mission|unlimited|\d{{1,5}}m?|\d{{1,5}}[me]?/({_WINDOW}))"
STAY_PATTERN = f"^{_LIMIT}(&{_LIMIT})*$"
"""The grammar of stay rules (comity.law.stay); the parser also refuses zero and huge numbers."""

_ATTRIBUTE = re.compile(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {8}.*)*)", re.MULTILINE)

_DATE = {
    "description": "As precise as the source: 2018, 2018-06 or 2018-06-11.",
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
    ],
}
_STAY = {
    "description": "Limits that hold together: 30/visit, 90/180, 3m/visit&90/180, unlimited ...",
    "anyOf": [
        {"type": "string", "pattern": STAY_PATTERN},
        {"type": "integer", "minimum": 1},
    ],
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every kind of file, by its name."""
    return {name: _schema(FOLDERS[folder]) for folder, name in FILES.items()}


def _schema(kind: type[Any]) -> dict[str, Any]:
    (reference,), parts = msgspec.json.schema_components(
        [kind], schema_hook=_hook, ref_template="#/$defs/{name}"
    )
    parts = {name: _described(part) for name, part in parts.items()}
    if "StayRule" in parts:
        del parts["Limit"], parts["Term"]
        parts["StayRule"] = _STAY
        parts["Grant"]["properties"]["terms"] = _terms()
    own = parts.pop(reference["$ref"].rpartition("/")[2])
    return {"$schema": DIALECT, **own, **({"$defs": parts} if parts else {})}


def _hook(kind: type[Any]) -> dict[str, Any]:
    if kind is PartialDate:
        return _DATE
    raise NotImplementedError(kind)


def _described(part: dict[str, Any]) -> dict[str, Any]:
    """The part with the attributes of its docstring as descriptions of its properties."""
    summary, attributes = read_docstring(part.get("description", ""))
    part = {**part, "description": summary} if summary else part
    properties = {
        name: {**value, "description": attributes[name]} if name in attributes else value
        for name, value in part.get("properties", {}).items()
    }
    return {**part, "properties": properties} if properties else part


def read_docstring(text: str) -> tuple[str, dict[str, str]]:
    """The first paragraph of a docstring, and what it says of each attribute."""
    head, _, tail = cleandoc(text).partition("Attributes:\n")
    attributes = {
        name: " ".join(said.split())
        for names, said in _ATTRIBUTE.findall(tail)
        for name in names.split(", ")
    }
    return " ".join(head.partition("\n\n")[0].split()), attributes


def _terms() -> dict[str, Any]:
    classes = "|".join(PassportClass)
    return {
        "description": "Conditions, duties, scopes, markers by name; name[class] for one class.",
        "type": "object",
        "properties": {name: _term(kind) for name, kind in KINDS.items()},
        "patternProperties": {
            rf"^{name}\[({classes})\]$": {
                "$ref": f"#/$defs/Grant/properties/terms/properties/{name}"
            }
            for name in KINDS
        },
        "additionalProperties": False,
    }


def _term(kind: TermKind) -> dict[str, Any]:
    said = f"{kind.role.value.capitalize()}: {kind.meaning}."
    if not kind.value:
        return {"description": said, "const": True}
    pattern = re.compile(kind.value, re.ASCII)
    forms: list[dict[str, Any]] = [{"type": "string", "pattern": f"^({kind.value})$"}]
    if pattern.fullmatch("10"):
        forms.append({"type": "integer", "minimum": 0})
    if "+" in kind.value:
        forms.append({"type": "array", "items": {"type": "string"}, "minItems": 1})
    if pattern.fullmatch(""):
        forms.append({"const": True})
    return {"description": said, "anyOf": forms}
