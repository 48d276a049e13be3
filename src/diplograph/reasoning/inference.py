"""Rules: each a SPARQL CONSTRUCT in a file of its own, together making the inferred graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from diplograph.model import Iri, Quad
from diplograph.store import Store, Triples
from diplograph.vocab import GRAPH_INFERRED

_FOLDER: Final = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: what it is called (`met-with`).
        meaning: what it says, in words.
        sparql: a CONSTRUCT over the union of all graphs; it reads nothing that a rule writes.
    """

    name: str
    meaning: str
    sparql: str


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(_read_rule(path) for path in sorted(_FOLDER.glob("*.rq")))


def _read_rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    header = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    return Rule(path.stem, " ".join(header), text)


def infer(store: Store) -> int:
    """Recompute the inferred graph from all others.

    Returns:
        The number of statements in it.
    """
    found = conclusions(store)
    store.replace_graph(GRAPH_INFERRED, sorted(found))
    return len(found)


def conclusions(store: Store) -> set[Quad]:
    """What the rules conclude from the store as it is."""
    graph_name = Iri(GRAPH_INFERRED)
    answers = [store.query(rule.sparql) for rule in load_rules()]
    triples = [triple for answer in answers if isinstance(answer, Triples) for triple in answer.triples]
    return {Quad(*triple, graph_name) for triple in triples}
