//! Log proofs (C2SP tlog-proof): that an entry is in a log, in one file that needs nothing but keys.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra YWdl                                     optional; signed by nobody
//! index 5
//! <hash in base64>                               the inclusion proof, from the leaf's sibling upwards
//! …
//!
//! <the checkpoint, with its signatures>
//! ```

use crate::checkpoint::{Unverified, VerifiedCheckpoint};
use crate::key::VerifierKey;
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::note::{NOTE_MAX, SignedNote};
use crate::text;
use crate::tree::{Hash, INCLUSION_PROOF_MAX, InclusionProof, LeafIndex, ProofError, TREE_SIZE_MAX, leaf_hash};
use std::fmt;

/// The longest extra data, in bytes.
pub const EXTRA_MAX: usize = 65_535;
/// The longest log proof, in bytes.
pub const LOG_PROOF_MAX: usize = NOTE_MAX + (1 << 17);

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A log proof. Wire data: it shows nothing before [`LogProof::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    /// What the application put beside it. Nobody has signed it.
    pub extra: Option<Vec<u8>>,
    /// Where the entry stands.
    pub index: LeafIndex,
    /// The way to the checkpoint's root.
    pub inclusion: InclusionProof,
    /// The checkpoint.
    pub checkpoint: SignedNote,
}

/// An entry that is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry {
    index: LeafIndex,
    checkpoint: VerifiedCheckpoint,
}

/// Why a log proof shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotInLog {
    /// The checkpoint is not the log's.
    #[error(transparent)]
    Checkpoint(#[from] Unverified),
    /// The entry is not at that place of the checkpoint's tree.
    #[error(transparent)]
    Inclusion(#[from] ProofError),
}

impl LogProof {
    /// Reads a log proof, strictly.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let whole = text::decode(Format::LogProof, bytes, "log proof", LOG_PROOF_MAX)?;
        let end = whole.find("\n\n").map_or(whole.len(), |at| at + 1);
        let mut lines = text::lines(&whole[..end], Place::START).peekable();
        let mut take = |prefix: &'static str| {
            let line = lines.next_if(|line| line.text.starts_with(prefix));
            let here = lines.peek().map_or(Place::in_text(bytes, end), |next| next.place);
            line.map(|line| (line.place, &line.text[prefix.len()..])).ok_or(Malformed::new(
                Format::LogProof,
                here,
                Rule::Line(prefix),
            ))
        };
        let refuse = |place, rule| Malformed::new(Format::LogProof, place, rule);
        match take(HEADER)? {
            (_, "") => {}
            (place, _) => return Err(refuse(place, Rule::Line(HEADER))),
        }
        let extra = take("extra ")
            .ok()
            .map(|(place, spelling)| extra(spelling).map_err(|rule| refuse(place, rule)))
            .transpose()?;
        let (place, digits) = take("index ")?;
        let index = text::decimal(digits).ok_or_else(|| refuse(place, Rule::Decimal("the index")))?;
        let above = || refuse(place, Rule::Above { what: "the index", found: index, max: TREE_SIZE_MAX - 1 });
        let index = LeafIndex::new(index).ok_or_else(above)?;
        let inclusion = hashes(Format::LogProof, lines, INCLUSION_PROOF_MAX)?;
        let Some(note) = bytes.get(end + 1..) else {
            return Err(refuse(Place::in_text(bytes, end), Rule::NoSeparator));
        };
        let checkpoint = SignedNote::parse(note).map_err(|e| e.within(Place::in_text(bytes, end + 1)))?;
        Ok(Self { extra, index, inclusion: InclusionProof(inclusion), checkpoint })
    }

    /// Refuses unless `entry` stands at the index in the tree of a checkpoint that the log has signed. For witnesses, go on with
    /// [`cosignature::verify`](crate::cosignature::verify) on the entry's checkpoint.
    pub fn verify(&self, entry: &[u8], log: &[VerifierKey]) -> Result<VerifiedEntry, NotInLog> {
        let checkpoint = VerifiedCheckpoint::verify_note(self.checkpoint.clone(), log)?;
        self.inclusion.verify(&leaf_hash(entry), self.index, checkpoint.size(), &checkpoint.root())?;
        Ok(VerifiedEntry { index: self.index, checkpoint })
    }
}

fn extra(spelling: &str) -> Result<Vec<u8>, Rule> {
    let bytes = text::base64(spelling).ok_or(Rule::Base64("the extra data"))?;
    if bytes.len() <= EXTRA_MAX {
        Ok(bytes)
    } else {
        Err(Rule::TooLong { what: "extra data", length: bytes.len(), max: EXTRA_MAX })
    }
}

/// Lines of one hash each, at most `max`.
pub(crate) fn hashes<'a>(
    format: Format,
    lines: impl Iterator<Item = text::Line<'a>>,
    max: usize,
) -> Result<Vec<Hash>, Malformed> {
    let mut hashes = Vec::new();
    for line in lines {
        let refuse = |rule| Malformed::new(format, line.place, rule);
        if hashes.len() == max {
            return Err(refuse(Rule::TooMany { what: "hashes", max }));
        }
        hashes.push(Hash::from_base64(line.text).ok_or_else(|| refuse(Rule::Base64("a hash of 32 bytes")))?);
    }
    Ok(hashes)
}

impl fmt::Display for LogProof {
    /// The file's bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", text::to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.inclusion.0.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl VerifiedEntry {
    /// Where it stands.
    pub fn index(&self) -> LeafIndex {
        self.index
    }

    /// The checkpoint in whose tree it is.
    pub fn checkpoint(&self) -> &VerifiedCheckpoint {
        &self.checkpoint
    }
}
