"""The places that a sentence names: listed ones, unlisted ones by how they are used, and capitals by description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from diplograph.extraction.denotation import Denoter
from diplograph.model import ActorClass, LinkDecision, MentionKind, Place, ResolvedMention, Token
from diplograph.times.words import MONTHS, WEEKDAYS

AT = frozenset({"in", "at", "near", "outside", "inside", "to", "into", "around", "beside", "aboard"})
"""Prepositions before the place of an event; `to` and `into` go with verbs of motion."""
_UNLISTED_AT = AT - {"to", "into", "around", "beside"}
SETTLEMENTS = frozenset(
    {
        "city", "town", "village", "capital", "resort", "port", "suburb", "spa", "settlement", "stronghold", "hamlet",
        "neighborhood", "neighbourhood", "district", "oasis", "island", "enclave", "region", "province", "sideline",
        "sidelines",
    }
)  # fmt: skip
"""Nouns for places that people live in, with or without their name (`the resort of X`, `this town`)."""
BUILDINGS = frozenset(
    {
        "palace", "house", "hotel", "airport", "headquarters", "base", "castle", "hall", "residence", "ranch", "villa",
        "embassy", "monastery", "chateau", "château", "university", "camp", "retreat", "cathedral", "church", "mosque",
        "estate", "farm", "hacienda", "lodge", "mansion", "fort", "fortress", "barracks", "airfield", "airstrip",
        "bridge", "crossing", "checkpoint", "border", "post", "ministry", "consulate", "office", "compound",
        "centre", "center", "parliament", "stadium", "square", "garden", "gardens", "terminal", "station", "hospital",
        "theatre", "theater", "tent", "yacht", "ship", "museum", "institute", "plaza", "tower", "suite", "resort",
        "complex", "seat", "hq", "building", "chalet", "cottage", "dacha", "guesthouse", "frigate", "warship",
        "cruiser", "vessel",
    }
)  # fmt: skip
"""Nouns for buildings and grounds in which people meet."""
_SEATS = frozenset({"headquarters", "hq", "embassy", "consulate", "ministry", "parliament", "residence"})
"""Buildings called by those who sit in them."""
_HERE = frozenset({"here"})
_AREAS = frozenset({"region", "province", "sideline", "sidelines", "district", "enclave", "island", "capital"})
_PRIVATE = BUILDINGS - {
    "border", "crossing", "bridge", "checkpoint", "post", "office", "parliament", "ministry", "seat", "camp", "house",
    "headquarters", "hq", "church", "mosque", "hospital", "embassy", "consulate", "base", "station", "university",
    "building", "ship", "yacht", "frigate", "warship", "cruiser", "vessel",
}  # fmt: skip
_OCCASIONS = frozenset({"talk", "talks", "summit", "conference", "meeting", "negotiation", "negotiations"})
_NAMING = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_NO_PLACE = frozenset(
    {
        "council", "congress", "union", "party", "league", "committee", "commission", "group", "assembly", "senate",
        "bank", "fund", "court", "army", "force", "front", "movement", "organization", "organisation", "association",
        "games", "olympics", "cup", "war", "day", "week", "conference", "summit", "agreement", "accord", "treaty",
        "pact", "process", "plan", "initiative", "program", "programme", "act", "bill", "resolution", "islam",
        "english", "arabic", "french", "spanish", "russian", "christmas", "easter", "ramadan", "god", "forum",
        "news", "times", "post", "agency", "internet", "facebook", "twitter", "telegram",
    }
) | {*MONTHS, *WEEKDAYS}  # fmt: skip
_JOINTS = frozenset({"of", "de", "del", "la", "las", "los", "el", "al", "the", "des", "du", "-", "’s", "'s", "'"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of places besides a sentence's own words.

    Attributes:
        seat: the place in the article's dateline, for `here` and `this city`.
        capital_of: the capital of a state or polity, by its key.
    """

    seat: Place | None = None
    capital_of: Callable[[str], Place | None] = lambda _: None


NO_GROUND = Ground()


class Venues:
    """The places of one sentence, by the position of the word on which they hang.

    Args:
        denoter: the sentence's noun phrases.
        ground: what is known besides the sentence.
    """

    def __init__(self, denoter: Denoter, ground: Ground = NO_GROUND) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._seat = ground.seat
        self._capital_of = ground.capital_of

    @cached_property
    def found(self) -> dict[int, Place]:
        """The places named, by the position of their head, in reading order."""
        places = {item.mention.head: item.place for item in self._denoter.resolved.mentions if item.place}
        for token in self._tree.tokens:
            if token.index not in places and (place := self._unlisted(token)) is not None:
                places[token.index] = place
        return dict(sorted(places.items()))

    def _unlisted(self, token: Token) -> Place | None:
        if token.text.lower() in _HERE and token.dep == "advmod":
            return self._seat
        if token.pos == "NOUN" and self._is_around_the_reporter(token):
            return self._seat
        if self._names_occasion(token):
            return self._unlisted_name(token)
        if not self._is_located(token.index):
            return None
        if (seat := self._seat_of_power(token.index)) is not None:
            return seat
        if token.lemma == "capital" and (capital := self._capital(token.index)):
            return capital
        if token.lemma in BUILDINGS and token.pos == "NOUN":
            return self._building(token.index)
        return self._unlisted_name(token)

    def _is_around_the_reporter(self, token: Token) -> bool:
        """`in this city`, `to the lakeside resort`, `at a chateau`: what has no name is where the article is from."""
        governor = self._tree.tokens[token.head]
        if self._seat is None or token.dep != "pobj" or governor.lemma not in AT | {"on", "inside"}:
            return False
        before = [self._tree.tokens[i] for i in self._tree.children(token.index)]
        is_named = any(word.pos == "PROPN" or word.dep in {"poss", "relcl"} or word.lemma == "of" for word in before)
        words = {word.lemma for word in before if word.dep == "det"}
        if is_named or any(self._denoter.mention(word.index) for word in before):
            return False
        if token.lemma in SETTLEMENTS - _AREAS:
            return bool(words & {"this", "the"})
        return token.lemma in _PRIVATE and bool(words & {"this", "the", "a", "an"})

    def _is_located(self, index: int) -> bool:
        """Whether a noun stands where the place of something is named."""
        token = self._tree.tokens[index]
        if token.dep in {"appos", "conj"} and token.index != token.head:
            return self._is_located(token.head) and token.head < index
        governor = self._tree.tokens[token.head]
        if token.dep != "pobj" or self._tree.tokens[governor.head].text.lower() == "according":
            return False
        if governor.lemma == "of":
            return self._tree.tokens[governor.head].lemma in SETTLEMENTS | BUILDINGS
        is_ground = token.lemma in SETTLEMENTS | BUILDINGS
        return governor.lemma in (AT if is_ground else _UNLISTED_AT)

    def _names_occasion(self, token: Token) -> bool:
        """`the Evian summit`: an unlisted name before talks that does not look like a body's."""
        governor = self._tree.tokens[token.head]
        item = self._denoter.mention(token.index)
        is_plain = token.text.istitle() and token.text.isalpha() and (item is None or item.mention.head == token.index)
        is_alone = item is None or item.mention.end - item.mention.start == 1
        is_before = token.dep in {"compound", "nmod"} and governor.lemma in _OCCASIONS
        return is_before and is_plain and is_alone and item is not None and item.mention.kind is MentionKind.OTHER_NAME

    def _seat_of_power(self, index: int) -> Place | None:
        """A building called by who sits in it (`at the Kremlin`, `outside the White House`)."""
        item = self._denoter.mention(index)
        if item is None or item.link is None or item.mention.head != index:
            return None
        is_government = item.link.actor.actor_class is ActorClass.GOVERNMENT_BODY
        return Place(self._tree.text(item.mention.start, item.mention.end)) if is_government else None

    def _capital(self, index: int) -> Place | None:
        """`the Chinese capital`, unless its name stands with it."""
        below = self._tree.subtree(index)
        if any((item := self._denoter.mention(i)) and item.place and item.mention.head == i for i in below):
            return None
        for actor in self._denoter.modifiers(index):
            if actor.key is not None and (place := self._capital_of(actor.key)) is not None:
                return place
        return None

    def _building(self, index: int) -> Place | None:
        """A building with a name of its own, else by the town before it (`a Lima hotel`)."""
        before = self._tree.children(index, *_NAMING)
        for child in before:
            item = self._denoter.mention(child)
            if item is not None and (item.place or self._town(item)):
                return item.place or self._town(item)
        is_seat = self._tree.tokens[index].lemma in _SEATS
        names = [i for i in before if self._tree.tokens[i].pos == "PROPN" and (is_seat or self._may_be_name(i))]
        if not names:
            return self._named_after(index)
        return Place(self._tree.text(min(names), index + 1))

    def _named_after(self, index: int) -> Place | None:
        """`the Palace of Concord`: a building whose name goes on after `of`, unless a town stands there."""
        if not self._tree.tokens[index].text[:1].isupper() or index + 1 >= len(self._tree.tokens):
            return None
        after = [i for i in self._tree.objects_of(index, "of") if self._tree.tokens[index + 1].lemma == "of"]
        if not after or not self._tree.tokens[after[0]].text[:1].isupper() or not self._may_be_name(after[0]):
            return None
        item = self._denoter.mention(after[0])
        return None if item is not None and item.place else Place(self._tree.text(index, after[0] + 1))

    def _town(self, item: ResolvedMention) -> Place | None:
        return next((sense.place for sense in item.mention.senses if sense.place), None)

    def _unlisted_name(self, token: Token) -> Place | None:
        """A name that no list has, after a preposition of place."""
        if token.pos != "PROPN" or not token.text[:1].isupper() or token.lemma in _NO_PLACE:
            return None
        if not self._may_be_name(token.index):
            return None
        start, end = self._reach(token.index)
        return Place(self._tree.text(start, end).replace(" - ", "-"))

    def _may_be_name(self, index: int) -> bool:
        item = self._denoter.mention(index)
        if item is None:
            return True
        if item.link is None:
            return item.conflict is None and item.treaty_key is None
        is_unknown = item.link.decision is LinkDecision.NIL and item.link.actor.of is None
        return is_unknown and item.mention.kind is not MentionKind.KNOWN_NAME and not item.is_modifier

    def _reach(self, index: int) -> tuple[int, int]:
        """From the first capitalised word of a name to the last, small words between them included."""
        tokens = self._tree.tokens
        start, end = index, index + 1
        while start > 0 and self._is_named(tokens[start - 1]) and tokens[start - 1].head in range(start, index + 1):
            start -= 1
        after = end
        while after < len(tokens) and (tokens[after].text.lower() in _JOINTS or self._is_named(tokens[after])):
            after += 1
            if self._is_named(tokens[after - 1]) and tokens[after - 1].text.lower() not in _JOINTS:
                end = after
        return start, end

    def _is_named(self, token: Token) -> bool:
        return token.text[:1].isupper() and token.pos in {"PROPN", "NOUN", "ADJ"} and token.tag != "PRP"
