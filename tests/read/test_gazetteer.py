"""The gazetteers: every way a state is named in running text, one file per language."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from comity.names import all_states
from comity.read.words.lexicon import DATA
from comity.read.words.tokens import Tokens

FILES = [DATA / "gazetteer" / f"{code}.tsv" for code in "de en es fr it pt tr vi".split()]
KINDS = {"name", "long", "adjective", "demonym", "capital", "government"}
CODES = {each.code for each in all_states()}
NOT_MEMBERS = {"COK", "NIU", "PSE", "TWN", "VAT", "XKX"}
MEMBERS = {each.code for each in all_states() if each.kind == "state"} - NOT_MEMBERS
FLAG = re.compile(r"abbrev|common|us_state|ambiguous:[A-Z]{2,3}(\+[A-Z]{2,3})+")

Rows = list[tuple[str, str, list[str], set[str]]]


def rows(path: Path) -> Rows:
    found: Rows = []
    for line in path.read_text("utf-8").splitlines():
        code, kind, forms, flags = line.split("\t")
        found.append((code, kind, forms.split("|"), set(filter(None, flags.split(",")))))
    return found


def meant(flags: set[str]) -> set[str]:
    """The states an ambiguous form can mean; none if it is not ambiguous."""
    return {
        code
        for flag in flags
        if flag.startswith("ambiguous:")
        for code in flag.removeprefix("ambiguous:").split("+")
    }


def languages(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", FILES, ids=languages)
def test_format(path: Path) -> None:
    found = rows(path)
    assert [code for code, *_ in found] == sorted(code for code, *_ in found)
    for code, kind, forms, flags in found:
        assert code in CODES | {"EUE"}, code
        assert kind in KINDS, (code, kind)
        assert all(FLAG.fullmatch(flag) for flag in flags), (code, flags)
        for form in forms:
            assert form == form.strip(), (code, form)
            assert re.fullmatch(r"[^*\t|]+\*?", form), (code, form)
            assert form == unicodedata.normalize("NFC", form), (code, form)


@pytest.mark.parametrize("path", FILES, ids=languages)
def test_every_member_of_the_united_nations_is_whole(path: Path) -> None:
    assert len(MEMBERS) == 193
    held: dict[str, set[str]] = defaultdict(set)
    for code, kind, _, flags in rows(path):
        held[kind] |= {code, *meant(flags)}
    for kind in ("name", "adjective", "capital"):
        assert not MEMBERS - held[kind], kind
    assert {"PSE", "VAT", "XKX", "TWN", "HKG", "MAC", "EUE"} <= held["name"]


@pytest.mark.parametrize("path", FILES, ids=languages)
def test_no_form_is_claimed_by_two_states(path: Path) -> None:
    claims: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for code, kind, forms, _ in rows(path):
        for form in forms:
            claims[tuple(Tokens(form, path.stem).norms)].append((code, kind))
    assert {form: by for form, by in claims.items() if len({code for code, _ in by}) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=languages)
def test_an_ambiguous_form_names_its_own_state_among_others(path: Path) -> None:
    for code, _, forms, flags in rows(path):
        if codes := meant(flags):
            assert code in codes, (code, forms)
            assert codes <= CODES, (code, forms)


HOMOGRAPHS = [
    ("fr", "dominicain", "DOM", ""),
    ("fr", "dominiquais", "DMA", ""),
    ("fr", "nigérien", "NER", ""),
    ("fr", "nigérian", "NGA", ""),
    ("fr", "congolais", "COG", "ambiguous:COD+COG"),
    ("fr", "coréenne", "KOR", "ambiguous:KOR+PRK"),
    ("fr", "sud-coréen", "KOR", ""),
    ("fr", "Guinée équatoriale", "GNQ", ""),
    ("en", "Guinean", "GIN", ""),
    ("en", "Equatoguinean", "GNQ", ""),
    ("en", "Bissau-Guinean", "GNB", ""),
    ("en", "Dominican", "DMA", "ambiguous:DMA+DOM"),
    ("en", "Dominican Republic", "DOM", ""),
    ("en", "South Sudan", "SSD", ""),
    ("en", "Papua New Guinea", "PNG", ""),
    ("en", "White House", "USA", ""),
    ("es", "nigeriano", "NGA", ""),
    ("es", "nigerino", "NER", ""),
    ("es", "Guinea Ecuatorial", "GNQ", ""),
    ("pt", "guineense", "GNB", ""),
    ("pt", "Itamaraty", "BRA", ""),
    ("de", "dominikanisch*", "DOM", ""),
    ("de", "dominicanisch*", "DMA", ""),
    ("de", "nigrisch*", "NER", ""),
    ("it", "Farnesina", "ITA", ""),
    ("tr", "Güney Sudan", "SSD", ""),
    ("tr", "Nijeryalı", "NGA", ""),
    ("tr", "Nijerli", "NER", ""),
    ("vi", "Hàn Quốc", "KOR", ""),
    ("vi", "Triều Tiên", "PRK", ""),
]


@pytest.mark.parametrize(("language", "form", "code", "flag"), HOMOGRAPHS)
def test_names_easily_taken_for_another(language: str, form: str, code: str, flag: str) -> None:
    path = DATA / "gazetteer" / f"{language}.tsv"
    found = [(c, ",".join(flags)) for c, _, forms, flags in rows(path) if form in forms]
    assert found == [(code, flag)]
