"""Random annotated passages with the figures that an independent scorer gives them.

    build_score_cases.py SCORER.py            writes tests/evaluation/score_cases.json
    build_score_cases.py SCORER.py --compare  scores fresh cases with both and exits 1 at the first difference

SCORER.py is a program `SCORER.py GOLD.jsonl SYSTEM.jsonl --json` with the arithmetic of `diplograph.evaluation`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from diplograph.evaluation import read_annotations, score

TARGET = Path(__file__).parent.parent / "tests" / "evaluation" / "score_cases.json"
COMMITTED_SETS = 25
PASSAGES_PER_SET = 4
STATES = ("Kenya", "Türkiye", "Turkey", "the UN", "United Nations", "U.S.", "USA", "Burma", "Côte d'Ivoire", "Oman")
ORGANS = (
    "Foreign Ministry",
    "William Ruto",
    "Haitham bin Tariq",
    "Security Council",
    "State House",
    "OSCE Minsk Group",
)
GROUPS = (
    "rebels in northern Kenya",
    "Kenyan northern rebels",
    "northern rebels",
    "the Omani coast guard",
    "coast guard",
)
PLACES = (None, "Nairobi", "Nairobi, Kenya", "Muscat", "the port of Muscat", "")
DATES = (
    None,
    "2021",
    "2021-05",
    "2021-05-03",
    "2021-05-01/2021-05-09",
    "--05-03",
    "2021-05-02/2021-05-04",
    "2021-06-01",
)
KINDS = {
    "mediates": ("mediation", "brokered", None),
    "backs": ("treaty", "arms", None),
    "meets": ("talks", "call", None),
}
MODALITIES = ("asserted", "claimed", "planned", "hypothetical", "denied")
TYPES = ("mediates", "backs", "meets", "meets", "backs", "trades")
SPEAKERS = (None, "Kenya", "a Kenyan diplomat", "Kenyan diplomats", "William Ruto")


def make_set(seed: int) -> dict[str, list[dict[str, Any]]]:
    """A gold list and a system list of passages; the system's is the gold's with faults."""
    chance = random.Random(seed)
    gold = [_passage(chance, f"p{number}") for number in range(PASSAGES_PER_SET)]
    system = [_blur(chance, passage) for passage in gold if chance.random() < 0.9]
    return {"gold": gold, "system": system or gold[:1]}


def _passage(chance: random.Random, id_: str) -> dict[str, Any]:
    wholes = {part: chance.choice((*STATES, *ORGANS, "")) for part in (*ORGANS, *GROUPS) if chance.random() < 0.6}
    return {"id": id_, "relations": [_relation(chance) for _ in range(chance.choice((0, 1, 2, 3)))], "affil": wholes}


def _relation(chance: random.Random) -> dict[str, Any]:
    relation_type = chance.choice(TYPES)
    relation: dict[str, Any] = {
        "type": relation_type,
        "subject": _names(chance, 1, 3),
        "object": _names(chance, 0, 2),
        "kind": chance.choice(KINDS.get(relation_type, (None,))),
        "place": chance.choice(PLACES),
        "date": chance.choice(DATES),
        "attributed_to": chance.choice(SPEAKERS),
    }
    if chance.random() < 0.9:
        relation["modality"] = chance.choice(MODALITIES)
    return relation


def _names(chance: random.Random, least: int, most: int) -> list[str]:
    return chance.choices((*STATES, *ORGANS, *GROUPS), k=chance.randint(least, most))


def _blur(chance: random.Random, passage: dict[str, Any]) -> dict[str, Any]:
    kept = [_alter(chance, relation) for relation in passage["relations"] if chance.random() < 0.85]
    added = [_relation(chance)] if chance.random() < 0.3 else []
    return {"id": passage["id"], "relations": kept + added, "affil": passage["affil"] if chance.random() < 0.8 else {}}


def _alter(chance: random.Random, relation: dict[str, Any]) -> dict[str, Any]:
    other = _relation(chance)
    if other["type"] != relation["type"]:
        return relation
    return {key: other.get(key, value) if chance.random() < 0.2 else value for key, value in relation.items()}


def figures_of_scorer(scorer: Path, case: dict[str, list[dict[str, Any]]]) -> Any:
    """What the independent scorer prints for a case."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_case(Path(folder), case)
        run = subprocess.run(
            [sys.executable, str(scorer), *map(str, paths), "--json"], capture_output=True, text=True, check=True
        )
    return json.loads(run.stdout)


def figures_of_ours(case: dict[str, list[dict[str, Any]]]) -> Any:
    """What `diplograph.evaluation` says of a case."""
    with tempfile.TemporaryDirectory() as folder:
        gold, system = write_case(Path(folder), case)
        return score(read_annotations(gold), read_annotations(system)).to_json()


def write_case(folder: Path, case: dict[str, list[dict[str, Any]]]) -> tuple[Path, Path]:
    """The two JSON Lines files of a case."""
    gold, system = folder / "gold.jsonl", folder / "system.jsonl"
    for path, passages in ((gold, case["gold"]), (system, case["system"])):
        path.write_text("".join(json.dumps(passage) + "\n" for passage in passages), encoding="utf-8")
    return gold, system


def compare(scorer: Path, seeds: range) -> int:
    """The number of fresh sets on which both agree; the first difference ends the program with status 1."""
    for seed in seeds:
        case = make_set(seed)
        theirs, ours = figures_of_scorer(scorer, case), figures_of_ours(case)
        if theirs != ours:
            sys.exit(f"seed {seed}:\n{json.dumps(case)}\ntheirs {json.dumps(theirs)}\nours   {json.dumps(ours)}")
    return len(seeds)


def main() -> None:
    """Write the committed cases, or compare on fresh ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--compare", action="store_true", help="score fresh cases with both")
    parser.add_argument("--sets", type=int, default=200, help="fresh sets to compare (default 200)")
    args = parser.parse_args()
    if args.compare:
        print(f"{compare(args.scorer, range(1000, 1000 + args.sets))} sets agree")
        return
    cases = [make_set(seed) for seed in range(COMMITTED_SETS)]
    rows = [{**case, "figures": figures_of_scorer(args.scorer, case)} for case in cases]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
