"""Who mediates: verbs and nouns of mediation, `X-brokered Y`, mediators by role, and bodies that seek a settlement."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import SIDES, Discourse, owner
from diplograph.extraction.draft import Draft
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType
from diplograph.text.folding import fold

_NEVER = frozenset({ActorClass.OUTLET})
_SEEK_VERBS = frozenset({"try", "seek", "work", "attempt", "help", "aim", "strive", "struggle", "push"})
_ROLE_VERBS = frozenset(
    {"be", "act", "serve", "play", "remain", "become", "work", "function", "offer", "appoint", "name", "propose"}
    | {"take", "accept", "want"}
)
_REACH_VERBS = frozenset(
    {"reach", "find", "resolve", "settle", "negotiate", "achieve", "end", "solve", "unblock", "break", "bring"}
)


class MediationFrames:
    """Finds mediations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        discourse: what was spoken of before it, for parties named earlier.
    """

    def __init__(self, denoter: Denoter, discourse: Discourse) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._discourse = discourse

    def find(self) -> Iterator[Draft]:
        """The mediations that the sentence states, one draft for each word that states one."""
        for token in self._tree.tokens:
            word = token.text.lower()
            if word in lexicon.BROKERED_PARTICIPLES | {"sponsored"} and self._named_before(token.index):
                yield from self._compound(token.index)
            elif token.lemma in lexicon.MEDIATE_VERBS or (
                token.tag.startswith("VB") and token.lemma in lexicon.BROKER_VERBS | lexicon.HOST_VERBS
            ):
                yield from self._verb(token.index)
            elif token.tag.startswith("VB") and token.lemma in _REACH_VERBS:
                yield from self._settling(token.index)
            elif token.lemma in {"shuttle", "shuttling"}:
                yield from self._shuttle(token.index)
            elif token.lemma in lexicon.MEDIATION_NOUNS or self._is_good_offices(token.index):
                yield from self._mediation(token.index)
            elif (
                token.lemma in lexicon.MEDIATOR_NOUNS
                or self._is_peace_envoy(token.index)
                or self._is_go_between(token.index)
            ):
                yield from self._mediator(token.index)

    # verbs

    def _named_before(self, index: int) -> Actor | None:
        if index < 2 or self._tree.tokens[index - 1].text not in {"-", "–", "‑"}:
            return None
        item = self._denoter.mention(index - 2)
        return item.link.actor if item is not None and item.link is not None else None

    def _compound(self, index: int) -> Iterator[Draft]:
        mediator = self._named_before(index)
        head = self._tree.tokens[index].head
        lemma = self._tree.tokens[head].lemma
        if mediator is None or (
            self._tree.tokens[index].text.lower() == "sponsored" and lemma not in lexicon.CONTACT_NOUNS
        ):
            return
        kind = RelationKind.BROKERED if lemma in lexicon.DEAL_NOUNS else RelationKind.MEDIATION
        yield from self._draft(index, kind, (mediator,), self._between(head), {head, index - 2})

    def _verb(self, verb: int) -> Iterator[Draft]:
        token = self._tree.tokens[verb]
        objects = self._tree.children(verb, "dobj", "nsubjpass")
        if token.dep in {"acl", "relcl"} and token.tag == "VBN" and not self._tree.children(verb, "nsubj"):
            objects, mediators = (token.head,), self._tree.objects_of(verb, "by")
        elif self._tree.children(verb, "auxpass") or (token.tag == "VBN" and self._tree.children(verb, "agent")):
            mediators = self._tree.objects_of(verb, "by")
        else:
            mediators = self._tree.subjects(verb) or self._tree.children(verb, "compound", "nmod")
        nouns = {self._tree.tokens[i].lemma for obj in objects for i in self._tree.conjuncts(obj)}
        is_mediating = token.lemma in lexicon.MEDIATE_VERBS
        is_brokering = token.lemma in lexicon.BROKER_VERBS and bool(
            nouns & (lexicon.DEAL_NOUNS | lexicon.CONTACT_NOUNS | lexicon.PROCESS_NOUNS)
        )
        parties = tuple(a for obj in objects for a in self._between(obj)) or self._between(verb)
        is_hosting = token.lemma in lexicon.HOST_VERBS and bool(nouns & lexicon.CONTACT_NOUNS) and len(parties) > 1
        if (token.lemma in {"negotiate", "secure"} and not len(parties) > 1) or not (
            is_mediating or is_brokering or is_hosting
        ):
            return
        if is_hosting and not is_mediating and all(self._is_venue(i) for i in mediators):
            return
        kind = (
            RelationKind.BROKERED
            if nouns & (lexicon.DEAL_NOUNS - {"peace"}) and not self._is_unfinished(verb)
            else RelationKind.MEDIATION
        )
        if not parties:
            parties = self._party_of_conflict(verb)
        yield from self._draft(verb, kind, self._denoter.all_actors(*mediators), parties, {*objects, *mediators})

    def _is_unfinished(self, verb: int) -> bool:
        token = self._tree.tokens[verb]
        above = self._tree.tokens[token.head]
        return token.dep == "xcomp" and above.lemma in _SEEK_VERBS | lexicon.HYPOTHETICAL_VERBS

    def _is_venue(self, index: int) -> bool:
        item = self._denoter.mention(index)
        return item is None or item.link is None or item.link.reason == "metonym"

    def _settling(self, verb: int) -> Iterator[Draft]:
        """A body known to mediate, or a `bid`, that tries to reach a settlement between others."""
        nouns = {
            self._tree.tokens[i].lemma
            for child in self._tree.children(verb, "dobj")
            for i in self._tree.conjuncts(child)
        }
        if not nouns & lexicon.SETTLEMENT_NOUNS | nouns & lexicon.CONFLICT_NOUNS:
            return
        subjects = self._tree.subjects(verb)
        mediators = self._denoter.all_actors(*subjects)
        parties = tuple(a for child in self._tree.children(verb, "dobj") for a in self._between(child))
        bodies = tuple(actor for actor in mediators if actor.actor_class is ActorClass.MEDIATION_BODY)
        if bodies:
            yield from self._draft(
                verb,
                RelationKind.MEDIATION,
                bodies,
                parties,
                set(subjects),
            )
        elif len(parties) > 1 and nouns & {"deadlock", "impasse", "stalemate"}:
            yield from self._draft(verb, RelationKind.MEDIATION, mediators, parties, set(subjects))

    def _shuttle(self, word: int) -> Iterator[Draft]:
        """`shuttles between A and B`, `a shuttle mission between A and B`, `shuttle diplomacy`."""
        token = self._tree.tokens[word]
        clause = word if token.tag.startswith("VB") else self._tree.clause_of(word)
        below = [i for i in self._tree.subtree(clause) if self._tree.tokens[i].lemma == "between" and i > word]
        parties = self._denoter.all_actors(*(obj for i in below for obj in self._tree.children(i, "pobj")))
        top = self._phrase_top(word)
        mediators = self._owners(top) or self._denoter.all_actors(*self._tree.subjects(clause))
        is_diplomacy = token.text.lower() == "shuttle" and self._tree.tokens[top].lemma in {
            "diplomacy",
            "mission",
            "talk",
        }
        if len(parties) > 1 or is_diplomacy:
            yield from self._draft(word, RelationKind.MEDIATION, mediators, parties, {top})

    # nouns

    def _is_good_offices(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.lemma == "office" and any(
            self._tree.tokens[i].lemma == "good" for i in self._tree.children(index, "amod")
        )

    def _is_go_between(self, index: int) -> bool:
        words = [token.text.lower() for token in self._tree.tokens[max(0, index - 2) : index + 1]]
        return words == ["go", "-", "between"]

    def _is_peace_envoy(self, index: int) -> bool:
        token = self._tree.tokens[index]
        around = {self._tree.tokens[i].lemma for i in self._tree.children(index, "amod", "compound", "nmod")}
        return (token.lemma in {"envoy", "negotiator", "emissary", "maker"} and "peace" in around) or (
            token.lemma == "negotiator" and "international" in around
        )

    def _mediation(self, noun: int) -> Iterator[Draft]:
        top = self._phrase_top(noun)
        mediators = self._owners(noun) or (self._owners(top) if top != noun else ())
        if not mediators and self._tree.tokens[top].dep == "dobj":
            mediators = self._denoter.all_actors(*self._tree.objects_of(self._tree.tokens[top].head, "by"))
        if not mediators:
            mediators = self._subject_above(top)
        parties = (
            self._between(noun) or self._between(top) or self._party_of_conflict(noun) or self._party_of_conflict(top)
        )
        yield from self._draft(noun, RelationKind.MEDIATION, mediators, parties, {top})

    def _phrase_top(self, noun: int) -> int:
        """The noun that `mediation` modifies (`mediation efforts`, `mediation role`), or itself."""
        while self._tree.tokens[noun].dep in {"compound", "nmod"}:
            noun = self._tree.tokens[noun].head
        return noun

    def _owners(self, noun: int) -> tuple[Actor, ...]:
        indexes = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "of", "by", "from")
        found = self._denoter.all_actors(*indexes)
        for child in self._tree.children(noun, "amod", "compound", "nmod"):
            for conjunct in self._tree.conjuncts(child):
                item = self._denoter.mention(conjunct)
                if item is not None and item.link is not None and not found:
                    found = (item.link.actor,)
        return found

    def _subject_above(self, noun: int) -> tuple[Actor, ...]:
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos in {"VERB", "AUX"}:
                if token.lemma in {
                    "offer",
                    "provide",
                    "continue",
                    "conduct",
                    "undertake",
                    "play",
                    "halt",
                    "suspend",
                    "lead",
                    "resume",
                    "begin",
                    "start",
                    "end",
                    "launch",
                    "attempt",
                    "press",
                    "pursue",
                    "renew",
                    "intensify",
                }:
                    return self._denoter.all_actors(*self._tree.subjects(above))
                return ()
        return ()

    def _mediator(self, noun: int) -> Iterator[Draft]:
        """`UN mediator X`, `X acts as mediator`, `X, who plays the role of arbiter`, `African Union mediators`."""
        named = self._denoter.single(noun)
        head = self._tree.tokens[noun].head
        item = self._denoter.mention(head)
        if self._tree.tokens[noun].dep in {"compound", "nmod"} and item is not None and item.link is not None:
            named = (item.link.actor,)
        mediators = self._bearers(noun) or named
        parties = self._between(noun) or self._party_of_conflict(noun) or self._between_above(noun)
        parties = parties or self._met_by(noun)
        if parties or self._is_predicate(noun) or self._parties_at_hand(mediators, RelationKind.MEDIATION):
            yield from self._draft(noun, RelationKind.MEDIATION, mediators, parties, {noun})

    def _bearers(self, noun: int) -> tuple[Actor, ...]:
        """Who is said to have the role: subject of `be`, `serve as`, `play the role of`, or the name beside it."""
        token = self._tree.tokens[noun]
        current, below = self._tree.head(noun), noun
        if token.dep == "appos" and current is not None:
            return self._denoter.single(current)
        if token.dep == "nsubj" and current is not None and self._tree.tokens[current].lemma == "be":
            return self._denoter.all_actors(*self._tree.children(current, "attr"))
        while current is not None:
            above = self._tree.tokens[current]
            if above.lemma == "role" and (owners := self._owners(current)):
                return owners
            if above.pos in {"VERB", "AUX"}:
                is_role = (
                    self._tree.tokens[below].dep in {"attr", "prep", "dobj", "oprd"} and above.lemma in _ROLE_VERBS
                )
                return self._denoter.all_actors(*self._tree.subjects(current)) if is_role else ()
            if above.pos not in {"ADP", "NOUN"} or above.lemma not in {"of", "as", "role", "part", "function"}:
                return ()
            below, current = current, self._tree.head(current)
        return ()

    # parties

    def _between(self, index: int) -> tuple[Actor, ...]:
        """The actors after `between`, `among` or `with` that hang on a word or on the nouns below it."""
        found = self._denoter.all_actors(*self._tree.objects_of(index, "between", "among"))
        if not found and self._tree.tokens[index].pos == "NOUN":
            inside = [i for i in self._tree.subtree(index) if self._tree.tokens[i].lemma in {"between", "among"}]
            found = self._denoter.all_actors(*(obj for i in inside for obj in self._tree.children(i, "pobj")))
        if not found:
            for preposition in ("in", "of", "for", "with", "to"):
                for obj in self._tree.objects_of(index, preposition):
                    found = found or self._denoter.all_actors(*self._tree.objects_of(obj, "between", "among"))
                    lemma = self._tree.tokens[obj].lemma
                    if not found and lemma in lexicon.CONTACT_NOUNS | lexicon.CONFLICT_NOUNS:
                        found = self._denoter.modifiers(obj) if len(self._denoter.modifiers(obj)) > 1 else ()
        if (
            not found
            and len(modifiers := self._denoter.modifiers(index)) > 1
            and self._tree.tokens[index].lemma in lexicon.CONTACT_NOUNS | lexicon.CONFLICT_NOUNS | lexicon.DEAL_NOUNS
        ):
            found = modifiers
        return found

    def _between_above(self, noun: int) -> tuple[Actor, ...]:
        for above in self._tree.ancestors(noun):
            if found := self._between(above):
                return found
        return ()

    def _met_by(self, noun: int) -> tuple[Actor, ...]:
        """Those whom a mediator meets, or who meet the mediator (`AU mediators met with X and Y`)."""
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos in {"VERB", "AUX"} and token.lemma in lexicon.MEET_VERBS | lexicon.HOLD_VERBS:
                partners = self._tree.objects_of(above, "with") + self._tree.children(above, "dobj")
                others = self._denoter.all_actors(*self._tree.subjects(above), *partners)
                nouns = [
                    i for i in self._tree.children(above, "dobj") if self._tree.tokens[i].lemma in lexicon.CONTACT_NOUNS
                ]
                return (
                    *others,
                    *(a for i in nouns for a in self._denoter.all_actors(*self._tree.objects_of(i, "with"))),
                )
            if token.pos in {"VERB", "AUX"}:
                return ()
        return ()

    def _party_of_conflict(self, index: int) -> tuple[Actor, ...]:
        """`mediate in the Salvadoran conflict`: the state whose conflict it is."""
        for preposition in ("in", "of", "on", "for"):
            for obj in self._tree.objects_of(index, preposition):
                if self._tree.tokens[obj].lemma in lexicon.CONFLICT_NOUNS | lexicon.PROCESS_NOUNS:
                    return self._denoter.modifiers(obj)
                if preposition == "in" and (land := self._denoter.polity_of(obj)):
                    return land
        for obj in self._tree.children(index, "dobj"):
            if self._tree.tokens[obj].lemma in lexicon.CONFLICT_NOUNS:
                return self._denoter.modifiers(obj)
        return ()

    def _is_predicate(self, noun: int) -> bool:
        """Whether the sentence says of somebody that he is the mediator, not merely calls him so."""
        return self._tree.tokens[noun].dep in {"attr", "pobj", "oprd"} and bool(self._bearers(noun))

    def _parties_at_hand(self, mediators: tuple[Actor, ...], kind: RelationKind) -> tuple[Actor, ...]:
        return self._sides_at_hand({owner(actor) for actor in mediators}, kind)

    def _of_named_conflict(self) -> tuple[Actor, ...]:
        """The parties that the name of a known conflict itself names (`Israel-Hamas war`)."""
        for item in self._denoter.resolved.mentions:
            if item.conflict is not None:
                surface = fold(item.mention.span.exact)
                named = tuple(party for party in item.conflict.parties if fold(party.label) in surface)
                if len(named) > 1:
                    return named
        return ()

    def _sides_at_hand(self, mediators: set[Actor], kind: RelationKind) -> tuple[Actor, ...]:
        """The sides that the sentence names beside the mediator, or else two that its neighbours name together."""
        for token in self._tree.tokens:
            if token.lemma in lexicon.PAIRS and len(both := self._denoter.both(token.index)) == 2:
                return both
        if named := tuple(actor for actor in self._of_named_conflict() if actor not in mediators):
            return named
        here: dict[Actor, None] = {}
        for token in self._tree.tokens:
            if token.pos in {"NOUN", "PROPN", "ADJ"}:
                here |= dict.fromkeys(
                    owner(actor) for actor in (*self._denoter.single(token.index), *self._modifying(token.index))
                )
        sides = tuple(actor for actor in here if actor.actor_class in SIDES and actor not in mediators)
        if len(sides) == 2 or (len(sides) == 1 and kind is RelationKind.BROKERED):
            return sides
        return self._discourse.pair_nearby(frozenset(mediators))

    def _modifying(self, index: int) -> tuple[Actor, ...]:
        item = self._denoter.mention(index)
        return (item.link.actor,) if item is not None and item.link is not None and item.is_modifier else ()

    # assembling

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        mediators: tuple[Actor, ...],
        parties: tuple[Actor, ...],
        tokens: set[int],
        modality: Modality | None = None,
    ) -> Iterator[Draft]:
        third = tuple(actor for actor in mediators if actor.actor_class not in _NEVER and _is_known_side(actor))
        sides = {owner(actor) for actor in third}
        parties = tuple(actor for actor in parties if owner(actor) not in sides) or self._sides_at_hand(sides, kind)
        others = tuple(
            dict.fromkeys(actor for actor in parties if owner(actor) not in sides and actor.actor_class not in _NEVER)
        )
        if third:
            yield Draft(
                RelationType.MEDIATES,
                kind,
                third,
                others,
                trigger,
                modality=modality,
                tokens=frozenset({trigger, *tokens}),
            )


def _is_known_side(actor: Actor) -> bool:
    return actor.actor_class is not ActorClass.PERSON or actor.key is not None or actor.of is not None
