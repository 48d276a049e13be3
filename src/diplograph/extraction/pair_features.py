"""Features of two actors and a word that may relate them, for the learned reader of pairs.

Where frames demand that every argument hangs where the grammar says, a pair only has to look like the pairs that were
annotated: the features name the way through the tree, the words between and the sort of actors, never an actor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.encounters import is_official
from diplograph.extraction.pair_triggers import Trigger, find_triggers
from diplograph.model import Actor, ActorClass, RelationType

_PATH = 4
_STEPS = (1, 2, 4, 7, 12, 20)
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that stands for actors.

    Attributes:
        index: position of its head.
        actors: whom it stands for.
        sort: how it names them (`name`, `adjective`, `description`, `pronoun`, `place`).
    """

    index: int
    actors: tuple[Actor, ...]
    sort: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors of one sentence and a word that may relate them.

    Attributes:
        trigger: the word.
        first, second: the actors; for meetings in the order of the text, else who acts and who is acted on.
        phrases: positions of the heads of their phrases.
        features: what is known of the pair.
        has_place: whether one of the two is only named as a place (`in Riga`).
    """

    trigger: Trigger
    first: Actor
    second: Actor
    phrases: tuple[int, int]
    features: tuple[str, ...]
    has_place: bool = False


class PairFinder:
    """Lists the pairs of one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The noun phrases that stand for actors that can act."""
        found = (self._phrase(token.index) for token in self._tree.tokens)
        return tuple(phrase for phrase in found if phrase is not None)

    def find(self, type_: RelationType) -> Iterator[Pair]:
        """All pairs of different sides with every trigger of a family; ordered both ways where it matters who acts."""
        for trigger in find_triggers(self._tree):
            if trigger.type is not type_:
                continue
            near = [(phrase, self._of_phrase(trigger, phrase)) for phrase in self.phrases]
            for position, (left, left_features) in enumerate(near):
                for right, right_features in near[position:]:
                    between = self._of_both(trigger, left, right)
                    for first, second in _sides(left, right):
                        yield from self._pairs(
                            trigger, (first, second), (left, right), (left_features, right_features, between)
                        )

    def _pairs(
        self,
        trigger: Trigger,
        actors: tuple[Actor, Actor],
        phrases: tuple[Phrase, Phrase],
        features: tuple[list[str], list[str], list[str]],
    ) -> Iterator[Pair]:
        left, right, between = features
        manner = trigger.manner
        names = [f"both:{name}" for name in between] + [f"{manner}:{name}" for name in between]
        if trigger.type is RelationType.MEETS:
            each = [f"side:{name}" for name in (*left, *right)] + [f"{manner}:{name}" for name in (*left, *right)]
            heads = (phrases[0].index, phrases[1].index)
            yield Pair(trigger, *actors, heads, (*names, *each), "place" in {phrases[0].sort, phrases[1].sort})
            return
        for order, (one, other), heads in (
            ("forth", (left, right), (phrases[0].index, phrases[1].index)),
            ("back", (right, left), (phrases[1].index, phrases[0].index)),
        ):
            each = [f"actor:{name}" for name in one] + [f"target:{name}" for name in other]
            each += [f"{manner}:actor:{name}" for name in one] + [f"{manner}:target:{name}" for name in other]
            first, second = actors if order == "forth" else actors[::-1]
            yield Pair(trigger, first, second, heads, (*names, *each, f"order:{order}", f"{manner}:order:{order}"))

    # phrases

    def _phrase(self, index: int) -> Phrase | None:
        token = self._tree.tokens[index]
        item = self._denoter.mention(index)
        if item is not None and item.mention.head != index:
            return None
        if item is not None and item.link is not None:
            if not item.is_modifier:
                return self._made(index, self._denoter.single(index), "name")
            if token.dep == "npadvmod":  # the backer in `Iranian-backed militants` takes no part in what they do
                return None
            head = self._tree.head(index)
            covered = self._denoter.single(head) if head is not None else ()
            return None if item.link.actor in covered else self._made(index, (item.link.actor,), "adjective")
        if item is not None and item.place is not None:
            return self._made(index, self._denoter.hosts(index) or self._denoter.polity_of(index), "place")
        if token.pos == "PRON":
            return self._made(index, self._denoter.single(index), "pronoun")
        if token.pos in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return self._made(index, self._denoter.single(index), "description")
        return None

    def _made(self, index: int, actors: tuple[Actor, ...], sort: str) -> Phrase | None:
        able = tuple(actor for actor in actors if is_official(actor))
        return Phrase(index, able, sort) if able else None

    # features

    def _of_phrase(self, trigger: Trigger, phrase: Phrase) -> list[str]:
        tree, at = self._tree, phrase.index
        token = tree.tokens[at]
        path = self._path(trigger.index, at)
        first = tree.first_conjunct(at)
        found = [
            f"sort={phrase.sort}",
            f"dep={token.dep}",
            f"path={path}",
            f"path1={self._path(trigger.index, first)}" if first != at else "path1=same",
            f"before={self._word_before(at)}",
            f"class={_class_of(phrase.actors[0])}",
            f"{'left' if at < trigger.index else 'right'}={_bucket(abs(at - trigger.index))}",
        ]
        if at in tree.subjects(trigger.index) or first in tree.subjects(trigger.index):
            found.append("subject")
        clause = tree.clause_of(trigger.index)
        if first in tree.children(clause, "nsubj", "nsubjpass"):
            found.append("clause-subject")
        if self._crosses_clause(trigger.index, at):
            found.append("other-clause")
        if self._is_root_subject(first):
            found.append("root-subject")
        if token.dep in {"compound", "amod", "nmod", "poss"}:
            found.append(f"modifies={'trigger' if token.head == trigger.index else 'noun'}")
            if token.head != trigger.index:
                found.append(f"headpath={self._path(trigger.index, token.head)}")
        return found

    def _of_both(self, trigger: Trigger, left: Phrase, right: Phrase) -> list[str]:
        tree = self._tree
        token = tree.tokens[trigger.index]
        found = [
            "bias",
            f"lemma={token.lemma}",
            f"dep={token.dep}",
            f"gap={_bucket(right.index - left.index)}",
            f"phrases={min(len(self.phrases), 7)}",
            f"between={sum(left.index < p.index < right.index for p in self.phrases)}",
        ]
        if trigger.index < left.index:
            found.append("trigger-first")
        elif trigger.index > right.index:
            found.append("trigger-last")
        else:
            found.append("trigger-inside")
        if left.index == right.index:
            found.append("one-phrase")
        elif right.index in tree.conjuncts(tree.first_conjunct(left.index)):
            found.append("listed")
        words = {t.lemma for t in tree.tokens[left.index + 1 : right.index]}
        found += [f"has={word}" for word in _LINKING if word in words]
        if any(t.pos == "VERB" for t in tree.tokens[left.index + 1 : right.index]):
            found.append("verb-between")
        around = {tree.tokens[i].lemma for i in tree.children(trigger.index, "amod", "compound", "nmod")}
        found += [f"with={word}" for word in sorted(around & _TELLING)]
        head = tree.head(trigger.index)
        if head is not None:
            found.append(
                f"under={tree.tokens[head].lemma if tree.tokens[head].lemma in _GOVERNING else tree.tokens[head].pos}"
            )
        found += sorted(self._cues(trigger.index))
        if len({left.actors[0].actor_class, right.actors[0].actor_class}) == 1:
            found.append("same-class")
        return found

    def _cues(self, index: int) -> set[str]:
        """What the words above the trigger say of how real it is."""
        above = [index, *self._tree.ancestors(index)][:_REACH]
        lemmas = {self._tree.tokens[i].lemma for i in above}
        found = {f"cue={name}" for name, words in _CUES.items() if lemmas & words}
        if any(map(self._tree.is_negated, above)):
            found.add("cue=negated")
        auxiliaries = {self._tree.tokens[i].text.lower() for v in above for i in self._tree.children(v, "aux", "mark")}
        return found | {f"cue={word}" for word in auxiliaries & _MARKS}

    def _path(self, start: int, end: int) -> str:
        if start == end:
            return "self"
        up = [start, *self._tree.ancestors(start)]
        down = [end, *self._tree.ancestors(end)]
        top = next((i for i in up if i in down), None)
        if top is None:
            return "none"
        rise = [f"<{self._tree.tokens[i].dep}" for i in up[: up.index(top)]]
        fall = [f">{self._label(i)}" for i in reversed(down[: down.index(top)])]
        steps = [*rise, *fall]
        return "".join(steps) if len(steps) <= _PATH else f"long{min(len(steps), 8)}"

    def _label(self, index: int) -> str:
        token = self._tree.tokens[index]
        return (
            f"{token.dep}_{token.lemma}"
            if token.dep in {"prep", "agent", "dative"} and token.pos == "ADP"
            else token.dep
        )

    def _word_before(self, index: int) -> str:
        left = min(i for i in self._tree.subtree(index) if i <= index)
        if left == 0:
            return "start"
        token = self._tree.tokens[left - 1]
        return token.lemma if token.pos in {"ADP", "CCONJ", "PUNCT", "SCONJ"} else token.pos

    def _crosses_clause(self, trigger: int, index: int) -> bool:
        clause = self._tree.clause_of(trigger)
        for above in (index, *self._tree.ancestors(index)):
            if above == clause:
                return False
            if self._tree.tokens[above].dep in _CLAUSES and above not in {trigger}:
                return trigger not in set(self._tree.subtree(above))
        return True

    def _is_root_subject(self, index: int) -> bool:
        token = self._tree.tokens[index]
        head = self._tree.tokens[token.head]
        return token.dep in {"nsubj", "nsubjpass"} and head.dep == "ROOT"


_TELLING = frozenset(
    lexicon.MILITARY_MODIFIERS
    | lexicon.HUMANITARIAN_MODIFIERS
    | lexicon.ECONOMIC_MODIFIERS
    | {"peace", "phone", "telephone", "bilateral", "direct", "news", "press", "cabinet", "election", "nuclear"}
)
_CUES = {
    "denial": lexicon.DENY_VERBS,
    "wish": lexicon.HYPOTHETICAL_VERBS | lexicon.CALL_FOR_NOUNS | lexicon.HYPOTHETICAL_WORDS,
    "plan": lexicon.PLANNED_VERBS | lexicon.PLANNED_WORDS,
}
_MARKS = frozenset({"will", "would", "could", "may", "might", "should", "if", "must"})
_REACH = 4
_LINKING = ("and", "with", "between", "to", "from", "of", "for", "by", ",", ";", "against", "after", "over")
_GOVERNING = frozenset(lexicon.HOLD_VERBS | lexicon.GIVE_VERBS | lexicon.TAKE_PART_VERBS | lexicon.SAY_VERBS)


def _sides(left: Phrase, right: Phrase) -> Iterator[tuple[Actor, Actor]]:
    if left.index == right.index:
        for position, actor in enumerate(left.actors):
            yield from ((actor, other) for other in left.actors[position + 1 :] if owner(actor) != owner(other))
        return
    for actor in left.actors:
        yield from ((actor, other) for other in right.actors if owner(actor) != owner(other))


def _class_of(actor: Actor) -> str:
    if actor.actor_class is ActorClass.PERSON:
        return "person" if actor.key else "unknown-person"
    return actor.actor_class.value


def _bucket(distance: int) -> int:
    return next((step for step in _STEPS if distance <= step), 99)
