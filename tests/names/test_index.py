"""The shipped index is what the script writes, and holds every name of CLDR."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import babel
import pycountry
import pytest
from babel import Locale, localedata

from comity.names import AmbiguousState, all_states, find
from comity.names.index import NameIndex

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "comity" / "names" / "data"
SPECIAL_AREAS = {"QO", "EZ"}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_names", ROOT / "scripts/make_names.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_have_not_drifted() -> None:
    versions = f"babel {babel.__version__}\npycountry {pycountry.__version__}\n"  # type: ignore[attr-defined]
    if (DATA / "names.version").read_text() != versions:
        pytest.skip("written with other versions of Babel or pycountry")
    for name, content in script().build().items():
        assert (DATA / name).read_bytes() == content, f"{name}: run `make names`"


def test_every_cldr_name_resolves_or_is_ambiguous() -> None:
    by_alpha2 = {each.alpha2: each.code for each in all_states() if each.alpha2}
    languages = [name for name in localedata.locale_identifiers() if "_" not in name]
    checked = 0
    for language in languages:
        for alpha2, name in Locale(language).territories.items():
            if alpha2 not in by_alpha2 or (len(name) < 4 and name.isascii() and name.isupper()):
                continue
            try:
                found = find(name, (language, "en")).code
            except AmbiguousState as error:
                found = by_alpha2[alpha2] if by_alpha2[alpha2] in error.candidates else "?"
            assert found == by_alpha2[alpha2], (language, name)
            checked += 1
    assert checked > 50_000


def test_bisection_finds_every_key() -> None:
    index = NameIndex()
    codes = {each.code for each in all_states()}
    keys = list(index)
    assert len(keys) > 20_000
    assert len(set(keys)) == len(keys)
    for key in keys:
        claims = index.claims(key)
        assert claims, key
        assert claims.keys() <= codes, key
    assert index.claims("") == {} == index.claims("zzzz") == index.claims("\ud800")


def test_index_is_small() -> None:
    assert (DATA / "names.idx").stat().st_size < 1_500_000


def test_looking_up_loads_neither_babel_nor_pycountry() -> None:
    code = (
        "import sys; from comity.names import find, display;"
        "find('Côte d’Ivoire'); display('CIV', 'fr');"
        "sys.exit(any(m in sys.modules for m in ('babel', 'pycountry', 'difflib')))"
    )
    path = str(ROOT / "src")
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": path}).returncode == 0
