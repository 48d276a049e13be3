"""How a text stands to a relation: how real, how certain, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.extraction import lexicon, report_words
from diplograph.extraction.attribution import AttributionReader
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.modality import Governor, ModalityReader
from diplograph.extraction.voices import Voice
from diplograph.model import KINDS_OF, Actor, ActorClass, Certainty, Modality, Polarity, RelationType, Speaker
from diplograph.syntax import Tree

_ANONYMOUS_WORDS = frozenset({"diplomat", "diplomats", "source", "sources", "insider", "insiders", "informant"})
_DESCRIBED = lexicon.ANONYMOUS | frozenset(
    {"attache", "attaches", "attachés", "attaché", "aides", "commanders", "insiders", "experts", "observer",
     "observers", "informants", "correspondent", "eyewitness", "eyewitnesses", "envoys", "document", "documents"}
)  # fmt: skip
_OFFICIALS = frozenset({"official", "officials", "aide", "aides"})
"""Those who speak for a government without a name; what they tell counts as told by it."""
_OPPONENTS = frozenset(
    {"opposition", "exile", "exiles", "exiled", "dissident", "dissidents", "rebel", "rebels", "defector"}
)
"""Words for those who speak against a government, whose word on its help is a rival's."""
_TRIES = lexicon.EFFORT_WORDS | {"fail"}
"""Who tries to mediate mediates, even in vain."""
_NOT_RIVALS = frozenset({ActorClass.OUTLET, ActorClass.INTERGOVERNMENTAL_ORGANIZATION, ActorClass.MEDIATION_BODY})
_VOICELESS = Voice()


@dataclass(frozen=True, slots=True)
class Stance:
    """Modality, polarity, certainty and note of one relation, with its chain of speakers (first speaker first)."""

    modality: Modality
    polarity: Polarity
    certainty: Certainty
    speakers: tuple[Speaker, ...]
    note: str | None = None


def polarity_of(modality: Modality) -> Polarity:
    """Negative for what is denied alone."""
    return Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.AFFIRMATIVE


class StanceReader:
    """Reads the stance of relations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        voice: whose words the sentence is, and who spoke last before it.
    """

    def __init__(self, denoter: Denoter, voice: Voice = _VOICELESS) -> None:
        self._tree = denoter.tree
        self._modality = ModalityReader(denoter.tree)
        self.attribution = AttributionReader(denoter, voice.speaker, voice.last)

    def read(
        self,
        trigger: int,
        parties: tuple[Actor, ...],
        hint: Modality | None = None,
        *,
        type_: RelationType,
    ) -> Stance:
        """The stance of a relation stated at a token.

        Args:
            trigger: the word that states the relation.
            parties: everybody in the relation.
            hint: what the frame already makes of it (an invitation is hypothetical).
            type_: the family of the relation: who tries to mediate mediates, and a rival's word on help only claims.
        """
        efforts_count = type_ is RelationType.MEDIATES
        governors = list(self._modality.governors(trigger))
        above = list(self._modality.governors(trigger, is_told=True))
        speakers = self.attribution.speakers(trigger, above, is_speech=type_ is RelationType.SPEECH_ACT)
        reality = [
            g
            for g in governors
            if not (efforts_count and self._tree.tokens[g.index].lemma in _TRIES) or self._tree.is_negated(g.index)
        ]
        words = self._modality.modalities(trigger, reality, is_speech=type_ not in KINDS_OF)
        modality = min((*words, *((hint,) if hint else ())), key=list(Modality).index, default=Modality.ASSERTED)
        if hint is Modality.ASSERTED:
            modality = hint
        is_given = hint is Modality.ASSERTED and type_ in KINDS_OF
        if not efforts_count and self._modality.is_told_to_stop(trigger, governors):
            modality = Modality.CLAIMED
        if (
            modality is Modality.ASSERTED
            and not is_given
            and self._is_claim(trigger, governors, speakers, parties, type_)
        ):
            modality = Modality.CLAIMED
        note = "failed" if self._modality.has_failed(trigger, governors) else None
        return Stance(modality, polarity_of(modality), _certainty(self._tree, trigger), speakers, note)

    def _is_claim(
        self,
        trigger: int,
        governors: list[Governor],
        speakers: tuple[Speaker, ...],
        parties: tuple[Actor, ...],
        type_: RelationType,
    ) -> bool:
        """Whether the relation is only claimed, by what counts as a claim for its family.

        That somebody helps another is the word of a rival, or of whoever fights him; what their side does officials
        know without a name; and a mediation is doubted only where diplomats or nameless sources tell of it.
        """
        if type_ is RelationType.MEDIATES:
            return bool(speakers) and not speakers[0].is_named and bool(_words(speakers[0]) & _ANONYMOUS_WORDS)
        is_alleged = type_ in KINDS_OF and self.attribution.alleges(trigger) and not self._is_own_act(speakers, parties)
        if is_alleged or (type_ is RelationType.BACKS and speakers and self._is_rival(speakers[0], parties)):
            return True
        is_known = type_ in KINDS_OF and bool(speakers) and self._is_in_the_know(speakers[0], parties, type_)
        return not is_known and self._is_mere_claim(trigger, governors, speakers, parties)

    def _is_in_the_know(self, speaker: Speaker, parties: tuple[Actor, ...], type_: RelationType) -> bool:
        """Whether officials tell of it who do not hide, of help those of either side alone, or media of a state."""
        words = _words(speaker)
        sides = {owner(actor) for actor in parties}
        is_concerned = type_ is not RelationType.BACKS or (speaker.actor is not None and owner(speaker.actor) in sides)
        is_official = bool(words & _OFFICIALS) and is_concerned and not self._hides_name()
        return is_official or {"state", "media"} <= words

    def _is_mere_claim(
        self, trigger: int, governors: list[Governor], speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]
    ) -> bool:
        """Whether only an interested, an anonymous or an accusing voice stands behind the relation."""
        lemmas = {self._tree.tokens[g.index].lemma for g in governors}
        is_blamed = any(
            self._tree.tokens[governor.index].lemma in lexicon.BLAMING_VERBS and self._says_clause(trigger, governor)
            for governor in governors
        )
        if lemmas & lexicon.INTERESTED_VERBS or is_blamed:
            return not self._is_own_act(speakers, parties)
        if not speakers:
            return False
        first, words = speakers[0], _words(speakers[0])
        if not first.is_named and (words & _ANONYMOUS_WORDS or self._hides_name()):
            return True
        if first.actor is None:
            return bool(words & _ANONYMOUS_WORDS) or (not first.is_named and bool(words & _DESCRIBED))
        return not first.is_named and not self._is_own_act(speakers, parties)

    def _hides_name(self) -> bool:
        """Whether the speaker is said to stay unnamed (`on condition of anonymity`)."""
        return any(token.lemma in {"anonymity", "anonymously"} for token in self._tree.tokens)

    def _says_clause(self, trigger: int, governor: Governor) -> bool:
        """Whether what is blamed is told in a clause (`blamed X for arming Y`), not named (`blamed the talks`)."""
        below = [trigger, *self._tree.ancestors(trigger)]
        path = below[: below.index(governor.index)] if governor.index in below else below
        return any(self._tree.tokens[i].pos == "VERB" for i in path)

    def _is_rival(self, speaker: Speaker, parties: tuple[Actor, ...]) -> bool:
        """Whether a state tells of another's help for those who fight it, or for any fighters."""
        if speaker.actor is None and _words(speaker) & _OPPONENTS:
            return True
        helped = [actor for actor in parties if owner(actor).actor_class is ActorClass.ARMED_FORCE]
        if not helped or (speaker.actor is None and speaker.label.lower() in report_words.NOBODY):
            return False
        if speaker.actor is None:
            return speaker.is_named
        side = owner(speaker.actor)
        if speaker.actor.actor_class in _NOT_RIVALS or side.actor_class in _NOT_RIVALS:
            return False
        return side not in {owner(actor) for actor in parties}

    def _is_own_act(self, speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]) -> bool:
        if not speakers or speakers[0].actor is None:
            return False
        return owner(speakers[0].actor) in {owner(actor) for actor in parties[:1]} and (
            speakers[0].actor.actor_class is not ActorClass.OUTLET
        )


def _words(speaker: Speaker) -> set[str]:
    return set(speaker.label.lower().split())


def _certainty(tree: Tree, trigger: int) -> Certainty:
    """How certain the wording of the clause is."""
    clause = tree.clause_of(trigger)
    words = {tree.tokens[i].text.lower() for n in (trigger, clause) for i in tree.children(n)}
    if words & {"may", "might", "could", "possible", "possibly", "perhaps"}:
        return Certainty.POSSIBLE
    if words & {"likely", "probably", "reportedly", "apparently", "allegedly", "expected"}:
        return Certainty.PROBABLE
    return Certainty.CERTAIN
