"""Mentions of persons, and which of them are one person."""

from __future__ import annotations

import re


class Named:
    """A person named at words `first` up to `stop`."""

    __slots__ = (
        "first",
        "name",
        "other_of",
        "role",
        "sentence",
        "state",
        "state_how",
        "stop",
        "title_first",
    )

    def __init__(self, name: str, first: int, stop: int, sentence: int) -> None:
        self.name = name
        self.first = first
        self.stop = stop
        self.sentence = sentence
        self.role: str | None = None
        self.state: str | None = None
        self.state_how = "stated"
        self.title_first = first
        self.other_of: Named | None = None


def settle_counterparts(mentions: list[Named]) -> None:
    """`his counterpart` holds the office of the person named before."""
    previous: Named | None = None
    for person in mentions:
        if person.role == "counterpart":
            near = previous is not None and person.sentence - previous.sentence <= 3
            person.role = previous.role if near and previous is not None else None
            person.other_of = previous if near else None
        previous = person


def join_mentions(mentions: list[Named]) -> None:
    """Later mentions by surname or initial take office and state from the first, and back."""
    full: dict[str, Named] = {}
    for person in mentions:
        last = surname(person.name)
        held = full.get(last)
        if held is None:
            full[last] = person
            continue
        fuller = "." in held.name and len(person.name) > len(held.name)
        if fuller or _shorter_form(person.name, held.name):
            held.name = person.name
        if held.role in (None, "counterpart"):
            held.role = person.role or held.role
        held.state = held.state or person.state
        person.name = held.name
    for person in mentions:
        held = full[surname(person.name)]
        person.name = held.name
        if person.role in (None, "counterpart"):
            person.role = held.role
        person.state = person.state or held.state


def _shorter_form(name: str, other: str) -> bool:
    """Whether a name is the nominative of another form of it: the shorter one."""
    return (
        "." not in name
        and " " in name
        and len(name) < len(other)
        and name[:3] == other[:3]
        and surname(other) != other.split()[-1].casefold()
    )


_OBLIQUE = re.compile(r"(?:ым|им|ом|ем|ой|ою|у|ю|а|я|е)$")


def surname(name: str) -> str:
    """What mentions of one person share: the surname, in Cyrillic without its case ending."""
    last = name.split()[-1].casefold()
    if len(last) > 5 and "\u0400" <= last[0] <= "\u04ff":
        return _OBLIQUE.sub("", last)
    return last


__all__ = ["Named", "join_mentions", "settle_counterparts", "surname"]
