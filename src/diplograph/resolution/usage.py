"""Whether a name stands for an actor or for a place where it stands: syntax decides (`in Moscow`, `Moscow said`)."""

from __future__ import annotations

from diplograph.model import Mention
from diplograph.syntax import Tree

LOCATIVE = frozenset(
    {
        "in", "at", "near", "from", "outside", "inside", "around", "across", "through", "via", "within",
        "throughout", "into", "toward", "towards", "over", "off", "along",
    }
)  # fmt: skip
MOTION = frozenset(
    {
        "travel", "fly", "go", "come", "head", "arrive", "return", "visit", "trip", "tour", "invite", "invitation",
        "journey", "bring", "take", "move", "flight", "welcome", "leave", "depart", "drive", "sail", "route", "way",
        "road", "envoy", "mission", "visitor", "back", "dispatch",
    }
)  # fmt: skip
_DEPARTING = frozenset({"leave", "depart", "head", "bind", "embark"})
_GIVEN = frozenset(
    {
        "receive", "get", "buy", "obtain", "purchase", "accept", "acquire", "aid", "support", "backing", "assistance",
        "help", "loan", "weapon", "arm", "arms", "demand", "offer", "proposal", "call", "pressure", "grant", "credit",
    }
)  # fmt: skip
_REACHED = frozenset(
    {
        "visit", "tour", "leave", "reach", "enter", "attack", "bomb", "shell", "storm", "capture", "seize", "hit",
        "strike", "quit",
    }
)  # fmt: skip
_REGION = frozenset(
    {
        "region", "enclave", "area", "province", "territory", "district", "city", "town", "capital", "conflict",
        "war", "dispute", "crisis", "question", "issue", "problem", "border", "airport", "street", "suburb",
        "peace", "ceasefire", "truce", "fighting", "clash", "battle", "front", "offensive",
    }
)  # fmt: skip
_OCCASION = frozenset(
    {
        "talk", "meeting", "summit", "consultation", "conference", "accord", "agreement", "negotiation", "process",
        "declaration", "protocol", "dialogue", "memorandum", "communique", "round", "congress", "forum", "deal",
    }
)  # fmt: skip


def is_locative(tree: Tree, mention: Mention) -> bool:
    """Whether the mention says where, not who."""
    head = tree.first_conjunct(mention.head)
    token = tree.tokens[head]
    governor = tree.head(head)
    if governor is None:
        return False
    above = tree.tokens[governor]
    if token.dep == "pobj":
        higher = tree.head(governor)
        verb = tree.tokens[higher].lemma if higher is not None else ""
        if above.lemma == "from" and verb in _GIVEN:
            return False
        return (
            above.lemma in LOCATIVE
            or (above.lemma == "to" and verb in MOTION)
            or (above.lemma == "for" and verb in _DEPARTING)
        )
    if token.dep in {"dobj", "nsubjpass"}:
        return above.lemma in _REACHED
    if token.dep in {"appos", "npadvmod"} and above.pos == "PROPN":
        return is_locative(tree, Mention(governor, governor + 1, governor, mention.span, mention.kind))
    if token.dep in {"compound", "nmod", "amod", "conj"} and above.pos in {"NOUN", "PROPN"}:
        return above.lemma in _REGION
    return False


def is_venue_modifier(tree: Tree, mention: Mention) -> bool:
    """Whether the mention names an occasion by its place (`the Moscow consultations`)."""
    head = tree.first_conjunct(mention.head)
    governor = tree.head(head)
    return (
        governor is not None
        and tree.tokens[head].dep in {"compound", "nmod", "amod"}
        and tree.tokens[governor].lemma in _OCCASION
    )
