"""Those who fight a government, named by what they are and where they are from: `Darfur rebels`, `Iraqi insurgents`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import POLITIES, Discourse
from diplograph.extraction.leaders import FOLLOWERS, Followings
from diplograph.extraction.qualifiers import HYPHENATED, names_people, read_qualifiers
from diplograph.extraction.sponsors import OUTSIDERS, HostOf, Sponsors, is_contact, named_polities
from diplograph.model import Actor, ActorClass, LinkDecision, ResolvedMention, ResolvedSentence, SenseKind
from diplograph.syntax import Tree
from diplograph.text.peoples import PEOPLES_WITHOUT_STATE

DemonymOf = Callable[[str], str | None]
HomelandWithout = Callable[[frozenset[Actor]], Actor | None]

_LED = frozenset(
    {"struggle", "cause", "fight", "leader", "group", "movement", "chief", "commander", "faction", "representative",
     "delegation", "envoy", "negotiator", "official", "side", "delegate", "chairman", "spokesman", "emissary", "head",
     "organization", "coalition", "politician", "warlord", "army", "force", "soldier", "fighter", "column", "boss",
     "camp", "front", "alliance", "council", "command", "lawmaker", "deputy", "party"}
)  # fmt: skip
"""Nouns that belong to fighters when a word for fighters stands before them (`rebel leaders`)."""
_HOLDINGS = frozenset({"town", "city", "area", "territory", "stronghold", "headquarters", "base", "capital", "enclave"})
"""What fighters hold: who goes there goes to them."""
_RISINGS = frozenset({"uprising", "insurgency", "rebellion", "insurrection", "mutiny"})
FIGHTING = (lexicon.ARMED - {"force"}) | _RISINGS
"""Words for those who fight the government of the state that they are named by."""
_STANCES = frozenset({"opposition", "resistance"})
"""Words that name fighters or politicians, and also what anybody has against something (`opposition to the plan`)."""
_PLURALS = {"man": "men", "gunman": "gunmen", "militiaman": "militiamen", "tribesman": "tribesmen"}
_CREEDS = frozenset({"revolutionary", "dissident"})
"""Words that as adjectives tell what a body believes in or calls itself, not that it fights."""
_ARMED_ONLY = frozenset({"group", "band", "gang", "movement", "faction", "opposition", "man", "tribe", "wing"})
"""What is on nobody's side unless it is said to be armed (`armed bands`)."""
_TROOPS = frozenset({"commando", "force"})
"""Words for anybody's soldiers: only a name beside them says whose."""
_POLITICIANS = frozenset({"opposition", "dissident"})
"""Words for those who oppose a government, mostly without arms."""
_MASSES = frozenset({"opposition", "resistance", "mujahideen"})
_REGION_NOUNS = frozenset({"region", "province", "area", "enclave", "city", "town", "state", "country", "district"})
_MODIFIERS = ("amod", "compound", "nmod", "poss")


def is_linked(item: ResolvedMention) -> bool:
    """Whether a mention is taken for an actor of the register, or for a body that it does not know."""
    return item.link is not None and item.link.is_actor


def is_venue(tree: Tree, index: int) -> bool:
    """Whether a place after a verb of contact is where it happened (`met the rebels in Geneva`)."""
    governor = tree.head(index)
    if governor is None or tree.tokens[governor].lemma not in {"in", "at", "to", "near", "outside"}:
        return False
    clause = tree.clause_of(index)
    above = tree.head(governor)
    is_held = above is not None and tree.tokens[above].lemma in lexicon.CONTACT_NOUNS | lexicon.SUMMIT_NOUNS
    return is_held or (clause < index and is_contact(tree, clause))


class Fighters:
    """Reads noun phrases for armed opponents in one sentence.

    Args:
        resolved: the sentence with its mentions resolved.
        tree: its dependency tree.
        discourse: what was spoken of before it.
        demonym_of: the adjective for a state or polity, by its key.
        homeland: the state whose own affairs the text tells of, the given ones left aside.
        host_of: the state or polity that a place lies in, by the place's key.
    """

    def __init__(
        self,
        resolved: ResolvedSentence,
        tree: Tree,
        discourse: Discourse,
        demonym_of: DemonymOf,
        homeland: HomelandWithout = lambda _: None,
        host_of: HostOf = lambda _: None,
    ) -> None:
        self._resolved = resolved
        self._tree = tree
        self._discourse = discourse
        self._demonym_of = demonym_of
        self._homeland = homeland
        self._host_of = host_of
        self._mention_at = {i: item for item in resolved.mentions for i in range(item.mention.start, item.mention.end)}
        self._followings = Followings(tree, self._mention_at)
        self._sponsors = Sponsors(tree, self._mention_at, host_of)

    def are_meant(self, index: int) -> bool:
        """Whether a noun stands for fighters (`rebels`, `rebel leaders`, `leaders of the uprising`)."""
        token = self._tree.tokens[index]
        if (token.lemma in _STANCES and self._tree.objects_of(index, "to")) or self._are_aircraft(index):
            return False
        if token.lemma in lexicon.ARMED | _RISINGS or (token.lemma in lexicon.UNITED and token.tag == "NNS"):
            return True
        before = self._tree.children(index, "compound", "amod", "nmod")
        if self._is_armed(index):
            return True
        if token.lemma in FOLLOWERS and self._followings.leader(index) is not None:
            return True
        if token.lemma not in _LED:
            return False
        return any(self._says_armed(i, index) or self._movement(i) for i in before) or any(
            self._tree.tokens[i].lemma in _RISINGS for i in self._tree.objects_of(index, "of")
        )

    def _are_aircraft(self, index: int) -> bool:
        """`F-16 fighters`, `jet fighters`."""
        words = (self._tree.tokens[i] for i in self._tree.children(index, "compound", "nmod", "amod", "nummod"))
        is_fighter = self._tree.tokens[index].lemma == "fighter"
        return is_fighter and any(lexicon.is_weapon(word.lemma, word.text) for word in words)

    def _is_armed(self, index: int) -> bool:
        """Whether `armed` makes fighters of a group (`armed bands`)."""
        before = self._tree.children(index, "amod", "compound")
        return self._tree.tokens[index].lemma in _ARMED_ONLY and any(
            self._tree.tokens[i].text.lower() == "armed" for i in before
        )

    def _says_armed(self, index: int, head: int) -> bool:
        """Whether a word before a noun makes it one for fighters, where the two are no name (`Revolutionary Army`)."""
        token, noun = self._tree.tokens[index], self._tree.tokens[head]
        is_name = token.text[:1].isupper() and noun.text[:1].isupper() and index > 0
        return token.lemma in lexicon.ARMED - _CREEDS - {"force"} and not is_name

    def named(self, index: int) -> tuple[Actor, ...]:
        """The movement that is meant, if it is listed, else an unknown actor; or nobody when nothing says whose."""
        modifiers = [
            child
            for child in self._tree.children(index, *_MODIFIERS)
            if (item := self._place_at(child)) is not None
            and (item.link or item.place)
            and not self._is_backer(item)
            and not self._is_foe(item)
        ]
        for child in modifiers:
            if movement := self._movement(child) or self._organization(child):
                return (movement,)
        if side := self._followings.side(index):
            return (side,)
        leader = self._followings.leader(index)
        modifiers = [i for i in modifiers if self._mention_at.get(i) is not leader or leader is None]
        told = read_qualifiers(self._tree, index, self._name_at)
        if self._tree.tokens[index].lemma == "force" and not self._words_before(index) & FIGHTING:
            return (self._called(told.words, index),) if names_people(self._tree, index) else ()
        if joined := self._of_joined_people(index):
            return (*joined, self._called(told.words, index))
        if modifiers:
            own = self._separate_side(modifiers[0])
            names = [i for i in self._tree.conjuncts(modifiers[0]) if i in self._mention_at] if own else modifiers[:1]
            item = self._place_at(max(names))
            return (*(own or self._with_same_noun(index)), self._unknown(item, index)) if item is not None else own
        if (item := self._shared_adjective(index)) is not None:
            return (self._unknown(item, index),)
        if following := None if told.is_naming else self._followings.called(index, self._plural(index)):
            return (following,)
        if told.is_naming:
            return (*self._with_same_noun(index), self._called(told.words, index))
        if self._tree.tokens[index].lemma in _TROOPS and not self._words_before(index) & FIGHTING:
            return self._from_place(index)
        opposed = () if self._is_from_region(index) else self._of_state_at_hand(index, self._opposed(index))
        found = opposed or self._from_place(index) or self._spoken_of(index) or self._of_state_at_hand(index)
        found = found or self._of_complainant(index)
        return found or ((self._called(told.words, index),) if told.is_telling else ())

    def _shared_adjective(self, index: int) -> ResolvedMention | None:
        """The land's adjective that stands only before the first of two (`Indonesian officials and rebels`)."""
        first = self._tree.first_conjunct(index)
        is_bare = first != index and not self._tree.children(index, "det", *_MODIFIERS)
        if not is_bare or self._tree.tokens[first].lemma not in lexicon.ORGANS:
            return None
        items = (self._mention_at.get(i) for i in self._tree.children(first, "amod", "compound"))
        return next((item for item in items if item is not None and item.is_modifier and is_linked(item)), None)

    def _name_at(self, index: int) -> tuple[int, str] | None:
        """Where the name that covers a position begins, and the adjective of the state that it means."""
        item = self._mention_at.get(index)
        return (item.mention.start, self._adjective(item)) if item is not None else None

    def _adjective(self, item: ResolvedMention) -> str:
        actor = item.link.actor if item.link else None
        demonym = self._demonym_of(str(actor.key)) if actor and actor.actor_class in POLITIES else None
        written = self._tree.text(item.mention.start, item.mention.end)
        return written if item.is_modifier or not demonym else demonym

    def _called(self, words: Sequence[str], index: int) -> Actor:
        plural = self._plural(index)
        told = (word for word in words if word.lower() not in plural)
        return Actor(" ".join((*told, plural)), ActorClass.ARMED_FORCE)

    def _of_land(self, adjective: str, index: int) -> Actor:
        """The fighters of a land or state, with the other words that tell which of its fighters they are."""
        told = read_qualifiers(self._tree, index, self._name_at).words
        return self._called(told if adjective in told else (adjective, *told), index)

    def _with_same_noun(self, index: int) -> tuple[Actor, ...]:
        """Those named before `and` whose noun stands only after it (`the Hema and the Lendu militias`)."""
        first = self._tree.first_conjunct(index)
        token = self._tree.tokens[first]
        item = self._mention_at.get(first)
        is_bare = first < index and token.text[:1].isupper() and (item is None or not (item.place or is_linked(item)))
        is_plural = self._tree.tokens[index].tag in {"NNS", "NNPS"} and token.tag not in {"NNS", "NNPS"}
        return (self._called((token.text,), index),) if is_bare and is_plural else ()

    def _of_joined_people(self, index: int) -> tuple[Actor, ...]:
        """Those of the first people in `Hutu and Tutsi rebels`."""
        before = [token.text for token in self._tree.tokens[max(0, index - 3) : index]]
        is_pair = (
            self._tree.tokens[index].tag == "NNS"
            and len(before) == 3
            and before[1] == "and"
            and before[0].lower() in PEOPLES_WITHOUT_STATE
        )
        return (self._called((before[0],), index),) if is_pair else ()

    def _is_backer(self, item: ResolvedMention) -> bool:
        """Whether the name belongs to `-backed` or `-based` after it (`Iranian-backed militants`)."""
        after = [token.text.lower() for token in self._tree.tokens[item.mention.end : item.mention.end + 2]]
        is_joined = after[:1] == ["-"] and after[-1] in HYPHENATED
        return is_joined or bool(lexicon.BACKED_PARTICIPLES & set(after[:1] if after[:1] != ["-"] else after))

    def _is_foe(self, item: ResolvedMention) -> bool:
        """Whether a name stands after `anti-` (`anti-Taliban fighters`)."""
        start = item.mention.start
        return start > 1 and self._tree.tokens[start - 2].text.lower() in {"anti", "non"}

    def _movement(self, index: int) -> Actor | None:
        item = self._mention_at.get(index)
        is_movement = item and item.link and item.link.actor.actor_class is ActorClass.ARMED_FORCE
        return item.link.actor if item and item.link and is_movement else None

    def _organization(self, index: int) -> Actor | None:
        item = self._mention_at.get(index)
        is_body = item and item.link and item.link.actor.actor_class is ActorClass.ORGANIZATION and is_linked(item)
        return item.link.actor if item and item.link and is_body else None

    def _unknown(self, item: ResolvedMention, index: int) -> Actor:
        return self._of_land(self._adjective(item), index)

    def _from_place(self, index: int) -> tuple[Actor, ...]:
        """`rebels in the troubled Darfur region`, `insurgents from Falluja`, `leaders of the uprising in Darfur`."""
        for obj in self._below(index, 2):
            if movement := self._movement(obj):
                return (movement,)
            item = self._place_at(obj)
            if item is not None and self._is_away(obj, item):
                continue
            if item is not None and (item.place or named_polities(item)):
                return (self._unknown_of_place(item, index),)
        return ()

    def _is_away(self, index: int, item: ResolvedMention) -> bool:
        """Whether the place is only where the fighters are met, while the text tells of another state's affairs."""
        home = self._homeland(frozenset()) if is_venue(self._tree, index) else None
        host = self._host_of(str(item.place.key)) if item.place and item.place.key else None
        return (
            home is not None
            and (host is not None or item.link is not None)
            and home
            not in {
                host,
                *named_polities(item),
            }
        )

    def _place_at(self, index: int) -> ResolvedMention | None:
        """The name of a place at a position, or of the region that a noun there speaks of (`the Darfur region`)."""
        if self._tree.tokens[index].lemma in _REGION_NOUNS:
            inside = (*self._tree.children(index, *_MODIFIERS), *self._tree.objects_of(index, "of"))
            index = next((i for i in inside if i in self._mention_at), index)
        return self._mention_at.get(index)

    def _unknown_of_place(self, item: ResolvedMention, index: int) -> Actor:
        polities = [s.actor for s in item.mention.senses if s.actor and s.actor.actor_class in POLITIES]
        demonym = self._demonym_of(str(polities[0].key)) if polities else None
        label = item.place.label if item.place else self._tree.text(item.mention.start, item.mention.end)
        return self._of_land(demonym or label, index)

    def _below(self, index: int, depth: int) -> list[int]:
        found = list(self._tree.objects_of(index, "of", "from", "in"))
        if depth > 1:
            found += [
                i for obj in found if self._tree.tokens[obj].lemma in _RISINGS for i in self._below(obj, depth - 1)
            ]
        return found

    def _spoken_of(self, index: int) -> tuple[Actor, ...]:
        words = self._tree.children(index, "det")
        is_definite = any(self._tree.tokens[i].lemma in {"the", "these", "those", "this", "that"} for i in words)
        earlier = self._discourse.armed() if is_definite and not self._are_politicians(index) else None
        return (earlier,) if earlier else ()

    def _is_from_region(self, index: int) -> bool:
        """Whether a place that is no seat of a state says where they are from (`rebels in Darfur`)."""
        items = (self._place_at(i) for i in self._below(index, 2))
        return any(i and i.place and not any(s.kind is SenseKind.METONYM for s in i.mention.senses) for i in items)

    def _of_state_at_hand(self, index: int, opposed: set[Actor] | None = None) -> tuple[Actor, ...]:
        """Fighters of whom only the surroundings tell where: of the state whose own affairs the text tells of."""
        if opposed is not None:
            polity = next(iter(opposed)) if len(opposed) == 1 else None
        elif self._is_mere_attribute(index) or self._tree.tokens[index].lemma == "terrorist":
            return ()
        else:
            polity = self._homeland(frozenset(self._sponsors.of(index))) or self._state_at_hand(index)
        if polity is None or polity in self._sponsors.of(index):
            return ()
        return self._of_polity(polity, index)

    def _of_complainant(self, index: int) -> tuple[Actor, ...]:
        """Those of whose helpers a state complains: they fight it (`Chad accused Sudan of arming bandits`)."""
        polity = self._sponsors.complainant(index)
        return self._of_polity(polity, index) if polity is not None else ()

    def _are_politicians(self, index: int) -> bool:
        words = self._words_before(index) | {self._tree.tokens[index].lemma}
        return bool(words & _POLITICIANS) and "armed" not in words

    def _words_before(self, index: int) -> set[str]:
        return {self._tree.tokens[i].lemma for i in self._tree.children(index, "compound", "amod", "nmod")}

    def _is_mere_attribute(self, index: int) -> bool:
        """Whether the word only describes something that does not act (`a terrorist attack`, `the Resistance Army`)."""
        token, head = self._tree.tokens[index], self._tree.head(index)
        is_inside = head is not None and token.dep in {"amod", "compound", "nmod", "npadvmod"}
        if not is_inside or head is None:
            return False
        return self._tree.tokens[head].lemma not in _HOLDINGS and self._tree.tokens[head].pos != "PROPN"

    def _of_polity(self, polity: Actor, index: int) -> tuple[Actor, ...]:
        if not self._are_politicians(index) and (movement := self._discourse.movement_in(polity)):
            return (movement,)
        demonym = self._demonym_of(str(polity.key))
        return (self._of_land(demonym, index),) if demonym else ()

    def _state_at_hand(self, index: int) -> Actor | None:
        """The one state that the sentence names as where something happens, or that the article names at all."""
        states = self._named_states() - self._sponsors.of(index)
        polity = next(iter(states)) if len(states) == 1 else None if states else self._discourse.only_polity()
        return polity if polity is not None and polity.key not in OUTSIDERS else None

    def _named_states(self) -> set[Actor]:
        """The states that the sentence names as where something happens; who only acts in it has no rebels there."""
        items = [
            item
            for item in self._resolved.mentions
            if item.link is None and item.place is not None and not self._is_held_there(item.mention.head)
        ]
        return {actor for item in items for actor in named_polities(item) if actor.actor_class in POLITIES}

    def _is_held_there(self, index: int) -> bool:
        """Whether a place is that of the talks that the words over it speak of (`talks scheduled for May in X`)."""
        subjects = self._tree.children(self._tree.clause_of(index), "nsubj", "nsubjpass")
        above = {self._tree.tokens[i].lemma for i in (*self._tree.ancestors(index), *subjects)}
        return bool(above & (lexicon.CONTACT_NOUNS | lexicon.SUMMIT_NOUNS))

    def _opposed(self, index: int) -> set[Actor]:
        """The state with whose government they are named (`the Somali government and rebels`)."""
        beside = set(self._tree.conjuncts(self._tree.first_conjunct(index))) - {index}
        inside = {i for other in beside for i in self._tree.children(other, *_MODIFIERS)}
        items = (self._mention_at.get(i) for i in inside)
        return {item.link.actor for item in items if item and item.link and item.link.actor.actor_class in POLITIES}

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
        if self._is_armed(index) and token.lemma not in lexicon.ARMED:
            return f"armed {_PLURALS.get(token.lemma, token.text.lower())}"
        if token.lemma not in lexicon.ARMED:
            inside = (*self._tree.children(index, "compound", "amod", "nmod"), *self._tree.objects_of(index, "of"))
            armed = [i for i in inside if self._tree.tokens[i].lemma in lexicon.ARMED | _RISINGS]
            return self._plural(armed[0]) if armed else token.text
        if token.tag in {"NNS", "NNPS"} or token.lemma in _MASSES:
            return token.text.lower()
        plain = f"{token.text[:-1]}ies" if token.text.endswith("y") else f"{token.text}s"
        return _PLURALS.get(token.lemma, plain.lower())
