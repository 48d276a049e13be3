"""Which claims a shortcut rests on, those that reach it through an organ or an official included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from typing import Final

from diplograph.model import Iri
from diplograph.store import Solutions, Store
from diplograph.vocab import DG

_ROLE: Final = """
      ?anyClaim dg:statesSituation ?situation .
      ?situation ?role ?actor .
      FILTER(?role IN (dg:hasSupporter, dg:hasSupported, dg:hasMediator, dg:hasMediatedParty, dg:hasParticipant,
                       dg:hasAlly, dg:concernsConflict, dg:hasReportedMember, dg:inReportedBody,
                       dg:hasReportedHolder, dg:namesOffice))
"""

_SIDES: Final = f"""
SELECT DISTINCT ?claim ?role ?side WHERE {{
  {{
    SELECT ?claim ?situation ?day WHERE {{
      ?claim dg:hasModality code:modality-asserted ;
             dg:hasPolarity code:polarity-affirmative ;
             dg:statesSituation ?situation ;
             dg:isEvidencedBy/dg:inDocument ?document .
      OPTIONAL {{ ?situation dg:earliestStart ?start }}
      OPTIONAL {{ ?document dg:publishedOn ?published }}
      BIND(COALESCE(?start, ?published) AS ?day)
    }}
  }}
  {{
    SELECT ?situation ?role ?side ?from ?until WHERE {{
      {{ {_ROLE} ?actor dg:isBodyOf* ?side }}
      UNION {{ {_ROLE} ?actor a dg:Person ; dg:isAffiliatedWith/dg:isBodyOf* ?side }}
      UNION {{
        {_ROLE}
        ?holding dg:hasHolder ?actor ; dg:ofOffice/dg:isOfficeOf/dg:isBodyOf* ?side .
        OPTIONAL {{ ?holding dg:validFrom ?from }}
        OPTIONAL {{ ?holding dg:validUntil ?until }}
      }}
    }}
  }}
  FILTER(!BOUND(?from) || ?from <= ?day)
  FILTER(!BOUND(?until) || ?day <= ?until)
}}
"""
"""Who stands in which role of a claim that counts as real, as the rules see it."""

_SHORTCUTS: Final = {
    DG.backs: (DG.hasSupporter, DG.hasSupported),
    DG.mediates: (DG.hasMediator, DG.hasMediatedParty),
    DG.mediatesInConflict: (DG.hasMediator, DG.concernsConflict),
    DG.metWith: (DG.hasParticipant, DG.hasParticipant),
    DG.isAlliedWith: (DG.hasAlly, DG.hasAlly),
    DG.isMemberOf: (DG.hasReportedMember, DG.inReportedBody),
    DG.holdsOffice: (DG.hasReportedHolder, DG.namesOffice),
}

Shortcut = tuple[Iri, str, Iri]


def find_grounds(store: Store) -> Mapping[Shortcut, tuple[Iri, ...]]:
    """The claims under each subject, property and object that a claim can lead to.

    More pairs than were inferred may be in it: a planned meeting grounds nothing, and is left to the inferred graph.
    """
    answer = store.query(_SIDES)
    sides: dict[Iri, dict[str, set[Iri]]] = defaultdict(lambda: defaultdict(set))
    for claim, role, side in answer.rows if isinstance(answer, Solutions) else ():
        if isinstance(claim, Iri) and isinstance(role, Iri) and isinstance(side, Iri):
            sides[claim][role.value].add(side)
    grounds: dict[Shortcut, set[Iri]] = defaultdict(set)
    for claim, by_role in sides.items():
        for shortcut, (first, second) in _SHORTCUTS.items():
            for one, other in product(by_role.get(first, ()), by_role.get(second, ())):
                grounds[one, shortcut, other].add(claim)
    return {shortcut: tuple(sorted(claims)) for shortcut, claims in grounds.items()}
