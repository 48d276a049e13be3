"""Who says so: the chain of speakers above a relation, and what a noun phrase makes a speaker."""

from __future__ import annotations

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.modality import Governor
from diplograph.model import Speaker

_REPORTED = frozenset({"ccomp", "acl", "parataxis", "pcomp", "advcl", "xcomp", "conj", "prep", "dep"})
_DEMANDS = frozenset(
    {
        "call", "urge", "ask", "propose", "suggest", "offer", "demand", "invite", "appeal", "order", "want", "deny",
        "reject", "dismiss",
    }
)  # fmt: skip
"""Verbs whose subject speaks for what is asked or refused, though no verb of saying stands above."""
_DECLARATIONS = frozenset(
    {"express", "voice", "reaffirm", "reiterate", "declare", "affirm", "restate", "proclaim", "underline", "stress"}
)
"""Verbs whose subject says himself what he declares (`reaffirmed its support for X`)."""
_NOBODY = frozenset({"source", "diplomat", "insider", "report", "witness", "analyst", "expert", "observer"})
_UNDERLINGS = frozenset({"officer", "official", "commander", "aide", "adviser", "lawmaker", "figure"})
_NAME_PARTS = frozenset({"amod", "compound", "nmod", "poss", "case"})


class AttributionReader:
    """Reads chains of speakers in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        quoted_speaker: who a quotation that runs on from an earlier sentence is ascribed to.
    """

    def __init__(self, denoter: Denoter, quoted_speaker: Speaker | None = None) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._quoted_speaker = quoted_speaker

    def speakers(self, trigger: int, governors: list[Governor]) -> tuple[Speaker, ...]:
        """The chain of speakers of a relation, first speaker first; empty where nobody is named."""
        chain: list[Speaker] = []
        for governor in governors:
            token = self._tree.tokens[governor.index]
            below = self._tree.tokens[governor.below]
            if self._is_quoted(governor.index):
                continue
            is_said = below.dep in _REPORTED or (below.dep == "dobj" and token.lemma in {"announce", "deny", "report"})
            is_declared = below.dep == "dobj" and token.lemma in _DECLARATIONS
            is_report = token.lemma in lexicon.SAY_VERBS and token.pos == "VERB" and is_said
            if is_declared or is_report or token.lemma in {"quote", "cite"}:
                chain += self._sayer(governor.index)
        if not chain:
            chain += self._demander(governors)
        chain += self._according_to(trigger, governors)
        if not chain:
            chain += self._closing_clause(trigger)
        if not chain and self._quoted_speaker is not None:
            chain.append(self._quoted_speaker)
        unique = {speaker.label: speaker for speaker in chain}
        return tuple(unique.values())

    def _demander(self, governors: list[Governor]) -> list[Speaker]:
        """Who urges, proposes or offers what is not real yet."""
        for governor in governors:
            token = self._tree.tokens[governor.index]
            is_demand = token.pos == "VERB" and token.lemma in _DEMANDS
            if is_demand and not self._tree.children(governor.index, "auxpass", "prt"):
                found = [speaker for i in self._tree.subjects(governor.index) if (speaker := self.speaker(i))]
                return found[:1]
        return []

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

    def _according_to(self, trigger: int, governors: list[Governor]) -> list[Speaker]:
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
        if actors and (named or self._is_explained(index)):
            return Speaker(actors[0].label, actors[0])
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        left = min(
            (i for i in self._tree.subtree(index) if i <= index and self._tree.tokens[i].dep in _NAME_PARTS),
            default=index,
        )
        right = index + 1
        for preposition in self._tree.children(index, "prep"):
            if self._tree.tokens[preposition].lemma in {"of", "in", "at", "from"} and preposition == index + 1:
                right = max(self._tree.subtree(preposition)) + 1
        label = " ".join(
            t.text for t in self._tree.tokens[left:right] if t.pos not in {"DET", "PUNCT"} or t.dep == "case"
        )
        is_named = bool(actors) and not self._is_anonymous(index)
        return Speaker(label.replace(" 's", "'s").replace(" ’s", "’s"), actors[0] if actors else None, is_named)

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
        return token.lemma in _NOBODY or (token.lemma in _UNDERLINGS and is_one_of_many)
