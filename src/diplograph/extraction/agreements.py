"""Which agreements actors conclude, sign, ratify or leave, and who their parties are."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.act_words import (
    AGREEMENT_NOUNS,
    END_VERBS,
    NO_AGREEMENT,
    RATIFY_VERBS,
    SIGN_VERBS,
    SIGNING_VERBS,
    WISHES,
)
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases
from diplograph.model import Actor, ActorClass, AgreementName, Modality, RelationKind, RelationType

_PARTIES = frozenset(
    {
        ActorClass.STATE,
        ActorClass.DISPUTED_POLITY,
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.ARMED_FORCE,
        ActorClass.ORGANIZATION,
        ActorClass.PERSON,
        ActorClass.GOVERNMENT_BODY,
    }
)
_NAME_DEPS = frozenset({"compound", "amod", "nmod", "nummod"})
_TALKS = frozenset({"talk", "talks", "negotiation", "draft", "text", "prospect", "hope", "discuss", "negotiate"})
_FAILURES = frozenset({"refusal", "failure", "inability", "unable", "unwilling", "impossible"})
_DEFINITE = frozenset({"the", "this", "that", "their", "its"})


class Agreements:
    """Finds agreements and their parties in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each verb of concluding or ending an agreement, and each agreement named with its parties."""
        taken: set[int] = set()
        for token in self._tree.tokens:
            if token.pos == "VERB" and token.lemma in SIGN_VERBS | RATIFY_VERBS | END_VERBS:
                for noun in self._agreements_at(token.index):
                    drafts = list(self._verb(token.index, noun))
                    taken |= {noun} if drafts else set()
                    yield from drafts
        for token in self._tree.tokens:
            if token.lemma in AGREEMENT_NOUNS and token.pos in {"NOUN", "PROPN"} and token.index not in taken:
                yield from self._noun(token.index)

    def _agreements_at(self, verb: int) -> Iterator[int]:
        """The agreements that a verb is about."""
        lemma = self._tree.tokens[verb].lemma
        things = self._phrases.sides(verb).done_to
        if lemma in {"withdraw", "pull"}:
            things = self._tree.objects_of(verb, "from", "of")
            for child in self._tree.children(verb, "prep", "advmod", "prt"):
                things += self._tree.objects_of(child, "of", "from")
        elif lemma in {"strike", "reach", "conclude"}:
            things = tuple(i for i in things if not self._tree.children(i, "neg"))
        for thing in things:
            yield from (i for i in self._tree.conjuncts(thing) if self._is_agreement(i))

    def _is_agreement(self, index: int) -> bool:
        token = self._tree.tokens[index]
        if token.pos not in {"NOUN", "PROPN"}:
            return False
        item = self._denoter.mention(index)
        is_listed = item is not None and item.treaty_key is not None and item.link is None
        below = self._phrases.lemmas_below(index, "amod", "compound", "nmod", "det")
        return (token.lemma in AGREEMENT_NOUNS or is_listed) and not below & NO_AGREEMENT

    def _verb(self, verb: int, noun: int) -> Iterator[Draft]:
        lemma = self._tree.tokens[verb].lemma
        kind = RelationKind.AGREED
        if lemma in SIGNING_VERBS:
            kind = RelationKind.SIGNED
        elif lemma in RATIFY_VERBS:
            kind = RelationKind.RATIFIED
        elif lemma in END_VERBS:
            kind = RelationKind.WITHDRAWN
        parties = self._parties(*self._phrases.sides(verb).doers)
        parties += self._parties(*self._tree.objects_of(verb, "with", "between"))
        if kind in {RelationKind.AGREED, RelationKind.SIGNED}:
            parties += self._parties_of(noun)
            parties += self._parties(*self._tree.objects_of(noun, "with")) if parties else ()
        hint = Modality.ASSERTED if self._tree.tokens[verb].dep == "acl" and self._is_definite(noun) else None
        if self._phrases.lemmas_above(verb, 2) & _FAILURES:
            hint = Modality.DENIED
        yield from self._draft(verb, kind, parties, noun, hint)

    def _noun(self, noun: int) -> Iterator[Draft]:
        """`the peace accord between A and B`, `A's pact with B`, taken for granted."""
        if not self._is_agreement(noun) or not self._is_definite(noun):
            return
        if self._phrases.lemmas_above(noun, 3) & (WISHES | _TALKS):
            return
        parties = self._parties_of(noun)
        yield from self._draft(noun, RelationKind.AGREED, parties, noun, is_presupposed=True)

    def _is_definite(self, noun: int) -> bool:
        return bool(self._phrases.lemmas_below(noun, "det", "poss") & _DEFINITE or self._tree.children(noun, "poss"))

    def _parties_of(self, noun: int) -> tuple[Actor, ...]:
        """Those that the agreement is said to be between, with or of."""
        between = self._parties(*self._tree.objects_of(noun, "between", "among"))
        if len(between) > 1:
            return between
        owners = self._parties(*self._tree.children(noun, "poss"))
        return (*owners, *self._parties(*self._tree.objects_of(noun, "with"))) if owners else ()

    def _parties(self, *indexes: int) -> tuple[Actor, ...]:
        return tuple(actor for actor in self._phrases.actors(*indexes) if actor.actor_class in _PARTIES)

    def _name(self, noun: int) -> AgreementName:
        """The agreement in the text's words, and the register's key if it is listed."""
        inside = [noun, *(i for i in self._tree.children(noun) if self._tree.tokens[i].dep in _NAME_DEPS)]
        for index in inside:
            item = self._denoter.mention(index)
            if item is not None and item.treaty_key is not None:
                return AgreementName(item.mention.span.exact, item.treaty_key)
        start = noun
        while start > 0 and self._tree.tokens[start - 1].dep in _NAME_DEPS and start - 1 > noun - 7:
            start -= 1
        return AgreementName(" ".join(self._phrases.stretch(start, noun + 1).exact.split()))

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        parties: tuple[Actor, ...],
        noun: int,
        modality: Modality | None = None,
        *,
        is_presupposed: bool = False,
    ) -> Iterator[Draft]:
        named = tuple(dict.fromkeys(parties))
        name = self._name(noun)
        is_proper = name.key is not None or self._tree.tokens[noun].pos == "PROPN" or self._is_definite(noun)
        needed = 1 if is_proper and kind is not RelationKind.AGREED else 2
        if kind in {RelationKind.RATIFIED, RelationKind.WITHDRAWN}:
            needed = 1
        if len({owner(party) for party in named}) >= needed:
            yield Draft(
                RelationType.AGREEMENT,
                kind,
                named,
                (),
                trigger,
                modality,
                frozenset({trigger, noun}),
                detail=name,
                is_presupposed=is_presupposed,
            )
