"""Articles and registers with faults planted in them by SPARQL updates."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from handmade import TEXT, item_of, karabakh_extraction

from diplograph.model import Iri, Quad
from diplograph.store import ArticleRecord
from diplograph.store.terms import from_engine, to_engine
from diplograph.vocab import ARTICLE, KB, PREFIXES

FAULTS = Path(__file__).with_name("planted_faults.jsonl")


@dataclass(frozen=True)
class Fault:
    """A row of `planted_faults.jsonl`.

    Attributes:
        id: what is wrong.
        place: the graph that it is planted in: `article`, `register`, `reviews` or `inferred`.
        part: the part of the check that must find it.
        message: words of what that part says.
        update: plants it. Relative IRIs are parts of the article, `$document` is its document, `$other/` the beginning
            of the parts of a sound article.
        about: end of the IRI that the finding is about; needed for graphs that are no articles.
        also: the other parts that find it too.
        with_other: whether the sound article has to be named as well.
        severity: of the finding.
    """

    id: str
    place: str
    part: str
    message: str
    update: str
    about: str = ""
    also: list[str] = field(default_factory=list)
    with_other: bool = False
    severity: str = "violation"


def load_faults(*places: str) -> list[Fault]:
    rows = [Fault(**json.loads(line)) for line in FAULTS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.place in places]


def numbered_article(number: int) -> tuple[ArticleRecord, list[Quad]]:
    """One of any number of sound articles, each with nine claims."""
    return item_of(karabakh_extraction(f"Report {number}. {TEXT}", title=f"Report {number}"))


def expand(update: str, other_id: str) -> str:
    """An update with the names of known things and of another article's parts written out."""
    text = update.replace("$otherdoc", ARTICLE + other_id).replace("$other/", f"{ARTICLE}{other_id}/")
    return re.sub(r"\bkb:([\w/-]+)", rf"<{KB}\1>", text)


def plant(quads: list[Quad], *updates: str, article_id: str = "", other_id: str = "") -> list[Quad]:
    """Quads of one graph after updates, each of which must change them."""
    graph_name = quads[0].graph_name
    engine = ox.Store()
    engine.extend(ox.Quad(*list(to_engine(quad))[:3]) for quad in quads)
    before = _written(engine)
    for update in updates:
        text = expand(update, other_id).replace("$document", f"<{ARTICLE}{article_id}>")
        engine.update(text, base_iri=f"{ARTICLE}{article_id}/", prefixes=dict(PREFIXES))
        after = _written(engine)
        assert after != before, f"this update changes nothing: {update}"
        before = after
    return sorted(from_engine(quad)._replace(graph_name=Iri(graph_name.value)) for quad in engine)


def _written(engine: ox.Store) -> bytes | None:
    """All quads, in an order that depends on them alone."""
    return engine.dump(format=ox.RdfFormat.N_QUADS)
