"""A text as a few numbers by which its copies are found: MinHash (Broder 1997) and banding (Leskovec et al., 3.4).

Texts are likened by the runs of four words that they share, as a part of all their runs (Jaccard). Of 256 smallest
hashes the signature keeps eight bits each (b-bit minwise hashing, Li and König 2010). Pairs of the first 32 make 16
bands; whatever shares none of them is never compared.
"""

from __future__ import annotations

import base64
import hashlib
from operator import eq
from typing import Final, NamedTuple

from diplograph.reasoning.syndication.wording import opening_words

VERSION: Final = "minhash/1"
"""Changes with the method, and with `rensa` where it gives other hashes: stores then make their reports anew."""
LEAST_WORDS: Final = 40
"""Shorter texts are copies only if they are the same, word by word."""
LEAST_LIKENESS: Final = 0.25
"""From which estimated likeness on two texts are copies; measured by benchmarks/copies.py."""

_RUN_WORDS: Final = 4
_HASHES: Final = 256
_SEED: Final = 1
_BANDS: Final = 16
_ROWS: Final = 2
_SAME_BY_CHANCE: Final = 1 / 256
_EXACT: Final = "="
"""Begins the signature of a text that is too short to be likened."""


class Fingerprint(NamedTuple):
    """What is stored of a text.

    Attributes:
        signature: base64, or the digest of a short text's words.
        bands: numbers below 2 ** 48; copies share at least one.
    """

    signature: str
    bands: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of an article's text."""
    words = opening_words(text)
    if len(words) < LEAST_WORDS:
        digest = hashlib.sha256(" ".join(words).encode()).hexdigest()[:32]
        return Fingerprint(_EXACT + digest, (int(digest[:12], 16),))
    hashes = _min_hashes([" ".join(words[start : start + _RUN_WORDS]) for start in range(len(words) - _RUN_WORDS + 1)])
    signature = base64.b64encode(bytes(each & 0xFF for each in hashes)).decode()
    rows = [hashes[number : number + _ROWS] for number in range(0, _BANDS * _ROWS, _ROWS)]
    return Fingerprint(signature, tuple(_band(number, each) for number, each in enumerate(rows)))


def likeness(one: str, other: str) -> float:
    """An estimate, from 0 to 1, of how much the texts of two signatures share; off by 0.03 in the mean at a half."""
    if one.startswith(_EXACT) or other.startswith(_EXACT):
        return float(one == other)
    same: int = sum(map(eq, base64.b64decode(one), base64.b64decode(other)))
    return max(0.0, (same / _HASHES - _SAME_BY_CHANCE) / (1 - _SAME_BY_CHANCE))


def are_copies(one: str, other: str) -> bool:
    """Whether the texts of two signatures are copies, as far as these tell."""
    return likeness(one, other) >= LEAST_LIKENESS


def _min_hashes(runs: list[str]) -> list[int]:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(runs)
    return list(sketch.digest())


def _band(number: int, rows: list[int]) -> int:
    named = ",".join(map(str, [number, *rows]))
    return int.from_bytes(hashlib.blake2b(named.encode(), digest_size=6).digest())
