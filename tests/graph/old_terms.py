"""A store as it would be if it had been made under version 0.0.5 of the ontology, which called a kind a sort."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.graph import ontology_quads
from diplograph.model import Iri, Literal, Quad
from diplograph.store import open_store
from diplograph.vocab import DG, GRAPH_ONTOLOGY, GRAPH_REVIEWS, ONTOLOGY, ONTOLOGY_VERSION, OWL

OLD_VERSION = "0.0.5"
OLD_KIND = DG.hasKind.replace("hasKind", "hasSort")
PRESENT, RETRACTED = item_of(karabakh_extraction()), item_of(other_extraction(1))
REVIEW = Quad(Iri("https://example.org/claim"), Iri(DG.hasKind), Iri("https://example.org/kind"), Iri(GRAPH_REVIEWS))
REMARK = Quad(Iri("https://example.org/claim"), Iri(DG.note), Literal("as it was"), Iri(GRAPH_REVIEWS))
STEPS = {
    f"{OLD_VERSION}_0.0.6.ru": """
        PREFIX dg: <https://w3id.org/diplograph/ont#>
        DELETE { GRAPH ?graph { ?s dg:hasSort ?o } } INSERT { GRAPH ?graph { ?s dg:hasKind ?o } }
        WHERE { GRAPH ?graph { ?s dg:hasSort ?o } }""",
    f"0.0.6_{ONTOLOGY_VERSION}.ru": "# nothing",
}


def aged(quads: Sequence[Quad]) -> list[Quad]:
    """The quads with the term that they had under the old version."""
    return [quad._replace(predicate=Iri(OLD_KIND)) if quad.predicate.value == DG.hasKind else quad for quad in quads]


def ontology_of(version: str) -> list[Quad]:
    """The ontology's graph with another version."""
    mark = (Iri(ONTOLOGY), Iri(OWL.versionInfo))
    quads = [quad for quad in ontology_quads() if (quad.subject, quad.predicate) != mark]
    return [*quads, Quad(*mark, Literal(version), Iri(GRAPH_ONTOLOGY))]


def write_steps(ontology_folder: Path) -> Path:
    """Write the migrations that lead from the old version to this one; returns their folder."""
    folder = ontology_folder / "migrations"
    folder.mkdir(parents=True)
    for name, text in STEPS.items():
        (folder / name).write_text(text)
    return folder


def make_old_store(location: str) -> None:
    """Make the store: one article present, one retracted, and a review."""
    with open_store(location) as store:
        store.replace_graph(GRAPH_ONTOLOGY, ontology_of(OLD_VERSION))
        store.replace_graph(GRAPH_REVIEWS, aged([REVIEW, REMARK]))
        for record, quads in (PRESENT, RETRACTED):
            store.add_article(record, aged(quads))
        store.retract(RETRACTED[0].id)
