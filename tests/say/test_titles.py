from __future__ import annotations

import pytest

from comity.api import Register
from comity.say import Sayer
from comity.say.titles import act_title, shared_title

PLAIN = [
    ("KAZ-TGO-2025", "Exemption de visa, Kazakhstan – Togo (2025)"),
    ("ALB-unilateral-2019-12-18", "Exemption unilatérale de visa, Albanie (18 décembre 2019)"),
    ("EU-unilateral", "Exemption unilatérale de visa, Union européenne"),
    ("ECOWAS-1979", "Régime de circulation, ECOWAS (1979)"),
    ("CA4", "Régime de circulation, CA4"),
    ("BOL-universal-b", "Passeports de tous les États : règles, Bolivie"),
    ("CHE-organisations", "Passeports d'organisations internationales : règles, Suisse"),
    ("ALB-ITA-multilateral", "Exemption multilatérale de visa, Albanie – Italie"),
]


@pytest.mark.parametrize(("instrument", "french"), PLAIN)
def test_a_title_of_the_sources_gives_way_to_a_plain_one(instrument: str, french: str) -> None:
    assert act_title("An English title", instrument, Sayer("fr")) == french
    assert act_title("An English title", instrument, Sayer("en")) == "An English title"


def test_the_records_own_title_comes_first() -> None:
    say = Sayer("fr", lambda name: {"fr": "Accord sur la circulation"} if name == "A-B" else {})
    assert act_title("Agreement", "A-B", say) == "Accord sur la circulation"
    assert act_title("Agreement", "CHE-KAZ", say) == "Exemption de visa, Suisse – Kazakhstan"


@pytest.mark.parametrize("instrument", ["a note of ours", "KAZ-TGO-sundry-2025"])
def test_an_identifier_that_tells_nothing_leaves_the_title(instrument: str) -> None:
    assert act_title("Agreement", instrument, Sayer("fr")) == "Agreement"
    assert act_title("", instrument, Sayer("fr")) == instrument


def test_acts_that_share_a_title() -> None:
    assert shared_title("Visa waiver agreements", Sayer("en")) == "Visa waiver agreements"
    assert shared_title("Visa waiver agreements", Sayer("fr")) == "Exemptions de visa"
    assert shared_title("", Sayer("en")) == "Visa exemptions"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_act_of_the_register_has_a_title_without_codes(lang: str) -> None:
    store = Register().store
    titles = {
        (item.instrument, item.title) for key in store.all_keys() for item in store.statements(key)
    }
    say = Sayer(lang)
    for instrument, title in titles:
        shown = act_title(title, instrument, say)
        pair = [code for code in instrument.split("-") if len(code) == 3 and code.isalpha()]
        states = [code for code in pair if code.isupper() and say.state(code) != code]
        assert not [code for code in states if code in shown.replace(",", " ").split()], shown
        assert lang == "en" or shown != title
