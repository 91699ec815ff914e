"""The compiled index of names: sorted lines in one file, searched in place.

A line is ``key<TAB>CODE`` or, where languages disagree or a name is ambiguous,
``key<TAB>CODE:lang,lang;CODE:lang``; the language ``*`` marks a declared ambiguity. Lines are
sorted by their bytes, so a look-up is a bisection over the mapped file and nothing is parsed
that is not asked for.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator

_PATH = os.path.join(os.path.dirname(__file__), "data", "names.idx")
ANY_LANGUAGE = "*"

Claims = dict[str, frozenset[str]]
"""Who claims a name: code -> languages (none listed: every language that has the name)."""


class NameIndex:
    """The names of all states in all languages, by folded key."""

    __slots__ = ("_bytes",)

    def __init__(self, path: str = _PATH) -> None:
        with open(path, "rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def claims(self, key: str) -> Claims:
        """Who claims this folded name; empty if nobody does."""
        data = self._bytes
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        low, high = 0, len(data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start)
            if data[start : start + len(wanted)] == wanted:
                return _parse(data[start + len(wanted) : end].decode("ascii"))
            if data[start:end] < wanted:
                low = end + 1
            else:
                high = start
        return {}

    def __iter__(self) -> Iterator[str]:
        """Every key, in order."""
        for line in self._bytes[:].decode().splitlines():
            yield line.partition("\t")[0]


def _parse(text: str) -> Claims:
    claims: Claims = {}
    for claim in text.split(";"):
        code, _, languages = claim.partition(":")
        claims[code] = frozenset(languages.split(",")) if languages else frozenset()
    return claims
