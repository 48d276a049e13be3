"""The HTTP client for an endpoint: nothing goes anywhere else, and no answer is without end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import httpx2

from diplograph.errors import LimitError
from diplograph.extraction.llm.settings import LlmSettings

MAX_RESPONSE_BYTES: Final = 2_000_000
_CONNECT_TIMEOUT_S: Final = 5.0


def open_client(settings: LlmSettings) -> httpx2.AsyncClient:
    """A client that follows no redirect, tells nothing of this machine, and passes by proxies on the way to itself."""
    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(settings.timeout_s, connect=min(_CONNECT_TIMEOUT_S, settings.timeout_s)),
        follow_redirects=False,
        trust_env=not settings.is_on_this_machine,
        event_hooks={"request": [_drop_platform], "response": [_bound]},
    )


async def _drop_platform(request: httpx2.Request) -> None:
    """The OpenAI package tells each endpoint the operating system, processor and Python version."""
    for name in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
        del request.headers[name]


async def _bound(response: httpx2.Response) -> None:
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _BoundedStream(response.stream)


class _BoundedStream(httpx2.AsyncByteStream):
    """A stream that fails when it grows beyond the limit."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks, up to the limit.

        Raises:
            LimitError: there is more.
        """
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > MAX_RESPONSE_BYTES:
                raise LimitError(
                    f"the endpoint's answer is longer than {MAX_RESPONSE_BYTES:,} bytes", hint="ask another model"
                )
            yield chunk

    async def aclose(self) -> None:
        """Close the stream below."""
        await self._stream.aclose()
