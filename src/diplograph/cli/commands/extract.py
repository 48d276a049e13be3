"""`extract`: relations of articles, without a store."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.dates import DAY
from diplograph.cli.formats import Format, format_option, show_json, show_rows
from diplograph.cli.problems import report_error
from diplograph.cli.readers import reader_option
from diplograph.cli.speed import speed_options
from diplograph.errors import DiplographError
from diplograph.queries import Row
from diplograph.sources import SourceFailure, read_articles

if TYPE_CHECKING:
    from datetime import date

    from diplograph.model import Article, Dating

_COLUMNS = (
    "id",
    "type",
    "subject",
    "object",
    "kind",
    "modality",
    "place",
    "date",
    "conflict",
    "attributed_to",
    "score",
    "evidence",
)


@click.command("extract", short_help="Print the relations of articles, without a store.")
@click.argument("path", metavar="PATH|-")
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="Day of publication, YYYY-MM-DD, of articles that bring none."
)
@reader_option()
@speed_options
@format_option(default=Format.JSONL)
@click.pass_obj
def command(settings: Settings, /, path: str, day: date | None, output: Format, **speed: Any) -> int:
    """Print the relations of each article of a .txt, .html or .jsonl file, one JSON line per article.

    Nothing is stored. Names are the register's English labels; an official whom it lacks keeps the name as written,
    with the affiliation under affil. Each relation has a score, the probability that it was read rightly, and the
    features that make it; what was seen and left out stands under not_taken, with the reason and, for a name left for
    review, the candidates. An article without a day is dated by its own words where they tell: under dating, with a
    confidence and the reasons. Offsets count Unicode code points.
    """
    errors: list[DiplographError] = []
    articles = _extract(path, day, settings.reader, errors, **speed)
    if output is Format.JSONL:
        for article in articles:
            click.echo(json.dumps(article, ensure_ascii=False))
    elif output is Format.JSON:
        show_json(list(articles))
    else:
        show_rows(_COLUMNS, [row for article in articles for row in _rows(article)], output)
    return max((report_error(error, as_json=settings.as_json) for error in errors), default=0)


def _extract(
    path: str, day: date | None, reader: str, errors: list[DiplographError], *, is_gated: bool, **crew: Any
) -> Iterator[dict[str, Any]]:
    from diplograph.batches import read_all
    from diplograph.evaluation.relations import relations_json
    from diplograph.extraction.triggers import RELATIONS
    from diplograph.model import Extraction
    from diplograph.pipeline import ReadFailure

    ids: deque[str | None] = deque()
    articles = _articles(path, day, ids, errors)
    for reading in read_all(articles, reader=reader, gate=RELATIONS if is_gated else None, **crew):
        id_ = ids.popleft()
        if isinstance(reading, Extraction):
            yield relations_json(reading, id_=id_) | _dating(reading.dating)
        elif isinstance(reading, ReadFailure):
            errors.append(reading.error)


def _articles(path: str, day: date | None, ids: deque[str | None], errors: list[DiplographError]) -> Iterator[Article]:
    """The articles of a file; their ids and what went wrong are noted on the way."""
    for found in read_articles(path, day):
        if isinstance(found, SourceFailure):
            errors.append(found.error)
        else:
            ids.append(found.given_id)
            yield found.article


def _dating(dating: Dating | None) -> dict[str, Any]:
    """When the article was published by its own words: `{"dating": …}`, or nothing when that was not worked out."""
    if dating is None:
        return {}
    reasons = [{"kind": reason.kind.value, "words": reason.words, "shows": reason.shows} for reason in dating.reasons]
    return {"dating": {"date": dating.edtf, "confidence": dating.confidence, "reasons": reasons}}


def _rows(article: dict[str, Any]) -> Iterator[Row]:
    for relation in article["relations"]:
        row = {name: relation.get(name) for name in _COLUMNS}
        names = {name: "; ".join(relation[name]) for name in ("subject", "object")}
        yield {**row, **names, "id": article["id"], "evidence": relation["evidence"][0]["exact"]}
