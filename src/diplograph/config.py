"""What can be set from outside, and this installation's version."""

from __future__ import annotations

from typing import Final

DEFAULT_STORE: Final = "./diplograph.store"
"""Where the store is when nobody says."""

STORE_VARIABLE: Final = "DIPLOGRAPH_STORE"
"""The environment variable that says where the store is."""

STORE_USER_VARIABLE: Final = "DIPLOGRAPH_STORE_USER"
"""The environment variable with the name that an endpoint is told."""

STORE_PASSWORD_VARIABLE: Final = "DIPLOGRAPH_STORE_PASSWORD"  # noqa: S105
"""The environment variable with the password that goes with that name."""

STORE_TOKEN_VARIABLE: Final = "DIPLOGRAPH_STORE_TOKEN"  # noqa: S105
"""The environment variable with the bearer token that an endpoint is shown."""

STORE_TIMEOUT_VARIABLE: Final = "DIPLOGRAPH_STORE_TIMEOUT"
"""The environment variable that says for how many seconds one request to an endpoint may take, retries included."""

SERVICES_VARIABLE: Final = "DIPLOGRAPH_SERVICES"
"""The environment variable that lists the servers that a query may ask by `SERVICE`."""

TRACEBACK_VARIABLE: Final = "DIPLOGRAPH_TRACEBACK"
"""The environment variable that, when set, shows Python's traceback below an error."""

DEFAULT_READER: Final = "rules"
"""Who reads claims out of articles when nobody says."""

READER_VARIABLE: Final = "DIPLOGRAPH_READER"
"""The environment variable that says which reader the command line uses."""

LLM_URL_VARIABLE: Final = "DIPLOGRAPH_LLM_URL"
"""The environment variable with the address of an OpenAI-compatible endpoint, for the reader `llm`."""

LLM_MODEL_VARIABLE: Final = "DIPLOGRAPH_LLM_MODEL"
"""The environment variable with the name of a model that the endpoint serves."""

LLM_KEY_VARIABLE: Final = "DIPLOGRAPH_LLM_KEY"
"""The environment variable with the endpoint's key, where it wants one."""

LLM_TIMEOUT_VARIABLE: Final = "DIPLOGRAPH_LLM_TIMEOUT"
"""The environment variable that says for how many seconds one answer of the endpoint is waited for."""

TOKEN_VARIABLE: Final = "DIPLOGRAPH_TOKEN"  # noqa: S105 - a name
"""The environment variable with the token that updates over HTTP need."""

QUERY_ANSWERER: Final = "diplograph.store.isolated:QueryAnswerer"
"""What runs in the worker processes that answer queries."""


def is_directory(location: str) -> bool:
    """Whether a store's location means a directory, and no memory, endpoint or file that describes one."""
    return not (
        location == "memory:" or location.lower().startswith(("http://", "https://")) or location.endswith(".toml")
    )


def find_version() -> str:
    """The installed version, or `unknown` when diplograph runs from files that were never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("diplograph")
    except PackageNotFoundError:
        return "unknown"
