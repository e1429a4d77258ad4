//! Keys of signed notes (C2SP signed-note): names, ids, verifier keys, and the signing key of a log.
//!
//! ```text
//! key id   = SHA-256(name || 0x0A || algorithm || public key)[0..4]
//! vkey     = <name> "+" <id, 8 lower-case hex digits> "+" base64(algorithm || public key)
//! example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
//! ```
//!
//! Two algorithms: 0x01, Ed25519 over the note's text, for a log; 0x04, cosignature/v1, for a witness. Signatures are verified *strictly*: a
//! public key or an R of small order or in a second encoding is refused, so nobody can sign once and mean two things.

use crate::malformed::{Format, Malformed, Place, Rule};
use crate::note::SignatureLine;
use crate::text;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// The longest name of a key, in bytes: what C2SP tlog-cosignature leaves room for.
pub const KEY_NAME_MAX: usize = 255;
/// The longest verifier key, in bytes.
pub const VERIFIER_KEY_MAX: usize = KEY_NAME_MAX + 1 + 8 + 1 + 44;

/// The name of a key: not empty, no Unicode space, no control character, no plus; best a URL without scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Checks a name.
    pub fn new(name: &str) -> Result<Self, Malformed> {
        let refuse = |rule| Err(Malformed::new(Format::VerifierKey, Place::START, rule));
        if name.len() > KEY_NAME_MAX {
            return refuse(Rule::TooLong { what: "key name", length: name.len(), max: KEY_NAME_MAX });
        }
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c < ' ' || c == '+') {
            return refuse(Rule::KeyName);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Four bytes by which a note says which key of a name has signed. Anybody can make a key with a given id: it finds a key, it proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// What a key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Ed25519 over the note's text: a log.
    Ed25519,
    /// Ed25519 over a timestamped checkpoint, cosignature/v1: a witness.
    CosignatureV1,
}

impl Algorithm {
    /// C2SP's byte for it.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::CosignatureV1].into_iter().find(|a| a.byte() == byte)
    }
}

/// A public key with its name and its one algorithm.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    algorithm: Algorithm,
    key: VerifyingKey,
    id: KeyId,
}

impl VerifierKey {
    /// From the 32 bytes of an Ed25519 public key (RFC 8032). A key of small order, or in a second encoding, is refused: under such a key one
    /// signature fits many texts.
    pub fn new(name: KeyName, algorithm: Algorithm, public: [u8; 32]) -> Result<Self, Malformed> {
        let refused = || Malformed::new(Format::VerifierKey, Place::START, Rule::PublicKey);
        let key = VerifyingKey::from_bytes(&public).map_err(|_| refused())?;
        let canonical = VerifyingKey::from(key.to_edwards()).to_bytes() == public;
        if key.is_weak() || !canonical { Err(refused()) } else { Ok(Self::of(name, algorithm, key)) }
    }

    /// Of a public key that follows from a secret one, so is of full order and canonical.
    pub(crate) fn of(name: KeyName, algorithm: Algorithm, key: VerifyingKey) -> Self {
        let hash = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', algorithm.byte()])
            .chain_update(key.as_bytes())
            .finalize();
        let id = KeyId([hash[0], hash[1], hash[2], hash[3]]);
        Self { name, algorithm, key, id }
    }

    /// From its text form `name+id+base64`, in its one spelling.
    pub fn parse(vkey: &str) -> Result<Self, Malformed> {
        let refuse = |offset, rule| Err(Malformed::new(Format::VerifierKey, Place { line: 1, offset }, rule));
        if vkey.len() > VERIFIER_KEY_MAX {
            return refuse(0, Rule::TooLong { what: "verifier key", length: vkey.len(), max: VERIFIER_KEY_MAX });
        }
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(stated), Some(spelling)) = (parts.next(), parts.next(), parts.next()) else {
            return refuse(0, Rule::Line("<name>+<id>+<base64>"));
        };
        let name = KeyName::new(name)?;
        let at = vkey.len() - spelling.len();
        let Some(bytes) = text::base64(spelling) else { return refuse(at, Rule::Base64("the key")) };
        let Some((&byte, public)) = bytes.split_first() else { return refuse(at, Rule::Truncated("the key")) };
        let Some(algorithm) = Algorithm::from_byte(byte) else { return refuse(at, Rule::Algorithm(byte)) };
        let Ok(public) = public.try_into() else {
            return refuse(at, Rule::Count { what: "bytes of the public key", found: public.len(), expected: 32 });
        };
        let key = Self::new(name, algorithm, public).map_err(|e| e.within(Place { line: 1, offset: at }))?;
        if key.id.to_string() != stated {
            return refuse(
                at - 1 - stated.len(),
                Rule::KeyId { stated: stated.to_owned(), computed: key.id.to_string() },
            );
        }
        Ok(key)
    }

    /// Whose key it is.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Its id, which follows from everything else.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The 32 bytes of the Ed25519 public key.
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` is this key's over `message`, strictly.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    /// Its text form, `name+id+base64`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = std::iter::once(self.algorithm.byte()).chain(*self.public()).collect();
        write!(f, "{}+{}+{}", self.name, self.id, text::to_base64(&bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// The signing key of a log, with its name. It is wiped when dropped, never printed and never copied.
pub struct LogSigner {
    verifier: VerifierKey,
    key: SigningKey,
}

impl LogSigner {
    /// Takes the key over.
    pub fn new(name: KeyName, key: SigningKey) -> Self {
        Self { verifier: VerifierKey::of(name, Algorithm::Ed25519, key.verifying_key()), key }
    }

    /// The key with which others verify.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// A signature of a note's text. A log signs only what extends everything that it signed before, and that is the caller's to know.
    pub fn sign(&self, text: &str) -> SignatureLine {
        SignatureLine::by(&self.verifier, self.key.sign(text.as_bytes()).to_bytes().to_vec())
    }
}

impl fmt::Debug for LogSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogSigner({}, 32 secret bytes)", self.verifier)
    }
}

#[cfg(test)]
mod strict;
