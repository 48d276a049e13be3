"""What every store holds besides articles: the ontology and the register, as this release has them."""

from __future__ import annotations

from functools import lru_cache

from diplograph.api.migration import refuse_old_terms
from diplograph.model import Iri, Literal, Quad
from diplograph.resources import ontology_folder
from diplograph.sparql import bind_values
from diplograph.store import Store, Verdict, to_nquads
from diplograph.vocab import DCTERMS, GRAPH_ONTOLOGY, GRAPH_REGISTER

_IS_CURRENT = "ASK WHERE { ?graph dcterms:source ?digest }"


def load_background(store: Store, *, is_migrated: bool = False) -> None:
    """Put the ontology and the register into a store that lacks them or has those of another release.

    The register's graph says by `dcterms:source` which files it was made from, as a digest.

    Args:
        store: the store.
        is_migrated: its articles bear the terms of this release already, whatever its ontology graph says.

    Raises:
        StoreError: the store's articles have to be migrated first, or the store is newer than this release.
    """
    mark = Quad(Iri(GRAPH_REGISTER), Iri(DCTERMS.source), Literal(_digest()), Iri(GRAPH_REGISTER))
    if store.query(bind_values(_IS_CURRENT, graph=[mark.subject], digest=[mark.object])) == Verdict(value=True):
        return
    if not is_migrated:
        refuse_old_terms(store)
    ontology, register = _written(mark)
    store.load_graph(GRAPH_ONTOLOGY, ontology)
    store.load_graph(GRAPH_REGISTER, register)


@lru_cache(maxsize=1)
def _written(mark: Quad) -> tuple[bytes, bytes]:
    """The ontology's and the register's canonical N-Quads, made once however many stores a process opens."""
    from diplograph.graph import ontology_quads, register_quads
    from diplograph.register import load_tables

    register = [*register_quads(load_tables()), mark]
    return to_nquads(ontology_quads(), GRAPH_ONTOLOGY), to_nquads(register, GRAPH_REGISTER)


def _digest() -> str:
    """SHA-256 of the files that the two graphs are made from."""
    from importlib.resources import files

    tables = [entry for entry in files("diplograph.register").joinpath("data").iterdir() if entry.name.endswith(".csv")]
    modules = list(ontology_folder().glob("*.ttl"))
    from hashlib import sha256

    digest = sha256()
    for entry in sorted([*tables, *modules], key=lambda entry: entry.name):
        digest.update(entry.name.encode())
        digest.update(entry.read_bytes())
    return f"sha256:{digest.hexdigest()}"
