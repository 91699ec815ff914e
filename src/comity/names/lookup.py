"""From what a person writes to a state."""

from __future__ import annotations

from functools import cache

from comity.law.states import State
from comity.names.errors import AmbiguousState, UnknownState
from comity.names.fold import LONGEST_NAME, words
from comity.names.index import ANY_LANGUAGE, Claims, NameIndex
from comity.names.show import display, state
from comity.names.table import tables

_ARTICLES = frozenset(
    "le la les l el los las o a os as il lo i gli der die das den de het al an na un".split()
)

_NEARLY_ALL = 10
"""How many times more languages than all others together settle what a name means."""


def find(name: str, languages: tuple[str, ...] = ("en", "fr")) -> State:
    """The state that a name in any language, or a code, stands for.

    A code is an ISO 3166-1 alpha-2 or alpha-3 code, the code on a passport (ICAO Doc 9303),
    the EU's code, or a withdrawn code. A name wins over a code only when it is not written in
    capitals and is a name in one of the caller's languages.

    Args:
        name: what the person wrote; case, accents and punctuation do not count.
        languages: the caller's languages, best first. They settle names that two languages
            give to two states, and the language of the message if the name is not found.
            A name that at least ten times more languages give to one state needs no settling.

    Raises:
        UnknownState: no state has this name; `candidates` holds the nearest.
        AmbiguousState: several states have it; `candidates` holds them.

    >>> find("Elfenbeinküste").code, find("RKS").code
    ('CIV', 'XKX')
    """
    written = name.strip()
    if len(written) > LONGEST_NAME:
        raise UnknownState(
            f"a name of {len(written)} characters is no state's",
            candidates=(),
            mend=f"give a name of at most {LONGEST_NAME} characters",
        )
    code = _code(written)
    if code and written.isupper():
        return state(code)
    claims = _claims(written)
    if claims:
        chosen = _preferred(claims, languages, strict=code is not None)
        if chosen:
            return state(chosen)
    if code:
        return state(code)
    if claims:
        raise _ambiguous(written, claims, languages)
    raise _unknown(written, languages)


@cache
def _index() -> NameIndex:
    return NameIndex()


def _code(written: str) -> str | None:
    if len(written) > 3 or not written.isascii():
        return None
    return tables().by_any_code.get(written.upper())


def _claims(written: str) -> Claims:
    parts = words(written)
    claims = _index().claims("".join(parts)) if parts else {}
    if not claims and len(parts) > 1 and parts[0] in _ARTICLES:
        claims = _index().claims("".join(parts[1:]))
    return claims


def _preferred(claims: Claims, languages: tuple[str, ...], *, strict: bool) -> str | None:
    """The one state meant, or None; `strict` wants a name in the caller's languages."""
    if any(ANY_LANGUAGE in spoken for spoken in claims.values()):
        return None
    for language in languages:
        base = language.replace("_", "-").split("-", 1)[0].lower()
        speaking = [code for code, spoken in claims.items() if base in spoken]
        if speaking:
            return speaking[0] if len(speaking) == 1 else None
    return None if strict else _nearly_all(claims)


def _nearly_all(claims: Claims) -> str | None:
    """The only state with this name, or the one that nearly all languages give it to."""
    first, *others = sorted(claims, key=lambda code: -len(claims[code]))
    if len(claims[first]) >= _NEARLY_ALL * sum(len(claims[code]) for code in others):
        return first
    return None


def _ambiguous(written: str, claims: Claims, languages: tuple[str, ...]) -> AmbiguousState:
    codes = tuple(sorted(claims))[:5]
    return AmbiguousState(
        f"{written!r} can mean more than one state",
        candidates=codes,
        mend=f"say which: {_listed(codes, languages)}",
    )


def _unknown(written: str, languages: tuple[str, ...]) -> UnknownState:
    from comity.names.near import nearest

    codes = nearest("".join(words(written)), _index())
    mend = f"did you mean {_listed(codes, languages)}?" if codes else "list them: `comity states`"
    return UnknownState(f"no state is called {written!r}", candidates=codes, mend=mend)


def _listed(codes: tuple[str, ...], languages: tuple[str, ...]) -> str:
    language = languages[0] if languages else "en"
    return ", ".join(f"{display(code, language)} ({code})" for code in codes)
