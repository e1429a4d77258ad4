"""Holds this verifier against `standstill audit`: prints every difference, and exits with 1 where there is one."""

import argparse
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from assessment import assess
from dossier import read_dossier
from finding import Finding
from folder import read_folder
from log import Refused

REFUSED = "refused"
WITNESS_UNNAMED = ("equivocation", "copy-is-old", "bodies-not-held")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--reader", metavar="PARTY", help="both with what this party holds")
    parser.add_argument("--command", default="standstill", help="the command that audits")
    args = parser.parse_args()
    for folder in args.folders:
        if not (folder / "treaty.toml").is_file():
            parser.error(f"{folder}: no run folder")
    judge = partial(compared, args.command, reader=args.reader)
    differing = 0
    with ProcessPoolExecutor() as pool:
        for lines, said in pool.map(judge, args.folders):
            print(said, flush=True)
            differing += bool(lines)
    print(f"{len(args.folders)} folders, {differing} of them judged differently")
    return 1 if differing else 0


def differences(command: str, folder: Path, as_of: date | None = None, reader: str | None = None) -> list[str]:
    """What only one of the two says, the gravest first; printed, too."""
    lines, said = compared(command, folder, as_of, reader)
    print(said)
    return lines


def compared(
    command: str, folder: Path, as_of: date | None = None, reader: str | None = None
) -> tuple[list[str], str]:
    """What only one of the two says, the gravest first, and what is printed of it."""
    theirs, ours = audited(command, folder, as_of, reader), verified(folder, as_of, reader)
    lines = []
    for finding in sorted((theirs - ours) + (ours - theirs), key=Finding.order):
        times = abs(theirs[finding] - ours[finding])
        who = "only the audit" if theirs[finding] > ours[finding] else "only the verifier"
        lines.append(f"{folder}: {who}{f' ({times} times)' if times > 1 else ''}: {json.dumps(finding.json())}")
    agreed = "both refuse it" if any(finding.code == REFUSED for finding in ours) else f"agreed, {ours.total()} findings"
    return lines, "\n".join(lines) if lines else f"{folder}: {agreed}"


def verified(folder: Path, as_of: date | None, reader: str | None) -> Counter[Finding]:
    try:
        dossier = read_dossier(folder, reader, None) if reader else None
        return Counter(_unnamed(finding) for finding in assess(read_folder(folder), as_of, dossier).findings)
    except Refused:
        return Counter([Finding(REFUSED, "contradiction")])


def audited(command: str, folder: Path, as_of: date | None, reader: str | None) -> Counter[Finding]:
    day = ["--as-of", str(as_of)] if as_of else []
    holding = ["--reader", reader] if reader else []
    run = subprocess.run([command, "audit", str(folder), "--json", *day, *holding], capture_output=True, text=True)
    if run.returncode == 1:
        return Counter([Finding(REFUSED, "contradiction")])
    if run.returncode not in (0, 2, 3):
        sys.exit(f"{command} audit {folder}: status {run.returncode}: {run.stderr.strip()}")
    return Counter(_unnamed(_finding(entry)) for entry in json.loads(run.stdout)["findings"])


def _finding(entry: dict) -> Finding:
    """The part of an audit's finding that this verifier speaks of, too."""
    args = entry["args"]
    span = args.get("epochs") or ({"first": entry["epoch"], "last": entry["epoch"]} if entry["epoch"] is not None else {})
    return Finding(entry["code"], entry["severity"], _about(entry), span.get("first"), span.get("last"), args.get("measure"))


def _about(entry: dict) -> str | None:
    """The party, or the witness whose record is not there or holds the statements."""
    records = [statement["record"] for statement in entry["statements"] if "record" in statement]
    if entry["party"]:
        return entry["party"]
    witnesses = (record for record in records if not record.isupper())
    return entry["args"].get("of") if entry["code"] == "record-not-held" else next(witnesses, None)


def _unnamed(finding: Finding) -> Finding:
    """Of what others saw of a witness's record, the audit's document names no author."""
    of_witness = finding.code in WITNESS_UNNAMED and finding.about and not finding.about.isupper()
    return replace(finding, about=None) if of_witness else finding


if __name__ == "__main__":
    sys.exit(main())
