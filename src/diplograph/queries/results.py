"""Answers: solutions with columns named for readers, and values as Python's.

The columns of a question follow its SELECT. A variable `xLabel` or `xId` becomes the column `x`, and beside it the
variables `x` and `xIri` become `x_iri`: a row has the name and, further right, the identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from diplograph.errors import MissingPartError
from diplograph.model import Iri, Literal
from diplograph.queries.header import Question
from diplograph.vocab import XSD

if TYPE_CHECKING:
    from diplograph.store import Solutions

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Value]

_NAME_SUFFIXES = ("Label", "Id")
_IRI_SUFFIX = "Iri"
_WHOLE_NUMBERS = frozenset({XSD.integer})
_BROKEN_NUMBERS = frozenset({XSD.decimal})


@dataclass(frozen=True, slots=True)
class Answer(Sequence[Row]):
    """The rows that answer a question or a query.

    Attributes:
        columns: names of the columns, in order.
        rows: each a mapping from column to value; None where the answer has nothing.
        title: the question in words.
        view: role → column, as the question's header says.
        hidden: columns that a table leaves out.
        sparql: the query that was run, values bound.
        notes: what the asker should know of how the question was understood, such as a garbled name's reading.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    view: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    sparql: str = field(default="", repr=False)
    notes: tuple[str, ...] = ()

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns that a table shows: neither hidden by the question nor empty in every row."""
        return tuple(
            column
            for column in self.columns
            if column not in self.hidden and any(row[column] is not None for row in self.rows)
        )

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """One row, or several."""
        return self.rows[index]

    def to_dataframe(self) -> Any:
        """The rows as a pandas DataFrame.

        Raises:
            MissingPartError: pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise MissingPartError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame([dict(row) for row in self.rows], columns=list(self.columns))

    def _repr_html_(self) -> str:
        """The shown columns as an HTML table, for notebooks."""
        from html import escape

        columns = self.shown_columns
        head = "".join(f"<th>{escape(column)}</th>" for column in columns)
        body = "".join(f"<tr>{_html_cells(row, columns)}</tr>" for row in self.rows)
        caption = f"<caption>{escape(self.title)} ({len(self.rows)})</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_cells(row: Row, columns: Sequence[str]) -> str:
    from html import escape

    return "".join(f"<td>{escape(str(row[column])) if row[column] is not None else ''}</td>" for column in columns)


def read_answer(question: Question, solutions: Solutions, sparql: str = "", notes: Sequence[str] = ()) -> Answer:
    """The solutions of a question as an answer, columns named for readers."""
    columns = name_columns(solutions.variables)
    rows = _rows(columns, solutions)
    return Answer(columns, rows, question.summary, question.view, question.hidden, sparql, tuple(notes))


def read_table(solutions: Solutions, sparql: str = "") -> Answer:
    """The solutions of any SELECT, columns named as its variables."""
    return Answer(solutions.variables, _rows(solutions.variables, solutions), sparql=sparql)


def _rows(columns: Sequence[str], solutions: Solutions) -> tuple[Row, ...]:
    return tuple(dict(zip(columns, map(python_value, row), strict=True)) for row in solutions.rows)


def name_columns(variables: Sequence[str]) -> tuple[str, ...]:
    """The columns' names for a question's variables.

    >>> name_columns(["mediatorLabel", "placeLabel", "claimId", "mediatorIri", "place", "claim"])
    ('mediator', 'place', 'claim', 'mediator_iri', 'place_iri', 'claim_iri')
    """
    return tuple(_column(variable, frozenset(variables)) for variable in variables)


def _column(variable: str, variables: frozenset[str]) -> str:
    if variable.endswith(_IRI_SUFFIX):
        return f"{variable.removesuffix(_IRI_SUFFIX)}_iri"
    if any(f"{variable}{suffix}" in variables for suffix in _NAME_SUFFIXES):
        return f"{variable}_iri"
    suffix = next((suffix for suffix in _NAME_SUFFIXES if variable.endswith(suffix)), "")
    return variable.removesuffix(suffix)


def python_value(term: Iri | Literal | None) -> Value:
    """The term as a Python value; empty texts, which aggregates give for nothing, become None."""
    if term is None or isinstance(term, Iri):
        return term.value if term else None
    if term.datatype in _WHOLE_NUMBERS:
        return int(term.value)
    if term.datatype in _BROKEN_NUMBERS:
        return float(term.value)
    if term.datatype == XSD.boolean:
        return term.value == "true"
    return term.value or None
