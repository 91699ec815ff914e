"""Many tellings of one act into one: headline, lead and body speak of the same thing."""

from __future__ import annotations

from datetime import date

from comity.read.events.event import INSTRUMENT_KINDS, LATER, Event
from comity.read.named.agreements import VISA_EXEMPTION

SAME_NEWS_DAYS = 12
"""Two dates of one act this near are one act told with contradicting dates."""
OLD_DAYS = 45
"""An act this long before the publication is recalled, not reported."""


class Merged:
    """One act with all its tellings."""

    __slots__ = ("background", "date", "date_how", "events", "kind", "mode", "states", "subject")

    def __init__(self, event: Event) -> None:
        self.kind = event.kind
        self.mode = event.mode
        self.subject = event.subject
        self.states = event.states
        self.events = [event]
        self.date: str | None = event.date.iso if event.date else None
        self.background = event.background
        self.date_how = event.date

    @property
    def first(self) -> Event:
        return self.events[0]


def merge(events: list[Event], *, corrected: bool = False) -> list[Merged]:
    """Merge the tellings of each act, in the order of the text.

    Where the text is `corrected` (an erratum), the last of two contradicting days counts.
    """
    merged: list[Merged] = []
    for event in events:
        home = next((m for m in merged if _same(m, event)), None)
        if home is None:
            merged.append(Merged(event))
        else:
            _take(home, event, corrected=corrected)
    return _overrule_headline(merged)


def _same(held: Merged, event: Event) -> bool:
    if held.kind != event.kind or held.subject != event.subject:
        return False
    if held.mode != event.mode and not _one_measure(held, event):
        return False
    if held.states and event.states and not _states_agree(held, event):
        return False
    if event.date is None or held.date is None:
        return not (
            held.background != event.background and held.date != (event.date and event.date.iso)
        )
    return dates_agree(held.date, event.date.iso) or _near(held.date, event.date.iso)


def _one_measure(held: Merged, event: Event) -> bool:
    """A measure decided, and to come: one exemption told twice."""
    return (
        event.kind == "unilateral_exemption"
        and {held.mode, event.mode} == {"done", "planned"}
        and (held.date is None or event.date is None or held.date == event.date.iso)
    )


def _states_agree(held: Merged, event: Event) -> bool:
    if held.states == event.states:
        return True
    vague = held.first.sentence.index == 0 and held.first.states_how == "inferred"
    apart = event.sentence is not held.first.sentence
    if vague and apart and len(held.events) == 1 and not event.background:
        held.states = event.states
        held.first.states = event.states
        return True
    if event.kind == "unilateral_exemption":
        mine, other = set(held.states), set(event.states)
        one = mine <= other or other <= mine
        stated = held.first.states_how == event.states_how == "stated"
        fresh = event.date is not None or held.mode == event.mode
        others = stated and fresh and len(mine & other) < 2
        if not mine & other or ((event.background or others) and not one):
            return False  # "earlier the government had exempted others"
        if stated and not one and _more_of_them(held, event, mine & other):
            held.states = held.first.states = tuple(sorted(mine | other))
            return True
        if event.states_how == "stated" and (mine < other or held.first.states_how == "inferred"):
            held.states = held.first.states = event.states  # told again with all it benefits
            held.first.states_how = "stated"
            held.mode = event.mode
        return True
    return False


def _more_of_them(held: Merged, event: Event, shared: set[str]) -> bool:
    """`The exemption of A, B and C was extended to D, E and F`: one list told in two halves."""
    several = min(len(held.states), len(event.states)) > 3
    told = (held.mode, event.mode) in (("done", "done"), ("planned", "done"))
    undated = held.date is None or event.date is None or held.date == event.date.iso
    return bool(shared) and several and told and undated


def dates_agree(left: str, right: str) -> bool:
    """Whether one date is the other, or a less precise form of it."""
    return (
        left.startswith(right)
        or right.startswith(left)
        or (right.startswith("--") and left.endswith(right[1:]))
    )


def _near(left: str, right: str) -> bool:
    if len(left) != 10 or len(right) != 10 or left.startswith("--"):
        return False
    return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) <= SAME_NEWS_DAYS


def _take(held: Merged, event: Event, *, corrected: bool) -> None:
    held.events.append(event)
    held.background = held.background and event.background
    if held.mode != event.mode:
        held.mode = "done"  # decided, and to come: `_one_measure`
    if event.date is None:
        return
    if held.date is None:
        held.date, held.date_how = event.date.iso, event.date
    elif dates_agree(held.date, event.date.iso):
        if len(event.date.iso) > len(held.date):
            held.date, held.date_how = event.date.iso, event.date
    elif corrected:
        held.date, held.date_how = event.date.iso, event.date
    elif not event.date.spoken and not (held.date_how and held.date_how.spoken):
        held.date = shared_part(held.date, event.date.iso)


def shared_part(left: str, right: str) -> str | None:
    """What two contradicting dates agree on: `2024-05` of two days of May 2024."""
    for length in (7, 4):
        if left[:length] == right[:length] and not left.startswith("--"):
            return left[:length]
    return None


_ENDS = ("suspension", "termination")


def _only_meant(act: Merged, merged: list[Merged]) -> bool:
    """A headline ends an agreement that the body says is still to be ended or suspended."""
    return any(
        m.kind in _ENDS
        and m.states == act.states
        and m.mode in ("planned", "proposed", "denied")
        and any(e.sentence.line > 0 for e in m.events)
        for m in merged
    )


def _years_apart(left: str | None, right: str | None) -> bool:
    """Whether two dates are of different acts, and do not contradict one another."""
    if left is None or right is None or "-" in (left[0], right[0]):
        return False
    return abs(int(left[:4]) - int(right[:4])) > 1


def _overrule_headline(merged: list[Merged]) -> list[Merged]:
    """Drop what only the headline claims where the body tells it otherwise."""
    kept: list[Merged] = []
    for act in merged:
        only_headline = all(e.sentence.line == 0 and e.sentence.index == 0 for e in act.events)
        if only_headline and act.kind in INSTRUMENT_KINDS and len(merged) > 1:
            rivals = [
                m
                for m in merged
                if m is not act
                and m.states == act.states
                and (m.kind == act.kind or _overstated(act, m))
                and (m.subject == act.subject or act.subject is None)
                and any(e.sentence.line > 0 for e in m.events)
                and not _years_apart(act.date, m.date)
            ]
            if rivals or (act.kind == "ratification" and _approved(act, merged)):
                continue
            if act.kind == "entry_into_force" and act.date is None and _approved(act, merged):
                continue
            if act.kind in _ENDS and act.mode == "done" and _only_meant(act, merged):
                continue
        kept.append(act)
    return [a for a in kept if not _vote(a, kept)]


def _overstated(headline: Merged, body: Merged) -> bool:
    """`X and Y agreed on a waiver`, above the report of a signature: the signature is meant."""
    return (
        headline.kind == "negotiation"
        and body.kind == "signature"
        and headline.mode == body.mode
        and all(e.tense == "agreed" for e in headline.events)
    )


def _vote(act: Merged, merged: list[Merged]) -> bool:
    """An undated approval beside a ratification tells of the vote that ratified."""
    return (
        act.kind == "approval"
        and act.mode == "done"
        and act.date is None
        and any(
            m.kind == "ratification"
            and m.mode == "done"
            and m.subject == act.subject
            and m.states == act.states
            and not all(e.background for e in m.events)  # "the other side already ratified"
            for m in merged
        )
    )


def _approved(act: Merged, merged: list[Merged]) -> bool:
    """A headline says ratified where the body tells of a bill approved."""
    return any(
        m.kind == "approval"
        and m.subject == act.subject
        and m.states == act.states
        and any(e.sentence.line > 0 for e in m.events)
        for m in merged
    )


def mark_background(merged: list[Merged], published: date | None) -> None:
    """Tell the recalled acts from the news."""
    reference = published
    if reference is None:
        days = [m.date for m in merged if m.date and len(m.date) == 10 and m.date[0] != "-"]
        reference = date.fromisoformat(max(days)) if days else None
    for act in merged:
        if act.mode == "planned" or act.mode == "proposed":
            act.background = False
            continue
        if any(e.listed for e in act.events):
            act.background = False  # a list of the year's acts reports each of them
        elif reference is not None and act.date and _old(act.date, reference):
            act.background = True
    _later_stage(merged, published)
    if (
        merged
        and all(m.background for m in merged if m.mode == "done")
        and not any(m.mode != "done" for m in merged)
    ):
        newest = max(merged, key=lambda m: (m.date or "", -m.first.trigger.first))
        if (
            newest.first.sentence.index <= 2
            and reference is not None
            and not (newest.date and _old(newest.date, reference))
        ):
            newest.background = False


FRESH_DAYS = 3
"""An act this few days before the publication is news, whatever comes of it."""


def _later_stage(merged: list[Merged], published: date | None) -> None:
    """A signature recalled in the news of a ratification is background."""
    news = [m for m in merged if not m.background and m.kind in LATER]
    for act in merged:
        if act.kind not in LATER or act.mode != "done" or act.background:
            continue
        if published is not None and act.date is not None and len(act.date) == 10:
            days = (published - date.fromisoformat(act.date)).days if act.date[0] != "-" else 99
            if 0 <= days <= FRESH_DAYS:
                continue
        for other in news:
            if other is act or other.subject != act.subject or other.states != act.states:
                continue
            if other.mode in ("planned", "proposed") and other.kind not in ("entry_into_force",):
                continue
            told_beside = all(e.tense in ("part", "noun") for e in act.events) or (
                act.date is not None and other.date is not None and act.date[:10] < other.date[:10]
            )
            if (
                LATER[other.kind] > LATER[act.kind]
                and told_beside
                and other.first.sentence.index <= act.first.sentence.index
            ):
                act.background = True


def _old(iso: str, reference: date) -> bool:
    if iso.startswith("--"):
        return False
    if len(iso) == 4:
        return int(iso) < reference.year
    if len(iso) == 7:
        months = reference.year * 12 + reference.month - int(iso[:4]) * 12 - int(iso[5:7])
        return months >= 2
    return (reference - date.fromisoformat(iso)).days > OLD_DAYS


__all__ = ["VISA_EXEMPTION", "Merged", "dates_agree", "mark_background", "merge", "shared_part"]
