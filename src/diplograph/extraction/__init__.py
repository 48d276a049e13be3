"""From resolved sentences to claims: frames find relations, their stance, time and place are read off the tree."""

from diplograph.extraction.extractor import READER, Extractor

__all__ = ["READER", "Extractor"]
