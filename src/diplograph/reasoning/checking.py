"""`check`: the store's files, evidence, inferences, shapes and consistency, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from diplograph.errors import MissingPartError
from diplograph.model import Quad
from diplograph.reasoning.consistency import check_consistency
from diplograph.reasoning.evidence import check_evidence
from diplograph.reasoning.inference import audit
from diplograph.reasoning.report import Finding, Part, Report, Severity
from diplograph.reasoning.shapes import check_shapes
from diplograph.store import Store, is_derived
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REGISTER

PARTS: Final = ("store", "evidence", "inferences", "shapes", "consistency")
"""The parts of a check, in order."""

LIMIT_INDIVIDUALS: Final = 20_000
"""How many individuals HermiT is given by default."""

_Check: TypeAlias = Callable[[], tuple[str, list[Finding]]]


def check(store: Store, *, parts: Sequence[str] = PARTS, limit_individuals: int = LIMIT_INDIVIDUALS) -> Report:
    """Check a store.

    Args:
        store: the store.
        parts: which parts to carry out; see `PARTS`.
        limit_individuals: how many individuals the consistency check takes, the register's first.

    Returns:
        The report. A part whose program is missing is in it with the reason; nothing is raised.
    """
    checks: dict[str, _Check] = {
        "store": lambda: _check_files(store),
        "evidence": lambda: check_evidence(store),
        "inferences": lambda: _check_inferences(store),
        "shapes": lambda: check_shapes(filter(_is_shaped, store.quads())),
        "consistency": lambda: check_consistency(_by_importance(store), limit_individuals=limit_individuals),
    }
    done = [_carry_out(name, checks[name]) for name in PARTS if name in parts]
    findings = sorted((each for _, found in done for each in found), key=lambda f: (f.severity.value, f.part, f.about))
    return Report(tuple(part for part, _ in done), tuple(findings))


def _is_shaped(quad: Quad) -> bool:
    """Whether shapes speak of a statement: what is derived is compared with its rules instead."""
    return not is_derived(quad.graph_name.value) and quad.graph_name.value != GRAPH_ONTOLOGY


def _carry_out(name: str, run: _Check) -> tuple[Part, list[Finding]]:
    start = time.perf_counter()
    try:
        summary, findings = run()
    except MissingPartError as missing:
        return Part(name, "left out", time.perf_counter() - start, missing), []
    return Part(name, summary, time.perf_counter() - start), findings


def _check_files(store: Store) -> tuple[str, list[Finding]]:
    problems = store.verify()
    findings = [Finding("store", Severity.VIOLATION, "", problem) for problem in problems]
    return f"{len(store.articles())} articles", findings


def _check_inferences(store: Store) -> tuple[str, list[Finding]]:
    count = sum(1 for _ in store.quads(GRAPH_INFERRED))
    return f"{count} statements", [_misfit(quad, message) for quad, message in audit(store)]


def _misfit(quad: Quad, message: str) -> Finding:
    statement = f"{quad.predicate.value} {quad.object.value}"
    return Finding("inferences", Severity.VIOLATION, quad.subject.value, f"{statement}: {message}")


def _by_importance(store: Store) -> Iterator[Quad]:
    yield from store.quads(GRAPH_REGISTER)
    yield from store.quads(GRAPH_INFERRED)
    for record in store.articles():
        yield from store.quads(GRAPH_ARTICLE + record.id)
