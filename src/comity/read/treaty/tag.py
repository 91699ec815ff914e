"""Numbers, durations, dates and states among the tokens of a treaty."""

from __future__ import annotations

from datetime import date

from comity.read.treaty.language import Language
from comity.read.treaty.text import BREAK, DATE, DURATION, NUMBER, WORD, Token

_MAX_WORDS = 9
_MAX_NUMBER = 9_999
_HUNDRED, _THOUSAND = 100, 1_000


def split_broken(tokens: list[Token], lang: Language) -> list[Token]:
    """Undo the joining of a broken word where both halves are words: `twenty-/four`."""
    if not any(token.kind == WORD and token.value for token in tokens):
        return tokens
    result: list[Token] = []
    for token in tokens:
        halves = token.value if token.kind == WORD else None
        if isinstance(halves, tuple) and all(half in lang.numbers for half in halves):
            result.extend(Token(WORD, half, token.start, token.end) for half in halves)
        else:
            result.append(token)
    return result


def tag(tokens: list[Token], lang: Language) -> list[Token]:
    """Numbers in words or figures, then dates, then durations, as single tokens."""
    whole = split_broken(tokens, lang)
    if "ordinal_dot" in lang.options:
        whole = _without_ordinal_dots(whole, lang)
    return _durations(_dates(_numbers(whole, lang), lang), lang)


def _without_ordinal_dots(tokens: list[Token], lang: Language) -> list[Token]:
    """`18. September`, `am 30. Tag`: the dot makes an ordinal and ends no sentence."""
    return [
        token
        for index, token in enumerate(tokens)
        if not (
            token.kind == BREAK
            and 0 < index < len(tokens) - 1
            and tokens[index - 1].kind == NUMBER
            and tokens[index - 1].end == token.start
            and tokens[index + 1].norm in lang.months.keys() | lang.units.keys()
        )
    ]


def word_number(words: list[str], lang: Language) -> int | None:
    """The number that words say, or None.

    Words add up, except that a smaller word before a hundred or a thousand (or, in French,
    before `vingt`) multiplies it.
    """
    total = current = last = 0
    for word in words:
        value = lang.numbers.get(word)
        if value is None:
            if word in lang.joiners and last:
                continue
            return None
        if value == _THOUSAND:
            total += max(current, 1) * _THOUSAND
            current = 0
        elif value == _HUNDRED and 0 < current < value and last == current:
            current *= value
        elif value == 20 and last == 4 and word in lang.options.get("scores", ()):
            current += 76  # the four, already counted, makes eighty
        else:
            current += value
        last = value
    return total + current if 0 < total + current <= _MAX_NUMBER else None


def _numbers(tokens: list[Token], lang: Language) -> list[Token]:
    result: list[Token] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if token.kind == WORD and token.norm in lang.numbers:
            stop = _number_run(tokens, index, lang)
            value = word_number([t.norm for t in tokens[index:stop]], lang)
            if value is not None and stop > index:
                result.append(Token(NUMBER, "words", token.start, tokens[stop - 1].end, value))
                _merge_repeat(result)
                index = stop
                continue
        result.append(token)
        if token.kind == NUMBER:
            _merge_repeat(result)
        index += 1
    return result


def _number_run(tokens: list[Token], index: int, lang: Language) -> int:
    """Where the number that begins at `index` ends."""
    stop = index + 1
    last = lang.numbers[tokens[index].norm]
    ceiling = last if last >= 10 else 10
    while stop < len(tokens) and stop - index < _MAX_WORDS:
        skip = stop
        joined = tokens[skip].kind == WORD and tokens[skip].norm in lang.joiners
        if joined:
            if last < 20:
                break
            skip += 1
        if skip >= len(tokens) or tokens[skip].kind != WORD:
            break
        value = lang.numbers.get(tokens[skip].norm)
        if value is None:
            break
        multiplies = value in (_HUNDRED, _THOUSAND) or (
            value == 20 and last == 4 and tokens[skip].norm in lang.options.get("scores", ())
        )
        score = last in (60, 20) and 10 <= value < 20 and bool(lang.options.get("scores"))
        if not multiplies and not score and value >= min(last, ceiling):
            break
        if last < 20 and not multiplies and not (last == 10 and value < 10):
            break
        last = ceiling = value
        stop = skip + 1
    return stop


def _merge_repeat(result: list[Token]) -> None:
    """`thirty (30)` and `30 (thirty)` are one number; where they differ, no number at all."""
    if len(result) < 2 or result[-2].kind != NUMBER:
        return
    first, second = result[-2], result[-1]
    differ = first.norm != second.norm
    if first.value == second.value and second.start - first.end <= 3:
        result[-2:] = [Token(NUMBER, "both", first.start, second.end, first.value)]
    elif differ and second.start - first.end == 2 and first.value is not None:
        result[-2:] = [Token(NUMBER, "both", first.start, second.end, None)]


def _durations(tokens: list[Token], lang: Language) -> list[Token]:
    result: list[Token] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if token.kind == NUMBER or token.norm in lang.options.get("one", ()):
            found = _duration(tokens, index, lang)
            if found is not None:
                stop, value = found
                result.append(Token(DURATION, "§d", token.start, tokens[stop - 1].end, value))
                if len(result) > 1 and result[-2].kind == DURATION and result[-2].value == value:
                    del result[-1]
                index = stop
                continue
        result.append(token)
        index += 1
    return result


def _duration(tokens: list[Token], index: int, lang: Language) -> tuple[int, object] | None:
    number = tokens[index].value if tokens[index].kind == NUMBER else 1
    kind: str | None = None
    stop = index + 1
    while stop < len(tokens) and stop - index <= 3:
        word = tokens[stop].norm
        if word in lang.units:
            unit = lang.units[word]
            stop += 1
            for _ in range(2):
                if stop < len(tokens) and tokens[stop].norm in lang.unit_adjectives:
                    kind = lang.unit_adjectives[tokens[stop].norm] or kind
                    stop += 1
            if unit == "day" and kind == "working":
                unit = "working_day"
            elif unit == "year" and kind == "calendar":
                unit = "calendar_year"
            return stop, {"value": number, "unit": unit}
        if word not in lang.unit_adjectives:
            return None
        kind = lang.unit_adjectives[word] or kind
        stop += 1
    return None


def _dates(tokens: list[Token], lang: Language) -> list[Token]:
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        found: tuple[int, int, str] | None = None
        if token.kind == WORD and token.norm[0] in "0123456789":
            day, month, year = (int(p) for p in token.norm.replace("/", ".").split("."))
            iso = _iso(year, month, day)
            found = (0, index + 1, iso) if iso else None
        elif token.kind == WORD and token.norm in lang.months:
            found = _around(result, tokens, index, lang)
        if found is not None:
            back, stop, iso = found
            start = result[-back].start if back else token.start
            if back:
                del result[-back:]
            result.append(Token(DATE, "§t", start, tokens[stop - 1].end, iso))
            index = stop
            continue
        result.append(token)
        index += 1
    return result


def _around(
    before: list[Token], tokens: list[Token], index: int, lang: Language
) -> tuple[int, int, str] | None:
    """A date around the name of a month: (tokens to take back, where it ends, ISO date)."""
    month = lang.months[tokens[index].norm]
    day: int | None = None
    back = 0
    for step in range(1, 6):
        if step > len(before):
            break
        token = before[-step]
        if token.kind in (NUMBER, DURATION):
            value = token.value["value"] if isinstance(token.value, dict) else token.value
            if isinstance(value, int) and 1 <= value <= 31:
                day, back = value, step
            break
        if token.kind != WORD or token.norm not in lang.fillers:
            break
    stop = index + 1
    numbers: list[int] = []
    while stop < len(tokens) and stop - index <= 8 and len(numbers) < 2:
        token = tokens[stop]
        if token.kind == NUMBER and isinstance(token.value, int):
            numbers.append(token.value)
            stop += 1
            if 1900 <= token.value <= 2100:
                break
            if day is not None:
                return None
            continue
        if token.kind != WORD or token.norm not in lang.fillers:
            break
        stop += 1
    year = next((n for n in numbers if 1900 <= n <= 2100), None)
    if year is None:
        return None
    if day is None and len(numbers) == 2 and 1 <= numbers[0] <= 31:
        day = numbers[0]
    iso = _iso(year, month, day)
    return (back, stop, iso) if iso else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def sign_of(token: Token) -> str:
    """What stands for a token in the normalised text."""
    return token.norm if token.kind in (WORD, BREAK) else f"§{token.kind}"
