"""What a machine-readable zone says, as values."""

from __future__ import annotations

from msgspec import Struct

from comity.law.dates import PartialDate
from comity.mrz.digits import Check
from comity.mrz.layout import Format
from comity.mrz.letters import Candidate


class Name(Struct, frozen=True):
    """The holder's name as the zone writes it.

    Attributes:
        written: the name field without its closing fillers: ``<<`` parts the primary from the
            secondary identifier, ``<`` stands for a space, hyphen or apostrophe.
        may_be_truncated: whether the field is full to its last position, so that more may
            follow (part 4, section 4.2.3).
    """

    written: str
    may_be_truncated: bool

    @property
    def primary(self) -> str:
        """The primary identifier, most often the surname."""
        return self.written.split("<<", 1)[0].replace("<", " ")

    @property
    def secondary(self) -> str:
        """The secondary identifier, most often the given names, or ""."""
        return self.written.partition("<<")[2].replace("<", " ").strip()

    def agrees(self, other: Name) -> bool:
        """Whether both can be one name; a name that may be truncated is compared as a prefix."""
        short, long = sorted((self, other), key=lambda name: len(name.written))
        if short.written == long.written:
            return True
        return short.may_be_truncated and long.written.startswith(short.written)

    def __repr__(self) -> str:
        return "Name(...)"


class Personal(Struct, frozen=True, kw_only=True):
    """What concerns the holder alone: never logged, and not in a `repr`.

    Attributes:
        number: the document number, without fillers.
        name: the name.
        born: the date of birth as far as it is known, or None.
        sex: ``female``, ``male``, or None where it is unspecified.
        optional: the optional data, without closing fillers: often a personal number.
    """

    number: str
    name: Name
    born: PartialDate | None
    sex: str | None
    optional: tuple[str, ...]

    def __repr__(self) -> str:
        return "Personal(...)"


class Notice(Struct, frozen=True, omit_defaults=True):
    """Something to look at that does not make the lines wrong.

    Attributes:
        code: what it is; `comity.say.mrz` says it in words.
        value: its parameter: a code, a class or a date; never personal data.
    """

    code: str
    value: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """One document's machine-readable zone, read.

    Attributes:
        format: its size.
        document_code: its first two characters; ``P<`` where there is no second letter.
        issuer: the code of the issuer: Comity's where it is known, else as it is written.
        nationality: the same for the nationality; None where the zone leaves it out.
        nationality_shown: whether that is a nationality: a laissez-passer of an organisation
            repeats its issuer there (part 4, note f).
        candidates: the classes it can be of, the surest first; never empty.
        expires: its expiry, None where it is not given or no calendar has it.
        checks: every check digit, right or wrong.
        warnings: what to look at.
        personal: what concerns the holder alone.
    """

    format: Format
    document_code: str
    issuer: str
    nationality: str | None
    nationality_shown: bool
    candidates: tuple[Candidate, ...]
    expires: PartialDate | None
    checks: tuple[Check, ...]
    warnings: tuple[Notice, ...]
    personal: Personal

    @property
    def ok(self) -> bool:
        """Whether every check digit is right."""
        return all(check.ok for check in self.checks)
