"""How long `comity check` takes from a cold start, beside an empty Python, run by turns."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

QUESTION = ("check", "--passport", "TGO:diplomatic", "--to", "KAZ", "--on", "2025-10-05")
RATIO_ALLOWED = 4.0
EXTRA_MS_ALLOWED = 100.0

_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed Comity has its byte code; a checkout writes it at its first run."""


def milliseconds(command: list[str]) -> float:
    """Wall-clock time of one run of `command`, which must succeed."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_ENVIRONMENT)
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Print both medians and the bar; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each (default 15)")
    runs: int = parser.parse_args().runs

    python = sys.executable
    empty = [python, "-c", "pass"]
    question = [str(Path(python).with_name("comity")), *QUESTION]

    milliseconds(empty)
    milliseconds(question)  # writes the byte code
    pairs = [(milliseconds(empty), milliseconds(question)) for _ in range(runs)]
    base = statistics.median(first for first, _ in pairs)
    ours = statistics.median(second for _, second in pairs)
    bar = RATIO_ALLOWED * base + EXTRA_MS_ALLOWED

    print(f"python -c pass   {base:7.1f} ms   median of {runs}")
    print(f"comity check     {ours:7.1f} ms   {ours / base:.2f} times")
    print(f"bar              {bar:7.1f} ms   {RATIO_ALLOWED:g} times + {EXTRA_MS_ALLOWED:g} ms")
    return 0 if ours <= bar else 1


if __name__ == "__main__":
    sys.exit(main())
