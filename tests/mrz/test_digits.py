from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mrz.zones import digit, reading, td1, td2, td3, visa

from comity.mrz import Misread, MrzError, check_digit, to_passports

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"

# Specimens of Doc 9303 part 4 and of public tests of other readers, with what filed them.
VECTORS = {
    "the standard's own specimen": "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "dense optional data": "EF12608921CHN8503208F2901178NGKELMPONBPJB978",
    "a digit for its optional data": "99003853<1CZE1101018M1207046110101111<<<<<94",
    "fillers inside its optional data": "W807543<<7TUN5301012M170115302640846<1601<68",
}


@pytest.mark.parametrize("line", VECTORS.values(), ids=VECTORS)
def test_published_lines_are_right(line: str) -> None:
    found = reading([f"P<{line[10:13]}SPECIMEN<<ONE".ljust(44, "<"), line])
    assert [(check.field, check.ok) for check in found.checks] == [
        ("number", True),
        ("birth", True),
        ("expiry", True),
        ("optional", True),
        ("composite", True),
    ]
    assert [check.position for check in found.checks] == [10, 20, 28, 43, 44]


@given(st.text(ALPHABET, max_size=40))
def test_a_digit_is_the_weighted_sum(text: str) -> None:
    assert check_digit(text) == digit(text)


# Part 4, section 4.2.2: position 43 may be 0 or a filler if 29 to 42 are all fillers.
@pytest.mark.parametrize(
    ("optional", "written", "ok"),
    [("", "0", True), ("", "<", True), ("AB12", "<", False), ("", "1", False)],
)
def test_the_digit_of_empty_optional_data(optional: str, written: str, ok: bool) -> None:
    found = reading(td3(optional=optional, optional_digit=written))
    assert {check.field: check.ok for check in found.checks}["optional"] is ok


def test_nationality_and_sex_are_in_no_digit() -> None:
    lines = td3()
    lines[1] = lines[1][:10] + "KAZ" + lines[1][13:20] + "F" + lines[1][21:]
    assert reading(lines).ok


@pytest.mark.parametrize("number", ["X00000000", "AB1234<<<"])
def test_cards_and_visas(number: str) -> None:
    for lines in (td1(number=number), td2(number=number), visa(44), visa(36)):
        assert reading(lines).ok
    assert [check.field for check in reading(visa(44)).checks] == ["number", "birth", "expiry"]
    assert reading(td1()).checks[-1].position == 30
    assert reading(td2()).checks[-1].position == 36


# Parts 5 and 6, section 4.2.2: a longer number runs over into the optional data.
def test_a_number_longer_than_its_field() -> None:
    rest = "1234" + digit("D23145890" + "1234")
    for lines in (
        td1(number="D23145890", own="<", optional=rest + "<AB"),
        td2(number="D23145890<", optional=rest),
    ):
        found = reading(lines)
        assert found.ok
        assert found.personal.number == "D231458901234"
    wrong = td1(number="D23145890", own="<", optional="12340<AB")
    assert not reading(wrong).ok
    # One character cannot be both the rest of a number and its digit.
    assert not reading(td1(number="D23145890", own="<", optional="1")).ok


@pytest.mark.parametrize(
    ("right", "seen"),
    ["0O", "O0", "1I", "I1", "8B", "B8", "5S", "S5", "2Z", "Z2", "0Q", "0D", "D0"],
)
def test_likely_misreads_are_found_at_their_place(right: str, seen: str) -> None:
    lines = td3(number=f"A{right}34567<<")
    lines[1] = lines[1][:1] + seen + lines[1][2:]
    found = reading(lines)
    wrong = [check for check in found.checks if not check.ok]
    assert [check.field for check in wrong] == ["number", "composite"]
    for check in wrong:
        assert Misread(2, 2, seen, right) in check.misreads
    with pytest.raises(MrzError) as error:
        to_passports(found)
    assert error.value.where == "line 2, position 10"
    assert error.value.exit_code == 65


# G counts 16 and L 21: no digit can tell them from 6 and 1, but no date has a letter.
@pytest.mark.parametrize(("letter", "figure"), [("G", "6"), ("L", "1")])
def test_a_letter_in_a_date_is_wrong_even_where_its_digit_is_right(
    letter: str, figure: str
) -> None:
    assert reading(td3(number=f"X{letter}00000<<")).checks[0].ok
    found = reading(td3(expires=f"3{letter}0101"))
    wrong = [check for check in found.checks if not check.ok]
    assert [check.field for check in wrong] == ["expiry"]
    assert wrong[0].position == 28
    assert Misread(2, 23, letter, figure) in wrong[0].misreads


def test_the_commonest_misreading_is_told_first() -> None:
    lines = td3(number="A0234567<")
    lines[1] = "AO" + lines[1][2:]
    first, *others = reading(lines).checks[0].misreads
    assert first == Misread(2, 2, "O", "0")
    assert Misread(2, 1, "A", "4") in others


def test_two_faults_have_misreads_of_their_own() -> None:
    lines = td3(number="A0345678<", expires="300101")
    line = lines[1]
    lines[1] = line[:1] + "O" + line[2:21] + "B" + line[22:]
    found = {check.field: check for check in reading(lines).checks}
    assert Misread(2, 2, "O", "0") in found["number"].misreads
    assert Misread(2, 22, "B", "3") in found["expiry"].misreads


def test_a_fault_that_no_misreading_explains() -> None:
    lines = td3(number="<<<<<<<<<", born="<<<<<<", expires="<<<<<<")
    lines[1] = lines[1][:9] + "9" + lines[1][10:]
    found = reading(lines)
    assert found.checks[0].misreads == ()
    with pytest.raises(MrzError, match="agrees with its field"):
        to_passports(found)
