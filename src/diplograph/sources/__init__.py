"""Articles from files and streams: text, HTML and JSON Lines.

    path | stdin ──read_articles──▶ SourceArticle | SourceFailure, one per article
    text         ──make_article───▶ Article

The stored text is the text as given, its line ends made line feeds: nothing is cut, so that offsets hold.
"""

from diplograph.sources.article import MAX_ARTICLE_CHARACTERS, make_article, parse_date
from diplograph.sources.files import SourceArticle, SourceFailure, read_articles
from diplograph.sources.inputs import Inputs

__all__ = [
    "MAX_ARTICLE_CHARACTERS",
    "Inputs",
    "SourceArticle",
    "SourceFailure",
    "make_article",
    "parse_date",
    "read_articles",
]
