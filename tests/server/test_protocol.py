"""The W3C's tests of the SPARQL 1.1 Protocol (w3c/rdf-tests, sparql11/protocol, as data in `protocol_cases.json`).

The manifest's `query_multiple_dataset` has its two graphs in one field by a slip of escaping; here they are two fields.
Where it looks at what an update did with a SELECT, an ASK looks for the same.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import TOKEN, Served, write_store

CASES = json.loads((Path(__file__).parent / "protocol_cases.json").read_text(encoding="utf-8"))
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "rdf": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


def _is_update(case: Any) -> bool:
    return case["id"].startswith("update_")


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("writable") / "protocol.store"
    write_store(path)
    server = Served(path, "--workers", "1", "--writable", token=TOKEN)
    yield server
    assert server.stop() == 0


def _check(server: Served, request: Any) -> None:
    body = request.get("body", "").encode(request.get("encoding", "utf-8"))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if "type" in request:
        headers["Content-Type"] = request["type"]
    reply = server.ask(request["target"], request["method"], body if "body" in request else None, headers)
    assert f"{reply.status // 100}xx" == request["status"], reply
    kind = reply.headers.get("content-type", "").partition(";")[0]
    if request["status"] == "4xx":
        assert kind == "application/problem+json"
    if "boolean" in request:
        assert reply.json["boolean"] is request["boolean"]
    if "format" in request:
        assert kind in FORMATS[request["format"]]


@pytest.mark.parametrize("case", [case for case in CASES if not _is_update(case)], ids=lambda case: case["id"])
def test_the_protocol_of_queries(served: Served, case: Any) -> None:
    for request in case["requests"]:
        _check(served, request)


@pytest.mark.parametrize("case", [case for case in CASES if "update" in case["id"]], ids=lambda case: case["id"])
def test_the_protocol_of_updates(writable: Served, case: Any) -> None:
    for request in case["requests"]:
        _check(writable, request)
