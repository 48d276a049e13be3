"""The reader `llm`: a language model behind an OpenAI-compatible endpoint proposes, the validator decides.

    sentences ──passages──▶ endpoint ──answers──▶ Proposal ──ProposalValidator──▶ Claim

Only this package names pydantic-ai. It is imported when the reader is chosen, and asks nobody before there is an
article to read.
"""

from diplograph.extraction.llm.reader import LlmReader, make_llm_reader
from diplograph.extraction.llm.settings import LlmSettings

__all__ = ["LlmReader", "LlmSettings", "make_llm_reader"]
