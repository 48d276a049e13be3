"""Drafts of the relations that the model takes a sentence to state and no frame has found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from diplograph.extraction import report_words
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft, Reservation
from diplograph.extraction.encounters import Encounters
from diplograph.extraction.pairs.barred import BarredPairs
from diplograph.extraction.pairs.help_words import find_kind_of_help
from diplograph.extraction.pairs.judgement import Dyad, Judgement, Verdict, dyads_of
from diplograph.extraction.pairs.phrases import Naming, Phrase
from diplograph.extraction.pairs.triggers import Trigger, find_triggers
from diplograph.model import KINDS_OF, Actor, ActorClass, RelationKind, RelationType

LEARNT_WEIGHT = 0.6
"""What a draft of the model weighs, where no score is learnt."""
LEAST_CHANCE = 0.15
"""What a pair must have to be put forward; the claim's score decides whether it is taken."""
_KIN = 0.5
"""Of the chance of the likeliest pair of a meeting, what the pairs of a further participant must have."""

_LEAST_OF_SUMMIT = 3
"""How many sides there are at least in a meeting that is a summit by them."""
_KIND_OF_MANNER = {
    "meet-verb": RelationKind.TALKS,
    "talks-noun": RelationKind.TALKS,
    "call-verb": RelationKind.CALL,
    "receive-verb": RelationKind.VISIT,
    "visit-verb": RelationKind.VISIT,
    "visit-noun": RelationKind.VISIT,
    "summit-noun": RelationKind.SUMMIT,
    "arms-noun": RelationKind.ARMS,
    "troops-noun": RelationKind.MILITARY,
}
"""The kind that the word gives, which is surer than the model's."""
_KIND_OF_ARMING = {
    "arm": RelationKind.ARMS,
    **dict.fromkeys(("train", "equip", "shelter", "harbor", "harbour", "militarize"), RelationKind.MILITARY),
    **dict.fromkeys(("fund", "finance", "bankroll"), RelationKind.ECONOMIC),
}
_HOSTED = frozenset({"visit-verb", "visit-noun", "travel-verb", "receive-verb", "invite-verb"})
"""Words for meetings of which a place may be the host."""

Found = tuple[Dyad, Verdict]


class PairReader:
    """Finds the relations of one sentence that the frames have left.

    Args:
        denoter: the sentence's noun phrases.
        judgement: what the model makes of the sentence.
        least_chance: what a pair must have to be put forward.
    """

    def __init__(self, denoter: Denoter, judgement: Judgement, least_chance: float = LEAST_CHANCE) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._judgement = judgement
        self._least_chance = least_chance
        self._encounters = Encounters(denoter)
        self._barred = BarredPairs(denoter)
        self._busy: set[Actor] = set()
        self._parties: set[Actor] = set()

    @cached_property
    def _telling(self) -> tuple[Trigger, ...]:
        """The words that may state a relation; most sentences have no likely pair and are not looked through."""
        return tuple(find_triggers(self._tree))

    def find(self, found: Sequence[Draft]) -> Iterator[Draft]:
        """Drafts of all pairs that are likely enough, put together where they are one relation.

        Args:
            found: what the frames found; their pairs are left to them, whichever way round, and so are their words:
                at the word that states a relation nobody joins.
        """
        known = {(each.type, *dyad) for each in found for dyad in _both_ways(each)}
        decided = {(each.type, each.trigger) for each in found}
        self._busy = {owner(actor) for each in found if each.type is RelationType.MEETS for actor in each.subjects}
        told = [each for each in found if each.type is RelationType.MEDIATES and each.objects]
        self._parties = {owner(actor) for each in told for actor in (*each.subjects, *each.objects)}
        for read in (self._meetings, self._backings, self._mediations):
            yield from (draft for draft in read(known) if (draft.type, draft.trigger) not in decided)

    # what is likely

    def _likely(self, type_: RelationType, known: set[tuple[RelationType, Actor, Actor | None]]) -> list[Found]:
        verdicts = ((dyad, self._judgement.verdict(type_, *dyad)) for dyad in self._judgement.sides())
        likely = [(d, v) for d, v in verdicts if v and self._is_likely(type_, v) and (type_, *d) not in known]
        return sorted(likely, key=lambda each: -each[1].chance)

    def _is_likely(self, type_: RelationType, verdict: Verdict) -> bool:
        """Whether a verdict is sure enough; those of whose mediation a frame tells, or a place, do not meet besides."""
        phrases = self._phrases_of(verdict) if verdict.chance >= self._least_chance else []
        if not phrases or self._barred.bars(type_, [phrase.index for phrase in phrases]):
            return False
        if type_ is RelationType.BACKS:
            return True
        is_told = {owner(actor) for phrase in phrases for actor in phrase.actors} <= self._parties
        is_hosted = any(each.manner in _HOSTED for each in self._telling)
        places = [phrase for phrase in phrases if phrase.naming is Naming.PLACE] if type_ is RelationType.MEETS else []
        return not is_told and (is_hosted or not places) and len(places) < 2

    def _phrases_of(self, verdict: Verdict) -> list[Phrase]:
        positions = (verdict.pair.first, verdict.pair.second)
        return [self._judgement.phrases[position] for position in positions if position is not None]

    def _reservations(self, type_: RelationType, verdicts: Sequence[Verdict]) -> Iterator[Reservation]:
        """What speaks against a relation: of the pairs that it rests on, the weakest counts."""
        if all(each.type is not type_ for each in self._telling):
            yield Reservation.NO_WORD
        phrases = [phrase for verdict in verdicts for phrase in self._phrases_of(verdict)]
        if any(phrase.naming is Naming.PRONOUN for phrase in phrases):
            yield Reservation.PRONOUN
        sides = {owner(actor) for phrase in phrases for actor in phrase.actors}
        if type_ is RelationType.MEETS and sides & self._busy:
            yield Reservation.DECIDED_SIDE

    def _meetings(self, known: set[tuple[RelationType, Actor, Actor | None]]) -> Iterator[Draft]:
        """Meetings, each with everybody who meets everybody else in it."""
        both = [((a, b), verdict) for (a, b), verdict in self._likely(RelationType.MEETS, known) if b is not None]
        likely = {frozenset(pair): verdict for pair, verdict in both}
        left = dict(both)
        while left:
            (first, second), best = next(iter(left.items()))
            sides = [first, second]
            for side in dict.fromkeys(side for pair, _ in both for side in pair):
                if side not in sides and self._meets_all(side, sides, likely, best):
                    sides.append(side)
            left = {pair: verdict for pair, verdict in left.items() if not set(pair) <= set(sides)}
            verdicts = [verdict for pair, verdict in likely.items() if pair <= set(sides)]
            likeliest = _likeliest_kind(verdicts)
            actors, heads = self._named(sides, verdicts)
            trigger = self._trigger(RelationType.MEETS, heads)
            is_pair = likeliest is RelationKind.SUMMIT and len(sides) < _LEAST_OF_SUMMIT
            kind = self._kind(RelationType.MEETS, trigger, heads, RelationKind.TALKS if is_pair else likeliest)
            reservations = frozenset(self._reservations(RelationType.MEETS, verdicts))
            for draft in self._encounters.assemble(trigger, kind, actors, {trigger, *heads}):
                yield replace(_learnt(draft, reservations), place_index=self._host(heads))

    @staticmethod
    def _meets_all(
        side: Actor, sides: Sequence[Actor], likely: Mapping[frozenset[Actor], Verdict], best: Verdict
    ) -> bool:
        pairs = [likely.get(frozenset({side, other})) for other in sides]
        return all(p and p.chance >= _KIN * best.chance and _is_real(p) == _is_real(best) for p in pairs)

    def _backings(self, known: set[tuple[RelationType, Actor, Actor | None]]) -> Iterator[Draft]:
        """Support, one draft for all that one side backs in one way."""
        groups: dict[tuple[Actor, RelationKind, bool], list[Found]] = defaultdict(list)
        for (first, second), verdict in self._likely(RelationType.BACKS, known):
            if second is not None:
                groups[first, _way_of_backing(verdict), _is_real(verdict)].append(((first, second), verdict))
        for (first, kind, _), group in groups.items():
            yield self._one_to_many(RelationType.BACKS, kind, first, group)

    def _mediations(self, known: set[tuple[RelationType, Actor, Actor | None]]) -> Iterator[Draft]:
        """Mediation, one draft for all parties of one mediator; without a party where none is likely."""
        likely = self._likely(RelationType.MEDIATES, known)
        groups: dict[tuple[Actor, bool], list[Found]] = defaultdict(list)
        for (first, second), verdict in likely:
            if second is not None:
                groups[first, _is_real(verdict)].append(((first, second), verdict))
        busy = {first for first, _ in groups} | {first for type_, first, _ in known if type_ is RelationType.MEDIATES}
        for (first, second), verdict in likely:
            if second is None and first not in busy:
                groups[first, _is_real(verdict)].append(((first, None), verdict))
        for (first, _), group in groups.items():
            yield self._one_to_many(RelationType.MEDIATES, _likeliest_kind([v for _, v in group]), first, group)

    # drafts

    def _one_to_many(self, type_: RelationType, kind: RelationKind, first: Actor, group: Sequence[Found]) -> Draft:
        verdicts = [verdict for _, verdict in group]
        seconds = [second for (_, second), _ in group if second is not None]
        subjects, own = self._named([first], verdicts)
        objects, others = self._named(seconds, verdicts)
        trigger = self._trigger(type_, own | others)
        tokens = frozenset({trigger, *own, *others})
        draft = Draft(type_, self._kind(type_, trigger, own | others, kind), subjects, objects, trigger, tokens=tokens)
        return _learnt(draft, frozenset(self._reservations(type_, verdicts)))

    def _named(self, sides: Sequence[Actor], verdicts: Sequence[Verdict]) -> tuple[tuple[Actor, ...], set[int]]:
        """The actors that stand for the sides in the likeliest pairs, persons before their states, with their heads."""
        wanted: dict[Actor, list[tuple[Actor, int]]] = {side: [] for side in sides}
        for verdict in verdicts:
            for position in (verdict.pair.first, verdict.pair.second):
                phrase = self._judgement.phrases[position] if position is not None else None
                for actor in phrase.actors if phrase else ():
                    if phrase and owner(actor) in wanted:
                        wanted[owner(actor)].append((actor, phrase.index))
        chosen = [_most_specific(found) for found in wanted.values() if found]
        named = (self._only_person(side) for side, found in wanted.items() if found)
        actors = tuple(person or actor for person, (actor, _) in zip(named, chosen, strict=True))
        return actors, {head for _, head in chosen}

    def _only_person(self, side: Actor) -> Actor | None:
        """The person that the sentence names of a side, when there is just one (`Zambian President X`).

        One who only tells of what his state does is not meant (`China will lend Y 2 million, minister X said`).
        """
        named = [
            (phrase, actor) for phrase in self._judgement.phrases for actor in phrase.actors if owner(actor) == side
        ]
        acting = [(phrase, actor) for phrase, actor in named if not self._only_speaks(phrase.index)]
        persons = [actor for _, actor in acting if actor.actor_class is ActorClass.PERSON]
        return persons[0] if len(set(persons)) == 1 else None

    def _only_speaks(self, head: int) -> bool:
        verb = self._tree.head(head) if self._tree.tokens[head].dep in {"nsubj", "nsubjpass"} else None
        return verb is not None and self._is_mere_saying(verb)

    def _is_mere_saying(self, verb: int) -> bool:
        token = self._tree.tokens[verb]
        is_saying = token.pos == "VERB" and token.lemma in report_words.MERE_SAYING
        return is_saying and bool(self._tree.children(verb, "ccomp"))

    def _trigger(self, type_: RelationType, heads: set[int]) -> int:
        """The word that states the relation: the nearest telling one, else where the phrases hang together."""
        telling = [each.index for each in self._telling if each.type is type_]
        if telling:
            return min(telling, key=lambda index: (sum(abs(index - head) for head in heads), index))
        paths = [[head, *self._tree.ancestors(head)] for head in sorted(heads)]
        shared = [index for index in paths[0] if all(index in path for path in paths[1:])]
        outside = [index for index in shared if index not in heads]
        return self._what_is_said(outside[0], paths) if outside else self._tree.clause_of(min(heads))

    def _what_is_said(self, verb: int, paths: Sequence[Sequence[int]]) -> int:
        """The verb of the clause that another only says, where a phrase stands in it; else the verb itself."""
        if not self._is_mere_saying(verb):
            return verb
        inside = {index for path in paths for index in path}
        return next((index for index in self._tree.children(verb, "ccomp") if index in inside), verb)

    def _kind(self, type_: RelationType, trigger: int, heads: set[int], otherwise: RelationKind) -> RelationKind:
        """The kind that the word itself gives, or one below it (`supplier of arms`, `a telephone conversation`)."""
        if type_ is RelationType.MEETS and (self._encounters.is_by_line(trigger) or self._is_in_call(heads)):
            return RelationKind.CALL
        told = [each for each in self._telling if each.index == trigger and not self._is_other_call(each.index)]
        kinds = [_KIND_OF_MANNER.get(each.manner) for each in told]
        if type_ is RelationType.BACKS:
            arming = _KIND_OF_ARMING.get(self._tree.tokens[trigger].lemma)
            kinds = [arming, find_kind_of_help(self._tree, trigger), *kinds]
        return next((kind for kind in kinds if kind in KINDS_OF[type_]), otherwise)

    def _is_in_call(self, heads: set[int]) -> bool:
        """Whether a side is the one on the other end of the line (`in a call with X`)."""
        prepositions = [self._tree.tokens[head].head for head in heads if self._tree.tokens[head].dep == "pobj"]
        above = (self._tree.tokens[i].head for i in prepositions if self._tree.tokens[i].lemma in {"with", "to"})
        return any(self._tree.tokens[i].lemma == "call" and self._tree.tokens[i].pos == "NOUN" for i in above)

    def _is_other_call(self, verb: int) -> bool:
        """Whether somebody calls something off, or for something: no telephone rings."""
        words = self._tree.children(verb, "prt", "xcomp", "ccomp") or self._tree.objects_of(verb, "for", "on")
        return self._tree.tokens[verb].lemma in {"call", "ring"} and bool(words)

    def _host(self, heads: set[int]) -> int | None:
        """The position of a host that is named as a place."""
        items = ((head, self._denoter.mention(head)) for head in sorted(heads))
        return next((head for head, item in items if item and item.place and not item.link), None)


def _learnt(draft: Draft, reservations: frozenset[Reservation]) -> Draft:
    return replace(draft, weight=LEARNT_WEIGHT, is_learnt=True, reservations=reservations)


def _both_ways(draft: Draft) -> Iterator[Dyad]:
    for first, second in dyads_of(draft.type, draft.kind, draft.subjects, draft.objects):
        yield first, second
        if second is not None:
            yield second, first


def _likeliest_kind(verdicts: Sequence[Verdict]) -> RelationKind:
    shares: dict[RelationKind, float] = defaultdict(float)
    for verdict in verdicts:
        for kind, share in verdict.kinds.items():
            shares[kind] += share * verdict.chance
    return max(shares, key=lambda kind: shares[kind])


def _way_of_backing(verdict: Verdict) -> RelationKind:
    shares = {kind: share for kind, share in verdict.kinds.items() if kind is not RelationKind.TREATY}
    return max(shares, key=lambda kind: shares[kind])


def _is_real(verdict: Verdict) -> bool:
    return verdict.real >= verdict.unreal


def _most_specific(found: Sequence[tuple[Actor, int]]) -> tuple[Actor, int]:
    persons = [each for each in found if each[0].actor_class is ActorClass.PERSON]
    return (persons or found)[0]
