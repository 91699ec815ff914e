"""The titles of acts made of rows."""

from __future__ import annotations

import pytest
from tests.records.test_facts_clusters import entries

from comity.law.instruments import InstrumentKind
from comity.records.facts.titles import act_title, row_title, rules_title

WORDED = [
    ({"title": "Switzerland - ZAF visa waiver agreement"},
     "Switzerland - South Africa visa waiver agreement"),
    ({"title": "Agreement on conditions of travel CHE-ZAF 2000"},
     "Agreement on conditions of travel Switzerland–South Africa 2000"),
    ({"title": "Decision of the ILO and MAR"}, "Decision of the ILO and MAR"),
    ({"title": "Holders of nationality KAZ", "conditions": "holder_nationality=KAZ"},
     "Holders of nationality Kazakhstan"),
    ({"title": ""}, "Visa exemption"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "title"), WORDED)
def test_codes_are_written_out(row: dict[str, str], title: str) -> None:
    (entry,) = entries({"destination": "CHE", "issuer": "ZAF", **row})
    assert row_title(entry) == title


def _opened(*titles: str, kind: InstrumentKind = InstrumentKind.UNILATERAL) -> str:
    issuers = ("IND", "CHN", "IRN")
    rows = entries(
        *(
            {"destination": "KAZ", "issuer": issuer, "title": title, "kind": "unilateral"}
            for issuer, title in zip(issuers, titles, strict=False)
        )
    )
    return act_title(rows[0], rows, kind)


def test_an_act_for_many_is_not_titled_by_one_of_them() -> None:
    each = [f"Exemption by Kazakhstan for citizens of {name}" for name in ("India", "China")]
    assert _opened(*each) == "Unilateral visa exemptions by Kazakhstan"
    assert _opened(each[0]) == each[0]
    assert _opened(*each, kind=InstrumentKind.BILATERAL) == each[0]


def test_a_title_that_most_rows_share_is_the_acts_own() -> None:
    own = "Government decree on visa-free entry"
    assert _opened(own, own, "Decree for Iran") == own
    assert _opened("For India", "For India", own) == "Unilateral visa exemptions by Kazakhstan"
    assert _opened("", "", "") == "Unilateral visa exemptions by Kazakhstan"


def test_the_rules_of_one_state_for_all() -> None:
    assert rules_title("BOL", "universal") == "Rules of Bolivia for passports of every state"
    assert rules_title("CHE", "ASEAN") == "Rules of Switzerland for passports of ASEAN"
    assert rules_title("QQQ", "organisations").startswith("Rules of QQQ")
