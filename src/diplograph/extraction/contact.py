"""Who meets whom: verbs of meeting, receiving, visiting, calling, sending and inviting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from diplograph.extraction import lexicon
from diplograph.extraction.attendance import attendants
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import Encounters
from diplograph.model import ActorClass, Modality, RelationKind

_ENVOYS = frozenset(
    {
        "envoy", "delegation", "representative", "emissary", "negotiator", "diplomat", "mission", "minister",
        "official", "delegate",
    }
)  # fmt: skip


_COMING = (
    lexicon.TAKE_PART_VERBS | lexicon.MEET_VERBS | lexicon.VISIT_VERBS | {"hold", "send", "start", "begin", "resume"}
)
"""What one is invited to do when an invitation is one to meet."""
_AUDIENCES = frozenset(
    {
        "rally", "conference", "ceremony", "funeral", "forum", "event", "march", "assembly", "parliament", "gathering",
        "memorial", "demonstration", "hearing", "audience", "crowd", "reporter", "journalist", "congress", "convention",
        "celebration", "service", "briefing", "camera", "press", "mass", "student", "university", "seminar", "debate",
    }
)  # fmt: skip
"""Before whom one speaks in public."""
_AIMS_OF_CALLS = frozenset({"discuss", "congratulate", "express", "thank", "convey", "talk", "offer", "inform"})
"""What one telephones somebody to do (`called X to discuss`)."""
_BUSINESS = frozenset(
    {"ask", "seek", "request", "sign", "hold", "press", "urge", "brief", "lobby", "attend", "plead", "help"}
)
"""What an official who is abroad is there to do (`was in X to ask for`)."""
_CARRYING = frozenset({"fly", "land", "return"})
"""Verbs of travel that one may do to somebody else (`fly troops to X`)."""


class ContactVerbs:
    """Finds the contacts that the verbs of one sentence state.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._encounters = Encounters(denoter)

    def find(self) -> Iterator[Draft]:
        """One draft or more for each verb that states a contact."""
        yield from self._opening()
        for token in self._tree.tokens:
            if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
                yield from self._verb(token.index)

    def _opening(self) -> Iterator[Draft]:
        """`Meeting President X in Y, President Z asked`, where the parser takes the participle for a part of X."""
        first = self._tree.tokens[0]
        if first.text.lower() != "meeting" or first.dep not in {"compound", "amod"}:
            return
        partner = next((i for i in self._tree.ancestors(0) if self._tree.tokens[i].dep != "compound"), 0)
        verb = self._tree.head(partner)
        if verb is None or self._tree.tokens[partner].dep != "nsubj":
            return
        subjects = tuple(i for i in self._tree.children(verb, "nsubj") if i > partner)
        if subjects:
            yield from self._encounters.contact(0, RelationKind.TALKS, subjects, (partner,))

    def _verb(self, verb: int) -> Iterator[Draft]:
        lemma = self._tree.tokens[verb].lemma
        read = next((read for words, read in self._readers if lemma in words), None)
        if read is not None:
            yield from read(verb)

    @cached_property
    def _readers(self) -> tuple[tuple[frozenset[str], Callable[[int], Iterator[Draft]]], ...]:
        """How the verbs of each group take their arguments."""
        return (
            (lexicon.MEET_VERBS, self._meet),
            (lexicon.CALL_VERBS, self._call),
            (frozenset({"exchange", "swap"}), self._exchange),
            (lexicon.RECEIVE_VERBS, self._receive),
            (lexicon.VISIT_VERBS, lambda verb: self._visit(verb, self._tree.children(verb, "dobj", "nsubjpass"))),
            (lexicon.TRAVEL_VERBS, self._travel),
            (frozenset({"send", "dispatch"}), self._send),
            (frozenset({"expect"}), self._expected),
            (frozenset({"be"}), self._be),
            (frozenset({"see"}), self._see),
            (frozenset({"invite"}), self._invite),
            (frozenset({"shake"}), self._shake_hands),
        )

    def _exchange(self, verb: int) -> Iterator[Draft]:
        if self._has_object(verb, {"view", "idea", "opinion"}):
            partners = self._tree.objects_of(verb, "with")
            yield from self._encounters.contact(verb, RelationKind.TALKS, self._subjects(verb), partners)

    def _shake_hands(self, verb: int) -> Iterator[Draft]:
        if self._has_object(verb, {"hand"}):
            partners = self._tree.objects_of(verb, "with")
            yield from self._encounters.contact(verb, RelationKind.TALKS, self._subjects(verb), partners)

    def _subjects(self, verb: int) -> tuple[int, ...]:
        if self._tree.children(verb, "auxpass") and (agents := self._tree.objects_of(verb, "by")):
            return agents
        return self._tree.subjects(verb)

    def _has_object(self, verb: int, lemmas: set[str]) -> bool:
        return any(self._tree.tokens[i].lemma in lemmas for i in self._tree.children(verb, "dobj"))

    def _call(self, verb: int) -> Iterator[Draft]:
        """`telephoned X`; `call` calls many things, so that only a person may be called, and for nothing else."""
        partners = self._objects(verb)
        if self._tree.tokens[verb].lemma in {"call", "ring"}:
            partners = (*partners, *self._tree.children(verb, "oprd"))
            is_else = self._is_called_else(verb)
            persons = (a for p in partners for a in self._denoter.single(p) if self._is_named(p))
            if (is_else and not self._encounters.is_by_line(verb)) or not any(
                a.actor_class is ActorClass.PERSON for a in persons
            ):
                return
        callers = self._denoter.all_actors(*self._subjects(verb))
        yield from self._encounters.each(verb, RelationKind.CALL, callers, partners)

    def _is_called_else(self, verb: int) -> bool:
        """Whether `call` names, asks for or calls off something, and no telephone rings (`called up X to discuss`)."""
        particles = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "prt")}
        aims = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "xcomp", "ccomp")}
        return bool(particles - {"up"} or aims - _AIMS_OF_CALLS or self._tree.objects_of(verb, "for", "on"))

    def _is_named(self, index: int) -> bool:
        item = self._denoter.mention(index)
        return item is not None and item.link is not None

    def _objects(self, verb: int) -> tuple[int, ...]:
        return self._tree.children(verb, "dobj", "nsubjpass") + self._tree.objects_of(verb, "with")

    def _meet(self, verb: int) -> Iterator[Draft]:
        token = self._tree.tokens[verb]
        partners = self._tree.objects_of(verb, *(("with", "to") if token.lemma in lexicon.TALK_TO_VERBS else ("with",)))
        if token.lemma in {"meet", "consult"}:
            partners += self._tree.children(verb, "dobj", "nsubjpass")
        if token.lemma in {"discuss", "negotiate", "talk"} and not partners:
            partners = self._tree.objects_of(verb, "with")
        partners = self._without_attendants(verb, partners)
        if any(self._tree.tokens[i].lemma in lexicon.ORGANS and not self._denoter.single(i) for i in partners):
            partners += self._tree.objects_of(verb, "from")
        if self._is_for_others(verb) or (not partners and self._addresses_public(verb)):
            return
        if token.lemma == "sit" and not any(self._tree.tokens[i].lemma == "down" for i in self._tree.children(verb)):
            return
        kind = RelationKind.CALL if self._encounters.is_by_line(verb) else RelationKind.TALKS
        if any(self._tree.tokens[i].text.lower() == "visiting" for p in partners for i in self._tree.subtree(p)):
            kind = RelationKind.VISIT
        separate = (
            len(partners) > 1
            or any(map(self._tree.is_set_apart, partners))
            or any(self._tree.tokens[i].lemma == "separately" for i in self._tree.children(verb))
            or kind is RelationKind.CALL
        )
        subjects = self._whole_group(self._subjects(verb)) if not partners else self._subjects(verb)
        if separate and partners:
            for partner in partners:
                for conjunct in self._tree.conjuncts(partner) if not len(partners) > 1 else (partner,):
                    yield from self._encounters.contact(verb, kind, subjects, (conjunct,), single=len(partners) == 1)
        else:
            yield from self._encounters.contact(verb, kind, subjects, partners)

    def _without_attendants(self, verb: int, partners: tuple[int, ...]) -> tuple[int, ...]:
        """The partners without those whose part is to mediate, preside or watch."""
        third = {one for one, _ in attendants(self._tree, verb)}
        return tuple(partner for partner in partners if partner not in third)

    def _is_for_others(self, verb: int) -> bool:
        """`helped to negotiate a truce`, `negotiated an accord between X and Y`: who does so need not meet."""
        deals = self._tree.children(verb, "dobj")
        above = self._tree.head(verb)
        is_helping = above is not None and self._tree.tokens[above].lemma == "help"
        return bool(deals) and (is_helping or any(self._tree.objects_of(i, "between", "among") for i in deals))

    def _addresses_public(self, verb: int) -> bool:
        """`spoke at a rally`, `talked to reporters`: several who speak there speak to others than each other."""
        if self._tree.tokens[verb].lemma not in lexicon.TALK_TO_VERBS:
            return False
        there = self._tree.objects_of(verb, "at", "before", "to")
        return any(self._tree.tokens[i].lemma in _AUDIENCES for i in there)

    def _whole_group(self, subjects: tuple[int, ...]) -> tuple[int, ...]:
        """`X and Y, who met in Z`: the relative pronoun stands for all of them."""
        found = []
        for subject in subjects:
            clause = self._tree.clause_of(subject)
            head = self._tree.head(clause) if self._tree.tokens[subject].tag == "WP" else subject
            is_relative = head is not None and head != subject and self._tree.tokens[clause].dep == "relcl"
            found.append(self._tree.first_conjunct(head) if is_relative and head is not None else subject)
        return tuple(found)

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
        yield from self._encounters.contact(verb, RelationKind.VISIT, hosts, guests)

    def _is_diplomat(self, index: int) -> bool:
        return self._tree.tokens[index].lemma in lexicon.DIPLOMATS

    def _visit(self, verb: int, goals: Iterable[int]) -> Iterator[Draft]:
        guests = self._denoter.all_actors(*self._subjects(verb))
        if self._tree.children(verb, "auxpass"):
            guests = self._denoter.all_actors(*self._tree.objects_of(verb, "by"))
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._encounters.visit_to(verb, guests, conjunct)

    def _travel(self, verb: int) -> Iterator[Draft]:
        if self._tree.tokens[verb].lemma in _CARRYING and self._tree.children(verb, "auxpass"):
            return
        subjects = self._travellers(verb)
        if not any(self._travels_for(subject) for s in subjects for subject in self._tree.conjuncts(s)):
            return
        preps = ("to", "in", "for") if self._tree.tokens[verb].lemma in {"arrive", "land"} else ("to", "for", "into")
        goals = [goal for goal in self._tree.objects_of(verb, *preps) if self._encounters.is_place(goal)]
        if self._tree.tokens[verb].lemma in {
            "go",
            "come",
            "return",
            "head",
            "leave",
            "depart",
        } and not (self._encounters.has_purpose(verb) or self._leaves_for(verb)):
            return
        guests = self._denoter.all_actors(*subjects)
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._encounters.visit_to(verb, guests, conjunct)

    def _travellers(self, verb: int) -> tuple[int, ...]:
        """Who is on the way: the object of what one does with others (`flew the envoy to X`), else the subject."""
        carried = self._tree.children(verb, "dobj") if self._tree.tokens[verb].lemma in _CARRYING else ()
        return carried or self._tree.subjects(verb)

    def _leaves_for(self, verb: int) -> bool:
        return self._tree.tokens[verb].lemma in {"leave", "depart"} and bool(self._tree.objects_of(verb, "for"))

    def _travels_for(self, index: int) -> bool:
        item = self._denoter.mention(index)
        if item is not None and item.link is not None:
            after = self._tree.tokens[item.mention.end : item.mention.end + 1]
            is_team = any(token.lemma in _ENVOYS | {"team"} for token in after)
            return item.link.actor.actor_class is ActorClass.PERSON or is_team
        if self._tree.tokens[index].tag in {"WDT", "WP"}:
            clause = self._tree.clause_of(index)
            head = self._tree.head(clause) if self._tree.tokens[clause].dep == "relcl" else None
            return head is not None and head != index and self._travels_for(head)
        return self._is_diplomat(index) or self._tree.tokens[index].pos == "PRON"

    def _send(self, verb: int) -> Iterator[Draft]:
        """`sent an envoy to X`: a visit by whoever is represented."""
        envoys = [i for i in self._tree.children(verb, "dobj", "nsubjpass") if self._tree.tokens[i].lemma in _ENVOYS]
        for envoy in envoys:
            guests = self._denoter.single(envoy) or self._denoter.all_actors(*self._tree.subjects(verb))
            for goal in self._tree.objects_of(verb, "to"):
                yield from self._encounters.visit_to(verb, guests, goal)

    def _expected(self, verb: int) -> Iterator[Draft]:
        """`expected in Kiev`: a visit to come."""
        guests = self._tree.children(verb, "nsubjpass", "nsubj")
        goals = [goal for goal in self._tree.objects_of(verb, "in", "at") if self._encounters.is_place(goal)]
        if any(self._travels_for(guest) for guest in guests):
            for goal in goals:
                for draft in self._encounters.visit_to(verb, self._denoter.all_actors(*guests), goal):
                    yield replace(draft, modality=Modality.PLANNED)

    def _be(self, verb: int) -> Iterator[Draft]:
        """`is due in Ankara`: a visit to come; `is in Ankara to negotiate`, `is in Ankara for talks`: one now."""
        words = [i for i in self._tree.children(verb, "acomp") if self._tree.tokens[i].lemma == "due"]
        guests = self._tree.children(verb, "nsubj")
        if not (words or self._stays_to_talk(verb)) or not any(map(self._travels_for, guests)):
            return
        goals = [g for i in (*words, verb) for g in self._tree.objects_of(i, "in") if self._encounters.is_place(g)]
        for goal in goals:
            for draft in self._encounters.visit_to(verb, self._denoter.all_actors(*guests), goal):
                yield replace(draft, modality=Modality.PLANNED) if words else draft

    def _stays_to_talk(self, verb: int) -> bool:
        """Whether somebody is somewhere to talk there."""
        aims = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "advcl", "xcomp")}
        nouns = {self._tree.tokens[i].lemma for i in self._tree.objects_of(verb, "for", "on")}
        return bool(aims & (lexicon.MEET_VERBS | _BUSINESS) or nouns & (lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS))

    def _see(self, verb: int) -> Iterator[Draft]:
        """`refused to see the envoy`, `agreed to see the minister`; whoever just sees somebody meets nobody."""
        if self._tree.tokens[verb].dep != "xcomp":
            return
        partners = [i for i in self._tree.children(verb, "dobj") if self._travels_for(i)]
        if partners:
            yield from self._encounters.contact(verb, RelationKind.TALKS, self._subjects(verb), tuple(partners))

    def _invite(self, verb: int) -> Iterator[Draft]:
        asked = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "xcomp", "ccomp", "advcl")}
        if asked and not asked & _COMING:
            return
        guests = self._denoter.all_actors(*self._tree.children(verb, "dobj", "nsubjpass"))
        is_passive = bool(self._tree.children(verb, "auxpass"))
        hosts = self._denoter.all_actors(
            *(self._tree.objects_of(verb, "by") if is_passive else self._tree.subjects(verb))
        )
        if guests and hosts:
            hint = Modality.PLANNED if is_passive else Modality.HYPOTHETICAL
            yield self._encounters.draft(verb, RelationKind.VISIT, (*guests, *hosts), set(), modality=hint)
