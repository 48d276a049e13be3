"""The claims of a store, one article at a time, as the interchange formats take them.

Only one article is held at a time, beside the names that the register gives to those it knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from diplograph.export.described import Described, describe
from diplograph.model import Iri, Literal
from diplograph.store import ArticleState, Store
from diplograph.vocab import ARTICLE, CODE, DG, GRAPH_ARTICLE, GRAPH_REGISTER, KB, RDF, RDFS

Statement: TypeAlias = tuple[str, Iri | Literal]
"""A predicate and a value."""

_CODES: Final = {iri: name for name, iri in CODE.items()}
_KNOWN: Final = frozenset({RDF.type, RDFS.label, DG.wikidataId, DG.isAffiliatedWith, DG.isBodyOf})
_FALLBACKS: Final = {"place": DG.Place, "conflict": DG.Conflict, "treaty": DG.Agreement}
"""Classes of known things that no graph describes, by the part of their IRI that says what they are."""
_ASIDE: Final = frozenset({RDF.type, RDFS.label, DG.hasKind, DG.hasEventStatus, DG.hasReportedOfficeKind, DG.isAbout})


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of an actor, place, conflict or agreement.

    Attributes:
        label: its name.
        classes: IRIs of its classes, at least one.
        wikidata_id: the confirmed item, empty for none.
        affiliations: whom it belongs to or works for.
        is_local: whether only the article names it.
    """

    label: str
    classes: tuple[str, ...]
    wikidata_id: str = ""
    affiliations: tuple[Iri, ...] = ()
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of the stored text, in code points, `end` exclusive, with the sentence around it."""

    node: Iri
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """One link of a chain of attribution: the node, whoever is credited, and the text's words where they differ."""

    node: Iri
    position: int
    speaker: Iri
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """A claim with all that it needs to be understood.

    Attributes:
        node: the claim.
        public_id: article and number, as the commands print it.
        label: a sentence.
        modality: code, as are `polarity` and `certainty`.
        score: how sure the reader is.
        note: what else the claim says, or empty.
        situation: what it is about.
        statements: what the graph says of the situation.
        quotations: the words it rests on.
        speakers: who said it first to who passed it on last.
    """

    node: Iri
    public_id: str
    label: str
    modality: str
    polarity: str
    certainty: str
    score: str
    note: str
    situation: Iri
    statements: tuple[Statement, ...]
    quotations: tuple[Quotation, ...]
    speakers: tuple[Said, ...]

    @property
    def counts_as_real(self) -> bool:
        """Whether the text itself says, in its own voice, that the situation obtains."""
        return self.modality == "asserted" and self.polarity == "affirmative"

    @property
    def class_iri(self) -> str:
        """The class of the situation."""
        return next(value.value for predicate, value in self.statements if predicate == RDF.type)

    @property
    def kind(self) -> str:
        """The code of the manner, such as `arms`."""
        return self._code(DG.hasKind)

    @property
    def event_status(self) -> str:
        """The code of how far an event had come, or empty."""
        return self._code(DG.hasEventStatus)

    @property
    def arguments(self) -> tuple[tuple[str, Iri], ...]:
        """Actors, places, conflicts and agreements with the property that leads to them."""
        found = ((predicate, value) for predicate, value in self.statements if predicate not in _ASIDE)
        return tuple((predicate, value) for predicate, value in found if isinstance(value, Iri))

    @property
    def details(self) -> Mapping[str, str]:
        """Words, numbers and dates of the situation, by the property's name."""
        return {
            predicate.removeprefix(f"{_BASE}#"): value.value
            for predicate, value in self.statements
            if isinstance(value, Literal) and predicate != RDFS.label
        }

    def _code(self, predicate: str) -> str:
        return code(next((value.value for name, value in self.statements if name == predicate), ""))


_BASE: Final = DG.Claim.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where the text names an actor."""

    quotation: Quotation
    actor: Iri
    score: str


@dataclass(frozen=True, slots=True)
class ArticleReports:
    """What an article reports.

    Attributes:
        document: the article.
        about_document: what is said of it, its text excepted.
        run: the reading.
        reader: name and version of the reader.
        claims: its claims in order.
        namings: where it names their actors.
        things: whoever and whatever the claims name.
    """

    document: Iri
    about_document: tuple[Statement, ...]
    run: Iri
    reader: str
    claims: tuple[Report, ...]
    namings: tuple[Naming, ...]
    things: Mapping[Iri, Thing]

    def value(self, predicate: str) -> str:
        """A value of the document, or empty."""
        return next((value.value for name, value in self.about_document if name == predicate), "")


def code(iri: str) -> str:
    """The notation of a code: `denied` for the IRI of `modality-denied`; empty for what is none."""
    name = _CODES.get(iri, "")
    scheme = max((each for each in _SCHEMES if name.startswith(f"{each}-")), key=len, default="")
    return name.removeprefix(f"{scheme}-")


_SCHEMES: Final = ("modality", "polarity", "certainty", "relation-kind", "event-status", "office-kind")


def read_reports(store: Store) -> Iterator[ArticleReports]:
    """What each article of a store reports, retracted ones excepted, in the store's order."""
    known = _read_known(store)
    for record in store.articles():
        if record.state is ArticleState.PRESENT:
            yield _ArticleReader(describe(store.quads(GRAPH_ARTICLE + record.id)), known).read(Iri(ARTICLE + record.id))


def _read_known(store: Store) -> Mapping[Iri, Thing]:
    """Those whom the register knows."""
    known = describe(quad for quad in store.quads(GRAPH_REGISTER) if quad.predicate.value in _KNOWN)
    return MappingProxyType({node: _thing(known, node, is_local=False) for node in known.subjects()})


def _thing(described: Described, node: Iri, *, is_local: bool) -> Thing:
    classes = [value.value for value in described.nodes(node, RDF.type) if value.value.startswith(_BASE)]
    affiliations = {*described.nodes(node, DG.isAffiliatedWith), *described.nodes(node, DG.isBodyOf)}
    return Thing(
        described.label(node),
        tuple(classes or [_fallback_class(node)]),
        described.value(node, DG.wikidataId),
        tuple(sorted(affiliations)),
        is_local,
    )


def _fallback_class(node: Iri) -> str:
    return _FALLBACKS.get(node.value.removeprefix(KB).split("/", 1)[0], DG.Actor)


class _ArticleReader:
    """Reads the graph of one article."""

    def __init__(self, described: Described, known: Mapping[Iri, Thing]) -> None:
        self._described = described
        self._known = known

    def read(self, document: Iri) -> ArticleReports:
        runs = self._described.sources(document, DG.ranOn)
        claims = tuple(map(self._report, sorted(self._described.instances(DG.Claim), key=_number)))
        return ArticleReports(
            document,
            tuple(sorted(each for each in self._described.statements(document) if each[0] != DG.fullText)),
            runs[0] if runs else Iri(f"{document.value}/run"),
            self._described.value(runs[0], DG.readerName) if runs else "",
            claims,
            tuple(self._naming(node) for node in sorted(self._described.instances(DG.Mention), key=_number)),
            self._things(claims),
        )

    def _report(self, node: Iri) -> Report:
        situation = self._described.nodes(node, DG.statesSituation)[0]
        return Report(
            node,
            node.value.removeprefix(ARTICLE).replace("/claim/", "/"),
            self._described.label(node),
            code(self._described.value(node, DG.hasModality)),
            code(self._described.value(node, DG.hasPolarity)),
            code(self._described.value(node, DG.hasCertainty)),
            self._described.value(node, DG.score),
            self._described.value(node, DG.note),
            situation,
            tuple(sorted(self._described.statements(situation))),
            tuple(map(self._quotation, self._described.nodes(node, DG.isEvidencedBy))),
            tuple(sorted(map(self._said, self._described.sources(node, DG.ofClaim)), key=lambda said: said.position)),
        )

    def _said(self, node: Iri) -> Said:
        position = int(self._described.value(node, DG.chainPosition))
        return Said(
            node, position, self._described.nodes(node, DG.hasSpeaker)[0], self._described.value(node, DG.surfaceForm)
        )

    def _quotation(self, node: Iri) -> Quotation:
        sentences = self._described.nodes(node, DG.inSentence) or [node]
        return Quotation(
            node,
            int(self._described.value(node, DG.startOffset)),
            int(self._described.value(node, DG.endOffset)),
            self._described.value(node, DG.quotedText),
            self._described.value(node, DG.prefix),
            self._described.value(node, DG.suffix),
            self._described.value(sentences[0], DG.quotedText),
        )

    def _naming(self, node: Iri) -> Naming:
        actor = self._described.nodes(node, DG.refersTo)[0]
        return Naming(self._quotation(node), actor, self._described.value(node, DG.linkScore))

    def _things(self, claims: tuple[Report, ...]) -> Mapping[Iri, Thing]:
        queue = [value for claim in claims for _, value in claim.arguments]
        queue += [said.speaker for claim in claims for said in claim.speakers]
        things: dict[Iri, Thing] = {}
        while queue:
            node = queue.pop()
            if node not in things:
                things[node] = self._find_thing(node)
                queue += things[node].affiliations
        return MappingProxyType(dict(sorted(things.items())))

    def _find_thing(self, node: Iri) -> Thing:
        if node in self._known:
            return self._known[node]
        is_local = bool(self._described.statements(node))
        return _thing(self._described, node, is_local=is_local)


def _number(node: Iri) -> tuple[int, str]:
    last = node.value.rsplit("/", 1)[1]
    return (int(last) if last.isdecimal() else 0, last)
