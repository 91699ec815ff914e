"""Sentences for the parts of a decision: conditions, obligations, reasons, gaps."""

from __future__ import annotations

from functools import lru_cache

from comity.decide.decision import Considered, Note
from comity.law.errors import ComityError
from comity.law.terms import KINDS, Term, TermRole, parse_terms
from comity.say.sayer import Sayer, is_passport
from comity.say.words import VALUES, areas


def say_condition(note: Note, say: Sayer) -> str:
    """What must hold."""
    if note.code == "date_straddles" and not note.value:
        return say.text("condition.date_straddles.none")
    if note.code == "entries_max" and note.value == "unlimited":
        return say.text("condition.entries_max.unlimited")
    if note.code.startswith("passport_valid_") and note.value.partition(":")[0] == "0":
        return say.text(f"condition.passport_valid.{note.value.partition(':')[2] or 'entry'}")
    if note.code == "any_of":
        parts = (part.partition(":") for part in note.value.split("|"))
        said = [say_condition(Note(name, value), say) for name, _, value in parts]
        return said[0] if len(said) == 1 else say.text("condition.any_of", value=_listed(said, say))
    return say.text(f"condition.{note.code}", **_values(note, say))


def say_obligation(note: Note, say: Sayer) -> str:
    """What the holder has to do."""
    values = _values(note, say)
    if note.code == "longer_stay":
        name, _, _ = note.value.partition(":")
        values["how"] = say.text(f"longer.{name}")
    return say.text(f"obligation.{note.code}", **values)


def say_assumption(note: Note, say: Sayer) -> str:
    """What was taken for granted."""
    first, _, second = note.value.partition("=")
    return say.text(
        f"assumption.{note.code}", a=say.passport_class(first), b=say.passport_class(second)
    )


def say_missing(note: Note, say: Sayer) -> str:
    """What the register would have to know."""
    return say.text(f"missing.{note.code}", **_values(note, say))


def say_remark(note: Note, say: Sayer) -> str:
    """How far the grant reaches."""
    values = _values(note, say)
    if note.code == "accredited":
        name, _, days = note.value.partition(":")
        values["how"] = say.text(f"accredited.{name}", n=days)
    if say.has(f"remark.{note.code}.{note.value}"):
        return say.text(f"remark.{note.code}.{note.value}")
    return say.text(f"remark.{note.code}", **values)


def say_reason(item: Considered, say: Sayer) -> str:
    """Why an instrument was set aside."""
    key = f"reason.{item.reason}"
    if item.reason == "class_not_covered" and not all(map(is_passport, item.detail.split("+"))):
        key += ".document"
    return say.text(
        key,
        detail=item.detail,
        date=say.date(item.detail),
        state=areas(item.detail, say),
        classes=say.classes(item.detail),
        **{"class": say.passport_class(item.detail), "term": say_term(item.detail, say)},
    )


_TOLD_AS_CONDITIONS = ("family=household",)


def say_term(text: str, say: Sayer) -> str:
    """A term in words, whatever its role."""
    terms = _terms(text)
    if terms is None:
        return text
    said = []
    for term in terms:
        note = Note(term.name, term.value)
        role = KINDS[term.name].role
        if role is TermRole.MARKER:
            said.append(say.text(f"marker.{term.name}"))
        elif (
            role is TermRole.CONDITION
            or str(term) in _TOLD_AS_CONDITIONS
            or (term.name in ("territory", "issuer_only"))
        ):
            said.append(say_condition(note, say))
        elif role is TermRole.DUTY:
            said.append(say_obligation(note, say))
        elif say.has(f"remark.{term.name}"):
            said.append(say_remark(note, say))
        else:
            said.append(str(term))
    return _listed(said, say)


def _listed(said: list[str], say: Sayer) -> str:
    return (" ; " if say.lang == "fr" else "; ").join(said)


@lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[Term, ...] | None:
    """The terms of a text; None for one that is written otherwise (a date, a name)."""
    try:
        return tuple(parse_terms(text))
    except ComityError:
        return None


def _values(note: Note, say: Sayer) -> dict[str, object]:
    """Every way in which a note's value can be put into a sentence."""
    amount, _, rest = note.value.partition(":")
    own = VALUES.get(note.code)
    after_exit = {"en": " after departure", "fr": " après la sortie"}[say.lang]
    after_entry = {"en": " after entry", "fr": " après l'entrée"}[say.lang]
    permit = {"en": " or residence permit", "fr": " ou titre de séjour"}[say.lang]
    return {
        "value": say.states(note.value) if _codes(note.value) else say.date(_plain(note.value)),
        "n": amount,
        "exit": after_exit if rest == "exit" else after_entry,
        "permit": permit if rest == "or_residence" else "",
        "of": f" ({_plain(note.value)})" if note.value else "",
        "state": say.states(note.value) if note.value else "",
        "states": say.states(amount),
        "date": say.date(note.value),
        "class": say.passport_class(note.value),
        "purpose": say.text(f"purpose.{note.value}") if say.has(f"purpose.{note.value}") else "",
        "purposes": ", ".join(
            say.text(f"purpose.{name}") if say.has(f"purpose.{name}") else name
            for name in note.value.split("+")
        ),
        "how": "",
        **(own(note.value, say) if own else {}),
    }


def _codes(value: str) -> bool:
    parts = value.split("+")
    return bool(value) and all(len(part) == 3 and part.isupper() for part in parts)


def _plain(value: str) -> str:
    return value.replace("_", " ").replace("|", ", ").replace("+", ", ")
