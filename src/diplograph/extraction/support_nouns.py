"""Who backs whom: nouns of support and of things given, `in support of X`, and nouns for who backs."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.backing import Backing, is_armed
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.fighters import is_linked
from diplograph.extraction.gifts import Gifts
from diplograph.extraction.pacts import Pacts
from diplograph.model import Actor, RelationKind

_RALLIES = frozenset({"rally", "march", "demonstration", "protest", "vigil", "procession", "protester", "demonstrator"})
_MILITARY_VERBS = frozenset(
    {"fight", "intervene", "bomb", "strike", "fly", "deploy", "attack", "invade", "send", "battle", "shell", "advance"}
)
"""What is done with arms, when it is done `in support of` somebody."""
_DEALING = lexicon.MEET_VERBS | lexicon.MEDIATE_VERBS | lexicon.BROKER_VERBS | {
    "reach", "sign", "agree", "conclude", "settle", "reconcile", "resolve", "end", "hold", "strike", "release",
}  # fmt: skip
"""What sides do among themselves; who helps them to it backs none of them (`reached with the help of X`)."""
_ANNOUNCING = frozenset({"announce", "reiterate", "stress", "emphasize", "confirm"})
"""Verbs of saying whose subject may be the giver (`announced aid to X`)."""
_USING = frozenset(
    {
        "pilot", "fly", "drive", "sail", "steer", "board", "ride", "fire", "launch", "test", "shoot", "down", "destroy",
        "lose", "capture", "seize", "intercept", "sink", "drop", "aim", "point", "use", "hijack", "divert",
    }
)  # fmt: skip
"""What is done with arms or to them, which is no gift."""
_NOT_GIVING = (lexicon.SAY_VERBS - _ANNOUNCING) | {"seek", "ask", "want"}
"""Verbs whose subject speaks of support or wishes for it, and gives none."""
_WEAK_KINDS = frozenset({RelationKind.POLITICAL, RelationKind.ECONOMIC})
"""Kinds of support that are military when all of those who get it are armed."""


class SupportNouns:
    """Finds the support that the nouns of one sentence state.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._backing = Backing(denoter)
        self._gifts = Gifts(denoter)
        self._pacts = Pacts(denoter)

    def read(self, noun: int) -> Iterator[Draft]:
        """The support that a noun states."""
        lemma = self._tree.tokens[noun].lemma
        if lemma in lexicon.BACKER_NOUNS:
            yield from self._backer(noun)
        elif lemma in lexicon.PACT_NOUNS and self._pacts.is_pact(noun):
            yield from self._pacts.read(noun)
        elif lemma in lexicon.SUPPORT_NOUNS or (
            lemma in lexicon.SALE_NOUNS | lexicon.ARMS_NOUNS and self._gifts.kind_of(noun) and not self._is_in_use(noun)
        ):
            yield from self._support(noun)

    def _is_in_use(self, noun: int) -> bool:
        """Whether arms are put to use, not given (`piloted his own aircraft to X`)."""
        governor = self._tree.head(noun)
        is_object = self._tree.tokens[noun].dep in {"dobj", "nsubjpass"} and governor is not None
        if not is_object or governor is None:
            return False
        return self._tree.tokens[governor].lemma in _USING or self._gifts.is_laying_down(governor)

    def _modifiers(self, noun: int) -> frozenset[str]:
        return frozenset(self._tree.tokens[i].lemma for i in self._tree.children(noun, "amod", "compound", "nmod"))

    # support

    def _support(self, noun: int) -> Iterator[Draft]:
        is_relief = bool(self._modifiers(noun) & lexicon.HUMANITARIAN_MODIFIERS) and self._gifts.kind_of(noun) is None
        if is_relief or self._is_rally(noun):
            return
        of_objects = self._tree.objects_of(noun, "of")
        governor = self._tree.head(noun)
        if of_objects and governor is not None and self._tree.tokens[governor].lemma == "in":
            yield from self._in_support(noun, governor, of_objects)
        else:
            yield from self._support_of(noun, of_objects)

    def _in_support(self, noun: int, preposition: int, backed_at: tuple[int, ...]) -> Iterator[Draft]:
        """`intervened in support of X`: who does it backs X; with arms, if arms are what it is done with."""
        above = self._tree.head(preposition)
        if above is None or self._tree.tokens[above].pos not in {"VERB", "AUX"}:
            return
        clause = self._tree.clause_of(preposition)
        givers = self._tree.subjects(clause)
        backed = self._backing.backed(*backed_at)
        is_military = self._tree.tokens[clause].lemma in _MILITARY_VERBS
        kind = RelationKind.MILITARY if is_military else self._backing.kind_for(noun, backed_at[0], backed)
        backers = self._denoter.all_actors(*givers)
        yield from self._backing.draft(noun, backers, backed, kind, {*backed_at, *givers})

    def _support_of(self, noun: int, of_objects: tuple[int, ...]) -> Iterator[Draft]:
        """`X's support for Y`, `received the support of X`; what stands after `of` may be the giver or the thing."""
        given = [i for i in self._tree.children(noun, "acl") if self._tree.tokens[i].tag == "VBN"]
        givers = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "from", "by")
        givers += tuple(i for participle in given for i in self._tree.objects_of(participle, "by"))
        backed_at = self._backed_by(noun)
        backed_at += tuple(i for participle in given for i in self._tree.objects_of(participle, "to", "for"))
        thing_kind = self._gifts.kind_of(noun)
        if not backed_at and givers and thing_kind is RelationKind.POLITICAL:
            backed_at, of_objects = of_objects, ()
        backers = self._denoter.all_actors(*givers) or self._denoter.hosts(*self._tree.objects_of(noun, "from"))
        backers = backers or self._named_by_adjective(noun)
        backed = self._backing.backed(*backed_at)
        governor = self._tree.head(noun)
        verb = self._tree.tokens[governor] if governor is not None else None
        if verb is not None and verb.lemma in lexicon.RECEIVE_AID_VERBS and self._tree.tokens[noun].dep == "dobj":
            backers = backers or self._denoter.all_actors(*of_objects)
            backed = backed or self._denoter.all_actors(*self._tree.subjects(verb.index))
        elif verb is not None and (thankful := self._thankful_above(verb.index)) is not None:
            backers = self._denoter.all_actors(*self._tree.children(thankful, "dobj"))
            backed = backed or self._denoter.all_actors(*self._tree.subjects(thankful))
        elif not backed_at and verb is not None and verb.pos == "ADP" and verb.lemma == "with":
            if self._tree.tokens[self._tree.clause_of(verb.index)].lemma in _DEALING:
                return
            backers = backers or self._denoter.all_actors(*of_objects)
            backed = self._denoter.all_actors(*self._tree.subjects(self._tree.clause_of(verb.index)))
        elif backed_at and not backers:
            backers = self._denoter.all_actors(*of_objects) or self._giver_above(noun)
        kind = thing_kind or RelationKind.POLITICAL
        if kind in _WEAK_KINDS and is_armed(backed):
            kind = RelationKind.MILITARY
        yield from self._backing.draft(noun, backers, backed, kind, {*backed_at, *givers, *of_objects})

    def _thankful_above(self, preposition: int) -> int | None:
        """The verb in `thanked X for its support`."""
        verb = self._tree.head(preposition) if self._tree.tokens[preposition].lemma == "for" else None
        return verb if verb is not None and self._tree.tokens[verb].lemma == "thank" else None

    def _backed_by(self, noun: int) -> tuple[int, ...]:
        """Whom support is for: after the noun, after the verb that governs it, or after what it consists of."""
        governor = self._tree.head(noun)
        is_with = self._tree.tokens[noun].lemma == "solidarity"
        found = self._tree.objects_of(noun, "for", "to", *(("with",) if is_with else ()))
        if self._modifiers(noun) & lexicon.MILITARY_MODIFIERS:
            found = tuple(one for i in found for one in self._waging(i))
        if not found and governor is not None and self._tree.tokens[noun].dep == "dobj":
            found = self._tree.objects_of(governor, "for", "to", *(("with",) if is_with else ()))
        parts = self._tree.objects_of(noun, "of")
        return found or tuple(i for part in parts for i in self._tree.objects_of(part, "for", "to"))

    def _waging(self, index: int) -> tuple[int, ...]:
        """Those whose war it is, where that is what is supported (`military support for X's war`)."""
        owners = self._tree.children(index, "poss") if self._tree.tokens[index].lemma in lexicon.WAGED else ()
        return owners or (index,)

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

    def _giver_above(self, noun: int) -> tuple[Actor, ...]:
        """The subject of the verb that governs the gift (`Washington continued its aid to …`)."""
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos in {"VERB", "AUX"}:
                is_giver = token.lemma not in _NOT_GIVING
                return self._denoter.all_actors(*self._tree.subjects(above)) if is_giver else ()
            if token.pos not in {"NOUN", "ADP"}:
                return ()
        return ()

    # backers

    def _backer(self, noun: int) -> Iterator[Draft]:
        """`X, the main backer of Y`, `X is Y's patron`."""
        backed_at = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "of", "to")
        backers = self._bearers(noun) or self._denoter.all_actors(*self._tree.children(noun, "appos"))
        backed = self._backing.backed(*backed_at)
        is_arming = bool(self._modifiers(noun) & (lexicon.ARMS_NOUNS | lexicon.MILITARY_MODIFIERS))
        lemma = self._tree.tokens[noun].lemma
        if lemma == "supplier" and not is_arming:
            return
        is_paying = bool(self._modifiers(noun) & lexicon.ECONOMIC_MODIFIERS) or lemma in {"financier", "paymaster"}
        weak = RelationKind.ECONOMIC if is_paying else self._backing.kind_for(noun, noun, backed)
        kind = RelationKind.ARMS if is_arming else weak
        yield from self._backing.draft(noun, backers, backed, kind, set(backed_at))

    def _bearers(self, noun: int) -> tuple[Actor, ...]:
        """Who is said to be the backer: the name that the noun explains, or the subject of `be`."""
        governor = self._tree.head(noun)
        if governor is not None and self._tree.tokens[noun].dep == "appos":
            first = self._tree.first_conjunct(governor)
            is_many = self._tree.tokens[noun].tag == "NNS" and len(self._tree.conjuncts(first)) > 1
            return self._denoter.actors(first) if is_many else self._denoter.single(governor)
        if governor is not None and self._tree.tokens[noun].dep == "attr":
            return self._denoter.all_actors(*self._tree.subjects(governor))
        return ()
