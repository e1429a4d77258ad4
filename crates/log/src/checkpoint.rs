//! Checkpoints (C2SP tlog-checkpoint): the signed head of a log.
//!
//! ```text
//! example.com/log/testdata                       the origin: which log
//! 15                                             how many leaves
//! rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=   the root of the tree over them
//!
//! — example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
//! ```
//!
//! Extension lines may follow the root; ours have none. A [`Checkpoint`] is what a text says and may be forged. A [`VerifiedCheckpoint`] is what
//! the log's key has signed: it can be had from [`VerifiedCheckpoint::verify`] only, and the key's name must be the origin, so that a signature
//! for one log is worth nothing for another.

use crate::key::{Algorithm, KeyName, LogSigner, VerifierKey};
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::note::{BadSignature, SignatureLine, SignedNote};
use crate::text;
use crate::tree::{Hash, TREE_SIZE_MAX, TreeSize};
use std::fmt;

/// The longest origin or extension line, in bytes.
pub const CHECKPOINT_LINE_MAX: usize = 255;
/// The most extension lines.
pub const EXTENSION_LINES_MAX: usize = 8;
/// The longest text of a checkpoint, in bytes.
pub const CHECKPOINT_TEXT_MAX: usize = 4096;

/// Which log: one line, not empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

impl Origin {
    /// Checks an origin.
    pub fn new(origin: &str) -> Result<Self, Malformed> {
        line("the origin", origin).map(Self).map_err(|rule| Malformed::new(Format::Checkpoint, Place::START, rule))
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&KeyName> for Origin {
    /// The log that this name's keys sign for.
    fn from(name: &KeyName) -> Self {
        Self(name.as_str().to_owned())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A line after the root, not empty. C2SP advises against them, and witnesses attest to nothing in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionLine(String);

impl ExtensionLine {
    /// Checks a line.
    pub fn new(extension: &str) -> Result<Self, Malformed> {
        line("an extension line", extension)
            .map(Self)
            .map_err(|rule| Malformed::new(Format::Checkpoint, Place::START, rule))
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn line(what: &'static str, line: &str) -> Result<String, Rule> {
    match line.bytes().find(|&b| b < 0x20) {
        Some(byte) => Err(Rule::Control(byte)),
        None if line.is_empty() => Err(Rule::Missing(what)),
        None if line.len() > CHECKPOINT_LINE_MAX => {
            Err(Rule::TooLong { what, length: line.len(), max: CHECKPOINT_LINE_MAX })
        }
        None => Ok(line.to_owned()),
    }
}

/// What a checkpoint says. Wire data: anybody can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: Origin,
    /// How many leaves.
    pub size: TreeSize,
    /// The root over them.
    pub root: Hash,
    /// What else stands in the text.
    pub extensions: Vec<ExtensionLine>,
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    pub fn new(origin: Origin, size: TreeSize, root: Hash) -> Self {
        Self { origin, size, root, extensions: Vec::new() }
    }

    /// Reads the text of a note as a checkpoint.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = text::decode(Format::Checkpoint, text.as_bytes(), "text", CHECKPOINT_TEXT_MAX)?;
        let end = Place::in_text(text.as_bytes(), text.len());
        let mut lines = text::lines(text, Place::START);
        let mut next = |what| match lines.next() {
            Some(line) if !line.text.is_empty() => Ok(line),
            other => Err(Malformed::new(Format::Checkpoint, other.map_or(end, |line| line.place), Rule::Missing(what))),
        };
        let (origin, size, root) = (next("the origin")?, next("the size")?, next("the root")?);
        let refuse = |at: text::Line<'_>, rule| Malformed::new(Format::Checkpoint, at.place, rule);
        let leaves = text::decimal(size.text).ok_or_else(|| refuse(size, Rule::Decimal("the size")))?;
        let above = || refuse(size, Rule::Above { what: "the size", found: leaves, max: TREE_SIZE_MAX });
        let checkpoint = Self {
            origin: Origin::new(origin.text).map_err(|e| e.within(origin.place))?,
            size: TreeSize::new(leaves).ok_or_else(above)?,
            root: Hash::from_base64(root.text).ok_or_else(|| refuse(root, Rule::Base64("the root of 32 bytes")))?,
            extensions: lines
                .map(|line| ExtensionLine::new(line.text).map_err(|e| e.within(line.place)))
                .collect::<Result<_, _>>()?,
        };
        if checkpoint.extensions.len() > EXTENSION_LINES_MAX {
            return Err(Malformed::new(
                Format::Checkpoint,
                end,
                Rule::TooMany { what: "extension lines", max: EXTENSION_LINES_MAX },
            ));
        }
        // C2SP tlog-witness demands it: an empty tree has one root, so a log cannot have two of them
        if checkpoint.size == TreeSize::ZERO && checkpoint.root != Hash::EMPTY {
            return Err(refuse(root, Rule::EmptyRoot));
        }
        Ok(checkpoint)
    }

    /// Signs it as a log: a note with this one signature. Refused where the signer's name is not the origin, and where the text would not be read
    /// as a checkpoint again: nothing is signed that others refuse.
    pub fn sign(&self, signer: &LogSigner) -> Result<SignedNote, Unverified> {
        let (text, name) = (self.to_string(), signer.verifier().name());
        Self::parse(&text)?;
        if self.origin.as_str() != name.as_str() {
            return Err(Unverified::Origin { origin: self.origin.clone(), name: name.clone() });
        }
        Ok(SignedNote::new(&text, vec![signer.sign(&text)])?)
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{}", line.as_str()))
    }
}

/// A checkpoint that its log has signed, with the note that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
    key: VerifierKey,
    signature: SignatureLine,
}

/// Why bytes are not a checkpoint of the log whose keys were given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The bytes are no note, or its text is no checkpoint.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Its signatures show nothing.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// The key that signed is another log's.
    #[error("the checkpoint is of {origin}, and the key that signed it is of {name}")]
    Origin {
        /// As the checkpoint says.
        origin: Origin,
        /// As the key says.
        name: KeyName,
    },
    /// A key that was given is not of the kind that can sign this.
    #[error("the key {name} signs with algorithm 0x{:02x}, which cannot stand here", .algorithm.byte())]
    Algorithm {
        /// The key's name.
        name: KeyName,
        /// The key's algorithm.
        algorithm: Algorithm,
    },
}

impl VerifiedCheckpoint {
    /// Reads a note and verifies it with the keys of one log: the one that it has, or several where a key was replaced.
    ///
    /// Every signature that names a given key must be good, and one must be there. Signatures by others are kept in the note, unverified.
    pub fn verify(note: &[u8], log: &[VerifierKey]) -> Result<Self, Unverified> {
        Self::verify_note(SignedNote::parse(note)?, log)
    }

    /// The same for a note that was read already.
    pub fn verify_note(note: SignedNote, log: &[VerifierKey]) -> Result<Self, Unverified> {
        if let Some(other) = log.iter().find(|key| key.algorithm() != Algorithm::Ed25519) {
            return Err(Unverified::Algorithm { name: other.name().clone(), algorithm: other.algorithm() });
        }
        let verified = note.verify(log)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        // a log that signs for another one's origin must not be believed about it
        if let Some((key, _)) = verified.iter().find(|(key, _)| key.name().as_str() != checkpoint.origin.as_str()) {
            return Err(Unverified::Origin { origin: checkpoint.origin, name: key.name().clone() });
        }
        let Some((key, signature)) = verified.first().map(|&(key, line)| (key.clone(), line.clone())) else {
            return Err(BadSignature::NoneKnown.into());
        };
        Ok(Self { checkpoint, note, key, signature })
    }

    /// What it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Which log.
    pub fn origin(&self) -> &Origin {
        &self.checkpoint.origin
    }

    /// How many leaves.
    pub fn size(&self) -> TreeSize {
        self.checkpoint.size
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.checkpoint.root
    }

    /// The note from which it was read, with all its signatures.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// The key that signed it: the first given key in the note's order of signatures.
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The note with the signature of [`key`](Self::key) only: the least that shows it.
    pub fn least_note(&self) -> String {
        format!("{}\n{}\n", self.note.text(), self.signature)
    }
}
