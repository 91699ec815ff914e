"""Acts: dated events in the life of an instrument or of two states' relations."""

from __future__ import annotations

from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType

from comity.law.articles import within
from comity.law.dates import PartialDate
from comity.law.passports import PassportClass


class ActKind(StrEnum):
    """What happened. The transition each proves stands in lifecycle.md section 2."""

    NEGOTIATION = "negotiation"
    INITIALLING = "initialling"
    DRAFT = "draft"
    AUTHORISATION = "authorisation"
    SIGNATURE = "signature"
    APPROVAL = "approval"
    RATIFICATION = "ratification"
    NOTIFICATION = "notification"
    PROVISIONAL_APPLICATION = "provisional_application"
    ENTRY_INTO_FORCE = "entry_into_force"
    PUBLICATION = "publication"
    REGISTRATION = "registration"
    SPECIMENS = "specimens"
    CORRECTION = "correction"
    AMENDMENT = "amendment"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    DENUNCIATION = "denunciation"
    REVOCATION = "revocation"
    TERMINATION = "termination"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    RELATIONS_ESTABLISHED = "relations_established"
    RELATIONS_SEVERED = "relations_severed"
    VISIT = "visit"
    ACCREDITATION = "accreditation"
    STATEMENT = "statement"


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Someone who took part in an act, as a source names them."""

    name: str
    state: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    part: str | UnsetType = UNSET


class Scope(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The part of an instrument that an act touches; an empty scope is the whole of it.

    Attributes:
        issuer: only passports of this state.
        destination: only entry into this state.
        classes: only these passport classes.
        except_classes: all classes but these.
        articles: only these articles, or paragraphs such as 3(1).
    """

    issuer: str | UnsetType = UNSET
    destination: str | UnsetType = UNSET
    classes: tuple[PassportClass, ...] = ()
    except_classes: tuple[PassportClass, ...] = ()
    articles: tuple[str, ...] = ()

    def touches(self, issuer: str, destination: str, passport_class: PassportClass | None) -> bool:
        """Whether the act reaches this class in this direction."""
        if self.issuer is not UNSET and self.issuer != issuer:
            return False
        if self.destination is not UNSET and self.destination != destination:
            return False
        if passport_class is None:
            return True
        if passport_class in self.except_classes:
            return False
        return not self.classes or passport_class in self.classes

    def reaches(self, article: str) -> bool | None:
        """Whether the act reaches a clause with this citation, of a class that it touches.

        None where it is limited to articles, and nobody can tell whether the clause is of them.
        """
        return within(article, self.articles) if self.articles else True


class Act(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One dated event, as the sources named with it tell it.

    Attributes:
        kind: what happened.
        date: when, as precise as the sources; silent where they do not say.
        by: the party that acted; silent for a joint act.
        states: the states it concerns, where it stands outside an instrument.
        received: when the other party received a notification or note (VCLT 78).
        effect: the day from which it has effect, where it differs from `date`.
        until: the day from which it no longer has effect (a time-boxed suspension).
        scope: the part of the instrument it touches.
        sectors: fields of cooperation named with it.
        sources: identifiers of the sources; each is one statement that the act took place so.
    """

    kind: ActKind
    date: PartialDate | UnsetType = UNSET
    by: str | UnsetType = UNSET
    states: tuple[str, ...] = ()
    received: PartialDate | UnsetType = UNSET
    effect: PartialDate | UnsetType = UNSET
    until: PartialDate | UnsetType = UNSET
    scope: Scope = Scope()
    place: str | UnsetType = UNSET
    occasion: str | UnsetType = UNSET
    persons: tuple[Person, ...] = ()
    subject: str | UnsetType = UNSET
    sectors: tuple[str, ...] = ()
    instrument: str | UnsetType = UNSET
    sources: tuple[str, ...]
    note: str = ""
