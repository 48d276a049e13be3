"""The articles that ship with diplograph, for a first look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplograph.errors import StoreError
from diplograph.resources import demo_folder
from diplograph.sources import SourceArticle, read_articles

if TYPE_CHECKING:
    from diplograph.api.knowledge_graph import KnowledgeGraph
    from diplograph.model import Article


def demonstration_articles() -> tuple[Article, ...]:
    """The bundled articles."""
    found = read_articles(demo_folder() / "articles.jsonl")
    return tuple(each.article for each in found if isinstance(each, SourceArticle))


def load_demonstration(graph: KnowledgeGraph) -> int:
    """Add the bundled articles to a graph that holds nothing else.

    Returns:
        The number of bundled articles.

    Raises:
        StoreError: the graph holds other articles, whose claims would mix with the bundled ones'.
    """
    articles = demonstration_articles()
    others = {record.id for record in graph.articles()} - {article.id for article in articles}
    if others:
        raise StoreError(
            f"{graph.store.location} holds {len(others)} other articles, and the demo wants a store of its own",
            hint="choose another place: diplograph --store demo.store demo",
        )
    for article in articles:
        graph.add_article(article)
    return len(articles)
