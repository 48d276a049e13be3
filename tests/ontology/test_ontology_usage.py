"""Terms that matter have an example; terms that nothing uses are known; deprecated ones are used by nothing."""

import re
import sys
from pathlib import Path

from rdflib import OWL, RDFS, SKOS, Graph, URIRef

sys.path.insert(0, str(Path(__file__).parent))

import usage

from diplograph import vocab

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "ontology-upkeep.md"


def _central(ontology: Graph) -> set[str]:
    """What a saved question, a rule or a shape names, and every class that articles or the register have things of."""
    classes = usage.terms(ontology, OWL.Class) & usage.written_by_code()
    return classes | ((usage.read_by_queries() | usage.named_by_shapes()) & usage.terms(ontology))


def test_central_terms_have_an_example_of_use(closure: Graph) -> None:
    central = _central(closure)
    assert len(central) > 150
    bare = {name for name in central if (URIRef(usage.DG + name), SKOS.example, None) not in closure}
    assert bare - usage.deprecated(closure) == set()


def test_deprecated_terms_are_used_nowhere(closure: Graph) -> None:
    deprecated = usage.deprecated(closure)
    assert deprecated
    assert deprecated & (usage.read_by_queries() | usage.written_by_code()) == set()
    assert {name for name in deprecated if hasattr(vocab.DG, name)} == set()


def test_every_term_in_a_query_or_shape_is_one_of_the_ontology(closure: Graph) -> None:
    assert usage.read_by_queries() | usage.named_by_shapes() <= usage.terms(closure)


def test_terms_that_nothing_writes_or_reads_are_those_in_the_docs(closure: Graph) -> None:
    used = usage.read_by_queries() | usage.written_by_code() | usage.deprecated(closure)
    section = DOCS.read_text(encoding="utf-8").split("## Terms in reserve")[1].split("\n## ")[0]
    listed = set(re.findall(r"`(\w+)`", section))
    assert listed == usage.terms(closure) - used


def test_the_docs_list_the_deprecated_terms(closure: Graph) -> None:
    section = DOCS.read_text(encoding="utf-8").split("## Deprecated terms")[1].split("\n## ")[0]
    assert {name for name in usage.deprecated(closure) if f"| `{name}` |" not in section} == set()


def _short(term: URIRef) -> str:
    return str(term).replace(usage.DG, "dg:").replace("https://w3id.org/diplograph/code/", "code:")


def test_no_term_of_an_earlier_version_is_missing(closure: Graph) -> None:
    present = {_short(term) for term in closure.subjects(RDFS.isDefinedBy)}
    snapshots = sorted((Path(__file__).parent / "terms").glob("*.txt"))
    assert snapshots
    for path in snapshots:
        assert set(path.read_text(encoding="utf-8").split()) - present == set(), path.name


def test_every_term_since_the_last_version_is_in_the_list_of_changes(closure: Graph) -> None:
    (before,) = closure.objects(URIRef(vocab.ONTOLOGY), OWL.priorVersion)
    version = str(before).rpartition("/")[2]
    known = (Path(__file__).parent / "terms" / f"{version}.txt").read_text(encoding="utf-8").split()
    changes = (ROOT / "ontology" / "CHANGES.md").read_text(encoding="utf-8")
    section = changes.split(f"\n## {vocab.ONTOLOGY_VERSION}")[1].split("\n## ")[0]
    listed = set(re.findall(r"`((?:dg|code):[\w-]+)`", section))
    assert {_short(term) for term in closure.subjects(RDFS.isDefinedBy)} - set(known) - listed == set()


def test_every_deprecation_is_in_the_list_of_changes(closure: Graph) -> None:
    changes = (ROOT / "ontology" / "CHANGES.md").read_text(encoding="utf-8")
    assert {name for name in usage.deprecated(closure) if f"| `dg:{name}` |" not in changes} == set()
