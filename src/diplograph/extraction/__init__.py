"""From resolved sentences to claims.

`ClaimReader` is what a reader is; `rules` (frames over the parse) and `llm` (a language model whose proposals a
validator checks) are two, found by name with `get_reader`.
"""

from diplograph.extraction.extractor import READER, Extractor
from diplograph.extraction.protocol import ClaimReader, KnownThings, MakeReader
from diplograph.extraction.readers import get_reader, reader_names, reader_release

__all__ = [
    "READER",
    "ClaimReader",
    "Extractor",
    "KnownThings",
    "MakeReader",
    "get_reader",
    "reader_names",
    "reader_release",
]
