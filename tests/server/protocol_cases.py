"""The W3C's tests of the SPARQL 1.1 Protocol (w3c/rdf-tests, sparql11/protocol, as data in `protocol_cases.json`).

The manifest's `query_multiple_dataset` has its two graphs in one field by a slip of escaping; here they are two fields.
Where it looks at what an update did with a SELECT, an ASK looks for the same.
"""

import json
from pathlib import Path
from typing import Any

from served import TOKEN, Served

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


def check_case(server: Served, case: Any) -> None:
    """Make the requests of a case, and look at the answers."""
    for request in case["requests"]:
        _check(server, request)


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
