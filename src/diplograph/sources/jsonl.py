"""Articles from JSON Lines: one object with `text` a line, and perhaps `id`, `date`, `source`, `title`, `url`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from diplograph.errors import InputError
from diplograph.model import Article
from diplograph.sources.article import make_article

SHAPE_HINT = 'each line is one object such as {"id": "a1", "text": "…", "date": "2021-05-03", "source": "Daily Coast"}'


def parse_line(line: str) -> tuple[Article, str | None]:
    """The article of one line, and the id that the line gives it.

    Raises:
        InputError: the line is not an object with a text, or a field has the wrong form.
        LimitError: the text is too long.
    """
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at column {error.colno}", hint=SHAPE_HINT) from None
    except RecursionError:
        raise InputError("JSON nested too deeply", hint=SHAPE_HINT) from None
    if not isinstance(item, dict):
        raise InputError("not a JSON object", hint=SHAPE_HINT)
    given_id = item.get("id")
    if not isinstance(given_id, str | int | None):
        raise InputError("the id is neither a string nor a number", hint=SHAPE_HINT)
    return _article(item), None if given_id is None else str(given_id)


def _article(item: Mapping[str, Any]) -> Article:
    if not isinstance(item.get("text"), str):
        raise InputError("the object has no text", hint=SHAPE_HINT)
    fields = {name: _string(item, name) for name in ("date", "source", "title", "url")}
    return make_article(item["text"], **fields)


def _string(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"the {name} is not a string", hint=SHAPE_HINT)
    return value or None
