"""How long one person's year of stays takes to count, rule by rule; 1 where the bar is missed."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import date, timedelta

from comity.count import Stay, count_stay
from comity.law.stay import StayRule

BAR_MICROSECONDS = 50.0
BARRED_RULE = "90/180"
RULES = (
    "90/180",
    "90/180@first-entry",
    "90/half-year",
    "90/calendar-year",
    "30/visit",
    "30/visit&90/180",
    "90/180@?",
    "90/6m",
    "3m/6m",
)
FIRST_ENTRY = date(2025, 1, 6)
TRIPS, LENGTH, EVERY = 12, 8, 30


def year_of_stays() -> tuple[Stay, ...]:
    """Twelve trips of eight days, one every thirty days."""
    entries = (FIRST_ENTRY + timedelta(days=EVERY * number) for number in range(TRIPS))
    return tuple(Stay(entry, entry + timedelta(days=LENGTH - 1)) for entry in entries)


def microseconds(rule: StayRule, stays: tuple[Stay, ...], on: date, runs: int) -> list[float]:
    """The time of each of `runs` answers, everything but reading the text included."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        count_stay(rule, stays, on)
        times.append((time.perf_counter() - began) * 1e6)
    return times


def main() -> int:
    """Print median and 99th percentile by rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5000, help="answers by rule (default 5000)")
    runs: int = parser.parse_args().runs
    stays = year_of_stays()
    on = FIRST_ENTRY + timedelta(days=365)
    missed = False
    for text in RULES:
        rule = StayRule.parse(text)
        microseconds(rule, stays, on, runs // 10)
        times = microseconds(rule, stays, on, runs)
        median, tail = statistics.median(times), statistics.quantiles(times, n=100)[98]
        bar = ""
        if text == BARRED_RULE:
            missed = median > BAR_MICROSECONDS
            bar = f"  (bar {BAR_MICROSECONDS:.0f} µs: {'missed' if missed else 'kept'})"
        print(f"{text:<20} median {median:7.1f} µs   99 % {tail:7.1f} µs{bar}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
