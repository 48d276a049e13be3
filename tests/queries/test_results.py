"""Answers as rows, tables and frames."""

import pytest

from diplograph.errors import MissingPartError
from diplograph.model import Iri, Literal
from diplograph.queries import Answer, read_table
from diplograph.queries.results import python_value
from diplograph.store import Solutions

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (Literal(""), None),
        (Literal("Kenya", "", "en"), "Kenya"),
        (Literal("3", f"{XSD}integer"), 3),
        (Literal("0.5", f"{XSD}decimal"), 0.5),
        (Literal("false", f"{XSD}boolean"), False),
        (Iri("https://example.org/x"), "https://example.org/x"),
    ],
)
def test_a_term_becomes_a_python_value(term: Iri | Literal | None, value: object) -> None:
    assert python_value(term) == value


ANSWER = Answer(
    ("who", "where", "who_iri"),
    ({"who": "<Kenya>", "where": None, "who_iri": "https://example.org/Kenya"},),
    title="Who?",
    hidden=("who_iri",),
)


def test_a_table_leaves_out_hidden_and_empty_columns() -> None:
    assert ANSWER.shown_columns == ("who",)


def test_an_answer_is_a_sequence_of_rows() -> None:
    assert len(ANSWER) == 1 and ANSWER[0]["who"] == "<Kenya>" and list(ANSWER[0:1]) == list(ANSWER)


def test_a_notebook_sees_an_escaped_table() -> None:
    html = ANSWER._repr_html_()
    assert "&lt;Kenya&gt;" in html and "example.org" not in html


def test_a_data_frame_needs_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(MissingPartError) as caught:
        ANSWER.to_dataframe()
    assert "pip install" in caught.value.hint


def test_a_plain_query_keeps_its_variables_as_columns() -> None:
    table = read_table(Solutions(("xLabel",), ((Literal("a"),),)))
    assert table.columns == ("xLabel",)
