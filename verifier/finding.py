"""What an assessment consists of (assessment.md)."""

from dataclasses import dataclass

RANK = ["contradiction", "inconsistent", "departure", "late", "discrepancy", "question", "blind"]


@dataclass(frozen=True)
class Finding:
    """One finding: about whom (a party, a witness, or nobody), and about which epochs."""

    code: str
    severity: str
    about: str | None = None
    first: int | None = None
    last: int | None = None
    measure: str | None = None

    def order(self) -> tuple:
        return RANK.index(self.severity), self.about or "~", self.first if self.first is not None else 1 << 40, self.code, self.measure or ""

    def json(self) -> dict[str, object]:
        result: dict[str, object] = {"code": self.code, "severity": self.severity}
        if self.about:
            result["party" if self.about.isupper() else "witness"] = self.about
        if self.first is not None and self.first == self.last:
            result["epoch"] = self.first
        elif self.first is not None:
            result |= {"first": self.first, "last": self.last}
        return result | ({"measure": self.measure} if self.measure else {})


def outcome(findings: list[Finding]) -> str:
    """consistent (as far as verified), open or inconsistent."""
    severities = {finding.severity for finding in findings}
    if severities & {"contradiction", "inconsistent", "departure"}:
        return "inconsistent"
    return "open" if severities & {"late", "discrepancy", "question"} else "consistent"
