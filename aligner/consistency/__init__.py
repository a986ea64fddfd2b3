"""A draft translation against its source, the approved glossary and itself."""

from aligner.consistency.checking import check
from aligner.consistency.finding import Finding, Report, Severity

__all__ = ["Finding", "Report", "Severity", "check"]
