"""What follows from the graphs, and whether they hold together."""

from diplograph.reasoning.checking import OF_ARTICLES, PARTS, check
from diplograph.reasoning.entailment import Entailments, entail
from diplograph.reasoning.inference import Changes, Reasoner, infer
from diplograph.reasoning.policy import Policy, record_policy, recorded_policy
from diplograph.reasoning.report import Finding, Part, Report, Severity
from diplograph.reasoning.rules import Rule, Step, load_rules, load_steps

__all__ = [
    "OF_ARTICLES",
    "PARTS",
    "Changes",
    "Entailments",
    "Finding",
    "Part",
    "Policy",
    "Reasoner",
    "Report",
    "Rule",
    "Severity",
    "Step",
    "check",
    "entail",
    "infer",
    "load_rules",
    "load_steps",
    "record_policy",
    "recorded_policy",
]
