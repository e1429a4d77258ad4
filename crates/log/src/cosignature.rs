//! Cosignatures (C2SP tlog-cosignature, cosignature/v1 with Ed25519): a witness says that it saw this checkpoint, consistent with all that it saw
//! of that log before, and when.
//!
//! ```text
//! signed message                                     signature line
//!   cosignature/v1                                     — <name> base64(key id || time, 8 bytes big-endian || signature, 64 bytes)
//!   time 1679315147
//!   <text of the checkpoint>
//! ```
//!
//! The time is in the hands of the witness: it is what the witness says, and whoever judges dates compares several witnesses.

use crate::checkpoint::{Checkpoint, Unverified, VerifiedCheckpoint};
use crate::key::{Algorithm, KeyName, VerifierKey};
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::note::{BadSignature, SignatureLine};
use ed25519_dalek::{Signer as _, SigningKey};
use std::fmt;

/// The largest time, in seconds: 2^63 − 1.
pub const TIMESTAMP_MAX: u64 = (1 << 63) - 1;
/// Bytes of a timestamped signature, without the key id.
pub const COSIGNATURE_LENGTH: usize = 8 + 64;

/// Seconds since 1970-01-01T00:00:00Z without leap seconds (POSIX), at most [`TIMESTAMP_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// A time; `None` above [`TIMESTAMP_MAX`].
    pub const fn new(seconds: u64) -> Option<Self> {
        if seconds <= TIMESTAMP_MAX { Some(Self(seconds)) } else { None }
    }

    /// The seconds.
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A witness's cosignature of a checkpoint, verified: it can be had from [`verify`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosignature {
    witness: VerifierKey,
    time: Timestamp,
}

impl Cosignature {
    /// Who cosigned.
    pub fn witness(&self) -> &VerifierKey {
        &self.witness
    }

    /// When, as the witness says.
    pub fn time(&self) -> Timestamp {
        self.time
    }
}

/// The cosignatures on a checkpoint by these witnesses, in the order of the note; none is no error. One that names a witness's key and fails
/// refuses the checkpoint. A witness may stand there more than once, so whoever needs k witnesses counts names, not cosignatures.
pub fn verify(checkpoint: &VerifiedCheckpoint, witnesses: &[VerifierKey]) -> Result<Vec<Cosignature>, Unverified> {
    if let Some(other) = witnesses.iter().find(|key| key.algorithm() != Algorithm::CosignatureV1) {
        return Err(Unverified::Algorithm { name: other.name().clone(), algorithm: other.algorithm() });
    }
    let mut cosignatures = Vec::new();
    for (position, line) in checkpoint.note().signatures().iter().enumerate() {
        for witness in witnesses.iter().filter(|key| line.names(key)) {
            let (time, signature) = decode(line)?;
            if !witness.signed(message(checkpoint.note().text(), time).as_bytes(), signature) {
                return Err(BadSignature::Fails { position, name: line.name().clone(), id: line.id() }.into());
            }
            cosignatures.push(Cosignature { witness: witness.clone(), time });
        }
    }
    Ok(cosignatures)
}

/// The parts of a timestamped signature.
fn decode(line: &SignatureLine) -> Result<(Timestamp, &[u8; 64]), Malformed> {
    let refuse = |offset, rule| Malformed::new(Format::Cosignature, Place::byte(offset), rule);
    let bytes = line.signature();
    let wrong = || refuse(0, Rule::Count { what: "bytes", found: bytes.len(), expected: COSIGNATURE_LENGTH });
    let (time, signature) = bytes.split_first_chunk().ok_or_else(wrong)?;
    let seconds = u64::from_be_bytes(*time);
    let above = || refuse(0, Rule::Above { what: "the time", found: seconds, max: TIMESTAMP_MAX });
    Ok((Timestamp::new(seconds).ok_or_else(above)?, signature.try_into().map_err(|_| wrong())?))
}

/// What is signed.
fn message(text: &str, time: Timestamp) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The signing key of a witness, with its name. It is wiped when dropped, never printed and never copied.
pub struct Cosigner {
    verifier: VerifierKey,
    key: SigningKey,
}

impl Cosigner {
    /// Takes the key over. Its name is not signed along, so one key must never serve under two names.
    pub fn new(name: KeyName, key: SigningKey) -> Self {
        Self { verifier: VerifierKey::of(name, Algorithm::CosignatureV1, key.verifying_key()), key }
    }

    /// The key with which others verify.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Cosigns a checkpoint. That it extends what this witness saw before must be known to the caller: this is what the cosignature says.
    pub fn cosign(&self, checkpoint: &Checkpoint, time: Timestamp) -> SignatureLine {
        let signature = self.key.sign(message(&checkpoint.to_string(), time).as_bytes());
        let bytes = time.0.to_be_bytes().into_iter().chain(signature.to_bytes()).collect();
        SignatureLine::by(&self.verifier, bytes)
    }
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({}, 32 secret bytes)", self.verifier)
    }
}
