"""One mention of a state, the kinds of names, and the settling of ambiguous ones."""

from __future__ import annotations

NAME, LONG, ADJECTIVE, DEMONYM, CAPITAL, GOVERNMENT = (
    "name",
    "long",
    "adjective",
    "demonym",
    "capital",
    "government",
)


class Mention:
    """One mention of a state.

    Attributes:
        code: ISO alpha-3; kind: kind of name; first, stop: its words.
        dateline: it stands at the head of the report, where agencies put their place.
        place: it names where something happens (a preposition of place, a dateline).
        partner: it follows `with`; the other side is named elsewhere.
        third: it is named beside the matter (an example, a list of other partners).
        label: the dictionary form of the name, for capitals.
        union: it is an organisation that acts as a party.
    """

    __slots__ = (
        "code",
        "dateline",
        "first",
        "kind",
        "label",
        "partner",
        "place",
        "stop",
        "third",
        "union",
    )

    def __init__(self, code: str, kind: str, label: str, first: int, stop: int) -> None:
        self.code = code
        self.kind = kind
        self.label = label
        self.first = first
        self.stop = stop
        self.place = False
        self.third = False
        self.partner = False
        self.dateline = False
        self.union = False

    @property
    def party(self) -> bool:
        return not self.place and not self.third


def doubtful(flags: str) -> bool:
    return "common" in flags or "ambiguous" in flags or "us_state" in flags


def settled(values: list[list[str]], sure: set[str]) -> list[str] | None:
    """The reading of an ambiguous name that the rest of the text supports, or None."""
    readings: dict[str, list[str]] = {}
    for value in values:
        codes = [value[0]]
        for flag in value[2].replace(";", ",").split(","):
            if flag.strip().startswith("ambiguous:"):
                codes = flag.strip()[len("ambiguous:") :].split("+")
        for code in codes:
            readings.setdefault(code, [code, *value[1:]])
    if len(readings) == 1:
        value = next(iter(readings.values()))
        if not doubtful(value[2]) or value[0] in sure:
            return value
        capital_name = (
            value[1] in (NAME, LONG, CAPITAL) and "common" in value[2] and len(value[3]) > 1
        )
        return value if capital_name or "us_state" in value[2] else None
    supported = [code for code in readings if code in sure]
    return readings[supported[0]] if len(supported) == 1 else None
