"""A name or a code, however written, finds its state or says why it cannot."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.names import (
    AmbiguousState,
    StateNameError,
    UnknownState,
    all_states,
    display,
    find,
    listing,
    state,
)
from comity.names.fold import LONGEST_NAME, fold


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Côte d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("côte d ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("ci", "CIV"),
        ("CIV", "CIV"),
        ("Кот-д'Ивуар", "CIV"),
        ("Elfenbeinküste", "CIV"),
        ("科特迪瓦", "CIV"),
        ("ساحل العاج", "CIV"),
        ("Togolese Republic", "TGO"),
        ("République togolaise", "TGO"),
        ("le Togo", "TGO"),
        ("Republic of Kazakhstan", "KAZ"),
        ("République du Kazakhstan", "KAZ"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Congo - Brazzaville", "COG"),
        ("Congo-Kinshasa", "COD"),
        ("Republic of the Congo", "COG"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("DR Congo", "COD"),
        ("RDC", "COD"),
        ("North Korea", "PRK"),
        ("Korea, Republic of", "KOR"),
        ("The Gambia", "GMB"),
        ("l'Inde", "IND"),
        ("St. Lucia", "LCA"),
        ("Saint Lucia", "LCA"),
        ("Trinidad & Tobago", "TTO"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("D", "DEU"),
        ("RKS", "XKX"),
        ("XK", "XKX"),
        ("UK", "GBR"),
        ("EL", "GRC"),
        ("EU", "EU"),
        ("Union européenne", "EU"),
        ("EUE", "EUE"),
        ("Malawi", "MWI"),
        ("Chine populaire", "CHN"),
        ("Kazajstán", "KAZ"),
        ("Order of Malta", "XOM"),
        ("Burma", "MMR"),
        ("BUR", "BUR"),
        ("Zaire", "ZAR"),
        ("USSR", "SUN"),
        ("ROM", "ROM"),
    ],
)
def test_find(written: str, code: str) -> None:
    assert find(written).code == code


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("Congo", ("COD", "COG")),
        ("Конго", ("COD", "COG")),
        ("刚果", ("COD", "COG")),
        ("Korea", ("KOR", "PRK")),
        ("the Virgin Islands", ("VGB", "VIR")),
    ],
)
def test_ambiguous(written: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousState) as caught:
        find(written)
    assert caught.value.candidates == candidates
    assert all(code in caught.value.mend for code in candidates)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("Togho", "TGO"), ("Kazahkstann", "KAZ"), ("Azerbaidjian", "AZE"), ("Burkina Fasso", "BFA")],
)
def test_unknown_suggests(written: str, nearest: str) -> None:
    with pytest.raises(UnknownState) as caught:
        find(written)
    assert caught.value.candidates[0] == nearest
    assert len(caught.value.candidates) <= 5


def test_suggestions_speak_the_callers_language() -> None:
    with pytest.raises(UnknownState, match="Allemagne"):
        find("Allemagnne", ("fr",))


@pytest.mark.parametrize("written", ["", "  ", "-", "QQ", "Atlantis", "x" * (LONGEST_NAME + 1)])
def test_unknown(written: str) -> None:
    with pytest.raises(UnknownState):
        find(written)


def test_callers_language_settles_a_collision() -> None:
    assert find("nga").code == "NGA"
    assert find("Nga", ("vi",)).code == "RUS"
    assert find("NGA", ("vi",)).code == "NGA"


def test_nearly_all_languages_settle_a_collision() -> None:
    assert find("Malawi", ()).code == "MWI"


def test_every_code_finds_its_state() -> None:
    for each in all_states():
        assert find(each.code) == each == state(each.code)
        assert find(each.code.lower()) == each
        for alias in (each.alpha2, each.icao, each.eu):
            if alias:
                assert find(alias) == each


def test_display_names_find_their_state() -> None:
    for language in ("en", "fr"):
        for each, name in listing(language):
            found = find(name, (language,))
            assert found == each or each.is_historical, (language, name)


def test_display() -> None:
    assert display("CIV") == "Côte d’Ivoire"
    assert display("DEU", "fr") == "Allemagne"
    assert display("DEU", "ru") == "Германия"
    assert display("DEU", "pt-BR") == "Alemanha"
    assert display("XOM", "ru") == "Sovereign Military Order of Malta"
    assert display("DEU", "no such language") == "Germany"
    with pytest.raises(UnknownState):
        display("QQQ")


def test_table_holds_together() -> None:
    states = {each.code: each for each in all_states()}
    assert sum(each.kind == "state" for each in states.values()) == 199
    for each in states.values():
        assert each.en
        assert each.fr
        assert len(each.code) == 3 or each.code == "EU"
        assert all(not states[code].is_historical for code in each.successors)
        assert each.is_historical == bool(each.until) or each.code == "UNK"


@given(st.text(max_size=60))
def test_any_text_finds_or_raises_the_documented_error(written: str) -> None:
    with contextlib.suppress(StateNameError):
        assert find(written) in all_states()


@given(st.text(max_size=60))
def test_folding_is_stable(written: str) -> None:
    assert fold(written.upper().lower()) == fold(written.lower().upper().lower())
