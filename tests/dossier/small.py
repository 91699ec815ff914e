"""A small register of real facts, in memory: Togo, Kazakhstan and a few of their partners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import UNSET

from comity.law.acts import Act, ActKind, Person
from comity.law.dates import PartialDate
from comity.law.groups import Group, Membership
from comity.law.instruments import (
    Anchor,
    Clause,
    Duration,
    ForceRule,
    Grant,
    Instrument,
    InstrumentKind,
    Period,
    Status,
    Termination,
    Unit,
)
from comity.law.passports import IssuedClass, IssuerProfile, PassportClass
from comity.law.sources import Completeness, Confidence, Perspective, Source, SourceKind
from comity.law.stay import StayRule
from comity.law.terms import parse_terms
from comity.records.model import Assertions, Claim, Listing, Records, Relations, Row

READ = "2026-01-15"


def day(text: str | None) -> Any:
    """A partial date, or silence."""
    return UNSET if text is None else PartialDate.parse(text)


def source(
    name: str,
    kind: str = "news",
    date: str | None = None,
    *,
    publisher: str = "",
    url: str | None = None,
    read: str = READ,
    confidence: str = "medium",
) -> Source:
    """A source."""
    return Source(
        id=name,
        publisher=publisher or name,
        kind=SourceKind(kind),
        url=UNSET if url is None else url,
        date=day(date),
        read=PartialDate.parse(read),
        confidence=Confidence(confidence),
    )


def grant(
    issuer: str,
    destination: str,
    classes: str | None = "diplomatic+service",
    *,
    stay: str | None = None,
    terms: str = "",
    status: str | None = "in_force",
    signed: str | None = None,
    in_force: str | None = None,
    ended: str | None = None,
    **more: Any,
) -> Grant:
    """A grant in the words of the tables."""
    return Grant(
        issuer=issuer,
        destination=destination,
        classes=UNSET if classes is None else tuple(map(PassportClass, classes.split("+"))),
        stay=UNSET if stay is None else StayRule.parse(stay),
        terms=tuple(parse_terms(terms)),
        signed=day(signed),
        in_force=day(in_force),
        ended=day(ended),
        status=UNSET if status is None else Status(status),
        **more,
    )


def listing(
    source_id: str,
    rows: Iterable[tuple[str, Grant]],
    *,
    kind: str = "bilateral",
    covers: str | None = None,
    classes: str = "diplomatic+service",
    side: str = "destination",
    complete: str = "yes",
) -> tuple[Listing, tuple[Row, ...]]:
    """A list: rows of (instrument, grant), complete for `covers` where that is given."""
    made = tuple(
        Row(
            line=line,
            instrument=name,
            kind=InstrumentKind(kind),
            title=f"Visa exemption {name}",
            grant=item,
        )
        for line, (name, item) in enumerate(rows, start=2)
    )
    claims = ()
    if covers:
        claims = (
            Claim(
                perspective=Perspective(side),
                state=covers,
                classes=tuple(map(PassportClass, classes.split("+"))),
                complete=Completeness(complete),
            ),
        )
    return (
        Listing(
            id=source_id,
            title=source_id,
            source=source_id,
            coverage=claims,
            assertions=Assertions(rows_min=0, rows_max=9999),
        ),
        made,
    )


def records(
    sources: Iterable[Source] = (),
    listings: Iterable[tuple[Listing, tuple[Row, ...]]] = (),
    instruments: Iterable[Instrument] = (),
    relations: Iterable[Relations] = (),
    groups: Iterable[Group] = (),
    profiles: Iterable[IssuerProfile] = (),
) -> Records:
    """A register of these."""
    return Records(
        sources={item.id: item for item in sources},
        instruments={item.id: item for item in instruments},
        listings={item[0].id: item for item in listings},
        relations={item.states: item for item in relations},
        groups={item.id: item for item in groups},
        profiles={item.state: item for item in profiles},
    )


def act(kind: str, date: str | None, *sources: str, **more: Any) -> Act:
    """An act told by these sources."""
    for name in ("received", "effect", "until"):
        if name in more:
            more[name] = day(more[name])
    if "persons" in more:
        more["persons"] = tuple(Person(name=name) for name in more["persons"])
    return Act(kind=ActKind(kind), date=day(date), sources=sources, **more)


_PRESIDENTS = ("Faure Gnassingbé", "Kassym-Jomart Tokayev")
_MINISTERS = ("Robert Dussey", "Murat Nurtleu")

SOURCES = (
    source("togofirst", date="2025-09-25", publisher="Togo First",
           url="https://www.togofirst.com/fr/politique/2509-17158"),
    source("icilome", date="2025-09", publisher="Icilome",
           url="https://icilome.com/2025/09/togo-kazakhstan"),
    source("journaldutogo", date="2025-09-25", publisher="Journal du Togo", confidence="low"),
    source("reporter", date="2024-12-02", publisher="Le Nouveau Reporter",
           url="https://lenouveaureporter.tg/kazakhstan-au-togo"),
    source("reporter-2023", date="2023-10", publisher="Le Nouveau Reporter"),
    source("trend", date="2023-11-28", publisher="Trend News Agency",
           url="https://menafn.com/1107497186"),
    source("allafrica", date="2024-02-19", publisher="allAfrica"),
    source("oceans", date="2024", publisher="Océans News"),
    source("infosplus", date="2023-01-30", publisher="Infosplusgabon"),
    source("wiki-gabon", "wiki", publisher="Visa policy of Gabon", confidence="low"),
    source("savoir", date="2018-07-30", publisher="Savoir News"),
    source("yabiladi", date="2022-08", publisher="Yabiladi"),
    source("embassy-china", "embassy_list", "2020-06", publisher="Embassy of China in Togo",
           url="http://tg.china-embassy.gov.cn", confidence="high"),
    source("itamaraty", "ministry_list", "2019", publisher="Itamaraty"),
    source("belarus", "gazette", "2021-03", publisher="Decree of the President of Belarus 69"),
    source("ecowas-text", "treaty_text", "1979-05-29", publisher="ECOWAS"),
)  # fmt: skip

TOGO_KAZAKHSTAN = Instrument(
    id="KAZ-TGO-2025",
    title={
        "en": "Visa exemption for diplomatic and service passports, Togo and Kazakhstan",
        "fr": "Exemption de visa, passeports diplomatiques et de service, Togo et Kazakhstan",
    },
    kind=InstrumentKind.BILATERAL,
    parties=("KAZ", "TGO"),
    form="agreement",
    acts=(
        act("signature", "2025-09-24", "togofirst", "icilome", place="New York",
            occasion="80th UN General Assembly", persons=_MINISTERS,
            sectors=("agriculture", "food security", "education", "transport")),
        act("signature", "2025-09-25", "journaldutogo", place="New York", persons=_MINISTERS),
    ),
    grants=tuple(
        grant(one, other, status="signed", reciprocal=True,
              sources=("togofirst", "icilome", "journaldutogo"))
        for one, other in (("TGO", "KAZ"), ("KAZ", "TGO"))
    ),
    entry_into_force=ForceRule(anchor=Anchor.LAST_RECEIPT, n=30, unit=Unit.DAY, article="9"),
    duration=Duration(years=5, tacit_renewal=True),
    termination=Termination(notice=Period(n=3, unit=Unit.MONTH), article="10"),
    clauses=(Clause(kind="refusal", article="5", parameters={"reasons": False}),),
    sources=("togofirst",),
)  # fmt: skip

RELATIONS = Relations(
    states=("KAZ", "TGO"),
    acts=(
        act("relations_established", "2014", "reporter"),
        act("relations_established", "2014", "reporter-2023", persons=_PRESIDENTS[1:]),
        act("visit", "2023-11-28", "trend", place="Astana", persons=_PRESIDENTS,
            subject="Talks between the two presidents", sectors=("trade", "agriculture")),
        act("statement", "2023-11-28", "trend", place="Astana", persons=_PRESIDENTS[1:],
            subject="Proposal of an investment protection agreement"),
        act("signature", "2024-02", "allafrica", place="Almaty",
            subject="Memorandum on digital transformation", sectors=("digital",)),
        act("signature", "2024-02", "oceans", place="Almaty",
            subject="Memorandum on information technology", sectors=("digital",)),
        act("accreditation", "2024-12-02", "reporter", place="Lomé", by="KAZ",
            subject="First ambassador presents credentials"),
    ),
)  # fmt: skip


def _both(one: str, other: str, *args: Any, **more: Any) -> list[Grant]:
    return [grant(one, other, *args, **more), grant(other, one, *args, **more)]


def togo() -> Records:
    """The register of the tests: real facts on Togo and its partners."""
    china = [
        ("CHN-TGO-2015", grant("CHN", "TGO", "diplomatic+service+public_affairs",
                               stay="30/visit", in_force="2015-05-07")),
        ("CHN-TGO-2015", grant("TGO", "CHN", stay="30/visit", in_force="2015-05-07")),
    ]  # fmt: skip
    return records(
        sources=SOURCES,
        instruments=[TOGO_KAZAKHSTAN],
        relations=[RELATIONS],
        listings=[
            listing("embassy-china", china),
            listing(
                "infosplus", [("GAB-TGO-2018", g) for g in _both("TGO", "GAB", in_force="2018")]
            ),
            listing(
                "wiki-gabon",
                [
                    ("GAB-TGO-2018", g)
                    for g in _both(
                        "TGO", "GAB", "diplomatic+official", status="signed", signed="2018-09-25"
                    )
                ],
            ),
            listing(
                "savoir",
                [
                    ("CAF-TGO-2018", g)
                    for g in _both(
                        "TGO", "CAF", "diplomatic+ordinary", status="signed", signed="2018-07-29"
                    )
                ],
            ),
            listing(
                "yabiladi",
                [
                    ("MAR-TGO-2022", g)
                    for g in _both("TGO", "MAR", "ordinary", in_force="2022-07-21")
                ],
            ),
            listing(
                "itamaraty",
                [
                    (
                        "BRA-TGO-list",
                        grant("TGO", "BRA", stay="90/?", terms="accredited=exempt"),
                    )
                ],
                covers="BRA",
            ),
            listing(
                "belarus",
                [("BLR-TGO-draft", g) for g in _both("TGO", "BLR", status=None, terms="draft")],
            ),
            listing(
                "ecowas-text",
                [("ECOWAS-1979", grant("ECOWAS", "ECOWAS", "any", stay="90/visit",
                                       in_force="1980"))],
                kind="multilateral",
            ),
        ],
        groups=[
            Group(
                id="ECOWAS",
                name={"en": "Economic Community of West African States"},
                members=tuple(
                    Membership(
 state=code, since=day(since), until=day(until), sources=("ecowas-text",))
                    for code, since, until in (
                        ("TGO", "1975-05-28", None),
                        ("GHA", "1975-05-28", None),
                        ("NER", "1975-05-28", "2025-01-29"),
                        ("CPV", "1977", None),
                    )
                ),
            )
        ],
        profiles=[
            IssuerProfile(
                state="TGO",
                classes=(
                    IssuedClass(name=PassportClass.DIPLOMATIC),
                    IssuedClass(name=PassportClass.SERVICE, local={"fr": "passeport de service"}),
                    IssuedClass(name=PassportClass.ORDINARY),
                ),
                sources=("reporter",),
            )
        ],
    )  # fmt: skip
