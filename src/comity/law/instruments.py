"""Instruments and the grants they make.

A grant is one clause in one direction: these classes of that issuer may enter, leave,
transit and stay so long in that destination, on these terms. There is never one row per
agreement: classes, days and terms differ by side more often than not (clauses.md 1).

Every field has three states: a value, expressly none (None), or silent (UNSET). Silence is
the commonest; it is kept, and it is what makes an answer `conditional` or `unknown`.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType, field

from comity.law.acts import Act
from comity.law.dates import PartialDate
from comity.law.passports import PassportClass
from comity.law.sources import Confidence
from comity.law.stay import StayRule
from comity.law.terms import Term


class InstrumentKind(StrEnum):
    """How many wills made it."""

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    MULTILATERAL = "multilateral"
    UNSTATED = "unstated"  # a list often names the exempt states, never the act


class Status(StrEnum):
    """What a source says of an instrument on the date it speaks for."""

    NEGOTIATED = "negotiated"
    DRAFT = "draft"
    SIGNED = "signed"
    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


class Mode(StrEnum):
    """What a later instrument does to an earlier one (clause C33)."""

    ENDS = "ends"
    SUSPENDS = "suspends"
    PRESERVES = "preserves"


class Anchor(StrEnum):
    """The event from which a period runs."""

    SIGNATURE = "signature"
    LAST_NOTIFICATION = "last_notification"
    LAST_RECEIPT = "last_receipt"
    FIXED = "fixed"
    DEPOSIT = "deposit"
    RECEIPT = "receipt"
    NOTICE = "notice"
    DISPATCH = "dispatch"
    EFFECT = "effect"
    ENTRY_INTO_FORCE = "entry_into_force"
    INTRODUCTION = "introduction"


class Unit(StrEnum):
    """The unit of a period. A month is a calendar month, never thirty days."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Period(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """So many units before or after an event.

    Attributes:
        n: how many.
        unit: of what.
        anchor: the event from which they are counted, the day of the event not counted.
        before: counted backwards from the event.
        soft: the text asks for it "if possible".
    """

    n: int
    unit: Unit = Unit.DAY
    anchor: Anchor | UnsetType = UNSET
    before: bool = False
    soft: bool = False


class ForceRule(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When the text says that it enters into force (clause C26, lifecycle D1 to D4).

    Attributes:
        anchor: signature, the date of the last notification, its receipt, the k-th deposit, or a
            fixed date.
        n: units that must pass after the anchor; 0 for the day itself.
        unit: days or months.
        after_lapse: the text says "after N days have elapsed", read as one day more.
        first_of_month: the first day of the k-th month after the anchor, instead of `n`.
        deposits: how many deposits are needed.
        date: the fixed date.
        provisional: applied provisionally from signature until then.
        provisional_after: days from signature to provisional application.
        requires: an instrument that must itself be in force.
        article: where the text says so.
    """

    anchor: Anchor
    n: int = 0
    unit: Unit = Unit.DAY
    after_lapse: bool = False
    first_of_month: int | UnsetType = UNSET
    deposits: int | UnsetType = UNSET
    date: PartialDate | UnsetType = UNSET
    provisional: bool = False
    provisional_after: int = 0
    requires: str | UnsetType = UNSET
    article: str | UnsetType = UNSET


class Duration(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How long it lasts: silent years mean without limit of time (clause C27)."""

    years: int | UnsetType = UNSET
    tacit_renewal: bool = False
    notice: Period | UnsetType = UNSET
    article: str | UnsetType = UNSET


class Termination(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How a party ends it (clause C28); `severable` names the articles that can be ended alone."""

    notice: Period
    severable: tuple[str, ...] = ()
    protects_present: bool | UnsetType = UNSET
    article: str | UnsetType = UNSET


class Suspension(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a party suspends it (clause C29)."""

    grounds: tuple[str, ...] = ()
    notice: Period | UnsetType = UNSET
    in_part: bool | UnsetType = UNSET
    protects_present: bool | UnsetType = UNSET
    excludes_articles: tuple[str, ...] = ()
    article: str | UnsetType = UNSET


class Supersedes(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What it does to an earlier instrument from its own entry into force (clause C33)."""

    instrument: str
    mode: Mode = Mode.ENDS
    classes: tuple[PassportClass, ...] = ()
    articles: tuple[str, ...] = ()


class EndsWith(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Another instrument whose end, or mere suspension, ends this one (clause C28)."""

    instrument: str
    on_suspension: bool = False
    effect: Mode = Mode.ENDS


class Specimens(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Exchange of passport specimens (clauses C24 and C25)."""

    initial: Period | UnsetType = UNSET
    change: Period | UnsetType = UNSET
    article: str | UnsetType = UNSET


class Clause(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A clause that decides no case by itself but belongs to the text (savings, disputes...)."""

    kind: str
    article: str | UnsetType = UNSET
    parameters: dict[str, str | int | bool] = {}


class Seen(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source's word on the status of the instrument on the date it speaks for."""

    status: Status
    classes: tuple[PassportClass, ...] = ()
    issuer: str | UnsetType = UNSET
    sources: tuple[str, ...]
    note: str = ""


class Grant(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One clause of an instrument in one direction, as the sources named with it state it.

    Attributes:
        issuer: a state, an organisation, a group of states, or ``*`` for any issuer.
        destination: a state or a group of states.
        excluding: issuers outside the rule (*any but* these).
        excluding_destinations: members of the destination group outside the rule.
        classes: the classes covered; silent where the source does not show or separate them.
        stay: the stay rule; silent where the source names none.
        terms: conditions, duties, scopes and markers.
        article: article, paragraph or "note of ..., paragraph N".
        signed, in_force, ended, status: what the source says of this very grant.
        confidence: how far to rely on it, where that differs from its source's.
        sources: identifiers of the sources; each is one statement. Empty in a list's row,
            whose source is the list's.
    """

    issuer: str
    destination: str
    excluding: tuple[str, ...] = ()
    excluding_destinations: tuple[str, ...] = ()
    classes: tuple[PassportClass, ...] | UnsetType = UNSET
    stay: StayRule | None | UnsetType = UNSET
    terms: tuple[Term, ...] = ()
    reciprocal: bool | UnsetType = UNSET
    article: str | UnsetType = UNSET
    signed: PartialDate | UnsetType = UNSET
    in_force: PartialDate | UnsetType = UNSET
    ended: PartialDate | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    confidence: Confidence | UnsetType = UNSET
    sources: tuple[str, ...] = ()
    note: str = ""


class Instrument(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An act in law with its life: its acts, its grants, its final clauses.

    Attributes:
        id: its identifier, which is also the name of its file.
        title: a short neutral name, in our own words, by language.
        subject: `visa_exemption`, or another of the published list of subjects.
        parties: the states (or the Union, or a group) that made it.
        form: agreement, exchange of notes, decree, regulation ...
        amends: the instrument it changes.
        concluded_by: predecessor states that concluded it.
    """

    id: str
    title: dict[str, str]
    kind: InstrumentKind
    subject: str = "visa_exemption"
    parties: tuple[str, ...]
    form: str | UnsetType = UNSET
    acts: tuple[Act, ...] = ()
    seen: tuple[Seen, ...] = ()
    grants: tuple[Grant, ...] = ()
    entry_into_force: ForceRule | None | UnsetType = UNSET
    duration: Duration | None | UnsetType = UNSET
    termination: Termination | None | UnsetType = UNSET
    suspension: Suspension | None | UnsetType = UNSET
    specimens: Specimens | None | UnsetType = UNSET
    supersedes: tuple[Supersedes, ...] = ()
    ends_with: tuple[EndsWith, ...] = ()
    amends: str | UnsetType = UNSET
    clauses: tuple[Clause, ...] = ()
    languages: tuple[str, ...] = ()
    prevailing: str | UnsetType = UNSET
    concluded_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default=())
    note: str = ""
