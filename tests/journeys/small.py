"""A small register for journeys, in memory. What its sources say was made for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.dossier.small import day, grant, listing, records, source

from comity.journeys.answers import Answered, Answerer, LegAnswer
from comity.journeys.itinerary import parse_legs
from comity.journeys.model import Capacity, Traveller
from comity.journeys.passports import parse_passports
from comity.journeys.trip import Trip, plan_trip
from comity.law.groups import Group, Membership
from comity.law.instruments import Clause, Instrument, InstrumentKind
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View

TODAY = date(2026, 8, 20)
OUT = "Togo>state:TUR(airside)>Kazakhstan on 2026-10-03..2026-10-07"
"""States only: these tests need no table of airports."""

_SINCE = {"in_force": "2015-01-01"}


@cache
def register() -> Records:
    """The register."""
    kazakhstan = listing(
        "kaz-list",
        [
            ("CHE-KAZ", grant("CHE", "KAZ", "diplomatic", stay="90/180", **_SINCE)),
            ("FRA-KAZ", grant("FRA", "KAZ", "ordinary", stay="30/visit",
                              terms="passport_valid_months=6", **_SINCE)),
            ("FRA-KAZ-D", grant("FRA", "KAZ", "diplomatic", stay="30/visit",
                                terms="registration_after_days=10;announce_high_officials=minister;"
                                      "fee", **_SINCE)),
            ("ITA-KAZ", grant("ITA", "KAZ", "ordinary", stay="30/visit",
                              terms="passport_valid_months=6", **_SINCE)),
            ("ITA-KAZ-B", grant("ITA", "KAZ", "ordinary", stay="14/visit", **_SINCE)),
            ("IND-KAZ", grant("IND", "KAZ", "ordinary", terms="e_visa", **_SINCE)),
            ("BRA-KAZ", grant("BRA", "KAZ", "diplomatic", terms="no_admission", **_SINCE)),
            ("DEU-KAZ", grant("DEU", "KAZ", "service", stay="30/visit",
                              terms="accredited=regularise:30", **_SINCE)),
            ("JPN-KAZ", grant("JPN", "KAZ", "official", stay="30/visit",
                              terms="official_travel_only;passport_registration", **_SINCE)),
            ("TGO-KAZ", grant("TGO", "KAZ", status="signed", signed="2025-09-24")),
        ],
        complete="no",
    )  # fmt: skip
    turkiye = listing(
        "tur-list",
        [
            ("CHE-TUR", grant("CHE", "TUR", "diplomatic", stay="90/180", **_SINCE)),
            (
                "FRA-TUR",
                grant(
                    "FRA",
                    "TUR",
                    "ordinary",
                    stay="90/180",
                    terms="passport_valid_months=6",
                    **_SINCE,
                ),
            ),
            ("VNM-TUR", grant("VNM", "TUR", "ordinary", terms="visa_on_arrival", **_SINCE)),
        ],
        covers="TUR",
        classes="diplomatic+service+ordinary",
    )
    france = listing(
        "fra-list",
        [("BRA-FRA", grant("BRA", "FRA", "diplomatic", stay="90/180", **_SINCE))],
        covers="FRA",
        classes="diplomatic",
    )
    germany = listing(
        "deu-list",
        [("KEN-DEU", grant("KEN", "DEU", "diplomatic", stay="90/180", **_SINCE))],
        covers="DEU",
        classes="diplomatic",
    )
    italy = listing(
        "ita-list",
        [("BRA-ITA", grant("BRA", "ITA", "diplomatic", stay="90/180", **_SINCE))],
        covers="ITA",
        classes="diplomatic",
    )
    area = Group(
        id="AREA",
        name={"en": "An area"},
        members=tuple(
            Membership(state=state, since=day("2000-01-01"), sources=("area",))
            for state in ("FRA", "DEU", "ITA")
        ),
    )
    cap = Instrument(
        id="AREA-2013",
        title={"en": "Days in the area"},
        kind=InstrumentKind.MULTILATERAL,
        parties=("AREA",),
        clauses=(Clause(kind="stay_cap", parameters={"stay": "90/180"}),),
        sources=("area",),
    )
    names = ("kaz-list", "tur-list", "fra-list", "deu-list", "ita-list")
    sources = [source(name, "ministry_list", "2026-01-10", confidence="high") for name in names]
    return records(
        [*sources, source("area", "treaty_text", "2013-10-18")],
        [kazakhstan, turkiye, france, germany, italy],
        [cap],
        groups=[area],
    )


@cache
def view() -> View:
    """The same, to ask."""
    return View(RecordStore(register()))


def traveller(passports: str, legs: str = OUT, **more: Any) -> Traveller:
    """One traveller."""
    capacity = more.pop("capacity", Capacity())
    return Traveller(
        id="T",
        row=2,
        held=parse_passports(passports, TODAY),
        legs=parse_legs(legs),
        capacity=capacity,
        **more,
    )


def answered(passports: str, legs: str = OUT, **more: Any) -> Answered:
    """The same, answered."""
    return Answerer(view()).answer(traveller(passports, legs, **more))


def last(passports: str, legs: str = OUT, **more: Any) -> LegAnswer:
    """The answer for the last leg."""
    return answered(passports, legs, **more).legs[-1]


def planned(folder: Path, lines: Sequence[str], **more: Any) -> Trip:
    """A delegation written as a table, and answered."""
    path = folder / "delegation.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return plan_trip(path, view(), TODAY, **{"legs": OUT, **more})
