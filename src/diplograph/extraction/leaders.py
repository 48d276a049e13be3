"""Groups that are named by whom they follow: `the faction of X`, `X's militia`, `fighters loyal to X`."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.extraction.discourse import POLITIES, owner
from diplograph.model import Actor, ActorClass, ResolvedMention
from diplograph.syntax import Tree

FOLLOWERS = frozenset(
    {
        "follower", "loyalist", "paratroop", "paratrooper", "troop", "soldier", "man", "gunman", "faction", "wing",
        "army", "band", "column", "partisan", "adherent", "irregular", "horseman", "cavalry", "unit", "force",
        "militia", "camp",
    }
)  # fmt: skip
"""Nouns for those whom somebody leads; with the leader's name they name an actor."""
_STATES_OWN = frozenset({"troop", "soldier", "force", "army", "unit", "paratroop", "paratrooper", "man", "cavalry"})
"""Nouns that, with a ruler's name, mean the forces of the state."""
_PLAIN = frozenset({"armed", "own", "old", "new", "former", "main", "loyal", "rebel", "many", "few"})
_LOYAL = frozenset({"loyal", "faithful", "allied", "allegiant", "obedient", "devoted"})
_LED_BY = frozenset({"lead", "command", "head", "direct"})


class Followings:
    """Reads whom a group follows, in one sentence.

    Args:
        tree: its dependency tree.
        mention_at: the resolved names by the positions that they cover.
    """

    def __init__(self, tree: Tree, mention_at: Mapping[int, ResolvedMention]) -> None:
        self._tree = tree
        self._mention_at = mention_at

    def leader(self, index: int) -> ResolvedMention | None:
        """The person whom those that a noun means follow."""
        items = (self._mention_at.get(i) for i in self._leaders(index))
        return next((i for i in items if i and i.link and i.link.actor.actor_class is ActorClass.PERSON), None)

    def side(self, index: int) -> Actor | None:
        """The movement that the leader of a group belongs to; the state for the troops of its ruler."""
        item = self.leader(index)
        if item is None or item.link is None:
            return None
        side = owner(item.link.actor)
        is_state = side.actor_class in POLITIES
        is_known = side.actor_class is not ActorClass.PERSON and not is_state
        return side if is_known or (is_state and self._tree.tokens[index].lemma in _STATES_OWN) else None

    def called(self, index: int, plural: str) -> Actor | None:
        """The group under its leader's name (`Ronnie Brunswijk jungle commandos`)."""
        item = self.leader(index)
        if item is None:
            return None
        return Actor(" ".join((item.mention.span.exact, *self._words_beside(index), plural)), ActorClass.ARMED_FORCE)

    def _leaders(self, index: int) -> tuple[int, ...]:
        tree = self._tree
        named = (*tree.children(index, "poss"), *tree.objects_of(index, "of", "under"))
        led = tuple(
            leader
            for verb in tree.children(index, "acl", "relcl")
            if tree.tokens[verb].lemma in _LED_BY
            for leader in tree.objects_of(verb, "by")
        )
        return (*named, *led, *self._loyal_to(index))

    def _loyal_to(self, index: int) -> list[int]:
        """Those to whom a group is loyal, wherever the parser hung the preposition."""
        tree, tokens = self._tree, self._tree.tokens
        loyal = [i for i in (*tree.children(index), index + 1) if i < len(tokens) and tokens[i].lemma in _LOYAL]
        links = [i + 1 for i in loyal if i + 1 < len(tokens) and tokens[i + 1].pos == "ADP"]
        return [leader for i in links for leader in tree.children(i, "pobj")]

    def _words_beside(self, index: int) -> tuple[str, ...]:
        """The words that make one name with the noun (`jungle commando`)."""
        beside = self._tree.children(index, "compound", "amod")
        last = (self._tree.tokens[i] for i in beside if i == index - 1 and i not in self._mention_at)
        return tuple(t.text for t in last if t.text.isalpha() and t.pos != "VERB" and t.lemma not in _PLAIN)
