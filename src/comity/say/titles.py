"""Titles of acts in the reader's language.

Most acts have no title of their own in another language than the sources'. A reader of that
language then gets a plain one, made of what the identifier tells (docs/format.md): the parties,
whether it binds one side only, and the year.
"""

from __future__ import annotations

import re

from comity.say.sayer import Sayer

_IDENTIFIER = re.compile(
    r"(?P<codes>[A-Z][A-Z0-9_]*(?:-[A-Z][A-Z0-9_]*)*)"
    r"(?:-(?P<what>[a-z]{3,}))?"
    r"(?:-(?P<date>\d{4}(?:-\d{2}){0,2}))?"
    r"(?:-[a-z])?",
    re.ASCII,
)


def act_title(title: str, instrument: str, say: Sayer) -> str:
    """The title to show: the record's own in that language, or a plain one.

    Args:
        title: the title in English, the sources' common language; "" where there is none.
        instrument: the identifier.
    """
    own = say.own_title(instrument)
    if own:
        return own
    if title and say.lang == "en":
        return title
    return _plain(instrument, say) or title or instrument


def shared_title(title: str, say: Sayer) -> str:
    """The title over several acts that a list names alike."""
    return title if title and say.lang == "en" else say.text("title.several")


def _plain(instrument: str, say: Sayer) -> str:
    found = _IDENTIFIER.fullmatch(instrument)
    if found is None:
        return ""
    codes = found["codes"].split("-")
    kind = found["what"] or ("group" if len(codes) == 1 else "pair")
    if not say.has(f"title.{kind}"):
        return ""
    parties = " – ".join(map(say.state, codes))
    when = f" ({say.date(found['date'])})" if found["date"] else ""
    return say.text(f"title.{kind}", parties=parties) + when
