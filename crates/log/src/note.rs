//! Signed notes (C2SP signed-note): text that ends in a newline, an empty line, and signatures.
//!
//! ```text
//! This is an example message.
//!
//! — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
//! ```
//!
//! A signature line is `— <name> base64(key id || signature)`. The note is UTF-8 without control characters but newline. The last empty line
//! separates text and signatures, so the text may hold empty lines itself. Signatures by unknown keys are kept and mean nothing; a signature by
//! a known key that fails makes the whole note worthless.

use crate::key::{Algorithm, KeyId, KeyName, VerifierKey};
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::text::{self, Line};
use std::fmt;

/// The longest note, in bytes.
pub const NOTE_MAX: usize = 1 << 20;
/// The most signatures on a note. C2SP asks for 16 at least.
pub const SIGNATURES_MAX: usize = 100;
/// The longest signature without its key id, in bytes: more than any post-quantum one that C2SP knows.
pub const SIGNATURE_MAX: usize = 8192;

const FORM: &str = "— <name> <base64>";

/// A signature line. Wire data: it says that somebody has signed, and may lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl SignatureLine {
    /// A line of these parts, at least one byte and at most [`SIGNATURE_MAX`] of signature.
    pub fn new(name: KeyName, id: KeyId, signature: Vec<u8>) -> Result<Self, Malformed> {
        let refuse = |rule| Err(Malformed::new(Format::Note, Place::START, rule));
        match signature.len() {
            0 => refuse(Rule::Truncated("the signature")),
            1..=SIGNATURE_MAX => Ok(Self { name, id, signature }),
            length => refuse(Rule::TooLong { what: "signature", length, max: SIGNATURE_MAX }),
        }
    }

    pub(crate) fn by(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self { name: key.name().clone(), id: key.id(), signature }
    }

    /// From one line with its newline, as a witness answers.
    pub fn parse(line: &[u8]) -> Result<Self, Malformed> {
        let text = text::decode(Format::Note, line, "signature line", LINE_MAX)?;
        let mut lines = text::lines(text, Place::START);
        match (lines.next(), lines.next()) {
            (Some(line), None) => Self::of_line(line),
            _ => Err(Malformed::new(Format::Note, Place::START, Rule::Line(FORM))),
        }
    }

    fn of_line(line: Line<'_>) -> Result<Self, Malformed> {
        let refuse = |rule| Malformed::new(Format::Note, line.place, rule);
        let (name, spelling) = line
            .text
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or_else(|| refuse(Rule::Line(FORM)))?;
        let name = KeyName::new(name).map_err(|e| refuse(e.rule))?;
        if spelling.len() > BASE64_MAX {
            return Err(refuse(Rule::TooLong {
                what: "base64 of a signature",
                length: spelling.len(),
                max: BASE64_MAX,
            }));
        }
        let bytes = text::base64(spelling).ok_or_else(|| refuse(Rule::Base64("the signature")))?;
        let (id, signature) = bytes.split_first_chunk().ok_or_else(|| refuse(Rule::Truncated("the key id")))?;
        Self::new(name, KeyId(*id), signature.to_vec()).map_err(|e| refuse(e.rule))
    }

    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of the key that is said to have signed.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The bytes after the key id.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether it names this key. A name or an id alone does not.
    pub fn names(&self, key: &VerifierKey) -> bool {
        self.id == key.id() && self.name == *key.name()
    }
}

const BASE64_MAX: usize = (4 + SIGNATURE_MAX).div_ceil(3) * 4;
const LINE_MAX: usize = "— ".len() + crate::key::KEY_NAME_MAX + 1 + BASE64_MAX + 1;

impl fmt::Display for SignatureLine {
    /// The line, without a newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.id.0.iter().chain(&self.signature).copied().collect();
        write!(f, "— {} {}", self.name, text::to_base64(&bytes))
    }
}

/// A note as it travels: text and signatures, none of them verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl SignedNote {
    /// A note of these parts.
    pub fn new(text: &str, signatures: Vec<SignatureLine>) -> Result<Self, Malformed> {
        let refuse = |rule| Err(Malformed::new(Format::Note, Place::START, rule));
        text::decode(Format::Note, text.as_bytes(), "text", NOTE_MAX)?;
        if signatures.is_empty() {
            return refuse(Rule::NoSignature);
        }
        if signatures.len() > SIGNATURES_MAX {
            return refuse(Rule::TooMany { what: "signatures", max: SIGNATURES_MAX });
        }
        let note = Self { text: text.to_owned(), signatures };
        match note.to_string().len() {
            ..=NOTE_MAX => Ok(note),
            length => refuse(Rule::TooLong { what: "note", length, max: NOTE_MAX }),
        }
    }

    /// Reads a note, strictly.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let note = text::decode(Format::Note, bytes, "note", NOTE_MAX)?;
        let refuse = |offset, rule| Err(Malformed::new(Format::Note, Place::in_text(bytes, offset), rule));
        let Some(end) = note.rfind("\n\n") else { return refuse(bytes.len(), Rule::NoSeparator) };
        let (text, signatures) = (&note[..=end], &note[end + 2..]);
        if signatures.is_empty() {
            return refuse(bytes.len(), Rule::NoSignature);
        }
        // counted before anything is decoded
        if signatures.bytes().filter(|&b| b == b'\n').count() > SIGNATURES_MAX {
            return refuse(end + 2, Rule::TooMany { what: "signatures", max: SIGNATURES_MAX });
        }
        let signatures = text::lines(signatures, Place::in_text(bytes, end + 2))
            .map(SignatureLine::of_line)
            .collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text with its last newline: what is signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in order.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The note with one signature more: a cosignature that came back from a witness.
    pub fn with_signature(self, signature: SignatureLine) -> Result<Self, Malformed> {
        let mut signatures = self.signatures;
        signatures.push(signature);
        Self::new(&self.text, signatures)
    }

    /// The signatures of the log keys among `keys`: lines that name such a key and are its Ed25519 signature over the text. One that names a
    /// key and fails refuses the whole note, and so does a note that no key has signed.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<(&'k VerifierKey, &SignatureLine)>, BadSignature> {
        let mut verified = Vec::new();
        for (position, line) in self.signatures.iter().enumerate() {
            for key in keys.iter().filter(|key| key.algorithm() == Algorithm::Ed25519 && line.names(key)) {
                if !key.signed(self.text.as_bytes(), &line.signature) {
                    return Err(BadSignature::Fails { position, name: line.name.clone(), id: line.id });
                }
                verified.push((key, line));
            }
        }
        if verified.is_empty() { Err(BadSignature::NoneKnown) } else { Ok(verified) }
    }
}

impl fmt::Display for SignedNote {
    /// The note's bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        f.write_str("\n")?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Why a note's signatures show nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// No given key has signed.
    #[error("no signature by a known key")]
    NoneKnown,
    /// A signature names a given key and is not its signature.
    #[error("signature {position} names the key {name}+{id} and is not its signature")]
    Fails {
        /// Which signature of the note, from 0.
        position: usize,
        /// The key's name.
        name: KeyName,
        /// The key's id.
        id: KeyId,
    },
}
