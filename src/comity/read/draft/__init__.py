"""From a reading to draft records in the register's own format, with their evidence."""

from comity.read.draft.announcement import draft_announcement
from comity.read.draft.folder import load_draft, write_draft
from comity.read.draft.model import Draft, Origin
from comity.read.draft.treaty import draft_treaty

__all__ = [
    "Draft",
    "Origin",
    "draft_announcement",
    "draft_treaty",
    "load_draft",
    "write_draft",
]
