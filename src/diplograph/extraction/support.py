"""Who backs whom: support that verbs and nouns state, word by word."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.support_nouns import SupportNouns
from diplograph.extraction.support_verbs import SupportVerbs


class SupportFrames:
    """Finds support in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._tree = denoter.tree
        self._verbs = SupportVerbs(denoter)
        self._nouns = SupportNouns(denoter)

    def find(self) -> Iterator[Draft]:
        """The support that the sentence states, one draft for each word that states it."""
        for token in self._tree.tokens:
            if token.tag.startswith("VB") or token.pos in {"VERB", "ADJ"}:
                yield from self._verbs.read(token.index)
            if token.pos in {"NOUN", "PROPN"}:
                yield from self._nouns.read(token.index)
