"""What follows from the graphs, and whether they hold together."""

from diplograph.reasoning.checking import PARTS, check
from diplograph.reasoning.entailment import Entailments, entail
from diplograph.reasoning.inference import Rule, infer, load_rules
from diplograph.reasoning.report import Finding, Part, Report, Severity

__all__ = [
    "PARTS",
    "Entailments",
    "Finding",
    "Part",
    "Report",
    "Rule",
    "Severity",
    "check",
    "entail",
    "infer",
    "load_rules",
]
