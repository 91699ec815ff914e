"""The import of fact tables: every row one statement, the same bytes each time."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from comity.law.errors import DataError
from comity.law.instruments import InstrumentKind, Status
from comity.law.lifecycle import GIVES_A_RIGHT, state_at
from comity.law.sources import Completeness, SourceKind
from comity.records.facts import ImportReport, import_facts
from comity.records.facts.sources import guess_kind, suffix
from comity.records.model import Records
from comity.records.read import load_records
from comity.records.write import IMPORTED, KEPT, write_records
from comity.register.store import RecordStore, statements_of
from comity.register.view import View

READ = date(2026, 11, 24)

GRANTS = (
    "destination,issuer,documents,stay_days,stay_window_days,stay_rule,limits,kind,reciprocal,"
    "signed,signed_place,in_force,status,ended,conditions,title,source_url,source_publisher,"
    "source_kind,source_date,confidence,remarks\n"
)
SOURCE = "https://example.org/law/1,Gazette of Aland,gazette,2012-05-01,high"
WIKI = "https://example.org/wiki/A,Wikipedia,wiki,,low"
TABLES = {
    "a.csv": GRANTS
    + f"AAA,BBB,diplomatic,90,180,rolling,90/180,bilateral,yes,2010-06-03,Bonn,2010-09-01,in_force"
    f",,not_paid_activity;accredited=exempt[diplomatic],Agreement,{SOURCE},approved=AAA:2010-07\n"
    f"BBB,AAA,diplomatic,90,,per_visit,90/visit,bilateral,yes,2010-06-03,Bonn,2010-09-01,in_force"
    f",,,Agreement,{SOURCE},form=exchange_of_notes\n"
    f"AAA,BBB,diplomatic,,,,,,,,,,in_force,,,A list,{WIKI},, of an unnamed column\n"
    f"AAA,CCC,,,,,,unilateral,,,,2012-06-01,in_force,,visa_on_arrival,A decree,{SOURCE},\n",
    "coverage.csv": "perspective,state,documents,complete,rows_read,source_url,source_publisher,"
    "source_date,note\n"
    "destination,AAA,diplomatic,yes,1,https://example.org/wiki/A,Wikipedia,,\n"
    "destination,AAA,diplomatic,yes,9,https://example.org/law/1,Gazette of Aland,2012-05-01,"
    "unilateral acts\n"
    "issuer,BBB,diplomatic,yes,9,https://example.org/none,Ministry of B,2020,\n",
    "groups.csv": "group,state,from,to,role,source_url,source_publisher,source_date,confidence\n"
    "GRP,AAA,2001,,member,https://example.org/g,News of A,2020-01,medium\n"
    "GRP,BBB,2001-02-03,2009,partial:land,https://example.org/g,News of A,2020-01,low\n"
    "GRP,BBB,2009,,member,https://example.org/g,News of A,2020-01,medium\n",
    "group_rules.csv": "group,beneficiaries,documents,limits,in_force,ended,excluded,conditions,"
    "title,source_url,source_publisher,source_kind,source_date,confidence\n"
    "GRP,GRP,ordinary,90/180,2002-01-01,,CCC,signed=2001-05-01,Protocol,https://example.org/g,"
    "News of A,news,2020-01,medium\n"
    "GRP,*,,,,,,cap_not_an_exemption,Cap,https://example.org/g,News of A,news,2020-01,medium\n"
    "GRP,AAA+BBB,,,,,,not_in_force;applies_at=CCC+DDD;age_min=55,Later,https://example.org/g,"
    "News of A,news,2020-01,medium\n",
    "universal.csv": "destination,issuers,except,documents,limits,kind,in_force,status,conditions,"
    "title,source_url,source_publisher,source_kind,source_date,confidence\n"
    f"AAA,*,DDD+EEE,diplomatic,30/visit,unilateral,,in_force,odd_note,All but two,{WIKI}\n"
    f"AAA,UNO,,un_laissez_passer,,unilateral,,in_force,red_cover_only,Red,{WIKI}\n",
    "acts.csv": "date,kind,states,place,persons,subject,sectors,source_url,source_publisher,"
    "source_date,confidence\n"
    "2010-06-03,signature,BBB;AAA,Bonn,,Visa exemption,,https://example.org/n,News of B,"
    "2010-06-04,medium\n"
    "2011,signature,BBB;AAA,,,Memorandum,digital;trade,https://example.org/n,News of B,"
    "2010-06-04,medium\n"
    "1990,relations_established,BBB;AAA,,,Relations,,https://example.org/n,News of B,"
    "2010-06-04,medium\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = tmp_path / "facts"
    tables.mkdir()
    for name, text in TABLES.items():
        (tables / name).write_text(text, encoding="utf-8")
    return tables


def real_tables() -> Path:
    """The project's own fact tables, which are not part of the repository."""
    named = os.environ.get("COMITY_FACTS")
    path = Path(named) if named else Path(__file__).parents[3] / "shared" / "facts"
    if not path.is_dir():
        pytest.skip("the fact tables are not here; name their folder in COMITY_FACTS")
    return path


def test_every_row_is_one_statement(folder: Path) -> None:
    records, report = import_facts(folder, READ)
    assert [(item.file, item.rows, item.statements) for item in report.files] == [
        ("a.csv", 4, 4),
        ("acts.csv", 3, 3),
        ("coverage.csv", 3, 3),
        ("group_rules.csv", 3, 3),
        ("groups.csv", 3, 3),
        ("universal.csv", 2, 2),
    ]
    assert len(list(statements_of(records))) == 4 + 2 + 2  # grants; rules but the cap; universal


def test_an_agreement_has_its_acts_and_its_grants_by_direction(folder: Path) -> None:
    records, _ = import_facts(folder, READ)
    record = records.instruments["AAA-BBB-2010"]
    told = [(act.kind.value, str(act.date), act.by, act.place) for act in record.acts]
    assert [item[:2] for item in told] == [
        ("signature", "2010-06-03"),
        ("approval", "2010-07"),
        ("entry_into_force", "2010-09-01"),
    ]
    assert told[0][3] == "Bonn"
    assert told[1][2] == "AAA"
    assert record.acts[0].sources == ("news-of-b-2010-06-04", "gazette-of-aland-2012-05-01")
    assert record.form == "exchange_of_notes"
    assert [(g.issuer, g.destination, str(g.stay)) for g in record.grants] == [
        ("BBB", "AAA", "90/180"),
        ("AAA", "BBB", "90/visit"),
    ]
    assert [str(term) for term in record.grants[0].terms] == [
        "accredited=exempt[diplomatic]",
        "not_paid_activity",
    ]
    listing, (row,) = records.listings["wikipedia-undated"]
    assert row.instrument == "AAA-BBB-2010"
    assert row.kind is InstrumentKind.UNSTATED
    assert row.grant.note == "of an unnamed column"
    assert listing.assertions.rows_min == listing.assertions.rows_max == 1


def test_the_day_before_entry_into_force_gives_nothing_and_the_day_itself_does(
    folder: Path,
) -> None:
    records, _ = import_facts(folder, READ)
    (strand, *_) = View(RecordStore(records)).strands(("BBB", "AAA"))
    day = date(2010, 9, 1).toordinal()
    assert state_at(strand.spans, day - 1).state not in GIVES_A_RIGHT
    assert state_at(strand.spans, day).state in GIVES_A_RIGHT


def test_a_date_still_to_come_keeps_to_the_row_that_announces_it(folder: Path) -> None:
    records, _ = import_facts(folder, READ)
    grants = records.instruments["AAA-unilateral-2012-06-01"].grants
    assert [(str(grant.in_force), grant.status) for grant in grants] == [
        ("2012-06-01", Status.IN_FORCE)
    ]
    (strand,) = View(RecordStore(records)).strands(("CCC", "AAA"))
    day = date(2012, 6, 1).toordinal()
    assert state_at(strand.spans, day - 1).state not in GIVES_A_RIGHT
    assert state_at(strand.spans, day).state in GIVES_A_RIGHT


def test_claims_are_taken_at_their_word_only_where_the_rows_bear_them_out(folder: Path) -> None:
    records, report = import_facts(folder, READ)
    claims = {
        name: [claim.complete for claim in listing.coverage]
        for name, (listing, _) in records.listings.items()
    }
    assert claims == {
        "gazette-of-aland-2012-05-01": [Completeness.PARTIAL],
        "ministry-of-b-2020": [Completeness.PARTIAL],
        "wikipedia-undated": [Completeness.YES],
    }
    assert sum("read as partial" in text for text in report.warnings) == 2


def test_groups_rules_and_universal_rules(folder: Path) -> None:
    records, _ = import_facts(folder, READ)
    roles = [(m.state, str(m.since), m.role) for m in records.groups["GRP"].members]
    assert roles == [
        ("AAA", "2001", "member"),
        ("BBB", "2001-02-03", "partial:land"),
        ("BBB", "2009", "member"),
    ]
    protocol = records.instruments["GRP-2001"].grants[0]
    assert (protocol.issuer, protocol.destination) == ("GRP", "GRP")
    assert protocol.excluding == protocol.excluding_destinations == ("CCC",)
    assert (str(protocol.signed), protocol.status) == ("2001-05-01", Status.IN_FORCE)
    later = records.instruments["GRP-b"].grants[0]
    assert later.status is Status.SIGNED
    assert {str(term) for term in later.terms} == {
        "age_min=55",
        "issuer_includes=BBB",
        "territory_includes=DDD",
    }
    cap = records.instruments["GRP"]
    assert not cap.grants
    assert cap.clauses[0].kind == "stay_cap"
    every = records.instruments["AAA-universal"].grants[0]
    assert (every.issuer, every.excluding, every.note) == ("*", ("DDD", "EEE"), "odd_note")
    red = records.instruments["AAA-organisations"].grants[0]
    assert [str(term) for term in red.terms] == ["cover=red"]


def test_other_signatures_make_instruments_of_their_own(folder: Path) -> None:
    records, _ = import_facts(folder, READ)
    memo = records.instruments["AAA-BBB-digital-2011"]
    assert (memo.subject, memo.acts[0].sectors) == ("digital", ("digital", "trade"))
    (act,) = records.relations["AAA", "BBB"].acts
    assert act.kind.value == "relations_established"


def test_writing_twice_changes_nothing_and_reading_gives_the_records_back(
    folder: Path, tmp_path: Path
) -> None:
    records, _ = import_facts(folder, READ)
    out = tmp_path / "register"
    first = write_records(records, out)
    again = write_records(import_facts(folder, READ)[0], out)
    assert first.written
    assert (again.written, again.same) == ((), len(first.written))
    back = load_records(out)
    for part in ("sources", "instruments", "listings", "relations", "groups"):
        assert getattr(back, part) == getattr(records, part)


def test_a_file_kept_by_hand_stays_and_what_it_lacks_is_told(folder: Path, tmp_path: Path) -> None:
    records, _ = import_facts(folder, READ)
    out = tmp_path / "register"
    write_records(records, out)
    name = "instruments/AAA/AAA-BBB-2010.yaml"
    mine = f"{KEPT}\nid: AAA-BBB-2010\nsources:\n- news-of-b-2010-06-04\n"
    (out / name).write_text(mine, encoding="utf-8")
    stale = out / "instruments" / "AAA" / "AAA-ZZZ.yaml"
    stale.write_text(f"{IMPORTED}\nid: AAA-ZZZ\n", encoding="utf-8")
    own = out / "instruments" / "AAA" / "AAA-YYY.yaml"
    own.write_text("id: AAA-YYY\n", encoding="utf-8")
    done = write_records(records, out)
    assert (out / name).read_text(encoding="utf-8") == mine
    assert done.kept == (name,)
    assert done.lacking == {name: ("gazette-of-aland-2012-05-01",)}
    assert done.removed == ("instruments/AAA/AAA-ZZZ.yaml",)
    assert own.exists()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("2010-06-03", "2010-13-03"), "a.csv:2"),
        (("90/180", "90 of 180"), "a.csv:2"),
        (("not_paid_activity", "not_paid"), "a.csv:2"),
        (("diplomatic,90", "diplomat,90"), "a.csv:2"),
        (("destination,issuer", "to,from"), "a.csv:1"),
        ((",gazette,", ",gazete,"), "a.csv:2"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(
    folder: Path, change: tuple[str, str], place: str
) -> None:
    text = TABLES["a.csv"].replace(*change)
    (folder / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        import_facts(folder, READ)
    assert caught.value.where == place
    assert caught.value.expected
    assert caught.value.mend


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [
        ("Wikipedia (old crawl)", SourceKind.WIKI),
        ("Official gazette of Timor-Leste", SourceKind.GAZETTE),
        ("Ministry of Foreign Affairs of Japan", SourceKind.MINISTRY_LIST),
        ("Embassy of Uganda, Bujumbura", SourceKind.EMBASSY_LIST),
        ("Togo First, quoting the minister", SourceKind.NEWS),
        ("somebody", SourceKind.WIKI),
    ],
)
def test_kind_is_guessed_from_the_publisher(publisher: str, kind: SourceKind) -> None:
    assert guess_kind(publisher) is kind


def test_suffixes_go_on_after_z() -> None:
    assert [suffix(number) for number in (0, 1, 25, 26)] == ["", "-b", "-z", "-ba"]


@pytest.fixture(scope="module")
def real() -> tuple[Records, ImportReport]:
    return import_facts(real_tables(), READ)


def test_the_real_tables_lose_nothing(real: tuple[Records, ImportReport]) -> None:
    records, report = real
    assert report.rows == report.statements > 7_000
    assert all(item.rows == item.statements for item in report.files)
    assert {statement.source for statement in statements_of(records)} <= set(records.sources)


def test_the_register_is_what_the_real_tables_give(
    real: tuple[Records, ImportReport], tmp_path: Path
) -> None:
    """Byte for byte, but for what is kept by hand."""
    register = Path(__file__).parents[2] / "register"
    copy = tmp_path / "register"
    shutil.copytree(register, copy)
    done = write_records(real[0], copy)
    assert (done.written, done.removed, done.lacking) == ((), (), {})
    assert len(done.kept) > 20


def test_the_register_reads_as_the_real_tables_say(real: tuple[Records, ImportReport]) -> None:
    register = Path(__file__).parents[2] / "register"
    back = load_records(register)
    kept = {
        path.stem
        for path in (register / "instruments").rglob("*.yaml")
        if path.read_bytes().startswith(KEPT.encode())
    }
    assert back.listings == real[0].listings
    assert {name: back.sources[name] for name in real[0].sources} == real[0].sources
    for name, record in real[0].instruments.items():
        assert name in kept or back.instruments[name] == record
