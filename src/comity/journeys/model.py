"""Travellers, their passports, and the legs of their journeys."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from comity.count import Stay
from comity.decide.question import NO_FACTS, Facts, Passport, Purpose, Role


class Transit(StrEnum):
    """How a place on the way is passed.

    Airside: without passing the border. Landside: through it, which is an entry.
    """

    AIRSIDE = "airside"
    LANDSIDE = "landside"


class Place(Struct, frozen=True):
    """A place on a journey.

    Attributes:
        text: as it was written.
        state: the code of the state it lies in.
        airport: its IATA or ICAO code where one was written, or "".
        name: the city, or "" where only a state was written.
    """

    text: str
    state: str
    airport: str = ""
    name: str = ""


class Leg(Struct, frozen=True, kw_only=True):
    """One way from one place to another, and what is done there.

    Attributes:
        origin, to: its ends.
        on: the day of arrival.
        until: the last day there as far as it is known (it counts as a day of stay).
        transit: how the place is passed, or None where it is a destination.
        assumed: whether airside is taken for granted, because nothing was said.
        purpose: what the traveller goes to do there, or None where it is left open.
    """

    origin: Place
    to: Place
    on: date
    until: date | None = None
    transit: Transit | None = None
    assumed: bool = False
    purpose: Purpose | None = None


class Held(Struct, frozen=True):
    """One passport that a traveller holds.

    Attributes:
        readings: what it can be: one passport where the class is certain, several where its
            machine-readable lines leave the class open, none of a class that no act speaks of.
        issuer: the code of its issuer.
        named: its class, or the words of the lines where it is not certain.
    """

    readings: tuple[Passport, ...]
    issuer: str
    named: str

    @property
    def expires(self) -> date | None:
        """Its last day, where it is known."""
        return self.readings[0].expires if self.readings else None


class Capacity(Struct, frozen=True):
    """In what capacity someone travels, and where: everywhere if no state is named."""

    role: Role = Role.VISITOR
    state: str = ""

    def at(self, leg: Leg) -> Role:
        """The role at the end of a leg: nobody is accredited where he only changes planes."""
        if leg.transit is not None or (self.state and self.state != leg.to.state):
            return Role.VISITOR
        return self.role


class Traveller(Struct, frozen=True, kw_only=True):
    """One line of a delegation.

    Attributes:
        id: how the file calls the person.
        row: the line.
        held: the passports.
        capacity: in what role.
        facts: what else can decide.
        stays: earlier stays, on whatever passports.
        legs: the journey.
    """

    id: str
    row: int
    held: tuple[Held, ...]
    legs: tuple[Leg, ...]
    capacity: Capacity = Capacity()
    facts: Facts = NO_FACTS
    stays: tuple[Stay, ...] = ()
