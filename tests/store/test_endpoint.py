"""What is sent to an endpoint, how often, for how long, and what of it is shown."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from fake_endpoint import NO_ROWS, YES, FakeEndpoint, Reply, serving

from diplograph.errors import DiplographError, LimitError, QueryError, StoreError
from diplograph.store import Solutions, Store, Triples, Verdict, open_store
from diplograph.store.endpoint import Endpoint
from diplograph.store.endpoint_settings import EndpointSettings, read_settings
from diplograph.store.remote_catalogue import RemoteCatalogue
from diplograph.store.remote_graphs import RemoteGraphs
from diplograph.store.servers import addresses_of

SECRET = "s3cret-pässword"
QUERY = "SELECT ?x WHERE { ?x ?p ?o }"
INSERT = "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeEndpoint]:
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving() as running:
        yield running


def settings(fake: FakeEndpoint, **changes: float | int) -> EndpointSettings:
    return EndpointSettings(addresses_of(fake.address), **changes)  # type: ignore[arg-type]


def endpoint(fake: FakeEndpoint, **changes: float | int) -> Endpoint:
    return Endpoint(settings(fake, **changes))


def select(fake: FakeEndpoint, *replies: Reply, **changes: float | int) -> Solutions:
    fake.will(*replies)
    found = endpoint(fake, **changes).query(QUERY)
    assert isinstance(found, Solutions)
    return found


# requests


def test_a_query_goes_by_encoded_post_with_what_it_accepts(fake: FakeEndpoint) -> None:
    assert select(fake, Reply(body=NO_ROWS)) == Solutions(("x",), ())
    (asked,) = fake.asked
    assert (asked.path, asked.form["query"]) == ("/sparql", QUERY)
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.headers["Accept"] == "application/sparql-results+json"
    assert "Authorization" not in asked.headers


def test_the_union_is_asked_for_unless_the_query_names_its_graphs(fake: FakeEndpoint) -> None:
    fake.will(Reply(body=NO_ROWS), Reply(body=NO_ROWS))
    endpoint(fake).query(QUERY)
    endpoint(fake).query("SELECT ?x FROM <a:g> WHERE { ?x ?p ?o }")
    assert [b"union-default-graph" in asked.body for asked in fake.asked] == [True, False]


@pytest.mark.parametrize("media_type", ["application/n-triples; charset=utf-8", "text/turtle", ""])
def test_graphs_come_as_n_triples_or_turtle(fake: FakeEndpoint, media_type: str) -> None:
    fake.will(Reply(body=b'<a:s> <a:p> "x" .\n', media_type=media_type))
    found = endpoint(fake).query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, Triples)
    assert len(found.triples) == 1
    assert fake.asked[0].headers["Accept"].startswith("application/n-triples")


@pytest.mark.parametrize(("body", "expected"), [(YES, True), (YES.replace(b"true", b"false"), False)])
def test_a_verdict_is_read_as_it_stands_or_from_virtuosos_row(fake: FakeEndpoint, body: bytes, expected: bool) -> None:
    row = (
        b'{"head":{"vars":["r"]},"results":{"bindings":[{"r":{"type":"typed-literal","datatype":"%b","value":"%d"}}]}}'
    )
    integer = b"http://www.w3.org/2001/XMLSchema#integer"
    fake.will(Reply(body=body), Reply(body=row % (integer, expected)))
    assert endpoint(fake).query("ASK { ?s ?p ?o }") == Verdict(expected)
    assert endpoint(fake).query("ASK { ?s ?p ?o }") == Verdict(expected)


# who we are


def open_with(fake: FakeEndpoint, **variables: str) -> None:
    given = {name: value for name, value in variables.items() if name != "server"}
    Endpoint(read_settings(fake.address, given)).query(QUERY)


def test_a_name_and_password_are_shown_as_basic(fake: FakeEndpoint) -> None:
    fake.will(Reply(body=NO_ROWS))
    open_with(fake, DIPLOGRAPH_STORE_USER="ann", DIPLOGRAPH_STORE_PASSWORD=SECRET)
    shown = fake.asked[0].headers["Authorization"]
    assert base64.b64decode(shown.removeprefix("Basic ")).decode() == f"ann:{SECRET}"


@pytest.mark.parametrize("is_open", [True, False])
def test_a_password_is_not_shown_before_the_server_is_known(fake: FakeEndpoint, is_open: bool) -> None:
    fake.will(Reply() if is_open else Reply(401, headers={"WWW-Authenticate": 'Basic realm="x"'}), Reply())
    variables = {"DIPLOGRAPH_STORE_USER": "ann", "DIPLOGRAPH_STORE_PASSWORD": SECRET}
    asked = Endpoint(read_settings(fake.address, variables))
    asked.greet()
    asked.query("ASK { ?s ?p ?o }")
    assert ["Authorization" in each.headers for each in fake.asked] == (
        [False, True] if is_open else [False, True, True]
    )


def test_virtuoso_is_never_shown_a_password(fake: FakeEndpoint) -> None:
    fake.will(Reply(headers={"Server": "Virtuoso/07.20"}), Reply())
    variables = {"DIPLOGRAPH_STORE_USER": "ann", "DIPLOGRAPH_STORE_PASSWORD": SECRET}
    asked = Endpoint(read_settings(fake.address, variables))
    asked.greet()
    asked.update(INSERT)
    assert [each.path for each in fake.asked] == ["/sparql", "/sparql-auth"]
    assert not any("Authorization" in each.headers for each in fake.asked)


def test_a_token_is_shown_as_bearer(fake: FakeEndpoint) -> None:
    fake.will(Reply(body=NO_ROWS))
    open_with(fake, DIPLOGRAPH_STORE_TOKEN="abc")
    assert fake.asked[0].headers["Authorization"] == "Bearer abc"


def test_the_netrc_file_tells_for_its_own_host_alone(fake: FakeEndpoint, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    for host, expected in (("127.0.0.1", "ann:xyz"), ("other.example", None)):
        netrc.write_text(f"machine {host} login ann password xyz\ndefault login bob password other\n")
        fake.will(Reply(body=NO_ROWS))
        open_with(fake, NETRC=str(netrc))
        shown = fake.asked[0].headers.get("Authorization", "")
        assert (base64.b64decode(shown.removeprefix("Basic ")).decode() or None) == expected


def test_a_digest_challenge_is_answered_without_showing_the_password(fake: FakeEndpoint, tmp_path: Path) -> None:
    path = tmp_path / "talks.toml"
    path.write_text(f'url = "{fake.address}"\nauth = "digest"\nuser = "dba"\n')
    challenge = 'Digest realm="SPARQL", nonce="n1", opaque="o1", qop="auth", algorithm="MD5"'
    fake.will(Reply(401, headers={"WWW-Authenticate": challenge}), Reply(body=NO_ROWS))
    Endpoint(read_settings(str(path), {"DIPLOGRAPH_STORE_PASSWORD": "pw"})).query(QUERY)
    first, second = fake.asked
    assert "Authorization" not in first.headers
    shown = dict(re.findall(r'(\w+)="?([^",]*)"?', second.headers["Authorization"].removeprefix("Digest ")))
    one = hashlib.md5(b"dba:SPARQL:pw").hexdigest()
    two = hashlib.md5(b"POST:/sparql").hexdigest()
    expected = hashlib.md5(f"{one}:n1:{shown['nc']}:{shown['cnonce']}:auth:{two}".encode()).hexdigest()
    assert shown["response"] == expected
    assert first.form == second.form


def test_a_digest_challenge_is_answered_however_often_the_server_refuses(fake: FakeEndpoint, tmp_path: Path) -> None:
    path = tmp_path / "talks.toml"
    path.write_text(f'url = "{fake.address}"\nauth = "digest"\nuser = "dba"\n')
    asked = Endpoint(read_settings(str(path), {"DIPLOGRAPH_STORE_PASSWORD": "pw"}))
    challenge = Reply(401, headers={"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n1", qop="auth"'})
    fake.will(*[challenge, Reply(400, b"no such thing")] * 9)
    for _ in range(9):
        with pytest.raises(QueryError, match="no such thing"):
            asked.query(QUERY)


@pytest.mark.parametrize("challenge", ["", "Bearer", 'Basic realm="x"', 'Digest realm="x", nonce="n"'])
def test_who_is_not_allowed_is_told_what_to_give(fake: FakeEndpoint, challenge: str) -> None:
    fake.replies.extend([Reply(401, headers={"WWW-Authenticate": challenge})] * 9)
    with pytest.raises(StoreError, match="does not allow") as caught:
        open_with(fake, DIPLOGRAPH_STORE_USER="ann", DIPLOGRAPH_STORE_PASSWORD=SECRET)
    assert "password" in caught.value.hint


def everything_shown(error: DiplographError) -> str:
    parts = [error.message, error.hint, repr(error), str(error.to_problem())]
    return "\n".join([*parts, *traceback.format_exception(error)])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 502, 302])
def test_a_secret_that_a_server_sends_back_is_not_shown(fake: FakeEndpoint, status: int) -> None:
    pair = base64.b64encode(f"ann:{SECRET}".encode()).decode()
    body = f"you sent Basic {pair}, which is ann:{SECRET}".encode()
    headers = {"Location": f"http://ann:{pair}@other.example/"}
    location = fake.address.replace("http://", f"http://ann:{SECRET}@").replace("ä", "%C3%A4")
    fake.will(Reply(), *[Reply(status, body, headers)] * 4)
    with open_store(location, read_only=True) as store:
        assert "@" not in store.location
        with pytest.raises(DiplographError) as caught:
            store.query(QUERY)
    shown = everything_shown(caught.value)
    assert SECRET not in shown and pair not in shown and "%C3" not in shown
    assert "Authorization" in fake.asked[-1].headers


def test_settings_do_not_show_secrets(fake: FakeEndpoint) -> None:
    found = read_settings(fake.address, {"DIPLOGRAPH_STORE_USER": "ann", "DIPLOGRAPH_STORE_PASSWORD": SECRET})
    token = read_settings(fake.address, {"DIPLOGRAPH_STORE_TOKEN": SECRET})
    assert SECRET not in f"{found!r} {found} {token!r} {token}"


def test_a_redirection_is_not_followed(fake: FakeEndpoint) -> None:
    with serving() as other:
        fake.replies.append(Reply(307, headers={"Location": other.address}))
        with pytest.raises(StoreError, match="another address"):
            open_with(fake, DIPLOGRAPH_STORE_TOKEN="abc")
        assert not other.asked


# again and again


@pytest.mark.parametrize("failure", [Reply(429), Reply(502), Reply(503), Reply(504), Reply(0), Reply(is_cut=True)])
def test_a_query_is_asked_again_after_a_passing_failure(fake: FakeEndpoint, failure: Reply) -> None:
    assert select(fake, failure, failure, Reply(body=NO_ROWS)).rows == ()
    assert len(fake.asked) == 3


@pytest.mark.parametrize("status", [400, 403, 404, 500, 501])
def test_other_failures_are_told_at_once(fake: FakeEndpoint, status: int) -> None:
    with pytest.raises(DiplographError) as caught:
        select(fake, *[Reply(status, b"because of reasons")] * 4)
    assert len(fake.asked) == 1
    assert isinstance(caught.value, QueryError) == (status == 400)


def test_a_failure_that_does_not_pass_is_told_in_the_end(fake: FakeEndpoint) -> None:
    with pytest.raises(StoreError, match="too busy"):
        select(fake, *[Reply(503)] * 9, tries=3)
    assert len(fake.asked) == 3


def test_an_update_is_repeated_only_when_that_does_no_harm(fake: FakeEndpoint) -> None:
    fake.will(Reply(503), Reply())
    endpoint(fake).update(INSERT, is_repeatable=True)
    assert [asked.form["update"] for asked in fake.asked] == [INSERT, INSERT]
    for failure in (Reply(503), Reply(0)):
        fake.will(failure, Reply())
        with pytest.raises(StoreError):
            endpoint(fake).update("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }")
        assert len(fake.asked) == 1


@pytest.mark.parametrize("date", [False, True])
def test_the_server_says_when_to_ask_again(fake: FakeEndpoint, date: bool) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True) if date else "1"
    start = time.monotonic()
    select(fake, Reply(503, headers={"Retry-After": when}), Reply(body=NO_ROWS))
    assert 0.9 < time.monotonic() - start < 5


def test_nobody_waits_longer_than_there_is_time(fake: FakeEndpoint) -> None:
    start = time.monotonic()
    with pytest.raises(StoreError, match="too busy"):
        select(fake, Reply(503, headers={"Retry-After": "3600"}), timeout_s=1)
    assert time.monotonic() - start < 0.5


# no longer and no larger


def drip(first: bytes = b"", seconds: float = 5.0) -> Iterator[bytes]:
    yield first
    for _ in range(int(seconds * 20)):
        time.sleep(0.05)
        yield b" "


def test_an_answer_that_drips_ends_at_the_deadline(fake: FakeEndpoint) -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match=r"within 0\.4 s"):
        select(fake, Reply(body=drip(NO_ROWS)), timeout_s=0.4)
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize("greeting", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_head_that_never_ends_ends_at_the_deadline(greeting: bytes) -> None:
    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            while not is_over.wait(0.05):
                connection.sendall(greeting)

    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        start = time.monotonic()
        address = addresses_of(f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
        try:
            with pytest.raises(LimitError):
                Endpoint(EndpointSettings(address, timeout_s=0.4)).query(QUERY)
            assert time.monotonic() - start < 1.5
        finally:
            is_over.set()
            thread.join()


def test_an_answer_that_is_too_large_is_a_limit(fake: FakeEndpoint) -> None:
    with pytest.raises(LimitError, match="larger than 1000 bytes"):
        select(fake, Reply(body=NO_ROWS + b" " * 1000), answer_bytes=1000)
    endless = (b" " * 1000 for _ in range(1_000_000))
    with pytest.raises(LimitError, match="larger"):
        select(fake, Reply(body=endless), answer_bytes=1_000_000)


@pytest.mark.parametrize(
    ("headers", "said"), [({"X-SPARQL-MaxRows": "10000"}, "10000 rows"), ({"X-SQL-State": "S1TAT"}, "own time")]
)
def test_what_a_server_calls_a_part_is_not_taken_for_the_answer(
    fake: FakeEndpoint, headers: dict[str, str], said: str
) -> None:
    with pytest.raises(LimitError, match=said):
        select(fake, Reply(body=NO_ROWS, headers=headers))


@pytest.mark.parametrize("body", [b"", b"<html>", NO_ROWS[:-3], b'{"head": {"vars": ["x"]}}', b"[]", b"\xff"])
def test_what_is_no_result_is_a_store_error(fake: FakeEndpoint, body: bytes) -> None:
    with pytest.raises(StoreError, match="no whole result"):
        select(fake, Reply(body=body))


def test_a_graph_that_ends_in_the_middle_is_a_store_error(fake: FakeEndpoint) -> None:
    fake.will(Reply(body=b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> Timeout", media_type="application/n-triples"))
    with pytest.raises(StoreError, match="no whole result"):
        endpoint(fake).query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_graph_of_which_a_part_is_given_is_read_in_parts(fake: FakeEndpoint) -> None:
    def table(*rows: str) -> Reply:
        return Reply(body="\r\n".join(["head", *rows]).encode(), media_type="text/csv")

    def triples(*numbers: int) -> Reply:
        lines = "".join(f"<a:{number}> <a:p> <a:o> .\n" for number in numbers)
        return Reply(body=lines.encode(), media_type="application/n-triples; charset=UTF-8")

    parts = [reply for digit in range(16) for reply in (table("10"), triples(*range(digit * 10, digit * 10 + 10)))]
    fake.will(table('"a:g",160'), triples(*range(100)), *parts)
    graphs = RemoteGraphs(endpoint(fake))
    found = list(graphs.read(graphs.sizes()))
    assert sorted(int(triple.subject.value[2:]) for _, triple in found) == list(range(160))
    assert 'STRSTARTS(MD5(STR(?s)), "f")' in fake.asked[-1].form["query"]


def test_rows_of_which_a_part_is_given_are_read_in_parts(fake: FakeEndpoint) -> None:
    truncated = {"X-SPARQL-MaxRows": "2"}
    replies = [Reply(body=f"value\r\n{digit}\r\n".encode(), media_type="text/csv") for digit in range(16)]
    fake.will(Reply(body=b"value\r\nx\r\ny\r\n", media_type="text/csv", headers=truncated), *replies)
    assert RemoteCatalogue(endpoint(fake)).literals("a:node", "name") == [str(digit) for digit in range(16)]
    fake.will(*[Reply(body=b"", media_type="text/csv", headers=truncated)] * 99)
    with pytest.raises(LimitError, match="no more than 2 rows"):
        RemoteCatalogue(endpoint(fake)).literals("a:node", "name")


# the text of queries


def test_a_query_for_an_endpoint_is_parsed_but_not_answered_here(fake: FakeEndpoint) -> None:
    values = " ".join(map(str, range(100)))
    product = " ".join(f"VALUES ?v{number} {{ {values} }}" for number in range(6))
    start = time.monotonic()
    with open_reader(fake) as store:
        for form in ("SELECT (COUNT(*) AS ?x)", "SELECT ?v0", "ASK", "CONSTRUCT { ?v0 ?v1 ?v2 }", "DESCRIBE ?v0"):
            with pytest.raises(DiplographError):
                fake.will(Reply(404))
                store.query(f"{form} WHERE {{ {product} FILTER(?v0 + ?v1 < 0) }}")
            assert len(fake.asked) == 1
    assert time.monotonic() - start < 3


def open_reader(fake: FakeEndpoint) -> Store:
    return open_store(fake.address, read_only=True)


def test_an_endpoint_is_never_sent_a_service(fake: FakeEndpoint) -> None:
    with open_reader(fake) as store, pytest.raises(QueryError, match="SERVICE"):
        store.query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert len(fake.asked) == 1


def test_a_reader_writes_nothing(fake: FakeEndpoint) -> None:
    with open_reader(fake) as store:
        for write in (lambda: store.update(INSERT), store.settle_inferences):
            with pytest.raises(StoreError, match="reading only"):
                write()
    assert all("update" not in asked.form for asked in fake.asked)
