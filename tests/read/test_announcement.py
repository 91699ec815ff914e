"""Announcements read whole: the article Comity was born from, invariants, the corpus."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.law.errors import UsageError
from comity.read import Act, Reading, load, read_announcement

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "togo-kazakhstan.fr.txt"
CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="module")
def seed() -> Reading:
    if not SEED.exists():
        pytest.skip("the seed article is not beside the repository")
    return read_announcement(SEED.read_text("utf-8"), published="2025-09-26")


def test_the_seed_article_reports_one_signature(seed: Reading) -> None:
    news = [act for act in seed.acts if not act.background]
    assert len(news) == 1
    act = news[0]
    assert (act.kind, act.states, act.subject) == ("signature", ("KAZ", "TGO"), "visa_exemption")
    assert act.passport_classes == ("diplomatic", "service")
    assert (act.date, act.date_precision) == ("2025-09-24", "day")
    assert (act.legal_stage, act.mode, act.place) == ("signed", "done", "New York")
    assert act.occasion == "80ᵉ Assemblée générale des Nations Unies"
    signers = {(p.name, p.state, p.role) for p in act.persons if p.part == "signatory"}
    assert signers == {
        ("Robert Dussey", "TGO", "foreign_minister"),
        ("Murat Nurtleu", "KAZ", "foreign_minister"),
    }
    assert act.sectors == ("agriculture", "education", "food_security", "transport")


def test_the_seed_article_recalls_three_acts(seed: Reading) -> None:
    recalled = {(a.kind, a.subject, a.date) for a in seed.acts if a.background}
    assert recalled == {
        ("visit", None, "2023"),
        ("signature", "digital", None),
        ("accreditation", None, None),
    }


def test_the_seed_article_gives_nothing_from_its_advertisement(seed: Reading) -> None:
    text = SEED.read_text("utf-8")
    line = text.index("REJOIGNEZ"), text.index("ICI") + 3
    spans = [s for a in seed.acts for spans in a.evidence.values() for s in spans]
    assert not [s for s in spans if line[0] <= s.start < line[1]]


SHORT = [
    (
        "Visa-free travel for ordinary passports is one thing; Ruritania is none of ours.",
        [],
    ),
    (
        "Kenya and Ghana signed an agreement on the waiver of visas for holders of diplomatic "
        "passports in Nairobi on 3 March 2024.",
        [("signature", ("GHA", "KEN"), "visa_exemption", ("diplomatic",), "done", "2024-03-03")],
    ),
    (
        "Kenya and Ghana will sign an agreement on the waiver of visas for holders of diplomatic "
        "passports on 3 May 2024.",
        [("signature", ("GHA", "KEN"), "visa_exemption", ("diplomatic",), "planned", "2024-05-03")],
    ),
    (
        "Kenya denied reports that it had signed a visa waiver agreement with Ghana.",
        [("signature", ("GHA", "KEN"), "visa_exemption", (), "denied", None)],
    ),
    (
        "Kenya has launched an electronic visa platform. Travellers from Ghana may stay 30 days.",
        [],
    ),
    (
        "Kenya and Ghana signed an agreement on visa facilitation in Accra.",
        [("signature", ("GHA", "KEN"), "consular", (), "done", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_short_texts(text: str, expected: list[tuple[object, ...]]) -> None:
    reading = read_announcement(text, published="2024-03-05", lang="en")
    found = [
        (a.kind, a.states, a.subject, a.passport_classes, a.mode, a.date) for a in reading.acts
    ]
    assert found == expected


def test_a_wrong_date_is_named() -> None:
    with pytest.raises(UsageError, match="26 September"):
        read_announcement("text", published="26 September")


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_an_answer(text: str) -> None:
    for language in ("fr", "ru", "ar", "zh"):
        read_announcement(load(text, kind="text"), published="2024-01-01", lang=language)


def cases() -> list[dict[str, object]]:
    return [json.loads(p.read_text("utf-8")) for p in sorted(CORPUS.glob("*/*.json"))]


def key(act: object) -> tuple[object, ...]:
    record = act if isinstance(act, dict) else msgspec.to_builtins(act)
    return (
        record["kind"],
        tuple(sorted(record["states"])),
        record["subject"],
        tuple(sorted(record["passport_classes"])),
        record["mode"],
    )


def test_evidence_is_what_the_text_says() -> None:
    for case in cases():
        text = str(case["text"])
        document = load(text)
        reading = read_announcement(document, published=case["published"])  # type: ignore[arg-type]
        for act in reading.acts:
            assert act.evidence["kind"]
            for spans in act.evidence.values():
                for span in spans:
                    assert document.text[span.start : span.end] == span.text
            assert list(act.states) == sorted(act.states)
            assert 0 < act.confidence < 1
            if act.passport_classes:
                assert act.evidence["passport_classes"]
            if act.date is not None and act.date_precision != "none":
                assert len(act.date) in (4, 7, 10)


def test_the_corpus_is_read_as_well_as_before() -> None:
    """Floors a little below what was measured: a change that falls through them is a loss."""
    counts: Counter[str] = Counter()
    for case in cases():
        gold = case["gold"]["acts"]  # type: ignore[index]
        found: list[Act] = list(
            read_announcement(str(case["text"]), published=case["published"]).acts  # type: ignore[arg-type]
        )
        expected, given_ = Counter(map(key, gold)), Counter(map(key, found))
        counts["right"] += (expected & given_).total()
        counts["gold"] += expected.total()
        counts["found"] += given_.total()
        if not gold:
            counts["negatives"] += 1
            counts["false"] += bool(found)
    assert counts["right"] / counts["found"] > 0.79
    assert counts["right"] / counts["gold"] > 0.62
    assert counts["false"] <= counts["negatives"] / 40 + 1


RATE = """
import json, sys, time
from comity.read import read_announcement
texts = json.load(sys.stdin)
def all_of_them():
    begun = time.process_time()
    for text, published in texts:
        read_announcement(text, published=published)
    return len(texts) / (time.process_time() - begun)
print(max(all_of_them() for _ in range(3)))
"""


def test_reading_is_fast_enough() -> None:
    """In a process of its own: whatever watches the tests would be measured too."""
    texts = [[c["text"], c["published"]] for c in cases()]
    done = subprocess.run(
        [sys.executable, "-c", RATE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) > 200
