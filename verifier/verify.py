"""A second verifier of run folders, written from the specification alone: python verifier/verify.py RUN_FOLDER"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from assessment import Assessment, assess
from folder import read_folder
from log import Refused

STATUS = {"consistent": 0, "inconsistent": 2, "open": 3}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--treaty", type=Path, help="the instrument, where you hold it yourself: the folder's must be the same")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day to which clocks run")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    args = parser.parse_args()
    try:
        assessment = assess(read_folder(args.folder, args.treaty), args.as_of)
    except Refused as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(document(assessment), indent=2) if args.json else words(assessment))
    return STATUS[assessment.outcome]


def document(assessment: Assessment) -> dict[str, object]:
    return {"outcome": assessment.outcome, "as_of": str(assessment.as_of), "findings": [f.json() for f in assessment.findings]}


def words(assessment: Assessment) -> str:
    lines = [f"as of {assessment.as_of}: {assessment.outcome}" + (", as far as verified" if assessment.outcome == "consistent" else "")]
    for finding in assessment.findings:
        fields = finding.json()
        code, severity = fields.pop("code"), fields.pop("severity")
        lines.append(f"  {severity}: {code}" + "".join(f", {key} {value}" for key, value in fields.items()))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
