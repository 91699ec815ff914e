"""The partners of a state told to a person, and how their list grew drawn in 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comity.decide.decision import Note
from comity.dossier.growth import Growth, Year
from comity.dossier.partners import Partners, Standing, Tie
from comity.law.sources import Perspective
from comity.say.decision import Line
from comity.say.lines import grant_text, heading, knowledge_line, source_lines, waits_text
from comity.say.reasons import say_condition
from comity.say.sayer import Sayer
from comity.say.titles import act_title, shared_title

_SECTIONS = (
    ("exempt", (Standing.EXEMPT, Standing.CONDITIONAL)),
    ("pending", (Standing.PENDING,)),
    ("suspended", (Standing.SUSPENDED,)),
)
_BAR = 24
_WIDTH = 80
_ANY = "*"


def tell_partners(found: Partners, say: Sayer) -> Iterator[Line]:
    """The lines of a list of partners, the newest first."""
    state = say.state(found.state)
    yield Line(0, "", say.text("partners.title", state=state, date=say.date(found.on)), "strong")
    for side, counts in found.counts.items():
        sums = ", ".join(say.text(f"partners.n.{name}", n=n) for name, n in counts.items() if n)
        yield Line(0, "", say.text(f"partners.count.{side}", state=state, sums=sums))
    if not found.ties:
        yield Line(0, "", say.text("partners.none", state=state))
    for name, standings in _SECTIONS:
        ties = [tie for tie in found.ties if tie.standing in standings]
        if ties:
            yield heading(say.text(f"partners.section.{name}"))
            for entry in _entries(ties):
                yield from _entry(entry, state, say)
    if found.growth is not None:
        yield from tell_growth(found.growth, say)
    yield Line(0, "", "")
    yield knowledge_line(found.as_of, say)


def _entries(ties: Iterable[Tie]) -> list[list[Tie]]:
    """Both sides of one act with one partner together; then partners of whom all is alike."""
    entries: dict[tuple[str, ...], list[Tie]] = {}
    for tie in ties:
        key = (tie.instrument, tie.through or "", tie.since or "", tie.partner)
        entries.setdefault(key, []).append(tie)
    alike: dict[tuple[object, ...], list[Tie]] = {}
    for entry in entries.values():
        alike.setdefault(_face(entry), []).extend(entry)
    return list(alike.values())


def _face(entry: Sequence[Tie]) -> tuple[object, ...]:
    """What is shown of an entry besides its partner."""
    first = entry[0]
    given = frozenset((tie.side, tie.classes, tie.stay, _conditions(tie)) for tie in entry)
    member = first.partner in first.members
    shown = (first.title or first.instrument, first.article, first.since, first.waits_for)
    return *shown, first.through, member, first.sources[:1], given


def _entry(ties: Sequence[Tie], state: str, say: Sayer) -> Iterator[Line]:
    first = ties[0]
    label = say.short_date(first.since) if first.since else say.text("partners.no_date")
    names = sorted({partner_name(tie.partner, say) for tie in ties})
    who = ", ".join(names)
    if first.through:
        side = "through" if first.partner in first.members else "through_own"
        who += f" ({say.text(f'partners.{side}', group=say.state(first.through), state=state)})"
    yield Line(1, label, who, "strong")
    by_text: dict[str, set[Perspective]] = {}
    for tie in ties:
        by_text.setdefault(_tie_text(tie, say), set()).add(tie.side)
    for text, sides in by_text.items():
        side = "both" if len(sides) > 1 else next(iter(sides)).value
        tone = "fair" if any(_doubtful(tie, text, say) for tie in ties) else ""
        yield Line(2, "", say.text(f"partners.side.{side}", state=state, text=text), tone)
    if first.standing is Standing.PENDING:
        yield Line(2, "", waits_text(first.waits_for, say), "open")
    ids = list(dict.fromkeys(tie.instrument for tie in ties))
    more = ", " + say.text("label.more", n=len(ids) - 1) if len(ids) > 1 else ""
    alone = len(ids) == 1
    named = act_title(first.title, ids[0], say) if alone else shared_title(first.title, say)
    title = f"{named} [{ids[0]}{more}]"
    if first.article:
        title += ", " + say.text("label.article", article=first.article)
    yield Line(2, "", title)
    yield from source_lines(first.sources, say, most=1)


def _conditions(tie: Tie) -> tuple[tuple[str, str], ...]:
    return tuple((note.code, note.value) for note in tie.conditions)


def partner_name(code: str, say: Sayer) -> str:
    """A partner's name; ``*`` is any issuer."""
    return say.text("partners.any_issuer") if code == _ANY else say.state(code)


def _doubtful(tie: Tie, text: str, say: Sayer) -> bool:
    return tie.standing is Standing.CONDITIONAL and _tie_text(tie, say) == text


def _tie_text(tie: Tie, say: Sayer) -> str:
    text = grant_text(tie.classes, tie.limits, say)
    if tie.conditions:
        said = "; ".join(_condition(note, say) for note in tie.conditions)
        text += f"; {say.text('partners.if')} {said}"
    return text


def _condition(note: Note, say: Sayer) -> str:
    return say_condition(note, say)


# -- over time ----------------------------------------------------------------------------


def tell_growth(growth: Growth, say: Sayer) -> Iterator[Line]:
    """A chart by year; a run of years without change is one line."""
    yield heading(say.text("growth.title"))
    most = max((year.partners for year in growth.years), default=0)
    for run in _runs(growth.years):
        yield Line(0, "", _row(run, most, say))
    if any(year.some_day for year in growth.years):
        yield Line(0, "", say.text("growth.some_day"), "dim")
    if growth.undated:
        names = ", ".join(sorted(partner_name(code, say) for code in growth.undated))
        key = "growth.undated.1" if len(growth.undated) == 1 else "growth.undated"
        yield Line(0, "", say.text(key, n=len(growth.undated), names=names))
    elif not growth.years:
        yield Line(0, "", say.text("growth.none"))


def _runs(years: Sequence[Year]) -> list[tuple[Year, Year]]:
    """First and last year of each line: changes alone, quiet years together."""
    runs: list[tuple[Year, Year]] = []
    for year in years:
        quiet = not year.opened and not year.closed
        if quiet and runs and not (runs[-1][0].opened or runs[-1][0].closed):
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _row(run: tuple[Year, Year], most: int, say: Sayer) -> str:
    first, last = run
    years = f"{first.year}" if first is last else f"{first.year}-{last.year}"
    scale = min(1.0, _BAR / most) if most else 0.0
    length = max(round(first.partners * scale), 1 if first.partners else 0)
    shaded = min(length, round(len(first.some_day) * scale) or (1 if first.some_day else 0))
    bar = "█" * (length - shaded) + "▒" * shaded
    head = f"  {years:<9} {first.partners:>4} {bar:<{_BAR}} "
    return (head + _moves(first, _WIDTH - len(head), say)).rstrip()


def _moves(year: Year, room: int, say: Sayer) -> str:
    """Who joined and who left, as far as there is room for names."""
    moves = [(sign, codes) for sign, codes in (("+", year.opened), ("-", year.closed)) if codes]
    if not moves:
        return ""
    share = room // len(moves) - 1
    return " ".join(f"{sign}{len(codes)} {_names(codes, share - 4, say)}" for sign, codes in moves)


def _names(codes: Sequence[str], room: int, say: Sayer) -> str:
    """As many whole names as there is room for."""
    names = sorted(partner_name(code, say) for code in codes)
    text = ", ".join(names)
    while len(text) > room and names:
        names.pop()
        text = ", ".join([*names, "…"])
    return text
