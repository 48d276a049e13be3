"""`export`: one entry for all formats."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from diplograph.errors import UsageError
from diplograph.export.choosing import Choice
from diplograph.export.protege import Exported, export_protege
from diplograph.export.serialisations import SERIALISATIONS
from diplograph.export.streaming import STREAMED, write_pieces
from diplograph.model import Quad
from diplograph.store import Solutions, Store

FORMATS: Final = ("protege", *sorted([*SERIALISATIONS, *STREAMED]))
"""What `export` can write."""

_INDIVIDUALS: Final = "SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE { ?node a ?class }"
_CLAIMS: Final = "SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE { ?node a dg:Claim }"


def export(
    store: Store, to: str, path: Path, *, choice: Choice | None = None, entailed: Iterable[Quad] | None = None
) -> Exported:
    """Write a store's graphs to a file.

    Args:
        store: the store.
        to: `protege` (a slice, with the ontology beside it), `trig`, `nquads`, `jsonld`, `jelly` (everything), or
            `aif`, `nanopub` (all claims, in forms that other programs exchange).
        path: the file.
        choice: for Protégé, what to cut out; at most 5,000 individuals when it is not given.
        entailed: what the ontology's axioms entail, to be written beside the store's graphs; not for Protégé,
            `aif` and `nanopub`.

    Raises:
        UsageError: there is no such format, or it holds no entailments.
        InputError: the file cannot be written.
        MissingPartError: Jelly's package is not installed.
        NothingFoundError: a slice is asked for of claims that are not there.
    """
    if entailed is not None and to not in SERIALISATIONS:
        raise UsageError(
            f"an export to {to} holds no entailments.", hint=f"use one of: {', '.join(sorted(SERIALISATIONS))}."
        )
    if to == "protege":
        return export_protege(store, path, choice or Choice())
    if to in STREAMED:
        return Exported((path,), *write_pieces(path, STREAMED[to](store)))
    if to not in SERIALISATIONS:
        raise UsageError(f"there is no export to {to}.", hint=f"use one of: {', '.join(FORMATS)}.")
    write_pieces(path, SERIALISATIONS[to](store, entailed or ()))
    return Exported((path,), _count(store, _INDIVIDUALS), _count(store, _CLAIMS))


def _count(store: Store, sparql: str) -> int:
    answer = store.query(sparql)
    rows = answer.rows if isinstance(answer, Solutions) else ()
    return int(rows[0][0].value) if rows and rows[0][0] is not None else 0
