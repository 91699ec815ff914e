from __future__ import annotations

import pytest
from tests.mrz.zones import STATES, TODAY, reading, td1, td2, td3, visa, warned

from comity.mrz import Format, MrzError, Name, documents, read
from comity.mrz.reader import LONGEST_TEXT

# ICAO Doc 9303 part 3, section 5, and codes of the past: code -> what Comity calls it.
ISSUERS = {
    "D": "DEU",
    "RKS": "XKX",
    **{
        code: code
        for code in (
            "GBD GBN GBO GBP GBS EUE UNO UNA UNK XBA XIM XCC XCE XCO XEC XPO XES XMP XOM XDC "
            "ANT NTZ ROM ZAR TMP BUR SUN YUG SCG CSK DDR YMD VDR"
        ).split()
    },
}
HISTORICAL = "UNK ANT NTZ ROM ZAR TMP BUR SUN YUG SCG CSK DDR YMD VDR".split()


@pytest.mark.parametrize(("written", "code"), ISSUERS.items())
def test_issuers_outside_iso(written: str, code: str) -> None:
    found = reading(td3("PD", written))
    assert (found.issuer, found.nationality) == (code, code)
    assert not {"unknown_issuer", "unknown_nationality"} & warned(td3("PD", written))


def test_codes_of_the_past_are_flagged_and_kept() -> None:
    assert [code for code in ISSUERS if "historical" in warned(td3("PD", code))] == HISTORICAL


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC", "XXX"])
def test_codes_of_nationality_only(code: str) -> None:
    assert reading(td3("PR", "TGO", code)).nationality == code
    assert "no_issuer" in warned(td3("PR", code))
    assert "no_issuer" not in warned(td3("PR", "TGO", code))


def test_specimens_and_the_signer_of_lists() -> None:
    assert "specimen" in warned(td3("PP", "UTO"))
    assert "specimen" in warned(td3("PP", "TGO", "UTO"))
    assert "no_issuer" in warned(td3("PP", "IAO"))
    assert not {"specimen", "no_issuer"} & warned(td3())


@pytest.mark.parametrize("code", ["QQQ", "UAE", "XKX", "DE", "DEU", "EU"])
def test_codes_that_doc_9303_does_not_have(code: str) -> None:
    lines = td3("PD", code)
    assert reading(lines).issuer == code
    assert {"unknown_issuer", "unknown_nationality"} <= warned(lines)


def test_issuer_and_nationality_are_two_facts() -> None:
    found = reading(td3("PD", "TGO", "KAZ"))
    assert (found.issuer, found.nationality) == ("TGO", "KAZ")
    assert reading(td3("PD", "TGO", "")).nationality is None
    assert "issuer_missing" in warned(td3("PD", "", "TGO"))


# Part 4, note f: the laissez-passer of an organisation shows no nationality.
def test_an_organisation_is_no_nationality() -> None:
    assert not reading(td3("PL", "UNO")).nationality_shown
    assert reading(td3("PD", "TGO")).nationality_shown
    assert not reading(td3("PD", "TGO", "QQQ")).nationality_shown


def test_formats() -> None:
    for lines, format in (
        (td3(), Format.TD3),
        (td2(), Format.TD2),
        (td1(), Format.TD1),
        (visa(44), Format.MRV_A),
        (visa(36), Format.MRV_B),
    ):
        assert reading(lines).format is format
        assert reading([line.lower() for line in lines]).format is format


@pytest.mark.parametrize(
    "lines",
    [
        [],
        td3()[:1],
        [td3()[0], td3()[1][:-1]],
        [*td3(), td3()[1]],
        td1()[:2],
        ["DP" + td3()[0][2:], td3()[1]],  # a code that one library takes for diplomatic
        ["I<" + td3()[0][2:], td3()[1]],
        ["IV" + td2()[0][2:], td2()[1]],
        ["V<" + td1()[0][2:], *td1()[1:]],
        ["P<" + td2()[0][2:], td2()[1]],
        [td3()[0].replace("<", " "), td3()[1]],
        [td3()[0].replace("S", "ſ"), td3()[1]],
        ["", ""],
        [""] * 9,
        ["PD"] * 4000,
        ["P" * 1_000_000, "<" * 1_000_000],
    ],
)
def test_what_is_no_zone(lines: list[str]) -> None:
    with pytest.raises(MrzError):
        reading(lines)


def test_an_error_names_the_place_and_not_the_holder() -> None:
    lines = td3(name="SECRET<<ONE", number="S3CRET<<<")
    lines[1] = lines[1][:43] + "*"
    with pytest.raises(MrzError) as error:
        reading(lines)
    assert error.value.where == "line 2, position 44"
    assert "S3CRET" not in str(error.value)
    assert "SECRET" not in str(error.value)


def test_a_text_of_several_documents() -> None:
    text = "\n".join(td3()) + "\n \n\r\n" + "\n".join(td1()) + "\n\n"
    assert documents(text) == (tuple(td3()), tuple(td1()))
    assert read("\n\n" + "\n".join(td3()), today=TODAY, states=STATES).ok
    with pytest.raises(MrzError):
        read(text, today=TODAY, states=STATES)
    # A blank line between the two lines of one document is no new document.
    assert read("\n\n".join(td3()), today=TODAY, states=STATES).ok


@pytest.mark.parametrize("text", ["", " \n\n", "A" * (LONGEST_TEXT + 1)])
def test_texts_that_are_refused(text: str) -> None:
    with pytest.raises(MrzError):
        documents(text)


def test_what_concerns_the_holder() -> None:
    own = reading(td3(name="VAN<DER<SPECIMEN<<ONE<TWO", optional="AB<12", sex="F")).personal
    assert (own.name.primary, own.name.secondary) == ("VAN DER SPECIMEN", "ONE TWO")
    assert (own.sex, own.optional, own.number) == ("female", ("AB<12",), "X00000000")
    assert reading(td3(sex="<")).personal.sex is None
    assert reading(td3(name="ONLYONE")).personal.name.secondary == ""
    assert "sex_unreadable" in warned(td3(sex="X"))


def test_a_repr_tells_nothing_of_the_holder() -> None:
    found = reading(td3(name="SECRET<<ONE", number="S3CRET<<<", born="770707"))
    for shown in (repr(found), repr(found.personal), repr(found.personal.name), str(found)):
        assert not any(part in shown for part in ("SECRET", "S3CRET", "1977", "770707"))


# Part 4, section 4.2.3: a letter in the last place may be where the name was cut.
def test_a_truncated_name_is_compared_as_a_beginning() -> None:
    cut = reading(td3(name="A" * 30 + "<<BCDEFGH")).personal.name
    assert cut.may_be_truncated
    assert cut.agrees(Name("A" * 30 + "<<BCDEFGHIJK", False))
    assert Name("A" * 30 + "<<BCDEFGHIJK", False).agrees(cut)
    assert not cut.agrees(Name("A" * 30 + "<<BCDEXXXXXXX", False))
    whole = reading(td3(name="SPECIMEN<<ONE")).personal.name
    assert whole.agrees(whole)
    assert not whole.agrees(Name("SPECIMEN<<ONETWO", False))
    assert "name_truncated" in warned(td3(name="A" * 39))
