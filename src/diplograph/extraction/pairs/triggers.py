"""The words of a sentence that may state a relation, by family and by the way they take their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.extraction import lexicon
from diplograph.extraction.compounds import is_hyphenated
from diplograph.model import RelationType, Token
from diplograph.syntax import Tree

_ENVOY_NOUNS = frozenset({"envoy", "negotiator", "emissary", "maker", "representative"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may state a relation.

    Attributes:
        index: its position in the sentence.
        type: the family of relations.
        manner: what sort of word it is (`meet-verb`, `talks-noun`, `arms-noun` …).
    """

    index: int
    type: RelationType
    manner: str


_VERBS: tuple[tuple[frozenset[str], RelationType, str], ...] = (
    (lexicon.MEET_VERBS, RelationType.MEETS, "meet-verb"),
    (lexicon.CALL_VERBS, RelationType.MEETS, "call-verb"),
    (lexicon.RECEIVE_VERBS, RelationType.MEETS, "receive-verb"),
    (lexicon.VISIT_VERBS, RelationType.MEETS, "visit-verb"),
    (lexicon.TRAVEL_VERBS, RelationType.MEETS, "travel-verb"),
    (frozenset({"invite"}), RelationType.MEETS, "invite-verb"),
    (lexicon.POLITICAL_VERBS, RelationType.BACKS, "support-verb"),
    (lexicon.ARMED_VERBS, RelationType.BACKS, "arm-verb"),
    (lexicon.HELP_VERBS, RelationType.BACKS, "help-verb"),
    (lexicon.STAND_VERBS, RelationType.BACKS, "stand-verb"),
    (lexicon.MEDIATE_VERBS, RelationType.MEDIATES, "mediate-verb"),
    (lexicon.BROKER_VERBS, RelationType.MEDIATES, "broker-verb"),
)
_NOUNS: tuple[tuple[frozenset[str], RelationType, str], ...] = (
    (lexicon.SUMMIT_NOUNS, RelationType.MEETS, "summit-noun"),
    (lexicon.VISIT_NOUNS, RelationType.MEETS, "visit-noun"),
    (lexicon.CONTACT_NOUNS, RelationType.MEETS, "talks-noun"),
    (lexicon.SUPPORT_NOUNS, RelationType.BACKS, "support-noun"),
    (lexicon.ARMS_NOUNS, RelationType.BACKS, "arms-noun"),
    (lexicon.TROOP_NOUNS, RelationType.BACKS, "troops-noun"),
    (lexicon.BACKER_NOUNS, RelationType.BACKS, "backer-noun"),
    (lexicon.PACT_NOUNS, RelationType.BACKS, "pact-noun"),
    (lexicon.MEDIATION_NOUNS, RelationType.MEDIATES, "mediation-noun"),
    (lexicon.MEDIATOR_NOUNS, RelationType.MEDIATES, "mediator-noun"),
)


def find_triggers(tree: Tree) -> Iterator[Trigger]:
    """The triggers of a sentence in order; one word may be of more than one family."""
    for token in tree.tokens:
        if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
            calls_for = token.lemma == "call" and bool(tree.objects_of(token.index, "for", "on"))
            yield from (each for each in _of(token, _VERBS) if not (calls_for and each.manner == "call-verb"))
            if token.text.lower() in lexicon.BACKED_PARTICIPLES and is_hyphenated(tree, token.index):
                yield Trigger(token.index, RelationType.BACKS, "backed-compound")
        elif token.pos in {"NOUN", "PROPN", "ADJ"}:
            yield from _of(token, _NOUNS)
            if token.lemma in _ENVOY_NOUNS and _has_modifier(tree, token.index, {"peace"}):
                yield Trigger(token.index, RelationType.MEDIATES, "peace-envoy")
            if token.text.lower() in lexicon.BACKED_PARTICIPLES and is_hyphenated(tree, token.index):
                yield Trigger(token.index, RelationType.BACKS, "backed-compound")


def _of(token: Token, table: tuple[tuple[frozenset[str], RelationType, str], ...]) -> Iterator[Trigger]:
    seen: set[RelationType] = set()
    for words, type_, manner in table:
        if token.lemma in words and type_ not in seen:
            seen.add(type_)
            yield Trigger(token.index, type_, manner)


def _has_modifier(tree: Tree, index: int, lemmas: set[str]) -> bool:
    return any(tree.tokens[i].lemma in lemmas for i in tree.children(index, "amod", "compound", "nmod"))
