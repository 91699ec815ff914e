"""Write what is drawn from the types: schema/*.schema.json and the tables of docs/format.md.

make schema
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from comity.law.acts import ActKind
from comity.law.instruments import Anchor, InstrumentKind, Mode, Status, Unit
from comity.law.passports import PassportClass
from comity.law.sources import Completeness, Confidence, Perspective, SourceKind
from comity.law.terms import KINDS
from comity.records.checks.registry import CHECKS, load_checks
from comity.records.read import FOLDERS
from comity.records.schema import FILES, read_docstring, schemas

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "format.md"
EXAMPLES = ROOT / "tests" / "records" / "good"
_MARK = re.compile(r"(<!-- begin (\w+)(?: (\S+))? -->\n).*?(<!-- end -->)", re.DOTALL)
_WORDS: dict[str, type[StrEnum]] = {
    "an act's `kind`": ActKind,
    "an instrument's `kind`": InstrumentKind,
    "`classes`": PassportClass,
    "`status`": Status,
    "a source's `kind`, best first": SourceKind,
    "`confidence`": Confidence,
    "`perspective`": Perspective,
    "`complete`": Completeness,
    "`anchor`": Anchor,
    "`unit`": Unit,
    "`mode`, `effect`": Mode,
}


def written() -> dict[Path, str]:
    """Every file this script writes, with its text."""
    files = {
        ROOT / "schema" / f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False)
        + "\n"
        for name, schema in schemas().items()
    }
    files[GUIDE] = _MARK.sub(_filled, GUIDE.read_text(encoding="utf-8"))
    return files


def _filled(mark: re.Match[str]) -> str:
    begin, what, which, end = mark.groups()
    text = _PARTS[what](which)
    return f"{begin}\n{text}\n{end}"


def _terms(_: str) -> str:
    lines = ["| term | it is a | value | meaning | clause |", "| --- | --- | --- | --- | --- |"]
    for name, kind in KINDS.items():
        value = f"`{kind.value}`".replace("|", "\\|") if kind.value else ""
        lines.append(f"| `{name}` | {kind.role.value} | {value} | {kind.meaning} | {kind.clause} |")
    return "\n".join(lines) + "\n"


def _values(_: str) -> str:
    lines = ["| field | words |", "| --- | --- |"]
    for field, words in _WORDS.items():
        lines.append(f"| {field} | {', '.join(f'`{word.value}`' for word in words)} |")
    return "\n".join(lines) + "\n"


def _fields(folder: str) -> str:
    """The fields of a kind of file and of the parts it is made of."""
    schema = schemas()[FILES[folder]]
    parts = {FOLDERS[folder].__name__: schema}
    parts |= {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    return "\n".join(_field_table(name, part) for name, part in parts.items())


def _field_table(name: str, part: dict[str, Any]) -> str:
    summary, _ = read_docstring(part.get("description", ""))
    lines = [f"**{name}.** {summary}", "", "| field | holds | meaning |", "| --- | --- | --- |"]
    for field, shape in part["properties"].items():
        needed = "" if field in part.get("required", ()) else "*"
        said = shape.get("description", "") if "$ref" not in shape or len(shape) > 1 else ""
        lines.append(f"| `{field}`{needed} | {_holds(field, shape)} | {said} |")
    return "\n".join(lines) + "\n"


def _holds(field: str, shape: dict[str, Any]) -> str:
    if field == "terms":
        return "terms"
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "anyOf" in shape:
        forms = [_holds(field, form) for form in shape["anyOf"]]
        return "date" if forms == ["text", "number"] else " or ".join(forms)
    if shape["type"] == "array":
        return f"list of {_holds(field, shape['items'])}" if shape["items"] else "two codes"
    names = {"string": "text", "integer": "number", "boolean": "true or false", "null": "null"}
    return names.get(shape["type"], "mapping")


def _example(name: str) -> str:
    language = "csv" if name.endswith(".csv") else "yaml"
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return f"`register/{name}`\n\n```{language}\n{text}```\n"


def _rules(_: str) -> str:
    """The checks across records, by code, in the words of their docstrings."""
    load_checks()
    lines = ["| code | rule |", "| --- | --- |"]
    for code in sorted(CHECKS):
        summary, _attributes = read_docstring(CHECKS[code].rule.__doc__ or "")
        said = f"{summary} *Only a note.*" if CHECKS[code].note else summary
        lines.append(f"| `{code}` | {said} |")
    return "\n".join(lines) + "\n"


_PARTS: dict[str, Callable[[str], str]] = {
    "terms": _terms,
    "words": _values,
    "fields": _fields,
    "example": _example,
    "rules": _rules,
}


if __name__ == "__main__":
    for path, text in written().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
