"""Every kind of clause of clauses.md: written in a record, decided, with its outcome.

The names of these tests stand in docs/clauses.md beside the clauses they show.
"""

from __future__ import annotations

from datetime import date

import pytest

from comity.decide.decision import Outcome
from comity.law.dates import PartialDate
from comity.law.groups import Group, Membership
from comity.register.view import View

from .small import IN_FORCE, ask, codes, instrument, store

EXEMPT, CONDITIONAL = Outcome.EXEMPT, Outcome.CONDITIONAL
REQUIRED, UNKNOWN = Outcome.VISA_REQUIRED, Outcome.UNKNOWN


def test_c01_nationality() -> None:
    act = instrument("terms: {holder_nationality: [AAA]}")
    assert ask(act).outcome is EXEMPT
    assert ask(act, passport={"nationality": "CCC"}).outcome is UNKNOWN
    silent = instrument()
    assert ask(silent, passport={"nationality": "XXA"}).considered[0].reason == "not_a_national"
    assert codes(ask(silent, passport={"nationality": "CCC"}).conditions) == [
        "nationality_not_settled"
    ]
    free = instrument("terms: {holder_need_not_be_national: true}")
    assert ask(free, passport={"nationality": "CCC"}).outcome is EXEMPT


def test_c02_documents() -> None:
    act = instrument("terms: {biometric_only: true}")
    assert ask(act).outcome is CONDITIONAL
    assert ask(act, passport={"biometric": True}).outcome is EXEMPT
    assert ask(act, passport={"biometric": False}).outcome is UNKNOWN
    assert ask(act, passport_class="ordinary").considered[0].reason == "class_not_covered"
    assert codes(ask(instrument(), passport_class="official").assumptions) == ["class_equivalence"]


def test_c03_passport_validity() -> None:
    act = instrument("terms: {passport_valid_months: 6}")
    assert ask(act).conditions[0].asks == "expires"
    assert ask(act, passport={"expires": date(2015, 12, 1)}).outcome is EXEMPT
    assert ask(act, passport={"expires": date(2015, 11, 30)}).outcome is UNKNOWN
    leaving = instrument("stay: 90/visit\n  terms: {passport_valid_months: '3:exit'}")
    held = {"expires": date(2015, 9, 30)}
    assert ask(leaving, until="2015-06-30", passport=held).outcome is EXEMPT
    assert ask(leaving, until="2015-07-01", passport=held).outcome is UNKNOWN
    issued = instrument("terms: {passport_issued_within_years: 10}")
    assert ask(issued, passport={"issued": date(2005, 6, 1)}).outcome is EXEMPT
    assert ask(issued, passport={"issued": date(2005, 5, 31)}).outcome is UNKNOWN


def test_c04_purposes() -> None:
    act = instrument("terms: {not_paid_activity: true, not_study: true}")
    assert ask(act).outcome is CONDITIONAL
    assert ask(act, purpose="official").outcome is EXEMPT
    assert ask(act, purpose="study").outcome is UNKNOWN
    official = instrument("terms: {official_travel_only: true}")
    assert ask(official, purpose="private").outcome is UNKNOWN
    assert ask(official, purpose="official").outcome is EXEMPT


def test_c05_length_of_stay() -> None:
    act = instrument("stay: 30/visit&90/180")
    found = ask(act).allowance
    assert (found.days, found.until) == (30, date(2015, 6, 30))
    assert ask(act, until="2015-06-30").outcome is EXEMPT
    assert ask(act, until="2015-07-01").outcome is REQUIRED
    months = instrument("stay: 3m/visit")
    assert ask(months, on="2026-02-01").allowance.days == 89
    assert ask(months, on="2026-07-01").allowance.days == 92


@pytest.mark.parametrize(
    ("stay", "per", "window"),
    [
        ("90/180", "rolling", 180),
        ("90/180@first-entry", "first_entry", 180),
        ("90/6m@first-entry", "first_entry", 6),
        ("90/half-year", "half_year", None),
        ("90/calendar-year", "calendar_year", None),
        ("90/180@?", "unstated", 180),
        ("90/visit", "visit", None),
        ("mission", "mission", None),
        ("unlimited", "unlimited", None),
    ],
)
def test_c06_stay_window(stay: str, per: str, window: int | None) -> None:
    limit = ask(instrument(f"stay: {stay}")).allowance.limits[0]
    assert (limit.per, limit.window) == (per, window)


def test_c07_area_days() -> None:
    act = instrument("stay: 90/180\n  terms: {counts_schengen_days: from_entry}")
    assert "counts_schengen_days" in codes(ask(act).remarks)


def test_c08_extension() -> None:
    act = instrument("terms: {extendable: 30, longer_stay: extension}")
    decision = ask(act)
    assert "extendable" in codes(decision.remarks)
    assert "longer_stay" in codes(decision.obligations)


@pytest.mark.parametrize(
    ("effect", "outcome", "code"),
    [
        ("exempt", EXEMPT, ""),
        ("regularise:30", EXEMPT, "accreditation_within_days"),
        ("visa_first", REQUIRED, ""),
        ("excluded", UNKNOWN, ""),
        ("only", EXEMPT, ""),
    ],
)
def test_c09_accredited_staff(effect: str, outcome: Outcome, code: str) -> None:
    act = instrument(f"terms: {{accredited: '{effect}', accredited_notice: 30}}")
    decision = ask(act, role="accredited")
    assert decision.outcome is outcome
    if code:
        assert code in codes(decision.obligations)
    if outcome is EXEMPT:
        assert "accredited_notice" in codes(decision.obligations)
    visitor = ask(act)
    assert (visitor.outcome is EXEMPT) is (effect != "only")
    assert "accredited_notice" not in codes(visitor.obligations)
    assert ask(instrument(), role="accredited").outcome is UNKNOWN  # silence


def test_c09_the_host_is_silent() -> None:
    act = instrument("terms: {accredited: exempt, accredited_no_objection_days: 30}")
    assert ask(act, role="accredited").outcome is CONDITIONAL
    assert ask(act, role="accredited", objection=False).outcome is EXEMPT
    assert ask(act, role="accredited", objection=True).outcome is UNKNOWN
    assert ask(act).outcome is EXEMPT


def test_c10_international_organisations() -> None:
    act = instrument("terms: {organisation_staff: excluded}")
    assert ask(act).outcome is CONDITIONAL
    assert ask(act, organisation="staff").outcome is UNKNOWN
    assert ask(act, organisation="none").outcome is EXEMPT


def test_c11_family() -> None:
    act = instrument("terms: {accredited: exempt, family: household, family_age_max: 21}")
    assert ask(act, role="family", household=True, born=date(1996, 1, 1)).outcome is EXEMPT
    assert ask(act, role="family", household=True, born=date(1990, 1, 1)).outcome is UNKNOWN
    assert ask(act, role="family", household=False, born=date(1996, 1, 1)).outcome is UNKNOWN
    assert codes(ask(act, role="family").conditions) == ["family_age_max", "family"]
    assert ask(instrument("terms: {accredited: exempt}"), role="family").outcome is UNKNOWN


def test_c12_residents_return() -> None:
    act = instrument("terms: {residence_permit: true}")
    assert ask(act).outcome is CONDITIONAL
    assert ask(act, permits=("BBB",)).outcome is EXEMPT
    assert ask(act, permits=("CCC",)).outcome is UNKNOWN


def test_c13_high_officials() -> None:
    act = instrument("terms: {announce_high_officials: vice_minister}")
    decision = ask(act)
    assert decision.outcome is EXEMPT
    assert codes(decision.obligations) == ["announce_high_officials"]


def test_c14_border_points() -> None:
    act = instrument("terms: {entry_points: international_airports}")
    from comity.decide.question import EntryPoint

    assert ask(act).outcome is CONDITIONAL
    assert ask(act, entry_point=EntryPoint.INTERNATIONAL_AIRPORT).outcome is EXEMPT
    assert ask(act, entry_point=EntryPoint.INTERNATIONAL).outcome is UNKNOWN


def test_c15_fees() -> None:
    assert codes(ask(instrument("terms: {fee: true}")).obligations) == ["fee"]
    gratis = ask(instrument("terms: {gratis_visa: true}"))
    assert (gratis.outcome, gratis.formality) == (REQUIRED, "gratis_visa")


def test_c16_host_law() -> None:
    act = instrument("terms: {registration_after_days: 15}")
    assert codes(ask(act).obligations) == ["registration_after_days"]


@pytest.mark.parametrize(
    "kind",
    [
        "refusal",
        "lost_passport",
        "readmission",
        "savings",
        "data_protection",
        "authorities",
        "third_country_rules",
        "disputes",
        "amendment",
        "host_law",
    ],
)
def test_clauses_that_decide_no_case(kind: str) -> None:
    """C16 to C23, C31, C32: kept with article and parameters; they leave the answer alone."""
    act = instrument(rest=f"clauses:\n- {{kind: {kind}, article: '7', parameters: {{n: 30}}}}")
    assert act.clauses[0].kind == kind
    assert ask(act).outcome is EXEMPT


def test_c24_c25_specimens() -> None:
    from comity.dossier.deadlines import deadlines

    act = instrument(
        acts="- {kind: entry_into_force, date: 2010-03-01, sources: [text]}",
        rest="specimens:\n  initial: {n: 30, anchor: entry_into_force}\n"
        "  change: {n: 30, anchor: introduction, before: true, soft: true}",
    )
    found = deadlines(View(store(act)), date(2010, 3, 10))
    assert ("specimens", "2010-03-31") in [(item.kind, item.due) for item in found]


@pytest.mark.parametrize(
    ("rule", "acts", "day"),
    [
        ("anchor: signature, n: 30", "", "2010-01-31"),
        ("anchor: signature, n: 1, unit: month", "", "2010-02-01"),
        ("anchor: signature, n: 0", "", "2010-01-01"),
        ("anchor: signature, first_of_month: 2", "", "2010-03-01"),
        ("anchor: signature, n: 60, after_lapse: true", "", "2010-03-03"),
        ("anchor: fixed, date: 2010-02-01", "", "2010-02-01"),
        (
            "anchor: last_receipt, n: 30",
            "- {kind: notification, by: AAA, date: 2010-01-20, received: 2010-02-01, "
            "sources: [text]}\n"
            "- {kind: notification, by: BBB, date: 2010-01-25, received: 2010-01-28, "
            "sources: [text]}",
            "2010-03-03",
        ),
        (
            "anchor: last_notification, n: 30",
            "- {kind: notification, by: AAA, date: 2010-01-20, sources: [text]}\n"
            "- {kind: notification, by: BBB, date: 2010-01-25, sources: [text]}",
            "2010-02-24",
        ),
    ],
)
def test_c26_entry_into_force(rule: str, acts: str, day: str) -> None:
    act = instrument(acts=acts, rest=f"entry_into_force: {{{rule}}}\nsources: [text]")
    eve = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    assert ask(act, on=eve).outcome is not EXEMPT
    assert ask(act, on=day).outcome is EXEMPT


def test_c26_waits_for_a_notification() -> None:
    act = instrument(
        acts="- {kind: notification, by: AAA, date: 2010-01-20, sources: [text]}",
        rest="entry_into_force: {anchor: last_notification, n: 30}\nsources: [text]",
    )
    decision = ask(act)
    assert decision.outcome is UNKNOWN
    assert ("waits_for_notification", "BBB") in [(m.code, m.value) for m in decision.missing]


def test_c26_provisional_application() -> None:
    act = instrument(acts="- {kind: provisional_application, date: 2010-01-01, sources: [text]}")
    decision = ask(act, on="2010-01-02")
    assert decision.outcome is EXEMPT
    assert decision.basis[0].state == "provisional"


def test_c26_conditional_on_another_act() -> None:
    other = instrument(name="AAA-BBB-2011", acts="")
    act = instrument(
        acts="",
        rest="entry_into_force: {anchor: signature, n: 30, requires: AAA-BBB-2011}\n"
        "sources: [text]",
    )
    assert ask(act, other).outcome is UNKNOWN
    done = instrument(name="AAA-BBB-2011", acts=IN_FORCE)
    assert [b.instrument for b in ask(act, done, on="2010-03-01").basis] == [
        "AAA-BBB-2010",
        "AAA-BBB-2011",
    ]


def test_c27_duration() -> None:
    from comity.dossier.deadlines import deadlines

    act = instrument(
        acts="- {kind: entry_into_force, date: 2026-03-15, sources: [text]}",
        rest="duration: {years: 5, tacit_renewal: true, notice: {n: 90, before: true}}",
    )
    found = {item.kind: item.due for item in deadlines(View(store(act)), date(2027, 1, 1))}
    assert found["expiry"] == "2031-03-14"  # lifecycle D8
    assert found["stop_renewal"] == "2030-12-14"


def test_c28_termination() -> None:
    act = instrument(
        acts=IN_FORCE + "\n- {kind: denunciation, by: BBB, date: 2015-01-10, "
        "effect: 2015-04-10, sources: [text]}",
        rest="termination: {notice: {n: 3, unit: month, anchor: receipt}}",
    )
    assert ask(act, on="2015-04-09").outcome is EXEMPT
    assert ask(act, on="2015-04-10").considered[0].reason == "denounced"


def test_c28_ends_with_another() -> None:
    other = instrument(
        name="AAA-BBB-2009",
        acts="- {kind: suspension, date: 2014-01-01, sources: [text]}",
    )
    act = instrument(rest="ends_with:\n- {instrument: AAA-BBB-2009, on_suspension: true}")
    assert "AAA-BBB-2010" not in [b.instrument for b in ask(act, other).basis]
    assert ask(act, other, on="2013-12-31").basis[0].instrument


def test_c29_suspension() -> None:
    act = instrument(
        acts=IN_FORCE + "\n- {kind: suspension, date: 2014-01-01, until: 2015-01-01, "
        "scope: {issuer: AAA, classes: [diplomatic]}, sources: [text]}",
        rest="suspension: {grounds: [public_order], notice: {n: 48, unit: hour, before: true}}",
    )
    assert ask(act, on="2014-06-01").considered[0].reason == "suspended"
    assert ask(act, on="2014-06-01", passport_class="service").outcome is EXEMPT
    assert ask(act, on="2015-01-01").outcome is EXEMPT


ARTICLE_3 = (
    IN_FORCE + "\n- {kind: suspension, date: 2014-01-01, scope: {articles: ['3']}, sources: [text]}"
)


def test_c29_suspension_of_some_articles() -> None:
    """Clauses.md 6.8: the unit of validity is the article, sometimes the paragraph."""
    of_it = ask(instrument("article: '3(1)'", acts=ARTICLE_3), on="2014-06-01")
    assert of_it.considered[0].reason == "suspended"
    beside = ask(instrument("article: '2'", acts=ARTICLE_3), on="2014-06-01")
    assert beside.outcome is EXEMPT
    silent = instrument("stay: 30/visit", acts=ARTICLE_3)
    assert codes(ask(silent, on="2014-06-01").conditions) == ["perhaps_suspended"]
    in_part = ask(instrument("article: '2, 3'", acts=ARTICLE_3), on="2014-06-01")
    assert in_part.outcome is CONDITIONAL


def test_c29_resumption_of_some_articles() -> None:
    back = ARTICLE_3 + (
        "\n- {kind: resumption, date: 2015-01-01, scope: {articles: ['3', '4']}, sources: [text]}"
    )
    silent = instrument("stay: 30/visit", acts=back)
    assert ask(silent, on="2014-12-31").outcome is CONDITIONAL
    assert ask(silent, on="2015-01-01").outcome is EXEMPT
    fewer = instrument("stay: 30/visit", acts=back.replace("'3', '4'", "'4'"))
    assert ask(fewer, on="2015-01-01").outcome is CONDITIONAL
    whole = instrument(
        "stay: 30/visit", acts=back.replace("2014-01-01, scope: {articles: ['3']}", "2014-01-01")
    )
    assert codes(ask(whole, on="2015-01-01").conditions) == ["perhaps_resumed"]


def test_c28_and_c26_of_some_articles() -> None:
    ended = IN_FORCE + (
        "\n- {kind: denunciation, date: 2014-01-01, effect: 2014-04-01, scope: {articles: ['5']},"
        " sources: [text]}"
    )
    silent = instrument("stay: 30/visit", acts=ended)
    assert codes(ask(silent, on="2014-04-01").conditions) == ["perhaps_ended"]
    assert ask(silent, on="2014-03-31").outcome is EXEMPT
    assert ask(instrument("article: '1'", acts=ended), on="2014-04-01").outcome is EXEMPT
    vague = instrument("stay: 30/visit", acts=ended.replace(" effect: 2014-04-01,", ""))
    assert ask(vague, on="2014-04-01").outcome is EXEMPT
    force = IN_FORCE.replace("sources", "scope: {articles: ['2-4']}, sources")
    assert codes(ask(instrument("stay: 30/visit", acts=force)).conditions) == ["perhaps_in_force"]
    assert ask(instrument("article: '3'", acts=force)).outcome is EXEMPT
    assert ask(instrument("article: '1'", acts=force)).outcome is UNKNOWN


def test_c33_some_articles_replaced() -> None:
    later = instrument(
        name="AAA-BBB-2012",
        acts="- {kind: entry_into_force, date: 2012-05-01, sources: [text]}",
        rest="supersedes:\n- {instrument: AAA-BBB-2010, articles: ['7-9']}",
    )

    def earlier(grant: str) -> list[str]:
        decision = ask(instrument(grant), later, on="2012-05-01")
        return [item.reason for item in decision.considered]

    assert earlier("article: '8'") == ["replaced_by"]
    assert earlier("article: '1'") == []
    assert earlier("stay: 30/visit") == ["less_favourable"]


def test_c30_persons_inside() -> None:
    act = instrument(
        acts=IN_FORCE + "\n- {kind: termination, date: 2015-06-20, sources: [text]}",
        rest="termination: {notice: {n: 90}, protects_present: true}",
    )
    decision = ask(act, until="2015-06-30")
    assert ("ends_during_stay", "2015-06-20") in [(n.code, n.value) for n in decision.remarks]
    assert codes(ask(act, until="2015-06-19").remarks) == []


def test_c31_amendment() -> None:
    change = instrument(
        "stay: 90/visit",
        name="AAA-BBB-2012",
        acts="- {kind: entry_into_force, date: 2012-05-01, sources: [text]}",
        rest="amends: AAA-BBB-2010\nsupersedes:\n- {instrument: AAA-BBB-2010, mode: ends, "
        "classes: [diplomatic]}",
    )
    act = instrument("stay: 30/visit")
    assert ask(act, change, on="2012-04-30").allowance.days == 30
    assert ask(act, change, on="2012-05-01").allowance.days == 90
    assert ask(act, change, on="2012-05-01", passport_class="service").allowance.days == 90


def test_c33_earlier_acts() -> None:
    later = instrument(
        "stay: 30/visit",
        name="AAA-BBB-2012",
        acts="- {kind: entry_into_force, date: 2012-05-01, sources: [text]}",
        rest="supersedes:\n- {instrument: AAA-BBB-2010}",
    )
    act = instrument("stay: 90/visit")
    decision = ask(act, later, on="2012-05-01")
    assert decision.allowance.days == 30
    assert decision.considered[0].reason == "replaced_by"
    asleep = instrument(
        "stay: 30/visit",
        name="AAA-BBB-2012",
        acts="- {kind: entry_into_force, date: 2012-05-01, sources: [text]}",
        rest="supersedes:\n- {instrument: AAA-BBB-2010, mode: suspends}",
    )
    assert ask(act, asleep, on="2012-05-01").considered[0].reason == "asleep_under"


def test_c34_territory() -> None:
    group = Group(
        id="ZONE",
        name={"en": "Zone"},
        aliases=("Zone",),
        members=(
            Membership(state="BBB", since=PartialDate.parse("2012-01-01"), sources=("text",)),
        ),
    )
    act = instrument("terms: {territory: Zone}")
    assert ask(act, on="2011-12-31", groups=(group,)).outcome is UNKNOWN
    assert ask(act, on="2012-01-01", groups=(group,)).outcome is EXEMPT
    outside = instrument("terms: {territory_excludes: BBB}")
    assert ask(outside).considered[0].reason == "outside_territory"
    islands = instrument("terms: {territory_excludes: BBB_overseas}")
    assert "territory_excludes" in codes(ask(islands).remarks)


def test_c35_c36_languages_and_form() -> None:
    act = instrument(rest="languages: [en, fr]\nprevailing: en\nform: exchange_of_notes")
    assert (act.languages, act.prevailing, act.form) == (("en", "fr"), "en", "exchange_of_notes")
    assert ask(act).outcome is EXEMPT


def test_a_source_not_yet_known_is_left_out() -> None:
    act = instrument()
    assert ask(act, known_on="2010-01-04").outcome is UNKNOWN
    assert ask(act, known_on="2010-01-05").outcome is EXEMPT
