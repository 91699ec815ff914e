"""The values of parameters: what an assignment says, and how they are put in order."""

from __future__ import annotations

from typing import Any

from comity.read.treaty.model import Parameters

LIMITS = ("limits", "windows")
"""Parameters that are lists of limits, each with its direction."""

PLAIN_UNITS = {
    "years": "year",
    "renewal_years": "year",
    "max_age_years": "year",
    "min_months": "month",
    "first_of_month": "month",
    "last_of_month": "month",
}
"""Parameters that are plain numbers, and the only unit in which they are read."""


_NEVER_A_DELAY = ("year", "calendar_year")
"""Units of durations, in which no delay or notice (`n`) is written."""


def keep_classes(limits: list[dict[str, Any]]) -> None:
    """Leave `classes` on limits only where one side's classes have limits of their own."""
    for limit in limits:
        same_side = [x for x in limits if x.get("holder") == limit.get("holder")]
        named = [x["classes"] for x in same_side if x.get("classes")]
        own = limit.get("classes")
        limit["apart"] = bool(own) and any(other != own for other in named)
    for limit in limits:
        if not limit.pop("apart"):
            limit.pop("classes", None)


def literal_of(assignment: str) -> tuple[str, Any]:
    """The key and value of an assignment of one plain word; ("", None) for any other."""
    key, _, value = assignment.partition("=")
    if key.endswith("+") or value.startswith("<") or value.isdigit() or ":" in value:
        return "", None
    return key, {"true": True, "false": False}.get(value, value)


def fits(assignment: str, values: dict[str, tuple[int, Any]]) -> bool:
    """Whether a captured duration has the unit that its parameter is read in."""
    key, _, literal = assignment.partition("=")
    plain = PLAIN_UNITS.get(key)
    if not literal.startswith("<d") or (plain is None and key != "n"):
        return True
    slot = literal[1:-1] if literal[-2].isdigit() else literal[1:-1] + "1"
    value = values.get(slot, (0, None))[1]
    if plain is None:
        return not (isinstance(value, dict) and value["unit"] in _NEVER_A_DELAY)
    return isinstance(value, dict) and value["unit"] == plain


def tidy(parameters: Parameters) -> Parameters:
    """Plain values: lists of words sorted, limits in the order of the text, once each."""
    result: Parameters = {}
    for key, value in parameters.items():
        if key in LIMITS:
            chosen: list[Any] = []
            keep_classes([item for _, item in value])
            for _, item in sorted(value, key=lambda pair: pair[0]):
                if item not in chosen:
                    chosen.append(item)
            if any("value" in item for item in chosen):
                chosen = [i for i in chosen if "value" in i or i.get("holder")]
            counted = [{**i, "per": "entry"} for i in chosen if i.get("per") == "window"]
            chosen = [i for i in chosen if i not in counted]
            result[key] = chosen
        elif isinstance(value, list):
            result[key] = sorted(value)
        else:
            result[key] = value
    return result
