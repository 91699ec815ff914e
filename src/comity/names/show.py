"""States by code, and their names in a language."""

from __future__ import annotations

from functools import lru_cache

from comity.law.states import State
from comity.names.errors import UnknownState
from comity.names.table import tables


def state(code: str) -> State:
    """The state with exactly this code (the code Comity uses, not an alias).

    Raises:
        UnknownState: no state has this code; `find` reads names and other codes.
    """
    found = tables().by_code.get(code)
    if found is None:
        raise UnknownState(
            f"there is no state with the code {code[:20]!r}",
            candidates=(),
            mend="list the codes with `comity states`",
        )
    return found


def all_states() -> tuple[State, ...]:
    """Every state and issuer, in the order of their codes."""
    return tuple(tables().by_code.values())


@lru_cache(maxsize=4096)
def display(code: str, lang: str = "en") -> str:
    """The short name of a state in a language, in English where the language has none.

    English and French come from the table; other languages load Babel at first use.

    Raises:
        UnknownState: no state has this code.
    """
    shown = state(code)
    base = lang.replace("_", "-").split("-", 1)[0].lower()
    if base == "en":
        return shown.en
    if base == "fr":
        return shown.fr
    return _from_cldr(shown, lang) or shown.en


def listing(lang: str = "en") -> tuple[tuple[State, str], ...]:
    """Every state with its name in a language, in the order of the folded names."""
    from comity.names.fold import fold

    named = [(shown, display(shown.code, lang)) for shown in all_states()]
    return tuple(sorted(named, key=lambda pair: (fold(pair[1]), pair[0].code)))


def _from_cldr(shown: State, lang: str) -> str | None:
    if not shown.alpha2 or shown.is_historical:
        return None
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
    return locale.territories.get(shown.alpha2)
