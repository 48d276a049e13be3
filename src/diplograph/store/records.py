"""Article records as one line of JSON, in files and in an endpoint's catalogue."""

from __future__ import annotations

import json
from datetime import date

from diplograph.store.protocol import ArticleRecord, ArticleState


def to_json(record: ArticleRecord) -> str:
    """A record as ASCII on one line."""
    values = {
        "id": record.id,
        "digest": record.digest,
        "date": record.date.isoformat() if record.date else None,
        "source": record.source,
        "title": record.title,
        "quad_count": record.quad_count,
        "state": record.state.value,
    }
    return json.dumps(values, ensure_ascii=True)


def from_json(text: str) -> ArticleRecord:
    """The record that `to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: the text is something else.
    """
    values = json.loads(text)
    return ArticleRecord(
        id=str(values["id"]),
        digest=str(values["digest"]),
        date=date.fromisoformat(values["date"]) if values["date"] else None,
        source=values["source"],
        title=values["title"],
        quad_count=int(values["quad_count"]),
        state=ArticleState(values["state"]),
    )
