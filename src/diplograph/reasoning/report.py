"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diplograph.errors import MissingPartError


class Severity(StrEnum):
    """How bad a finding is."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        part: the part of the check that found it: `store`, `evidence`, `shapes` or `consistency`.
        severity: violations make the check fail, warnings do not.
        about: IRI of the thing; empty when the finding is about the whole.
        message: one sentence.
    """

    part: str
    severity: Severity
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a check as it was carried out.

    Attributes:
        name: see `Finding.part`.
        summary: what was looked at, with numbers.
        duration_s: how long it took.
        missing: why the part was left out, with the hint that helps; None when it was carried out.
    """

    name: str
    summary: str
    duration_s: float
    missing: MissingPartError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check; findings are sorted, violations first."""

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing violates anything."""
        return not any(finding.severity is Severity.VIOLATION for finding in self.findings)
