"""The answer-set programme, solved part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from comity.law.errors import UsageError

_PART = re.compile(r"^#program (\w+)\.$", re.MULTILINE)


def rules() -> str:
    """The text of the programme."""
    return files("comity.verify").joinpath("data/rules.lp").read_text(encoding="utf-8")


class Programme:
    """The rules, cut into parts that are solved one after another."""

    def __init__(self, source: str | None = None) -> None:
        pieces = _PART.split(rules() if source is None else source)
        self._parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))

    def solve(self, part: str, facts: Iterable[str]) -> Iterator[Any]:
        """What the part shows for these facts: the symbols of its one answer set.

        Raises UsageError where clingo is not installed.
        """
        clingo = _clingo()
        control = clingo.Control(["--warn=none"])
        control.add("base", [], self._parts[part])
        control.add("base", [], "\n".join(facts))
        control.ground([("base", [])])
        with control.solve(yield_=True) as handle:
            for model in handle:
                yield from model.symbols(shown=True)


def _clingo() -> Any:
    try:
        import clingo
    except ImportError:
        raise UsageError(
            "clingo is not installed",
            expected="the package clingo",
            mend="pip install 'comity[verify]'",
        ) from None
    return clingo
