"""How real a text makes a relation: read off the words that govern the one that states it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.extraction import lexicon, outlook, reality_words, report_words
from diplograph.extraction.moods import Moods
from diplograph.extraction.prepositions import Prepositions
from diplograph.model import Modality
from diplograph.syntax import Tree

_HELD = lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS
_OCCASIONS = frozenset({"in", "at", "during", "after"})
"""Prepositions before an event at which something else is done or not."""


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above the trigger: its position and the dependent through which the trigger hangs on it."""

    index: int
    below: int


class ModalityReader:
    """Reads modality in one sentence.

    Args:
        tree: the sentence's dependency tree.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._moods = Moods(tree)
        self._prepositions = Prepositions(tree)

    def governors(self, trigger: int, *, is_told: bool = False) -> Iterator[Governor]:
        """The words above a trigger that bear on it, nearest first; other events beside it are passed over.

        Args:
            trigger: the word that states the relation.
            is_told: whether to go on beyond a relative clause, whose words are told by whoever tells the rest.
        """
        below = trigger
        if not is_told and outlook.is_taken_for_granted(self._tree, trigger):
            return
        for above in self._tree.ancestors(trigger):
            token = self._tree.tokens[below]
            if not is_told and below != trigger and outlook.is_bare_participle(self._tree, below):
                return
            if token.dep == "relcl" and token.head == above:
                if not is_told and not self._is_content(below):
                    return
                below = above
                continue
            if token.dep in {"nsubj", "nsubjpass"} and self._tree.tokens[above].lemma in lexicon.SAY_VERBS:
                return
            if token.dep == "conj" and self._tree.tokens[above].pos in {"VERB", "AUX"}:
                below_tokens = [t for t in self._tree.children(above, "aux", "neg") if t < above]
                if below_tokens and not self._tree.children(below, "aux", "nsubj", "nsubjpass"):
                    yield Governor(above, below)
                below = above
                continue
            if not is_told and token.tag == "VBD" and outlook.is_background(self._tree, below):
                return
            if token.dep == "advcl" and self._moods.starts_clause(below, reality_words.OTHER_EVENT):
                below = above
                continue
            yield from self._willing_first(above, below)
            below = above

    def _willing_first(self, above: int, below: int) -> Iterator[Governor]:
        """The governing word, and before it one that says what somebody will do and stands apart."""
        word = outlook.word_of_will(self._tree, above, below)
        if word is not None:
            yield Governor(word, below)
        if word != above:
            yield Governor(above, below)

    def _is_content(self, clause: int) -> bool:
        """Whether a clause after a report tells what it says (`the story that it had sent arms`)."""
        noun = self._tree.tokens[self._tree.tokens[clause].head]
        before = (
            self._tree.tokens[i].lemma for i in range(noun.index + 1, min(noun.index + 2, len(self._tree.tokens)))
        )
        has_subject = bool(self._tree.children(clause, "nsubj", "nsubjpass"))
        return noun.lemma in report_words.REPORT_NOUNS | {"story"} and "that" in before and has_subject

    def modalities(self, trigger: int, governors: list[Governor], *, is_speech: bool = False) -> list[Modality]:
        """Every modality that the trigger's own words or a governor give it, in no order.

        Args:
            trigger: the word that states the relation.
            governors: the words above it.
            is_speech: whether the relation is itself that somebody says something: to ask is then no less real.
        """
        found = list(self._moods.own_words(trigger))
        if not is_speech:
            found += self._moods.own_meaning(trigger)
        if Modality.CLAIMED in found:
            return [m for m in found if m in {Modality.CLAIMED, Modality.DENIED}]
        if outlook.is_question(self._tree) and not self._tree.children(trigger, "det", "poss"):
            found.append(Modality.HYPOTHETICAL)
        is_outer = is_over = False
        for governor in governors:
            token = self._tree.tokens[governor.index]
            if self._moods.starts_clause(governor.below, reality_words.OPEN):
                found.append(Modality.HYPOTHETICAL)
                break
            if self._is_end_denied(governor, trigger):
                break
            if self._has_only_failed_there(governor, trigger) or self._is_got_in_the_way_of(governor):
                break
            if self._is_refusal_denied(governor.index):
                found += [Modality.HYPOTHETICAL] if token.lemma in {"rule", "exclude"} else []
                continue
            if token.lemma in reality_words.COURSE | reality_words.RESULTS and (
                self._tree.tokens[governor.below].dep == "prep"
            ):
                break
            if self._is_mere_halt(governor):
                found += [Modality.DENIED] if token.lemma == "deny" else []
                break
            is_over = is_over or outlook.is_background(self._tree, governor.below)
            found += self._all_by_governor(governor, found, is_outer=is_outer, is_over=is_over)
            if self._is_report(governor):
                is_outer = token.lemma not in {"announce", "confirm", "believe", "think", "suggest"}
        return found

    def _all_by_governor(
        self, governor: Governor, found: list[Modality], *, is_outer: bool, is_over: bool
    ) -> Iterator[Modality]:
        """What one word above makes of the event.

        Args:
            governor: the word.
            found: what is known already.
            is_outer: whether somebody says all this, so that the word is about the saying.
            is_over: whether the event came before what the word tells.
        """
        if Modality.PLANNED in found and self._is_halted(governor):
            yield Modality.DENIED
        if outlook.is_called_lie(self._tree, governor.index, governor.below):
            yield Modality.DENIED
        is_report = self._is_report(governor)
        if is_report and self._tree.tokens[governor.index].lemma == "deny":
            yield Modality.DENIED
        if is_outer:
            return
        if not (is_over and self._decides(governor.index)):
            yield from self._by_governor(governor)
        if not is_over and not self._is_bearer(governor) and outlook.is_foretold(self._tree, governor.index):
            yield Modality.PLANNED
        if not is_report:
            yield from (m for m in self._moods.auxiliaries(governor.index) if self._bears(m, governor))

    def _is_bearer(self, governor: Governor) -> bool:
        """Whether the word below names the subject by a role, which he has whatever he is about to do."""
        below = self._tree.tokens[governor.below]
        roles = lexicon.MEDIATOR_NOUNS | lexicon.DIPLOMATS
        return below.dep in {"nsubj", "nsubjpass"} and below.lemma in roles

    def _decides(self, verb: int) -> bool:
        """Whether a verb tells of a decision taken, at which what came before it is no plan any more."""
        token = self._tree.tokens[verb]
        has_auxiliary = any(self._tree.tokens[i].tag in {"MD", "TO"} for i in self._tree.children(verb, "aux"))
        return token.lemma in lexicon.PLANNED_VERBS and token.tag in {"VBD", "VBN"} and not has_auxiliary

    def _is_end_denied(self, governor: Governor, trigger: int) -> bool:
        """`denied that it had cut off aid`: the aid goes on."""
        if self._tree.tokens[governor.index].lemma != "deny":
            return False
        path = [trigger, *self._tree.ancestors(trigger)]
        between = path[: path.index(governor.index)] if governor.index in path else []
        verbs = (self._tree.tokens[i] for i in between if self._tree.tokens[i].pos == "VERB")
        return any(token.lemma in reality_words.ENDING for token in verbs)

    def _has_only_failed_there(self, governor: Governor, trigger: int) -> bool:
        """`failed to agree in talks`, `failed to reach a deal after talks`: the talks were held."""
        verb = governor.below
        if self._tree.tokens[governor.index].lemma != "fail" or self._tree.tokens[verb].dep != "xcomp":
            return False
        path = [trigger, *self._tree.ancestors(trigger)]
        under = path[path.index(verb) - 1] if verb in path[1:] else verb
        is_occasion = self._tree.tokens[under].dep == "prep" and self._tree.tokens[under].lemma in _OCCASIONS
        return is_occasion and self._tree.tokens[verb].lemma in reality_words.COMING_TO_TERMS

    def _is_got_in_the_way_of(self, governor: Governor) -> bool:
        """`accused X of trying to obstruct the talks`: talks that are held or to be held all the same."""
        below = self._tree.tokens[governor.below]
        is_object = below.dep in {"dobj", "nsubjpass"}
        return is_object and self._tree.tokens[governor.index].lemma in reality_words.GETTING_IN_THE_WAY

    def _is_report(self, governor: Governor) -> bool:
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        return token.pos == "VERB" and token.lemma in lexicon.SAY_VERBS and below.dep in reality_words.REPORTED

    def _is_halted(self, governor: Governor) -> bool:
        """Whether what is planned is suspended: it will not be held (`the scheduled meeting was suspended`)."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        return token.pos == "VERB" and token.lemma in lexicon.HALT_VERBS and below.dep in {"dobj", "nsubjpass"}

    def _is_refusal_denied(self, verb: int) -> bool:
        """`did not rule out`, `never refused`: no refusal."""
        token = self._tree.tokens[verb]
        is_refusal = token.pos == "VERB" and token.lemma in lexicon.DENY_VERBS | reality_words.NOT_HIDING
        return is_refusal and self._tree.is_negated(verb)

    def _is_mere_halt(self, governor: Governor) -> bool:
        """`may halt its mediation`: what may be halted goes on."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        auxiliaries = {self._tree.tokens[i].lemma for i in self._tree.children(governor.index, "aux")}
        is_open = bool(auxiliaries & (lexicon.MAYBE_AUX | {"will", "to"}))
        return token.lemma in lexicon.HALT_VERBS and below.dep in {"dobj", "nsubjpass"} and is_open

    def _bears(self, modality: Modality, governor: Governor) -> bool:
        """Whether what is said of the outcome is said of the event (`the talks could fail`: talks there are)."""
        is_subject = self._tree.tokens[governor.below].dep in {"nsubj", "nsubjpass"}
        is_outcome = self._tree.tokens[governor.index].lemma not in reality_words.TAKING_PLACE
        if modality is Modality.DENIED and outlook.stands_beside(self._tree, governor.index, governor.below):
            return False
        if modality is Modality.PLANNED and self._tree.tokens[governor.index].lemma in reality_words.TOPICAL:
            return self._tree.tokens[governor.below].dep != "dobj"
        return not (modality is Modality.HYPOTHETICAL and is_subject and is_outcome)

    def _by_governor(self, governor: Governor) -> Iterator[Modality]:
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        if token.pos == "ADP":
            yield from self._prepositions.mood(governor.index, below)
        elif (said := self._by_predicate(governor)) is not None:
            yield said
        elif self._is_put_in_words(governor):
            yield from self._by_verb(governor)
        elif token.lemma in reality_words.TAKING_PART and self._tree.tokens[token.head].lemma in {
            "confirm",
            "announce",
        }:
            yield Modality.PLANNED
        elif self._is_ended(governor):
            return
        elif self._is_called_off(governor):
            yield Modality.DENIED
        elif below.dep in reality_words.SIDE_PHRASES and not self._is_willed(governor):
            if token.lemma in reality_words.SETTING_DATES and token.lemma not in lexicon.DENY_VERBS:
                yield Modality.PLANNED
        elif token.pos == "VERB":
            yield from self._by_verb(governor)
        else:
            yield from self._by_noun(governor)

    def _is_ended(self, governor: Governor) -> bool:
        """`cancelled the mediation of X`: what has been under way."""
        below = self._tree.tokens[governor.below]
        is_object = below.dep in {"dobj", "nsubjpass"} and below.lemma in reality_words.UNDER_WAY
        return is_object and self._tree.tokens[governor.index].lemma in reality_words.ENDING_EFFORTS

    def _is_willed(self, governor: Governor) -> bool:
        """Whether what hangs on a word is what one offers, wants or means to do, though the words stand apart."""
        above = self._tree.head(governor.below)
        return above is not None and outlook.word_of_will(self._tree, above, governor.below) == governor.index

    def _by_predicate(self, governor: Governor) -> Modality | None:
        """What a predicate with `be` says of its subject (`the visit is off`, `it is important that`)."""
        verb, below = governor.index, self._tree.tokens[governor.below]
        is_subject = below.dep in {"nsubj", "nsubjpass"}
        if is_subject and outlook.is_off(self._tree, verb):
            return None if below.lemma in reality_words.UNDER_WAY else Modality.DENIED
        if is_subject and outlook.is_in_doubt(self._tree, verb):
            return Modality.PLANNED
        is_open = outlook.is_advised(self._tree, verb, governor.below) or outlook.is_way_out(
            self._tree, verb, governor.below
        )
        return Modality.HYPOTHETICAL if is_open else None

    def _is_called_off(self, governor: Governor) -> bool:
        """`the visit was called off`, `the talks cancelled`."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        is_subject = below.dep == "nsubj" and not self._tree.children(governor.index, "dobj")
        return (token.lemma in reality_words.CALL_OFF and is_subject) or self._moods.calls_off(governor.index)

    def _by_noun(self, governor: Governor) -> Iterator[Modality]:
        """What a noun or an adjective above makes of it (`a refusal to`, `plans for`, `the decision to`)."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        if token.pos == "NOUN" and (token.lemma in reality_words.REFUSALS or self._tree.is_negated(governor.index)):
            yield Modality.DENIED
        elif token.lemma in lexicon.PLANNED_WORDS or token.lemma == "plan":
            yield Modality.PLANNED
        elif (
            token.pos == "NOUN" and token.lemma in reality_words.DECISIONS and below.dep == "acl" and below.tag == "VB"
        ):
            yield Modality.HYPOTHETICAL if self._moods.has_condition(token.head) else Modality.PLANNED
        elif token.pos == "NOUN" and token.dep == "ROOT" and token.lemma in {"reject", "rebuff"}:
            yield Modality.DENIED
        elif token.lemma in (lexicon.HYPOTHETICAL_WORDS | lexicon.CALL_FOR_NOUNS) - {"attempt", "bid"}:
            yield Modality.PLANNED if self._is_accepted(governor.index) else Modality.HYPOTHETICAL

    def _is_accepted(self, offer: int) -> bool:
        """Whether an offer or an invitation is taken up (`accepted X's offer to mediate`)."""
        verb = self._tree.head(offer)
        if verb is None or self._tree.tokens[offer].dep not in {"dobj", "nsubjpass"}:
            return False
        is_open = any(self._tree.tokens[i].tag in {"MD", "TO"} for i in self._tree.children(verb, "aux"))
        return self._tree.tokens[verb].lemma == "accept" and not is_open and not self._tree.is_negated(verb)

    def _is_put_in_words(self, governor: Governor) -> bool:
        """Whether a verb only offers or refuses what hangs on it (`offered himself as`, `ruled out X doing`)."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        if token.pos != "VERB":
            return False
        is_role = below.dep == "prep" and below.lemma == "as" and token.lemma in reality_words.OFFERING_AS
        has_own_subject = bool(self._tree.children(governor.below, "nsubj"))
        is_doing = below.dep == "advcl" and below.tag == "VBG" and has_own_subject
        return is_role or (is_doing and token.lemma in lexicon.DENY_VERBS - {"walk", "leave", "quit", "fail"})

    def _by_verb(self, governor: Governor) -> Iterator[Modality]:
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        is_refused = token.lemma in lexicon.DENY_VERBS or self._moods.turns_down(governor.index)
        if is_refused or self._is_breaking_off(governor):
            yield from self._refusal(governor)
        elif self._is_hearsay(governor):
            yield Modality.CLAIMED
        elif self._moods.declares_support(governor.index):
            return
        elif token.lemma == "invite" and self._tree.children(governor.index, "auxpass"):
            yield Modality.PLANNED
        elif self._is_aimed(governor):
            return
        elif token.lemma in lexicon.HYPOTHETICAL_VERBS or self._is_to_revive(governor):
            yield Modality.HYPOTHETICAL
        elif token.lemma in reality_words.VOWS and below.lemma in reality_words.STANCES | reality_words.STANDING:
            return
        elif (
            (below.dep == "xcomp" or self._is_willed(governor))
            and token.lemma in lexicon.PLANNED_VERBS | reality_words.DECIDING
        ) or (
            below.dep in reality_words.COMPLEMENTS and token.lemma in lexicon.PLANNED_VERBS - {"announce", "confirm"}
        ):
            yield Modality.PLANNED

    def _is_aimed(self, governor: Governor) -> bool:
        """`the summit was aimed at X`: the summit itself is not in question."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        return token.lemma == "aim" and below.dep in {"nsubj", "nsubjpass"}

    def _is_to_revive(self, governor: Governor) -> bool:
        """Whether talks are still to be brought about (`in an effort to revive the talks`)."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        auxiliaries = {self._tree.tokens[i].lemma for i in self._tree.children(governor.index, "aux")}
        is_open = "to" in auxiliaries or token.tag == "VBG"
        is_under_way = token.dep in {"ROOT", "ccomp", "conj"} and "to" not in auxiliaries
        is_revived = token.lemma in lexicon.SAVE_VERBS - lexicon.ARRANGE_VERBS and below.dep == "dobj"
        return is_revived and is_open and not is_under_way

    def _is_breaking_off(self, governor: Governor) -> bool:
        """Whether contacts are to be broken off (`will break off all contacts`)."""
        particles = {self._tree.tokens[i].lemma for i in self._tree.children(governor.index, "prt")}
        auxiliaries = {self._tree.tokens[i].lemma for i in self._tree.children(governor.index, "aux")}
        verb = self._tree.tokens[governor.index].lemma
        is_break = (verb, "off") in {(verb, p) for p in particles} and verb in {"break", "cut"}
        return is_break and bool(auxiliaries & {"to", "will"})

    def _is_hearsay(self, governor: Governor) -> bool:
        """`is believed to have sent`, `it is alleged that`."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        if not self._tree.children(governor.index, "auxpass") or self._tree.children(governor.index, "agent"):
            return False
        return (below.dep == "xcomp" and token.lemma in reality_words.HEARSAY) or (
            below.dep == "ccomp" and token.lemma in reality_words.HEARSAY_CLAUSE
        )

    def _refusal(self, governor: Governor) -> Iterator[Modality]:
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        particles = {self._tree.tokens[i].lemma for i in self._tree.children(governor.index, "prep", "prt", "advmod")}
        if token.lemma in {"postpone", "put", "delay"} and particles & {"until", "to", "till"}:
            yield Modality.PLANNED
            return
        is_mere_halt = token.lemma in lexicon.HALT_VERBS and below.dep in {"dobj", "nsubjpass"}
        if is_mere_halt and outlook.is_for_good(self._tree, governor.index) and below.lemma in _HELD:
            yield Modality.DENIED
            return
        if not is_mere_halt and (token.lemma != "rule" or "out" in particles):
            yield Modality.DENIED

    def has_failed(self, trigger: int, governors: list[Governor]) -> bool:
        """Whether the words around say that it came to nothing."""
        nearby = {trigger, *(g.index for g in governors[:2])}
        words = {self._tree.tokens[i].lemma for n in nearby for i in (n, *self._tree.children(n))}
        return bool(words & reality_words.FAILED)

    def is_told_to_stop(self, trigger: int, governors: list[Governor]) -> bool:
        """A rival's demand that it end presupposes the relation (`must stop supporting X`)."""
        nearest = self._tree.tokens[governors[0].index] if governors else None
        is_ended = nearest is not None and nearest.lemma in {"stop", "cease", "end"} and nearest.pos == "VERB"
        adverbs = {self._tree.tokens[i].text.lower() for i in self._tree.children(trigger, "advmod")}
        demands = reality_words.PROPOSING | {"must", "should", "order", "tell", "call", "warn", "need", "press"}
        words = {self._tree.tokens[g.index].lemma for g in governors}
        auxiliaries = {self._tree.tokens[i].lemma for g in governors[:2] for i in self._tree.children(g.index, "aux")}
        return (is_ended or "longer" in adverbs) and bool((words | auxiliaries) & demands)
