"""A store with the register and the pipeline at hand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self, cast

from diplograph.api.actors import ActorCard, describe_actor
from diplograph.api.background import load_background
from diplograph.api.migration import MigrationReport, migrate, note_on_version
from diplograph.api.names import NameFinder
from diplograph.api.reports import AddReport
from diplograph.config import DEFAULT_READER
from diplograph.errors import NothingFoundError, StoreError, UsageError
from diplograph.model import Iri
from diplograph.queries import Answer, Parameter, Question, bind, get_question, read_answer, read_table
from diplograph.sparql import bind_values
from diplograph.store import (
    ArticleRecord,
    Host,
    Solutions,
    Store,
    Triples,
    Verdict,
    federate,
)
from diplograph.vocab import ARTICLE

if TYPE_CHECKING:
    from owlready2 import World
    from rdflib import Dataset, Graph

    from diplograph.api.importing import ImportReport
    from diplograph.api.ingestion import Ingestion
    from diplograph.api.statements import StatementCard
    from diplograph.export import Exported
    from diplograph.model import Article
    from diplograph.pipeline import Pipeline
    from diplograph.reasoning import Policy, Reasoner
    from diplograph.register import Register

_CLAIMS_IN_ARTICLE = """
SELECT ?claim ?says ?modality ?words WHERE {
  ?node dg:isEvidencedBy ?span ;
        rdfs:label ?says ;
        dg:hasModality ?code .
  ?span dg:inDocument ?article ;
        dg:startOffset ?start ;
        dg:quotedText ?words .
  BIND(STRAFTER(STR(?code), "modality-") AS ?modality)
  BIND(REPLACE(STRAFTER(STR(?node), "/article/"), "/claim/", "/") AS ?claim)
} ORDER BY ?start ?claim
"""

INFERENCES_BEHIND = "the inferences are not up to date with the articles; `diplograph infer` brings them so"
"""What a reader is told who cannot bring them up to date."""

Wish = str | date | Iterable[str | date] | None
"""A value for a parameter of a saved question: a name, an IRI, a code, a date, or several."""


class _ClosedStore:
    """Stands for the store of a graph that was closed; every use of it says so."""

    def __init__(self, location: str) -> None:
        self.location = location

    def __getattr__(self, name: str) -> NoReturn:
        raise StoreError("this graph is closed.", hint=f"open it again with diplograph.open({self.location!r}).")


@dataclass(frozen=True, slots=True)
class BoundQuestion:
    """A saved question with values.

    Attributes:
        question: the question.
        sparql: its query, values bound.
        notes: what the asker should know of how it was understood.
    """

    question: Question
    sparql: str
    notes: tuple[str, ...]


class KnowledgeGraph:
    """An open store, and the questions that can be asked of it."""

    def __init__(
        self,
        store: Store,
        *,
        is_read_only: bool = False,
        reader: str = DEFAULT_READER,
        services: Sequence[Host] = (),
        is_frozen: bool = False,
    ) -> None:
        """Args: `is_frozen` says that the store is for reading and stays as it is while this graph is open."""
        self.store = store
        self._services = services
        self._is_frozen = is_frozen
        self._is_read_only = is_read_only
        self._reader = reader

    # adding

    def add(
        self,
        text: str,
        date: date | str | None = None,
        source: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> AddReport:
        """Read one article and add what it says.

        Args:
            text: the whole text.
            date: day of publication, `YYYY-MM-DD`; relative dates in the text need it.
            source: the outlet.
            title: headline.
            url: web address.

        Raises:
            InputError: the text is empty or not text, or the date is none.
            LimitError: the text is too long.
            StoreError: the store cannot be written.
        """
        from diplograph.sources import make_article

        return self.add_article(make_article(text, date, source, title, url))

    def add_article(self, article: Article) -> AddReport:
        """Read an article and add what it says; an article that the store has is not read again."""
        return self._ingestion.add_article(article)

    def add_articles(
        self, articles: Iterable[Article], *, is_gated: bool = False, jobs: int = 1, cluster: str | None = None
    ) -> Iterator[AddReport]:
        """Read many articles and add what they say; one report for each, in order, as they are written.

        The articles are taken as they are needed, a few hundred ahead of the reports at most. An article that cannot be
        read is reported and stops no other.

        Args:
            articles: those that the store has are not read again.
            is_gated: reads only sentences that can hold mediation, support or a meeting, and those that they point to:
                several times as fast, with the same relations of these families; what else is read of actors (offices,
                speech acts …) is found in these sentences only, and no names are linked elsewhere.
            jobs: how many processes read; this one alone writes. With more than one, a script must call this under
                `if __name__ == "__main__"`.
            cluster: address of a Dask scheduler whose workers read instead, `tcp://HOST:PORT` or `tls://HOST:PORT`.

        Raises:
            MissingPartError: what every article needs is not installed or out of reach, or not the same on a worker.
            UsageError: the reader's settings are refused, or both jobs and a cluster are given.
        """
        return self._ingestion.add_articles(articles, is_gated=is_gated, jobs=jobs, cluster=cluster)

    def import_graphs(self, path: str | os.PathLike[str]) -> ImportReport:
        """Add the articles and reviews of a file that another store exported; see `diplograph.api.importing`.

        Args:
            path: `.nq`, `.trig`, `.jsonld` or `.jelly`, perhaps with `.gz`.

        Raises:
            InputError: the file cannot be read, or is not in its format; nothing is added then.
            MissingPartError: Jelly's package is not installed.
        """
        from pathlib import Path

        from diplograph.api.importing import import_graphs

        load_background(self.store)
        return import_graphs(self.store, Path(path))

    def infer(self, policy: Policy | None = None) -> None:
        """Bring what the rules conclude up to date; answers do so by themselves unless the store is read-only.

        Args:
            policy: when claims count as real, from now on in this store; the store keeps the one it has when none is
                given.

        Raises:
            StoreError: there is a policy, and the store is read-only.
        """
        if policy is not None and policy != self.policy:
            from diplograph.reasoning import record_policy

            record_policy(self.store, policy)
        if not self._is_read_only:
            self._reasoner.bring_up_to_date()

    @property
    def policy(self) -> Policy:
        """When claims count as real in this store."""
        from diplograph.reasoning import Policy, recorded_policy

        return recorded_policy(self.store) or Policy()

    # asking

    def ask(self, question: str, /, **values: Wish) -> Answer:
        """Ask a saved question.

        Args:
            question: its name, such as `who-mediates`.
            values: values for its parameters; names are looked up in the register.

        Raises:
            UsageError: the question or a parameter is unknown, or a value has the wrong form.
            NothingFoundError: a name means nothing.
        """
        bound = self.bind(question, **values)
        return read_answer(bound.question, self._select(bound.sparql), bound.sparql, bound.notes)

    def bind(self, question: str, /, **values: Wish) -> BoundQuestion:
        """Put values into a saved question, without asking it.

        Args:
            question: its name.
            values: values for its parameters; names are looked up in the register.

        Raises:
            UsageError: the question or a parameter is unknown, or a value has the wrong form.
            NothingFoundError: a name means nothing.
        """
        saved = get_question(question)
        notes: list[str] = []

        def resolve(name: str, parameter: Parameter) -> Sequence[Iri]:
            meaning = self.names.find(name, parameter)
            notes.extend([meaning.note] if meaning.note else [])
            return meaning.things

        sparql = bind(saved, values, resolve)
        return BoundQuestion(saved, sparql, (*notes, *(self._lasting_notes if self._is_frozen else self._find_notes())))

    @cached_property
    def _lasting_notes(self) -> tuple[str, ...]:
        return self._find_notes()

    def _find_notes(self) -> tuple[str, ...]:
        """What to tell of the store, whatever is asked of it."""
        is_behind = self._is_frozen and bool(self.store.uninferred)
        notes = (note_on_version(self.store), INFERENCES_BEHIND if is_behind else "")
        return tuple(note for note in notes if note)

    def mediators(self, conflict: Wish = None, **values: Wish) -> Answer:
        """Who mediates; the question `who-mediates`."""
        return self.ask("who-mediates", conflict=conflict, **values)

    def backers(self, of: Wish = None, **values: Wish) -> Answer:
        """Who backs an actor; the question `who-backs-whom`."""
        return self.ask("who-backs-whom", backed=of, **values)

    def meetings(self, place: Wish = None, since: Wish = None, **values: Wish) -> Answer:
        """Who meets whom; the question `who-meets-where`."""
        return self.ask("who-meets-where", place=place, since=since, **values)

    def actor(self, name: str) -> ActorCard:
        """Who a name stands for, garbled spellings included, and what is known of the actor.

        Raises:
            NothingFoundError: the name means nobody; the hint offers near names.
        """
        return describe_actor(self, name)

    def evidence(self, claim: str) -> Answer:
        """The words that a claim rests on, and its chain of speakers; the question `evidence-for`.

        Raises:
            UsageError: this is not the form of a claim's id.
            NothingFoundError: the store has no such claim.
        """
        answer = self.ask("evidence-for", claim=claim)
        if not answer:
            raise NothingFoundError(
                f"there is no claim {claim} in {self.store.location}",
                hint="answers show the ids of claims in the column claim; its article may have been retracted",
            )
        return answer

    def explain(self, subject: str, property_name: str, object_: str) -> StatementCard:
        """Why a statement was inferred, or why it was not.

        Args:
            subject: a name or an IRI.
            property_name: what rules conclude, such as `backs` or `metWith`.
            object_: a name or an IRI.

        Raises:
            UsageError: no rule concludes that property.
            NothingFoundError: a name means nothing.
        """
        from diplograph.api.statements import explain_statement

        self.infer()
        return explain_statement(self, subject, property_name, object_)

    def sparql(self, text: str) -> Answer | Graph | bool:
        """Run a SPARQL query: SELECT gives rows, CONSTRUCT and DESCRIBE an rdflib Graph, ASK a bool.

        Raises:
            QueryError: the query is not valid, or would ask a server that is not among the services.
        """
        self.infer()
        match self.store.query(federate(text, self._services)):
            case Solutions() as solutions:
                return read_table(solutions, text)
            case Verdict(value):
                return value
            case Triples(triples):
                from diplograph.api.rdf import to_graph

                return to_graph(triples)

    @property
    def graph(self) -> Dataset:
        """All named graphs as an rdflib Dataset whose default graph is their union."""
        self.infer()
        return self.store.dataset()

    def entailed(self) -> Graph:
        """All that is stated or concluded and what the ontology's axioms entail, as one rdflib Graph.

        Described situations are in it as they are in `graph`; nothing entailed makes a fact of one.
        """
        from diplograph.api.owl import entailed_graph

        self.infer()
        return entailed_graph(self.store)

    def owl(
        self,
        *,
        about: str | Iterable[str] | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        is_entailed: bool = False,
    ) -> World:
        """The ontology and a slice of the graph as owlready2's Python objects, a copy in memory.

        Args:
            about: names or IRIs of actors, conflicts and places that claims must concern.
            since: the first day of publication, `YYYY-MM-DD`.
            until: the last day of publication.
            limit: the most individuals; 5,000 unless given. The newest claims come first, then what the register knows.
            is_entailed: adds the relations that the ontology's axioms entail.

        Returns:
            An `owlready2.World`. What is changed there changes nothing here; `world.close()` releases it.

        Raises:
            UsageError: the day or the limit has the wrong form.
            NothingFoundError: a name means nothing.
            MissingPartError: owlready2 is missing.
        """
        from diplograph.api.exporting import Wished, choose
        from diplograph.api.owl import open_slice

        self.infer()
        choice, _ = choose(self.names, Wished(about, since, until, limit))
        return open_slice(self.store, choice, is_entailed=is_entailed)

    # files

    def export(  # noqa: PLR0913
        self,
        path: str | os.PathLike[str],
        to: str = "protege",
        *,
        about: str | Iterable[str] | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        is_entailed: bool = False,
    ) -> Exported:
        """Write the graph to a file: a slice with the ontology for Protégé, or everything as RDF.

        Args:
            path: the file; for Protégé a name that ends in `.ttl` or `.owl`.
            to: `protege`, `trig`, `nquads`, `jsonld`, `jelly`, `aif` or `nanopub`.
            about: for Protégé, names or IRIs of actors, conflicts and places that claims must concern.
            since: for Protégé, the first day of publication, `YYYY-MM-DD`.
            until: for Protégé, the last day of publication.
            limit: for Protégé, the most individuals; 5,000 unless given.
            is_entailed: for TriG, N-Quads, JSON-LD and Jelly, adds what the ontology's axioms entail, in a graph of its
                own.

        Raises:
            UsageError: there is no such format, or a value has the wrong form.
            NothingFoundError: a name means nothing, or no claim is asked for.
            InputError: the file cannot be written.
            MissingPartError: Jelly's package is not installed.
        """
        from diplograph.api.exporting import Wished, export_graph

        self.infer()
        wished = Wished(about, since, until, limit)
        return export_graph(self.store, self.names, path, to, wished, is_entailed=is_entailed)

    # articles

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, retracted ones included."""
        return self.store.articles()

    def find_article(self, id_or_prefix: str) -> ArticleRecord | None:
        """The article with this id, or the only one whose id begins so."""
        return self.store.find_article(id_or_prefix)

    def get_article(self, id_or_prefix: str) -> ArticleRecord:
        """The article with this id, or the only one whose id begins so.

        Raises:
            NothingFoundError: there is none.
        """
        if record := self.find_article(id_or_prefix):
            return record
        raise NothingFoundError(
            f"there is no article {id_or_prefix} in {self.store.location}", hint="list them: diplograph article list"
        )

    def claims_in(self, id_or_prefix: str) -> Answer:
        """The claims of one article, in the order of their evidence.

        Raises:
            NothingFoundError: there is no such article.
        """
        document = Iri(ARTICLE + self.get_article(id_or_prefix).id)
        sparql = bind_values(_CLAIMS_IN_ARTICLE, article=[document])
        return read_table(self._select(sparql), sparql)

    def retract(self, id_or_prefix: str) -> ArticleRecord:
        """Take an article and all that rests on it out of every answer; the store keeps it for `restore`."""
        record = self.get_article(id_or_prefix)
        self.store.retract(record.id)
        self.infer()
        return self.get_article(record.id)

    def restore(self, id_or_prefix: str) -> ArticleRecord:
        """Bring a retracted article back."""
        record = self.get_article(id_or_prefix)
        self.store.restore(record.id)
        self.infer()
        return self.get_article(record.id)

    def migrate(self, *, is_dry_run: bool = False) -> MigrationReport:
        """Bring a store that an older release made up to this release's version of the ontology.

        Args:
            is_dry_run: write nothing, and tell what would change.

        Raises:
            StoreError: the store is newer than this release, or there is no way from its version to this one.
        """
        report = migrate(self.store, is_dry_run=is_dry_run)
        if not is_dry_run and report.before is not None:
            load_background(self.store, is_migrated=True)
            self.infer()
        return report

    # parts

    @cached_property
    def register(self) -> Register:
        """The known actors, offices, bodies, treaties and conflicts."""
        from diplograph.register import load_register

        return load_register()

    @cached_property
    def _ingestion(self) -> Ingestion:
        from diplograph.api.ingestion import Ingestion

        return Ingestion(self, self._reader)

    @cached_property
    def _reasoner(self) -> Reasoner:
        from diplograph.reasoning import Reasoner

        return Reasoner(self.store)

    @cached_property
    def names(self) -> NameFinder:
        """Finds what names mean."""
        return NameFinder(lambda: self.register, self.store, is_frozen=self._is_frozen)

    @cached_property
    def pipeline(self) -> Pipeline:
        """Reads articles; loading it takes about a second."""
        from diplograph.pipeline import Pipeline

        return Pipeline(self.register, self._reader)

    def close(self) -> None:
        """Release the store; closing again does nothing."""
        if isinstance(self.store, _ClosedStore):
            return
        if not self._is_read_only:
            self.infer()
        self._release()

    def __enter__(self) -> Self:
        """This graph."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the store; what the rules conclude is brought up to date unless something failed."""
        if kind is None:
            self.close()
        elif not isinstance(self.store, _ClosedStore):
            self._release()

    def _release(self) -> None:
        self.store.close()
        self.store = cast("Store", _ClosedStore(self.store.location))
        for part in ("_ingestion", "_reasoner"):
            vars(self).pop(part, None)

    def __repr__(self) -> str:
        """Where the graph is."""
        return f"<KnowledgeGraph {self.store.location}>"

    def _select(self, sparql: str) -> Solutions:
        self.infer()
        result = self.store.query(federate(sparql, self._services))
        if not isinstance(result, Solutions):
            raise UsageError("the saved question is no SELECT", hint="run `diplograph check`")
        return result
