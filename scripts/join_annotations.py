"""Puts annotations that stand apart from their texts together with these, as gold files have them.

    join_annotations.py benchmarks/passages/annotations.jsonl TEXTS.jsonl > GOLD.jsonl

    join_annotations.py benchmarks/passages/gathered.jsonl PASSAGES.jsonl > GOLD.jsonl

TEXTS.jsonl has `{"id": …, "source": …, "date": …, "text": …}` a line. An annotation is of a part of one text, with
white space collapsed: `id` is `text#number`, `start` and `end` count characters. One with a `digest` is of a whole
passage: the first 16 digits of the SHA-256 of its text find it, whatever its id. Annotations whose text is not there
are left out and counted on stderr.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def join(annotations: Path, texts: Path) -> Iterator[dict[str, Any]]:
    """The annotated passages, those without their text left out."""
    sources = _lines(texts)
    by_id: Mapping[str, dict[str, Any]] = {line["id"]: line for line in sources}
    by_digest: Mapping[str, dict[str, Any]] = {digest_of(line["text"]): line for line in sources}
    for line in _lines(annotations):
        digest = line.pop("digest", None)
        source = by_digest.get(digest) if digest else by_id.get(line["id"].split("#")[0])
        if source is None:
            continue
        text = " ".join(source["text"].split())
        part = text if digest else text[line.pop("start") : line.pop("end")]
        yield {**line, "source": source.get("source", ""), "date": source.get("date"), "text": part}


def digest_of(text: str) -> str:
    """What tells a passage, white space collapsed."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Join and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("texts", type=Path)
    args = parser.parse_args()
    joined = list(join(args.annotations, args.texts))
    for line in joined:
        print(json.dumps(line, ensure_ascii=False))
    missing = len(_lines(args.annotations)) - len(joined)
    print(f"{len(joined)} passages; {missing} without their text", file=sys.stderr)


if __name__ == "__main__":
    main()
