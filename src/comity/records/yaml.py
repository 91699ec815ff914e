"""YAML as records need it: plain data with the line of every field, hostile input refused.

Only the JSON-like core is read: mappings with unique text keys, lists, text, whole numbers,
true, false and null. Anchors, aliases, tags, several documents and deep nesting are refused,
so that no file can grow in memory or build anything but plain values. Dates stay text: the
law's own types read them, with their precision.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from comity.law.errors import DataError

MAX_BYTES = 2_000_000
"""A record is a page or two; a group or a publisher's sources a few dozen."""

MAX_DEPTH = 24

MAX_VALUES = 60_000
"""So many keys, list items and values no record has."""

MAX_TEXT = 20_000
"""A note is a paragraph."""

MAX_KEY = 200

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}

Path = tuple[str | int, ...]


class YamlError(DataError):
    """A file that is not the YAML that records are written in."""


class Document:
    """The plain data of one file, and where each part of it stands.

    Attributes:
        data: mappings, lists and scalars.
        lines: the line (1 for the first) of the value at each path.
    """

    __slots__ = ("data", "lines", "name")

    def __init__(self, name: str, data: Any, lines: dict[Path, int]) -> None:
        self.name = name
        self.data = data
        self.lines = lines

    def line(self, path: Path) -> int:
        """The line of the field at `path`, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(raw: bytes, name: str) -> Document:
    """Read one file's bytes; raise YamlError with file and line for anything else than records."""
    if len(raw) > MAX_BYTES:
        raise YamlError(
            f"the file has more than {MAX_BYTES:,} bytes",
            where=name,
            expected=f"at most {MAX_BYTES:,}",
            mend="split it: one instrument, list, pair, group or publisher to a file",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise YamlError(
            f"byte {error.start} is not UTF-8",
            where=f"{name}:{line}",
            expected="text in UTF-8",
            mend="save the file as UTF-8",
        ) from None
    _refuse_hidden(text, name)
    return _Builder(text, name).document()


def _refuse_hidden(text: str, name: str) -> None:
    """Characters that nobody sees, or that make a line read otherwise than it is."""
    found = HIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise YamlError(
            f"the character U+{ord(found.group()):04X} is not used in records",
            where=f"{name}:{line}",
            expected="letters, figures, signs, spaces and line ends",
            mend="remove it",
        )


class _Builder:
    """Builds plain data from the parser's events, one pass, no recursion beyond MAX_DEPTH."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}
        self.values = 0
        self.events = _Loader(text)

    def document(self) -> Document:
        try:
            self._expect(yaml.StreamStartEvent)
            first = self.events.get_event()
            if isinstance(first, yaml.StreamEndEvent):
                raise self._error(
                    "the file is empty", 1, "a record", "write one or remove the file"
                )
            data = self._value(self.events.get_event(), (), 0)
            self._expect(yaml.DocumentEndEvent)
            after = self.events.get_event()
            if not isinstance(after, yaml.StreamEndEvent):
                raise self._error(
                    "the file has a second document",
                    after.start_mark.line + 1,
                    "one record to a file",
                    "remove the line '---' or move what follows to a file of its own",
                )
        except yaml.YAMLError as error:
            raise self._syntax(error) from None
        finally:
            self.events.dispose()
        return Document(self.name, data, self.lines)

    def _expect(self, kind: type) -> None:
        event = self.events.get_event()
        if not isinstance(event, kind):
            raise self._error("the file is no YAML document", 1, "one record", "see docs/format.md")

    def _syntax(self, error: yaml.YAMLError) -> YamlError:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "the text cannot be read as YAML"
        return self._error(
            f"not YAML: {problem}", line, "a mapping of fields", "check colons, quotes and indents"
        )

    def _error(self, message: str, line: int, expected: str, mend: str) -> YamlError:
        return YamlError(message, where=f"{self.name}:{line}", expected=expected, mend=mend)

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        line = event.start_mark.line + 1
        self.lines[path] = line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error(
                "anchors and aliases are not used in records",
                line,
                "the value itself",
                "write it out where it is needed",
            )
        if depth > MAX_DEPTH:
            raise self._error(
                "lists and mappings are nested too deeply",
                line,
                f"at most {MAX_DEPTH} levels",
                "write the record as docs/format.md shows it",
            )
        if getattr(event, "tag", None):
            raise self._error(
                f"the tag {event.tag} is not used in records", line, "a plain value", "remove it"
            )
        self.values += 1
        if self.values > MAX_VALUES:
            raise self._error(
                f"the file has more than {MAX_VALUES:,} values",
                line,
                "a record of a page or two",
                "split it: one instrument, list, pair, group or publisher to a file",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _scalar(self, event: Any, line: int) -> Any:
        text = event.value
        if len(text) > MAX_TEXT:
            raise self._error(
                f"the text has {len(text):,} characters",
                line,
                f"at most {MAX_TEXT:,}",
                "say it shorter, in your own words",
            )
        if HIDDEN.search(text):
            raise self._error(
                "the text has a hidden character in it", line, "visible text", "remove it"
            )
        if event.style is not None and event.style != "":
            return text
        if text.lower() in _PLAIN:
            return _PLAIN[text.lower()]
        return int(text) if _INT.fullmatch(text) else text

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.events.get_event(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(event := self.events.get_event(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._error(
                    "a key is not plain text", line, "a field's name", "see docs/format.md"
                )
            key = event.value
            if len(key) > MAX_KEY:
                raise self._error(
                    f"a field's name has {len(key):,} characters",
                    line,
                    f"at most {MAX_KEY}",
                    "see docs/format.md",
                )
            if key in fields:
                raise self._error(
                    f"the field '{key[:40]}' stands twice",
                    line,
                    "each field once",
                    "keep one of the two, or join them",
                )
            fields[key] = self._value(self.events.get_event(), (*path, key), depth + 1)
            self.lines[(*path, key)] = line
        return fields
