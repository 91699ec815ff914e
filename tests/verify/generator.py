"""Small registers drawn by a seed: every kind of word on a grant, in every mixture.

Unlike the registers of tests/decide/test_oracle.py, these know groups, profiles, instruments with
acts, scopes and links, terms and complete lists of either side; they need make no legal sense.
"""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace
from tests.dossier.small import act, day, records, source

from comity.law.acts import Act, Scope
from comity.law.groups import Group, Membership
from comity.law.instruments import (
    Anchor,
    EndsWith,
    ForceRule,
    Grant,
    Instrument,
    InstrumentKind,
    Mode,
    Seen,
    Status,
    Supersedes,
    Unit,
)
from comity.law.passports import IssuedClass, IssuerProfile, PassportClass
from comity.law.sources import Completeness, Perspective, Source
from comity.law.stay import StayRule
from comity.law.terms import parse_terms
from comity.records.model import Assertions, Claim, Listing, Records, Row

STATES = ("TGO", "KAZ", "BEN", "FRA")
GROUPS = ("GA", "GB")
CLASSES = tuple(map(PassportClass, ("diplomatic", "service", "official", "ordinary")))
NAMED = (*CLASSES, PassportClass.ANY)
STAYS = ("30/visit", "90/180", "3m/visit", "unlimited", "mission", "90/?", "14/visit&90/180")
TERMS = (
    "accredited=exempt accredited=only accredited=excluded accredited=visa_first "
    "accredited=regularise:30 family=included family=household not_paid_activity "
    "official_travel_only passport_valid_months=6 holder_nationality=TGO+BEN season=06-01/09-30 "
    "season=11-01/02-15 entries_max=unlimited entries_max=2/year issuer_excludes=BEN "
    "issuer_only=bound territory=GA territory=Zone+GB territory=Islands territory=KAZ "
    "territory_excludes=FRA visa_on_arrival gratis_visa draft called_visa_on_arrival "
    "no_admission accredited_no_objection_days=30 family_age_max=18 any_of=sex:female|age_max:16 "
    "fee extendable"
).split()
KINDS = ("treaty_text", "gazette", "ministry_list", "news", "wiki")
ARTICLES = (UNSET, UNSET, "1", "3", "3(1)", "3(2)(a)", "Articles 2 and 3", "1-3", "Note of reply")
CUTS = ("1", "3", "3(1)", "3(2)", "2-4", "note of reply")
ACTS = (
    "negotiation initialling signature signature signature notification ratification "
    "provisional_application entry_into_force entry_into_force suspension resumption "
    "termination denunciation visit"
).split()


class Maker:
    """Draws the parts of one register."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.aside = Random(-1 - seed)  # draws that must not shift the others
        self.sources: list[Source] = []

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def when(self, share: float = 1.0, first: int = 2000, last: int = 2024) -> str | None:
        """A date to the day, month or year; None in the other share of cases."""
        if not self.some(share):
            return None
        text = (
            f"{self.chance.randint(first, last)}-{self.chance.randint(1, 12):02d}"
            f"-{self.chance.randint(1, 28):02d}"
        )
        return text[: self.chance.choice((4, 7, 10, 10))]

    def source(self) -> str:
        """One of the sources so far, or a new one."""
        if self.sources and self.some(0.3):
            return self.chance.choice(self.sources).id
        name = f"s{len(self.sources)}"
        dated = self.when(0.85)
        self.sources.append(source(name, self.chance.choice(KINDS), dated, read="2025-03-01"))
        return name

    def classes(self, named: tuple[PassportClass, ...] = NAMED) -> Any:
        if self.some(0.15):
            return UNSET
        return tuple(self.chance.sample(named, self.chance.randint(1, 2)))

    def grant(self, issuer: str, destination: str, **more: Any) -> Grant:
        chance = self.chance
        terms = chance.sample(TERMS, chance.choice((0, 0, 1, 1, 2, 3)))
        names = {term.partition("=")[0]: term for term in terms}
        return Grant(
            issuer=issuer,
            destination=destination,
            article=self.aside.choice(ARTICLES),
            excluding=("BEN",) if self.some(0.05) else (),
            excluding_destinations=("FRA",) if self.some(0.05) else (),
            classes=self.classes(),
            stay=chance.choice((UNSET, None, *map(StayRule.parse, STAYS))),
            terms=tuple(parse_terms(";".join(names.values()))),
            signed=day(self.when(0.2, 2000, 2010)),
            in_force=day(self.when(0.3, 2002, 2015)),
            ended=day(self.when(0.15, 2012, 2022)),
            status=chance.choice((UNSET, Status.IN_FORCE, Status.IN_FORCE, *Status)),
            **more,
        )

    def ends(self) -> tuple[str, str]:
        """Issuer and destination of a grant: states mostly, groups and anyone at times."""
        issuer = self.chance.choice((*STATES, *STATES, *STATES, *GROUPS, "*"))
        destination = self.chance.choice((*STATES, *STATES, *STATES, *GROUPS))
        return issuer, destination

    def listing(self, number: int, names: list[str]) -> tuple[Listing, tuple[Row, ...]]:
        rows = []
        for line in range(self.chance.randint(0, 4)):
            issuer, destination = self.ends()
            if issuer == destination and issuer in STATES:
                continue
            kind = self.chance.choice(("bilateral", "bilateral", "unilateral", "multilateral"))
            rows.append(
                Row(
                    line=line + 2,
                    instrument=self.chance.choice((*names, f"row-{number}-{line}")),
                    kind=InstrumentKind(kind),
                    title="Visa exemption",
                    grant=self.grant(issuer, destination),
                )
            )
        name = f"list-{number}"
        claims = tuple(self.claim() for _ in range(self.chance.choice((0, 1, 1, 2))))
        listing = Listing(
            id=name,
            title=name,
            source=self.source(),
            coverage=claims,
            assertions=Assertions(rows_min=0, rows_max=99),
        )
        return listing, tuple(rows)

    def claim(self) -> Claim:
        code = self.chance.choice((*STATES, *STATES, *GROUPS))
        return Claim(
            perspective=self.chance.choice((Perspective.DESTINATION, *Perspective)),
            state=code,
            classes=tuple(self.chance.sample(CLASSES, self.chance.randint(1, 3))),
            complete=self.chance.choice((Completeness.YES, *Completeness)),
            tabulated=self.some(0.8),
            territory=self.chance.choice(("", "GA", "Zone", "Nowhere")) if code in GROUPS else "",
            excluding=("KAZ",) if code in GROUPS and self.some(0.2) else (),
        )

    def act(self) -> Act:
        kind = self.chance.choice(ACTS)
        more: dict[str, Any] = {"by": self.chance.choice(("TGO", "KAZ"))}
        if self.some(0.25):
            more["effect"] = self.when()
        if kind == "suspension" and self.some(0.4):
            more["until"] = self.when(1, 2015, 2024)
        if self.some(0.3):
            more["scope"] = self.scope()
        more["scope"] = self.articles(more.get("scope", Scope()), 0.3)
        names = {self.source() for _ in range(self.chance.choice((1, 1, 2)))}
        return act(kind, self.when(0.9), *sorted(names), **more)

    def scope(self) -> Scope:
        one = (self.chance.choice(CLASSES),)
        shape = self.chance.randrange(4)
        if shape == 0:
            return Scope(except_classes=one)
        if shape == 1:
            return Scope(issuer=self.chance.choice(STATES), classes=one)
        if shape == 2:
            return Scope(classes=one)
        return Scope(destination=self.chance.choice(STATES))

    def articles(self, found: Scope, share: float) -> Scope:
        """The scope, in that share of cases cut down to some articles."""
        if self.aside.random() >= share:
            return found
        named = tuple(self.aside.sample(CUTS, self.aside.choice((1, 1, 2))))
        return replace(found, articles=named)

    def instrument(self, name: str, others: list[str]) -> Instrument:
        chance = self.chance
        grants = []
        for _ in range(chance.randint(0, 2)):
            issuer, destination = self.ends()
            if issuer != destination:
                names = sorted({self.source() for _ in range(chance.choice((1, 2)))})
                grants.append(self.grant(issuer, destination, sources=tuple(names)))
        seen = tuple(
            Seen(
                status=chance.choice(tuple(Status)),
                classes=() if self.some(0.7) else (chance.choice(CLASSES),),
                issuer=UNSET if self.some(0.8) else chance.choice(STATES),
                sources=(self.source(),),
            )
            for _ in range(chance.choice((0, 0, 1)))
        )
        rule = UNSET
        if self.some(0.6):
            rule = ForceRule(
                anchor=chance.choice((Anchor.SIGNATURE, Anchor.LAST_NOTIFICATION, Anchor.DEPOSIT)),
                n=chance.choice((0, 30)),
                unit=Unit.DAY,
                deposits=1,
                requires=chance.choice((UNSET, UNSET, UNSET, *others)),
            )
        return Instrument(
            id=name,
            title={"en": name},
            kind=chance.choice((InstrumentKind.BILATERAL, *InstrumentKind)),
            parties=("TGO", "KAZ"),
            acts=tuple(self.act() for _ in range(chance.randint(0, 4))),
            seen=seen,
            grants=tuple(grants),
            entry_into_force=rule,
            supersedes=tuple(
                Supersedes(
                    instrument=other,
                    mode=chance.choice((Mode.ENDS, *Mode)),
                    classes=() if self.some(0.7) else (chance.choice(CLASSES),),
                    articles=() if self.some(0.9) else ("3",),
                )
                for other in others
                if self.some(0.15)
            ),
            ends_with=tuple(
                EndsWith(
                    instrument=other,
                    on_suspension=self.some(0.5),
                    effect=chance.choice((Mode.ENDS, Mode.SUSPENDS)),
                )
                for other in others
                if self.some(0.1)
            ),
            sources=(self.source(),),
        )

    def group(self, code: str) -> Group:
        members = tuple(
            Membership(
                state=state,
                since=day(self.when(0.7, 2000, 2012)),
                until=day(self.when(0.3, 2013, 2022)),
                role=self.chance.choice(("member", "member", "member", "partial:visas")),
                sources=(self.source(),),
            )
            for state in STATES
            if self.some(0.6)
        )
        return Group(
            id=code, name={"en": code}, members=members, aliases=("Zone",) if code == "GB" else ()
        )

    def profile(self, state: str) -> IssuerProfile:
        issued = self.chance.sample(CLASSES, self.chance.randint(1, 4))
        return IssuerProfile(
            state=state,
            classes=tuple(
                IssuedClass(
                    name=name,
                    also=(self.chance.choice(CLASSES),) if self.some(0.4) else (),
                )
                for name in issued
            ),
            sources=(self.source(),),
        )


def register(seed: int) -> Records:
    """The register of this seed."""
    make = Maker(seed)
    names = [f"I{number}" for number in range(make.chance.randint(0, 4))]
    return records(
        listings=[make.listing(number, names) for number in range(make.chance.randint(1, 4))],
        instruments=[
            make.instrument(name, [other for other in names if other != name]) for name in names
        ],
        groups=[make.group(code) for code in GROUPS],
        profiles=[make.profile(state) for state in STATES if make.some(0.4)],
        sources=make.sources,
    )
