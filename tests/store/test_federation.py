"""SERVICE is refused unless every server that a query would ask is on a list, however the query is written."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.errors import DiplographError, QueryError, UsageError
from diplograph.store import open_store
from diplograph.store.federation import Host, check_services, is_allowed, read_hosts, refuse_services
from diplograph.store.sparql_tokens import TokenKind, steady, tokens

EVIL = "<http://evil.example/sparql>"
ALLOWED = read_hosts(["good.example, other.example:7878"])

HIDDEN = {
    "plain": f"SELECT * {{ SERVICE {EVIL} {{ ?s ?p ?o }} }}",
    "in lower case": f"select * {{ service {EVIL} {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {EVIL} {{ ?s ?p ?o }} }}",
    "by a prefix": "PREFIX e: <http://evil.example/> SELECT * { SERVICE e:sparql { ?s ?p ?o } }",
    "by the empty prefix, without a space": "PREFIX : <http://evil.example/> SELECT * { SERVICE:sparql { ?s ?p ?o } }",
    "grown together with a prefix": "PREFIX e: <http://evil.example/> SELECT * { SERVICEe:sparql{ ?s ?p ?o } }",
    "grown together with SILENT": f"SELECT * {{ SERVICESILENT{EVIL}{{ ?s ?p ?o }} }}",
    "grown together with a literal": f"SELECT * {{ ?s ?p trueSERVICE{EVIL}{{ ?s ?p ?o }} }}",
    "grown together with a number": f"SELECT * {{ ?s ?p 1SERVICE{EVIL}{{ ?s ?p ?o }} }}",
    "after a comment": f"SELECT * {{ # <\n SERVICE {EVIL} {{ ?s ?p ?o }} }}",
    "after a string with a quote": f"SELECT * {{ ?s ?p 'it\\'s' . SERVICE {EVIL} {{ ?s ?p ?o }} }}",
    "after a long string": f'SELECT * {{ ?s ?p """a " b""" . SERVICE {EVIL} {{ ?s ?p ?o }} }}',
    "after a comparison that looks like an IRI": f"SELECT * {{ ?s ?p ?o FILTER(0<?o)SERVICE#>\n{EVIL}{{ ?a ?b ?c }} }}",
    "after a comparison and a comment that look like an IRI and a string": (
        f'SELECT * {{ ?s ?p ?o FILTER(0<?o#>"""\n)SERVICE {EVIL} {{ ?s ?p ?o }} #"""\n}}'
    ),
    "after a string that looks like an IRI": (
        f"SELECT * {{ ?s ?p ?o FILTER('a'<'b>' )SERVICE {EVIL} {{ ?s ?p ?o }} #'\n}}"
    ),
    "after a long string that looks like an IRI": (
        f"SELECT * {{ ?s ?p ?o FILTER('a'<'''b>''' )SERVICE {EVIL} {{ ?s ?p ?o }} #'''\n}}"
    ),
    "by codepoints": f"SELECT * {{ \\u0053ERVICE {EVIL} {{ ?s ?p ?o }} }}",
    "after a string that a codepoint ends": f'SELECT * {{ ?s ?p "\\u0022 . SERVICE {EVIL} {{ ?s ?p ?o }} #"\n }}',
    "inside another": f"SELECT * {{ SERVICE <http://good.example/> {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
    "inside EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT ?s {{ SERVICE {EVIL} {{ ?s ?p ?o }} }} }} }}",
    "by a variable": "SELECT * { VALUES ?e { <http://evil.example/> } SERVICE ?e { ?s ?p ?o } }",
    "relative to a base": "BASE <http://evil.example/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "with a user's name like a host": "SELECT * { SERVICE <http://good.example@evil.example/> { ?s ?p ?o } }",
    "at another port": "SELECT * { SERVICE <http://good.example:8080/> { ?s ?p ?o } }",
    "at the metadata address": "SELECT * { SERVICE <http://169.254.169.254/latest/> { ?s ?p ?o } }",
    "in a file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
}
HARMLESS = [
    'SELECT * { ?s rdfs:label "customer SERVICE <http://x/> {}" }',
    "SELECT * { ?s a dg:Service ; dg:service ?service }",
    "SELECT * { ?s ?p <http://example.org/service> } # SERVICE <http://x/> {}",
    "SELECT ?service $SERVICE { ?service ?p ?o . ?s ?p $SERVICE }",
    "PREFIX service: <http://example.org/service#> SELECT * { GRAPH service:g { service:a ?p 'SERVICE' } }",
    "PREFIX service: <http://example.org/service#> SELECT * FROM service:g { ?s ?p service:b }",
    "SELECT * { ?s ?p 'services'@en-service , _:service }",
    "SELECT * { ?s ?p <http://dbpedia.org/resource/C\u00f4te_d'Ivoire#service> . ?s ?q 'd\\'Or' }",
]


SPLIT = [
    text for name, text in HIDDEN.items() if name.endswith("an IRI and a string") or "after a string that looks" in name
]
"""In these no reading of the tokens shows a clause: a line's end is put where the engine would find it."""


@pytest.mark.parametrize("sparql", [text for text in HIDDEN.values() if text not in SPLIT])
def test_a_hidden_service_is_refused(sparql: str) -> None:
    for refuse in (refuse_services, lambda text: check_services(text, ALLOWED)):
        with pytest.raises(QueryError) as caught:
            refuse(sparql)
        assert caught.value.hint


@pytest.mark.parametrize("sparql", SPLIT)
def test_what_only_an_engine_would_find_is_taken_apart(sparql: str) -> None:
    assert is_asking(sparql)
    assert not is_asking(refuse_services(sparql))


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_alone_is_harmless(sparql: str) -> None:
    text = refuse_services(sparql)
    assert text.split() == sparql.split()
    assert check_services(sparql, ()) == ()
    with open_store("memory:") as store:
        store.query(sparql)


@pytest.mark.parametrize("sparql", HIDDEN.values(), ids=HIDDEN)
def test_a_store_refuses_it_in_queries_and_updates(sparql: str) -> None:
    with open_store("memory:") as store:
        with pytest.raises(QueryError):
            store.query(sparql)
        with pytest.raises(QueryError):
            store.update(f"INSERT {{ GRAPH <a:g> {{ ?s ?p ?o }} }} WHERE {sparql[sparql.index('{') :]}")


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:9/> INTO GRAPH <a:g>",
        "load silent <http://127.0.0.1:9/>",
        "LOADSILENT<http://127.0.0.1:9/>",
        "PREFIX x: <http://127.0.0.1:9/> LOADx:y",
        "PREFIX x: <http://127.0.0.1:9/>LOADx:y",
        "PREFIX x: <http://127.0.0.1:9/> INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } } ; # {\rloadx:y",
        "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } };LOAD<http://127.0.0.1:9/>",
        "DELETE { ?s ?p 1 } WHERE { ?s ?p ?o FILTER('a'<'b>' )};LOAD SILENT <http://127.0.0.1:9/> #'\n",
    ],
)
def test_an_update_fetches_nothing(update: str) -> None:
    with open_store("memory:") as store, pytest.raises(QueryError):
        store.update(update)


def test_a_prefix_may_be_called_load() -> None:
    with open_store("memory:") as store:
        store.update("PREFIX load: <a:> INSERT DATA { GRAPH load:g { load:s load:p 1 } }")
        assert len(list(store.quads())) == 1


def test_clauses_are_found_whole_with_their_addresses() -> None:
    sparql = (
        "BASE <http://good.example/a/>\nPREFIX o: <http://other.example:7878/>\n"
        "SELECT * { ?s ?p ?o SERVICE <b> { ?o ?q '}' } OPTIONAL { SERVICE SILENT o:query\\#x { { ?a ?b ?c } } } }"
    )
    one, two = check_services(sparql, ALLOWED)
    assert (one.address, one.pattern, one.is_silent) == ("http://good.example/a/b", "{ ?o ?q '}' }", False)
    assert (two.address, two.pattern, two.is_silent) == ("http://other.example:7878/query#x", "{ { ?a ?b ?c } }", True)
    assert sparql[two.start : two.end] == "SERVICE SILENT o:query\\#x { { ?a ?b ?c } }"


def test_a_clause_inside_another_is_checked_but_not_given() -> None:
    sparql = (
        "SELECT * { SERVICE <http://good.example/> { ?s ?p ?o SERVICE <http://other.example:7878/> { ?o ?q ?r } } }"
    )
    assert [call.address for call in check_services(sparql, ALLOWED)] == ["http://good.example/"]
    with pytest.raises(QueryError, match=r"other\.example"):
        check_services(sparql, read_hosts(["good.example"]))


@pytest.mark.parametrize(
    ("address", "allowed", "expected"),
    [
        ("http://good.example/sparql", "good.example", True),
        ("https://GOOD.example:443/", "good.example", True),
        ("http://good.example:80/", "good.example:80", True),
        ("http://good.example:7878/", "good.example", False),
        ("http://good.example:7878/", "good.example:7878", True),
        ("http://not-good.example/", "good.example", False),
        ("http://good.example.evil/", "good.example", False),
        ("http://[::1]:7878/", "[::1]:7878", True),
        ("http://127.0.0.1/", "localhost", False),
        ("http://b\u00fccher.example/", "xn--bcher-kva.example", True),
        ("http://good.example@evil.example/", "good.example evil.example", False),
        ("http://good.example:x/", "good.example", False),
        ("ftp://good.example/", "good.example", False),
        ("good.example", "good.example", False),
        ("http://169.254.169.254/", "169.254.169.254", True),
    ],
)
def test_a_host_is_allowed_by_name_and_port_alone(address: str, allowed: str, expected: bool) -> None:
    assert is_allowed(address, read_hosts([allowed])) is expected


def test_the_list_takes_hosts_with_or_without_ports() -> None:
    assert read_hosts(["a.example, B.example:80", "[::1]:9"]) == (
        Host("a.example"),
        Host("b.example", 80),
        Host("::1", 9),
    )
    assert [str(host) for host in read_hosts(["b.example:80 [::1]:9"])] == ["b.example:80", "[::1]:9"]


@pytest.mark.parametrize(
    "text", ["http://a.example/", "a.example/x", "u@a.example", "a:b", "[::1", "a.example:99999", ":80"]
)
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_hosts([text])


PARTS = st.sampled_from(
    [*"{}()<>'\"#\n ?.a1:\\", "SERVICE", "service", "SILENT", "FILTER", "<a#>", "<'>", "0<1", "'a'<'b'", "'''", '"""',
     "?o", "e:x", "true", "\\u0053", EVIL, "PREFIX e: <http://evil.example/>"]
)  # fmt: skip


def is_asking(sparql: str) -> bool:
    """Whether pyoxigraph finds a SERVICE in a query: it refuses the port, since that is another protocol's."""
    text = sparql.replace("http://evil.example/", "http://127.0.0.1:1/")
    engine = ox.Store()
    engine.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1)))
    try:
        list(engine.query(text, prefixes={"e": "http://127.0.0.1:1/"}))
    except OSError as error:
        return "port 1" in str(error)
    except (SyntaxError, ValueError, RuntimeError):
        return False
    return False


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(PARTS, max_size=12))
def test_no_text_that_is_let_through_asks_another_server(parts: list[str]) -> None:
    sparql = f"SELECT * {{ {''.join(parts)}"
    for closed in (sparql, f"{sparql}}}", f"{sparql}SERVICE{EVIL}{{}}}}"):
        try:
            text = refuse_services(closed)
        except DiplographError:
            continue
        assert not is_asking(text)


@pytest.mark.parametrize(
    "piece", ["a.", "a.a:", '"\\', "<a", "'''", "_:a.", "?a", ":a\\", "SERVICE<a>{", "\\u0053", "a-"]
)
def test_reading_takes_time_linear_in_the_text(piece: str) -> None:
    start = time.process_time()
    list(tokens(piece * (60_000 // len(piece))))
    assert time.process_time() - start < 2


def test_tokens_cover_the_text() -> None:
    sparql = "PREFIX e: <a:b#> SELECT ?x { ?x e:p-q.r 'a\\'b' ; <c'd> -1.5e3 , true . # end\n _:b e: \"x\"@en }"
    kinds = [(token.kind, token.text) for token in tokens(sparql)]
    assert (TokenKind.NAME, "e:p-q.r") in kinds
    assert (TokenKind.COMMENT, "# end") in kinds
    assert all(sparql[token.start : token.end] == token.text for token in tokens(sparql))
    assert "".join(token.text for token in tokens(sparql)) == sparql.translate({32: None, 10: None}).replace(
        "#end", "# end"
    )
    assert steady(sparql).split() == sparql.split()
    assert "<a:b#>\n" in steady(sparql)
