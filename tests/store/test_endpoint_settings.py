"""How a location and the environment say where an endpoint is and who asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.errors import UsageError
from diplograph.store.credentials import Credentials, Scheme
from diplograph.store.endpoint_settings import EndpointSettings, read_settings
from diplograph.store.servers import Addresses, ServerKind, addresses_of, kind_in_header, with_password

NOWHERE = {"NETRC": "/no/such/file"}


def read(location: str, **variables: str) -> EndpointSettings:
    return read_settings(location, {**NOWHERE, **variables})


@pytest.mark.parametrize(
    ("location", "query", "update", "graph_store"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", None),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", None),
        ("http://h:7878/query", "http://h:7878/query", "http://h:7878/update", None),
        ("http://h:3030/talks", "http://h:3030/talks/query", "http://h:3030/talks/update", None),
        ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql", None),
        ("http://h:8765/sparql", "http://h:8765/sparql", "http://h:8765/sparql", None),
        (
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-graph-crud-auth",
        ),
        (
            "http://h:7200/repositories/t",
            "http://h:7200/repositories/t",
            "http://h:7200/repositories/t/statements",
            None,
        ),
    ],
)
def test_an_address_tells_where_updates_go(location: str, query: str, update: str, graph_store: str | None) -> None:
    assert addresses_of(location) == Addresses(query, update, graph_store)
    assert read(location).addresses == Addresses(query, update, graph_store)


def test_virtuoso_is_written_to_where_it_asks_for_a_password() -> None:
    plain = addresses_of("http://h:8890/sparql")
    assert with_password(plain, ServerKind.SPARQL) == plain
    assert with_password(plain, ServerKind.VIRTUOSO) == Addresses(
        "http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"
    )


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Oxigraph/0.5.13", ServerKind.OXIGRAPH),
        ("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu  ", ServerKind.VIRTUOSO),
        ("Apache Jena Fuseki (5.0.0)", ServerKind.FUSEKI),
        ("nginx", ServerKind.SPARQL),
        ("", ServerKind.SPARQL),
    ],
)
def test_a_header_tells_the_server(header: str, kind: ServerKind) -> None:
    assert kind_in_header(header) is kind


def test_a_file_says_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "talks.toml"
    path.write_text(
        'url = "https://h.example/ds"\nserver = "fuseki"\nupdate = "https://h.example/write"\n'
        'graph_store = "https://h.example/data"\nauth = "digest"\nuser = "ann"\npassword_variable = "TALKS_PASSWORD"\n'
        "timeout_s = 2.5\ntries = 7\nanswer_bytes = 1000\nupdate_bytes = 2000\n"
    )
    assert read(str(path), TALKS_PASSWORD="pw") == EndpointSettings(
        Addresses("https://h.example/ds/query", "https://h.example/write", "https://h.example/data"),
        ServerKind.FUSEKI,
        Credentials("ann", "pw", Scheme.DIGEST),
        timeout_s=2.5,
        tries=7,
        answer_bytes=1000,
        update_bytes=2000,
    )


def test_a_file_may_give_both_addresses_and_no_url(tmp_path: Path) -> None:
    path = tmp_path / "talks.toml"
    path.write_text('query = "http://h/q"\nupdate = "http://h/u"\ntoken_variable = "TOKEN"\n')
    found = read(str(path), TOKEN="abc")
    assert found.addresses == Addresses("http://h/q", "http://h/u")
    assert found.credentials == Credentials(None, "abc", Scheme.BEARER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no address"),
        ('query = "http://h/q"', "no address"),
        ('url = "http://h"\npassword = "pw"', "secret"),
        ('url = "http://h"\ntoken = "pw"', "secret"),
        ('url = "http://h"\ncolour = "red"', "colour"),
        ('url = "http://h"\nserver = "oracle"', "oracle"),
        ('url = "http://h"\nauth = "kerberos"', "kerberos"),
        ('url = "http://h"\ntries = 0', "tries"),
        ('url = "http://h"\ntries = 1.5', "tries"),
        ('url = "http://h"\ntries = true', "tries"),
        ('url = "http://h"\ntimeout_s = "1"', "timeout_s"),
        ('url = "ftp://h"', "ftp://h"),
        ('url = "http://h"\nupdate = "h"', "'h'"),
        ('url = "http://h"\nupdate = "http://ann:pw@h/"', "update"),
        ("url = ", "cannot be read"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "talks.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said) as caught:
        read(str(path))
    assert caught.value.hint
    assert "pw" not in caught.value.message + caught.value.hint


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    "location", ["http://", "http://h:99999", "http://h/?a=b", "http://h/#x", "http://h/ y", "http://ann:pw@"]
)
def test_what_is_no_address_is_refused_without_its_secrets(location: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(location)
    assert "pw" not in caught.value.message


def test_credentials_come_from_the_address_then_the_environment_then_the_netrc_file(tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine h login nat password three\nmachine other login nat password four\n")
    variables = {"NETRC": str(netrc)}
    named = {**variables, "DIPLOGRAPH_STORE_USER": "eve", "DIPLOGRAPH_STORE_PASSWORD": "two"}
    assert read_settings("http://ann:o%3Ae@h:1/sparql", named).credentials == Credentials("ann", "o:e")
    assert read_settings("http://h:1/sparql", named).credentials == Credentials("eve", "two")
    assert read_settings("http://h:1/sparql", variables).credentials == Credentials("nat", "three")
    assert read_settings("http://elsewhere:1/sparql", variables).credentials is None
    assert read_settings("http://ann@h:1/sparql", variables).addresses.query == "http://h:1/sparql"


@pytest.mark.parametrize(
    "variables",
    [{"DIPLOGRAPH_STORE_USER": "ann"}, {"DIPLOGRAPH_STORE_PASSWORD": "pw"}, {"DIPLOGRAPH_STORE_TIMEOUT": "soon"}]
    + [{"DIPLOGRAPH_STORE_TIMEOUT": value} for value in ("0", "-1", "nan")],
)
def test_half_of_what_is_needed_is_refused(variables: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        read("http://h/sparql", **variables)
    assert caught.value.hint


def test_a_netrc_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine h login ann passwort pw\n")
    with pytest.raises(UsageError, match="netrc") as caught:
        read("http://h/sparql", NETRC=str(netrc))
    assert "pw" not in caught.value.message


def test_secrets_are_not_in_what_a_value_shows() -> None:
    found = Credentials("ann", "s3cret")
    assert "s3cret" not in f"{found!r} {found}"
    assert found.hide(f"it was s3cret, or {found.header()}") == "it was ***, or Basic ***"
