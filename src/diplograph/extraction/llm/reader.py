"""Claims as a language model proposes them and the validator lets them pass."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from diplograph.extraction.links import links_of, names_for_review
from diplograph.extraction.llm.answers import Answer, read_relation
from diplograph.extraction.llm.endpoint import Endpoint, Question
from diplograph.extraction.llm.passages import INSTRUCTIONS, ask_about, cut_passages
from diplograph.extraction.llm.settings import LlmSettings
from diplograph.extraction.proposals import ProposalValidator, refuse
from diplograph.extraction.protocol import KnownThings
from diplograph.model import Article, Claim, Dating, Extraction, NotTaken, ResolvedSentence, Span

VERSION: Final = "llm/1"
"""The version of instructions, form and checks together; the model's name follows."""


def make_llm_reader(_known: KnownThings) -> LlmReader:
    """The reader `llm`, set up by environment variables.

    Raises:
        UsageError: no model is named, or a value has the wrong form.
    """
    return LlmReader(LlmSettings.from_variables(os.environ))


class LlmReader:
    """Reads claims by asking a language model; see `ClaimReader`.

    Args:
        settings: which model, and where.
    """

    def __init__(self, settings: LlmSettings) -> None:
        self.name = f"{VERSION}:{settings.model}"
        self._endpoint = Endpoint(settings, INSTRUCTIONS)

    def extract(
        self, article: Article, sentences: Sequence[ResolvedSentence], dating: Dating | None = None
    ) -> Extraction:
        """What the model proposes and the text bears out; each refused proposal is listed with the reason.

        Raises:
            LimitError: time, length or the number of tries was reached.
            MissingPartError: nobody answers at the endpoint, or it is out of order.
            UsageError: the endpoint refuses the key, the model or the request.
        """
        checks = [_Check(ProposalValidator(article, sentences), span) for span in cut_passages(article, sentences)]
        questions = [Question(ask_about(article, check.passage), check.complaints) for check in checks]
        answers = self._endpoint.ask(questions)
        results = [result for check, answer in zip(checks, answers, strict=True) for result in check.results(answer)]
        claims = dict.fromkeys(result for result in results if isinstance(result, Claim))
        refused = [result for result in results if isinstance(result, NotTaken)]
        for_review = [note for resolved in sentences for note in names_for_review(resolved)]
        return Extraction(
            article=article,
            claims=tuple(sorted(claims, key=lambda claim: claim.evidence.span.start)),
            links=links_of(sentences),
            not_taken=tuple(sorted((*for_review, *refused), key=lambda note: note.span.start)),
            reader=self.name,
            dating=dating,
        )


class _Check:
    """Holds the answers about one passage against it."""

    def __init__(self, validator: ProposalValidator, passage: Span) -> None:
        self.passage = passage
        self._validator = validator

    def results(self, answer: Answer) -> list[Claim | NotTaken]:
        """A claim or a refusal for each relation of an answer."""
        return [self._result(relation) for relation in answer.relations]

    def complaints(self, answer: Answer) -> list[str]:
        """What is wrong with an answer, for the model to mend."""
        complaints = [
            f"relations[{position}]: {result.detail or result.reason}"
            for position, result in enumerate(self.results(answer))
            if isinstance(result, NotTaken)
        ]
        return [*complaints, _AGAIN] if complaints else []

    def _result(self, relation: object) -> Claim | NotTaken:
        proposal = read_relation(relation)
        if isinstance(proposal, str):
            return refuse(self.passage, proposal)
        return self._validator.check(proposal, self.passage)


_AGAIN = "Answer again with the whole list: mend these relations, or leave them out; keep the others."
