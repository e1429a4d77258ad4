"""A second verifier of run folders, written from the specification alone: python verifier/verify.py RUN_FOLDER"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from assessment import Assessment, assess
from dossier import read_dossier
from folder import read_folder
from log import Refused

STATUS = {"consistent": 0, "inconsistent": 2, "open": 3}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--treaty", type=Path, help="the instrument, where you hold it yourself: the folder's must be the same")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day to which clocks run")
    parser.add_argument("--reader", metavar="PARTY", help="with what came sealed or on paper to this party")
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="where the secret keys of its requests lie, if not with its other secrets")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    args = parser.parse_args()
    try:
        folder = read_folder(args.folder, args.treaty)
        if args.reader and args.reader not in folder.treaty.parties or args.keys and not args.reader:
            parser.error("--reader names a party of the instrument, and --keys needs one")
        assessment = assess(folder, args.as_of, read_dossier(args.folder, args.reader, args.keys) if args.reader else None)
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
