"""A copy of graphs as owlready2's Python objects.

What owlready2 cannot do, and what is done about it (version 0.51):

- it reads no Turtle: it is given N-Triples;
- it fetches what an ontology imports: import statements are left out, and nothing is ever looked for elsewhere;
- it knows no named graphs: everything is in one;
- literals become Python's values and do not come back as they were: a decimal is a `float`, a web address a string.
  So a world is for looking, and what is written there goes nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from diplograph.errors import MissingPartError
from diplograph.model import Quad
from diplograph.reasoning.entailment import entail
from diplograph.reasoning.merging import merge_triples, ontology_triples
from diplograph.vocab import GRAPH_ONTOLOGY, ONTOLOGY, OWL, RDF

if TYPE_CHECKING:
    from owlready2 import World


def open_world(quads: Iterable[Quad], *, is_entailed: bool = False) -> World:
    """The ontology with individuals in a world of its own, in memory.

    Args:
        quads: what is known of individuals; blank nodes may stand for annotated axioms. The ontology's own graph and
            import statements are passed over: the ontology comes from the installed files.
        is_entailed: adds the relations that the ontology's axioms entail. Classes need no adding: owlready2 follows
            them itself.

    Returns:
        A new `owlready2.World`; `world.close()` releases it.

    Raises:
        MissingPartError: owlready2 or the ontology is missing.
    """
    try:
        import owlready2
    except ImportError as error:
        raise MissingPartError("owlready2 is not installed.", hint="pip install owlready2") from error

    listed = [quad for quad in quads if quad.graph_name.value != GRAPH_ONTOLOGY and quad.predicate.value != OWL.imports]
    if is_entailed:
        listed += [quad for quad in entail(listed).quads() if quad.predicate.value != RDF.type]
    content = "\n".join([*ontology_triples(), *merge_triples(listed), ""])
    world = owlready2.World()
    world.get_ontology(f"{ONTOLOGY}#").load(fileobj=BytesIO(content.encode()), only_local=True)
    return world
