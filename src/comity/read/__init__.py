"""The reader: from an announcement or a treaty text to draft records with their evidence."""

from comity.read.announcement import read_announcement
from comity.read.documents.document import Document, IntakeError
from comity.read.documents.intake import load
from comity.read.model import Act, Person, Reading, Span, Stay

__all__ = [
    "Act",
    "Document",
    "IntakeError",
    "Person",
    "Reading",
    "Span",
    "Stay",
    "load",
    "read_announcement",
]
