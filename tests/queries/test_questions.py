"""What each saved question answers on two invented articles and a small register."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from diplograph.errors import UsageError
from diplograph.model import Iri
from diplograph.queries import Answer, Parameter, ParameterType, bind, get_question, load_catalogue, question_names
from diplograph.store import Store


def _shown(answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in answer]


def test_mediation_comes_with_parties_conflict_and_sentence(ask: Any) -> None:
    (row,) = ask("who-mediates")
    expected = {
        "mediator": "African Union",
        "conflict": "Nile dam dispute",
        "modality": "asserted",
        "kind": "mediation",
        "source": "Nile Courier",
        "published": "2020-06-10",
        "sentence": "The African Union is mediating between Ethiopia and Egypt over the dam.",
    }
    assert expected.items() <= row.items()
    assert set(row["parties"].split("; ")) == {"Egypt", "Ethiopia"}


def test_a_proposal_is_left_out_until_asked_for(ask: Any) -> None:
    assert _shown(ask("who-mediates", modality="hypothetical"), "mediator", "speaker") == [("Sudan", "Egypt")]
    assert len(ask("who-mediates", modality="all")) == 2


def test_backing_of_a_ministry_is_found_under_its_state(ask: Any) -> None:
    answer = ask("who-backs-whom", backed="state/Egypt", kind="military")
    assert _shown(answer, "backer", "backed", "modality", "speaker", "via") == [
        ("Eritrea", "Ministry of Defence of Egypt", "claimed", "Sudanese officer", "Nile Courier")
    ]


def test_allies_back_each_other(ask: Any) -> None:
    answer = ask("who-backs-whom", kind="treaty")
    assert _shown(answer, "backer", "backed") == [("Egypt", "Sudan"), ("Sudan", "Egypt")]


def test_a_meeting_is_planned_first_and_held_later(ask: Any) -> None:
    answer = ask("who-meets-where", participant="state/Egypt")
    assert _shown(answer, "date", "place", "status", "modality") == [
        ("2020-06-15", "Khartoum", "planned", "planned"),
        ("2020-06-15", "Khartoum", "held", "asserted"),
    ]
    assert all(set(row["participants"].split("; ")) == {"Sameh Shoukry", "Sudan"} for row in answer)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"place": "place/Sudan_land"}, 2),
        ({"place": "place/Elsewhere"}, 0),
        ({"status": "planned"}, 1),
        ({"since": "2020-06-15", "until": "2020-06-15"}, 2),
        ({"since": "2020-06-16"}, 0),
        ({"participant": ["state/Sudan", "state/Eritrea"]}, 2),
    ],
)
def test_meetings_are_narrowed_by_place_status_and_day(ask: Any, values: Mapping[str, Any], count: int) -> None:
    assert len(ask("who-meets-where", **values)) == count


@pytest.mark.parametrize(
    ("day", "person"), [("2020-10-09", "Sameh Shoukry"), ("2024-07-03", "both"), ("2025-01-01", "Badr Abdelatty")]
)
def test_office_holders_on_a_day(ask: Any, day: str, person: str) -> None:
    people = [row["person"] for row in ask("who-holds-office", of="state/Egypt", on=day)]
    assert people == ([person] if person != "both" else ["Sameh Shoukry", "Badr Abdelatty"])


def test_a_treaty_shows_parties_and_obligations_while_in_force(ask: Any) -> None:
    (row,) = ask("treaties-and-obligations", party="state/Egypt", on="2020-01-01")
    assert row["treaty"] == "Nile Defence Pact"
    assert set(row["parties"].split("; ")) == {"Egypt", "Sudan"}
    assert set(row["obligations"].split("; ")) == {"mutual-defence", "consultation"}
    assert row["triggers"] == "any-attack"
    assert not ask("treaties-and-obligations", party="state/Egypt", on="2023-01-01")


def test_parties_on_a_day_are_those_bound_on_it(ask: Any) -> None:
    (row,) = ask("treaties-and-obligations", party="state/Egypt", on="2022-01-01")
    assert set(row["parties"].split("; ")) == {"Egypt", "Sudan", "Eritrea"}
    assert not ask("treaties-and-obligations", party="state/Egypt", partner="state/Eritrea", on="2020-01-01")
    assert ask("treaties-and-obligations", party="state/Egypt", partner="state/Eritrea", on="2022-01-01")


@pytest.mark.parametrize(("day", "treaties"), [("2015-03-22", []), ("2015-03-24", ["Signed Accord"])])
def test_an_undated_participation_counts_from_the_signature_or_not_at_all(
    ask: Any, day: str, treaties: list[str]
) -> None:
    assert [row["treaty"] for row in ask("treaties-and-obligations", party="state/Ethiopia", on=day)] == treaties


@pytest.mark.parametrize(
    ("day", "people"),
    [("2018-06-01", ["Elder"]), ("2018-06-02", ["Elder", "Deputy"]), ("2018-06-10", ["Younger"])],
)
def test_an_end_known_to_the_month_gives_way_to_the_successor(ask: Any, day: str, people: list[str]) -> None:
    answer = ask("who-holds-office", of="state/Sudan", on=day)
    assert [row["person"] for row in answer] == people
    assert all((row["from"], row["until"]) == ("2015", "2018-06") for row in answer if row["person"] == "Elder")


def test_a_claim_meets_its_denial_across_articles(ask: Any) -> None:
    answer = ask("what-is-contradicted")
    assert _shown(answer, "speaker", "denier", "kind", "published", "denial_published") == [
        ("Sudanese officer", "Egyptian defence ministry", "military", "2020-06-10", "2020-06-24")
    ]
    assert not ask("what-is-contradicted", actor="state/Ethiopia")


def test_claims_of_a_state_include_those_of_its_ministry(ask: Any) -> None:
    answer = ask("claims-by-speaker", speaker="state/Egypt")
    assert _shown(answer, "speaker", "modality") == [("Egyptian defence ministry", "denied"), ("Egypt", "hypothetical")]


def test_claims_are_found_by_who_passed_them_on(ask: Any) -> None:
    answer = ask("claims-by-speaker", speaker="organization/Nile_Press")
    assert _shown(answer, "speaker", "via") == [("Sudanese officer", "Nile Courier")]


def test_a_timeline_orders_office_and_meetings(ask: Any) -> None:
    answer = ask("timeline-of-actor", actor="person/Sameh_Shoukry")
    assert _shown(answer, "date", "kind", "modality") == [
        ("2014-06-17", "office", None),
        ("2020-06-15", "talks", "planned"),
        ("2020-06-15", "talks", "asserted"),
    ]


def test_what_changed_names_the_earlier_modality(ask: Any) -> None:
    changes = {
        (row["first"], row["kind"], row["modality"]): row["before"]
        for row in ask("what-changed-since", since="2020-06-20")
    }
    assert changes["Sameh Shoukry", "talks", "asserted"] == "planned"
    assert changes["Eritrea", "military", "denied"] is None
    assert ("Sameh Shoukry", "leaves office", None) in changes


def test_a_statement_shows_its_target_topic_and_source(ask: Any) -> None:
    answer = ask("who-says-what-to-whom", target="state/Eritrea", kind="accuse")
    assert _shown(answer, "source", "kind", "target", "topic") == [("Egypt", "accuse", "Eritrea", "shelling Khartoum")]
    assert not ask("who-says-what-to-whom", target="state/Sudan")


def test_armed_actions_and_figures_stay_claims_of_their_speakers(ask: Any) -> None:
    answer = ask("who-attacks-whom", actor="state/Eritrea")
    assert _shown(answer, "by", "kind", "side", "lowest", "highest", "modality", "speaker", "place") == [
        ("Eritrea", "shelling", None, None, None, "claimed", "Egypt", "Khartoum"),
        ("Eritrea", "killed", "Egypt", 12, None, "asserted", "Egypt", None),
    ]
    assert not ask("who-attacks-whom", speaker="state/Eritrea")


@pytest.mark.parametrize(
    "name", ["claims-by-speaker", "timeline-of-actor", "what-is-contradicted", "what-changed-since", "who-meets-where"]
)
def test_questions_on_the_three_families_leave_other_claims_out(name: str, ask: Any) -> None:
    needed = {"timeline-of-actor": {"actor": "state/Eritrea"}, "what-changed-since": {"since": "2020-06-01"}}
    kinds = {row["kind"] for row in ask(name, **needed.get(name, {}))}
    assert kinds and not kinds & {"accuse", "shelling", "killed"}


def test_nothing_changes_after_the_last_report(ask: Any) -> None:
    assert [row["kind"] for row in ask("what-changed-since", since="2024-12-01")] == []


def test_evidence_lists_the_chain_of_speakers_in_order(ask: Any) -> None:
    claim = next(row["claim"] for row in ask("who-backs-whom", kind="military"))
    answer = ask("evidence-for", claim=claim)
    assert _shown(answer, "position", "speaker") == [(1, "Sudanese officer"), (2, "Nile Courier")]
    assert answer[0]["end"] - answer[0]["start"] == len(answer[0]["words"])


def test_a_required_parameter_is_asked_for_with_an_example(ask: Any) -> None:
    with pytest.raises(UsageError) as caught:
        ask("evidence-for")
    assert "--claim" in caught.value.hint


@pytest.mark.parametrize("name", question_names())
def test_a_question_runs_unbound_and_in_another_engines_parser(name: str, store: Store) -> None:
    from rdflib.plugins.sparql import prepareQuery

    question = get_question(name)
    store.query(question.sparql)
    prepareQuery(question.sparql)


@pytest.mark.parametrize("name", question_names())
def test_every_parameter_narrows_and_never_widens(name: str, store: Store) -> None:
    question = get_question(name)
    opened = {parameter.name: "all" for parameter in question.parameters if parameter.is_optional}
    required = {parameter.name: parameter.example for parameter in question.parameters if not parameter.is_optional}
    everything = len(store.query(bind(question, {**opened, **required}, _nowhere)).rows)  # type: ignore[union-attr]
    for parameter in question.parameters:
        if parameter.is_optional and parameter.type is not ParameterType.DATE:
            narrowed = bind(question, {**opened, **required, parameter.name: parameter.example}, _nowhere)
            assert len(store.query(narrowed).rows) <= everything  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(each.name, parameter) for each in load_catalogue() for parameter in each.parameters if parameter.is_optional],
    ids=str,
)
def test_a_value_that_matches_nothing_gives_no_rows(name: str, parameter: Parameter, store: Store) -> None:
    question = get_question(name)
    needed = {"actor": "https://w3id.org/diplograph/kb/state/Egypt", "since": "2020-06-01"}
    required = {each.name: needed[each.name] for each in question.parameters if not each.is_optional}
    opened = {each.name: "all" for each in question.parameters if each.is_optional}
    assert store.query(bind(question, {**opened, **required}, _nowhere)).rows  # type: ignore[union-attr]
    unmatched = "2999-01-01" if parameter.name == "since" else "1000-01-01"
    if parameter.type is not ParameterType.DATE:
        named = replace(parameter, type=ParameterType.IRI)
        question = replace(
            question, parameters=tuple(named if each == parameter else each for each in question.parameters)
        )
        unmatched = "Nowhere"
    narrowed = bind(question, {**opened, **required, parameter.name: unmatched}, _nowhere)
    assert not store.query(narrowed).rows  # type: ignore[union-attr]


def _nowhere(_name: str, _parameter: Parameter) -> list[Iri]:
    return [Iri("https://w3id.org/diplograph/kb/state/Nowhere")]


@pytest.mark.parametrize("name", ["who-mediates", "who-backs-whom", "who-meets-where"])
def test_a_claim_without_a_speaker_is_nobodys(ask: Any, name: str) -> None:
    assert all(row["speaker"] for row in ask(name, speaker=["state/Sudan", "state/Egypt"], modality="all"))
