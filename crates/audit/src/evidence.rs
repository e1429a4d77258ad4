//! One finding, cut out of the records: the statements that show it, each with the proof that its author's log holds it.
//!
//! ```text
//! standstill/evidence@v1
//! treaty <SHA-256 of the instrument, in hex>
//! finding <code> <epoch, or ->
//! author <party or witness>
//! key <the secret key of a request, base64>
//! …
//! paper <a sealed message or a paper that a statement names, base64>
//! …
//! leaf <party or witness> <the statement, base64> <its log proof (C2SP tlog-proof), base64>
//! …
//! ```
//!
//! Whoever has the instrument can check it: nothing else of the records is needed, and nobody is believed. The leaves stand in the order of
//! author (parties, then witnesses) and index, none twice, and those of one author are shown to stand in one and the same checkpoint: statements
//! of two forks together would show what neither shows. What rests on the absence of a statement, or on dates, cannot be cut out; it is
//! checked by auditing the records.

mod text;

use crate::Dossier;
use crate::assessment::{Fact, Finding, RecordFact, Severity};
use crate::records::{self, Placed};
use log::{Checkpoint, LeafIndex, LogProof};
use proof::Verifier;
use record::{Author, KeyRings};
use std::collections::BTreeMap;
use treaty::Instrument;
use zeroize::Zeroizing;

/// The longest evidence, in bytes: a window of a hundred epochs of the largest statements.
pub const EVIDENCE_MAX: usize = 32 << 20;
/// The most statements of one evidence.
pub const LEAVES_MAX: usize = 1024;
/// The most keys, and the most papers, of one evidence: what two inspections have with a dozen inquiries each.
pub const PAPERS_MAX: usize = 64;

/// A finding with the statements that show it. Wire data: it shows nothing before [`check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The instrument's identity, in hex.
    pub treaty: String,
    /// The finding's code.
    pub code: String,
    /// Its first epoch, where it has one.
    pub epoch: Option<u32>,
    /// About whose record it is.
    pub author: Author,
    /// The secret keys of the requests whose openings it shows.
    pub keys: Vec<Zeroizing<[u8; 32]>>,
    /// The sealed messages and papers that the statements name.
    pub papers: Vec<Vec<u8>>,
    /// The statements, in the order of their records.
    pub leaves: Vec<Leaf>,
}

/// A statement with the proof that it stands in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Whose record.
    pub author: Author,
    /// The statement's bytes.
    pub entry: Vec<u8>,
    /// The log proof's bytes.
    pub proof: Vec<u8>,
}

/// Why bytes are no evidence, or show nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    /// The bytes do not follow the format.
    #[error("line {line}: {rule}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// It is about another instrument.
    #[error("it is about the instrument {found}, and the one given is {given}")]
    OtherTreaty {
        /// As it says.
        found: String,
        /// The one given.
        given: String,
    },
    /// The keys of the instrument cannot be used.
    #[error("{0}")]
    Keys(String),
    /// A statement is not shown to stand in its author's record.
    #[error("statement {place} of the evidence is not shown to stand in the record of {author}: {why}")]
    NotInRecord {
        /// Which, from 0.
        place: usize,
        /// Whose record.
        author: Author,
        /// Why.
        why: String,
    },
    /// The statements, judged, do not give the finding.
    #[error("the statements do not show `{code}`: what they show is {}", if .shown.is_empty() { "nothing".to_owned() } else { .shown.join(", ") })]
    OtherFinding {
        /// The finding that was claimed.
        code: String,
        /// The codes of what was found.
        shown: Vec<&'static str>,
    },
}

/// Whether a finding can be cut out: whether the statements that it names show it by themselves, and are few enough. Whether they are short
/// enough too, [`Evidence::fits`] says once they are there.
pub fn can_be_cut(finding: &Finding) -> bool {
    shown(finding).is_some() && (1..=LEAVES_MAX).contains(&finding.statements.len())
}

/// The findings that can be cut out, in their order, each with the name of the file into which it is: `001-balance-open.evidence`.
pub fn files(findings: &[Finding]) -> impl Iterator<Item = (String, &Finding)> {
    let name = |number, finding: &Finding| format!("{number:03}-{}.evidence", finding.fact.code());
    let cut = (1..).zip(findings.iter().filter(|finding| can_be_cut(finding) || is_of_two_heads(finding)));
    cut.map(move |(number, finding): (usize, _)| (name(number, finding), finding))
}

/// Whether two heads of one log show a finding: these are cut out as a file of their own kind, an equivocation of `log`. Where a record brought the
/// key of one of them, the two show nothing without that record.
pub fn is_of_two_heads(finding: &Finding) -> bool {
    let is_one = matches!(finding.fact, Fact::Record(RecordFact::Equivocation { listed: true, .. }));
    is_one && finding.severity == Severity::Contradiction
}

/// What a finding says of a record, if statements show it by themselves.
fn shown(finding: &Finding) -> Option<&RecordFact> {
    match &finding.fact {
        Fact::Record(fact) if fact.is_shown_by_statements() => Some(fact),
        _ => None,
    }
}

/// Judges the statements of an evidence by themselves, as the audit does.
///
/// # Errors
/// Where it is about another instrument, a statement is not in its record, or the finding does not follow.
pub fn check(evidence: &Evidence, treaty: &Instrument, verifier: &Verifier) -> Result<Finding, NotShown> {
    if evidence.treaty != treaty.hash.to_string() {
        let (found, given) = (evidence.treaty.clone(), treaty.hash.to_string());
        return Err(NotShown::OtherTreaty { found, given });
    }
    let rings = KeyRings::new(treaty).map_err(|why| NotShown::Keys(why.to_string()))?;
    let leaves = in_records(evidence, &rings)?;
    let findings = records::judge_apart(treaty, rings, &evidence.author, &leaves, verifier, &evidence.dossier());
    let findings: Vec<_> = findings.into_iter().filter(|finding| shown(finding).is_some()).collect();
    let is_it = |finding: &&Finding| {
        shown(finding).is_some_and(|fact| fact.code() == evidence.code && fact.epoch() == evidence.epoch)
    };
    let found = findings.iter().find(is_it).cloned();
    let article = |finding: &Finding| Some(shown(finding)?.clause_in(treaty)?.article.clone());
    found.map(|found| Finding { article: article(&found), ..found }).ok_or_else(|| NotShown::OtherFinding {
        code: evidence.code.clone(),
        shown: findings.iter().map(|finding| finding.fact.code()).collect(),
    })
}

impl Evidence {
    fn dossier(&self) -> Dossier {
        let mut dossier = Dossier::default();
        self.keys.iter().for_each(|key| dossier.key(key.clone()));
        self.papers.iter().for_each(|paper| dossier.paper(paper.clone()));
        dossier
    }
}

/// The statements with their places, each shown to stand in its author's record.
fn in_records<'a>(evidence: &'a Evidence, rings: &KeyRings) -> Result<Vec<Placed<'a>>, NotShown> {
    let mut heads: BTreeMap<&Author, Checkpoint> = BTreeMap::new();
    let mut found: Vec<Placed<'_>> = Vec::new();
    for (place, leaf) in evidence.leaves.iter().enumerate() {
        let refuse = |why: String| NotShown::NotInRecord { place, author: leaf.author.clone(), why };
        let (index, head) = in_record(leaf, rings).map_err(refuse)?;
        // two forks of a record, each of them signed, would show together what neither of them shows
        if *heads.entry(&leaf.author).or_insert_with(|| head.clone()) != head {
            return Err(refuse("another statement of this record is shown in another checkpoint".to_owned()));
        }
        if found.last().is_some_and(|(author, last, _)| (author, *last) >= (&leaf.author, index)) {
            return Err(refuse(
                "statements must stand in the order of author and index, none of them twice".to_owned(),
            ));
        }
        found.push((leaf.author.clone(), index, leaf.entry.as_slice()));
    }
    Ok(found)
}

fn in_record(leaf: &Leaf, rings: &KeyRings) -> Result<(LeafIndex, Checkpoint), String> {
    let keys = rings.ring(&leaf.author).map(|ring| ring.every_log_key()).unwrap_or_default();
    let proof = LogProof::parse(&leaf.proof).map_err(|why| why.to_string())?;
    let entry = proof.verify(&leaf.entry, &keys).map_err(|why| why.to_string())?;
    Ok((entry.index(), entry.checkpoint().checkpoint().clone()))
}
