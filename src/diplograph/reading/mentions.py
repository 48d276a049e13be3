"""The names in a parsed sentence: known ones first, then what the recogniser and titles give away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diplograph.model import Mention, MentionKind, Sense, SenseKind, Span, Token
from diplograph.reading.bodies import Known, find_bodies

Entity = tuple[int, int, str]

TITLES = frozenset(
    {
        "president", "premier", "minister", "chancellor", "king", "queen", "prince", "princess", "emir", "sultan",
        "pope", "cardinal", "secretary", "ambassador", "envoy", "general", "colonel", "major", "captain",
        "lieutenant", "commander", "senator", "mr", "mr.", "mrs", "mrs.", "ms.", "dr", "dr.", "archbishop",
        "bishop", "spokesman", "spokeswoman", "spokesperson", "mediator", "negotiator", "representative", "leader",
        "ayatollah", "sheikh", "sheik", "chief", "gen.", "col.", "sen.", "rep.", "undersecretary", "delegate",
        "counterpart", "governor", "admiral", "marshal",
    }
)  # fmt: skip
_FIRST_NAMES = frozenset({"israel", "jordan", "chad", "georgia", "kenya"})
"""States whose names are first names too."""
_PERSON = "PERSON"
_NAMES = frozenset({"ORG", "NORP", "GPE", "FAC", "LOC", "PERSON"})


def find_mentions(
    tokens: Sequence[Token],
    known: Sequence[Known],
    entities: Sequence[Entity],
    text: str,
    is_surname: Callable[[str], bool] = lambda _: False,
) -> tuple[Mention, ...]:
    """The names of a sentence, not overlapping, in order.

    A person's name of two words or more wins over a known name inside it (`Michael Jordan`), unless the known name is
    as long; every other overlap is won by the known name.

    Args:
        tokens: the sentence.
        known: names found by the gazetteer.
        entities: spans of spaCy's recogniser with their labels.
        text: the article's stored text.
        is_surname: whether a word is the last name of a known person or of one named earlier in the article.
    """
    known = [item for item in known if not _is_part(tokens, item, known, entities)]
    bodies = find_bodies(tokens, known)
    known = [item for item in known if not any(s < item[1] and item[0] < e for s, e in bodies)]
    entities = [*_first_names(tokens, known, entities), *entities]
    persons = [trimmed for entity in entities if (trimmed := _trim_person(tokens, entity, known))]
    taken: list[tuple[int, int, MentionKind, tuple[Sense, ...]]] = []
    inside_person = [
        item for item in known if any(s <= item[0] and item[1] <= e and e - s > item[1] - item[0] for s, e in persons)
    ]
    taken += [(s, e, MentionKind.KNOWN_NAME, senses) for s, e, senses in known if (s, e, senses) not in inside_person]
    names = [(s, e, MentionKind.BODY_NAME) for s, e in bodies]
    names += [(s, e, MentionKind.PERSON_NAME) for s, e in persons]
    names += [(s, e, MentionKind.PERSON_NAME) for s, e in _titled(tokens)]
    names += [
        (s, e, MentionKind.OTHER_NAME)
        for s, e, label in (_trim(tokens, entity) for entity in entities)
        if label in _NAMES
    ]
    names += [(i, i + 1, MentionKind.OTHER_NAME) for i in _lone_surnames(tokens, is_surname)]
    for start, end, kind in names:
        if end > start and not any(start < e and s < end for s, e, _, _ in taken):
            taken.append((start, end, kind, ()))
    return tuple(_mention(tokens, *item, text) for item in sorted(taken, key=lambda item: item[0]))


def _first_names(tokens: Sequence[Token], known: Sequence[Known], entities: Sequence[Entity]) -> Iterator[Entity]:
    """Persons whose first name is a state's, where the recogniser takes both names for places (`Israel Adesanya`)."""
    for start, end, _ in known:
        token = tokens[start]
        if token.text.lower() not in _FIRST_NAMES or token.dep != "compound" or token.head != end:
            continue
        is_listed = any(s <= end < e for s, e, _ in known)
        if not is_listed and any((s, e) == (end, end + 1) and label in {"GPE", _PERSON} for s, e, label in entities):
            yield start, end + 1, _PERSON


def _lone_surnames(tokens: Sequence[Token], is_surname: Callable[[str], bool]) -> Iterator[int]:
    """Words that stand alone and are somebody's last name, which recogniser or tagger may have missed."""
    for token in tokens:
        if token.pos not in {"PROPN", "NOUN"} or not token.text[:1].isupper() or token.lemma in TITLES:
            continue
        beside = (tokens[i] for i in (token.index - 1, token.index + 1) if 0 <= i < len(tokens))
        is_alone = not any(other.pos == "PROPN" and other.lemma not in TITLES for other in beside)
        if is_alone and is_surname(token.text):
            yield token.index


def _trim(tokens: Sequence[Token], entity: Entity) -> Entity:
    start, end, label = entity
    while start < end and (tokens[start].pos in {"DET", "PUNCT"} or tokens[start].lemma in TITLES):
        start += 1
    while start < end and (tokens[end - 1].tag in {"POS", "IN"} or tokens[end - 1].pos == "PUNCT"):
        end -= 1
    return start, end, label


def _trim_person(tokens: Sequence[Token], entity: Entity, known: Sequence[Known]) -> tuple[int, int] | None:
    """The person's name in an entity; None for a title alone (`King of Bahrain`)."""
    start, end, label = _trim(tokens, entity)
    if label != _PERSON or not all(
        tokens[i].text[:1].isupper() or tokens[i].text == "-" or tokens[i].text.islower() for i in range(start, end)
    ):
        return None
    for s, e, senses in known:
        is_demonym = any(sense.kind is SenseKind.DEMONYM for sense in senses)
        is_owner = is_demonym or (end - e > 1 and any(sense.actor for sense in senses))
        if s == start and e < end and is_owner and not _is_person(senses):
            start = e
            break
    while start < end and tokens[start].lemma in TITLES | {"foreign", "prime"}:
        start += 1
    is_title = start < end and tokens[start].pos == "ADP"
    return (start, end) if end > start and not is_title else None


def _is_part(tokens: Sequence[Token], item: Known, known: Sequence[Known], entities: Sequence[Entity]) -> bool:
    """Whether a known name is only a part of the name that stands there."""
    return _is_tail(tokens, item, known) or _is_junior(tokens, item) or _is_namesake_of_town(tokens, item, entities)


def _is_namesake_of_town(tokens: Sequence[Token], item: Known, entities: Sequence[Entity]) -> bool:
    """Whether a capital's name ends that of a person or an organisation (`Denzel Washington`, `Radio Kabul`)."""
    start, end, senses = item
    whole = any((s, e) == (start - 1, end) and label in {"ORG", _PERSON} for s, e, label in entities)
    is_capital = any(sense.kind is SenseKind.METONYM for sense in senses)
    return whole and is_capital and tokens[start - 1].pos == "PROPN" and tokens[start - 1].lemma not in TITLES


def _is_tail(tokens: Sequence[Token], item: Known, known: Sequence[Known]) -> bool:
    """Whether an organisation's name is only the end of a longer, unknown one (`Supreme National Security Council`)."""
    start, end, senses = item
    if start == 0 or not any(sense.actor and "Organi" in sense.actor.actor_class for sense in senses):
        return False
    before = tokens[start - 1]
    is_named = any(s <= start - 1 < e for s, e, _ in known)
    inside = start <= before.head < end or (before.dep == "compound" and before.head == tokens[end - 1].head)
    return before.pos == "PROPN" and before.dep == "compound" and inside and not is_named and before.lemma not in TITLES


def _is_junior(tokens: Sequence[Token], item: Known) -> bool:
    """Whether a person's name is only the father's or the son's (`Jr`), whom the listed name does not mean."""
    _, end, senses = item
    return _is_person(senses) and end < len(tokens) and tokens[end].text.rstrip(".").lower() in {"jr", "junior"}


def _is_person(senses: Sequence[Sense]) -> bool:
    return any(sense.actor and sense.actor.actor_class == "Person" for sense in senses)


def _titled(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Runs of proper nouns right after a title, which the recogniser may have missed."""
    found = []
    for index in range(1, len(tokens)):
        before, token = tokens[index - 1], tokens[index]
        if before.lemma not in TITLES or token.pos != "PROPN" or token.lemma in TITLES or not token.text[:1].isupper():
            continue
        end = index
        while (
            end < len(tokens)
            and (tokens[end].pos == "PROPN" or tokens[end].text == "-")
            and tokens[end].lemma not in TITLES
        ):
            end += 1
        found.append((index, end))
    return found


def _mention(
    tokens: Sequence[Token], start: int, end: int, kind: MentionKind, senses: tuple[Sense, ...], text: str
) -> Mention:
    inside = range(start, end)
    heads = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    first, last = tokens[start].start, max(tokens[i].end for i in inside)
    head = next((i for i in heads if tokens[i].pos != "PUNCT"), end - 1)
    return Mention(start, end, head, Span(first, last, text[first:last]), kind, senses)
