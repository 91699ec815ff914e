"""Comity: reciprocal visa-exemption regimes, answered with the law in hand.

    from comity import check, Register, Passport

The names are loaded when they are first asked for, so that starting up costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.api import Register, check
    from comity.decide.decision import Decision, Outcome
    from comity.decide.question import Facts, Passport, Purpose, Role

__version__ = "0.1.0"

__all__ = [
    "Decision",
    "Facts",
    "Outcome",
    "Passport",
    "Purpose",
    "Register",
    "Role",
    "check",
]

_HOMES = {
    "Register": "comity.api",
    "check": "comity.api",
    "Decision": "comity.decide.decision",
    "Outcome": "comity.decide.decision",
    "Facts": "comity.decide.question",
    "Passport": "comity.decide.question",
    "Purpose": "comity.decide.question",
    "Role": "comity.decide.question",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
