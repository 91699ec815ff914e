#!/usr/bin/env bash
# The case the project was born from, answered from real, sourced records.
set -euo pipefail

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
ask() {
    printf '\033[2m$ comity %s\033[0m\n' "$*"
    comity "$@"
    echo
}
[ -t 1 ] || {
    say() { printf '\n== %s\n' "$*"; }
    ask() {
        printf '$ comity %s\n' "$*"
        comity "$@"
        echo
    }
}

comity --version

say "23 September 2025: nothing is signed"
ask check --passport TGO:diplomatic --to KAZ --on 2025-09-23

say "5 October 2025: signed, which is not in force; known as on 24 September, and as known today"
ask check --passport TGO:diplomatic --to KAZ --on 2025-10-05 --known-on 2025-09-24
ask check --passport TGO:diplomatic --to KAZ --on 2025-10-05
ask check --passport TGO:service --to KAZ --on 2025-10-05

say "The other way: Kazakh passports to Lome"
ask check --passport KAZ:diplomatic --to TGO --on 2025-10-05
ask check --passport KAZ:service --to TGO --on 2025-10-05

say "An ordinary passport is not covered"
ask check --passport TGO:ordinary --to KAZ --on 2025-10-05

say "What would make it apply"
ask explain --why-not --passport TGO:diplomatic --to KAZ --on 2025-10-05

say "An agreement in force, for comparison"
ask check --passport CHE:diplomatic --to "South Africa" --on 2026-11-24 --purpose official

say "The growing list of partners of Togo"
ask partners Togo --over-time

say "The dossier"
ask dossier Togo Kazakhstan
