"""Every kind of store can be checked; only a directory remembers what was found sound."""

from __future__ import annotations

from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.graph import ontology_quads, part_iri, register_quads
from diplograph.reasoning import check, infer
from diplograph.store import Store
from diplograph.vocab import DG, GRAPH_ONTOLOGY, GRAPH_REGISTER

PARTS = ("evidence", "vocabulary", "dates", "inferences", "shapes", "consistency")
RECORD, QUADS = item_of(karabakh_extraction())
CLAIM = part_iri(RECORD.id, "claim", 1)
FAULTY = [quad for quad in QUADS if (quad.subject, quad.predicate.value) != (CLAIM, DG.hasPolarity)]


def test_a_store_is_checked_wherever_it_is(store: Store) -> None:
    store.replace_graph(GRAPH_ONTOLOGY, ontology_quads())
    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_article(RECORD, FAULTY)
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    infer(store)
    is_directory = not store.location.startswith(("memory:", "http"))
    for run in (1, 2):
        report = check(store, parts=PARTS)
        assert [(finding.part, finding.sources) for finding in report.findings] == [("shapes", (RECORD.id,))]
        assert bool(report.notes) is not is_directory
        looked_at = "3 articles" if run == 1 or not is_directory else "0 articles"
        assert report.parts[0].summary.startswith(looked_at)
