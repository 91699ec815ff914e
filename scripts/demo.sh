#!/usr/bin/env bash
# The case the project was born from, answered from real, sourced records.
set -euo pipefail

comity --version
