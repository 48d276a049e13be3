"""Whom a person acts for, by the words around the name in all wordings that news has for it.

`X, the Taiwanese envoy`; `X of Norway`; `X, who heads the OSCE mission`; `X, sent by Washington`; `the Swiss
delegation, led by X`; `Egypt sent X`; `Cardinal X`; `the Sudanese rebel leader X`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplograph.model import Actor, ActorClass, Mention, ResolvedMention, SenseKind
from diplograph.resolution.offices import office_kind, title_before
from diplograph.syntax import Tree
from diplograph.text.peoples import PEOPLES_WITHOUT_STATE

CATHOLIC_CHURCH = Actor("Catholic Church", ActorClass.ORGANIZATION)
HOLY_SEE = "Vatican_City"
UNITED_STATES = "United_States"

ROLES = frozenset(
    {
        "envoy", "ambassador", "minister", "president", "leader", "chief", "head", "commander", "general", "colonel",
        "major", "captain", "admiral", "marshal", "negotiator", "mediator", "facilitator", "diplomat", "official",
        "spokesman", "spokeswoman", "spokesperson", "representative", "delegate", "secretary", "chairman", "chairwoman",
        "chairperson", "chair", "co-chairman", "senator", "congressman", "congresswoman", "lawmaker", "deputy",
        "premier", "chancellor", "king", "queen", "prince", "princess", "sheikh", "sheik", "sultan", "emir", "emissary",
        "adviser", "advisor", "aide", "ruler", "warlord", "officer", "governor", "statesman", "politician",
        "coordinator", "co-ordinator", "commissioner", "counterpart", "consul", "attache", "undersecretary",
        "legislator", "parliamentarian", "speaker", "strongman", "dictator", "monarch", "founder", "member",
        "troubleshooter",
        "intermediary", "go-between", "intercessor", "broker", "arbitrator", "observer", "rapporteur", "administrator",
        "moderator", "trouble-shooter", "guerrilla", "rebel", "militant", "fighter", "chieftain", "director",
        "director-general", "mp", "dignitary",
        "peacemaker", "conciliator", "number", "no", "premier-designate", "functionary", "plenipotentiary",
    }
)  # fmt: skip
"""Nouns for those who act on somebody's behalf."""
_CLERGY = frozenset({"cardinal", "archbishop", "bishop", "monsignor", "msgr", "msgr.", "mgr", "mgr."})
_PAPAL = frozenset({"pope", "papal", "pontiff", "nuncio", "apostolic", "vatican"})
_OTHER_CHURCHES = frozenset(
    {
        "anglican", "orthodox", "lutheran", "methodist", "presbyterian", "episcopal", "episcopalian", "baptist",
        "protestant", "coptic", "evangelical", "canterbury", "patriarch", "adventist", "pentecostal", "apostolic",
    }
)  # fmt: skip
_OPPONENTS = {
    "rebel": "rebels", "rebels": "rebels", "guerrilla": "guerrillas", "guerilla": "guerrillas",
    "insurgent": "insurgents",
    "separatist": "separatists", "secessionist": "secessionists", "dissident": "dissidents", "militant": "militants",
    "opposition": "opposition", "resistance": "resistance", "contra": "contras", "mutineer": "mutineers",
}  # fmt: skip
"""Words in a title that set its bearer against the state that it names (`the Sudanese rebel leader X`)."""
_CHIEFS = frozenset({"leader", "chief", "chieftain", "commander", "warlord", "elder", "negotiator", "representative"})
_SAME_IN_PLURAL = frozenset({"druze", "tuareg", "banyamulenge", "hmong", "toubou", "masalit", "hema", "lendu"})
_LEADING = frozenset({"head", "lead", "command", "chair", "co-chair", "represent", "direct", "run", "rule", "govern",
                      "found", "oversee", "coordinate"})  # fmt: skip
_SERVING = {"speak": ("for",), "mediate": ("for",),
            "work": ("for",), "act": ("for",), "serve": ("with", "in", "under"), "belong": ("to",),
            "fight": ("for", "with", "in"), "negotiate": ("for",), "appear": ("for",)}  # fmt: skip
_SENDING = frozenset({"send", "dispatch", "despatch", "delegate", "recall", "appoint", "assign", "nominate",
                      "designate", "commission", "mandate", "second", "accredit", "entrust"})  # fmt: skip
_DISPATCHING = frozenset({"send", "dispatch", "despatch", "delegate", "recall"})
_TEAMS = frozenset(
    {
        "delegation", "team", "mission", "group", "party", "movement", "faction", "army", "force", "forces", "troop",
        "government", "militia", "envoy", "negotiator", "side", "embassy", "rebel", "guerrilla", "wing", "office",
        "ministry", "council", "commission", "parliament", "cabinet", "regime", "administration", "navy", "police",
        "intelligence", "branch", "command", "staff", "guard", "brigade", "panel", "committee", "bureau", "service",
        "congress", "senate", "junta", "state", "republic", "leadership", "contingent", "front", "organisation",
        "organization", "alliance",
    }
)  # fmt: skip
"""Nouns for those who act together for whomever they belong to."""
_BESIDE = ("amod", "compound", "nmod", "poss", "npadvmod", "det", "punct", "case", "nummod")
_TOPICAL = frozenset({"envoy", "mediator", "negotiator", "ambassador", "representative", "coordinator", "rapporteur",
                      "adviser", "advisor", "troubleshooter"})  # fmt: skip
_SENT = _TOPICAL | {"emissary", "intermediary", "facilitator", "go-between", "troubleshooter", "arbitrator", "observer",
                    "administrator", "commissioner", "rapporteur", "secretary-general", "peacemaker"}  # fmt: skip
"""Nouns for those whom bodies send, often citizens and former ministers of some state."""
_POSSESSIVES = frozenset({"'s", "’s"})
SENDING_BODIES = frozenset({ActorClass.MEDIATION_BODY, ActorClass.INTERGOVERNMENTAL_ORGANIZATION})
_PEOPLE = frozenset({ActorClass.PERSON, ActorClass.OUTLET})

_POLITIES = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY})
_OWN_ACTS = frozenset({"will", "'ll", "would", "shall", "is", "has"})
"""Auxiliaries with which ministers speak of what their own state does, rather than of what another one did."""

DemonymOf = Callable[[str], str | None]


class Affiliations:
    """Finds whom the persons of one sentence act for.

    Args:
        tree: the sentence.
        resolved: what its other names mean, as far as they are read.
        holy_see: the state of the Pope, if it is known.
        united_states: the state whose ministers are secretaries, if it is known.
        demonym_of: the adjective for a state or polity, by its key.
    """

    def __init__(
        self,
        tree: Tree,
        resolved: Sequence[ResolvedMention],
        holy_see: Actor | None = None,
        united_states: Actor | None = None,
        demonym_of: DemonymOf = lambda _: None,
    ) -> None:
        self._tree = tree
        self._holy_see = holy_see
        self._united_states = united_states
        self._demonym_of = demonym_of
        self._at = {i: item for item in resolved for i in range(item.mention.start, item.mention.end)}

    def find(self, mention: Mention, titled: Sequence[Actor] = ()) -> Actor | None:
        """Whom a person acts for; None where the sentence does not say.

        Args:
            mention: the person's name.
            titled: the states and bodies that the title before or beside the name is known to speak of.
        """
        title = [word.lower() for word in title_before(self._tree.tokens, mention.start)]
        own = [word.text.lower() for word in self._tree.tokens[mention.start : mention.start + 1]]
        missions = () if office_kind(title) else self.missions(mention)
        found = self._accredited(mention) or missions or tuple(titled) or self._beside(mention)
        found = found or self._below(mention) or self._above(mention)
        if self._holy_see not in found and (
            church := self._church([*title[-3:], *own[: mention.end - mention.start - 1]], self._roles_of(mention, []))
        ):
            return church
        if not found:
            return self._people_led(mention) or self._whose_secretary(title)
        return self._opponents(found[0], self._roles_of(mention, title)) or found[0]

    def governs(self, mention: Mention) -> Actor | None:
        """The state whose minister is meant where one speaks of what it will do (`Norway will go, Minister X said`)
        or in whose town one speaks (`In Oslo, Minister X said`)."""
        tokens = self._tree.tokens
        place = self._at.get(1)
        if tokens[0].lemma == "in" and place and place.mention.end < len(tokens) - 1:
            metonyms = [
                s.actor for s in place.mention.senses if s.actor and s.kind in {SenseKind.METONYM, SenseKind.NAME}
            ]
            if tokens[place.mention.end].text == "," and len(metonyms) == 1:
                return metonyms[0]
        verb = self._tree.head(mention.head)
        if tokens[mention.head].dep != "nsubj" or verb is None:
            return None
        for clause in self._tree.children(verb, "ccomp", "parataxis"):
            auxiliaries = {tokens[i].text.lower() for i in self._tree.children(clause, "aux")}
            doers = [a for i in self._tree.children(clause, "nsubj") if i < mention.start and (a := self._actor_at(i))]
            if auxiliaries & _OWN_ACTS and doers and doers[0].actor_class in _POLITIES:
                return doers[0]
        return None

    def _accredited(self, mention: Mention) -> tuple[Actor, ...]:
        """Whose envoy it is, where whom the envoy goes to stands before the name (`U.S. envoy to Syria X`)."""
        start = mention.start - 1
        while start > 0 and (start in self._at or self._tree.tokens[start].pos in {"DET", "PROPN"}):
            start -= 1
        token = self._tree.tokens[max(start, 0)]
        is_goal = token.pos == "ADP" and token.lemma in {"to", "in", "for", "at"} and start < mention.start - 1
        return self._owners(token.head) if is_goal and self._is_role(token.head) else ()

    def opposed(self, mention: Mention, state: Actor) -> Actor | None:
        """The rebels against their state for whom a known person acts, when the title says so."""
        title = [word.lower() for word in title_before(self._tree.tokens, mention.start)]
        return self._opponents(state, [word for word in title if word != "opposition"])

    def is_opponent(self, mention: Mention) -> str | None:
        """What they are called whom a person leads against a state, when the title says so (`rebels`)."""
        title = [word.lower() for word in title_before(self._tree.tokens, mention.start)]
        return next((_OPPONENTS[w] for w in self._roles_of(mention, title) if w in _OPPONENTS), None)

    def missions(self, mention: Mention) -> tuple[Actor, ...]:
        """The bodies as whose envoy or mediator a person is described beside the name, besides any state."""
        roles = [i for i in self._descriptions(mention) if self._tree.tokens[i].lemma in _SENT]
        clauses = self._tree.children(mention.head, "relcl", "acl")
        found = [actor for role in roles for actor in self._owners(role)]
        found += [actor for clause in clauses for actor in self._of_clause(clause)]
        return tuple(actor for actor in found if actor.actor_class in SENDING_BODIES)

    def titled(self, mention: Mention, owners: Sequence[Actor]) -> Actor | None:
        """Whose official the words before a name say that a person is (`Australian Foreign Minister X`, `whose X`)."""
        if whose := self._whose(mention.head):
            return whose[0]
        title = title_before(self._tree.tokens, mention.start)
        return owners[0] if owners and title and title[-1].lower() in ROLES | _POSSESSIVES else None

    # churches and opponents

    def _church(self, title: Sequence[str], described: Sequence[str]) -> Actor | None:
        if _PAPAL & {*title, *described} and not _OTHER_CHURCHES - {"apostolic"} & set(title):
            return self._holy_see
        words = {token.text.lower() for token in self._tree.tokens}
        if _CLERGY & set(title) and not _OTHER_CHURCHES & words:
            return CATHOLIC_CHURCH
        return None

    def _whose_secretary(self, title: Sequence[str]) -> Actor | None:
        """The state in whose title no state needs to be named (`Deputy Secretary of State X`)."""
        words = " ".join(title)
        is_american = any(office in words for office in ("secretary of state", "secretary of defense"))
        return self._united_states if is_american else None

    def _people_led(self, mention: Mention) -> Actor | None:
        """The people without a state whose leader a title names (`the Miskito chief X`)."""
        before = [token.text for token in self._tree.tokens[max(0, mention.start - 4) : mention.start]]
        roles = [i for i, word in enumerate(before) if word.lower() in _CHIEFS]
        people = before[roles[0] - 1] if roles and roles[0] > 0 else ""
        if people.lower() not in PEOPLES_WITHOUT_STATE or people.islower():
            return None
        name = people if people.lower() in _SAME_IN_PLURAL else f"{people}s"
        return Actor(name, ActorClass.ORGANIZATION)

    def _roles_of(self, mention: Mention, title: Sequence[str]) -> list[str]:
        """The words of the title before a name and of the descriptions beside it."""
        inside = [i for role in self._descriptions(mention) for i in self._phrase(role)]
        return [*title, *(self._tree.tokens[i].lemma for i in inside)]

    def _opponents(self, state: Actor, words: Sequence[str]) -> Actor | None:
        """The unnamed opponents of a state, for whom their leader acts (`the Sudanese rebel leader X`)."""
        if state.actor_class not in _POLITIES:
            return None
        name = next((_OPPONENTS[word] for word in words if word in _OPPONENTS), None)
        return unnamed_opponents(state, name, self._demonym_of) if name else None

    # descriptions beside a name

    def _beside(self, mention: Mention) -> tuple[Actor, ...]:
        for role in self._descriptions(mention):
            if found := self._owners(role):
                return found
        return ()

    def _descriptions(self, mention: Mention) -> list[int]:
        """The nouns that say what a person is, in apposition either way, or between commas after the name."""
        found = [i for i in self._tree.children(mention.head, "appos") if self._is_role(i)]
        governor = self._tree.head(mention.head)
        is_second = self._tree.tokens[mention.head].dep == "appos"
        if is_second and governor is not None and self._is_role(governor):
            found.append(governor)
        return found or [i for i in (self._after_comma(mention.end),) if i is not None]

    def _is_role(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.lemma in ROLES and token.pos in {"NOUN", "PROPN"} and index not in self._names()

    def _names(self) -> set[int]:
        return {i for i, item in self._at.items() if item.link is not None}

    def _after_comma(self, end: int) -> int | None:
        """The last role noun of a noun phrase right after the name and a comma, wherever the parser hung it."""
        tokens = self._tree.tokens
        if end + 1 >= len(tokens) or tokens[end].text not in {",", "("}:
            return None
        last = None
        for token in tokens[end + 1 : end + 12]:
            if token.pos not in {"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV"} and token.text != "-":
                break
            if self._is_role(token.index):
                last = token.index
        is_list = last is not None and last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN"
        return None if is_list else last

    def _owners(self, index: int, depth: int = 3) -> tuple[Actor, ...]:
        """Whom a role or a team belongs to: names before it, else after `of`, else those of what it heads."""
        named = [actor for i in self._phrase(index) if (actor := self._actor_at(i))]
        if named:
            return tuple(dict.fromkeys(named))
        links: tuple[str, ...] = (
            ("of", "from", "in", "with") if self._tree.tokens[index].lemma in {"member", "officer"} else ("of", "from")
        )
        links += () if self._tree.tokens[index].lemma in _TOPICAL else ("for",)
        for obj in self._tree.objects_of(index, *links):
            if actor := self._actor_at(obj):
                return (actor,)
            if depth and self._tree.tokens[obj].lemma in _TEAMS | ROLES and (found := self._owners(obj, depth - 1)):
                return found
        return ()

    def _phrase(self, index: int) -> list[int]:
        """A noun and the words before it that belong to it."""
        inside, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            inside.append(current)
            beside = self._tree.children(current, *_BESIDE)
            waiting += [i for i in beside if i < index and not self._names_maker(i)]
        return sorted(inside)

    def _names_maker(self, index: int) -> bool:
        """Whether a name only says who backs or made what follows (`of the U.N.-backed Libyan government`)."""
        after = self._tree.tokens[index + 1 : index + 3]
        return len(after) > 1 and after[0].text == "-" and after[1].tag == "VBN" and after[1].dep == "amod"

    def _actor_at(self, index: int) -> Actor | None:
        """The state or body that a name at a position means, be it as a place (`of Norway`)."""
        item = self._at.get(index)
        if item is None:
            return None
        if item.link is not None:
            return item.link.actor if item.link.is_actor and item.link.actor.actor_class not in _PEOPLE else None
        named = [s.actor for s in item.mention.senses if s.actor and s.kind is SenseKind.NAME]
        return named[0] if len(named) == 1 else None

    # clauses

    def _below(self, mention: Mention) -> tuple[Actor, ...]:
        """`X of Norway`; `X, who heads the OSCE mission`; `X, sent by Washington`."""
        for obj in self._tree.objects_of(mention.head, "of", "from"):
            if actor := self._actor_at(obj):
                return (actor,)
        for verb in self._tree.children(mention.head, "relcl", "acl"):
            if found := self._of_clause(verb):
                return found
        return ()

    def _of_clause(self, verb: int) -> tuple[Actor, ...]:
        lemma, tag = self._tree.tokens[verb].lemma, self._tree.tokens[verb].tag
        roles = [i for i in self._tree.objects_of(verb, "as") if self._is_role(i)]
        if found := self._first_owners(roles):
            return found
        if lemma in _LEADING and tag != "VBN":
            objects = self._tree.children(verb, "dobj")
        elif lemma in _SENDING and tag == "VBN":
            objects = self._tree.objects_of(verb, "by", "from")
        elif lemma == "be":
            objects = tuple(i for i in self._tree.children(verb, "attr") if self._is_role(i))
        else:
            objects = self._tree.objects_of(verb, *_SERVING.get(lemma, ("",)))
        return self._first_owners(objects)

    def _first_owners(self, objects: Sequence[int]) -> tuple[Actor, ...]:
        for obj in objects:
            if actor := self._actor_at(obj):
                return (actor,)
            if self._tree.tokens[obj].lemma in _TEAMS | ROLES and (found := self._owners(obj)):
                return found
        return ()

    def _whose(self, head: int) -> tuple[Actor, ...]:
        """`Norway, whose envoy X met …`."""
        inside = (
            i for child in (head, *self._tree.children(head, "compound")) for i in self._tree.children(child, "poss")
        )
        if not any(self._tree.tokens[i].lemma == "whose" for i in inside):
            return ()
        clauses = (i for i in self._tree.ancestors(head) if self._tree.tokens[i].dep == "relcl")
        nouns = (self._tree.head(i) for i in clauses)
        named = (self._actor_at(i) for i in nouns if i is not None)
        return tuple(actor for actor in named if actor)[:1]

    def _above(self, mention: Mention) -> tuple[Actor, ...]:
        """`The Swiss delegation, led by X`; `Egypt sent X to …`."""
        token = self._tree.tokens[mention.head]
        governor = self._tree.head(mention.head)
        if governor is None:
            return ()
        if whose := self._whose(mention.head):
            return whose
        if token.dep == "dobj" and self._tree.tokens[governor].lemma in _DISPATCHING:
            return self._first_owners(self._tree.subjects(governor))
        verb = self._tree.head(governor)
        is_led = token.dep == "pobj" and self._tree.tokens[governor].lemma in {"by", "under"}
        if not is_led or verb is None or self._tree.tokens[verb].lemma not in _LEADING:
            return ()
        above = self._tree.head(verb)
        is_attribute = self._tree.tokens[verb].dep in {"acl", "relcl"} and above is not None
        teams = (above,) if is_attribute and above is not None else self._tree.children(verb, "nsubjpass")
        return self._first_owners([i for i in teams if self._tree.tokens[i].lemma in _TEAMS or self._actor_at(i)])


def unnamed_opponents(state: Actor, name: str, demonym_of: DemonymOf) -> Actor:
    """Those who oppose a state, by its adjective (`Sudanese rebels`)."""
    demonym = demonym_of(str(state.key)) or state.label
    return Actor(f"{demonym} {name}", ActorClass.ARMED_FORCE)
