//! The transcript of each proof (`docs/spec/proof.md`, section 5): what a challenge is drawn from.
//!
//! A proof is bound to the context (instrument and party), to the epoch's body, which carries the shape, every commitment and every clear number,
//! and to its own name. So none can be moved to another epoch, party, instrument or place in the list. It is bound to no other proof, so epochs are proved
//! and verified in any order.

use crate::hash::{BodyHash, Context};
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::scalar::Scalar;
use std::fmt;
use tari_bulletproofs_plus::Transcript;

/// Which proof of an epoch. Printed as it stands on the transcript.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ProofName {
    /// That each cell's count is a count.
    Cells,
    /// That each flow's is one, and each bound's slack.
    Derived,
    /// That a balance, by its number, is a multiple of H.
    Balance(usize),
}

impl fmt::Display for ProofName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells => f.write_str("cells"),
            Self::Derived => f.write_str("derived"),
            Self::Balance(number) => write!(f, "balance/{number}"),
        }
    }
}

/// What all transcripts of one epoch have in common.
pub(crate) struct Transcripts(Transcript);

impl Transcripts {
    pub(crate) fn new(context: &Context, body: &BodyHash) -> Self {
        let mut transcript = Transcript::new(b"standstill/v1");
        transcript.append_message(b"context", &context.0);
        transcript.append_message(b"body", &body.0);
        Self(transcript)
    }

    /// The transcript of one proof.
    pub(crate) fn fork(&self, name: ProofName) -> Transcript {
        let mut transcript = self.0.clone();
        transcript.append_message(b"proof", name.to_string().as_bytes());
        transcript
    }
}

pub(crate) fn append(transcript: &mut Transcript, label: &'static [u8], point: &CompressedRistretto) {
    transcript.append_message(label, point.as_bytes());
}

pub(crate) fn challenge(transcript: &mut Transcript, label: &'static [u8]) -> Scalar {
    let mut bytes = [0; 64];
    transcript.challenge_bytes(label, &mut bytes);
    Scalar::from_bytes_mod_order_wide(&bytes)
}
