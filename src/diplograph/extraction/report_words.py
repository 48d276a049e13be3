"""The words by which news says who says so: verbs and nouns of saying, and verbs that are said in doing.

Compiled for diplograph from the senses of the verbs in VerbNet's classes of saying, telling, conjecture, declaring and
promising, and from the annotation rules of the evaluation set; lemmas in lower case.
"""

from __future__ import annotations

from diplograph.extraction import lexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REPORT_VERBS = lexicon.SAY_VERBS | _words(
    "contend assure caution concede testify recount relate observe opine affirm reaffirm underline underscore"
    " stipulate tweet post reply answer retort respond counter joke lament boast brag proclaim vow pledge promise"
    " signal hint swear conclude clarify specify elaborate estimate predict forecast foresee guess reckon consider"
    " fear doubt hear learn understand show point profess purport suspect blame denounce complain decry stress"
    " repeat reassert restate mention speculate surmise imply intimate confide concur editorialize remind notify brief"
    " advise threaten protest grumble quip murmur whisper declare outline describe thank praise"
)
"""Verbs whose subject says what stands in their clause."""
MERE_SAYING = REPORT_VERBS - _words(
    "blame denounce threaten vow pledge promise swear fear doubt hear learn understand show consider describe"
    " answer post counter deny accuse quote cite suspect outline decry advise brief believe think guess thank praise"
    " point conclude decide signal"
)
"""Verbs that may stand in a clause by themselves beside what is said (`…, the embassy said`)."""
PARTICLE_SAYING = {"point": "out", "spell": "out", "put": "it", "make": "clear"}
"""Verbs that say with a second word (`pointed out`, `as he put it`)."""
REPORT_NOUNS = _words(
    "statement claim report announcement declaration assertion allegation accusation charge denial confirmation remark"
    " comment warning pledge acknowledgement acknowledgment admission communique message speech insistence assurance"
    " contention revelation disclosure prediction belief word testimony complaint suggestion hint rumour rumor account"
)
"""Nouns for what somebody says (`X's statement that`)."""
DEMANDS = _words(
    "call urge ask propose suggest offer demand invite appeal order want deny reject dismiss rebuff"
    " spurn refute request seek recommend advocate exhort implore beg plead propose threaten insist forbid veto scorn"
    " volunteer rule turn brush wave shrug"
)
"""Verbs whose subject speaks for what is asked or refused, though no verb of saying stands above."""
REFUSALS = _words("deny reject dismiss rebuff refute spurn rule turn veto brush wave")
"""Verbs by which the last word on an offer is had: their subject speaks, not who made it."""
REFUSING_PARTICLES = {"rule": "out", "turn": "down", "brush": "aside", "wave": "away", "shrug": "off"}
"""Verbs that refuse only with a second word."""
VOWS = _words("pledge promise vow swear reiterate renew reaffirm")
"""Verbs whose subject speaks for what he will do."""
DECLARATIONS = _words(
    "express voice reaffirm reiterate declare affirm restate proclaim underline stress renew underscore repeat profess"
    " extend convey signal announce deny report confirm concede admit acknowledge disclose reveal praise condemn"
    " denounce criticize criticise"
)
"""Verbs whose subject says himself what he declares (`reaffirmed its support for X`)."""
DEMAND_NOUNS = _words(
    "offer proposal promise pledge vow refusal call appeal demand request invitation threat rejection plea overture"
    " suggestion readiness willingness insistence"
)
"""Nouns whose owner speaks for what is asked, refused or promised (`X's refusal to meet Y`)."""
REASONS = _words(
    "reason concern fear need lack weather illness health problem difficulty threat cost safety security risk"
    " opposition rule law precedent commitment pressure schedule objection violation"
)
"""What one cites for what one does, and who says nothing (`citing scheduling reasons`)."""
REASONING = REPORT_VERBS | lexicon.BLAMING_VERBS | _words("call accuse cite")
"""What somebody who does a thing says of it by the way (`suspended its aid, blaming Y`)."""
NOBODY = _words(
    "source diplomat insider report witness analyst expert observer eyewitness informant reporter correspondent"
)
UNDERLINGS = _words("officer official commander aide adviser lawmaker figure attache envoy resident aid-worker")
OUTLETS = _words(
    "newspaper magazine agency radio weekly daily channel television broadcaster station paper outlet network journal"
    " website portal tabloid bulletin review"
)
"""Nouns for who prints or broadcasts, before or after the name."""
TITLES = _words(
    "media press daily post times herald tribune gazette news observer guardian telegraph standard mail globe chronicle"
)
"""Words with which the names of newspapers end (`China Daily: …`)."""
PAPERS = _words(
    "paper document record file figure datum evidence intelligence photograph photo image map letter memo memorandum"
    " transcript data footage video"
)
"""What somebody who says something relies on, and what itself says nothing."""
