"""The command line: parse, call, print. Every command has --json, --lang and --help.

Exit status: 0 for any answer; 2 a question that cannot be understood; 65 bad data;
`check --exit-code` tells the outcome (see `comity check --help`).
"""

from __future__ import annotations

from comity.cli.app import main

__all__ = ["main"]
