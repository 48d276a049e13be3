"""Those who fight a government, named by what they are and where they are from: `Darfur rebels`, `Iraqi insurgents`."""

from __future__ import annotations

from collections.abc import Callable

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import POLITIES, Discourse
from diplograph.model import Actor, ActorClass, LinkDecision, ResolvedMention, ResolvedSentence, SenseKind
from diplograph.syntax import Tree

DemonymOf = Callable[[str], str | None]

_LED = frozenset(
    {"struggle", "cause", "fight", "leader", "group", "movement", "chief", "commander", "faction", "representative",
     "delegation", "envoy", "negotiator", "official", "side", "delegate"}
)  # fmt: skip
"""Nouns that belong to fighters when a word for fighters stands before them (`rebel leaders`)."""
_RISINGS = frozenset({"uprising", "insurgency", "rebellion", "insurrection", "mutiny"})
_REGION_NOUNS = frozenset({"region", "province", "area", "enclave", "city", "town", "state", "country", "district"})
_MODIFIERS = ("amod", "compound", "nmod", "poss")


def is_linked(item: ResolvedMention) -> bool:
    """Whether a mention is taken for an actor of the register, or for a body that it does not know."""
    return item.link is not None and item.link.is_actor


class Fighters:
    """Reads noun phrases for armed opponents in one sentence.

    Args:
        resolved: the sentence with its mentions resolved.
        tree: its dependency tree.
        discourse: what was spoken of before it.
        demonym_of: the adjective for a state or polity, by its key.
    """

    def __init__(self, resolved: ResolvedSentence, tree: Tree, discourse: Discourse, demonym_of: DemonymOf) -> None:
        self._resolved = resolved
        self._tree = tree
        self._discourse = discourse
        self._demonym_of = demonym_of
        self._mention_at = {i: item for item in resolved.mentions for i in range(item.mention.start, item.mention.end)}

    def are_meant(self, index: int) -> bool:
        """Whether a noun stands for fighters (`rebels`, `rebel leaders`, `leaders of the uprising`)."""
        token = self._tree.tokens[index]
        if token.lemma in lexicon.ARMED | _RISINGS:
            return True
        if token.lemma not in _LED:
            return False
        before = self._tree.children(index, "compound", "amod", "nmod")
        return any(self._tree.tokens[i].lemma in lexicon.ARMED or self._movement(i) for i in before) or any(
            self._tree.tokens[i].lemma in _RISINGS for i in self._tree.objects_of(index, "of")
        )

    def named(self, index: int) -> tuple[Actor, ...]:
        """The movement that is meant, if it is listed, else an unknown actor; or nobody when nothing says whose."""
        modifiers = [
            child
            for child in self._tree.children(index, *_MODIFIERS)
            if (item := self._mention_at.get(child)) is not None
            and (item.link or item.place)
            and not self._is_backer(item)
        ]
        for child in modifiers:
            if movement := self._movement(child) or self._organization(child):
                return (movement,)
        if self._tree.tokens[index].lemma == "force":
            return self._against(index)
        if modifiers:
            own = self._separate_side(modifiers[0])
            names = [i for i in self._tree.conjuncts(modifiers[0]) if i in self._mention_at] if own else modifiers[:1]
            return (*own, self._unknown(self._mention_at[max(names)], index))
        opposed = () if self._is_from_region(index) else self._of_state_at_hand(index, self._opposed(index))
        return opposed or self._from_place(index) or self._spoken_of(index) or self._of_state_at_hand(index)

    def _is_backer(self, item: ResolvedMention) -> bool:
        """Whether the name belongs to `-backed` after it (`Iranian-backed militants`)."""
        after = [token.text.lower() for token in self._tree.tokens[item.mention.end : item.mention.end + 2]]
        return bool(lexicon.BACKED_PARTICIPLES & set(after[:1] if after[:1] != ["-"] else after))

    def _movement(self, index: int) -> Actor | None:
        item = self._mention_at.get(index)
        is_movement = item and item.link and item.link.actor.actor_class is ActorClass.ARMED_FORCE
        return item.link.actor if item and item.link and is_movement else None

    def _organization(self, index: int) -> Actor | None:
        item = self._mention_at.get(index)
        is_body = item and item.link and item.link.actor.actor_class is ActorClass.ORGANIZATION and is_linked(item)
        return item.link.actor if item and item.link and is_body else None

    def _unknown(self, item: ResolvedMention, index: int) -> Actor:
        actor = item.link.actor if item.link else None
        demonym = self._demonym_of(str(actor.key)) if actor and actor.actor_class in POLITIES else None
        written = self._tree.text(item.mention.start, item.mention.end)
        name = written if item.is_modifier or not demonym else demonym
        return Actor(f"{name} {self._plural(index)}", ActorClass.ARMED_FORCE)

    def _from_place(self, index: int) -> tuple[Actor, ...]:
        """`rebels in the troubled Darfur region`, `insurgents from Falluja`, `leaders of the uprising in Darfur`."""
        for obj in self._below(index, 2):
            if movement := self._movement(obj):
                return (movement,)
            item = self._place_at(obj)
            if item is not None and (item.place or (item.link and item.link.actor.actor_class in POLITIES)):
                return (self._unknown_of_place(item, index),)
        return ()

    def _place_at(self, index: int) -> ResolvedMention | None:
        """The name of a place at a position, or of the region that a noun there speaks of (`the Darfur region`)."""
        if self._tree.tokens[index].lemma in _REGION_NOUNS:
            inside = (*self._tree.children(index, *_MODIFIERS), *self._tree.objects_of(index, "of"))
            index = next((i for i in inside if i in self._mention_at), index)
        return self._mention_at.get(index)

    def _unknown_of_place(self, item: ResolvedMention, index: int) -> Actor:
        polities = [s.actor for s in item.mention.senses if s.actor and s.actor.actor_class in POLITIES]
        demonym = self._demonym_of(str(polities[0].key)) if polities else None
        if demonym:
            return Actor(f"{demonym} {self._plural(index)}", ActorClass.ARMED_FORCE)
        label = item.place.label if item.place else self._tree.text(item.mention.start, item.mention.end)
        return Actor(f"{label} {self._plural(index)}", ActorClass.ARMED_FORCE)

    def _below(self, index: int, depth: int) -> list[int]:
        found = list(self._tree.objects_of(index, "of", "from", "in"))
        if depth > 1:
            found += [
                i for obj in found if self._tree.tokens[obj].lemma in _RISINGS for i in self._below(obj, depth - 1)
            ]
        return found

    def _spoken_of(self, index: int) -> tuple[Actor, ...]:
        is_definite = any(
            self._tree.tokens[i].lemma in {"the", "these", "those"} for i in self._tree.children(index, "det")
        )
        earlier = self._discourse.armed() if is_definite else None
        return (earlier,) if earlier else ()

    def _is_from_region(self, index: int) -> bool:
        """Whether a place that is no seat of a state says where they are from (`rebels in Darfur`)."""
        items = (self._place_at(i) for i in self._below(index, 2))
        return any(i and i.place and not any(s.kind is SenseKind.METONYM for s in i.mention.senses) for i in items)

    def _of_state_at_hand(self, index: int, opposed: set[Actor] | None = None) -> tuple[Actor, ...]:
        """Fighters of whom only the surroundings tell where: the one state that the sentence or the article names."""
        if opposed is not None:
            states = opposed
            if not states:
                return ()
        else:
            states = self._named_states() - self._doers(index)
        polity = next(iter(states)) if len(states) == 1 else None if states else self._discourse.only_polity()
        if polity is None or polity in self._doers(index):
            return ()
        if movement := self._discourse.movement_in(polity):
            return (movement,)
        demonym = self._demonym_of(str(polity.key))
        return (Actor(f"{demonym} {self._plural(index)}", ActorClass.ARMED_FORCE),) if demonym else ()

    def _named_states(self) -> set[Actor]:
        """The states that the sentence names as where something happens; who only acts in it has no rebels there."""
        items = [item for item in self._resolved.mentions if item.link is None and item.place is not None]
        return {actor for item in items for actor in named_polities(item) if actor.actor_class in POLITIES}

    def _opposed(self, index: int) -> set[Actor]:
        """The state with whose government they are named (`the Somali government and rebels`)."""
        beside = set(self._tree.conjuncts(self._tree.first_conjunct(index))) - {index}
        inside = {i for other in beside for i in self._tree.children(other, *_MODIFIERS)}
        items = (self._mention_at.get(i) for i in inside)
        return {item.link.actor for item in items if item and item.link and item.link.actor.actor_class in POLITIES}

    def _doers(self, index: int) -> set[Actor]:
        """The states that do something to the fighters: whose rebels one backs are not one's own."""
        clause = self._tree.clause_of(index)
        if index in self._tree.children(clause, "nsubj", "nsubjpass") or self._tree.tokens[index].dep not in {
            "dobj",
            "pobj",
            "conj",
            "dative",
        }:
            return set()
        heads = {c for s in self._tree.subjects(clause) for c in self._tree.conjuncts(s)}
        subjects = {c for head in heads for c in (head, *self._tree.children(head)) if c != index}
        items = (self._mention_at.get(subject) for subject in subjects)
        return {item.link.actor for item in items if item and item.link and item.link.actor.actor_class in POLITIES}

    def _against(self, index: int) -> tuple[Actor, ...]:
        """Forces named by what they are against (`anti-Taliban forces`)."""
        words = [
            self._tree.tokens[i].text
            for i in sorted(self._tree.children(index, "amod", "compound", "punct"))
            if i < index
        ]
        return (
            (Actor(f"{''.join(words)} forces", ActorClass.ARMED_FORCE),) if words and words[0].lower() == "anti" else ()
        )

    def _separate_side(self, modifier: int) -> tuple[Actor, ...]:
        """The state in `Khartoum and Darfur rebels`, where the parser makes both names modifiers of the rebels."""
        item = self._mention_at.get(modifier)
        if item is None or item.link is None or item.is_modifier or len(self._tree.conjuncts(modifier)) < 2:
            return ()
        return (item.link.actor,) if item.link.decision is LinkDecision.LINKED else ()

    def _plural(self, index: int) -> str:
        token = self._tree.tokens[index]
        if token.lemma in _RISINGS:
            return "rebels"
        if token.lemma not in lexicon.ARMED:
            inside = (*self._tree.children(index, "compound", "amod", "nmod"), *self._tree.objects_of(index, "of"))
            armed = [i for i in inside if self._tree.tokens[i].lemma in lexicon.ARMED | _RISINGS]
            return self._plural(armed[0]) if armed else token.text
        if token.tag in {"NNS", "NNPS"} or token.lemma in {"opposition", "resistance"}:
            return token.text
        return f"{token.text}s"


def named_polities(item: ResolvedMention) -> list[Actor]:
    """The states that a place name itself names (`in Sudan`), not those whose seat it is."""
    kinds = {SenseKind.NAME, SenseKind.DEMONYM}
    return [s.actor for s in item.mention.senses if s.actor and s.kind in kinds]
