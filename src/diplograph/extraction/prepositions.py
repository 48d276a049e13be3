"""What a preposition, with the word that it hangs on, makes of the event after it."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon, outlook, reality_words
from diplograph.model import Modality, Token
from diplograph.syntax import Tree

_POINTS = frozenset({"point", "sense", "use", "need", "reason"})
"""Nouns of which there is none in what one will not do (`saw no point in meeting X`)."""
_WARNINGS = frozenset({"warn", "caution", "advise", "warning"})

_UNDECIDED = frozenset({"open", "amenable", "receptive", "closer", "close"})
"""What one is to doing something that is not done (`was open to holding talks`)."""
_AGREEING = frozenset({"agree", "consent", "assent"})


class Prepositions:
    """Reads the prepositions of one sentence.

    Args:
        tree: the sentence's dependency tree.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def mood(self, preposition: int, below: Token) -> Iterator[Modality]:
        """How real it puts what stands below it.

        Args:
            preposition: its position.
            below: the word through which the event hangs on it.
        """
        lemma, is_doing = self._tree.tokens[preposition].lemma, below.dep == "pcomp"
        if lemma == "without" or self._is_pointless(preposition):
            yield Modality.DENIED
        elif lemma == "against" and is_doing and self._above(preposition) in _WARNINGS:
            yield Modality.HYPOTHETICAL
        elif self._is_planned(preposition, is_doing=is_doing) or self._is_agreed_to(preposition, below):
            yield Modality.PLANNED
        elif self._is_undecided(preposition, is_doing=is_doing) or self._asks_for(preposition):
            yield Modality.HYPOTHETICAL
        elif outlook.is_run_up(self._tree, preposition) or (lemma in {"before", "until", "ahead"} and is_doing):
            yield Modality.PLANNED

    def _above(self, preposition: int) -> str:
        """The lemma of the word that a preposition hangs on."""
        above = self._tree.head(preposition)
        return self._tree.tokens[above].lemma if above is not None else ""

    def _is_pointless(self, preposition: int) -> bool:
        """`saw no point in meeting X`, where the parser may hang the preposition on the verb."""
        before = self._tree.tokens[preposition - 1] if preposition else None
        is_after_noun = before is not None and before.pos == "NOUN" and before.dep == "dobj"
        noun = preposition - 1 if is_after_noun else self._tree.head(preposition)
        return noun is not None and self._tree.tokens[noun].lemma in _POINTS and self._tree.is_negated(noun)

    def _is_planned(self, preposition: int, *, is_doing: bool) -> bool:
        """`plans for talks`, of which nobody says that they are only wished for; `looks forward to meeting X`."""
        above, lemma = self._tree.head(preposition), self._tree.tokens[preposition].lemma
        if above is None:
            return False
        token = self._tree.tokens[above]
        if lemma == "to" and is_doing and token.lemma == "look":
            return any(self._tree.tokens[i].lemma == "forward" for i in self._tree.children(above))
        return lemma == "for" and token.text.lower() == "plans" and token.pos == "NOUN"

    def _is_agreed_to(self, preposition: int, below: Token) -> bool:
        """`agreed to peace talks`: what is agreed to is still to be held."""
        is_agreeing = self._tree.tokens[preposition].lemma == "to" and self._above(preposition) in _AGREEING
        return is_agreeing and below.lemma in lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS | lexicon.MEDIATION_NOUNS

    def _is_undecided(self, preposition: int, *, is_doing: bool) -> bool:
        """`was open to holding talks`."""
        return self._tree.tokens[preposition].lemma == "to" and is_doing and self._above(preposition) in _UNDECIDED

    def _asks_for(self, preposition: int) -> bool:
        """`called for talks`, `an appeal for help`."""
        if self._tree.tokens[preposition].lemma not in {"for", "on", "about"}:
            return False
        above = self._tree.head(preposition)
        is_verbal = above is not None and self._tree.tokens[above].pos in {"VERB", "NOUN"}
        return is_verbal and self._above(preposition) in reality_words.REQUESTS | lexicon.CALL_FOR_NOUNS
