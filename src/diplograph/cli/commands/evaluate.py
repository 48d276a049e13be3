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
    from diplograph.evaluation import Annotation, Counts, Reliability, Scorecard, Scores
    from diplograph.queries import Row

_COLUMNS = ("group", "measure", "precision", "recall", "f1", "f1_low", "f1_high", "right", "false", "missed")
_BIN_COLUMNS = ("scores", "relations", "right", "mean_score", "share_right", "brier", "ece")


@click.command("evaluate", short_help="Score extraction against annotated passages.")
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--system",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score what `extract` printed, instead of reading the passages now.",
)
@click.option("--errors", is_flag=True, help="List every missed and every false pair of actors.")
@click.option("--reliability", is_flag=True, help="Show how often relations are right, by their score.")
@reader_option()
@format_option()
@click.pass_obj
def command(
    settings: Settings, gold: Path, system: Path | None, *, errors: bool, reliability: bool, output: Format
) -> None:
    """Read the passages of GOLD.jsonl and score the relations found: precision, recall and F1.

    The figures count pairs of states or organisations whose relation is asserted, claimed or planned; then follow those
    of each kind, modality, family of sources (the passages' source up to the first / or #) and tag, how often the
    fields of matched relations agree, and negatives, the passages without such a relation. The bounds of F1 hold 95 %
    of 1,000 draws of passages. With --reliability: of the relations scored between two bounds, how many are right.
    """
    from diplograph.evaluation import make_scorecard, read_annotations, score

    wanted = read_annotations(gold)
    given = read_annotations(system) if system else _read_passages(wanted, settings.reader)
    if not wanted.keys() & given.keys():
        raise InputError(
            f"no id of {system} stands in {gold}", hint="score a file that was made from the same passages"
        )
    if errors:
        show_rows(("id", "error", "type", "first", "second"), _slip_rows(score(wanted, given)), output)
    elif reliability:
        _show_reliability(make_scorecard(wanted, given).reliability, output)
    elif output is Format.JSON:
        show_json(make_scorecard(wanted, given).to_json())
    else:
        show_rows(_COLUMNS, list(_rows(make_scorecard(wanted, given))), output)


def _read_passages(wanted: Mapping[str, Annotation], reader: str) -> dict[str, Annotation]:
    from diplograph.api.passages import read_passages
    from diplograph.evaluation import annotate

    return {key: annotate(extraction, id_=key) for key, extraction in read_passages(wanted, reader)}


def _rows(card: Scorecard) -> Iterator[Row]:
    scores = card.scores
    headline = {"real": scores.real, **scores.real_by_type, "any modality": scores.any_modality}
    for name, counts in headline.items():
        bounds = card.intervals[name]["f1"].to_json()
        yield {**_row("all" if name in {"real", "any modality"} else "type", name, counts), **_bounds(*bounds)}
    for group, table in (("kind", card.by_kind), ("modality", card.by_modality)):
        for name, counts in table.items():
            yield _row(group, name, counts)
    for group, parts in (("source", card.by_source), ("tag", card.by_tag)):
        for name, part in parts.items():
            yield _row(group, name, part.real)
    if card.linking:
        yield _row("linking", "actors named", card.linking)
    for name, accuracy in scores.fields.items():
        share = accuracy.to_json()["accuracy"]
        yield _partial_row("field", f"{name} agrees", share, accuracy.right, accuracy.of - accuracy.right)
    alarms = scores.false_alarms
    yield _partial_row("negatives", "kept clean", None, scores.negatives - alarms, alarms)
    yield _partial_row("negatives", "pairs given", None, 0, card.false_dyads_on_negatives)


def _row(group: str, measure: str, counts: Counts) -> Row:
    figures = counts.to_json()
    return {
        "group": group,
        "measure": measure,
        "precision": figures["p"],
        "recall": figures["r"],
        "f1": figures["f1"],
        **_bounds(None, None),
        "right": counts.right,
        "false": counts.false,
        "missed": counts.missed,
    }


def _partial_row(group: str, measure: str, precision: float | None, right: int, false: int) -> Row:
    figures = {"precision": precision, "recall": None, "f1": None, **_bounds(None, None)}
    return {"group": group, "measure": measure, **figures, "right": right, "false": false, "missed": None}


def _bounds(low: float | None, high: float | None) -> dict[str, float | None]:
    return {"f1_low": low, "f1_high": high}


def _show_reliability(reliability: Reliability | None, output: Format) -> None:
    if reliability is None:
        raise InputError("no relation has a score", hint="score a file that `extract` printed")
    if output is Format.JSON:
        show_json(reliability.to_json())
    else:
        show_rows(_BIN_COLUMNS, list(_bin_rows(reliability)), output)


def _bin_rows(reliability: Reliability) -> Iterator[Row]:
    figures = reliability.to_json()
    for each in figures["bins"]:
        shown = {name: each[name] for name in ("relations", "right", "mean_score", "share_right")}
        yield {"scores": f"{each['low']:.1f} to {each['high']:.1f}", **shown, "brier": None, "ece": None}
    means = {"mean_score": None, "share_right": round(reliability.right / reliability.relations, 3)}
    totals = {name: figures[name] for name in ("relations", "right", "brier", "ece")}
    yield {"scores": "all", **totals, **means}


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
