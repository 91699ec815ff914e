"""From a line of a file to a traveller, with every fault of the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from comity.count import Stay, parse_stays
from comity.decide.question import NO_FACTS, Facts, Passport, Purpose, Role
from comity.journeys.errors import Faults, RowError, TripError, shown
from comity.journeys.itinerary import day, legs_of, parse_legs, raw_leg
from comity.journeys.model import Capacity, Held, Leg, Traveller
from comity.journeys.passports import parse_passports
from comity.journeys.table import Row
from comity.law.errors import ComityError
from comity.names import find

_ALIASES = {
    "no": "id",
    "ref": "id",
    "passport": "passports",
    "passeport": "passports",
    "passeports": "passports",
    "classe": "class",
    "nationalité": "nationality",
    "rôle": "role",
    "motif": "purpose",
    "itinerary": "legs",
    "itinéraire": "legs",
    "séjours": "stays",
    "expiry": "expires",
}
_OWN = ("id", "passports", "class", "role", "purpose", "legs", "stays")
_PASSPORT = tuple(
    name for name in Passport.__struct_fields__ if name not in ("issuer", "passport_class")
)
_OF_ONE = ("issued", "expires", "series")
"""What belongs to one passport, and cannot be told of several by a column."""
COLUMNS = (*_OWN, *_PASSPORT, *Facts.__struct_fields__)
"""Every column that a delegation can have."""
LONGEST_ID = 60


class RowFieldError(TripError):
    """A value in a line that cannot be understood."""


class RowReader:
    """Reads lines one after another; each is read by itself.

    Args:
        today: the day by which machine-readable lines are read.
        shared: the journey of those who have no own one, or ().
        header: the line on which columns are named; None where each line names its own.
    """

    def __init__(self, today: date, shared: tuple[Leg, ...], header: int | None) -> None:
        self.today = today
        self.shared = shared
        self.header = header
        self.errors: list[RowError] = []
        self._seen: dict[str, int] = {}
        self._unknown: set[str] = set()
        self._journeys: dict[str, tuple[Leg, ...] | ComityError] = {}

    def read(self, rows: Iterable[Row]) -> list[Traveller]:
        """The travellers of the lines without a fault; the faults are in `errors`."""
        found = [self._traveller(row) for row in rows]
        return [traveller for traveller in found if traveller is not None]

    def _traveller(self, row: Row) -> Traveller | None:
        cells = {_ALIASES.get(name, name): value for name, value in row.cells.items()}
        faults = Faults(row.number)
        faults.found.extend(row.faults)
        spoiled = {fault.field for fault in row.faults}
        for field in [name for name, value in cells.items() if not _is_cell(name, value)]:
            faults.add(field, RowFieldError("the value is no text", expected="text"))
            spoiled.add(field)
            del cells[field]
        self._columns(cells, row.number)
        name = self._id(cells, row.number, faults)
        held = None
        if "passports" not in spoiled:
            held = self._held(cells, faults)
        purpose = faults.attempt("purpose", lambda: _purpose(_string(cells, "purpose")))
        role = faults.attempt("role", lambda: _capacity(_string(cells, "role")))
        facts = self._facts(cells, faults)
        stays = faults.attempt("stays", lambda: _stays(_string(cells, "stays")))
        legs = None
        if "legs" not in spoiled:
            legs = faults.attempt("legs", lambda: self._legs(cells.get("legs")))
        self.errors.extend(faults.found)
        if faults.found or held is None or legs is None or role is None:
            return None
        return Traveller(
            id=name,
            row=row.number,
            held=held,
            legs=_with_purpose(legs, purpose),
            capacity=role,
            facts=facts,
            stays=stays or (),
        )

    def _columns(self, cells: dict[str, Any], number: int) -> None:
        for name in cells:
            if name not in COLUMNS and name not in self._unknown:
                self._unknown.add(name)
                self.errors.append(_unknown_column(name, self.header or number))

    def _id(self, cells: dict[str, Any], number: int, faults: Faults) -> str:
        name = str(cells.get("id", f"#{number}"))
        if len(name) > LONGEST_ID or not name.isprintable():
            error = RowFieldError(
                "the id is too long or no plain text",
                expected=f"at most {LONGEST_ID} characters",
            )
            faults.add("id", error)
        elif name in self._seen:
            faults.add(
                "id",
                RowFieldError(
                    f"'{shown(name)}' stands on row {self._seen[name]} too",
                    expected="an id of its own on each line, one line a person",
                    mend="put all passports of a person on one line, separated by ;",
                ),
            )
        else:
            self._seen[name] = number
        return name

    def _held(self, cells: dict[str, Any], faults: Faults) -> tuple[Held, ...] | None:
        more: dict[str, Any] = {}
        for name in _PASSPORT:
            if name in cells:
                more[name] = faults.attempt(name, _quality(name, _string(cells, name)))
        found = faults.attempt(
            "passports",
            lambda: parse_passports(
                _string(cells, "passports"), self.today, _string(cells, "class"), **more
            ),
        )
        for name in _OF_ONE:
            if name in cells and found is not None and len(found) > 1:
                faults.add(name, _of_which(name))
        return found

    def _facts(self, cells: dict[str, Any], faults: Faults) -> Facts:
        values: dict[str, Any] = {}
        for name in Facts.__struct_fields__:
            if name in cells:
                value = faults.attempt(name, _fact(name, _string(cells, name)))
                if value is not None:
                    values[name] = value
        return Facts(**values) if values else NO_FACTS

    def _legs(self, cell: Any) -> tuple[Leg, ...]:
        """The own journey, or the shared one; one written alike is read once."""
        if cell is None:
            if not self.shared:
                raise RowFieldError(
                    "no journey is given",
                    expected="a cell in the column legs, or an itinerary for all",
                    mend="fill in legs, or use --legs or --itinerary",
                )
            return self.shared
        if isinstance(cell, list):
            return legs_of([raw_leg(item) for item in cell])
        known = self._journeys.get(cell)
        if known is None:
            try:
                known = parse_legs(cell)
            except ComityError as error:
                known = error
            self._journeys[cell] = known
        if isinstance(known, ComityError):
            raise known
        return known


def read_itinerary(rows: Sequence[Row]) -> tuple[Leg, ...]:
    """The legs of an itinerary file: the columns from, to, on, until, transit, purpose.

    Raises:
        TripError: a leg that cannot be understood.
    """
    for row in rows:
        for fault in row.faults:
            raise TripError(fault.message, where=f"row {row.number}", expected=fault.expected)
    return legs_of([raw_leg(row.cells) for row in rows])


def _is_cell(name: str, value: object) -> bool:
    """Whether a value can stand there: text, or a list of legs."""
    return isinstance(value, str) or name == "legs"


def _string(cells: dict[str, Any], name: str) -> str:
    value: str = cells.get(name, "")
    return value


def _of_which(name: str) -> RowFieldError:
    return RowFieldError(
        f"several passports are given, and '{name}' does not say of which",
        expected="the expiry after each passport, such as TGO:diplomatic 2030-05-01",
        mend="leave the column empty on this line",
    )


def _unknown_column(name: str, row: int) -> RowError:
    from difflib import get_close_matches

    near = get_close_matches(name, COLUMNS, n=2)
    return RowError(
        row=row,
        field=shown(name),
        message=f"'{shown(name)}' is no column of a delegation; it is not read",
        expected="columns listed in docs/trips.md",
        mend=f"did you mean {' or '.join(near)}?" if near else "leave the column out",
    )


def _purpose(text: str) -> Purpose | None:
    from comity.api import one_of

    return one_of(Purpose, text.lower(), "purpose") if text else None


def _capacity(text: str) -> Capacity:
    """A role, and after a colon the state where the holder is accredited."""
    from comity.api import one_of

    name, _, state = text.partition(":")
    role = one_of(Role, name.strip().lower(), "role") if name else Role.VISITOR
    return Capacity(role, find(state.strip()).code if state.strip() else "")


def _with_purpose(legs: tuple[Leg, ...], purpose: Purpose | None) -> tuple[Leg, ...]:
    """The purpose of a traveller holds wherever his journey names none."""
    from msgspec.structs import replace

    if purpose is None:
        return legs
    return tuple(
        leg if leg.purpose is not None or leg.transit else replace(leg, purpose=purpose)
        for leg in legs
    )


def _stays(text: str) -> tuple[Stay, ...]:
    """Earlier stays, each with its state: days in another state count elsewhere."""
    from msgspec.structs import replace

    found = parse_stays(text)
    for number, stay in enumerate(found, start=1):
        if not stay.place:
            raise RowFieldError(
                f"stay {number} names no state",
                expected="STATE:ENTRY/EXIT, such as KAZ:2026-05-01/2026-05-20",
                mend="write the code of the state before the dates",
            )
    return tuple(replace(stay, place=find(stay.place).code) for stay in found)


_DAYS = ("issued", "expires", "born")
_CODES = ("visas", "permits", "visited")
_LISTS = ("residence", "accompanied_by")
_YES_NO = {"yes": True, "no": False, "oui": True, "non": False, "true": True, "false": False}


def _quality(name: str, text: str) -> Callable[[], Any]:
    """How to read a quality of the passport."""
    if name == "nationality":
        return lambda: find(text).code
    if name in _DAYS:
        return lambda: day(text, name)
    if name in ("cover", "series"):
        return lambda: text.lower() if name == "cover" else text
    return lambda: _yes_or_no(text)


def _yes_or_no(text: str) -> bool:
    answer = _YES_NO.get(text.lower())
    if answer is None:
        raise RowFieldError(f"'{shown(text)}' is neither yes nor no", expected="yes or no")
    return answer


def _fact(name: str, text: str) -> Callable[[], Any]:
    """How to read a fact about the holder or the journey."""
    if name in _DAYS:
        return lambda: day(text, name)
    if name in _CODES:
        return lambda: tuple(find(part).code for part in _parts(text))
    if name in _LISTS:
        return lambda: _parts(text)
    return lambda: _converted(name, text)


def _parts(text: str) -> tuple[str, ...]:
    for mark in ";,":
        text = text.replace(mark, "+")
    return tuple(part.strip() for part in text.split("+") if part.strip())


def _converted(name: str, text: str) -> Any:
    import msgspec

    value: Any = _YES_NO.get(text.lower(), text)
    try:
        return getattr(msgspec.convert({name: value}, Facts, strict=False), name)
    except msgspec.ValidationError:
        raise RowFieldError(
            f"'{shown(text)}' is no value of {name}", expected="see docs/questions.md"
        ) from None
