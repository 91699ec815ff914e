#!/usr/bin/env bash
# Every test, once; fails unless each branch of the pure rooms was taken.
# Arguments go to pytest. The last line is pytest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."

pure=()
for room in law count mrz decide; do
  if [[ -d src/comity/$room ]]; then pure+=("--cov=comity.$room"); fi
done

exec .venv/bin/python -m pytest "${pure[@]}" \
  --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100 "$@"
