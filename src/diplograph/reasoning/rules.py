"""Rules and the steps that lead to them: each a SPARQL CONSTRUCT of one triple, in a file of its own.

Rules run on a `Workbench`. Steps prepare it, in the order of the numbers before their names: they work out once, for
all rules, which claims may count, who is a side of what they describe, and who acts for whom. A rule's pattern binds
`?premise` to what it concludes from. Both read the ontology's terms and those of steps, never what a rule concludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from diplograph.vocab import DG, RDF, RDFS

_FOLDER: Final = Path(__file__).parent / "rules"
_TERM: Final = re.compile(r"(?<![\w-])dg:(\w+)")
_TEMPLATE: Final = re.compile(r"CONSTRUCT (?P<triple>\{ \?(?P<subject>\w+) (?P<property>[\w:?]+) \?(?P<object>\w+) \})")
_DATASET: Final = "USING step:described USING step:known USING NAMED step:described"
"""Makes an update see the union of both graphs, as queries do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: what it is called (`side-in-office`).
        meaning: what it says, in words.
        sparql: a CONSTRUCT with a property that only steps and rules use.
        insertion: the same as an INSERT into the graph of what is described.
    """

    name: str
    meaning: str
    sparql: str
    insertion: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: what it is called (`met-with`).
        meaning: what it says, in words.
        property_iri: the property of what it concludes.
        premise: local name of the class of what it concludes from; `Claim` for what articles say.
        counts_any: whether any claim will do, real or not.
        sparql: the CONSTRUCT.
        grounds: the same as a SELECT of subject, object and premise.
    """

    name: str
    meaning: str
    property_iri: str
    premise: str
    counts_any: bool
    sparql: str
    grounds: str


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(_read_rule(path) for path in sorted(_FOLDER.glob("*.rq")))


@cache
def load_steps() -> tuple[Step, ...]:
    """All steps, in the order in which they are taken."""
    return tuple(_read_step(path) for path in sorted((_FOLDER / "steps").glob("*.rq")))


@cache
def predicates_read() -> frozenset[str]:
    """The properties of the ontology that rules and steps look at."""
    texts = [*(rule.sparql for rule in load_rules()), *(step.sparql for step in load_steps())]
    names = {name for text in texts for name in _TERM.findall(text)}
    return frozenset({RDF.type, RDFS.label, *(str(getattr(DG, name)) for name in names)})


@cache
def rules_digest() -> str:
    """SHA-256 of the files of rules and steps, by which a store tells that its conclusions are of another release."""
    digest = sha256()
    for path in sorted(_FOLDER.rglob("*.rq")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _read_step(path: Path) -> Step:
    text = _text(path)
    template = _template(text)
    insertion = text.replace(template[0], f"INSERT {{ GRAPH step:described {template['triple']} }}\n{_DATASET}")
    return Step(path.stem.partition("-")[2], _header(path)["meaning"], text, insertion)


def _read_rule(path: Path) -> Rule:
    header, text = _header(path), _text(path)
    template = _template(text)
    return Rule(
        path.stem,
        header["meaning"],
        str(getattr(DG, template["property"].removeprefix("dg:"))),
        header["premise"],
        header.get("of") == "any",
        text,
        text.replace(template[0], f"SELECT DISTINCT ?{template['subject']} ?{template['object']} ?premise"),
    )


def _template(sparql: str) -> re.Match[str]:
    found = _TEMPLATE.search(sparql)
    assert found, f"this constructs no single triple: {sparql}"
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _header(path: Path) -> dict[str, Any]:
    """The YAML of the lines that begin with `#+`."""
    import yaml

    return dict(yaml.safe_load("\n".join(_header_lines(_text(path)))))


def _header_lines(text: str) -> Iterator[str]:
    return (line.removeprefix("#+").removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
