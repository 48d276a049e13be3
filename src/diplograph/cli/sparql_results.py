"""Results of SPARQL queries in the W3C's formats: Query Results JSON, CSV and TSV, and Turtle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from diplograph.cli.formats import Format, show_json, show_rows
from diplograph.errors import UsageError
from diplograph.model import Iri
from diplograph.queries import read_table
from diplograph.store import QueryResult, Solutions, Term, Triples, Verdict
from diplograph.vocab import XSD

_TRIPLE_COLUMNS = ("subject", "predicate", "object")


def show_result(result: QueryResult, output: Format) -> None:
    """Print what a query gave.

    Raises:
        UsageError: Turtle was asked for and the result is no graph.
    """
    match result:
        case Verdict(value):
            _show_verdict(value=value, output=output)
        case Solutions():
            _show_solutions(result, output)
        case Triples(triples):
            _show_triples(triples, output)


def _show_verdict(*, value: bool, output: Format) -> None:
    _refuse_turtle(output, "ASK")
    if output in {Format.JSON, Format.JSONL}:
        click.echo(json.dumps({"head": {}, "boolean": value}))
    else:
        click.echo(json.dumps(value))


def _show_solutions(solutions: Solutions, output: Format) -> None:
    _refuse_turtle(output, "SELECT")
    if output is Format.JSON:
        bindings = [_bindings(solutions.variables, row) for row in solutions.rows]
        show_json({"head": {"vars": list(solutions.variables)}, "results": {"bindings": bindings}})
    elif output is Format.TSV:
        click.echo("\t".join(f"?{name}" for name in solutions.variables))
        for row in solutions.rows:
            click.echo("\t".join(write_turtle_term(term) if term else "" for term in row))
    else:
        table = read_table(solutions)
        show_rows(table.columns, table.rows, output)


def _refuse_turtle(output: Format, form: str) -> None:
    if output is Format.TTL:
        raise UsageError(f"{form} gives no graph, so there is no Turtle", hint="use --format json, csv or table")


def _bindings(variables: Sequence[str], row: Sequence[Term | None]) -> dict[str, Any]:
    return {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term}


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        if term.value.startswith("_:"):
            return {"type": "bnode", "value": term.value[2:]}
        return {"type": "uri", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    datatype = {} if term.datatype == XSD.string else {"datatype": term.datatype}
    return {"type": "literal", "value": term.value, **datatype}


def write_turtle_term(term: Term) -> str:
    """The term in Turtle, without prefixes."""
    if isinstance(term, Iri):
        return term.value if term.value.startswith("_:") else f"<{term.value}>"
    text = json.dumps(term.value, ensure_ascii=False)
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype == XSD.string else f"{text}^^<{term.datatype}>"


def _show_triples(triples: Sequence[tuple[Iri, Iri, Term]], output: Format) -> None:
    if output is Format.TTL:
        from diplograph.api.rdf import to_graph

        click.echo(to_graph(triples).serialize(format="turtle"), nl=False)
        return
    rows = [dict(zip(_TRIPLE_COLUMNS, (term.value for term in triple), strict=True)) for triple in triples]
    show_rows(_TRIPLE_COLUMNS, rows, output)
