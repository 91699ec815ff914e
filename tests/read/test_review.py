"""Review: what the register knows, what it takes in, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from tests.read.test_draft import BY_HAND, drafted, written

from comity.cli.review import command
from comity.law.acts import Act as LawAct
from comity.law.acts import ActKind
from comity.law.acts import Person as LawPerson
from comity.law.dates import PartialDate
from comity.law.errors import DataError, UsageError
from comity.law.instruments import Grant, Instrument, InstrumentKind
from comity.law.passports import PassportClass
from comity.read.draft import load_draft, write_draft
from comity.read.review import Refused, accept, correct, links, listed, merge, reject
from comity.read.review.accept import merged_into
from comity.read.review.links import ordinal_of
from comity.records.read import load_records
from comity.records.validate import validate

SIGNED = (
    "LOMÉ - Le Togo et le Kazakhstan ont signé mercredi à New York un accord d’exemption "
    "réciproque de visas pour les titulaires de passeports diplomatiques et de service."
)
IN_FORCE = (
    "LOMÉ - L’accord entre le Togo et le Kazakhstan sur l’exemption de visas pour les titulaires "
    "de passeports diplomatiques et de service est entré en vigueur le 3 novembre 2025."
)
OTHERWISE = (
    "LOMÉ - Le Togo et le Kazakhstan ont signé le 12 septembre 2025 à New York un accord "
    "d’exemption de visas pour les titulaires de passeports diplomatiques."
)
NEW = (
    "NAIROBI - Kenya and Ghana signed an agreement in Accra on 3 March 2024 on the waiver of "
    "visas for holders of diplomatic passports, for stays of up to 30 days per visit."
)

Maker = Callable[..., Path]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return written(tmp_path / "register", BY_HAND)


@pytest.fixture
def draft(tmp_path: Path) -> Maker:
    def make(text: str, publisher: str, published: str = "2025-09-26") -> Path:
        made = drafted(text, published, publisher=publisher)
        assert not made.empty
        return write_draft(made, tmp_path / "drafts")

    return make


def own(register: Path) -> Instrument:
    return load_records(register).instruments["KAZ-TGO-2025"]


def told(folder: Path, register: Path) -> list[str]:
    made = load_draft(folder)
    records = load_records(register)
    return [
        link.told
        for instrument in made.instruments
        for link in links(instrument, records, made.source.id)
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_source_is_told_as_one(register: Path, draft: Maker) -> None:
    (link,) = told(draft(SIGNED, "Icilome"), register)
    assert link == "a second source for an agreement you have (KAZ-TGO-2025)"


def test_what_a_further_source_adds_is_told(register: Path, draft: Maker) -> None:
    (link,) = told(draft(IN_FORCE, "Republic of Togo", "2025-11-05"), register)
    assert link == (
        "a second source for an agreement you have (KAZ-TGO-2025); "
        "it adds the date of entry into force (2025-11-03)"
    )


def test_a_fifth_source_counts_to_five(register: Path, draft: Maker) -> None:
    for number, publisher in enumerate(("One", "Two", "Three"), start=2):
        folder = draft(SIGNED, publisher)
        assert told(folder, register)[0].startswith(f"{ordinal_of(number)} source")
        merge(load_draft(folder), "KAZ-TGO-2025", register, load_records(register))
    (link,) = told(draft(IN_FORCE, "Four", "2025-11-05"), register)
    assert link.startswith("a fifth source for an agreement you have (KAZ-TGO-2025); it adds the ")
    assert "date of entry into force (2025-11-03)" in link


def test_a_contradiction_is_told(register: Path, draft: Maker) -> None:
    from comity.read.review.links import links as all_links

    made = load_draft(draft(OTHERWISE, "Icilome"))
    (link,) = all_links(made.instruments[0], load_records(register), made.source.id)
    said = "; ".join(link.contradicts)
    assert "the date of signature (2025-09-12 here, 2025-09-24 in togo-first-2025-09-26)" in said
    assert "the classes for KAZ in TGO (diplomatic here, diplomatic, service there)" in said


def test_the_source_itself_is_recognised(register: Path, draft: Maker) -> None:
    (link,) = told(draft(SIGNED, "Togo First"), register)
    assert link == "its source is cited already by KAZ-TGO-2025"


def test_other_states_are_no_link(register: Path, draft: Maker) -> None:
    assert told(draft(NEW, "The Daily", "2024-03-04"), register) == []


LIST = {
    "sources/ministry.yaml": """# kept by hand
sources:
  - id: ministry-2024
    publisher: Ministry
    kind: ministry_list
    date: 2024-05-01
    read: 2026-11-24
""",
    "lists/ministry-2024.yaml": """# kept by hand
id: ministry-2024
title: Agreements of the ministry
source: ministry-2024
assertions: {rows_min: 1, rows_max: 1}
""",
    "lists/ministry-2024.csv": (
        "issuer,destination,classes,stay,kind,instrument,reciprocal,signed,in_force,ended,status,"
        "terms,excluding,excluding_destinations,article,confidence,title,note\n"
        "KAZ,TGO,diplomatic+service,30/visit,bilateral,KAZ-TGO-listed,,,,,,,,,,,Agreement,\n"
    ),
}


def test_what_lists_say_of_the_pair_is_told(register: Path, draft: Maker) -> None:
    written(register, LIST)
    made = load_draft(draft(SIGNED, "Icilome"))
    told_lists = [x.told for x in listed(made.instruments[0], load_records(register))]
    assert told_lists == [
        "1 list names KAZ in TGO; the newest (ministry-2024 of 2024-05-01) says "
        "diplomatic, service; 30/visit; lists know it as KAZ-TGO-listed"
    ]
    ran = reviewed(draft(SIGNED, "Icilome"), register, "--list")
    assert "1 list names KAZ in TGO" in ran.output


def test_a_new_agreement_is_accepted(register: Path, draft: Maker) -> None:
    folder = draft(NEW, "The Daily", "2024-03-04")
    changed = accept(load_draft(folder), register, load_records(register))
    assert changed.written == (
        "instruments/GHA/GHA-KEN-2024.yaml",
        "sources/the-daily.yaml",
    )
    assert [item for item in validate(register) if not item.note] == []
    taken = load_records(register).instruments["GHA-KEN-2024"]
    assert str(taken.grants[0].stay) == "30/visit"
    assert (register / changed.written[0]).read_text("utf-8").startswith("# kept by hand\n")


def test_an_agreement_that_stands_is_not_accepted_twice(register: Path, draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    before = files(register)
    with pytest.raises(DataError, match="has an instrument KAZ-TGO-2025"):
        accept(load_draft(folder), register, load_records(register))
    correct(folder, "id = KAZ-TGO-2025-2")
    with pytest.raises(Refused, match="same parties"):
        accept(load_draft(folder), register, load_records(register))
    assert files(register) == before


def test_merging_adds_the_source_and_what_it_says(register: Path, draft: Maker) -> None:
    made = load_draft(draft(IN_FORCE, "Republic of Togo", "2025-11-05"))
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    merged = own(register)
    assert [a.kind for a in merged.acts] == [ActKind.SIGNATURE, ActKind.ENTRY_INTO_FORCE]
    assert merged.acts[0].sources == ("togo-first-2025-09-26",)
    assert merged.acts[1].sources == ("republic-of-togo-2025-11-05",)
    assert all(g.sources == ("togo-first-2025-09-26", "republic-of-togo-2025-11-05")
               for g in merged.grants)  # fmt: skip
    assert [item for item in validate(register) if not item.note] == []


def test_merging_the_same_words_only_adds_the_source(register: Path, draft: Maker) -> None:
    made = load_draft(draft(SIGNED, "Icilome"))
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    merged = own(register)
    assert len(merged.acts) == 1
    assert merged.acts[0].sources == ("togo-first-2025-09-26", "icilome-2025-09-26")


def test_merging_keeps_what_contradicts_as_a_statement(register: Path, draft: Maker) -> None:
    made = load_draft(draft(OTHERWISE, "Icilome"))
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    merged = own(register)
    assert [(str(a.date), a.sources) for a in merged.acts] == [
        ("2025-09-24", ("togo-first-2025-09-26",)),
        ("2025-09-12", ("icilome-2025-09-26",)),
    ]
    assert len(merged.grants) == 4


TWO = (
    "LOMÉ - Le Togo et le Kazakhstan ont signé mercredi à New York un accord d’exemption "
    "de visas pour les titulaires de passeports diplomatiques et de service. Le 12 mars 2019, ils "
    "avaient signé à Lomé un accord d’exemption de visas pour les titulaires de passeports "
    "diplomatiques et de service."
)


def test_of_several_agreements_only_the_likeliest_is_merged(register: Path, draft: Maker) -> None:
    folder = draft(TWO, "Icilome")
    made = load_draft(folder)
    assert sorted(i.id for i in made.instruments) == ["KAZ-TGO-2019", "KAZ-TGO-2025"]
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    assert [str(a.date) for a in own(register).acts] == ["2025-09-24"]
    assert "KAZ-TGO-2019" in load_records(register).instruments
    before = files(register)
    correct(folder, "note = again", "KAZ-TGO-2019")
    with pytest.raises(DataError, match="has an instrument KAZ-TGO-2019"):
        merge(load_draft(folder), "KAZ-TGO-2025", register, load_records(register))
    assert files(register) == before


acts = st.builds(
    LawAct,
    kind=st.sampled_from([ActKind.SIGNATURE, ActKind.ENTRY_INTO_FORCE]),
    date=st.sampled_from([UNSET, *map(PartialDate.parse, ("2025", "2025-09", "2025-09-24"))]),
    place=st.sampled_from([UNSET, "Lomé"]),
    persons=st.sampled_from([(), (LawPerson(name="A"),), (LawPerson(name="A", role="king"),)]),
    sources=st.sampled_from([("one",), ("two",), ("one", "two")]),
)
grants = st.builds(
    Grant,
    issuer=st.just("TGO"),
    destination=st.just("KAZ"),
    classes=st.sampled_from([UNSET, (PassportClass.DIPLOMATIC,)]),
    sources=st.sampled_from([("one",), ("two",)]),
)
instruments = st.builds(
    Instrument,
    id=st.just("KAZ-TGO-2025"),
    title=st.just({"en": "Agreement"}),
    kind=st.just(InstrumentKind.BILATERAL),
    parties=st.just(("KAZ", "TGO")),
    acts=st.lists(acts, max_size=3).map(tuple),
    grants=st.lists(grants, max_size=3).map(tuple),
)


@given(instruments, instruments)
def test_merging_takes_nothing_away(one: Instrument, other: Instrument) -> None:
    merged = merged_into(one, other)
    for have, held in (*zip(one.acts, merged.acts), *zip(one.grants, merged.grants)):  # noqa: B905
        assert set(have.sources) <= set(held.sources)
        assert replace(held, sources=have.sources) == have
    told = [(s, a) for a in merged.acts for s in a.sources]
    for act in other.acts:
        for source in act.sources:
            mine = [a for s, a in told if s == source and a.kind is act.kind]
            assert any(a.date == act.date or act.date is UNSET for a in mine)
    assert merged_into(merged, other) == merged


def test_merging_twice_changes_nothing_more(register: Path, draft: Maker) -> None:
    made = load_draft(draft(IN_FORCE, "Republic of Togo", "2025-11-05"))
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    before = files(register)
    merge(made, "KAZ-TGO-2025", register, load_records(register))
    assert files(register) == before


@pytest.mark.parametrize("target", ["KAZ-TGO-1999", "GHA-KEN-2024", "../x"])
def test_merging_into_what_is_not_there_is_refused(
    target: str, register: Path, draft: Maker
) -> None:
    new = load_draft(draft(NEW, "The Daily", "2024-03-04"))
    accept(new, register, load_records(register))
    made = load_draft(draft(SIGNED, "Icilome"))
    with pytest.raises(DataError):
        merge(made, target, register, load_records(register))


def test_another_article_of_one_publisher_and_day_gets_its_own_name(
    register: Path, draft: Maker, tmp_path: Path
) -> None:
    first = drafted(SIGNED, publisher="Icilome", url="https://example.org/1")
    merge(first, "KAZ-TGO-2025", register, load_records(register))
    second = drafted(SIGNED, publisher="Icilome", url="https://example.org/2")
    merge(second, "KAZ-TGO-2025", register, load_records(register))
    assert own(register).acts[0].sources[1:] == ("icilome-2025-09-26", "icilome-2025-09-26-b")
    assert [item for item in validate(register) if not item.note] == []


def test_the_head_that_a_person_wrote_stays(register: Path, draft: Maker) -> None:
    path = register / "instruments/KAZ/KAZ-TGO-2025.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("by hand\n", "by hand\n# seen at the ministry\n", 1), "utf-8")
    merge(load_draft(draft(SIGNED, "Icilome")), "KAZ-TGO-2025", register, load_records(register))
    assert path.read_text("utf-8").startswith("# kept by hand\n# seen at the ministry\nid:")


@pytest.mark.parametrize(
    ("written_as", "held"),
    [
        ("acts[0].date = 2025-09-25", "2025-09-25"),
        ("acts[0].date = 2025-09", "2025-09"),
        ("acts[0].place = Almaty", "Almaty"),
        ("grants[0].stay = 30/visit", "30/visit"),
        ("grants[1].classes = [diplomatic]", "diplomatic"),
        ("title.fr = Accord sur les visas", "Accord sur les visas"),
        ("source.url = https://example.org/a", "https://example.org/a"),
        ("note = seen", "seen"),
    ],
)
def test_corrections(written_as: str, held: str, draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    correct(folder, written_as)
    text = "".join(p.read_text("utf-8") for p in folder.rglob("*.yaml"))
    assert held in text
    assert [item for item in validate(folder) if not item.note] == []


def test_an_empty_value_takes_a_field_out(draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    made = correct(folder, "acts[0].place =")
    assert not made.instruments[0].acts[0].place


def test_a_new_identifier_moves_the_file(draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    correct(folder, "id = KAZ-TGO-2025-b")
    assert [p.name for p in folder.glob("instruments/KAZ/*")] == ["KAZ-TGO-2025-b.yaml"]


@pytest.mark.parametrize(
    "written_as",
    [
        "acts[0].date = next Friday",
        "acts[0].kind = party",
        "grants[0].stay = thirty",
        "grants[0].classes = [royal]",
        "colour = blue",
        "acts = none",
        "acts[0].sources =",
        "grants[0].terms.flying_only = true",
    ],
)
def test_a_correction_that_no_record_can_hold_is_refused(written_as: str, draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    before = files(folder)
    with pytest.raises(Refused):
        correct(folder, written_as)
    assert files(folder) == before


@pytest.mark.parametrize(
    "written_as",
    ["", "date", "acts[9].date = 2025", "acts.x.y = 1", "../x = 1", "id.x[0] = 2", "[0] = 1"],
)
def test_no_such_field(written_as: str, draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    before = files(folder)
    with pytest.raises(UsageError):
        correct(folder, written_as)
    assert files(folder) == before


def test_a_rejected_draft_is_kept_aside(draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    moved = reject(folder)
    assert not folder.exists()
    assert moved.parent.name == ".rejected"
    assert load_draft(moved).instruments


# ---- at the terminal


def reviewed(folder: Path, register: Path, *options: str, keys: str = "") -> Any:
    runner = CliRunner()
    return runner.invoke(
        command,
        [str(folder), "--register", str(register), *options],
        input=keys,
        standalone_mode=False,
    )


def test_a_walk_through_three_drafts(register: Path, draft: Maker) -> None:
    new = draft(NEW, "The Daily", "2024-03-04")
    force = draft(IN_FORCE, "Republic of Togo", "2025-11-05")
    same = draft(SIGNED, "Icilome")
    ran = reviewed(new.parent, register, keys="?\na\nr\nm\n")
    assert ran.exit_code == 0, ran.output
    assert "3 of 3 drafts settled." in ran.output
    assert "it adds the date of entry into force (2025-11-03)" in " ".join(ran.output.split())
    assert "«" in ran.output
    records = load_records(register)
    assert "GHA-KEN-2024" in records.instruments
    assert len(records.instruments["KAZ-TGO-2025"].acts) == 2
    assert [p.exists() for p in (new, force, same)] == [False] * 3
    assert sorted(p.name for p in new.parent.iterdir()) == [".accepted", ".rejected"]


def test_correct_then_accept_at_the_terminal(register: Path, draft: Maker) -> None:
    folder = draft(NEW, "The Daily", "2024-03-04")
    keys = "c acts[0].date = never\nc acts[0].date = 2024-03-05\nc\na\n"
    ran = reviewed(folder, register, keys=keys)
    assert ran.exit_code == 0, ran.output
    assert "Refused, nothing was written" in ran.output
    assert str(load_records(register).instruments["GHA-KEN-2024"].acts[0].date) == "2024-03-05"


def test_what_validate_refuses_is_refused_at_the_terminal(register: Path, draft: Maker) -> None:
    folder = draft(NEW, "The Daily", "2024-03-04")
    correct(folder, "acts[0].date = 2024-03-09")  # after its source
    correct(folder, "grants[0].destination = GHA")
    correct(folder, "grants[0].issuer = GHA")
    before = files(register)
    ran = reviewed(folder, register, keys="a\nq\n")
    assert "Refused, nothing was written" in ran.output
    assert files(register) == before
    assert folder.exists()


@pytest.mark.parametrize("keys", ["q\n", "", "s\n", "x\nq\n"])
def test_leaving_changes_nothing(keys: str, register: Path, draft: Maker) -> None:
    folder = draft(NEW, "The Daily", "2024-03-04")
    before = (files(register), files(folder))
    ran = reviewed(folder.parent, register, keys=keys)
    assert ran.exit_code == 0
    assert "0 of 1 drafts settled." in ran.output
    assert (files(register), files(folder)) == before


def test_for_scripts(register: Path, draft: Maker) -> None:
    new = draft(NEW, "The Daily", "2024-03-04")
    same = draft(SIGNED, "Icilome")
    assert reviewed(new, register, "--accept").exit_code == 0
    assert reviewed(same, register, "--merge", "KAZ-TGO-2025").exit_code == 0
    other = draft(SIGNED, "Le Visionnaire")
    assert "1 of 1" in reviewed(other.parent, register, "--list").output
    assert reviewed(other, register, "--reject").exit_code == 0
    records = load_records(register)
    assert len(records.instruments) == 2
    assert [item for item in validate(register) if not item.note] == []


def test_a_script_is_told_what_was_refused(register: Path, draft: Maker) -> None:
    draft(SIGNED, "Icilome")
    folder = draft(SIGNED, "Le Visionnaire")
    ran = reviewed(folder.parent, register, "--accept")
    assert ran.return_value == 65
    assert "0 of 2 drafts settled." in ran.output
    assert isinstance(reviewed(folder, register, "--accept").exception, DataError)


def test_two_things_at_once_are_refused(register: Path, draft: Maker) -> None:
    folder = draft(SIGNED, "Icilome")
    ran = reviewed(folder, register, "--accept", "--merge", "X")
    assert isinstance(ran.exception, UsageError)


def test_hostile_names_in_a_document_command_no_terminal(register: Path, draft: Maker) -> None:
    folder = draft(NEW, "The \x1b[31mDaily\x07", "2024-03-04")
    ran = reviewed(folder, register, "--list")
    assert "\x1b" not in ran.output.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x07" not in ran.output
