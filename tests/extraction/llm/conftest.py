"""The reader `llm` against a real server on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from llm_server import MODEL, Server, serving

from diplograph.extraction.llm import LlmReader, LlmSettings
from diplograph.model import Extraction


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that runs for one test."""
    with serving() as found:
        yield found


@pytest.fixture
def read(server: Server, resolve: Callable[..., Any]) -> Callable[..., Extraction]:
    """Reads a text with the reader `llm` against the server."""

    def extract(text: str, timeout_s: float = 10.0, key: str | None = None) -> Extraction:
        settings = LlmSettings(MODEL, server.url, key=key, timeout_s=timeout_s)
        return LlmReader(settings).extract(*resolve(text))

    return extract


@pytest.fixture
def llm_variables(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that makes the reader `llm` ask the server."""
    monkeypatch.setenv("DIPLOGRAPH_LLM_URL", server.url)
    monkeypatch.setenv("DIPLOGRAPH_LLM_MODEL", MODEL)
    monkeypatch.setenv("DIPLOGRAPH_LLM_TIMEOUT", "10")
    monkeypatch.delenv("DIPLOGRAPH_LLM_KEY", raising=False)
