"""One reader's language: texts, names, dates and lengths."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from comity.law.stay import Limit, StayRule

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fr")

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
_Day = date
Names = Callable[[str], Mapping[str, str]]
"""Names or titles by language, given a code or an identifier."""
_SPACED = re.compile(r" ([;:!?])(?=\s|$)")
_SEMICOLON = re.compile(r"(\w|\)|\]);(?=\s|$)")
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


def _in_part(lang: str, *words: tuple[str, str]) -> Callable[[str], str]:
    """Puts what stands before a day as it stands before a month or a year."""
    months = "|".join(_MONTHS[lang].split())
    rules = [
        (re.compile(rf"\b{day} (?=(?:(?:{months}) )?\d{{4}}\b(?!-))"), f"{part} ")
        for day, part in words
    ]

    def put(text: str) -> str:
        for pattern, part in rules:
            text = pattern.sub(part, text)
        return text

    return put


_IN_PART = {
    "en": _in_part("en", ("on", "in")),
    "fr": _in_part("fr", ("depuis le", "depuis"), ("le", "en")),
}
"""A day has "on" before it, a month or a year has not."""


@cache
def _catalogue(lang: str) -> dict[str, str]:
    raw = (_DATA / f"{lang}.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, str])


class Sayer:
    """Says things in one language.

    Args:
        lang: ``en`` or ``fr``; anything else is said in English.
        titles: an instrument's own titles by language, given its identifier.
        groups: a group's names by language, given its code.
    """

    def __init__(
        self, lang: str = "en", titles: Names | None = None, groups: Names | None = None
    ) -> None:
        self._titles = titles
        self._groups = groups
        self.lang = lang if lang in LANGUAGES else "en"
        self._texts = _catalogue(self.lang)

    def own_title(self, instrument: str) -> str:
        """The title that an instrument's record has in this language; "" where it has none."""
        return self._titles(instrument).get(self.lang, "") if self._titles else ""

    def has(self, key: str) -> bool:
        """Whether the catalogue has a text."""
        return key in self._texts

    def text(self, key: str, **values: object) -> str:
        """The text of a key with its values put in."""
        said = self._texts[key].format_map(values)
        return _IN_PART[self.lang](said) if values else said

    def number(self, value: int) -> str:
        """A number with its thousands apart."""
        return f"{value:,}" if self.lang == "en" else f"{value:,}".replace(",", "\u202f")

    def typeset(self, text: str) -> str:
        """The text with the signs of punctuation as the language sets them.

        French sets a space before ; : ! and ?, at which no line is broken.
        """
        if self.lang != "fr":
            return text
        return _SPACED.sub("\u00a0\\1", _SEMICOLON.sub(r"\1 ;", text))

    def labelled(self, label: str, said: str) -> str:
        """A label and what it introduces, with the colon as the language sets it."""
        return f"{label}{self.text('colon')}{said}"

    def date(self, value: date | str) -> str:
        """A date as precise as it is: a day, a month or a year; other text stays as it is."""
        return self._date(value, _MONTHS)

    def short_date(self, value: _Day | str) -> str:
        """The same with the month cut short, for a column of dates: at most 14 characters."""
        return self._date(value, _SHORT_MONTHS)

    def _date(self, value: _Day | str, months: dict[str, str]) -> str:
        text = value.isoformat() if isinstance(value, _Day) else value
        if not _ISO.fullmatch(text):
            return text
        year, *rest = text.split("-")
        if not rest:
            return year
        month = months[self.lang].split()[int(rest[0]) - 1]
        if len(rest) == 1:
            return f"{month} {year}"
        day = int(rest[1])
        shown = "1er" if day == 1 and self.lang == "fr" else str(day)
        return f"{shown} {month} {year}"

    def state(self, code: str) -> str:
        """The name of a state, organisation or group; the code itself where it has none."""
        from comity.law.errors import UsageError
        from comity.names import display

        try:
            return display(code, self.lang)
        except UsageError:
            names = self._groups(code) if self._groups else {}
            return names.get(self.lang) or code

    def the_state(self, code: str) -> str:
        """The name of a state inside a sentence: English puts an article before some."""
        name = self.state(code)
        return f"the {name}" if self.lang == "en" and _ARTICLE.search(name) else name

    def states(self, codes: str, joiner: str = "+") -> str:
        """Several states inside a sentence, their codes joined by `joiner`."""
        return ", ".join(self.the_state(code) for code in codes.split(joiner))

    def passport_class(self, name: str) -> str:
        """The name of a passport class."""
        return self._texts.get(f"class.{name}", name)

    def passport(self, issuer: str, name: str) -> str:
        """Whose passport of which class, or which other document."""
        state, kind = self.state(issuer), self.passport_class(name)
        if state in kind or is_of_issuer(name):
            return kind[:1].upper() + kind[1:]
        key = "label.passport" if is_passport(name) else "label.document"
        return self.text(key, state=state, **{"class": kind})

    def classes(self, names: str) -> str:
        """Several classes, joined by ``+``."""
        return ", ".join(self.passport_class(name) for name in names.split("+") if name)

    def amount(self, number: int, unit: str) -> str:
        """So many days, months, years or entries."""
        key = f"unit.{unit}.1" if number == 1 else f"unit.{unit}"
        return self.text(key, n=number)

    def limit(self, limit: Limit) -> str:
        """One limit of a stay."""
        if limit.amount is None:
            return self.text(f"limit.{limit.per}")
        amount = self.amount(limit.amount, limit.unit)
        window = ""
        if limit.window and limit.window_unit:
            window = self.amount(limit.window, limit.window_unit)
        return self.text(f"limit.{_limit_key(limit)}", amount=amount, window=window)

    def rule(self, rule: StayRule | tuple[Limit, ...]) -> str:
        """All limits of a stay, which hold together."""
        limits = rule.limits if isinstance(rule, StayRule) else rule
        joiner = " and " if self.lang == "en" else " et "
        return joiner.join(self.limit(limit) for limit in limits)


def is_of_issuer(name: str) -> bool:
    """Whether the name of a class says who issues it."""
    return name in ("un_laissez_passer", "eu_laissez_passer")


_ARTICLE = re.compile(
    r"^(United|Bahamas|Central African|Comoros|Gambia|Maldives|Netherlands|Philippines|Seychelles"
    r"|European|Organi[sz]ation|Council|Sovereign)\b|\b(Islands|Republic|Union|Federation)$"
)
"""English names that take an article inside a sentence."""


def is_passport(name: str) -> bool:
    """Whether the name of a class qualifies a passport, rather than naming another document."""
    return not any(word in name for word in ("passer", "document", "card", "seaman"))


def _limit_key(limit: Limit) -> str:
    if limit.per == "first_entry" and limit.window is None:
        return "first_entry_open"
    if limit.per == "unstated" and limit.window is not None:
        return "unstated_year" if limit.window_unit == "year" else "unstated_window"
    return limit.per
