"""Model terms and quads as pyoxigraph's, and as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import PREFIXES, RDF

EngineTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_engine(quad: Quad) -> ox.Quad:
    """A quad as pyoxigraph's.

    Raises:
        InputError: a term holds characters that no IRI may have.
    """
    return ox.Quad(
        named_node(quad.subject.value),
        named_node(quad.predicate.value),
        to_engine_object(quad.object),
        named_node(quad.graph_name.value),
    )


def named_node(iri: str) -> ox.NamedNode:
    """An IRI as pyoxigraph's.

    Raises:
        InputError: it holds characters that no IRI may have.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise InputError(
            f"a statement about {iri} cannot be stored: {error}.",
            hint="percent-encode spaces and other characters that an IRI may not have.",
        ) from error


def to_engine_object(term: Iri | Literal) -> ox.NamedNode | ox.Literal:
    """An IRI or literal as pyoxigraph's."""
    if isinstance(term, Iri):
        return named_node(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=named_node(term.datatype))


def from_engine(quad: ox.Quad) -> Quad:
    """A quad of pyoxigraph's as the model's; the default graph's name is empty."""
    graph_name = quad.graph_name
    return Quad(
        resource(quad.subject),
        Iri(quad.predicate.value),
        from_engine_term(quad.object),
        Iri("") if isinstance(graph_name, ox.DefaultGraph) else resource(graph_name),
    )


def from_engine_term(term: EngineTerm) -> Iri | Literal:
    """A term of pyoxigraph's as the model's; `_:` begins the value of a blank node."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, RDF.langString, term.language)
        return Literal(term.value, term.datatype.value)
    return resource(term)


def resource(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iri:
    """A node that is no literal."""
    return Iri(term.value) if isinstance(term, ox.NamedNode) else Iri(str(term))


def nquads_lines(quads: Iterable[Quad]) -> list[str]:
    """Quads in canonical N-Quads: one line each, sorted, none twice.

    A subject whose value begins with `_:` is written as a blank node, which no store takes.
    """
    return engine_lines(_with_blank_subject(quad) for quad in quads)


def _with_blank_subject(quad: Quad) -> ox.Quad:
    if not quad.subject.value.startswith("_:"):
        return to_engine(quad)
    named = to_engine(quad._replace(subject=quad.predicate))
    return ox.Quad(ox.BlankNode(quad.subject.value[2:]), named.predicate, named.object, named.graph_name)


def engine_lines(quads: Iterable[ox.Quad]) -> list[str]:
    """Pyoxigraph's quads in canonical N-Quads."""
    return sorted({f"{quad} ." for quad in quads})


def to_json_ld(quads: Iterable[Quad]) -> bytes:
    """Quads as JSON-LD 1.1 with diplograph's prefixes."""
    ordered = [to_engine(quad) for quad in sorted(set(quads), key=lambda quad: (quad.graph_name, quad))]
    content = ox.serialize(ordered, format=ox.RdfFormat.JSON_LD, prefixes=dict(PREFIXES))
    return content or b""


def engine_quads(nquads: str) -> list[ox.Quad]:
    """N-Quads as pyoxigraph's quads.

    Raises:
        SyntaxError: the text is not N-Quads.
    """
    return list(ox.parse(nquads, ox.RdfFormat.N_QUADS))


def read_rdf(content: bytes | str, *, file_format: str, graph_name: str = "") -> Iterator[Quad]:
    """Read RDF in memory as quads.

    Args:
        content: the document.
        file_format: file name extension: `nq`, `nt`, `ttl`, `trig`, `jsonld`, `rdf`.
        graph_name: name of the graph of statements that the document puts in no graph.

    Raises:
        InputError: the document is not in that format.
    """
    rdf_format = ox.RdfFormat.from_extension(file_format)
    if rdf_format is None:
        raise InputError(f"{file_format} is no RDF format.", hint="use nq, nt, ttl, trig, jsonld or rdf.")
    try:
        for statement in ox.parse(content, rdf_format):
            quad = from_engine(statement)
            yield quad if quad.graph_name.value else quad._replace(graph_name=Iri(graph_name))
    except SyntaxError as error:
        raise InputError(f"not valid {rdf_format.name}: {error.msg}", hint="check the file's format.") from error


def read_rdf_named(content: bytes | str, *, file_format: str, graph_name: str, node_base: str) -> list[Quad]:
    """Read RDF in which blank nodes get names that depend on the content alone (W3C RDFC-1.0).

    Args:
        content: the document.
        file_format: as for `read_rdf`.
        graph_name: the graph that all statements go to.
        node_base: start of the IRIs that replace blank nodes.
    """
    rdf_format = ox.RdfFormat.from_extension(file_format)
    dataset = ox.Dataset(ox.parse(content, rdf_format))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(_named(from_engine(quad), graph_name, node_base) for quad in dataset)


def _named(quad: Quad, graph_name: str, node_base: str) -> Quad:
    obj = quad.object
    return Quad(
        _named_node(quad.subject, node_base),
        quad.predicate,
        _named_node(obj, node_base) if isinstance(obj, Iri) else obj,
        Iri(graph_name),
    )


def _named_node(node: Iri, node_base: str) -> Iri:
    return Iri(node_base + node.value[2:]) if node.value.startswith("_:") else node
