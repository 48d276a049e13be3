"""How real a text makes a relation, and who says so: read off the words that govern the one that states it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.model import Actor, ActorClass, Certainty, Modality, Polarity, Speaker

_FAILED = frozenset({"fail", "unsuccessful", "unsuccessfully", "futile", "vain", "failed", "collapse"})
_REPORTED = frozenset({"ccomp", "acl", "parataxis", "pcomp", "advcl", "xcomp", "conj", "prep", "dep"})
_CALL_OFF = frozenset({"cancel", "scrap", "postpone"})
_REPORTEDLY = frozenset(
    {"reportedly", "allegedly", "alleged", "purported", "purportedly", "supposedly", "suspected", "so-called"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """Modality, polarity, certainty and note of one relation, with its chain of speakers (first speaker first)."""

    modality: Modality
    polarity: Polarity
    certainty: Certainty
    speakers: tuple[Speaker, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Governor:
    """A word above the trigger: its position and the dependent through which the trigger hangs on it."""

    index: int
    below: int


class StanceReader:
    """Reads the stance of relations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        quoted_speaker: who a quotation that runs on from an earlier sentence is ascribed to.
    """

    def __init__(self, denoter: Denoter, quoted_speaker: Speaker | None = None) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._quoted_speaker = quoted_speaker

    def read(
        self, trigger: int, parties: tuple[Actor, ...], hint: Modality | None = None, *, efforts_count: bool = False
    ) -> Stance:
        """The stance of a relation stated at a token.

        Args:
            trigger: the word that states the relation.
            parties: everybody in the relation.
            hint: what the frame already makes of it (an invitation is hypothetical).
            efforts_count: whether to try is to do (who tries to mediate mediates).
        """
        governors = list(self._governors(trigger))
        speakers = self._speakers(trigger, governors)
        reality = [
            g for g in governors if not (efforts_count and self._tree.tokens[g.index].lemma in lexicon.EFFORT_WORDS)
        ]
        words = self._modality_words(trigger, reality)
        modality = min((*words, *((hint,) if hint else ())), key=list(Modality).index, default=Modality.ASSERTED)
        if hint is Modality.ASSERTED:
            modality = hint
        if not efforts_count and self._is_told_to_stop(trigger, governors):
            modality = Modality.CLAIMED
        if (
            modality is Modality.ASSERTED
            and not efforts_count
            and self._is_mere_claim(trigger, governors, speakers, parties)
        ):
            modality = Modality.CLAIMED
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.AFFIRMATIVE
        note = "failed" if self._failed(trigger, governors) else None
        return Stance(modality, polarity, self._certainty(trigger), speakers, note)

    def _governors(self, trigger: int) -> Iterator[_Governor]:
        below = trigger
        for above in self._tree.ancestors(trigger):
            token = self._tree.tokens[below]
            if token.dep in {"relcl"} and token.head == above:
                return
            if token.dep in {"nsubj", "nsubjpass"} and self._tree.tokens[above].lemma in lexicon.SAY_VERBS:
                return
            if token.dep == "conj" and self._tree.tokens[above].pos in {"VERB", "AUX"}:
                below_tokens = [t for t in self._tree.children(above, "aux", "neg") if t < above]
                if below_tokens and not self._tree.children(below, "aux", "nsubj", "nsubjpass"):
                    yield _Governor(above, below)
                below = above
                continue
            if token.dep == "advcl" and self._starts_clause(
                below, {"after", "before", "as", "while", "because", "since", "when", "although", "though"}
            ):
                below = above
                continue
            yield _Governor(above, below)
            below = above

    def _starts_clause(self, verb: int, marks: set[str]) -> bool:
        return any(self._tree.tokens[i].lemma in marks for i in self._tree.children(verb, "mark", "advmod"))

    def _modality_words(self, trigger: int, governors: list[_Governor]) -> list[Modality]:
        found = list(self._own_words(trigger))
        is_outer = False
        for governor in governors:
            token = self._tree.tokens[governor.index]
            is_report = token.lemma in lexicon.SAY_VERBS and self._tree.tokens[governor.below].dep in {
                "ccomp",
                "acl",
                "parataxis",
                "pcomp",
                "advcl",
            }
            if not is_outer:
                found += self._by_governor(governor)
                found += [m for m in self._auxiliaries(governor.index) if not is_report]
            if is_report:
                is_outer = token.lemma not in {"announce", "confirm", "believe", "think", "suggest"}
                if token.lemma == "deny":
                    found.append(Modality.DENIED)
        return found

    def _own_words(self, trigger: int) -> Iterator[Modality]:
        token = self._tree.tokens[trigger]
        if self._tree.is_negated(trigger):
            yield Modality.DENIED
        for child in self._tree.children(trigger, "amod", "advmod", "det", "compound"):
            yield from self._adjective(child)
        if token.pos in {"VERB", "AUX"}:
            yield from self._auxiliaries(trigger)
            if self._starts_clause(trigger, {"if", "unless", "whether", "should"}):
                yield Modality.HYPOTHETICAL
        for child in self._tree.children(trigger, "acl", "relcl"):
            verb = self._tree.tokens[child]
            if verb.tag == "VBN" and verb.lemma in {"schedule", "plan", "expect", "set", "slate", "propose"}:
                yield Modality.HYPOTHETICAL if verb.lemma == "propose" else Modality.PLANNED
            if verb.tag == "VBN" and verb.lemma in {"cancel", "postpone"}:
                yield Modality.DENIED
            if verb.dep == "relcl" and not self._tree.children(child, "nsubj"):
                yield from self._auxiliaries(child)
            elif verb.dep == "relcl":
                yield from (m for m in self._auxiliaries(child) if m is Modality.PLANNED)

    def _adjective(self, index: int) -> Iterator[Modality]:
        lemma = self._tree.tokens[index].lemma
        if lemma in lexicon.PLANNED_WORDS and lemma not in {"coming"} or lemma == "next":
            yield Modality.PLANNED
        elif lemma in lexicon.HYPOTHETICAL_WORDS:
            yield Modality.HYPOTHETICAL
        elif lemma in _REPORTEDLY:
            yield Modality.CLAIMED
        elif lemma in {"cancel", "cancelled", "canceled", "no"}:
            yield Modality.DENIED

    def _auxiliaries(self, verb: int) -> Iterator[Modality]:
        if self._tree.is_negated(verb):
            yield Modality.DENIED
        for aux in self._tree.children(verb, "aux"):
            word = self._tree.tokens[aux].text.lower()
            if word in {"will", "shall", "'ll", "’ll", "wo"}:
                yield Modality.PLANNED
            elif word in lexicon.MAYBE_AUX:
                yield Modality.HYPOTHETICAL
        token = self._tree.tokens[verb]
        if token.lemma in {"go"} and any(self._tree.tokens[i].dep == "xcomp" for i in self._tree.children(verb)):
            yield Modality.PLANNED
        if any(self._tree.tokens[i].lemma in _REPORTEDLY for i in self._tree.children(verb, "advmod")):
            yield Modality.CLAIMED
        if token.lemma == "be" or token.dep == "xcomp":
            head = self._tree.tokens[token.head]
            is_to_be = head.lemma == "be" and token.dep == "xcomp" and head.dep != "aux"
            if is_to_be and any(self._tree.tokens[i].lemma == "to" for i in self._tree.children(verb, "aux")):
                yield Modality.PLANNED

    def _by_governor(self, governor: _Governor) -> Iterator[Modality]:
        token = self._tree.tokens[governor.index]
        below = self._tree.tokens[governor.below]
        if token.pos == "ADP":
            if token.lemma == "without":
                yield Modality.DENIED
            elif token.lemma in {"for", "on", "about"} and self._asks_for(governor.index):
                yield Modality.HYPOTHETICAL
            elif token.lemma in {"before", "until", "ahead"} and below.dep == "pcomp":
                yield Modality.PLANNED
            return
        if token.lemma in {"participation", "attendance"} and self._tree.tokens[token.head].lemma in {
            "confirm",
            "announce",
        }:
            yield Modality.PLANNED
        if below.dep in {
            "nsubj",
            "prep",
            "advcl",
            "npadvmod",
            "advmod",
        } and token.lemma not in lexicon.DENY_VERBS | lexicon.PLANNED_WORDS | {"schedule", "expect", "plan"}:
            return
        is_called_off = (
            token.lemma in _CALL_OFF and below.dep == "nsubj" and not self._tree.children(governor.index, "dobj")
        )
        if is_called_off:
            yield Modality.DENIED
        elif token.lemma in lexicon.DENY_VERBS and below.dep not in {"nsubj", "prep", "advcl"}:
            yield from self._refusal(governor)
        elif token.pos in {"NOUN", "ADJ"} and (token.lemma in lexicon.PLANNED_WORDS or token.lemma == "plan"):
            yield Modality.PLANNED
        elif token.lemma in lexicon.HYPOTHETICAL_WORDS or token.lemma in lexicon.CALL_FOR_NOUNS and token.pos == "NOUN":
            if token.lemma not in {"attempt", "bid"}:
                yield Modality.HYPOTHETICAL
        elif token.lemma == "invite" and self._tree.children(governor.index, "auxpass"):
            yield Modality.PLANNED
        elif (
            token.lemma in lexicon.HYPOTHETICAL_VERBS
            and token.pos == "VERB"
            and below.dep not in {"nsubj", "prep", "advcl"}
        ):
            yield Modality.HYPOTHETICAL
        elif (
            token.lemma in lexicon.PLANNED_VERBS
            and token.pos == "VERB"
            and below.dep in {"xcomp", "ccomp", "dobj", "nsubjpass", "pobj"}
        ):
            if token.lemma not in {"announce", "confirm"} or below.dep == "xcomp":
                yield Modality.PLANNED

    def _refusal(self, governor: _Governor) -> Iterator[Modality]:
        token = self._tree.tokens[governor.index]
        below = self._tree.tokens[governor.below]
        if token.lemma == "rule" and not any(
            self._tree.tokens[i].lemma == "out" for i in self._tree.children(governor.index)
        ):
            return
        if token.lemma in lexicon.NOT_REAL_DENY and below.dep in {"dobj", "nsubjpass"} and token.lemma != "postpone":
            return
        yield Modality.DENIED

    def _asks_for(self, preposition: int) -> bool:
        above = self._tree.head(preposition)
        if above is None:
            return False
        token = self._tree.tokens[above]
        return token.lemma in {
            "call",
            "appeal",
            "ask",
            "push",
            "press",
            "plead",
            "hope",
            "wait",
            "plan",
        } | lexicon.CALL_FOR_NOUNS and (token.pos in {"VERB", "NOUN"})

    def _is_told_to_stop(self, trigger: int, governors: list[_Governor]) -> bool:
        """A rival's demand that it end presupposes the relation (`must stop supporting X`)."""
        nearest = self._tree.tokens[governors[0].index] if governors else None
        adverbs = {
            self._tree.tokens[i].lemma for i in self._tree.subtree(trigger) if self._tree.tokens[i].head == trigger
        }
        ends = (
            nearest is not None and nearest.lemma in {"stop", "cease", "end"} and nearest.pos == "VERB"
        ) or "long" in adverbs
        ends = ends or any(
            self._tree.tokens[i].text.lower() == "longer" for i in self._tree.children(trigger, "advmod")
        )
        demands = {"must", "should", "ask", "demand", "urge", "order", "tell", "call", "warn", "need"}
        words = {self._tree.tokens[g.index].lemma for g in governors}
        auxiliaries = {self._tree.tokens[i].lemma for g in governors[:2] for i in self._tree.children(g.index, "aux")}
        return ends and bool((words | auxiliaries) & demands)

    def _failed(self, trigger: int, governors: list[_Governor]) -> bool:
        nearby = {trigger, *(g.index for g in governors[:2])}
        words = {self._tree.tokens[i].lemma for n in nearby for i in (n, *self._tree.children(n))}
        return bool(words & _FAILED)

    def _certainty(self, trigger: int) -> Certainty:
        clause = self._tree.clause_of(trigger)
        words = {self._tree.tokens[i].text.lower() for n in (trigger, clause) for i in self._tree.children(n)}
        if words & {"may", "might", "could", "possible", "possibly", "perhaps"}:
            return Certainty.POSSIBLE
        if words & {"likely", "probably", "reportedly", "apparently", "allegedly", "expected"}:
            return Certainty.PROBABLE
        return Certainty.CERTAIN

    # who says so

    def _speakers(self, trigger: int, governors: list[_Governor]) -> tuple[Speaker, ...]:
        chain: list[Speaker] = []
        for governor in governors:
            token = self._tree.tokens[governor.index]
            below = self._tree.tokens[governor.below]
            if self._is_quoted(governor.index):
                continue
            is_said = below.dep in _REPORTED or (below.dep == "dobj" and token.lemma in {"announce", "deny", "report"})
            if token.lemma in lexicon.SAY_VERBS and token.pos == "VERB" and is_said:
                chain += self._sayer(governor.index)
            elif token.lemma in {"quote", "cite"}:
                chain += self._sayer(governor.index)
        chain += self._according_to(trigger, governors)
        if not chain:
            chain += self._closing_clause(trigger)
        if not chain and self._quoted_speaker is not None:
            chain.append(self._quoted_speaker)
        unique = {speaker.label: speaker for speaker in chain}
        return tuple(unique.values())

    def _is_quoted(self, verb: int) -> bool:
        """`saying` in `quoted X as saying`, whose speaker is the object of `quoted`."""
        token = self._tree.tokens[verb]
        above = self._tree.tokens[token.head]
        return token.dep == "pcomp" and above.lemma == "as" and self._tree.tokens[above.head].lemma in {"quote", "cite"}

    def _sayer(self, verb: int) -> list[Speaker]:
        token = self._tree.tokens[verb]
        found = []
        if token.lemma in {"quote", "cite"}:
            found += [self.speaker(i) for i in self._tree.children(verb, "dobj", "nsubjpass")]
        is_passive = bool(self._tree.children(verb, "auxpass"))
        subjects = self._tree.objects_of(verb, "by") if is_passive else self._tree.subjects(verb)
        if token.lemma not in {"quote", "cite"} or not is_passive:
            found += [self.speaker(i) for i in subjects]
        return [speaker for speaker in found if speaker is not None]

    def _according_to(self, trigger: int, governors: list[_Governor]) -> list[Speaker]:
        verbs = {trigger, *(g.index for g in governors)}
        for token in self._tree.tokens:
            is_source = token.lemma == "according" or (token.lemma == "accord" and token.tag == "VBG")
            if is_source and (token.head in verbs or self._tree.clause_of(token.index) in verbs):
                for to in self._tree.children(token.index, "prep"):
                    for obj in self._tree.children(to, "pobj", "pcomp"):
                        speaker = self.speaker(obj)
                        return [speaker] if speaker else []
        return []

    def _closing_clause(self, trigger: int) -> list[Speaker]:
        """A reporting clause that the parser made the root's sister (`…, the embassy said.`)."""
        verbs = set(self._tree.ancestors(trigger)) | {trigger}
        for token in self._tree.tokens:
            says = (
                token.lemma in {"say", "announce", "report", "tell"}
                and token.pos == "VERB"
                and token.index not in verbs
            )
            if (
                says
                and token.dep in {"parataxis", "ccomp", "advcl", "conj", "ROOT"}
                and token.index > trigger
                and token.index >= len(self._tree.tokens) - 6
            ):
                subjects = self._tree.children(token.index, "nsubj")
                return [s for s in map(self.speaker, subjects) if s]
        return []

    def speaker(self, index: int) -> Speaker | None:
        """Who a noun phrase makes the speaker; None for words that name nobody (`it`, `this`)."""
        token = self._tree.tokens[index]
        actors = self._denoter.single(index)
        item = self._denoter.mention(index)
        named = item is not None and item.link is not None and not item.is_modifier
        if token.pos == "PRON":
            return Speaker(actors[0].label, actors[0]) if actors else None
        if named and actors:
            return Speaker(self._short(actors[0]), actors[0])
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        left = min(
            (
                i
                for i in self._tree.subtree(index)
                if i <= index and self._tree.tokens[i].dep in {"amod", "compound", "nmod", "poss", "case"}
            ),
            default=index,
        )
        right = index + 1
        for preposition in self._tree.children(index, "prep"):
            if self._tree.tokens[preposition].lemma in {"of", "in", "at", "from"} and preposition == index + 1:
                right = max(self._tree.subtree(preposition)) + 1
        label = " ".join(
            t.text for t in self._tree.tokens[left:right] if t.pos not in {"DET", "PUNCT"} or t.dep == "case"
        )
        is_named = bool(actors) and token.lemma not in lexicon.ANONYMOUS
        return Speaker(label.replace(" 's", "'s").replace(" ’s", "’s"), actors[0] if actors else None, is_named)

    def _short(self, actor: Actor) -> str:
        return actor.label

    def _is_mere_claim(
        self, trigger: int, governors: list[_Governor], speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]
    ) -> bool:
        """Whether only an interested, an anonymous or an accusing voice stands behind the relation."""
        lemmas = {self._tree.tokens[g.index].lemma for g in governors}
        if lemmas & lexicon.INTERESTED_VERBS:
            return not self._is_own_act(speakers, parties)
        if not speakers:
            return False
        first = speakers[0]
        if (
            not first.is_named
            and first.actor is None
            and any(word in lexicon.ANONYMOUS for word in first.label.lower().split())
        ):
            return True
        words = first.label.lower().split()
        return first.actor is None and bool({"diplomat", "source", "sources"} & set(words))

    def _is_own_act(self, speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]) -> bool:
        if not speakers or speakers[0].actor is None:
            return False
        return owner(speakers[0].actor) in {owner(actor) for actor in parties[:1]} and (
            speakers[0].actor.actor_class is not ActorClass.OUTLET
        )
