"""Groups and what issuers issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comity.law.dates import PartialDate
from comity.law.errors import ComityError
from comity.law.groups import Membership
from comity.records.checks.registry import Desk, Found, check, surely_before

_CHECK_SOURCE = "check the dates against the source"
_PARTIAL = "partial"


@check("membership_order")
def membership_order(desk: Desk) -> Iterator[Found]:
    """A membership begins before it ends."""
    for name, group in desk.records.groups.items():
        for index, member in enumerate(group.members):
            if surely_before(member.until, member.since):
                yield Found(
                    f"group:{name}",
                    ("members", index, "until"),
                    f"the membership of {member.state} ends on {member.until}, "
                    f"before it begins on {member.since}",
                    f"a date from {member.since} on",
                    _CHECK_SOURCE,
                )


@check("membership_overlap")
def membership_overlap(desk: Desk) -> Iterator[Found]:
    """A state is a member once at a time."""
    for name, group in desk.records.groups.items():
        earlier: dict[str, list[Membership]] = defaultdict(list)
        for index, member in enumerate(group.members):
            if member.role.startswith(_PARTIAL):
                continue
            if any(_overlap(member, other) for other in earlier[member.state]):
                yield Found(
                    f"group:{name}",
                    ("members", index),
                    f"{member.state} is a member twice at one time",
                    "memberships that follow one another",
                    "join the two, or correct 'since' and 'until'",
                )
            earlier[member.state].append(member)


def _overlap(first: Membership, second: Membership) -> bool:
    """Whether both certainly hold on some day; `until` is the first day without."""
    return _starts(first) < _ends(second) and _starts(second) < _ends(first)


def _starts(member: Membership) -> int:
    return member.since.last if member.since else 0


def _ends(member: Membership) -> int:
    return member.until.first if member.until else 10**7


@check("group_named_as_state")
def group_named_as_state(desk: Desk) -> Iterator[Found]:
    """A group has a code of its own; only the Union is both a party and a group."""
    for name in desk.records.groups:
        if name in desk.codes and name != "EU":
            yield Found(
                f"group:{name}",
                ("id",),
                f"'{name}' is the code of a state or issuer",
                "a code that no state has",
                "rename the group",
            )


@check("group_without_members")
def group_without_members(desk: Desk) -> Iterator[Found]:
    """A group has members."""
    for name, group in desk.records.groups.items():
        if not group.members:
            yield Found(
                f"group:{name}",
                ("members",),
                "the group has no members",
                "at least one",
                "add them with their dates, or remove the file",
            )


@check("issued_twice")
def issued_twice(desk: Desk) -> Iterator[Found]:
    """A profile names each class once."""
    for name, profile in desk.records.profiles.items():
        seen = set()
        for index, item in enumerate(profile.classes):
            if item.name in seen:
                yield Found(
                    f"issuer:{name}",
                    ("classes", index, "name"),
                    f"the class {item.name.value} stands twice",
                    "each class once",
                    "join the two",
                )
            seen.add(item.name)


@check("issued_dates")
def issued_dates(desk: Desk) -> Iterator[Found]:
    """The dates from and until which a class is issued are dates, in that order."""
    for name, profile in desk.records.profiles.items():
        for index, item in enumerate(profile.classes):
            since, until = _date(item.since), _date(item.until)
            wrong = [text for text in (item.since, item.until) if text and not _date(text)]
            if wrong or (since and until and surely_before(until, since)):
                yield Found(
                    f"issuer:{name}",
                    ("classes", index),
                    f"'{wrong[0][:40]}' is not a date" if wrong else f"{until} is before {since}",
                    "since and until as 2018, 2018-06 or 2018-06-11, in that order",
                    _CHECK_SOURCE,
                )


def _date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ComityError:
        return None
