"""What of a model's claims the text bears out.

A value stands only if its quotation really occurs in the text and says that value by the
reader's own rules: a state by its names, a date by the date parser, a stay by its numbers, an
act by the words that tell of it and their mode. Everything else is dropped and named.
"""

from __future__ import annotations

from typing import Any

from comity.read.days.datevalue import DateValue
from comity.read.events.event import Event, SentenceFacts
from comity.read.model import STAGE_OF, Act, LegalStage, Mode, Person, Precision, Span, Stay
from comity.read.named.agreements import find_classes
from comity.read.named.stays import find_stay
from comity.read.plugin.claims import ClaimedAct, ClaimedPerson, Quoted, QuotedStay
from comity.read.plugin.ground import Ground, Place

UNSURE = 0.5
"""Confidence of an act that only the model tells: it was never calibrated."""

_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_NO_SUBJECT = frozenset({"visit", "accreditation"})


def verified(claim: ClaimedAct, ground: Ground, number: int) -> tuple[Act | None, list[str]]:
    """The act with every value that the text bears out, and what was dropped.

    None where the text does not bear out the act itself: its kind, mode and states.
    """
    return _Bench(claim, ground, number).judge()


class _Bench:
    def __init__(self, claim: ClaimedAct, ground: Ground, number: int) -> None:
        self.claim = claim
        self.ground = ground
        self.number = number
        self.dropped: list[str] = []
        self.evidence: dict[str, list[Span]] = {}
        self.events: list[Event] = []
        self.sentences: set[int] = set()

    def judge(self) -> tuple[Act | None, list[str]]:
        claim = self.claim
        mode = self._mode()
        if mode is None:
            return None, self.dropped
        states = self._states()
        if states is None:
            return None, self.dropped
        own = self.ground.own(claim.kind.value, states)
        day = self._date(own)
        subject = self._subject()
        classes = self._classes()
        alike = [a for a in own if a.subject == subject and a.passport_classes == classes]
        return (
            Act(
                kind=claim.kind.value,
                states=states,
                subject=subject,
                passport_classes=classes,
                legal_stage=self._stage(mode, day, own),
                date=day,
                date_precision="none" if day is None else _precision(day),
                mode=mode,
                place=self._named("place", claim.place, [a.place for a in own]),
                occasion=self._named("occasion", claim.occasion, [a.occasion for a in own]),
                stay=self._stay(claim.stay),
                persons=self._persons(own),
                sectors=self._sectors(),
                background=own[0].background if own else True,
                confidence=max((a.confidence for a in alike), default=UNSURE),
                evidence={field: tuple(spans) for field, spans in self.evidence.items()},
            ),
            self.dropped,
        )

    def _drop(self, field: str, value: object, why: str) -> None:
        shown = "".join(c if c.isprintable() else " " for c in str(value))[:60]
        self.dropped.append(f"act {self.number}: {field} {shown!r} dropped: {why}")

    def _places(self, field: str, value: object, quote: str) -> list[Place]:
        places = self.ground.places(quote)
        if not places:
            self._drop(field, value, "the text does not have the words quoted for it")
        return places

    def _note(self, field: str, place: Place) -> None:
        span = Span(place.start, place.end, self.ground.text[place.start : place.end])
        held = self.evidence.setdefault(field, [])
        if span not in held:
            held.append(span)

    def _mode(self) -> Mode | None:
        """The mode, where the words quoted tell of such an act in that mode."""
        claim = self.claim
        kind = claim.kind.value
        places = self._places("kind", kind, claim.kind.quote)
        modes = set()
        for place in places:
            events = self.ground.events(kind, place)
            if any(event.mode == claim.mode for event in events):
                self._note("kind", place)
                self.events.extend(events)
                self.sentences |= {event.sentence.index for event in events}
            modes |= {event.mode for event in events}
        if claim.mode in modes:
            return claim.mode
        if modes:
            self._drop("mode", claim.mode, f"the words tell of an act that is {min(modes)}")
        elif places:
            self._drop("kind", kind, "the words quoted do not tell of such an act")
        return None

    def _states(self) -> tuple[str, ...] | None:
        found: set[str] = set()
        for item in self.claim.states:
            places = self._places("state", item.value, item.quote)
            good = [p for p in places if self._names(item.value, p)]
            if good:
                found.add(item.value)
                self._note("states", good[0])
            elif places:
                self._drop("state", item.value, "the words quoted do not name it as a party")
        states = tuple(sorted(found))
        if len(states) < 2:
            self._drop("act", self.claim.kind.value, "fewer than two of its states are borne out")
            return None
        if not self._together(states):
            self._drop("act", ", ".join(states), "the text does not tell it of these states")
            return None
        return states

    def _names(self, code: str, place: Place) -> bool:
        return any(
            m.code == code and m.party and place.holds(m.first, m.stop)
            for fact in self.ground.facts(place)
            for m in fact.states
        )

    def _together(self, states: tuple[str, ...]) -> bool:
        """Whether the reader ties these states to this act, in its reading or in its sentence.

        A sentence that lists partners does not make any two of them parties of one act.
        """
        if self.ground.own(self.claim.kind.value, states):
            return True
        return any(
            tuple(sorted(event.states)) == states and event.states_how == "stated"
            for event in self.events
        )

    def _subject(self) -> str | None:
        claim = self.claim.subject
        if claim is None or self.claim.kind.value in _NO_SUBJECT:
            return None
        places = self._places("subject", claim.value, claim.quote)
        for place in places:
            for fact in self.ground.facts(place):
                touching = [
                    a.subject
                    for a in fact.agreements
                    if a.first < place.stop and place.first < a.stop
                ]
                if claim.value in touching:
                    self._note("subject", place)
                    return claim.value
        if places:
            self._drop("subject", claim.value, "the words quoted do not say it")
        return None

    def _classes(self) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.claim.passport_classes:
            places = self._places("passport class", item.value, item.quote)
            good = [p for p in places if self._says_class(item.value, p)]
            if good:
                found.append(item.value)
                self._note("passport_classes", good[0])
            elif places:
                self._drop("passport class", item.value, "the words quoted do not say it")
        from comity.read.record.terms import CLASS_ORDER

        return tuple(c for c in CLASS_ORDER if c in found)

    def _says_class(self, name: str, place: Place) -> bool:
        analysis = self.ground.analysis
        for fact in self.ground.facts(place):
            sentence = fact.sentence
            if analysis.has("exclude", sentence.first, sentence.stop):
                own = {c for a in self.ground.acts for c in a.passport_classes}
                if name not in own:
                    continue
            for value, first, stop in find_classes(analysis, sentence.first, sentence.stop):
                if value == name and place.holds(first, stop):
                    return True
        return False

    def _date(self, own: list[Act]) -> str | None:
        claim = self.claim.date
        if claim is None:
            return None
        places = self._places("date", claim.value, claim.quote)
        for place in places:
            for fact in self.ground.facts(place):
                for value in fact.dates:
                    if value.iso != claim.value or not place.holds(value.first, value.stop):
                        continue
                    if value.dateline or not self._dates_it(value, fact, own):
                        continue
                    self._note("date", place)
                    return value.iso
        if places:
            self._drop("date", claim.value, "the words quoted do not date the act so")
        return None

    def _dates_it(self, value: DateValue, fact: SentenceFacts, own: list[Act]) -> bool:
        """Whether a date is this act's: the reader ties them, or nothing else is near."""
        if any(act.date == value.iso for act in own):
            return True
        if any(event.date is not None and event.date.iso == value.iso for event in self.events):
            return True
        alone = len(fact.dates) == 1 and all(e.kind == self.claim.kind.value for e in fact.events)
        return alone and fact.sentence.index in self.sentences

    def _named(self, field: str, claim: Quoted | None, own: list[str | None]) -> str | None:
        """A place or an occasion that the reader finds where the model says it is."""
        if claim is None:
            return None
        places = self._places(field, claim.value, claim.quote)
        for place in places:
            for fact in self.ground.facts(place):
                near = fact.sentence.index in self.sentences
                values: list[Any] = [*(fact.places if field == "place" else fact.occasions)]
                for value in values:
                    same = value.name.casefold() == claim.value.casefold()
                    inside = value.first < place.stop and place.first < value.stop
                    if same and inside and (near or value.name in own):
                        self._note(field, place)
                        return str(value.name)
        if places:
            self._drop(field, claim.value, "the words quoted do not say it of the act")
        return None

    def _stay(self, claim: QuotedStay | None) -> Stay | None:
        if claim is None or claim.value == Stay():
            return None
        places = self._places("stay", _shown(claim.value), claim.quote)
        for place in places:
            for fact in self.ground.facts(place):
                found = find_stay(self.ground.analysis, fact.sentence.first, fact.sentence.stop)
                if (
                    found is not None
                    and found.stay == claim.value
                    and place.first < found.stop
                    and found.first < place.stop
                ):
                    self._note("stay", place)
                    return found.stay
        if places:
            self._drop("stay", _shown(claim.value), "the words quoted do not say it")
        return None

    def _persons(self, own: list[Act]) -> tuple[Person, ...]:
        known = {p.name: p for a in own for p in a.persons}
        found: list[Person] = []
        for item in self.claim.persons:
            person = self._person(item, known)
            if person is not None and person.name not in {p.name for p in found}:
                found.append(person)
        return tuple(found)

    def _person(self, item: ClaimedPerson, known: dict[str | None, Person]) -> Person | None:
        places = self._places("person", item.name, item.quote)
        for place in places:
            for mention in self.ground.story.persons.mentions:
                if mention.name != item.name or not place.holds(mention.first, mention.stop):
                    continue
                self._note("persons", place)
                own = known.get(item.name, Person(name=item.name))
                for field, value, held in (
                    ("role", item.role, own.role or mention.role),
                    ("state", item.state, own.state or mention.state),
                    ("part", item.part, own.part),
                ):
                    if value != held and value not in (None, "other"):
                        self._drop(
                            f"{field} of {item.name[:40]}", value, "the text does not say it"
                        )
                return Person(
                    name=item.name,
                    role=item.role if item.role == (own.role or mention.role) else None,
                    state=item.state if item.state == (own.state or mention.state) else None,
                    part=item.part if item.part == own.part else "other",
                )
        if places:
            self._drop("person", item.name, "the words quoted do not name such a person")
        return None

    def _sectors(self) -> tuple[str, ...]:
        analysis = self.ground.analysis
        found: set[str] = set()
        for item in self.claim.sectors:
            places = self._places("sector", item.value, item.quote)
            good = [
                p
                for p in places
                if any(
                    h.value == item.value and h.stop <= p.stop
                    for h in analysis.tagged("topic", p.first, p.stop)
                )
            ]
            if good:
                found.add(item.value)
                self._note("sectors", good[0])
            elif places:
                self._drop("sector", item.value, "the words quoted do not say it")
        return tuple(sorted(found))

    def _stage(self, mode: Mode, day: str | None, own: list[Act]) -> LegalStage | None:
        """Never taken from the model: it follows from the kind, as in the reader's own reading."""
        if own and own[0].mode == mode:
            return own[0].legal_stage
        kind = self.claim.kind.value
        if mode != "done" or kind == "negotiation":
            return None
        published = self.ground.published
        if kind == "unilateral_exemption" and (
            day is None or published is None or day > published.isoformat()
        ):
            return "approved"
        return STAGE_OF.get(kind)


def _precision(iso: str) -> Precision:
    if iso.startswith("--"):
        return "day" if len(iso) == len("--05-30") else "month"
    return _PRECISIONS[len(iso)]


def _shown(stay: Stay) -> str:
    values = (stay.days, stay.months, stay.window_days, stay.window_months, stay.rule)
    names = ("days", "months", "window days", "window months", "rule")
    return ", ".join(f"{n} {v}" for n, v in zip(names, values, strict=True) if v is not None)
