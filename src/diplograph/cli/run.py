"""One run of the command line: from arguments to an exit code, every failure shown in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from diplograph.cli.app import ReaderGoneError, app
from diplograph.cli.problems import report_click_error, report_error, report_fault
from diplograph.config import TRACEBACK_VARIABLE
from diplograph.errors import DiplographError

EXIT_OK = 0
EXIT_FAULT = 70
EXIT_INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run one command; what it prints goes to stdout, what it has to say to stderr.

    Args:
        arguments: the command line without the program's name.

    Returns:
        The exit code.
    """
    as_json = _wants_json(arguments)
    try:
        result = app.main(args=list(arguments), prog_name="diplograph", standalone_mode=False, obj=as_json)
        sys.stdout.flush()
    except DiplographError as error:
        _show_traceback(arguments)
        return report_error(error, as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        return report_click_error(error, as_json=as_json)
    except (BrokenPipeError, ReaderGoneError):
        _discard_output()
        return EXIT_OK
    except Exception as error:  # noqa: BLE001
        _show_traceback(arguments)
        report_fault(error, as_json=as_json)
        return EXIT_FAULT
    return result if isinstance(result, int) else EXIT_OK


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether problems are to be told in JSON; known even when the arguments cannot be understood."""
    pairs = {("--format", "json"), ("--format", "jsonl")} & set(pairwise(arguments))
    return bool(pairs or {"--format=json", "--format=jsonl"} & set(arguments))


def _show_traceback(arguments: Sequence[str]) -> None:
    if "--traceback" in arguments or os.environ.get(TRACEBACK_VARIABLE):
        import traceback

        click.echo(traceback.format_exc(), err=True)


def _discard_output() -> None:
    """Let nothing more be written to a pipe whose reader has gone, not even by the interpreter's last flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
