"""What the ontology's axioms entail about the individuals that graphs describe, by the rules of OWL 2 RL.

The rules are those of *OWL 2 Profiles*, section 4.3, as far as they conclude something about individuals: prp-dom,
prp-rng, prp-fp, prp-ifp, prp-symp, prp-trp, prp-spo1, prp-spo2, prp-eqp, prp-inv, cax-sco, cax-eqc, eq-sym, eq-trans,
eq-rep-s and eq-rep-o. Left out are statements that tell nobody anything (that a thing is itself, or an `owl:Thing`),
statements about literals, and what follows for classes and properties themselves (scm-…). Contradictions conclude
nothing here; they are findings.

A described situation leads to no shortcut: the ontology has no axiom that does so. So what is entailed by a denied
claim describes what is denied, just as the claim does.
"""

from diplograph.reasoning.entailment.axioms import Axioms, ontology_axioms, read_axioms
from diplograph.reasoning.entailment.closure import Entailments, entail

__all__ = ["Axioms", "Entailments", "entail", "ontology_axioms", "read_axioms"]
