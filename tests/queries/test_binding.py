"""Values bound as terms."""

from collections.abc import Sequence

import pytest

from diplograph.errors import DiplographError, NothingFoundError, UsageError
from diplograph.model import Iri
from diplograph.queries import Parameter, bind, get_question


def _resolve(name: str, parameter: Parameter) -> Sequence[Iri]:
    if name == "Nobody":
        raise NothingFoundError("no such name")
    return [Iri(f"https://example.org/{parameter.class_}/{name}")]


MEDIATES = get_question("who-mediates")


def test_values_stand_right_after_the_outermost_where() -> None:
    bound = bind(get_question("who-backs-whom"), {"backer": ["A", "B"]}, _resolve)
    after = bound.split("WHERE {", 1)[1]
    assert after.lstrip().startswith("VALUES ?backer { <https://example.org/Actor/A> <https://example.org/Actor/B> }")


def test_values_stand_where_the_query_has_a_line_for_them() -> None:
    assert "# (values here)" in MEDIATES.sparql
    bound = bind(MEDIATES, {"mediator": ["A", "B"]}, _resolve)
    after = bound.split("WHERE {", 1)[1].split("{", 1)[1]
    assert after.lstrip().startswith("VALUES ?mediator { <https://example.org/Actor/A> <https://example.org/Actor/B> }")


def test_what_narrows_may_say_where_its_values_stand() -> None:
    bound = bind(get_question("claims-by-speaker"), {"speaker": ["A", "B"]}, _resolve)
    step = bound.split("{ SELECT DISTINCT ?anySpeaker WHERE {\n", 1)[1].split("LIMIT 1000000", 1)[0]
    assert step.count("VALUES ?speaker { <https://example.org/Actor/A> <https://example.org/Actor/B> }") == 2


def test_what_narrows_one_thing_finds_each_once() -> None:
    bound = bind(MEDIATES, {"mediator": "A", "party": "B"}, _resolve)
    step = bound.split("{ SELECT DISTINCT ?process WHERE {", 1)[1].split("LIMIT", 1)[0]
    assert "VALUES ?mediator" in step
    assert "VALUES ?party" in step


def test_what_narrows_otherwise_stands_beside_it() -> None:
    bound = bind(MEDIATES, {"mediator": "A", "conflict": "B"}, _resolve)
    step, rest = bound.split("{ SELECT DISTINCT ?process WHERE {", 1)[1].split("LIMIT", 1)
    assert "?conflict" not in step
    assert "?process dg:concernsConflict ?conflict ." in rest


def test_a_default_holds_until_lifted() -> None:
    assert "VALUES ?modality { <https://w3id.org/diplograph/code/modality-asserted>" in bind(MEDIATES, {}, _resolve)
    assert "VALUES ?modality" not in bind(MEDIATES, {"modality": "all"}, _resolve)


def test_an_iri_is_taken_as_it_is() -> None:
    assert "<https://example.org/x>" in bind(MEDIATES, {"mediator": "https://example.org/x"}, _resolve)


@pytest.mark.parametrize(("name", "moment"), [("since", "2021-05-03T00:00:00Z"), ("until", "2021-05-03T23:59:59Z")])
def test_a_day_becomes_the_moment_that_the_header_says(name: str, moment: str) -> None:
    assert f'"{moment}"^^<http://www.w3.org/2001/XMLSchema#dateTime>' in bind(MEDIATES, {name: "2021-05-03"}, _resolve)


@pytest.mark.parametrize(
    ("values", "error", "hint"),
    [
        ({"mediater": "A"}, UsageError, "mediator"),
        ({"modality": "sure"}, UsageError, "asserted"),
        ({"since": "3 May"}, UsageError, "YYYY-MM-DD"),
        ({"since": ["2021-05-03", "2021-05-04"]}, UsageError, "once"),
        ({"mediator": "Nobody"}, NothingFoundError, ""),
    ],
)
def test_a_wrong_value_is_refused_with_a_hint(
    values: dict[str, str | list[str]], error: type[DiplographError], hint: str
) -> None:
    with pytest.raises(error) as caught:
        bind(MEDIATES, values, _resolve)
    assert hint in caught.value.hint


@pytest.mark.parametrize("text", ["nonsense", "3f2a/1", "3f2a9c0d1e4b5a67/one", "3f2a9c0d1e4b5a67/1> } DROP ALL"])
def test_what_is_no_claim_id_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        bind(get_question("evidence-for"), {"claim": text}, _resolve)
