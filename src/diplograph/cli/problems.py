"""Failures as their readers see them: what, why and a hint; or RFC 9457 problem details."""

from __future__ import annotations

import json

import click

from diplograph.errors import DiplographError, InputError, UsageError


def report_error(error: DiplographError, *, as_json: bool) -> int:
    """Show an error on stderr.

    Returns:
        The exit code that belongs to it.
    """
    if as_json:
        click.echo(json.dumps(error.to_problem(), ensure_ascii=False), err=True)
        return error.exit_code
    click.echo(f"{click.style('error:', fg='red', bold=True)} {error.message}", err=True)
    if error.hint:
        click.echo(f"{click.style('hint:', bold=True)} {error.hint}", err=True)
    return error.exit_code


def report_click_error(error: click.ClickException, *, as_json: bool) -> int:
    """Show an error that click found in the arguments; help, when there were none.

    Returns:
        The exit code that belongs to it.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    return report_error(_from_click(error), as_json=as_json)


def report_fault(error: Exception, *, as_json: bool) -> None:
    """Show an error that nobody foresaw."""
    fault = DiplographError(
        f"unexpected {type(error).__name__}: {error}",
        hint="run the command again with --traceback before COMMAND and report what it prints",
    )
    report_error(fault, as_json=as_json)


def _from_click(error: click.ClickException) -> DiplographError:
    message = error.format_message().split(" Did you mean")[0].rstrip(".")
    if isinstance(error, click.FileError):
        return InputError(message, hint="check the path and its permissions")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "diplograph"
    return UsageError(message[:1].lower() + message[1:], hint=_hint(error, command))


def _hint(error: click.ClickException, command: str) -> str:
    if isinstance(error, click.NoSuchOption):
        if error.option_name == "--store":
            return "--store stands before the command: diplograph --store LOCATION COMMAND …"
        if error.possibilities:
            return f"did you mean {' or '.join(sorted(error.possibilities))}? All options: {command} --help"
    return f"see {command} --help"
