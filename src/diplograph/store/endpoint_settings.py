"""How an endpoint is reached: from its address alone, or from a file that says more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from diplograph.config import STORE_PASSWORD_VARIABLE, STORE_TIMEOUT_VARIABLE, STORE_TOKEN_VARIABLE
from diplograph.errors import UsageError
from diplograph.store.credentials import (
    Credentials,
    Scheme,
    credentials_in,
    credentials_in_netrc,
    split_userinfo,
)
from diplograph.store.servers import Addresses, ServerKind, addresses_of, kind_at

SETTINGS_SUFFIX: Final = ".toml"
"""How the name of a file ends that describes an endpoint."""

DEFAULT_TIMEOUT_S: Final = 60.0

_TEXTS: Final = (
    "url", "server", "query", "update", "graph_store", "auth", "user", "password_variable", "token_variable",
)  # fmt: skip
_NUMBERS: Final = ("timeout_s", "tries", "answer_bytes", "update_bytes")
_SECRETS: Final = ("password", "token", "secret", "key")


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """An endpoint and how it is talked to.

    Attributes:
        addresses: where queries and updates go.
        kind: which server it is; `sparql` lets the answer to the first query tell.
        credentials: who it is told that we are.
        timeout_s: how long one request may take in all, its retries included.
        tries: how often a request is sent that can be repeated without harm.
        answer_bytes: the largest answer to a query that is read.
        update_bytes: the largest update that is sent, where the server's own limit is not to hold.
    """

    addresses: Addresses
    kind: ServerKind = ServerKind.SPARQL
    credentials: Credentials | None = None
    timeout_s: float = DEFAULT_TIMEOUT_S
    tries: int = 4
    answer_bytes: int = 200_000_000
    update_bytes: int | None = None


def read_settings(location: str, variables: Mapping[str, str]) -> EndpointSettings:
    """What a location and the environment say of an endpoint.

    Credentials are those in the address, else those that the environment holds, else those that the netrc file has for
    the host.

    Args:
        location: an address, or the path of a `.toml` file (see `docs/remote-stores.md`).
        variables: the environment.

    Raises:
        UsageError: the address is none, the file cannot be read or holds something else.
    """
    options = _read_file(Path(location)) if location.endswith(SETTINGS_SUFFIX) else {"url": location}
    url, given = split_userinfo(_checked_address(str(options.get("url") or options.get("query") or "")))
    kind = _member(ServerKind, "server", options) or kind_at(url)
    settings = EndpointSettings(_addresses(url, options), kind, timeout_s=_timeout_s(variables))
    numbers: dict[str, Any] = {name: options[name] for name in _NUMBERS if name in options}
    settings = replace(settings, **numbers)
    credentials = given or _credentials(url, options, variables)
    scheme = _member(Scheme, "auth", options)
    if credentials and scheme and credentials.scheme is not Scheme.BEARER:
        credentials = replace(credentials, scheme=scheme)
    return replace(settings, credentials=credentials)


def _addresses(url: str, options: Mapping[str, Any]) -> Addresses:
    given: dict[str, str] = {name: options[name] for name in ("query", "update", "graph_store") if name in options}
    for name, address in given.items():
        if "@" in urlsplit(_checked_address(address)).netloc:
            raise UsageError(f"the address {name} holds a name.", hint="put user = … into the file instead.")
    return replace(addresses_of(url), **given)


def _credentials(url: str, options: Mapping[str, Any], variables: Mapping[str, str]) -> Credentials | None:
    user = options.get("user")
    found = credentials_in(
        variables,
        user=user,
        password_variable=options.get("password_variable", STORE_PASSWORD_VARIABLE),
        token_variable=options.get("token_variable", STORE_TOKEN_VARIABLE),
    )
    return found or credentials_in_netrc(urlsplit(url).hostname or "", variables, user)


def _checked_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        is_sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_sound = False
    if not is_sound or parts.query or parts.fragment or any(character <= " " for character in address):
        shown = "what is given with a name" if "@" in address else repr(address)
        raise UsageError(f"{shown} is not the address of an endpoint.", hint="give http://HOST:PORT/PATH.")
    return address


def _timeout_s(variables: Mapping[str, str]) -> float:
    value = variables.get(STORE_TIMEOUT_VARIABLE, "").strip()
    try:
        seconds = float(value) if value else DEFAULT_TIMEOUT_S
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise UsageError(f"{STORE_TIMEOUT_VARIABLE} is {value!r}.", hint="give a number of seconds above 0.")
    return seconds


def _read_file(path: Path) -> dict[str, Any]:
    try:
        options = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", hint="it describes an endpoint in TOML.") from error
    for name, value in options.items():
        _check_option(path, name, value)
    if not ("url" in options or {"query", "update"} <= set(options)):
        raise UsageError(f"{path} says no address.", hint='add url = "http://…", or query and update.')
    return options


def _check_option(path: Path, name: str, value: object) -> None:
    if name in _SECRETS:
        raise UsageError(
            f"{path} holds a secret, {name}.",
            hint="name an environment variable instead: password_variable or token_variable.",
        )
    if name not in _TEXTS + _NUMBERS:
        raise UsageError(f"{path} holds {name!r}, which means nothing.", hint=f"known: {', '.join(_TEXTS + _NUMBERS)}.")
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    is_whole = isinstance(value, int) or name == "timeout_s"
    if not (is_number and is_whole if name in _NUMBERS else isinstance(value, str) and value):
        raise UsageError(f"{name} in {path} has the wrong form.", hint="see docs/remote-stores.md.")


def _member(kind: Any, name: str, options: Mapping[str, Any]) -> Any:
    if name not in options:
        return None
    try:
        return kind(options[name])
    except ValueError:
        known = ", ".join(each.value for each in kind)
        raise UsageError(f"{name} = {options[name]!r} is not known.", hint=f"known: {known}.") from None
