"""The shape of a model's answer, act by act: what has not the shape is dropped, not mended."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from comity.read.model import ActKind, Mode, Part, Stay

MOST_ACTS = 40
MOST_ITEMS = 60
LONGEST_QUOTE = 600
"""A quotation longer than this proves nothing; the passage asked for is the shortest."""


class Quoted(Struct, frozen=True):
    """A value and the words it is said to rest on."""

    value: str
    quote: str


class QuotedKind(Struct, frozen=True):
    value: ActKind
    quote: str


class QuotedStay(Struct, frozen=True):
    value: Stay
    quote: str


class ClaimedPerson(Struct, frozen=True, kw_only=True):
    name: str
    quote: str
    state: str | None = None
    role: str | None = None
    part: Part = "other"


class ClaimedAct(Struct, frozen=True, kw_only=True):
    """One act as the model tells it."""

    kind: QuotedKind
    mode: Mode = "done"
    states: tuple[Quoted, ...] = ()
    subject: Quoted | None = None
    passport_classes: tuple[Quoted, ...] = ()
    date: Quoted | None = None
    place: Quoted | None = None
    occasion: Quoted | None = None
    stay: QuotedStay | None = None
    persons: tuple[ClaimedPerson, ...] = ()
    sectors: tuple[Quoted, ...] = ()
    background: bool = False


def claimed(content: str) -> tuple[list[ClaimedAct], list[str]]:
    """The acts of an answer that have the shape asked for, and what was dropped.

    Raises:
        ValueError: the answer is no JSON of the shape asked for at all.
    """
    data = _json(content)
    if not isinstance(data, dict) or not isinstance(data.get("acts"), list):
        raise ValueError("it is no JSON object with a list of acts")
    dropped: list[str] = []
    acts: list[ClaimedAct] = []
    listed = data["acts"]
    if len(listed) > MOST_ACTS:
        dropped.append(f"{len(listed) - MOST_ACTS} acts beyond the first {MOST_ACTS}")
    for number, item in enumerate(listed[:MOST_ACTS], start=1):
        try:
            act = msgspec.convert(item, ClaimedAct)
        except (msgspec.ValidationError, RecursionError) as error:
            dropped.append(f"act {number}: it has not the shape asked for ({str(error)[:120]})")
            continue
        if max(len(getattr(act, f)) for f in _LISTS) > MOST_ITEMS:
            dropped.append(f"act {number}: one of its lists has more than {MOST_ITEMS} items")
            continue
        acts.append(act)
    return acts, dropped


_LISTS = ("states", "passport_classes", "persons", "sectors")


def _json(content: str) -> Any:
    text = content.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.removesuffix("```").partition("\n")[2]
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
