"""Article records as JSON, in the log and in an endpoint's catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from diplograph.store.protocol import ArticleRecord, ArticleState


def to_values(record: ArticleRecord) -> dict[str, str | int | None]:
    """A record as what JSON can hold."""
    return {
        "id": record.id,
        "digest": record.digest,
        "date": record.date.isoformat() if record.date else None,
        "source": record.source,
        "title": record.title,
        "quad_count": record.quad_count,
        "state": record.state.value,
    }


def from_values(values: Mapping[str, Any]) -> ArticleRecord:
    """The record that `to_values` took apart.

    Raises:
        ValueError, KeyError, TypeError: the values are others.
    """
    return ArticleRecord(
        id=str(values["id"]),
        digest=str(values["digest"]),
        date=date.fromisoformat(values["date"]) if values["date"] else None,
        source=values["source"],
        title=values["title"],
        quad_count=int(values["quad_count"]),
        state=ArticleState(values["state"]),
    )


def to_json(record: ArticleRecord) -> str:
    """A record as ASCII on one line."""
    return json.dumps(to_values(record), ensure_ascii=True)


def from_json(text: str) -> ArticleRecord:
    """The record that `to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: the text is something else.
    """
    return from_values(json.loads(text))
