"""Stays, windows, limits: how many days are used, and how many may still be spent.

Pure functions over immutable values. Days are calendar days; a day is inside every stay that
touches it, whatever the hour (Regulation (EU) 2016/399, Article 6(2)), unless the convention
handed in says otherwise. Nothing here reads a clock: the date asked about is an argument.
"""

from __future__ import annotations

from comity.count.counting import Caution, LimitCount, StayCount, count_stay
from comity.count.drawing import draw_window
from comity.count.stays import Convention, Stay, StaysError, parse_stays

__all__ = [
    "Caution",
    "Convention",
    "LimitCount",
    "Stay",
    "StayCount",
    "StaysError",
    "count_stay",
    "draw_window",
    "parse_stays",
]
