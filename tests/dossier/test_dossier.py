"""Two states' dealings: acts joined, instruments by how they stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.dossier.small import act, grant, listing, records, source, togo

from comity.dossier.dossier import Dossier, dossier
from comity.dossier.events import LISTED, events_of, words
from comity.dossier.instrument import UnknownInstrument, show_instrument
from comity.law.instruments import Instrument, InstrumentKind, Mode, Supersedes
from comity.law.lifecycle import State
from comity.records.model import Records
from comity.register.store import RecordStore
from comity.register.view import View

ON = date(2025, 10, 5)


def view(register: Records | None = None, known_on: str = "") -> View:
    known = date.fromisoformat(known_on) if known_on else None
    return View(RecordStore(register or togo()), known)


def ask(
    one: str, other: str, on: date = ON, register: Records | None = None, **more: Any
) -> Dossier:
    return dossier(one, other, on, view(register, **more))


SOURCES = [source("one", date="2020-01-01"), source("two", date="2021-01-01"),
           source("law", "treaty_text", "2022-01-01")]  # fmt: skip


def joined(*acts: Any, instrument: str | None = None) -> list[int]:
    """How many sources tell each event."""
    told = words(acts, instrument, view(records(SOURCES)))
    return sorted(len(event.told) for event in events_of(told))


# -- joining -------------------------------------------------------------------------------

PAIRS: list[tuple[str, Any, Any, str | None, bool]] = [
    ("dates that can be one day", act("visit", "2019-05", "one"), act("visit", "2019-05-03", "two"),
     None, True),
    ("dates that cannot", act("visit", "2019-05-02", "one"), act("visit", "2019-05-03", "two"),
     None, False),
    ("another kind", act("visit", "2019-05-02", "one"), act("statement", "2019-05-02", "two"),
     None, False),
    ("another party", act("notification", "2019", "one", by="TGO"),
     act("notification", "2019", "two", by="KAZ"), "pact", False),
    ("one names the party", act("notification", "2019", "one", by="TGO"),
     act("notification", "2019", "two"), "pact", True),
    ("other places", act("visit", "2019", "one", place="Lomé"),
     act("visit", "2019", "two", place="Astana"), None, False),
    ("one names the place", act("visit", "2019", "one", place="Lomé"),
     act("visit", "2019", "two"), None, True),
    ("other persons", act("visit", "2019", "one", persons=("Faure Gnassingbé",)),
     act("visit", "2019", "two", persons=("Kassym-Jomart Tokayev",)), None, False),
    ("statements of other subjects", act("statement", "2019-05-02", "one", subject="a"),
     act("statement", "2019-05-02", "two", subject="b"), None, False),
    ("an instrument is signed once", act("signature", "2019-05-02", "one"),
     act("signature", "2019-06-03", "two"), "pact", True),
    ("memoranda are many", act("signature", "2019-05-02", "one"),
     act("signature", "2019-06-03", "two"), None, False),
    ("relations begin once", act("relations_established", "1992", "one"),
     act("relations_established", "1993", "two"), None, True),
    ("undated, the same subject", act("visit", None, "one", subject="a"),
     act("visit", None, "two", subject="a"), None, True),
    ("undated and dated", act("visit", None, "one"), act("visit", "2019", "two"), None, False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "a", "b", "instrument", "one_act"), PAIRS)
def test_two_words_of_one_act(
    what: str, a: Any, b: Any, instrument: str | None, one_act: bool
) -> None:
    assert joined(a, b, instrument=instrument) == ([2] if one_act else [1, 1]), what
    assert joined(b, a, instrument=instrument) == ([2] if one_act else [1, 1]), what


def test_the_best_source_is_believed_and_the_rest_kept_as_dissent() -> None:
    told = words(
        [
            act("signature", "2019-05-02", "one", place="Lomé"),
            act("signature", "2019-05-03", "law", place="Astana", effect="2019-06"),
            act("signature", "2019", "two"),
        ],
        "pact",
        view(records(SOURCES)),
    )
    (event,) = events_of(told)
    assert (event.date, event.place, event.effect) == ("2019-05-03", "Astana", "2019-06")
    assert [(item.field, item.value, item.source) for item in event.dissent] == [
        ("date", "2019-05-02", "one"),
        ("place", "Lomé", "one"),
    ]


def test_the_more_precise_of_dates_that_agree_is_taken() -> None:
    told = words(
        [act("visit", "2019-05", "law"), act("visit", "2019-05-03", "one")],
        None,
        view(records(SOURCES)),
    )
    (event,) = events_of(told)
    assert (event.date, event.dissent) == ("2019-05-03", ())


# -- the dossier ---------------------------------------------------------------------------


def test_the_case_the_project_was_born_from() -> None:
    found = ask("TGO", "KAZ")
    assert found.in_force == found.past == ()
    (paper,) = found.pending
    assert (paper.instrument, paper.state, paper.since) == (
        "KAZ-TGO-2025", State.SIGNED, "2025-09-24"
    )  # fmt: skip
    assert paper.waits_for == ("notification:KAZ", "notification:TGO")
    assert found.sectors[0].name == "agriculture"
    assert ask("KAZ", "TGO").events == found.events


def test_before_its_signature_it_is_nowhere() -> None:
    found = ask("TGO", "KAZ", date(2025, 9, 23))
    assert found.in_force == found.pending == found.past == found.unsettled == ()


def test_known_on_leaves_later_sources_out_everywhere() -> None:
    found = ask("TGO", "KAZ", known_on="2023-12-31")
    dates = {told.source.date for event in found.events for told in event.told}
    assert dates == {"2023-10", "2023-11-28"}
    assert found.pending == ()


def test_a_list_speaks_on_its_own_day_once() -> None:
    kinds = [(event.kind, event.date) for event in ask("TGO", "CHN").events]
    assert kinds == [("entry_into_force", "2015-05-07"), (LISTED, "2020-06")]


def test_a_list_that_dates_the_classes_apart_tells_two_acts() -> None:
    rows = [
        ("pact", grant("CHN", "ALB", "diplomatic", in_force="1956-08-25")),
        ("pact", grant("CHN", "ALB", "ordinary", in_force="2023-03-18")),
    ]
    register = records([source("list", "ministry_list", "2024-05-10")], [listing("list", rows)])
    events = ask("CHN", "ALB", register=register).events
    assert [event.date for event in events if event.kind != LISTED] == ["1956-08-25", "2023-03-18"]


def test_a_suspension_in_a_list_is_no_end() -> None:
    row = grant("TGO", "FRA", in_force="2001", ended="2010-01-01", status="suspended")
    register = records([source("news", date="2011-01-01")], [listing("news", [("pact", row)])])
    found = ask("TGO", "FRA", register=register)
    assert [paper.state for paper in found.past] == [State.SUSPENDED]
    assert [event.kind for event in found.events] == ["entry_into_force", "suspension"]


def _memorandum(*acts: Any, **more: Any) -> Records:
    memorandum = Instrument(
        id="KAZ-TGO-digital",
        title={"en": "Memorandum on digital transformation"},
        kind=InstrumentKind.BILATERAL,
        subject="digital",
        parties=("KAZ", "TGO"),
        acts=acts,
        **more,
    )
    return records(SOURCES, instruments=[memorandum])


@pytest.mark.parametrize(
    ("acts", "standing", "state", "since"),
    [
        ((act("negotiation", "2018-01", "one"),), "pending", State.NEGOTIATED, "2018-01"),
        ((act("signature", "2019-02", "one"),), "unsettled", State.NOT_KNOWN, "2019-02"),
        ((act("signature", "2019-02", "one"), act("entry_into_force", "2019-03-01", "one")),
         "in_force", State.IN_FORCE, "2019-03-01"),
        ((act("signature", "2019-02", "one"), act("termination", "2020-03-01", "two")),
         "past", State.ENDED, "2020-03-01"),
        ((act("signature", "2019-02", "one"), act("suspension", "2020-03-01", "two")),
         "past", State.SUSPENDED, "2020-03-01"),
    ],
)  # fmt: skip
def test_an_instrument_without_grants_stands_by_its_acts(
    acts: Any, standing: str, state: State, since: str
) -> None:
    found = ask("TGO", "KAZ", register=_memorandum(*acts))
    (paper,) = getattr(found, standing)
    assert (paper.state, paper.since, paper.subject) == (state, since, "digital")


def test_acts_still_to_come_or_unknown_make_no_paper() -> None:
    register = _memorandum(act("signature", "2030-01-01", "one"))
    found = ask("TGO", "KAZ", register=register)
    assert found.pending == found.unsettled == ()


# -- one instrument ------------------------------------------------------------------------


def test_an_instrument_that_only_lists_name_is_found_anywhere() -> None:
    found = show_instrument("BRA-TGO-list", ON, view())
    assert (found.recorded, found.parties) == (False, ("BRA", "TGO"))
    row = [("decree 7", grant("FRA", "GEO"))]
    register = records([source("list", "gazette", "2020-01-01")], [listing("list", row)])
    assert show_instrument("decree 7", ON, view(register)).statements[0].place == "lists/list.csv:2"


def test_what_replaced_it_is_named_once_that_is_in_force() -> None:
    old = _pact("old", "2001-01-01")
    new = _pact("new", "2010-01-01", supersedes=(Supersedes(instrument="old", mode=Mode.ENDS),))
    found = show_instrument("old", ON, view(records(SOURCES, instruments=[old, new])))
    assert found.replaced_by == ("new",)
    assert [span.state for span in found.grants[0].life] == [
        State.NOT_KNOWN, State.IN_FORCE, State.ENDED
    ]  # fmt: skip
    newer = show_instrument("new", ON, view(records(SOURCES, instruments=[old, new])))
    assert newer.replaces == ("old",)


def _pact(name: str, force: str, **more: Any) -> Instrument:
    return Instrument(
        id=name,
        title={"en": name},
        kind=InstrumentKind.BILATERAL,
        parties=("KAZ", "TGO"),
        acts=(act("entry_into_force", force, "law"),),
        grants=(grant("TGO", "KAZ", status=None, sources=("law",)),),
        **more,
    )


def test_what_was_not_known_then_does_not_exist() -> None:
    with pytest.raises(UnknownInstrument):
        show_instrument("KAZ-TGO-2025", ON, view(known_on="2025-09-24"))
