"""Measures extraction on annotated passages and writes the figures into the repository; the passages stay outside.

    build_scorecard.py GOLD.jsonl …   reads and scores each file, writes benchmarks/scores.json and docs/scorecard.md
    build_scorecard.py --page         writes docs/scorecard.md from the figures that are there
    build_scorecard.py --check        exits 1 when the page differs from what the figures give

A set is named after its file (`dev`, `open`). How scores hold, by cross-validation, comes from
benchmarks/confidence.json, which scripts/train_confidence.py writes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from diplograph.api.passages import read_passages
from diplograph.evaluation import annotate, make_scorecard, read_annotations

ROOT = Path(__file__).resolve().parent.parent
SCORES = ROOT / "benchmarks" / "scores.json"
CONFIDENCE = ROOT / "benchmarks" / "confidence.json"
PAGE = ROOT / "docs" / "scorecard.md"

Figures = Mapping[str, Any]

SETS = {
    "dev": "195 passages from which rules were made: agency news, translated broadcasts of 1989–90, translated posts "
    "and web news. What is reached here is what rules reach on the text that they were made for.",
    "open": "40 passages of the same kinds, for scoring alone; no rule was made from them.",
}
"""What is known of a set, by name; the texts belong to others and are not part of diplograph."""

PEERS = (
    ("PETRARCH2", "open", 0.857, 0.194, 0.316, "1 of 13"),
    ("names, trigger words and co-occurrence", "open", 0.257, 0.419, 0.319, "8 of 13"),
    ("PETRARCH2", "dated newswire, larger, held back", None, None, 0.181, None),
    ("names, trigger words and co-occurrence", "dated newswire, larger, held back", None, None, 0.262, None),
    ("a second careful annotator", "thirty of these passages", 0.86, 0.84, 0.85, None),
)
"""System, set, precision, recall, F1, negatives with a false alarm; measured with the same arithmetic when diplograph
was designed. The larger set is not available here."""

FIELD_TARGETS = {"modality": 0.90, "kind": 0.85, "place": 0.75, "date": 0.75, "attributed_to": 0.75}

INTRO = """# Scorecard

How well diplograph reads news that it was not written for, beside other systems. The figures are frozen in
`benchmarks/scores.json`; a change of the code that changes them shows as a difference there.

## How it is counted

- A relation is unfolded into pairs of the states or organisations that its actors belong to: (mediator, party),
  (backer, backed), unordered pairs for meetings and treaties. An official counts for the state. `mediates`, `backs` and
  `meets` count; other relations that diplograph reads have no annotations and are left out.
- **Real** pairs are those asserted, claimed or planned. A denied or hypothetical relation given as real is a false
  alarm, and the other way round a miss. Under one kind or one modality, a pair given with another one is false there
  and missed under its own.
- **P**recision, **r**ecall and F1 count right, false and missed pairs. The interval of F1 is the middle 95 % of 1,000
  seeded draws of passages with replacement.
- Fields are compared once for each relation that was found; place, date and speaker only where the annotation has one.
- **Negatives** are passages without a real relation; one with any real pair is a false alarm.
- **Linking** compares the actors that a passage was found to name with those that its annotation lists. The annotation
  lists those that matter, so precision is a lower bound.
- A *source* is the part of a passage's origin before the first `/` or `#`.

Whoever has annotated passages gets the same figures from `diplograph evaluate GOLD.jsonl --format json`.
"""

RELIABILITY_INTRO = """## Scores of claims

Each claim has a score: the probability that it was read rightly, that is, that all its pairs are in the annotation
with the same reality. A logistic model computes it from features that hold or do not
(`src/diplograph/extraction/confidence.py`, [why so](decisions/0007-confidence.md)). Brier score and calibration error
are better when smaller; *base rate* is the Brier score of one and the same score for all. Rules are right more often on
passages they were made from, so these are shown apart, with the score that unseen text would get.
"""


def measure(path: Path) -> dict[str, Any]:
    """All figures of the passages of one file, and a digest that tells which version of the file it was."""
    gold = read_annotations(path)
    answers = {key: annotate(extraction, id_=key) for key, extraction in read_passages(gold)}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return {"digest": digest, **make_scorecard(gold, answers).to_json()}


def page(scores: Figures, confidence: Figures) -> str:
    """The whole page."""
    sections = ["<!-- Written by scripts/build_scorecard.py; do not edit. -->", INTRO, *_overview(scores)]
    for name, figures in scores.items():
        sections += _set(name, figures)
    sections += [RELIABILITY_INTRO, *_confidence(scores, confidence)]
    return "\n".join(sections)


def _overview(scores: Figures) -> Iterator[str]:
    yield "## diplograph and others\n"
    yield "| system | set | P | R | F1 | 95 % of F1 | negatives with a false alarm |\n|---|---|---|---|---|---|---|"
    for name, figures in scores.items():
        alarms = figures["negatives"]
        count = f"{alarms['with_false_alarm']} of {alarms['items']}"
        low, high = figures["intervals"]["real"]["f1"]
        real = figures["real"]
        bounds = f"{low:.3f}–{high:.3f}"
        yield _line("**diplograph**", name, *(_three(real[each]) for each in ("p", "r", "f1")), bounds, count)
    for system, name, p, r, f1, alarm in PEERS:
        yield _line(system, name, _three(p), _three(r), _three(f1), "", alarm or "")
    yield ""


def _set(name: str, figures: Figures) -> Iterator[str]:
    yield f"## The set `{name}`\n"
    yield f"{SETS.get(name, 'Annotated passages.')} File digest `{figures['digest']}`, {figures['items']} passages.\n"
    yield "| pairs | P | R | F1 | 95 % of F1 | right | false | missed |\n|---|---|---|---|---|---|---|---|"
    headline = {"real": figures["real"], **figures["real_by_type"], "any modality": figures["any_modality"]}
    for measure_name, row in headline.items():
        low, high = figures["intervals"][measure_name]["f1"]
        yield _line(measure_name, *_figures(row), f"{low:.3f}–{high:.3f}", *_counts(row))
    for title, table in (("kind", figures["real_by_kind"]), ("modality", figures["by_modality"])):
        yield f"\n| {title} | P | R | F1 | right | false | missed |\n|---|---|---|---|---|---|---|"
        yield from (_line(each, *_figures(row), *_counts(row)) for each, row in table.items())
    for title, table in (("source", figures["by_source"]), ("tag", figures["by_tag"])):
        yield from _parts(title, table)
    yield from _fields(figures)


def _parts(title: str, table: Figures) -> Iterator[str]:
    if not table:
        return
    yield f"\n| {title} | passages | P | R | F1 | right | false | missed | negatives with a false alarm |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, part in table.items():
        alarms = f"{part['negatives']['with_false_alarm']} of {part['negatives']['items']}"
        yield _line(name, part["items"], *_figures(part["real"]), *_counts(part["real"]), alarms)


def _fields(figures: Figures) -> Iterator[str]:
    yield "\n| field of a found relation | right | of | share | target |\n|---|---|---|---|---|"
    for name, row in figures["fields"].items():
        target = f"{FIELD_TARGETS[name]:.2f}"
        yield _line(name.replace("_", " "), row["right"], row["of"], _three(row["accuracy"]), target)
    yield f"\n{_alarms(figures)}\n"
    if linking := figures["linking"]:
        counts = f"{linking['tp']} actors found, {linking['fn']} missed, {linking['fp']} not listed"
        yield f"Linking: precision at least {linking['p']:.3f}, recall {linking['r']:.3f} ({counts}).\n"


def _alarms(figures: Figures) -> str:
    alarms = figures["negatives"]
    low, high = figures["intervals"]["negatives"]["share"]
    share = f"{alarms['false_alarms_per_100']} in 100 (95 %: {100 * low:.1f} to {100 * high:.1f})"
    count = f"{alarms['with_false_alarm']} of {alarms['items']} negatives"
    return f"False alarms: {count}, {share}, with {alarms['false_dyads']} false pairs in all."


def _confidence(scores: Figures, confidence: Figures) -> Iterator[str]:
    yield "| claims of | claims | right | Brier | base rate | calibration error |\n|---|---|---|---|---|---|"
    tables = {
        "passages left out in turn, no rule made from them": confidence["unseen"],
        "passages left out in turn, rules made from them": confidence["tuned_on"],
        **{f"`{name}`": figures["reliability"] for name, figures in scores.items() if figures["reliability"]},
    }
    for name, row in tables.items():
        yield _line(
            name, row["relations"], row["right"], *(_three(row[e]) for e in ("brier", "brier_of_base_rate", "ece"))
        )
    yield f"\nReliability on passages left out in turn ({confidence['folds']} folds), no rule made from them:\n"
    yield "| scores | claims | right | mean score | share right |\n|---|---|---|---|---|"
    for each in confidence["unseen"]["bins"]:
        bounds = f"{each['low']:.1f}–{each['high']:.1f}"
        yield _line(bounds, each["relations"], each["right"], _three(each["mean_score"]), _three(each["share_right"]))
    yield ""


def _figures(row: Figures) -> tuple[str, ...]:
    """Precision, recall and F1, blank where there was nothing to count."""
    given, wanted = row["tp"] + row["fp"], row["tp"] + row["fn"]
    counted = {"p": given, "r": wanted, "f1": given + wanted}
    return tuple(_three(row[name]) if counted[name] else "" for name in counted)


def _counts(row: Figures) -> tuple[int, ...]:
    return (row["tp"], row["fp"], row["fn"])


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _line(*cells: str | int) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    """Measure and write, write the page alone, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*", help="annotated passages, a set each")
    parser.add_argument("--page", action="store_true", help="write the page from the committed figures")
    parser.add_argument("--check", action="store_true", help="compare the page with the committed figures")
    args = parser.parse_args()
    if not (args.gold or args.page or args.check):
        parser.error("give the files to measure, --page or --check")
    if args.gold:
        scores = {path.stem: measure(path) for path in args.gold}
        SCORES.parent.mkdir(exist_ok=True)
        SCORES.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    text = page(_load(SCORES), _load(CONFIDENCE))
    if not args.check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("out of date: docs/scorecard.md; run scripts/build_scorecard.py --page")


if __name__ == "__main__":
    main()
