"""Sentences made of templates and of actors drawn from the register, with the relation that each states.

`paraphrases.csv` has one template per line: its family (`none` where nothing real is stated), its voice, what it states
and `known_failure`, the reason why fewer of its instances than wanted are read right. The slots a, b and c are states,
g is an armed movement and o an organisation; all differ, and all exist on the day of the text.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from diplograph.evaluation import annotate
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.evaluation.names import fold, roll_up
from diplograph.model import Article, Extraction
from diplograph.register import Register
from diplograph.register.rows import OrganizationRow, StateRow

INSTANCES = 10
DAYS = (date(2003, 5, 14), date(2009, 9, 16), date(2014, 4, 9), date(2019, 6, 12))
_ODD_NAMES = frozenset({"United", "Republic", "Islands", "Netherlands", "Philippines", "Gambia", "Bahamas", "Congo"})
_TITLES = (
    ("head-of-state", "president", "President"),
    ("head-of-government", "prime minister", "Prime Minister"),
    ("foreign-minister", "foreign minister", "Foreign Minister"),
)
_WITH_ARTICLE = (
    "Army",
    "Front",
    "Movement",
    "Forces",
    "Union",
    "League",
    "Nations",
    "Organization",
    "Council",
    "Opposition",
    "s",
)
_BODIES = ("Union", "League", "Nations", "Organization", "Council")
_NOUN_ENDINGS = ("er", "s")
"""How demonyms end that are no adjectives."""
Core = tuple[str, str, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in the forms that a template may ask for; those that it lacks are empty.

    Attributes:
        label: the register's label, by which relations are compared.
        name: its name within a sentence, with an article where it needs one.
        bare: the name without article.
        adjective: its demonym.
        capital: its capital, which stands for it.
        official: somebody in office on the day, with state and title before the name.
    """

    label: str
    name: str
    bare: str
    adjective: str = ""
    capital: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A wording and what it states; see `paraphrases.csv`."""

    family: str
    voice: str
    name: str
    kind: str
    modality: str
    text: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    also: tuple[str, ...]
    known_failure: str

    @property
    def id(self) -> str:
        """Family, voice and name."""
        return f"{self.family}:{self.voice}:{self.name}"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A template with its slots filled."""

    template: Template
    text: str
    day: date
    wanted: Core | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read out of one paraphrase.

    Attributes:
        paraphrase: the sentence.
        given: the relations of the three families.
        kinds: their kinds.
    """

    paraphrase: Paraphrase
    given: tuple[Core, ...]
    kinds: tuple[str, ...]

    @property
    def extra(self) -> tuple[Core, ...]:
        """The relations that the sentence does not state; of a sentence that states nothing, the real ones count."""
        also = self.paraphrase.template.also
        return tuple(core for core in self.given if core != self.paraphrase.wanted and core[0] not in also)

    @property
    def is_found(self) -> bool:
        """Whether the relation was read with its sides and modality."""
        return self.paraphrase.wanted is None or self.paraphrase.wanted in self.given

    @property
    def is_of_kind(self) -> bool:
        """Whether the relation that was found is of its kind, where the template decides it."""
        kinds = (kind for core, kind in zip(self.given, self.kinds, strict=True) if core == self.paraphrase.wanted)
        return not self.paraphrase.template.kind or self.paraphrase.template.kind in kinds

    @property
    def is_right(self) -> bool:
        """Whether the relation was read, and nothing else."""
        return self.is_found and not self.extra


def read_templates() -> tuple[Template, ...]:
    with Path(__file__).with_name("paraphrases.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(
        Template(
            row["family"],
            row["voice"],
            row["id"],
            row["kind"],
            row["modality"],
            row["text"],
            tuple(row["subjects"].split()),
            tuple(row["objects"].split()),
            tuple(row["also"].split()),
            row["known_failure"],
        )
        for row in rows
    )


class Generator:
    """Fills templates with actors of the register; the same template and number give the same sentence.

    Args:
        register: the known actors.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._parties = {day: self._of_day(day) for day in DAYS}

    def instances(self, template: Template, count: int = INSTANCES) -> Iterator[Paraphrase]:
        """The sentences of one template."""
        for number in range(count):
            random = Random(f"{template.id}:{number}")
            day = DAYS[number % len(DAYS)]
            states, movements, bodies = self._parties[day]
            slots = dict(zip("abc", random.sample(states, 3), strict=True))
            slots |= {"g": random.choice(movements), "o": random.choice(bodies)}
            yield Paraphrase(template, _fill(template.text, slots), day, _core(template, slots))

    def _of_day(self, day: date) -> tuple[Sequence[Party], Sequence[Party], Sequence[Party]]:
        tables = self._register.tables
        states = [party for row in tables.states if (party := self._state(row, day))]
        groups = [row for row in tables.organizations if self._register.exists(row.key, day)]
        keys = {row.key for row in tables.states}
        movements = [_named(row) for row in groups if row.class_ == "ArmedForce" and row.of in keys and _is_plain(row)]
        is_body = "IntergovernmentalOrganization"
        bodies = [_named(row) for row in groups if row.class_ == is_body and not row.of and row.label.endswith(_BODIES)]
        return states, movements, bodies

    def _state(self, row: StateRow, day: date) -> Party | None:
        """A state that can take every slot: its name needs no article, and it has an official and a capital."""
        official = next(filter(None, (self._official(row, day, *title) for title in _TITLES)), None)
        is_odd = not row.iso2 or _ODD_NAMES & set(row.label.split()) or not self._register.exists(row.key, day)
        capital = self._register.places[row.capital].label if row.capital else ""
        stands_for = [metonym.actor for metonym in self._register.tables.metonyms if metonym.name == capital]
        adjective = next((word for word in row.demonyms if not word.endswith(_NOUN_ENDINGS)), None)
        if is_odd or official is None or stands_for != [row.key] or adjective is None:
            return None
        return Party(row.label, row.label, row.label, adjective, capital, f"{adjective} {official}")

    def _official(self, row: StateRow, day: date, kind: str, called: str, title: str) -> str | None:
        holders = self._register.holders(kind, row.key, on=day, title=called)
        offices = [office for office in self._register.tables.offices if (office.kind, office.of) == (kind, row.key)]
        is_so_called = len(offices) == 1 and called in offices[0].titles
        return f"{title} {holders[0].label}" if len(holders) == 1 and is_so_called else None


def _named(row: OrganizationRow) -> Party:
    needs_article = row.label.endswith(_WITH_ARTICLE)
    return Party(row.label, f"the {row.label}" if needs_article else row.label, row.label)


def _is_plain(row: OrganizationRow) -> bool:
    """Whether a name has few words and no brackets."""
    return len(row.label.split()) <= 3 and row.label.replace(" ", "").replace("-", "").isalpha()


def _fill(text: str, slots: dict[str, Party]) -> str:
    filled = text.format(**slots)
    return filled[0].upper() + filled[1:]


def _core(template: Template, slots: dict[str, Party]) -> Core | None:
    if template.family == "none":
        return None
    left, right = (frozenset(fold(slots[s].label) for s in side) for side in (template.subjects, template.objects))
    return template.family, template.modality, left, right


def judge(paraphrase: Paraphrase, read: Callable[[Article], Extraction]) -> Outcome:
    """Reads one paraphrase as an article of its own; actors are rolled up to their states and organisations."""
    article = Article(f"{paraphrase.template.id}:{paraphrase.text}", paraphrase.text, paraphrase.day)
    given = annotate(read(article), id_=article.id)
    families = [relation for relation in given.relations if relation.type in RELATION_TYPES]
    cores = tuple(
        (
            relation.type,
            relation.modality or "",
            roll_up(relation.subjects, given.affiliations),
            roll_up(relation.objects, given.affiliations),
        )
        for relation in families
    )
    return Outcome(paraphrase, cores, tuple(relation.kind or "" for relation in families))
