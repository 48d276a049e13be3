"""The Turtle files are canonical, the vocabulary is up to date, and both scripts notice when they are not."""

import importlib.util
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from diplograph import vocab

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["format_ontology", "build_vocab"])
def test_committed_files_are_up_to_date(name: str) -> None:
    command = [sys.executable, SCRIPTS / f"{name}.py", "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_canonical_form_does_not_depend_on_the_order_of_the_source(ontology_dir: Path) -> None:
    formatter = _load("format_ontology")
    for path in ontology_dir.glob("*.ttl"):
        canonical = path.read_text(encoding="utf-8")
        graph = Graph().parse(path)
        triples = list(graph)
        random.Random(7).shuffle(triples)
        lines = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples)
        assert formatter.canonical_text(lines) == canonical
        assert isomorphic(Graph().parse(data=canonical, format="turtle"), graph)


def test_text_survives_the_canonical_form() -> None:
    formatter = _load("format_ontology")
    text = 'quote " and backslash \\ and\na line, """ and é and a quote at the end"'
    node = URIRef("http://a/b")
    graph = Graph()
    for literal in (Literal(text, lang="en"), Literal("tab\tand return\r"), Literal(Decimal("1.50")), Literal("2")):
        graph.add((node, RDFS.comment, literal))
    source = graph.serialize(format="nt")
    canonical = formatter.canonical_text(source)
    assert isomorphic(Graph().parse(data=canonical, format="turtle"), graph)
    assert formatter.canonical_text(canonical) == canonical


def test_formatter_reports_and_mends_a_file_out_of_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    formatter = _load("format_ontology")
    path = tmp_path / "x.ttl"
    path.write_text("<http://b> <http://p> 1 . <http://a> <http://p> 1 .")
    assert formatter.main(["--check", str(path)]) == 1
    assert "x.ttl" in capsys.readouterr().err
    assert formatter.main([str(path)]) == 0
    assert formatter.main(["--check", str(path)]) == 0


def test_vocabulary_check_notices_a_missing_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = _load("build_vocab")
    stale = tmp_path / "vocab.py"
    stale.write_text(builder.VOCAB_FILE.read_text(encoding="utf-8").replace("    Claim: ", "    Clam: "))
    monkeypatch.setattr(builder, "VOCAB_FILE", stale)
    assert builder.main(["--check"]) == 1
    assert builder.main([]) == 0
    assert builder.main(["--check"]) == 0


def test_vocabulary_is_closed() -> None:
    assert vocab.DG.Claim == "https://w3id.org/diplograph/ont#Claim"
    assert vocab.CODE["modality-asserted"] == "https://w3id.org/diplograph/code/modality-asserted"
    with pytest.raises(AttributeError):
        _ = vocab.DG.Clam  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        _ = vocab.CODE["modality-rumoured"]
    with pytest.raises(AttributeError):
        vocab.DG.Claim = "changed"  # type: ignore[misc]


def test_vocabulary_offers_only_what_the_ontology_declares(closure: Graph) -> None:
    declared = {str(subject) for subject in closure.subjects(RDF.type)}
    for namespace in (vocab.DG, vocab.DCTERMS, vocab.PROV, vocab.SKOS):
        terms = [name for name in dir(type(namespace)) if not name.startswith("__")]
        assert terms
        assert {getattr(namespace, name) for name in terms} <= declared


def test_vocabulary_loads_no_rdf_package() -> None:
    code = "import sys, diplograph.vocab; print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
