"""The reader's corpus is well formed, and its gold rests on the words of its texts."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pycountry
import pytest

CORPUS = Path(__file__).parent / "corpus"
HELD_OUT_FROM = 90
"""Texts so numbered were written when the rules stood, and none was made on them."""
FILES = sorted(CORPUS.glob("*/*.json"))

ACT_FIELDS = (
    "kind states subject passport_classes legal_stage date date_precision mode place occasion "
    "stay persons sectors background"
).split()
KINDS = set(
    "negotiation approval signature ratification notification entry_into_force "
    "unilateral_exemption suspension termination accreditation visit statement".split()
)
WITHOUT_SUBJECT = {"visit", "accreditation"}
SUBJECTS = set(
    "visa_exemption digital trade investment extradition legal_assistance readmission "
    "air_services transport education culture health energy agriculture defence security "
    "taxation labour tourism finance environment media sport consular diplomatic_training "
    "general_cooperation other".split()
)
SECTORS = (SUBJECTS - {"visa_exemption"}) | {"food_security"}
CLASSES = set("diplomatic service official special consular public_affairs ordinary any".split())
#: What an act of this kind brings the agreement to, once done. A unilateral act and talks may
#: stop at more than one stage, so they are checked apart.
STAGE_OF = {
    "approval": "approved",
    "signature": "signed",
    "ratification": "ratified",
    "entry_into_force": "in_force",
    "suspension": "suspended",
    "termination": "terminated",
}
STAGES_OF: dict[str, set[str | None]] = {
    "negotiation": {None, "negotiated"},
    "unilateral_exemption": {"approved", "in_force"},
}
MODES = {"done", "planned", "proposed", "denied", "alleged"}
PARTS = {"signatory", "host", "visitor", "witness", "speaker", "other"}
RULES = set(
    "per_visit rolling from_first_entry calendar_year half_year cumulative "
    "duration_of_mission unlimited".split()
)
ROLES = set(
    "foreign_minister deputy_foreign_minister prime_minister deputy_prime_minister president "
    "vice_president ambassador charge_d_affaires minister deputy_minister interior_minister "
    "spokesperson state_secretary king speaker_of_parliament other".split()
)
#: ISO 3166-1 alpha-3, and the ICAO 9303 codes of organisations that act as a party here.
STATES = {country.alpha_3 for country in pycountry.countries} | {"EUE", "XEC", "XCC", "XKX"}
DATE_FORMS = {
    "day": re.compile(r"(\d{4}|-)-\d\d-\d\d"),
    "month": re.compile(r"(\d{4}|-)-\d\d"),
    "year": re.compile(r"\d{4}"),
}


def load(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def folded(text: str) -> str:
    """The text in compatibility form, without case and with single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).casefold()


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture(params=FILES, ids=name_of)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_record_has_the_fields_and_its_place_in_the_split(path: Path) -> None:
    record = load(path)
    assert set(record) == {"text", "published", "phenomena", "split", "gold"}
    assert set(record["gold"]) == {"language", "acts"}
    assert record["gold"]["language"] == path.parent.name
    number = re.fullmatch(r"(\d\d)-[a-z0-9-]+", path.stem)
    assert number, "files are named <nn>-<slug>.json"
    assert record["split"] == ("heldout" if int(number[1]) >= HELD_OUT_FROM else "dev")
    assert record["text"].strip()
    assert record["phenomena"] == sorted(set(record["phenomena"]))
    if record["published"] is not None:
        dt.date.fromisoformat(record["published"])


def test_derived_phenomena_agree_with_the_gold(path: Path) -> None:
    record = load(path)
    acts = record["gold"]["acts"]
    without_exemption = not any(act["subject"] == "visa_exemption" for act in acts)
    assert ("negative" in record["phenomena"]) == without_exemption
    assert ("several_acts" in record["phenomena"]) == (len(acts) > 1)


def test_acts_keep_the_fixed_form(path: Path) -> None:
    for act in load(path)["gold"]["acts"]:
        assert list(act) == ACT_FIELDS
        assert act["kind"] in KINDS
        assert act["mode"] in MODES
        assert act["states"]
        assert act["states"] == sorted(set(act["states"]))
        assert set(act["states"]) <= STATES
        assert act["passport_classes"] == sorted(set(act["passport_classes"]))
        assert set(act["passport_classes"]) <= CLASSES
        assert act["sectors"] == sorted(set(act["sectors"]))
        assert set(act["sectors"]) <= SECTORS
        assert isinstance(act["background"], bool)
        check_subject(act)
        check_stage(act)
        check_date(act)
        check_stay(act["stay"])
        for person in act["persons"]:
            assert list(person) == ["name", "state", "role", "part"]
            assert person["part"] in PARTS
            assert person["role"] is None or person["role"] in ROLES
            assert person["state"] is None or person["state"] in STATES


def check_subject(act: dict[str, Any]) -> None:
    if act["kind"] in WITHOUT_SUBJECT:
        assert act["subject"] is None
    else:
        assert act["subject"] in SUBJECTS
    if act["subject"] != "visa_exemption":
        assert act["passport_classes"] == []
        assert set(act["stay"].values()) == {None}


def check_stage(act: dict[str, Any]) -> None:
    if act["mode"] != "done":
        assert act["legal_stage"] is None
    elif act["kind"] in STAGES_OF:
        assert act["legal_stage"] in STAGES_OF[act["kind"]]
    else:
        assert act["legal_stage"] == STAGE_OF.get(act["kind"])


def check_date(act: dict[str, Any]) -> None:
    if act["date"] is None:
        assert act["date_precision"] == "none"
        return
    assert DATE_FORMS[act["date_precision"]].fullmatch(act["date"]), act["date"]
    if act["date_precision"] == "day" and not act["date"].startswith("--"):
        dt.date.fromisoformat(act["date"])


def check_stay(stay: dict[str, Any]) -> None:
    assert list(stay) == ["days", "months", "window_days", "window_months", "rule"]
    assert stay["rule"] is None or stay["rule"] in RULES
    numbers = [value for key, value in stay.items() if key != "rule"]
    assert all(value is None or (isinstance(value, int) and value > 0) for value in numbers)
    assert stay["days"] is None or stay["months"] is None, "months are never turned into days"


def test_names_places_and_occasions_stand_in_the_text(path: Path) -> None:
    record = load(path)
    text = folded(record["text"])
    inflects = record["gold"]["language"] not in {"fr", "en", "es", "pt", "it", "zh", "vi"}
    for act in record["gold"]["acts"]:
        words = [act["place"], act["occasion"], *(person["name"] for person in act["persons"])]
        for word in filter(None, words):
            if inflects:
                # The gold has the dictionary form; the text may have any case of it, so the
                # stem of every longer word must be there.
                for part in folded(word).split():
                    assert part[: max(3, len(part) - 3)] in text, word
            else:
                assert folded(word) in text, word


def test_done_acts_are_not_after_the_publication(path: Path) -> None:
    record = load(path)
    if record["published"] is None:
        return
    for act in record["gold"]["acts"]:
        date = act["date"]
        if date is None or date.startswith("--"):
            continue
        published = record["published"][: len(date)]
        if act["mode"] == "done":
            assert date <= published, (act["kind"], date)
        elif act["mode"] == "planned":
            assert date >= published, (act["kind"], date)


def test_no_act_stands_twice(path: Path) -> None:
    acts = load(path)["gold"]["acts"]
    seen = Counter(json.dumps(act, sort_keys=True, ensure_ascii=False) for act in acts)
    assert not [act for act, count in seen.items() if count > 1]


def test_corpus_is_as_large_and_as_hard_as_it_claims() -> None:
    records = [load(path) for path in FILES]
    assert len(records) >= 150
    assert len({path.parent.name for path in FILES}) >= 13
    counts = Counter(name for record in records for name in record["phenomena"])
    assert counts["negative"] >= 40
    assert sum(record["gold"]["acts"] == [] for record in records) >= 30
    # Shares of the phenomena in 172 real announcements, less a margin.
    floors = {
        "relative_date": 0.40,
        "several_acts": 0.50,
        "non_party_state": 0.27,
        "other_numbers": 0.19,
        "not_done_yet": 0.17,
        "several_agreements": 0.17,
        "non_signing_person": 0.14,
        "varying_classes": 0.11,
        "overclaiming_headline": 0.11,
        "visa_without_exemption": 0.11,
        "several_dates": 0.08,
        "conflicting_dates": 0.05,
        "fragment": 0.09,
    }
    short = {
        name: counts[name] for name, floor in floors.items() if counts[name] < floor * len(records)
    }
    assert not short
    assert sum(len(record["text"].split()) >= 300 for record in records) >= 8


def counts_table() -> str:
    """The table of the corpus's README: texts, negatives, acts and phenomena by language."""
    by_language: dict[str, Counter[str]] = {}
    for path in FILES:
        record = load(path)
        row = by_language.setdefault(path.parent.name, Counter())
        row["texts"] += 1
        row["acts"] += len(record["gold"]["acts"])
        row["heldout"] += record["split"] == "heldout"
        row.update(record["phenomena"])
    total = sum(by_language.values(), Counter())
    names = [name for name, _ in sorted(total.items()) if name not in {"texts", "acts", "heldout"}]
    columns = [*sorted(by_language), "all"]
    rows = by_language | {"all": total}
    lines = [f"| | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name in ["texts", "heldout", "acts", *names]:
        lines.append(f"| {name} | {' | '.join(str(rows[column][name]) for column in columns)} |")
    return "\n".join(lines)


def test_readme_counts_are_those_of_the_corpus() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- counts -->\n(.*?)\n?<!-- /counts -->", readme, re.DOTALL)
    assert found
    assert found[1] == counts_table(), f"put this into the README:\n{counts_table()}"


def test_texts_are_all_different() -> None:
    texts = Counter(folded(load(path)["text"]) for path in FILES)
    assert max(texts.values()) == 1
