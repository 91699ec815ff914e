"""From the fact tables to records: one statement to every row, nothing dropped."""

from __future__ import annotations

from comity.records.facts.importer import import_facts
from comity.records.facts.report import FileCount, ImportReport

__all__ = ["FileCount", "ImportReport", "import_facts"]
