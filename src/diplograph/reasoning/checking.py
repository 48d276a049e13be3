"""`check`: the store's files, evidence, terms, dates, inferences, shapes and consistency, one after the other."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from diplograph.errors import MissingPartError
from diplograph.model import Quad
from diplograph.reasoning import consistency, dates, evidence, shapes, vocabulary
from diplograph.reasoning.inference import audit
from diplograph.reasoning.material import BASE, Material
from diplograph.reasoning.report import Finding, Looked, Part, Report, Severity
from diplograph.reasoning.wording import compact, term
from diplograph.store import Store
from diplograph.store.embedded import get_article
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_INFERRED

PARTS: Final = ("store", "evidence", "vocabulary", "dates", "inferences", "shapes", "consistency", "hermit")
"""The parts of a check, in order."""

OF_ARTICLES: Final = ("evidence", "vocabulary", "dates", "shapes", "consistency", "hermit")
"""The parts that look at articles one by one, and remember which they found sound."""

LIMIT_INDIVIDUALS: Final = 20_000
"""How many things HermiT is shown by default."""

_ARTICLE_ID: Final = re.compile(r"\b[0-9a-f]{16}\b")
_Check: TypeAlias = Callable[[], Looked]


def check(
    store: Store,
    *,
    parts: Sequence[str] = PARTS,
    is_all: bool = False,
    article: str | None = None,
    limit_individuals: int = LIMIT_INDIVIDUALS,
) -> Report:
    """Check a store.

    An article is looked at by the parts in `OF_ARTICLES` until they find nothing in it; then the store's directory
    remembers that, as long as ontology, shapes, rules, register and these checks stay the same. A store in memory or
    behind an endpoint remembers nothing.

    Args:
        store: the store.
        parts: which parts to carry out; see `PARTS`.
        is_all: look at articles as well that earlier checks found sound.
        article: look at this article alone (its id or the first digits of it), with the parts in `OF_ARTICLES`.
        limit_individuals: how many things HermiT is shown, newest articles first.

    Returns:
        The report. A part whose program is missing is in it with the reason; nothing is raised for that.

    Raises:
        NothingFoundError: there is no such article.
    """
    record = None if article is None else get_article(store.find_article(article), article)
    material = Material(store, is_all=is_all, article=record)
    checks: dict[str, _Check] = {
        "store": lambda: _check_files(material),
        "evidence": lambda: evidence.check_evidence(material),
        "vocabulary": lambda: vocabulary.check_vocabulary(material),
        "dates": lambda: dates.check_dates(material),
        "inferences": lambda: _check_inferences(store),
        "shapes": lambda: shapes.check_shapes(material),
        "consistency": lambda: consistency.check_consistency(material),
        "hermit": lambda: consistency.check_with_hermit(material, limit_individuals=limit_individuals),
    }
    names = [name for name in PARTS if name in parts and (record is None or name in OF_ARTICLES)]
    done = [_carry_out(name, checks[name], material) for name in names]
    findings = sorted((each for _, found in done for each in found), key=_order)
    return Report(tuple(part for part, _ in done), tuple(findings), tuple(_remember(material)))


def _order(finding: Finding) -> tuple[str, str, tuple[str, ...], str, str]:
    return finding.severity.value, finding.part, finding.graphs, finding.about, finding.message


def _carry_out(name: str, run: _Check, material: Material) -> tuple[Part, tuple[Finding, ...]]:
    start = time.perf_counter()
    try:
        looked = run()
    except MissingPartError as missing:
        return Part(name, "left out", time.perf_counter() - start, missing), ()
    material.note(name, looked.sound_graphs)
    return Part(name, looked.summary, time.perf_counter() - start), looked.findings


def _remember(material: Material) -> Iterator[str]:
    """Write what was found sound; where that is not possible, a note."""
    if not material.checked.can_remember:
        yield "this store does not remember what was checked: the next check looks at everything again."
    elif reason := material.checked.save():
        yield f"what was checked cannot be kept beside the store ({reason}): the next check looks at it again."


def _check_files(material: Material) -> Looked:
    problems = material.store.verify()
    findings = tuple(
        Finding("store", Severity.VIOLATION, "", problem, _graphs_named(problem, material)) for problem in problems
    )
    return Looked(f"{len(material.store.articles())} articles", findings)


def _graphs_named(problem: str, material: Material) -> tuple[str, ...]:
    """The graphs that the store's own sentence names, an article by its id."""
    known = {record.id for record in material.store.articles()}
    named = {GRAPH_ARTICLE + each for each in _ARTICLE_ID.findall(problem) if each in known}
    return tuple(sorted(named | {name for name in BASE if name in problem}))


def _check_inferences(store: Store) -> Looked:
    count = sum(1 for _ in store.quads(GRAPH_INFERRED))
    return Looked(f"{count} statements", tuple(_misfit(quad, message) for quad, message in audit(store)))


def _misfit(quad: Quad, message: str) -> Finding:
    said = f"{compact(quad.subject.value)} {compact(quad.predicate.value)} {term(quad.object)}"
    return Finding("inferences", Severity.VIOLATION, quad.subject.value, f"{said}: {message}", (GRAPH_INFERRED,))
