//! Why bytes were refused: in which format, where, and which rule they break.
//!
//! One type for all parsers of this room, so that a reader of a damaged folder is told the same way about a note, a tile and a path. It says
//! nothing about signatures and roots: bytes that parse and prove nothing are refused by `Unverified`, `ProofError` and their like.

use std::fmt;

/// Bytes that do not follow a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{format}, {place}: {rule}")]
pub struct Malformed {
    /// What the bytes were read as.
    pub format: Format,
    /// Where the rule is broken.
    pub place: Place,
    /// Which rule is broken.
    pub rule: Rule,
}

impl Malformed {
    pub(crate) fn new(format: Format, place: Place, rule: Rule) -> Self {
        Self { format, place, rule }
    }

    /// The same refusal, seen from a file in which the refused bytes begin at `start`.
    pub(crate) fn within(mut self, start: Place) -> Self {
        self.place = start.then(self.place);
        self
    }
}

/// The formats of this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A signed note (C2SP signed-note).
    Note,
    /// A verifier key, `name+id+base64` (C2SP signed-note).
    VerifierKey,
    /// The text of a checkpoint (C2SP tlog-checkpoint).
    Checkpoint,
    /// The value of a timestamped signature (C2SP tlog-cosignature).
    Cosignature,
    /// The path of a tile or of a bundle of entries (C2SP tlog-tiles).
    TilePath,
    /// A tile of hashes (C2SP tlog-tiles).
    HashTile,
    /// A bundle of entries (C2SP tlog-tiles).
    EntryBundle,
    /// A proof that an entry is in a log (C2SP tlog-proof).
    LogProof,
    /// Two checkpoints that contradict each other, `standstill/equivocation@v1`.
    Equivocation,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "signed note",
            Self::VerifierKey => "verifier key",
            Self::Checkpoint => "checkpoint",
            Self::Cosignature => "cosignature",
            Self::TilePath => "tile path",
            Self::HashTile => "tile of hashes",
            Self::EntryBundle => "bundle of entries",
            Self::LogProof => "log proof",
            Self::Equivocation => "equivocation",
        })
    }
}

/// A place in bytes: the line, counted from 1, or 0 where the format has no lines; and the byte, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line from 1; 0 in a format without lines.
    pub line: usize,
    /// Byte from 0.
    pub offset: usize,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, offset: 0 };

    /// A place in a format without lines.
    pub(crate) fn byte(offset: usize) -> Self {
        Self { line: 0, offset }
    }

    /// The place of the byte `offset` of `bytes`.
    pub(crate) fn in_text(bytes: &[u8], offset: usize) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        Self { line: 1 + before.iter().filter(|&&b| b == b'\n').count(), offset }
    }

    /// `inner` counted from here.
    fn then(self, inner: Self) -> Self {
        Self { line: (self.line + inner.line).saturating_sub(1), offset: self.offset + inner.offset }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "byte {}", self.offset),
            line => write!(f, "line {line} (byte {})", self.offset),
        }
    }
}

/// The rules that bytes can break.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// A length above its named limit, in bytes.
    #[error("{what} of {length} bytes exceeds the limit of {max}")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Bytes found.
        length: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// A count above its named limit.
    #[error("more than {max} {what}")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many are allowed.
        max: usize,
    },
    /// Not the one number of bytes, lines or hashes that is possible here.
    #[error("{what}: {found} found where there must be {expected}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// The bytes end within something.
    #[error("the bytes end within {0}")]
    Truncated(&'static str),
    /// Bytes after the end.
    #[error("{0} bytes after the end")]
    Trailing(usize),
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// A control character other than newline.
    #[error("control character 0x{0:02x}: only newline is allowed")]
    Control(u8),
    /// The last byte is not a newline.
    #[error("the last byte is not a newline")]
    NoFinalNewline,
    /// Nothing separates text and signatures.
    #[error("no empty line before the signatures")]
    NoSeparator,
    /// A note without signatures.
    #[error("no signature")]
    NoSignature,
    /// A line that is not of the form it must have.
    #[error("the line is not `{0}`")]
    Line(&'static str),
    /// A line that must not be empty, or that is missing.
    #[error("{0} is missing or empty")]
    Missing(&'static str),
    /// A name of a key that is empty, or has a space or a plus in it.
    #[error("the name of a key is not empty and has no space, no control character and no plus")]
    KeyName,
    /// Not standard base64 in its one spelling.
    #[error("{0} is not standard base64 with padding, in its one spelling")]
    Base64(&'static str),
    /// Not a decimal number in its one spelling.
    #[error("{0} is not a decimal number in digits, without leading zeros")]
    Decimal(&'static str),
    /// A number above its limit.
    #[error("{what} {found} exceeds the limit of {max}")]
    Above {
        /// Which number.
        what: &'static str,
        /// Its value.
        found: u64,
        /// Its limit.
        max: u64,
    },
    /// A key's stated id is not the one that follows from its bytes.
    #[error("the key's id is {computed}, not {stated}")]
    KeyId {
        /// As written.
        stated: String,
        /// As it follows from name, algorithm and key.
        computed: String,
    },
    /// A signature algorithm that this room does not verify.
    #[error("signature algorithm 0x{0:02x} is not one of 0x01 (Ed25519) and 0x04 (cosignature/v1)")]
    Algorithm(u8),
    /// Thirty-two bytes that are no Ed25519 key.
    #[error("not the one encoding of an Ed25519 key of full order")]
    PublicKey,
    /// A checkpoint of nothing with a root that is not the hash of nothing.
    #[error("the root of an empty tree is the SHA-256 of the empty string")]
    EmptyRoot,
    /// A path that is not a tile's, or not in its one spelling.
    #[error("not the one spelling of a tile's path, `tile/<L|entries>/<N>[.p/<W>]`")]
    Path,
    /// A tile that no tree within the limit has.
    #[error("no tree of at most 2^62 leaves has this tile")]
    NoSuchTile,
    /// Two checkpoints in the wrong order.
    #[error("the checkpoints do not stand in order of size, then root")]
    Order,
}
