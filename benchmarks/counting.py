"""How long one person's year of stays takes to count, rule by rule; 1 where the bar is missed.

Times are processor time, so that other work on the machine does not count. It still slows a
processor's caches and clock: of several rounds, the least median is told.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import date, timedelta

from comity.count import Stay, count_stay
from comity.law.stay import StayRule

BAR_MICROSECONDS = 50.0
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
        began = time.process_time_ns()
        count_stay(rule, stays, on)
        times.append((time.process_time_ns() - began) / 1e3)
    return times


def main() -> int:
    """Print median and 99th percentile by rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000, help="answers by rule and round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the best is told")
    given = parser.parse_args()
    stays = year_of_stays()
    on = FIRST_ENTRY + timedelta(days=365)
    rules = {text: StayRule.parse(text) for text in RULES}
    found: dict[str, list[tuple[float, float]]] = {text: [] for text in RULES}
    for _ in range(given.rounds):
        for text, rule in rules.items():
            times = microseconds(rule, stays, on, given.runs)
            tail = statistics.quantiles(times, n=100)[98]
            found[text].append((statistics.median(times), tail))
    missed = False
    for text, rounds in found.items():
        median, tail = min(rounds)
        kept = median < BAR_MICROSECONDS
        missed = missed or not kept
        bar = f"bar {BAR_MICROSECONDS:.0f} µs: {'kept' if kept else 'missed'}"
        print(f"{text:<20} median {median:7.1f} µs   99 % {tail:7.1f} µs   ({bar})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
