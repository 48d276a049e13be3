"""Counts which modality the words give what only the learned model found, for `diplograph.extraction.weighing`.

    train_modality.py GOLD.jsonl …

Writes src/diplograph/extraction/modality.json. The passages should be such as neither rules nor the learned model were
made from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from diplograph.evaluation import annotate, read_annotations
from diplograph.evaluation.scoring import matched_relations
from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.learnt import Learnt
from diplograph.extraction.weighing import COUNTS, WORDS_ALONE
from diplograph.model import Claim, Modality
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article


def read_pairs(path: Path) -> Iterator[tuple[str | None, str | None]]:
    """Of each relation of a gold file that the model alone finds, the modality by the words and the annotated one."""
    pipeline = Pipeline()
    extractor = make_rules_reader(pipeline.register, Learnt(weigher=WORDS_ALONE))
    for id_, gold in read_annotations(path).items():
        article = make_article(gold.text, gold.date)
        extraction = extractor.extract(article, *pipeline.resolve(article))
        got = annotate(extraction, id_=id_)
        learnt = {id(given) for given, claim in zip(got.relations, extraction.claims, strict=True) if _is_learnt(claim)}
        for wanted, given in matched_relations(gold, got):
            if id(given) in learnt:
                yield given.modality, wanted.modality


def _is_learnt(claim: Claim) -> bool:
    return "learnt" in claim.features


def main() -> None:
    """Read, count, write."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    counted = Counter(pair for path in parser.parse_args().gold for pair in read_pairs(path))
    table = {said: {was: counted[said, was] for was in Modality} for said in Modality}
    COUNTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(COUNTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
