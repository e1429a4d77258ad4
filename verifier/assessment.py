"""The whole assessment of a run folder (assessment.md): what is found, and nothing else."""

from dataclasses import dataclass
from datetime import date

from body import ACT, CROSSING, DECLARATION, EPOCH, OPENING, SEAL, VERDICT
from chain import Chain, ChainReader, prove
from conduct import Conduct
from custody import Custody
from dossier import Dossier, Reading
from duty import Duties
from finding import Finding, outcome
from folder import RunFolder
from inspection import Gathering
from log import Refused
from portal import Portals
from receipt import compare_heads, sightings
from record import Keyring, Record, check_head, read_records
from revocation import judge_signatures
from talk import Judged, Talks
from treaty import Treaty

LEDGER = (EPOCH, DECLARATION, OPENING, ACT, CROSSING, VERDICT, SEAL)


@dataclass(frozen=True)
class Assessment:
    as_of: date
    findings: list[Finding]

    @property
    def outcome(self) -> str:
        return outcome(self.findings)


def assess(folder: RunFolder, as_of: date | None = None, dossier: Dossier | None = None) -> Assessment:
    """Judges all records of a folder, as of a day that is not before its last receipts, with what one reader holds beside them."""
    treaty = folder.treaty
    records, ring = read_records(folder), Keyring(treaty)
    if not treaty.commits and any(leaf.envelope.kind == DECLARATION for record in records.values() for leaf in record.sound()):
        raise Refused("treaty.toml: this verifier reads records of committed ledgers, and of none")
    receipts, findings = judge_signatures(records, ring, treaty)
    for record in records.values():
        findings += check_head(record, ring)
    last = receipts.last_day()
    if as_of and as_of < last:
        raise Refused(f"these records reach to {last}: an earlier day cannot be judged")
    day = as_of or last
    findings += receipts.findings
    heads = compare_heads(sightings(receipts, folder.views, ring), records, receipts.is_forked)
    findings += heads
    old = {finding.about for finding in heads if finding.code == "copy-is-old"}
    chains = {party: ChainReader(records[party], treaty).chain for party in treaty.parties if party in records}
    for chain in chains.values():
        findings += chain.findings
    duties = Duties(treaty, records, old, chains, receipts, day)
    findings += prove(list(chains.values())) + duties.findings()
    gathering = Gathering(treaty, records, old)
    talks, whole = Talks(treaty, records, old), set(records) - old
    judged = Judged(treaty, talks.chains, whole, day)
    reading = Reading(treaty, chains, dossier or Dossier())
    shown = [(inspection, reading.shown(inspection)) for inspection in gathering.chains]
    findings += reading.findings(shown)
    show = lambda inspection: next(seen for other, seen in shown if other is inspection)
    conduct = Conduct(treaty, gathering.chains, chains, receipts, whole, day, judged.bears_on, show)
    findings += gathering.findings + conduct.findings() + conduct.sites_visited()
    findings += talks.findings + list(judged.findings())
    findings += Custody(treaty, records, chains, gathering.chains, whole, day).findings()
    portals = Portals(treaty, records, chains, whole, day)
    findings += portals.findings()
    findings += _witnesses(records, treaty) + _blind(records, chains, treaty, duties.is_undated, conduct.looked_by() | portals.looked_by)
    return Assessment(day, sorted(findings, key=Finding.order))


def _witnesses(records: dict[str, Record], treaty: Treaty) -> list[Finding]:
    """A witness has no ledger, no plant, no monitors and no seals of its own."""
    result = []
    for witness in treaty.witnesses:
        leaves = records[witness].sound() if witness in records else []
        result += [Finding("out-of-place", "contradiction", witness) for leaf in leaves if leaf.envelope.body and leaf.envelope.kind in LEDGER]
        if any(leaf.envelope.body is None for leaf in leaves):
            result.append(Finding("bodies-not-held", "blind", witness))
    return result


def _blind(records: dict[str, Record], chains: dict[str, Chain], treaty: Treaty, has_undated: bool, looked_by: set[str]) -> list[Finding]:
    """What these inputs cannot show."""
    result = [Finding("record-not-held", "question", party) for party in treaty.parties if party not in records]
    severity = "question" if has_undated else "blind"
    result += [Finding("record-not-held", severity, witness) for witness in treaty.witnesses if witness not in records]
    if not chains:
        result += [Finding("nothing-of", "blind", party) for party in treaty.parties]
    if not any(freeze.get("groups") for freeze in treaty.tables("freeze")):
        result.append(Finding("outside-the-limits", "blind"))
    has_ledgers = bool(chains) and all(0 in chain.epochs for chain in chains.values())
    return result + [Finding("unverified", "blind", measure=measure) for measure in treaty.unverified(has_ledgers, looked_by)]
