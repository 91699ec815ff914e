"""States and other issuers of passports: what a code stands for.

Codes are ISO 3166-1 alpha-3, the codes that ICAO Doc 9303 part 3 section 5 adds for
organisations and persons, `XKX` for Kosovo, and withdrawn codes (ISO 3166-3) for the past.
Nothing here says anything on recognition: an issuer is listed because its documents are met.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class StateKind(StrEnum):
    """What stands behind a code."""

    STATE = "state"
    TERRITORY = "territory"
    ORGANISATION = "organisation"
    PERSON_STATUS = "person_status"
    HISTORICAL = "historical"
    GROUP = "group"
    SPECIAL = "special"


class State(Struct, frozen=True, kw_only=True):
    """A state, or another issuer or nationality a document can name.

    Args:
        code: the code Comity uses everywhere: three capital letters, or `EU` for the European
            Union as a party to an act (`EUE` is the issuer of its laissez-passer).
        kind: what it is.
        alpha2: its ISO 3166-1 alpha-2 code, or "" where there is none.
        icao: the code on documents where it differs (Doc 9303 part 3 section 5), or "".
        eu: the two-letter code of the EU Interinstitutional Style Guide where it differs, or "".
        successors: for a historical code, the states of today on its territory. A succession
            to a treaty is another matter: only the acts say that.
        since: ISO date, as precise as known, from which the code was used; "" if not told.
        until: ISO date, as precise as known, on which the code was withdrawn; "" if in use.
        en: short name in English.
        fr: short name in French.
    """

    code: str
    kind: StateKind
    alpha2: str = ""
    icao: str = ""
    eu: str = ""
    successors: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    en: str = ""
    fr: str = ""

    @property
    def is_historical(self) -> bool:
        """Whether the code is withdrawn and only read on old documents and in old acts."""
        return self.kind is StateKind.HISTORICAL
