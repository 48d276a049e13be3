"""What follows from the graphs, and whether they hold together."""

from diplograph.reasoning.checking import OF_ARTICLES, PARTS, check
from diplograph.reasoning.inference import Rule, infer, load_rules
from diplograph.reasoning.report import Finding, Part, Report, Severity

__all__ = ["OF_ARTICLES", "PARTS", "Finding", "Part", "Report", "Rule", "Severity", "check", "infer", "load_rules"]
