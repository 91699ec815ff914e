#!/usr/bin/env bash
# Every test, once; fails unless each branch of the pure rooms was taken.
# Arguments go to pytest. The last line is pytest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."

exec .venv/bin/python -m pytest \
  --cov=comity.law --cov=comity.count --cov=comity.mrz --cov=comity.decide \
  --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100 "$@"
