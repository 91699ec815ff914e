"""Groups, what their rules grant, and rules for holders of any passport."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import UNSET, Struct, UnsetType

from comity.law.dates import PartialDate
from comity.law.groups import Group, Membership
from comity.law.instruments import Clause, Grant, Instrument, InstrumentKind, Status
from comity.law.terms import Term, make_term
from comity.records.facts.grants import merge_grants
from comity.records.facts.sources import SourceBook, suffix
from comity.records.facts.tables import Fact
from comity.records.facts.terms import noted, status_of, stay_of
from comity.records.facts.titles import rules_title

_NAMES = Path(__file__).parent / "data" / "groups.tsv"

_NO_GRANT = {
    "no_checks_at_internal_borders": "internal_border_checks_lifted",
    "border_checks_moved_to_outer_frontiers": "internal_border_checks_lifted",
    "cap_not_an_exemption": "stay_cap",
    "days_pooled_over_the_four_states": "stay_cap",
    "visa_exemption_itself_not_stated_here": "free_movement_of_labour",
    "registration_not_needed_below_days=30": "registration_waived",
    "holders_of_a_residence_permit_of_a_Nordic_state": "residence_permit_holders",
    "permanent_residents_of_these_states": "permanent_residents",
}
"""Notes that show that a rule exempts nobody from a visa by passport, and the clause it is."""

_SILENT = frozenset(
    {
        "stated_as_an_aim",
        "text_approved",
        "entry_into_force_under_article_8_not_read",
        "entry_into_force_not_read",
        "needs_all_ratifications",
        "applied_in_part_only",
        "states_applying_it_not_listed",
    }
)
"""Notes that leave the status open: such a rule is not taken to apply."""


class GroupName(Struct, frozen=True):
    """What the register calls a group of the tables.

    Attributes:
        id: its code in the register, which differs from the tables' where a state has that code.
        name: its name in English.
        fr: its name in French.
        alias: the name under which terms speak of its area, or "".
    """

    id: str
    name: str
    fr: str
    alias: str


@cache
def group_names() -> dict[str, GroupName]:
    """The names of groups by the code the tables use."""
    with _NAMES.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: GroupName(row["id"], row["name"], row["fr"], row["alias"])
            for row in csv.DictReader(file, delimiter="\t")
        }


def group_name(code: str) -> GroupName:
    """What the register calls a group; its code where nothing is said of it."""
    return group_names().get(code) or GroupName(code, code, code, "")


def groups_of(facts: Iterable[Fact], book: SourceBook) -> dict[str, Group]:
    """The groups with everybody's times in them, from one row per state and interval."""
    members: dict[str, list[Membership]] = defaultdict(list)
    for fact in facts:
        members[fact["group"]].append(
            Membership(
                state=fact["state"],
                since=fact.date("from"),
                until=fact.date("to"),
                role=fact["role"] or "member",
                sources=(book.of(fact).id,),
                confidence=book.dissent(fact),
            )
        )
    return {
        named.id: Group(
            id=named.id,
            name={"en": named.name, "fr": named.fr},
            members=tuple(own),
            aliases=(named.alias,) if named.alias else (),
        )
        for named, own in sorted(
            ((group_name(code), own) for code, own in members.items()),
            key=lambda pair: pair[0].id,
        )
    }


def rules_of(facts: Iterable[Fact], book: SourceBook, taken: set[str]) -> dict[str, Instrument]:
    """The instruments of the groups' rules: one to each title."""
    acts: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        acts[group_name(fact["group"]).id, fact["title"]].append(fact)
    found = {}
    for (group, title), own in acts.items():
        name = _named(group, own, taken)
        found[name] = _act(
            name,
            title,
            InstrumentKind.MULTILATERAL,
            (group,),
            [(fact, _rule(fact, book)) for fact in own if not is_clause(fact)],
            [fact for fact in own if is_clause(fact)],
            book,
        )
    return found


def universal_of(facts: Iterable[Fact], book: SourceBook, taken: set[str]) -> dict[str, Instrument]:
    """The instruments of one destination's rules for all issuers, groups or organisations."""
    acts: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        issuer, whom = fact["issuers"], "organisations"
        if issuer == "*" or not (issuer.startswith("org:") or len(issuer) == 3):
            whom = "universal" if issuer == "*" else issuer
        acts[fact["destination"], whom, fact["kind"], fact["except"]].append(fact)
    found = {}
    for (destination, whom, kind, _), own in acts.items():
        name = _free(f"{destination}-{whom}", taken)
        titles = {fact["title"] for fact in own}
        title = titles.pop() if len(titles) == 1 else rules_title(destination, whom)
        found[name] = _act(
            name,
            title,
            InstrumentKind(kind or "unstated"),
            (destination,),
            [(fact, _universal(fact, book)) for fact in own],
            [],
            book,
        )
    return found


def _act(
    name: str,
    title: str,
    kind: InstrumentKind,
    parties: tuple[str, ...],
    said: Sequence[tuple[Fact, Grant]],
    clauses: Sequence[Fact],
    book: SourceBook,
) -> Instrument:
    return Instrument(
        id=name,
        title={"en": title},
        kind=kind,
        parties=parties,
        grants=merge_grants((book.of(fact).id, grant) for fact, grant in said),
        clauses=tuple(_clause(fact, book) for fact in clauses),
        sources=tuple(dict.fromkeys(book.of(fact).id for fact in clauses)),
    )


def _named(group: str, own: Sequence[Fact], taken: set[str]) -> str:
    years = [fact["in_force"][:4] for fact in own if fact["in_force"]]
    years.extend(told[:4] for told in (_told(fact, "signed") for fact in own) if told)
    return _free(f"{group}-{min(years)}" if years else group, taken)


def _free(base: str, taken: set[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9_-]", "-", base)
    number = 0
    while (name := base + suffix(number)) in taken:
        number += 1
    taken.add(name)
    return name


def is_clause(fact: Fact) -> bool:
    """Whether a group's rule exempts nobody, and stands as a clause."""
    return _clause_kind(fact) is not None


def first_place(fact: Fact) -> str:
    """The destination under which a group's rule is filed."""
    return _places(fact)[0]


def _places(fact: Fact) -> tuple[str, ...]:
    told = _told(fact, "applies_at")
    return tuple(told.split("+")) if told else (group_name(fact["group"]).id,)


def beneficiaries(fact: Fact) -> tuple[str, ...]:
    """Whom a group's rule is for, in the register's codes."""
    return tuple(
        group_name(code).id if code == fact["group"] else code
        for code in fact.codes("beneficiaries")
    )


def _told(fact: Fact, name: str) -> str:
    found = re.search(rf"(?:^|;)\s*{name}=([^;]+)", fact["conditions"])
    return found[1].strip() if found else ""


def _signed(fact: Fact) -> PartialDate | UnsetType:
    text = _told(fact, "signed")
    return PartialDate.parse(text) if text else UNSET


def _clause_kind(fact: Fact) -> str | None:
    for part in fact["conditions"].split(";"):
        if part.strip() in _NO_GRANT:
            return _NO_GRANT[part.strip()]
    return None


def _clause(fact: Fact, book: SourceBook) -> Clause:
    """A rule that is no exemption, whole, as parameters of a clause."""
    told = {
        "source": book.of(fact).id,
        "issuers": fact["beneficiaries"],
        "stay": fact["limits"],
        "classes": fact["documents"],
        "in_force": fact["in_force"],
        "ended": fact["ended"],
        "excluded": fact["excluded"],
        "note": fact["conditions"],
    }
    return Clause(
        kind=_clause_kind(fact) or "rule",
        parameters={key: value for key, value in told.items() if value},
    )


def _status(fact: Fact, parts: Iterable[str]) -> Status | UnsetType:
    """Listed as applying on the source's date, unless the row says or leaves open otherwise."""
    said = status_of(fact)
    if said is not None:
        return said
    names = {part.partition("=")[0] for part in parts}
    if "not_in_force" in names:
        return Status.SIGNED
    if names & _SILENT:
        return UNSET
    return Status.TERMINATED if fact["ended"] else Status.IN_FORCE


def _rule(fact: Fact, book: SourceBook) -> Grant:
    terms, rest = noted(fact)
    issuers = beneficiaries(fact)
    destination, *others = _places(fact)
    excluded = fact.codes("excluded")
    if len(issuers) > 1:
        terms.append(make_term("issuer_includes", "+".join(issuers[1:])))
    if others:
        terms.append(make_term("territory_includes", "+".join(others)))
    told = ("applies_at", "signed", "not_in_force")
    stay = stay_of(fact)
    return Grant(
        issuer=issuers[0],
        destination=destination,
        excluding=excluded,
        excluding_destinations=() if _told(fact, "applies_at") else excluded,
        classes=fact.classes(),
        stay=UNSET if stay is None else stay,
        terms=_once(terms),
        signed=_signed(fact),
        in_force=fact.date("in_force"),
        ended=fact.date("ended"),
        status=_status(fact, rest),
        confidence=book.dissent(fact),
        note=";".join(part for part in rest if part.partition("=")[0] not in told),
    )


def _universal(fact: Fact, book: SourceBook) -> Grant:
    terms, rest = noted(fact)
    stay = stay_of(fact)
    ended = _told(fact, "ended")
    return Grant(
        issuer=fact["issuers"],
        destination=fact["destination"],
        excluding=fact.codes("except"),
        classes=fact.classes(),
        stay=UNSET if stay is None else stay,
        terms=_once(terms),
        in_force=fact.date("in_force"),
        ended=PartialDate.parse(ended) if ended else UNSET,
        status=status_of(fact) or UNSET,
        confidence=book.dissent(fact),
        note=";".join(part for part in rest if not part.startswith("ended=")),
    )


def _once(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(set(terms)))
