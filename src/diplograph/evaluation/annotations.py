"""Annotated passages: the JSON Lines shape that gold files and `diplograph extract` share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diplograph.errors import InputError

SHAPE_HINT = (
    'each line is {"id": …, "text": …, "relations": [{"type": …, "subject": […], "object": […]}], "affil": {…}}'
)


PARTS = 4
"""In how many parts passages are divided, to learn from some and measure on others."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One annotated relation; names are canonical English labels.

    Attributes:
        type: `mediates`, `backs` or `meets`; other types are not scored.
        subjects: mediators, backers, participants, or members of a treaty.
        objects: mediated parties or the backed.
        modality: how real the text makes it; None, when the line does not say, counts as asserted.
        kind, place, date, attributed_to: compared on matched relations; None when the annotation has none.
        score: how sure the system is, between 0 and 1; None when it does not say.
    """

    type: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...] = ()
    modality: str | None = None
    kind: str | None = None
    place: str | None = None
    date: str | None = None
    attributed_to: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """The relations of one passage.

    Attributes:
        id: the passage's id.
        relations: in the order of the file, which decides between relations that share a pair.
        affiliations: official or organ → its state or organisation.
        text: the passage, empty when the line has none.
        date: day of publication as written in the line.
        source: where the passage was taken from.
        tags: what is peculiar about its text.
        actors: every actor that the passage names, in a relation or not; None when the line does not list them.
    """

    id: str
    relations: tuple[Relation, ...] = ()
    affiliations: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    date: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    actors: tuple[str, ...] | None = None


def read_annotations(path: Path) -> dict[str, Annotation]:
    """The annotations of a JSON Lines file by id; of two lines with one id the later wins.

    Raises:
        InputError: the file cannot be read, or a line is not an annotation.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise InputError(f"there is no file {path}", hint="check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", hint="it must be a UTF-8 text file") from error
    return _parse_lines(path.name, lines)


def _parse_lines(name: str, lines: Iterable[str]) -> dict[str, Annotation]:
    annotations = [_parse_line(f"{name}, line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]
    if not annotations:
        raise InputError(f"{name} holds no annotation", hint=SHAPE_HINT)
    return {annotation.id: annotation for annotation in annotations}


def _parse_line(where: str, line: str) -> Annotation:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where} is not JSON: {error.msg} at column {error.colno}", hint=SHAPE_HINT) from None
    if not isinstance(item, dict) or "id" not in item or not isinstance(item.get("relations", []), list):
        raise InputError(f"{where} is not an annotation", hint=SHAPE_HINT)
    try:
        return parse_annotation(item)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise InputError(f"{where} holds a relation that cannot be understood", hint=SHAPE_HINT) from None


def parse_annotation(item: Mapping[str, Any]) -> Annotation:
    """An annotation from the object of one line."""
    affiliations = item.get("affil") or {}
    return Annotation(
        id=str(item["id"]),
        relations=tuple(_parse_relation(relation) for relation in item.get("relations", [])),
        affiliations={str(name): str(whole) for name, whole in affiliations.items() if whole},
        text=str(item.get("text") or ""),
        date=item.get("date"),
        source=item.get("source"),
        tags=tuple(map(str, item.get("tags") or ())),
        actors=tuple(map(str, item["actors"])) if item.get("actors") is not None else None,
    )


def _parse_relation(item: Mapping[str, Any]) -> Relation:
    return Relation(
        type=str(item["type"]),
        subjects=tuple(item.get("subject") or ()),
        objects=tuple(item.get("object") or ()),
        modality=(item["modality"] or "") if "modality" in item else None,
        kind=item.get("kind"),
        place=item.get("place"),
        date=item.get("date"),
        attributed_to=item.get("attributed_to"),
        score=_parse_score(item.get("score")),
    )


def _parse_score(value: Any) -> float | None:
    score = None if value is None else float(value)
    if score is not None and not 0 <= score <= 1:
        raise ValueError(f"a score lies between 0 and 1, not at {score}")
    return score


def part_of(id_: str) -> int:
    """Which of the `PARTS` a passage is in; passages of one article (`article#number`) stay together."""
    article = id_.split("#")[0]
    return int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % PARTS
