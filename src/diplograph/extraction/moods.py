"""What a word, its auxiliaries and what stands right with it make of the event that it states."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon, outlook, reality_words
from diplograph.model import Modality
from diplograph.syntax import Tree

_MEETING = lexicon.MEET_VERBS | lexicon.VISIT_VERBS
"""Verbs whose object is whom one meets."""


class Moods:
    """Reads how real single words of one sentence put what they state.

    Args:
        tree: the sentence's dependency tree.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def starts_clause(self, verb: int, marks: frozenset[str]) -> bool:
        """Whether a clause begins with one of these words."""
        return any(self._tree.tokens[i].lemma in marks for i in self._tree.children(verb, "mark", "advmod"))

    def own_words(self, trigger: int) -> Iterator[Modality]:
        """What the word that states a relation and its own phrase make of it."""
        token = self._tree.tokens[trigger]
        if self._tree.is_negated(trigger) and not self._is_last_time(trigger):
            yield Modality.DENIED
        for child in self._tree.children(trigger, "amod", "advmod", "det", "compound"):
            yield from self._adjective(child)
        if token.pos in {"VERB", "AUX"}:
            yield from self.auxiliaries(trigger)
            if outlook.gives_none(self._tree, trigger):
                yield Modality.DENIED
            if self.starts_clause(trigger, reality_words.CONDITIONS):
                yield Modality.HYPOTHETICAL
        for child in self._tree.children(trigger, "acl", "relcl"):
            verb = self._tree.tokens[child]
            is_result = verb.dep == "relcl" and self._is_outcome(child)
            if verb.tag == "VBN" and verb.lemma in reality_words.SET_FOR and not is_result:
                yield Modality.HYPOTHETICAL if verb.lemma == "propose" else Modality.PLANNED
            if outlook.is_to_be_held(self._tree, child) and verb.dep == "acl":
                yield Modality.PLANNED
            if verb.tag == "VBN" and verb.lemma in {"cancel", "postpone"}:
                yield Modality.DENIED
            if verb.dep == "relcl" and not self._tree.children(child, "nsubj"):
                yield from self.auxiliaries(child)
            elif verb.dep == "relcl" and not self._tree.objects_of(child, "under", "by", "through", "after"):
                yield from (m for m in self.auxiliaries(child) if m is Modality.PLANNED)

    def own_meaning(self, verb: int) -> Iterator[Modality]:
        """What the verb that states a relation itself makes of it (`withheld`, `invited X`, `is due in`)."""
        if self._tree.tokens[verb].pos not in {"VERB", "AUX"}:
            return
        lemma = self._tree.tokens[verb].lemma
        is_done_to = outlook.is_bare_participle(self._tree, verb) or bool(self._tree.children(verb, "auxpass"))
        is_refusing = lemma in reality_words.REFUSING or self.turns_down(verb) or self.calls_off(verb)
        if is_refusing and not self._tree.is_negated(verb):
            yield Modality.DENIED
        elif lemma in reality_words.PROPOSING and not is_done_to and not self.declares_support(verb):
            yield Modality.HYPOTHETICAL
        elif lemma in lexicon.INTERESTED_VERBS:
            yield Modality.CLAIMED
        elif outlook.is_foretold(self._tree, verb) or self._undertakes(verb):
            yield Modality.PLANNED
        elif lemma == "be":
            found = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "acomp")}
            yield from (Modality.HYPOTHETICAL for _ in found & {"ready", "willing", "prepared"})

    def declares_support(self, verb: int) -> bool:
        """`offers its support`: who says so gives it, unless it is to be given by arms."""
        things = self._tree.children(verb, "dobj") if self._tree.tokens[verb].lemma == "offer" else ()
        before = {self._tree.tokens[j].lemma for i in things for j in self._tree.children(i, "amod", "compound")}
        is_stance = any(self._tree.tokens[i].lemma in reality_words.STANCES for i in things)
        return is_stance and not before & (lexicon.MILITARY_MODIFIERS | lexicon.ECONOMIC_MODIFIERS)

    def _undertakes(self, verb: int) -> bool:
        """`pledged X loans`, `agreed to send X tanks`; support that is given by saying so is no promise."""
        lemma = self._tree.tokens[verb].lemma
        if lemma in reality_words.PROMISING:
            things = self._tree.children(verb, "dobj")
            return not any(self._tree.tokens[i].lemma in reality_words.STANCES for i in things)
        return lemma in reality_words.UNDERTAKING and bool(self._tree.children(verb, "xcomp"))

    def _is_outcome(self, verb: int) -> bool:
        """`a summit that is expected to bring peace`: what is expected is not the summit."""
        complements = (self._tree.tokens[i].lemma for i in self._tree.children(verb, "xcomp"))
        return any(lemma not in reality_words.TAKING_PLACE for lemma in complements)

    def _adjective(self, index: int) -> Iterator[Modality]:
        lemma = self._tree.tokens[index].lemma
        if (lemma in lexicon.PLANNED_WORDS and lemma not in {"coming"}) or lemma == "next":
            yield Modality.PLANNED
        elif lemma in lexicon.HYPOTHETICAL_WORDS:
            yield Modality.HYPOTHETICAL
        elif lemma in reality_words.REPORTEDLY:
            yield Modality.CLAIMED
        elif lemma in {"cancel", "cancelled", "canceled", "no"}:
            yield Modality.DENIED

    def auxiliaries(self, verb: int) -> Iterator[Modality]:
        """What auxiliaries, negation and adverbs make of what a verb tells."""
        if self._tree.is_negated(verb) and not self._is_last_time(verb):
            yield Modality.DENIED
        if outlook.is_counterfactual(self._tree, verb) or outlook.is_no_longer(self._tree, verb):
            yield Modality.DENIED
        if outlook.is_scheduled(self._tree, verb):
            yield Modality.PLANNED
        for aux in self._tree.children(verb, "aux"):
            word = self._tree.tokens[aux].text.lower()
            if word in {"will", "shall", "'ll", "’ll", "wo"}:
                if self._declares(verb):
                    continue
                yield Modality.HYPOTHETICAL if self.has_condition(verb) else Modality.PLANNED
            elif word in lexicon.MAYBE_AUX:
                yield Modality.PLANNED if word == "would" and self._is_reported_future(verb) else Modality.HYPOTHETICAL
        token = self._tree.tokens[verb]
        if token.lemma in {"go"} and any(self._tree.tokens[i].dep == "xcomp" for i in self._tree.children(verb)):
            yield Modality.PLANNED
        if any(self._tree.tokens[i].lemma in reality_words.REPORTEDLY for i in self._tree.children(verb, "advmod")):
            yield Modality.CLAIMED
        if token.lemma == "be" or token.dep == "xcomp":
            head = self._tree.tokens[token.head]
            is_to_be = head.lemma == "be" and token.dep == "xcomp" and head.dep != "aux"
            if is_to_be and any(self._tree.tokens[i].lemma == "to" for i in self._tree.children(verb, "aux")):
                yield Modality.PLANNED

    def _declares(self, verb: int) -> bool:
        """`will stand with X` is said to stand there now; with means it is a plan (`will support X with tanks`)."""
        lemma = self._tree.tokens[verb].lemma
        is_bare = lemma in {"stand", "side"} or not self._tree.children(verb, "prep", "npadvmod")
        return lemma in reality_words.STANDING and is_bare and not self.has_condition(verb)

    def has_condition(self, verb: int) -> bool:
        """Whether an if-clause hangs on the verb."""
        words = [
            self._tree.tokens[i].lemma
            for clause in self._tree.children(verb, "advcl")
            for i in self._tree.children(clause, "mark", "aux")
        ]
        return any(word in reality_words.CONDITIONS - {"whether"} for word in words)

    def _is_last_time(self, verb: int) -> bool:
        """`have not met since` a day says that they met then; what was not given since then may never have been."""
        things = [self._tree.tokens[i].lemma for i in self._tree.children(verb, "dobj")]
        if things and lexicon.CONTACT_NOUNS.isdisjoint(things) and self._tree.tokens[verb].lemma not in _MEETING:
            return False
        marks = [i for clause in self._tree.children(verb, "advcl") for i in self._tree.children(clause, "mark")]
        words = {self._tree.tokens[i].lemma for i in (*self._tree.children(verb), *marks)}
        return {"have", "since"} <= words

    def _is_reported_future(self, verb: int) -> bool:
        """`would` for `will` under a verb of saying in the past, without a condition (`said they would meet`)."""
        token = self._tree.tokens[verb]
        above = self._tree.tokens[token.head]
        is_told = (
            token.dep in reality_words.REPORTED and above.lemma in lexicon.SAY_VERBS and above.tag in {"VBD", "VBN"}
        )
        is_conditional = any(
            word.lemma in reality_words.CONDITIONS and word.dep in {"mark", "aux"} and word.head != verb
            for word in self._tree.tokens
        )
        return is_told and not is_conditional

    def calls_off(self, verb: int) -> bool:
        """`called off the visit`, `dropped out of a meeting`."""
        words = {self._tree.tokens[i].lemma for i in self._tree.children(verb)}
        lemma = self._tree.tokens[verb].lemma
        is_out = lemma == "drop" and "out" in words and not self._tree.children(verb, "dobj")
        return (lemma == "call" and "off" in words) or is_out

    def turns_down(self, verb: int) -> bool:
        """Whether a verb refuses or puts off by a second word (`turned down an offer`)."""
        needed = reality_words.REFUSING_PARTICLES.get(self._tree.tokens[verb].lemma)
        return needed is not None and needed in {self._tree.tokens[i].lemma for i in self._tree.children(verb)}
