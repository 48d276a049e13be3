"""The code lists: names and numbers as published, each kind of the three families coded, statuses in their order.

`published_codes.csv` has one row per code of a published list: its name there, for CAMEO the PLOVER category that it
falls under, and where both were read.
"""

import csv
import re
from pathlib import Path

import pytest
from rdflib import RDFS, SKOS, Graph, URIRef

from diplograph.model import KINDS_OF, RelationKind

DG = "https://w3id.org/diplograph/ont#"
CODE = "https://w3id.org/diplograph/code/"
CODED = URIRef(f"{DG}isCodedAs")
CODED_WHEN_PLANNED = URIRef(f"{DG}isCodedWhenPlannedAs")
PRECEDES = URIRef(f"{DG}precedesStatus")
LISTS = ("cameo", "plover", "source-reliability", "information-credibility")
KINDS = [kind for kinds in KINDS_OF.values() for kind in kinds]


def _published() -> list[dict[str, str]]:
    with (Path(__file__).parent / "published_codes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _code(scheme: str, notation: str) -> URIRef:
    return URIRef(f"{CODE}{scheme}-{notation}")


def _codes_in(graph: Graph, scheme: str) -> set[str]:
    return {str(graph.value(code, SKOS.notation)) for code in graph.subjects(SKOS.inScheme, URIRef(CODE + scheme))}


def _fold(name: str) -> str:
    """A name without case, punctuation, the spelling -ize and what only says that no narrower code fits."""
    plain = name.casefold().replace(", not specified below", "").replace("ize", "ise")
    return " ".join(re.findall(r"\w+", plain))


def _coded(graph: Graph, kind: RelationKind, predicate: URIRef) -> dict[str, str]:
    """The codes of a kind by list."""
    codes = list(graph.objects(_code("relation-kind", kind.value), predicate))
    found = {str(graph.value(code, SKOS.inScheme)): str(graph.value(code, SKOS.notation)) for code in codes}
    assert len(found) == len(codes), "one code of a list at most"
    return {scheme.removeprefix(CODE): notation for scheme, notation in found.items()}


@pytest.mark.parametrize("row", _published(), ids=lambda row: f"{row['list']}-{row['code']}")
def test_code_is_as_published(closure: Graph, row: dict[str, str]) -> None:
    code = _code(row["list"], row["code"])
    assert row["read_in"]
    if row["list"] == "obligation-kind":
        assert str(closure.value(code, SKOS.scopeNote)) == f"The variable {row['name']} of ATOP."
        return
    label = re.sub(r" \([^)]*\)$", "", str(closure.value(code, RDFS.label)))
    name = row["name"] if row["list"] == "plover" else f"{row['code']} {row['name']}"
    assert _fold(label) == _fold(name)
    categories = [str(closure.value(each, SKOS.notation)) for each in closure.objects(code, SKOS.broadMatch)]
    assert categories == ([row["plover"]] if row["plover"] else [])


@pytest.mark.parametrize("scheme", [*LISTS, "obligation-kind"])
def test_no_code_of_a_published_list_is_made_up(closure: Graph, scheme: str) -> None:
    assert _codes_in(closure, scheme) == {row["code"] for row in _published() if row["list"] == scheme}


def test_a_cameo_code_stands_below_the_code_without_its_last_digit(closure: Graph) -> None:
    numbers = _codes_in(closure, "cameo")
    for number in numbers:
        wanted = [_code("cameo", number[:-1])] if len(number) > 2 else []
        assert list(closure.objects(_code("cameo", number), SKOS.broader)) == wanted
    assert {number[:-1] for number in numbers if len(number) > 2} <= numbers


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("predicate", [CODED, CODED_WHEN_PLANNED], ids=["real", "planned"])
def test_every_kind_of_the_three_families_has_both_codes(closure: Graph, kind: RelationKind, predicate: URIRef) -> None:
    assert set(_coded(closure, kind, predicate)) == {"cameo", "plover"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planned_is_coded_as_an_intent(closure: Graph, kind: RelationKind) -> None:
    planned = _coded(closure, kind, CODED_WHEN_PLANNED)
    assert planned["cameo"].startswith("03")
    assert planned["plover"] == "AGREE"


@pytest.mark.parametrize(
    ("kind", "real", "planned"),
    [
        (RelationKind.MEDIATION, "045", "039"),
        (RelationKind.BROKERED, "045", "039"),
        (RelationKind.CALL, "041", "036"),
        (RelationKind.VISIT, "042", "036"),
        (RelationKind.TALKS, "040", "036"),
        (RelationKind.ARMS, "072", "0332"),
        (RelationKind.ECONOMIC, "071", "0331"),
        (RelationKind.POLITICAL, "050", "032"),
        (RelationKind.TREATY, "0312", "0312"),
    ],
)
def test_planned_and_real_are_told_apart_as_cameo_does(
    closure: Graph, kind: RelationKind, real: str, planned: str
) -> None:
    assert _coded(closure, kind, CODED)["cameo"] == real
    assert _coded(closure, kind, CODED_WHEN_PLANNED)["cameo"] == planned


@pytest.mark.parametrize("kind", list(RelationKind))
@pytest.mark.parametrize("predicate", [CODED, CODED_WHEN_PLANNED], ids=["real", "planned"])
def test_plover_category_of_a_kind_is_the_one_its_cameo_code_falls_under(
    closure: Graph, kind: RelationKind, predicate: URIRef
) -> None:
    coded = _coded(closure, kind, predicate)
    falls_under = {row["code"]: row["plover"] for row in _published() if row["list"] == "cameo"}
    if "cameo" in coded:
        assert coded.get("plover", "") == falls_under[coded["cameo"]]
    else:
        assert coded == {}


def test_statuses_come_in_one_order(closure: Graph) -> None:
    def later(status: str) -> set[str]:
        reached = closure.transitive_objects(_code("event-status", status), PRECEDES)
        return {str(closure.value(each, SKOS.notation)) for each in reached} - {status}

    assert later("planned") == {"under-way", "held", "cancelled"}
    assert later("under-way") == {"held"}
    assert later("held") == later("cancelled") == set()


def test_every_kind_has_an_example_in_words(closure: Graph) -> None:
    for kind in RelationKind:
        (example,) = closure.objects(_code("relation-kind", kind.value), SKOS.example)
        assert str(example).startswith("'")


def test_labels_of_codes_read_properly(closure: Graph) -> None:
    assert str(closure.value(_code("obligation-kind", "non-aggression"), RDFS.label)).startswith("non-aggression ")
    assert str(closure.value(_code("participant-role", "co-chair"), RDFS.label)).startswith("co-chair ")
