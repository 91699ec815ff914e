"""What a look-up raises."""

from __future__ import annotations

from comity.law.errors import UsageError


class StateNameError(UsageError):
    """A name or code that stands for no single state.

    `candidates` holds the codes that were meant or nearly meant, at most five.
    """

    def __init__(self, message: str, *, candidates: tuple[str, ...], mend: str) -> None:
        super().__init__(
            message,
            expected="a state's name in any language, or its two- or three-letter code",
            mend=mend,
        )
        self.candidates = candidates


class UnknownState(StateNameError):
    """No state has this name or code."""


class AmbiguousState(StateNameError):
    """Several states have this name, and nothing in the question chooses."""
