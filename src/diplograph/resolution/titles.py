"""Titles and descriptions beside a name: which office, of which state, and whether they are that person's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplograph.model import Actor, ActorClass, Link, Mention, ResolvedMention
from diplograph.resolution.offices import is_unlisted_office, office_kind, title_before, title_span
from diplograph.resolution.persons import PersonContext
from diplograph.syntax import Tree

_COMPANIONS = frozenset(
    {
        "wife", "husband", "son", "daughter", "brother", "sister", "widow", "father", "mother", "nephew", "niece",
        "cousin", "aide", "adviser", "advisor", "spokesman", "spokeswoman", "envoy", "deputy", "lawyer", "friend",
    }
)  # fmt: skip
_STATE_OFFICES = frozenset(
    {"foreign-minister", "head-of-government", "head-of-state", "defence-minister", "vice-president"}
)
_FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "exiled"})


def is_state_office(title: PersonContext) -> bool:
    """Whether a title is that of a state's office, though it does not say of which."""
    is_minister = title.is_unlisted and title.title.lower().endswith(("minister", "senator", "congressman"))
    return is_minister or title.office_kind in _STATE_OFFICES


def person_context(tree: Tree, mention: Mention, resolved: Sequence[ResolvedMention]) -> PersonContext:
    """The title and the states that stand with a person's name, before it or in apposition to it."""
    words = title_before(tree.tokens, mention.start)
    kind = office_kind([word for word in words if word not in {"of"}] or [""]) or office_kind(words)
    span = range(max(0, mention.start - len(words)), mention.start)
    owners = _linked_in(span, resolved)
    if not kind and not _belongs_to_title(tree, mention):
        governor = tree.head(mention.head)
        around = list(tree.children(mention.head, "appos"))
        if governor is not None and tree.tokens[mention.head].dep == "appos":
            around.append(governor)
        for index in around:
            title = title_span(tree, index)
            if title and (kind := office_kind(tree.text(*title).split())):
                words = tree.text(*title).split()
                owners, _ = title_owners(tree, index, title, resolved)
                break
    is_former = any(word.lower().strip("-") in _FORMER for word in words)
    return PersonContext(kind, " ".join(words), owners, is_former, not kind and is_unlisted_office(words))


def _belongs_to_title(tree: Tree, mention: Mention) -> bool:
    """Whether the title beside a name is somebody else's (`the wife of the Turkish president, X`)."""
    governor = tree.head(mention.head)
    if governor is None or tree.tokens[governor].dep != "pobj":
        return False
    preposition = tree.tokens[tree.tokens[governor].head]
    return tree.tokens[preposition.head].lemma in _COMPANIONS


def shared_owner(tree: Tree, mention: Mention, so_far: Mapping[Mention, ResolvedMention]) -> tuple[Actor, ...]:
    """The state of the official with whom this one is listed (`Emperor X, Prime Minister Y and Foreign Minister Z`)."""
    together = set(tree.conjuncts(tree.first_conjunct(mention.head)))
    for item in so_far.values():
        if item.mention.head in together and item.link and item.link.actor.of and item.mention.head != mention.head:
            return (item.link.actor.of,)
    return ()


def _linked_in(span: range, resolved: Sequence[ResolvedMention]) -> tuple[Actor, ...]:
    return tuple(
        dict.fromkeys(
            item.link.actor
            for item in resolved
            if item.link and item.mention.start in span and _can_have_officials(item.link)
        )
    )


def _can_have_officials(link: Link) -> bool:
    return link.is_actor and link.actor.actor_class is not ActorClass.PERSON


def title_owners(
    tree: Tree, head: int, span: tuple[int, int], resolved: Sequence[ResolvedMention]
) -> tuple[tuple[Actor, ...], int]:
    """The states a title belongs to, before it or after `of`, and where the description ends."""
    owners = _linked_in(range(*span), resolved)
    end = span[1]
    if not owners:
        inside = {i for obj in tree.objects_of(head, "of") for i in tree.conjuncts(obj)}
        found = [item for item in resolved if item.link and item.mention.head in inside]
        owners = tuple(dict.fromkeys(i.link.actor for i in found if i.link and _can_have_officials(i.link)))
        end = max((item.mention.end for item in found), default=end)
    return owners, end


def names_a_person(tree: Tree, head: int, mentions: Sequence[ResolvedMention]) -> bool:
    """Whether the title stands before or beside a person's name."""
    person_heads = {
        item.mention.head for item in mentions if item.link and item.link.actor.actor_class is ActorClass.PERSON
    }
    token = tree.tokens[head]
    nearby = {token.head, *tree.children(head, "appos", "compound"), head + 1}
    return bool(person_heads & nearby)
