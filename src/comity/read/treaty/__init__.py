"""The texts of agreements: articles, clauses, parameters, each with its words."""

from comity.read.treaty.draft import to_clauses
from comity.read.treaty.model import Clause, Evidence, TreatyReading, Unread
from comity.read.treaty.reader import read_treaty

__all__ = ["Clause", "Evidence", "TreatyReading", "Unread", "read_treaty", "to_clauses"]
