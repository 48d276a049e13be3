"""The article of a web page, without its menus, by trafilatura."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.errors import InputError


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says of its article; `date` is ISO 8601."""

    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None


def read_page(markup: str, name: str) -> Page:
    """The main text of a page and its metadata.

    Raises:
        InputError: no article can be found in the page.
    """
    from trafilatura import bare_extraction

    document = bare_extraction(markup, with_metadata=True, include_comments=False, include_tables=False)
    text = getattr(document, "text", None)
    if not text or not text.strip():
        raise InputError(f"{name} holds no article text", hint="save the article's text alone as a .txt file")
    return Page(
        text=text,
        title=getattr(document, "title", None),
        date=getattr(document, "date", None),
        source=getattr(document, "sitename", None),
        url=getattr(document, "url", None),
    )
