//! What verification says of an epoch: it is proved, or this is what is wrong with it.
//!
//! A false proof is no error of whoever verifies it. It is a value, which names what fails, and which anybody finds again.

use crate::hash::BodyHash;
use crate::shape::Shape;
use crate::transcript::ProofName;
use crate::wire::Commitments;
use std::fmt;
use std::sync::Arc;

/// An epoch whose proofs hold: every count is a count, every class and interior balances over the flows and corrections against the *stated* cells of the epoch
/// before, every bound holds against the baseline's with the stated excess. A ledger is proved where all its epochs are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
    pub(crate) shape: Arc<Shape>,
    pub(crate) body: BodyHash,
    pub(crate) commitments: Commitments,
}

impl Proved {
    /// Its shape.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    /// The body to which the proofs are bound.
    pub fn body(&self) -> &BodyHash {
        &self.body
    }

    /// Commitments to counts that are proved, and clear numbers.
    pub fn commitments(&self) -> &Commitments {
        &self.commitments
    }
}

/// What is wrong with an epoch. A party that signed it contradicts itself or the mathematics.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, thiserror::Error)]
pub enum Claim {
    /// A list has another length than the shape gives it.
    #[error("{found} {what}, and the shape has {expected}")]
    Length {
        /// Which list.
        what: List,
        /// How long it is.
        found: usize,
        /// How long it must be.
        expected: usize,
    },
    /// A commitment is not the encoding of a point.
    #[error("number {index} of the {what} is no point")]
    NotAPoint {
        /// Cells or flows.
        what: List,
        /// Which, from 0.
        index: usize,
    },
    /// The cells of the epoch before are no commitments, so nothing can balance against them.
    #[error("the epoch before has cells that are no commitments")]
    Previous,
    /// The cells of epoch 0 are no commitments, so no bound can start from them.
    #[error("the baseline has cells that are no commitments")]
    Baseline,
    /// A proof is not laid out as one.
    #[error("the proof `{0}` is malformed")]
    Malformed(ProofName),
    /// A proof does not hold.
    #[error("the proof `{0}` does not hold")]
    Fails(ProofName),
}

/// A list of an epoch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum List {
    /// Commitments to cells.
    Cells,
    /// Commitments to flows.
    Flows,
    /// Excesses of bounds.
    Excess,
    /// Corrections of lines.
    Corrections,
    /// Bytes of the derived proof, of which epoch 0 has none.
    DerivedProof,
    /// Proofs of balance.
    Balances,
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cells => "cells",
            Self::Flows => "flows",
            Self::Excess => "excesses",
            Self::Corrections => "corrections",
            Self::DerivedProof => "bytes of derived proof",
            Self::Balances => "balance proofs",
        })
    }
}

/// An epoch that is proved, or all that is wrong with it, in order and never empty. Where the commitments themselves are wrong, no proof was looked at.
pub type Verdict = Result<Proved, Vec<Claim>>;
