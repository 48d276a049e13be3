"""A change of graphs behind an endpoint: its steps, and the requests that carry them out.

Every step can be done again without harm, alone and in order with the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import pyoxigraph as ox

from diplograph.store.servers import Server


class Verb(StrEnum):
    """What a step does."""

    INSERT = "insert"
    DELETE = "delete"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        verb: insert or delete triples of one graph, or carry out an update.
        graph_name: the graph; empty for an update.
        lines: triples as in N-Triples, one each without the dot; or the update, one line.
    """

    verb: Verb
    graph_name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent at once: an update, or, with a graph's name, triples to add to it.

    Attributes:
        text: the update or the N-Triples.
        graph_name: where the triples go; None for an update.
    """

    text: str
    graph_name: str | None = None


LOADED_QUADS = 500
"""From how many triples on a graph is sent as such, where the server takes graphs."""


def data_step(verb: Verb, graph_name: str, quads: Iterable[ox.Quad]) -> Step:
    """A step that inserts or deletes quads of one graph."""
    return Step(verb, graph_name, tuple(sorted(f"{each.subject} {each.predicate} {each.object}" for each in quads)))


def update_step(sparql: str) -> Step:
    """A step that is an update; doing it twice must come to the same as once."""
    return Step(Verb.UPDATE, "", (sparql,))


def undoing(steps: Sequence[Step]) -> list[Step]:
    """The steps that take back what others inserted and deleted, updates left out."""
    swapped = {Verb.INSERT: Verb.DELETE, Verb.DELETE: Verb.INSERT}
    return [Step(swapped[step.verb], step.graph_name, step.lines) for step in reversed(steps) if step.verb in swapped]


def to_text(steps: Iterable[Step]) -> str:
    """Steps as JSON."""
    return json.dumps([[step.verb, step.graph_name, "\n".join(step.lines)] for step in steps])


def from_text(text: str) -> list[Step]:
    """The steps that `to_text` wrote."""
    return [
        Step(Verb(verb), name, (lines,) if verb == Verb.UPDATE else tuple(lines.split("\n")))
        for verb, name, lines in json.loads(text)
    ]


def requests_for(steps: Iterable[Step], server: Server, most_bytes: int, *, takes_graphs: bool) -> Iterator[Request]:
    """The requests that carry out steps in order, none larger than a server takes; a single triple may be."""
    for (verb, _), group in groupby(steps, lambda step: (step.verb, takes_graphs and _is_load(step))):
        members = list(group)
        if verb is Verb.UPDATE:
            yield from (Request(step.lines[0]) for step in members)
        elif takes_graphs and _is_load(members[0]):
            yield from (Request("".join(f"{line} .\n" for line in step.lines), step.graph_name) for step in members)
        else:
            yield from (Request(_data(verb, part)) for part in _parts(members, server.most_quads, most_bytes))


def _is_load(step: Step) -> bool:
    return step.verb is Verb.INSERT and len(step.lines) >= LOADED_QUADS


def _parts(steps: Iterable[Step], most_quads: int, most_bytes: int) -> Iterator[list[tuple[str, str]]]:
    """Pairs of a graph and a line, as many at once as fit."""
    part: list[tuple[str, str]] = []
    size = 0
    for name, line in ((step.graph_name, line) for step in steps for line in step.lines):
        size += len(line.encode())
        if part and (len(part) >= most_quads or size > most_bytes):
            yield part
            part, size = [], len(line.encode())
        part.append((name, line))
    if part:
        yield part


def _data(verb: Verb, part: Iterable[tuple[str, str]]) -> str:
    blocks = []
    for name, members in groupby(part, lambda pair: pair[0]):
        triples = " .\n".join(line for _, line in members)
        blocks.append(f"GRAPH {ox.NamedNode(name)} {{\n{triples}\n}}")
    return "\n".join([f"{verb.value.upper()} DATA {{", *blocks, "}"])
