"""From an article's text to parsed sentences with the names in them."""

from diplograph.reading.gate import Hints
from diplograph.reading.spacy_ import SpacyReader

__all__ = ["Hints", "SpacyReader"]
