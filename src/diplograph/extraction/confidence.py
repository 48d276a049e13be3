"""How likely a claim is to be right: a logistic model over features that a reader can check.

    Claim, Draft, ResolvedSentence ──claim_features──▶ names ──ConfidenceModel.score──▶ probability

Every feature holds or does not hold, so a score is explained by the names that hold and their weights. The weights
are learnt by `scripts/train_confidence.py` and stand in `confidence.json`. A claim is right when each pair of sides
that it gives is in the annotation with the same reality (asserted, claimed or planned against denied or hypothetical).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import UNREAL, Draft, Reservation
from diplograph.model import KINDS_OF, Actor, Claim, Link, Modality, RelationType, ResolvedSentence
from diplograph.syntax import Tree

WEIGHTS = Path(__file__).with_name("confidence.json")
REPEATED = "repeated"
LONG_SENTENCE_TOKENS = 40
FAR_TOKENS = 12
MIN_SCORE = 0.20
"""What a relation must score to be taken that a frame found (`docs/decisions/0007-confidence.md`)."""
MIN_LEARNT_SCORE = 0.55
"""What one must score that the learned model alone found."""
MODEL_STEPS = (5, 20, 40, 60, 80)
"""Hundredths of probability at which the learned model's opinion of what a frame found counts for more."""
LEARNT_STEPS = (20, 30, 40, 50, 60, 70, 80, 90, 95)
"""The same for what the model alone found."""
FEATURES: Mapping[str, str] = {
    **{f"kind-{kind}": f"the relation's kind is {kind}" for kind in chain.from_iterable(KINDS_OF.values())},
    "claimed": "the modality is claimed",
    "not-real": "the modality is denied or hypothetical",
    "learnt": "no frame but the learned model alone found it",
    "side-elsewhere": "a side is not named in the sentence but pointed at, or understood from the text before",
    "side-described": "a side was linked by office, spelling, surname or an earlier mention, not by a listed name",
    "side-demonym": "a side is named by an adjective of nationality alone",
    "side-unknown": "a side is not in the register",
    "side-coordinated": "a side is the second or a later one of a coordination",
    "side-far": f"a side stands more than {FAR_TOKENS} words from the word that states the relation",
    "one-sided": "no party of the mediation is named",
    "capitals": "the sentence is written in capitals",
    "long-sentence": f"the sentence has more than {LONG_SENTENCE_TOKENS} words and signs",
    "model-silent": "the learned model knows no phrases for the sides",
    **{f"model-from-{step}": f"the learned model gives each pair {step} in 100 or more" for step in MODEL_STEPS},
    **{f"learnt-from-{step}": f"the model alone found it, at {step} in 100 or more" for step in LEARNT_STEPS},
    **{f"learnt-{family}": f"the model alone found it, and it is of the family {family}" for family in KINDS_OF},
    f"learnt-{Reservation.NO_WORD}": "the model alone found it, and no word of the lexicon states such a relation",
    f"learnt-{Reservation.PRONOUN}": "the model alone found it, and a side is only a pronoun",
    f"learnt-{Reservation.DECIDED_SIDE}": "the model alone found it, and a side meets others by a frame",
    REPEATED: "the article states the relation more than once",
}
"""Each feature with its meaning; `REPEATED` is added when claims are merged and never lowers a score."""

_PLAIN = frozenset({"alias", "metonym"})


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Weights of features in log-odds; `bias` is the log-odds of a claim of which no feature holds."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The probability, to four decimals, that a claim with these features is right."""
        log_odds = self.bias + sum(self.weights.get(name, 0.0) for name in sorted(features))
        return round(1 / (1 + math.exp(-log_odds)), 4)


@cache
def load_model(path: Path = WEIGHTS) -> ConfidenceModel:
    """The model that ships with diplograph, or one that training wrote elsewhere."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return ConfidenceModel(float(values["bias"]), {name: float(weight) for name, weight in values["weights"].items()})


def with_confidence(claim: Claim, draft: Draft, resolved: ResolvedSentence) -> Claim:
    """The claim with its features and the score that they give.

    Relations for which no annotations exist keep the frame's own weight.
    """
    if claim.type not in KINDS_OF:
        return replace(claim, score=draft.weight)
    features = claim_features(claim, draft, resolved)
    return replace(claim, features=features, score=load_model().score(features))


def is_doubtful(claim: Claim) -> bool:
    """Whether a claim is too unsure to be taken."""
    least = MIN_LEARNT_SCORE if "learnt" in claim.features else MIN_SCORE
    return claim.type in KINDS_OF and claim.score < least


def repeat(earlier: Claim, later: Claim) -> tuple[float, tuple[str, ...]]:
    """Score and features of two claims of one relation, put together.

    The features are those of the plainer wording, of which fewer hold, with `REPEATED`. The score is never below that
    of either claim, and a third or fourth time adds nothing: sentences of one article are no independent witnesses.
    """
    plainer = min(earlier, later, key=lambda claim: len(claim.features))
    surest = max(earlier.score, later.score)
    if not plainer.features:
        return surest, ()
    features = tuple(sorted({*plainer.features, REPEATED}))
    return max(surest, load_model().score(features)), features


def claim_features(claim: Claim, draft: Draft, resolved: ResolvedSentence) -> tuple[str, ...]:
    """The names of the features that hold, sorted; `FEATURES` says what each means."""
    tree = Tree(resolved.sentence)
    found = {
        f"kind-{claim.kind}",
        *_stance_features(claim, draft),
        *_opinion_features(claim, draft),
        *_side_features(claim, draft, resolved, tree),
        *_sentence_features(resolved),
    }
    return tuple(sorted(found & FEATURES.keys()))


def _stance_features(claim: Claim, draft: Draft) -> Iterator[str]:
    if draft.is_learnt:
        yield from ("learnt", f"learnt-{claim.type}", *(f"learnt-{each}" for each in draft.reservations))
    if claim.modality is Modality.CLAIMED:
        yield "claimed"
    elif claim.modality in UNREAL:
        yield "not-real"


def _opinion_features(claim: Claim, draft: Draft) -> Iterator[str]:
    """What the learned model thinks of the claim as it stands, real or not."""
    if draft.opinion is None:
        yield "model-silent"
        return
    chance = draft.opinion.unreal if claim.modality in UNREAL else draft.opinion.real
    name, steps = ("learnt", LEARNT_STEPS) if draft.is_learnt else ("model", MODEL_STEPS)
    yield from (f"{name}-from-{step}" for step in steps if 100 * chance >= step)


def _side_features(claim: Claim, draft: Draft, resolved: ResolvedSentence, tree: Tree) -> Iterator[str]:
    actors = (*claim.subjects, *claim.objects)
    if claim.type is RelationType.MEDIATES and not claim.objects:
        yield "one-sided"
    if any(owner(actor).key is None for actor in actors):
        yield "side-unknown"
    for actor in actors:
        yield from _naming_features(actor, resolved)
        yield from _position_features(actor, draft, resolved, tree)


def _naming_features(actor: Actor, resolved: ResolvedSentence) -> Iterator[str]:
    """How the sentence names one side; of several namings the plainest counts."""
    reasons = {link.reason for link in _links_of(actor, resolved)}
    if not reasons:
        yield "side-elsewhere"
    elif not reasons & _PLAIN:
        yield "side-demonym" if reasons <= {"demonym"} else "side-described"


def _links_of(actor: Actor, resolved: ResolvedSentence) -> list[Link]:
    links = [*(item.link for item in resolved.mentions if item.link), *resolved.descriptions]
    return [link for link in links if link.actor == actor]


def _position_features(actor: Actor, draft: Draft, resolved: ResolvedSentence, tree: Tree) -> Iterator[str]:
    """Where one side stands; of several mentions the nearest to the trigger counts."""
    heads = [item.mention.head for item in resolved.mentions if item.link and item.link.actor == actor]
    if not heads:
        return
    nearest = min(heads, key=lambda head: (abs(head - draft.trigger), head))
    if abs(nearest - draft.trigger) > FAR_TOKENS:
        yield "side-far"
    if tree.tokens[nearest].dep == "conj":
        yield "side-coordinated"


def _sentence_features(resolved: ResolvedSentence) -> Iterator[str]:
    letters = [character for character in resolved.sentence.span.exact if character.isalpha()]
    if letters and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        yield "capitals"
    if len(resolved.sentence.tokens) > LONG_SENTENCE_TOKENS:
        yield "long-sentence"
