"""An endpoint's answers as values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import IO, Final, TypeAlias

import pyoxigraph as ox

from diplograph.errors import LimitError, StoreError
from diplograph.model import Literal
from diplograph.store.engine import collect, collect_triples, limited
from diplograph.store.protocol import QueryResult, Solutions, Term, Verdict
from diplograph.store.terms import EngineTerm
from diplograph.store.transport import Answer
from diplograph.vocab import XSD

_SHOWN_BYTES: Final = 200
_TRUNCATED_FROM: Final = 100
_TRUTHS: Final[Mapping[Term, Term]] = MappingProxyType(
    {Literal(number, XSD.boolean): Literal(word, XSD.boolean) for number, word in (("1", "true"), ("0", "false"))}
)


EngineSolutions: TypeAlias = tuple[tuple[str, ...], list[tuple[EngineTerm | None, ...]]]
"""Variables and rows; None where a variable is unbound."""


class TruncatedError(LimitError):
    """The server gave a part of the rows, and said so."""


def read_result(answer: Answer, form: str, limit_rows: int | None) -> QueryResult:
    """The answer to a query of a form (`select`, `ask`, `construct`, `describe`), as a value.

    Raises:
        LimitError: the server gave a part only, or there are more than `limit_rows` rows.
        StoreError: it is no such answer.
    """
    with answer.body:
        refuse_part(answer)
        if form in {"construct", "describe"}:
            return collect_triples(_triples(answer), limit_rows)
        with _whole(answer):
            result = collect(ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON), limit_rows)
    if not isinstance(result, Solutions):
        return result
    return _verdict(result) if form == "ask" else _respelt(result)


def _respelt(solutions: Solutions) -> Solutions:
    """Rows in which truth values are words: Virtuoso answers them as numbers."""
    rows = tuple(tuple(_TRUTHS.get(term, term) if term else None for term in row) for row in solutions.rows)
    return Solutions(solutions.variables, rows)


def _verdict(result: Solutions) -> Verdict:
    """Virtuoso answers some ASK by a SELECT's rows."""
    term = result.rows[0][0] if result.rows else None
    return Verdict(term is not None and term.value in {"1", "true"})


def read_solutions(answer: Answer, limit_rows: int) -> EngineSolutions:
    """The variables and rows of a SELECT in JSON, as the engine's terms.

    Raises:
        LimitError: the server gave a part only, or there are more rows.
        StoreError: it is no such answer.
    """
    with answer.body, _whole(answer):
        refuse_part(answer)
        found = ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):
            raise ValueError
        rows = [tuple(row) for row in limited(found, limit_rows)]
        return tuple(variable.value for variable in found.variables), rows


def read_triples(answer: Answer, count: int) -> Iterator[ox.Triple]:
    """The triples of an answer, one by one, in its order.

    Args:
        answer: N-Triples or Turtle.
        count: how many there should be; of a few dozen fewer are taken for what changed since they were counted.

    Raises:
        TruncatedError: there are fewer; nothing has been given then.
        StoreError: it is no such answer, or ends in the middle.
    """
    with answer.body as body:
        if count >= _TRUNCATED_FROM and _format(answer) == ox.RdfFormat.N_TRIPLES:
            if sum(line.endswith(b".\n") for line in body) < count:
                raise TruncatedError("the endpoint gives only a part of a graph.", hint="raise the server's limit.")
            body.seek(0)
        yield from _triples(answer)


def _triples(answer: Answer) -> Iterator[ox.Triple]:
    with _whole(answer):
        for quad in ox.parse(answer.body, _format(answer)):
            yield quad.triple


def _format(answer: Answer) -> ox.RdfFormat:
    media_type = answer.headers.get("Content-Type", "").partition(";")[0]
    return ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES


@contextmanager
def _whole(answer: Answer) -> Iterator[None]:
    """Say what an answer is that cannot be read."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise _no_result(answer.body) from error


def read_table(answer: Answer) -> list[tuple[str, ...]]:
    """The rows of a SELECT in CSV, without the head; IRIs and the values of literals, empty where unbound.

    Raises:
        TruncatedError: the server gave a part only.
        StoreError: it is no CSV.
    """
    with answer.body as body:
        refuse_part(answer)
        if "csv" not in answer.headers.get("Content-Type", ""):
            raise _no_result(body)
        lines = io.TextIOWrapper(body, encoding="utf-8", newline="")
        try:
            return [tuple(row) for row in csv.reader(lines)][1:]
        except (csv.Error, UnicodeDecodeError) as error:
            raise StoreError("the endpoint's answer is no CSV.", hint="check the address.") from error


def refuse_part(answer: Answer) -> None:
    """Refuse what a server calls a part of the answer.

    Raises:
        TruncatedError: it gives no more rows.
        LimitError: its own time was over.
    """
    if rows := answer.headers.get("X-SPARQL-MaxRows"):
        raise TruncatedError(
            f"the endpoint gives no more than {rows} rows.", hint="narrow the question, or raise the server's limit."
        )
    if answer.headers.get("X-SQL-State"):
        raise LimitError("the endpoint's own time for a query was over.", hint="narrow the question.")


def _no_result(body: IO[bytes]) -> StoreError:
    body.seek(0)
    said = body.read(_SHOWN_BYTES).decode(errors="replace")
    return StoreError(f"the endpoint answered something that is no whole result: {said!r}.", hint="check the address.")
