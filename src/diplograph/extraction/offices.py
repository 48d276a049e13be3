"""Who holds, takes up or leaves which office, as the text states it."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.act_words import (
    APPOINT_VERBS,
    LEAVE_OFFICE_VERBS,
    NOT_TITLES,
    OFFICE_HEADS,
    OFFICE_KINDS,
    PAST_TITLES,
    TITLE_OBJECTS,
)
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases
from diplograph.model import Actor, ActorClass, LinkDecision, Modality, OfficeTitle, RelationKind, RelationType

_TITLE_DEPS = frozenset({"compound", "amod", "nmod"})
_VAGUE = frozenset({"leader", "chief", "chair", "general", "director", "commander", "secretary", "commissioner"})
"""Words that are an office only with a word before them or a body named."""
_LONGEST_TITLE = 9
_NOT_OFFICES = frozenset({"leader", "general"})
_DEPUTIES = frozenset({"deputy", "assistant", "vice", "associate", "under", "shadow"})
_UNMAKING = frozenset({"step", "resign", "retire", "quit"})


class Offices:
    """Finds office holders in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each title given to a person, and for each word of appointing and resigning."""
        for token in self._tree.tokens:
            if token.lemma in OFFICE_HEADS and token.pos in {"NOUN", "PROPN"}:
                yield from self._title(token.index)
            elif token.pos == "VERB" and token.lemma in APPOINT_VERBS:
                yield from self._appoint(token.index)
            elif token.pos == "VERB" and token.lemma in LEAVE_OFFICE_VERBS:
                yield from self._leave(token.index)
            elif token.pos == "VERB" and token.lemma in {"become", "take", "assume"}:
                yield from self._become(token.index)

    # titles with a name

    def _title(self, noun: int) -> Iterator[Draft]:
        """`Foreign Minister X of Y`, `X, the foreign minister of Y`, `X is the foreign minister of Y`."""
        token, head = self._tree.tokens[noun], self._tree.head(noun)
        person = self._named_after(noun)
        is_presupposed = True
        if person is None and token.dep == "appos" and head is not None:
            person = self._person(head)
        if person is None:
            person = next((p for i in self._tree.children(noun, "appos") if (p := self._person(i))), None)
        if person is None and token.dep == "attr" and head is not None and self._tree.tokens[head].lemma == "be":
            person = next((p for i in self._tree.subjects(head) if (p := self._person(i))), None)
            is_presupposed = False
        if person is None:
            return
        words = self._words_before(noun)
        is_past = bool(words & PAST_TITLES)
        kind = RelationKind.FORMER if is_past else RelationKind.IN_OFFICE
        yield from self._draft(noun, kind, person, noun, is_presupposed=is_presupposed)

    def _named_after(self, noun: int) -> Actor | None:
        """The person whose name follows the title at once (`Foreign Minister X`, `Secretary of State X`)."""
        last = max((noun, *self._title_objects(noun)))
        item = self._denoter.mention(last + 1) if last + 1 < len(self._tree.tokens) else None
        if item is None or item.mention.start != last + 1 or self._denoter.mention(noun) is item:
            return None
        is_one_phrase = last > noun or item.mention.head in self._tree.ancestors(noun)
        return self._person(last + 1) if is_one_phrase else None

    def _title_objects(self, noun: int) -> tuple[int, ...]:
        """What stands after `of` and is part of the title (`minister of foreign affairs`)."""
        things = [(p, i) for p in self._tree.children(noun, "prep") for i in self._tree.subtree(p)]
        words = TITLE_OBJECTS | {"affair"}
        return tuple(i for p, i in things if noun < p < i <= noun + 4 and self._tree.tokens[i].text.lower() in words)

    def _person(self, index: int) -> Actor | None:
        item = self._denoter.mention(index)
        if item is not None and item.link is not None and item.link.actor.actor_class is ActorClass.PERSON:
            return item.link.actor if item.link.decision is not LinkDecision.REVIEW else None
        if self._tree.tokens[index].pos == "PRON":
            found = self._denoter.single(index)
            return found[0] if len(found) == 1 and found[0].actor_class is ActorClass.PERSON else None
        return None

    # taking up and leaving office

    def _appoint(self, verb: int) -> Iterator[Draft]:
        """`X was appointed foreign minister`, `Y named X as its envoy`, `X was sworn in as president`."""
        sides = self._phrases.sides(verb)
        title = self._title_under(verb)
        person = next((p for i in sides.done_to if (p := self._person(i))), None)
        lemma = self._tree.tokens[verb].lemma
        if title is None and person is None:
            return
        if title is None:
            title = next((i for i in sides.done_to if self._is_title(i)), None)
        if person is None and title is not None:
            person = self._named_before(title)
        is_named = lemma != "swear" or bool(self._phrases.lemmas_below(verb, "prt", "advmod", "prep") & {"in", "as"})
        if title is not None and person is not None and is_named:
            hint = Modality.PLANNED if lemma in {"designate"} else None
            yield from self._draft(verb, RelationKind.APPOINTED, person, title, hint)

    def _named_before(self, title: int) -> Actor | None:
        """`elected X president`, where the parser makes the name a part of the title."""
        item = self._denoter.mention(title - 1) if title else None
        return self._person(title - 1) if item is not None and item.mention.end == title else None

    def _leave(self, verb: int) -> Iterator[Draft]:
        """`X stepped down as president`, `X was dismissed as foreign minister`."""
        lemma = self._tree.tokens[verb].lemma
        title = self._title_under(verb)
        if title is None or (lemma == "step" and not self._phrases.lemmas_below(verb) & {"down", "aside"}):
            return
        sides = self._phrases.sides(verb)
        holders = sides.doers if lemma in _UNMAKING else sides.done_to
        person = next((p for i in holders if (p := self._person(i))), None)
        if person is not None:
            yield from self._draft(verb, RelationKind.LEFT_OFFICE, person, title)

    def _become(self, verb: int) -> Iterator[Draft]:
        """`X became prime minister`, `X took office as president`, `X took over as chancellor`."""
        lemma = self._tree.tokens[verb].lemma
        title = self._title_under(verb)
        takes_office = lemma == "become" or bool(self._phrases.lemmas_below(verb) & {"office", "over", "oath", "power"})
        person = next((p for i in self._tree.subjects(verb) if (p := self._person(i))), None)
        if title is not None and takes_office and person is not None:
            yield from self._draft(verb, RelationKind.APPOINTED, person, title)

    def _title_under(self, verb: int) -> int | None:
        options = (*self._tree.children(verb, "oprd", "attr"), *self._tree.objects_of(verb, "as"))
        options += tuple(i for i in self._tree.children(verb, "dobj") if self._named_before(i))
        options += tuple(i for child in self._tree.children(verb, "xcomp") for i in self._tree.children(child, "attr"))
        return next((i for i in options if self._is_title(i)), None)

    def _is_title(self, index: int) -> bool:
        return self._tree.tokens[index].lemma in OFFICE_HEADS and self._denoter.mention(index) is None

    # the title

    def _words_before(self, noun: int) -> frozenset[str]:
        return frozenset(self._tree.tokens[i].text.lower() for i in self._run(noun))

    def _run(self, noun: int) -> range:
        """The positions before a title's last word that modify it or the name after it."""
        start = noun
        while start > 0 and noun - start < _LONGEST_TITLE:
            token = self._tree.tokens[start - 1]
            is_hyphen = token.text == "-" and start > 1
            if token.dep not in _TITLE_DEPS | {"poss", "case", "advmod"} and not is_hyphen:
                break
            start -= 1
        return range(start, noun)

    def _title_words(self, noun: int) -> str:
        """The title without whom it is of: `Deputy Foreign Minister`, `minister of foreign affairs`."""
        words: list[str] = []
        for i in self._run(noun):
            text = self._tree.tokens[i].text
            is_apart = text in {"'s", "’s", "-"} or self._tree.tokens[i].tag == "PRP$"
            if self._denoter.mention(i) is not None or is_apart or text.lower() in NOT_TITLES:
                words.clear()
            else:
                words.append(text)
        last = self._tree.tokens[noun]
        words.append(last.text.removesuffix("s") if last.tag in {"NNS", "NNPS"} else last.text)
        last_object = max(self._title_objects(noun), default=noun)
        words += [self._tree.tokens[i].text for i in range(noun + 1, last_object + 1)]
        return " ".join(word for word in words if word.lower() != "the")

    def _employers(self, noun: int, person: Actor, office_kind: str | None) -> tuple[Actor, ...]:
        """Whom the office is of: named with it, or else, for a known kind, whom the person belongs to."""
        found: dict[Actor, None] = {}
        for i in self._run(noun):
            item = self._denoter.mention(i)
            if item is not None and item.link is not None and item.link.actor.actor_class is ActorClass.PERSON:
                continue
            if item is not None and item.link is not None and item.link.decision is LinkDecision.LINKED:
                found[item.link.actor] = None
            elif self._tree.tokens[i].dep == "poss":
                found |= dict.fromkeys(self._denoter.single(i))
        after = [i for i in self._tree.objects_of(noun, "of", "for") if self._denoter.mention(i)]
        if not found:
            found |= dict.fromkeys(actor for i in after for actor in self._owner_after(i))
        named = tuple(actor for actor in found if actor.actor_class is not ActorClass.PERSON)
        if named or office_kind is None or person.of is None or self._names_unknown(noun):
            return named[-1:]
        return (person.of,)

    def _names_unknown(self, noun: int) -> bool:
        """Whether the title is said to be of something that is not known."""
        is_named = any(self._denoter.mention(i) is not None and self._person(i) is None for i in self._run(noun))
        after = self._tree.objects_of(noun, "of", "for")
        return is_named or any(self._tree.tokens[i].pos == "PROPN" for i in after)

    def _owner_after(self, index: int) -> tuple[Actor, ...]:
        item = self._denoter.mention(index)
        if item is not None and item.link is None:
            named = [sense.actor for sense in item.mention.senses if sense.actor]
            return (named[0],) if len(named) == 1 and named[0] else ()
        return self._denoter.single(index)

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        person: Actor,
        title_at: int,
        modality: Modality | None = None,
        *,
        is_presupposed: bool = False,
    ) -> Iterator[Draft]:
        words = self._title_words(title_at)
        lowered = words.lower()
        is_deputy = bool(self._words_before(title_at) & _DEPUTIES) and not lowered.startswith("vice")
        office_kind = None if is_deputy else OFFICE_KINDS.get(lowered)
        head = self._tree.tokens[title_at].lemma
        if office_kind is None and (head in _NOT_OFFICES or (head in _VAGUE and " " not in words)):
            return
        employers = self._employers(title_at, person, office_kind)
        if employers and employers[0] != person:
            yield Draft(
                RelationType.OFFICE,
                kind,
                (person,),
                employers,
                trigger,
                modality,
                frozenset({trigger, title_at}),
                weight=0.85,
                detail=OfficeTitle(lowered if office_kind else words, office_kind),
                is_presupposed=is_presupposed,
            )
