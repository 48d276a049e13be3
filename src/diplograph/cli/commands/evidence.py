"""`evidence`: the words that a claim rests on."""

from __future__ import annotations

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_answer
from diplograph.queries import Answer, Row


@click.command("evidence", short_help="Show the words that a claim rests on.")
@click.argument("claim")
@format_option()
@click.pass_obj
def command(settings: Settings, claim: str, output: Format) -> None:
    """Show the evidence of a CLAIM: article, sentence with the span marked, speakers, modality.

    CLAIM is an id from the column claim of an answer, such as 3f2a9c0d1e4b5a67/3.
    """
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        answer = graph.evidence(claim)
    if output is Format.TABLE:
        click.echo(_render(answer))
    else:
        show_answer(answer, output)


def _render(answer: Answer) -> str:
    first = answer[0]
    lines = [click.style(str(first["says"]), bold=True), ""]
    facts = {
        "claim": first["claim"],
        "modality": f"{first['modality']}, {first['polarity']}, {first['certainty']}",
        "speaker": _chain(answer),
        "source": _source(first),
        "title": first["title"],
        "address": first["address"],
        "characters": f"{first['start']}–{first['end']}",
        "score": first["score"],
        "note": first["note"],
    }
    lines += [f"{name:<11}{value}" for name, value in facts.items() if value not in (None, "")]
    return "\n".join([*lines, "", _marked(first)])


def _chain(answer: Answer) -> str:
    speakers = [str(row["speaker"]) for row in answer if row["speaker"]]
    return " → ".join(speakers) if speakers else "nobody but the article"


def _source(row: Row) -> str:
    return ", ".join(str(row[name]) for name in ("source", "published") if row[name])


def _marked(row: Row) -> str:
    """The sentence with the span that states the relation between marks."""
    sentence, words = str(row["sentence"]), str(row["words"])
    start = int(row["start"] or 0) - int(row["sentence_start"] or 0)
    marked = click.style(f"[[{words}]]", bold=True)
    return f"“{sentence[:start]}{marked}{sentence[start + len(words) :]}”"
