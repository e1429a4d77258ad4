//! Sealed messages: what one reader alone may read, sealed to the fresh key of a request (`docs/spec/inspection.md`, section 6).
//!
//! HPKE (RFC 9180) in its base mode with X-Wing, a hybrid of ML-KEM-768 and X25519, so that a message that is kept today stays closed while either of them
//! holds, also to a quantum computer. A message is bound to its inspection and to what it is: the same bytes open nothing elsewhere.
//! Who sealed it is not said here: the step of the record that carries its hash is signed.
//!
//! The secret key opens everything that was sealed to it, for whoever is given it. It is drawn for one request and never used for another.

use crate::statement::{SealedHash, StepHash};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, XWing};
use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable, rand_core::CryptoRng, single_shot_open, single_shot_seal_with_rng,
};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a public key: its suite, then X-Wing's.
pub const READER_KEY_LEN: usize = 1 + 1216;
/// Bytes by which a sealed message is longer than its plaintext: X-Wing's ciphertext before it, the tag behind it.
pub const SEALED_MORE: usize = 1120 + 16;
/// X-Wing, HKDF-SHA256, ChaCha20Poly1305: the one suite that there is yet.
const SUITE: u8 = 1;
const DOMAIN: &[u8] = b"standstill/v1/sealed";

/// What a sealed message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sealed {
    /// The opening of a site.
    Opening,
    /// Opened leaves.
    Samples,
    /// The answer to an inquiry.
    Answer,
}

/// The public key of a reader. Anybody can have made it; only its form is known.
#[derive(Clone, PartialEq, Eq)]
pub struct ReaderKey(<XWing as Kem>::PublicKey);

/// Why bytes are no key of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadReaderKey {
    /// Of another length than the suite's keys.
    #[error("the reader's key has {0} bytes, and one to which can be sealed has {READER_KEY_LEN}")]
    Length(usize),
    /// Of a suite that is not known here.
    #[error("the reader's key is of suite {0}, and only suite {SUITE} is known")]
    Suite(u8),
    /// Not an encoding of a key.
    #[error("the reader's key is none of X-Wing")]
    Encoding,
}

impl ReaderKey {
    /// Reads the key of a request.
    ///
    /// # Errors
    /// Where nothing can be sealed to it.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadReaderKey> {
        let (suite, key) = bytes.split_first().ok_or(BadReaderKey::Length(0))?;
        if *suite != SUITE {
            return Err(BadReaderKey::Suite(*suite));
        }
        if bytes.len() != READER_KEY_LEN {
            return Err(BadReaderKey::Length(bytes.len()));
        }
        <XWing as Kem>::PublicKey::from_bytes(key).map(Self).map_err(|_| BadReaderKey::Encoding)
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        [&[SUITE], self.0.to_bytes().as_slice()].concat()
    }

    /// Seals a plaintext, which has been padded.
    pub fn seal(&self, what: Sealed, inspection: &StepHash, plaintext: &[u8], rng: &mut impl CryptoRng) -> Vec<u8> {
        let (mode, info) = (OpModeS::<XWing>::Base, what.info(inspection));
        let sealed = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &mode,
            &self.0,
            &info,
            plaintext,
            &[],
            rng,
        );
        let (encapsulated, ciphertext) =
            sealed.expect("a key that was decoded can be sealed to, and a first message too");
        [encapsulated.to_bytes().as_slice(), &ciphertext].concat()
    }
}

/// The secret key of a reader: it opens what was sealed to the public one. Wiped when dropped.
pub struct ReaderSecret(Zeroizing<[u8; 32]>);

/// Why a sealed message does not open. Whoever sealed it is not told apart from whoever damaged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotUnsealed {
    /// Shorter than any.
    #[error("{0} bytes are no sealed message, which has {SEALED_MORE} or more")]
    Length(usize),
    /// Sealed to another key, for another inspection, as something else, or damaged since.
    #[error("the message was not sealed to this key as this part of this inspection, or was damaged")]
    Closed,
}

impl ReaderSecret {
    /// Draws a key.
    pub fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    /// A key that was drawn before, as it was kept, or handed over in a dispute.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept, or handed over in a dispute, and for nothing else.
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public key. Whoever is handed a secret one compares this with the request.
    pub fn public(&self) -> ReaderKey {
        ReaderKey(XWing::sk_to_pk(&self.key()))
    }

    /// Opens a sealed message.
    ///
    /// # Errors
    /// Where it is none, or was not sealed to this key as this part of this inspection.
    pub fn open(&self, what: Sealed, inspection: &StepHash, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotUnsealed> {
        self.open_with(&what.info(inspection), &[], sealed)
    }

    fn open_with(&self, info: &[u8], beside: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotUnsealed> {
        if sealed.len() < SEALED_MORE {
            return Err(NotUnsealed::Length(sealed.len()));
        }
        let (encapsulated, ciphertext) = sealed.split_at(SEALED_MORE - 16);
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| NotUnsealed::Closed)?;
        let (mode, key) = (OpModeR::<XWing>::Base, self.key());
        let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &mode,
            &key,
            &encapsulated,
            info,
            ciphertext,
            beside,
        );
        opened.map(Zeroizing::new).map_err(|_| NotUnsealed::Closed)
    }

    fn key(&self) -> <XWing as Kem>::PrivateKey {
        <XWing as Kem>::PrivateKey::from_bytes(&*self.0).expect("every 32 bytes are a secret key of X-Wing")
    }
}

impl SealedHash {
    /// SHA-256 of a sealed message, by which a step names it.
    pub fn of(sealed: &[u8]) -> Self {
        Self(Sha256::digest(sealed).into())
    }
}

impl Sealed {
    /// What the message is bound to: `"standstill/v1/sealed" || inspection || u8(what)`.
    fn info(self, inspection: &StepHash) -> Vec<u8> {
        let what = match self {
            Self::Opening => 1,
            Self::Samples => 2,
            Self::Answer => 3,
        };
        [DOMAIN, &inspection.0, &[what]].concat()
    }
}

impl fmt::Debug for ReaderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReaderKey({READER_KEY_LEN} bytes)")
    }
}

impl fmt::Debug for ReaderSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReaderSecret(32 bytes)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn hex(value: &Value) -> Vec<u8> {
        let digits: Vec<_> = value.as_str().unwrap().chars().map(|c| c.to_digit(16).unwrap() as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn what_others_have_sealed_opens() {
        let vector: Value = serde_json::from_str(include_str!("../vectors/hpke/x-wing.json")).unwrap();
        let key = ReaderSecret::new(Zeroizing::new(hex(&vector["skRm"]).try_into().unwrap()));
        assert_eq!(key.public().encode()[1..], hex(&vector["pkRm"]));
        let first = &vector["encryptions"][0];
        let sealed = [hex(&vector["enc"]), hex(&first["ct"])].concat();
        let opened = key.open_with(&hex(&vector["info"]), &hex(&first["aad"]), &sealed).unwrap();
        assert_eq!(*opened, hex(&first["pt"]));
    }
}
