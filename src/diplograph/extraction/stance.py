"""How a text stands to a relation: how real, how certain, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.extraction import lexicon
from diplograph.extraction.attribution import AttributionReader
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.modality import Governor, ModalityReader
from diplograph.model import Actor, ActorClass, Certainty, Modality, Polarity, Speaker

_ANONYMOUS_WORDS = frozenset({"diplomat", "diplomats", "source", "sources"})


@dataclass(frozen=True, slots=True)
class Stance:
    """Modality, polarity, certainty and note of one relation, with its chain of speakers (first speaker first)."""

    modality: Modality
    polarity: Polarity
    certainty: Certainty
    speakers: tuple[Speaker, ...]
    note: str | None = None


class StanceReader:
    """Reads the stance of relations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        quoted_speaker: who a quotation that runs on from an earlier sentence is ascribed to.
    """

    def __init__(self, denoter: Denoter, quoted_speaker: Speaker | None = None) -> None:
        self._tree = denoter.tree
        self._modality = ModalityReader(denoter.tree)
        self.attribution = AttributionReader(denoter, quoted_speaker)

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
        governors = list(self._modality.governors(trigger))
        speakers = self.attribution.speakers(trigger, governors)
        reality = [
            g for g in governors if not (efforts_count and self._tree.tokens[g.index].lemma in lexicon.EFFORT_WORDS)
        ]
        words = self._modality.modalities(trigger, reality)
        modality = min((*words, *((hint,) if hint else ())), key=list(Modality).index, default=Modality.ASSERTED)
        if hint is Modality.ASSERTED:
            modality = hint
        if not efforts_count and self._modality.is_told_to_stop(trigger, governors):
            modality = Modality.CLAIMED
        if modality is Modality.ASSERTED and not efforts_count and self._is_mere_claim(governors, speakers, parties):
            modality = Modality.CLAIMED
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.AFFIRMATIVE
        note = "failed" if self._modality.has_failed(trigger, governors) else None
        return Stance(modality, polarity, self._modality.certainty(trigger), speakers, note)

    def _is_mere_claim(
        self, governors: list[Governor], speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]
    ) -> bool:
        """Whether only an interested, an anonymous or an accusing voice stands behind the relation."""
        lemmas = {self._tree.tokens[g.index].lemma for g in governors}
        if lemmas & lexicon.INTERESTED_VERBS:
            return not self._is_own_act(speakers, parties)
        if not speakers:
            return False
        first, words = speakers[0], set(speakers[0].label.lower().split())
        if first.actor is None:
            return bool(words & _ANONYMOUS_WORDS) or (not first.is_named and bool(words & lexicon.ANONYMOUS))
        return not first.is_named and not self._is_own_act(speakers, parties)

    def _is_own_act(self, speakers: tuple[Speaker, ...], parties: tuple[Actor, ...]) -> bool:
        if not speakers or speakers[0].actor is None:
            return False
        return owner(speakers[0].actor) in {owner(actor) for actor in parties[:1]} and (
            speakers[0].actor.actor_class is not ActorClass.OUTLET
        )
