"""What a model proposes, as it comes: nothing in it is checked yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that a model says to stand in a text; every name and phrase as written there.

    Attributes:
        quote: the words that state the relation.
        type, kind, modality: codes, as in `Claim`.
        subjects, objects: names of actors, as in `Claim`.
        speakers: who says so, first speaker first, each reported through the next.
        place, date: the words that say where and when.
        score: how far the model is to be trusted, between 0 and 1.
    """

    quote: str
    type: str
    kind: str
    modality: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    score: float = 0.5
