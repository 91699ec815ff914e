"""Final clauses and links that rows tell in their remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET, UnsetType, structs

from comity.law.instruments import Anchor, Duration, ForceRule, Instrument, Supersedes
from comity.records.facts.clusters import Cluster, Entry
from comity.records.facts.remarks import parts_of

_RULE = re.compile(
    r"(?:enters_into_force=(\d+)_days_after_(signature|last_notification)"
    r"|in force (\d+) days after the (last) notification)"
)
_RUNS = re.compile(r"act_runs_years=(\d+)(:renewed_automatically)?")
_REPLACED = re.compile(r"replaced_by=(\d{4})_\w+")
_FORM = re.compile(r"form=(\w+)")
_NOTES = re.compile(r"notes_dated=.+")


def form_told(entries: Iterable[Entry]) -> str | UnsetType:
    """The form of the act, where a row tells it."""
    for entry in entries:
        for part in parts_of(entry):
            found = _FORM.fullmatch(part)
            if found:
                return found[1]
            if _NOTES.fullmatch(part):
                return "exchange_of_notes"
    return UNSET


def force_rule_told(entries: Iterable[Entry]) -> ForceRule | UnsetType:
    """The rule of entry into force, where a row tells it (clause C26)."""
    for entry in entries:
        for part in parts_of(entry):
            found = _RULE.fullmatch(part)
            if found:
                signature = found[2] == "signature"
                anchor = Anchor.SIGNATURE if signature else Anchor.LAST_NOTIFICATION
                return ForceRule(anchor=anchor, n=int(found[1] or found[3]))
    return UNSET


def duration_told(entries: Iterable[Entry]) -> Duration | UnsetType:
    """How long it lasts, where a row tells it (clause C27)."""
    for entry in entries:
        for part in parts_of(entry):
            found = _RUNS.fullmatch(part)
            if found:
                return Duration(years=int(found[1]), tacit_renewal=found[2] is not None)
    return UNSET


def link(
    clusters: Sequence[Cluster], instruments: Mapping[str, Instrument]
) -> dict[str, Instrument]:
    """The instruments, the later of two linked to the one that a row says it replaced."""
    linked = dict(instruments)
    for item in clusters:
        years = {
            found[1]
            for entry in item.entries
            for part in parts_of(entry)
            if (found := _REPLACED.fullmatch(part))
        }
        for year in years:
            later = f"{'-'.join(item.entries[0].pair)}-{year}"
            if later in linked and item.id in linked and later != item.id:
                record = linked[later]
                known = (*record.supersedes, Supersedes(instrument=item.id))
                linked[later] = structs.replace(record, supersedes=known)
    return linked
