"""Days told by a weekday or by words such as `yesterday`, settled by the publication."""

from __future__ import annotations

from datetime import date, timedelta

from comity.read.days.datevalue import DateValue, tense_near
from comity.read.words.analysis import Analysis


def relative_dates(analysis: Analysis, published: date) -> list[DateValue]:
    """`yesterday`, `this month`, `last year`."""
    found = []
    for tag in ("reldate", "relyear", "relby"):
        for hit in analysis.by_tag.get(tag, ()):
            value = hit.value if tag == "reldate" else f"{hit.value}y"
            if tag == "relby" and _year_told(analysis, hit.stop):
                continue  # "in the second half of 2026"
            iso = shifted(published, value)
            if iso is not None:
                first = hit.first
                if value == "0m" and _is_day(analysis, first - 1):
                    first -= 1  # "the 3rd of this month"
                    iso = f"{iso}-{int(analysis.tokens.norms[first]):02d}"
                found.append(
                    DateValue(
                        iso=iso,
                        first=first,
                        stop=hit.stop,
                        relative=True,
                        future=tag == "relby" or not value.startswith(("-", "0")),
                        bare=len(iso) < 10,
                        spoken=True,
                    )
                )
    return found


def _year_told(analysis: Analysis, word: int) -> bool:
    """Whether a year follows, at once or after `of`."""
    norms = analysis.tokens.norms[word : word + 2]
    return any(len(n) == 4 and n.isdigit() and n[:2] in ("19", "20") for n in norms)


def _is_day(analysis: Analysis, word: int) -> bool:
    """Whether a word is the number of a day of the month, joined to the word after it."""
    norm = analysis.tokens.norms[word] if word >= 0 else ""
    return norm.isdigit() and 1 <= int(norm[:3]) <= 28 and not analysis.tokens.gaps[word + 1]


ANCHOR_REACH = 2
"""How many sentences back the day may stand that `a month later` counts from."""


def anchored_dates(analysis: Analysis, known: list[DateValue], published: date) -> list[DateValue]:
    """`a month later`, `the day before`: counted from the date told last, or the publication."""
    found: list[DateValue] = []
    for hit in analysis.by_tag.get("anchored", ()):
        here = analysis.sentence_of(hit.first).index
        before = [
            d
            for d in known
            if d.stop <= hit.first
            and here - analysis.sentence_of(d.first).index <= ANCHOR_REACH
            and not d.iso.startswith("--")
            and len(d.iso) >= {"d": 10, "m": 7, "y": 4}[hit.value[-1]]
        ]
        anchor = max(before, key=lambda d: d.first, default=None)
        if anchor is not None:
            day = date.fromisoformat((anchor.iso + "-15-15")[:10].replace("-15-15", "-06-15"))
        elif anchor is None and hit.value.startswith("-1d"):
            day = published
        else:
            continue
        iso = shifted(day, hit.value)
        if iso is not None:
            found.append(
                DateValue(
                    iso=iso, first=hit.first, stop=hit.stop, relative=True, bare=len(iso) < 10
                )
            )
    return found


def shifted(published: date, value: str) -> str | None:
    """The ISO date `-1d`, `0m`, `+1y` away from the publication, as precise as its unit."""
    amount, unit = int(value[:-1]), value[-1]
    if unit == "d":
        return (published + timedelta(days=amount)).isoformat()
    if unit == "m":
        month = published.year * 12 + published.month - 1 + amount
        return f"{month // 12}-{month % 12 + 1:02d}"
    if unit == "y":
        return str(published.year + amount)
    return None


def weekdays(analysis: Analysis, published: date) -> list[DateValue]:
    """The last such day for what is done, the next for what is to come."""
    found = []
    for hit in analysis.by_tag.get("weekday", ()):
        first, stop = hit.first, hit.stop
        target = int(hit.value) - 1
        after = analysis.tokens.norms[stop : stop + 2]
        if after and after[0].isdigit() and len(after[0]) <= 2:
            iso = _weekday_of_month(published, target, int(after[0]))
            if iso and not analysis.has("month", stop, stop + 3):
                found.append(
                    DateValue(iso=iso, first=first, stop=stop + 1, relative=True, spoken=True)
                )
                continue
        tense = tense_near(analysis, first, stop, plans=False)
        today = target == published.weekday() and analysis.ending_at("this", first) is not None
        if tense == 0 and _takes_effect_near(analysis, first) and not today:
            tense = 1
        back = (published.weekday() - target) % 7
        if tense > 0:
            ahead = (target - published.weekday()) % 7 or 7
            day = published + timedelta(days=ahead)
        else:
            day = published - timedelta(days=back)
            if back == 0 and analysis.at("lastword", stop) is not None:
                day -= timedelta(days=7)
        found.append(
            DateValue(
                iso=day.isoformat(),
                first=first,
                stop=stop,
                relative=True,
                future=tense > 0,
                spoken=True,
            )
        )
    return found


def _takes_effect_near(analysis: Analysis, word: int) -> bool:
    """`applies from this Thursday`: what begins to apply lies ahead."""
    sentence = analysis.sentence_of(word)
    return any(
        h.value == "entry_into_force:present"
        for h in analysis.tagged("act", sentence.first, sentence.stop)
    )


def _weekday_of_month(published: date, weekday: int, day: int) -> str | None:
    """`Thursday 12`: the nearest 12th that is a Thursday, within five weeks."""
    for shift in sorted(range(-35, 36), key=abs):
        candidate = published + timedelta(days=shift)
        if candidate.day == day and candidate.weekday() == weekday:
            return candidate.isoformat()
    return None
