"""English labels of memberships, offices, agreements, statements, armed actions and casualties."""

from __future__ import annotations

from typing import Final

from diplograph.model import AgreementName, Claim, OfficeTitle, RelationKind, RelationType, Toll, Topic

_TOPIC_CHARS: Final = 60

_VERBS: Final = {
    RelationKind.MEMBER: ("belongs to", "belong to"),
    RelationKind.JOINED: ("joins", "join"),
    RelationKind.LEFT: ("leaves", "leave"),
    RelationKind.SUSPENDED: ("is suspended from", "are suspended from"),
    RelationKind.AGREED: ("agrees on", "agree on"),
    RelationKind.SIGNED: ("signs", "sign"),
    RelationKind.RATIFIED: ("ratifies", "ratify"),
    RelationKind.WITHDRAWN: ("leaves", "leave"),
    RelationKind.ACCUSE: ("accuses", "accuse"),
    RelationKind.DENY: ("denies", "deny"),
    RelationKind.APPEAL: ("appeals to", "appeal to"),
    RelationKind.WARN: ("warns", "warn"),
    RelationKind.CRITICISE: ("criticises", "criticise"),
    RelationKind.DEMAND: ("demands of", "demand of"),
    RelationKind.THREATEN: ("threatens", "threaten"),
    RelationKind.PRAISE: ("praises", "praise"),
    RelationKind.THANK: ("thanks", "thank"),
    RelationKind.REJECT: ("rejects what is said by", "reject what is said by"),
    RelationKind.APOLOGISE: ("apologises to", "apologise to"),
}
_ALONE: Final = {
    RelationKind.APPEAL: ("appeals", "appeal"),
    RelationKind.DEMAND: ("demands", "demand"),
    RelationKind.REJECT: ("rejects", "reject"),
}
"""Verbs of statements that are directed at nobody."""
_OFFICES: Final = {
    RelationKind.IN_OFFICE: "is",
    RelationKind.APPOINTED: "becomes",
    RelationKind.LEFT_OFFICE: "resigns or is removed as",
    RelationKind.FORMER: "was once",
}


def cut(text: str, length: int) -> str:
    """A text on one line, cut to a number of characters.

    >>> cut("a border  treaty", 9)
    'a border…'
    """
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def describe(claim: Claim, subjects: str, objects: str) -> str:
    """A short sentence: `Kenya accuses Somalia: sheltering rebels`.

    Args:
        claim: a claim of none of the three families.
        subjects, objects: its actors as a phrase.
    """
    is_many = len(claim.subjects) > 1
    if claim.type is RelationType.OFFICE:
        return f"{subjects} {_OFFICES[claim.kind]} {_office(claim, objects)}"
    if claim.type is RelationType.AGREEMENT:
        return f"{subjects} {_VERBS[claim.kind][is_many]} the {_words(claim)}"
    if claim.type is RelationType.CASUALTIES:
        return _casualties(claim, subjects, objects)
    if claim.type is RelationType.ARMED_ACTION:
        return _armed(claim, subjects, objects, is_many=is_many)
    verbs = _VERBS[claim.kind] if objects else _ALONE.get(claim.kind, _VERBS[claim.kind])
    sentence = f"{subjects} {verbs[is_many]} {objects}".rstrip()
    topic = cut(_words(claim), _TOPIC_CHARS)
    return f"{sentence}: {topic}" if topic else sentence


def name(claim: Claim, subjects: str, objects: str) -> str:
    """A noun phrase for what the claim describes: `Statement of Kenya on Somalia (accuse)`."""
    if claim.type is RelationType.MEMBERSHIP:
        return f"Membership of {subjects} in {objects} ({claim.kind.value})"
    if claim.type is RelationType.OFFICE:
        return f"Office of {subjects} as {_office(claim, objects)} ({claim.kind.value})"
    if claim.type is RelationType.AGREEMENT:
        return f"{cut(_words(claim), _TOPIC_CHARS).capitalize()} of {subjects} ({claim.kind.value})"
    if claim.type is RelationType.SPEECH_ACT:
        target = f" on {objects}" if objects else ""
        return f"Statement of {subjects}{target} ({claim.kind.value})"
    if claim.type is RelationType.CASUALTIES:
        return f"Casualties: {_casualties(claim, subjects, objects)}"
    if claim.kind is RelationKind.CLASH:
        return f"Clash of {subjects}"
    target = f" on {objects}" if objects else ""
    return f"{claim.kind.value.capitalize()} by {subjects}{target}"


def _words(claim: Claim) -> str:
    return claim.detail.words if isinstance(claim.detail, (AgreementName, OfficeTitle, Toll, Topic)) else ""


def _office(claim: Claim, employer: str) -> str:
    return f"{_words(claim)} of {employer}"


def _armed(claim: Claim, subjects: str, objects: str, *, is_many: bool) -> str:
    if claim.kind is RelationKind.CLASH:
        return f"{subjects} {'fight' if is_many else 'fights'} one another"
    where = objects or (claim.place.label if claim.place else "something")
    return f"{subjects} {'use' if is_many else 'uses'} force against {where} ({claim.kind.value})"


def _casualties(claim: Claim, subjects: str, objects: str) -> str:
    whose = f" of {subjects}" if subjects else ""
    by = f" by {objects}" if objects else ""
    return f"{_words(claim)}{whose} {claim.kind.value}{by}"
