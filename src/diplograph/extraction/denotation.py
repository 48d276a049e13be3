"""Which actors a noun phrase stands for: names, those who act for a state, rebels, and words that point back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from diplograph.extraction import lexicon, regions
from diplograph.extraction.both_sides import BothSides
from diplograph.extraction.churches import churches_at
from diplograph.extraction.communities import people_called
from diplograph.extraction.compounds import is_hyphenated, names_maker
from diplograph.extraction.descriptions import GOVERNED, GOVERNMENTS, SORTS, Descriptions, is_successor
from diplograph.extraction.discourse import POLITIES, Discourse, owner, state_governed
from diplograph.extraction.fighters import DemonymOf, Fighters, is_linked
from diplograph.extraction.homeland import find_homeland, find_land_of_rebels, weigh_states
from diplograph.extraction.pronouns import Pronouns
from diplograph.extraction.sponsors import HostOf
from diplograph.model import Actor, ActorClass, Place, ResolvedMention, ResolvedSentence
from diplograph.syntax import Tree

_MODIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod")
_LISTED = frozenset({ActorClass.STATE, ActorClass.INTERGOVERNMENTAL_ORGANIZATION})
"""Actors of whom one never explains another."""
_PARTS = frozenset({"region", "territory", "enclave", "province", "republic"})
"""Nouns for a part of a land."""
_APART = frozenset(
    {"breakaway", "separatist", "self-declared", "self-proclaimed", "unrecognised", "unrecognized", "rebel"}
)
"""What is said of a part that acts for itself."""
_SENT = frozenset({"envoy", "mediator", "representative", "emissary", "negotiator", "coordinator", "mission"})
"""Who acts for the one that sent them, whatever else they belong to."""
_FORCES = frozenset({"troop", "soldier", "force", "adviser", "advisor", "division", "battalion", "army", "unit"})
"""Forces that a land may keep in another."""
_KEEPING = frozenset({"have", "keep", "station", "maintain", "deploy", "send", "withdraw", "retain", "leave", "commit"})
"""What a land does with its forces there."""
_BELONGING = ("of", "from", "for", "in")
_OTHERS = frozenset({"neighbor", "neighbour", "counterpart", "foe", "rival", "enemy", "opponent"})
"""Nouns for the one on the other side of somebody."""
_SORTS_OF_STATE = SORTS | _OTHERS
_BODIES = frozenset({"group", "body", "bloc", "organization", "organisation", "alliance", "movement"})
"""Nouns for a body that something else names."""
_EVENTS = lexicon.CONTACT_NOUNS | lexicon.CONFLICT_NOUNS | {"fight", "battle", "struggle", "campaign", "offensive"}
"""Nouns for what happens, which no name explains (`help the army fight X`, misread as `fight, X`)."""


class Denoter:
    """Reads noun phrases of one sentence as actors.

    Args:
        resolved: the sentence with its mentions resolved.
        discourse: what was spoken of before it.
        host_of: the state or polity that a place lies in, by the place's key.
        demonym_of: the adjective for a state or polity, by its key.
        voice: whose words the sentence quotes, for `we` and `our`.
    """

    def __init__(
        self,
        resolved: ResolvedSentence,
        discourse: Discourse,
        host_of: HostOf,
        demonym_of: DemonymOf = lambda _: None,
        voice: Actor | None = None,
    ) -> None:
        self.resolved = resolved
        self._host_of = host_of
        self.tree = Tree(resolved.sentence)
        self._discourse = discourse
        self._fighters = Fighters(resolved, self.tree, discourse, demonym_of, self._land_of_rebels, host_of)
        self._descriptions = Descriptions(resolved, self.tree, discourse, self._homeland, self._land)
        self._both = BothSides(self.tree, self, discourse)
        self._pronouns = Pronouns(self.tree, self, discourse, voice)
        self._read: dict[int, tuple[Actor, ...]] = {}

    @cached_property
    def _mention_at(self) -> dict[int, ResolvedMention]:
        return {i: item for item in self.resolved.mentions for i in range(item.mention.start, item.mention.end)}

    @cached_property
    def _weights(self) -> Mapping[Actor, float]:
        """How much the article, and this sentence above all, tells of the inner affairs of each state."""
        own = weigh_states((self.resolved,), self._host_of)
        return {a: self._discourse.weights.get(a, 0.0) + own.get(a, 0.0) for a in {**self._discourse.weights, **own}}

    def _homeland(self, without: frozenset[Actor] = frozenset()) -> Actor | None:
        return find_homeland(self._weights, without)

    def _land_of_rebels(self, without: frozenset[Actor] = frozenset()) -> Actor | None:
        return find_land_of_rebels(self._weights, without)

    def mention(self, index: int) -> ResolvedMention | None:
        """The resolved mention that a token belongs to."""
        return self._mention_at.get(index)

    def actors(self, index: int) -> tuple[Actor, ...]:
        """The actors that a noun phrase and those coordinated with it stand for, without repeats."""
        found: dict[Actor, None] = {}
        for conjunct in (*self._persons_before(index), *self.tree.conjuncts(index)):
            if conjunct != index and names_maker(self.tree, conjunct):
                continue
            found |= dict.fromkeys(self.single(conjunct))
            found |= dict.fromkeys(actor for i in self._listed_after(conjunct) for actor in self.single(i))
        return tuple(found)

    def _persons_before(self, index: int) -> tuple[int, ...]:
        """Persons before `and` whom the parser made a part of the next one's title (`X and Chechen leader Y`)."""
        if not self._is_person(index):
            return ()
        inside = set(self.tree.subtree(index))
        ends = {item.mention.end: item for item in self.resolved.mentions if self._is_person(item.mention.head)}
        before = (item for end, item in ends.items() if end < index and self.tree.tokens[end].lemma == "and")
        return tuple(item.mention.head for item in before if item.mention.head in inside)

    def joined_to(self, index: int) -> tuple[int, ...]:
        """The first half of a pair of names with a hyphen (`Israeli-Palestinian violence`)."""
        is_joined = self.mention(index) is not None and is_hyphenated(self.tree, index)
        before = self.tree.children(index, "amod", "compound", "nmod", "npadvmod") if is_joined else ()
        return tuple(i for i in before if i == index - 2 and self.mention(i) is not None)

    def _listed_after(self, index: int) -> tuple[int, ...]:
        """A second state that a headline lists without `and` (`EU, U.S. affirm support`)."""
        if not self._is_side(index):
            return ()
        return tuple(i for i in self.tree.children(index, "appos") if self._is_side(i))

    def _is_side(self, index: int) -> bool:
        item = self.mention(index)
        if item is None or item.link is None or item.is_modifier:
            return False
        return is_linked(item) and item.link.actor.actor_class in _LISTED

    def hosts(self, *indexes: int) -> tuple[Actor, ...]:
        """The states or polities in which the named places lie."""
        places = [item.place for index in indexes if (item := self.mention(index)) and item.place and item.place.key]
        return tuple(dict.fromkeys(host for place in places if (host := self._host_of(str(place.key)))))

    def host_of_place(self, place: Place) -> Actor | None:
        """The state or polity in which a place lies, as far as it is known."""
        return self._host_of(place.key) if place.key is not None else None

    def lies_in(self, place: Place, whole: Place) -> bool:
        """Whether a place is a part of the state or polity that the other place is."""
        host = self.host_of_place(place)
        return place != whole and host is not None and host.key == whole.key

    def polity_of(self, index: int) -> tuple[Actor, ...]:
        """The state or polity that a place name at this position itself is (`in France`)."""
        item = self.mention(index)
        return self._state_of(item) if item is not None and item.link is None and item.place is not None else ()

    def _land(self, index: int) -> tuple[Actor, ...]:
        return self.polity_of(index) or self.hosts(index)

    def all_actors(self, *indexes: int) -> tuple[Actor, ...]:
        """The actors of several noun phrases, in order, without repeats."""
        return tuple(dict.fromkeys(actor for index in indexes for actor in self.actors(index)))

    def single(self, index: int) -> tuple[Actor, ...]:
        """The actors that one noun phrase stands for, coordination left aside.

        A phrase that is explained by itself (`its government`, where `it` is that government) stands for nobody.
        """
        if index not in self._read:
            self._read[index] = ()
            self._read[index] = self._phrase(index)
        return self._read[index]

    def _phrase(self, index: int) -> tuple[Actor, ...]:
        token = self.tree.tokens[index]
        if token.lemma in lexicon.PARTITIVES and (members := self.tree.objects_of(index, "of")):
            return self.all_actors(*members)
        if token.pos == "PRON" or token.tag == "WP$" or token.lemma in {"both"}:
            return self._pronouns.find(index)
        if regions.is_west(self.tree, index):
            return (regions.WEST,)
        item = self.mention(index)
        is_in_name = item is not None and item.mention.end - item.mention.start > 1
        if not is_in_name and (group := regions.attribute_at(self.tree, index)):
            return (group,)
        if item is not None and item.link is not None and self._is_whole(item, index):
            return () if self._is_one_of_people(item, index) else self._apposed(index) or self._linked(item)
        if item is not None and item.mention.head == index and item.link is None:
            return ()
        return self._apposed(index) or self._described(index)

    def _is_one_of_people(self, item: ResolvedMention, index: int) -> bool:
        """`the Australian arrested in X`: some private person."""
        token = self.tree.tokens[index]
        articles = (self.tree.tokens[i].lemma for i in self.tree.children(index, "det"))
        is_adjective = item.is_modifier and token.text.lower().endswith(("an", "i"))
        return is_adjective and token.dep not in {"amod", "compound", "nmod"} and bool({"the", "a", "an"} & {*articles})

    def _is_whole(self, item: ResolvedMention, index: int) -> bool:
        """Whether the mention is the phrase's own head, not a modifier inside a longer name."""
        is_head = item.mention.head == index or index in range(item.mention.start, item.mention.end)
        if not item.is_modifier:
            return is_head
        return is_head and self.tree.tokens[index].dep not in {"amod", "compound", "nmod"}

    def _linked(self, item: ResolvedMention) -> tuple[Actor, ...]:
        link = item.link
        if link is None or not (link.is_actor or link.actor.actor_class is ActorClass.PERSON):
            return ()
        return (link.actor,)

    def _apposed(self, index: int) -> tuple[Actor, ...]:
        """The name that explains a description (`his counterpart Sergey Lavrov`, `the militant group Hamas`)."""
        item = self.mention(index)
        is_event = self.tree.tokens[index].lemma in _EVENTS
        if is_event or (item is not None and item.link is not None and not item.is_modifier):
            return ()
        for child in self.tree.children(index, "appos"):
            named = self.mention(child)
            if self._is_next_of_list(child):
                continue
            if named is not None and named.link is not None and not named.is_modifier:
                return self.actors(child) if self.tree.tokens[index].tag == "NNS" else self.single(child)
        return ()

    def _is_next_of_list(self, index: int) -> bool:
        """Whether `and` stands before a phrase that the parser took for an apposition (`X, the King of Y and Z`)."""
        left = min(self.tree.subtree(index))
        return left > 0 and self.tree.tokens[left - 1].lemma in {"and", "or"}

    def before(self, index: int) -> list[ResolvedMention]:
        """The actors named before a position."""
        return [item for item in self.resolved.mentions if item.link and item.mention.end <= index]

    def _described(self, index: int) -> tuple[Actor, ...]:
        token = self.tree.tokens[index]
        if token.pos not in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return ()
        if groups := regions.groups_at(self.tree, index):
            return groups
        if is_successor(self.tree, index):
            return ()
        if churches := churches_at(self.tree, index):
            return churches
        if (pair := self._both.meant_at(index)) or self._both.is_pair(index):
            return pair
        if self._fighters.are_meant(index) and (found := self._fighters.named(index)):
            return found
        if (
            token.lemma in _SORTS_OF_STATE
            or token.lemma in lexicon.ORGANS
            or token.text.lower() in lexicon.ORGANS
            or token.lemma in lexicon.ARMED
        ):
            return self._organ(index)
        if token.lemma in _PARTS and (parts := self._breakaway(index)):
            return parts
        if token.lemma == "group" and self._is_of_people(index):
            return ()
        return self._body_described(index)

    def _body_described(self, index: int) -> tuple[Actor, ...]:
        """`the group`, `an Afghan movement`, `the Greek Cypriot community`."""
        lemma = self.tree.tokens[index].lemma
        if lemma == "community":
            return self._communities(index)
        if lemma not in _BODIES:
            return ()
        owners = () if self._is_only_there(index) else self.modifiers(index)
        return self._body_before(index) or owners or self._body(index)

    def _communities(self, index: int) -> tuple[Actor, ...]:
        """`the Greek Cypriot and Turkish Cypriot communities`: only a land's adjective says whose they are."""
        names = map(self.mention, self.tree.children(index, "amod", "compound", "nmod"))
        return self.modifiers(index) if any(item and item.is_modifier for item in names) else ()

    def _body_before(self, index: int) -> tuple[Actor, ...]:
        """The body that a phrase explains, where the parser explains its member by it (`X of the Y, a group that`)."""
        head = self.tree.tokens[index].head
        if self.tree.tokens[index].dep != "appos" or not self._is_person(head):
            return ()
        named = self.tree.objects_of(head, "of", "from")
        return tuple(a for i in named for a in self.single(i) if a.actor_class not in POLITIES)

    def _is_only_there(self, index: int) -> bool:
        """Whether a body has no more to do with a land than being in it (`movements in South Africa`)."""
        before = (c for child in self.tree.children(index, *_MODIFIERS) for c in self.tree.conjuncts(child))
        is_owned = any(self._modifier(c) for c in before) or bool(self.tree.objects_of(index, "of", "from", "for"))
        return not is_owned and bool(self.tree.objects_of(index, "in"))

    def _breakaway(self, index: int) -> tuple[Actor, ...]:
        """`the breakaway region of Somaliland`: a land that acts for itself."""
        words = {self.tree.tokens[i].lemma for i in self.tree.children(index, "amod", "compound")}
        named = [*self.tree.objects_of(index, "of"), *self.tree.children(index, "appos")] if words & _APART else []
        return tuple(a for i in named for a in self.single(i) if a.actor_class in POLITIES)

    def _is_of_people(self, index: int) -> bool:
        """`a group of pilgrims from X`: people who stand for nobody."""
        members = [i for i in self.tree.objects_of(index, "of") if self.tree.tokens[i].pos == "NOUN"]
        return any(not self.single(i) for i in members)

    def both(self, index: int) -> tuple[Actor, ...]:
        """The two actors meant by `the two sides` and the like; empty for other words."""
        return self._both.find(index) if self._both.says_two(index) else ()

    def modifiers(self, index: int) -> tuple[Actor, ...]:
        """The actors that a noun is said to belong to, before it (`Armenian`, `Turkey's`) or after `of`."""
        found: dict[Actor, None] = {}
        for child in self.tree.children(index, *_MODIFIERS):
            if child > 1 and self.tree.tokens[child - 2].text.lower() in {"pro", "anti", "non"}:
                continue
            for conjunct in self.tree.conjuncts(child):
                found |= dict.fromkeys(a for i in (*self.joined_to(conjunct), conjunct) for a in self._modifier(i))
        if found:
            return self._possessors(index) or tuple(found)
        for preposition in _BELONGING:
            for obj in self.tree.objects_of(index, preposition):
                owned = (c for c in self.tree.conjuncts(obj) if c == obj or not self._is_person(c))
                found |= dict.fromkeys(a for c in owned for a in self._owner_phrase(c))
            if found:
                break
        return tuple(found)

    def _possessors(self, index: int) -> tuple[Actor, ...]:
        """The state whose people they are, where a body that they work at is named too (`X's U.N. diplomats`)."""
        is_other = self.tree.tokens[index].lemma == "counterpart"
        named = [c for c in self.tree.children(index, "poss") if not (is_other and self.tree.tokens[c].pos == "PRON")]
        owners = [a for child in named for a in self._modifier(child)]
        return tuple(actor for actor in owners if owner(actor).actor_class in POLITIES)

    def _is_person(self, index: int) -> bool:
        """Whether a person's name stands there (`the King of Bahrain and X`: no king of X)."""
        item = self.mention(index)
        return item is not None and item.link is not None and item.link.actor.actor_class is ActorClass.PERSON

    def _owner_phrase(self, index: int) -> tuple[Actor, ...]:
        item = self.mention(index)
        if item is not None and item.link is None and item.place is not None and item.place.key:
            return self._state_of(item)
        return self.single(index)

    def _state_of(self, item: ResolvedMention) -> tuple[Actor, ...]:
        named = [sense.actor for sense in item.mention.senses if sense.actor]
        return (named[0],) if len(named) == 1 and named[0] else ()

    def _modifier(self, index: int) -> tuple[Actor, ...]:
        item = self.mention(index)
        if item is not None and index and self.tree.tokens[index - 1].lemma == "ethnic":
            return (people_called(item),)
        if item is not None and item.link is not None and (is_linked(item) or item.link.actor.of is not None):
            return (item.link.actor,)
        if item is not None and item.link is None:
            return self._state_of(item)
        if self.tree.tokens[index].dep == "poss":
            return self.single(index)
        return self.modifiers(index) if self.tree.tokens[index].dep in {"compound", "nmod"} else ()

    def _organ(self, index: int) -> tuple[Actor, ...]:
        """Whom a noun for a state, its rulers or its servants means, by its owner or by what was spoken of."""
        token = self.tree.tokens[index]
        owners = self._keeper(index) or self.modifiers(index)
        if token.lemma in _OTHERS and owners:
            return self._opposite(index, owners)
        if token.lemma in _SENT and len(owners) > 1:
            owners = self._sender(index) or owners
        if token.lemma in GOVERNED:
            owners = tuple(dict.fromkeys(map(state_governed, owners)))
        if owners or (token.lemma in GOVERNMENTS and self.tree.tokens[index].dep == "compound"):
            return owners
        described = self._descriptions.government(index) or self._descriptions.state(index)
        return (described,) if described else ()

    def _sender(self, index: int) -> tuple[Actor, ...]:
        """Who sends an envoy, where the land that he is sent to stands before the noun too (`the UN Syria envoy`)."""
        before = [i for i in self.tree.children(index, "compound", "nmod", "amod") if self.tree.conjuncts(i) == (i,)]
        named = [self._modifier(i) for i in before if self.mention(i) is not None]
        named = [actors for actors in named if actors]
        is_joined = any(token.text in {"-", "–", "and"} for token in self.tree.tokens[min(before, default=0) : index])
        return named[0] if len(named) == 2 and not is_joined else ()

    def _keeper(self, index: int) -> tuple[Actor, ...]:
        """Who keeps the forces that stand in another's land (`Vietnam has troops in Kampuchea`)."""
        verb = self.tree.head(index)
        is_kept = self.tree.tokens[index].lemma in _FORCES and self.tree.tokens[index].dep == "dobj"
        if verb is None or not is_kept or self.tree.tokens[verb].lemma not in _KEEPING:
            return ()
        is_placed = bool(self.tree.objects_of(index, "in") or self.tree.objects_of(verb, "in"))
        is_owned = bool(self.tree.children(index, "poss")) or any(
            (item := self.mention(i)) is not None and item.link for i in self.tree.children(index, "amod", "compound")
        )
        return self.all_actors(*self.tree.subjects(verb)) if is_placed and not is_owned else ()

    def _opposite(self, index: int, owners: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The one on the other side (`his Chadian counterpart`, `its neighbour`): never whose neighbour it is."""
        here = {owner(actor) for child in self.tree.children(index, "poss") for actor in self._modifier(child)}
        others = tuple(actor for actor in owners if owner(actor) not in here)
        if others or not here:
            return others
        inside = self.tree.objects_of(index, "in", "from", "among", "within")
        other = self._descriptions.other_state(index, tuple(here))
        return self.all_actors(*(i for i in inside if self.single(i))) or ((other,) if other else ())

    def _body(self, index: int) -> tuple[Actor, ...]:
        start = self.tree.tokens[index].start
        return tuple(link.actor for link in self.resolved.descriptions if link.span.start == start)
