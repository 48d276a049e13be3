"""Who is at a meeting of others in a third role: `met, with X as mediators`, `with X once more in the chair`."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.syntax import Tree

_THIRD_ROLES = lexicon.MEDIATOR_NOUNS | {
    "host", "chair", "chairman", "chairwoman", "moderator", "observer", "witness", "guarantor", "sponsor", "go",
    "intercessor", "conciliator", "umpire", "referee", "convener", "convenor", "interpreter",
}  # fmt: skip
"""Nouns for those who are there and are no side; of `go-between` the first part."""
NEGOTIATED = lexicon.DEAL_NOUNS | lexicon.CONTACT_NOUNS | lexicon.PROCESS_NOUNS
"""Nouns for what a third party brokers, hosts or sponsors."""
_SEATS = frozenset({"chair", "attendance", "background", "middle"})
"""What one is in who looks after the talks of others (`with X in the chair`)."""
_HOLDING = frozenset({"act", "serve"})
_STOPS = frozenset(",.;:")
_REACH = 8


def attendants(tree: Tree, verb: int) -> Iterator[tuple[int, int]]:
    """Those whom a verb's `with` brings in as a third side, each with the word for the role."""
    for one in tree.objects_of(verb, "with"):
        if (role := _role_after(tree, _end_of_names(tree, one))) is not None:
            yield one, role


def involved_in(tree: Tree, noun: int) -> tuple[int, ...]:
    """Those whom a participle after a noun says it involves (`talks involving X and Y`)."""
    told = (i for i in tree.children(noun, "acl") if tree.tokens[i].lemma == "involve" and tree.tokens[i].tag == "VBG")
    return tuple(one for i in told for one in tree.children(i, "dobj"))


def _end_of_names(tree: Tree, index: int) -> int:
    """The last word of the names that a phrase lists or is explained by, with the comma that closes an explanation."""
    last = index
    for one in tree.conjuncts(index):
        explained = [_end_of_names(tree, i) for i in tree.children(one, "appos")]
        last = max(last, one, *explained)
        is_closed = bool(explained) and last + 1 < len(tree.tokens) and tree.tokens[last + 1].text == ","
        last += int(is_closed)
    return last


def negotiated_noun(tree: Tree, noun: int) -> int:
    """The talks or the deal, where a participle hangs on the last of their sides (`talks of A with B led by C`)."""
    for above in (noun, *tree.ancestors(noun)):
        token = tree.tokens[above]
        if token.lemma in NEGOTIATED:
            return above
        if token.dep not in {"pobj", "conj", "prep", "appos"} and token.pos not in {"ADP"}:
            return noun
    return noun


def _role_after(tree: Tree, last: int) -> int | None:
    """The last role that the words right after a name give it; a comma or a verb ends them."""
    link = role = None
    for token in tree.tokens[last + 1 : last + 1 + _REACH]:
        if (link == "as" and token.lemma in _THIRD_ROLES) or (link == "in" and token.lemma in _SEATS):
            role = _last_of_word(tree, token.index)
        elif token.text in _STOPS or (token.pos == "VERB" and token.lemma not in _HOLDING):
            break
        link = token.lemma if token.lemma in {"as", "in"} else link
    return role


def _last_of_word(tree: Tree, index: int) -> int:
    """The end of a word that the tokenizer has cut at its hyphens (`go-betweens`)."""
    while index + 2 < len(tree.tokens) and tree.tokens[index + 1].text == "-":
        index += 2
    return index
