"""The page: everything in it, nothing fetched, nothing a file can smuggle in."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journeys.small import OUT, TODAY, planned, view

from comity.journeys import actions
from comity.journeys.page import trip_page
from comity.journeys.tell import as_dict, tasks, tell_errors, tell_trip, totals_text
from comity.journeys.trip import Trip, plan_trip
from comity.say import Sayer

LINES = [
    "id,passports,purpose,legs,stays",
    "D01,TGO:diplomatic 2029-06-30,,,",
    "D02,TGO:service 2026-09-15;TGO:ordinary,official,,",
    "D03,CHE:diplomatic,,,KAZ:2026-04-10/2026-07-05",
    "D04,UNO:un_laissez_passer,,,",
    "D05,TGO:imperial,,,",
    "D06,IND:ordinary,,Togo>state:TUR(landside)>Kazakhstan on 2026-10-03; Kazakhstan>India on "
    "2026-10-09,",
    "D07,BRA:diplomatic,,,",
]


@pytest.fixture
def trip(tmp_path: Path) -> Trip:
    return planned(tmp_path, LINES)


class Reader(HTMLParser):
    """Keeps tags and text, and checks that tags are closed in order."""

    VOID = frozenset({"meta", "col", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_is_whole_and_fetches_nothing(trip: Trip, lang: str) -> None:
    reader = parsed(trip_page(trip, Sayer(lang)))
    assert {name for name, _ in reader.tags}.isdisjoint(
        {"script", "img", "link", "iframe", "object", "svg", "form", "base"}
    )
    for name, attributes in reader.tags:
        assert not {"src", "srcset", "style"} & set(attributes) or name == "col"
        assert (attributes.get("href") or "#").startswith("#")
    page = trip_page(trip, Sayer(lang))
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in page


def test_every_number_leads_to_its_ground(trip: Trip) -> None:
    page = trip_page(trip, Sayer())
    asked = set(re.findall(r'href="#(g\d+)"', page))
    found = re.findall(r'id="(g\d+)"', page)
    assert asked == set(found)
    assert len(found) == len(set(found))


def test_the_page_says_who_needs_what_when_and_why(trip: Trip) -> None:
    text = parsed(trip_page(trip, Sayer(), title="To Astana")).text.replace("\u00a0", " ")
    for part in (
        "To Astana",
        "D01",
        "Togo, diplomatic passport",
        "expires 30 June 2029",
        "Not known",
        "leave by 5 October 2026",
        "Renew the passport: it expires on 15 September 2026",
        "embassy or consulate (Kazakhstan)",
        "CHE-KAZ",
        "'imperial' is no passport class",
        "do not travel on this passport",
        "Airside: ask the airline",
    ):
        assert part in text


def test_a_longer_journey_goes_into_further_tables(tmp_path: Path) -> None:
    legs = ";".join(
        f"{origin}>{to} on 2026-10-{number + 10}"
        for number, (origin, to) in enumerate([("Togo", "Peru"), ("Peru", "Togo")] * 4)
    )
    page = trip_page(planned(tmp_path, ["id,passports", "A,CHE:diplomatic"], legs=legs), Sayer())
    assert page.count('<table class="legs">') == 2


def test_a_page_of_nothing_to_do_says_so(tmp_path: Path) -> None:
    trip = planned(tmp_path, ["id,passports", "A,CHE:diplomatic"])
    assert "Nothing has to be done." in trip_page(trip, Sayer())
    assert "Faults in the file" not in trip_page(trip, Sayer())
    lines = [line.text for line in tell_trip(trip, Sayer())]
    assert lines[-1] == "Nothing has to be done."
    assert list(tell_errors(trip, Sayer())) == []


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=40))
def test_whatever_an_id_or_a_title_holds_is_text(name: str) -> None:
    hostile = f"<script>alert(1)</script>&\"'{name}"
    rows = [{"id": hostile[:60], "passports": "CHE:diplomatic", hostile[:30]: "x"}]
    trip = _from_json(rows)
    reader = parsed(trip_page(trip, Sayer(), title=hostile))
    assert "script" not in {tag for tag, _ in reader.tags}


def _from_json(rows: list[dict[str, str]]) -> Trip:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.json")
        path.write_text(json.dumps(rows), encoding="utf-8")
        return plan_trip(path, view(), TODAY, legs=OUT)


# -- the same in other forms ----------------------------------------------------------------


def test_the_json_holds_what_was_agreed(trip: Trip) -> None:
    shown = json.loads(json.dumps(as_dict(trip, Sayer())))
    assert {"travellers", "errors"} <= set(shown)
    for item in shown["travellers"]:
        assert {"id", "legs", "passport_to_use"} <= set(item)
        for leg in item["legs"]:
            assert {"from", "to", "on", "decision", "do"} <= set(leg)
            for action in leg["do"]:
                assert {"what", "by", "authority", "text", "late"} <= set(action)
    assert {"row", "field", "message"} <= set(shown["errors"][0])
    home = shown["travellers"][-2]["legs"][-1]
    assert (home["kind"], home["decision"]) == ("home", None)
    assert shown["travellers"][2]["legs"][1]["stay"]["enough"] is False


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everyone_concerned_stands_beside_a_task_once(trip: Trip, lang: str) -> None:
    found = tasks(trip, Sayer(lang))
    assert [task.by for task in found] == sorted(task.by for task in found)
    assert len({(task.by, task.what, task.office) for task in found}) == len(found)
    assert all(len(task.who) == len(set(task.who)) for task in found)
    assert [task.late for task in found if task.what.startswith("Renew")] in ([True], [])


def test_the_totals_count_everyone_once(trip: Trip) -> None:
    text = totals_text(trip, Sayer())
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    assert numbers[0] == len(trip.travellers) == sum(numbers[1:])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everything_to_do_and_every_office_has_words(lang: str) -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "json.md").read_text()
    row = next(line for line in page.splitlines() if line.startswith("| `what` | `visa`"))
    documented = set(re.findall(r"`(\w+)`", row)) - {"what"}
    source = Path(actions.__file__).read_text()
    named = {name for name in documented if f'"{name}"' in source}
    assert named == documented
    assert all(Sayer(lang).has(f"trip.do.{name}") for name in documented)
    assert all(Sayer(lang).has(f"trip.office.{office.value}") for office in actions.Office)
