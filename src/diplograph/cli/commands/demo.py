"""`demo`: the bundled articles, read into a fresh store, and what they answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json

if TYPE_CHECKING:
    from diplograph.queries import Answer

QUESTIONS = ("who-mediates", "who-backs-whom", "who-meets-where")


@click.command("demo", short_help="Read the bundled articles and print three answers.")
@format_option(choices=(Format.TABLE, Format.JSON))
@click.pass_obj
def command(settings: Settings, output: Format) -> None:
    """Read the bundled articles into a fresh store and print who mediates, who backs whom and who meets where.

    Each answer comes with the sentence that supports it.
    """
    from diplograph.api import open_graph
    from diplograph.api.demonstration import load_demonstration

    with open_graph(settings.store) as graph:
        added = load_demonstration(graph)
        click.echo(f"{added} articles read into {graph.store.location}", err=True)
        answers = {question: graph.ask(question) for question in QUESTIONS}
        claim, location = _first_claim(answers), graph.store.location
    if output is Format.JSON:
        show_json({question: [dict(row) for row in answer] for question, answer in answers.items()})
        return
    for answer in answers.values():
        click.echo(click.style(answer.title, bold=True, underline=True))
        click.echo(_rendered(answer))
    click.echo(_what_next(settings, location, claim))


def _rendered(answer: Answer) -> str:
    from diplograph.cli.table import render_answer

    return render_answer(answer) if answer else "nothing found\n"


def _first_claim(answers: dict[str, Answer]) -> str:
    return next(str(row["claim"]) for answer in answers.values() for row in answer)


def _what_next(settings: Settings, location: str, claim: str) -> str:
    program = "uv run diplograph" if "UV" in os.environ else "diplograph"
    start = f"{program} --store {location}" if settings.is_store_given else program
    lines = [
        f"{start} ask                             # all saved questions",
        f"{start} ask who-backs-whom --help       # what a question can be narrowed by",
        f"{start} evidence {claim}",
        f"{start} ingest YOUR-ARTICLE.txt --date 2021-05-03",
        f"{start} export --to protege -o talks.ttl",
    ]
    return "\n".join([click.style("Try next", bold=True), *(f"  {line}" for line in lines)])
