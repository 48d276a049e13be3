"""Who says so: the chain of speakers above a relation, and what a noun phrase makes a speaker."""

from __future__ import annotations

from functools import cached_property

from diplograph.extraction import lexicon, report_words
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.modality import Governor
from diplograph.extraction.reporting import ReportingClause, find_reporting_clauses
from diplograph.model import ActorClass, Speaker

_REPORTED = frozenset({"ccomp", "acl", "parataxis", "pcomp", "advcl", "xcomp", "conj", "dep"})
_TOPICS = frozenset({"about", "of", "on", "regarding", "concerning", "for", "over"})
"""Prepositions before what is spoken of (`accused X of arming Y`); after others stands when or where it was said."""
_OBJECT_SAID = frozenset({"announce", "deny", "report", "confirm", "disclose", "reveal", "mention"})
_QUOTING = frozenset({"quote", "cite"})
_TAKING = frozenset(
    {"accept", "reject", "receive", "get", "welcome", "consider", "hear", "study", "dismiss", "decline"}
)
"""Verbs whose object is somebody else's offer or promise."""
_IN_PRINT = frozenset({"reports", "writes", "informs", "states", "quotes"})
_LENDING = frozenset({"give", "lend", "offer", "extend", "voice", "express", "pledge", "promise", "declare"})
_NAME_PARTS = frozenset({"amod", "compound", "nmod", "poss", "case"})


class AttributionReader:
    """Reads chains of speakers in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        quoted_speaker: whose words the sentence is, by a quotation that runs on, a heading or a speaker's tag.
        last_speaker: who spoke last before it, for `he added` and `the minister said`.
    """

    def __init__(
        self, denoter: Denoter, quoted_speaker: Speaker | None = None, last_speaker: Speaker | None = None
    ) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._quoted_speaker = quoted_speaker
        self._last_speaker = last_speaker

    @cached_property
    def _reporting(self) -> tuple[tuple[ReportingClause, Speaker], ...]:
        clauses = find_reporting_clauses(self._tree)
        return tuple((clause, found) for clause in clauses if (found := self.speaker(clause.speaker)) is not None)

    def speakers(self, trigger: int, governors: list[Governor], *, is_speech: bool = False) -> tuple[Speaker, ...]:
        """The chain of speakers of a relation, first speaker first; empty where nobody is named.

        Args:
            trigger: the word that states the relation.
            governors: the words above it.
            is_speech: whether the relation is itself that somebody says something, which nobody need report.
        """
        chain = [speaker for governor in governors for speaker in self._by_governor(governor)]
        chain += self._by_source_phrase(trigger, governors)
        if not chain:
            chain += self._beside(trigger)
        if not chain:
            chain += self._demander(trigger, governors, is_speech=is_speech)
        if not chain and self._quoted_speaker is not None:
            chain.append(self._quoted_speaker)
        unique = {speaker.label: speaker for speaker in chain}
        return tuple(unique.values())

    def reporter(self) -> Speaker | None:
        """Who the sentence as a whole is said by: the subject of its first verb of saying."""
        for token in self._tree.tokens:
            if token.lemma in report_words.MERE_SAYING and token.pos == "VERB":
                found = [s for i in self._tree.children(token.index, "nsubj") if (s := self.speaker(i))]
                if found:
                    return found[0]
        return self._reporting[0][1] if self._reporting else None

    def closing_outlet(self) -> Speaker | None:
        """The outlet that the sentence ends by naming in the present tense (`…, the agency BTA reports`)."""
        end = next((t.index for t in reversed(self._tree.tokens) if t.pos != "PUNCT"), 0)
        for clause, speaker in self._reporting:
            word = self._tree.tokens[clause.verb].text.lower()
            if clause.end == end and word in _IN_PRINT and self._is_outlet(clause.speaker, speaker):
                return speaker
        return None

    def _is_outlet(self, index: int, speaker: Speaker) -> bool:
        words = {self._tree.tokens[i].lemma for i in self._tree.subtree(index)}
        is_unknown = speaker.actor is not None and speaker.actor.key is None and speaker.actor.of is None
        is_listed = speaker.actor is not None and speaker.actor.actor_class is ActorClass.OUTLET
        return is_listed or is_unknown or speaker.actor is None or bool(words & report_words.OUTLETS)

    def alleges(self, trigger: int) -> bool:
        """Whether a clause beside the relation says that it is only alleged (`…, a rebel leader charged`)."""
        covering = (clause for clause, _ in self._reporting if clause.covers(trigger))
        return any(self._tree.tokens[clause.verb].lemma in lexicon.INTERESTED_VERBS for clause in covering)

    def _by_governor(self, governor: Governor) -> list[Speaker]:
        """The speakers that one word above makes, as verb or as noun of saying."""
        token, below = self._tree.tokens[governor.index], self._tree.tokens[governor.below]
        if token.pos == "NOUN" and token.lemma in report_words.REPORT_NOUNS and below.dep in {"acl", "ccomp", "relcl"}:
            return self._owner_of(governor.index) or self._sayer_in(governor.index)
        if self._is_quoted(governor.index):
            return []
        is_object_said = below.dep == "dobj" and (token.lemma in _OBJECT_SAID or below.lemma == "fact")
        is_said = below.dep in _REPORTED or is_object_said
        is_topic = below.dep == "prep" and below.lemma in _TOPICS
        is_declared = below.dep == "dobj" and token.lemma in report_words.DECLARATIONS
        is_report = token.lemma in report_words.REPORT_VERBS and token.pos == "VERB" and (is_said or is_topic)
        if is_declared or is_report or token.lemma in _QUOTING:
            return self._sayer(governor.index)
        return []

    def _sayer_in(self, noun: int) -> list[Speaker]:
        """Who says so in it, where the clause hangs on the noun (`said in a statement that`)."""
        preposition = self._tree.head(noun)
        verb = self._tree.head(preposition) if preposition is not None else None
        is_in = preposition is not None and self._tree.tokens[preposition].lemma == "in"
        is_said = verb is not None and self._tree.tokens[verb].lemma in report_words.MERE_SAYING
        return self._sayer(verb) if verb is not None and is_in and is_said else []

    def _owner_of(self, noun: int) -> list[Speaker]:
        """Whose statement or claim it is (`X's claim that`, `a statement by X that`)."""
        issued = (i for verb in self._tree.children(noun, "acl") for i in self._tree.objects_of(verb, "by"))
        named = (*self._tree.children(noun, "poss"), *self._tree.objects_of(noun, "by", "from", "of"), *issued)
        return [speaker for i in named if (speaker := self.speaker(i))][:1]

    def _beside(self, trigger: int) -> list[Speaker]:
        """Who says so in a clause beside the relation; the next one after it, else the last one before."""
        covering = [(clause, speaker) for clause, speaker in self._reporting if clause.covers(trigger)]
        after = [speaker for clause, speaker in covering if clause.start > trigger]
        before = [speaker for clause, speaker in covering if clause.end < trigger]
        return after[:1] or before[-1:]

    def _demander(self, trigger: int, governors: list[Governor], *, is_speech: bool) -> list[Speaker]:
        """Who urges, proposes, refuses or promises what is not real yet."""
        above = (*(() if is_speech else (trigger,)), *(governor.index for governor in governors))
        for index in sorted(above, key=lambda i: self._tree.tokens[i].lemma not in report_words.REFUSALS):
            if self._tree.children(index, "auxpass"):
                continue
            is_said = self._is_demand(index) or (index == trigger and self._declares(index))
            if is_said or self._gives_reasons(index, trigger if is_speech else None):
                found = [speaker for i in self._tree.subjects(index) if (speaker := self.speaker(i))]
                return found[:1]
            if index != trigger and self._tree.tokens[index].lemma in report_words.DEMAND_NOUNS:
                return self._owner_of(index) or self._modifier_of(index) or self._carrier_of(index)
        return []

    def _declares(self, verb: int) -> bool:
        """Whether a verb that states a relation is itself a word of blame, or of support that is given by saying so."""
        token = self._tree.tokens[verb]
        if token.pos != "VERB" or token.lemma in lexicon.INTERESTED_VERBS | lexicon.BLAMING_VERBS:
            return token.pos == "VERB"
        things = {self._tree.tokens[i].lemma for i in self._tree.children(verb, "dobj")}
        return token.lemma in _LENDING and bool(things & {"support", "backing", "endorsement", "solidarity"})

    def _gives_reasons(self, verb: int, speech: int | None) -> bool:
        """Whether the doer is said to speak of it in doing so (`ended its aid, blaming Y`), by another verb."""
        if self._tree.tokens[verb].pos != "VERB":
            return False
        beside = (self._tree.tokens[i] for i in self._tree.children(verb, "advcl") if i != speech)
        return any(t.tag == "VBG" and t.lemma in report_words.REASONING for t in beside)

    def _carrier_of(self, noun: int) -> list[Speaker]:
        """Who makes an offer or a promise, as the subject of the verb that carries it (`X renewed an offer to`)."""
        verb = self._tree.head(noun)
        if verb is None or self._tree.tokens[noun].dep != "dobj" or self._tree.tokens[verb].lemma in _TAKING:
            return []
        return [speaker for i in self._tree.subjects(verb) if (speaker := self.speaker(i))][:1]

    def _modifier_of(self, noun: int) -> list[Speaker]:
        """Whose offer or refusal it is by an adjective (`a Kenyan offer`)."""
        return [Speaker(actor.label, actor) for actor in self._denoter.modifiers(noun)][:1]

    def _is_demand(self, index: int) -> bool:
        token = self._tree.tokens[index]
        auxiliaries = {self._tree.tokens[i].lemma for i in self._tree.children(index, "aux")}
        if token.tag == "VBN" and "have" not in auxiliaries:
            return False
        if token.pos != "VERB" or token.lemma not in report_words.DEMANDS | report_words.VOWS:
            return False
        particles = {self._tree.tokens[i].lemma for i in self._tree.children(index, "prt", "advmod")}
        needed = report_words.REFUSING_PARTICLES.get(token.lemma)
        return needed in particles if needed else "off" not in particles

    def _is_quoted(self, verb: int) -> bool:
        """`saying` in `quoted X as saying`, whose speaker is the object of `quoted`."""
        token = self._tree.tokens[verb]
        above = self._tree.tokens[token.head]
        return token.dep == "pcomp" and above.lemma == "as" and self._tree.tokens[above.head].lemma in _QUOTING

    def _sayer(self, verb: int) -> list[Speaker]:
        token = self._tree.tokens[verb]
        found = []
        if token.lemma in _QUOTING:
            found += [self.speaker(i) for i in self._tree.children(verb, "dobj", "nsubjpass")]
        is_passive = bool(self._tree.children(verb, "auxpass"))
        subjects = self._tree.objects_of(verb, "by") if is_passive else self._tree.subjects(verb)
        if token.lemma not in _QUOTING or not is_passive:
            found += [speaker for i in subjects for speaker in self._behind(i)]
        return [speaker for speaker in found if speaker is not None]

    def _by_source_phrase(self, trigger: int, governors: list[Governor]) -> list[Speaker]:
        """Whom a phrase beside the relation relies on (`according to X`, `citing X`)."""
        verbs = {trigger, *(g.index for g in governors)}
        for token in self._tree.tokens:
            clause = self._tree.clause_of(token.head)
            near = {token.head, clause, self._tree.first_conjunct(clause)} & verbs
            if near and (source := self._relied_on(token.index)) is not None:
                return self._behind(source)
        return []

    def _behind(self, source: int) -> list[Speaker]:
        """Who stands behind what is relied on: whose report it is, or the source itself; papers say nothing."""
        lemma = self._tree.tokens[source].lemma
        if lemma in report_words.REPORT_NOUNS | report_words.PAPERS and (owners := self._owner_of(source)):
            return owners
        speaker = None if lemma in report_words.PAPERS else self.speaker(source)
        return [speaker] if speaker else []

    def _relied_on(self, index: int) -> int | None:
        """The noun phrase after words of reliance."""
        token = self._tree.tokens[index]
        if token.text.lower() == "according":
            found = [
                obj for to in self._tree.children(index, "prep") for obj in self._tree.children(to, "pobj", "pcomp")
            ]
        elif token.lemma in _QUOTING and token.tag == "VBG":
            cited = self._tree.children(index, "dobj")
            found = [i for i in cited if self._tree.tokens[i].lemma not in report_words.REASONS]
        else:
            return None
        return found[0] if found else None

    def speaker(self, index: int) -> Speaker | None:
        """Who a noun phrase makes the speaker; None for words that name nobody (`it`, `this`)."""
        token = self._tree.tokens[index]
        actors = self._denoter.single(index)
        item = self._denoter.mention(index)
        named = item is not None and item.link is not None and not item.is_modifier
        if token.pos == "PRON":
            return self._by_pronoun(index)
        if (outlet := self._outlet(index)) is not None:
            return Speaker(outlet)
        if actors and (named or self._is_explained(index)):
            return Speaker(actors[0].label, actors[0])
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        if (again := self._spoken_again(index)) or (named_after := self._name_after(index)):
            return again or named_after
        if own_name := self._own_name(index):
            return Speaker(own_name, actors[0] if actors else None)
        left = min(
            (i for i in self._tree.subtree(index) if i <= index and self._tree.tokens[i].dep in _NAME_PARTS),
            default=index,
        )
        right = index + 1
        for preposition in self._tree.children(index, "prep"):
            if self._tree.tokens[preposition].lemma in {"of", "in", "at", "from"} and preposition == index + 1:
                right = max(self._tree.subtree(preposition)) + 1
        label = " ".join(
            t.text
            for t in self._tree.tokens[left:right]
            if (t.text != "|" and t.pos not in {"DET", "PUNCT"}) or t.dep == "case"
        )
        is_named = bool(actors) and not self._is_anonymous(index)
        return Speaker(label.replace(" 's", "'s").replace(" ’s", "’s"), actors[0] if actors else None, is_named)

    def _by_pronoun(self, index: int) -> Speaker | None:
        """Who `he` or `it` is: whoever spoke last, else whom the pronoun points to."""
        word, last = self._tree.tokens[index].text.lower(), self._last_speaker
        is_person = last is not None and (last.actor is None or last.actor.actor_class is ActorClass.PERSON)
        if word in {"he", "she"} and is_person and not self._has_name_before(index):
            return last
        actors = self._denoter.single(index)
        return Speaker(actors[0].label, actors[0]) if actors else None

    def _has_name_before(self, index: int) -> bool:
        """Whether the sentence names a person before the pronoun."""
        items = (item for item in self._denoter.resolved.mentions if item.link and item.mention.end <= index)
        return any(item.link is not None and item.link.actor.actor_class is ActorClass.PERSON for item in items)

    def _spoken_again(self, index: int) -> Speaker | None:
        """Whoever spoke last, where only the rank is repeated (`the minister added`)."""
        last, token = self._last_speaker, self._tree.tokens[index]
        words = {self._tree.tokens[i].lemma for i in self._tree.children(index, "det")}
        if last is None or "the" not in words or token.tag not in {"NN", "NNP"}:
            return None
        is_rank = token.lemma in lexicon.DIPLOMATS | {"spokesman", "spokeswoman", "spokesperson", "source", "secretary"}
        if not is_rank or (last.actor is not None and last.actor.actor_class is not ActorClass.PERSON):
            return None
        sides = {owner(actor) for actor in self._denoter.single(index)}
        is_same_side = not sides or (last.actor is not None and owner(last.actor) in sides)
        return last if is_same_side else None

    def _name_after(self, index: int) -> Speaker | None:
        """The person whom a rank with a phrase of its own is put before (`the ambassador to NATO X`)."""
        inside = set(self._tree.subtree(index))
        for item in self._denoter.resolved.mentions:
            if item.link is None or item.link.actor.actor_class is not ActorClass.PERSON:
                continue
            before = self._denoter.mention(item.mention.start - 1)
            stands_after = item.mention.head in inside and item.mention.start - 1 > index and before is not None
            if stands_after and max(inside) < item.mention.end:
                is_rank = self._tree.tokens[index].lemma in lexicon.DIPLOMATS | lexicon.ORGANS
                return Speaker(item.link.actor.label, item.link.actor) if is_rank else None
        return None

    def _outlet(self, index: int) -> str | None:
        """A station called by the town that it is in (`radio Lusaka`)."""
        words = [i for i in self._tree.children(index, "compound") if i == index - 1]
        is_outlet = any(self._tree.tokens[i].lemma in report_words.OUTLETS for i in words)
        item = self._denoter.mention(index)
        is_town = item is not None and (item.place is not None or bool(item.link and item.link.reason == "metonym"))
        return self._tree.text(index - 1, index + 1) if is_outlet and is_town else None

    def _own_name(self, index: int) -> str | None:
        """The name that follows a rank or an outlet's sort at once (`the minister Jan Novak`, `the weekly Echo`)."""
        token = self._tree.tokens[index]
        is_rank = token.lemma in lexicon.DIPLOMATS | lexicon.ORGANS | report_words.OUTLETS | {
            "spokesman",
            "spokeswoman",
        }
        beside = [i for i in self._tree.children(token.head, token.dep) if i > index and token.head != index]
        for child in (*self._tree.children(index, "appos"), *beside) if is_rank and token.pos == "NOUN" else ():
            inside = sorted(i for i in self._tree.subtree(child) if i <= child)
            words = [self._tree.tokens[i] for i in inside]
            if inside[0] == index + 1 and all(w.text[:1].isupper() or w.pos == "PUNCT" for w in words):
                return self._tree.text(inside[0], child + 1).replace(" - ", "-")
        return None

    def _is_explained(self, index: int) -> bool:
        """Whether a name stands in apposition (`the prime minister, X`)."""
        items = (self._denoter.mention(i) for i in self._tree.children(index, "appos"))
        return any(item is not None and item.link is not None and not item.is_modifier for item in items)

    def _is_anonymous(self, index: int) -> bool:
        """Whether somebody is only described (`a NATO officer`); a spokesman or a body is as good as named."""
        token = self._tree.tokens[index]
        is_one_of_many = any(
            self._tree.tokens[i].lemma in {"a", "an", "one"} for i in self._tree.children(index, "det")
        )
        is_crowd = token.tag in {"NNS", "NNPS"} and token.lemma not in {"official", "lawmaker"}
        is_underling = token.lemma in report_words.UNDERLINGS and (is_one_of_many or is_crowd)
        return token.lemma in report_words.NOBODY or is_underling
