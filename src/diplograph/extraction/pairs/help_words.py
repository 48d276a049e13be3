"""What sort of help the words around a relation tell of, where no frame says what is given to whom."""

from __future__ import annotations

from diplograph.extraction import lexicon
from diplograph.model import RelationKind, Token
from diplograph.syntax import Tree

_MONEY = frozenset(
    {"loan", "credit", "grant", "dollar", "euro", "money", "cash", "million", "billion", "$", "€", "£", "lend", "fund",
     "finance", "bankroll", "bailout", "subsidy", "wheat", "salary", "wage", "debt", "pay", "bank", "budget", "rand",
     "pound", "rouble", "ruble", "yen", "franc", "mark"}
)  # fmt: skip
_PAYING = frozenset({"lend", "fund", "finance", "bankroll", "pay"})
_SERVICE = lexicon.TROOP_NOUNS | {
    "train", "officer", "battalion", "regiment", "brigade", "squadron", "policeman", "commando", "instructor", "base",
    "airfield", "sanctuary", "shelter", "airspace", "army", "force", "forces", "paratrooper", "marine", "flight",
}  # fmt: skip
_WORDS = frozenset(
    {"support", "endorse", "recognize", "recognise", "solidarity", "rally", "root", "applaud", "clap", "congratulate",
     "stand", "side", "champion", "endorsement", "backing"}
)  # fmt: skip


def find_kind_of_help(tree: Tree, trigger: int) -> RelationKind | None:
    """The kind of the thing given that stands nearest to a word of support in its clause; None where none is told."""
    inside = sorted(tree.subtree(tree.clause_of(trigger)), key=lambda index: (abs(index - trigger), index))
    told = [kind for index in inside if (kind := _kind_of(tree, tree.tokens[index])) is not None]
    things = [kind for kind in told if kind is not RelationKind.POLITICAL]
    return next(iter(things or told), None)


def _kind_of(tree: Tree, token: Token) -> RelationKind | None:
    if lexicon.is_weapon(token.lemma, token.text):
        return RelationKind.MILITARY if _acts(tree, token) else RelationKind.ARMS
    if token.lemma in _SERVICE:
        return RelationKind.MILITARY
    is_paying = token.pos != "VERB" or token.lemma in _PAYING
    if (token.lemma in _MONEY or token.text in _MONEY) and is_paying:
        return RelationKind.ECONOMIC
    return RelationKind.POLITICAL if token.lemma in _WORDS else None


def _acts(tree: Tree, token: Token) -> bool:
    """Whether weapons help by themselves, with their crews (`supported by aircraft`, `tanks helped`)."""
    return token.dep == "nsubj" or (token.dep == "pobj" and tree.tokens[token.head].lemma == "by")
