"""What a store holds of articles' texts, fingerprints and reports; each look-up costs what is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from diplograph.model import Iri, Literal, Quad
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store
from diplograph.vocab import ARTICLE, GRAPH_COPIES, XSD

_TEXTS: Final = "SELECT ?document ?value WHERE { ?document dg:fullText ?value }"
_DAYS: Final = "SELECT ?document ?value WHERE { ?document dg:publishedOn ?value }"
_BANDS: Final = "SELECT ?document ?value WHERE { ?document dg:textBand ?value }"
_SHARING: Final = "SELECT ?value ?document WHERE { ?document dg:textBand ?value }"
_MARKED: Final = """
SELECT ?document ?signature ?report WHERE {
  ?document dg:textSignature ?signature .
  OPTIONAL { ?document dg:carriesReport ?report }
}
"""
_CARRIERS: Final = "SELECT ?report ?document WHERE { ?document dg:carriesReport ?report }"
_STATED: Final = "SELECT ?graph ?subject ?property ?object WHERE { GRAPH ?graph { ?subject ?property ?object } }"
_KEPT: Final = "SELECT DISTINCT ?document WHERE { ?document dg:textSignature ?signature }"
_BATCH: Final = 500

Thing = TypeVar("Thing")


class Mark(NamedTuple):
    """What the store holds of an article: its signature, and the report that it carries, empty for none."""

    signature: str
    report: str


class Lookups:
    """Looks things up by article id; articles that lack what is asked for are left out.

    Args:
        store: the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The full texts of those that are present."""
        return {_id(document): text for document, text in self._about(_TEXTS, article_ids)}

    def days(self, article_ids: Iterable[str]) -> dict[str, str]:
        """When they were published, as stored."""
        return {_id(document): day for document, day in self._about(_DAYS, article_ids)}

    def bands(self, article_ids: Iterable[str]) -> dict[str, set[int]]:
        """The bands of each."""
        return _by_first((_id(document), int(band)) for document, band in self._about(_BANDS, article_ids))

    def marks(self, article_ids: Iterable[str]) -> dict[str, Mark]:
        """Signature and report of each."""
        found = self._about(_MARKED, article_ids)
        return {_id(document): Mark(signature, report) for document, signature, report in found}

    def sharing(self, bands: Iterable[int]) -> dict[int, set[str]]:
        """The articles that have each band."""
        terms = (Literal(str(band), XSD.integer) for band in bands)
        return _by_first((int(band), _id(document)) for band, document in self._rows(_SHARING, "value", terms))

    def carriers(self, reports: Iterable[str]) -> dict[str, set[str]]:
        """The articles that carry each report."""
        found = self._rows(_CARRIERS, "report", map(Iri, reports))
        return _by_first((report, _id(document)) for report, document in found)

    def stated(self, article_ids: Collection[str]) -> set[Quad]:
        """What the graphs of copies of these articles hold."""
        names = (Iri(GRAPH_COPIES + each) for each in article_ids)
        return {
            Quad(subject, predicate, object_, graph)
            for graph, subject, predicate, object_ in self._terms(_STATED, "graph", names)
            if isinstance(subject, Iri) and isinstance(predicate, Iri) and isinstance(graph, Iri) and object_
        }

    def kept(self) -> set[str]:
        """The articles of which the store holds a signature."""
        answer = self._store.query(_KEPT)
        rows = answer.rows if isinstance(answer, Solutions) else ()
        return {_id(document.value) for (document,) in rows if document is not None}

    def _about(self, sparql: str, article_ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
        return self._rows(sparql, "document", (Iri(ARTICLE + each) for each in article_ids))

    def _rows(self, sparql: str, variable: str, terms: Iterable[Iri | Literal]) -> Iterator[tuple[str, ...]]:
        for row in self._terms(sparql, variable, terms):
            yield tuple("" if term is None else term.value for term in row)

    def _terms(
        self, sparql: str, variable: str, terms: Iterable[Iri | Literal]
    ) -> Iterator[tuple[Iri | Literal | None, ...]]:
        iterator = iter(terms)
        while batch := list(islice(iterator, _BATCH)):
            answer = self._store.query(bind_values(sparql, **{variable: batch}))
            yield from answer.rows if isinstance(answer, Solutions) else ()


Key = TypeVar("Key")


def _by_first(pairs: Iterable[tuple[Key, Thing]]) -> dict[Key, set[Thing]]:
    found: dict[Key, set[Thing]] = defaultdict(set)
    for key, thing in pairs:
        found[key].add(thing)
    return dict(found)


def _id(document: str) -> str:
    return document.removeprefix(ARTICLE)
