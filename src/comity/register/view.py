"""The consolidated view: what the register knows, on a knowledge date, of a direction.

Two clocks. The view is fixed to one knowledge date (`known_on`; None for all that is known):
every source that could not be known then is left out, everywhere. Valid time is asked of the
strands it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET, Struct

from comity.law.acts import ActKind, Scope
from comity.law.articles import within
from comity.law.force import Range, compute_force
from comity.law.instruments import Instrument, InstrumentKind, Mode
from comity.law.lifecycle import GIVES_A_RIGHT, Claim, Span, State, draw
from comity.law.passports import Evidence, IssuerProfile, PassportClass, match_class
from comity.law.sources import Completeness, Coverage, Perspective, Source
from comity.register.life import Life, replaced_by, tell
from comity.register.reach import Reach, make_reach
from comity.register.statements import Key, Store
from comity.register.strands import (
    Ranked,
    Strand,
    cite,
    first_said,
    markers_of,
    merge_stay,
    merge_terms,
    split,
)

ANY_ISSUER = "*"

_WHOLE = Scope()


class Candidate(Struct, frozen=True):
    """A strand that may cover a case, and whether the groups it speaks of hold the parties.

    Attributes:
        strand: the grant.
        certain: False where a membership known only to the month or year straddles the day.
    """

    strand: Strand
    certain: bool


class View:
    """The register as known on one day."""

    def __init__(self, store: Store, known_on: date | None = None) -> None:
        self.store = store
        self.known_on = known_on
        self._horizon = known_on.toordinal() if known_on else None
        self._strands: dict[Key, tuple[Strand, ...]] = {}
        self._force: dict[str, Range | None] = {}
        self._belongs: dict[str, tuple[str, ...]] = {}
        self._sources: dict[tuple[str, ...], tuple[Source, ...]] = {}
        self._evidence: dict[tuple[str, PassportClass, PassportClass], Evidence] = {}
        self._coverage: dict[str, tuple[tuple[Coverage, Source], ...]] = {}
        self._reach: dict[Key, Reach] = {}

    # -- what is known ------------------------------------------------------------------

    def is_known(self, source: Source) -> bool:
        """Whether the register could know the source on the knowledge date."""
        return self._horizon is None or source.known_from <= self._horizon

    def known(self, names: tuple[str, ...]) -> tuple[Source, ...]:
        """The known ones of these sources, the best first."""
        have = self._sources.get(names)
        if have is None:
            found = [self.store.source(name) for name in names]
            have = tuple(sorted(filter(self.is_known, found), key=_best_first))
            self._sources[names] = have
        return have

    def profile(self, state: str) -> IssuerProfile | None:
        """What a state issues, if a known source says so."""
        profile = self.store.profile(state)
        return profile if profile and self.known(profile.sources) else None

    def evidence(self, issuer: str, asked: PassportClass, named: PassportClass) -> Evidence:
        """How a passport of this issuer meets a class that an act names (rule 7)."""
        key = (issuer, asked, named)
        have = self._evidence.get(key)
        if have is None:
            have = self._evidence[key] = match_class(asked, named, self.profile(issuer))
        return have

    def coverage(self, state: str) -> tuple[tuple[Coverage, Source], ...]:
        """Known claims of completeness for this state, the newest first."""
        have = self._coverage.get(state)
        if have is None:
            pairs = [
                (claim, self.store.source(claim.source)) for claim in self.store.coverage(state)
            ]
            have = tuple(
                sorted(
                    (pair for pair in pairs if self.is_known(pair[1])),
                    key=lambda pair: (-pair[1].speaks_from[1], pair[1].rank),
                )
            )
            self._coverage[state] = have
        return have

    def closing_claims(self, state: str, day: int) -> Iterator[tuple[Coverage, Source]]:
        """Complete lists of those who may enter a state, its own and those of its groups.

        A group's list counts where the state is a member that day, within the area of the list.
        """
        yield from self._complete_for(state)
        for group, certain in self._memberships(state, day):
            for claim, source in self._complete_for(group) if certain else ():
                area = self.area(claim.territory) if claim.territory else None
                inside = area is None or self.is_member(area, state, day) is True
                if inside and state not in claim.excluding:
                    yield claim, source

    def _complete_for(self, code: str) -> Iterator[tuple[Coverage, Source]]:
        for claim, source in self.coverage(code):
            side = claim.perspective is Perspective.DESTINATION
            if side and claim.complete is Completeness.YES:
                yield claim, source

    # -- candidates ---------------------------------------------------------------------

    def candidates(self, issuer: str, destination: str, day: int) -> Iterator[Candidate]:
        """Every strand that can reach a holder of this issuer's passport in this state that day."""
        issuers = [(issuer, True), *self._memberships(issuer, day), (ANY_ISSUER, True)]
        destinations = [(destination, True), *self._memberships(destination, day)]
        for to, to_certain in destinations:
            for holder, holder_certain in issuers:
                for strand in self.strands((holder, to)):
                    if issuer not in strand.excluding and (
                        destination not in strand.excluding_destinations
                    ):
                        yield Candidate(strand, to_certain and holder_certain)

    def reach(self, issuer: str, destination: str) -> Reach:
        """What can reach such a holder in this state on some day, and when it turns."""
        key = (issuer, destination)
        have = self._reach.get(key)
        if have is None:
            ends = (destination, *self.belongs(destination))
            strands = tuple(
                strand
                for to in ends
                for holder in (issuer, *self.belongs(issuer), ANY_ISSUER)
                for strand in self.strands((holder, to))
            )
            memberships = {*self._membership_days(issuer), *self._membership_days(destination)}
            lists = {
                day
                for code in ends
                for _, source in self.coverage(code)
                for day in (source.speaks_from[1], source.speaks_from[1] + 1)
            }
            have = self._reach[key] = make_reach(strands, memberships, lists)
        return have

    def _membership_days(self, state: str) -> Iterator[int]:
        """The days on which the state may join or leave a group."""
        for name in self.belongs(state):
            for member in self.store.groups()[name].members:
                for when in (member.since, member.until) if member.state == state else ():
                    if when is not UNSET:
                        yield from (when.first, when.last)

    def belongs(self, state: str) -> tuple[str, ...]:
        """The groups the state was ever in."""
        have = self._belongs.get(state)
        if have is None:
            have = tuple(
                name
                for name, group in self.store.groups().items()
                if any(
                    member.state == state and self.known(member.sources) for member in group.members
                )
            )
            self._belongs[state] = have
        return have

    def is_member(self, group: str, state: str, day: int) -> bool | None:
        """Whether the state is in the group that day; None where nobody can tell."""
        if self._horizon is None:
            return self.store.groups()[group].has(state, day)
        answer: bool | None = False
        for item in self.store.groups()[group].members:
            if item.state == state and self.known(item.sources):
                covered = item.covers(day)
                if covered:
                    return True
                if covered is None:
                    answer = None
        return answer

    def area(self, name: str) -> str | None:
        """The group whose area a term names, or None for an area that is no group's."""
        for code, group in self.store.groups().items():
            if name == code or name in group.aliases:
                return code
        return None

    def _memberships(self, state: str, day: int) -> list[tuple[str, bool]]:
        found = []
        for name in self.belongs(state):
            member = self.is_member(name, state, day)
            if member is not False:
                found.append((name, member is True))
        return found

    # -- strands ------------------------------------------------------------------------

    def strands(self, key: Key) -> tuple[Strand, ...]:
        """The consolidated grants on one key, in the order of their records."""
        have = self._strands.get(key)
        if have is None:
            have = self._strands[key] = tuple(self._build(key))
        return have

    def _build(self, key: Key) -> Iterator[Strand]:
        by_instrument: dict[str, list[Ranked]] = {}
        for statement in self.store.statements(key):
            source = self.store.source(statement.source)
            if self.is_known(source):
                by_instrument.setdefault(statement.instrument, []).append((source, statement))
        for name, ranked in by_instrument.items():
            ranked.sort(key=lambda pair: _best_first(pair[0]))
            record = self.store.instrument(name)
            for passport_class, clause in split(ranked):
                yield self._strand(key, name, record, passport_class, clause)

    def _strand(
        self,
        key: Key,
        name: str,
        record: Instrument | None,
        passport_class: PassportClass | None,
        ranked: list[Ranked],
    ) -> Strand:
        life = tell(ranked, record, self.known, (*key, passport_class), self.force_of)
        claims = list(life.claims)
        claims.extend(self._replaced(name, passport_class, ranked))
        claims.extend(self._linked(record))
        claims.extend(self._dropped(key, passport_class, ranked, life, record))
        stay, stay_dissent = merge_stay(ranked)
        terms, term_dissent = merge_terms(ranked, passport_class)
        best = ranked[0][1]
        return Strand(
            instrument=name,
            kind=record.kind if record else best.kind,
            title=record.title.get("en", "") if record else best.title,
            issuer=key[0],
            destination=key[1],
            excluding=best.grant.excluding,
            excluding_destinations=best.grant.excluding_destinations,
            passport_class=passport_class,
            article=first_said(ranked, "article"),
            stay=stay,
            terms=terms,
            spans=_spans(claims),
            evidence=tuple(statement for _, statement in ranked),
            sources=tuple({source.id: cite(source) for source, _ in ranked}.values()),
            known_from=max(source.known_from for source, _ in ranked),
            dissent=(*life.dissent, *stay_dissent, *term_dissent),
            in_force=life.in_force.text if life.in_force else "",
            missing=life.missing,
        )

    def _replaced(
        self, name: str, passport_class: PassportClass | None, ranked: list[Ranked]
    ) -> Iterator[Claim]:
        """Later instruments that end or suspend this one, or some of its articles (clause C33)."""
        for later, how in self.store.superseding(name):
            if how.mode is Mode.PRESERVES:
                continue
            if how.classes and passport_class not in how.classes:
                continue
            reach = within(first_said(ranked, "article"), how.articles) if how.articles else True
            since = self.force_of(later)
            if since is not None and reach is not False:
                yield replaced_by(later, how.mode, since, perhaps=reach is None)

    def _linked(self, record: Instrument | None) -> Iterator[Claim]:
        """Instruments that end with another one (clause C28)."""
        for link in record.ends_with if record else ():
            other = self.store.instrument(link.instrument)
            for act in other.acts if other else ():
                if act.scope != _WHOLE:
                    continue  # the other goes on, if only in part
                ends = act.kind is ActKind.TERMINATION or (
                    act.kind is ActKind.DENUNCIATION and act.effect is not UNSET
                )
                sleeps = link.on_suspension and act.kind is ActKind.SUSPENSION
                when = act.date if act.effect is UNSET else act.effect
                if (ends or sleeps) and when is not UNSET and self.known(act.sources):
                    yield replaced_by(link.instrument, link.effect, (when.first, when.last))

    def force_of(self, name: str) -> Range | None:
        """The range of days in which an instrument entered into force, by its own record."""
        if name not in self._force:
            self._force[name] = None  # a cycle of linked instruments ends here
            self._force[name] = self._find_force(name)
        return self._force[name]

    def _find_force(self, name: str) -> Range | None:
        record = self.store.instrument(name)
        if record is None or not self.known(sources_of(record)):
            return None
        stated = [
            (source.rank, act.date.first, act.date.last)
            for act in record.acts
            if act.kind is ActKind.ENTRY_INTO_FORCE and act.date is not UNSET
            for source in self.known(act.sources)
        ]
        stated.extend(
            (source.rank, grant.in_force.first, grant.in_force.last)
            for grant in record.grants
            if grant.in_force is not UNSET
            for source in self.known(grant.sources)
        )
        return min(stated)[1:] if stated else self.computed_force(name)

    def computed_force(self, name: str) -> Range | None:
        """The range of days that an instrument's own rule gives, whatever sources state."""
        record = self.store.instrument(name)
        rule = record.entry_into_force if record else UNSET
        if record is None or rule is UNSET or rule is None:
            return None
        acts = [act for act in record.acts if self.known(act.sources)]
        return compute_force(rule, acts, record.parties, self.force_of).when

    def _dropped(
        self,
        key: Key,
        passport_class: PassportClass | None,
        ranked: list[Ranked],
        life: Life,
        record: Instrument | None,
    ) -> Iterator[Claim]:
        """A newer complete list that no longer has the pair ends it (rule 3)."""
        kind = record.kind if record else ranked[0][1].kind
        if passport_class is None or kind is InstrumentKind.MULTILATERAL or key[0] == ANY_ISSUER:
            return
        rights = [claim.last for claim in life.claims if _gives(claim)]
        if not rights:
            return
        for claim, source in self._complete(key):
            dated = source.date is not UNSET and claim.tabulated
            newer = dated and source.speaks_from[0] > min(rights)
            named = self._names(key, source.id, ranked, claim.exclusive)
            if newer and passport_class in claim.classes and not named:
                first, last = source.speaks_from
                stronger = source.rank <= ranked[0][0].rank
                state = State.ENDED if stronger else State.UNCERTAIN
                yield Claim(
                    first, last, state, False, source.rank, source.id, "absent_from_newer_list"
                )

    def _complete(self, key: Key) -> Iterator[tuple[Coverage, Source]]:
        issuer, destination = key
        for state, side in (
            (destination, Perspective.DESTINATION),
            (issuer, Perspective.ISSUER),
        ):
            for claim, source in self.coverage(state):
                if claim.perspective is side and claim.complete is Completeness.YES:
                    yield claim, source

    def _names(self, key: Key, source: str, ranked: list[Ranked], exclusive: bool) -> bool:
        """Whether a source names the pair with a clause of the same kind."""
        own = ranked[0][1]
        markers = markers_of(own)
        return any(
            statement.source == source
            and markers_of(statement) == markers
            and (not exclusive or statement.instrument == own.instrument)
            for statement in self.store.statements(key)
        )

    def all_strands(self) -> Iterator[Strand]:
        """Every strand of the register, by key."""
        for key in self.store.all_keys():
            yield from self.strands(key)


def _spans(claims: Iterable[Claim]) -> tuple[Span, ...]:
    spans = draw(claims)
    if len(spans) == 1:
        return (Span(spans[0].start, State.NOT_KNOWN, "status_not_stated"),)
    return spans


def _gives(claim: Claim) -> bool:
    return claim.state in GIVES_A_RIGHT and not claim.perhaps


def sources_of(record: Instrument) -> tuple[str, ...]:
    """Every source that speaks of an instrument's record, its acts or its grants."""
    named = [record.sources]
    named.extend(act.sources for act in record.acts)
    named.extend(grant.sources for grant in record.grants)
    named.extend(seen.sources for seen in record.seen)
    return tuple(dict.fromkeys(name for names in named for name in names))


def _best_first(source: Source) -> tuple[int, int, str]:
    return source.rank, -source.known_from, source.id
