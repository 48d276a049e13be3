"""Builds the datasets of the competency questions by the program's own code, as the graphs that diplograph writes.

    competency_data.py DATASET            prints register, articles, reviews and inferences as TriG
    competency_data.py DATASET --merged   the same in one graph with the ontology, as Turtle, for Protégé

A dataset is a file `tests/competency/datasets/*.yaml`: keys of rows of the register, and invented articles as sentences
with the claims that each makes. Tables, texts, offsets, digests and IRIs follow from it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import sha256
from typing import Any, Final

import yaml
from competency import DATASETS
from competency_articles import ArticleWriter

from diplograph.api.rdf import to_graph
from diplograph.graph import article_quads, document_iri, kb_iri, ontology_quads, part_iri, register_quads, to_trig
from diplograph.graph.iris import code_iri
from diplograph.graph.statements import Statements
from diplograph.model import Article, Extraction, Iri, Quad
from diplograph.reasoning import infer
from diplograph.register import Tables
from diplograph.register.tables import load_tables
from diplograph.store import ArticleRecord, Store, open_store
from diplograph.vocab import DG, GRAPH_ONTOLOGY, GRAPH_REGISTER, GRAPH_REVIEWS

_ENTITY_TABLES: Final = (
    "states", "polities", "organizations", "persons", "places", "conflicts", "treaties", "offices",
)  # fmt: skip
_LINKS: Final = {
    "members": ("body", "member"),
    "treaty_parties": ("treaty", "party"),
    "holdings": ("office", "person"),
    "territories": ("place", "actor"),
    "metonyms": ("actor",),
}
"""Tables whose rows come along when everything that they link is there."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a question is asked of.

    Attributes:
        name: the file's name without `.yaml`.
        title: what it is about.
        tables: the part of the shipped register that it uses.
        extractions: what was read out of each article, by the name that the file gives the article.
        reviews: the quads of the graph of reviews.
    """

    name: str
    title: str
    tables: Tables
    extractions: Mapping[str, Extraction]
    reviews: tuple[Quad, ...]

    def open(self) -> Store:
        """A store in memory that holds the dataset and the ontology; nothing is inferred yet."""
        store = open_store("memory:")
        store.replace_graph(GRAPH_ONTOLOGY, _ontology())
        store.replace_graph(GRAPH_REGISTER, register_quads(self.tables))
        store.add_articles((_record(each.article), article_quads(each)) for each in self.extractions.values())
        store.replace_graph(GRAPH_REVIEWS, self.reviews)
        return store


def dataset_names() -> tuple[str, ...]:
    """The names of all datasets, sorted."""
    return tuple(sorted(path.stem for path in DATASETS.glob("*.yaml")))


def load_dataset(name: str) -> Dataset:
    """The dataset of this name.

    Raises:
        ValueError: the file names something that is nowhere, or has an entry that means nothing.
    """
    content = yaml.safe_load((DATASETS / f"{name}.yaml").read_text(encoding="utf-8"))
    if unknown := content.keys() - {"title", "register", "actors", "articles", "reviews"}:
        raise ValueError(f"{name}.yaml has entries that mean nothing: {', '.join(sorted(unknown))}")
    tables = _slice(load_tables(), content["register"])
    writer = ArticleWriter(tables, content.get("actors", {}))
    extractions = {each["name"]: writer.write(each) for each in content.get("articles", ())}
    reviews = tuple(_reviews(content.get("reviews", ()), extractions))
    return Dataset(name, content["title"], tables, extractions, reviews)


@cache
def _ontology() -> tuple[Quad, ...]:
    return tuple(ontology_quads())


def _record(article: Article) -> ArticleRecord:
    digest = sha256(article.text.encode("utf-8")).hexdigest()
    return ArticleRecord(article.id, digest, article.date, article.source, article.title)


def _slice(tables: Tables, wanted: Mapping[str, Sequence[str]]) -> Tables:
    """The rows with these keys, all that they refer to, and the rows that link them.

    Raises:
        ValueError: no table has such a name, or no row such a key.
    """
    keys = {name: set(map(str, wanted.get(name, ()))) for name in _ENTITY_TABLES}
    if strangers := wanted.keys() - keys.keys():
        raise ValueError(f"the register has no entities in {', '.join(sorted(strangers))}")
    rows = {name: {row.key: row for row in getattr(tables, name)} for name in _ENTITY_TABLES}
    for name, listed in keys.items():
        if lacking := listed - rows[name].keys():
            raise ValueError(f"{name}.csv has no {', '.join(sorted(lacking))}")
    keys["persons"] |= {row.person for row in tables.holdings if row.office in keys["offices"]}
    todo = [rows[name][key] for name, listed in keys.items() for key in listed]
    while todo:
        for key in _references(todo.pop()):
            for name in _ENTITY_TABLES[:5]:
                if key in rows[name] and key not in keys[name]:
                    keys[name].add(key)
                    todo.append(rows[name][key])
    kept: dict[str, Any] = {
        name: tuple(row for row in getattr(tables, name) if row.key in keys[name]) for name in _ENTITY_TABLES
    }
    known = set().union(*keys.values())
    for name, ends in _LINKS.items():
        kept[name] = tuple(row for row in getattr(tables, name) if all(getattr(row, end) in known for end in ends))
    cited = {key for listed in kept.values() for row in listed for key in row.source}
    return replace(tables, **kept, sources=tuple(row for row in tables.sources if row.key in cited))


def _references(row: Any) -> Iterator[str]:
    """The keys that a row refers to without which its graph would lead nowhere."""
    columns = {field.name for field in fields(row)}
    for column in ("capital", "of", "in_"):
        if column in columns and getattr(row, column):
            yield getattr(row, column)
    for column in ("governs", "claimed_by", "parties", "places"):
        yield from getattr(row, column) if column in columns else ()


def _reviews(entries: Sequence[Mapping[str, Any]], extractions: Mapping[str, Extraction]) -> Iterator[Quad]:
    """Human decisions: an assessment of a claim (`article`, `claim`), or the grade of an article's source."""
    out = Statements(Iri(GRAPH_REVIEWS))
    for number, entry in enumerate(entries, start=1):
        article = extractions[entry["article"]].article
        if "reliability" in entry:
            grade = code_iri("source-reliability", entry["reliability"])
            out.add(document_iri(article.id), DG.hasSourceReliability, grade)
            continue
        node = kb_iri("assessment", str(number))
        out.describe(node, DG.Assessment, f"Assessment {number}")
        out.add(node, DG.assesses, part_iri(article.id, "claim", entry["claim"]))
        out.add(node, DG.hasVerdict, code_iri("verdict", entry["verdict"]))
        if "credibility" in entry:
            grade = code_iri("information-credibility", str(entry["credibility"]))
            out.add(node, DG.hasInformationCredibility, grade)
    yield from out.quads()


def main() -> None:
    """Print a dataset."""
    parser = argparse.ArgumentParser(description="Print a dataset of the competency questions.")
    parser.add_argument("dataset", choices=dataset_names())
    parser.add_argument("--merged", action="store_true", help="one graph with the ontology, as Turtle")
    wishes = parser.parse_args()
    with load_dataset(wishes.dataset).open() as store:
        infer(store)
        if wishes.merged:
            text = to_graph(quad[:3] for quad in store.quads()).serialize(format="turtle")
        else:
            text = to_trig([quad for quad in store.quads() if quad.graph_name.value != GRAPH_ONTOLOGY])
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
