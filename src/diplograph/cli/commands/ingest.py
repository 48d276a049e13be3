"""`ingest`: articles from files and standard input into the store."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.dates import DAY
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.cli.problems import report_error
from diplograph.cli.readers import reader_option
from diplograph.cli.speed import speed_options
from diplograph.errors import DiplographError
from diplograph.queries import Row
from diplograph.sources import Inputs, SourceArticle, SourceFailure

if TYPE_CHECKING:
    from datetime import date

    from diplograph.api import AddReport
    from diplograph.model import Article

_COLUMNS = ("article", "file", "date", "source", "state", "claims", "links", "not_taken", "reasons")
_NOT_TAKEN_COLUMNS = ("article", "file", "start", "end", "exact", "reason", "detail", "candidates")


@click.command("ingest", short_help="Read articles and add what they say to the store.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|-…")
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="Day of publication, YYYY-MM-DD, of articles that bring none."
)
@click.option("--source", help="The outlet of articles that bring none.")
@click.option("--keep-going", is_flag=True, help="Add the articles that can be read even when others cannot.")
@click.option("--not-taken", is_flag=True, help="Print what was seen and left out, and why, a row each.")
@reader_option()
@speed_options
@format_option()
@click.pass_obj
def command(  # noqa: PLR0913 - click hands over each option as an argument
    settings: Settings,
    /,
    paths: Sequence[str],
    *,
    day: date | None,
    source: str | None,
    keep_going: bool,
    not_taken: bool,
    output: Format,
    **speed: Any,
) -> int:
    """Read articles and add what they say to the store.

    PATH is a .txt, .html or .jsonl file, or - for standard input; a line of JSON Lines is {"text": …, "id": …,
    "date": …, "source": …}. When an article cannot be read, nothing is added unless --keep-going is given. An article
    that the store has already changes nothing. What happens to one article while it is read stops no other; when
    nothing can be read any more, those before stay added. With --not-taken the rows are the names left for review,
    with whom they may mean, and the sentences in which a relation was expected and not found.
    """
    with Inputs(paths, day, source) as inputs:
        count = _look_through(inputs, keep_going=keep_going)
        run = _Run(settings, inputs, count, speed)
        if not_taken:
            show_rows(_NOT_TAKEN_COLUMNS, (row for each in run.reports() for row in _not_taken_rows(*each)), output)
        else:
            show_rows(_COLUMNS, (_row(*each) for each in run.reports()), output)
    if run.known:
        click.echo(f"note: {run.known} of {count} articles were in the store before and were not read again", err=True)
    return max((report_error(error, as_json=settings.as_json) for error in run.errors), default=0)


def _look_through(inputs: Inputs, *, keep_going: bool) -> int:
    """How many articles there are to add.

    Raises:
        DiplographError: some cannot be read, and the others are not wanted without them.
    """
    count, failures, first = 0, 0, None
    for each in inputs:
        if isinstance(each, SourceFailure):
            failures += 1
            first = first or each.error
        else:
            count += 1
    if first is None or keep_going:
        return count
    if count + failures == 1:
        raise first
    raise type(first)(
        f"{failures} of {count + failures} articles cannot be read and nothing was added; the first: {first.message}",
        hint=f"--keep-going adds the others. {first.hint}",
    )


class _Run:
    """Adds articles one after the other, and keeps account.

    Attributes:
        errors: what was wrong with single articles.
        known: how many were in the store before.
    """

    def __init__(self, settings: Settings, inputs: Inputs, count: int, speed: dict[str, Any]) -> None:
        self._settings = settings
        self._inputs = inputs
        self._count = count
        self._speed = speed
        self._under_way: deque[SourceArticle] = deque()
        self.errors: list[DiplographError] = []
        self.known = 0

    def reports(self) -> Iterator[tuple[SourceArticle, AddReport]]:
        """What becomes of each article, as it is added.

        Raises:
            DiplographError: no more can be added; the message tells how many were before.
        """
        if not self._count:
            self.errors += [each.error for each in self._inputs if isinstance(each, SourceFailure)]
            return
        from diplograph.api import AddState, open_graph

        done = 0
        with open_graph(self._settings.store, reader=self._settings.reader) as graph:
            try:
                with _progress(graph.add_articles(self._articles(), **self._speed), self._count) as bar:
                    for report in bar:
                        done += 1
                        self.errors += [report.error] if report.error else []
                        self.known += report.state in {AddState.PRESENT, AddState.RETRACTED}
                        yield self._under_way.popleft(), report
            except DiplographError as error:
                raise _half_way(error, done, self._count) from error

    def _articles(self) -> Iterator[Article]:
        for each in self._inputs:
            if isinstance(each, SourceFailure):
                self.errors.append(each.error)
            else:
                self._under_way.append(each)
                yield each.article


def _half_way(error: DiplographError, count: int, total: int) -> DiplographError:
    if count == 0:
        return error
    return type(error)(
        f"{error.message} ({count} of {total} articles were added before)",
        hint=f"the same command goes on from there; what the store has is not read again. {error.hint}",
    )


def _progress(reports: Iterator[AddReport], count: int) -> Any:
    """A bar on stderr when that is a terminal and there is something to wait for."""
    is_hidden = count < 2 or not sys.stderr.isatty()
    return click.progressbar(reports, length=count, label="reading", file=sys.stderr, hidden=is_hidden)


def _row(each: SourceArticle, report: AddReport) -> Row:
    return {
        "article": report.article_id,
        "file": each.origin,
        "date": each.article.date.isoformat() if each.article.date else None,
        "source": each.article.source,
        "state": report.state.value,
        "claims": len(report.claims),
        "links": len(report.links),
        "not_taken": len(report.not_taken),
        "reasons": "; ".join(f"{reason}: {count}" for reason, count in report.reasons.items()),
    }


def _not_taken_rows(each: SourceArticle, report: AddReport) -> Iterator[Row]:
    for left_out in report.not_taken:
        yield {
            "article": report.article_id,
            "file": each.origin,
            "start": left_out.span.start,
            "end": left_out.span.end,
            "exact": left_out.span.exact,
            "reason": left_out.reason,
            "detail": left_out.detail,
            "candidates": "; ".join(f"{c.actor.label} ({c.score:.2f})" for c in left_out.candidates),
        }
