"""Codes and names of states and issuers, in every language of CLDR.

>>> find("Ivory Coast").code
'CIV'
>>> display("CIV", "fr")
'Côte d’Ivoire'
"""

from __future__ import annotations

from comity.law.states import State, StateKind
from comity.names.errors import AmbiguousState, StateNameError, UnknownState
from comity.names.lookup import find
from comity.names.show import all_states, display, listing, state

__all__ = [
    "AmbiguousState",
    "State",
    "StateKind",
    "StateNameError",
    "UnknownState",
    "all_states",
    "display",
    "find",
    "listing",
    "state",
]
