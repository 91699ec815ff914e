"""Counting by intervals against two oracles that look at every day by itself."""

from __future__ import annotations

import os
from random import Random

import pytest
from tests.count.campaign import differences, run
from tests.count.cases import ask
from tests.count.compare import compare

CAMPAIGN = max(1, int(os.environ.get("COMITY_CAMPAIGN", "1")))
SLOW = 25
SWIFT = 1200

# Found by the campaign, each once a difference: (seed, number).
FOUND = [
    (100, 7058),
    (101, 480),
    (149, 355),
    (100, 3876),
    (102, 1442),
    (100, 3829),
    (110, 1100),
    (42, 4749),
    (1, 795130),
    (1, 795536),
    (1, 795677),
    (1, 796971),
]


@pytest.mark.parametrize("number", range(SLOW))
def test_every_exit_tried_in_turn(number: int) -> None:
    random = Random(number)
    compare(ask(random), (random.randint(1, 10),))


def test_questions_of_the_length_of_real_rules() -> None:
    for number in range(3):
        compare(ask(Random(1000 + number), large=True))


def test_campaign() -> None:
    assert run(SWIFT * CAMPAIGN, seed=CAMPAIGN) == 0


@pytest.mark.parametrize(("seed", "number"), FOUND)
def test_found_by_the_campaign(seed: int, number: int) -> None:
    assert not differences(ask(Random(seed * 1_000_000_007 + number)))
