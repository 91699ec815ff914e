"""Which rows of the fact tables speak of one act."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from comity.law.dates import PartialDate
from comity.law.sources import Confidence, Source, SourceKind
from comity.records.facts.clusters import Cluster, Entry, cluster, name_clusters
from comity.records.facts.grants import cluster_all, entries_of
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact

READ = PartialDate.parse("2026-11-24").earliest

D, S, ORD = "diplomatic", "service", "ordinary"


def entries(*rows: dict[str, str]) -> list[Entry]:
    facts = [Fact("t.csv", number, {**_BLANK, **row}) for number, row in enumerate(rows, 2)]
    return entries_of(facts, SourceBook(facts, READ))


_BLANK = {
    "destination": "AAA",
    "issuer": "BBB",
    "documents": D,
    "kind": "bilateral",
    "source_kind": "ministry_list",
    "source_publisher": "A ministry",
    "source_date": "2024-05-01",
    "confidence": "high",
}


def lines(clusters: Iterable[Cluster]) -> list[list[int]]:
    return [sorted(entry.fact.line for entry in item.entries) for item in clusters]


CASES = [
    ("one date of signature", [{"signed": "2018-06-11"}, {"signed": "2018-06-11"}], [[2, 3]]),
    (
        "a month that can be the day",
        [{"signed": "2018-06-11"}, {"signed": "2018-06"}],
        [[2, 3]],
    ),
    (
        "dates a day apart in two reports",
        [{"signed": "2025-09-24"}, {"signed": "2025-09-25"}],
        [[2, 3]],
    ),
    (
        "dates a day apart for other classes",
        [{"signed": "2025-09-24"}, {"signed": "2025-09-25", "documents": ORD}],
        [[2], [3]],
    ),
    (
        "two agreements of one year, and a bare year",
        [
            {"signed": "1997-02-01", "documents": D},
            {"signed": "1997-11-01", "documents": ORD},
            {"signed": "1997", "documents": ORD},
        ],
        [[2], [3, 4]],
    ),
    (
        "entry into force within 45 days",
        [{"in_force": "2010-09-01"}, {"in_force": "2010-10-01"}],
        [[2, 3]],
    ),
    (
        "entry into force within 45 days, other classes",
        [{"in_force": "2010-09-01"}, {"in_force": "2010-10-01", "documents": ORD}],
        [[2], [3]],
    ),
    (
        "a signature and the only entry into force that can be its own",
        [{"signed": "2010-06-03"}, {"in_force": "2010-09-01"}],
        [[2, 3]],
    ),
    (
        "a signature and an entry into force before it",
        [{"signed": "2010-06-03"}, {"in_force": "2009-09-01"}],
        [[3], [2]],
    ),
    (
        "a signature with two entries into force after it",
        [{"signed": "2010-06-03"}, {"in_force": "2010-09-01"}, {"in_force": "2012-09-01"}],
        [[2], [3], [4]],
    ),
    (
        "an undated row joins the latest act in force by then that has its class",
        [{"in_force": "2001-01-01"}, {"in_force": "2011-01-01"}, {"status": "in_force"}],
        [[2], [3, 4]],
    ),
    (
        "an undated row older than the act",
        [{"in_force": "2024-06-01"}, {"status": "in_force", "source_date": "2019"}],
        [[2], [3]],
    ),
    (
        "an undated row that names a class the act lacks",
        [{"in_force": "2001-01-01"}, {"documents": ORD}],
        [[2], [3]],
    ),
    (
        "official and service are one for this",
        [{"in_force": "2001-01-01", "documents": f"{D}+{S}"}, {"documents": "official"}],
        [[2, 3]],
    ),
    (
        "an ended act draws rows that share a class",
        [
            {"in_force": "2001-01-01", "ended": "2022-01-01", "status": "terminated"},
            {"documents": f"{D}+special", "status": "in_force"},
        ],
        [[2, 3]],
    ),
    (
        "a row that is only signed joins an act whose signature is known",
        [{"in_force": "2001-01-01"}, {"signed": "2002-01-01"}, {"status": "signed"}],
        [[2], [3, 4]],
    ),
    (
        "any passport includes a class",
        [{"in_force": "2001-01-01", "documents": "any"}, {"documents": ORD}],
        [[2, 3]],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rows_are_put_together(rows: list[dict[str, str]], expected: list[list[int]]) -> None:
    assert sorted(lines(cluster(entries(*rows)))) == sorted(expected)


def test_order_of_rows_does_not_matter() -> None:
    for _, rows, _ in CASES:
        made = entries(*rows)
        assert sorted(lines(cluster(made))) == sorted(lines(cluster(made[::-1])))


def test_names_are_the_pair_and_the_year_of_signature() -> None:
    clusters = cluster(
        entries(
            {"signed": "2010-06-03", "in_force": "2011-01-01"},
            {"signed": "2010-12-03", "in_force": "2011-06-01", "documents": ORD},
            {"documents": "special"},
        )
    )
    name_clusters(clusters, "AAA-BBB", set())
    assert [item.id for item in clusters] == ["AAA-BBB-2010", "AAA-BBB-2010-b", "AAA-BBB"]


def test_a_list_that_names_no_kind_joins_the_one_sided_act() -> None:
    found = cluster_all(
        entries(
            {
                "kind": "unilateral",
                "in_force": "2024-12-01",
                "documents": ORD,
                "source_date": "2024-12-01",
            },
            {"kind": "", "documents": ORD, "source_date": "2025-01-01", "status": "in_force"},
            {"kind": "multilateral", "documents": ORD},
        )
    )
    assert {item.id: lines([item])[0] for item in found} == {
        "AAA-unilateral-2024-12-01": [2, 3],
        "AAA-BBB-multilateral": [4],
    }


def test_best_source_dates_the_act() -> None:
    better = {"source_kind": "treaty_text", "in_force": "2010-12-20", "source_publisher": "G"}
    (item,) = cluster(entries({"in_force": "2010-12-12"}, better))
    assert str(item.in_force) == "2010-12-20"
    assert item.entries[0].source == Source(
        id="a-ministry-2024-05-01",
        publisher="A ministry",
        kind=SourceKind.MINISTRY_LIST,
        date=PartialDate.parse("2024-05-01"),
        read=PartialDate.of(READ),
        confidence=Confidence.HIGH,
        note="address not kept",
    )
