"""The words by which news speaks of what actors say, and of memberships, offices and agreements.

Compiled for diplograph from the senses of the verbs in PropBank's and VerbNet's classes of judging, urging, threatening
and appointing, and from the examples of the CAMEO codebook; lemmas in lower case.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from diplograph.model import RelationKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class SpeechFrame:
    """How a verb or noun of speaking names its parts.

    Attributes:
        kind: the act.
        to: prepositions before those who are addressed or spoken of; `dobj` is the direct object.
        about: prepositions and clauses (`ccomp`, `xcomp`, `acl`) that say what is spoken of; `dobj` likewise.
        needs_target: whether nothing is said without somebody addressed.
        needs_topic: whether nothing is said without something spoken of.
    """

    kind: RelationKind
    to: tuple[str, ...] = ("dobj",)
    about: tuple[str, ...] = ()
    needs_target: bool = False
    needs_topic: bool = False


_ACCUSE = SpeechFrame(RelationKind.ACCUSE, ("dobj",), ("of", "ccomp"), needs_target=True)
_BLAME = SpeechFrame(RelationKind.ACCUSE, ("dobj", "on"), ("for", "dobj"), needs_target=True)
_CRITICISE = SpeechFrame(RelationKind.CRITICISE, ("dobj",), ("for", "over", "dobj"))
_URGE = SpeechFrame(RelationKind.APPEAL, ("dobj",), ("xcomp", "ccomp", "dobj"), needs_topic=True)
_ASK = SpeechFrame(RelationKind.APPEAL, ("dobj",), ("xcomp", "ccomp", "for"), needs_target=True, needs_topic=True)
_CALL = SpeechFrame(RelationKind.APPEAL, ("on", "upon"), ("xcomp", "ccomp", "for"), needs_topic=True)
_APPEAL = SpeechFrame(RelationKind.APPEAL, ("to", "with"), ("xcomp", "for"), needs_topic=True)
_WARN = SpeechFrame(RelationKind.WARN, ("dobj",), ("of", "about", "against", "ccomp", "xcomp"))
_DEMAND = SpeechFrame(RelationKind.DEMAND, ("from", "of"), ("ccomp", "dobj", "xcomp"), needs_topic=True)
_THREATEN = SpeechFrame(RelationKind.THREATEN, ("dobj",), ("xcomp", "with"))
_PRAISE = SpeechFrame(RelationKind.PRAISE, ("dobj",), ("for", "dobj"), needs_target=True)
_THANK = SpeechFrame(RelationKind.THANK, ("dobj",), ("for",), needs_target=True)
_DENY = SpeechFrame(RelationKind.DENY, (), ("dobj", "ccomp", "xcomp"), needs_topic=True)
_REJECT = SpeechFrame(RelationKind.REJECT, (), ("dobj",), needs_topic=True)
_APOLOGISE = SpeechFrame(RelationKind.APOLOGISE, ("to",), ("for",), needs_target=True)

SPEECH_VERBS: Final = MappingProxyType(
    {
        lemma: frame
        for lemmas, frame in (
            ("accuse", _ACCUSE),
            ("blame", _BLAME),
            ("criticise criticize condemn denounce slam decry deplore lambast lambaste rebuke", _CRITICISE),
            ("castigate chide berate chastise censure upbraid", _CRITICISE),
            ("urge exhort implore beseech", _URGE),
            ("ask beg petition", _ASK),
            ("call", _CALL),
            ("appeal plead", _APPEAL),
            ("warn caution", _WARN),
            ("demand", _DEMAND),
            ("threaten", _THREATEN),
            ("praise commend laud hail applaud", _PRAISE),
            ("thank", _THANK),
            ("deny", _DENY),
            ("reject dismiss rebuff refute", _REJECT),
            ("apologise apologize", _APOLOGISE),
        )
        for lemma in lemmas.split()
    }
)  # fmt: skip

_ABOUT = ("of", "about", "for", "acl", "ccomp", "relcl")
SPEECH_NOUNS: Final = MappingProxyType(
    {
        "accusation": SpeechFrame(RelationKind.ACCUSE, ("against", "at"), ("of", "acl", "ccomp")),
        "allegation": SpeechFrame(RelationKind.ACCUSE, ("against",), ("of", "acl", "ccomp")),
        "criticism": SpeechFrame(RelationKind.CRITICISE, ("of", "against"), ("of", "for", "over")),
        "condemnation": SpeechFrame(RelationKind.CRITICISE, ("of",), ("of", "for")),
        "denunciation": SpeechFrame(RelationKind.CRITICISE, ("of",), ("of",)),
        "call": SpeechFrame(RelationKind.APPEAL, ("on", "to", "upon"), ("for", "acl"), needs_topic=True),
        "appeal": SpeechFrame(RelationKind.APPEAL, ("to",), ("for", "acl"), needs_topic=True),
        "warning": SpeechFrame(RelationKind.WARN, ("to",), ("of", "about", "against", "acl", "ccomp")),
        "demand": SpeechFrame(RelationKind.DEMAND, ("to", "on"), ("for", "acl", "ccomp"), needs_topic=True),
        "threat": SpeechFrame(RelationKind.THREATEN, ("against",), ("acl",)),
        "praise": SpeechFrame(RelationKind.PRAISE, ("for", "of"), ("for",), needs_target=True),
        "denial": SpeechFrame(RelationKind.DENY, (), ("of", "acl", "ccomp"), needs_topic=True),
        "rejection": SpeechFrame(RelationKind.REJECT, (), ("of",), needs_topic=True),
        "apology": SpeechFrame(RelationKind.APOLOGISE, ("to",), ("for",), needs_target=True),
    }
)
LIGHT_VERBS: Final = _words(
    "issue make launch level voice express renew repeat reiterate direct deliver send give sound hurl raise utter"
)
"""Verbs that only carry a noun of speaking (`issued a warning to`)."""

STATEMENTS: Final = _words(
    "accusation allegation charge claim report proposal plan offer demand call request appeal suggestion ultimatum"
    " criticism invitation draft idea initiative resolution warning bid assertion insinuation rumour rumor overture"
    " condition argument complaint threat denial notion verdict ruling peace-plan statement"
)
"""What can be rejected in words; to reject anything else is a deed (`dismissed the minister`)."""
WITHHELD: Final = _words(
    "access entry visa bail permission right request asylum opportunity chance parole citizenship justice him her them"
    " passage recognition treatment accreditation"
)
"""What is denied by not giving it."""
GOODS: Final = _words(
    "oil gas energy coal food goods product fuel steel dollar power electricity water labour labor export import crude"
    " commodity housing credit loan service ticket money gold"
)
"""What a market demands."""

# memberships

MEMBER_NOUNS: Final = _words("member member-state")
INCLUDE_VERBS: Final = _words("include comprise consist group")
JOIN_VERBS: Final = _words("join enter rejoin accede")
LEAVE_VERBS: Final = _words("leave quit exit withdraw pull secede")
EXCLUDE_VERBS: Final = _words("suspend expel bar exclude eject oust")
ADMIT_VERBS: Final = _words("admit accept readmit")
MEMBERSHIP_NOUNS: Final = _words("membership accession entry withdrawal exit suspension expulsion admission")
WISHES: Final = _words(
    "bid application apply hope aspire want seek talk talks negotiation support back oppose path chance prospect favour"
    " favor discuss future block veto aim goal wish request candidate candidacy eligible application demand criterion"
    " condition campaign push pave consider possible requirement issue question road"
    " track struggle bargain invite hinder prepare"
)
"""Words that leave open whether a membership or agreement comes about."""
BODY_WORDS: Final = _words("group bloc alliance organization organisation body union grouping club community")

# offices

OFFICE_HEADS: Final = _words(
    "minister president premier chancellor king queen emperor emir sultan pope secretary ambassador spokesman"
    " spokeswoman spokesperson chief commander governor speaker chairman chairwoman director secretary-general general"
    " director-general envoy leader chair commissioner vice-president prime-minister"
)
"""Words that a title ends in; `leader` and `chief` count only with a word that makes them an office."""
_KINDS: Final = {
    "foreign-minister": (
        "foreign minister|foreign secretary|secretary of state|minister of foreign affairs|minister for foreign affairs"
        "|external affairs minister|minister of external affairs"
    ),
    "head-of-government": "prime minister|premier|chancellor|federal chancellor",
    "head-of-state": "president|king|queen|emperor|emir|sultan|supreme leader|pope",
    "defence-minister": (
        "defence minister|defense minister|defence secretary|defense secretary|secretary of defense"
        "|minister of defence|minister of defense"
    ),
    "head-of-organization": "secretary-general|secretary general|director-general|director general",
    "vice-president": "vice president|vice-president",
    "spokesperson": "spokesman|spokeswoman|spokesperson",
}
OFFICE_KINDS: Final = MappingProxyType({title: kind for kind, titles in _KINDS.items() for title in titles.split("|")})
"""Code of the office kind by title, in lower case."""
PAST_TITLES: Final = _words("former ex late deposed ousted ex- erstwhile")
NOT_TITLES: Final = _words(
    "new then late acting outgoing incoming visiting senior top current former ex old first second powerful interim"
    " caretaker newly re elected veteran hardline deposed ousted longtime long-time hawkish embattled conservative"
    " liberal moderate reformist centrist right-wing left-wing respective own fellow former ex- beleaguered popular"
)
"""Words before a title that are no part of it."""
TITLE_OBJECTS: Final = _words("affairs state defense defence interior finance trade justice staff foreign security")
"""What may follow `of` in a title (`minister of foreign affairs`)."""
APPOINT_VERBS: Final = _words("appoint name elect reelect re-elect choose select designate swear inaugurate install")
LEAVE_OFFICE_VERBS: Final = _words("resign step dismiss sack fire oust remove depose retire quit topple relieve")

# agreements

AGREEMENT_NOUNS: Final = _words(
    "treaty agreement accord pact deal memorandum protocol convention declaration charter truce ceasefire cease-fire"
    " armistice communique communiqué covenant compact entente"
)
SIGN_VERBS: Final = _words("sign initial ink conclude reach strike finalize finalise seal")
"""Verbs of concluding; of these only `sign`, `initial` and `ink` are signing."""
SIGNING_VERBS: Final = _words("sign initial ink")
RATIFY_VERBS: Final = _words("ratify")
END_VERBS: Final = _words("withdraw pull abandon scrap quit denounce renounce abrogate repudiate leave exit cancel")
NO_AGREEMENT: Final = _words(
    "record recording business player loan bank company plea tentative draft proposed possible potential future"
    " television tv club transfer book film movie contract no new-deal"
)
"""Words before the noun by which it is no agreement between states, or none yet."""
