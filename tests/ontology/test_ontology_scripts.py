"""The Turtle files are canonical, the vocabulary is up to date, and both scripts notice when they are not."""

import importlib.util
import random
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from diplograph import vocab

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def _load(name: str) -> ModuleType:
    if str(SCRIPTS) not in sys.path:
        sys.path.insert(0, str(SCRIPTS))
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["format_ontology", "build_vocab", "ontology_version"])
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


@pytest.fixture
def copied_ontology(ontology_dir: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ontology_dir, tmp_path / "ontology")


def test_new_version_reaches_every_header_and_the_catalog(copied_ontology: Path) -> None:
    versions = _load("ontology_version")
    assert versions.main(["9.8.7", "--day", "2031-02-03"], copied_ontology) == 0
    assert versions.main(["--check"], copied_ontology) == 0
    catalog = (copied_ontology / "catalog-v001.xml").read_text(encoding="utf-8")
    for path in copied_ontology.glob("*.ttl"):
        graph = Graph().parse(path)
        (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
        version_iri = str(graph.value(ontology, OWL.versionIRI))
        assert version_iri == str(ontology).replace("/ont", "/ont/9.8.7")
        assert str(graph.value(ontology, OWL.priorVersion)) == version_iri.replace("9.8.7", vocab.ONTOLOGY_VERSION)
        assert f'"{version_iri}" uri="{path.name}"' in catalog
        assert "2031-02-03" in path.read_text(encoding="utf-8")
    assert vocab.ONTOLOGY_VERSION not in catalog


def test_same_version_again_keeps_the_prior_one(copied_ontology: Path) -> None:
    versions = _load("ontology_version")
    root = copied_ontology / "diplograph.ttl"
    prior = Graph().parse(root).value(URIRef(vocab.ONTOLOGY), OWL.priorVersion)
    versions.main([vocab.ONTOLOGY_VERSION, "--day", "2031-02-03"], copied_ontology)
    assert prior is not None
    assert Graph().parse(root).value(URIRef(vocab.ONTOLOGY), OWL.priorVersion) == prior


def test_files_of_another_version_are_noticed_and_mended(
    copied_ontology: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    versions = _load("ontology_version")
    for name in ("align.ttl", "catalog-v001.xml", "claims.ttl"):
        path = copied_ontology / name
        path.write_text(path.read_text(encoding="utf-8").replace(vocab.ONTOLOGY_VERSION, "0.0.1"), encoding="utf-8")
    assert versions.main(["--check"], copied_ontology) == 1
    noticed = sorted(line.removeprefix("not in line: ") for line in capsys.readouterr().err.splitlines())
    assert noticed == ["align.ttl", "catalog-v001.xml", "claims.ttl"]
    assert versions.main([], copied_ontology) == 0
    assert versions.main(["--check"], copied_ontology) == 0


@pytest.mark.parametrize("arguments", [["1.0", "--day", "2031-02-03"], ["1.0.0"], ["--day", "2031-02-03"]])
def test_half_a_version_is_refused(copied_ontology: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        _load("ontology_version").main(arguments, copied_ontology)
    assert caught.value.code == 2


def test_vocabulary_leaves_deprecated_terms_out() -> None:
    builder = _load("build_vocab")
    graph = builder.read_ontology()
    text = builder.vocab_text(graph)
    assert "    refersTo: " in text
    graph.add((URIRef(f"{builder.DG}refersTo"), OWL.deprecated, Literal(lexical_or_value=True)))
    assert "    refersTo: " not in builder.vocab_text(graph)
