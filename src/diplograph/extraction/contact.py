"""Who meets whom: verbs of meeting, receiving, visiting and calling, and the nouns of talks and visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import BODIES, owner
from diplograph.extraction.draft import Draft
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType, ResolvedMention

_BETWEEN = ("between", "with", "among")
_OUTSIDERS = frozenset({ActorClass.OUTLET})


_ENVOYS = frozenset(
    {
        "envoy", "delegation", "representative", "emissary", "negotiator", "diplomat", "mission", "minister",
        "official", "delegate",
    }
)  # fmt: skip


class ContactFrames:
    """Finds contacts in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """The contacts that the sentence states, one for each word that states one."""
        for token in self._tree.tokens:
            if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
                yield from self._verb(token.index)
            elif token.pos in {"NOUN", "PROPN"}:
                yield from self._noun(token.index)

    def _verb(self, verb: int) -> Iterator[Draft]:
        lemma = self._tree.tokens[verb].lemma
        if lemma in lexicon.MEET_VERBS:
            yield from self._meet(verb)
        elif lemma in lexicon.CALL_VERBS:
            yield from self._contact(verb, RelationKind.CALL, self._subjects(verb), self._objects(verb))
        elif lemma in lexicon.RECEIVE_VERBS:
            yield from self._receive(verb)
        elif lemma in lexicon.VISIT_VERBS:
            yield from self._visit(verb, self._tree.children(verb, "dobj", "nsubjpass"))
        elif lemma in lexicon.TRAVEL_VERBS:
            yield from self._travel(verb)
        elif lemma in {"send", "dispatch"}:
            yield from self._send(verb)
        elif lemma == "expect":
            yield from self._expected(verb)
        elif lemma == "invite":
            yield from self._invite(verb)
        elif lemma == "shake" and any(self._tree.tokens[i].lemma == "hand" for i in self._tree.children(verb, "dobj")):
            yield from self._contact(
                verb, RelationKind.TALKS, self._subjects(verb), self._tree.objects_of(verb, "with")
            )

    def _subjects(self, verb: int) -> tuple[int, ...]:
        if self._tree.children(verb, "auxpass") and (agents := self._tree.objects_of(verb, "by")):
            return agents
        return self._tree.subjects(verb)

    def _objects(self, verb: int) -> tuple[int, ...]:
        return self._tree.children(verb, "dobj", "nsubjpass") + self._tree.objects_of(verb, "with")

    def _meet(self, verb: int) -> Iterator[Draft]:
        token = self._tree.tokens[verb]
        partners = self._tree.objects_of(verb, *(("with", "to") if token.lemma in lexicon.TALK_TO_VERBS else ("with",)))
        if token.lemma in {"meet", "consult"}:
            partners += self._tree.children(verb, "dobj", "nsubjpass")
        if token.lemma in {"discuss", "negotiate", "talk"} and not partners:
            partners = self._tree.objects_of(verb, "with")
        if token.lemma == "sit" and not any(self._tree.tokens[i].lemma == "down" for i in self._tree.children(verb)):
            return
        kind = RelationKind.CALL if self._by_phone(verb) else RelationKind.TALKS
        if any(self._tree.tokens[i].text.lower() == "visiting" for p in partners for i in self._tree.subtree(p)):
            kind = RelationKind.VISIT
        separate = len(partners) > 1 or any(
            self._tree.tokens[i].lemma == "separately" for i in self._tree.children(verb)
        )
        subjects = self._subjects(verb)
        if separate and partners:
            for partner in partners:
                for conjunct in self._tree.conjuncts(partner) if not len(partners) > 1 else (partner,):
                    yield from self._contact(verb, kind, subjects, (conjunct,), single=len(partners) == 1)
        else:
            yield from self._contact(verb, kind, subjects, partners)

    def _by_phone(self, verb: int) -> bool:
        words = {
            self._tree.tokens[i].lemma
            for child in self._tree.children(verb, "prep", "advmod")
            for i in self._tree.subtree(child)
        }
        return bool(words & {"phone", "telephone", "videoconference", "hotline"})

    def _receive(self, verb: int) -> Iterator[Draft]:
        guests = self._tree.children(verb, "dobj", "nsubjpass")
        hosts = self._subjects(verb)
        persons = [
            actor
            for guest in guests
            for actor in self._denoter.actors(guest)
            if actor.actor_class is ActorClass.PERSON or self._is_diplomat(guest)
        ]
        if not persons or (self._tree.tokens[verb].lemma == "host" and not persons):
            return
        yield from self._contact(verb, RelationKind.VISIT, hosts, guests)

    def _is_diplomat(self, index: int) -> bool:
        return self._tree.tokens[index].lemma in lexicon.DIPLOMATS

    def _visit(self, verb: int, goals: Iterable[int]) -> Iterator[Draft]:
        guests = self._denoter.all_actors(*self._subjects(verb))
        if self._tree.children(verb, "auxpass"):
            guests = self._denoter.all_actors(*self._tree.objects_of(verb, "by"))
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._visit_to(verb, guests, conjunct)

    def _visit_to(self, trigger: int, guests: tuple[Actor, ...], goal: int) -> Iterator[Draft]:
        """A visit of the guests to a place or a host."""
        item = self._denoter.mention(goal)
        hosts = self._denoter.single(goal)
        place_index = None
        if item is not None and item.link is None and item.place is not None:
            hosts, place_index = self._denoter.hosts(goal), goal
        elif (
            item is not None
            and item.link
            and item.link.actor.actor_class in {ActorClass.STATE, ActorClass.DISPUTED_POLITY}
        ):
            place_index = goal
        travellers = tuple(guest for guest in guests if _is_official(guest))
        abroad = tuple(guest for guest in travellers if owner(guest) not in {owner(host) for host in hosts})
        hosts = tuple(host for host in hosts if _is_official(host))
        if len({owner(guest) for guest in abroad}) > 1 and place_index is not None and self._has_purpose(trigger):
            yield self._draft(trigger, RelationKind.TALKS, abroad, {goal}, place_index=place_index)
        elif hosts and abroad:
            yield self._draft(trigger, RelationKind.VISIT, (*abroad, *hosts), {goal}, place_index=place_index)

    def _travel(self, verb: int) -> Iterator[Draft]:
        subjects = self._tree.subjects(verb)
        if not any(self._travels_for(subject) for s in subjects for subject in self._tree.conjuncts(s)):
            return
        preps = ("to", "in", "for") if self._tree.tokens[verb].lemma in {"arrive", "land"} else ("to", "for", "into")
        goals = [goal for goal in self._tree.objects_of(verb, *preps) if self._is_place(goal)]
        if self._tree.tokens[verb].lemma in {
            "go",
            "come",
            "return",
            "head",
            "leave",
            "depart",
        } and not self._has_purpose(verb):
            return
        guests = self._denoter.all_actors(*subjects)
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._visit_to(verb, guests, conjunct)

    def _travels_for(self, index: int) -> bool:
        item = self._denoter.mention(index)
        if item is not None and item.link is not None:
            return item.link.actor.actor_class is ActorClass.PERSON
        return self._is_diplomat(index) or self._tree.tokens[index].pos == "PRON"

    def _is_place(self, index: int) -> bool:
        item = self._denoter.mention(index)
        if item is None:
            return False
        return item.place is not None or bool(item.link and item.link.actor.actor_class is ActorClass.STATE)

    def _has_purpose(self, verb: int) -> bool:
        words = {
            self._tree.tokens[i].lemma
            for child in self._tree.children(verb, "prep", "advcl", "xcomp")
            for i in self._tree.subtree(child)
        }
        return bool(
            words & (lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS | {"meet", "visit", "negotiate", "discuss", "mediate"})
        )

    def _send(self, verb: int) -> Iterator[Draft]:
        """`sent an envoy to X`: a visit by whoever is represented."""
        envoys = [i for i in self._tree.children(verb, "dobj", "nsubjpass") if self._tree.tokens[i].lemma in _ENVOYS]
        for envoy in envoys:
            guests = self._denoter.single(envoy) or self._denoter.all_actors(*self._tree.subjects(verb))
            for goal in self._tree.objects_of(verb, "to"):
                yield from self._visit_to(verb, guests, goal)

    def _expected(self, verb: int) -> Iterator[Draft]:
        """`expected in Kiev`: a visit to come."""
        guests = self._tree.children(verb, "nsubjpass", "nsubj")
        goals = [goal for goal in self._tree.objects_of(verb, "in", "at") if self._is_place(goal)]
        if any(self._travels_for(guest) for guest in guests):
            for goal in goals:
                for draft in self._visit_to(verb, self._denoter.all_actors(*guests), goal):
                    yield replace(draft, modality=Modality.PLANNED)

    def _invite(self, verb: int) -> Iterator[Draft]:
        guests = self._denoter.all_actors(*self._tree.children(verb, "dobj", "nsubjpass"))
        is_passive = bool(self._tree.children(verb, "auxpass"))
        hosts = self._denoter.all_actors(
            *(self._tree.objects_of(verb, "by") if is_passive else self._tree.subjects(verb))
        )
        if guests and hosts:
            hint = Modality.PLANNED if is_passive else Modality.HYPOTHETICAL
            yield self._draft(verb, RelationKind.VISIT, (*guests, *hosts), set(), modality=hint)

    # nouns

    def _noun(self, noun: int) -> Iterator[Draft]:
        token = self._tree.tokens[noun]
        lemma = token.lemma
        if token.dep in {"compound", "amod"} or self._is_name(noun):
            return
        if lemma in lexicon.VISIT_NOUNS:
            yield from self._visit_noun(noun)
        elif lemma in lexicon.CONTACT_NOUNS or (lemma == "call" and self._is_call(noun)):
            yield from self._talks(noun)

    def _is_name(self, noun: int) -> bool:
        item = self._denoter.mention(noun)
        return item is not None and item.link is not None and item.mention.head == noun

    def _is_call(self, noun: int) -> bool:
        modifiers = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "compound", "amod", "nmod")}
        return bool(modifiers & {"phone", "telephone", "video", "conference"})

    def _kind(self, noun: int) -> RelationKind:
        lemma = self._tree.tokens[noun].lemma
        if lemma == "call" or self._is_call(noun):
            return RelationKind.CALL
        if lemma == "summit" or any(
            self._tree.tokens[i].lemma == "summit" for i in self._tree.children(noun, "compound", "nmod")
        ):
            return RelationKind.SUMMIT
        return RelationKind.TALKS

    def _talks(self, noun: int) -> Iterator[Draft]:
        subjects, tokens = self._parties(noun)
        governor = self._tree.head(noun)
        drivers = self._drivers(noun)
        participants = dict.fromkeys((*drivers, *self._denoter.all_actors(*subjects)))
        for clause in self._tree.children(noun, "relcl"):
            if self._tree.tokens[clause].lemma in {"participate", "take", "attend", "join"}:
                participants |= dict.fromkeys(
                    self._denoter.all_actors(*self._tree.children(clause, "nsubj", "nsubjpass"))
                )
        if (
            governor is not None
            and self._tree.tokens[governor].lemma in lexicon.HOST_VERBS
            and len(self._denoter.all_actors(*subjects)) > 1
        ):
            participants = dict.fromkeys(self._denoter.all_actors(*subjects))
        yield from self._assemble(noun, self._kind(noun), tuple(participants), tokens)

    def _parties(self, noun: int) -> tuple[tuple[int, ...], set[int]]:
        """Noun phrases that name the participants: `between A and B`, `with A`, `A's`, `A-B`."""
        found = self._tree.objects_of(noun, *_BETWEEN)
        for child in self._tree.children(noun, "poss", "compound", "nmod", "amod"):
            for conjunct in self._tree.conjuncts(child):
                item = self._denoter.mention(conjunct)
                if item is not None and item.link is not None and self._may_take_part(item):
                    found += (conjunct,)
                elif self._tree.tokens[child].dep == "poss":
                    found += (child,)
        return found, set(found)

    def _may_take_part(self, item: ResolvedMention) -> bool:
        return item.link is not None and item.link.actor.actor_class not in BODIES | _OUTSIDERS

    def _drivers(self, noun: int) -> tuple[Actor, ...]:
        """Those whom the verb makes participants: `A held talks`, `A will take part in talks`, `talks were held by A`."""
        current: int | None = self._tree.head(noun)
        dep = self._tree.tokens[noun].dep
        while current is not None and (
            dep == "conj"
            or self._tree.tokens[current].lemma
            in {
                "round",
                "day",
                "series",
                "week",
                "start",
                "resumption",
                "renewal",
                "end",
                "participation",
                "attendance",
            }
            or self._tree.tokens[current].pos == "ADP"
        ):
            token = self._tree.tokens[current]
            if token.pos == "ADP" and token.lemma not in {
                "in",
                "at",
                "for",
                "to",
                "of",
                "into",
                "during",
                "on",
                "after",
                "from",
            }:
                return ()
            if token.lemma in {"participation", "attendance"}:
                owners = self._tree.children(current, "poss") + self._tree.objects_of(current, "of", "by")
                return self._denoter.all_actors(*owners)
            dep = token.dep
            current = self._tree.head(current)
        if current is None:
            return ()
        verb = self._tree.tokens[current]
        if verb.pos not in {"VERB", "AUX"}:
            return ()
        is_object = self._tree.tokens[noun].dep in {"dobj", "conj", "attr"} or dep in {"dobj", "attr"}
        if is_object and verb.lemma in lexicon.HOLD_VERBS:
            return self._denoter.all_actors(*self._tree.subjects(current), *self._tree.objects_of(current, "with"))
        if not is_object and verb.lemma in lexicon.TAKE_PART_VERBS | lexicon.TRAVEL_VERBS:
            return self._denoter.all_actors(*self._tree.subjects(current), *self._tree.objects_of(current, "with"))
        if self._tree.tokens[noun].dep == "nsubjpass":
            return self._denoter.all_actors(*self._tree.objects_of(current, "by", "with", "between"))
        return ()

    def _visit_noun(self, noun: int) -> Iterator[Draft]:
        goals = self._tree.objects_of(noun, "to")
        guests = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "by", "of")
        actors = self._denoter.all_actors(*guests)
        for child in self._tree.children(noun, "amod", "compound"):
            item = self._denoter.mention(child)
            if item is not None and item.link is not None and not actors:
                actors = (item.link.actor,)
        if not actors:
            actors = self._visit_driver(noun)
        if not goals and (governor := self._tree.head(noun)) is not None:
            goals = tuple(g for g in self._tree.objects_of(governor, "to") if self._is_place(g))
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._visit_to(noun, actors, conjunct)

    def _visit_driver(self, noun: int) -> tuple[Actor, ...]:
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos == "VERB":
                return (
                    self._denoter.all_actors(*self._tree.subjects(above))
                    if token.lemma not in lexicon.SAY_VERBS
                    else ()
                )
            if token.pos not in {"ADP", "NOUN"}:
                return ()
        return ()

    # assembling

    def _contact(
        self,
        trigger: int,
        kind: RelationKind,
        subjects: tuple[int, ...],
        partners: tuple[int, ...],
        *,
        single: bool = False,
    ) -> Iterator[Draft]:
        others = (
            tuple(dict.fromkeys(a for p in partners for a in self._denoter.single(p)))
            if single
            else self._denoter.all_actors(*partners)
        )
        if partners and not others:
            return
        yield from self._assemble(
            trigger, kind, (*self._denoter.all_actors(*subjects), *others), {*subjects, *partners}
        )

    def _assemble(
        self, trigger: int, kind: RelationKind, actors: tuple[Actor, ...], tokens: set[int]
    ) -> Iterator[Draft]:
        participants = tuple(dict.fromkeys(actor for actor in actors if _is_official(actor)))
        if len({owner(actor) for actor in participants}) > 1:
            yield self._draft(trigger, kind, participants, tokens)

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        participants: tuple[Actor, ...],
        tokens: set[int],
        *,
        place_index: int | None = None,
        modality: Modality | None = None,
    ) -> Draft:
        return Draft(
            RelationType.MEETS,
            kind,
            tuple(dict.fromkeys(participants)),
            (),
            trigger,
            modality=modality,
            tokens=frozenset({trigger, *tokens}),
            place_index=place_index,
        )


def _is_official(actor: Actor) -> bool:
    """Whether an actor can meet on somebody's behalf: not a journalist's outlet, nor a person of whom nothing is known."""
    if actor.actor_class is ActorClass.PERSON:
        return actor.key is not None or actor.of is not None
    return actor.actor_class not in _OUTSIDERS
