"""What an engine starts from: the patterns by which the values of a question narrow what its query finds.

They stand in the place of each line `# (narrowed here)`, or `# (narrowed here: name)` for some parameters alone, in a
subselect that does not see the values outside: the answer is the same without them, and takes longer (decision 26).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diplograph.model import Iri, Literal
from diplograph.queries.header import Parameter, ParameterType
from diplograph.sparql import values_block, write_term

NARROWED_HERE = re.compile(r"^ *# \(narrowed here(?:: (?P<names>[\w, ]+))?\)$", re.MULTILINE)
"""The line of a query that what narrows a question is put in the place of."""
_MOST_FOUND = 1_000_000
"""More things than a worker's memory can describe; the limit makes an engine find them first."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One parameter's pattern with its values.

    Attributes:
        pattern: SPARQL.
        finds: the variable of which each value is wanted once; empty when the pattern joins the others.
        is_last_resort: whether it only narrows a question that nothing else does (a day, which leaves a lot).
    """

    pattern: str
    finds: str
    is_last_resort: bool

    @classmethod
    def of(cls, parameter: Parameter, terms: Sequence[Iri | Literal]) -> Narrowing:
        """The pattern of a parameter's header, which may say itself where the values belong, `VALUES ?name {}`.

        A `UNION` sees no values beside it: they belong into each part, and a day stands in it as it is.
        """
        if parameter.type is not ParameterType.DATE or len(terms) != 1:
            values = values_block(parameter.name, terms)
            open_values = f"VALUES ?{parameter.name} {{}}"
            if open_values in parameter.narrows:
                pattern = parameter.narrows.replace(open_values, values)
                return cls(f"  {pattern}", parameter.finds, is_last_resort=False)
            return cls(f"{values}\n  {parameter.narrows} .", parameter.finds, is_last_resort=False)
        day = write_term(terms[0])
        pattern = re.sub(rf"\?{re.escape(parameter.name)}\b", lambda _: day, parameter.narrows)
        return cls(f"  {pattern}", parameter.finds, is_last_resort=bool(parameter.finds))


def narrow(sparql: str, narrowings: Mapping[str, Narrowing]) -> str:
    """The query with what narrows it, by the names of parameters."""

    def narrowed(here: re.Match[str]) -> str:
        names = here["names"].split(", ") if here["names"] else list(narrowings)
        return _put_together([narrowings[name] for name in names if name in narrowings]) or here[0]

    return NARROWED_HERE.sub(narrowed, sparql)


def _put_together(parts: Sequence[Narrowing]) -> str:
    """The patterns, those that find one and the same thing in a step of their own, which finds each once."""
    parts = [part for part in parts if not part.is_last_resort] or parts
    things = {part.finds for part in parts} - {""}
    if len(things) != 1:
        return "\n".join(part.pattern for part in parts)
    step = "\n".join(part.pattern for part in parts if part.finds)
    beside = [part.pattern for part in parts if not part.finds]
    first = f"  {{ SELECT DISTINCT ?{things.pop()} WHERE {{\n{step}\n  }} LIMIT {_MOST_FOUND} }}"
    return "\n".join([first, *beside])
