"""Who backs whom: verbs and nouns of support, gifts of arms, troops and money, `X-backed Y`, and alliances."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import is_official
from diplograph.extraction.fighters import is_linked
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_ARMED_CLASSES = frozenset({ActorClass.ARMED_FORCE})
_GIFT_STANCE = {
    "pledge": Modality.PLANNED,
    "promise": Modality.PLANNED,
    "approve": Modality.PLANNED,
    "authorize": Modality.PLANNED,
    "offer": Modality.HYPOTHETICAL,
    "withhold": Modality.DENIED,
}
"""What a verb of giving itself says of how real the gift is."""
_RALLIES = frozenset({"rally", "march", "demonstration", "protest", "vigil", "procession", "protester", "demonstrator"})
_MILITARY_VERBS = frozenset(
    {"fight", "intervene", "bomb", "strike", "fly", "deploy", "attack", "invade", "send", "battle", "shell", "advance"}
)
_NEVER = frozenset({ActorClass.OUTLET})


class SupportFrames:
    """Finds support in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """The support that the sentence states, one draft for each word that states it."""
        for token in self._tree.tokens:
            if token.tag.startswith("VB") or token.pos in {"VERB", "ADJ"}:
                yield from self._verb(token.index)
            if token.pos in {"NOUN", "PROPN"}:
                yield from self._noun(token.index)

    # verbs

    def _verb(self, verb: int) -> Iterator[Draft]:
        token = self._tree.tokens[verb]
        if self._is_compound(verb):
            yield from self._compound(verb)
            return
        if token.lemma in lexicon.POLITICAL_VERBS | lexicon.ARMED_VERBS | lexicon.HELP_VERBS:
            yield from self._support_verb(verb)
        elif token.lemma in lexicon.STAND_VERBS:
            yield from self._stand(verb)
        if token.lemma in lexicon.GIVE_VERBS | {"supply", "arm"}:
            yield from self._give(verb)
        if token.lemma in {"fight", "battle"}:
            yield from self._alongside(verb)
        if token.lemma in {"throw", "put", "swing"}:
            yield from self._weight(verb)

    def _is_compound(self, index: int) -> bool:
        """`Syrian-backed`: a participle with a name and a hyphen before it."""
        token = self._tree.tokens[index]
        return (
            token.text.lower() in lexicon.BACKED_PARTICIPLES
            and index > 1
            and self._tree.tokens[index - 1].text in {"-", "–", "‑"}
        ) or (
            token.text.lower() in lexicon.BACKED_PARTICIPLES
            and index > 0
            and token.dep == "amod"
            and self._named_before(index) is not None
            and token.head > index
        )

    def _named_before(self, index: int) -> Actor | None:
        position = index - 1 if self._tree.tokens[index - 1].text not in {"-", "–", "‑"} else index - 2
        item = self._denoter.mention(position) if position >= 0 else None
        return item.link.actor if item is not None and item.link is not None and is_linked(item) else None

    def _compound(self, index: int) -> Iterator[Draft]:
        backer = self._named_before(index)
        head = self._tree.tokens[index].head
        if backer is None or head == index:
            return
        above = self._tree.tokens[head].head
        if self._tree.tokens[head].dep in {"compound", "nmod"} and self._denoter.mention(above):
            head = above
        backed = self._denoter.actors(head)
        if not backed and self._tree.tokens[head].dep == "compound":
            head = self._tree.tokens[head].head
            backed = self._denoter.actors(head)
        backed = tuple(actor for actor in backed if owner(actor) != owner(backer))
        if self._tree.tokens[head].lemma == "president":
            backed = backed or self._denoter.modifiers(head)
        kind = self._kind_for(index, head, backed)
        yield from self._draft(index, (backer,), backed, kind, {index - 1, head}, Modality.ASSERTED)

    def _support_verb(self, verb: int) -> Iterator[Draft]:
        token = self._tree.tokens[verb]
        if self._tree.children(verb, "xcomp", "ccomp") and token.lemma in lexicon.HELP_VERBS:
            return
        agents = self._tree.objects_of(verb, "by")
        first = self._tree.tokens[self._tree.first_conjunct(verb)]
        receivers: tuple[int, ...]
        if token.tag == "VBN" and first.dep in {"acl", "relcl"} and not self._tree.children(verb, "auxpass", "nsubj"):
            receivers = (first.head,)
            givers = agents
        elif self._tree.children(verb, "auxpass") or (token.tag == "VBN" and agents):
            receivers = self._tree.children(verb, "nsubjpass") or self._tree.subjects(verb)
            givers = agents
        else:
            receivers = self._tree.children(verb, "dobj")
            givers = self._tree.subjects(verb)
        if token.lemma == "train" and not givers and self._tree.children(verb, "auxpass"):
            givers = tuple(i for i in self._tree.objects_of(verb, "in", "at") if self._denoter.polity_of(i))
        receivers = tuple(r for r in receivers if self._is_backable(r))
        backed = self._denoter.all_actors(*receivers)
        kind = self._kind_for(verb, receivers[0] if receivers else verb, backed)
        if token.lemma in lexicon.ARMED_VERBS and token.lemma not in {"sponsor", "bolster"}:
            kind = RelationKind.ARMS if token.lemma == "arm" else RelationKind.MILITARY
            if token.lemma in {"fund", "finance", "bankroll"} and not self._is_armed(backed):
                kind = RelationKind.ECONOMIC
        backers = self._denoter.all_actors(*givers) or tuple(a for i in givers for a in self._denoter.polity_of(i))
        yield from self._draft(verb, backers, backed, kind, {*receivers, *givers})

    def _is_backable(self, index: int) -> bool:
        """Whether the object itself is an actor, not a plan, effort or resolution of one."""
        item = self._denoter.mention(index)
        if item is not None and item.link is not None and item.mention.head == index:
            return True
        token = self._tree.tokens[index]
        return token.pos == "PRON" or token.lemma in lexicon.ORGANS | lexicon.ARMED | {
            "group",
            "movement",
            "country",
            "side",
        }

    def _stand(self, verb: int) -> Iterator[Draft]:
        backed_at = self._tree.objects_of(verb, "with", "by", "behind", "alongside")
        if self._tree.tokens[verb].lemma == "ally":
            yield from self._pact(
                verb, (*self._denoter.all_actors(*self._tree.subjects(verb)), *self._denoter.all_actors(*backed_at))
            )
            return
        backed = self._denoter.all_actors(*(i for i in backed_at if self._is_backable(i)))
        yield from self._draft(
            verb, self._denoter.all_actors(*self._tree.subjects(verb)), backed, RelationKind.POLITICAL, set(backed_at)
        )

    # gifts

    def _give(self, verb: int) -> Iterator[Draft]:
        things = self._things(verb)
        kind = next((k for thing in things if (k := self._thing_kind(thing))), None)
        if kind is None:
            return
        is_receiving = self._tree.tokens[verb].lemma in {"receive", "get", "buy", "obtain", "acquire", "purchase"}
        is_passive = bool(self._tree.children(verb, "auxpass", "agent")) or self._is_reduced_passive(verb)
        givers = self._tree.objects_of(verb, "by", "from") if is_passive or is_receiving else self._tree.subjects(verb)
        takes = is_receiving and not is_passive
        receivers = self._tree.subjects(verb) if takes else self._receivers(verb, things)
        yield from self._draft(
            verb,
            self._denoter.all_actors(*givers) or self._denoter.hosts(*givers),
            self._denoter.all_actors(*receivers) or self._denoter.hosts(*receivers),
            kind,
            {*things, *givers, *receivers},
            _GIFT_STANCE.get(self._tree.tokens[verb].lemma) if kind is not RelationKind.POLITICAL else None,
        )

    def _is_reduced_passive(self, verb: int) -> bool:
        """`weapons sent to X`: a participle after the noun that it is about."""
        token = self._tree.tokens[verb]
        return token.dep == "acl" and token.tag == "VBN" and not self._tree.children(verb, "nsubj", "aux")

    def _things(self, verb: int) -> tuple[int, ...]:
        direct = self._tree.children(verb, "dobj", "nsubjpass") + self._tree.objects_of(verb, "with")
        if self._is_reduced_passive(verb) and (head := self._tree.head(verb)) is not None:
            direct += (head,)
        if not direct and self._tree.children(verb, "auxpass"):
            direct = self._tree.subjects(verb)
        return tuple(conjunct for thing in direct for conjunct in self._tree.conjuncts(thing))

    def _thing_kind(self, thing: int) -> RelationKind | None:
        token = self._tree.tokens[thing]
        modifiers = {self._tree.tokens[i].lemma for i in self._tree.children(thing, "amod", "compound", "nmod")}
        inside = {
            self._tree.tokens[i].lemma
            for i in self._tree.subtree(thing)
            if self._tree.tokens[i].dep in {"compound", "amod", "pobj", "nmod", "conj"}
        }
        if modifiers & lexicon.HUMANITARIAN_MODIFIERS:
            return None
        if lexicon.is_weapon(token.lemma, token.text) or (
            token.lemma in lexicon.SALE_NOUNS | {"equipment", "material", "supply"}
            and (inside & (lexicon.ARMS_NOUNS | {"military"}))
        ):
            return RelationKind.ARMS
        if token.lemma in lexicon.SHELTER_NOUNS:
            return RelationKind.MILITARY
        if token.lemma == "fighter" and (modifiers & lexicon.ARMS_NOUNS or self._is_named_type(thing)):
            return RelationKind.ARMS
        if token.lemma in lexicon.TROOP_NOUNS and not inside & {"peacekeeping", "peacekeeper"}:
            return RelationKind.MILITARY
        if (
            token.lemma in lexicon.SUPPORT_NOUNS | {"force", "team", "equipment"}
            and inside & lexicon.MILITARY_MODIFIERS
        ):
            return RelationKind.MILITARY
        if token.lemma in lexicon.MONEY_NOUNS and (
            token.lemma not in {"million", "billion"}
            or inside & {"aid", "loan", "credit", "dollar", "assistance", "grant"}
            or self._is_sum(thing)
        ):
            return RelationKind.MILITARY if inside & {"military"} else RelationKind.ECONOMIC
        if token.lemma in {"support", "backing", "solidarity", "endorsement"}:
            return RelationKind.POLITICAL
        if token.lemma in {"assistance", "aid"}:
            return RelationKind.ECONOMIC
        return None

    def _is_named_type(self, thing: int) -> bool:
        """`Rafale fighters`: aircraft go by a type's name."""
        before = self._tree.children(thing, "compound", "nmod")
        return any(self._tree.tokens[i].pos == "PROPN" and self._denoter.mention(i) is None for i in before)

    def _is_sum(self, thing: int) -> bool:
        return any(self._tree.tokens[i].text in {"$", "€", "£", "US$"} for i in self._tree.children(thing))

    def _receivers(self, verb: int, things: tuple[int, ...]) -> tuple[int, ...]:
        found = self._tree.children(verb, "dative")
        found = tuple(i for i in found if self._tree.tokens[i].pos != "ADP")
        found += self._tree.objects_of(verb, "to", "into")
        for thing in things:
            found += self._tree.objects_of(thing, "to", "for", "into")
        if self._tree.objects_of(verb, "with"):
            found += tuple(i for i in self._tree.children(verb, "dobj", "nsubjpass") if self._thing_kind(i) is None)
        for purpose in self._tree.children(verb, "xcomp", "advcl"):
            if self._tree.tokens[purpose].lemma in lexicon.POLITICAL_VERBS | lexicon.HELP_VERBS | {
                "bolster",
                "reinforce",
                "defend",
            }:
                found = found or self._tree.children(purpose, "dobj")
        found = tuple(i for i in found if self._is_backable(i) or self._denoter.single(i))
        found = found or tuple(
            i for thing in things for i in self._tree.children(thing, "compound") if self._is_taker(i)
        )
        return found or tuple(i for i in self._tree.objects_of(verb, "to", "into") if self._denoter.hosts(i))

    def _is_taker(self, index: int) -> bool:
        """`sold Damascus missiles`: a name right after the verb, which the parser takes for a part of the thing's."""
        item = self._denoter.mention(index)
        verb = self._tree.clause_of(index)
        is_named = item is not None and item.link is not None and is_linked(item) and not item.is_modifier
        return is_named and item is not None and item.mention.start == verb + 1

    # nouns

    def _noun(self, noun: int) -> Iterator[Draft]:
        token = self._tree.tokens[noun]
        if token.lemma in lexicon.BACKER_NOUNS:
            yield from self._backer(noun)
        elif token.lemma in lexicon.PACT_NOUNS and self._is_pact(noun):
            yield from self._pact(noun, self._pact_members(self._phrase_head(noun)))
        elif token.lemma in lexicon.SUPPORT_NOUNS or (
            token.lemma in lexicon.SALE_NOUNS | lexicon.ARMS_NOUNS and self._thing_kind(noun)
        ):
            yield from self._support_noun(noun)

    def _support_noun(self, noun: int) -> Iterator[Draft]:
        modifiers = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "amod", "compound", "nmod")}
        if modifiers & lexicon.HUMANITARIAN_MODIFIERS or self._is_rally(noun):
            return
        of_objects = self._tree.objects_of(noun, "of")
        governor = self._tree.head(noun)
        if of_objects and governor is not None and self._tree.tokens[governor].lemma == "in":
            if (above := self._tree.head(governor)) is not None and self._tree.tokens[above].pos in {"VERB", "AUX"}:
                yield from self._in_support(noun, governor, of_objects)
            return
        givers = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "from", "by")
        backed_at = self._backed_by_noun(noun)
        if not backed_at and givers and self._thing_kind(noun) is RelationKind.POLITICAL:
            backed_at, of_objects = of_objects, ()
        backers = self._denoter.all_actors(*givers) or self._denoter.hosts(*self._tree.objects_of(noun, "from"))
        backers = backers or self._named_by_adjective(noun)
        backed = self._denoter.all_actors(*(i for i in backed_at if self._is_backable(i)))
        verb = self._tree.tokens[governor] if governor is not None else None
        if verb is not None and verb.lemma in lexicon.RECEIVE_AID_VERBS and self._tree.tokens[noun].dep == "dobj":
            backers = backers or self._denoter.all_actors(*of_objects)
            backed = backed or self._denoter.all_actors(*self._tree.subjects(verb.index))
        elif not backed_at and verb is not None and verb.pos == "ADP" and verb.lemma == "with":
            backers = backers or self._denoter.all_actors(*of_objects)
            backed = self._denoter.all_actors(*self._tree.subjects(self._tree.clause_of(verb.index)))
        elif backed_at and not backers:
            backers = self._denoter.all_actors(*of_objects) or self._giver_above(noun)
        kind = self._thing_kind(noun) or RelationKind.POLITICAL
        if kind in {RelationKind.POLITICAL, RelationKind.ECONOMIC} and self._is_armed(backed):
            kind = RelationKind.MILITARY
        yield from self._draft(noun, backers, backed, kind, {*backed_at, *givers, *of_objects})

    def _backed_by_noun(self, noun: int) -> tuple[int, ...]:
        """Whom support is for: after the noun, after the verb that governs it, or after what it consists of."""
        governor = self._tree.head(noun)
        found = self._tree.objects_of(noun, "for", "to")
        if not found and governor is not None and self._tree.tokens[noun].dep == "dobj":
            found = self._tree.objects_of(governor, "for", "to")
        parts = self._tree.objects_of(noun, "of")
        return found or tuple(i for part in parts for i in self._tree.objects_of(part, "for", "to"))

    def _named_by_adjective(self, noun: int) -> tuple[Actor, ...]:
        """`Turkish support`, `a North Korean shipment of arms`."""
        for child in self._tree.children(noun, "amod", "compound", "nmod"):
            item = self._denoter.mention(child)
            if item is not None and item.link is not None and is_linked(item):
                return (item.link.actor,)
        return ()

    def _is_rally(self, noun: int) -> bool:
        """Whether people in the street show the support, not those who govern (`a march in solidarity with X`)."""
        clause = self._tree.clause_of(noun)
        around = {*self._tree.ancestors(noun), *self._tree.children(clause, "nsubj", "nsubjpass")}
        return any(self._tree.tokens[i].lemma in _RALLIES for i in around)

    def _in_support(self, noun: int, preposition: int, backed_at: tuple[int, ...]) -> Iterator[Draft]:
        """`intervened in support of X`: who does it backs X; with arms, if arms are what it is done with."""
        clause = self._tree.clause_of(preposition)
        givers = self._tree.subjects(clause)
        backed = self._denoter.all_actors(*(i for i in backed_at if self._is_backable(i)))
        is_military = self._tree.tokens[clause].lemma in _MILITARY_VERBS
        kind = RelationKind.MILITARY if is_military else self._kind_for(noun, backed_at[0], backed)
        backers = self._denoter.all_actors(*givers)
        yield from self._draft(noun, backers, backed, kind, {*backed_at, *givers})

    def _backer(self, noun: int) -> Iterator[Draft]:
        """`X, the main backer of Y`, `X is Y's patron`."""
        backed_at = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "of", "to")
        governor = self._tree.head(noun)
        backers: tuple[Actor, ...] = ()
        if governor is not None and self._tree.tokens[noun].dep == "appos":
            backers = self._denoter.single(governor)
        elif governor is not None and self._tree.tokens[noun].dep == "attr":
            backers = self._denoter.all_actors(*self._tree.subjects(governor))
        backers = backers or self._denoter.all_actors(*self._tree.children(noun, "appos"))
        backed = self._denoter.all_actors(*(i for i in backed_at if self._is_backable(i)))
        inside = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "compound", "amod", "nmod")}
        is_arming = bool(inside & (lexicon.ARMS_NOUNS | lexicon.MILITARY_MODIFIERS))
        if self._tree.tokens[noun].lemma == "supplier" and not is_arming:
            return
        kind = RelationKind.ARMS if is_arming else self._kind_for(noun, noun, backed)
        yield from self._draft(noun, backers, backed, kind, set(backed_at))

    def _alongside(self, verb: int) -> Iterator[Draft]:
        """`fight alongside X`, `fight on the side of X`."""
        backed_at = self._tree.objects_of(verb, "alongside", "beside")
        backed_at += tuple(
            i
            for side in self._tree.objects_of(verb, "on")
            if self._tree.tokens[side].lemma == "side"
            for i in (*self._tree.objects_of(side, "of"), *self._tree.children(side, "poss"))
        )
        givers = self._tree.subjects(verb)
        backed = self._denoter.all_actors(*(i for i in backed_at if self._is_backable(i)))
        backers = self._denoter.all_actors(*givers)
        yield from self._draft(verb, backers, backed, RelationKind.MILITARY, {*backed_at, *givers})

    def _weight(self, verb: int) -> Iterator[Draft]:
        """`threw its weight behind X`, `came to the aid of X`, `took the side of X`."""
        thrown = [i for i in self._tree.children(verb, "dobj") if self._tree.tokens[i].lemma in {"weight", "support"}]
        behind = [
            *self._tree.objects_of(verb, "behind"),
            *(i for t in thrown for i in self._tree.objects_of(t, "behind")),
        ]
        if thrown and behind:
            backed = self._denoter.all_actors(*(i for i in behind if self._is_backable(i)))
            givers = self._tree.subjects(verb)
            backers = self._denoter.all_actors(*givers)
            yield from self._draft(verb, backers, backed, self._kind_for(verb, behind[0], backed), {*behind, *givers})

    def _giver_above(self, noun: int) -> tuple[Actor, ...]:
        """The subject of the verb that governs the gift (`Washington continued its aid to …`)."""
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos in {"VERB", "AUX"}:
                if token.lemma in lexicon.SAY_VERBS - {"announce", "reiterate", "stress", "emphasize", "confirm"} | {
                    "seek",
                    "ask",
                    "want",
                }:
                    return ()
                return self._denoter.all_actors(*self._tree.subjects(above))
            if token.pos not in {"NOUN", "ADP"}:
                return ()
        return ()

    def _is_pact(self, noun: int) -> bool:
        before = [i for i in self._tree.subtree(noun) if i < noun]
        around = {
            self._tree.tokens[i].lemma
            for i in before
            if self._tree.tokens[i].dep in {"amod", "compound", "nmod", "nummod"}
        }
        governor = self._tree.tokens[self._tree.tokens[noun].head]
        around |= {self._tree.tokens[i].lemma for i in self._tree.objects_of(noun, "of")}
        if around & lexicon.NOT_PACT_MODIFIERS:
            return False
        return (
            self._tree.tokens[noun].lemma in lexicon.PACT_ALONE
            or bool(around & lexicon.PACT_MODIFIERS)
            or governor.lemma == "alliance"
        )

    def _phrase_head(self, noun: int) -> int:
        """The noun itself, or the adjective that a translation put in its place (`a pact military with`)."""
        head = self._tree.tokens[noun].head
        return (
            head
            if self._tree.tokens[noun].dep == "compound" and self._tree.tokens[head].lemma in lexicon.PACT_MODIFIERS
            else noun
        )

    def _pact_members(self, noun: int) -> tuple[Actor, ...]:
        indexes = self._tree.objects_of(noun, "with", "between", "among", "of") + self._tree.children(noun, "poss")
        members = self._denoter.all_actors(*indexes)
        for child in self._tree.children(noun, "amod", "compound", "nmod"):
            for conjunct in self._tree.conjuncts(child):
                item = self._denoter.mention(conjunct)
                if item is not None and item.link is not None:
                    members = (*members, item.link.actor)
        if (
            len(set(members)) < 2
            and (governor := self._tree.head(noun)) is not None
            and self._tree.tokens[governor].pos == "VERB"
        ):
            members = (*self._denoter.all_actors(*self._tree.subjects(governor)), *members)
            members = (*members, *self._denoter.all_actors(*self._tree.objects_of(governor, "with")))
        return members

    def _pact(self, trigger: int, members: tuple[Actor, ...]) -> Iterator[Draft]:
        allies = tuple(dict.fromkeys(actor for actor in members if actor.actor_class not in _NEVER))
        if len({owner(ally) for ally in allies}) > 1:
            hint = Modality.ASSERTED if self._is_presupposed(trigger) else None
            yield Draft(RelationType.BACKS, RelationKind.TREATY, allies, (), trigger, hint, frozenset({trigger}))

    def _is_presupposed(self, noun: int) -> bool:
        """Whether the words take the pact for granted (`under its alliance with`)."""
        owned = any(self._tree.tokens[i].dep == "poss" for i in self._tree.children(noun, "poss"))
        governor = self._tree.tokens[self._tree.tokens[noun].head]
        return owned and governor.pos == "ADP" and governor.lemma in {"under", "in", "of", "by", "to"}

    # assembling

    def _is_armed(self, backed: tuple[Actor, ...]) -> bool:
        return bool(backed) and all(actor.actor_class in _ARMED_CLASSES for actor in backed)

    def _kind_for(self, trigger: int, head: int, backed: tuple[Actor, ...]) -> RelationKind:
        noun = self._tree.tokens[head].lemma
        adverbs = {self._tree.tokens[i].lemma for i in self._tree.children(trigger, "advmod")}
        armed_noun = noun in lexicon.ARMED | {"army", "force", "troop", "militia", "soldier"}
        return (
            RelationKind.MILITARY
            if armed_noun or self._is_armed(backed) or "militarily" in adverbs
            else RelationKind.POLITICAL
        )

    def _draft(
        self,
        trigger: int,
        backers: tuple[Actor, ...],
        backed: tuple[Actor, ...],
        kind: RelationKind,
        tokens: set[int],
        modality: Modality | None = None,
    ) -> Iterator[Draft]:
        givers = tuple(actor for actor in backers if actor.actor_class not in _NEVER and is_official(actor))
        receivers = tuple(
            a for a in backed if owner(a) not in {owner(giver) for giver in givers} and a.actor_class not in _NEVER
        )
        if givers and receivers:
            places = frozenset({trigger, *tokens})
            yield Draft(RelationType.BACKS, kind, givers, receivers, trigger, modality=modality, tokens=places)
