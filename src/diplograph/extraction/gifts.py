"""Things given: verbs of giving, what kind of support a thing is, and who is said to take it."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.backing import Backing
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.fighters import is_linked
from diplograph.model import Actor, ActorClass, Modality, RelationKind

_STANCES = {
    "pledge": Modality.PLANNED,
    "promise": Modality.PLANNED,
    "approve": Modality.PLANNED,
    "authorize": Modality.PLANNED,
    "offer": Modality.HYPOTHETICAL,
    "withhold": Modality.DENIED,
}
"""What a verb of giving itself says of how real the gift is."""
_TAKING = frozenset({"receive", "get", "buy", "obtain", "acquire", "purchase"})
"""Verbs whose subject takes, while the giver stands after `from`."""
_PURPOSES = lexicon.POLITICAL_VERBS | lexicon.HELP_VERBS | {"bolster", "reinforce", "defend", "prop", "shore"}
"""What a gift is given to do for its receiver (`sent troops to help X`)."""
_FREIGHT = lexicon.SALE_NOUNS | {"equipment", "material", "supply"}
"""Nouns that are arms only when the words inside say so (`arms shipments`)."""
_ARMS_WORDS = lexicon.ARMS_NOUNS | {"military"}
_VEHICLES = frozenset({"vehicle", "carrier", "car", "truck", "boat", "cruiser"})
_ARMOURED = frozenset({"armored", "armoured", "personnel", "torpedo", "gun", "missile", "combat"})
_TRADING = frozenset({"buy", "purchase", "sell", "order"})
"""Verbs of what is done with goods: fighters that are bought are aircraft."""
_OWN = frozenset(
    {"national", "citizen", "embassy", "expatriate", "foreigner", "resident", "westerner", "compatriot", "hostage"}
)
"""What forces are sent to guard or to bring home that belongs to those who send them."""
_MEANS = lexicon.SUPPORT_NOUNS | {"force", "team", "equipment"}
"""Nouns that are military only when the words inside say so (`military aid`)."""
_DISARMING = frozenset({"police", "authority", "authorities", "peacekeeper", "troop", "army", "force", "soldier"})
"""Those to whom fighters hand their arms over."""
_PEACEKEEPING = frozenset({"peacekeeping", "peacekeeper"})
_AMOUNTS = frozenset({"million", "billion"})
_MONEY_WORDS = frozenset({"aid", "loan", "credit", "dollar", "assistance", "grant"})
_CURRENCIES = frozenset({"$", "€", "£", "US$"})
_SAID = {
    **dict.fromkeys(("support", "backing", "solidarity", "endorsement"), RelationKind.POLITICAL),
    **dict.fromkeys(("assistance", "aid"), RelationKind.ECONOMIC),
}
"""The kind of support that a noun means when nothing inside the phrase says more."""


class Gifts:
    """Reads what is given in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._backing = Backing(denoter)

    def read(self, verb: int) -> Iterator[Draft]:
        """The gift that a verb of giving or taking states."""
        things = self._things(verb)
        kind = next((k for thing in things if (k := self.kind_of(thing))), None)
        if kind is None or (kind is RelationKind.MILITARY and self._is_for_own(verb)):
            return
        if kind is RelationKind.ARMS and self.is_laying_down(verb):
            return
        lemma = self._tree.tokens[verb].lemma
        if lemma in _TRADING and any(self._tree.tokens[i].lemma == "fighter" for i in things):
            kind = RelationKind.ARMS
        is_taking = lemma in _TAKING
        is_passive = bool(self._tree.children(verb, "auxpass", "agent")) or self._is_reduced_passive(verb)
        givers = self._tree.objects_of(verb, "by", "from") if is_passive or is_taking else self._tree.subjects(verb)
        makers = self._makers(things) if is_taking and not givers else ()
        receivers = self._tree.subjects(verb) if is_taking and not is_passive else self._receivers(verb, things)
        yield from self._backing.draft(
            verb,
            self._denoter.all_actors(*givers) or self._denoter.hosts(*givers) or makers,
            self._denoter.all_actors(*receivers) or self._denoter.hosts(*receivers),
            kind,
            {*things, *givers, *receivers},
            _STANCES.get(lemma) if kind is not RelationKind.POLITICAL else None,
        )

    def is_laying_down(self, verb: int) -> bool:
        """Whether fighters give their arms up (`will hand their weapons over to the police`)."""
        beside = self._tree.children(verb, "prt", "advmod", "prep")
        particles = {self._tree.tokens[i].lemma for i in beside}
        to_whom = {self._tree.tokens[j].lemma for i in (verb, *beside) for j in self._tree.objects_of(i, "to")}
        is_handed_over = self._tree.tokens[verb].lemma in {"hand", "turn", "give"} and bool(particles & {"over", "in"})
        return is_handed_over and bool(to_whom & _DISARMING)

    def _makers(self, things: tuple[int, ...]) -> tuple[Actor, ...]:
        """Whose arms are bought, by the adjective before them (`will buy U.S. jet fighters`)."""
        before = (i for thing in things if self._is_arms(thing) for i in self._tree.children(thing, "amod", "compound"))
        items = (self._denoter.mention(i) for i in before)
        named = (item.link.actor for item in items if item is not None and item.link is not None and is_linked(item))
        return tuple(dict.fromkeys(actor for actor in named if actor.actor_class is ActorClass.STATE))

    def _is_for_own(self, verb: int) -> bool:
        """Whether forces are sent for their own side's sake (`sent troops to Zaire to protect its nationals`)."""
        purposes = self._tree.children(verb, "xcomp", "advcl")
        kept = (self._tree.tokens[i].lemma for p in purposes for i in self._tree.children(p, "dobj"))
        return not _OWN.isdisjoint(kept)

    def kind_of(self, thing: int) -> RelationKind | None:
        """The kind of support that giving a thing is; None for what is no support, humanitarian relief included."""
        if self._before(thing) & lexicon.HUMANITARIAN_MODIFIERS and not self._is_for_war(thing):
            return None
        if self._is_arms(thing):
            return RelationKind.ARMS
        if self._is_military(thing):
            return RelationKind.MILITARY
        if self._is_money(thing):
            return RelationKind.MILITARY if "military" in self._inside(thing) else RelationKind.ECONOMIC
        return _SAID.get(self._tree.tokens[thing].lemma)

    def _is_for_war(self, thing: int) -> bool:
        """Whether it serves war as well (`moral and logistical support`)."""
        before = self._tree.children(thing, "amod", "compound", "nmod")
        joined = {self._tree.tokens[j].lemma for i in before for j in self._tree.conjuncts(i)}
        return bool(joined & (lexicon.MILITARY_MODIFIERS | lexicon.ARMS_NOUNS))

    def _before(self, thing: int) -> frozenset[str]:
        """The lemmas of a thing's own modifiers."""
        return frozenset(self._tree.tokens[i].lemma for i in self._tree.children(thing, "amod", "compound", "nmod"))

    def _inside(self, thing: int) -> frozenset[str]:
        """The lemmas of all that the phrase says of a thing, before and after it."""
        inside = (self._tree.tokens[i] for i in self._tree.subtree(thing))
        return frozenset(token.lemma for token in inside if token.dep in {"compound", "amod", "pobj", "nmod", "conj"})

    def _is_arms(self, thing: int) -> bool:
        token = self._tree.tokens[thing]
        if token.lemma == "fighter" and (self._before(thing) & lexicon.ARMS_NOUNS or self._is_named_type(thing)):
            return True
        if token.lemma in _VEHICLES and self._before(thing) & _ARMOURED:
            return True
        is_freight = token.lemma in _FREIGHT and bool(self._inside(thing) & _ARMS_WORDS)
        return is_freight or lexicon.is_weapon(token.lemma, token.text)

    def _is_named_type(self, thing: int) -> bool:
        """`Rafale fighters`: aircraft go by a type's name."""
        before = self._tree.children(thing, "compound", "nmod")
        return any(self._tree.tokens[i].pos == "PROPN" and self._denoter.mention(i) is None for i in before)

    def _is_military(self, thing: int) -> bool:
        lemma, inside = self._tree.tokens[thing].lemma, self._inside(thing)
        return (
            lemma in lexicon.SHELTER_NOUNS
            or (lemma in lexicon.TROOP_NOUNS and not inside & _PEACEKEEPING)
            or (lemma in _MEANS and bool(inside & lexicon.MILITARY_MODIFIERS))
        )

    def _is_money(self, thing: int) -> bool:
        lemma = self._tree.tokens[thing].lemma
        is_sum = any(self._tree.tokens[i].text in _CURRENCIES for i in self._tree.children(thing))
        return lemma in lexicon.MONEY_NOUNS and (
            lemma not in _AMOUNTS or bool(self._inside(thing) & _MONEY_WORDS) or is_sum
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
        things = [conjunct for thing in direct for conjunct in self._tree.conjuncts(thing)]
        worth = [i for thing in things for i in self._worth_of(thing)]
        return (*things, *worth)

    def _worth_of(self, thing: int) -> tuple[int, ...]:
        """What a sum is spent on (`a million dollars worth of arms`)."""
        below = (thing, *self._tree.children(thing, "prep", "advmod", "acl", "amod", "appos", "npadvmod"))
        found = (i for one in below for i in self._tree.objects_of(one, "of"))
        is_sum = any(self._tree.tokens[i].lemma == "worth" for i in below)
        return tuple(found) if is_sum else ()

    def _receivers(self, verb: int, things: tuple[int, ...]) -> tuple[int, ...]:
        found = self._said_receivers(verb, things)
        for purpose in self._tree.children(verb, "xcomp", "advcl"):
            if self._tree.tokens[purpose].lemma in _PURPOSES:
                helped = self._backing.helped_to_fight(purpose)
                found = found or helped or self._tree.children(purpose, "dobj")
        found = tuple(i for i in found if self._backing.is_backable(i) or self._denoter.single(i))
        found = found or tuple(
            i for thing in things for i in self._tree.children(thing, "compound") if self._is_taker(i)
        )
        return found or tuple(i for i in self._tree.objects_of(verb, "to", "into") if self._denoter.hosts(i))

    def _said_receivers(self, verb: int, things: tuple[int, ...]) -> tuple[int, ...]:
        """Those to or for whom it is given (`gave X arms`, `arms to X`), or who are supplied with it."""
        found = tuple(i for i in self._tree.children(verb, "dative") if self._tree.tokens[i].pos != "ADP")
        found += self._tree.objects_of(verb, "to", "into")
        for thing in things:
            found += self._tree.objects_of(thing, "to", "for", "into")
        if self._tree.objects_of(verb, "with"):
            found += tuple(i for i in self._tree.children(verb, "dobj", "nsubjpass") if self.kind_of(i) is None)
        return found

    def _is_taker(self, index: int) -> bool:
        """`sold Damascus missiles`: a name right after the verb, which the parser takes for a part of the thing's."""
        item = self._denoter.mention(index)
        if item is None or not is_linked(item) or item.is_modifier:
            return False
        return item.mention.start == self._tree.clause_of(index) + 1
