"""Machine-readable zones of passports, cards and visas: ICAO Doc 9303, eighth edition.

Text in, values out; what the lines leave open stays open.

>>> from datetime import date
>>> from comity.law.states import State, StateKind
>>> reading = read(
...     "PDCHNDIPLOMAT<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<\\n"
...     "DE00000008CHN8001014F3001019<<<<<<<<<<<<<<<0",
...     today=date(2026, 1, 1),
...     states=by_document_code([State(code="CHN", kind=StateKind.STATE)]),
... )
>>> [item.document_class for item in reading.candidates]
['diplomatic']
"""

from __future__ import annotations

from comity.mrz.digits import Check, Misread, check_digit
from comity.mrz.errors import MrzError
from comity.mrz.layout import Format
from comity.mrz.letters import Candidate, Letter, Tables, candidates
from comity.mrz.reader import States, by_document_code, documents, read
from comity.mrz.reading import Name, Notice, Personal, Reading
from comity.mrz.tables import shipped
from comity.mrz.travel import PassportCandidate, to_passports

__all__ = [
    "Candidate",
    "Check",
    "Format",
    "Letter",
    "Misread",
    "MrzError",
    "Name",
    "Notice",
    "PassportCandidate",
    "Personal",
    "Reading",
    "States",
    "Tables",
    "by_document_code",
    "candidates",
    "check_digit",
    "documents",
    "read",
    "shipped",
    "to_passports",
]
