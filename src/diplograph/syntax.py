"""Walks over the dependency tree of a parsed sentence. Labels are spaCy's (ClearNLP)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from diplograph.model import Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECT_CONTROL = frozenset(
    {
        "accuse", "ask", "urge", "tell", "order", "force", "invite", "persuade", "press", "push", "allow",
        "encourage", "request", "blame", "charge", "suspect", "prevent", "stop", "ban", "convince", "compel",
        "enable", "instruct", "permit", "send", "warn", "caution", "pressure", "beg", "call", "appeal",
        "criticize", "criticise", "condemn", "denounce", "thank", "praise", "slam", "punish", "attack", "rebuke",
        "chide", "fault", "castigate", "sanction", "commend", "congratulate", "shock", "lambast",
    }
)  # fmt: skip
"""Verbs whose object is the subject of what they govern."""
ABSTRACT = frozenset(
    {
        "plan", "bid", "offer", "attempt", "effort", "intention", "decision", "promise", "pledge", "proposal", "wish",
        "desire", "readiness", "willingness", "refusal", "agreement", "call", "right", "ability", "opportunity", "hope",
    }
)  # fmt: skip
"""Nouns that are done by somebody, not somebody who does."""
_PENALTIES = frozenset(
    {"sanction", "penalty", "blow", "shock", "embargo", "criticism", "attack", "warning", "reprisal"}
)
"""What somebody suffers for what he does."""
_CONTROLLING = frozenset({"of", "for", "from", "into", "to", "against", "on", "upon"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "parataxis", "dep"})


class Tree:
    """The tree of one sentence; positions are token indexes."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens

    @cached_property
    def _children(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = defaultdict(list)
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token.index)
        return {head: tuple(children) for head, children in found.items()}

    def children(self, index: int, *deps: str) -> tuple[int, ...]:
        """The dependents of a token, those with one of the labels only when any is given."""
        found = self._children.get(index, ())
        return tuple([i for i in found if self.tokens[i].dep in deps]) if found and deps else found

    def head(self, index: int) -> int | None:
        """The governing token; None for the root."""
        head = self.tokens[index].head
        return None if head == index else head

    def ancestors(self, index: int) -> Iterator[int]:
        """The governing tokens, nearest first."""
        current, seen = self.head(index), {index}
        while current is not None and current not in seen:
            yield current
            seen.add(current)
            current = self.head(current)

    def subtree(self, index: int) -> Iterator[int]:
        """The token and all that it governs, in no order."""
        waiting = [index]
        while waiting:
            current = waiting.pop()
            yield current
            waiting += self.children(current)

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The token and the tokens coordinated with it to its right, and those coordinated with them."""
        found = [index]
        for current in found:
            found += [i for i in self.children(current, "conj") if i not in found]
        return tuple(found)

    def is_set_apart(self, index: int) -> bool:
        """Whether just two phrases are joined by a comma and `and`: each was met by itself (`with X, and with Y`)."""
        pair = self.conjuncts(index)
        if len(pair) != 2:
            return False
        left = min(self.subtree(pair[1]))
        return left > 1 and self.tokens[left - 1].lemma == "and" and self.tokens[left - 2].text == ","

    def first_conjunct(self, index: int) -> int:
        """The first token of the coordination that the token belongs to."""
        while self.tokens[index].dep == "conj" and (head := self.head(index)) is not None:
            index = head
        return index

    def is_negated(self, index: int) -> bool:
        """Whether `not`, `no`, `never` or `no longer` stands directly with the token."""
        if self._is_over(index) or self._is_none(index):
            return True
        inside = (*self.children(index), *(i for obj in self.children(index, "dobj") for i in self.children(obj)))
        return any(
            (self.tokens[i].dep == "neg" and self.tokens[i].head == index)
            or self.tokens[i].lemma in {"never", "neither"}
            for i in inside
        ) or any(self.tokens[i].lemma in {"no", "nor"} or self._is_not(i, index) for i in self.children(index))

    def _is_not(self, auxiliary: int, verb: int) -> bool:
        """Whether `not` follows an auxiliary, wherever the parser hangs it (`would not after all go`)."""
        is_before = self.tokens[auxiliary].dep in {"aux", "auxpass"} and auxiliary + 1 < verb
        return is_before and self.tokens[auxiliary + 1].text.lower() in {"not", "n't", "n’t"}

    def _is_none(self, index: int) -> bool:
        """`neither X nor Y` as the subject; `not` that the parser hung on an adverb (`will not after all go`)."""
        subjects = (i for s in self.children(index, "nsubj", "nsubjpass") for i in self.children(s))
        if any(self.tokens[i].lemma == "neither" and self.tokens[i].dep in {"preconj", "det", "cc"} for i in subjects):
            return True
        auxiliaries = self.children(index, "aux", "auxpass")
        adverbs = (i for a in self.children(index, "advmod") for i in self.children(a) if self.tokens[i].dep == "neg")
        return any(i - 1 in auxiliaries for i in adverbs)

    def _is_over(self, index: int) -> bool:
        """`no longer`, `no more` with the token."""
        adverbs = (i for i in self.children(index, "advmod") if self.tokens[i].text.lower() in {"longer", "more"})
        return any(self.tokens[i - 1].text.lower() == "no" for i in adverbs if i > 0)

    def objects_of(self, index: int, *prepositions: str) -> tuple[int, ...]:
        """The objects of the token's prepositions, coordinated prepositions (`with A and with B`) included."""
        found: list[int] = []
        for child in self.children(index, "prep", "agent", "dative"):
            for preposition in self.conjuncts(child):
                if (
                    self.tokens[preposition].lemma in prepositions
                    or self.tokens[preposition].text.lower() in prepositions
                ):
                    found += self.children(preposition, "pobj", "pcomp")
        return tuple(found)

    def clause_of(self, index: int) -> int:
        """The verb (or predicate) whose clause the token belongs to; the token itself if it is one."""
        for current in (index, *self.ancestors(index)):
            token = self.tokens[current]
            if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod", "compound"}:
                return current
        return index

    def subjects(self, verb: int) -> tuple[int, ...]:
        """The subject of a verb, looked for up the tree where the verb has none of its own (control, coordination)."""
        current: int | None = verb
        is_complement, is_second = True, False
        for _ in range(6):
            if current is None:
                break
            found = self.children(current, *SUBJECTS)
            token = self.tokens[current]
            if token.dep == "pcomp" and (quoted := self._quoted(current)):
                return quoted
            if token.dep == "prep" and current != verb and (doers := self._doers_beside(current)):
                return doers
            if token.dep == "prep" and token.lemma not in _CONTROLLING:
                is_complement = False
            if (
                current != verb
                and is_complement
                and not is_second
                and token.lemma in OBJECT_CONTROL
                and (controlled := self._controlled(current))
            ):
                return controlled
            if found:
                return found
            if token.dep == "advcl" and (matrix := self.head(current)) is not None and matrix != verb:
                return self.subjects(matrix)
            if token.dep in {"acl", "relcl"}:
                return self._noun_before(verb) if current == verb else ()
            if token.dep not in _CLAUSES | {"acomp", "attr", "oprd", "prep", "advmod"}:
                break
            if token.dep == "conj" and (stray := self._stray_subject(current)) is not None:
                return (stray,)
            is_second = token.dep == "conj"
            current = self.head(current)
        return ()

    def _quoted(self, verb: int) -> tuple[int, ...]:
        """Who says so in `quoted X as saying`."""
        preposition = self.head(verb)
        above = self.head(preposition) if preposition is not None else None
        is_as = preposition is not None and self.tokens[preposition].lemma == "as"
        if above is None or not is_as or self.tokens[above].lemma not in {"quote", "cite"}:
            return ()
        return self.children(above, "dobj", "nsubjpass")

    def _noun_before(self, clause: int) -> tuple[int, ...]:
        """The noun that a clause after it is about, or who does what such an infinitive says."""
        noun, token = self.head(clause), self.tokens[clause]
        if noun is None:
            return ()
        return self._doer_of_noun(noun) if token.tag == "VB" and token.dep == "acl" else (noun,)

    def _doers_beside(self, preposition: int) -> tuple[int, ...]:
        """Who does what stands after `for` or `by`, where it is not simply the subject above."""
        above = self.head(preposition)
        if self.tokens[preposition].lemma == "by" and above is not None and self.tokens[above].pos == "VERB":
            return self.subjects(above)
        return self._blamed(preposition) if self.tokens[preposition].lemma == "for" else ()

    def _blamed(self, preposition: int) -> tuple[int, ...]:
        """Who does what stands after `for` where a noun tells what is done to him (`sanctions on X for arming Y`)."""
        noun = self.head(preposition)
        if noun is not None and self.tokens[noun].pos in {"VERB", "AUX"}:
            objects = self.children(noun, "dobj", "nsubjpass")
            noun = next((i for i in objects if self.tokens[i].lemma in _PENALTIES), None)
        is_penalty = noun is not None and self.tokens[noun].lemma in _PENALTIES
        return self.objects_of(noun, "on", "to", "against") if noun is not None and is_penalty else ()

    def _doer_of_noun(self, noun: int) -> tuple[int, ...]:
        """Who would do what an infinitive after a noun says (`X's offer to mediate`, `X launched a bid to mediate`)."""
        named = self.children(noun, "poss") + self.objects_of(noun, "by", "of", "from", "between")
        if named or self.tokens[noun].pos != "NOUN":
            return named or (noun,)
        if self.tokens[noun].lemma not in ABSTRACT:
            return (noun,)
        for above in self.ancestors(noun):
            if self.tokens[above].pos in {"VERB", "AUX"}:
                return self.subjects(above)
        return ()

    def _controlled(self, verb: int) -> tuple[int, ...]:
        """Who is asked, accused or made to do what the verb governs (`accused X of helping`, `called on X to meet`)."""
        named = self.children(verb, "dobj", "nsubjpass", "dative") or self.objects_of(verb, "on", "upon", "to")
        return tuple(i for i in named if self.tokens[i].pos in {"NOUN", "PROPN", "PRON"})

    def _stray_subject(self, verb: int) -> int | None:
        """The subject of a verb that the parser took for a second predicate (`ended as envoys of X were due`)."""
        governor = self.tokens[verb].head
        if self.children(governor, "cc"):
            return None
        for child in self.children(governor, "prep"):
            objects = self.children(child, "pobj")
            if self.tokens[child].lemma in {"as", "after", "before", "since"} and objects and child < objects[0] < verb:
                return objects[0]
        return None

    def text(self, start: int, end: int) -> str:
        """The words from one position up to another, as the reading copy spells them."""
        return " ".join(token.text for token in self.tokens[start:end])

    def nearest_token(self, offset: int) -> Token:
        """The token that covers or follows an offset of the stored text."""
        return next((token for token in self.tokens if token.end > offset), self.tokens[-1])
