"""Days: every way in which a text says when."""
