"""What a server answers: formats, datasets, saved questions, graphs, and what it says of itself."""

import re
import warnings
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib import Graph
from served import GRAPHS, Served
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from diplograph.queries import question_names

ALL_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
ONE_TRIPLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/*;q=0.1, text/*", "text/csv; charset=utf-8"),
        ("text/html, application/xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
def test_solutions_come_in_the_format_that_is_liked_best(served: Served, accept: str, kind: str) -> None:
    reply = served.query("SELECT (1 AS ?one) {}", accept)
    assert (reply.status, reply.headers["content-type"], reply.headers["vary"]) == (200, kind, "accept")


@pytest.mark.parametrize(
    "kind",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
)
def test_graphs_come_in_every_format(served: Served, kind: str) -> None:
    reply = served.query(ONE_TRIPLE, kind)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, kind)
    form = ox.RdfFormat.from_media_type(kind)
    assert form
    assert len(list(ox.parse(reply.body, form))) == 1


@pytest.mark.parametrize(
    ("sparql", "accept"),
    [
        ("ASK {}", "image/png"),
        ("ASK {}", "text/turtle"),
        (ONE_TRIPLE, "text/csv"),
    ],
)
def test_a_format_that_the_answer_cannot_have_is_not_acceptable(served: Served, sparql: str, accept: str) -> None:
    reply = served.query(sparql, accept)
    assert (reply.status, reply.headers["content-type"]) == (406, "application/problem+json")


def _wrapper(served: Served, sparql: str, form: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"http://127.0.0.1:{served.port}/sparql")
    wrapper.setQuery(sparql)
    wrapper.setReturnFormat(form)
    wrapper.setTimeout(30)
    return wrapper


@pytest.mark.parametrize("method", [None, URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_reads_solutions_sent_any_way(served: Served, method: str | None) -> None:
    wrapper = _wrapper(served, f"SELECT ?s WHERE {{ GRAPH <{GRAPHS[0]}> {{ ?s ?p ?o }} }}", JSON)
    if method:
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(method)
    found: Any = wrapper.queryAndConvert()
    assert [row["s"]["value"] for row in found["results"]["bindings"]] == [GRAPHS[0]]


def test_sparqlwrapper_reads_the_other_formats(served: Served) -> None:
    select = "SELECT (1 AS ?one) {}"
    assert b"?one" in _wrapper(served, select, TSV).query().response.read()
    assert b"one\r\n1\r\n" in _wrapper(served, select, CSV).query().response.read()
    assert _wrapper(served, "ASK {}", XML).queryAndConvert().getElementsByTagName("boolean")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert len(Graph().parse(data=_wrapper(served, ONE_TRIPLE, TURTLE).query().response.read())) == 1


def test_the_default_graph_is_the_union_unless_the_request_names_others(served: Served) -> None:
    documents = f"SELECT ?s WHERE {{ ?s a <{'http://xmlns.com/foaf/0.1/Document'}> }} ORDER BY ?s"
    assert [row["s"] for row in served.query(documents).rows] == GRAPHS
    named = served.query(documents, **{"default-graph-uri": GRAPHS[1]})
    assert [row["s"] for row in named.rows] == [GRAPHS[1]]
    assert served.query(documents, **{"named-graph-uri": GRAPHS[1]}).rows == []
    assert served.query(f"ASK FROM <{GRAPHS[0]}> {{ <{GRAPHS[1]}> ?p ?o }}").json["boolean"] is False


@pytest.mark.parametrize("name", question_names())
def test_every_saved_question_is_answered(served: Served, name: str) -> None:
    listed = {each["name"]: each for each in served.ask("/api/questions").json["questions"]}
    needed = {each["name"]: each["example"] for each in listed[name]["parameters"] if not each["is_optional"]}
    reply = served.ask(f"/api/q/{name}.json?{urlencode(needed)}")
    assert reply.status == 200, reply.body
    assert [column["variable"] for column in listed[name]["columns"]] == reply.json["head"]["vars"]
    assert set(listed[name]["view"].values()) <= {column["column"] for column in listed[name]["columns"]}


def test_a_name_in_a_question_is_looked_up_and_its_reading_told(served: Served) -> None:
    exact = served.ask("/api/q/who-backs-whom.csv?backer=Turkey")
    garbled = served.ask("/api/q/who-backs-whom.csv?backer=Turkye")
    assert exact.status == garbled.status == 200
    assert exact.body == garbled.body
    assert "'Turkye' is taken to mean Turkey" in garbled.headers["diplograph-note"]
    assert "Turk" not in exact.headers["diplograph-note"]


def test_a_reader_is_told_that_inferences_are_behind(served: Served) -> None:
    """The fixture wrote the articles past the reasoner."""
    assert "the inferences are not up to date" in served.ask("/api/q/who-mediates.csv").headers["diplograph-note"]


@pytest.mark.parametrize(
    ("target", "status", "said"),
    [
        ("/api/q/who-bakes-whom.json", 404, "no saved question"),
        ("/api/q/who-mediates.pdf", 404, "no such format"),
        ("/api/q/who-mediates.json?mediatr=Kenya", 400, "no parameter"),
        ("/api/q/who-mediates.json?since=yesterday", 400, "not a date"),
        ("/api/q/who-mediates.json?mediator=Qwertyuiop", 404, "not known"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_the_reason(
    served: Served, target: str, status: int, said: str
) -> None:
    reply = served.ask(target)
    assert reply.status == status
    assert said in reply.json["detail"] and reply.json["hint"] and reply.json["status"] == status


def test_a_saved_question_comes_in_the_accepted_format_when_its_address_has_none(served: Served) -> None:
    reply = served.ask("/api/q/who-mediates", headers={"Accept": "text/csv"})
    assert (reply.status, reply.headers["content-type"]) == (200, "text/csv; charset=utf-8")


def test_a_graph_is_read_by_the_graph_store_protocol(served: Served) -> None:
    reply = served.ask(f"/graphs?graph={quote(GRAPHS[0], safe='')}")
    assert len(Graph().parse(data=reply.body, format="turtle")) == 1
    head = served.ask(f"/graphs?graph={quote(GRAPHS[0], safe='')}", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(reply.body)))
    everything = served.ask("/graphs?default", headers={"Accept": "application/n-triples"})
    assert len(everything.body.splitlines()) > 1000


def test_an_article_s_graph_is_read_by_the_end_of_its_name(served: Served) -> None:
    sparql = f"{ALL_GRAPHS} HAVING(CONTAINS(STR(?g), '/graph/article/')) LIMIT 1"
    row = served.query(sparql).rows[0]
    place = row["g"].partition("/graph/")[2]
    reply = served.ask(f"/graphs/{place}", headers={"Accept": "application/n-triples"})
    assert len(reply.body.splitlines()) == int(row["n"])


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/graphs", 400),
        ("/graphs?default&graph=http%3A%2F%2Fexample.org%2F", 400),
        ("/graphs?graph=http%3A%2F%2Fexample.org%2Fnone", 404),
        ("/graphs/none", 404),
    ],
)
def test_a_request_must_name_one_graph_that_is_there(served: Served, target: str, status: int) -> None:
    assert served.ask(target).status == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS"])
def test_graphs_cannot_be_written(served: Served, method: str) -> None:
    reply = served.ask("/graphs?default", method, "<a> <b> <c> .")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "text/html"])
def test_the_endpoint_describes_itself(served: Served, accept: str) -> None:
    reply = served.ask("/sparql", headers={"Accept": accept})
    form = {"application/rdf+xml": "xml", "application/n-triples": "nt"}.get(accept, "turtle")
    found = Graph().parse(data=reply.body, format=form)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    address = f"http://127.0.0.1:{served.port}/sparql"
    assert found.query(
        f"{sd} ASK {{ <{address}> a sd:Service ; sd:endpoint <{address}> ; sd:feature sd:UnionDefaultGraph }}"
    )
    assert not found.query(f"{sd} ASK {{ ?s sd:supportedLanguage sd:SPARQL11Update }}")


def test_the_dataset_is_described_with_its_size(served: Served) -> None:
    found = Graph().parse(data=served.ask("/.well-known/void").body, format="turtle")
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    (row,) = found.query(f"{void} SELECT ?n WHERE {{ ?d a void:Dataset ; void:triples ?n ; void:sparqlEndpoint ?e }}")
    (counted,) = served.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows
    assert int(row[0]) == int(counted["n"])
    assert found.query(f"{void} ASK {{ ?d void:classPartition [ void:class ?c ; void:entities ?n ] }}")


def test_an_answer_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    target = f"/sparql?query={quote(ALL_GRAPHS)}"
    first = served.ask(target)
    again = served.ask(target, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = served.ask(target, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"})
    assert other.status == 200 and other.headers["etag"] != first.headers["etag"]


def test_chance_is_not_remembered(served: Served) -> None:
    replies = [served.query("SELECT (STRUUID() AS ?id) {}") for _ in range(2)]
    assert replies[0].body != replies[1].body
    assert all("etag" not in reply.headers for reply in replies)


def test_the_landing_page_and_the_health_check_answer(served: Served) -> None:
    assert served.ask("/").json["name"] == "diplograph"
    assert served.ask("/healthz").json["status"] == "ok"
    assert served.ask("/nowhere").status == 404


def test_every_answer_carries_the_headers_of_safety(served: Served) -> None:
    for target in ("/", "/sparql?query=ASK%7B%7D", "/nowhere", "/sparql?query=nonsense"):
        headers = served.ask(target).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert not re.search("uvicorn|starlette|python", str(headers), re.IGNORECASE)
