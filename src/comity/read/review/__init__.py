"""Reviewing drafts: what the register already knows, accepting, merging, refusing."""

from comity.read.review.accept import Accepted, Refused, accept, merge, reject
from comity.read.review.correct import correct
from comity.read.review.links import Link, Listed, links, listed

__all__ = [
    "Accepted",
    "Link",
    "Listed",
    "Refused",
    "accept",
    "correct",
    "links",
    "listed",
    "merge",
    "reject",
]
