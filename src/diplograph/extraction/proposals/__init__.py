"""What a model says that it has read, and what is taken of it.

    model's answer ──▶ Proposal ──ProposalValidator──▶ Claim, or NotTaken with the reason

A model is never believed: what it proposes becomes a claim only when the words and names that it gives stand where it
says, and are resolved there by the same links that the rules use. Any learned reader goes through here.
"""

from diplograph.extraction.proposals.proposal import Proposal
from diplograph.extraction.proposals.validator import ProposalValidator, refuse

__all__ = ["Proposal", "ProposalValidator", "refuse"]
