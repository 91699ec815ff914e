"""What a person sees: every page as it was approved, in both languages, within 80 columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.run import approved, narrow, run

from comity.cli.app import COMMANDS
from comity.decide.question import Facts, Passport, Question

ON = ("--on", "2025-10-05")
TOGO = ("--passport", "TGO:diplomatic", "--to", "KAZ")
CHINA = ("--passport", "TGO:ordinary", "--to", "China")
MONGOLIA = ("--passport", "TGO:service", "--to", "Mongolia")
YEARS = ("--since", "2010-01-01", "--before", "2026-01-01")

PAGES = {
    "partners": ("partners", "Togo", *ON, "--over-time"),
    "partners-fr": ("partners", "Togo", *ON, "--over-time", "--lang", "fr"),
    "partners-issuer": ("partners", "TGO", *ON, "--as", "issuer", "--class", "ordinary"),
    "partners-past": ("partners", "Togo", "--on", "2018-06-01", "--as", "destination"),
    "partners-group": ("partners", "ECOWAS", "--on", "2024-01-01"),
    "partners-none": ("partners", "Mongolia", *ON),
    "partners-early": ("partners", "Togo", "--on", "1950-01-01", "--over-time"),
    "dossier": ("dossier", "Togo", "Kazakhstan", *ON),
    "dossier-fr": ("dossier", "Togo", "Kazakhstan", *ON, "--lang", "fr"),
    "dossier-before": ("dossier", "TGO", "KAZ", "--on", "2025-09-23"),
    "dossier-known": ("dossier", "TGO", "KAZ", *ON, "--known-on", "2023-12-31"),
    "dossier-group": ("dossier", "Togo", "Ghana", *ON),
    "dossier-gabon": ("dossier", "Togo", "Gabon", *ON),
    "dossier-nothing": ("dossier", "Togo", "Mongolia", *ON),
    "show": ("show", "KAZ-TGO-2025", *ON),
    "show-fr": ("show", "[KAZ-TGO-2025]", *ON, "--lang", "fr"),
    "show-listed": ("show", "GAB-TGO-2018", *ON),
    "show-group": ("show", "ECOWAS-1979", *ON),
    "check": ("check", *TOGO, *ON),
    "check-fr": ("check", *TOGO, *ON, "--lang", "fr"),
    "check-fr-known": ("check", *TOGO, *ON, "--known-on", "2025-09-24", "--lang", "fr"),
    "explain": ("explain", *TOGO, *ON),
    "explain-fr": ("explain", *TOGO, *ON, "--lang", "fr"),
    "explain-two": ("explain", *TOGO, "--passport", "TGO:ordinary", *ON),
    "explain-none": ("explain", "--passport", "TGO:service", "--to", "Mongolia", *ON),
    "why-not": ("explain", "--why-not", *TOGO, *ON),
    "why-not-fr": ("explain", "--why-not", *CHINA, *ON, "--lang", "fr"),
    "why-not-none": ("explain", "--why-not", *MONGOLIA, *ON),
    "when": ("when", *TOGO, *YEARS),
    "when-fr": ("when", *CHINA, *YEARS, "--lang", "fr"),
    "deadlines": ("deadlines", *ON),
    "deadlines-fr": ("deadlines", "Kazakhstan", *ON, "--lang", "fr"),
    "deadlines-none": ("deadlines", "Togo", *ON, "--within", "30"),
    "audit": ("audit", *ON, "--most", "2"),
    "audit-fr": ("audit", *ON, "--kind", "not_seen_in_force", "--lang", "fr"),
    "states-one": ("states", "Togo"),
    "states-one-fr": ("states", "tg", "--lang", "fr"),
    "states-withdrawn": ("states", "YUG"),
    "states-classes-fr": ("states", "--classes", "--lang", "fr"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *PAGES[name], "--register", register)
    assert (ran.status, ran.err) == (0, "")
    narrow(ran.out)
    assert "\x1b" not in ran.out
    approved(name, ran.out)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"import"}))
def test_help_explains_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, command, "--help")
    assert ran.status == 0
    assert f"comity {command}" in re.split("Examples?:", ran.out)[1]
    narrow(ran.out)


def test_the_list_of_states_has_every_code_once(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = run(capsys, "states", "--lang", "fr").out.splitlines()
    assert "CIV  Côte d’Ivoire" in lines
    assert len({line.split()[0] for line in lines}) == len(lines) > 249


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_says_where_to_put_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "completion", shell)
    first, *script = ran.out.splitlines()
    assert first.startswith("#")
    assert shell in first
    assert any("_COMITY_COMPLETE" in line for line in script)


def test_the_shell_completes_commands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_COMITY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "comity part")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert "partners" in run(capsys).out


# -- errors --------------------------------------------------------------------------------

WRONG = [
    (("partners", "Tofo"), "no state is called 'Tofo'"),
    (("partners", "Togo", "--class", "diplomat"), "'diplomat' is no passport class"),
    (("partners", "Togo", "--on", "2025-13-01"), "'2025-13-01' is no day"),
    (("partners", "Togo", "--as", "guest"), "'guest' is not one of"),
    (("dossier", "Togo", "TGO"), "'Togo' and 'TGO' are one state"),
    (("dossier", "Togo"), "Missing argument"),
    (("show", "TGO-KAZ-2025"), "did you mean KAZ-TGO-2025?"),
    (("show", "GAB-TGO-2019"), "did you mean GAB-TGO-2018?"),
    (("show", "nothing at all"), "see comity partners STATE"),
    (("show", "KAZ-TGO-2025", "--known-on", "2025-01-01"), "there is no instrument"),
    (("states", "Atlantis"), "no state is called 'Atlantis'"),
    (("partnerz", "Togo"), "Did you mean 'partners'?"),
    (("completion", "cmd"), "'cmd' is not one of"),
]


@pytest.mark.parametrize(("args", "said"), WRONG)
def test_an_error_says_what_and_exits_2(
    args: tuple[str, ...],
    said: str,
    register: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asks = args[0] in ("partners", "dossier", "show", "states")
    ran = run(capsys, *args, *(("--register", register) if asks else ()))
    assert (ran.status, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_a_register_that_is_not_there_exits_65(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "partners", "Togo", "--register", "nowhere")
    assert ran.status == 65
    assert "there is no register" in ran.err


def test_the_guide_to_questions_names_every_field() -> None:
    guide = Path(__file__).resolve().parents[2].joinpath("docs", "questions.md").read_text()
    named = set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE))
    fields = {*Facts.__struct_fields__, *Passport.__struct_fields__, *Question.__struct_fields__}
    assert named == fields - {"passports", "facts"}
