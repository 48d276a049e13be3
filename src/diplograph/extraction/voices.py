"""Whose words a sentence is, where it does not say so itself: quotations that run on, speakers' tags and headings.

sentences ──Voices──▶ for each: its voice (quotation, `(NAME)` in a transcript, `NAME:` before a text)
                      and who spoke last before it (for `he added`)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from diplograph.extraction import lexicon, report_words
from diplograph.extraction.attribution import AttributionReader
from diplograph.model import ActorClass, ResolvedSentence, Speaker, Token

ReaderOf = Callable[[ResolvedSentence, Speaker | None], AttributionReader]

_TAG = re.compile(
    r"(?:^|[.?!:)\]\"”]\s*)\(\s*([^\W\d][^()\d]{1,100}?)\s*\)?\s*$|^\s*\(?\s*([^\W\d][^()\d]{1,100}?)\s*\)"
)
_STAGE = re.compile(
    r"\b(?:begin|end|start|passage|words?|indistinct|inaudible|recording|break|reception|laughter|applause|video|live"
    r"|text|excerpt|continued|monitoring|sic|pause|figures?|unidentified|interruption|clandestine|not)\b",
    re.IGNORECASE,
)  # fmt: skip
_STOPS = re.compile(r"\((?:end|begin)\b[^)]*\)?", re.IGNORECASE)
_STAGES_FIRST = re.compile(r"\s*(?:\((?:begin|end|words|passage|video)\b[^)]*\)\s*)+", re.IGNORECASE)
_HEADING = re.compile(r"^(?:[^:|]{0,40}\|)?\s*([^:|,;.]{2,60}):(?=\s|$)")
_LOOK_AHEAD = 5
_SHORT_REPORT = 4
"""Sentences of a report that an agency is named for at its end."""
_LONGEST_HEADING = 9
_OPENING, _CLOSING = "“", "”"


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a sentence is, and who spoke last before it."""

    speaker: Speaker | None = None
    last: Speaker | None = None


class Voices:
    """Follows who speaks through the sentences of an article.

    Args:
        sentences: all sentences of the article.
        reader_of: what reads speakers in one sentence, given who spoke last.
    """

    def __init__(self, sentences: Sequence[ResolvedSentence], reader_of: ReaderOf) -> None:
        self._sentences = sentences
        self._reader_of = reader_of
        self._quotes = _open_quotations(sentences)
        self._quoted: Speaker | None = None
        self._tagged: Speaker | None = None
        self._headed: tuple[int, Speaker] | None = None
        self._last: Speaker | None = None

    def at(self, number: int) -> Voice:
        """The voice of a sentence; to be asked once for each, in order."""
        resolved = self._sentences[number]
        self._read_tag(resolved, is_before=True)
        self._read_heading(resolved)
        speaker = self._quoted_here(number) or self._headed_here(resolved) or self._tagged or self._closing_agency()
        return Voice(speaker, self._last)

    def _closing_agency(self) -> Speaker | None:
        """The outlet that the last sentence of a short report gives for all of it (`…, TASS reports.`)."""
        return self._agency if len(self._sentences) <= _SHORT_REPORT else None

    @cached_property
    def _agency(self) -> Speaker | None:
        last = self._sentences[-1]
        speaker = self._reader_of(last, None).closing_outlet()
        return speaker if len(self._sentences) > 1 else None

    def hear(self, number: int, reader: AttributionReader) -> None:
        """Remembers who speaks in a sentence, for those after it."""
        resolved, (_, stays_open) = self._sentences[number], self._quotes[number]
        speaker = reader.reporter()
        self._last = speaker or self._last
        has_quote = any(mark in resolved.sentence.span.exact for mark in '"“”')
        if speaker is not None:
            self._quoted = speaker if stays_open or has_quote else None
        elif not stays_open and not has_quote:
            self._quoted = None
        self._read_tag(resolved, is_before=False)

    def _quoted_here(self, number: int) -> Speaker | None:
        """Whose quotation the sentence is part of."""
        was_open, stays_open = self._quotes[number]
        text = self._sentences[number].sentence.span.exact.lstrip()
        begins = text[:1] in {'"', _OPENING} or text[:2] in {"''", "``"}
        if was_open:
            return self._quoted or self._ahead(number)
        if begins and stays_open:
            return self._ahead(number) or self._quoted
        return self._quoted if begins else None

    def _ahead(self, number: int) -> Speaker | None:
        """Who a quotation that is still open turns out to be by."""
        for later in range(number + 1, min(number + _LOOK_AHEAD, len(self._sentences))):
            if not self._quotes[later][0]:
                return None
            speaker = self._reader_of(self._sentences[later], self._last).reporter()
            if speaker is not None:
                return speaker
        return None

    def _read_tag(self, resolved: ResolvedSentence, *, is_before: bool) -> None:
        """Takes over the speaker whom a tag before or after the sentence's words names (`(PONCE) SURE, …`)."""
        text = resolved.sentence.span.exact
        opening = _STAGES_FIRST.match(text)
        match = _TAG.search(text, opening.end() if opening and is_before else 0)
        found = match and match.group(2 if is_before else 1)
        if is_before and _STOPS.match(text):
            self._tagged = None
        if found and not _STAGE.search(found):
            self._tagged = self._named(resolved, found, after=text.index(found) if is_before else text.rindex(found))
        elif not is_before and (stop := list(_STOPS.finditer(text))) and stop[-1].start() > 0:
            self._tagged = None

    def _named(self, resolved: ResolvedSentence, words: str, after: int) -> Speaker:
        """The speaker whom the words of a tag name: a known person, or the name as it stands."""
        start = resolved.sentence.span.start + after
        for item in resolved.mentions:
            is_inside = start <= item.mention.span.start < start + len(words)
            if is_inside and item.link is not None and item.link.actor.actor_class is ActorClass.PERSON:
                return Speaker(item.link.actor.label, item.link.actor)
        name = words.split(",")[0].strip()
        is_named = name.lower() not in report_words.NOBODY
        return Speaker(name.title() if name.isupper() else name, None, is_named)

    def _read_heading(self, resolved: ResolvedSentence) -> None:
        """Takes over the speaker who stands before a colon at the start of a sentence (`X: we shall …`)."""
        sentence = resolved.sentence
        if self._headed and self._headed[0] != sentence.paragraph:
            self._headed = None
        match = _HEADING.match(sentence.span.exact)
        if match is None:
            return
        start, end = (sentence.span.start + place for place in match.span(1))
        inside = [t for t in sentence.tokens if start <= t.start < end and any(map(str.isalnum, t.text))]
        inside = _before_place(inside)
        if not 0 < len(inside) <= _LONGEST_HEADING or any(_is_topical(t) for t in inside):
            return
        places = {t.index for t in inside}
        head = next((t for t in inside if t.head not in places or t.head == t.index), inside[-1])
        head = next((t for t in inside if t.lemma in report_words.NOBODY | lexicon.DIPLOMATS), head)
        bearer = sentence.tokens[head.head]
        head = bearer if head.dep in {"compound", "nmod"} and bearer.pos == "PROPN" and bearer in inside else head
        speaker = self._reader_of(resolved, None).speaker(head.index)
        if speaker is not None and _is_outlet(head):
            self._headed = (sentence.paragraph, Speaker(" ".join(t.text for t in inside)))
        elif speaker is not None and self._speaks(speaker, head.lemma):
            self._headed = (sentence.paragraph, speaker)

    def _speaks(self, speaker: Speaker, lemma: str) -> bool:
        """Whether what stands before a colon is somebody who speaks, not a place or a topic."""
        if speaker.actor is None:
            return lemma in report_words.NOBODY | lexicon.DIPLOMATS
        return speaker.actor.actor_class in _SPEAKING or lemma in report_words.NOBODY | lexicon.DIPLOMATS

    def _headed_here(self, resolved: ResolvedSentence) -> Speaker | None:
        return self._headed[1] if self._headed and self._headed[0] == resolved.sentence.paragraph else None


def _is_outlet(token: Token) -> bool:
    return token.lemma in report_words.OUTLETS or token.text.lower() in report_words.TITLES


def _is_topical(token: Token) -> bool:
    """Whether a word before a colon makes it a headline of its own, not a name (`X in Paris: …`)."""
    return token.pos in {"VERB", "AUX"} or (token.pos == "ADP" and token.lemma not in {"of", "to", "for", "from"})


def _before_place(inside: list[Token]) -> list[Token]:
    """The words of a heading without the place where it was said (`Novak in Prague: …`)."""
    place = next((n for n, t in enumerate(inside) if t.lemma in {"in", "at"} and t.pos == "ADP"), None)
    return inside if place is None or len(inside) - place > _LONGEST_PLACE else inside[:place]


_LONGEST_PLACE = 4
_SPEAKING = frozenset(
    {
        ActorClass.PERSON,
        ActorClass.OUTLET,
        ActorClass.GOVERNMENT_BODY,
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.ORGANIZATION,
        ActorClass.ARMED_FORCE,
    }
)


def _open_quotations(sentences: Sequence[ResolvedSentence]) -> list[tuple[bool, bool]]:
    """For each sentence, whether a quotation is open before it and after it; a new paragraph opens its own."""
    found, is_open, paragraph = [], False, -1
    for resolved in sentences:
        text = resolved.sentence.span.exact.strip()
        if resolved.sentence.paragraph != paragraph:
            is_open, paragraph = is_open and text[:1] in {'"', _OPENING}, resolved.sentence.paragraph
            if is_open:
                text = text[1:]
        before = is_open
        for character in text:
            if character == '"':
                is_open = not is_open
            elif character in _OPENING + _CLOSING:
                is_open = character == _OPENING
        found.append((before, is_open))
    return found
