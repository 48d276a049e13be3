"""Governments and states that are described, not named: `the regime`, `army officers`, `the kingdom`."""

from __future__ import annotations

from collections.abc import Callable

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import POLITIES, Discourse, owner
from diplograph.extraction.fighters import is_linked
from diplograph.model import Actor, ActorClass, ResolvedSentence
from diplograph.syntax import Tree

GOVERNMENTS = frozenset({"government", "president", "army", "military"})
"""Nouns that mean the state at hand when nothing says whose they are."""
GOVERNED = frozenset(
    {"government", "regime", "army", "military", "administration", "authorities", "troop", "soldier", "officer"}
)
"""Nouns for the state in the hands of a party when the party's name stands before them."""
_AUTHORITIES = frozenset(
    {
        "regime", "junta", "administration", "authorities", "authority", "parliament", "cabinet", "presidency",
        "leadership", "palace", "dictatorship", "ruler", "command", "congress", "legislature", "executive", "monarchy",
        "police", "ministry", "minister", "premier", "general", "troop", "force", "delegation", "negotiator",
        "official", "envoy", "officer", "soldier", "king", "emir", "sultan", "crown", "throne",
    }
)  # fmt: skip
"""Nouns that mean the state whose own affairs the text tells of, when nothing says whose they are."""
_ALONE = frozenset(
    {"regime", "junta", "authorities", "dictatorship", "administration", "army", "military", "government", "presidency"}
)
"""Those that do so by themselves; the others after a word for power (`government officials`, `the armed forces`)."""
_IN_POWER = frozenset({"generals", "rulers", "colonels", "ayatollahs", "authorities"})
_RULING = frozenset({"government", "army", "military", "armed", "security", "federal", "ruling", "loyalist", "regime"})
_SUPPORTING = lexicon.POLITICAL_VERBS | lexicon.HELP_VERBS | {"prop", "bolster", "protect", "save", "defend"}
_ARTICLES = frozenset({"the", "this", "that", "these"})
_LANDS = frozenset({"country", "nation", "republic", "island", "state", "archipelago", "land", "homeland"})
_SORTS = {
    "kingdom": "Saudi_Arabia Jordan Morocco Bahrain Nepal Bhutan Thailand Cambodia Lesotho Eswatini Tonga Spain"
    " Sweden Norway Denmark Belgium Netherlands United_Kingdom Laos",
    "emirate": "Qatar Kuwait Bahrain United_Arab_Emirates",
    "sheikhdom": "Qatar Kuwait Bahrain United_Arab_Emirates",
    "sultanate": "Oman Brunei",
    "federation": "Russia Yugoslavia Nigeria Malaysia United_Arab_Emirates Serbia_and_Montenegro",
    "island": "Cyprus Sri_Lanka Haiti Cuba Taiwan Malta Iceland Ireland Madagascar Mauritius Comoros Fiji Grenada"
    " Jamaica Dominica Barbados Bahrain Singapore Sao_Tome_and_Principe Trinidad_and_Tobago Maldives Seychelles"
    " Tonga Samoa Vanuatu Solomon_Islands Papua_New_Guinea Northern_Cyprus East_Timor Timor_Leste Indonesia",
    "archipelago": "Indonesia Philippines Maldives Comoros Seychelles Fiji Solomon_Islands Vanuatu Bahamas Japan",
    "monarchy": "Saudi_Arabia Jordan Morocco Bahrain Nepal Bhutan Thailand Kuwait Qatar Oman United_Arab_Emirates",
    "superpower": "United_States Soviet_Union China",
}
_MONARCHS = {"king": "kingdom", "queen": "kingdom", "emir": "emirate", "sultan": "sultanate"}
"""Titles that, without a name, mean the monarchy spoken of."""
_STATES_OF_SORT = {sort: frozenset(keys.split()) for sort, keys in _SORTS.items()}
"""The states, by key, that news call by what they are."""
SORTS = frozenset(_STATES_OF_SORT) | _LANDS | _AUTHORITIES
"""Nouns for a state by what it is, and for those in power there."""
_PARTS_OF_EMPIRES = frozenset(
    {"republic", "colony", "satellite", "protectorate", "territory", "dependency", "possession", "province", "state"}
)
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "conj", "poss", "appos"})
_PARTNERS = frozenset({"with", "to", "by", "for", "against", "between", "from"})

AtHome = Callable[[], Actor | None]
LandOf = Callable[[int], tuple[Actor, ...]]


class Descriptions:
    """Reads noun phrases for governments and states that only the surroundings name.

    Args:
        resolved: the sentence with its mentions resolved.
        tree: its dependency tree.
        discourse: what was spoken of before it.
        at_home: the state whose own affairs the text tells of.
        land_of: the state or polity that a place name at a position is, or in which it lies.
    """

    def __init__(
        self, resolved: ResolvedSentence, tree: Tree, discourse: Discourse, at_home: AtHome, land_of: LandOf
    ) -> None:
        self._resolved = resolved
        self._tree = tree
        self._discourse = discourse
        self._at_home = at_home
        self._land_of = land_of

    def government(self, index: int) -> Actor | None:
        """`The government`, `the regime`, `army officers`: of the state that a movement fights, or that is at hand."""
        token = self._tree.tokens[index]
        if self._has_unknown_owner(index):
            return None
        is_definite = self._is_definite(index)
        if token.lemma in GOVERNMENTS and is_definite and (abroad := self._where_dealt_with(index)):
            return abroad
        if token.lemma in GOVERNMENTS and is_definite:
            return self._fought() or self._only_state() or self._at_home() or _as_state(self._discourse.polity())
        stands_alone = token.lemma in _ALONE or token.text.lower() in _ALONE | _IN_POWER
        if stands_alone and (is_definite or self._is_bare(index)):
            return self._fought() or self._at_home()
        is_ruled = bool(self._words_before(index) & _RULING)
        if token.lemma in _AUTHORITIES and is_ruled and token.text.islower():
            return self._fought() or self._at_home()
        return None

    def state(self, index: int) -> Actor | None:
        """`The kingdom`, `the island`, `this country`: the state of that sort spoken of last."""
        token = self._tree.tokens[index]
        is_singular = token.tag == "NN" or (token.tag == "NNP" and token.lemma in _MONARCHS)
        if not is_singular or not self._is_definite(index) or not self._takes_part(index):
            return None
        words = {token.lemma} | self._words_before(index)
        if token.lemma in _MONARCHS and not self._tree.children(index, "prep", "appos", "relcl"):
            words = {_MONARCHS[token.lemma]}
        sorts = [_STATES_OF_SORT[word] for word in sorted(words) if word in _STATES_OF_SORT]
        if sorts:
            return next((state for state in self._states_before(index) if state.key in sorts[0]), None)
        if token.lemma not in _LANDS or self._tree.children(index, "amod", "compound", "relcl", "prep", "acl"):
            return None
        return next(iter(self._states_before(index)), None)

    def other_state(self, index: int, possessors: tuple[Actor, ...]) -> Actor | None:
        """`Its neighbour`, `their northern foe`: the one other state that the article names."""
        if self._tree.tokens[index].tag != "NN" or len(possessors) != 1:
            return None
        return self._discourse.only_other_polity(frozenset({owner(possessors[0])}))

    def _has_unknown_owner(self, index: int) -> bool:
        """Whether a name that nobody knows says whose it is (`the X administration`)."""
        before = self._tree.children(index, "compound", "nmod", "poss")
        named = {item.mention.head for item in self._resolved.mentions if item.link and not is_linked(item)}
        return bool(named & set(before))

    def _is_definite(self, index: int) -> bool:
        return any(self._tree.tokens[i].lemma in _ARTICLES for i in self._tree.children(index, "det"))

    def _is_bare(self, index: int) -> bool:
        """Whether a noun stands without any word before it, in a place of its own (`between government and rebels`)."""
        inside = self._tree.children(index, "det", "amod", "compound", "nmod", "poss", "nummod")
        return not inside and self._tree.tokens[index].dep in _ROLES | {"pobj"}

    def _takes_part(self, index: int) -> bool:
        """Whether a phrase is a party, not where something happens."""
        token, head = self._tree.tokens[index], self._tree.head(index)
        if token.dep == "pobj" and head is not None:
            return self._tree.tokens[head].lemma in _PARTNERS
        return token.dep in _ROLES

    def _words_before(self, index: int) -> set[str]:
        return {self._tree.tokens[i].lemma for i in self._tree.children(index, "compound", "amod", "nmod")}

    def _fought(self) -> Actor | None:
        """The state that a movement named here or before acts in."""
        armed = [i.link.actor for i in self._resolved.mentions if i.link and is_linked(i)]
        movements = [actor for actor in armed if actor.actor_class is ActorClass.ARMED_FORCE]
        movement = movements[0] if movements else self._discourse.armed()
        return movement.acts_in if movement is not None else None

    def _where_dealt_with(self, index: int) -> Actor | None:
        """The land in which forces stand that support the government (`has troops in Angola supporting it`).

        So too where somebody is for talks with it (`is in Colombo for talks with the government`).
        """
        verb = self._tree.head(index)
        dep = self._tree.tokens[index].dep
        if verb is not None and dep == "pobj" and self._tree.tokens[verb].lemma == "with":
            verb = self._tree.head(verb)
            is_dealt_with = verb is not None and self._tree.tokens[verb].lemma in lexicon.CONTACT_NOUNS
        else:
            is_dealt_with = verb is not None and dep == "dobj" and self._tree.tokens[verb].lemma in _SUPPORTING
        if verb is None or not is_dealt_with:
            return None
        around = (verb, *self._tree.subjects(verb), *self._tree.ancestors(verb))
        inside = set(self._tree.subtree(index))
        places = (i for above in around for i in self._tree.objects_of(above, "in", "into", "to") if i not in inside)
        return next((polity for place in places for polity in self._land_of(place)), None)

    def _only_state(self) -> Actor | None:
        """The one state that the sentence names."""
        named = {item.link.actor for item in self._resolved.mentions if item.link and is_linked(item)}
        states = {actor for actor in named if actor.actor_class is ActorClass.STATE}
        return states.pop() if len(states) == 1 else None

    def _states_before(self, index: int) -> list[Actor]:
        """The states and polities spoken of before a word, nearest sentence first; in its own, the first first."""
        items = [i for i in self._resolved.mentions if i.link and is_linked(i) and i.mention.end <= index]
        here = [owner(item.link.actor) for item in items if item.link]
        earlier = [owner(actor) for actor in reversed(self._discourse.actors)]
        return [actor for actor in dict.fromkeys((*here, *earlier)) if actor.actor_class in POLITIES]


def is_successor(tree: Tree, index: int) -> bool:
    """`the former Soviet republic`, `a former French colony`: a land that is no longer whose the words say."""
    words = {tree.tokens[i].lemma for i in tree.children(index, "amod", "compound")}
    return tree.tokens[index].lemma in _PARTS_OF_EMPIRES and bool(words & {"former", "ex", "onetime"})


def _as_state(actor: Actor | None) -> Actor | None:
    return actor if actor is not None and actor.actor_class is ActorClass.STATE else None
