"""Counts of what was found, expected and right, and the rates that follow."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec


class Tally(msgspec.Struct):
    """Values found, expected and right."""

    found: int = 0
    expected: int = 0
    right: int = 0

    def add(self, found: Counter[Any], expected: Counter[Any]) -> None:
        self.found += found.total()
        self.expected += expected.total()
        self.right += (found & expected).total()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0

    def rates(self) -> dict[str, Any]:
        """The tally as plain data."""
        return {
            "found": self.found,
            "expected": self.expected,
            "right": self.right,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }
