"""One document read with a model's help: asked, held against the text, told what it cost."""

from __future__ import annotations

from datetime import date

import msgspec

from comity.law.errors import UsageError
from comity.read.documents.document import Document
from comity.read.model import Act, Reading
from comity.read.plugin.claims import claimed
from comity.read.plugin.endpoint import Endpoint, EndpointError, Reply, ask
from comity.read.plugin.ground import Ground, speaks_to_machines
from comity.read.plugin.prompt import MOST_TEXT, messages, schema
from comity.read.plugin.support import verified
from comity.read.words.language import detect
from comity.read.words.lexicon import languages

MOST_DROPPED = 100
"""Dropped values that are named; more are counted."""


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """A model's reading after verification.

    Attributes:
        reading: only what the text bears out; its warnings name everything dropped.
        dropped: how many values or acts were dropped.
        reply: the answer as it came, with tokens and seconds.
        told: endpoint, model, tokens and time, in one line.
    """

    reading: Reading
    dropped: int
    reply: Reply
    told: str


def read_with_model(
    document: Document,
    endpoint: Endpoint,
    *,
    published: date | None = None,
    lang: str | None = None,
) -> Ran:
    """Ask a model to read a document, and keep what the text bears out.

    Raises:
        EndpointError: no usable answer came.
        UsageError: a language in which claims cannot be held against the text.
    """
    day = published or (date.fromisoformat(document.published[:10]) if document.published else None)
    language = lang or detect(document.text) or document.language
    if language not in languages():
        raise UsageError(
            f"claims about a text in the language {language or 'unknown'!r} cannot be verified",
            where="--model",
            expected=", ".join(sorted(languages())),
            mend="give the language with --lang if it was not recognised",
        )
    shown = day.isoformat() if day is not None else None
    reply = ask(endpoint, messages(document.text, shown), schema())
    acts, dropped = held_against(reply.content, document.text, language, day, endpoint)
    warnings = dropped[:MOST_DROPPED]
    if len(dropped) > MOST_DROPPED:
        warnings.append(f"{len(dropped) - MOST_DROPPED} more claims were dropped")
    if speaks_to_machines(document.text):
        warnings.append("lines of the text speak to a machine; nothing in them was believed")
    if len(document.text) > MOST_TEXT:
        warnings.append(f"only the first {MOST_TEXT} characters were sent")
    return Ran(
        reading=Reading(
            language=language, published=shown, acts=tuple(acts), warnings=tuple(warnings)
        ),
        dropped=len(dropped),
        reply=reply,
        told=_told(endpoint, reply, len(acts), len(dropped)),
    )


def held_against(
    content: str, text: str, language: str, day: date | None, endpoint: Endpoint
) -> tuple[list[Act], list[str]]:
    """The acts of an answer that the text bears out, and what was dropped.

    Raises:
        EndpointError: the answer is no JSON of the shape asked for.
    """
    try:
        claims, dropped = claimed(content)
    except ValueError as error:
        raise EndpointError(
            f"the model's answer cannot be used: {error}",
            where=endpoint.shown,
            expected="JSON under the schema it was given",
            mend="try another model; without --model none is needed",
        ) from error
    ground = Ground(text, language, day)
    acts: list[Act] = []
    for number, claim in enumerate(claims, start=1):
        act, lost = verified(claim, ground, number)
        dropped.extend(lost)
        if act is not None and not any(_same(act, other) for other in acts):
            acts.append(act)
    return sorted(acts, key=lambda a: a.background), dropped


def _same(one: Act, other: Act) -> bool:
    return all(
        getattr(one, f) == getattr(other, f)
        for f in ("kind", "states", "subject", "passport_classes", "date", "mode")
    )


def _told(endpoint: Endpoint, reply: Reply, kept: int, dropped: int) -> str:
    counted = (
        f"{reply.tokens_in} + {reply.tokens_out} tokens"
        if reply.tokens_in is not None and reply.tokens_out is not None
        else "tokens not told"
    )
    model = "".join(c if c.isprintable() else " " for c in endpoint.model)[:80]
    return (
        f"{model} at {endpoint.shown}: {reply.seconds:.1f} s, {counted}; "
        f"{kept} acts kept, {dropped} claims dropped"
    )
