"""Who backs whom: verbs of support, of taking a side and of fighting beside somebody, and `X-backed Y`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from diplograph.extraction import lexicon, regions
from diplograph.extraction.attendance import negotiated_noun
from diplograph.extraction.backing import Backing, is_armed
from diplograph.extraction.compounds import is_hyphenated
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import POLITIES, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.fighters import is_linked
from diplograph.extraction.gifts import Gifts
from diplograph.extraction.pacts import Pacts
from diplograph.extraction.phrases import Sides
from diplograph.model import Actor, Modality, RelationKind

_SUPPORTING = lexicon.POLITICAL_VERBS | lexicon.ARMED_VERBS | lexicon.HELP_VERBS
_MILITARY = lexicon.ARMED_VERBS - {"sponsor", "bolster"}
"""Verbs of support that is military whoever gets it, unless it is money."""
_IN_ARMS = frozenset(
    {"troop", "troops", "soldier", "force", "forces", "army", "warplane", "plane", "aircraft", "helicopter", "warship",
     "commando", "adviser", "advisor", "instructor", "marine", "paratrooper", "pilot", "mercenary", "artillery",
     "gunship"}
)  # fmt: skip
"""Those whose help is military, whomever they help."""
_BACKED_EVENTS = frozenset({"congress", "conference", "summit", "meeting", "talk", "negotiation", "plan", "proposal"})
"""What is backed and is no actor, though the name of one stands before it (`the Russian-backed Syria congress`)."""
_CANDIDACIES = frozenset({"reelection", "election", "candidacy", "campaign", "rule", "presidency"})
"""What one backs of a politician (`backed the re-election of X`)."""
_SUPPLYING = frozenset({"supply", "resupply"})
_ALSO_QUALITIES = frozenset({"armed", "trained", "equipped"})
"""Participles that without a hyphen say what somebody is, not by whom (`the Palestinian armed group`)."""
_SHELTERING = frozenset({"shelter", "harbor", "harbour"})
_FUNDING = frozenset({"fund", "finance", "bankroll"})


class SupportVerbs:
    """Finds the support that the verbs of one sentence state.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._backing = Backing(denoter)
        self._gifts = Gifts(denoter)
        self._pacts = Pacts(denoter)

    def read(self, verb: int) -> Iterator[Draft]:
        """The support that a verb or participle states."""
        if self._is_compound(verb):
            yield from self._compound(verb)
            return
        for words, read in self._readers:
            if self._tree.tokens[verb].lemma in words:
                yield from read(verb)

    @cached_property
    def _readers(self) -> tuple[tuple[frozenset[str], Callable[[int], Iterator[Draft]]], ...]:
        """How the verbs of each group take their arguments; a verb may be of several."""
        return (
            (_SUPPORTING, self._support),
            (lexicon.STAND_VERBS, self._stand),
            (lexicon.GIVE_VERBS | {"supply", "arm"}, self._gifts.read),
            (frozenset({"fight", "battle", "intervene"}), self._fight_alongside),
            (frozenset({"throw", "put", "swing"}), self._throw_weight),
            (_SUPPLYING, self._supply),
            (frozenset({"host", "house", "base"}), self._harbour),
            (lexicon.PERMIT_VERBS, self._permit),
            (frozenset({"forgive", "cancel", "write"}), self._forgive),
        )

    # compounds

    def _is_compound(self, index: int) -> bool:
        """`Syrian-backed`: a participle with a name and a hyphen before it; before a noun also without the hyphen."""
        token = self._tree.tokens[index]
        if token.text.lower() not in lexicon.BACKED_PARTICIPLES or index == 0:
            return False
        if index > 1 and is_hyphenated(self._tree, index):
            return True
        is_told = token.text.lower() not in _ALSO_QUALITIES
        return is_told and token.dep == "amod" and self._named_before(index) is not None and token.head > index

    def _named_before(self, index: int) -> Actor | None:
        position = index - 2 if is_hyphenated(self._tree, index) else index - 1
        item = self._denoter.mention(position) if position >= 0 else None
        if item is None and position >= 0 and self._tree.tokens[position].text == "Western":
            return regions.WEST
        return item.link.actor if item is not None and item.link is not None and is_linked(item) else None

    def _compound(self, index: int) -> Iterator[Draft]:
        backer = self._named_before(index)
        head = self._tree.tokens[index].head
        if backer is None or head == index:
            return
        above = self._tree.tokens[head].head
        if self._tree.tokens[head].dep in {"compound", "nmod"} and self._denoter.mention(above):
            head = above
        backed = self._denoter.actors(head)
        if not backed and self._tree.tokens[head].dep == "compound":
            head = self._tree.tokens[head].head
            backed = self._denoter.actors(head)
        backed = backed or self._denoter.polity_of(head)
        backed = tuple(actor for actor in backed if owner(actor) != owner(backer))
        if self._tree.tokens[head].lemma in _BACKED_EVENTS:
            return
        if self._tree.tokens[index].lemma == "train" and not self._backing.can_be_trained(head, backed):
            return
        if self._tree.tokens[head].lemma == "president":
            backed = backed or self._denoter.modifiers(head)
        kind = self._backing.kind_for(index, head, backed)
        backers = (*self._named_with_open_hyphen(index), backer)
        yield from self._backing.draft(index, backers, backed, kind, {index - 1, head}, Modality.ASSERTED)

    def _named_with_open_hyphen(self, participle: int) -> tuple[Actor, ...]:
        """The first of two in `Soviet- and Cuban-trained`."""
        first, link = participle - 4, participle - 3
        if first < 0 or self._tree.tokens[link].lemma not in {"and", "or"}:
            return ()
        item = self._denoter.mention(first)
        is_open = self._tree.tokens[first].text.endswith(("-", "–"))
        return (item.link.actor,) if is_open and item is not None and item.link is not None else ()

    # verbs of support

    def _support(self, verb: int) -> Iterator[Draft]:
        lemma = self._tree.tokens[verb].lemma
        fighting = self._backing.helped_to_fight(verb) if lemma in lexicon.HELP_VERBS else ()
        if lemma in lexicon.HELP_VERBS and (rebuilding := self._backing.helped_to_rebuild(verb)):
            backers = self._denoter.all_actors(*self._sides(verb).doers)
            backed = self._denoter.all_actors(*rebuilding)
            yield from self._backing.draft(verb, backers, backed, RelationKind.ECONOMIC, {*rebuilding})
            return
        if self._tree.children(verb, "xcomp", "ccomp") and lemma in lexicon.HELP_VERBS and not fighting:
            return
        sides = self._sides(verb)
        givers = sides.doers
        if lemma == "train" and not givers and self._tree.children(verb, "auxpass"):
            givers = tuple(i for i in self._tree.objects_of(verb, "in", "at") if self._denoter.polity_of(i))
        done_to = tuple(i for thing in sides.done_to for i in self._candidates(thing))
        receivers = fighting or tuple(i for i in done_to if self._backing.is_backable(i))
        backed = self._denoter.all_actors(*receivers)
        if lemma in _SHELTERING:
            backed = tuple(actor for actor in backed if actor.actor_class not in POLITIES)
        kind = self._kind(verb, receivers[0] if receivers else verb, backed)
        kind = RelationKind.MILITARY if fighting else kind
        backers = self._denoter.all_actors(*givers) or tuple(a for i in givers for a in self._denoter.polity_of(i))
        yield from self._backing.draft(verb, backers, backed, kind, {*receivers, *givers})

    def _candidates(self, index: int) -> tuple[int, ...]:
        """Whose election, rule or war a phrase is about, where it is that; else the phrase itself."""
        if self._tree.tokens[index].lemma not in _CANDIDACIES | lexicon.WAGED:
            return (index,)
        return self._tree.children(index, "poss") + self._tree.objects_of(index, "of")

    def _sides(self, verb: int) -> Sides:
        """Who backs and who is backed, after an active verb, a passive one or a participle after its noun."""
        token = self._tree.tokens[verb]
        agents = self._tree.objects_of(verb, "by")
        first = self._tree.tokens[self._tree.first_conjunct(verb)]
        if token.tag == "VBN" and first.dep in {"acl", "relcl"} and not self._tree.children(verb, "auxpass", "nsubj"):
            is_for_talks = token.lemma in lexicon.HOST_VERBS and negotiated_noun(self._tree, first.head) != first.head
            return Sides(agents, () if is_for_talks else (first.head,))
        if self._tree.children(verb, "auxpass") or (token.tag == "VBN" and agents):
            return Sides(agents, self._tree.children(verb, "nsubjpass") or self._tree.subjects(verb))
        return Sides(self._tree.subjects(verb), self._tree.children(verb, "dobj"))

    def _kind(self, verb: int, receiver: int, backed: tuple[Actor, ...]) -> RelationKind:
        lemma = self._tree.tokens[verb].lemma
        if lemma == "arm":
            return RelationKind.ARMS
        if lemma in _FUNDING and not is_armed(backed):
            return RelationKind.ECONOMIC
        if any(self._tree.tokens[i].lemma in _IN_ARMS for i in self._sides(verb).doers):
            return RelationKind.MILITARY
        return RelationKind.MILITARY if lemma in _MILITARY else self._backing.kind_for(verb, receiver, backed)

    # verbs of taking a side

    def _stand(self, verb: int) -> Iterator[Draft]:
        backed_at = self._tree.objects_of(verb, "with", "by", "behind", "alongside")
        subjects = self._tree.subjects(verb)
        if self._tree.tokens[verb].lemma == "ally":
            members = (*self._denoter.all_actors(*subjects), *self._denoter.all_actors(*backed_at))
            yield from self._pacts.between(verb, members)
            return
        backed = self._backing.backed(*backed_at)
        backers = self._denoter.all_actors(*subjects)
        yield from self._backing.draft(verb, backers, backed, RelationKind.POLITICAL, set(backed_at))

    def _fight_alongside(self, verb: int) -> Iterator[Draft]:
        """`fight alongside X`, `intervene on the side of X`, `on X's behalf`."""
        backed_at = self._tree.objects_of(verb, "alongside", "beside")
        backed_at += tuple(
            i
            for side in self._tree.objects_of(verb, "on")
            if self._tree.tokens[side].lemma in {"side", "behalf"}
            for i in (*self._tree.objects_of(side, "of"), *self._tree.children(side, "poss"))
        )
        givers = self._tree.subjects(verb)
        backed = self._backing.backed(*backed_at)
        backers = self._denoter.all_actors(*givers)
        yield from self._backing.draft(verb, backers, backed, RelationKind.MILITARY, {*backed_at, *givers})

    def _throw_weight(self, verb: int) -> Iterator[Draft]:
        """`threw its weight behind X`, `put its support behind X`."""
        thrown = [i for i in self._tree.children(verb, "dobj") if self._tree.tokens[i].lemma in {"weight", "support"}]
        behind = [i for above in (verb, *thrown) for i in self._tree.objects_of(above, "behind")]
        if thrown and behind:
            backed = self._backing.backed(*behind)
            givers = self._tree.subjects(verb)
            kind = self._backing.kind_for(verb, behind[0], backed)
            backers = self._denoter.all_actors(*givers)
            yield from self._backing.draft(verb, backers, backed, kind, {*behind, *givers})

    def _forgive(self, verb: int) -> Iterator[Draft]:
        """`cancelled Somalia's debts`, `wrote off the debt that X owes`."""
        debts = [i for i in self._tree.children(verb, "dobj", "nsubjpass") if self._tree.tokens[i].lemma == "debt"]
        owed = [i for debt in debts for i in self._tree.objects_of(debt, "of")]
        owing = [i for debt in debts for i in (*self._tree.children(debt, "poss", "amod", "compound"), *owed)]
        backed = self._denoter.all_actors(*owing) or tuple(a for debt in debts for a in self._denoter.modifiers(debt))
        forgiving = self._sides(verb).doers
        backers = self._denoter.all_actors(*forgiving)
        yield from self._backing.draft(verb, backers, backed, RelationKind.ECONOMIC, {*debts, *owing, *forgiving})

    def _supply(self, verb: int) -> Iterator[Draft]:
        """`supplied the rebels`: fighters are supplied with arms where nothing else is named."""
        sides = self._sides(verb)
        backed = self._denoter.all_actors(*(i for i in sides.done_to if self._gifts.kind_of(i) is None))
        if is_armed(backed) and not self._tree.objects_of(verb, "with"):
            backers = self._denoter.all_actors(*sides.doers)
            yield from self._backing.draft(verb, backers, backed, RelationKind.ARMS, {*sides.doers, *sides.done_to})

    def _harbour(self, verb: int) -> Iterator[Draft]:
        """`hosting the rebels`: a state lets fighters stay in its land."""
        sides = self._sides(verb)
        backed, backers = self._denoter.all_actors(*sides.done_to), self._denoter.all_actors(*sides.doers)
        if is_armed(backed) and all(owner(backer).actor_class in POLITIES for backer in backers):
            places = {*sides.doers, *sides.done_to}
            yield from self._backing.draft(verb, backers, backed, RelationKind.MILITARY, places)

    def _permit(self, verb: int) -> Iterator[Draft]:
        """`let the rebels train on its soil`, `allowed X to use its air bases`."""
        clauses = self._tree.children(verb, "ccomp", "xcomp", "advcl")
        inner = [i for clause in clauses for i in (clause, *self._tree.children(clause, "xcomp", "advcl"))]
        if not any(self._is_stay(clause) for clause in inner):
            return
        guests = self._tree.children(verb, "dobj", "nsubjpass")
        guests += tuple(s for clause in clauses for s in self._tree.children(clause, "nsubj"))
        hosts = self._sides(verb).doers
        backed = self._denoter.all_actors(*guests)
        backers = self._denoter.all_actors(*hosts)
        yield from self._backing.draft(verb, backers, backed, RelationKind.MILITARY, {*guests, *hosts})

    def _is_stay(self, clause: int) -> bool:
        """Whether a clause tells what forces do in another's land."""
        if self._tree.tokens[clause].lemma in lexicon.STAY_VERBS:
            return True
        used = self._tree.children(clause, "dobj") if self._tree.tokens[clause].lemma == "use" else ()
        used += self._tree.objects_of(clause, "from", "at", "on", "over", "through")
        return not lexicon.GROUND_NOUNS.isdisjoint(self._tree.tokens[i].lemma for i in used)
