"""What a name in a question means: things of the register first, then things that only articles name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from diplograph.errors import NothingFoundError
from diplograph.model import Iri, Literal
from diplograph.queries import Parameter
from diplograph.vocab import DG, KB

if TYPE_CHECKING:
    from diplograph.model import Actor, Candidate, Sense
    from diplograph.register import Register
    from diplograph.store import Store

SURE_SCORE = 0.85
"""From this likeness of names on, a garbled name in a question is taken to mean the register's name."""

SURNAME_SCORE = 0.9
"""The score of a person whose surname alone is given."""

NEAR_NAMES = 3
_MOST_REMEMBERED = 10_000
"""More names than anybody asks for; they take some megabytes."""
_CLASSES = {"Place": ("Place", "Polity")}
_SUBJECTS = ("Conflict", "Actor", "Place")
_NAMED_THINGS = """
SELECT DISTINCT ?thing WHERE {
  ?thing rdfs:label|dg:altName|dg:demonym|dg:metonym ?name .
  FILTER EXISTS { ?thing a ?type . ?type rdfs:subClassOf* ?class }
} ORDER BY ?thing
"""
"""The classes are asked of what has the name: joined, they cost a second at a million quads, and so a millisecond."""

_LABELLED_THINGS = """
SELECT DISTINCT ?thing WHERE {
  { ?thing rdfs:label ?label . } UNION { ?saying dg:surfaceForm ?label ; dg:hasSpeaker ?thing . }
  FILTER(IF(LCASE(STR(?label)) = ?wanted,
    EXISTS { ?thing a ?type . ?type rdfs:subClassOf* ?class . }
    && EXISTS {
      ?any dg:hasSpeaker|dg:tookPlaceAt|dg:concernsConflict|dg:hasParticipant|dg:hasMediator|dg:hasMediatedParty
          |dg:hasSupporter|dg:hasSupported|dg:hasAlly ?thing .
    }, false))
} ORDER BY ?thing
"""
"""`IF` has the label compared first: a second at a million quads, more than a minute with filters side by side."""
_MENTIONED_ACTORS = """
SELECT ?actor (MAX(?linkScore) AS ?score) WHERE {
  ?mention dg:quotedText ?text ;
           a dg:Mention ;
           dg:refersTo ?actor ;
           dg:linkScore ?linkScore .
} GROUP BY ?actor ORDER BY ?actor
"""
_NEAR_CUTOFF = 0.6


def actor_iri(actor: Actor) -> Iri:
    """The IRI of an actor of the register."""
    from diplograph.model import ActorClass

    kinds = {ActorClass.STATE: "state", ActorClass.DISPUTED_POLITY: "polity", ActorClass.PERSON: "person"}
    return Iri(f"{KB}{kinds.get(actor.actor_class, 'organization')}/{actor.key}")


def is_sure(candidate: Candidate) -> bool:
    """Whether a candidate is taken without asking: a likely name, or a spelling that an article uses for it."""
    return candidate.score >= SURE_SCORE or "mention" in candidate.features


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means.

    Attributes:
        things: IRIs of all that it may stand for.
        note: what to tell the asker when the name was matched by likeness.
    """

    things: tuple[Iri, ...]
    note: str = ""


class NameFinder:
    """Finds what names mean in one store.

    Args:
        load_register: gives the register, when it is needed.
        store: where names are looked up.
        is_frozen: whether the store stays as it is, so that what a name means can be remembered.
    """

    def __init__(self, load_register: Callable[[], Register], store: Store, *, is_frozen: bool = False) -> None:
        self._load_register = load_register
        self._store = store
        self._is_frozen = is_frozen
        self._remembered: dict[tuple[str, str], Meaning] = {}

    @cached_property
    def _register(self) -> Register:
        return self._load_register()

    def find(self, name: str, parameter: Parameter) -> Meaning:
        """The things that a name means for a parameter.

        Raises:
            NothingFoundError: the name means nothing; the hint offers near names.
        """
        key = (name, parameter.class_)
        if (found := self._remembered.get(key)) is not None:
            return found
        exact = self._find_exact(name, parameter.class_)
        meaning = Meaning(tuple(exact)) if exact else self._find_similar(name, parameter.class_)
        if meaning is not None:
            if self._is_frozen and len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[key] = meaning
            return meaning
        near = self.near_names(name, parameter.class_)
        otherwise = f"try for example {parameter.example!r}" if parameter.example else "check the name"
        hint = f"did you mean: {', '.join(near)}?" if near else otherwise
        raise NothingFoundError(f"{name!r} is not known as {_a_class(parameter.class_)}", hint=hint)

    def find_subject(self, name: str) -> Meaning:
        """The actors, conflicts and places that a name means: what claims may be about.

        Raises:
            NothingFoundError: the name means nothing; the hint offers near names.
        """
        exact = dict.fromkeys(thing for class_ in _SUBJECTS for thing in self._find_exact(name, class_))
        if exact:
            note = f"{name!r} is taken to mean {_list_ends(exact)}; give an IRI for one alone" if len(exact) > 1 else ""
            return Meaning(tuple(exact), note)
        if similar := self._find_similar(name, "Actor"):
            return similar
        near = dict.fromkeys(label for class_ in _SUBJECTS for label in self.near_names(name, class_))
        raise NothingFoundError(
            f"{name!r} is not known as an actor, a conflict or a place",
            hint=f"did you mean: {', '.join(list(near)[:NEAR_NAMES])}?" if near else "check the name",
        )

    def _find_exact(self, name: str, class_: str) -> list[Iri]:
        return self._find_as_written(name, class_) or self._find_listed(name, class_) or self._find_local(name, class_)

    def find_candidates(self, name: str, limit: int = 5) -> list[Candidate]:
        """The actors of the register that a name may mean, best first.

        A spelling that stands in an article means whom it was linked to there, before any likeness of names.
        """
        from diplograph.model import Candidate
        from diplograph.text.folding import fold

        found = self._register.search(name, limit=limit)
        if found and found[0].score == 1:
            return found
        if mentioned := self._find_mentioned(name):
            return [*mentioned, *found][:limit]
        if found and found[0].score >= SURE_SCORE:
            return found
        namesakes = sorted(self._register.persons_called(fold(name)), key=self._last_office, reverse=True)
        return [*(Candidate(actor, SURNAME_SCORE, {"surname": 1.0}) for actor in namesakes), *found][:limit]

    def _last_office(self, person: Actor) -> str:
        """When the person's latest office began; the newest holder of a surname is meant first."""
        return max((row.valid_from or "" for row, _ in self._register.offices_of(str(person.key))), default="")

    def near_names(self, name: str, class_: str) -> list[str]:
        """Labels of the register that look like the name."""
        if class_ in {"Actor", "Person"}:
            return [candidate.actor.label for candidate in self.find_candidates(name, NEAR_NAMES)]
        folded = {label.casefold(): label for label in self._labels(class_)}
        within = re.compile(rf"\b{re.escape(name.casefold())}\b")
        from difflib import get_close_matches

        near = [*filter(within.search, folded), *get_close_matches(name.casefold(), folded, NEAR_NAMES, _NEAR_CUTOFF)]
        return list(dict.fromkeys(folded[each] for each in near))[:NEAR_NAMES]

    def _find_as_written(self, name: str, class_: str) -> list[Iri]:
        """Things of the store with exactly this name; the quickest way, since it needs no register."""
        names = [Literal(name), Literal(name, language="en")]
        return self._things(_NAMED_THINGS, {"name": names, "class": _class_iris(class_)})

    def _find_listed(self, name: str, class_: str) -> list[Iri]:
        return list(dict.fromkeys(iri for sense in self._senses(name) if (iri := _meant(sense, class_))))

    def _find_similar(self, name: str, class_: str) -> Meaning | None:
        """The actors whose name is most like a garbled one, or who have it as surname, if any is like enough."""
        if class_ not in {"Actor", "Person"}:
            return None
        sure = [each for each in self.find_candidates(name) if is_sure(each) and _fits(each.actor, class_)]
        best = [each for each in sure if each.score == sure[0].score]
        if not best:
            return None
        labels = ", ".join(each.actor.label for each in best)
        note = f"{name!r} is taken to mean {labels} (score {best[0].score:.2f})"
        return Meaning(tuple(actor_iri(each.actor) for each in best), note)

    def _senses(self, name: str) -> Sequence[Sense]:
        from diplograph.text.folding import fold

        folded = fold(name)
        return self._register.senses.get(folded) or self._register.senses.get(folded.removeprefix("the ")) or ()

    def _find_local(self, name: str, class_: str) -> list[Iri]:
        """Things that only articles name, by their label, and speakers by the words that describe them."""
        return self._things(_LABELLED_THINGS, {"wanted": [Literal(name.casefold())], "class": _class_iris(class_)})

    def _find_mentioned(self, name: str) -> list[Candidate]:
        """The actors of the register to whom articles linked exactly these words."""
        spellings = dict.fromkeys([name, name.removeprefix("the ").removeprefix("The ")])
        from diplograph.model import Candidate

        rows = self._rows(_MENTIONED_ACTORS, {"text": [Literal(spelling) for spelling in spellings]})
        found = []
        for iri, score in rows:
            actor = self._register.find_actor(str(iri.value).rpartition("/")[2]) if iri and score else None
            if actor is not None and score is not None:
                found.append(Candidate(actor, float(score.value), {"mention": 1.0}))
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.actor.label))

    def _things(self, sparql: str, values: Mapping[str, Sequence[Iri | Literal]]) -> list[Iri]:
        return [thing for (thing,) in self._rows(sparql, values) if isinstance(thing, Iri)]

    def _rows(
        self, sparql: str, values: Mapping[str, Sequence[Iri | Literal]]
    ) -> tuple[tuple[Iri | Literal | None, ...], ...]:
        from diplograph.sparql import bind_values
        from diplograph.store import Solutions

        solutions = self._store.query(bind_values(sparql, **values))
        assert isinstance(solutions, Solutions)
        return solutions.rows

    def _labels(self, class_: str) -> Iterable[str]:
        tables = self._register.tables
        match class_:
            case "Conflict":
                yield from (name for row in tables.conflicts for name in (row.label, *row.aliases))
            case "Place":
                yield from (name for row in tables.places for name in (row.label, *row.aliases))
            case "Office":
                yield from (row.label for row in tables.offices)
            case "Agreement":
                yield from (name for row in tables.treaties for name in (row.label, *row.aliases))


def _list_ends(things: Iterable[Iri]) -> str:
    """The things by the ends of their IRIs: `state/Russia and place/Moscow`."""
    return " and ".join("/".join(thing.value.split("/")[-2:]) for thing in things)


def _class_iris(class_: str) -> list[Iri]:
    return [Iri(getattr(DG, each)) for each in _CLASSES.get(class_, (class_,))]


def _meant(sense: Sense, class_: str) -> Iri | None:
    """The thing that a sense stands for, if it has the class."""
    if class_ == "Conflict" and sense.conflict:
        return Iri(f"{KB}conflict/{sense.conflict.key}")
    if class_ == "Place" and sense.place:
        return Iri(f"{KB}place/{sense.place.key}")
    if class_ == "Agreement" and sense.treaty_key:
        return Iri(f"{KB}treaty/{sense.treaty_key}")
    if sense.actor and _fits(sense.actor, class_):
        return actor_iri(sense.actor)
    return None


def _fits(actor: Actor, class_: str) -> bool:
    from diplograph.model import ActorClass

    match class_:
        case "Actor":
            return True
        case "Person":
            return actor.actor_class is ActorClass.PERSON
        case "Place":
            return actor.actor_class in {ActorClass.STATE, ActorClass.DISPUTED_POLITY}
        case _:
            return False


def _a_class(class_: str) -> str:
    return {"Actor": "an actor", "Agreement": "a treaty", "Office": "an office"}.get(class_, f"a {class_.lower()}")
