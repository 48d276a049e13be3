"""What other servers answer takes the place of the SERVICE clauses that name them."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from fake_endpoint import FakeEndpoint, Reply, serving

import diplograph
from diplograph.cli.run import run
from diplograph.errors import LimitError, QueryError, StoreError, UsageError
from diplograph.model import Iri, Literal, Quad
from diplograph.store import ServiceLimits, Solutions, Store, federate, open_store, read_hosts
from diplograph.vocab import GRAPH_REVIEWS

ELSEWHERE = """
<https://example.org/a> <https://example.org/p> "one"@en .
<https://example.org/b> <https://example.org/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<https://example.org/c> <https://example.org/p> _:node .
<https://example.org/C\u00f4te_d'Ivoire#x> <https://example.org/p> "a service, \\"quoted\\"\\n" .
"""


@pytest.fixture
def other(endpoint: str) -> str:
    """A server with a few triples in its default graph."""
    body = urllib.parse.urlencode({"update": f"INSERT DATA {{ {ELSEWHERE} }}"}).encode()
    urllib.request.urlopen(f"{endpoint}/update", body, timeout=5).close()
    return f"{endpoint}/query"


@pytest.fixture
def fake() -> Iterator[FakeEndpoint]:
    with serving() as running:
        yield running


@pytest.fixture
def here() -> Iterator[Store]:
    quads = [
        Quad(Iri(f"https://example.org/{name}"), Iri("https://example.org/q"), Literal(name), Iri(GRAPH_REVIEWS))
        for name in ("a", "b", "d")
    ]
    with open_store("memory:") as store:
        store.replace_graph(GRAPH_REVIEWS, quads)
        yield store


def host_of(address: str) -> str:
    return urlsplit(address).netloc


def ask(store: Store, sparql: str, *addresses: str, **limits: float) -> Solutions:
    allowed = read_hosts(map(host_of, addresses))
    found = store.query(federate(sparql, allowed, ServiceLimits(**limits)))  # type: ignore[arg-type]
    assert isinstance(found, Solutions)
    return found


QUERIES = {
    "joined": "SELECT * { ?s e:q ?here SERVICE <OTHER> { ?s e:p ?o } } ORDER BY ?s",
    "first": "SELECT * { SERVICE <OTHER> { ?s e:p ?o } ?s e:q ?here } ORDER BY ?s",
    "optional": "SELECT * { ?s e:q ?here OPTIONAL { SERVICE <OTHER> { ?s e:p ?o } } } ORDER BY ?s",
    "minus": "SELECT ?s { ?s e:q ?here MINUS { SERVICE <OTHER> { ?s e:p ?o } } }",
    "exists": "SELECT ?s { ?s e:q ?here FILTER EXISTS { SERVICE <OTHER> { ?s e:p ?o } } } ORDER BY ?s",
    "with unbound variables": "SELECT * { SERVICE <OTHER> { ?s e:p ?o OPTIONAL { ?s e:none ?n } } } ORDER BY ?s",
    "without variables": "SELECT * { ?s e:q ?here SERVICE <OTHER> { e:a e:p 'one'@en } } ORDER BY ?s",
    "without solutions": "SELECT * { ?s e:q ?here SERVICE <OTHER> { e:a e:none ?o } }",
    "twice": "SELECT * { SERVICE <OTHER> { ?s e:p ?o } SERVICE <OTHER> { ?s ?p 'one'@en } }",
    "with a subquery": "SELECT * { SERVICE <OTHER> { { SELECT (COUNT(*) AS ?n) { ?s e:p ?o } } } }",
    "from here and there": "SELECT ?s { { ?s e:q ?o } UNION { SERVICE <OTHER> { ?s e:p ?o } } } ORDER BY ?s",
    "by a prefix": "PREFIX o: <OTHER> SELECT * { SERVICE o: { ?s e:p ?o FILTER(ISIRI(?s)) } } ORDER BY ?s",
}


@pytest.mark.parametrize("sparql", QUERIES.values(), ids=QUERIES)
def test_the_answer_is_what_the_engine_would_have_found_by_asking(here: Store, other: str, sparql: str) -> None:
    text = f"PREFIX e: <https://example.org/> {sparql.replace('OTHER', other)}"
    engine = ox.Store()
    engine.extend(
        ox.Quad(ox.NamedNode(quad.subject.value), ox.NamedNode(quad.predicate.value), ox.Literal(quad.object.value))
        for quad in here.quads()
    )
    expected = engine.query(text)
    found = ask(here, text, other)
    assert isinstance(expected, ox.QuerySolutions)
    variables = [variable.value for variable in expected.variables]
    assert sorted(found.variables) == sorted(variables)
    rows = [{name: row[number] for number, name in enumerate(found.variables)} for row in found.rows]
    wanted = [dict(zip(variables, row, strict=True)) for row in expected]
    assert [{name: str(value and value.value) for name, value in row.items()} for row in rows] == [
        {name: shown(value) for name, value in row.items()} for row in wanted
    ]


def shown(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"https://w3id.org/diplograph/.well-known/genid/{term.value}"
    return str(getattr(term, "value", term))


def test_diplographs_prefixes_need_no_declaration_there_either(here: Store, fake: FakeEndpoint) -> None:
    fake.will(Reply(body=rows()))
    ask(here, f"SELECT * {{ SERVICE <{fake.address}> {{ ?c a dg:Claim }} }}", fake.address)
    assert fake.asked[0].form["query"].split() == (
        ["PREFIX", "dg:", "<https://w3id.org/diplograph/ont#>", "SELECT", "*", "WHERE", "{", "?c", "a", "dg:Claim", "}"]
    )
    assert "Authorization" not in fake.asked[0].headers


def rows(*bindings: dict[str, object], variables: tuple[str, ...] = ("x",)) -> bytes:
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}).encode()


def test_a_server_that_is_not_on_the_list_is_not_asked(here: Store, fake: FakeEndpoint) -> None:
    for sparql in (
        f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{fake.address}> {{ ?x ?p ?o }} }}",
        f"SELECT * {{ SERVICE <http://good.example/> {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }} }}",
    ):
        with pytest.raises(QueryError, match="not on the list"):
            ask(here, sparql, "http://good.example/")
    with pytest.raises(QueryError, match="line 1"):
        ask(here, f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p }} }}", fake.address)
    assert not fake.asked


@pytest.mark.parametrize(
    ("replies", "error", "said"),
    [
        ([Reply(500, b"out of order")], StoreError, "out of order"),
        ([Reply(503)] * 2, StoreError, "busy"),
        ([Reply(302, headers={"Location": "http://169.254.169.254/"})], StoreError, "another address"),
        ([Reply(body=b"<html>")], StoreError, "no whole result"),
        ([Reply(body=rows(*[{"x": {"type": "literal", "value": "v"}}] * 11))], LimitError, "more than 10 rows"),
        ([Reply(body=b" " * 100_001)], LimitError, "larger"),
        ([Reply(body=iter(lambda: time.sleep(0.05) or b" ", b""))], LimitError, "within 1 s"),
    ],
    ids=["error", "busy", "redirection", "page", "rows", "bytes", "time"],
)
def test_a_failure_is_told_or_silent_as_the_query_wants(
    here: Store, fake: FakeEndpoint, replies: list[Reply], error: type[Exception], said: str
) -> None:
    limits = {"rows": 10, "answer_bytes": 100_000, "timeout_s": 1}
    fake.will(*replies)
    with pytest.raises(error, match=said):
        ask(here, f"SELECT * {{ ?s ?p ?o SERVICE <{fake.address}> {{ ?s ?p ?x }} }}", fake.address, **limits)
    fake.will(*replies)
    found = ask(here, f"SELECT * {{ ?s ?p ?o SERVICE SILENT <{fake.address}> {{ ?s ?p ?x }} }}", fake.address, **limits)
    assert len(found.rows) == 3


HOSTILE: list[Callable[[str], bytes]] = [
    lambda address: rows({"x": {"type": "uri", "value": f"a:b> }} SERVICE <{address}> {{ ?a ?b ?c }} #"}}),
    lambda address: rows(
        {"x": {"type": "literal", "value": "v", "datatype": f"a:b> }} SERVICE <{address}> {{ ?a ?b ?c }} #"}}
    ),
    lambda address: rows({"x": {"type": "literal", "value": "v", "xml:lang": f"en) }} SERVICE <{address}> {{}} #"}}),
    lambda address: rows(variables=(f"x) {{}} SERVICE <{address}> {{ ?a ?b ?c }} #",)),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=["iri", "datatype", "language", "variable"])
def test_an_answer_cannot_write_the_query(here: Store, fake: FakeEndpoint, answer: Callable[[str], bytes]) -> None:
    fake.will(Reply(body=answer(fake.address)))
    with pytest.raises(StoreError):
        ask(here, f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }}", fake.address)
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    "value", ["} SERVICE <a:b> { ?s ?p ?o }", '"', "\\", "\n", "'''", '"""', "\\u0022", "#", "\u2028"]
)
def test_any_text_comes_back_as_it_was_answered(here: Store, fake: FakeEndpoint, value: str) -> None:
    fake.will(Reply(body=rows({"x": {"type": "literal", "value": value}})))
    found = ask(here, f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }}", fake.address)
    assert found.rows == ((Literal(value),),)


def test_the_command_line_asks_whom_it_is_allowed_to(
    fake: FakeEndpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, text = str(tmp_path / "talks.store"), f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }}"
    open_store(store).close()
    command = ["--store", store, "query", "--format", "csv", "-e", text]
    assert run(command) == 4
    assert f"--allow-service {host_of(fake.address)}" in capsys.readouterr().err
    answer = Reply(body=rows({"x": {"type": "literal", "value": "told"}}))
    fake.will(answer, answer)
    assert run([*command, "--allow-service", "good.example", "--allow-service", host_of(fake.address)]) == 0
    assert "told" in capsys.readouterr().out
    monkeypatch.setenv("DIPLOGRAPH_SERVICES", f"good.example,{host_of(fake.address)}")
    assert run(command) == 0
    assert "told" in capsys.readouterr().out
    assert run([*command, "--allow-service", "http://good.example/"]) == 2


def test_a_graph_asks_whom_it_is_allowed_to(fake: FakeEndpoint) -> None:
    text = f"SELECT * {{ SERVICE <{fake.address}> {{ ?x ?p ?o }} }}"
    with diplograph.open("memory:") as graph, pytest.raises(QueryError, match="not on the list"):
        graph.sparql(text)
    fake.will(Reply(body=rows({"x": {"type": "literal", "value": "told"}})))
    with diplograph.open("memory:", services=[host_of(fake.address)]) as graph:
        assert [row["x"] for row in graph.sparql(text)] == ["told"]  # type: ignore[union-attr]
    with pytest.raises(UsageError):
        diplograph.open("memory:", services="http://good.example/")


def test_a_store_behind_an_endpoint_is_given_the_answer(other: str, fake: FakeEndpoint) -> None:
    fake.will(Reply(body=rows({"s": {"type": "uri", "value": "https://example.org/a"}}, variables=("s",))))
    with open_store(other.removesuffix("/query"), read_only=True) as store:
        found = ask(store, f"SELECT ?s {{ SERVICE <{fake.address}> {{ ?s ?p ?o }} }}", fake.address)
    assert found.rows == ((Iri("https://example.org/a"),),)
