"""Keeps the version of the ontology the same in all headers of `ontology/*.ttl` and in its catalog.

    python scripts/ontology_version.py                          # brings everything in line with the root's header
    python scripts/ontology_version.py 0.3.0 --day 2027-01-31   # gives the root a new version, and all the rest
    python scripts/ontology_version.py --check                  # changes nothing; exit 1 when something differs

The one place of the version is `owl:versionInfo` in the header of `diplograph.ttl`; version IRIs, dates, the prior
version, the citation and the catalog follow from it. It is the ontology's own version and no package's.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self
from xml.sax.saxutils import quoteattr

from format_ontology import canonical_text
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

ONTOLOGY_DIR = Path(__file__).resolve().parent.parent / "ontology"
CATALOG = "catalog-v001.xml"
IRI = "https://w3id.org/diplograph/ont"
ROOT = "diplograph"
DEVELOPERS = "the diplograph developers"
MODULE_ORDER = (ROOT, "core", "events", "relations", "claims", "codes", "align", "shapes")
FOLLOWING = (
    OWL.versionIRI,
    OWL.versionInfo,
    OWL.priorVersion,
    DCTERMS.issued,
    DCTERMS.modified,
    DCTERMS.publisher,
    DCTERMS.bibliographicCitation,
)
"""What the version decides in each header."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the ontology.

    Attributes:
        name: three numbers, after semantic versioning.
        prior: the version before it; None for the first.
        day: when it was issued.
    """

    name: str
    prior: str | None
    day: date

    @classmethod
    def of_root(cls, root: Graph) -> Self:
        """The version that the root's header gives."""
        ontology = URIRef(IRI)
        prior = root.value(ontology, OWL.priorVersion)
        return cls(
            name=str(root.value(ontology, OWL.versionInfo)),
            prior=None if prior is None else str(prior).removeprefix(f"{IRI}/"),
            day=date.fromisoformat(str(root.value(ontology, DCTERMS.modified))[:10]),
        )

    def successor(self, name: str, day: date) -> Version:
        """The version that comes after this one; the same version again keeps its prior one."""
        return Version(name, self.prior if name == self.name else self.name, day)


def apply_version(graph: Graph, version: Version) -> None:
    """Makes the header of one module follow the version."""
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    path = str(ontology).removeprefix(IRI)
    moment = Literal(f"{version.day.isoformat()}T00:00:00+00:00", datatype=XSD.dateTime)
    title = str(graph.value(ontology, DCTERMS.title))
    citation = f"{DEVELOPERS} ({version.day.year}): {title}, version {version.name}. {IRI}/{version.name}{path}"
    for predicate in FOLLOWING:
        graph.remove((ontology, predicate, None))
    graph.add((ontology, OWL.versionIRI, URIRef(f"{IRI}/{version.name}{path}")))
    graph.add((ontology, OWL.versionInfo, Literal(version.name)))
    if version.prior is not None:
        graph.add((ontology, OWL.priorVersion, URIRef(f"{IRI}/{version.prior}{path}")))
    graph.add((ontology, DCTERMS.issued, moment))
    graph.add((ontology, DCTERMS.modified, moment))
    graph.add((ontology, DCTERMS.publisher, Literal(DEVELOPERS)))
    graph.add((ontology, DCTERMS.bibliographicCitation, Literal(citation, lang="en")))


def catalog_text(modules: list[str], version: str) -> str:
    """The catalog: each ontology IRI, then each version IRI, with its file."""
    ordered = sorted(modules, key=lambda module: (*MODULE_ORDER, module).index(module))
    paths = [(module, "" if module == ROOT else f"/{module}") for module in ordered]
    names = [(f"{IRI}{path}", module) for module, path in paths]
    names += [(f"{IRI}/{version}{path}", module) for module, path in paths]
    lines = [f"    <uri name={quoteattr(name)} uri={quoteattr(f'{module}.ttl')}/>" for name, module in names]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
            '<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">',
            *lines,
            "</catalog>\n",
        ]
    )


def files_in_line(directory: Path, name: str | None, day: date | None) -> dict[Path, str]:
    """What each file should hold.

    Args:
        directory: the ontology's folder.
        name: a new version; None keeps the root's.
        day: when the new version was issued; None keeps the root's day.
    """
    graphs = {path: Graph().parse(path) for path in sorted(directory.glob("*.ttl"))}
    version = Version.of_root(graphs[directory / f"{ROOT}.ttl"])
    if name is not None:
        version = version.successor(name, day or version.day)
    texts = {}
    for path, graph in graphs.items():
        apply_version(graph, version)
        texts[path] = canonical_text(graph.serialize(format="turtle"))
    texts[directory / CATALOG] = catalog_text([path.stem for path in graphs], version.name)
    return texts


def _version_name(text: str) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", text):
        raise argparse.ArgumentTypeError(f"{text} is no version of three numbers")
    return text


def main(arguments: list[str] | None = None, directory: Path = ONTOLOGY_DIR) -> int:
    """Writes what is not in line with the version, or with `--check` reports it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", nargs="?", type=_version_name, help="the new version; default: the root's")
    parser.add_argument("--day", type=date.fromisoformat, help="when it was issued, YYYY-MM-DD")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a file is not in line")
    options = parser.parse_args(arguments)
    if (options.version is None) != (options.day is None):
        parser.error("a new version needs its --day, and a day its version")
    wanted = files_in_line(directory, options.version, options.day)
    differing = [path for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    for path in differing:
        if not options.check:
            path.write_text(wanted[path], encoding="utf-8")
        sys.stderr.write(f"{'not in line' if options.check else 'rewritten'}: {path.name}\n")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
