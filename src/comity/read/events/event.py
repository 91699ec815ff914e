"""One telling of an act, and what one sentence holds."""

from __future__ import annotations

from comity.read.days.datevalue import DateValue
from comity.read.model import Mode
from comity.read.named.agreements import Agreement
from comity.read.named.places import OccasionValue, PlaceValue
from comity.read.named.states import Mention
from comity.read.words.analysis import Sentence
from comity.read.words.matcher import Hit

INSTRUMENT_KINDS = frozenset(
    "negotiation approval signature ratification notification entry_into_force suspension "
    "termination".split()
)


LATER = {
    "negotiation": 0,
    "signature": 1,
    "approval": 2,
    "ratification": 3,
    "notification": 4,
    "entry_into_force": 5,
    "suspension": 6,
    "termination": 7,
}


class Event:
    """One telling of an act."""

    __slots__ = (
        "agreement",
        "background",
        "date",
        "initialled",
        "kind",
        "listed",
        "mode",
        "occasion",
        "place",
        "same",
        "sentence",
        "states",
        "states_how",
        "states_spans",
        "subject",
        "tense",
        "trigger",
    )

    def __init__(self, kind: str, tense: str, trigger: Hit, sentence: Sentence) -> None:
        self.kind = kind
        self.tense = tense
        self.trigger = trigger
        self.sentence = sentence
        self.agreement: Agreement | None = None
        self.subject: str | None = None
        self.mode: Mode = "done"
        self.states: tuple[str, ...] = ()
        self.states_how = "stated"
        self.states_spans: list[tuple[int, int]] = []
        self.date: DateValue | None = None
        self.place: PlaceValue | None = None
        self.occasion: OccasionValue | None = None
        self.background = False
        self.same = False
        self.initialled = False
        self.listed = False

    def copy(self) -> Event:
        """The same telling, for another partner."""
        other = Event(self.kind, self.tense, self.trigger, self.sentence)
        for name in (
            "agreement",
            "subject",
            "mode",
            "date",
            "place",
            "occasion",
            "background",
            "same",
        ):
            setattr(other, name, getattr(self, name))
        return other

    def __repr__(self) -> str:
        return (
            f"Event({self.kind}:{self.tense} {self.mode} {self.subject} {self.states} "
            f"{self.date and self.date.iso} s{self.sentence.index})"
        )


class SentenceFacts:
    """What one sentence holds."""

    __slots__ = ("agreements", "dates", "events", "occasions", "places", "sentence", "states")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.agreements: list[Agreement] = []
        self.dates: list[DateValue] = []
        self.events: list[Event] = []
        self.occasions: list[OccasionValue] = []
        self.places: list[PlaceValue] = []
        self.states: list[Mention] = []
