"""How many were killed, wounded, captured or are missing, whose they were, and by whom, as claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases, is_unknown_body, without_own
from diplograph.extraction.war_words import (
    ACTION_NOUNS,
    AT_LEAST,
    AT_MOST,
    CROWDS,
    DISASTERS,
    MULTIPLES,
    NUMBERS,
    TOLL_NOUNS,
    TOLL_VERBS,
    TOLL_WORDS,
    VICTIMS,
    VIOLENCE,
)
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType, Toll

_FIGURE = re.compile(r"\d[\d,. ]*\d|\d")
_RANGE = re.compile(r"(\d[\d,]*)\s*[-–]\s*(\d[\d,]*)")


class Casualties:
    """Finds casualty figures in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each number of victims of violence."""
        lemmas = {token.lemma for token in self._tree.tokens}
        if lemmas & DISASTERS or not lemmas & (VIOLENCE | VICTIMS):
            return
        for token in self._tree.tokens:
            if token.pos in {"VERB", "ADJ"} and token.lemma in TOLL_VERBS and token.tag.startswith("VB"):
                yield from self._verb(token.index, TOLL_VERBS[token.lemma], lemmas)
            elif token.lemma in {"die", "perish"} and token.pos == "VERB":
                for thing in self._tree.children(token.index, "nsubj"):
                    yield from self._draft(token.index, RelationKind.KILLED, thing, (), lemmas)
            elif token.text.lower() in TOLL_WORDS and token.pos in {"ADJ", "VERB", "NOUN"}:
                yield from self._word(token.index, TOLL_WORDS[token.text.lower()], lemmas)
            elif token.lemma in TOLL_NOUNS and token.pos == "NOUN":
                yield from self._noun(token.index, TOLL_NOUNS[token.lemma], lemmas)

    def _verb(self, verb: int, kind: RelationKind, lemmas: set[str]) -> Iterator[Draft]:
        """`killed 12 soldiers`, `12 people were wounded`, `12 soldiers killed by`."""
        sides = self._phrases.sides(verb)
        found = self._phrases.actors(*sides.doers) or self._attackers(sides.doers)
        inflictors = tuple(actor for actor in found if actor.actor_class is not ActorClass.PERSON)
        for thing in sides.done_to:
            yield from self._draft(verb, kind, thing, inflictors, lemmas)

    def _attackers(self, doers: tuple[int, ...]) -> tuple[Actor, ...]:
        """Whose the attack is that killed (`an Israeli raid killed`, `the raid by X that killed`)."""
        found: tuple[Actor, ...] = ()
        for doer in doers:
            is_relative = self._tree.tokens[doer].tag in {"WDT", "WP"}
            noun = next(self._tree.ancestors(self._tree.clause_of(doer)), doer) if is_relative else doer
            if self._tree.tokens[noun].lemma in ACTION_NOUNS:
                found += self._phrases.owners(noun, "by")
        return found

    def _word(self, word: int, kind: RelationKind, lemmas: set[str]) -> Iterator[Draft]:
        """`left 12 people dead`, `12 dead and 20 wounded`."""
        token, head = self._tree.tokens[word], self._tree.head(word)
        if token.dep in {"oprd", "acomp"} and head is not None:
            for thing in self._tree.children(head, "dobj", "nsubj"):
                yield from self._draft(head, kind, thing, (), lemmas)
        elif token.dep == "ccomp" and self._tree.children(word, "nsubj"):
            for thing in self._tree.children(word, "nsubj"):
                yield from self._draft(word, kind, thing, (), lemmas)
        elif self._tree.children(word, "nummod"):
            yield from self._draft(word, kind, word, (), lemmas)

    def _noun(self, noun: int, kind: RelationKind, lemmas: set[str]) -> Iterator[Draft]:
        """`the deaths of 12 soldiers`."""
        for thing in self._tree.objects_of(noun, "of", "to"):
            if thing > noun:
                yield from self._draft(noun, kind, thing, (), lemmas)

    # the number

    def _draft(
        self, trigger: int, kind: RelationKind, thing: int, inflictors: tuple[Actor, ...], lemmas: set[str]
    ) -> Iterator[Draft]:
        for conjunct in self._tree.conjuncts(thing):
            toll = self._toll(conjunct)
            if toll is None:
                continue
            victims = self._victims(conjunct)
            if not (lemmas & VIOLENCE or inflictors):
                continue
            yield Draft(
                RelationType.CASUALTIES,
                kind,
                victims,
                without_own(inflictors, victims),
                trigger,
                modality=Modality.ASSERTED if self._is_set_off(trigger) else None,
                tokens=frozenset({trigger, conjunct, *self._tree.children(conjunct, "nummod", "det")}),
                detail=toll,
            )

    def _is_set_off(self, trigger: int) -> bool:
        """`a bomb was set off, killing two`: what is set off is no plan."""
        above = self._tree.head(trigger)
        is_set = above is not None and self._tree.tokens[above].lemma == "set"
        return is_set and above is not None and "off" in self._phrases.lemmas_below(above)

    def _toll(self, noun: int) -> Toll | None:
        """The number that counts a noun, or stands alone."""
        token = self._tree.tokens[noun]
        number: int | None = next(iter(self._tree.children(noun, "nummod")), None)
        if number is None and token.tag == "CD":
            number = noun
        if number is None:
            return self._crowd(noun) or self._single(noun)
        if number != noun and not self._is_countable(noun):
            return None
        value = self._value(number)
        if value is None:
            return None
        start = min((i for i in self._tree.subtree(number) if i <= number), default=number)
        lead = self._lead(start, number)
        end = noun + 1 if noun >= number else number + 1
        words = " ".join(self._phrases.stretch(min(start, lead[1]), end).exact.split())
        is_open, is_bounded = lead[0] in AT_LEAST, lead[0] in AT_MOST
        return Toll(words, None if is_bounded else value[0], None if is_open else value[1])

    def _lead(self, start: int, number: int) -> tuple[str, int]:
        """The words that bound a number (`at least`), and where they begin."""
        for length in (3, 2, 1):
            for first in (start, number - length):
                if 0 <= first <= number - length:
                    words = self._tree.text(first, first + length).lower()
                    if words in AT_LEAST | AT_MOST:
                        return words, first
        return "", start

    def _is_countable(self, noun: int) -> bool:
        token = self._tree.tokens[noun]
        item = self._denoter.mention(noun)
        is_people = item is not None and item.is_modifier
        return (
            token.lemma in VICTIMS
            or token.text.lower() in VICTIMS | set(TOLL_WORDS)
            or is_people
            or bool(self._denoter.single(noun))
        )

    def _crowd(self, noun: int) -> Toll | None:
        """`dozens of civilians`, `dozens`: people without a figure."""
        token = self._tree.tokens[noun]
        if token.lemma not in CROWDS or token.tag != "NNS":
            return None
        objects = self._tree.objects_of(noun, "of")
        end = objects[0] + 1 if objects and objects[0] == noun + 2 else noun + 1
        return Toll(" ".join(self._phrases.stretch(noun, end).exact.split()))

    def _single(self, noun: int) -> Toll | None:
        """`a soldier`: one."""
        articles = [i for i in self._tree.children(noun, "det") if self._tree.tokens[i].lemma in {"a", "an", "another"}]
        token = self._tree.tokens[noun]
        if not articles or token.lemma not in VICTIMS or token.tag != "NN":
            return None
        return Toll(" ".join(self._phrases.stretch(articles[0], noun + 1).exact.split()), 1, 1)

    def _value(self, number: int) -> tuple[int, int] | None:
        """The lowest and highest value of a number, written in figures or words."""
        parts = [*self._tree.children(number, "compound", "nummod", "quantmod"), number]
        text = self._tree.text(min([i for i in parts if i <= number]), number + 1)
        if found := _RANGE.search(text):
            return int(found[1].replace(",", "")), int(found[2].replace(",", ""))
        other = [i for i in self._tree.children(number, "conj") if self._tree.tokens[i].tag == "CD"]
        value = self._amount(number)
        if value is None:
            return None
        if other and "between" in self._tree.text(max(0, number - 2), number).lower():
            high = self._amount(other[0])
            return (value, high) if high else None
        return value, value

    def _amount(self, number: int) -> int | None:
        """A number's value: `376`, `1,200`, `twelve`, `two hundred`."""
        token = self._tree.tokens[number]
        word = token.text.lower()
        before = self._tree.tokens[number - 1].text.lower() if number else ""
        after = self._tree.tokens[number + 1].text.lower() if number + 1 < len(self._tree.tokens) else ""
        if word not in MULTIPLES and after in MULTIPLES:
            return self._amount(number + 1)
        if word in MULTIPLES:
            first = NUMBERS.get(before, int(before) if before.isdecimal() else 1)
            return first * MULTIPLES[word]
        if "-" in word and all(part in NUMBERS for part in word.split("-")):
            return sum(NUMBERS[part] for part in word.split("-"))
        if word in NUMBERS:
            tens = self._tree.tokens[number - 2].text.lower() if number > 1 and before == "-" else ""
            return NUMBERS[word] + NUMBERS.get(tens, 0)
        plain = word.replace(",", "")
        return int(plain) if plain.isdecimal() else None

    def _victims(self, noun: int) -> tuple[Actor, ...]:
        """The actors whose people the victims were (`12 Somali soldiers`, `three Palestinians`)."""
        things = self._tree.objects_of(noun, "of") if self._tree.tokens[noun].lemma in CROWDS else (noun,)
        found: list[Actor] = []
        for thing in things:
            if any(self._tree.tokens[i].tag == "PRP$" for i in self._tree.children(thing, "poss")):
                continue
            found += self._denoter.single(thing) or self._phrases.owners(thing)
        sides = (a for a in found if a.actor_class is not ActorClass.PERSON and not is_unknown_body(a))
        return tuple(dict.fromkeys(sides))
