"""What goes wrong on the way to an endpoint, in words for whoever set it up."""

from __future__ import annotations

from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestRejectedError,
    ModelRequestTimeout,
    ModelTimeoutError,
)

from diplograph.config import LLM_KEY_VARIABLE, LLM_MODEL_VARIABLE, LLM_TIMEOUT_VARIABLE, LLM_URL_VARIABLE
from diplograph.errors import DiplographError, LimitError, MissingPartError, UsageError
from diplograph.extraction.llm.settings import LlmSettings


def explain(error: AgentRunError, settings: LlmSettings) -> DiplographError:
    """The error that diplograph raises for one of pydantic-ai's.

    A `LimitError` concerns one article, so that the next may fare better; any other concerns the endpoint.
    """
    if limit := _cause(error):
        return limit
    status = f" (HTTP {error.status_code})" if isinstance(error, ModelHTTPError) else ""
    match error:
        case ModelTimeoutError() | ModelRequestTimeout():
            return LimitError(
                f"{settings.url} gave no answer within {settings.timeout_s:g} seconds",
                hint=f"set {LLM_TIMEOUT_VARIABLE} to more seconds, or ask a smaller model",
            )
        case ModelRateLimitError() | ModelQuotaExceededError():
            return LimitError(f"{settings.url} takes no more requests for now{status}", hint="try again later")
        case ModelContextWindowExceededError():
            return LimitError(f"a passage is too long for {settings.model}{status}", hint="ask a larger model")
        case ModelConnectionError():
            return MissingPartError(
                f"nobody answers at {settings.url}",
                hint=f"start the model's server, or set {LLM_URL_VARIABLE} to where it is",
            )
        case ModelAuthenticationError():
            return UsageError(f"{settings.url} refuses the key{status}", hint=f"set {LLM_KEY_VARIABLE}")
        case ModelNotFoundError():
            return UsageError(
                f"{settings.url} serves no model {settings.model!r}{status}",
                hint=f"set {LLM_MODEL_VARIABLE} to one that it serves; the address ends before /chat/completions",
            )
        case ModelRequestRejectedError():
            return UsageError(f"{settings.url} refuses the request{status}", hint="ask another model or endpoint")
    return MissingPartError(f"{settings.url} is out of order{status}", hint="look at the endpoint's own log")


def _cause(error: BaseException) -> LimitError | None:
    """The limit of our own that lies at the root of an error."""
    current: BaseException | None = error
    while current is not None and not isinstance(current, LimitError):
        current = current.__cause__ or current.__context__
    return current
