"""The form in which a model is asked to answer, and proposals out of its answers.

The form that is sent is strict; what comes back is taken apart relation by relation, so that one bad relation spoils
no other.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from diplograph.extraction.proposals import Proposal
from diplograph.model import KINDS_OF, Modality

MAX_RELATIONS: Final = 50
"""The longest list that an answer may hold."""
_SCORE: Final = 0.5
"""The confidence of each relation: the models that may stand behind an endpoint are not calibrated."""


def _require_all(schema: dict[str, Any]) -> None:
    """What may be left out of an answer is still asked for; endpoints that follow a schema strictly want that."""
    schema["required"] = list(schema["properties"])
    for part in schema["properties"].values():
        part.pop("default", None)


class _RelationAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=_require_all)

    quote: str
    type: Annotated[str, WithJsonSchema({"type": "string", "enum": list(KINDS_OF)})]
    kind: Annotated[
        str, WithJsonSchema({"type": "string", "enum": [kind for kinds in KINDS_OF.values() for kind in kinds]})
    ]
    modality: Annotated[str, WithJsonSchema({"type": "string", "enum": list(Modality)})]
    subjects: list[str]
    objects: list[str] = []
    speakers: list[str] = []
    place: str | None = None
    date: str | None = None


_LIST: Final = {"type": "array", "items": _RelationAnswer.model_json_schema()}


class Answer(BaseModel):
    """The relations that a passage puts forward."""

    model_config = ConfigDict(extra="forbid")

    relations: Annotated[list[Any], WithJsonSchema(_LIST), Field(max_length=MAX_RELATIONS)]


def read_relation(relation: object) -> Proposal | str:
    """The proposal in one relation of an answer, or in what way the relation has not the form that was asked for."""
    try:
        found = _RelationAnswer.model_validate(relation)
    except ValidationError as error:
        slips = (f"{'.'.join(map(str, slip['loc'])) or 'relation'}: {slip['msg']}" for slip in error.errors()[:3])
        return f"not of the form asked for ({'; '.join(slips)})"
    return Proposal(
        quote=found.quote,
        type=found.type,
        kind=found.kind,
        modality=found.modality,
        subjects=tuple(found.subjects),
        objects=tuple(found.objects),
        speakers=tuple(found.speakers),
        place=found.place,
        date=found.date,
        score=_SCORE,
    )
