"""How long a delegation of 1,000 persons x 4 legs takes: read, answered, written, by the clock.

Every person has passports, dates and a journey of one of a few kinds; the register is the one
that is shipped. What is measured is one cold run of the command, with its page and without.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

SECONDS_ALLOWED = 5.0
ISSUERS = "TGO FRA CHE CHN TUR IND SEN DEU BRA JPN KEN VNM MAR EGY CIV GHA ITA ESP IDN PER".split()
CLASSES = "diplomatic service official ordinary".split()
JOURNEYS = (
    "Lome>IST(landside)>NQZ on {0}..{1}; NQZ>BER on {1}..{2}; BER>state:FRA on {2}..{3}",
    "Nairobi>ADD on {0}..{1}; ADD>Istanbul on {1}..{2}; IST>NQZ on {2}..{3}; NQZ>BEG on {3}",
    "GRU>LIS on {0}..{1}; LIS>MAD on {1}..{2}; MAD>ALG on {2}..{3}; ALG>CAI on {3}",
)


def delegation(path: Path, persons: int) -> None:
    """A file of so many lines, the same at each run."""
    chance = random.Random(4)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "passports", "purpose", "legs", "stays"])
        for number in range(persons):
            start = date(2026, 10, 3) + timedelta(days=chance.randrange(60))
            days = [(start + timedelta(days=4 * step)).isoformat() for step in range(4)]
            held = ";".join(
                f"{chance.choice(ISSUERS)}:{chance.choice(CLASSES)} 2029-0{number % 9 + 1}-15"
                for _ in range(chance.choice((1, 1, 2)))
            )
            stays = "DEU:2026-06-01/2026-06-20 TUR:2026-07-01/2026-07-15" if number % 3 else ""
            journey = JOURNEYS[number % len(JOURNEYS)].format(*days)
            rows.writerow([f"P{number:05}", held, "official", journey, stays])


def seconds(command: Sequence[str]) -> float:
    """Wall-clock time of one run, which must answer every line."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    """Print the times and the bar; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1000)
    persons: int = parser.parse_args().persons
    comity = str(Path(sys.executable).with_name("comity"))
    with tempfile.TemporaryDirectory() as folder:
        file, page = Path(folder, "delegation.csv"), Path(folder, "plan.html")
        delegation(file, persons)
        base = [comity, "trip", str(file), "--today", "2026-08-20"]
        seconds([comity, "states"])
        times = {
            "table": seconds(base),
            "JSON": seconds([*base, "--json"]),
            "page": seconds([*base, "--html", str(page)]),
        }
    for name, taken in times.items():
        print(f"{persons} persons x 4 legs, {name:<6} {taken:6.2f} s")
    print(f"bar                         {SECONDS_ALLOWED:6.2f} s")
    return 0 if max(times.values()) <= SECONDS_ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
