"""owlrl's closure, cut down to what entailment is about.

Left out of what owlrl concludes, and why:

- statements with a literal as subject, or that a literal is the same as something: no RDF, only owlrl's way through
  the rules on datatypes (dt-type2) and on equality (prp-fp between literals);
- that a thing is the same as itself (eq-ref), or an `owl:Thing` (scm-cls with cax-sco): true of everything;
- statements about the terms of RDF, RDFS, OWL and XSD: annotation properties, datatypes (prp-ap, dt-type1);
- statements about classes, properties and lists, such as the closed class tree (scm-…) and the ontology's header:
  subjects that the facts do not have;
- nodes that carry owlrl's own error messages: they are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

import owlrl
from rdflib import OWL, RDF, Graph, Literal, Node, URIRef

Triple: TypeAlias = tuple[Node, Node, Node]

_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


_BLAMED = re.compile(r"common individual (\S+)$|^Irreflexive property used on (\S+) with")


def owlrl_closure(axioms: Graph, facts: Graph) -> tuple[set[Triple], list[str]]:
    """What owlrl concludes about the facts' individuals, without the facts, and the contradictions that it sees."""
    graph = Graph()
    for triple in (*axioms, *facts):
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    individuals = _individuals(facts) | _individuals_of(axioms)
    found = {triple for triple in graph if triple not in facts and triple not in axioms and _tells(triple, individuals)}
    return found, [str(message) for message in graph.objects(None, _ERROR)]


def blamed(messages: Iterable[str]) -> set[str]:
    """The individuals that belong to disjoint classes or stand in an irreflexive relation to themselves."""
    return {found[1] or found[2] for message in messages if (found := _BLAMED.search(message))}


def _individuals(facts: Iterable[Triple]) -> set[Node]:
    """The nodes that facts are about."""
    found: set[Node] = set()
    for subject, predicate, value in facts:
        found |= {subject} if predicate == RDF.type or isinstance(value, Literal) else {subject, value}
    return found


def _individuals_of(axioms: Graph) -> set[Node]:
    """The individuals that only axioms name."""
    heads = {head for node in axioms.subjects(RDF.type, OWL.AllDifferent) for head in axioms.objects(node)}
    return {member for head in heads for member in axioms.items(head)}


def _tells(triple: Triple, individuals: set[Node]) -> bool:
    subject, predicate, value = triple
    if subject not in individuals or (predicate == RDF.type and value == OWL.Thing):
        return False
    return predicate != OWL.sameAs or (subject != value and not isinstance(value, Literal))
