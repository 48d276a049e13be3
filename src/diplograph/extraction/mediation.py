"""Who mediates: mediations that verbs, nouns and roles state, word by word."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import Discourse
from diplograph.extraction.draft import Draft
from diplograph.extraction.mediation_nouns import MediationNouns
from diplograph.extraction.mediation_verbs import MediationVerbs


class MediationFrames:
    """Finds mediations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
        discourse: what was spoken of before it, for parties named earlier.
    """

    def __init__(self, denoter: Denoter, discourse: Discourse) -> None:
        self._tree = denoter.tree
        self._verbs = MediationVerbs(denoter, discourse)
        self._nouns = MediationNouns(denoter, discourse)

    def find(self) -> Iterator[Draft]:
        """The mediations that the sentence states, one draft for each word that states one."""
        for token in self._tree.tokens:
            read = self._verbs.find_reader(token.index) or self._nouns.find_reader(token.index)
            if read is not None:
                yield from read(token.index)
