"""How long a check takes, part by part, on a store of many articles made from the bundled ones.

    python benchmarks/check.py [ARTICLES] [--engines]

Each article is a bundled one with another last sentence and other states in its claims. The store is checked twice: as
new, and with one article added. `--engines` times pySHACL on the shapes as they stand in the file and in the form in
which they are checked, and pyrudof where it is installed. Times are of the processor, those of HermiT's own process
included.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from diplograph.api import open_graph
from diplograph.api.demonstration import demonstration_articles, load_demonstration
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import PARTS, check, infer
from diplograph.reasoning.merging import merge_triples, ontology_triples
from diplograph.resources import ontology_folder
from diplograph.store import ArticleRecord, Store, open_store
from diplograph.vocab import ARTICLE, DG, GRAPH_ARTICLE, GRAPH_INFERRED, GRAPH_ONTOLOGY, KB

ARTICLES = 200


def make_copy(
    record: ArticleRecord, quads: list[Quad], number: int, states: list[str]
) -> tuple[ArticleRecord, list[Quad]]:
    """A bundled article under another text, its states turned round by some places."""
    ending = f" This is copy {number} of the report, made to measure how long checks take."
    text = next(quad.object.value for quad in quads if quad.predicate.value == DG.fullText) + ending
    digest = hashlib.sha256(text.encode()).hexdigest()
    turned = {state: states[(place + number) % len(states)] for place, state in enumerate(states)}

    def node(iri: Iri) -> Iri:
        if iri.value in turned:
            return Iri(turned[iri.value])
        return Iri(iri.value.replace(record.id, digest[:16])) if iri.value.startswith((ARTICLE, GRAPH_ARTICLE)) else iri

    def value(quad: Quad) -> Iri | Literal:
        replaced = {DG.fullText: text, DG.textDigest: digest}.get(quad.predicate.value)
        if isinstance(quad.object, Iri):
            return node(quad.object)
        return quad.object._replace(value=replaced) if replaced else quad.object

    made = [Quad(node(quad.subject), quad.predicate, value(quad), node(quad.graph_name)) for quad in quads]
    return ArticleRecord(digest[:16], digest, record.date, record.source, f"{record.title} ({number})"), made


def make_articles(store: Store, numbers: range) -> Iterator[tuple[ArticleRecord, list[Quad]]]:
    """Copies of the bundled articles."""
    records = [store.find_article(article.id) for article in demonstration_articles()]
    bundled = [(record, list(store.quads(GRAPH_ARTICLE + record.id))) for record in records if record]
    rows = store.query("SELECT DISTINCT ?state WHERE { ?state a dg:State ; dg:isoAlpha2 ?code }")
    states = sorted(row[0].value for row in getattr(rows, "rows", ()) if row[0])
    assert all(state.startswith(KB) for state in states)
    for number in numbers:
        yield make_copy(*bundled[number % len(bundled)], number, states)


def processor_s() -> float:
    """Seconds of processor time, child processes included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time that a call takes, and its result."""
    start = processor_s()
    result = run()
    return round(processor_s() - start, 2), result


def time_parts(location: str) -> dict[str, Any]:
    """Seconds by part, each in a fresh look at the store, and of all together as a reader of the store does it."""
    with open_store(location, read_only=True) as store:
        seconds: dict[str, Any] = {}
        for part in PARTS:
            seconds[part], report = timed(lambda part=part: check(store, parts=[part]))
            assert report.is_clean, report.findings[:3]
    return seconds


def time_all(location: str) -> dict[str, float]:
    """Seconds of a whole check, of one without HermiT, and of one after an article was added."""
    memory = Path(location) / "checked.json"
    without_hermit = [part for part in PARTS if part != "hermit"]
    with open_store(location, read_only=True) as store:
        memory.unlink(missing_ok=True)
        no_hermit, _ = timed(lambda: check(store, parts=without_hermit))
        memory.unlink()
        whole, _ = timed(lambda: check(store))
        again, _ = timed(lambda: check(store))
    with open_store(location) as store:
        store.add_article(*next(iter(make_articles(store, range(-1, 0)))))
        infer(store)
        after_one, report = timed(lambda: check(store))
        assert report.is_clean, report.findings[:3]
    return {"without hermit": no_hermit, "whole": whole, "again": again, "after one more article": after_one}


def time_engines(location: str) -> dict[str, Any]:
    """Seconds of validation alone, all articles and the register in one graph."""
    from pyshacl import validate
    from rdflib import Graph

    from diplograph.reasoning.shape_forms import load_shapes

    with open_store(location, read_only=True) as store:
        graphs = (GRAPH_ONTOLOGY, GRAPH_INFERRED)
        quads = [quad for quad in store.quads() if quad.graph_name.value not in graphs]
    text = "\n".join([*merge_triples(quads), *ontology_triples()])
    data = Graph().parse(data=text, format="nt")
    as_written = Graph().parse(ontology_folder() / "shapes.ttl")
    seconds: dict[str, Any] = {"triples": len(data)}
    for name, shapes in (("pySHACL, as written", as_written), ("pySHACL, as checked", load_shapes().core)):
        options = {"shacl_graph": shapes, "inference": "none", "allow_warnings": True}
        seconds[name], (conforms, _, _) = timed(lambda options=options: validate(data, **options))
        assert conforms
    return seconds


def main() -> None:
    """Make a store, and measure."""
    arguments = [word for word in sys.argv[1:] if not word.startswith("--")]
    count = int(arguments[0]) if arguments else ARTICLES
    with tempfile.TemporaryDirectory() as folder:
        location = f"{folder}/talks.store"
        with open_graph(location) as graph:
            load_demonstration(graph)
        with open_store(location) as store:
            articles = list(make_articles(store, range(1, count + 1)))
            store.add_articles(articles)
            infer(store)
            print(json.dumps({"articles": len(store.articles()), "quads": sum(1 for _ in store.quads())}))
        print(json.dumps({"parts": time_parts(location)}, indent=2))
        print(json.dumps({"checks": time_all(location)}, indent=2))
        if "--engines" in sys.argv[1:]:
            print(json.dumps({"engines": time_engines(location)}, indent=2))


if __name__ == "__main__":
    main()
