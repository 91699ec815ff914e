"""From a reading to the fields of a draft record (the checklist of the taxonomy)."""

from __future__ import annotations

from typing import Any

from comity.read.treaty.model import TreatyReading

_FIELDS = {
    "purposes": "excluded",
    "accredited_staff": "accredited",
    "family": "family",
    "international_organisations": "io",
    "residents_return": "residents_return",
    "border_points": "borders",
    "passport_validity": "validity",
    "lost_passport": "lost",
    "refusal": "refusal",
    "entry_into_force": "entry_into_force",
    "duration": "duration",
    "termination": "termination",
    "suspension": "suspension",
    "amendment": "amendment",
    "extension": "extension",
    "high_officials": "high_officials",
    "fees": "fees",
    "host_law": "host_law",
    "data_protection": "data_protection",
    "readmission": "readmission",
    "authorities": "authorities",
    "third_country_rules": "third_country_rules",
    "disputes": "disputes",
    "area_days": "area_days",
    "persons_inside": "persons_inside",
}
_MANY = {"earlier_acts": "supersedes", "territory": "territory", "savings": "savings"}


def to_clauses(reading: TreatyReading) -> dict[str, Any]:
    """The reading under the field names of a record, with `source` paths for each.

    A field that is absent is silent in the text. `grant` has one entry for each direction and
    limit: `{holder, territory, limit, window, anchor, per, classes}`. Where two articles speak
    of one field, the values of the first stand and those of the second fill the gaps; the
    paths of both are kept.
    """
    result: dict[str, Any] = {
        "parties": [{"code": code} for code in reading.parties],
        "documents": {k: list(v) for k, v in reading.passport_classes.items()},
        "languages": list(reading.languages),
    }
    sources: dict[str, list[str]] = {}
    limits: list[dict[str, Any]] = []
    windows: list[dict[str, Any]] = []
    for clause in reading.clauses:
        values = dict(clause.parameters)
        path = f"article {clause.article}" if clause.article[:1].isdigit() else clause.article
        if clause.kind == "length_of_stay":
            limits.extend({**item, "path": path} for item in values.get("limits", ()))
        elif clause.kind == "stay_window":
            windows.extend(values.get("windows", ()))
        elif clause.kind == "languages":
            if "prevailing" in values:
                result["prevailing"] = values["prevailing"]
            sources.setdefault("languages", []).append(path)
        elif clause.kind == "form":
            result["form"] = values["form"]
        elif clause.kind in ("specimens", "new_passports"):
            key = "initial" if clause.kind == "specimens" else "change"
            result.setdefault("specimens", {}).setdefault(key, values)
            sources.setdefault("specimens", []).append(path)
        elif clause.kind in _MANY:
            result.setdefault(_MANY[clause.kind], []).append(values)
            sources.setdefault(_MANY[clause.kind], []).append(path)
        elif clause.kind in _FIELDS:
            name = _FIELDS[clause.kind]
            result[name] = {**values, **result.get(name, {})}
            sources.setdefault(name, []).append(path)
    result["grant"] = _grants(reading, limits, windows)
    result["source"] = sources
    if reading.signed or reading.place:
        result["instruments"] = [{"date": reading.signed, "place": reading.place}]
    return result


def _grants(
    reading: TreatyReading, limits: list[dict[str, Any]], windows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    grants: list[dict[str, Any]] = []
    parties = reading.parties
    for holder in parties:
        for territory in parties:
            if holder == territory or any({holder, territory} <= set(s) for s in reading.sides):
                continue
            classes = list(reading.passport_classes.get(holder, ()))
            own = [x for x in limits if x.get("holder", holder) == holder]
            mine = [w for w in windows if w.get("holder", holder) == holder]
            counted = [x for x in own if x.get("per") == "window"]
            for limit in own or [{}]:
                grant: dict[str, Any] = {
                    "holder": holder,
                    "territory": territory,
                    "classes": list(limit.get("classes", classes)),
                }
                if "value" in limit:
                    grant["limit"] = {"value": limit["value"], "unit": limit["unit"]}
                elif limit.get("none"):
                    grant["limit"] = None
                if "path" in limit:
                    grant["source"] = limit["path"]
                if limit.get("per") == "entry":
                    grant["anchor"] = "per_entry"
                elif limit.get("per") == "window" and len(mine) >= 1:
                    window = mine[min(counted.index(limit), len(mine) - 1)]
                    grant["window"] = {"value": window["value"], "unit": window["unit"]}
                    grant["anchor"] = window["anchor"]
                grants.append(grant)
    return grants
