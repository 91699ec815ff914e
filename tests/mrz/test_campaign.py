"""Mutated lines: nothing but the documented error, and no wrong digit accepted.

`make campaign-mrz` mutates a million lines; the default run a few thousand.
"""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SCALE
from tests.mrz.zones import STATES, TODAY, digit, td1, td2, td3, visa

from comity.mrz import Format, MrzError, Reading, read, to_passports

COUNT = 2_000 * SCALE
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
STRANGE = " \n\t\r\0*-«‹абв０１é\u2028\ud800"
SEEDS = (
    td3("PD", "TGO"),
    td3("PM", "KOR", optional="AB<12"),
    td3("PO", "CHN", number="PE0000000", optional="NGKELMPONBPJB9"),
    td3("P<", "D", born="74<<<<"),
    td3("PL", "UNO", optional_digit="<"),
    td2(),
    td2(number="D23145890<", optional="1234" + digit("D231458901234")),
    td1(),
    td1(number="D23145890", own="<", optional="1234" + digit("D231458901234")),
    visa(44),
    visa(36),
)


def mutated(chance: Random) -> list[str]:
    """A document with one to four faults: mostly one wrong character, some of shape."""
    lines = list(chance.choice(SEEDS))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        at = chance.randrange(len(lines))
        line = lines[at]
        place = chance.randrange(len(line) + 1)
        kind = chance.random()
        if kind < 0.88:
            lines[at] = line[:place] + chance.choice(ALPHABET) + line[place + 1 :]
        elif kind < 0.91:
            lines[at] = line[:place] + chance.choice(STRANGE) + line[place + 1 :]
        elif kind < 0.94:
            lines[at] = line[:place] + chance.choice(ALPHABET) + line[place:]
        elif kind < 0.97:
            lines[at] = line[:place] + line[place + 1 :]
        elif kind < 0.98:
            lines.insert(at, chance.choice(chance.choice(SEEDS)))
        elif kind < 0.99 and len(lines) > 1:
            del lines[at]
        else:
            chance.shuffle(lines)
    return lines


def right(lines: list[str], format: Format) -> bool:
    """Whether every check digit is right: positions of Doc 9303, written out once more."""
    up = [line.strip().upper() for line in lines]
    if format is Format.TD1:
        one, two = up[0], up[1]
        number, own, over = one[5:14], one[14], one[15:30]
        birth, expiry = two[0:7], two[8:15]
        whole = (one[5:30] + two[0:7] + two[8:15] + two[18:29], two[29])
    else:
        two = up[1]
        number, own, over = two[0:9], two[9], two[28:35]
        birth, expiry = two[13:20], two[21:28]
        end = {Format.TD3: 43, Format.TD2: 35}.get(format)
        whole = (two[0:10] + two[13:20] + two[21:end], two[end]) if end else ("", "0")
    if own == "<" and format in (Format.TD1, Format.TD2) and over.find("<") != 1 and over[0] != "<":
        rest = over.split("<")[0]
        number, own = number + rest[:-1], rest[-1]
    if format is Format.TD3:
        optional, written = two[28:42], two[42]
        if written != digit(optional) and not (written == "<" and optional == "<" * 14):
            return False
    return (
        own == digit(number)
        and all(text[6] == digit(text[:6]) for text in (birth, expiry))
        and not any(char.isalpha() for char in birth + expiry)
        and whole[1] == digit(whole[0])
    )


def outcome(lines: str | list[str], today: date = TODAY) -> Reading | None:
    """The reading, or None where it was refused; anything but the documented error escapes."""
    try:
        return read(lines, today=today, states=STATES)
    except MrzError:
        return None


@given(st.text(max_size=200) | st.lists(st.text(ALPHABET + STRANGE, max_size=50), max_size=5))
def test_any_text_at_all(given_text: str | list[str]) -> None:
    outcome(given_text)


# The right length and letters, so that what follows the shape is reached.
@given(
    st.sampled_from([(2, 44, "P"), (2, 44, "V"), (2, 36, "I"), (2, 36, "V"), (3, 30, "C")]),
    st.text(ALPHABET, min_size=90, max_size=90),
    st.dates(),
)
def test_any_characters_on_any_day(shape: tuple[int, int, str], text: str, today: date) -> None:
    count, width, first = shape
    lines = [text[width * at : width * (at + 1)] for at in range(count)]
    lines[0] = first + lines[0][1:]
    outcome(lines, today)


def test_mutated_lines() -> None:
    chance = Random(9303 if SCALE == 1 else None)
    accepted = wrong = refused = 0
    for _ in range(COUNT):
        lines = mutated(chance)
        found = outcome(lines)
        if found is None:
            refused += 1
            continue
        assert found.ok is right(lines, found.format), lines
        try:
            made = to_passports(found)
        except MrzError:
            wrong += 1
            continue
        assert found.ok
        assert made
        accepted += 1
    print(f"{COUNT} mutated, {refused} refused, {wrong} not taken, {accepted} accepted")
    assert min(refused, wrong, accepted) > COUNT // 100
