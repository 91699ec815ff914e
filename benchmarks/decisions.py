"""Explained decisions a second, on one core, beside two general policy engines.

    python benchmarks/decisions.py

A register of 10,000 bilateral instruments is generated; the same yes-or-no question (may this
class of this issuer enter that state on that day) is put to Comity, which answers with its full
explanation, and to two general policy engines from the package index, which answer yes or no:
casbin (pip install casbin) and cedarpy (pip install cedarpy). A peer that is not installed is
left out, and said so.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import UNSET

from comity.decide.engine import decide
from comity.decide.question import Passport, Question
from comity.law.dates import PartialDate
from comity.law.instruments import Grant, InstrumentKind, Status
from comity.law.passports import PassportClass
from comity.law.sources import Source, SourceKind
from comity.law.stay import StayRule
from comity.law.terms import Term
from comity.records.model import Assertions, Listing, Records, Row
from comity.register.store import RecordStore
from comity.register.view import View

INSTRUMENTS = 10_000
QUESTIONS = 40_000
SEED = 20260301
CLASSES = (PassportClass.DIPLOMATIC, PassportClass.SERVICE, PassportClass.ORDINARY)


def register(rng: random.Random) -> tuple[RecordStore, list[tuple[str, str, date]]]:
    """A register of bilateral instruments between generated codes, both directions each."""
    codes = [f"Q{a}{b}" for a in "ABCDEFGHIJKLMN" for b in "ABCDEFGHIJKLMN"]
    source = Source(
        id="s",
        publisher="generated",
        kind=SourceKind.GAZETTE,
        date=PartialDate.parse("2024-01-01"),
        read=PartialDate.parse("2024-01-01"),
    )
    rows: list[Row] = []
    pairs: list[tuple[str, str, date]] = []
    for number in range(INSTRUMENTS):
        one, other = rng.sample(codes, 2)
        force = date(1990, 1, 1) + timedelta(days=rng.randrange(12_000))
        terms = (Term("not_paid_activity"),) if rng.random() < 0.3 else ()
        for issuer, to in ((one, other), (other, one)):
            grant = Grant(
                issuer=issuer,
                destination=to,
                classes=tuple(rng.sample(CLASSES, 2)),
                stay=StayRule.parse(rng.choice(["30/visit", "90/180", "30/visit&90/180"])),
                terms=terms,
                in_force=PartialDate.of(force),
                status=Status.IN_FORCE,
            )
            rows.append(
                Row(
                    line=len(rows) + 2,
                    instrument=f"I{number}",
                    kind=InstrumentKind.BILATERAL,
                    title="generated",
                    grant=grant,
                )
            )
            pairs.append((issuer, to, force))
    listing = Listing(
        id="l", title="generated", source="s", assertions=Assertions(rows_min=0, rows_max=len(rows))
    )
    records = Records(
        sources={"s": source},
        instruments={},
        relations={},
        groups={},
        profiles={},
        listings={"l": (listing, tuple(rows))},
    )
    return RecordStore(records), pairs


def timed(name: str, ask: Callable[[int], bool], count: int) -> float:
    """Questions a second of processor time, after one round that warms up."""
    for index in range(count):
        ask(index)
    start = time.process_time()
    yes = sum(ask(index) for index in range(count))
    rate = count / (time.process_time() - start)
    print(f"{name:<34} {rate:>12,.0f} a second   ({yes:,} of {count:,} yes)")
    return rate


def main() -> None:
    """Print the rates and the ratios."""
    rng = random.Random(SEED)
    store, pairs = register(rng)
    view = View(store)
    questions = []
    for _ in range(QUESTIONS):
        issuer, to, force = rng.choice(pairs)
        on = force + timedelta(days=rng.randrange(-400, 4_000))
        passport = Passport(issuer, rng.choice(CLASSES))
        questions.append(Question(passports=(passport,), to=to, on=on))
    own = timed(
        "comity, with full explanation",
        lambda index: decide(questions[index], view).outcome.value in ("exempt", "conditional"),
        QUESTIONS,
    )
    for name, peer in (("casbin", casbin_peer), ("cedarpy", cedar_peer)):
        made = peer(store)
        if made is None:
            print(f"{name:<34} not installed")
            continue
        ask, count = made
        rate = timed(f"{name}, yes or no", _asked(ask, questions), count)
        print(f"{'':<34} comity answers {own / rate:,.0f} times as many")


def _asked(ask: Callable[[Question], bool], questions: list[Question]) -> Callable[[int], bool]:
    return lambda index: ask(questions[index])


def _facts(store: RecordStore) -> Iterator[tuple[str, str, list[str], PartialDate]]:
    """Issuer, destination, classes and date of force of every generated grant."""
    for key in store.all_keys():
        for statement in store.statements(key):
            grant = statement.grant
            if grant.classes is not UNSET and grant.in_force is not UNSET:
                classes = [item.value for item in grant.classes]
                yield grant.issuer, grant.destination, classes, grant.in_force


Peer = tuple[Callable[[Question], bool], int]


def casbin_peer(store: RecordStore) -> Peer | None:
    """casbin: one policy line to a grant and class, matched on issuer, state, class and day."""
    try:
        import casbin
    except ImportError:
        return None
    model = casbin.Model()
    model.load_model_from_text(
        "[request_definition]\nr = iss, dst, cls, day\n"
        "[policy_definition]\np = iss, dst, cls, since\n"
        "[policy_effect]\ne = some(where (p.eft == allow))\n"
        "[matchers]\nm = r.iss == p.iss && r.dst == p.dst && r.cls == p.cls && r.day >= p.since\n"
    )
    enforcer = casbin.Enforcer(model)
    enforcer.add_policies(
        [
            [issuer, to, name, str(force)]
            for issuer, to, classes, force in _facts(store)
            for name in classes
        ]
    )

    def ask(question: Question) -> bool:
        passport = question.passports[0]
        return bool(
            enforcer.enforce(
                passport.issuer, question.to, passport.passport_class.value, question.on.isoformat()
            )
        )

    return ask, 5


def cedar_peer(store: RecordStore) -> Peer | None:
    """cedarpy: one permit to a grant; the day goes in as a number in the context."""
    try:
        import cedarpy
    except ImportError:
        return None
    policies = "\n".join(
        f'permit(principal == Issuer::"{issuer}", action == Action::"enter", '
        f'resource == State::"{to}") when {{ {json.dumps(classes)}.contains(context.class) '
        f"&& context.day >= {force.first} }};"
        for issuer, to, classes, force in _facts(store)
    )

    def ask(question: Question) -> bool:
        passport = question.passports[0]
        request = {
            "principal": f'Issuer::"{passport.issuer}"',
            "action": 'Action::"enter"',
            "resource": f'State::"{question.to}"',
            "context": {"class": passport.passport_class.value, "day": question.on.toordinal()},
        }
        return bool(cedarpy.is_authorized(request, policies, []).allowed)

    return ask, 5


if __name__ == "__main__":
    main()
