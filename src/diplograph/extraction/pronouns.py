"""Whom pronouns stand for: `he`, `its`, `their`, `we`, `who`, `those of`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import Discourse, owner
from diplograph.extraction.fighters import is_linked
from diplograph.model import Actor, ActorClass, ResolvedMention
from diplograph.syntax import Tree

_PERSON = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_SPEAKER = frozenset({"we", "us", "our", "ours", "ourselves", "my"})
_GROUP = frozenset({"they", "them", "their", "themselves", "both", "two"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})


class NounPhrases(Protocol):
    """What is asked of the noun phrases of a sentence."""

    def actors(self, index: int) -> tuple[Actor, ...]:
        """Whom a phrase and those coordinated with it stand for."""

    def all_actors(self, *indexes: int) -> tuple[Actor, ...]:
        """Whom several such phrases stand for."""

    def single(self, index: int) -> tuple[Actor, ...]:
        """Whom a phrase stands for by itself."""

    def before(self, index: int) -> Sequence[ResolvedMention]:
        """The names that stand before a position."""


class Pronouns:
    """Tells whom the pronouns of one sentence stand for.

    Args:
        tree: the sentence's dependency tree.
        phrases: its noun phrases.
        discourse: what was spoken of before.
        voice: whose words the sentence quotes, for `we` and `our`.
    """

    def __init__(self, tree: Tree, phrases: NounPhrases, discourse: Discourse, voice: Actor | None = None) -> None:
        self._tree = tree
        self._phrases = phrases
        self._discourse = discourse
        self._voice = voice

    def find(self, index: int) -> tuple[Actor, ...]:
        """The actors that the pronoun at a position stands for."""
        token = self._tree.tokens[index]
        word = token.text.lower()
        if word in _RELATIVE:
            for above in self._tree.ancestors(index):
                if self._tree.tokens[above].dep in {"relcl", "acl"} and (head := self._tree.head(above)) is not None:
                    is_of_many = self._are_many(above) and len(self._tree.conjuncts(head)) > 1
                    return self._phrases.actors(head) if is_of_many else self._phrases.single(head)
            return ()
        if ahead := self._subject_ahead(index):
            return self._phrases.actors(ahead)
        if (owners := self._owner_before(index)) is not None:
            return self._phrases.all_actors(*owners)
        if word in {"those", "that"} and (owned := self._tree.objects_of(index, "of")):
            return self._phrases.all_actors(*owned)
        if word in _SPEAKER:
            speaker = self._speaker_of(index)
            return (speaker,) if speaker else ()
        if word in _PERSON:
            person = self._earlier_person(index) or self._discourse.person()
            return (person,) if person else self._earlier_official(index)
        if word in _GROUP:
            return self._earlier_group(index) or self._discourse.pair()
        if word in {"it", "its", "itself"}:
            earlier = self._earlier_polity(index)
            return (earlier,) if earlier else ()
        return ()

    def _owner_before(self, index: int) -> tuple[int, ...] | None:
        """Whose the first of two is, and so the second (`X's visit and his meeting with Y`)."""
        noun = self._tree.head(index)
        if self._tree.tokens[index].tag != "PRP$" or noun is None or self._tree.tokens[noun].dep != "conj":
            return None
        owners = self._tree.children(self._tree.first_conjunct(noun), "poss")
        return owners if owners and self._tree.tokens[owners[0]].pos != "PRON" else None

    def _are_many(self, clause: int) -> bool:
        """Whether the verb of a relative clause is plural (`X, Y and Z, which all give`)."""
        auxiliaries = self._tree.children(clause, "aux", "auxpass")
        words = [self._tree.tokens[i] for i in (auxiliaries[:1] or (clause,))]
        return any(word.tag == "VBP" or word.text.lower() in {"were", "have", "are"} for word in words)

    def _subject_ahead(self, index: int) -> int | None:
        """The subject of the clause, when the pronoun stands in a phrase before it (`as part of its efforts, X …`)."""
        verb = self._tree.clause_of(index)
        if self._tree.tokens[index].tag != "PRP$":
            return None
        subjects = self._tree.children(verb, "nsubj", "nsubjpass")
        named = (i for i in subjects if i > index and self._tree.tokens[i].pos != "PRON")
        return next((i for i in named if index not in self._tree.subtree(i)), None)

    def _speaker_of(self, index: int) -> Actor | None:
        """Whose `we` it is: the side of who says the clause, or of whoever the quotation belongs to."""
        for above in self._tree.ancestors(index):
            token = self._tree.tokens[above]
            if token.pos == "VERB" and token.lemma in lexicon.SAY_VERBS:
                found = [a for s in self._tree.children(above, "nsubj") if s != index for a in self._phrases.single(s)]
                if found:
                    return owner(found[0])
        return owner(self._voice) if self._voice else None

    def _earlier_person(self, index: int) -> Actor | None:
        named = [item.link.actor for item in self._phrases.before(index) if item.link]
        persons = [actor for actor in named if actor.actor_class is ActorClass.PERSON]
        subjects = self._clause_subjects(index)
        owners = [own for i in subjects for own in self._tree.children(i, "poss")]
        acting = [a for i in (*subjects, *owners) for a in self._named_person(i)]
        return next(iter([*acting, *reversed(persons)]), None)

    def _earlier_official(self, index: int) -> tuple[Actor, ...]:
        """The side of the official who is the subject, known by an office alone (`India's premier said he`)."""
        officials = (i for i in self._clause_subjects(index) if self._tree.tokens[i].lemma in lexicon.DIPLOMATS)
        return next((self._phrases.single(i) for i in officials if self._tree.tokens[i].tag == "NN"), ())

    def _named_person(self, index: int) -> tuple[Actor, ...]:
        """The person whose name a subject is; pronouns are left to what they stand for."""
        named = self._phrases.single(index) if self._tree.tokens[index].pos != "PRON" else ()
        return tuple(actor for actor in named if actor.actor_class is ActorClass.PERSON)

    def _blamed(self, index: int) -> tuple[Actor, ...]:
        """Whose it is in `cut ties with X over its support`, `criticised X for its support`: the one acted on."""
        for above in self._tree.ancestors(index):
            token = self._tree.tokens[above]
            if token.pos in {"VERB", "AUX"}:
                return ()
            if token.pos == "ADP" and token.lemma in {"over", "for"} and (verb := self._tree.head(above)) is not None:
                affected = self._tree.children(verb, "dobj", "nsubjpass") + self._tree.objects_of(
                    verb, "with", "on", "against", "to"
                )
                affected += tuple(i for obj in affected for i in self._tree.objects_of(obj, "with", "on", "against"))
                named = (self._phrases.actors(i) for i in affected if i < index and index not in self._tree.subtree(i))
                return next((actors for actors in named if actors), ())
        return ()

    def _earlier_polity(self, index: int) -> Actor | None:
        if self._tree.tokens[index].tag == "PRP$" and (blamed := self._blamed(index)):
            return blamed[0]
        for subject in self._clause_subjects(index):
            found = [a for a in self._phrases.single(subject) if a.actor_class is not ActorClass.PERSON]
            if found:
                return found[0]
        items = [i for i in self._phrases.before(index) if i.link and not i.is_modifier and is_linked(i)]
        actors = [i.link.actor for i in items if i.link and i.link.actor.actor_class is not ActorClass.PERSON]
        return actors[0] if actors else None

    def _clause_subjects(self, index: int) -> list[int]:
        own = None if self._tree.tokens[index].tag == "PRP$" else self._tree.clause_of(index)
        clauses = [above for above in self._tree.ancestors(index) if above != own]
        subjects = [s for above in clauses for s in self._tree.children(above, "nsubj", "nsubjpass")]
        return [subject for subject in subjects if subject < index]

    def _earlier_group(self, index: int) -> tuple[Actor, ...]:
        if self._tree.tokens[index].tag == "PRP$" and len(blamed := self._blamed(index)) > 1:
            return blamed
        for subject in self._clause_subjects(index):
            token = self._tree.tokens[subject]
            found = self._phrases.actors(subject) if token.pos != "PRON" else ()
            if len(found) > 1 or (found and token.tag == "NNS" and self._tree.tokens[index].lemma == "they"):
                return found
        return ()
