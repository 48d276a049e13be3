"""`evaluate`: precision, recall and F1 against annotated passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows
from diplograph.cli.readers import reader_option
from diplograph.errors import InputError

if TYPE_CHECKING:
    from diplograph.evaluation import Annotation, Scores
    from diplograph.queries import Row

_COLUMNS = ("measure", "precision", "recall", "f1", "right", "false", "missed")


@click.command("evaluate", short_help="Score extraction against annotated passages.")
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--system",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score what `extract` printed, instead of reading the passages now.",
)
@click.option("--errors", is_flag=True, help="List every missed and every false pair of actors.")
@reader_option()
@format_option()
@click.pass_obj
def command(settings: Settings, gold: Path, system: Path | None, *, errors: bool, output: Format) -> None:
    """Read the passages of GOLD.jsonl and score the relations found: precision, recall and F1 for each type.

    The figures count pairs of states or organisations whose relation is asserted, claimed or planned.
    """
    from diplograph.evaluation import read_annotations, score

    wanted = read_annotations(gold)
    given = read_annotations(system) if system else _read_passages(wanted, settings.reader)
    if not wanted.keys() & given.keys():
        raise InputError(
            f"no id of {system} stands in {gold}", hint="score a file that was made from the same passages"
        )
    scores = score(wanted, given)
    if errors:
        show_rows(("id", "error", "type", "first", "second"), _slip_rows(scores), output)
    elif output is Format.JSON:
        show_json(scores.to_json())
    else:
        show_rows(_COLUMNS, list(_rows(scores)), output)


def _read_passages(wanted: Mapping[str, Annotation], reader: str) -> dict[str, Annotation]:
    from diplograph.evaluation import annotate
    from diplograph.pipeline import Pipeline
    from diplograph.sources import make_article

    pipeline = Pipeline(reader=reader)
    return {key: annotate(pipeline.read(make_article(gold.text, gold.date)), id_=key) for key, gold in wanted.items()}


def _rows(scores: Scores) -> Iterator[Row]:
    measures = {"real": scores.real, **scores.real_by_type, "any modality": scores.any_modality}
    for name, counts in measures.items():
        figures = counts.to_json()
        yield {
            "measure": name,
            "precision": figures["p"],
            "recall": figures["r"],
            "f1": figures["f1"],
            "right": counts.right,
            "false": counts.false,
            "missed": counts.missed,
        }
    for name, accuracy in scores.fields.items():
        share = accuracy.to_json()["accuracy"]
        yield _partial_row(f"{name} agrees", share, accuracy.right, accuracy.of - accuracy.right)
    alarms = scores.false_alarms
    yield _partial_row("negatives kept clean", None, scores.negatives - alarms, alarms)


def _partial_row(measure: str, precision: float | None, right: int, false: int) -> Row:
    figures = {"precision": precision, "recall": None, "f1": None}
    return {"measure": measure, **figures, "right": right, "false": false, "missed": None}


def _slip_rows(scores: Scores) -> list[Row]:
    return [
        {
            "id": slip.annotation_id,
            "error": "false alarm" if slip.is_false_alarm else "miss",
            "type": slip.dyad.type,
            "first": slip.dyad.first,
            "second": slip.dyad.second,
        }
        for slip in scores.slips
    ]
