"""Who meets whom: the nouns of talks, summits, calls and visits."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.attendance import attendants, involved_in
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import BODIES, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import Encounters
from diplograph.model import Actor, ActorClass, RelationKind, ResolvedMention

_BETWEEN = ("between", "with", "among", "of")
"""Prepositions before those who talk."""
_STAGES = frozenset(
    {"round", "day", "series", "week", "start", "resumption", "renewal", "end", "participation", "attendance"}
)
"""What stands before `of talks` and is held with them."""
_BODIES_IN_SESSION = frozenset({"commission", "committee", "council", "assembly", "group", "consultation", "body"})
"""What meets or sits as such (`a session of the joint commission`)."""
_APART = frozenset({"separate", "bilateral", "individual"})
"""Adjectives of talks with each of several in turn."""
_HOSTING = frozenset({"cancel", "postpone", "await", "welcome", "prepare", "refuse", "reject", "delay", "host", "call"})
"""Verbs whose subject would have been or is the host of a visit that is their object."""
_TAKING_CALLS = frozenset({"take", "receive", "get", "accept", "make", "place", "initiate", "hold", "have", "return"})
"""Verbs whose subject is at one end of a call that is their object."""
_JOINING = frozenset({"participate", "take", "attend", "join"})
"""Verbs whose subject takes part in what stands below."""
_STOPS = frozenset({"stop", "stopover"})
"""Visits on the way."""
_OCCASIONS = frozenset({"in", "during", "after", "following", "follow", "at", "before"})
"""Prepositions before talks at which the subject does something, and so is there."""
_TAKING_PART = frozenset({"in", "at", "for", "to", "of", "into", "during", "on", "after", "from"})
"""Prepositions by which a noun phrase with a party hangs on talks (`the delegates to the talks`)."""


class ContactNouns:
    """Finds the contacts that the nouns of one sentence state.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._encounters = Encounters(denoter)

    def find(self) -> Iterator[Draft]:
        """One draft or more for each noun that states a contact."""
        for token in self._tree.tokens:
            if token.pos in {"NOUN", "PROPN"}:
                yield from self._noun(token.index)

    def _noun(self, noun: int) -> Iterator[Draft]:
        token = self._tree.tokens[noun]
        lemma = token.lemma
        if token.dep in {"compound", "amod"} or self._is_name(noun) or self._is_round_of_else(noun):
            return
        if lemma in lexicon.VISIT_NOUNS:
            yield from self._visit_noun(noun)
        elif lemma in _STOPS:
            yield from self._stop(noun)
        elif lemma in lexicon.CONTACT_NOUNS or (lemma == "call" and self._is_call(noun)):
            yield from self._talks(noun)

    def _is_round_of_else(self, noun: int) -> bool:
        """`a round of manoeuvres`, `a series of sessions on`: only rounds of talks are talks."""
        contents = self._tree.objects_of(noun, "of") if self._tree.tokens[noun].lemma in {"round", "session"} else ()
        words = {self._tree.tokens[i].lemma for i in contents if not self._denoter.actors(i)}
        return bool(words) and not words & (lexicon.CONTACT_NOUNS | lexicon.PROCESS_NOUNS | _BODIES_IN_SESSION)

    def _is_name(self, noun: int) -> bool:
        item = self._denoter.mention(noun)
        return item is not None and item.link is not None and item.mention.head == noun

    def _is_call(self, noun: int) -> bool:
        modifiers = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "compound", "amod", "nmod")}
        return bool(modifiers & {"phone", "telephone", "video", "conference"}) or self._is_taken(noun)

    def _is_taken(self, noun: int) -> bool:
        """Whether a call to or from a person is made or taken (`initiated the call to President X`)."""
        verb = self._tree.head(noun)
        is_call = self._tree.tokens[noun].lemma == "call" and self._tree.tokens[noun].dep in {"dobj", "nsubjpass"}
        if verb is None or not is_call:
            return False
        partners = self._denoter.all_actors(*self._tree.objects_of(noun, "to", "from", "with"))
        is_appeal = bool(self._tree.children(noun, "acl", "relcl")) or bool(self._tree.children(verb, "xcomp"))
        is_person = any(actor.actor_class is ActorClass.PERSON for actor in partners)
        return self._tree.tokens[verb].lemma in _TAKING_CALLS and is_person and not is_appeal

    def _kind(self, noun: int) -> RelationKind:
        lemma = self._tree.tokens[noun].lemma
        if lemma == "call" or self._is_call(noun):
            return RelationKind.CALL
        before = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "compound", "nmod", "amod")}
        is_conference = lemma == "conference" and not before & {"news", "press", "media", "joint"}
        if lemma == "summit" or is_conference or before & lexicon.SUMMIT_NOUNS:
            return RelationKind.SUMMIT
        return RelationKind.TALKS

    def _talks(self, noun: int) -> Iterator[Draft]:
        subjects, tokens = self._parties(noun)
        governor = self._tree.head(noun)
        drivers = self._drivers(noun) or self._group_before(noun)
        participants = dict.fromkeys((*drivers, *self._denoter.all_actors(*subjects)))
        if len(participants) == 1 and self._is_named_after(noun):
            return
        for clause in self._tree.children(noun, "relcl", "acl"):
            if self._tree.tokens[clause].lemma in _JOINING | lexicon.HOLD_VERBS and not self._is_subject_gap(clause):
                joined = self._tree.children(clause, "nsubj", "nsubjpass") + self._tree.objects_of(clause, "with", "by")
                participants |= dict.fromkeys(self._denoter.all_actors(*joined))
        if (
            governor is not None
            and self._tree.tokens[governor].lemma in lexicon.HOST_VERBS
            and len(self._denoter.all_actors(*subjects)) > 1
        ):
            participants = dict.fromkeys(self._denoter.all_actors(*subjects))
        sides = self._denoter.all_actors(*self._tree.objects_of(noun, "between"))
        if len({owner(side) for side in sides}) > 1:
            participants = dict.fromkeys(sides)
        partners = self._tree.objects_of(noun, "with")
        if not drivers and subjects and set(subjects) <= set(partners):
            return
        if drivers and partners and (self._are_separate(noun) or any(map(self._tree.is_set_apart, partners))):
            yield from self._encounters.each(noun, self._kind(noun), drivers, partners)
        elif drivers and governor is not None and self._are_separate(noun):
            subjects = self._tree.subjects(governor)
            others = tuple(i for i in self._tree.objects_of(governor, "with") if i not in subjects)
            hosts = self._denoter.all_actors(*subjects)
            yield from self._encounters.each(noun, self._kind(noun), hosts, others)
        else:
            yield from self._encounters.assemble(noun, self._kind(noun), tuple(participants), tokens)

    def _are_separate(self, noun: int) -> bool:
        return any(self._tree.tokens[i].lemma in _APART for i in self._tree.children(noun, "amod"))

    def _is_subject_gap(self, clause: int) -> bool:
        """Whether the relative pronoun is the subject (`talks which began`), so that nobody is said to hold them."""
        subjects = self._tree.children(clause, "nsubj", "nsubjpass")
        return any(self._tree.tokens[i].tag in {"WDT", "WP"} for i in subjects)

    def _parties(self, noun: int) -> tuple[tuple[int, ...], set[int]]:
        """Noun phrases that name the participants: `between A and B`, `with A`, `A's`, `A-B`."""
        found = self._tree.objects_of(noun, *_BETWEEN) or self._between_below(noun)
        found = found or involved_in(self._tree, noun) or self._brought_together(noun)
        for child in self._tree.children(noun, "poss", "compound", "nmod", "amod"):
            for conjunct in (*self._denoter.joined_to(child), *self._tree.conjuncts(child)):
                item = self._denoter.mention(conjunct)
                if item is not None and item.link is not None and self._may_take_part(item):
                    found += (conjunct,)
                elif self._tree.tokens[child].dep == "poss":
                    found += (child,)
        return found, set(found)

    def _brought_together(self, noun: int) -> tuple[int, ...]:
        """`the talks brought together X and Y`."""
        verb = self._tree.head(noun)
        if verb is None or self._tree.tokens[noun].dep != "nsubj" or self._tree.tokens[verb].lemma != "bring":
            return ()
        words = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "advmod", "prt")}
        return self._tree.children(verb, "dobj") if "together" in words else ()

    def _between_below(self, noun: int) -> tuple[int, ...]:
        """`Talks are due to open on Monday between A and B`: the parties hang on the verb, or on a word below it."""
        verb = self._tree.head(noun)
        if verb is None or self._tree.tokens[noun].dep not in {"nsubj", "nsubjpass", "dobj"}:
            return ()
        for index in self._tree.subtree(verb):
            token = self._tree.tokens[index]
            is_verbal = self._tree.tokens[token.head].pos in {"VERB", "AUX", "ADJ", "PROPN"}
            if token.lemma == "between" and index > noun and is_verbal:
                return self._tree.children(index, "pobj")
        return ()

    def _group_before(self, noun: int) -> tuple[Actor, ...]:
        """`the Central American presidents' summit`, `an ASEAN summit`: those who meet stand before the noun."""
        before = self._tree.children(noun, "poss", "compound", "nmod", "amod")
        return tuple(a for i in before for a in self._denoter.single(i) if a.actor_class is ActorClass.GROUP)

    def _is_named_after(self, noun: int) -> bool:
        """Whether a summit only bears the name of those whose it is (`after the Arab summit`)."""
        before = self._tree.children(noun, "compound", "nmod", "amod")
        return bool(self._group_before(noun)) and not any(self._tree.tokens[i].tag == "NNS" for i in before)

    def _may_take_part(self, item: ResolvedMention) -> bool:
        return item.link is not None and item.link.actor.actor_class not in BODIES | {ActorClass.OUTLET}

    def _drivers(self, noun: int) -> tuple[Actor, ...]:
        """Those whom the verb makes participants: `A held talks`, `A will join talks`, `talks were held by A`."""
        current: int | None = self._tree.head(noun)
        dep = self._tree.tokens[noun].dep
        while current is not None and (dep == "conj" or self._is_stage(current) or self._is_preposition(current)):
            token = self._tree.tokens[current]
            if self._is_preposition(current) and token.lemma not in _TAKING_PART | _OCCASIONS:
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
        if is_object and verb.lemma in (
            lexicon.HOLD_VERBS | lexicon.DENY_VERBS | lexicon.HYPOTHETICAL_VERBS | lexicon.PLANNED_VERBS
        ) - {"discuss"}:
            return self._with_partners(current)
        is_there = self._is_occasion(noun) or self._is_stay(noun, current) or self._is_progress(noun, current)
        if not is_object and is_there:
            return self._denoter.all_actors(*self._tree.subjects(current))
        if is_object and verb.lemma in _TAKING_CALLS and self._kind(noun) is RelationKind.CALL:
            callers = self._tree.objects_of(noun, "from", "to", "with")
            return self._denoter.all_actors(*self._tree.subjects(current), *callers)
        if not is_object and verb.lemma in lexicon.TAKE_PART_VERBS | lexicon.TRAVEL_VERBS | lexicon.VISIT_VERBS:
            joined = self._tree.children(current, "dobj") if verb.lemma == "join" else ()
            return (*self._with_partners(current), *self._denoter.all_actors(*joined))
        if self._tree.tokens[noun].dep == "nsubjpass":
            return self._denoter.all_actors(*self._tree.objects_of(current, "by", "with", "between"))
        return ()

    def _with_partners(self, verb: int) -> tuple[Actor, ...]:
        """Who does what a verb says, and with whom; those who only preside or mediate left aside."""
        third = {one for one, _ in attendants(self._tree, verb)}
        partners = (i for i in self._tree.objects_of(verb, "with") if i not in third)
        return self._denoter.all_actors(*self._tree.subjects(verb), *partners)

    def _is_occasion(self, noun: int) -> bool:
        """`In a call with X, Y said`, `Y said after talks with X`: who acts on the occasion took part in it."""
        preposition = self._tree.head(noun)
        while preposition is not None and (self._is_stage(preposition) or self._tree.tokens[preposition].lemma == "of"):
            preposition = self._tree.head(preposition)
        if preposition is None or self._tree.tokens[preposition].lemma not in _OCCASIONS:
            return False
        if self._tree.children(noun, "poss"):
            return False
        is_over = self._tree.tokens[preposition].lemma in {"after", "following", "follow"}
        return bool(self._tree.objects_of(noun, "with")) or (is_over and not self._parties(noun)[0])

    def _is_stay(self, noun: int, verb: int) -> bool:
        """`is in Moscow for talks with X`."""
        preposition = self._tree.head(noun)
        is_purpose = preposition is not None and self._tree.tokens[preposition].lemma == "for"
        return is_purpose and self._tree.tokens[verb].lemma in {"be", "stay", "remain"}

    def _is_progress(self, noun: int, verb: int) -> bool:
        """`made good progress in talks`."""
        preposition = self._tree.head(noun)
        made = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "dobj")}
        is_in = preposition is not None and self._tree.tokens[preposition].lemma in {"in", "at", "during"}
        return is_in and bool(made & {"progress", "headway", "breakthrough"})

    def _is_preposition(self, index: int) -> bool:
        return self._tree.tokens[index].pos == "ADP" or self._tree.tokens[index].dep == "prep"

    def _is_stage(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.pos == "NOUN" and token.lemma in _STAGES

    def _visit_noun(self, noun: int) -> Iterator[Draft]:
        is_tour = self._tree.tokens[noun].lemma == "tour"
        goals = self._tree.objects_of(noun, "to", *(("of",) if is_tour else ()))
        if not goals and self._tree.children(noun, "poss"):
            goals = tuple(i for i in self._tree.objects_of(noun, "in") if self._encounters.is_place(i))
        guests = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "by", *(() if is_tour else ("of",)))
        actors = self._denoter.all_actors(*guests)
        for child in self._tree.children(noun, "amod", "compound"):
            item = self._denoter.mention(child)
            if item is not None and item.link is not None and not actors:
                actors = (item.link.actor,)
        if not actors:
            actors = self._visit_driver(noun)
        if not goals:
            goals = self._place_before(noun)
        if not goals and (governor := self._tree.head(noun)) is not None:
            goals = tuple(g for g in self._tree.objects_of(governor, "to") if self._encounters.is_place(g))
        for goal in goals:
            for conjunct in self._tree.conjuncts(goal):
                yield from self._encounters.visit_to(noun, actors, conjunct)
        if not goals and guests:
            yield from self._encounters.assemble(
                noun, RelationKind.VISIT, (*actors, *self._awaiting(noun)), set(guests)
            )

    def _stop(self, noun: int) -> Iterator[Draft]:
        """`made stops in X and Y`: visits, where officials make them."""
        verb = self._tree.head(noun)
        if verb is None or self._tree.tokens[verb].lemma != "make" or self._tree.tokens[noun].dep != "dobj":
            return
        made_by = self._tree.subjects(verb)
        persons = [a for a in self._denoter.all_actors(*made_by) if a.actor_class is ActorClass.PERSON]
        is_official = any(self._tree.tokens[i].lemma in lexicon.DIPLOMATS for i in made_by)
        guests = tuple(persons) or (self._denoter.all_actors(*made_by) if is_official else ())
        for goal in self._tree.objects_of(noun, "in", "at") or self._tree.objects_of(verb, "in", "at"):
            for conjunct in self._tree.conjuncts(goal):
                yield from self._encounters.visit_to(noun, guests, conjunct)

    def _awaiting(self, noun: int) -> tuple[Actor, ...]:
        """Who cancels, awaits or prepares a visit by somebody: the host."""
        verb = self._tree.head(noun)
        is_host = (
            verb is not None and self._tree.tokens[verb].lemma in _HOSTING and self._tree.tokens[noun].dep == "dobj"
        )
        return self._denoter.all_actors(*self._tree.subjects(verb)) if verb is not None and is_host else ()

    def _place_before(self, noun: int) -> tuple[int, ...]:
        """`X's Israel visit`, `a U.S. visit by X`: the place stands before the noun."""
        places = (i for i in self._tree.children(noun, "compound", "nmod") if self._encounters.is_place(i))
        has_guest = self._tree.children(noun, "poss") or self._tree.objects_of(noun, "by")
        return tuple(places) if has_guest else ()

    def _visit_driver(self, noun: int) -> tuple[Actor, ...]:
        for above in self._tree.ancestors(noun):
            token = self._tree.tokens[above]
            if token.pos in {"NOUN", "PROPN"} and (guests := self._denoter.single(above)):
                return guests
            if token.pos == "VERB":
                return (
                    self._denoter.all_actors(*self._tree.subjects(above))
                    if token.lemma not in lexicon.SAY_VERBS
                    else ()
                )
            if token.pos not in {"ADP", "NOUN"}:
                return ()
        return ()
