"""What every store offers, and the values that it takes and gives.

Queries see the union of all named graphs as their default graph, so that no saved query needs `GRAPH`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import GRAPH_COPIES, GRAPH_GROUNDS, GRAPH_INFERRED

if TYPE_CHECKING:
    from rdflib import Dataset

    from diplograph.store.workbench import Workbench

Term: TypeAlias = Iri | Literal
Rewrite: TypeAlias = Callable[[Sequence[Quad]], Iterable[Quad]]


class ArticleState(StrEnum):
    """Whether the graph of an article takes part in answers."""

    PRESENT = "present"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What a store remembers of an article besides its graph.

    Attributes:
        id: the first 16 hexadecimal digits of `digest`.
        digest: SHA-256 of the stored text, 64 hexadecimal digits.
        date: day of publication, when known.
        source: the outlet, when known.
        title: the headline, when known.
        quad_count: number of quads in the article's graph; the store fills it in.
        state: present, or retracted but kept for restoring.
    """

    id: str
    digest: str
    date: date | None = None
    source: str | None = None
    title: str | None = None
    quad_count: int = 0
    state: ArticleState = ArticleState.PRESENT


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: one tuple of terms per row, in the order of `variables`; None is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE, sorted, without repetitions."""

    triples: tuple[tuple[Iri, Iri, Term], ...]


QueryResult: TypeAlias = Solutions | Verdict | Triples


@dataclass(frozen=True, slots=True)
class Uninferred:
    """What changed after the inferences were last brought up to date; false when nothing did.

    Attributes:
        is_everything: whether more changed than some articles: the register, a policy, a review.
        article_ids: the articles that were added, retracted or restored.
    """

    is_everything: bool = False
    article_ids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.is_everything or bool(self.article_ids)


def is_derived(graph_name: str) -> bool:
    """Whether a graph can be concluded from the others, so that nothing is kept of it but in the engine."""
    return graph_name == GRAPH_INFERRED or graph_name.startswith((GRAPH_GROUNDS, GRAPH_COPIES))


class Store(Protocol):
    """A place that keeps named graphs and the record of the articles they come from.

    Every method may raise `StoreError` when the place cannot be reached, read or written.
    """

    @property
    def location(self) -> str:
        """Where the store is: a directory, `memory:` or an endpoint's address."""

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last brought up to date."""

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a SPARQL query.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; diplograph's prefixes need no declaration.
            limit_rows: largest number of rows or triples to give.

        Raises:
            QueryError: the text is not a valid query.
            LimitError: there are more rows than `limit_rows`.
        """

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update, whole or not at all.

        Raises:
            QueryError: the text is not a valid update.
        """

    def add_article(self, record: ArticleRecord, quads: Sequence[Quad]) -> bool:
        """Add one article with all quads of its graph, whole or not at all.

        Returns:
            False when the article was there already, present or retracted; nothing is written then.
        """

    def add_articles(self, items: Iterable[tuple[ArticleRecord, Sequence[Quad]]]) -> int:
        """Add articles in batches, each batch whole or not at all; the number of new ones."""

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, retracted ones included, by day of publication and id."""

    def find_article(self, id_or_prefix: str) -> ArticleRecord | None:
        """The article with this id, or the only one whose id begins so."""

    def retract(self, article_id: str) -> None:
        """Take an article's graph out of every answer; the store keeps it for `restore`.

        Raises:
            NothingFoundError: no article has this id.
        """

    def restore(self, article_id: str) -> None:
        """Bring a retracted article's graph back.

        Raises:
            NothingFoundError: no article has this id.
        """

    def rewrite_article(self, article_id: str, rewrite: Rewrite) -> bool:
        """Put what `rewrite` makes of an article's graph in its place, whole or not at all; a retracted one's too.

        Args:
            article_id: the article; it stays present or retracted.
            rewrite: takes the quads and gives the new ones, all in the same graph; the same quads change nothing.

        Returns:
            False when nothing was written.

        Raises:
            NothingFoundError: no article has this id.
        """

    def replace_graph(self, graph_name: str, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, in one step."""

    def load_graph(self, graph_name: str, nquads: bytes) -> None:
        """The same with canonical N-Quads, as `to_nquads` gives them."""

    def change_inferences(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Add and remove quads of derived graphs (see `is_derived`), in one step."""

    def settle_inferences(self, article_ids: Iterable[str] | None = None) -> None:
        """Note that the inferences are up to date: for these articles, or for everything when None is given."""

    def merge_files(self) -> None:
        """Put together the files that loading in batches leaves in layers, each of which a look-up goes through."""

    def describe(self, workbench: Workbench, graph_names: Iterable[str]) -> None:
        """Put what named graphs hold on a workbench."""

    def digests(self) -> Mapping[str, str] | None:
        """The SHA-256 of each graph's canonical N-Quads, by name, derived graphs left out; None where none are kept."""

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all, in no particular order."""

    def dataset(self) -> Dataset:
        """The graphs as an rdflib Dataset whose default graph is the union of all.

        Articles are added, retracted and restored by the store's own methods only.
        """

    def publish(self) -> None:
        """Let other processes that read the store see what was written so far; closing does so too."""

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the store, one sentence each; empty when nothing is."""

    def close(self) -> None:
        """Release the store; using it afterwards is an error."""

    def __enter__(self) -> Self:
        """This store."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
