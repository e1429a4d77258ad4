//! Every contradiction that an attempt comes to is one file that anybody checks alone, or stands in a list that says why it cannot be.

mod common;

use audit::assessment::RecordFact;
use audit::evidence::{self, Evidence};
use audit::{Assessment, Audit, Dossier, Fact, Finding, Incomplete, Severity};
use common::{Scratch, files, played, standstill, status};
use folder::{Feed, Folder};
use proof::Verifier;
use record::{KeyRing, KeyRings};
use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use treaty::{Instrument, PartyCode};

static VERIFIER: LazyLock<Verifier> = LazyLock::new(Verifier::new);

/// The contradictions that no choice of statements shows by itself. `docs/spec/folder.md` says of each why not.
const NOT_CUT: [&str; 9] = [
    "acceptance-false",
    "chain-broken",
    "conclusion-false",
    "epoch-out-of-order",
    "not-covered",
    "opening-not-due",
    "restriction-unnamed",
    "seal-not-in-place",
    "shape-differs",
];

/// An attempt: its name, whose keys it is judged with, and what its file expects.
struct Attempt {
    name: String,
    reader: Option<String>,
    codes: BTreeSet<String>,
}

/// The attempts that come to a contradiction, for everybody or for the reader that their file names: those whose outcome is inconsistent.
fn attempts() -> Vec<Attempt> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts");
    let wanted = std::env::var("ATTEMPT").unwrap_or_default();
    let of = |path: PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let text = fs::read_to_string(&path).ok()?;
        let reader = text.split_once("\n[reader]\n").map(|(_, rest)| rest[9..12].to_owned());
        let codes = text.lines().filter_map(|line| line.strip_prefix("code = ")).map(str::to_owned).collect();
        let is_one = text.contains("outcome = \"inconsistent\"") && name.contains(&wanted);
        is_one.then_some(Attempt { name, reader, codes })
    };
    files(&folder).into_iter().filter_map(of).collect()
}

/// A run as an auditor has it who holds what a reader of it holds.
struct Judged {
    folder: Folder,
    treaty: Instrument,
    dossier: Arc<Dossier>,
    assessment: Assessment,
}

fn judged(path: &Path, reader: Option<&str>) -> Judged {
    let folder = Folder::open(path).unwrap();
    let treaty = treaty::parse(&folder.treaty().unwrap(), None).unwrap().instrument;
    let reader = reader.map(|reader| folder::dossier(&folder, &PartyCode::new(reader).unwrap(), None).unwrap());
    let dossier = Arc::new(reader.unwrap_or_default());
    let mut audit = Audit::new(treaty.clone(), None).holding(Arc::clone(&dossier));
    let authors = audit.authors();
    let threads = NonZeroUsize::new(2).unwrap();
    let stop = &AtomicBool::new(false);
    let feed = Feed { folder: &folder, authors: &authors, verifier: &VERIFIER, threads, stop };
    folder::feed(&feed, &mut audit, &mut |_| {}).unwrap();
    let assessment = audit.finish().unwrap();
    Judged { folder, treaty, dossier, assessment }
}

impl Judged {
    /// What is shown of a finding by the file that is cut out of the run; nothing where none is.
    fn shown(&self, finding: &Finding) -> Option<Result<(), String>> {
        if let Some(heads) = folder::equivocation(&self.folder, &self.treaty, finding).unwrap() {
            let rings = KeyRings::new(&self.treaty).unwrap();
            let keys: Vec<_> =
                rings.authors().filter_map(|of| rings.ring(of)).flat_map(KeyRing::every_log_key).collect();
            let text = heads.to_string();
            assert!(text.len() < 3000, "a file of a few kB");
            let again = log::equivocation::check(text.as_bytes(), &keys).map_err(|why| why.to_string());
            return Some(again.map(|again| assert_eq!(again, heads)));
        }
        if !evidence::can_be_cut(finding) {
            return None;
        }
        let cut = folder::cut(&self.folder, &self.treaty, finding, &self.dossier).unwrap()?;
        let read = Evidence::parse(cut.to_string().as_bytes()).unwrap();
        let again = evidence::check(&read, &self.treaty, &VERIFIER).map_err(|why| why.to_string());
        Some(again.map(|again| {
            let of = |finding: &Finding| (finding.fact.code(), finding.severity, finding.party.clone());
            assert_eq!(of(&again), of(finding));
        }))
    }
}

/// Whether a statement that is not shown could bring the key that signed, or did: a log key that the instrument does not list signs no file by itself.
fn rests_on_a_key(attempt: &str, finding: &Finding) -> bool {
    match &finding.fact {
        Fact::Record(RecordFact::Equivocation { .. }) => attempt == "log-key-disowned",
        Fact::Record(RecordFact::NotSigned { why } | RecordFact::ReceiptInvalid { why }) => {
            why.ends_with("(by all records that were read)")
        }
        _ => false,
    }
}

#[test]
fn every_contradiction_is_cut_out_and_shown_again_or_said_to_rest_on_more() {
    // runs that `demo --all` left are all looked at; without them one attempt is played for each code that a file expects
    let played = std::env::var_os("ATTEMPTS").map(PathBuf::from);
    let (mut wrong, mut cut, mut left, mut seen) = (Vec::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for Attempt { name, reader, codes } in attempts() {
        if played.is_none() && codes.is_subset(&seen) {
            continue;
        }
        seen.extend(codes);
        let scratch = Scratch::new(&format!("cut-{name}"));
        let out = played.as_ref().map_or_else(|| scratch.at("run"), |played| played.join(&name));
        if played.is_none() {
            assert_eq!(status(&standstill(&["play", &name, "--expect", "--out", out.to_str().unwrap()])), 0, "{name}");
        }
        let judged = judged(&out, reader.as_deref());
        let contradictions = judged.assessment.findings.iter().filter(|of| of.severity == Severity::Contradiction);
        for finding in contradictions {
            let code = finding.fact.code();
            match judged.shown(finding) {
                Some(Ok(())) => drop(cut.insert(code)),
                Some(Err(why)) => wrong.push(format!("{name}: {code}: {why}")),
                None if NOT_CUT.contains(&code) || rests_on_a_key(&name, finding) => drop(left.insert(code)),
                None => wrong.push(format!("{name}: {code} is not cut out, and nothing says why")),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(std::env::var("ATTEMPT").is_ok() || cut.len() >= 12, "{cut:?} {left:?}");
}

#[test]
fn the_page_on_evidence_says_why_what_is_not_cut_out_is_not() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/folder.md")).unwrap();
    let (_, of_evidence) = page.split_once("## Evidence").unwrap();
    for code in NOT_CUT {
        assert!(of_evidence.contains(&format!("| `{code}` |")), "{code}");
    }
}

#[test]
fn what_one_was_shown_and_another_was_not_is_one_file_that_anybody_checks() {
    let scratch = Scratch::new("two-heads");
    let (run, cut) = (scratch.at("run"), scratch.at("cut"));
    let [run_path, cut_path] = [&run, &cut].map(|path| path.to_str().unwrap());
    assert_eq!(status(&standstill(&["play", "two-logs", "--expect", "--out", run_path])), 0);
    assert_eq!(status(&standstill(&["audit", run_path, "--cut", cut_path])), 2);
    let file = files(&cut).into_iter().find(|file| file.to_str().unwrap().contains("-equivocation.")).unwrap();
    let check = |text: &str| {
        let other = scratch.at("other.evidence");
        fs::write(&other, text).unwrap();
        let treaty = run.join("treaty.toml");
        standstill(&["audit", "--evidence", other.to_str().unwrap(), "--treaty", treaty.to_str().unwrap()])
    };
    let text = fs::read_to_string(&file).unwrap();
    let told = check(&text);
    assert_eq!(status(&told), 2);
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("contradiction: halvern.example/log signed"));
    // neither another head nor other hashes
    let size = text.lines().find(|line| line.parse::<u64>().is_ok()).unwrap();
    assert_eq!(status(&check(&text.replacen(&format!("\n{size}\n"), "\n1\n", 1))), 1);
    assert_eq!(status(&check(&text[..text.len() / 2])), 1);
    assert_eq!(status(&check(&text.replacen("halvern.example", "ondaria.example", 2))), 1);
    let own = scratch.at("own.evidence");
    fs::write(&own, &text).unwrap();
    let other = standstill(&["audit", "--evidence", own.to_str().unwrap(), "--treaty", "illustrative-freeze"]);
    assert_eq!(status(&other), 1, "its keys are not those of another instrument");
}

#[test]
fn an_audit_that_is_stopped_says_nothing() {
    let folder = Folder::open(played()).unwrap();
    let treaty = treaty::parse(&folder.treaty().unwrap(), None).unwrap().instrument;
    let mut audit = Audit::new(treaty, None);
    let (authors, threads, stop) = (audit.authors(), NonZeroUsize::MIN, &AtomicBool::new(true));
    let feed = Feed { folder: &folder, authors: &authors, verifier: &VERIFIER, threads, stop };
    folder::feed(&feed, &mut audit, &mut |_| {}).unwrap();
    assert!(matches!(audit.finish(), Err(Incomplete::Unsettled(_))), "proofs were not checked");
}
