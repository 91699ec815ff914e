"""Drafts: what an announcement or a treaty becomes in the register's own format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import UNSET
from tests.cli.run import run

from comity.api import Register, ask
from comity.decide.question import Passport
from comity.law.acts import ActKind
from comity.law.errors import DataError
from comity.law.instruments import Anchor, ForceRule, Instrument, InstrumentKind
from comity.law.sources import SourceKind
from comity.read import Act, Reading, Stay, read_announcement
from comity.read.draft import (
    Draft,
    Origin,
    draft_announcement,
    draft_treaty,
    load_draft,
    write_draft,
)
from comity.read.draft.announcement import stay_rule
from comity.read.draft.treaty import force_rule
from comity.read.treaty import read_treaty
from comity.records.read import load_records
from comity.records.validate import validate

HERE = Path(__file__).parent
SEED = HERE.parents[2] / "shared" / "seeds" / "togo-kazakhstan.fr.txt"
CORPUS = sorted((HERE / "corpus").glob("*/*.json"))
TREATIES = sorted((HERE / "treaties").glob("*/*.json"))
READ = date(2026, 11, 24)

BY_HAND = {
    "sources/togo-first.yaml": """# kept by hand
sources:
  - id: togo-first-2025-09-26
    publisher: Togo First
    kind: news
    date: 2025-09-26
    read: 2026-11-24
""",
    "instruments/KAZ/KAZ-TGO-2025.yaml": """# kept by hand
id: KAZ-TGO-2025
title:
  en: Agreement on the exemption from visas for diplomatic and service passports, Kazakhstan and
    Togo
kind: bilateral
parties: [KAZ, TGO]
acts:
  - kind: signature
    date: 2025-09-24
    place: New York
    sources: [togo-first-2025-09-26]
grants:
  - issuer: KAZ
    destination: TGO
    classes: [diplomatic, service]
    sources: [togo-first-2025-09-26]
  - issuer: TGO
    destination: KAZ
    classes: [diplomatic, service]
    sources: [togo-first-2025-09-26]
""",
}  # fmt: skip

SHORT = (
    "LOMÉ - Le Togo et le Kazakhstan ont signé mercredi à New York un accord d’exemption "
    "réciproque de visas pour les titulaires de passeports diplomatiques et de service."
)


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def origin(**values: Any) -> Origin:
    base: dict[str, Any] = {"where": "article.txt", "publisher": "The Daily", "read": READ}
    return Origin(**{**base, **values})


def drafted(text: str, published: str = "2025-09-26", **values: Any) -> Draft:
    day = date.fromisoformat(published)
    return draft_announcement(
        read_announcement(text, published=published), origin(published=day, **values)
    )


def answers(folder: Path) -> list[Any]:
    """What a register answers on the pair, over classes, directions and days."""
    register = Register(folder)
    found = []
    for issuer, to in (("TGO", "KAZ"), ("KAZ", "TGO")):
        for cls in ("diplomatic", "service", "official", "ordinary"):
            for day in ("2024-01-01", "2025-09-24", "2025-10-05", "2027-01-01"):
                decision = register.check(
                    ask(passport=Passport(issuer, cls), to=to, on=date.fromisoformat(day), days=20)
                )
                found.append(msgspec.to_builtins(decision, enc_hook=str))
    return found


@pytest.mark.parametrize("text", ["seed", "short"])
def test_a_draft_answers_as_the_record_written_by_hand(text: str, tmp_path: Path) -> None:
    if text == "seed" and not SEED.exists():
        pytest.skip("the seed article is not beside the repository")
    body = SEED.read_text("utf-8") if text == "seed" else SHORT
    folder = write_draft(drafted(body, publisher="Togo First"), tmp_path / "drafts")
    assert [item for item in validate(folder) if not item.note] == []
    hand = written(tmp_path / "hand", BY_HAND)
    assert answers(folder) == answers(hand)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the repository")
def test_the_command_drafts_the_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(
        capsys, "draft", str(SEED), "--published", "2025-09-26", "--into", str(tmp_path),
        "--publisher", "Togo First", "--read", "2026-11-24", "--json",
    )  # fmt: skip
    assert ran.status == 0
    entry = json.loads(ran.out)["drafts"][0]
    assert entry["instruments"] == ["KAZ-TGO-2025"]
    assert entry["relations"] == ["KAZ-TGO"]
    assert entry["defects"] == []
    records = load_records(Path(entry["folder"]))
    relations = records.relations["KAZ", "TGO"]
    assert [act.kind for act in relations.acts] == [
        ActKind.VISIT,
        ActKind.SIGNATURE,
        ActKind.ACCREDITATION,
    ]
    evidence = load_draft(Path(entry["folder"])).evidence
    text = SEED.read_text("utf-8")
    for spans in evidence.values():
        for span in spans:
            assert text[span.start : span.end] == span.text
    assert evidence["KAZ-TGO-2025.acts[0].date"][0].text == "mercredi"
    status = run(
        capsys, "check", "--register", entry["folder"], "--passport", "TGO:diplomatic",
        "--to", "KAZ", "--on", "2025-10-05", "--exit-code",
    )  # fmt: skip
    assert status.status == 40
    assert "signed" in status.out


@pytest.mark.parametrize("path", CORPUS[::4], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_what_the_corpus_gives_validates(path: Path, tmp_path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    reading = read_announcement(case["text"], published=case["published"])
    day = None if case["published"] is None else date.fromisoformat(case["published"])
    draft = draft_announcement(reading, origin(published=day))
    if draft.empty:
        return
    folder = write_draft(draft, tmp_path)
    assert [str(item) for item in validate(folder) if not item.note] == []
    again = load_draft(folder)
    assert sorted(again.instruments, key=str) == sorted(draft.instruments, key=str)
    assert sorted(again.relations, key=str) == sorted(draft.relations, key=str)
    assert again.evidence == draft.evidence
    done = {(a.kind, a.date) for a in reading.acts if a.mode in ("done", "planned")}
    for instrument in draft.instruments:
        for act in instrument.acts:
            dates = {d for _, d in done}
            assert act.date is UNSET or act.date.text in dates


@pytest.mark.parametrize("path", TREATIES, ids=lambda p: p.stem)
def test_what_treaties_give_validates(path: Path, tmp_path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    reading = read_treaty(case["text"])
    draft = draft_treaty(reading, origin(kind=SourceKind.TREATY_TEXT))
    folder = write_draft(draft, tmp_path)
    assert [str(item) for item in validate(folder) if not item.note] == []
    (instrument,) = load_draft(folder).instruments
    assert set(instrument.parties) == set(reading.parties)
    for state in reading.parties:
        own = [g.classes for g in instrument.grants if g.issuer == state]
        covered = {c for classes in own if classes is not UNSET for c in classes}
        assert covered == set(reading.passport_classes.get(state, ()))


def treaty(name: str) -> Instrument:
    path = next(p for p in TREATIES if p.stem == name)
    reading = read_treaty(json.loads(path.read_text("utf-8"))["text"])
    return draft_treaty(reading, origin(kind=SourceKind.TREATY_TEXT)).instruments[0]


def test_a_treaty_keeps_its_sides_apart() -> None:
    drafted = treaty("en-01")
    kenya, mongolia = drafted.grants
    assert (kenya.issuer, mongolia.issuer) == ("KEN", "MNG")
    assert kenya.classes == ("diplomatic", "service")
    assert mongolia.classes == ("diplomatic", "official")
    assert str(kenya.stay) == "30/visit&90/180@?"
    assert {str(term) for term in kenya.terms} >= {
        "not_paid_activity",
        "not_study",
        "accredited=regularise:30",
        "entry_points=international",
        "family_age_max=21",
    }
    assert drafted.entry_into_force == ForceRule(anchor=Anchor.LAST_RECEIPT, n=30, article="11")
    assert drafted.prevailing == "en"


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"type": "signature", "n": 30, "unit": "day"}, ForceRule(anchor=Anchor.SIGNATURE, n=30)),
        (
            {"type": "last_notification", "anchor": "receipt", "n": 30, "unit": "day"},
            ForceRule(anchor=Anchor.LAST_RECEIPT, n=30),
        ),
        (
            {"type": "last_notification", "anchor": "date", "n": 1, "unit": "month"},
            ForceRule(anchor=Anchor.LAST_NOTIFICATION, n=1, unit="month"),  # type: ignore[arg-type]
        ),
        (
            {"type": "first_of_month", "event": "notification", "first_of_month": 2},
            ForceRule(anchor=Anchor.LAST_NOTIFICATION, first_of_month=2),
        ),
        (
            {"type": "first_of_month", "event": "signature", "first_of_month": 2},
            ForceRule(anchor=Anchor.SIGNATURE, first_of_month=2),
        ),
        ({"type": "reply_note", "n": 0, "unit": "day"}, ForceRule(anchor=Anchor.SIGNATURE)),
        ({"type": "exchange_of_instruments", "n": 0, "unit": "day"}, None),
        ({}, None),
    ],
)
def test_rules_of_entry_into_force(values: dict[str, Any], rule: ForceRule | None) -> None:
    assert force_rule(values) == rule


@pytest.mark.parametrize(
    ("stay", "text"),
    [
        (Stay(days=30, rule="per_visit"), "30/visit"),
        (Stay(days=90, window_days=180, rule="rolling"), "90/180"),
        (Stay(days=90, window_days=180), "90/180@?"),
        (Stay(days=90, window_days=180, rule="from_first_entry"), "90/180@first-entry"),
        (Stay(months=3, window_months=6), "3m/6m@?"),
        (Stay(days=90, rule="half_year"), "90/half-year"),
        (Stay(days=90, rule="calendar_year"), "90/calendar-year"),
        (Stay(days=90, rule="year"), "90/year"),
        (Stay(days=90), "90/?"),
        (Stay(rule="duration_of_mission"), "mission"),
        (Stay(rule="unlimited"), "unlimited"),
        (Stay(), None),
    ],
)
def test_stays_in_the_grammar(stay: Stay, text: str | None) -> None:
    rule = stay_rule(stay)
    assert (None if rule is None else str(rule)) == text


def act(**values: Any) -> Act:
    base: dict[str, Any] = {
        "kind": "signature",
        "states": ("GHA", "KEN"),
        "subject": "visa_exemption",
        "passport_classes": ("diplomatic",),
        "date": "2025-09-24",
        "confidence": 0.8,
    }
    return Act(**{**base, **values})


def of(*acts: Act) -> Draft:
    return draft_announcement(
        Reading(language="en", published="2025-09-26", acts=acts),
        origin(published=date(2025, 9, 26)),
    )


@pytest.mark.parametrize("mode", ["planned", "proposed", "denied", "alleged"])
def test_what_is_not_done_is_no_act(mode: Any) -> None:
    draft = of(act(mode=mode))
    assert draft.empty
    assert mode in draft.left_out[0]


def test_force_may_be_announced_ahead() -> None:
    draft = of(act(), act(kind="entry_into_force", mode="planned", date="2025-12-01"))
    (instrument,) = draft.instruments
    assert [a.kind for a in instrument.acts] == [ActKind.SIGNATURE, ActKind.ENTRY_INTO_FORCE]


def test_a_one_sided_exemption_asks_who_exempts() -> None:
    draft = of(act(kind="unilateral_exemption"))
    (instrument,) = draft.instruments
    assert instrument.kind is InstrumentKind.UNSTATED
    assert instrument.grants == ()
    assert "who exempts whom" in draft.open[0]


def test_a_notification_without_its_sender_is_left_out() -> None:
    draft = of(act(), act(kind="notification", date="2025-09-25"))
    assert [a.kind for a in draft.instruments[0].acts] == [ActKind.SIGNATURE]
    assert "which party" in draft.left_out[0]


def test_a_date_without_its_year_is_asked() -> None:
    draft = of(act(date="--09-24"))
    assert draft.instruments[0].id == "GHA-KEN"
    assert draft.instruments[0].acts[0].date is UNSET
    assert "without its year" in draft.open[0]


def test_two_signatures_are_two_instruments() -> None:
    draft = of(act(), act(date="2019-03-01"), act(kind="entry_into_force", date="2025-09-25"))
    assert sorted(i.id for i in draft.instruments) == ["GHA-KEN-2019", "GHA-KEN-2025"]
    latest = next(i for i in draft.instruments if i.id.endswith("2025"))
    assert len(latest.acts) == 2


def test_acts_without_classes_join_the_agreement_of_their_states() -> None:
    draft = of(act(), act(kind="approval", passport_classes=(), date="2025-09-25"))
    (instrument,) = draft.instruments
    assert len(instrument.acts) == 2


def test_drafting_again_writes_the_same(tmp_path: Path) -> None:
    one = write_draft(of(act()), tmp_path)
    first = {p.name: p.read_bytes() for p in one.rglob("*") if p.is_file()}
    two = write_draft(of(act()), tmp_path)
    assert one == two
    assert {p.name: p.read_bytes() for p in two.rglob("*") if p.is_file()} == first


def test_nothing_is_drafted_from_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "weather.txt"
    path.write_text("Il pleut sur la ville, et le ministre de la pluie est content.")
    ran = run(capsys, "draft", str(path), "--into", str(tmp_path / "drafts"))
    assert ran.status == 0
    assert "nothing in it concerns the register" in ran.out
    assert not (tmp_path / "drafts").exists()


def test_one_bad_document_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(SHORT, encoding="utf-8")
    ran = run(
        capsys, "draft", str(tmp_path / "none.txt"), str(good), "--published", "2025-09-26",
        "--into", str(tmp_path / "drafts"),
    )  # fmt: skip
    assert ran.status == 65
    assert "none.txt" in ran.err
    assert "KAZ-TGO-2025" in ran.out


BENELUX = """Agreement between the Governments of the Benelux States and the Government of Mongolia

The Governments of the Benelux States, namely the Kingdom of Belgium, the Grand Duchy of
Luxembourg and the Kingdom of the Netherlands, and the Government of Mongolia have agreed:

Article 1
Nationals of the Parties holding valid diplomatic passports may enter the territory of the other
Party without a visa and stay there for up to thirty days.

Article 2
This Agreement enters into force on the day of its signature.

Done at Brussels on 4 May 2011.
"""


def test_states_that_act_together_are_one_side() -> None:
    reading = read_treaty(BENELUX)
    assert reading.sides == (("BEL", "LUX", "NLD"), ("MNG",))
    drafted = draft_treaty(reading, origin(kind=SourceKind.TREATY_TEXT)).instruments[0]
    assert drafted.id == "BEL-LUX-MNG-NLD-2011"
    assert drafted.kind == InstrumentKind.MULTILATERAL
    pairs = {(g.issuer, g.destination) for g in drafted.grants}
    assert pairs == {(a, b) for a in ("BEL", "LUX", "NLD") for b in ("MNG",)} | {
        (b, a) for a in ("BEL", "LUX", "NLD") for b in ("MNG",)
    }


def test_one_party_alone_is_no_agreement() -> None:
    reading = msgspec.structs.replace(read_treaty(BENELUX), parties=("MNG",))
    with pytest.raises(DataError, match="one party"):
        draft_treaty(reading, origin(kind=SourceKind.TREATY_TEXT))
