"""Dated snapshots of the Passport Index data set: ordinary passports, 199 by 199 states.

Nothing of the data set is shipped. A user who has its files imports them into a layer of
their own, which is laid over the register with the data set's licence and attribution.
"""

from __future__ import annotations

from comity.records.passport_index.matrix import Matrix, read_layer, write_layer
from comity.records.passport_index.snapshots import Snapshot, read_snapshot

__all__ = ["Matrix", "Snapshot", "read_layer", "read_snapshot", "write_layer"]
