//! Runs of epochs on their way to a thread and back: what is to be proved, and what came of it.
//!
//! A thread takes a [`ProofBatch`] and gives back what is [`Checked`]. Where memory is not shared, as between the workers of a browser, another instance of
//! the same audit reads the same files, checks the same batch and gives the verdicts as bytes (`verdicts`); here the batch is [`Awaited`] meanwhile.

mod verdicts;

pub use verdicts::BadVerdicts;

use proof::{Claim, Run, Verifier};
use record::Author;
use record::layout::Layout;
use std::mem::replace;
use std::num::NonZeroUsize;
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
#[derive(Clone, Debug)]
pub struct ProofBatch {
    pub(super) author: Author,
    pub(super) places: Vec<Place>,
    pub(super) run: Run,
    /// Whether it comes of a second reading of the records.
    pub(super) again: bool,
}

/// A batch that another instance of the same audit checks: where its epochs stand, without their proofs.
#[derive(Debug)]
pub struct Awaited {
    author: Author,
    places: Vec<Place>,
    again: bool,
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

    /// Whether it comes of a second reading of the records: those of the first then say nothing any more.
    pub fn is_again(&self) -> bool {
        self.again
    }

    /// Cuts it into batches of at most so many epochs: the verdicts are the same, and come sooner one after the other. Each costs some time of its own.
    pub fn cut(self, epochs_max: NonZeroUsize) -> Vec<Self> {
        let Self { author, mut places, mut run, again } = self;
        let mut parts = Vec::new();
        while let Some(rest) = run.split_off(epochs_max.get()) {
            let later = places.split_off(epochs_max.get());
            let (author, run, places) = (author.clone(), replace(&mut run, rest), replace(&mut places, later));
            parts.push(Self { author, places, run, again });
        }
        parts.push(Self { author, places, run, again });
        parts
    }

    /// The batch without its proofs, where another instance of the same audit checks them.
    pub fn elsewhere(self) -> Awaited {
        Awaited { author: self.author, places: self.places, again: self.again }
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

    /// Whether nothing is wrong with any of them.
    pub fn all_hold(&self) -> bool {
        self.verdicts.iter().all(|(_, claims)| claims.is_empty())
    }

    /// Whose.
    pub fn author(&self) -> &Author {
        &self.author
    }
}
