"""Sentences made from reasons: the reasons are data first (rule 11)."""

from __future__ import annotations

from comity.say.sayer import LANGUAGES, Sayer

__all__ = ["LANGUAGES", "Sayer"]
