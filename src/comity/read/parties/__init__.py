"""Parties: which states an act binds."""
