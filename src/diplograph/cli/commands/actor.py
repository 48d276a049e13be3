"""`actor`: who a name stands for and what is known of the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows

if TYPE_CHECKING:
    from diplograph.api import ActorCard

_COLUMNS = ("name", "actor", "class", "of", "score", "reason")


@click.command("actor", short_help="Show who a name is, offices, ties and meetings.")
@click.argument("name")
@format_option()
@click.pass_obj
def command(settings: Settings, name: str, output: Format) -> None:
    """Show who NAME is: offices at dates, ties, meetings. Garbled names are accepted."""
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        card = graph.actor(name)
    if output is Format.TABLE:
        _show_table(card)
    elif output in {Format.JSON, Format.JSONL}:
        _show_json(card, output)
    else:
        show_rows(("section", "text"), _section_rows(card), output)


def _summary(card: ActorCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "actor": card.label,
        "class": card.actor.actor_class.value,
        "of": card.actor.of.label if card.actor.of else None,
        "score": round(card.score, 4),
        "reason": card.reason,
    }


def _show_table(card: ActorCard) -> None:
    from diplograph.cli.table import render_answer

    show_rows(_COLUMNS, [_summary(card)], Format.TABLE)
    others = [candidate for candidate in card.candidates[1:] if candidate.score == card.score]
    if others:
        click.echo(f"also: {', '.join(candidate.actor.label for candidate in others)}")
    for heading, answer in card.sections.items():
        if answer:
            click.echo(f"\n{click.style(heading, bold=True, underline=True)}\n{render_answer(answer)}", nl=False)


def _show_json(card: ActorCard, output: Format) -> None:
    candidates = [{"actor": each.actor.label, "score": round(each.score, 4)} for each in card.candidates]
    sections = {heading.replace(" ", "_"): [dict(row) for row in answer] for heading, answer in card.sections.items()}
    whole = {**_summary(card), "candidates": candidates, **sections}
    if output is Format.JSON:
        show_json(whole)
    else:
        import json

        click.echo(json.dumps(whole, ensure_ascii=False))


def _section_rows(card: ActorCard) -> list[dict[str, Any]]:
    return [
        {
            "section": heading,
            "text": "; ".join(f"{column}: {row[column]}" for column in answer.shown_columns if row[column]),
        }
        for heading, answer in card.sections.items()
        for row in answer
    ]
