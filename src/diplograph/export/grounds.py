"""What shortcuts rest on: the grounds that inference keeps, claims as well as what the register knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from diplograph.conclusions import conclude
from diplograph.export.lookups import look_up_nodes
from diplograph.model import Iri
from diplograph.store import Store
from diplograph.vocab import DG

_GROUNDS: Final = """
SELECT ?conclusion ?standing ?premise WHERE {
  VALUES ?standing { dg:isConcludedFrom dg:isSuggestedBy }
  ?conclusion ?standing ?premise .
}
"""

Shortcut = tuple[Iri, str, Iri]


def find_grounds(store: Store, shortcuts: Iterable[Shortcut]) -> Mapping[Shortcut, Sequence[Iri]]:
    """The premises of each of some inferred statements, sorted: those that are enough, else those that are together."""
    names = {each: Iri(conclude(each[0].value, each[1], each[2].value).iri) for each in shortcuts}
    premises: dict[tuple[Iri, str], set[Iri]] = defaultdict(set)
    for conclusion, standing, premise in look_up_nodes(store, _GROUNDS, conclusion=sorted(set(names.values()))):
        premises[conclusion, standing.value].add(premise)
    return {
        shortcut: sorted(premises[name, DG.isConcludedFrom] or premises[name, DG.isSuggestedBy])
        for shortcut, name in names.items()
    }
