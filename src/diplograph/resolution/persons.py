"""Who a person's name means: first the office and its holder on the day, then the name, then the article itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from diplograph.model import Actor, ActorClass, Candidate, Link, LinkDecision, Span
from diplograph.resolution.known import KnownActors
from diplograph.resolution.returning import Unplaced
from diplograph.text.folding import fold, sound_key
from diplograph.text.similarity import compare_names

HOLDER_MIN_SCORE = 0.5
"""Similarity from which the holder of the very office on the very day is taken (garbled names reach .63, namesakes of
other offices .48 at the most in trials)."""
UNDATED_MIN_SCORE = 0.95
"""Similarity needed when the day is not known, and any holder of the office may be meant."""
OTHER_OFFICE_MIN = 0.88
"""Similarity needed for the holder of another office of the same state than the title says."""
SPELLING_MIN = 0.86
"""Edit ratio from which a name that sounds the same in every word is taken without an office."""
REVIEW_MIN = 0.8
_KINDS_OF_TITLE = {
    "head-of-state": ("head-of-state", "head-of-government"),
    "head-of-government": ("head-of-government", "head-of-state"),
}
"""Offices that news call by the same title (some presidents head the government, some premiers are `president`)."""
_REIGNING = frozenset({"king", "queen", "emperor", "empress", "emir", "amir", "sultan", "pope"})
"""Titles that stand before a first name, never before a surname."""
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "madame", "dr"})
_NEAR_OFFICES = ("foreign-minister", "head-of-state", "head-of-government", "defence-minister", "spokesperson")


@dataclass(frozen=True, slots=True)
class PersonContext:
    """What stands around a person's name.

    Attributes:
        office_kind: kind of the office that the title speaks of, None without a title.
        title: the title's words as written.
        actors: states or organisations named in the title (`Azerbaijani`, `of Armenia`).
        is_former: whether the title is a past one (`former`, `ex-`).
        is_unlisted: whether the title is of an office that the register does not list (`Governor`).
    """

    office_kind: str | None = None
    title: str = ""
    actors: tuple[Actor, ...] = ()
    is_former: bool = False
    is_unlisted: bool = False

    @property
    def is_reigning(self) -> bool:
        """Whether the title is a monarch's, which stands before a first name (`King Abdullah`)."""
        words = self.title.lower().split()
        return bool(words) and words[-1] in _REIGNING and not self.is_former


@dataclass(slots=True)
class Acquaintance:
    """The persons and bodies met so far in one article, for names that come back shortened.

    Attributes:
        links: the persons by the words of their names, in order.
        bodies: the bodies, in order.
        unplaced: persons with an office of a state that is not named beside them, by sentence and position.
        missions: the bodies for which known persons out of office are said to act, by the person's key.
        day: the article's day, if it is known.
    """

    links: list[tuple[tuple[str, ...], Link]] = field(default_factory=list)
    bodies: list[Actor] = field(default_factory=list)
    unplaced: dict[tuple[int, int], Unplaced] = field(default_factory=dict)
    missions: dict[str, Actor] = field(default_factory=dict)
    day: date | None = None

    def remember(self, name: str, link: Link) -> None:
        """Keeps a resolved full name."""
        words = tuple(fold(name).split())
        if words and link.decision is not LinkDecision.REVIEW:
            self.links.append((words, link))

    def find(self, name: str) -> Link | None:
        """The person whose name ends in the given words, or else sounds so; for review between two."""
        words = tuple(fold(name).split())
        found = [link for known, link in reversed(self.links) if words and known[-len(words) :] == words]
        if not found and len(words) == 1 and len(sound_key(words[0])) > 2:
            found = [link for known, link in reversed(self.links) if _sound_alike(words[0], known[-1])]
        if not found:
            return None
        persons = tuple(dict.fromkeys(link.actor for link in found))
        if len(persons) == 1:
            return found[0]
        candidates = tuple(Candidate(actor, round(1 / len(persons), 4), {"surname": 1.0}) for actor in persons)
        unknown = Actor(name, ActorClass.PERSON, None, persons[0].of if len({a.of for a in persons}) == 1 else None)
        return Link(found[0].span, LinkDecision.REVIEW, unknown, candidates[0].score, "two-of-the-name", candidates)


def _sound_alike(left: str, right: str) -> bool:
    """Whether two surnames sound the same; the ending that tells women's from men's (`-ova`, `-ska`) counts."""
    return sound_key(left) == sound_key(right) and left.endswith("a") == right.endswith("a")


@dataclass(frozen=True, slots=True)
class When:
    """What is known of the article's time: the day, or else a period that it lies in (first and last day)."""

    day: date | None = None
    period: tuple[date, date] | None = None

    @property
    def during(self) -> tuple[date, date] | None:
        """The days that the article may be of, first and last; None when nothing is known."""
        return (self.day, self.day) if self.day else self.period


def link_person(
    name: str, span: Span, context: PersonContext, known: KnownActors, met: Acquaintance, when: When
) -> Link:
    """Decide whom a person's name means.

    Args:
        name: the name as the reading copy spells it.
        span: the name in the stored text.
        context: title and state around it.
        known: the register.
        met: the persons met before in the article; the decision is remembered there.
        when: the article's day or period.
    """
    if len(name.split()) == 1 and (earlier := met.find(name)) and _agrees(earlier, context):
        return replace(earlier, span=span, reason="coreference")
    link = _by_office(name, span, context, known, when.day) or _by_name(name, span, context, known, when)
    if link is None or link.decision is not LinkDecision.LINKED:
        earlier = met.find(name)
        if earlier is not None and _agrees(earlier, context):
            link = Link(span, earlier.decision, earlier.actor, earlier.score, "coreference", earlier.candidates)
    if link is None:
        owner = context.actors[0] if context.actors else None
        link = Link(span, LinkDecision.NIL, Actor(name, ActorClass.PERSON, None, owner), 0.0, "unknown")
    met.remember(name, link)
    return link


def _agrees(earlier: Link, context: PersonContext) -> bool:
    """Whether the state named with the short form is not another one than the known person's."""
    if not context.actors or earlier.actor.of is None:
        return True
    return any(actor.key == earlier.actor.of.key for actor in context.actors)


def _by_office(name: str, span: Span, context: PersonContext, known: KnownActors, on: date | None) -> Link | None:
    if context.is_former or not context.office_kind or not context.actors:
        return None
    kinds = (context.office_kind, *(kind for kind in _NEAR_OFFICES if kind != context.office_kind))
    candidates: list[Candidate] = []
    for owner in context.actors:
        for kind in kinds:
            for holder in known.holders(kind, str(owner.key), on=on) if owner.key else ():
                best = max(
                    (compare_names(name, spelling) for spelling in known.names_of(str(holder.key))),
                    key=lambda likeness: likeness.score,
                )
                exact_office = kind == context.office_kind
                surname_alone = len(name.split()) == 1 and best.last_word > 0.9
                score = max(best.score, 0.9 if surname_alone else 0.0) - (0.0 if exact_office else 0.25)
                if len(name.split()) > 1 and (best.is_namesake or not (exact_office or best.score >= OTHER_OFFICE_MIN)):
                    score = 0.0
                features = {**best.features(), "office": float(exact_office), "date": float(on is not None)}
                candidates.append(Candidate(holder, round(max(score, 0.0), 4), features))
    candidates.sort(key=lambda candidate: -candidate.score)
    if not candidates:
        return None
    needed = HOLDER_MIN_SCORE if on else UNDATED_MIN_SCORE
    best_candidate = candidates[0]
    if best_candidate.score < needed:
        return None
    certainty = round(0.7 + 0.3 * best_candidate.score, 4)
    return Link(span, LinkDecision.LINKED, best_candidate.actor, certainty, "office-holder", tuple(candidates[:5]))


def _by_name(name: str, span: Span, context: PersonContext, known: KnownActors, when: When) -> Link | None:
    if len(name.split()) == 1 or known.persons_called(fold(name)):
        return _by_surname(name, span, context, known, when)
    candidates = []
    sounding_alike = []
    for actor in known.persons_sounding(name, on=when.day):
        best = max(
            (compare_names(name, spelling) for spelling in known.names_of(str(actor.key))),
            key=lambda likeness: (likeness.same_sound, likeness.score),
        )
        candidates.append(Candidate(actor, best.score, best.features()))
        is_alike = best.same_sound and best.spelling >= SPELLING_MIN
        if is_alike and fits(actor, context) and _ends_alike(name, actor.label, context):
            sounding_alike.append(candidates[-1])
    candidates.sort(key=lambda candidate: -candidate.score)
    if len(sounding_alike) == 1:
        found = sounding_alike[0]
        return Link(span, LinkDecision.LINKED, found.actor, found.score, "name-similarity", tuple(candidates[:5]))
    if candidates and candidates[0].score >= REVIEW_MIN:
        owner = context.actors[0] if context.actors else None
        unknown = Actor(name, ActorClass.PERSON, None, owner)
        return Link(span, LinkDecision.REVIEW, unknown, candidates[0].score, "near-name", tuple(candidates[:5]))
    return None


def _ends_alike(name: str, label: str, context: PersonContext) -> bool:
    """Whether the first names agree in the ending that tells women's from men's; an office makes it needless."""
    first, known = fold(name).split()[0], fold(label).split()[0]
    return bool(context.office_kind) or first.endswith("a") == known.endswith("a")


def _by_surname(name: str, span: Span, context: PersonContext, known: KnownActors, when: When) -> Link | None:
    """A surname alone: only a person in office at the time, or the one bearer of the name, is taken."""
    if context.is_reigning:
        return _by_first_name(name, span, context, known, when)
    persons = [actor for actor in known.persons_called(fold(name), on=when.day) if fits(actor, context)]
    if not persons:
        return None
    serving = _serving(persons, context, known, when)
    is_misfit = bool(context.office_kind) and not context.is_former and not serving
    is_misfit |= context.is_unlisted
    is_misfit |= context.office_kind is None and when.during is None and known.is_given_name(fold(name))
    persons = serving or persons
    candidates = tuple(Candidate(actor, round(1 / len(persons), 4), {"surname": 1.0}) for actor in persons)
    is_past = context.is_former and bool(serving)
    in_time = is_past or when.during is None or known.has_held(str(persons[0].key), None, when.during)
    if len(persons) == 1 and in_time and not is_misfit:
        return Link(span, LinkDecision.LINKED, persons[0], 0.85, "surname", candidates)
    unknown = Actor(name, ActorClass.PERSON, None, _common_owner(persons, context, known))
    return Link(span, LinkDecision.REVIEW, unknown, candidates[0].score, "surname", candidates)


def _by_first_name(name: str, span: Span, context: PersonContext, known: KnownActors, when: When) -> Link | None:
    """A monarch's name: the one who bears it and the title at the time, of the state that is named if any is."""
    title = context.title.split()[-1].lower()
    persons = [actor for actor in known.bearers(title, fold(name), during=when.during) if fits(actor, context)]
    candidates = tuple(Candidate(actor, round(1 / len(persons), 4), {"alias": 1.0}) for actor in persons)
    if len(persons) == 1:
        return Link(span, LinkDecision.LINKED, persons[0], 0.9, "office-holder", candidates)
    if not persons:
        return None
    unknown = Actor(name, ActorClass.PERSON, None, context.actors[0] if context.actors else None)
    return Link(span, LinkDecision.REVIEW, unknown, candidates[0].score, "same-name", candidates)


def _serving(persons: Sequence[Actor], context: PersonContext, known: KnownActors, when: When) -> list[Actor]:
    """Those who held an office that the title speaks of, at the article's time or, with a former one, at any time.

    Without a title any office at the article's time counts.
    """
    kinds = _KINDS_OF_TITLE.get(context.office_kind or "", (context.office_kind,))
    if context.office_kind is None and (context.is_former or when.during is None):
        return []
    during = None if context.is_former else when.during
    return [actor for actor in persons if any(known.has_held(str(actor.key), kind, during) for kind in kinds)]


def _common_owner(persons: Sequence[Actor], context: PersonContext, known: KnownActors) -> Actor | None:
    """The state named with the name, or else the one that all who bear it, under this title if any, have served."""
    if context.actors:
        return context.actors[0]
    if context.office_kind:
        kinds = _KINDS_OF_TITLE.get(context.office_kind, (context.office_kind,))
        persons = [actor for actor in persons if any(known.has_held(str(actor.key), kind, None) for kind in kinds)]
    elif not _is_courtesy(context.title) or known.is_given_name(fold(persons[0].label.split()[-1])):
        return None
    owners = {actor.of for actor in persons}
    return owners.pop() if len(owners) == 1 else None


def _is_courtesy(title: str) -> bool:
    """Whether a title, if any, says nothing of an office (`Mr. Bush`)."""
    return {word.rstrip(".").lower() for word in title.split()} <= _COURTESY


def owners_of(actor: Actor) -> tuple[Actor, ...]:
    """Whom an actor belongs to, the nearest first."""
    return (actor.of, *owners_of(actor.of)) if actor.of else ()


def fits(actor: Actor, context: PersonContext) -> bool:
    """Whether no other state than the person's own is named with the name."""
    if not context.actors or actor.of is None:
        return True
    return bool({owner.key for owner in owners_of(actor)} & {owner.key for owner in context.actors})


def choose_person(persons: Sequence[Actor], span: Span, context: PersonContext, known: KnownActors, when: When) -> Link:
    """Decide between the known persons who bear exactly this name."""
    current = [found for person in persons if (found := known.find_actor(str(person.key), on=when.day))]
    current = [actor for actor in current if fits(actor, context)] or current
    best = _serving(current, context, known, when) or current
    candidates = tuple(Candidate(actor, round(1 / len(best), 4), {"alias": 1.0}) for actor in best)
    if len(best) == 1:
        return Link(span, LinkDecision.LINKED, best[0], 1.0, "alias", candidates)
    unknown = Actor(span.exact, ActorClass.PERSON, None, best[0].of)
    return Link(span, LinkDecision.REVIEW, unknown, candidates[0].score, "same-name", candidates)
