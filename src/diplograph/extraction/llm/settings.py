"""Which model is asked, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Self
from urllib.parse import urlsplit

from diplograph.config import LLM_KEY_VARIABLE, LLM_MODEL_VARIABLE, LLM_TIMEOUT_VARIABLE, LLM_URL_VARIABLE
from diplograph.errors import UsageError

DEFAULT_URL: Final = "http://127.0.0.1:11434/v1"
"""A server on this machine, at the port that Ollama takes."""
DEFAULT_TIMEOUT_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An endpoint and a model that it serves.

    Attributes:
        model: the model's name as the endpoint knows it.
        url: address of the endpoint, up to and without `/chat/completions`.
        key: what the endpoint wants as a key, None when it wants none.
        timeout_s: how long one answer is waited for, repeated attempts at it included.

    Raises:
        UsageError: the model is missing, or the address is none.
    """

    model: str
    url: str = DEFAULT_URL
    key: str | None = field(default=None, repr=False)
    timeout_s: float = DEFAULT_TIMEOUT_S

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if not self.model.strip():
            raise UsageError(
                "the reader 'llm' needs the name of a model", hint=f"set {LLM_MODEL_VARIABLE} to one that is served"
            )
        if "@" in self.url:
            raise UsageError("the endpoint's address holds a password", hint=f"put it into {LLM_KEY_VARIABLE}")
        if not _is_address(self.url):
            raise UsageError(
                f"{self.url!r} is not the address of an endpoint", hint=f"{LLM_URL_VARIABLE} is like {DEFAULT_URL}"
            )
        if not self.timeout_s > 0:
            raise UsageError("the time-out is not above 0 seconds", hint=f"see {LLM_TIMEOUT_VARIABLE}")

    @classmethod
    def from_variables(cls, variables: Mapping[str, str]) -> Self:
        """The settings that environment variables make; an empty variable counts as not set.

        Raises:
            UsageError: the model is missing, or a value has the wrong form.
        """
        return cls(
            model=variables.get(LLM_MODEL_VARIABLE, "").strip(),
            url=variables.get(LLM_URL_VARIABLE, "").strip() or DEFAULT_URL,
            key=variables.get(LLM_KEY_VARIABLE, "").strip() or None,
            timeout_s=_seconds(variables.get(LLM_TIMEOUT_VARIABLE, "").strip()),
        )

    @property
    def host(self) -> str:
        """The endpoint's host, without port."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_on_this_machine(self) -> bool:
        """Whether the endpoint's address is a loopback one."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _seconds(value: str) -> float:
    try:
        return float(value) if value else DEFAULT_TIMEOUT_S
    except ValueError:
        raise UsageError(f"{value!r} is not a number of seconds", hint=f"see {LLM_TIMEOUT_VARIABLE}") from None
