from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from tests.mrz.zones import reading, td1, td3, visa

from comity.cli.app import main
from comity.cli.mrzcheck import answered, show
from comity.decide.decision import Allowance, Decision, Knowledge, Outcome
from comity.decide.question import Passport
from comity.mrz import MrzError, shipped
from comity.say import Sayer
from comity.say.mrz import because_text, class_text, warning_text

ON = ["--on", "2026-11-24"]


def text(*documents: list[str]) -> str:
    return "\n\n".join("\n".join(lines) for lines in documents) + "\n"


class Run:
    """What a run of the program printed, and its exit status."""

    def __init__(
        self,
        arguments: list[str],
        given: str | bytes,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        raw = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main(arguments)
        self.status = end.value.code
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda arguments, given="": Run(arguments, given, capsys, monkeypatch)


def test_json_of_one_document(run: Any) -> None:
    done = run(["mrz", "-", "--json", *ON], text(td3("PM", "KOR")))
    assert done.status == 0
    assert list(done.json) == [
        "format",
        "document_code",
        "issuer",
        "nationality",
        "class",
        "expires",
        "checks",
        "warnings",
    ]
    assert done.json["format"] == "TD3"
    assert done.json["expires"] == "2030-01-01"
    assert [item["class"] for item in done.json["class"]["candidates"]] == ["ordinary", "military"]
    assert all(item["because"] for item in done.json["class"]["candidates"])
    assert done.json["checks"][0] == {"field": "number", "ok": True, "position": 10, "line": 2}


def test_what_concerns_the_holder_is_shown_only_when_asked_for(run: Any) -> None:
    given = text(td3(name="SECRET<<ONE", number="S3CRET<<<", optional="OPT1ONAL"))
    for arguments in (["mrz", "-"], ["mrz", "-", "--json"], ["mrz", "-", "--lang", "fr"]):
        closed = run([*arguments, *ON], given)
        shown = run([*arguments, "--personal", *ON], given)
        for part in ("SECRET", "S3CRET", "OPT1ONAL", "1980"):
            assert part not in closed.out
            assert part in shown.out


def test_a_wrong_digit_is_told_with_its_place(run: Any) -> None:
    lines = td3(number="A0234567<")
    lines[1] = lines[1].replace("A0", "AO", 1)
    done = run(["mrz", "-", *ON], text(lines))
    assert done.status == 65
    assert "document number: wrong, line 2, position 10" in done.out
    assert "perhaps 0 for O at line 2, position 2" in done.out
    assert run(["mrz", *lines, "--json", *ON]).json["checks"][0]["misreads"][0] == {
        "line": 2,
        "position": 2,
        "read": "O",
        "likely": "0",
    }


def test_several_documents_and_one_that_is_none(run: Any) -> None:
    given = text(td3(), ["NONSENSE"], td1("AC"))
    done = run(["mrz", "-", "--json", *ON], given)
    assert done.status == 65
    first, second, third = done.json["documents"]
    assert (first["format"], third["format"]) == ("TD3", "TD1")
    assert "no machine-readable zone" in second["error"]["message"]
    plain = run(["mrz", "-", *ON], given)
    assert plain.status == 65
    assert "2: lines of 8 characters, 1 in all" in plain.out
    assert "crew member certificate" in plain.out


@pytest.mark.parametrize("given", ["", "NONSENSE\n", b"\xff\xfe\n"])
def test_what_is_no_zone_exits_65(run: Any, given: str | bytes) -> None:
    done = run(["mrz", "-"], given)
    assert done.status == 65
    assert "Error: " in done.err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everything_can_be_said(lang: str) -> None:
    say = Sayer(lang)
    dates = [{}, {"expires": "360601"}, {"expires": "<<<<<<"}, {"expires": "370101"}]
    codes = [("P" + line.letter, line.issuer) for line in shipped().letters]
    for more in dates:
        for code, issuer in codes:
            found = reading(td3(code, "TGO" if issuer == "*" else issuer, sex="X", **more))
            for item in found.candidates:
                assert class_text(item, say)
                assert because_text(item, found.document_code, say)
            assert all(warning_text(item, say) for item in found.warnings)
    odd = [
        td3("PP", "UTO", "QQQ", born="741301", expires="301301"),
        td3("P<", "", name="A" * 39, expires="200101"),
        td3("PL", "XXA"),
        td3("PL", "SUN"),
        td3("PL", "QQQ"),
        visa(44),
    ]
    said = {warning.code for lines in odd for warning in reading(lines).warnings}
    assert all(warning_text(item, say) for lines in odd for item in reading(lines).warnings)
    assert said >= {"specimen", "historical", "no_issuer", "birth_unreadable", "name_truncated"}
    late = reading(td3("P<", expires="380101"), date(2030, 1, 1))
    assert all(warning_text(item, say) for item in late.warnings)


def decided(outcome: Outcome, passport: Passport, days: int | None = None) -> Decision:
    return Decision(
        passport={"issuer": passport.issuer, "passport_class": passport.passport_class.value},
        to="KAZ",
        on=date(2026, 12, 1),
        outcome=outcome,
        allowance=Allowance(days=days),
        knowledge=Knowledge(as_of="2026-11-24", oldest_source=None, newest_source=None),
    )


NOTHING: dict[str, Any] = dict.fromkeys(("nationality", "expires", "issued", "biometric"))
PO_CHN = text(td3("PO", "CHN", expires="301231"))


def test_candidates_that_agree_are_answered_with_the_shortest_stay() -> None:
    days = {"ordinary": 30, "official": 90, "service": None}
    asked: list[Passport] = []

    def decide(held: tuple[Passport, ...]) -> Decision:
        asked.extend(held)
        return decided(Outcome.EXEMPT, held[0], days[held[0].passport_class.value])

    answer = answered(PO_CHN, NOTHING, decide)
    assert {item.passport_class.value for item in asked} == set(days)
    assert {item.expires for item in asked} == {date(2030, 12, 31)}
    assert answer.outcome is Outcome.EXEMPT
    assert answer.decision is not None
    assert answer.decision.allowance.days == 30


def test_candidates_that_disagree_are_not_answered() -> None:
    def decide(held: tuple[Passport, ...]) -> Decision:
        ordinary = held[0].passport_class.value == "ordinary"
        return decided(Outcome.VISA_REQUIRED if ordinary else Outcome.EXEMPT, held[0])

    answer = answered(PO_CHN, NOTHING, decide)
    assert answer.decision is None
    assert answer.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("code", ["PM", "PU", "PE", "PT", "P<"])
def test_classes_that_no_act_speaks_of_are_not_asked_about(code: str) -> None:
    def decide(held: tuple[Passport, ...]) -> Decision | None:
        assert held == ()
        return None

    answer = answered(text(td3(code, "TGO", expires="360601")), NOTHING, decide)
    assert [way.outcome for way in answer.ways] == [Outcome.UNKNOWN]
    assert answer.outcome is Outcome.UNKNOWN


def test_too_many_ways_to_read_are_refused() -> None:
    with pytest.raises(MrzError, match="64 ways"):
        answered(text(*[td3("PO", "CHN")] * 4), NOTHING, lambda held: None)


def test_check_reads_the_passport(run: Any) -> None:
    given = text(td3("PD", "TGO", expires="301231"))
    question = ["check", "--to", "KAZ", "--on", "2026-12-01", "--json"]
    done = run([*question, "--mrz", "-"], given)
    typed = run([*question, "--passport", "TGO:diplomatic", "--expires", "2030-12-31"])
    assert done.status == 0
    assert done.json["passport"] == {"issuer": "TGO", "passport_class": "diplomatic"}
    assert done.json["outcome"] == typed.json["outcome"]
    shown = done.json
    read_from = shown.pop("documents")
    assert shown == typed.json
    assert [item["code"] for item in read_from[0]["warnings"]] == ["customary_letter"]
    told = run([*question[:-1], "--mrz", "-"], given)
    assert "Note: the letter of PD was customary" in told.out


def test_check_asks_for_the_title_where_the_answer_turns_on_it(run: Any) -> None:
    given = text(td3("PM", "KOR", expires="301231"))
    question = ["check", "--to", "KAZ", "--on", "2026-12-01", "--mrz", "-", "--exit-code"]
    done = run([*question, "--json"], given)
    assert done.status == 40
    assert done.json["outcome"] == "unknown"
    assert done.json["asks"] == "passport_class"
    assert [item["passports"][0]["passport_class"] for item in done.json["candidates"]] == [
        "ordinary",
        "military",
    ]
    told = run(question, given)
    assert told.status == 40
    assert "--passport KOR:CLASS" in told.out


def test_check_takes_no_wrong_digit(run: Any) -> None:
    lines = td3("PD", "TGO")
    lines[1] = lines[1].replace("X00000000", "X00000001")
    done = run(["check", "--to", "KAZ", "--mrz", "-"], text(lines))
    assert done.status == 65
    assert "line 2, position 10" in done.err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_answer_that_holds_for_every_class_says_so(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answered(PO_CHN, NOTHING, lambda held: decided(Outcome.VISA_REQUIRED, held[0]))
    show(answer, Sayer(lang), as_json=False)
    told = capsys.readouterr().out
    say = Sayer(lang)
    assert say.text("outcome.visa_required").upper() in told
    assert all(say.passport_class(name) in told for name in ("official", "service", "ordinary"))
    show(answer, Sayer(lang), as_json=True)
    assert json.loads(capsys.readouterr().out)["outcome"] == "visa_required"


def test_a_nationality_that_is_left_out_is_not_told(run: Any) -> None:
    assert "Nationality" not in run(["mrz", *td3("PD", "TGO", ""), *ON]).out
    assert run(["mrz", *td3("PD", "TGO", ""), "--json", *ON]).json["nationality"] is None
