"""The values of terms in words: spans of time, areas, ranks, colours, parts of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from comity.say.sayer import Sayer

_OVERSEAS = "_overseas"


def word(kind: str, value: str, say: Sayer) -> str:
    """A value of a closed list in words; one that has none, as it stands without underscores."""
    key = f"{kind}.{value}"
    return say.text(key) if say.has(key) else value.replace("_", " ")


def words(kind: str, value: str, say: Sayer) -> str:
    """Several such values."""
    return ", ".join(word(kind, part, say) for part in value.split("+"))


def span(value: str, say: Sayer) -> str:
    """So many days, or months where an ``m`` follows the number.

    >>> span("3m", Sayer("en"))
    '3 months'
    """
    if value.endswith("m"):
        return say.amount(int(value[:-1]), "month")
    return say.amount(int(value), "day")


def areas(value: str, say: Sayer) -> str:
    """States, parts of states and areas, joined by ``+``.

    >>> areas("IRL+FRA_overseas", Sayer("en"))
    'Ireland, France (overseas)'
    """
    return ", ".join(_area(part, say) for part in value.split("+"))


def _area(part: str, say: Sayer) -> str:
    if part.endswith(_OVERSEAS):
        return say.text("area.overseas", state=say.the_state(part.removesuffix(_OVERSEAS)))
    if len(part) == 3 and part.isupper():
        return say.the_state(part)
    return word("area", part, say)


def day_of_year(value: str, say: Sayer) -> str:
    """A day of the year without the year.

    >>> day_of_year("10-31", Sayer("en"))
    '31 October'
    """
    return say.date(f"2004-{value}").rpartition(" ")[0]


def _season(value: str, say: Sayer) -> dict[str, object]:
    first, _, last = value.partition("/")
    return {"first": day_of_year(first, say), "last": day_of_year(last, say)}


def _valid(unit: str) -> Callable[[str, Sayer], dict[str, object]]:
    def said(value: str, say: Sayer) -> dict[str, object]:
        return {"amount": say.amount(int(value.partition(":")[0]), unit)}

    return said


def _entries(value: str, say: Sayer) -> dict[str, object]:
    number, _, period = value.partition("/")
    return {"amount": say.amount(int(number), "entry"), "period": word("period", period, say)}


def _notice(value: str, say: Sayer) -> dict[str, object]:
    return {"of": say.text("notice.ahead", amount=span(value, say)) if value else ""}


def _extendable(value: str, say: Sayer) -> dict[str, object]:
    if not value:
        return {"of": ""}
    numbered = value.removesuffix("m").isdigit()
    how = say.text("extendable.by", amount=span(value, say)) if numbered else ""
    return {"of": f" {how or word('extendable', value, say)}"}


def _group(value: str, say: Sayer) -> dict[str, object]:
    first, _, last = value.partition("-")
    return {"of": say.text("group.of", first=first, last=last) if value else ""}


def _invitation(value: str, say: Sayer) -> dict[str, object]:
    return {"of": f" {word('invitation', value, say)}" if value else ""}


def _points(value: str, say: Sayer) -> dict[str, object]:
    kind, _, named = value.partition(":")
    return {"points": areas(named, say) if kind == "named" else word("points", value, say)}


def _named(kind: str) -> Callable[[str, Sayer], dict[str, object]]:
    return lambda value, say: {"value": words(kind, value, say)}


def _areas(value: str, say: Sayer) -> dict[str, object]:
    return {"value": areas(value, say)}


VALUES: Mapping[str, Callable[[str, Sayer], dict[str, object]]] = {
    "accompanied_by": _named("companion"),
    "accredited_notice": _notice,
    "announce_high_officials": _named("rank"),
    "cover": _named("cover"),
    "entries_max": _entries,
    "entry_points": _points,
    "extendable": _extendable,
    "group_only": _group,
    "invitation": _invitation,
    "organisation_staff": _named("organisation"),
    "passport_valid_days": _valid("day"),
    "passport_valid_months": _valid("month"),
    "rank_min": _named("rank"),
    "residents_of": _areas,
    "season": _season,
    "sex": _named("sex"),
    "territory": _areas,
    "territory_excludes": _areas,
    "territory_includes": _areas,
}
"""How the value of a term is put into its sentence, where it is not said as it stands."""
