"""The whole import, from a folder of tables to records in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from comity.law.instruments import Instrument
from comity.records.facts.clusters import Cluster
from comity.records.facts.count import count_statements
from comity.records.facts.coverage import add_claims
from comity.records.facts.dossier import dossiers_of
from comity.records.facts.grants import build, cluster_all, entries_of
from comity.records.facts.groups import groups_of, rules_of, universal_of
from comity.records.facts.report import ImportReport
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact, Form, read_tables
from comity.records.model import Records


def import_facts(folder: Path, read_on: date) -> tuple[Records, ImportReport]:
    """The records that a folder of fact tables makes; the same tables make the same records.

    Args:
        folder: where the CSV tables lie.
        read_on: the day on which their sources count as read.

    Raises:
        DataError: a table or a row that cannot be read, with its place.
    """
    tables = read_tables(folder)
    facts = _by_form(tables)
    book = SourceBook((fact for _, own in tables.values() for fact in own), read_on)
    clusters = cluster_all(entries_of(facts[Form.GRANTS], book))
    lists, instruments = build(clusters, book)
    taken = {item.id for item in clusters}
    instruments.update(rules_of(facts[Form.GROUP_RULES], book, taken))
    instruments.update(universal_of(facts[Form.UNIVERSAL], book, taken))
    relations, more = dossiers_of(facts[Form.ACTS], book, _by_pair(clusters), instruments, taken)
    instruments.update(more)
    lists, doubts = add_claims(lists, instruments, facts[Form.COVERAGE], book)
    records = Records(
        sources=book.sources,
        instruments=dict(sorted(instruments.items())),
        listings=lists,
        relations=relations,
        groups=groups_of(facts[Form.MEMBERS], book),
        profiles={},
    )
    return records, _report(tables, records, book, doubts)


def _by_form(tables: dict[str, tuple[Form, list[Fact]]]) -> dict[Form, list[Fact]]:
    facts: dict[Form, list[Fact]] = {form: [] for form in Form}
    for form, own in tables.values():
        facts[form].extend(own)
    return facts


def _by_pair(clusters: list[Cluster]) -> dict[tuple[str, str], list[Cluster]]:
    found: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for item in clusters:
        found[item.entries[0].pair].append(item)
    return found


def _report(
    tables: dict[str, tuple[Form, list[Fact]]],
    records: Records,
    book: SourceBook,
    doubts: list[str],
) -> ImportReport:
    return ImportReport(
        files=count_statements(tables, records, book),
        sources=len(records.sources),
        instruments=len(records.instruments),
        lists=len(records.listings),
        groups=len(records.groups),
        pairs=len(records.relations),
        warnings=(*doubts, *_warnings(records)),
    )


def _warnings(records: Records) -> Iterator[str]:
    """What the tables speak of and do not tell."""
    known = set(records.groups)
    for name, record in records.instruments.items():
        for code in sorted(_unknown_groups(record, known)):
            yield f"{name} speaks of the group {code}, whose members no table gives"


def _unknown_groups(record: Instrument, known: set[str]) -> set[str]:
    codes = {code for grant in record.grants for code in (grant.issuer, grant.destination)}
    return {
        code
        for code in codes
        if code not in known and code != "*" and len(code) != 3 and not code.startswith("org:")
    }
