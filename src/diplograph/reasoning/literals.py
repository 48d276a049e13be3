"""Whether a literal is what its datatype says, and which literals mean the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from diplograph.model import Literal
from diplograph.vocab import RDF, XSD

_DATE_TIME: Final = r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?"
_FORMS: Final = {
    XSD.integer: re.compile(r"[+-]?\d+"),
    XSD.decimal: re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD.boolean: re.compile(r"true|false|0|1"),
    XSD.dateTime: re.compile(_DATE_TIME + r"(Z|[+-]\d\d:\d\d)?"),
}
"""How values of a datatype are written (W3C XML Schema 1.1, part 2)."""

_NARROWER: Final = {XSD.decimal: frozenset({XSD.decimal, XSD.integer})}
"""Datatypes whose values are among those of another."""


def is_of(literal: Literal, datatype: str) -> bool:
    """Whether a literal is a value of a datatype.

    >>> is_of(Literal("3", XSD.integer), XSD.decimal), is_of(Literal("three", XSD.integer), XSD.integer)
    (True, False)
    """
    return is_datatype(literal, datatype) and is_well_formed(literal)


def is_datatype(literal: Literal, datatype: str) -> bool:
    """Whether a literal says that it is of a datatype, or of one whose values are among those."""
    if literal.language:
        return datatype == RDF.langString
    return literal.datatype in _NARROWER.get(datatype, {datatype})


def is_well_formed(literal: Literal) -> bool:
    """Whether a literal is written as its datatype demands."""
    form = _FORMS.get(literal.datatype)
    return form is None or form.fullmatch(literal.value.strip()) is not None


def value_of(literal: Literal) -> object:
    """What a literal means: equal for `1` and `01.0`."""
    if literal.datatype in {XSD.integer, XSD.decimal} and is_well_formed(literal):
        return Decimal(literal.value)
    return literal
