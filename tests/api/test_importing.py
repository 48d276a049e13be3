"""What one store exports, another takes in, whatever the order of the statements."""

from __future__ import annotations

import gzip
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.api.importing import import_graphs
from diplograph.errors import InputError
from diplograph.export import export
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import infer
from diplograph.store import Store, nquads_lines, open_store
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_INFERRED, GRAPH_REVIEWS

ITEMS = [item_of(karabakh_extraction()), *(item_of(other_extraction(number)) for number in range(3))]
REVIEW = Quad(Iri("urn:review"), Iri("urn:says"), Literal("yes"), Iri(GRAPH_REVIEWS))


@pytest.fixture(scope="module")
def source() -> Store:
    store = open_store("memory:")
    store.add_articles(ITEMS)
    store.replace_graph(GRAPH_REVIEWS, [REVIEW])
    infer(store)
    return store


@pytest.mark.parametrize(
    ("to", "name"), [("nquads", "a.nq"), ("trig", "a.trig"), ("jsonld", "a.jsonld"), ("jelly", "a.jelly")]
)
def test_an_export_is_taken_in_whole(
    source: Store, tmp_path: Path, to: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.store.scratch._BATCH_QUADS", 100)
    export(source, to, tmp_path / name)
    with open_store("memory:") as store:
        report = import_graphs(store, tmp_path / name)
        assert (report.added, report.present, report.refused) == (4, 0, ())
        assert GRAPH_REVIEWS in report.graphs
        assert store.articles() == source.articles()
        infer(store)
        assert set(store.quads()) == set(source.quads())
        assert import_graphs(store, tmp_path / name).present == 4


def test_neither_order_nor_compression_matters_and_reviews_are_joined(source: Store, tmp_path: Path) -> None:
    lines = [f"{line}\n" for line in nquads_lines(source.quads())]
    random.Random(4).shuffle(lines)
    path = tmp_path / "a.nq.gz"
    path.write_bytes(gzip.compress("".join(lines).encode()))
    own = REVIEW._replace(object=Literal("no"))
    with open_store("memory:") as store:
        store.replace_graph(GRAPH_REVIEWS, [own])
        import_graphs(store, path)
        assert set(store.quads(GRAPH_REVIEWS)) == {REVIEW, own}
        assert store.articles() == source.articles()
        assert not list(store.quads(GRAPH_INFERRED))


def test_a_retracted_article_stays_retracted(source: Store, tmp_path: Path) -> None:
    export(source, "nquads", tmp_path / "a.nq")
    with open_store("memory:") as store:
        store.add_article(*ITEMS[0])
        store.retract(ITEMS[0][0].id)
        assert import_graphs(store, tmp_path / "a.nq").added == 3
        assert not list(store.quads(GRAPH_ARTICLE + ITEMS[0][0].id))


def test_a_graph_that_is_not_the_article_of_its_name_is_refused(tmp_path: Path) -> None:
    record, quads = ITEMS[0]
    other = GRAPH_ARTICLE + "0123456789abcdef"
    stray = Quad(Iri("urn:s"), Iri("urn:p"), Literal("x"), Iri(other))
    lines = nquads_lines([*quads, stray])
    (tmp_path / "a.nq").write_text("\n".join([*lines, '<urn:s> <urn:p> "nowhere" .', ""]))
    with open_store("memory:") as store:
        report = import_graphs(store, tmp_path / "a.nq")
        assert [each.id for each in store.articles()] == [record.id]
    assert {name for name, _ in report.refused} == {other, ""}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.nq", b"<urn:s> <urn:p> nonsense ."),
        ("a.ttl", b"<urn:s> <urn:p> 1 ."),
        ("a", b""),
        ("a.nq.gz", b"no gzip"),
        ("a.jelly", b"no Jelly"),
        ("a.jelly.gz", b"no gzip"),
        ("a.jelly.gz", gzip.compress(bytes(50_000_000))),
        ("a.jelly.gz", gzip.compress(b"\xff\xff\xff\x7f" + bytes(50_000_000))),
        ("missing.nq", None),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_added(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with open_store("memory:") as store, pytest.raises(InputError) as caught:
        import_graphs(store, tmp_path / name)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["a.nq.gz", "a.jelly", "a.jelly.gz"])
@pytest.mark.parametrize("harm", ["cut", "overwritten"])
def test_nothing_is_added_of_a_file_that_is_damaged_near_its_end(
    source: Store, tmp_path: Path, name: str, harm: str
) -> None:
    path = tmp_path / name
    export(source, "jelly" if ".jelly" in name else "nquads", path)
    content = gzip.compress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    path.write_bytes(content[:-50] if harm == "cut" else content[:-100] + b"\xff" * 50 + content[-50:])
    with open_store("memory:") as store:
        with pytest.raises(InputError) as caught:
            import_graphs(store, path)
        assert caught.value.hint
        assert not store.articles() and not list(store.quads())


def test_a_compressed_file_in_jelly_is_taken_in(source: Store, tmp_path: Path) -> None:
    export(source, "jelly", tmp_path / "a.jelly")
    (tmp_path / "a.jelly.gz").write_bytes(gzip.compress((tmp_path / "a.jelly").read_bytes()))
    with open_store("memory:") as store:
        assert import_graphs(store, tmp_path / "a.jelly.gz").added == 4
        assert store.articles() == source.articles()
