"""Bringing inferences up to date article by article gives what inferring everything anew gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import (
    ARMENIA,
    AZERBAIJAN,
    FRANCE,
    KARABAKH,
    LAVROV,
    MINSK_GROUP,
    MNATSAKANYAN,
    RUSSIA,
    RUSSIAN_MINISTRY,
    TURKEY,
    extraction_of,
    item_of,
    make_claim,
    small_register,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.conclusions import SYMMETRIC, Conclusion, conclude, read_conclusion
from diplograph.graph import register_quads
from diplograph.model import Actor, Iri, Modality, Quad, Speaker
from diplograph.reasoning import Reasoner, corroboration, infer
from diplograph.reasoning.inference import audit
from diplograph.store import ArticleRecord, Store, is_derived, open_store
from diplograph.vocab import DG, GRAPH_GROUNDS, GRAPH_INFERRED, GRAPH_REGISTER, KB

WORDS = [f"word{number}" for number in range(200)]
BODIES = ("", *(" ".join(WORDS[start : start + 100]) for start in range(0, 100, 25)))
"""What follows the first sentence: nothing, or a hundred words, three quarters of them those of the next body, so that
some are copies of others and not of each other."""
ACTORS = (TURKEY, AZERBAIJAN, ARMENIA, RUSSIA, FRANCE, MINSK_GROUP, RUSSIAN_MINISTRY, LAVROV, MNATSAKANYAN)
RELATIONS = ("backs/arms", "backs/treaty", "mediates/mediation", "meets/talks", "membership/member")
Item = tuple[ArticleRecord, list[Quad]]


@st.composite
def articles(draw: st.DrawFn) -> list[Item]:
    """Up to five articles, each with up to three claims of a few actors."""
    items = []
    for number in range(draw(st.integers(1, 5))):
        text = f"{number}. They said that they did it. {draw(st.sampled_from(BODIES))}"
        claims = []
        for _ in range(draw(st.integers(1, 3))):
            one, other = draw(st.permutations(ACTORS))[:2]
            speaker: Actor = draw(st.sampled_from(ACTORS))
            claims.append(
                make_claim(
                    draw(st.sampled_from(RELATIONS)),
                    (one,),
                    (other,),
                    words="they did it",
                    text=text,
                    conflict=KARABAKH,
                    modality=draw(st.sampled_from([Modality.ASSERTED, Modality.CLAIMED, Modality.DENIED])),
                    speakers=(Speaker(speaker.label, speaker),),
                )
            )
        extraction = extraction_of(*claims, text=text)
        outlet = draw(st.sampled_from(["Wire", "Post", "Mail"]))
        items.append(item_of(replace(extraction, article=replace(extraction.article, source=outlet))))
    return items


class CrashError(Exception):
    """Ends bringing inferences up to date at some step."""


def derived(store: Store) -> set[Quad]:
    return {quad for quad in store.quads() if is_derived(quad.graph_name.value)}


def anew(items: Sequence[Item]) -> set[Quad]:
    """What is inferred in a fresh store from these articles at once."""
    with open_store("memory:") as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_articles(items)
        infer(store)
        return derived(store)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=articles(), data=st.data())
def test_any_order_of_changes_and_crashes_gives_what_inferring_anew_gives(
    monkeypatch: pytest.MonkeyPatch, items: list[Item], data: st.DataObject
) -> None:
    monkeypatch.setattr(corroboration, "_FIRST_HINTS", data.draw(st.integers(1, 3)))
    with open_store("memory:") as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        reasoner = Reasoner(store)
        present: dict[str, Item] = {}
        for _ in range(data.draw(st.integers(1, 8))):
            record, quads = data.draw(st.sampled_from(items))
            if record.id in present:
                store.retract(record.id)
                del present[record.id]
            else:
                if not store.add_article(record, quads):
                    store.restore(record.id)
                present[record.id] = (record, quads)
            if data.draw(st.booleans()):
                if (writes := data.draw(st.integers(0, 4))) < 4:
                    _cut_short(store, reasoner, writes)
                    reasoner = Reasoner(store)
                reasoner.bring_up_to_date()
        reasoner.bring_up_to_date()
        assert derived(store) == anew(list(present.values()))
        assert audit(store) == []
        assert not store.uninferred


def test_only_the_changed_article_is_looked_at(store: Store) -> None:
    def item(number: int, backer: Actor) -> Item:
        text = f"{number}. They did it."
        return item_of(
            extraction_of(make_claim("backs/arms", (backer,), (ARMENIA,), words="did it", text=text), text=text)
        )

    store.add_articles([item(number, RUSSIA) for number in range(20)])
    infer(store)
    store.add_article(*item(20, FRANCE))
    assert infer(store).decided == 1


def test_changes_of_the_register_and_of_reviews_make_everything_anew(store: Store) -> None:
    item = item_of(extraction_of(make_claim("meets/talks", (LAVROV, TURKEY), words="met Lavrov")))
    store.add_article(*item)
    infer(store)
    russia = Quad(Iri(f"{KB}state/Russia"), Iri(DG.metWith), Iri(f"{KB}state/Turkey"), Iri(GRAPH_INFERRED))
    assert russia in derived(store)
    register = list(store.quads(GRAPH_REGISTER))
    store.replace_graph(GRAPH_REGISTER, [quad for quad in register if quad.predicate.value != DG.hasHolder])
    assert store.uninferred.is_everything
    infer(store)
    assert russia not in derived(store)
    store.replace_graph(GRAPH_REGISTER, register)
    infer(store)
    assert russia in derived(store)
    assert audit(store) == []


def test_conclusions_of_other_rules_are_made_anew(store: Store) -> None:
    infer(store)
    mark = next(quad for quad in derived(store) if quad.subject.value == GRAPH_INFERRED)
    stray = Quad(Iri(f"{KB}state/France"), Iri(DG.backs), Iri(f"{KB}state/Turkey"), Iri(GRAPH_INFERRED))
    store.change_inferences([mark._replace(object=mark.object._replace(value="sha256:of-older-rules")), stray], [mark])
    infer(store)
    assert mark in derived(store)
    assert stray not in derived(store)


@pytest.mark.parametrize("kind", ["stray statement", "missing statement", "stray ground", "missing ground"])
def test_an_audit_finds_what_differs(store: Store, kind: str) -> None:
    store.add_article(*item_of(extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met Lavrov"))))
    infer(store)
    assert audit(store) == []
    fact = next(quad for quad in derived(store) if quad.predicate.value == DG.backs)
    ground = next(quad for quad in derived(store) if "backs" in quad.subject.value)
    match kind:
        case "stray statement":
            store.change_inferences([fact._replace(subject=Iri(f"{KB}state/France"))], [])
        case "missing statement":
            store.change_inferences([], [fact])
        case "stray ground":
            store.change_inferences([ground._replace(object=Iri(f"{ground.object.value}0"))], [])
        case _:
            store.change_inferences([], [ground])
    assert len(audit(store)) == 1


def test_a_read_only_look_changes_nothing(store: Store) -> None:
    store.add_article(*item_of(extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met Lavrov"))))
    before = set(store.quads())
    assert audit(store)
    assert set(store.quads()) == before


@pytest.mark.parametrize(
    ("subject", "object_"),
    [
        (f"{KB}state/Turkey", f"{KB}person/C%C3%B4t%C3%A9"),
        ("https://w3id.org/diplograph/article/0123456789abcdef/actor/a-b", f"{KB}organization/X"),
        ("https://example.org/a;b", "http://example.org/?q=%20"),
        (f"{KB}state/a;b", "urn:x"),
    ],
)
def test_the_name_of_a_conclusion_reads_back(subject: str, object_: str) -> None:
    for property_iri in (DG.backs, DG.metWith):
        conclusion = conclude(subject, property_iri, object_)
        assert read_conclusion(conclusion.iri) == conclusion
        assert " " not in conclusion.iri


def test_both_directions_of_a_meeting_are_one_conclusion() -> None:
    one, other = f"{KB}state/Turkey", f"{KB}state/Russia"
    assert conclude(one, DG.metWith, other) == conclude(other, DG.metWith, one) == Conclusion(other, DG.metWith, one)
    assert conclude(one, DG.backs, other) != conclude(other, DG.backs, one)
    assert {DG.metWith, DG.isAlliedWith} == SYMMETRIC


def test_grounds_lead_to_the_claims(store: Store) -> None:
    record, quads = item_of(extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met Lavrov")))
    store.add_article(record, quads)
    infer(store)
    (ground,) = store.quads(GRAPH_GROUNDS + record.id)
    assert ground.predicate.value == DG.isConcludedFrom
    assert ground.object.value.endswith(f"{record.id}/claim/1")


def test_what_was_cut_short_is_done_again(tmp_path: Path) -> None:
    place = str(tmp_path / "talks.store")
    item = item_of(extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met Lavrov")))
    with open_store(place) as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        infer(store)
    for step in ("change_inferences", "settle_inferences"):
        with open_store(place) as store:
            store.add_article(*item)
            with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(type(store), step, _interrupt)
                infer(store)
        with open_store(place) as store:
            assert store.uninferred.article_ids == {item[0].id}
            infer(store)
            assert audit(store) == []
            assert derived(store) == anew([item])
            store.retract(item[0].id)
            infer(store)
            store.restore(item[0].id)


def _cut_short(store: Store, reasoner: Reasoner, writes: int) -> None:
    """Bring inferences up to date, and die after so many writes."""
    left = iter(range(writes))
    change = store.change_inferences

    def write(added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        if next(left, None) is None:
            raise CrashError
        change(added, removed)

    with pytest.MonkeyPatch.context() as patch, suppress(CrashError):
        patch.setattr(store, "change_inferences", write)
        reasoner.bring_up_to_date()


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
