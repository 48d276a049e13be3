"""`ask`: the saved questions, each with the options that its header lists."""

from __future__ import annotations

from typing import Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_answer
from diplograph.cli.limits import limit_options, query_crew, take_limits
from diplograph.cli.services import services_option
from diplograph.queries import Parameter, ParameterType, Question, find_question, get_question, question_names

_METAVARS = {ParameterType.IRI: "NAME", ParameterType.DATE: "DATE", ParameterType.CLAIM: "CLAIM"}


class QuestionGroup(click.Group):
    """Its commands are the saved questions."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The questions' names."""
        return list(question_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command that asks one question."""
        question = find_question(cmd_name)
        return _command_for(question) if question else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            UsageError: there is no such question.
        """
        if args and not args[0].startswith("-"):
            get_question(args[0])
        return super().resolve_command(ctx, args)


@click.command(
    "ask",
    short_help="Ask a saved question.",
    cls=QuestionGroup,
    no_args_is_help=True,
    subcommand_metavar="QUESTION [--PARAM VALUE]…",
)
def command() -> None:
    """Ask a saved question; its options come from its header.

    Several values for one option: give it several times. `all` lifts a default. Exit code 1: nothing found.
    """


def _command_for(question: Question) -> click.Command:
    @click.pass_obj
    @format_option()
    @services_option()
    @limit_options()
    def ask(settings: Settings, /, output: Format, services: tuple[str, ...], **values: Any) -> int:
        with query_crew(settings.store, take_limits(values)) as crew:
            from diplograph.api import open_graph

            with open_graph(settings.store, create=False, read_only=True, services=services, crew=crew) as graph:
                answer = graph.ask(question.name, **{name: value for name, value in values.items() if value})
        for note in answer.notes:
            click.echo(f"note: {note}", err=True)
        show_answer(answer, output)
        if not answer:
            click.echo(f"nothing found: {question.summary}", err=True)
        return 0 if answer else 1

    options = [_option(parameter) for parameter in question.parameters]
    prose = f"{question.summary}\n\n{question.description}"
    built = click.command(question.name, help=prose, short_help=question.summary)(ask)
    built.params[:0] = options
    return built


def _option(parameter: Parameter) -> click.Option:
    default = f" [default: {', '.join(parameter.default)}]" if parameter.default else ""
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        multiple=parameter.is_many,
        metavar=_METAVARS.get(parameter.type, "CODE"),
        help=f"{_capitalised(parameter.label)}, for example {parameter.example}.{default}",
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
