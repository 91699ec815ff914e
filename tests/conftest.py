"""What all tests share: how many examples a property gets, and for how long."""

from __future__ import annotations

import os

from hypothesis import settings

SCALE = int(os.environ.get("COMITY_CAMPAIGN", "1"))

settings.register_profile(
    "comity",
    max_examples=100 * SCALE,
    deadline=None,  # a slow machine is no defect of the law
    derandomize=SCALE == 1,  # the default run is repeatable; a campaign explores
)
settings.load_profile("comity")
