"""Facts and classes that no question can state are refused with what was expected."""

from __future__ import annotations

import json

import pytest
from tests.cli.run import run

ASKED = ("check", "--passport", "TGO:diplomatic", "--to", "KAZ", "--on", "2026-01-10")

REFUSED = [
    (("--fact", "group_size=many"), "'many' does not answer group_size", "a whole number"),
    (("--fact", "born=soon"), "'soon' does not answer born", "a day such as 1980-05-31"),
    (("--fact", "direct=perhaps"), "'perhaps' does not answer direct", "yes or no"),
    (("--fact", "entry_point=harbour"), "'harbour' does not answer entry_point", "international"),
    (("--fact", "sex=x"), "'x' does not answer sex", "one of female, male, other"),
    (("--fact", "accompanied_by=spouse+dog"), "does not answer accompanied_by", "spouse"),
    (("--fact", "visas=Nowhereland"), "no state is called", "a state's name"),
]


@pytest.mark.parametrize(("more", "wrong", "expected"), REFUSED)
def test_an_answer_that_answers_nothing_is_refused(
    more: tuple[str, ...], wrong: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, *ASKED, *more)
    assert ran.status == 2
    said = " ".join(ran.err.split())
    assert wrong in said
    assert expected in said


@pytest.mark.parametrize(
    ("name", "said"),
    [("diplomatc", "write diplomatic, if that is meant"), ("any", "no class that a passport has")],
)
def test_a_class_no_passport_has_is_refused(
    name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "check", "--passport", f"TGO:{name}", "--to", "KAZ")
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


def test_states_in_facts_may_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("check", "--passport", "AFG:ordinary", "--to", "GEO", "--on", "2026-11-25", "--json")
    by_name = run(capsys, *asked, "--fact", "visas=qatar")
    by_code = run(capsys, *asked, "--visa", "QAT")
    assert json.loads(by_name.out) == json.loads(by_code.out)


def test_a_stay_past_the_end_of_the_calendar_is_no_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ran = run(capsys, *ASKED[:-1], "9999-12-30", "--days", "90")
    assert ran.status == 0
