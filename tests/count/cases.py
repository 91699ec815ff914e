"""Questions at random: itineraries on a small stage, where limits and windows meet often."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.count.oracle import Ask

from comity.count import Convention, Stay
from comity.law.dates import Interval
from comity.law.stay import StayRule

# Year's end, the halves of the year, a leap day: the days around which counts go wrong.
STAGES = [date(2023, 12, 10), date(2024, 2, 5), date(2024, 6, 8), date(2025, 1, 28)]
PLACES = ["AAA", "BBB", "CCC"]


def small_rule(random: Random) -> str:
    window = random.randint(3, 18)
    days = random.randint(1, window - 1)
    months = random.choice([1, 1, 2, 3])
    simple = [
        f"{days}/visit",
        f"{days}/{window}",
        f"{days}/{window}@first-entry",
        f"{random.randint(5, 25)}/{months}m",
        f"{random.randint(5, 25)}/{months}m@first-entry",
        f"{random.randint(3, 25)}/half-year",
        f"{random.randint(3, 25)}/calendar-year",
        f"{random.randint(3, 25)}/calendar-year@first-entry",
        f"{random.randint(3, 25)}/half-year@first-entry",
        f"{days}/{window}@?",
        f"{days}/?",
        f"{days}/?@first-entry",
        "1m/visit",
        "1m/2m",
        "1m/2m@first-entry",
        "1m/half-year",
        f"{random.randint(1, 4)}e/{window}",
        f"{random.randint(1, 4)}e/month",
        f"{random.randint(1, 3)}e/{window}@first-entry",
        f"{random.randint(1, 5)}e/calendar-year",
        f"{random.randint(3, 6)}e/?",
    ]
    return "&".join(random.sample(simple, random.choice([1, 1, 1, 2, 2, 3])))


def large_rule(random: Random) -> str:
    return random.choice(
        [
            "90/180",
            "90/180@first-entry",
            "90/6m@first-entry",
            "3m/6m",
            "90/6m",
            "90/half-year",
            "90/calendar-year",
            "30/visit&90/180",
            "3m/visit",
            "90/180@?",
            "90/year",
            "60/?",
        ]
    )


def ask(random: Random, *, large: bool = False) -> Ask:
    """One question at random, in days (`large`: in the lengths of real rules)."""
    start = random.choice(STAGES)
    scale = 10 if large else 1
    stays = []
    day = start + timedelta(days=random.randint(0, 9 * scale))
    for _ in range(random.randint(0, 6)):
        length = random.randint(0, random.choice([2, 6, 14]) * scale)
        stays.append(Stay(day, day + timedelta(days=length)))
        day += timedelta(days=max(0, length + random.choice([-2, 0, 1, 1, 3, 8, 15]) * scale))
    if stays and random.random() < 0.1:
        stays[-1] = Stay(stays[-1].entry, None)
    random.shuffle(stays)
    on = start + timedelta(days=random.randint(0, 60 * scale))
    rule = large_rule(random) if large else small_rule(random)
    plain = random.random() < 0.6
    if plain:
        return Ask(StayRule.parse(rule), tuple(stays), on)
    return Ask(
        StayRule.parse(rule),
        tuple(Stay(stay.entry, stay.exit, random.choice(["", *PLACES])) for stay in stays),
        on,
        Convention(
            entry_day_counts=random.random() < 0.7,
            exit_day_counts=random.random() < 0.7,
            first_day=random.choice((0, 1)),
        ),
        area(random, start, scale) if random.random() < 0.5 else None,
        interval(random, start, scale) if random.random() < 0.3 else None,
        (interval(random, start, scale),) if random.random() < 0.3 else (),
        random.choice(["", *PLACES]),
    )


def interval(random: Random, start: date, scale: int) -> Interval:
    since = start + timedelta(days=random.randint(-5, 30) * scale)
    until = since + timedelta(days=random.randint(1, 40) * scale)
    return Interval(
        since if random.random() < 0.8 else None, until if random.random() < 0.8 else None
    )


def area(random: Random, start: date, scale: int) -> dict[str, tuple[Interval, ...]]:
    return {
        "AAA": (Interval(None, None),),
        "BBB": (interval(random, start, scale),),
    }
