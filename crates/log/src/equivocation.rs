//! Equivocation: two checkpoints of one log that cannot both be heads of one append-only tree, in one small file.
//!
//! Whoever holds the log's public key can check the file; it needs no tile, no other party and no trust in whoever made it. An honest log cannot
//! be framed by it: the file must hold two signatures of the log's own, and hashes that rebuild a root which the log has signed.
//!
//! ```text
//! standstill/equivocation@v1
//! 0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=     the hashes of a `PrefixProof`, from the seed up; none where the sizes are equal
//! …
//!
//! example.com/log                                   the smaller checkpoint, or at one size the one whose root sorts first
//! 3
//! h04jvA2jW+EW…=
//!
//! — example.com/log M9e0…                           just one signature: the log's
//!
//! example.com/log                                   the other checkpoint
//! 5
//! 6bAs1Ue9fYpf…=
//!
//! — example.com/log M9e0…
//! ```
//!
//! With equal sizes the two roots differ, and that is all. With sizes m < n the hashes rebuild the root that was signed at n, and give another
//! root at m than was signed there. Where they give the *same* root at m the smaller checkpoint is merely old: stale, and no contradiction.

use crate::checkpoint::{Origin, Unverified, VerifiedCheckpoint};
use crate::key::VerifierKey;
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::note::SignedNote;
use crate::proof::hashes;
use crate::text;
use crate::tree::{CONSISTENCY_PROOF_MAX, Hash, Nodes, PrefixProof, ProofError, TreeSize};
use std::cmp::Ordering;
use std::fmt;

/// The longest file, in bytes.
pub const EQUIVOCATION_MAX: usize = 16_384;

const HEADER: &str = "standstill/equivocation@v1";

/// A log's contradiction with itself, checked. It can be had from [`prove`] and [`check`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivocation {
    first: VerifiedCheckpoint,
    second: VerifiedCheckpoint,
    prefix: PrefixProof,
    rebuilt: Hash,
}

/// Why two checkpoints, or a file, show no equivocation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// The bytes are no such file.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A checkpoint is not the log's.
    #[error(transparent)]
    Unverified(#[from] Unverified),
    /// The checkpoints are of two logs.
    #[error("the checkpoints are of two logs, {0} and {1}")]
    Origins(Origin, Origin),
    /// One size and one root: there is nothing to contradict.
    #[error("both checkpoints say size {0} and one root")]
    SameTree(TreeSize),
    /// The smaller checkpoint is a beginning of the larger one: old, but true.
    #[error("the checkpoint of size {smaller} is a beginning of that of size {larger}: stale, and no contradiction")]
    Stale {
        /// The smaller size.
        smaller: TreeSize,
        /// The larger size.
        larger: TreeSize,
    },
    /// The hashes do not rebuild the larger checkpoint's root.
    #[error(transparent)]
    Hashes(#[from] ProofError),
}

/// Makes the proof from two checkpoints, in any order, and the hashes of the *larger* one's tree: from its tiles, for instance. At one size no
/// hash is read. The store need not be trusted: what it gives is checked against the larger root.
pub fn prove(a: &VerifiedCheckpoint, b: &VerifiedCheckpoint, nodes: &impl Nodes) -> Result<Equivocation, NotProven> {
    let (first, second) = if in_order(a, b) == Ordering::Greater { (b, a) } else { (a, b) };
    let both_grown = first.size() > TreeSize::ZERO && first.size() < second.size();
    let prefix =
        if both_grown { PrefixProof::make(first.size(), second.size(), nodes)? } else { PrefixProof(Vec::new()) };
    judge(first.clone(), second.clone(), prefix)
}

/// Checks a file with the log's key; with several where the log has replaced its key. Every byte counts: there is one spelling of a proof.
pub fn check(bytes: &[u8], log: &[VerifierKey]) -> Result<Equivocation, NotProven> {
    let whole = text::decode(Format::Equivocation, bytes, "file", EQUIVOCATION_MAX)?;
    let refuse = |offset, rule| Malformed::new(Format::Equivocation, Place::in_text(bytes, offset), rule);
    let blocks =
        blocks(whole).ok_or_else(|| refuse(0, Rule::Line("hashes, then two checkpoints, each of two blocks")))?;
    let [head, first, second] = blocks.map(|(start, end)| (start, &whole[start..end]));

    let mut lines = text::lines(head.1, Place::START);
    if lines.next().is_none_or(|line| line.text != HEADER) {
        return Err(refuse(0, Rule::Line(HEADER)).into());
    }
    let prefix = PrefixProof(hashes(Format::Equivocation, lines, CONSISTENCY_PROOF_MAX)?);
    let open = |(start, note): (usize, &str)| -> Result<VerifiedCheckpoint, NotProven> {
        let note = SignedNote::parse(note.as_bytes()).map_err(|e| e.within(Place::in_text(bytes, start)))?;
        let found = note.signatures().len();
        if found != 1 {
            return Err(refuse(start, Rule::Count { what: "signatures of a checkpoint", found, expected: 1 }).into());
        }
        Ok(VerifiedCheckpoint::verify_note(note, log)?)
    };
    let (a, b) = (open(first)?, open(second)?);
    if in_order(&a, &b) == Ordering::Greater {
        return Err(refuse(first.0, Rule::Order).into());
    }
    judge(a, b, prefix)
}

fn in_order(a: &VerifiedCheckpoint, b: &VerifiedCheckpoint) -> Ordering {
    (a.size(), a.root()).cmp(&(b.size(), b.root()))
}

/// The ends of the head and of the two notes: five blocks with an empty line between two of them, which belongs to neither but within a note.
fn blocks(whole: &str) -> Option<[(usize, usize); 3]> {
    let mut gaps = whole.match_indices("\n\n").map(|(at, _)| at + 1);
    let (head, _, first, _) = (gaps.next()?, gaps.next()?, gaps.next()?, gaps.next()?);
    gaps.next().is_none().then_some([(0, head), (head + 1, first), (first + 1, whole.len())])
}

/// Both checkpoints are the log's own; `first` is not the larger one. Do they contradict each other?
fn judge(
    first: VerifiedCheckpoint,
    second: VerifiedCheckpoint,
    prefix: PrefixProof,
) -> Result<Equivocation, NotProven> {
    if first.origin() != second.origin() {
        return Err(NotProven::Origins(first.origin().clone(), second.origin().clone()));
    }
    let (smaller, larger) = (first.size(), second.size());
    // a beginning of nothing is a beginning of everything
    let no_hashes = smaller == larger || smaller == TreeSize::ZERO;
    if no_hashes && !prefix.0.is_empty() {
        return Err(ProofError::Length { found: prefix.0.len(), expected: 0 }.into());
    }
    let rebuilt = if smaller == larger {
        second.root()
    } else if smaller == TreeSize::ZERO {
        Hash::EMPTY
    } else {
        let (at_smaller, at_larger) = prefix.roots(smaller, larger)?;
        // unless they lead to a root that the log signed, the hashes are anybody's invention
        if at_larger != second.root() {
            return Err(ProofError::Root { size: larger, computed: at_larger, stated: second.root() }.into());
        }
        at_smaller
    };
    match rebuilt == first.root() {
        true if smaller == larger => Err(NotProven::SameTree(larger)),
        true => Err(NotProven::Stale { smaller, larger }),
        false => Ok(Equivocation { first, second, prefix, rebuilt }),
    }
}

impl Equivocation {
    /// Which log.
    pub fn origin(&self) -> &Origin {
        self.first.origin()
    }

    /// The smaller checkpoint; at one size the one whose root sorts first.
    pub fn first(&self) -> &VerifiedCheckpoint {
        &self.first
    }

    /// The other checkpoint.
    pub fn second(&self) -> &VerifiedCheckpoint {
        &self.second
    }

    /// The root that the second checkpoint commits the log to at the size of the first, which is not the one that the first states.
    pub fn rebuilt(&self) -> Hash {
        self.rebuilt
    }
}

impl fmt::Display for Equivocation {
    /// The file's bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.prefix.0.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}\n{}", self.first.least_note(), self.second.least_note())
    }
}
