"""Constructions that put an event ahead, in doubt or out of the question, whatever verb they are built with."""

from __future__ import annotations

from diplograph.extraction import lexicon, reality_words
from diplograph.syntax import Tree

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_REACTING = frozenset(
    {"sign", "reject", "violate", "break", "breach", "honor", "honour", "respect", "implement", "denounce", "ignore",
     "criticize", "criticise", "condemn", "renounce", "endorse", "ratify", "defend", "abandon", "extend", "discuss"}
)  # fmt: skip
"""What is done with a deal that somebody has brokered, whether or not it is done."""
_STAYING_AWAY = frozenset({"boycott", "join", "attend", "skip", "quit", "leave", "rejoin", "abandon", "shun", "enter"})
"""What one does with talks that are held."""
_UNITS = frozenset({"week", "month", "year", "weekend", "spring", "summer", "autumn", "fall", "winter"})
_SOON = frozenset({"tomorrow", "soon", "shortly"})
_STATES = frozenset(
    {"be", "have", "support", "back", "say", "remain", "stand", "oppose", "know", "want", "need", "mark"}
)
"""Verbs that do not happen at a time."""
_RUN_UP = frozenset(
    {"prior", "ahead", "eve", "advance", "run-up", "runup", "preparation", "anticipation", "buildup", "countdown"}
)
"""Words before an event that is still to come (`ahead of the talks`, `on the eve of the visit`)."""
_DOUBT = frozenset({"doubt", "jeopardy", "question", "danger", "balance", "peril", "limbo"})
_NOT_AN_AMOUNT = frozenset({"long", "longer", "more", "less", "doubt", "secret", "comment", "bone", "mean"})
_WOULD_HAVE = frozenset({"should", "would", "ought"})
_QUESTION_AUXILIARIES = frozenset({"do", "have", "be", "will", "would", "can", "could", "may", "should", "might"})
_ADVISABLE = frozenset(
    {"important", "necessary", "essential", "crucial", "vital", "desirable", "advisable", "imperative", "urgent",
     "useful", "good", "better", "time", "conceivable", "possible", "impossible", "unlikely", "likely", "doubtful"}
)  # fmt: skip
_WAYS = frozenset({"way", "solution", "option", "answer", "alternative", "hope", "key", "remedy"})
_BESIDE = frozenset(
    {"after", "before", "during", "since", "following", "despite", "over", "amid", "at", "in", "on", "by"}
)
"""Prepositions before an event at or after which something else happens."""
_TAKING_PART = lexicon.TAKE_PART_VERBS | frozenset(
    {"involve", "appear", "show", "turn", "figure", "represent", "be", "participate", "join", "succeed", "interest",
     "believe", "hold", "occur", "result", "end", "do"}
)  # fmt: skip
_WILLED = frozenset(
    {
        "offer", "propose", "volunteer", "refuse", "decline", "want", "wish", "hope", "seek", "try", "attempt", "aim",
        "plan", "intend", "agree", "promise", "pledge", "vow", "decide", "threaten", "prepare", "consent", "undertake",
        "expect", "desire", "ask",
    }
)  # fmt: skip
"""Verbs whose infinitive is what one offers, wants or means to do, with whatever words between (`offered in X to`)."""
_WILLING = lexicon.CALL_FOR_NOUNS | lexicon.HYPOTHETICAL_WORDS | lexicon.PLANNED_WORDS
"""Nouns and adjectives of which the same holds (`made an offer in X to`, `is ready at any time to`)."""


def word_of_will(tree: Tree, above: int, below: int) -> int | None:
    """The verb, noun or adjective of will of which an infinitive is the content, where the parser hung it elsewhere."""
    token = tree.tokens[below]
    marks = {tree.tokens[i].lemma for i in tree.children(below, "aux", "mark", "advmod")}
    if token.dep not in {"advcl", "acl", "relcl"} or token.tag != "VB" or "to" not in marks or "order" in marks:
        return None
    if tree.tokens[above].pos in {"NOUN", "ADJ"}:
        return above if tree.tokens[above].lemma in _WILLING else None
    things = [i for i in tree.children(above, "dobj", "acomp", "attr", "nsubjpass") if i < below]
    if not things:
        return above if tree.tokens[above].pos == "VERB" and tree.tokens[above].lemma in _WILLED else None
    return next((i for i in things if i != below and tree.tokens[i].lemma in _WILLING), None)


def is_scheduled(tree: Tree, verb: int) -> bool:
    """Whether a verb in the present tense tells of a time to come (`flies to X on Friday`, `open talks tomorrow`)."""
    token = tree.tokens[verb]
    if token.tag not in {"VBZ", "VBP"} or token.lemma in _STATES or tree.children(verb, "aux", "auxpass"):
        return False
    children = tree.children(verb)
    times = [*children, *(i for c in children if tree.tokens[c].dep in {"prep", "dobj"} for i in tree.children(c))]
    times += [i for t in times if tree.tokens[t].dep == "prep" for i in tree.children(t)]
    return any(_is_ahead(tree, index) for index in times)


def _is_ahead(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    words = {tree.tokens[i].lemma for i in tree.children(index)}
    if token.text.lower() in _WEEKDAYS:
        return token.dep in {"npadvmod", "pobj"} and not words & {"last", "every", "each"}
    if token.text.lower() in _SOON:
        return True
    is_later = index > 1 and "later" in {tree.tokens[index - 2].text.lower(), *words}
    return token.lemma in _UNITS and ("next" in words or is_later)


def is_run_up(tree: Tree, preposition: int) -> bool:
    """Whether a preposition stands before an event that is to come (`prior to`, `ahead of`, `on the eve of`)."""
    head = tree.head(preposition)
    word = tree.tokens[preposition].lemma
    return head is not None and word in {"to", "of", "for"} and tree.tokens[head].lemma in _RUN_UP


def is_to_be_held(tree: Tree, clause: int) -> bool:
    """Whether a clause after a noun says that it is to happen (`the meeting to be held in X`)."""
    auxiliaries = {tree.tokens[i].lemma for i in tree.children(clause, "aux", "auxpass")}
    is_passive = tree.tokens[clause].tag == "VBN" and {"to", "be"} <= auxiliaries
    return is_passive or ("to" in auxiliaries and tree.tokens[clause].lemma in {"take", "begin", "start", "open"})


def is_counterfactual(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what did not happen though it ought to (`should have met`, `was to have met`)."""
    words = {tree.tokens[i].lemma for i in tree.children(verb, "aux")}
    head = tree.tokens[tree.tokens[verb].head]
    was_to = "to" in words and tree.tokens[verb].dep == "xcomp" and head.lemma == "be" and head.tag == "VBD"
    return "have" in words and (bool(words & _WOULD_HAVE) or was_to)


def gives_none(tree: Tree, verb: int) -> bool:
    """Whether what a verb gives or does is none (`sent no troops`, `held no talks`)."""
    for index in tree.children(verb, "dobj"):
        below = {tree.tokens[i].lemma for i in tree.children(index)}
        if below & {"no", "neither"} and tree.tokens[index].lemma not in _NOT_AN_AMOUNT and not below & _NOT_AN_AMOUNT:
            return True
    return False


def is_for_good(tree: Tree, verb: int) -> bool:
    """Whether something is put off without a day (`suspended indefinitely`, `for an indefinite period`)."""
    adverbs = {tree.tokens[i].lemma for i in tree.children(verb, "advmod")}
    periods = (j for i in tree.objects_of(verb, "for") for j in tree.children(i, "amod"))
    return "indefinitely" in adverbs or any(tree.tokens[i].lemma == "indefinite" for i in periods)


def is_off(tree: Tree, verb: int) -> bool:
    """Whether a predicate calls its subject off (`the visit is off`, `is on hold`)."""
    if tree.tokens[verb].lemma not in {"be", "remain", "stay"}:
        return False
    words = {tree.tokens[i].text.lower() for i in tree.children(verb, "advmod", "acomp", "prt", "prep")}
    return "off" in words or any(tree.tokens[i].lemma == "hold" for i in tree.objects_of(verb, "on"))


def is_in_doubt(tree: Tree, verb: int) -> bool:
    """Whether a predicate puts what is planned in doubt (`the visit is in jeopardy`)."""
    return tree.tokens[verb].lemma in {"be", "remain", "hang"} and any(
        tree.tokens[i].lemma in _DOUBT for i in tree.objects_of(verb, "in")
    )


def is_advised(tree: Tree, verb: int, below: int) -> bool:
    """Whether a predicate only advises what a clause in the subjunctive tells (`it is vital that X meet Y`)."""
    advice = {tree.tokens[i].lemma for i in tree.children(verb, "acomp", "attr")} & _ADVISABLE
    auxiliaries = {(tree.tokens[i].text.lower(), tree.tokens[i].tag) for i in tree.children(below, "aux", "auxpass")}
    is_subjunctive = ("be", "VB") in auxiliaries or tree.tokens[below].tag == "VB"
    return bool(advice) and is_subjunctive and tree.tokens[below].dep in {"ccomp", "xcomp", "csubj", "advcl"}


def is_way_out(tree: Tree, verb: int, below: int) -> bool:
    """Whether something is only said to be the thing to do (`the only way is for X and Y to hold talks`)."""
    if tree.tokens[verb].lemma != "be" or tree.tokens[below].tag != "VB":
        return False
    subjects = {tree.tokens[i].lemma for i in tree.children(verb, "nsubj")}
    return bool(subjects & _WAYS) and tree.tokens[below].dep in {"xcomp", "ccomp", "advcl", "pcomp", "attr"}


def is_question(tree: Tree) -> bool:
    """Whether a sentence asks whether something is so."""
    words = [token for token in tree.tokens if token.pos != "PUNCT"]
    marks = {token.text for token in tree.tokens[-2:]}
    return "?" in marks and bool(words) and words[0].lemma in _QUESTION_AUXILIARIES and words[0].pos in {"AUX", "VERB"}


def stands_beside(tree: Tree, verb: int, below: int) -> bool:
    """Whether what hangs on a verb is an event at which the verb's own happens (`did not speak after the talks`)."""
    token = tree.tokens[below]
    is_beside = token.dep == "prep" and token.lemma in _BESIDE
    return is_beside and tree.tokens[verb].pos == "VERB" and tree.tokens[verb].lemma not in _TAKING_PART


def is_bare_participle(tree: Tree, verb: int) -> bool:
    """Whether a verb is a participle after a noun, without a subject of its own (`the tanks sent to X`)."""
    token = tree.tokens[verb]
    has_clause = bool(tree.children(verb, "aux", "auxpass", "nsubj", "nsubjpass", "mark"))
    return token.dep == "acl" and token.tag == "VBN" and not has_clause


def is_foretold(tree: Tree, verb: int) -> bool:
    """Whether a predicate with `be` tells what is to come (`is due in X`, `the talks are to open`)."""
    if tree.tokens[verb].lemma != "be":
        return False
    marks = [i for infinitive in tree.children(verb, "xcomp") for i in tree.children(infinitive, "aux")]
    is_to = any(tree.tokens[i].lemma == "to" and i == verb + 1 for i in marks)
    return is_to or any(tree.tokens[i].lemma in {"due", "bound", "poised"} for i in tree.children(verb, "acomp"))


def is_no_longer(tree: Tree, verb: int) -> bool:
    """Whether somebody does what he did `no longer`, or not `any more`."""
    adverbs = tree.children(verb, "advmod")
    return any(tree.tokens[i].lemma in {"long", "longer"} and i and tree.tokens[i - 1].lemma == "no" for i in adverbs)


def is_background(tree: Tree, below: int) -> bool:
    """Whether what hangs on a verb is over when the verb's own happens (`agreed, after talks with X, to`)."""
    token = tree.tokens[below]
    if token.lemma in reality_words.BACKGROUND:
        return token.dep == "prep"
    marks = {tree.tokens[i].lemma for i in tree.children(below, "mark")} if token.dep == "advcl" else set()
    is_end = token.dep == "prep" and any(tree.tokens[i].lemma in {"close", "end"} for i in tree.children(below, "pobj"))
    return is_end or bool(marks & reality_words.BACKGROUND)


def is_called_lie(tree: Tree, verb: int, below: int) -> bool:
    """Whether a verb calls what hangs on it false (`described as lies the reports that`, `the report is a lie`)."""
    if tree.tokens[verb].pos not in {"VERB", "AUX"} or tree.is_negated(verb):
        return False
    called = [*tree.children(verb, "attr", "acomp", "oprd", "ccomp"), *tree.objects_of(verb, "as")]
    if not any(tree.tokens[i].lemma in reality_words.LIES for i in called if i != below):
        return False
    is_naming = tree.tokens[verb].lemma in {"be", "call", "describe", "dismiss", "denounce", "brand", "reject", "label"}
    return is_naming and tree.tokens[below].dep in {"nsubj", "dobj", "nsubjpass", "ccomp", "dep"}


def _is_stayed_away_from(tree: Tree, talks: int) -> bool:
    """Whether somebody takes part in talks of others' making or does not, which makes them no less real."""
    above = tree.tokens[talks]
    while above.dep in {"pobj", "prep", "dobj"} and above.head != above.index:
        above = tree.tokens[above.head]
        if above.pos == "VERB":
            return above.lemma in _STAYING_AWAY and tree.tokens[talks].lemma in lexicon.CONTACT_NOUNS
    return False


def is_taken_for_granted(tree: Tree, participle: int) -> bool:
    """Whether a participle tells of something that is there already (`under the deal brokered by X`)."""
    brokered = lexicon.BROKER_VERBS | {"sponsor"}
    if tree.tokens[participle].dep == "amod" and tree.tokens[participle].lemma in brokered:
        return _is_stayed_away_from(tree, tree.tokens[participle].head)
    if not is_bare_participle(tree, participle):
        return False
    token = tree.tokens[participle]
    noun = token.head
    above = tree.tokens[tree.tokens[noun].head]
    is_reacted_to = tree.tokens[noun].dep in {"dobj", "nsubjpass"} and above.lemma in _REACTING
    if is_reacted_to and token.lemma in lexicon.BROKER_VERBS and tree.tokens[noun].lemma in lexicon.DEAL_NOUNS:
        return True
    return tree.tokens[noun].dep == "pobj" and above.lemma in {
        "under", "after", "since", "despite", "following", "during", "per",
    }  # fmt: skip
