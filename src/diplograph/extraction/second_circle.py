"""What is read besides the three families: memberships, offices, agreements, speech acts, armed actions, casualties.

The frames run only over sentences with one of their words, and their claims are kept apart from those of the three
families: nothing that they find changes what the families find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from diplograph.extraction import act_words, lexicon, war_words
from diplograph.extraction.agreements import Agreements
from diplograph.extraction.armed_actions import ArmedActions
from diplograph.extraction.casualties import Casualties
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.memberships import Memberships
from diplograph.extraction.offices import Offices
from diplograph.extraction.speech_acts import SpeechActs
from diplograph.model import Claim, Modality, Topic

_MEMBERSHIP_WORDS = (
    act_words.MEMBER_NOUNS
    | act_words.INCLUDE_VERBS
    | act_words.JOIN_VERBS
    | act_words.LEAVE_VERBS
    | act_words.EXCLUDE_VERBS
    | act_words.ADMIT_VERBS
    | act_words.MEMBERSHIP_NOUNS
)
_OFFICE_WORDS = act_words.OFFICE_HEADS
_AGREEMENT_WORDS = act_words.SIGN_VERBS | act_words.RATIFY_VERBS | act_words.END_VERBS | act_words.AGREEMENT_NOUNS
_SPEECH_WORDS = frozenset({*act_words.SPEECH_VERBS, *act_words.SPEECH_NOUNS})
_WAR_WORDS = frozenset({*war_words.ACTION_VERBS, *war_words.ACTION_NOUNS})
_TOLL_WORDS = frozenset({*war_words.TOLL_VERBS, *war_words.TOLL_WORDS, *war_words.TOLL_NOUNS, "die", "perish"})
_DUTIES = frozenset({"must", "ought"})


def find_drafts(denoter: Denoter) -> Iterator[Draft]:
    """The drafts of one sentence, family by family; what must be is not yet."""
    for draft in _find(denoter):
        auxiliaries = denoter.tree.children(draft.trigger, "aux")
        is_due = any(denoter.tree.tokens[i].lemma in _DUTIES for i in auxiliaries)
        yield replace(draft, modality=Modality.HYPOTHETICAL) if is_due and draft.modality is None else draft


def _find(denoter: Denoter) -> Iterator[Draft]:
    lemmas = {token.lemma for token in denoter.tree.tokens}
    if lemmas & lexicon.SPORT and _is_sport(denoter):
        return
    if denoter.resolved.mentions:
        if lemmas & _MEMBERSHIP_WORDS:
            yield from Memberships(denoter).find()
        if lemmas & _OFFICE_WORDS:
            yield from Offices(denoter).find()
        if lemmas & _AGREEMENT_WORDS:
            yield from Agreements(denoter).find()
        if lemmas & _SPEECH_WORDS:
            yield from SpeechActs(denoter).find()
        if lemmas & _WAR_WORDS:
            yield from ArmedActions(denoter).find()
    if lemmas & _TOLL_WORDS:
        yield from Casualties(denoter).find()


def _is_sport(denoter: Denoter) -> bool:
    """Whether a word of sport stands outside names (`the Arab League` plays no matches)."""
    found = [token.index for token in denoter.tree.tokens if token.lemma in lexicon.SPORT]
    named = [item for index in found if (item := denoter.mention(index)) and item.link]
    return len(named) < len(found) or any(item.link.actor.key is None for item in named if item.link)


def merge_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without those that say the same again: same kind, actors, modality and detail, no other time or place.

    The first keeps its evidence. Speech acts and casualty figures on other words stay apart.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in map(_without_what_the_topic_says, claims):
        key = (
            claim.type,
            claim.kind,
            claim.modality,
            claim.subjects,
            claim.objects,
            claim.detail,
            claim.time,
            claim.place,
        )
        kept.setdefault(key, claim)
    return tuple(kept.values())


def _without_what_the_topic_says(claim: Claim) -> Claim:
    """A speech act without the time and place of what it speaks of (`condemned the raid on Gaza on Monday`)."""
    if not isinstance(claim.detail, Topic):
        return claim
    topic = claim.detail.words.lower()
    time = None if claim.time and claim.time.surface.lower() in topic else claim.time
    place = None if claim.place and claim.place.label.lower().split()[0] in topic else claim.place
    return replace(claim, time=time, place=place)
