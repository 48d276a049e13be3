"""Saved questions: `queries/*.rq`, SPARQL that runs anywhere, each with a header that says how to ask it.

queries/*.rq ──find_question──▶ Question ──bind(values)──▶ SPARQL ──store──▶ Solutions ──read_answer──▶ Answer
"""

from diplograph.queries.binding import ALL, Resolve, bind
from diplograph.queries.catalogue import find_question, get_question, load_catalogue, question_names
from diplograph.queries.header import Parameter, ParameterType, Question
from diplograph.queries.results import Answer, Row, Value, read_answer, read_table

__all__ = [
    "ALL",
    "Answer",
    "Parameter",
    "ParameterType",
    "Question",
    "Resolve",
    "Row",
    "Value",
    "bind",
    "find_question",
    "get_question",
    "load_catalogue",
    "question_names",
    "read_answer",
    "read_table",
]
