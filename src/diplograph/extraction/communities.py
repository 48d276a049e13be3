"""Peoples and communities named as sides (`Iraqi Kurds`, `the Moslems`), and names that an article shortens later.

The register lists some of them (`Bosnian Serbs`, `Turkish Cypriots`); the others are unknown actors named as written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diplograph.extraction.fighters import is_linked
from diplograph.extraction.regions import is_part_of_region
from diplograph.model import (
    Actor,
    ActorClass,
    Link,
    LinkDecision,
    Mention,
    MentionKind,
    ResolvedMention,
    ResolvedSentence,
    Span,
)
from diplograph.syntax import Tree

PEOPLES = frozenset(
    {
        "kurds", "tamils", "chechens", "moslems", "hutus", "tutsis", "druze", "druse", "shiites", "shi'ites", "shias",
        "sunnis", "maronites", "karens", "kachins", "shans", "tuaregs", "tuareg", "sahrawis", "saharawis", "basques",
        "catalans", "corsicans", "ossetians", "ossetes", "ingush", "acehnese", "papuans", "tigrayans", "tigreans",
        "oromos", "miskitos", "zulus", "hmong", "rohingyas", "rohingya", "baluchis", "baluch", "pashtuns", "pathans",
        "hazaras", "alawites", "yazidis", "yezidis", "copts", "berbers", "kabyles", "gagauz", "kashmiris", "sikhs",
        "nagas", "mizos", "bosniaks", "houthis", "isaaqs", "afars", "issas", "banyamulenge", "turkmens", "turcomans",
        "assyrians", "moros", "quebecois", "tibetans", "uighurs", "uyghurs", "bougainvilleans", "kanaks", "unionists",
        "protestants", "muslims", "christians", "albanians", "serbs", "croats", "cypriots", "slavs", "maroons",
    }
)  # fmt: skip
"""Peoples and communities that act as sides of a conflict, in the plural."""
_WIDE = frozenset(
    {"muslims", "christians", "protestants", "unionists", "sunnis", "shiites", "shi'ites", "shias", "slavs"}
)
"""Communities of many lands; they act only where a land or another side stands with their name."""
_KINDRED = frozenset({"ethnic"})


def reread(resolved: ResolvedSentence, called: Mapping[str, Actor]) -> ResolvedSentence:
    """The sentence with its communities as actors, and without the names that are but a part of a region's.

    Args:
        resolved: the sentence with its mentions resolved.
        called: what the article has called by a longer name before, by the last word of that name.
    """
    tree = Tree(resolved.sentence)
    mentions = [item for item in resolved.mentions if not is_part_of_region(tree, item.mention.start)]
    mentions += _unnoticed(tree, mentions)
    mentions.sort(key=lambda item: item.mention.start)
    pairs = [(item, _amended(tree, item, resolved, called)) for item in mentions]
    changed = [(old, new) for old, new in pairs if old is not new]
    covered = {i for old, new in changed for i in range(new.mention.start, old.mention.start)}
    kept = tuple(new for old, new in pairs if old is not new or old.mention.start not in covered)
    return replace(resolved, mentions=kept) if len(kept) != len(resolved.mentions) or changed else resolved


def _unnoticed(tree: Tree, mentions: Sequence[ResolvedMention]) -> list[ResolvedMention]:
    """Communities that the recogniser took for no names, each as a name that is not known yet."""
    taken = {i for item in mentions for i in range(item.mention.start, item.mention.end)}
    found = []
    for token in tree.tokens:
        if token.text.lower() not in PEOPLES or token.text.islower() or token.index in taken:
            continue
        span = Span(token.start, token.end, token.text)
        mention = Mention(token.index, token.index + 1, token.index, span, MentionKind.OTHER_NAME, ())
        found.append(ResolvedMention(mention, None))
    return found


def short_names(resolved: ResolvedSentence) -> dict[str, Actor]:
    """The communities and halves of a land that a sentence names in full, by what they may be called after."""
    found: dict[str, Actor] = {}
    for item in resolved.mentions:
        words = item.mention.span.exact.split()
        if item.link is None or not is_linked(item) or len(words) < 2:
            continue
        if words[-1].lower() in PEOPLES:
            found[words[-1].lower()] = item.link.actor
        if words[0].lower() in {"north", "south"} and item.link.actor.actor_class is ActorClass.STATE:
            found[words[0].lower()] = item.link.actor
    return found


def people_called(item: ResolvedMention) -> Actor:
    """The people that a name means after `ethnic`: of that tongue, and mostly of another land (`ethnic Albanian`)."""
    name = item.mention.span.exact
    plural = name if name.endswith(("s", "ese", "sh", "ch")) else f"{name}s"
    return Actor(f"ethnic {plural}", ActorClass.ORGANIZATION)


def _amended(
    tree: Tree, item: ResolvedMention, resolved: ResolvedSentence, called: Mapping[str, Actor]
) -> ResolvedMention:
    mention = item.mention
    last = tree.tokens[mention.end - 1]
    if item.conflict or (item.link is None and item.place is not None):
        return item
    if mention.end - mention.start != 1:
        return _branch(tree, item)
    if last.dep in {"compound", "amod", "nmod", "npadvmod"}:
        return item
    if last.lemma in {"north", "south"}:
        is_half = last.lemma in called and _is_definite(tree, mention) and not _is_known(item)
        return _meaning(item, mention, called[last.lemma]) if is_half else item
    word = last.text.lower()
    if word not in PEOPLES or (_is_known(item) and not item.is_modifier):
        return item
    start = _start_of_name(tree, mention.start)
    if start == mention.start and word in called:
        return _meaning(item, mention, called[word])
    if _is_known(item) and start == mention.start:
        return item
    if word in _WIDE and start == mention.start and not _is_beside_a_side(tree, mention, resolved):
        return item
    longer = replace(mention, start=start, span=_span(tree, start, mention))
    return _meaning(item, longer, Actor(tree.text(start, mention.end), ActorClass.ORGANIZATION))


def _branch(tree: Tree, item: ResolvedMention) -> ResolvedMention:
    """A name of several words that ends in a community's (`Banyamulenge Tutsis`)."""
    name = tree.text(item.mention.start, item.mention.end)
    if _is_known(item) or name.split()[-1].lower() not in PEOPLES or name.islower():
        return item
    return _meaning(item, item.mention, Actor(name, ActorClass.ORGANIZATION))


def _is_known(item: ResolvedMention) -> bool:
    return item.link is not None and is_linked(item)


def _is_definite(tree: Tree, mention: Mention) -> bool:
    return mention.start > 0 and tree.tokens[mention.start - 1].lemma == "the"


def _start_of_name(tree: Tree, start: int) -> int:
    """Where the name begins with the words that tell this community from its kin elsewhere (`Iraqi Kurds`)."""
    before = tree.tokens[start - 1] if start > 0 else None
    if before is None or (before.dep not in {"amod", "compound", "nmod"} and before.lemma not in _KINDRED):
        return start
    is_name = before.text[:1].isupper() and before.pos in {"ADJ", "PROPN", "NOUN"}
    return start - 1 if is_name or before.lemma in _KINDRED else start


def _is_beside_a_side(tree: Tree, mention: Mention, resolved: ResolvedSentence) -> bool:
    """Whether the name is joined to the name of another side (`Moslems, Croats and Serbs`)."""
    joined = set(tree.conjuncts(tree.first_conjunct(mention.head))) - {mention.head}
    return any(
        tree.tokens[i].text.lower() in PEOPLES or any(m.mention.head == i and m.link for m in resolved.mentions)
        for i in joined
    )


def _meaning(item: ResolvedMention, mention: Mention, actor: Actor) -> ResolvedMention:
    link = Link(mention.span, LinkDecision.LINKED, actor, 0.8, "community")
    return ResolvedMention(mention, link, conflict=item.conflict)


def _span(tree: Tree, start: int, mention: Mention) -> Span:
    first, sentence = tree.tokens[start].start, tree.sentence.span
    return Span(first, mention.span.end, sentence.exact[first - sentence.start : mention.span.end - sentence.start])
