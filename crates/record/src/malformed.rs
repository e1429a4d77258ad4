//! Why bytes are no statement: in what, in which field, where, and which rule they break.
//!
//! It says nothing about signatures and hashes: a statement that parses and is not what its author signed is refused by [`crate::verified::Refused`].

use crate::envelope::Kind;
use std::fmt;

/// Bytes that do not follow `docs/spec/statement.md`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{format}, byte {offset}, {field}: {rule}")]
pub struct Malformed {
    /// What the bytes were read as.
    pub format: Format,
    /// In which field.
    pub field: &'static str,
    /// Where, in bytes from 0.
    pub offset: usize,
    /// Which rule is broken.
    pub rule: Rule,
}

/// What bytes are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A statement in its envelope: a leaf of a record.
    Envelope,
    /// The body of a statement of this kind.
    Body(Kind),
    /// The proofs of an epoch statement.
    Proofs,
    /// The papers of a statement that is not for the public, as they travel.
    Papers,
    /// The opening of a site.
    SiteOpening,
    /// The opened leaves of a site.
    SiteSamples,
    /// The list of the objects at a site.
    ObjectList,
    /// The report of an inspection.
    SiteReport,
    /// What is asked after an inspection.
    SiteInquiry,
    /// The answer to it.
    SiteAnswer,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope => f.write_str("statement"),
            Self::Body(kind) => write!(f, "body of {kind}"),
            Self::Proofs => f.write_str("proofs of an epoch statement"),
            Self::Papers => f.write_str("papers of a statement"),
            Self::SiteOpening => f.write_str("opening of a site"),
            Self::SiteSamples => f.write_str("opened leaves of a site"),
            Self::ObjectList => f.write_str("list of objects"),
            Self::SiteReport => f.write_str("report of an inspection"),
            Self::SiteInquiry => f.write_str("inquiry after an inspection"),
            Self::SiteAnswer => f.write_str("answer to an inquiry"),
        }
    }
}

/// The rules that bytes can break.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// A length above its limit, in bytes.
    #[error("{found} bytes exceed the limit of {max}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// A number of entries out of its limits.
    #[error("{found} entries where there must be {least} to {most}")]
    Entries {
        /// How many there are.
        found: u64,
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// A byte string of another length than the one that is possible here.
    #[error("{found} bytes where there must be {expected}")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A byte string that is not a whole number of pieces.
    #[error("{found} bytes are not a whole number of pieces of {piece}")]
    Pieces {
        /// How many bytes there are.
        found: usize,
        /// How long a piece is.
        piece: usize,
    },
    /// Another type of CBOR.
    #[error("{0} must stand here")]
    Expected(&'static str),
    /// The bytes end too early.
    #[error("the bytes end here")]
    Truncated,
    /// Bytes after the end.
    #[error("{0} bytes after the end")]
    Trailing(usize),
    /// A second spelling of something that has one.
    #[error("not the one spelling: from here on, it would be written otherwise")]
    NotCanonical,
    /// A number above its limit.
    #[error("{found} exceeds the limit of {max}")]
    Above {
        /// The number.
        found: u64,
        /// Its limit.
        max: u64,
    },
    /// A number that names nothing.
    #[error("{0} names nothing that is known here")]
    Unknown(u64),
    /// A text that is not spelt as its field demands.
    #[error("{0}")]
    Spelling(&'static str),
    /// Entries that do not ascend.
    #[error("the entries do not ascend, or one stands twice")]
    Order,
    /// A field that this kind of statement, or these readers, must have.
    #[error("missing: {0}")]
    Missing(&'static str),
    /// A field that this kind of statement, or these readers, must not have.
    #[error("must be left out: {0}")]
    Surplus(&'static str),
}
