"""What the treaty reader says: the shape of its answer."""

from __future__ import annotations

from typing import Any

import msgspec

Parameters = dict[str, Any]
"""The values of one clause, under the names of `docs/reader.md` (a subset per kind)."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The words of the text that support something.

    Attributes:
        start, end: offsets in the text that was given, `text[start:end]`.
        text: those words.
        field: the parameter they support, or "kind" for the words that name the matter.
        paragraph: the numbered paragraph they stand in, such as `3(2)`, or the article.
    """

    start: int
    end: int
    text: str
    field: str = "kind"
    paragraph: str = ""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One matter that one article settles.

    Attributes:
        article: `3`, `preamble`, `title`, `final` (the closing formula), `para 2` where the
            paragraphs of a note bear no number.
        kind: a readable name of `data/kinds.tsv`.
        parameters: its values; a name that is absent means that the text is silent.
        evidence: where it is said.
    """

    article: str
    kind: str
    parameters: Parameters
    evidence: tuple[Evidence, ...]


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """An article, or a numbered paragraph of one, that was not understood."""

    article: str
    start: int
    end: int


class TreatyReading(msgspec.Struct, frozen=True, kw_only=True):
    """One text of a treaty, read.

    Attributes:
        parties: the codes of the states, in the order in which the text names them.
        sides: the parties as they stand to one another; states that act together, such as those
            of Benelux, are one side.
        passport_classes: for each state, the classes of its passports that are covered.
        clauses: what was understood, in the order of the text.
        unread: what was not.
        signed: ISO date of signature, or None.
        place: the place or places ("Madrid; Doha") of signature, or None.
        languages: the authentic languages, as ISO 639-1 codes, in the text's order.
    """

    parties: tuple[str, ...]
    passport_classes: dict[str, tuple[str, ...]]
    clauses: tuple[Clause, ...]
    unread: tuple[Unread, ...]
    signed: str | None
    place: str | None
    languages: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...] = ()
