"""Passport classes, and what a state issues.

`service` and `official` are two names for one thing in many states and two different
passports in others (product rule 7). Matching therefore goes through the issuer's profile.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class PassportClass(StrEnum):
    """The kinds of document that acts speak of, in the order in which lists name them."""

    DIPLOMATIC = "diplomatic"
    SERVICE = "service"
    OFFICIAL = "official"
    SPECIAL = "special"
    CONSULAR = "consular"
    PUBLIC_AFFAIRS = "public_affairs"
    ORDINARY = "ordinary"
    ORDINARY_ENDORSED = "ordinary_endorsed"
    PRESIDENTIAL = "presidential"
    MISSION = "mission"
    ANY = "any"
    COLLECTIVE = "collective"
    IDENTITY_CARD = "identity_card"
    IDENTITY_DOCUMENT = "identity_document"
    TRAVEL_DOCUMENT = "travel_document"
    CONVENTION_TRAVEL_DOCUMENT = "convention_travel_document"
    UN_LAISSEZ_PASSER = "un_laissez_passer"
    EU_LAISSEZ_PASSER = "eu_laissez_passer"
    LAISSEZ_PASSER = "laissez_passer"
    SEAMAN = "seaman"
    APEC_BUSINESS_TRAVEL_CARD = "apec_business_travel_card"


_NOT_PASSPORTS = frozenset(
    {
        PassportClass.COLLECTIVE,
        PassportClass.IDENTITY_CARD,
        PassportClass.IDENTITY_DOCUMENT,
        PassportClass.TRAVEL_DOCUMENT,
        PassportClass.CONVENTION_TRAVEL_DOCUMENT,
        PassportClass.SEAMAN,
        PassportClass.APEC_BUSINESS_TRAVEL_CARD,
    }
)
"""Documents that are not passports: an act on "any valid passport" does not reach them."""

_TWINS = {
    PassportClass.SERVICE: PassportClass.OFFICIAL,
    PassportClass.OFFICIAL: PassportClass.SERVICE,
}


class Evidence(StrEnum):
    """How sure it is that two class names mean one passport."""

    SAME = "same"
    ANY = "any"
    PROFILE = "profile"
    ASSUMED = "assumed"
    NONE = "none"


class IssuedClass(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One class of passport that a state issues.

    Attributes:
        name: the class.
        local: what the state itself calls it, by language code.
        also: classes under which other states' acts speak of this very passport.
        since: the date from which it is issued, ISO, as precise as the source.
        until: the date from which it no longer is.
    """

    name: PassportClass
    local: dict[str, str] = {}
    also: tuple[PassportClass, ...] = ()
    since: str | None = None
    until: str | None = None


class IssuerProfile(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Which classes a state issues and what it calls them: a fact of that state.

    Attributes:
        state: the issuer's code.
        classes: the classes it issues.
        complete: whether the source claims that it issues no others.
        sources: identifiers of the sources.
    """

    state: str
    classes: tuple[IssuedClass, ...]
    complete: bool = False
    sources: tuple[str, ...] = ()
    note: str = ""

    def issues(self, asked: PassportClass) -> bool | None:
        """Whether the state issues `asked`; None where the profile does not say."""
        if any(asked is item.name for item in self.classes):
            return True
        return False if self.complete else None


def match_class(
    asked: PassportClass, named: PassportClass, profile: IssuerProfile | None
) -> Evidence:
    """How the passport asked about meets a class that an act names.

    >>> match_class(PassportClass.SERVICE, PassportClass.OFFICIAL, None)
    <Evidence.ASSUMED: 'assumed'>

    The issuer's profile decides; without one, `service` and `official` are taken for each
    other, and the decision states that as an assumption (product rule 7).
    """
    if asked is named:
        return Evidence.SAME
    if named is PassportClass.ANY:
        return Evidence.NONE if asked in _NOT_PASSPORTS else Evidence.ANY
    if profile is not None:
        for item in profile.classes:
            if item.name is asked and named in item.also:
                return Evidence.PROFILE
        if profile.issues(named) and profile.issues(asked):
            return Evidence.NONE  # two passports of that state, not two names of one
    return Evidence.ASSUMED if _TWINS.get(asked) is named else Evidence.NONE
