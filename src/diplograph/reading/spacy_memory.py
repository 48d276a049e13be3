"""Two parts of the spaCy pipeline that remember what they made of a word: the same results in a third of the time.

spaCy's `attribute_ruler` matches each text against some two hundred patterns, nearly all of one word, and its
`lemmatizer` derives the base form of most words anew each time and looks for it in lists of some ten thousand words.
Both take a quarter of the parser's time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_MOST_WORDS = 200_000
"""Words remembered before all are forgotten; a process that reads for days must not grow."""
_Patterns = Iterable[Mapping[str, Any]]


def remember_words(model: Any) -> None:
    """Make the ruler and the lemmatizer of a loaded pipeline remember."""
    lemmatizer = model.get_pipe("lemmatizer")
    lemmatizer.lemmatize = _remembering(lemmatizer.lemmatize)
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech in list(index):
        index[part_of_speech] = frozenset(index[part_of_speech])
    ruler = model.get_pipe("attribute_ruler")
    ruler.match = _match_nothing
    ruler.set_annotations = _WordRules(model.vocab, ruler.patterns, type(ruler)).apply


def _match_nothing(_: object) -> tuple[()]:
    return ()


def _remembering(lemmatize: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    known: dict[tuple[int, int, int], list[str]] = {}

    def remembered(token: Any) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)
        if key not in known:
            if len(known) >= _MOST_WORDS:
                known.clear()
            known[key] = lemmatize(token)
        return known[key]

    return remembered


class _WordRules:
    """The rules of an attribute ruler; those for one word are looked up by all that they can depend on.

    Args:
        vocab: the pipeline's vocabulary.
        patterns: the ruler's patterns.
        make_ruler: makes a ruler for a vocabulary.
    """

    def __init__(self, vocab: Any, patterns: _Patterns, make_ruler: Callable[[Any], Any]) -> None:
        self._vocab = vocab
        rules = list(patterns)
        self._single, self._several = make_ruler(vocab), make_ruler(vocab)
        self._single.add_patterns([rule for rule in rules if _is_single(rule)])
        self._several.add_patterns([rule for rule in rules if not _is_single(rule)])
        tests = [word["LOWER"] for rule in rules for pattern in rule["patterns"] for word in pattern if "LOWER" in word]
        self._words = {name for test in tests for name in _words_of(test)}
        self._shapes = [re.compile(test["REGEX"]) for test in tests if isinstance(test, dict) and "REGEX" in test]
        self._named: dict[int, bool] = {}
        self._found: dict[tuple[int, bool, int, int], tuple[Any, ...]] = {}

    def apply(self, doc: Any, _: object) -> None:
        """Set what the rules say of each word, those for several words last."""
        for token in doc:
            key = (token.lower if self._is_named(token) else 0, token.is_space, token.tag, token.dep)
            found = self._found.get(key)
            if found is None:
                found = self._found[key] = self._judge(token)
            token.tag, token.dep, token.pos, morph, lemma = found
            token.set_morph(morph)
            if lemma:
                token.lemma = lemma
        matches = self._several.match(doc)
        if matches:
            self._several.set_annotations(doc, matches)

    def _is_named(self, token: Any) -> bool:
        """Whether some rule speaks of the word itself."""
        named = self._named.get(token.lower)
        if named is None:
            if len(self._named) >= _MOST_WORDS:
                self._named.clear()
            word = token.lower_
            named = word in self._words or any(shape.search(word) for shape in self._shapes)
            self._named[token.lower] = named
        return named

    def _judge(self, token: Any) -> tuple[Any, ...]:
        """Tag, label, part of speech, form and lemma that the rules for one word make of it."""
        alone = token.doc[token.i : token.i + 1].as_doc(copy_user_data=False)
        for word in alone:
            word.dep = token.dep
        (word,) = self._single(alone)
        return word.tag, word.dep, word.pos, word.morph, word.lemma


def _is_single(rule: Mapping[str, Any]) -> bool:
    return all(len(pattern) == 1 for pattern in rule["patterns"])


def _words_of(test: Any) -> Iterable[str]:
    return [test] if isinstance(test, str) else test.get("IN", ())
