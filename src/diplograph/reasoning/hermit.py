"""HermiT, as owlready2 brings it, asked whether an ontology with its statements can be true."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from diplograph.errors import MissingPartError
from diplograph.model import Iri, Quad
from diplograph.reasoning.merging import write_node
from diplograph.vocab import DCTERMS, DG, OWL, RDF, RDFS

_MEMORY_MB: Final = 2000
_TIMEOUT_S: Final = 600
_REASON_CHARS: Final = 300
_NAME: Final = "urn:diplograph:name"
_CLASS: Final = re.compile(r"<([^>]+)>")
_INCONSISTENT: Final = "InconsistentOntologyException"

IRRELEVANT: Final = frozenset(
    {RDFS.label, DG.altName, DG.metonym, DG.demonym, DG.surfaceForm, DG.fullText, DG.prefix, DG.suffix, DCTERMS.source}
    | {DG.quotedText, DCTERMS.title}
)
"""Texts that no axiom speaks of; leaving them out halves what HermiT has to read."""


class Outcome(StrEnum):
    """What HermiT says."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """HermiT's answer.

    Attributes:
        outcome: what it says.
        reason: why it refuses to judge, in its own words.
        empty_classes: IRIs of classes to which nothing can belong.
    """

    outcome: Outcome
    reason: str = ""
    empty_classes: tuple[str, ...] = ()


def ask_hermit(triples: Iterable[str]) -> Judgement:
    """Let HermiT judge triples.

    Only consistency and empty classes are asked for: that takes a third of the time of owlready2's own call, which has
    every class and individual classified.

    Args:
        triples: N-Triples, the ontology's axioms among them.

    Raises:
        MissingPartError: Java or owlready2 is missing.
    """
    command = _command()
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8") as file:
        file.write("\n".join([*triples, ""]))
        file.flush()
        try:
            done = subprocess.run(
                [*command, "-k", "-U", Path(file.name).as_uri()],
                capture_output=True,
                text=True,
                check=False,
                timeout=_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            return Judgement(Outcome.REFUSED, f"it took more than {_TIMEOUT_S} seconds")
    if done.returncode == 0:
        return Judgement(Outcome.CONSISTENT, empty_classes=tuple(sorted(_CLASS.findall(_after_heading(done.stdout)))))
    if _INCONSISTENT in done.stderr:
        return Judgement(Outcome.INCONSISTENT)
    return Judgement(Outcome.REFUSED, " ".join(done.stderr.split("\n\tat ")[0].split())[:_REASON_CHARS])


def _after_heading(output: str) -> str:
    return output.partition("Classes equivalent to")[2]


def _command() -> list[str]:
    java = shutil.which("java")
    if java is None:
        raise MissingPartError("HermiT needs Java, and there is none.", hint="apt-get install default-jre-headless")
    package = find_spec("owlready2")
    if package is None or package.origin is None:
        raise MissingPartError("owlready2, which brings HermiT, is not installed.", hint="pip install owlready2")
    folder = Path(package.origin).parent / "hermit"
    # The first compiler and the simplest collector: the process lives for seconds.
    options = [f"-Xmx{_MEMORY_MB}M", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    return [java, *options, "-cp", f"{folder}:{folder / 'HermiT.jar'}", "org.semanticweb.HermiT.cli.CommandLine"]


def distinct_names(quads: Iterable[Quad]) -> Iterator[str]:
    """Triples by which no two things that statements are about can be one: each has a name, and one at most.

    `owl:AllDifferent` says the same, at a price that grows with the square of the number of things.
    """
    yield f"<{_NAME}> <{RDF.type}> <{OWL.DatatypeProperty}> ."
    yield f"<{_NAME}> <{RDF.type}> <{OWL.FunctionalProperty}> ."
    things = {quad.subject for quad in quads}
    things |= {quad.object for quad in quads if isinstance(quad.object, Iri) and quad.predicate.value != RDF.type}
    for thing in sorted(things):
        yield f'{write_node(thing)} <{_NAME}> "{thing.value}" .'
