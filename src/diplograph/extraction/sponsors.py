"""Who does something for or to fighters, and who complains of it: the one is not whom they fight, the other is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import POLITIES, owner
from diplograph.model import Actor, ResolvedMention, SenseKind
from diplograph.syntax import Tree

HostOf = Callable[[str], Actor | None]

OUTSIDERS = frozenset(
    {
        "United_States", "Canada", "Germany", "France", "Japan", "Norway", "Sweden", "Finland", "Denmark", "Iceland",
        "Switzerland", "Austria", "Belgium", "Netherlands", "Luxembourg", "Australia", "New_Zealand", "Vatican_City",
        "Holy_See", "Vatican", "Qatar", "Oman", "Costa_Rica", "Singapore",
    }
)  # fmt: skip
"""States, by key, whose own governments no armed movement fights, and who often deal with those of others."""

_GIVEN = lexicon.SUPPORT_NOUNS | lexicon.ARMS_NOUNS | lexicon.SALE_NOUNS | lexicon.MONEY_NOUNS
_HELPING = lexicon.ARMED_VERBS | lexicon.HELP_VERBS | {"base", "host", "house", "supply", "recruit", "hide", "lodge"}
"""What is done for fighters, mostly in the land of those who help them."""
_TAKING = frozenset({"get", "receive", "take", "obtain", "buy", "acquire", "draw", "procure", "come"})
_COMPLAINING = lexicon.INTERESTED_VERBS | {
    "say", "complain", "denounce", "protest", "condemn", "blame", "maintain", "insist", "assert", "report", "declare",
    "announce", "contend", "suggest", "warn", "repeat",
}  # fmt: skip


def is_contact(tree: Tree, verb: int) -> bool:
    """Whether a clause tells of talks or a journey: the places in it are where one meets."""
    if tree.tokens[verb].lemma in lexicon.MEET_VERBS | lexicon.TRAVEL_VERBS | lexicon.CALL_VERBS:
        return True
    around = (
        *tree.children(verb, "dobj", "nsubj", "nsubjpass", "attr"),
        *tree.objects_of(verb, "in", "to", "at", "for"),
    )
    return any(tree.tokens[i].lemma in lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS for i in around)


def named_polities(item: ResolvedMention) -> list[Actor]:
    """The states that a place name itself names (`in Sudan`), not those whose seat it is."""
    kinds = {SenseKind.NAME, SenseKind.DEMONYM}
    return [s.actor for s in item.mention.senses if s.actor and s.kind in kinds]


class Sponsors:
    """Reads who helps the fighters that a noun means, in one sentence.

    Args:
        tree: its dependency tree.
        mention_at: the resolved names by the positions that they cover.
        host_of: the state or polity that a place lies in, by the place's key.
    """

    def __init__(self, tree: Tree, mention_at: Mapping[int, ResolvedMention], host_of: HostOf) -> None:
        self._tree = tree
        self._mention_at = mention_at
        self._host_of = host_of

    def of(self, index: int) -> set[Actor]:
        """The states that do something for or to the fighters: whose rebels one backs are not one's own."""
        clause, backers = self._tree.clause_of(index), self._owners_at(self._backers(index))
        backers |= self._owners_at(self._sources(index, clause))
        is_done_to = self._tree.tokens[index].dep in {"dobj", "pobj", "conj", "dative", "nsubjpass"}
        if not is_done_to or index in self._tree.children(clause, "nsubj") or is_contact(self._tree, clause):
            return backers
        heads = {c for s in self._tree.subjects(clause) for c in self._tree.conjuncts(s)}
        heads |= {*self._tree.objects_of(clause, "by"), *self._givers(index)}
        return backers | self._owners_at(c for head in heads for c in (head, *self._tree.children(head)) if c != index)

    def complainant(self, index: int) -> Actor | None:
        """The state that says of another one that it helps them."""
        helpers = self.of(index)
        for above in self._tree.ancestors(index) if helpers else ():
            if self._tree.tokens[above].lemma not in _COMPLAINING:
                continue
            heads = [c for s in self._tree.children(above, "nsubj") for c in (s, *self._tree.children(s))]
            polities = [actor for actor in self._owners_at(heads) - helpers if actor.actor_class in POLITIES]
            if len(polities) == 1:
                return polities[0]
        return None

    def _owners_at(self, indexes: Iterable[int]) -> set[Actor]:
        """The states and bodies named at some positions, as actors or as places."""
        found = set()
        for item in (self._mention_at.get(index) for index in indexes):
            if item is not None and item.link:
                found.add(owner(item.link.actor))
            elif item is not None and item.place is not None:
                host = self._host_of(str(item.place.key)) if item.place.key else None
                found |= {*named_polities(item), *([host] if host else [])}
        return found

    def _backers(self, index: int) -> list[int]:
        """The names before `-backed` and the like (`Rwandan-backed rebels`, `rebels backed by Rwanda`)."""
        said = [
            i
            for i in self._tree.children(index, "amod", "acl")
            if self._tree.tokens[i].text.lower() in lexicon.BACKED_PARTICIPLES
        ]
        return [
            i
            for word in said
            for i in (*self._tree.children(word, "npadvmod", "amod", "compound"), *self._tree.objects_of(word, "by"))
        ]

    def _sources(self, index: int, clause: int) -> list[int]:
        """Where they are trained or sheltered, and whence they get what they get."""
        tree = self._tree
        helped = [i for i in (clause, *tree.children(index, "acl", "relcl")) if tree.tokens[i].lemma in _HELPING]
        places = [i for verb in helped for i in tree.objects_of(verb, "in", "from", "at", "near")]
        if tree.tokens[clause].lemma in _TAKING and index in tree.children(clause, "nsubj"):
            objects = tree.children(clause, "dobj")
            places += [i for word in (clause, *objects) for i in tree.objects_of(word, "from")]
        return [joined for place in places for joined in tree.conjuncts(place)]

    def _givers(self, index: int) -> list[int]:
        """Those whose aid it is in `X's support for the rebels`, `arms from X for the rebels`."""
        nouns = [i for i in self._tree.ancestors(index) if self._tree.tokens[i].lemma in _GIVEN]
        return [
            giver
            for noun in nouns
            for giver in (
                *self._tree.children(noun, "poss", "amod", "compound", "nmod"),
                *self._tree.objects_of(noun, "from", "by", "of"),
            )
        ]
