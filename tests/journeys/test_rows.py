"""Lines of a delegation: each fault is named, none hides another, the rest is answered."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from tests.journeys.small import OUT, TODAY, planned, view
from tests.journeys.test_passports import td3

from comity.decide.question import EntryPoint, Role
from comity.journeys.errors import RowError, TripError
from comity.journeys.itinerary import parse_legs
from comity.journeys.model import Traveller
from comity.journeys.rows import COLUMNS, RowReader
from comity.journeys.table import Row
from comity.journeys.trip import plan_trip

HEADER = "id,passports,role,purpose,legs,stays,born,class"
WRONG = td3()[0] + "|" + td3()[1][:9] + str((int(td3()[1][9]) + 1) % 10) + td3()[1][10:]

BAD = [
    ("Atlantis:diplomatic,,,,,,", "passports", "no state is called 'Atlantis'"),
    ("TGO:imperial,,,,,,", "passports", "'imperial' is no passport class"),
    (",,,,,,", "passports", "no passport is given"),
    (f"{WRONG},,,,,,", "passports", "check digit"),
    ("TGO:service 31/12/2029,,,,,,", "passports", "'31/12/2029' is no day of expiry"),
    ("TGO:service,king,,,,,", "role", "'king' is no role"),
    ("TGO:service,,fun,,,,", "purpose", "'fun' is no purpose"),
    ("TGO:service,,,Togo>ZZZ on 2026-10-03,,,", "legs", "no airport has the code 'ZZZ'"),
    ("TGO:service,,,Togo>London on 2026-10-03,,,", "legs", "a city in 3 states"),
    ("TGO:service,,,Togo>Peru on 2026-10-07..2026-10-03,,,", "legs", "before it begins"),
    ("TGO:service,,,Togo>Peru on 2026-10-07;Peru>Togo on 2026-10-03,,,", "legs", "leg 2: it arriv"),
    ("TGO:service,,,,2026-05-01/2026-05-20,,", "stays", "names no state"),
    ("TGO:service,,,,KAZ:2026-05-21/2026-05-20,,", "stays", "lies before"),
    ("TGO:service,,,,,yesterday,", "born", "'yesterday' is no day of born"),
    ("TGO:service,=A1,,,,,", "role", "formula"),
    ("TGO:service,,,,,,,surplus", "column 9", "under no column"),
]


def test_every_kind_of_bad_line_is_reported_and_the_rest_answered(tmp_path: Path) -> None:
    lines = [HEADER]
    for number, (rest, _, _) in enumerate(BAD):
        lines += [f"B{number},{rest}", f"G{number},CHE:diplomatic,,,,,,"]
    lines.append("G0,TGO:service,,,,,,")
    trip = planned(tmp_path, lines)
    assert [item.answered.traveller.id for item in trip.travellers] == [
        f"G{number}" for number in range(len(BAD))
    ]
    told = {(error.row, error.field): error for error in trip.errors}
    for number, (_, field, part) in enumerate(BAD):
        error = told.pop((2 + 2 * number, field))
        assert part in error.message
        assert error.expected or error.mend
    (doubled,) = told.values()
    assert (doubled.row, doubled.field) == (len(lines), "id")
    assert "row 3" in doubled.message


def test_all_faults_of_one_line_are_named_together(tmp_path: Path) -> None:
    trip = planned(tmp_path, [HEADER, "A,TGO:imperial,king,fun,Togo>ZZZ on 2026-10-03,x,y,"])
    assert {error.field for error in trip.errors} == {
        "passports", "role", "purpose", "legs", "stays", "born",
    }  # fmt: skip


def test_an_expired_passport_is_work_to_do_and_no_error(tmp_path: Path) -> None:
    trip = planned(tmp_path, ["id,passports", "A,CHE:diplomatic 2026-09-01"])
    assert trip.errors == ()
    assert "renew" in {action.what for each in trip.travellers[0].do for action in each}


def test_an_unknown_column_is_told_once_and_hides_nothing(tmp_path: Path) -> None:
    trip = planned(tmp_path, ["id,pasports,passports", "A,x,CHE:diplomatic", "B,y,CHE:diplomatic"])
    assert len(trip.travellers) == 2
    (error,) = trip.errors
    assert (error.row, error.field) == (1, "pasports")
    assert "passports" in error.mend


def test_a_line_without_journey_needs_a_shared_one(tmp_path: Path) -> None:
    trip = planned(tmp_path, ["id,passports", "A,CHE:diplomatic"], legs="")
    assert trip.errors[0].field == "legs"
    assert "--itinerary" in trip.errors[0].mend


def test_personal_data_of_lines_is_in_no_message(tmp_path: Path) -> None:
    trip = planned(tmp_path, ["id,passports", f"A,{WRONG}"])
    assert "SPECIMEN" not in str(trip.errors)


def read(cells: dict[str, object]) -> tuple[list[Traveller], list[RowError]]:
    reader = RowReader(TODAY, parse_legs(OUT), 1)
    return reader.read([Row(2, cells)]), reader.errors


def test_everything_that_a_line_can_say_is_kept() -> None:
    (found,), errors = read(
        {
            "id": "A", "passeport": "TGO:service", "nationalité": "FRA", "expires": "2030-01-02",
            "issued": "2020-01-02", "biometric": "oui", "cover": "Blue", "registered": "no",
            "rôle": "accredited:KAZ", "motif": "official", "stays": "KZ:2026-05-01/2026-05-20",
            "visas": "USA+GB", "permits": "FRA, DEU", "residence": "TGO", "born": "1980-01-01",
            "group_size": "12", "delegate": "yes", "entry_point": "international_airport",
        }
    )  # fmt: skip
    assert errors == []
    passport = found.held[0].readings[0]
    assert (passport.nationality, passport.expires, passport.issued) == (
        "FRA", date(2030, 1, 2), date(2020, 1, 2),
    )  # fmt: skip
    assert (passport.biometric, passport.cover, passport.registered) == (True, "blue", False)
    assert (found.capacity.role, found.capacity.state) == (Role.ACCREDITED, "KAZ")
    assert [stay.place for stay in found.stays] == ["KAZ"]
    assert (found.facts.visas, found.facts.permits) == (("USA", "GBR"), ("FRA", "DEU"))
    assert (found.facts.group_size, found.facts.delegate) == (12, True)
    assert found.facts.entry_point is EntryPoint.INTERNATIONAL_AIRPORT
    assert [leg.purpose and leg.purpose.value for leg in found.legs] == [None, "official"]


@pytest.mark.parametrize("field", ["issued", "expires", "series"])
def test_what_belongs_to_one_passport_is_not_told_of_several(field: str) -> None:
    found, errors = read({"passports": "TGO:service;FRA:ordinary", field: "2030-01-01"})
    assert found == []
    assert [(error.field, "of which" in error.message) for error in errors] == [(field, True)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("biometric", "perhaps"),
        ("group_size", "many"),
        ("entry_point", "window"),
        ("visas", "Atlantis"),
        ("nationality", "Atlantis"),
        ("id", "x" * 61),
        ("id", "a\x07b"),
        ("role", [{"a": "b"}]),
        ("legs", [{"from": "Togo"}]),
    ],
)
def test_a_value_that_cannot_be_understood_is_named(field: str, value: object) -> None:
    found, errors = read({"passports": "TGO:service", field: value})
    assert found == []
    assert [error.field for error in errors] == [field]


def test_a_line_without_id_is_called_by_its_number() -> None:
    (found,), _ = read({"passports": "TGO:service"})
    assert found.id == "#2"


def test_json_and_an_itinerary_file(tmp_path: Path) -> None:
    file = tmp_path / "d.json"
    own = [{"from": "Togo", "to": "state:TUR", "on": "2026-10-01", "transit": "landside"}]
    file.write_text(json.dumps([{"id": "A", "passports": ["CHE:diplomatic"]},
                                {"id": "B", "passports": ["CHE:diplomatic"], "legs": own},
                                {"odd": 1}]))  # fmt: skip
    shared = tmp_path / "legs.csv"
    shared.write_text("from,to,on,until\nTogo,Kazakhstan,2026-10-03,2026-10-07\n")
    trip = plan_trip(file, view(), TODAY, itinerary=shared)
    assert [len(item.answered.legs) for item in trip.travellers] == [1, 1]
    assert trip.travellers[1].answered.legs[0].leg.transit is not None
    assert {(error.row, error.field) for error in trip.errors} == {(3, "odd"), (3, "passports")}
    shared.write_text("from,to,on\nTogo,Kazakhstan,=1\n")
    with pytest.raises(TripError, match="formula"):
        plan_trip(file, view(), TODAY, itinerary=shared)


def test_progress_is_told_for_each_traveller(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    planned(tmp_path, ["id,passports", "A,CHE:diplomatic", "B,x", "C,FRA:ordinary"],
            progress=lambda done, of: told.append((done, of)))  # fmt: skip
    assert told == [(1, 2), (2, 2)]


def test_columns_are_told_once() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))


def test_every_column_is_documented() -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "trips.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`(\w+)`", " ".join(line.split(" | ")[0] for line in rows)))
    assert set(COLUMNS) <= named
