"""The register as facts for the answer-set programme.

Emitted from statements, sources, acts, coverage, groups and profiles. Taken over from the
view are only the clusters: which statements are one clause for one class, and the stay rule
and terms merged from them. The date that a rule of entry into force computes to is taken from
`comity.law.force`, which has an oracle of its own; everything else is derived by rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import UNSET

from comity.law.acts import Act
from comity.law.articles import Piece, is_numbered, pieces
from comity.law.dates import PartialDate
from comity.law.groups import Membership
from comity.law.instruments import Instrument, InstrumentKind
from comity.law.passports import PassportClass
from comity.law.sources import Completeness, Coverage, Source
from comity.law.stay import StayRule
from comity.law.terms import KINDS, TermRole
from comity.register.statements import Key, Statement
from comity.register.strands import Strand, markers_of
from comity.register.view import View

ALWAYS = 99_999_999
"""Later than any day there is."""

_LISTED = ("issuer_excludes", "territory", "territory_excludes", "holder_nationality")
"""Terms whose value is a list of states or areas, read part by part."""

_BARE = (
    "collective identity_card identity_document travel_document convention_travel_document "
    "seaman apec_business_travel_card"
).split()


def text(value: str) -> str:
    """A string of the programme."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


class Numbers:
    """Numbers for names, which keep the programme small."""

    def __init__(self) -> None:
        self._of: dict[object, int] = {}

    def __call__(self, name: object) -> int:
        return self._of.setdefault(name, len(self._of) + 1)


class Emitter:
    """Facts of one view. Strands, sources and instruments keep their numbers throughout."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.strands: dict[Key, tuple[tuple[int, Strand], ...]] = {}
        self._source = Numbers()
        self._instrument = Numbers()
        self._marks = Numbers()
        self._coverage: dict[str, list[tuple[int, int, Coverage]]] = {}
        self._strand_count = 0
        self._coverage_count = 0

    # -- who and when -------------------------------------------------------------------

    def ground(
        self, issuers: Iterable[str], asked: Iterable[PassportClass], days: Iterable[int]
    ) -> Iterator[str]:
        """Facts of the part ``ground``: profiles, groups, classes."""
        for passport_class in PassportClass:
            yield f"named({passport_class})."
        for passport_class in asked:
            yield f"asked({passport_class})."
        yield from (f"bare({name})." for name in _BARE)
        yield "twin(service,official). twin(official,service)."
        for issuer in issuers:
            yield f"issuer({text(issuer)})."
            yield from self._profile(issuer)
        yield from (f"day({day})." for day in days)
        for code, group in self.view.store.groups().items():
            for number, member in enumerate(group.members):
                yield from _member(code, number, member)

    def _profile(self, issuer: str) -> Iterator[str]:
        profile = self.view.store.profile(issuer)
        if profile is None or not profile.sources:
            return
        for item in profile.classes:
            yield f"issues({text(issuer)},{item.name})."
            yield from (f"also({text(issuer)},{item.name},{name})." for name in item.also)

    # -- lives --------------------------------------------------------------------------

    def life(self, keys: Iterable[Key]) -> Iterator[str]:
        """Facts of the part ``life`` for every strand on these keys."""
        sources: set[str] = set()
        names: set[str] = set()
        lists: set[str] = set()
        for key in keys:
            lists.update(key)
            for number, strand in self.on(key):
                names.add(strand.instrument)
                yield from self._strand(number, strand, sources)
            yield from self._statements(key, sources)
        yield from self._instruments(names, sources)
        for state in sorted(lists):
            yield from self.covered(state, sources)
        yield from self.sources(sources)

    def on(self, key: Key) -> tuple[tuple[int, Strand], ...]:
        """The strands on a key with their numbers."""
        have = self.strands.get(key)
        if have is None:
            found = self.view.strands(key)
            first = self._strand_count + 1
            self._strand_count += len(found)
            have = self.strands[key] = tuple(enumerate(found, start=first))
        return have

    def _strand(self, number: int, strand: Strand, sources: set[str]) -> Iterator[str]:
        issuer, destination = text(strand.issuer), text(strand.destination)
        named = strand.passport_class or "unstated"
        yield f"strand({number},{issuer},{destination},{named})."
        yield f"of({number},{self._instrument(strand.instrument)})."
        yield f"mark({number},{self._marks(markers_of(strand.evidence[0]))})."
        for place, piece in enumerate(pieces(strand.article)):
            yield f"stands({number},{place},{_piece(piece)})."
            if not is_numbered(piece):
                yield f"stands_apart({number},{place})."
        if strand.kind is InstrumentKind.MULTILATERAL:
            yield f"shared({number})."
        for place, statement in enumerate(strand.evidence):
            sources.add(statement.source)
            yield from self._said(number, place, statement)

    def _said(self, number: int, place: int, statement: Statement) -> Iterator[str]:
        grant, where = statement.grant, f"{number},{place}"
        yield f"said({where},{self._source(statement.source)})."
        if grant.signed is not UNSET:
            yield f"said_signed({where},{_days(grant.signed)})."
        if grant.in_force is not UNSET:
            yield f"said_force({where},{_days(grant.in_force)},{len(grant.in_force.text)})."
        if grant.ended is not UNSET:
            yield f"said_end({where},{_days(grant.ended)})."
        if grant.status is not UNSET:
            yield f"said_status({where},{grant.status})."
        if any(term.name == "draft" for term in grant.terms):
            yield f"said_draft({where})."

    def _statements(self, key: Key, sources: set[str]) -> Iterator[str]:
        for statement in self.view.store.statements(key):
            sources.add(statement.source)
            yield (
                f"statement({text(key[0])},{text(key[1])},{self._source(statement.source)},"
                f"{self._marks(markers_of(statement))},{self._instrument(statement.instrument)})."
            )

    def _instruments(self, names: set[str], sources: set[str]) -> Iterator[str]:
        store = self.view.store
        wanted = set(names)
        place = 0
        for name in sorted(names):
            for later, how in store.superseding(name):
                wanted.add(later)
                place += 1  # one instrument may end several, each in its own way
                numbers = f"{self._instrument(later)},{place}"
                yield f"supersedes({numbers},{self._instrument(name)},{how.mode})."
                yield from _cut(f"s({numbers})", how.articles)
                yield from (f"superseded_class({numbers},{item})." for item in how.classes)
            record = store.instrument(name)
            for index, link in enumerate(record.ends_with if record else ()):
                wanted.add(link.instrument)
                asleep = "yes" if link.on_suspension else "no"
                yield (
                    f"ends_with({self._instrument(name)},{index},"
                    f"{self._instrument(link.instrument)},{link.effect},{asleep})."
                )
        for name in sorted(wanted):
            record = store.instrument(name)
            if record is not None:
                yield from self._record(name, record, sources)

    def _record(self, name: str, record: Instrument, sources: set[str]) -> Iterator[str]:
        number = self._instrument(name)
        for place, act in enumerate(record.acts):
            sources.update(act.sources)
            yield from self._act(f"{number},{place}", act)
        for place, item in enumerate(record.seen):
            sources.update(item.sources)
            yield f"seen({number},{place},{item.status})."
            yield from (f"seen_class({number},{place},{name})." for name in item.classes)
            if item.issuer is not UNSET:
                yield f"seen_issuer({number},{place},{text(item.issuer)})."
            yield from (f"seen_source({number},{place},{self._source(s)})." for s in item.sources)
        for grant in record.grants:
            if grant.in_force is not UNSET:
                sources.update(grant.sources)
                when = _days(grant.in_force)
                yield from (
                    f"grant_force({number},{self._source(source)},{when})."
                    for source in grant.sources
                )
        computed = self.view.computed_force(name)
        if computed is not None:
            yield f"computed({number},{computed[0]},{computed[1]})."

    def _act(self, where: str, act: Act) -> Iterator[str]:
        yield f"act({where},{act.kind})."
        when = act.date if act.effect is UNSET else act.effect
        if when is not UNSET:
            yield f"act_when({where},{_days(when)})."
        if act.effect is not UNSET:
            yield f"act_effect({where})."
        if act.date is not UNSET:
            yield f"act_date({where},{_days(act.date)},{len(act.date.text)})."
        yield f"act_until({where},{0 if act.until is UNSET else act.until.last})."
        yield from (f"act_source({where},{self._source(name)})." for name in act.sources)
        scope = act.scope
        if scope.issuer is not UNSET:
            yield f"act_issuer({where},{text(scope.issuer)})."
        if scope.destination is not UNSET:
            yield f"act_destination({where},{text(scope.destination)})."
        yield from (f"act_class({where},{name})." for name in scope.classes)
        yield from (f"act_except({where},{name})." for name in scope.except_classes)
        yield from _cut(f"a({where})", scope.articles)
        yield from (f"cut_text({where},{text(name)})." for name in scope.articles)

    def covered(self, state: str, sources: set[str]) -> Iterator[str]:
        """Claims of completeness for a state's lists."""
        have = self._coverage.get(state)
        if have is None:
            have = []
            for place, claim in enumerate(self.view.store.coverage(state)):
                self._coverage_count += 1
                have.append((self._coverage_count, place, claim))
            self._coverage[state] = have
        for number, place, claim in have:
            sources.add(claim.source)
            yield (
                f"coverage({number},{claim.perspective},{text(state)},"
                f"{self._source(claim.source)}). seat({number},{place})."
            )
            if claim.complete is Completeness.YES:
                yield f"complete({number})."
            if claim.tabulated:
                yield f"tabulated({number})."
            if claim.exclusive:
                yield f"exclusive({number})."
            if claim.territory:
                yield f"list_area({number},{text(claim.territory)})."
            yield from (f"spared({number},{text(code)})." for code in claim.excluding)
            yield from (f"covers_class({number},{name})." for name in claim.classes)

    def sources(self, names: Iterable[str]) -> Iterator[str]:
        """The sources: rank, the days they can speak for, the day they were known."""
        for name in sorted(names):
            yield _source(self._source(name), self.view.store.source(name))

    # -- one destination ----------------------------------------------------------------

    def keys_into(self, destination: str) -> list[Key]:
        """The keys whose strands can reach holders who enter this state."""
        ends = {destination, *self.view.belongs(destination)}
        return [key for key in self.view.store.all_keys() if key[1] in ends]

    def destination(
        self,
        to: str,
        holders: Iterable[str],
        asked: Iterable[PassportClass],
        roles: Iterable[str],
        days: Iterable[int],
    ) -> Iterator[str]:
        """Facts of the part ``decide``, but for what earlier parts have derived."""
        days = tuple(days)
        yield f"to({text(to)})."
        yield from (f"holder({text(code)})." for code in holders)
        yield from (f"asked({item})." for item in asked)
        yield from (f"role({item})." for item in roles)
        for day in days:
            when = date.fromordinal(day)
            yield f"day({day}). calendar({day},{when.month * 100 + when.day})."
        yield from (f"condition({name})." for name, kind in KINDS.items() if _asks(kind.role))
        sources: set[str] = set()
        yield from self.covered(to, sources)
        for place, (code, group) in enumerate(self.view.store.groups().items(), start=1):
            yield f"area({text(code)},{text(code)}). group_seat({text(code)},{place})."
            yield from (f"area({text(name)},{text(code)})." for name in group.aliases)
            if code in self.view.belongs(to):
                yield from self.covered(code, sources)
        yield from self.sources(sources)
        stays: set[StayRule] = set()
        for key in self.keys_into(to):
            for number, strand in self.on(key):
                yield from self._clause(number, strand)
                if isinstance(strand.stay, StayRule):
                    stays.add(strand.stay)
                    yield f"stay({number},{text(str(strand.stay))})."
        for stay in stays:
            yield from (f"length({text(str(stay))},{day},{_length(stay, day)})." for day in days)

    def _clause(self, number: int, strand: Strand) -> Iterator[str]:
        issuer, destination = text(strand.issuer), text(strand.destination)
        named = strand.passport_class or "unstated"
        yield f"strand({number},{issuer},{destination},{named})."
        yield from (f"excluding({number},{text(code)})." for code in strand.excluding)
        yield from (
            f"excluding_to({number},{text(code)})." for code in strand.excluding_destinations
        )
        for place, term in enumerate(strand.terms):
            where = f"{number},{place}"
            yield f"term({where},{term.name}). value({where},{text(term.value)})."
            if term.name in _LISTED:
                yield from (
                    f"part({where},{index},{text(part)})."
                    for index, part in enumerate(term.value.split("+"))
                )
            elif term.name == "season":
                first, last = (int(part.replace("-", "")) for part in term.value.split("/"))
                yield f"season({where},{first},{last})."
            elif term.name == "accredited":
                yield f"effect({number},{term.value.partition(':')[0]})."
            elif term.name == "family":
                yield f"kin({number},{text(term.value)})."


def _asks(role: TermRole) -> bool:
    return role is TermRole.CONDITION


def _days(when: PartialDate) -> str:
    return f"{when.first},{when.last}"


def _cut(part: str, articles: Iterable[str]) -> Iterator[str]:
    """The articles to which an act, or a replacement, is limited."""
    for article in articles:
        for piece in pieces(article):
            yield f"cut({part},{_piece(piece)})."
            if not is_numbered(piece):
                yield f"cut_apart({part})."


def _piece(piece: Piece) -> str:
    """Article, paragraph, letter; what is cited still finer is read to the letter."""
    return ",".join(text(part) for part in (*piece, "", "")[:3])


def _source(number: int, source: Source) -> str:
    first, last = source.speaks_from
    dated = "undated" if source.date is UNSET else "dated"
    return f"source({number},{source.rank},{first},{last},{source.known_from},{dated})."


def _member(code: str, number: int, member: Membership) -> Iterator[str]:
    if member.role.startswith("partial") or not member.sources:
        return
    since = "0,0" if member.since is UNSET else _days(member.since)
    until = f"{ALWAYS},{ALWAYS}" if member.until is UNSET else _days(member.until)
    yield f"member_fact({text(code)},{text(member.state)},{number},{since},{until})."


def _length(stay: StayRule, day: int) -> int:
    """The days of one unbroken stay, counted day by day; limits without a number are long."""
    lengths = []
    for limit in stay.limits:
        if limit.amount is None or limit.unit == "entry":
            continue
        lengths.append(limit.amount if limit.unit == "day" else _months(day, limit.amount))
    return min(lengths, default=10_000)


def _months(day: int, months: int) -> int:
    """The days from `day` to the same day so many months on, or to the end of that month."""
    start = date.fromordinal(day)
    end, seen = start, 0
    while seen < months or (end.day < start.day and (end + timedelta(days=1)).day != 1):
        end += timedelta(days=1)
        seen += end.day == 1
    return (end - start).days
