"""The reader: from an announcement or a treaty text to draft records with their evidence."""
