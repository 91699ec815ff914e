"""Watching feeds and folders: new articles read, those that concern the register drafted."""

from comity.read.watch.feeds import Feed, FeedError, Item, parse
from comity.read.watch.memory import Memory
from comity.read.watch.run import Outcome, Watch

__all__ = ["Feed", "FeedError", "Item", "Memory", "Outcome", "Watch", "parse"]
