"""Inference: what rules conclude, kept in the store and brought up to date article by article.

For each article, and for the register, a graph of grounds tells which conclusions rest on which of its claims. When an
article is added, retracted or restored, only its own grounds change, and only the conclusions among them, old and new,
are decided again: by looking up whether any ground that is enough is left anywhere, or enough independent hints. Where
that changes which articles carry one report, so are those that the others of them suggest. So the work depends on the
article and not on the store, and the order of articles does not matter. To infer everything anew is the same, for all
articles in batches.

Grounds are added before the conclusions are decided and taken out together with what falls with them; who carries which
report is written after what is concluded from it; and an article is settled last. So a crash in between repeats work
and loses none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from diplograph.conclusions import Conclusion, conclude, read_conclusion
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.corroboration import corroborated
from diplograph.reasoning.derivation import REGISTER, Deriver, Ground, Standing
from diplograph.reasoning.policy import Policy, record_policy, recorded_policy
from diplograph.reasoning.rules import rules_digest
from diplograph.reasoning.syndication import VERSION, Plan, Syndicator
from diplograph.sparql import bind_values, write_term
from diplograph.store import ArticleState, Solutions, Store, Uninferred, Verdict
from diplograph.vocab import DCTERMS, GRAPH_GROUNDS, GRAPH_INFERRED

_BATCH_ARTICLES: Final = 400
_BATCH_CONCLUSIONS: Final = 1_000
_HOLDS_ANYTHING: Final = "ASK { ?s ?p ?o }"
_MARKS: Final = "SELECT ?digest WHERE { ?graph dcterms:source ?digest }"
_CONCLUDED: Final = """
SELECT ?conclusion WHERE {
  FILTER EXISTS {
    GRAPH ?graph { ?conclusion dg:isConcludedFrom ?premise }
    #WITHOUT#
  }
}
"""
_WRITTEN: Final = f"""
SELECT ?subject ?property ?object WHERE {{
  VALUES (?subject ?property ?object) {{ #STATEMENTS# }}
  GRAPH <{GRAPH_INFERRED}> {{ ?subject ?property ?object }}
}}
"""
_SUGGESTED: Final = "SELECT DISTINCT ?conclusion WHERE { GRAPH ?graph { ?conclusion dg:isSuggestedBy ?claim } }"
_OWNERS: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?conclusion dg:isConcludedFrom|dg:isSuggestedBy ?x } }"


Thing = TypeVar("Thing")

_NO_PLAN: Final = Plan({}, frozenset(), frozenset(), frozenset())


class Changes(NamedTuple):
    """How many conclusions were looked at, and how many of them hold."""

    decided: int
    holding: int


class _Decided(NamedTuple):
    """Which of the conclusions that were looked at hold, and which do not."""

    true: set[Conclusion]
    false: set[Conclusion]


_Known = Callable[[set[Conclusion]], set[Conclusion]]


class Reasoner:
    """Keeps a store's inferences up to date.

    Args:
        store: the store; it must be writable.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._deriver: Deriver | None = None
        self._syndicator = Syndicator(store)
        self._policy = Policy()

    def bring_up_to_date(self) -> Changes:
        """Infer what follows from what changed, by the policy that the store records; an empty store stays empty."""
        if self._store.query(_HOLDS_ANYTHING) == Verdict(value=False):
            self._store.settle_inferences()
            return Changes(0, 0)
        pending = self._pending()
        if pending.is_everything:
            return self._infer_everything()
        return self._infer_articles(sorted(pending.article_ids))

    def _pending(self) -> Uninferred:
        recorded = recorded_policy(self._store)
        if recorded is None:
            record_policy(self._store, Policy())
        self._policy = recorded or Policy()
        if _marks(self._store) != [_mark()]:
            return Uninferred(is_everything=True)
        return self._store.uninferred

    def _infer_everything(self) -> Changes:
        self._deriver = Deriver(self._store, self._policy)
        holding: set[Conclusion] = set()
        is_first = next(self._store.quads(GRAPH_INFERRED), None) is None
        count = 0

        def note(found: _Decided) -> None:
            nonlocal count, holding
            count += len(found.true) + len(found.false)
            holding |= found.true
            holding -= found.false

        note(self._renew({REGISTER: set(self._deriver.known)}, _NO_PLAN, holding.intersection))
        present = [record.id for record in self._store.articles() if record.state is ArticleState.PRESENT]
        gone = (_owners(self._store) | self._syndicator.owners()) - {REGISTER, *present}
        for ids in _batches([*sorted(gone), *present], _BATCH_ARTICLES):
            note(self._take(ids, holding.intersection))
        if not is_first:
            self._remove_strays(holding)
        self._store.change_inferences([_mark()], [each for each in _marks(self._store) if each != _mark()])
        self._store.merge_files()
        self._store.settle_inferences()
        return Changes(count, len(holding))

    def _infer_articles(self, article_ids: Sequence[str]) -> Changes:
        decided = holding = 0
        for ids in _batches(article_ids, _BATCH_ARTICLES):
            found = self._take(ids, partial(_written, self._store))
            decided += len(found.true) + len(found.false)
            holding += len(found.true)
            self._store.settle_inferences(ids)
        return Changes(decided, holding)

    def _take(self, article_ids: Sequence[str], known: _Known) -> _Decided:
        """Bring what these articles conclude up to date, and which reports they carry."""
        plan = self._syndicator.plan(article_ids)
        found = self._renew(self._derive(article_ids), plan, known)
        self._store.change_inferences(plan.added, plan.removed)
        return found

    def _derive(self, article_ids: Sequence[str]) -> dict[str, set[Ground]]:
        """The grounds of articles; none for those that are retracted."""
        if self._deriver is None:
            self._deriver = Deriver(self._store, self._policy)
        found = self._deriver.derive(article_ids)
        return {article_id: found.get(article_id, set()) for article_id in article_ids}

    def _renew(self, grounds: Mapping[str, set[Ground]], plan: Plan, known: _Known) -> _Decided:
        """Put these in the place of what their owners added before, and decide the conclusions of both again.

        What holds already and only gains grounds holds still.

        Args:
            grounds: by article id, or for the register.
            plan: which reports articles will carry.
            known: of some conclusions, those that are known to hold by what the store held before.
        """
        new = {ground.quad(owner) for owner, each in grounds.items() for ground in each}
        old = {quad for owner in grounds for quad in _grounds_of(self._store, owner)}
        gone = old - new
        self._store.change_inferences(new - old, [])
        standings = {(ground.conclusion, ground.standing) for each in grounds.values() for ground in each}
        enough = {conclusion for conclusion, standing in standings if standing is Standing.ENOUGH}
        doubtful = {read_conclusion(quad.subject.value) for quad in old}
        doubtful |= set(_suggested_by(self._store, plan.moved))
        touched = {conclusion for conclusion, _ in standings} | doubtful
        true = enough | known(touched - enough - doubtful)
        true |= self._decide(touched - true, plan.reports, gone)
        false = touched - true
        self._store.change_inferences(
            [quad for each in true for quad in each.quads()],
            [*gone, *(quad for each in false for quad in each.quads())],
        )
        return _Decided(true, false)

    def _decide(
        self, conclusions: Collection[Conclusion], reports: Mapping[str, str], gone: Collection[Quad] = ()
    ) -> set[Conclusion]:
        """Those conclusions that some ground in the store makes hold, without the grounds that are to go."""
        by_name = {each.iri: each for each in conclusions}
        holding = set(_concluded(self._store, list(by_name), {quad.graph_name for quad in gone}))
        hints = {(quad.subject.value, quad.object.value) for quad in gone if quad.predicate.value == Standing.A_HINT}
        rest = [name for name in by_name if name not in holding]
        least = self._policy.least_sources
        holding.update(corroborated(self._store, rest, least_sources=least, reports=reports, gone=hints))
        return {by_name[name] for name in holding}

    def _remove_strays(self, holding: set[Conclusion]) -> None:
        """Take out of the inferred graph what no rule concludes."""
        strays = [quad for quad in self._store.quads(GRAPH_INFERRED) if _conclusion_of(quad) not in holding]
        self._store.change_inferences([], strays)

    def audit(self) -> Iterator[tuple[Quad, str]]:
        """The statements of derived graphs that should not be there, and those that are missing, each with why."""
        self._policy = recorded_policy(self._store) or Policy()
        deriver = Deriver(self._store, self._policy)
        holding: set[Conclusion] = set()
        present = [record.id for record in self._store.articles() if record.state is ArticleState.PRESENT]
        for ids in _batches(
            [REGISTER, *present, *sorted(_owners(self._store) - {REGISTER, *present})], _BATCH_ARTICLES
        ):
            grounds = deriver.derive([each for each in ids if each != REGISTER])
            by_owner = {owner: deriver.known if owner == REGISTER else grounds.get(owner, set()) for owner in ids}
            for owner, each in by_owner.items():
                yield from _misfits({ground.quad(owner) for ground in each}, set(_grounds_of(self._store, owner)))
            found = {ground for each in by_owner.values() for ground in each}
            enough = {ground.conclusion for ground in found if ground.standing is Standing.ENOUGH}
            holding |= enough | self._decide({ground.conclusion for ground in found} - enough, {})
        written = {quad for each in holding for quad in each.quads()}
        yield from _misfits(written, set(self._store.quads(GRAPH_INFERRED)))
        yield from _misfits(*self._syndicator.audit(present))


def infer(store: Store) -> Changes:
    """Bring a store's inferences up to date."""
    return Reasoner(store).bring_up_to_date()


def audit(store: Store) -> list[tuple[Quad, str]]:
    """How a store's inferences differ from what the rules conclude; see `Reasoner.audit`."""
    return sorted(Reasoner(store).audit())


def _misfits(expected: set[Quad], found: set[Quad]) -> Iterator[tuple[Quad, str]]:
    yield from ((quad, "no rule concludes this.") for quad in found - expected)
    yield from ((quad, "the rules conclude this, and it is missing.") for quad in expected - found)


def _conclusion_of(quad: Quad) -> Conclusion:
    return conclude(quad.subject.value, quad.predicate.value, quad.object.value)


def _mark(digest: str | None = None) -> Quad:
    """The statement by which rules a store's conclusions were made; by those of this release when none is given."""
    value = Literal(f"{rules_digest()} {VERSION}" if digest is None else digest)
    return Quad(Iri(GRAPH_INFERRED), Iri(DCTERMS.source), value, Iri(GRAPH_GROUNDS + REGISTER))


def _marks(store: Store) -> list[Quad]:
    answer = store.query(bind_values(_MARKS, graph=[Iri(GRAPH_INFERRED)]))
    rows = answer.rows if isinstance(answer, Solutions) else ()
    return [_mark(term.value) for (term,) in rows if term is not None]


def _grounds_of(store: Store, owner: str) -> Iterator[Quad]:
    return (quad for quad in store.quads(GRAPH_GROUNDS + owner) if quad.subject.value != GRAPH_INFERRED)


def _owners(store: Store) -> set[str]:
    """The articles that have grounds in the store, and the register."""
    answer = store.query(_OWNERS)
    rows = answer.rows if isinstance(answer, Solutions) else ()
    return {graph.value.removeprefix(GRAPH_GROUNDS) for (graph,) in rows if graph is not None}


def _suggested_by(store: Store, article_ids: Iterable[str]) -> Iterator[Conclusion]:
    """What claims of these articles suggest without being enough."""
    for batch in _batches(sorted(article_ids), _BATCH_CONCLUSIONS):
        answer = store.query(bind_values(_SUGGESTED, graph=[Iri(GRAPH_GROUNDS + each) for each in batch]))
        rows = answer.rows if isinstance(answer, Solutions) else ()
        yield from (read_conclusion(term.value) for (term,) in rows if term)


def _concluded(store: Store, names: Sequence[str], without: Collection[Iri]) -> Iterator[str]:
    """Those conclusions of which some ground is enough, but for those in some graphs."""
    # Oxigraph takes NOT IN () for false.
    left_out = f"FILTER(?graph NOT IN ({', '.join(map(write_term, without))}))" if without else ""
    sparql = _CONCLUDED.replace("#WITHOUT#", left_out)
    for batch in _batches(names, _BATCH_CONCLUSIONS):
        answer = store.query(bind_values(sparql, conclusion=map(Iri, batch)))
        yield from (term.value for (term,) in (answer.rows if isinstance(answer, Solutions) else ()) if term)


def _written(store: Store, conclusions: Iterable[Conclusion]) -> set[Conclusion]:
    """Those conclusions that the inferred graph holds."""
    found: set[Conclusion] = set()
    for batch in _batches(conclusions, _BATCH_CONCLUSIONS):
        answer = store.query(_WRITTEN.replace("#STATEMENTS#", " ".join(map(_write_statement, batch))))
        for row in answer.rows if isinstance(answer, Solutions) else ():
            subject, property_, object_ = (term.value if term else "" for term in row)
            found.add(conclude(subject, property_, object_))
    return found


def _write_statement(conclusion: Conclusion) -> str:
    return f"({' '.join(write_term(Iri(each)) for each in conclusion)})"


def _batches(items: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
