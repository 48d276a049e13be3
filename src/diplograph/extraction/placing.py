"""Where a relation is said to have been: which of a sentence's places belongs to it.

A place hangs on one event. It is the place of a relation when the way from it to the relation's word leads through
nothing but those who took part, the event's own phrase and the verbs that carry the event. Parsers hang a phrase like
`in X` on whatever noun stands before it (`received a delegation of the movement at his palace in X`), so that persons,
amounts and meetings on the way do not count; a noun that is itself at home somewhere does (`the rebels in X`,
`the government in X`, `the war in X`). Where no place hangs on the relation, the place at which the sentence lets
people come together is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.occasions import EVENT_NOUNS, HOLDING, Occasions
from diplograph.extraction.venues import AT, BUILDINGS, SETTLEMENTS, Venues
from diplograph.model import ActorClass, Place, RelationType, Token

_GOALS = lexicon.VISIT_VERBS | {"reach"}
_LEAVING = frozenset({"leave", "depart", "quit", "flee", "exit", "vacate"})
_BOUND = _LEAVING | {"head", "bind", "embark", "set", "sail", "board"}
"""Verbs after which `for` names where one goes."""
_WITH = frozenset({"between", "among", "with"})
_ABOUT = frozenset({"about", "over", "regarding", "concerning", "against"})
"""Prepositions before what is talked about, which lies where it lies."""
_TOPICAL = frozenset(
    {"discuss", "address", "review", "tackle", "examine", "debate", "consider", "assess", "end", "resolve"}
)
"""Verbs whose object is a topic or an aim."""
_LOCATED = lexicon.CONFLICT_NOUNS | {"situation", "effort", "development", "violence", "election", "unrest"}
"""Nouns for what is somewhere, wherever the parser hangs the words that say where (`discuss the crisis in X`)."""
_MEALS = frozenset({"dinner", "lunch", "breakfast", "banquet", "reception", "luncheon", "supper", "tea"})
_DOCUMENTS = frozenset({"statement", "communique", "document", "contract", "charter", "convention", "paper"})
_AMOUNTS = frozenset(
    {"hour", "day", "week", "minute", "round", "series", "number", "member", "half", "dozen", "couple", "pair", "time"}
)
_PASSED = EVENT_NOUNS | SETTLEMENTS | BUILDINGS | _MEALS | _DOCUMENTS | _AMOUNTS
"""Nouns that are where the event is, or say nothing of where."""
_AT_HOME = lexicon.ARMED | frozenset(
    {
        "government", "authority", "authorities", "regime", "administration", "junta", "army", "military", "force",
        "forces", "troops", "troop", "soldier", "opposition", "movement", "group", "party", "camp", "mission",
        "ambassador", "envoy", "mediator", "spokesman", "spokeswoman", "representative", "commander", "chief", "head",
        "official", "diplomat", "source", "leader", "leadership", "population", "people", "refugee", "minority",
        "correspondent", "adviser", "general", "secretary", "president", "minister", "base",
    }
)  # fmt: skip
"""Nouns for those who are at home where the words right after them say (`the ambassador in X`)."""
_COMING_TOGETHER = (
    lexicon.MEET_VERBS
    | lexicon.TRAVEL_VERBS
    | lexicon.VISIT_VERBS
    | lexicon.HOST_VERBS
    | lexicon.RECEIVE_VERBS
    | lexicon.TAKE_PART_VERBS
    | HOLDING
    | {"gather", "assemble", "sign", "see", "embrace", "talk", "dine", "lunch", "shuttle", "mediate", "stay", "be"}
) - {"agree", "depart", "leave", "plan", "have", "take", "reach", "arrange", "set"}  # fmt: skip
"""Verbs of what people do at a place when they meet there."""
_FAR = 99


class Placing:
    """The places of one sentence and the relations that were there.

    Args:
        denoter: the sentence's noun phrases.
        venues: the places that the sentence names.
        occasions: the events that its relations were part of.
    """

    def __init__(self, denoter: Denoter, venues: Venues, occasions: Occasions) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._venues = venues
        self._occasions = occasions

    def options(self, draft: Draft) -> Iterator[Place]:
        """The places named for the relation, the nearest first."""
        named = draft.place_index
        if named is not None and not self._is_left(named) and (found := self._place_at(named)):
            yield found
        if found := self._where(draft.trigger):
            yield found
        for word in (draft.trigger, *self._occasions.words(draft)):
            yield from self._at(replace(draft, trigger=word))

    def setting(self, draft: Draft) -> Place | None:
        """The place at which the sentence lets people come together, the nearest to the relation's word."""
        places = self._venues.found
        fitting = [head for head in places if self._is_setting(head, draft)]
        nearest = min(fitting, key=lambda head: (abs(head - draft.trigger), head), default=None)
        return None if nearest is None else places[nearest]

    def only_one(self) -> Place | None:
        """The one place at which the sentence says that something was; None if it names several, or none."""
        places = self._venues.found
        found = {places[head] for head in places if self._is_at(head) and not self._is_of_topic(head)}
        return found.pop() if len(found) == 1 else None

    # what hangs on the relation

    def _at(self, draft: Draft) -> Iterator[Place]:
        places = self._venues.found
        distances = {head: self._distance(draft, head) for head in places}
        near = [head for head in places if distances[head] < _FAR]
        yield from (places[head] for head in sorted(near, key=lambda head: (distances[head], head)))

    def _where(self, trigger: int) -> Place | None:
        """The place that a clause with `where` speaks of (`in Bogotá, where they met`)."""
        clause = self._tree.clause_of(trigger)
        words = {self._tree.tokens[i].lemma for i in self._tree.children(clause, "advmod")}
        head = self._tree.head(clause)
        if self._tree.tokens[clause].dep != "relcl" or "where" not in words or head is None:
            return None
        return self._venues.found.get(head) or self._place_at(head)

    def _place_at(self, index: int) -> Place | None:
        item = self._denoter.mention(index)
        if item is None or item.place is not None:
            return item.place if item else None
        city = next((sense.place for sense in item.mention.senses if sense.place), None)
        if item.link is not None and item.link.reason == "metonym" and city is not None:
            return city
        return Place(item.link.actor.label, item.link.actor.key) if item.link else None

    def _is_left(self, index: int) -> bool:
        """Whether somebody leaves the place (`left X`, `from X`)."""
        token = self._tree.tokens[index]
        governor = self._tree.tokens[token.head]
        is_left = token.dep == "dobj" and governor.lemma in _LEAVING
        return is_left or (token.dep == "pobj" and governor.lemma == "from")

    def _distance(self, draft: Draft, head: int) -> int:
        if not self._says_where(draft.trigger, head) or self._is_of_topic(head):
            return _FAR
        path = [head, *self._tree.ancestors(head)]
        governors = [draft.trigger, *self._tree.ancestors(draft.trigger)]
        meeting = next((i for i in path if i in governors), None)
        if meeting is None:
            return _FAR
        up, down = governors.index(meeting), path.index(meeting)
        if any(self._is_other_clause(i) for i in governors[:up]) or any(self._tells(i) for i in governors[1 : up + 1]):
            return _FAR
        if self._is_at_home(path[down], path) or self._leaves_after(governors[: up + 1], path):
            return _FAR
        if self._follows_place(head) and meeting not in {head, path[1]}:
            return up * 2 + 2
        if any(self._is_apart(i, draft, path) for i in path[1:down]):
            return _FAR
        return up * 2 + down

    def _says_where(self, trigger: int, head: int) -> bool:
        token = self._tree.tokens[head]
        governor = self._tree.tokens[token.head]
        if token.dep == "advmod":
            return True
        if token.dep in {"compound", "nmod", "amod"}:
            return token.head == trigger or governor.lemma in BUILDINGS
        if token.dep == "conj":
            return True
        if token.dep == "appos":
            return governor.lemma in SETTLEMENTS | BUILDINGS and self._says_where(trigger, token.head)
        above = self._tree.tokens[governor.head].lemma
        is_located = governor.lemma in AT or (governor.lemma == "of" and above in SETTLEMENTS | BUILDINGS)
        is_bound = governor.lemma == "for" and above in _BOUND
        return token.dep in {"pobj", "dobj"} and (is_located or is_bound or governor.lemma in _GOALS)

    def _is_other_clause(self, index: int) -> bool:
        return self._tree.tokens[index].dep == "relcl"

    def _tells(self, index: int) -> bool:
        return self._tree.tokens[index].lemma in lexicon.SAY_VERBS and self._tree.tokens[index].pos == "VERB"

    def _leaves_after(self, governors: list[int], path: list[int]) -> bool:
        """`returned to X after talks with Y`: where one goes when the talks are over is not where they were."""
        verb = governors[-1]
        is_over = any(self._tree.tokens[i].lemma in {"after", "following"} for i in governors[:-1])
        is_goal = len(path) > 1 and self._tree.tokens[path[1]].lemma in {"to", "into", "for"}
        return is_over and is_goal and self._tree.tokens[verb].lemma in lexicon.TRAVEL_VERBS | {"move", "drive"}

    def _follows_place(self, head: int) -> bool:
        """`talks on fishing in the A Sea in B`: of two places in a row the second is the event's."""
        preposition = self._tree.tokens[head].head
        if self._tree.tokens[preposition].lemma not in {"in", "at"} or not 0 < preposition < head:
            return False
        before = self._tree.tokens[preposition - 1]
        return before.pos == "PROPN" and before.dep == "pobj" and self._tree.tokens[before.head].lemma in AT

    def _is_apart(self, index: int, draft: Draft, path: list[int]) -> bool:
        """Whether a word between the relation and a place belongs to something else than the relation."""
        token = self._tree.tokens[index]
        if token.dep == "prep" and token.lemma in _ABOUT:
            return True
        if token.pos not in {"VERB", "NOUN", "PROPN"} or self._is_at_home(index, path, draft):
            return token.pos in {"VERB", "NOUN", "PROPN"}
        if index in draft.tokens or token.lemma in _PASSED or self._is_aid(token, draft):
            return False
        if set(self._denoter.single(index)) & {*draft.subjects, *draft.objects} or self._is_person(index):
            return False
        if token.lemma in HOLDING and token.dep in {"acl", "relcl"}:
            return False
        if self._is_company(token):
            return False
        return token.dep in {"relcl", "acl", "advcl", "ccomp", "pcomp", "pobj", "dobj", "conj"}

    def _is_aid(self, token: Token, draft: Draft) -> bool:
        """Whether a noun names those who help or are helped in arms, where they are (`fighters in X`)."""
        is_armed = token.lemma in lexicon.TROOP_NOUNS | lexicon.ARMED | {"army", "force", "camp"}
        return draft.type is RelationType.BACKS and is_armed

    def _is_at_home(self, index: int, path: list[int], draft: Draft | None = None) -> bool:
        """Whether a noun is at home at the place, whose words follow it at once (`the government in X`)."""
        token, position = self._tree.tokens[index], path.index(index)
        if position == 0 or token.lemma not in _AT_HOME or (draft is not None and self._is_aid(token, draft)):
            return False
        is_next = path[position - 1] == index + 1 and token.pos in {"NOUN", "PROPN"}
        return is_next and not self._is_person(index) and not self._is_met(index)

    def _is_met(self, index: int) -> bool:
        """Whether a noun names those whom an encounter is with (`talks with the government`, `received envoys`)."""
        token = self._tree.tokens[index]
        governor = self._tree.tokens[token.head]
        if token.dep == "dobj":
            return governor.lemma in lexicon.MEET_VERBS | lexicon.RECEIVE_VERBS
        if token.dep != "pobj" or governor.lemma not in _WITH | {"of", "from"}:
            return False
        above = self._tree.tokens[governor.head]
        is_event = above.lemma in EVENT_NOUNS | _MEALS or above.lemma in _COMING_TOGETHER
        return (is_event and above.index != token.index) or (above.lemma != token.lemma and self._is_met(above.index))

    def _is_person(self, index: int) -> bool:
        item = self._denoter.mention(index)
        return bool(item and item.link and item.link.actor.actor_class is ActorClass.PERSON)

    def _is_company(self, token: Token) -> bool:
        """Whether a noun names those who take part (`a meeting of Arab leaders in X`, `received a delegation`)."""
        governor = self._tree.tokens[token.head]
        is_group = token.lemma in lexicon.DIPLOMATS and (
            token.tag in {"NNS", "NNPS"} or token.lemma in {"delegation", "counterpart", "mission", "team"}
        )
        return is_group or (token.dep == "pobj" and governor.lemma in _WITH)

    # where people come together

    def _is_at(self, head: int) -> bool:
        """Whether a place stands after `in` or `at`, and not after a noun that is at home there."""
        token = self._tree.tokens[head]
        preposition = self._tree.tokens[token.head]
        path = [head, preposition.index, preposition.head]
        is_venue = token.dep == "pobj" and preposition.lemma in {"in", "at"}
        return is_venue and not self._is_at_home(preposition.head, path)

    def _is_beside(self, trigger: int, head: int) -> bool:
        """Whether the relation is told by the way, in a relative clause that the place is no part of."""
        above = [trigger, *self._tree.ancestors(trigger)]
        clause = next((i for i in above if self._is_other_clause(i)), None)
        return clause is not None and clause not in set(self._tree.ancestors(head))

    def _is_of_topic(self, head: int) -> bool:
        """Whether what is talked about is there (`discuss the war in X`)."""
        preposition = self._tree.head(self._tree.first_conjunct(head))
        noun = self._tree.head(preposition) if preposition is not None else None
        if preposition is None or noun is None or self._tree.tokens[preposition].lemma not in AT:
            return False
        if self._tree.tokens[preposition - 1].lemma in _LOCATED:
            noun = preposition - 1
        noun = self._tree.first_conjunct(noun)
        verb = self._tree.tokens[self._tree.tokens[noun].head]
        is_held = self._tree.tokens[noun].lemma in lexicon.CONTACT_NOUNS | lexicon.VISIT_NOUNS
        return self._tree.tokens[noun].dep == "dobj" and verb.lemma in _TOPICAL and not is_held

    def _is_setting(self, head: int, draft: Draft) -> bool:
        token = self._tree.tokens[head]
        preposition = self._tree.tokens[token.head]
        if token.dep != "pobj" or preposition.lemma not in AT or self._is_beside(draft.trigger, head):
            return False
        if self._is_of_topic(head):
            return False
        above = self._tree.tokens[preposition.head]
        is_goal = preposition.lemma in {"to", "into", "around"}
        path = [head, preposition.index, above.index]
        if self._is_at_home(above.index, path) or self._leaves_after([above.index], path):
            return False
        if above.pos in {"VERB", "AUX"}:
            fits = lexicon.TRAVEL_VERBS | lexicon.VISIT_VERBS if is_goal else _COMING_TOGETHER
            return above.lemma in fits
        if is_goal or above.lemma in EVENT_NOUNS:
            return above.lemma in (lexicon.VISIT_NOUNS if is_goal else EVENT_NOUNS | _MEALS)
        return (
            self._is_person(above.index)
            or self._is_met(above.index)
            or bool(
                set(self._denoter.single(above.index)) & {*draft.subjects, *draft.objects}
                and above.lemma not in _AT_HOME
                and above.dep == "ROOT"
            )
        )
