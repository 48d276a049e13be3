"""Reporting clauses that stand beside what they report: `…, the embassy said`, `…," said X`, `X, officials say, …`.

Parsers attach them in many ways, above all in capitals and next to quotations, so they are found by their order of
words: a comma or a closing quotation mark, a noun phrase and a verb of saying, in either order, and nothing after them
that they could govern.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.extraction.report_words import MERE_SAYING, PARTICLE_SAYING
from diplograph.syntax import Tree

_EDGES = frozenset({",", '"', "”", "''", "’’", "--", "—", "–", "»", "?", "!", "-"})
_ENDS = frozenset({".", ",", ";", "!", "?", '"', "“", "”", "--", "—", "–", "-", ":", "''", "(", ")"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTATION_MARKS = frozenset({'"', "”", "''", "’’", "»"})
_CLOSERS = frozenset({",", ".", "!", "?", "-", "…", "..."})
"""What stands before a quotation mark that closes what is said."""
_CLOSING_WORDS = frozenset({"report", "inform", "write", "state", "note", "quote", "add", "say", "announce", "claim"})
"""Verbs of agencies that parsers take for nouns at the end of a sentence."""
_LONGEST_NAME = 14
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PRON", "PART", "NUM", "CCONJ", "PUNCT", "VERB", "ADV"})


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """A reporting clause: its verb, the head of the noun phrase that says so, and its first and last position."""

    verb: int
    speaker: int
    start: int
    end: int

    def covers(self, index: int) -> bool:
        """Whether what stands at a position may be what is said: all but the clause itself."""
        return not self.start <= index <= self.end


def find_reporting_clauses(tree: Tree) -> Iterator[ReportingClause]:
    """The reporting clauses of a sentence, in order."""
    for token in tree.tokens:
        if not _says(tree, token.index):
            continue
        end = _end_of(tree, token.index)
        if end is None:
            continue
        start = _start_of(tree, token.index)
        if start is not None and (head := _head_of(tree, start, token.index)) is not None:
            yield ReportingClause(token.index, head, start, end)
        elif _opens(tree, token.index) and (head := _head_of(tree, token.index + 1, end + 1)) is not None:
            yield ReportingClause(token.index, head, token.index, end)


def _says(tree: Tree, index: int) -> bool:
    """Whether a word is a finite verb of saying, or looks like one where the parser took it for a name."""
    token, word = tree.tokens[index], tree.tokens[index].text.lower()
    if token.lemma in PARTICLE_SAYING and token.pos == "VERB":
        return PARTICLE_SAYING[token.lemma] in {t.text.lower() for t in tree.tokens[index + 1 : index + 2]}
    if token.pos == "VERB" and token.tag in _FINITE | {"VBN"}:
        is_bare = not tree.children(index, "aux", "auxpass", "ccomp", "xcomp") or token.tag in _FINITE
        return token.lemma in MERE_SAYING and is_bare
    if token.pos not in {"NOUN", "PROPN"}:
        return False
    if token.text.islower() and word.endswith("s") and word[:-1] in _CLOSING_WORDS and _is_after_name(tree, index):
        return True
    return word == "said" or (word.endswith("ed") and {word[:-2], word[:-1]} & MERE_SAYING != set())


def _is_after_name(tree: Tree, index: int) -> bool:
    """Whether a word closes the sentence after a name (`…, the BTA informs.`)."""
    is_last = all(token.pos == "PUNCT" for token in tree.tokens[index + 1 : index + 2])
    return is_last and index > 1 and tree.tokens[index - 1].text[:1].isupper()


def _start_of(tree: Tree, verb: int) -> int | None:
    """Where the noun phrase before the verb starts, if a comma or a quotation mark stands before it."""
    for index in range(verb - 1, max(verb - _LONGEST_NAME, 0) - 1, -1):
        token = tree.tokens[index]
        if token.text in _EDGES and index < verb - 1 and not _is_inside_name(tree, index, verb):
            return index + 1 if index > 0 else None
        if token.tag in _FINITE or token.pos == "SCONJ" or token.lemma == "who":
            return None
    return None


def _is_inside_name(tree: Tree, comma: int, verb: int) -> bool:
    """Whether a mark stands inside the speaker's name or description (`the minister, X, said`; `vice-president`)."""
    before = tree.tokens[comma - 1] if comma else None
    if tree.tokens[comma].text == "-":
        return before is not None and before.end == tree.tokens[comma].start
    if tree.tokens[comma].text != "," or tree.tokens[verb - 1].text != ",":
        return False
    return verb - comma > 1 and any(t.text == "," for t in tree.tokens[max(comma - 8, 0) : comma])


def _opens(tree: Tree, verb: int) -> bool:
    """Whether the verb follows what is said directly (`…," said X`)."""
    if verb < 2 or tree.tokens[verb - 1].text not in _EDGES - {"-"}:
        return False
    return tree.tokens[verb - 1].text not in _QUOTATION_MARKS or tree.tokens[verb - 2].text in _CLOSERS


def _end_of(tree: Tree, verb: int) -> int | None:
    """Where the clause ends; None where the verb may govern what follows."""
    for index in range(verb + 1, len(tree.tokens)):
        token = tree.tokens[index]
        if token.text in _ENDS and not (token.text == "-" and token.start == tree.tokens[index - 1].end):
            return index - 1 if token.text != ":" else None
        if token.lemma == "that" and token.pos == "SCONJ":
            return None
        if token.tag in _FINITE and not _is_aside(tree, index, verb):
            return None
    return len(tree.tokens) - 1


def _is_aside(tree: Tree, index: int, verb: int) -> bool:
    """Whether a finite verb stands in a clause of time or a relative clause after the reporting verb."""
    words = [t.lemma for t in tree.tokens[verb + 1 : index]]
    return any(word in {"after", "before", "when", "as", "while", "who", "which", "where"} for word in words)


def _head_of(tree: Tree, start: int, end: int) -> int | None:
    """The head of the noun phrase between two positions; None where none stands there."""
    inside = range(start, end)
    tokens = [tree.tokens[i] for i in inside]
    if not tokens or any(t.pos not in _NAMING and t.pos != "AUX" for t in tokens[:1]):
        return None
    nouns = [
        t for t in tokens if t.pos in {"NOUN", "PROPN", "PRON"} and t.tag not in {"PRP$", "EX", "WP", "WDT", "WP$"}
    ]
    if (
        not nouns
        or any(t.tag in {"WP", "WDT"} for t in tokens[:1])
        or nouns[0].text.lower() in {"it", "this", "that", "what", "there"}
    ):
        return None
    tops = [t.index for t in nouns if t.head not in inside or (t.dep in {"nsubj", "appos"} and t.head == end)]
    doers = [t.index for t in nouns if t.dep == "nsubj"]
    return (tops or doers or [nouns[-1].index])[0]
