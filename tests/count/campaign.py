"""A campaign: count_stay against a day-by-day oracle on generated questions.

Run as ``python -m tests.count.campaign N [SEED]``; prints figures, exits 1 on any difference.
"""

from __future__ import annotations

import sys
import time
from random import Random

from tests.count.cases import ask
from tests.count.oracle import Ask
from tests.count.swift import Swift, bits

from comity.count import StayCount, count_stay

CAP = 60
EARLIEST_EVERY = 50
MOST_SHOWN = 5


def spans_bits(spans: tuple[tuple[object, ...], ...]) -> int:
    found = 0
    for first, last in spans:
        found |= bits(first.toordinal(), last.toordinal())  # type: ignore[attr-defined]
    return found


def answer(question: Ask) -> StayCount:
    return count_stay(
        question.rule,
        question.stays,
        question.on,
        convention=question.convention,
        area=question.area,
        grant=question.grant,
        excluded=question.excluded,
        place=question.place,
    )


def differences(question: Ask, length: int | None = None) -> list[str]:
    """What the two say differently about one question; empty where they agree."""
    count, swift = answer(question), Swift(question, CAP)
    found = []
    over = swift.overstays()
    if spans_bits(count.overstays) != over or count.overstay_days != over.bit_count():
        found.append("overstays")
    if spans_bits(count.planned_overstays) != swift.planned_overstays():
        found.append("planned overstays")
    far = question.on.toordinal() + CAP - 1
    ours = None if count.latest_exit is None else count.latest_exit.toordinal()
    left, latest, outstayed = swift.left()
    if left is None:
        if count.days_ahead is not None and (ours is None or ours < far):
            found.append(f"days left: {count.days_ahead}, not {CAP} or more")
    elif count.days_ahead != left or (not outstayed and ours != latest):
        found.append(f"days left: {count.days_ahead} to {count.latest_exit}, not {left}")
    elif outstayed and ours is not None and ours >= question.on.toordinal() + 1:
        found.append("latest exit of one who has overstayed")
    if length is not None:
        entry = count.earliest_entry_for(length)
        theirs = swift.earliest(length)
        mine = None if entry is None else entry.toordinal()
        beyond = theirs is None and (mine is None or mine > far)
        if not beyond and mine != theirs:
            found.append(f"earliest entry for {length}: {entry}")
    return found


def run(number: int, seed: int) -> int:
    """Hold `number` questions to the oracle; the number that differ."""
    differing = 0
    for index in range(number):
        random = Random(seed * 1_000_000_007 + index)
        question = ask(random)
        length = random.randint(1, 10) if index % EARLIEST_EVERY == 0 else None
        found = differences(question, length)
        if found:
            differing += 1
            if differing <= MOST_SHOWN:
                print(f"seed {seed}, question {index}: {'; '.join(found)}\n  {question}")
    return differing


def main() -> int:
    """Print the figures of one campaign."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began = time.perf_counter()
    differing = run(number, seed)
    seconds = time.perf_counter() - began
    print(f"{number:,} questions, seed {seed}, {seconds:,.0f} s, {differing} differences")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
