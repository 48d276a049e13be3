"""Syndication: which articles carry one report, with or without changes, and so count as one source.

full text ──fingerprint──▶ signature, bands ──same band, then like signatures──▶ copies ──connected──▶ reports
"""

from diplograph.reasoning.syndication.fingerprint import VERSION, Fingerprint, are_copies, fingerprint, likeness
from diplograph.reasoning.syndication.syndicator import Plan, Syndicator

__all__ = ["VERSION", "Fingerprint", "Plan", "Syndicator", "are_copies", "fingerprint", "likeness"]
