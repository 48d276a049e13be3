"""Questions to an OpenAI-compatible endpoint, through pydantic-ai: a JSON schema first, plain JSON where that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic_ai import Agent, ModelRetry, NativeOutput, PromptedOutput, RunContext
from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAuthenticationError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelNotFoundError,
    UnexpectedModelBehavior,
)
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles import DEFAULT_PROMPTED_OUTPUT_TEMPLATE, ModelProfile
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from diplograph.errors import LimitError
from diplograph.extraction.llm.answers import Answer
from diplograph.extraction.llm.client import open_client
from diplograph.extraction.llm.problems import explain
from diplograph.extraction.llm.settings import LlmSettings

TRIES: Final = 3
"""How often one passage is asked about: once, and again with what was wrong."""
MAX_ANSWER_TOKENS: Final = 4_096
_MAX_COMPLAINT_CHARS: Final = 4_000
_ATTEMPTS_REPEATED: Final = 2
"""How often a request that failed on the way, or with a server's error, is sent again."""
_FIRST_PARTY_HOST: Final = "api.openai.com"
_SCHEMA_REFUSED: Final = frozenset({400, 415, 422, 501})
"""HTTP statuses of an endpoint that knows no `response_format`."""

_T = TypeVar("_T")


@dataclass(slots=True)
class Question:
    """One passage to ask about.

    Attributes:
        prompt: the message that shows it.
        complaints: what is wrong with an answer; empty when nothing is.
        answers: every answer that had the form asked for, in order.
    """

    prompt: str
    complaints: Callable[[Answer], Sequence[str]]
    answers: list[Answer] = field(default_factory=list)


class Endpoint:
    """Asks one model.

    Args:
        settings: where and which.
        instructions: what every question is preceded by.
    """

    def __init__(self, settings: LlmSettings, instructions: str) -> None:
        self._settings = settings
        self._instructions = instructions
        self._takes_schema = True

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """The last answer to each question that had the form asked for; what it says may still be wrong.

        Raises:
            LimitError: time, length or the number of tries was reached.
            MissingPartError: nobody answers at the endpoint, or it is out of order.
            UsageError: the endpoint refuses the key, the model or the request.
        """
        return _run(self._ask_all(questions)) if questions else []

    async def _ask_all(self, questions: Sequence[Question]) -> list[Answer]:
        async with open_client(self._settings) as client:
            provider = OpenAICompatibleProvider(
                "diplograph-llm",
                base_url=self._settings.url,
                api_key=self._settings.key,
                http_client=client,
            )
            return [await self._ask(provider, question) for question in questions]

    async def _ask(self, provider: OpenAICompatibleProvider, question: Question) -> Answer:
        try:
            return await self._answer(provider, question)
        except UnexpectedModelBehavior as error:
            if question.answers:
                return question.answers[-1]
            raise LimitError(
                f"{self._settings.model} gave no answer of the form asked for in {TRIES} tries",
                hint="ask a larger model; DIPLOGRAPH_LLM_MODEL says which",
            ) from error
        except AgentRunError as error:
            raise explain(error, self._settings) from error

    async def _answer(self, provider: OpenAICompatibleProvider, question: Question) -> Answer:
        if self._takes_schema:
            try:
                return await self._run(provider, question)
            except ModelHTTPError as error:
                if not _refuses_schema(error):
                    raise
                self._takes_schema = False
        return await self._run(provider, question)

    async def _run(self, provider: OpenAICompatibleProvider, question: Question) -> Answer:
        agent = self._agent(provider)
        return (await agent.run(question.prompt, deps=question)).output

    def _agent(self, provider: OpenAICompatibleProvider) -> Agent[Question, Answer]:
        form = NativeOutput if self._takes_schema else PromptedOutput
        agent = Agent(
            OpenAIChatModel(self._settings.model, provider=provider, profile=self._profile()),
            output_type=form(Answer, name="relations", template=DEFAULT_PROMPTED_OUTPUT_TEMPLATE),
            instructions=self._instructions,
            deps_type=Question,
            name="diplograph-llm",
            model_settings=ModelSettings(
                temperature=0.0,
                max_tokens=MAX_ANSWER_TOKENS,
                timeout=self._settings.timeout_s,
                request_timeout=self._settings.timeout_s,
                max_retries=_ATTEMPTS_REPEATED,
            ),
            retries={"output": TRIES - 1},
        )
        agent.output_validator(_judge)
        return agent

    def _profile(self) -> ModelProfile:
        """Only OpenAI itself wants `max_completion_tokens`: others ignore it and write on (ollama/ollama#7125)."""
        return OpenAIModelProfile(
            supports_json_schema_output=True,
            supports_json_object_output=False,
            openai_chat_supports_max_completion_tokens=self._settings.host == _FIRST_PARTY_HOST,
        )


def _judge(asked: RunContext[Question], answer: Answer) -> Answer:
    """Sends an answer back with what is wrong in it, as long as there are tries left."""
    question = asked.deps
    question.answers.append(answer)
    complaints = question.complaints(answer)
    if complaints and not asked.last_attempt:
        raise ModelRetry("\n".join(complaints)[:_MAX_COMPLAINT_CHARS])
    return answer


def _refuses_schema(error: ModelHTTPError) -> bool:
    is_other = isinstance(error, ModelAuthenticationError | ModelNotFoundError | ModelContextWindowExceededError)
    return error.status_code in _SCHEMA_REFUSED and not is_other


def _run(work: Coroutine[None, None, _T]) -> _T:
    """The result of asynchronous work, also where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()
