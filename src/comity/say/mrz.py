"""A machine-readable zone told to a person, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from comity.mrz import Candidate, Check, Letter, Notice, Reading
from comity.say.decision import Line
from comity.say.sayer import Sayer


@cache
def _catalogue(lang: str) -> dict[str, str]:
    raw = files("comity.say").joinpath("data", "mrz", f"{lang}.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, str])


def tell_mrz(reading: Reading, say: Sayer, *, personal: bool = False) -> Iterator[Line]:
    """The lines of a reading; what concerns the holder alone only where it is asked for."""
    texts = _catalogue(say.lang)
    head = texts["headline"].format(
        format=reading.format.value,
        code=reading.document_code,
        issuer=say.state(reading.issuer) or texts["none"],
    )
    yield Line(0, "", head, "good" if reading.ok else "bad")
    for index, item in enumerate(reading.candidates):
        text = say.labelled(class_text(item, say), because_text(item, reading.document_code, say))
        yield Line(1, texts["label.class"] if not index else "", text)
    if reading.nationality is not None:
        yield Line(1, texts["label.nationality"], say.state(reading.nationality))
    expires = say.date(reading.expires.text) if reading.expires else texts["none"]
    yield Line(1, texts["label.expires"], expires)
    yield from _checks(reading.checks, texts)
    for index, warning in enumerate(reading.warnings):
        label = texts["label.warnings"] if not index else ""
        yield Line(1, label, warning_text(warning, say), "open")
    if personal:
        yield from _personal(reading, say, texts)


def class_text(item: Candidate, say: Sayer) -> str:
    """The name of a candidate's class."""
    return class_name(item.document_class, bool(item.flag), say)


def class_name(name: str, emergency: bool, say: Sayer) -> str:
    """The name of a class, those that acts do not speak of too."""
    texts = _catalogue(say.lang)
    shown = texts.get(f"class.{name}") or say.passport_class(name)
    return f"{shown} ({texts['emergency']})" if emergency else shown


def because_text(item: Candidate, code: str, say: Sayer) -> str:
    """Why a document with this code can be of that class."""
    texts = _catalogue(say.lang)
    if not item.reasons:
        return texts[f"because.{item.kind}"].format(code=code, letter=code[1])
    return "; ".join(_reason(line, say, texts) for line in item.reasons)


def _reason(line: Letter, say: Sayer, texts: dict[str, str]) -> str:
    key = f"because.{line.kind}"
    if line.kind == "legacy" and line.valid_to is not None:
        key += ".until"
    elif line.kind == "legacy" and line.valid_from is not None:
        key += ".since"
    text = texts[key].format(
        letter=line.letter,
        since=say.date(line.valid_from) if line.valid_from else "",
        until=say.date(line.valid_to) if line.valid_to else "",
    )
    return f"{text} ({texts['confidence.low']})" if line.confidence == "low" else text


def warning_text(warning: Notice, say: Sayer) -> str:
    """One warning in words."""
    shown = warning.value
    if warning.code in ("expired", "validity_long"):
        shown = say.date(shown)
    elif warning.code in ("number_hints", "emergency"):
        shown = class_name(shown, False, say)
    return _catalogue(say.lang)[f"warning.{warning.code}"].format(value=shown)


def open_text(key: str, say: Sayer, **values: str) -> str:
    """What is said of an answer by the lines: ``answer``, ``ask``, ``agree`` or ``note``."""
    return _catalogue(say.lang)[f"open.{key}"].format_map(values)


def _checks(checks: tuple[Check, ...], texts: dict[str, str]) -> Iterator[Line]:
    wrong = [check for check in checks if not check.ok]
    if not wrong:
        yield Line(1, texts["label.checks"], texts["check.right"], "good")
    for index, check in enumerate(wrong):
        text = texts["check.wrong"].format(
            field=texts[f"check.{check.field}"], line=check.line, position=check.position
        )
        yield Line(1, texts["label.checks"] if not index else "", text, "bad")
        for item in check.misreads[:3]:
            shown = texts["check.misread"].format(
                likely=item.likely, read=item.read, line=item.line, position=item.position
            )
            yield Line(2, "", shown)


def _personal(reading: Reading, say: Sayer, texts: dict[str, str]) -> Iterator[Line]:
    own = reading.personal
    yield Line(1, texts["label.name"], f"{own.name.primary}, {own.name.secondary}".rstrip(", "))
    yield Line(1, texts["label.number"], own.number)
    yield Line(1, texts["label.born"], say.date(own.born.text) if own.born else texts["none"])
    yield Line(1, texts["label.sex"], texts[f"sex.{own.sex}"] if own.sex else texts["none"])
    for data in filter(None, own.optional):
        yield Line(1, texts["label.optional"], data)
