//! Runs of epochs on their way to a thread and back: what is to be proved, and what came of it.

use proof::{Claim, Run, Verifier};
use record::Author;
use record::layout::Layout;
use std::sync::Arc;
use treaty::Date;

/// How many epochs a run has: enough for a batch to pay, few enough to be handed to several threads.
pub(super) const RUN_EPOCHS: usize = 64;

/// Where an epoch stands, and what it is proved against: all that a finding about it needs, so that nothing which is read while its proofs are on
/// their way can change what is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) epoch: u32,
    pub(super) day: Date,
    pub(super) index: u64,
    /// The statements of the epoch before and of the baseline.
    pub(super) before: Option<(u64, u64)>,
    pub(super) layout: Arc<Layout>,
    /// How many acts stand before it.
    pub(super) acts: usize,
}

/// Proofs of consecutive epochs of one party, to be checked by any thread.
#[derive(Debug)]
pub struct ProofBatch {
    pub(super) author: Author,
    pub(super) places: Vec<Place>,
    pub(super) run: Run,
    /// Whether it comes of a second reading of the records.
    pub(super) again: bool,
}

/// What came of a batch.
#[derive(Debug)]
pub struct Checked {
    author: Author,
    pub(super) again: bool,
    pub(super) verdicts: Vec<(Place, Vec<Claim>)>,
}

impl ProofBatch {
    /// How many epochs it has.
    pub fn epochs(&self) -> u64 {
        self.places.len() as u64
    }

    /// Checks the proofs. What comes of it depends on nothing but the batch.
    pub fn check(self, verifier: &Verifier) -> Checked {
        let verdicts = verifier.check(self.run).into_iter().map(|verdict| verdict.err().unwrap_or_default());
        let verdicts = self.places.into_iter().zip(verdicts).collect();
        Checked { author: self.author, again: self.again, verdicts }
    }
}

impl Checked {
    /// How many epochs it has.
    pub fn epochs(&self) -> u64 {
        self.verdicts.len() as u64
    }

    /// Whose.
    pub fn author(&self) -> &Author {
        &self.author
    }
}
