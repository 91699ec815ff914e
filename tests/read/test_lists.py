"""Lists: bulletins of treaties, whose items have no verb, and digests of several reports."""

from __future__ import annotations

from comity.read import Act, read_announcement

BULLETIN = """Bulletin of international acts, first quarter
Ministry of Foreign Affairs of Belize

A. SIGNED
Fiji. Agreement on the abolition of visas, diplomatic and official passports. Suva, 4 February 2025.
Tonga. Social security. Belmopan, 11 March 2025.

B. ENTERED INTO FORCE
Malta. Visa exemption, diplomatic passports. Signed 9 May 2024; in force 1 January 2025.

C. TERMINATED OR SUSPENDED
None.
"""

DIGEST = """Consular week

• Nepal and Cuba signed on 3 June 2025 a visa waiver agreement for diplomatic passports.

• Angola. The visa waiver agreement with Peru for service passports entered into force
on 1 June 2025.

• Fiji. The parliament approved on 4 June 2025 the visa waiver agreement with Oman.
"""


def told(acts: tuple[Act, ...]) -> set[tuple[str, tuple[str, ...], str | None, str | None]]:
    return {(a.kind, a.states, a.subject, a.date) for a in acts}


def test_items_of_a_bulletin_are_acts_of_the_state_whose_it_is() -> None:
    reading = read_announcement(BULLETIN, published="2025-04-02", lang="en")
    assert told(reading.acts) == {
        ("signature", ("BLZ", "FJI"), "visa_exemption", "2025-02-04"),
        ("signature", ("BLZ", "TON"), "labour", "2025-03-11"),
        ("entry_into_force", ("BLZ", "MLT"), "visa_exemption", "2025-01-01"),
        ("signature", ("BLZ", "MLT"), "visa_exemption", "2024-05-09"),
    }
    assert [a.date for a in reading.acts if a.background] == ["2024-05-09"]
    assert {a.place for a in reading.acts if a.kind == "signature"} == {"Suva", "Belmopan", None}


def test_reports_of_a_digest_do_not_lend_each_other_their_states() -> None:
    reading = read_announcement(DIGEST, published="2025-06-06", lang="en")
    assert told(reading.acts) == {
        ("signature", ("CUB", "NPL"), "visa_exemption", "2025-06-03"),
        ("entry_into_force", ("AGO", "PER"), "visa_exemption", "2025-06-01"),
        ("approval", ("FJI", "OMN"), "visa_exemption", "2025-06-04"),
    }
    for act in reading.acts:
        for spans in act.evidence.values():
            assert all(DIGEST[s.start : s.end] == s.text for s in spans)


APPROVED = """The parliament of Belize sat on 4 June 2025. It approved:

• the visa waiver agreement with Fiji for diplomatic passports;
• the visa waiver agreement with Tonga for official passports.
"""


def test_items_under_one_verb_have_its_act_and_their_own_partner() -> None:
    reading = read_announcement(APPROVED, published="2025-06-06", lang="en")
    assert {(a.kind, a.states, a.passport_classes) for a in reading.acts} == {
        ("approval", ("BLZ", "FJI"), ("diplomatic",)),
        ("approval", ("BLZ", "TON"), ("official",)),
    }


def test_a_day_that_opens_a_sentence_is_no_dateline() -> None:
    reading = read_announcement(
        "24 октября 2015 г. вступает в силу Соглашение между Россией и Шри-Ланкой о безвизовых"
        " поездках владельцев дипломатических паспортов.",
        published="2015-10-15",
    )
    assert [(a.kind, a.mode, a.date) for a in reading.acts] == [
        ("entry_into_force", "planned", "2015-10-24")
    ]
