"""What must hold across records: one small function to a rule, each with a stable code."""

from comity.records.checks.registry import CHECKS, run_checks

__all__ = ["CHECKS", "run_checks"]
