"""Whose government and whose rebels are meant where nothing says so: of the state whose affairs are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import POLITIES, owner
from diplograph.extraction.fighters import FIGHTING, is_linked, is_venue
from diplograph.extraction.sponsors import OUTSIDERS, HostOf, named_polities
from diplograph.model import Actor, ActorClass, ResolvedMention, ResolvedSentence
from diplograph.syntax import Tree

_MIN_WEIGHT = 2.0
_MIN_LEAD = 1.5
"""A state is at home in an article when it weighs this much, and that many times as much as the next."""
_POWER, _STRIFE, _WARS, _MOVEMENT, _HEAD, _LAND, _TOWN, _NAME = 3.0, 3.0, 2.0, 3.0, 1.0, 1.0, 0.25, 0.5
_RULE = frozenset(
    {
        "government", "regime", "junta", "army", "troop", "force", "police", "people", "opposition", "civilian",
        "parliament", "constitution", "election", "dictatorship", "guerrilla", "rebel", "insurgent", "soldier",
        "countryside", "village", "capital", "refugee", "military", "peasant", "jungle", "mountain",
    }
)  # fmt: skip
_HEADS = frozenset({"president", "premier", "king", "leader", "ruler", "chancellor", "emir", "sultan"})
_TROUBLES = (
    lexicon.CONFLICT_NOUNS
    | {"peace", "truce", "ceasefire", "cease-fire", "reconciliation", "rebellion", "uprising", "insurgency", "violence"}
) - {"problem", "question", "row"}
_INSIDE = frozenset({"in", "for", "of", "across", "throughout", "within"})


def weigh_states(sentences: Sequence[ResolvedSentence], host_of: HostOf) -> Mapping[Actor, float]:
    """How much an article tells of the inner affairs of each state or polity that it names."""
    weights: defaultdict[Actor, float] = defaultdict(float)
    for resolved in sentences:
        tree = Tree(resolved.sentence)
        for item in resolved.mentions:
            for polity, weight in _weights(tree, item, host_of):
                weights[polity] += weight
    return weights


def find_homeland(weights: Mapping[Actor, float], without: frozenset[Actor] = frozenset()) -> Actor | None:
    """The one state or polity that clearly outweighs the others."""
    ranked = sorted(
        ((weight, actor) for actor, weight in weights.items() if actor not in without),
        key=lambda pair: (-pair[0], pair[1].label),
    )
    if not ranked or ranked[0][0] < _MIN_WEIGHT:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= _MIN_LEAD * ranked[1][0] else None


def find_land_of_rebels(weights: Mapping[Actor, float], without: frozenset[Actor] = frozenset()) -> Actor | None:
    """The one state whose rebels are most likely meant."""
    return find_homeland({actor: w for actor, w in weights.items() if actor.key not in OUTSIDERS}, without)


def _weights(tree: Tree, item: ResolvedMention, host_of: HostOf) -> list[tuple[Actor, float]]:
    """The states that one mention tells of, each with its weight."""
    found = [(party, _NAME) for party in item.conflict.parties if _is_polity(party)] if item.conflict else []
    if item.link is None:
        return found + _of_place(tree, item, host_of)
    if not is_linked(item):
        return found
    actor = item.link.actor
    if actor.acts_in is not None and actor.actor_class is ActorClass.ARMED_FORCE:
        return [*found, (actor.acts_in, _MOVEMENT)]
    polity = owner(actor)
    if not _is_polity(polity):
        return found
    weight = _of_name(tree, item)
    if actor.actor_class is ActorClass.PERSON and _is_titled(tree, item):
        weight = max(weight, _HEAD)
    return [*found, (polity, weight)]


def _of_place(tree: Tree, item: ResolvedMention, host_of: HostOf) -> list[tuple[Actor, float]]:
    lands = [actor for actor in named_polities(item) if _is_polity(actor)]
    if len(lands) == 1 and not is_venue(tree, item.mention.head):
        return [(lands[0], max(_LAND, _of_name(tree, item)))]
    host = host_of(str(item.place.key)) if item.place is not None and item.place.key else None
    host = host or (lands[0] if len(lands) == 1 else None)
    return [(host, _TOWN)] if host is not None else []


def _of_name(tree: Tree, item: ResolvedMention) -> float:
    """What the noun over a state's name says of it (`the X government`, `the war in X`)."""
    head = item.mention.head
    governor = tree.head(tree.first_conjunct(head))
    if governor is None:
        return _NAME
    if tree.tokens[governor].pos == "ADP" and tree.tokens[governor].lemma in _INSIDE:
        governor = tree.head(governor)
    elif tree.tokens[tree.first_conjunct(head)].dep not in {"amod", "compound", "nmod", "poss"}:
        return _NAME
    return _of_noun(tree, governor) if governor is not None else _NAME


def _is_titled(tree: Tree, item: ResolvedMention) -> bool:
    """Whether a person is named with the title of a head of state or government."""
    start = item.mention.start
    return any(token.lemma in _HEADS for token in tree.tokens[max(0, start - 2) : start])


def _of_noun(tree: Tree, index: int) -> float:
    words = {tree.tokens[i].lemma for i in (index, *tree.children(index, "compound", "amod", "nmod"))}
    if tree.tokens[index].pos not in {"NOUN", "PROPN"}:
        return _NAME
    if words & FIGHTING:
        return _STRIFE
    if tree.tokens[index].lemma in _RULE:
        return _POWER
    if words & _TROUBLES:
        return _WARS
    return _HEAD if tree.tokens[index].lemma in _HEADS else _NAME


def _is_polity(actor: Actor) -> bool:
    return actor.actor_class in POLITIES
