"""The table of states, read once from `data/states.tsv` (written by `make names`)."""

from __future__ import annotations

import os
from functools import cache

from comity.law.states import State, StateKind

_PATH = os.path.join(os.path.dirname(__file__), "data", "states.tsv")


class _Tables:
    """Every state by code, and every code in use for it."""

    __slots__ = ("by_any_code", "by_code")

    def __init__(self) -> None:
        with open(_PATH, encoding="utf-8") as file:
            rows = file.read().splitlines()[1:]
        kinds = {kind.value: kind for kind in StateKind}
        self.by_code: dict[str, State] = {}
        self.by_any_code: dict[str, str] = {}
        for row in rows:
            code, kind, alpha2, icao, eu, successors, since, until, en, fr = row.split("\t")
            self.by_code[code] = State(
                code=code,
                kind=kinds[kind],
                alpha2=alpha2,
                icao=icao,
                eu=eu,
                successors=tuple(successors.split(",")) if successors else (),
                since=since,
                until=until,
                en=en,
                fr=fr,
            )
            for known_as in (code, alpha2, icao, eu):
                if known_as:
                    self.by_any_code.setdefault(known_as, code)


@cache
def tables() -> _Tables:
    """The table, read at the first question."""
    return _Tables()
