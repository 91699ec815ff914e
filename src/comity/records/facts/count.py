"""Rows in, statements out: every row must be found again in the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from msgspec import UNSET

from comity.law.acts import ActKind
from comity.records.facts.groups import beneficiaries, first_place, group_name, is_clause
from comity.records.facts.report import FileCount
from comity.records.facts.sources import SourceBook
from comity.records.facts.tables import Fact, Form
from comity.records.model import Records

Mark = tuple[Hashable, ...]
"""What tells one statement: its source, and what it is about."""


def count_statements(
    tables: dict[str, tuple[Form, list[Fact]]], records: Records, book: SourceBook
) -> tuple[FileCount, ...]:
    """How many rows of each table stand in the records, each statement counted once."""
    stock = Counter(_marks(records))
    used: Counter[Mark] = Counter()
    counts = []
    for name, (form, facts) in tables.items():
        found = repeated = 0
        for fact in facts:
            mark = _MARKS[form](fact, book.of(fact).id)
            if used[mark] < stock[mark]:
                used[mark] += 1
                found += 1
            elif used[mark]:
                repeated += 1
        counts.append(
            FileCount(file=name, rows=len(facts), statements=found + repeated, repeated=repeated)
        )
    return tuple(counts)


def _marks(records: Records) -> Iterator[Mark]:
    for listing, rows in records.listings.values():
        for row in rows:
            grant = row.grant
            yield (listing.source, grant.issuer, grant.destination, _text(grant.classes))
        for claim in listing.coverage:
            yield (listing.source, "claim", claim.perspective.value, claim.state, claim.note)
    for record in records.instruments.values():
        for grant in record.grants:
            for source in grant.sources:
                yield (source, grant.issuer, grant.destination, _text(grant.classes))
        for clause in record.clauses:
            given = clause.parameters
            yield (given.get("source"), "clause", given.get("issuers"), given.get("note"))
        for act in record.acts:
            for source in act.sources:
                yield (source, "act", act.kind.value, _text(act.date), _text(act.subject))
    for dossier in records.relations.values():
        for act in dossier.acts:
            for source in act.sources:
                yield (source, "act", act.kind.value, _text(act.date), _text(act.subject))
    for group in records.groups.values():
        for member in group.members:
            since = _text(member.since)
            yield (*member.sources, "member", group.id, member.state, since, member.role)


def _text(value: object) -> str:
    if value is UNSET:
        return ""
    return "+".join(value) if isinstance(value, tuple) else str(value)


def _of_grant(fact: Fact, source: str) -> Mark:
    return source, fact["issuer"], fact["destination"], fact["documents"]


def _of_claim(fact: Fact, source: str) -> Mark:
    return source, "claim", fact["perspective"], fact["state"], fact["note"]


def _of_member(fact: Fact, source: str) -> Mark:
    return source, "member", group_name(fact["group"]).id, fact["state"], fact["from"], fact["role"]


def _of_rule(fact: Fact, source: str) -> Mark:
    if is_clause(fact):
        return source, "clause", fact["beneficiaries"], fact["conditions"]
    return source, beneficiaries(fact)[0], first_place(fact), fact["documents"]


def _of_universal(fact: Fact, source: str) -> Mark:
    return source, fact["issuers"], fact["destination"], fact["documents"]


def _of_act(fact: Fact, source: str) -> Mark:
    return source, "act", ActKind(fact["kind"]).value, fact["date"], fact["subject"]


_MARKS: dict[Form, Callable[[Fact, str], Mark]] = {
    Form.GRANTS: _of_grant,
    Form.COVERAGE: _of_claim,
    Form.MEMBERS: _of_member,
    Form.GROUP_RULES: _of_rule,
    Form.UNIVERSAL: _of_universal,
    Form.ACTS: _of_act,
}
