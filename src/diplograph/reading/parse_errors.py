"""What the parser gets wrong in ways that news repeats, put right word by word.

A spaCy token goes in, its head or its dependency label comes out.
"""

from __future__ import annotations

from typing import Any

_NAMED = frozenset({"GPE", "ORG", "NORP", "PERSON"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_TELLING_OF = frozenset({"accuse", "acquit", "assure", "convict", "notify", "remind", "suspect"})
"""Verbs that take a person, and after `of` what is said of that person."""
_TOLD = frozenset({"dobj", "nsubjpass"})


def head_of(token: Any) -> Any:
    """The word on which a word hangs."""
    head = _listed_with(token) or _told_by(token) or token.head
    if _swallowed_by_day(token) or _takes_place_of(token):
        head = head.head
    while (head.is_space or _is_misled(token, head)) and head.head is not head:
        head = head.head
    return head


def _is_misled(token: Any, head: Any) -> bool:
    """Whether the parser hung a subject on an auxiliary (`X/nsubj ← is ← mediating`), which governs nothing."""
    return token.dep_ in {"nsubj", "nsubjpass"} and head.dep_ in {"aux", "auxpass"}


def _swallowed_by_day(token: Any) -> bool:
    """Whether a place hangs on the weekday after it (`in Damascus/compound ← Monday/pobj`)."""
    head = token.head
    is_part = token.dep_ in {"compound", "nmod"} and token.ent_type_ in {"GPE", "LOC", "FAC", "ORG", "PERSON"}
    return is_part and head.lower_ in _DAYS and head.dep_ == "pobj" and token.i == head.i - 1


def _takes_place_of(token: Any) -> bool:
    """Whether a weekday has swallowed the place before it."""
    return token.lower_ in _DAYS and token.dep_ == "pobj" and any(_swallowed_by_day(child) for child in token.lefts)


def dependency_of(token: Any) -> str:
    """The dependency label; a name right after its verb is the object, not an adverb (`X supports Y`)."""
    if token.dep_ == "compound" and token.i == token.head.i - 1 and hides_verb(token.head):
        return "nsubj"
    if _swallowed_by_day(token):
        return "pobj"
    if _takes_place_of(token):
        return "npadvmod"
    is_object = token.dep_ == "npadvmod" and token.ent_type_ in _NAMED and token.head.pos_ == "VERB"
    return "dobj" if is_object and token.i == token.head.i + 1 else str(token.dep_)


def _listed_with(token: Any) -> Any:
    """The name with which another is listed, where the parser coordinates it with a verb (`met X, and Y, the Z`)."""
    if token.dep_ != "conj" or token.pos_ not in {"NOUN", "PROPN"} or token.head.pos_ != "VERB":
        return None
    before = token.doc[token.sent.start : token.left_edge.i]
    named = [word for word in before if word.dep_ in {"pobj", "dobj"} and word.ent_type_ == "PERSON"]
    return named[-1] if named and before and before[-1].lower_ in {"and", ","} else None


def hides_verb(token: Any) -> bool:
    """Whether a noun in the singular stands where a clause after `that` has its verb."""
    is_noun = token.tag_ == "NN" and token.dep_ == "ccomp"
    return is_noun and any(child.dep_ == "mark" and child.lower_ == "that" for child in token.lefts)


def _told_by(token: Any) -> Any:
    """The verb for which somebody is said to do what follows `of`, where the parser hung it on the person.

    Of 76 such clauses in 6,347 passages of news, 12 were parsed so (`accused ← military ← of ← supplying`).
    """
    person = token.head
    if token.dep_ != "prep" or token.lower_ != "of" or person.dep_ not in _TOLD:
        return None
    is_clause = any(child.dep_ == "pcomp" for child in token.children)
    is_deed = is_clause or (person.pos_ == "PROPN" and any(map(_is_no_name, token.children)))
    return person.head if is_deed and person.head.lemma_ in _TELLING_OF else None


def _is_no_name(token: Any) -> bool:
    return token.dep_ == "pobj" and token.pos_ == "NOUN" and token.ent_type_ not in _NAMED
