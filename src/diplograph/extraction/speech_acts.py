"""Who accuses, warns, urges, threatens, praises or rejects whom, and what about: verbs and nouns of speaking."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.act_words import (
    GOODS,
    LIGHT_VERBS,
    SPEECH_NOUNS,
    SPEECH_VERBS,
    STATEMENTS,
    WITHHELD,
    SpeechFrame,
)
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases, without_own
from diplograph.model import Actor, Modality, RelationKind, RelationType, Topic

_TOLD = frozenset({RelationKind.DENY, RelationKind.REJECT, RelationKind.CRITICISE, RelationKind.PRAISE})
"""Acts that speak of what somebody else said or did: whose it was is spoken to."""
_CLAUSES = frozenset({"ccomp", "xcomp", "acl"})
_ORDERS = frozenset({"order", "instruct", "direct", "tell", "authorize", "authorise", "empower", "need"})
"""Verbs that leave open whether what shall be said is said."""
_OPEN_WORDS = frozenset({"no", "any", "possible", "likely", "potential", "further"})


class SpeechActs:
    """Finds speech acts in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each verb or noun of speaking whose speaker is an actor."""
        for token in self._tree.tokens:
            if token.lemma in SPEECH_VERBS and token.pos == "VERB":
                yield from self._verb(token.index, SPEECH_VERBS[token.lemma])
            elif token.lemma in SPEECH_NOUNS and token.pos == "NOUN":
                yield from self._noun(token.index, SPEECH_NOUNS[token.lemma])

    # verbs

    def _verb(self, verb: int, frame: SpeechFrame) -> Iterator[Draft]:
        if self._is_other_sense(verb):
            return
        sides = self._phrases.sides(verb)
        sources = self._phrases.actors(*sides.doers)
        things = sides.done_to if "dobj" in (*frame.to, *frame.about) else ()
        addressed = (*(things if "dobj" in frame.to else ()), *self._tree.objects_of(verb, *frame.to))
        targets = self._phrases.actors(*(i for i in addressed if self._is_somebody(i)))
        topics = self._topics(verb, frame, tuple(i for i in things if not self._phrases.actors(i)))
        targets = targets or self._spoken_of(frame, topics)
        if self._is_sayable(verb, frame, topics):
            yield from self._draft(verb, frame, sources, targets, topics)

    def _is_other_sense(self, verb: int) -> bool:
        lemma = self._tree.tokens[verb].lemma
        particles = self._phrases.lemmas_below(verb, "prt")
        if lemma == "call":
            return bool(particles or self._tree.children(verb, "dobj", "oprd", "auxpass"))
        return lemma in {"ask", "demand"} and bool(particles)

    def _is_somebody(self, index: int) -> bool:
        """Whether an object is somebody, not a thing of somebody's (`condemned the Israeli raid`)."""
        return bool(self._phrases.actors(index))

    def _topics(self, index: int, frame: SpeechFrame, things: tuple[int, ...]) -> tuple[int, ...]:
        found: tuple[int, ...] = things if "dobj" in frame.about else ()
        clauses = [dep for dep in frame.about if dep in _CLAUSES]
        found += self._tree.children(index, *clauses) if clauses else ()
        found += self._tree.objects_of(index, *frame.about)
        return found

    def _spoken_of(self, frame: SpeechFrame, topics: tuple[int, ...]) -> tuple[Actor, ...]:
        """Whose the thing spoken of is, or who shall do what is demanded or threatened with."""
        found: tuple[Actor, ...] = ()
        for topic in topics:
            token = self._tree.tokens[topic]
            if frame.kind in _TOLD and token.pos in {"NOUN", "PROPN"}:
                found += self._phrases.owners(topic, "by", "from")
            elif frame.kind is RelationKind.DEMAND and token.pos in {"VERB", "AUX"}:
                found += self._phrases.actors(*self._tree.children(topic, "nsubj"))
            elif frame.kind is RelationKind.DEMAND:
                found += self._phrases.actors(*self._tree.children(topic, "poss"))
            elif frame.kind is RelationKind.THREATEN and token.pos == "VERB":
                found += self._phrases.actors(*self._tree.children(topic, "dobj"))
        return tuple(dict.fromkeys(found))

    def _is_sayable(self, verb: int, frame: SpeechFrame, topics: tuple[int, ...]) -> bool:
        """Whether what is denied or rejected was said or done, not withheld; who is dismissed is not denied."""
        lemmas = {self._tree.tokens[topic].lemma for topic in topics}
        if frame.kind is RelationKind.DENY:
            is_giving = bool(self._tree.children(verb, "dative")) or len(self._tree.children(verb, "dobj")) > 1
            return not is_giving and not lemmas & WITHHELD
        if frame.kind is RelationKind.REJECT:
            return bool(lemmas & STATEMENTS)
        return True

    # nouns

    def _noun(self, noun: int, frame: SpeechFrame) -> Iterator[Draft]:
        if self._phrases.lemmas_below(noun, "det", "amod", "compound") & (_OPEN_WORDS | {"phone", "telephone"}):
            return
        carrier = self._carrier(noun)
        sources = self._phrases.owners(noun, "by", "from")
        if carrier is not None and not sources:
            sources = self._phrases.actors(*self._phrases.sides(carrier).doers)
        else:
            carrier = None
        addressed = self._tree.objects_of(noun, *frame.to)
        if carrier is not None:
            addressed += self._tree.objects_of(carrier, *(word for word in frame.to if word != "of"))
        targets = self._phrases.actors(*addressed)
        topics = tuple(i for i in self._topics(noun, frame, ()) if not self._phrases.actors(i))
        targets = targets or self._spoken_of(frame, topics)
        named = {self._tree.tokens[i].lemma for topic in topics for i in self._tree.subtree(topic)}
        if not (targets or topics) or (frame.kind is RelationKind.DEMAND and named & GOODS):
            return
        yield from self._draft(noun, frame, sources, targets, topics, is_presupposed=carrier is None)

    def _carrier(self, noun: int) -> int | None:
        """The verb that only carries the noun (`issued a warning`)."""
        head = self._tree.head(noun)
        if head is None or self._tree.tokens[noun].dep not in {"dobj", "nsubjpass"}:
            return None
        return head if self._tree.tokens[head].lemma in LIGHT_VERBS else None

    # assembling

    def _is_ordered(self, trigger: int) -> bool:
        """`was told to urge`: somebody shall speak, and perhaps has not."""
        is_task = self._tree.tokens[trigger].dep == "xcomp"
        return is_task and bool(self._phrases.lemmas_above(trigger, 1) & _ORDERS)

    def _draft(
        self,
        trigger: int,
        frame: SpeechFrame,
        sources: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        topics: tuple[int, ...],
        *,
        is_presupposed: bool = False,
    ) -> Iterator[Draft]:
        addressed = without_own(targets, sources)
        if (frame.needs_target and not addressed) or (frame.needs_topic and not topics):
            return
        if not sources or not (addressed or topics) or (targets and not addressed):
            return
        span = self._phrases.span(*topics) if topics else None
        yield Draft(
            RelationType.SPEECH_ACT,
            frame.kind,
            sources,
            addressed,
            trigger,
            Modality.HYPOTHETICAL if self._is_ordered(trigger) else None,
            frozenset({trigger}),
            detail=Topic(span) if span else None,
            is_presupposed=is_presupposed,
        )
