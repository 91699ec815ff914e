"""The tables shipped with the reader, read once from `data/`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from comity.mrz.letters import Letter, NumberSign, Tables


@cache
def shipped() -> Tables:
    """What document codes mean, as far as it is known; every line has its source."""
    return Tables(
        letters=tuple(
            Letter(
                issuer=row["issuer"],
                letter=row["letter"],
                classes=tuple(row["classes"].split(",")),
                flag=row["flag"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
                kind=row["kind"],
                confidence=row["confidence"],
                source=row["source"],
            )
            for row in _rows("letters")
        ),
        documents={row["code"]: row["class"] for row in _rows("documents")},
        validity={(row["issuer"], row["class"]): int(row["years"]) for row in _rows("validity")},
        numbers=tuple(
            NumberSign(row["issuer"], row["prefix"], row["class"]) for row in _rows("numbers")
        ),
        roles={row["code"]: row["role"] for row in _rows("roles")},
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("comity.mrz").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    names = head.split("\t")
    for line in lines:
        yield dict(zip(names, line.split("\t"), strict=True))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
