"""Words that say how real an event is: refused, wished for, decided, put in doubt, only heard of.

Compiled for diplograph beside `lexicon`, from the annotation rules of the evaluation set; lemmas in lower case.
"""

from __future__ import annotations

from diplograph.extraction import lexicon

FAILED = frozenset({"fail", "unsuccessful", "unsuccessfully", "futile", "vain", "failed", "collapse"})
VOWS = frozenset({"pledge", "promise", "vow"})
STANCES = frozenset({"support", "backing", "solidarity", "endorsement"})
"""What one gives by saying so (`pledged its support`)."""
TAKING_PLACE = frozenset(
    {"be", "hold", "take", "begin", "start", "open", "resume", "continue", "happen", "occur", "proceed", "follow",
     "come", "convene", "meet", "go", "conduct", "arrange", "schedule", "restart", "reopen", "mediate", "host", "chair",
     "organize", "organise", "moderate", "oversee", "supervise", "lead"}
)  # fmt: skip
"""Verbs that say of an event only that it comes about."""
SET_FOR = frozenset({"schedule", "plan", "expect", "set", "slate", "propose"})
REFUSALS = frozenset({"refusal", "rejection", "boycott", "cancellation", "denial", "ban"})
CALL_OFF = frozenset({"cancel", "scrap", "postpone"})
REPORTEDLY = frozenset(
    {"reportedly", "allegedly", "alleged", "purported", "purportedly", "supposedly", "suspected", "so-called"}
)
REFUSING_PARTICLES = {
    "turn": "down", "vote": "down", "strike": "down", "brush": "aside", "wave": "away", "shrug": "off", "wash": "away",
    "put": "off", "back": "out", "pull": "out", "rule": "out",
}  # fmt: skip
"""Verbs that refuse or put off only with a second word."""
PROPOSING = frozenset(
    {"ask", "request", "urge", "offer", "propose", "suggest", "invite", "demand", "appeal", "seek", "want", "wish",
     "beg", "implore", "exhort", "plead"}
)  # fmt: skip
"""Verbs that themselves only put an event in words (`invited X to talks`)."""
PROMISING = frozenset({"promise", "pledge", "vow", "plan", "intend", "schedule"})
UNDERTAKING = frozenset({"agree", "undertake", "decide", "prepare", "arrange", "resolve", "vote", "commit"})
"""Verbs whose infinitive is what somebody will do."""
REFUSING = frozenset({"refuse", "reject", "withhold", "decline", "spurn", "rebuff", "deny", "forbid", "veto"})
LIES = frozenset(
    {"lie", "fabrication", "nonsense", "falsehood", "slander", "invention", "rubbish", "fantasy", "fiction", "false",
     "untrue", "baseless", "unfounded", "groundless", "absurd", "ridiculous", "propaganda", "myth", "libel", "hoax"}
)  # fmt: skip
"""What somebody calls a report that he denies (`described as lies the reports that`)."""
NOT_HIDING = frozenset({"exclude", "hide", "conceal", "doubt", "dispute", "contest"})
"""Verbs whose denial lets what hangs on them stand."""
ENDING = frozenset({"stop", "end", "cease", "halt", "suspend", "freeze", "cut", "withdraw", "abandon", "discontinue"})
BACKGROUND = frozenset({"after", "following", "follow", "since"})
"""Prepositions before what is over when the rest happens."""
COMPLEMENTS = frozenset({"ccomp", "dobj", "nsubjpass", "pobj"})
CONDITIONS = frozenset({"if", "unless", "whether", "should"})
OPEN = frozenset({"if", "whether"})
REPORTED = frozenset({"ccomp", "acl", "parataxis", "pcomp", "advcl"})
TAKING_PART = frozenset({"participation", "attendance"})
SETTING_DATES = lexicon.PLANNED_WORDS | {"schedule", "expect", "plan"}
REQUESTS = frozenset({"call", "appeal", "ask", "push", "press", "plead", "hope", "wait", "plan"})
DECIDING = frozenset({"vote", "resolve", "opt", "choose", "determine", "order", "elect", "volunteer"})
DECISIONS = frozenset(
    {"decision", "intention", "intent", "determination", "commitment", "resolve", "arrangement", "preparation",
     "agreement", "pledge", "promise", "vow", "vote", "schedule", "date"}
)  # fmt: skip
"""Nouns whose infinitive tells what somebody will do (`the decision to visit X`)."""
OFFERING_AS = frozenset(
    {"offer", "propose", "suggest", "volunteer", "want", "seek", "invite", "ask", "reject", "refuse"}
)
"""Verbs that make somebody a mediator or a host in words only (`offered himself as`)."""
HEARSAY = frozenset(
    {"believe", "say", "think", "allege", "suspect", "rumor", "rumour", "understand", "claim", "report"}
)
"""Verbs that in the passive tell what is only heard (`is believed to have sent`)."""
HEARSAY_CLAUSE = HEARSAY - {"say", "report", "understand"}
GETTING_IN_THE_WAY = frozenset(
    {"obstruct", "disrupt", "derail", "torpedo", "sabotage", "undermine", "hinder", "hamper", "scuttle", "spoil",
     "jeopardize", "jeopardise", "overshadow", "complicate", "upset"}
)  # fmt: skip
"""What is done to talks by those who do not want them."""
COMING_TO_TERMS = frozenset({"agree", "reach", "make", "find", "resolve", "settle", "end", "produce", "strike"})
"""What sides fail to do in talks that they hold."""
UNDER_WAY = frozenset({"process", "effort", "mediation", "initiative", "bid", "mission"})
"""What has been under way when it is said to be on hold."""
ENDING_EFFORTS = frozenset({"cancel", "abandon", "suspend", "end", "halt", "quit", "scrap", "stop"})
"""What is done to mediation that has been under way; who fails in it has tried."""
COURSE = frozenset({"deadlock", "impasse", "stalemate", "progress", "breakthrough", "snag", "hitch", "headway"})
"""What there may be in talks that are held (`break the deadlock in its talks`, `no progress in talks`)."""
RESULTS = frozenset({"result", "outcome", "fruit", "aftermath", "wake", "consensus", "heel", "sideline", "sidelines"})
"""What there is only of talks that were held (`implement the results of the visit`)."""
TOPICAL = frozenset({"include", "address", "discuss", "review", "examine", "mention", "raise", "cover", "condemn"})
"""Verbs that only speak of what they govern."""
STANDING = frozenset({"stand", "side", "support", "back", "endorse", "champion"})
"""Verbs by which one declares where one stands; to say that one will is to do so."""
OTHER_EVENT = frozenset({"after", "before", "as", "while", "because", "since", "when", "although", "though"})
SIDE_PHRASES = frozenset({"nsubj", "prep", "advcl", "npadvmod", "advmod"})
